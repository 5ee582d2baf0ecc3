//! No test is switched off, and nothing is left half done.

use crate::files::{none, sources};

#[test]
fn no_test_is_switched_off_and_nothing_is_half_done() {
    // In two parts, so that this file does not find itself.
    let marks = [
        ("#[", "ignore"),
        (".on", "ly("),
        ("test.", "skip"),
        ("test.", "todo"),
        ("todo", "!("),
        ("unimplemented", "!("),
        ("TO", "DO:"),
        ("FIX", "ME"),
        ("allow(dead", "_code)"),
    ]
    .map(|(a, b)| format!("{a}{b}"));
    let mut wrong = Vec::new();
    for file in
        sources(&["domain", "app", "server", "tests", "tools", "style"], &["rs", "mjs", "js", "ts", "css", "sql"])
    {
        for (at, line) in file.text.lines().enumerate() {
            wrong.extend(marks.iter().filter(|m| line.contains(*m)).map(|m| format!("{}:{}: {m}", file.path, at + 1)));
        }
    }
    none("Switched off or half done", &wrong);
}
