//! Which area may know which: siblings meet only by id; everyone may know `identity`, and `message` to tell somebody
//! something.

use crate::files::{Source, none, rust};

const AREAS: [&str; 9] =
    ["identity", "message", "gig", "training", "incubation", "policy", "assistance", "monitoring", "admin"];

/// The areas that all the others may know.
const KNOWN: [&str; 2] = ["identity", "message"];

/// The rooms of the server that know every area: they put the house together.
const JOINERS: [&str; 6] = ["lib", "main", "serve", "web", "jobs", "demo"];

/// The areas that a line names: `crate::<area>` and `domain::<area>`, also inside braces.
fn named(line: &str) -> Vec<&'static str> {
    let names = |area: &&'static str| {
        line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).any(|word| {
            let mut parts = word.split("::");
            matches!(parts.next(), Some("crate" | "domain" | "server" | "app")) && parts.next() == Some(*area)
        })
    };
    AREAS.into_iter().filter(|area| names(area)).collect()
}

/// `use crate::{gig, identity::Actor};` over one or more lines, as `crate::gig` and `crate::identity::Actor`.
fn flattened(file: &Source) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    let mut inside: Option<(String, i32)> = None;
    for (number, line) in file.code() {
        let opened = |text: &str| text.matches('{').count().cast_signed() - text.matches('}').count().cast_signed();
        match &mut inside {
            None => {
                let start =
                    ["use crate::{", "use domain::{"].into_iter().find(|start| line.trim_start().contains(start));
                if let Some(start) = start {
                    let root = start.trim_start_matches("use ").trim_end_matches('{');
                    let rest = line.split(start).nth(1).unwrap_or_default();
                    lines.extend(top_words(rest, 1).into_iter().map(|word| (number, format!("{root}{word}"))));
                    let depth = i32::try_from(opened(line)).unwrap_or_default();
                    inside = (depth > 0).then(|| (root.to_owned(), depth));
                } else {
                    lines.push((number, line.to_owned()));
                }
            }
            Some((root, depth)) => {
                lines.extend(top_words(line, *depth).into_iter().map(|word| (number, format!("{root}{word}"))));
                *depth += i32::try_from(opened(line)).unwrap_or_default();
                if *depth <= 0 {
                    inside = None;
                }
            }
        }
    }
    lines
}

/// The words that stand directly in the outermost braces, where `depth` braces are open at the start of the text.
fn top_words(text: &str, mut depth: i32) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => words.push(String::new()),
            c if depth == 1 && !c.is_whitespace() => words.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn sibling_areas_do_not_know_each_other() {
    let mut wrong = Vec::new();
    for file in rust().iter().filter(|file| file.of_crate() != "tests") {
        let Some(area) = file.area().filter(|area| AREAS.contains(area)) else { continue };
        for (number, line) in flattened(file) {
            let others = named(&line).into_iter().filter(|other| *other != area && !KNOWN.contains(other));
            wrong.extend(others.map(|other| format!("{}:{number}: {area} knows {other}", file.path)));
        }
    }
    none("Siblings meet only by id", &wrong);
}

#[test]
fn nobody_depends_on_monitoring_or_admin() {
    let mut wrong = Vec::new();
    // They name every page, service and note there is, as the server's joiners do.
    let joiners = ["app/src/parts.rs", "app/src/routes.rs", "app/src/context.rs", "app/src/flash.rs"];
    for file in rust().iter().filter(|file| file.of_crate() != "tests") {
        let room = file.area().unwrap_or_default();
        if JOINERS.contains(&room) || joiners.contains(&file.path.as_str()) {
            continue;
        }
        for (number, line) in flattened(file) {
            let late =
                named(&line).into_iter().filter(|named| matches!(*named, "monitoring" | "admin") && *named != room);
            wrong.extend(late.map(|named| format!("{}:{number} knows {named}", file.path)));
        }
    }
    none("Nobody depends on monitoring or admin", &wrong);
}

#[test]
fn shared_rooms_know_no_area() {
    // Small words of the domain, the interface's pieces without area words, and storage.
    let shared = ["domain/src/", "app/src/ui/", "server/src/store/"];
    let allowed = ["domain/src/lib.rs"];
    let mut wrong = Vec::new();
    for file in rust() {
        let is_shared = shared.iter().any(|room| file.path.starts_with(room))
            && !file.area().is_some_and(|area| AREAS.contains(&area))
            && !allowed.contains(&file.path.as_str());
        for (number, line) in flattened(&file).into_iter().filter(|_| is_shared) {
            wrong.extend(
                named(&line)
                    .into_iter()
                    .filter(|area| *area != "identity")
                    .map(|area| format!("{}:{number} knows {area}", file.path)),
            );
        }
    }
    none("What everyone shares knows no area", &wrong);
}

#[test]
fn braces_are_read_as_they_stand() {
    let text = "use crate::{error::FieldError, gig::{Pay, Rule},\n    identity::Actor};\nlet a = crate::policy::x();";
    let file = Source { path: "domain/src/gig/a.rs".to_owned(), text: text.to_owned() };
    let found: Vec<_> = flattened(&file).iter().flat_map(|(_, line)| named(line)).collect();
    assert_eq!(found, ["gig", "identity", "policy"]);
}
