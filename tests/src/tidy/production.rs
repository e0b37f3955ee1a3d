//! The code that is shipped: the sources of the engine and the program without what only tests see.

use std::path::{Path, PathBuf};

use super::{files, root};

/// What stands before a module that only tests see.
const FOR_TESTS: &str = "#[cfg(test)]\n";

/// The folder in which the modules lie that a file names.
fn within(path: &Path) -> PathBuf {
    let holds_its_folder = path.file_stem().is_some_and(|stem| {
        let stem = stem.to_string_lossy();
        ["mod", "lib", "main"].contains(&&*stem)
    });
    if holds_its_folder {
        path.with_file_name("")
    } else {
        path.with_extension("")
    }
}

/// The modules in files of their own that only tests see, by a file's text.
fn for_tests(text: &str) -> Vec<&str> {
    let after = text.split(FOR_TESTS).skip(1);
    let declared = after.filter_map(|rest| rest.lines().find(|line| !line.trim().starts_with("#[")));
    declared
        .filter_map(|line| {
            let (before, name) = line.trim().strip_suffix(';')?.rsplit_once("mod ")?;
            (before.is_empty() || before.starts_with("pub")).then_some(name)
        })
        .collect()
}

/// A file's text before the tests that stand beneath it.
fn above_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

/// Each file from the root, with its text before the tests.
pub(super) fn production() -> Vec<(PathBuf, String)> {
    let root = root();
    let sources = [
        "engine/core/src",
        "engine/store/src",
        "engine/runtime/src",
        "api/src",
    ];
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path, text)
    };
    let all: Vec<(PathBuf, String)> = sources
        .iter()
        .flat_map(|folder| files(&root.join(folder), "rs"))
        .map(read)
        .collect();
    let tests: Vec<PathBuf> = all
        .iter()
        .flat_map(|(path, text)| {
            for_tests(text)
                .into_iter()
                .map(move |name| within(path).join(name))
        })
        .collect();
    let is_test = |path: &Path| {
        path.with_extension("")
            .ancestors()
            .any(|part| tests.iter().any(|test| test == part))
    };
    all.iter()
        .filter(|(path, _)| !is_test(path))
        .map(|(path, text)| {
            let place = path.strip_prefix(&root).unwrap().to_owned();
            (place, above_tests(text).to_owned())
        })
        .collect()
}

#[test]
fn what_only_tests_see_is_left_out() {
    let text = "#[cfg(test)]\nmod a;\nmod b;\n#[cfg(test)]\n#[path = \"x\"]\npub(crate) mod c;\n#[cfg(test)]\nfn d() {}\n";
    assert_eq!(for_tests(text), ["a", "c"]);
    assert_eq!(within(Path::new("api/src/words.rs")), Path::new("api/src/words"));
    assert_eq!(
        within(Path::new("api/src/pages/mod.rs")),
        Path::new("api/src/pages/")
    );
    assert_eq!(above_tests("x\n#[cfg(test)]\nmod tests {\n}"), "x\n");
    let known = production();
    let has = |place: &str| known.iter().any(|(path, _)| path == Path::new(place));
    assert!(has("api/src/words.rs") && has("engine/core/src/calendar/term.rs"));
    assert!(!has("api/src/pages/tests.rs") && !has("engine/core/src/calendar/term_test.rs"));
}
