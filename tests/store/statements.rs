//! Every statement of the server is prepared on both engines: its tables, columns and types are right on each.

use std::path::{Path, PathBuf};

use server::store::{Column, Engine as On, Store};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
use support::Engine;

use crate::fresh;

/// Texts that begin a statement which is put together while the program runs, and what makes a whole of each. Those
/// without an end are conditions and columns of the search and the tables; the api tests run them on both engines.
const PARTS: [(&str, Option<&str>); 13] = [
    ("WHERE s.id IN (", Some("$1, $2)")),
    ("AND c.shift_id IN (", Some("$2, $3)")),
    ("WHERE credit_code IN (", Some("$1, $2)")),
    ("WHERE credit_code IS NULL AND name IN (", Some("$1, $2)")),
    ("AND alert = 'daily' AND id IN (", Some("$2, $3) RETURNING id")),
    ("AND account_id IN (", Some("$3, $4) GROUP BY account_id HAVING COUNT(*) > $2")),
    ("SELECT ", None),
    ("SELECT * FROM (", None),
    ("SELECT tally, COUNT(*) FROM (", None),
    ("WITH r (a, b) AS (VALUES ", None),
    ("INSERT INTO {into} VALUES {}", None),
    ("SELECT {}, {}, {page}, {sort}, {}", None),
    ("SELECT COUNT(*) FROM (SELECT 1 AS one", None),
];

const FIRST_WORDS: [&str; 5] = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The string literals of a source text; comments and characters are passed over.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('/', Some('/')) => while rest.next().is_some_and(|c| c != '\n') {},
            ('\'', Some('\\')) => drop((rest.next(), rest.next())),
            ('\'', Some('"')) => drop(rest.next()),
            ('"', _) => found.push(literal(&mut rest)),
            _ => {}
        }
    }
    found
}

fn literal(rest: &mut std::iter::Peekable<std::str::Chars>) -> String {
    let mut text = String::new();
    while let Some(c) = rest.next() {
        match c {
            '"' => return text,
            '\\' => match rest.next() {
                // The line goes on: the break and the blanks after it are not part of the text.
                Some('\n') => while rest.next_if(|c| c.is_whitespace()).is_some() {},
                Some('n') => text.push('\n'),
                Some(other) => text.push(other),
                None => break,
            },
            c => text.push(c),
        }
    }
    panic!("a text without an end: {text}");
}

/// A statement about sealed columns for each of them, any other as it is.
fn of_columns(text: String) -> Box<dyn Iterator<Item = String>> {
    if !text.contains("{table}") {
        return Box::new(std::iter::once(text));
    }
    Box::new(Column::ALL.into_iter().map(move |Column { table, row, name }| {
        text.replace("{table}", table).replace("{row}", row).replace("{name}", name)
    }))
}

/// Every whole statement with the file it stands in, and how many parts were left to the api tests.
fn statements() -> Vec<(String, String)> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src"), &mut files);
    let mut found = Vec::new();
    let mut seen = [false; PARTS.len()];
    for file in
        files.iter().filter(|file| !["store/dialect.rs", "store/sqlite.rs"].iter().any(|own| file.ends_with(own)))
    {
        let source = std::fs::read_to_string(file).expect("a source file");
        for text in literals(&source) {
            if !FIRST_WORDS.iter().any(|word| text.starts_with(word)) {
                continue;
            }
            let part = PARTS.iter().position(|(part, end)| text == *part || end.is_some() && text.ends_with(part));
            match part.map(|at| (at, PARTS[at].1)) {
                None => found.extend(of_columns(text).map(|text| (file.display().to_string(), text))),
                Some((at, end)) => {
                    seen[at] = true;
                    found.extend(end.map(|end| (file.display().to_string(), text + end)));
                }
            }
        }
    }
    assert!(seen.iter().all(|seen| *seen), "a part is in no source any more: {seen:?}");
    found
}

async fn problem(store: &Store, sql: String) -> Option<String> {
    let mut db = store.read().await.expect("a connection");
    let sql = AssertSqlSafe(sql).into_sql_str();
    match db.engine() {
        On::Sqlite(c) => c.prepare(sql).await.err().map(|error| error.to_string()),
        On::Postgres(c) => c.prepare(sql).await.err().map(|error| error.to_string()),
    }
}

async fn prepare_all(engine: Engine) {
    let (_database, store) = fresh(engine).await;
    let mut statements = statements();
    assert!(statements.len() > 40, "only {} statements were found", statements.len());
    let dialect = store.read().await.expect("a connection").dialect();
    statements.extend(
        [
            dialect.match_postings(),
            dialect.match_places(),
            dialect.index_posting(),
            dialect.match_policies(),
            dialect.unindex_policy(),
            dialect.index_policy(),
        ]
        .map(|sql| ("dialect.rs".into(), sql.into())),
    );
    let mut problems = Vec::new();
    for (file, sql) in statements {
        if let Some(problem) = problem(&store, sql.clone()).await {
            problems.push(format!("{file}: {problem}\n    {sql}"));
        }
    }
    assert!(problems.is_empty(), "{engine:?} refuses:\n{}", problems.join("\n"));
    assert!(problem(&store, "SELECT nothing FROM shift".to_owned()).await.is_some(), "a wrong column was not noticed");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_prepared_on_sqlite() {
    prepare_all(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_prepared_on_postgres() {
    prepare_all(Engine::Postgres).await;
}

#[test]
fn literals_are_read_as_the_compiler_reads_them() {
    let source = "let a = \"x\\\"y\"; // \"no\"\nlet b = '\"'; let c = \"one \\\n    two\"; fn f<'a>() { '\\'' }";
    assert_eq!(literals(source), ["x\"y", "one two"]);
}
