//! The documents stay short, and both languages say the same.

use crate::files::{none, read, sources};

fn headings(text: &str) -> Vec<usize> {
    let mut fenced = false;
    let mut levels = Vec::new();
    for line in text.lines() {
        fenced ^= line.starts_with("```");
        if !fenced && line.starts_with('#') {
            levels.push(line.chars().take_while(|c| *c == '#').count());
        }
    }
    levels
}

/// What a reader types: the same in every language, up to the remarks beside it.
fn commands(text: &str) -> Vec<String> {
    let code = |line: &str| line.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let mut all: Vec<_> = text.lines().flat_map(code).filter(|code| code.is_ascii()).collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn documents_are_short() {
    for (path, most) in [("README.md", 100), ("README.zh-CN.md", 100), ("ARCHITECTURE.md", 150)] {
        let lines = read(path).lines().count();
        assert!(lines <= most, "{path} has {lines} lines; at most {most}");
    }
}

#[test]
fn both_readmes_say_the_same() {
    let (english, chinese) = (read("README.md"), read("README.zh-CN.md"));
    assert_eq!(headings(&english), headings(&chinese), "headings differ");
    let (english, chinese) = (commands(&english), commands(&chinese));
    let only = |a: &[String], b: &[String]| a.iter().filter(|code| !b.contains(code)).cloned().collect::<Vec<_>>();
    none("only in README.md", &only(&english, &chinese));
    none("only in README.zh-CN.md", &only(&chinese, &english));
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut dead = Vec::new();
    for path in ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        for target in read(path).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            if !file.is_empty() && !file.contains("://") && !crate::files::top().join(file).exists() {
                dead.push(format!("{path}: {target}"));
            }
        }
    }
    none("Links to nothing", &dead);
}

#[test]
fn lock_files_name_no_registry() {
    let wrong: Vec<_> = sources(&["style", "tests/browser"], &["json"])
        .into_iter()
        .filter(|file| file.path.ends_with("package-lock.json") && file.text.contains("\"resolved\""))
        .map(|file| file.path)
        .collect();
    none("Lock files with addresses of one registry", &wrong);
}
