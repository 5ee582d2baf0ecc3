//! Migrations come in pairs, one for each engine, under the same name.

use crate::files::{none, sources};

fn names(engine: &str) -> Vec<String> {
    let folder = format!("server/migrations/{engine}");
    sources(&[&folder], &["sql"]).into_iter().map(|file| file.path.replace(&folder, "")).collect()
}

#[test]
fn both_engines_have_the_same_migrations() {
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty(), "there is no migration");
}

#[test]
fn columns_have_types_that_both_engines_share() {
    // Arrays, sequences, floats and engine clocks would tie the schema to one engine.
    let foreign =
        ["serial", "real", "double precision", "float", "jsonb", "timestamp", "timestamptz", "now()", "numeric", "[]"];
    let mut wrong = Vec::new();
    for file in sources(&["server/migrations"], &["sql"]) {
        for (at, line) in file.text.lines().enumerate() {
            let line = line.split("--").next().unwrap_or_default().to_lowercase();
            let words: Vec<_> = line.split(|c: char| c.is_whitespace() || c == ',').collect();
            let found =
                foreign.iter().filter(|word| words.contains(word) || (word.contains(' ') && line.contains(*word)));
            wrong.extend(found.map(|word| format!("{}:{}: {word}", file.path, at + 1)));
        }
    }
    none("Column types are TEXT, BIGINT, BOOLEAN, BLOB and BYTEA", &wrong);
}
