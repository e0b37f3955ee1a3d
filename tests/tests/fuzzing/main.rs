//! The fuzz targets over their corpora and over what comes of them by small changes. A fixed seed draws the changes, so
//! that a run that fails fails again.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod changes;
#[path = "../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "there it is a library")]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use changes::Changes;

/// The largest file of a corpus that is changed, in bytes: those above take long and hold nothing more.
const MAX_SEED_BYTES: usize = 16_000;

/// How much more is done, where whoever runs the tests says so.
const MORE: &str = "SAMSPIL_FUZZ_TIMES";

#[allow(clippy::disallowed_methods, reason = "settings of the test itself")]
fn times() -> usize {
    std::env::var(MORE).map_or(1, |times| times.parse().unwrap())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The files in these folders, and in those below, with one of these endings; any where there is none.
fn corpus(folders: &[&str], endings: &[&str]) -> Vec<Vec<u8>> {
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        if endings.is_empty() || endings.contains(&ending) {
            files.push(path);
        }
    }
    files.sort();
    assert!(!files.is_empty(), "{folders:?}");
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Gives the target the whole corpus, and then so many changed files.
fn tried(target: fn(&[u8]), corpus: &[Vec<u8>], rounds: usize) {
    let give = |bytes: &[u8]| {
        let told = catch_unwind(AssertUnwindSafe(|| target(bytes)));
        assert!(told.is_ok(), "{:?}", String::from_utf8_lossy(bytes));
    };
    for file in corpus {
        give(file);
    }
    let seeds: Vec<&[u8]> = corpus
        .iter()
        .map(Vec::as_slice)
        .filter(|file| file.len() <= MAX_SEED_BYTES)
        .collect();
    let mut changes = Changes::new(&seeds);
    for _ in 0..rounds * times() {
        give(&changes.next());
    }
}

#[test]
fn flow_files() {
    let mut all = corpus(&["flows", "engine/core/src/flow/read/testdata"], &["yaml"]);
    all.extend(corpus(&["tests/fuzz/corpus/flow"], &[]));
    tried(targets::flow, &all, 1_000);
}

#[test]
fn expressions() {
    tried(targets::guard, &corpus(&["tests/fuzz/corpus/guard"], &[]), 10_000);
}

#[test]
fn dcr_graphs() {
    let mut all = corpus(&["tests/tests/dcr/models"], &["xml"]);
    all.extend(corpus(&["tests/fuzz/corpus/dcr"], &[]));
    tried(targets::dcr, &all, 2_000);
}

#[test]
fn cmmn_models() {
    tried(targets::cmmn, &corpus(&["tests/fuzz/corpus/cmmn"], &[]), 2_000);
}

#[test]
fn cron_expressions_and_rhythms() {
    tried(targets::cron, &corpus(&["tests/fuzz/corpus/cron"], &[]), 10_000);
}

#[test]
fn calendars() {
    tried(
        targets::calendar,
        &corpus(&["tests/fuzz/corpus/calendar"], &[]),
        3_000,
    );
}

#[test]
fn commands() {
    tried(
        targets::command,
        &corpus(&["tests/fuzz/corpus/command"], &[]),
        10_000,
    );
}

#[test]
fn bodies_in_json() {
    tried(targets::json, &corpus(&["tests/fuzz/corpus/json"], &[]), 10_000);
}

/// Each target that is fuzzed has its corpus given to it here, in every run.
#[test]
fn every_target_and_every_corpus_is_tried() {
    let names = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    let targets = names("tests/fuzz/fuzz_targets");
    assert_eq!(targets, names("tests/fuzz/corpus"));
    let own = fs::read_to_string(root().join("tests/tests/fuzzing/main.rs")).unwrap();
    for target in targets {
        assert!(own.contains(&format!("targets::{target},")), "{target}");
        assert!(
            own.contains(&format!("\"tests/fuzz/corpus/{target}\"")),
            "{target}"
        );
    }
}

#[test]
fn a_target_that_panics_is_seen_with_what_it_was_given() {
    let fails = |bytes: &[u8]| assert!(!bytes.is_empty() && bytes.len() < 100, "too long");
    let told = catch_unwind(|| tried(fails, &[b"abc".to_vec()], 10_000));
    assert!(told.is_err());
}
