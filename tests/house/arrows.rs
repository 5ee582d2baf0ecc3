//! Which crate may know which: `domain <- app <- server <- tests`, and what each may not name at all.

use std::process::Command;

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::files::{none, rust, top};

/// The crates that only `server` may know: storage, HTTP and the runtime under them.
const BELOW: [&str; 7] = ["sqlx", "axum", "tokio", "hyper", "tower", "tower_http", "leptos_axum"];
/// The interface, which the domain does not know either.
const INTERFACE: [&str; 4] = ["leptos", "leptos_router", "leptos_meta", "server_fn"];

/// Crate, and the crates of this workspace that it may know.
const ARROWS: [(&str, &[&str]); 4] =
    [("domain", &[]), ("app", &["domain"]), ("server", &["domain", "app"]), ("tests", &["domain", "server"])];

fn forbidden(name: &str) -> Vec<&'static str> {
    match name {
        "domain" => BELOW.into_iter().chain(INTERFACE).collect(),
        "app" => BELOW.to_vec(),
        _ => Vec::new(),
    }
}

/// The names of all the crates that `name` is built from with these flags.
fn built_from(name: &str, flags: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--package", name])
        .args(flags)
        .current_dir(top())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(' ').next()).map(|krate| krate.replace('-', "_")).collect()
}

#[test]
fn crates_of_the_workspace_know_only_those_below_them() {
    let metadata = MetadataCommand::new().manifest_path(top().join("Cargo.toml")).no_deps().exec().unwrap();
    let members: Vec<_> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    let mut expected: Vec<_> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    expected.sort();
    let mut found = members.clone();
    found.sort();
    assert_eq!(found, expected, "a crate came or went: say here whom it may know");
    for (name, allowed) in ARROWS {
        let package = metadata.packages.iter().find(|package| package.name == name).unwrap();
        let known = package.dependencies.iter().filter(|d| d.kind != DependencyKind::Development);
        let wrong: Vec<_> = known
            .map(|dependency| dependency.name.clone())
            .filter(|known| members.contains(known) && !allowed.contains(&known.as_str()))
            .collect();
        none(&format!("{name} may not know"), &wrong);
    }
}

#[test]
fn no_build_of_domain_or_app_contains_storage_or_http() {
    let builds: [(&str, &[&str]); 4] = [
        ("domain", &[]),
        ("domain", &["--target", "wasm32-unknown-unknown"]),
        ("app", &["--no-default-features", "--features", "hydrate", "--target", "wasm32-unknown-unknown"]),
        ("app", &["--no-default-features", "--features", "ssr"]),
    ];
    for (name, flags) in builds {
        let crates = built_from(name, flags);
        assert!(crates.iter().any(|krate| krate == "serde"), "the list of crates of {name} cannot be read");
        let wrong: Vec<_> = crates.into_iter().filter(|krate| forbidden(name).contains(&krate.as_str())).collect();
        none(&format!("{name} {} is built from", flags.join(" ")), &wrong);
    }
}

#[test]
fn no_line_of_domain_or_app_names_what_is_not_theirs() {
    let mut wrong = Vec::new();
    for file in rust().iter().filter(|file| file.path.contains("/src/")) {
        for (number, line) in file.code() {
            let names = |krate: &&str| {
                line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).any(|word| {
                    word.split("::").next() == Some(*krate) && (word.contains("::") || line.contains("use "))
                })
            };
            if let Some(krate) = forbidden(file.of_crate()).iter().find(|krate| names(krate)) {
                wrong.push(format!("{}:{number} names {krate}", file.path));
            }
        }
    }
    none("Storage and HTTP are the server's, the interface is the app's", &wrong);
}

#[test]
fn tests_do_not_look_into_the_interface() {
    let names = |line: &str| line.contains("app::") || line.contains("leptos");
    let wrong: Vec<_> = rust()
        .iter()
        .filter(|file| file.of_crate() == "tests" && !file.path.starts_with("tests/house/"))
        .flat_map(|file| {
            file.code().filter(|(_, line)| names(line)).map(|(n, _)| format!("{}:{n}", file.path)).collect::<Vec<_>>()
        })
        .collect();
    none("Tests speak with the server and know the domain", &wrong);
}
