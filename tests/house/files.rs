//! The files of the project, as the tests read them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A text file and its path from the top.
pub struct Source {
    /// With forward slashes, from the top folder.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The top folder of the project.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// One file.
pub fn read(path: &str) -> String {
    fs::read_to_string(top().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file with one of these extensions under one of these folders, generated and fetched ones left out.
pub fn sources(folders: &[&str], extensions: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        walk(&top().join(folder), extensions, &mut found);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Every Rust file of the product and its tests.
pub fn rust() -> Vec<Source> {
    sources(&["domain", "app", "server", "tests"], &["rs"])
}

fn walk(folder: &Path, extensions: &[&str], found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["node_modules", "target"].contains(&name.as_str()) && !name.starts_with('.') {
                walk(&path, extensions, found);
            }
        } else if path.extension().is_some_and(|e| extensions.iter().any(|wanted| e == *wanted)) {
            let from_top = path.strip_prefix(top()).unwrap().to_string_lossy().replace('\\', "/");
            found.push(Source { path: from_top, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

impl Source {
    /// The lines of the product: without the file's `#[cfg(test)]` part, which stands at its end.
    pub fn product(&self) -> &str {
        self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default()
    }

    /// The crate it is part of.
    pub fn of_crate(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// The area it is part of: the folder under `src`, if it is named like one.
    pub fn area(&self) -> Option<&str> {
        let (_, inside) = self.path.split_once("/src/")?;
        let first = inside.split('/').next()?;
        first.strip_suffix(".rs").or(Some(first))
    }

    /// The lines that are code, with their numbers from 1: what follows `//` is no rule's business.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let bare = |line| str::split(line, "//").next().unwrap_or_default();
        self.text.lines().enumerate().map(move |(at, line)| (at + 1, bare(line)))
    }
}

/// Fails with the list of offences, if there are any.
#[track_caller]
pub fn none(rule: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{rule}:\n  {}", offences.join("\n  "));
}
