//! Both engines end in the same logical schema, however each writes it down.

use support::Engine;

use crate::{fresh, texts};

// Each line of these says one thing of the schema in words that both engines share. `posting_words` and `policy_words`
// are the known difference: a full-text index is a virtual table here and a column of vectors there.

const SQLITE: [&str; 4] = [
    "SELECT 'column ' || t.name || '.' || c.name || ' ' || CASE c.type WHEN 'INTEGER' THEN 'number' \
     WHEN 'TEXT' THEN 'text' WHEN 'BLOB' THEN 'bytes' ELSE c.type END || CASE c.\"notnull\" WHEN 1 THEN '' \
     ELSE ' or nothing' END FROM pragma_table_list t, pragma_table_info(t.name) c \
     WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> '_sqlx_migrations'",
    "SELECT 'key ' || t || '(' || group_concat(name, ', ') || ')' FROM (SELECT t.name AS t, c.name \
     FROM pragma_table_list t, pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.type = 'table' AND c.pk > 0 \
     AND t.name NOT LIKE 'sqlite%' AND t.name <> '_sqlx_migrations' ORDER BY t.name, c.pk) GROUP BY t",
    "SELECT CASE u WHEN 1 THEN 'unique ' ELSE 'index ' END || t || '(' || group_concat(c, ', ') || ')' || \
     coalesce(p, '') FROM (SELECT t.name AS t, i.name AS i, i.\"unique\" AS u, c.name AS c, \
     CASE i.partial WHEN 1 THEN substr(m.sql, instr(m.sql, ' WHERE ')) END AS p \
     FROM pragma_table_list t, pragma_index_list(t.name) i, pragma_index_info(i.name) c \
     LEFT JOIN sqlite_schema m ON m.name = i.name \
     WHERE t.schema = 'main' AND t.type = 'table' AND i.origin <> 'pk' AND t.name <> '_sqlx_migrations' \
     ORDER BY t.name, i.name, c.seqno) GROUP BY t, i, u, p",
    "SELECT 'reference ' || t.name || '.' || f.\"from\" || ' to ' || f.\"table\" || '.' || f.\"to\" \
     FROM pragma_table_list t, pragma_foreign_key_list(t.name) f WHERE t.schema = 'main' AND t.type = 'table'",
];

const POSTGRES: [&str; 4] = [
    "SELECT 'column ' || table_name || '.' || column_name || ' ' || CASE data_type WHEN 'bigint' THEN 'number' \
     WHEN 'boolean' THEN 'number' WHEN 'bytea' THEN 'bytes' ELSE data_type END || CASE is_nullable WHEN 'NO' THEN '' \
     ELSE ' or nothing' END FROM information_schema.columns \
     WHERE table_schema = 'public' AND table_name NOT IN ('_sqlx_migrations', 'posting_words', 'policy_words')",
    "SELECT 'key ' || i.indrelid::regclass || '(' || string_agg(a.attname, ', ' ORDER BY k.n) || ')' \
     FROM pg_index i CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY k(at, n) \
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.at JOIN pg_class t ON t.oid = i.indrelid \
     WHERE i.indisprimary AND t.relnamespace = 'public'::regnamespace \
     AND t.relname NOT IN ('_sqlx_migrations', 'posting_words', 'policy_words') GROUP BY i.indexrelid, i.indrelid",
    "SELECT CASE WHEN i.indisunique THEN 'unique ' ELSE 'index ' END || i.indrelid::regclass || '(' || \
     string_agg(a.attname, ', ' ORDER BY k.n) || ')' || \
     coalesce(' WHERE ' || pg_get_expr(i.indpred, i.indrelid), '') \
     FROM pg_index i CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY k(at, n) \
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.at JOIN pg_class t ON t.oid = i.indrelid \
     WHERE NOT i.indisprimary AND t.relnamespace = 'public'::regnamespace \
     AND t.relname NOT IN ('_sqlx_migrations', 'posting_words', 'policy_words') \
     GROUP BY i.indexrelid, i.indrelid, i.indisunique, i.indpred",
    "SELECT 'reference ' || f.conrelid::regclass || '.' || a.attname || ' to ' || f.confrelid::regclass || '.' || \
     b.attname FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1] \
     JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1] \
     WHERE f.contype = 'f' AND f.conrelid::regclass::text NOT IN ('posting_words', 'policy_words')",
];

async fn described(engine: Engine) -> Vec<String> {
    let (_database, store) = fresh(engine).await;
    let mut lines = Vec::new();
    for sql in if engine == Engine::Sqlite { SQLITE } else { POSTGRES } {
        let found = texts(&store, sql).await;
        assert!(!found.is_empty(), "nothing is described by {sql}");
        // PostgreSQL writes conditions with brackets and types that were not there.
        lines.extend(found.into_iter().map(|line| match line.split_once(" WHERE ") {
            Some((start, condition)) => {
                format!("{start} WHERE {}", condition.replace("::text", "").replace(['(', ')'], ""))
            }
            None => line,
        }));
    }
    lines.retain(|line| !line.contains("posting_words") && !line.contains("policy_words"));
    lines.sort();
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_have_the_same_schema() {
    let (sqlite, postgres) = (described(Engine::Sqlite).await, described(Engine::Postgres).await);
    assert!(sqlite.iter().any(|line| line == "unique claim(shift_id, account_id) WHERE active"), "{sqlite:#?}");
    let only = |here: &[String], there: &[String]| {
        here.iter().filter(|line| !there.contains(line)).cloned().collect::<Vec<_>>()
    };
    assert_eq!((only(&sqlite, &postgres), only(&postgres, &sqlite)), (vec![], vec![]));
    assert_eq!(sqlite, postgres);
}
