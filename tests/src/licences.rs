//! Whom the product builds on: `.deny.toml` says which licences go, where crates may come from and which never come in.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value as Json;

/// Where all crates come from.
const SOURCE: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Where the npm packages that are built in or tested with are written down.
const NPM: [&str; 2] = ["api/web/package-lock.json", "tests/browser/package-lock.json"];

/// Licences of npm packages beside those of crates: fonts, a name for 0BSD that npm knows alone, MIT without even the duty to
/// name its authors, of the mail server that tests send to, and one like MIT in plainer words, of what looks through HTML.
const NPM_ALLOWED: [&str; 4] = ["OFL-1.1", "BSD-0-Clause", "MIT-0", "BlueOak-1.0.0"];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    license: Option<String>,
    source: Option<String>,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The texts in quotes of a list in `.deny.toml`; of a table the value of `name` alone.
fn listed(list: &str) -> BTreeSet<String> {
    let text = text(".deny.toml");
    let (_, after) = text.split_once(&format!("\n{list} = [\n")).unwrap();
    let (inside, _) = after.split_once("\n]").unwrap();
    let quoted = inside.lines().filter_map(|line| line.split('"').nth(1));
    quoted.map(str::to_owned).collect()
}

/// What cargo says of the crates of this machine's build.
pub(crate) fn metadata() -> Json {
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(root())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let version = cargo(&["-vV"]);
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    let metadata = cargo(&[
        "metadata",
        "--locked",
        "--format-version=1",
        "--filter-platform",
        host,
    ]);
    serde_json::from_str(&metadata).unwrap()
}

/// The crates of this machine's build.
fn crates() -> Vec<Package> {
    let metadata: Metadata = serde_json::from_value(metadata()).unwrap();
    assert!(metadata.packages.len() > 100, "these are not all crates");
    metadata.packages
}

/// Whether a licence in SPDX's words, or in those that crates used before, is met by these.
fn met(licence: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = licence
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let met = any(&mut words, allowed);
    met && words.next().is_none()
}

type Words<'a, 'b> = &'a mut std::iter::Peekable<std::str::SplitWhitespace<'b>>;

fn any(words: Words<'_, '_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= all(words, allowed);
    }
    met
}

fn all(words: Words<'_, '_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: Words<'_, '_>, allowed: &BTreeSet<String>) -> bool {
    match words.next() {
        Some("(") => {
            let met = any(words, allowed);
            met && words.next() == Some(")")
        }
        Some(name) => {
            // An exception only gives more leave.
            if words.next_if_eq(&"WITH").is_some() {
                words.next();
            }
            allowed.contains(name.trim_end_matches('+'))
        }
        None => false,
    }
}

#[test]
fn every_crate_may_be_used_with_our_licence() {
    let allowed = listed("allow");
    let wrong: Vec<String> = crates()
        .into_iter()
        .filter(|package| !met(package.license.as_deref().unwrap_or_default(), &allowed))
        .map(|package| format!("{}: {:?}", package.name, package.license))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_npm_package_may_be_used_with_our_licence() {
    let mut allowed = listed("allow");
    allowed.extend(NPM_ALLOWED.map(str::to_owned));
    for lock in NPM {
        let lock: Json = serde_json::from_str(&text(lock)).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        assert!(packages.len() > 1);
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            let licence = package["license"].as_str().unwrap_or_default();
            assert!(met(licence, &allowed), "{name}: {licence}");
        }
    }
}

#[test]
fn crates_come_from_one_place_and_some_never_come() {
    let never = listed("deny");
    assert!(never.contains("openssl-sys"));
    for package in crates() {
        assert!(!never.contains(&package.name), "{} never comes in", package.name);
        if let Some(source) = package.source {
            assert_eq!(source, SOURCE, "{}", package.name);
        }
    }
}

#[test]
fn a_licence_is_met_as_its_words_say() {
    let allowed: BTreeSet<String> = ["MIT", "ISC", "Zlib"].map(str::to_owned).into();
    for (licence, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("", false),
        ("MIT OR GPL-3.0", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("MIT AND ISC", true),
        ("(MIT OR GPL-3.0) AND ISC", true),
        ("(MIT OR ISC) AND GPL-3.0", false),
        ("GPL-3.0 OR MIT AND ISC", true),
        ("MIT WITH LLVM-exception", true),
        ("Zlib+", true),
        ("(MIT", false),
        ("MIT ISC", false),
    ] {
        assert_eq!(met(licence, &allowed), expected, "{licence}");
    }
}
