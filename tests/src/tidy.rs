//! Style that is a test: file length, module directions, message files, names at the top level.

mod keys;
mod letters;
mod named;
mod outside;
mod production;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The longest source file, in lines.
const MAX_FILE_LINES: usize = 600;

/// How deep folders are looked into.
const MAX_DEPTH: usize = 12;

/// The core's modules; each sees only those to its left.
const CORE_ORDER: [&str; 16] = [
    "id",
    "json",
    "text",
    "survey",
    "calendar",
    "flow",
    "guard",
    "review",
    "letter",
    "import",
    "diagram",
    "difference",
    "case",
    "across",
    "simulate",
    "explore",
];

/// What may lie at the top beside hidden files and what builds leave behind.
const TOP_LEVEL: [&str; 10] = [
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE",
    "README.md",
    "engine",
    "api",
    "flows",
    "migrations",
    "tests",
    "target",
];

/// Names under which anything could hide.
const ATTICS: [&str; 4] = ["utils", "helpers", "common", "misc"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let skipped = path
                .file_name()
                .is_some_and(|name| name == "target" || name == ".git" || name == "node_modules");
            if path.is_dir() && !skipped && depth < MAX_DEPTH {
                open.push((path, depth + 1));
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Runs a rule over every file of a kind and shows all findings at once.
fn every(ending: &str, rule: impl Fn(&Path, &str) -> Vec<String>) {
    let root = root();
    let sources = files(&root, ending);
    assert!(!sources.is_empty(), "no .{ending} files under the root");
    let findings: Vec<String> = sources
        .iter()
        .flat_map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let place = path.strip_prefix(&root).unwrap().to_owned();
            rule(&place, &text)
                .into_iter()
                .map(move |finding| format!("{}: {finding}", place.display()))
        })
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

fn too_long(text: &str) -> Vec<String> {
    let lines = text.lines().count();
    if lines > MAX_FILE_LINES {
        vec![format!("{lines} lines: is it one thing?")]
    } else {
        Vec::new()
    }
}

/// Modules named after `crate::` that lie to the right of this one.
fn looks_right(module: &str, text: &str) -> Vec<String> {
    let Some(own) = CORE_ORDER.iter().position(|name| *name == module) else {
        return Vec::new();
    };
    CORE_ORDER
        .iter()
        .skip(own + 1)
        .filter(|right| text.contains(&format!("crate::{right}")))
        .map(|right| format!("{module} may not see {right}, which lies to its right"))
        .collect()
}

fn attic(path: &Path) -> Vec<String> {
    path.iter()
        .filter_map(|part| part.to_str())
        .filter(|part| ATTICS.contains(&part.trim_end_matches(".rs")))
        .map(|part| format!("{part} says nothing of what lies there"))
        .collect()
}

/// Ten digits that could be a person's CPR number; replacement numbers have 60 added to the day.
fn cpr_like(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '-');
    words
        .filter(|word| {
            let digits: Vec<u32> = word.chars().filter_map(|c| c.to_digit(10)).collect();
            let day = digits.first().zip(digits.get(1)).map(|(ten, one)| ten * 10 + one);
            let month = digits.get(2).zip(digits.get(3)).map(|(ten, one)| ten * 10 + one);
            let written = word.len() == 10 || (word.len() == 11 && word.as_bytes()[6] == b'-');
            digits.len() == 10
                && written
                && day.is_some_and(|day| (1..=31).contains(&day))
                && month.is_some_and(|month| (1..=12).contains(&month))
        })
        .map(|word| format!("{word} could be a person's number"))
        .collect()
}

/// The types that the description of the API has, by name.
fn described(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_next = false;
    for line in text.lines().map(str::trim) {
        is_next |= line.starts_with("#[derive(") && line.contains("ToSchema");
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        if is_next && !line.starts_with(['#', '/']) && words.any(|word| word == "struct" || word == "enum") {
            found.extend(words.next().map(str::to_owned));
            is_next = false;
        }
    }
    found
}

/// Of two with one name the description tells the one as the other.
#[test]
fn no_two_described_types_have_one_name() {
    let two = "#[derive(Serialize, ToSchema)]\n/// A struct of ours.\n#[serde(x)]\npub(super) struct One {\n}\n\
               #[derive(Debug)]\nstruct Other;\n#[derive(ToSchema)]\nenum Two {}\n";
    assert_eq!(described(two), ["One", "Two"]);
    let sources = files(&root().join("api/src"), "rs");
    let texts = sources.iter().map(|path| fs::read_to_string(path).unwrap());
    let names: Vec<String> = texts.flat_map(|text| described(&text)).collect();
    assert!(names.len() > 100, "{names:?}");
    let mut seen = BTreeSet::new();
    let twice: Vec<&String> = names.iter().filter(|name| !seen.insert(*name)).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn files_are_short() {
    for ending in ["rs", "css", "js", "sql"] {
        if !files(&root(), ending).is_empty() {
            every(ending, |_, text| too_long(text));
        }
    }
    assert_eq!(too_long(&"x\n".repeat(MAX_FILE_LINES + 1)).len(), 1);
}

#[test]
fn core_modules_see_only_to_the_left() {
    every("rs", |path, text| {
        let mut parts = path
            .iter()
            .filter_map(|part| part.to_str())
            .skip_while(|part| *part != "core")
            .skip(2);
        parts
            .next()
            .map_or_else(Vec::new, |module| looks_right(module, text))
    });
    assert_eq!(looks_right("calendar", "use crate::flow::Flow;").len(), 1);
    assert!(looks_right("flow", "use crate::calendar::Length;").is_empty());
}

#[test]
fn no_attics() {
    every("rs", |path, _| attic(path));
    assert_eq!(attic(Path::new("engine/utils/date.rs")).len(), 1);
    assert_eq!(attic(Path::new("engine/helpers.rs")).len(), 1);
}

#[test]
fn nothing_that_could_be_a_cpr_number() {
    for ending in ["rs", "ftl", "md", "csv", "toml"] {
        every(ending, |_, text| cpr_like(text));
    }
    let (birthday, number) = ("010203", "1234");
    assert_eq!(cpr_like(&format!("cpr {birthday}-{number}")).len(), 1);
    assert!(cpr_like(&format!("610203-{number} 2026-01-02")).is_empty());
}

#[test]
fn every_message_key_in_use_exists_in_both_languages() {
    let keys = |language: &str| -> BTreeSet<String> {
        ["engine/core/texts", "api/texts"]
            .iter()
            .flat_map(|texts| files(&root().join(texts).join(language), "ftl"))
            .flat_map(|path| {
                fs::read_to_string(path)
                    .unwrap()
                    .lines()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
            .collect()
    };
    assert_eq!(keys("da"), keys("en"));
    let known = keys("da");
    let shipped = |path: &Path| path.starts_with("engine") || path.starts_with("api");
    every("rs", |path, text| {
        let production = text.split("#[cfg(test)]").next().unwrap_or_default();
        let used = production
            .split("Message::new(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        used.filter(|key| shipped(path) && !known.contains(*key))
            .map(|key| format!("no message file has {key}"))
            .collect()
    });
}

#[test]
fn the_top_level_holds_only_its_names() {
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name.starts_with('.') || TOP_LEVEL.contains(&name.as_str()),
            "{name} does not belong at the top"
        );
    }
}

#[test]
fn code_folders_say_what_they_are_for() {
    let root = root();
    for folder in [
        "",
        "engine",
        "engine/core",
        "engine/core/src/calendar",
        "engine/core/src/case",
        "engine/core/src/diagram",
        "engine/core/src/explore",
        "engine/core/src/flow",
        "engine/core/src/import",
        "engine/core/src/simulate",
        "engine/core/src/guard",
        "engine/store",
        "engine/runtime",
        "api",
        "tests",
    ] {
        let page = root.join(folder).join("README.md");
        assert!(
            fs::read_to_string(&page).is_ok_and(|text| text.starts_with("# ")),
            "{} is missing",
            page.display()
        );
    }
}

#[test]
fn sums_that_are_too_large_stop_in_releases_too() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for own in ["samspil-core", "samspil-store", "samspil-runtime", "samspil"] {
        let section = manifest
            .split(&format!("[profile.release.package.{own}]\n"))
            .nth(1);
        let section = section
            .unwrap_or_default()
            .split("\n[")
            .next()
            .unwrap_or_default();
        assert!(
            section.contains("overflow-checks = true"),
            "{own}: a release would wrap"
        );
    }
}

/// What tests add to a part beyond what the program has of it. All is built with the tests' parts, so whatever stands here must
/// be out of the program's reach by `.clippy.toml`.
const ADDED_BY_TESTS: &[&str] = &["tokio = { workspace = true, features = [\"test-util\"] }"];

#[test]
fn tests_add_nothing_to_a_part_that_the_program_could_lean_on() {
    let forbidden = fs::read_to_string(root().join(".clippy.toml")).unwrap();
    for call in ["pause", "advance", "resume"] {
        assert!(
            forbidden.contains(&format!("\"tokio::time::{call}\"")),
            "tokio::time::{call} is there for tests alone"
        );
    }
    let mut added = BTreeSet::new();
    for own in ["engine/core", "engine/store", "engine/runtime", "api"] {
        let manifest = fs::read_to_string(root().join(own).join("Cargo.toml")).unwrap();
        let (_, of_tests) = manifest.split_once("[dev-dependencies]").unwrap_or_default();
        let of_tests = of_tests.split("\n[").next().unwrap_or_default();
        let more = of_tests.lines().filter(|line| line.contains("features"));
        added.extend(more.map(str::to_owned));
    }
    let known: BTreeSet<String> = ADDED_BY_TESTS.iter().map(|line| (*line).to_owned()).collect();
    assert_eq!(added, known);
}
