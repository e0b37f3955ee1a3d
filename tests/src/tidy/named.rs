//! Files and folders that pages name are there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{MAX_DEPTH, every, root};

/// The kinds of files that pages name.
const ENDINGS: [&str; 10] = [
    "rs", "md", "csv", "mjs", "sql", "toml", "ftl", "html", "css", "txt",
];

/// Everything that is there, files and folders, from the root.
fn there() -> BTreeSet<PathBuf> {
    let root = root();
    let (mut found, mut open) = (BTreeSet::new(), vec![(root.clone(), 0)]);
    while let Some((folder, depth)) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let skipped = ["target", ".git", "node_modules"]
                .iter()
                .any(|name| path.ends_with(name));
            if path.is_dir() && !skipped && depth < MAX_DEPTH {
                open.push((path.clone(), depth + 1));
            }
            found.insert(path.strip_prefix(&root).unwrap().to_owned());
        }
    }
    found
}

/// A page's text in code, without its blocks.
fn code(page: &str) -> Vec<&str> {
    let outside = page.split("```").step_by(2);
    outside
        .flat_map(|text| text.split('`').skip(1).step_by(2))
        .collect()
}

/// A text that is a path in the repository, as it is written; no address, no pattern, no other program's.
fn as_path(text: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./-".contains(c);
    if text.starts_with('/') || !text.chars().all(plain) {
        return None;
    }
    let ending = text.rsplit_once('.').map(|(_, ending)| ending);
    let ends = ending.is_some_and(|ending| ENDINGS.contains(&ending));
    (ends || text.ends_with('/')).then_some(text)
}

/// Whether a page in this folder finds the path: a name alone beside the page, below it or at the top, more of a path anywhere.
fn finds(folder: &Path, named: &str, there: &BTreeSet<PathBuf>) -> bool {
    let path = Path::new(named.trim_start_matches("../"));
    let near = |known: &PathBuf| named.contains('/') || known == path || known.starts_with(folder);
    there.iter().any(|known| known.ends_with(path) && near(known))
}

#[test]
fn every_file_that_a_page_names_is_there() {
    let there = there();
    every("md", |page, text| {
        let folder = page.parent().unwrap_or(page);
        let named = code(text).into_iter().filter_map(as_path);
        named
            .filter(|named| !finds(folder, named, &there))
            .map(|named| format!("{named} is not there"))
            .collect()
    });
}

#[test]
fn a_name_is_looked_for_near_and_a_path_everywhere() {
    let text = "`a.rs` x `b/` ```\n`c.rs`\n``` `../d/e.rs`, `/f/g.md`, `h *.rs`, `i.yaml`, `FLOW`";
    let paths: Vec<_> = code(text).into_iter().filter_map(as_path).collect();
    assert_eq!(paths, ["a.rs", "b/", "../d/e.rs"]);
    let there = ["top.toml", "one/a.rs", "two/b.rs"].map(PathBuf::from).into();
    for (named, expected) in [
        ("a.rs", true),
        ("b.rs", false),
        ("two/b.rs", true),
        ("wo/b.rs", false),
        ("top.toml", true),
        ("c.rs", false),
        ("../b.rs", true),
    ] {
        assert_eq!(finds(Path::new("one"), named, &there), expected, "{named}");
    }
}
