//! Tests and constructs by the names that texts give them: `path/to/file.rs::test`, `path/x.test.mjs: title`, and
//! `path/to/file::construct: reason`.

use std::collections::BTreeSet;

/// Gives a file of the project by its path.
pub(crate) type Read<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Between several tests.
const BETWEEN: &str = "; ";

/// What a test file of the pages is called.
const BROWSER: &str = ".test.mjs";

/// What stands above a test that is run only where somebody asks for it, and above one that may not be there at all.
const LEFT_OUT: &str = "#[ignore";
const MAY_BE_LEFT_OUT: &str = "#[cfg";

/// The words that a definition begins with, in Rust and in scripts.
const DEFINES: [&str; 12] = [
    "fn",
    "struct",
    "enum",
    "union",
    "trait",
    "const",
    "static",
    "type",
    "mod",
    "macro_rules!",
    "function",
    "class",
];

/// Where one suite makes tests of functions for every store, and the file that lists them.
const SUITE: &str = "tests/tests/conformance/";
const SUITE_LIST: &str = "tests/tests/conformance/main.rs";

/// What is wrong with a list of tests that is to prove something.
pub(crate) fn held(proof: &str, read: Read<'_>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let wrong = |named: &'_ str| match seen.insert(named.to_owned()) {
        true => one(named, read).err(),
        false => Some(format!("{named} is named twice")),
    };
    proof.split(BETWEEN).filter_map(wrong).collect()
}

fn one(named: &str, read: Read<'_>) -> Result<(), String> {
    let text = |path: &str| read(path).ok_or_else(|| format!("there is no {path}"));
    if let Some((file, title)) = named.split_once(": ").filter(|(file, _)| file.ends_with(BROWSER)) {
        let text = text(file)?;
        let written = ['"', '`']
            .iter()
            .any(|quote| text.contains(&format!("test({quote}{title}{quote}")));
        return if written {
            Ok(())
        } else {
            Err(format!("{file} has no test {title}"))
        };
    }
    let Some((file, function)) = named.split_once("::") else {
        return Err(format!("{named:?} names no test"));
    };
    let marks = marks(&text(file)?, function);
    if marks
        .iter()
        .any(|mark| mark.starts_with(LEFT_OUT) || mark.starts_with(MAY_BE_LEFT_OUT))
    {
        return Err(format!("{file}::{function} is not run by itself"));
    }
    let is_marked = marks
        .iter()
        .any(|mark| mark.starts_with("#[test]") || mark.starts_with("#[tokio::test"));
    if is_marked || is_listed(file, function, read) {
        Ok(())
    } else {
        Err(format!("{file} has no test {function}"))
    }
}

/// The attributes above a function.
fn marks(text: &str, function: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let begins = format!("fn {function}(");
    let Some(at) = lines.iter().position(|line| line.contains(&begins)) else {
        return Vec::new();
    };
    lines
        .iter()
        .take(at)
        .rev()
        .take_while(|line| line.starts_with("#[") || line.starts_with("//"))
        .filter(|line| line.starts_with("#["))
        .map(|line| (*line).to_owned())
        .collect()
}

/// Whether the suite makes tests of the function.
fn is_listed(file: &str, function: &str, read: Read<'_>) -> bool {
    let module = file.strip_prefix(SUITE).and_then(|file| file.strip_suffix(".rs"));
    let Some((module, list)) = module.zip(read(SUITE_LIST)) else {
        return false;
    };
    let after = list.split_once(&format!("\n    {module}:"));
    let listed = after.and_then(|(_, after)| after.split_once(';'));
    listed.is_some_and(|(listed, _)| listed.split(',').any(|one| one.trim() == function))
}

/// What is wrong with a construct that is to make something impossible: its file, its name, and the reason.
pub(crate) fn built(proof: &str, shortest: usize, read: Read<'_>) -> Vec<String> {
    let parts = proof.split_once("::").and_then(|(file, rest)| {
        let (name, reason) = rest.split_once(": ")?;
        Some((file, name, reason))
    });
    let Some((file, name, reason)) = parts else {
        return vec![format!("{proof:?} is no path::construct: reason")];
    };
    let mut wrong = Vec::new();
    match read(file) {
        None => wrong.push(format!("there is no {file}")),
        Some(text) if !defines(file, &text, name) => wrong.push(format!("{file} defines no {name}")),
        Some(_) => {}
    }
    if reason.chars().count() < shortest {
        wrong.push(format!("{file}::{name} without a reason"));
    }
    wrong
}

/// Whether a file defines this: a heading of a page, a key of a settings file, a function of a shell script, or a construct
/// or field of a program. That a word stands somewhere says nothing.
fn defines(file: &str, text: &str, name: &str) -> bool {
    if name.is_empty() {
        return false;
    }
    let kind = file.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
    let mut lines = text.lines().map(str::trim);
    match kind.map(|(_, kind)| kind) {
        Some("md") => lines.any(|line| line.starts_with('#') && line.trim_start_matches('#').trim() == name),
        Some("toml") => lines.any(|line| {
            line.strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        }),
        Some("rs" | "js" | "mjs") => lines.any(|line| is_definition(line, name)),
        None => lines.any(|line| {
            line.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with("() {"))
        }),
        Some(_) => false,
    }
}

/// Whether a line of a program begins the definition of this.
fn is_definition(line: &str, name: &str) -> bool {
    if line.starts_with("//") || line.starts_with('*') {
        return false;
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_named = |word: &str| {
        word.strip_prefix(name)
            .is_some_and(|rest| !rest.starts_with(is_part))
    };
    let pairs = words.iter().zip(words.iter().skip(1));
    let defined = pairs
        .take_while(|(word, _)| !word.contains(['"', '=', '(']) || word.starts_with("pub("))
        .any(|(word, next)| DEFINES.contains(word) && is_named(next));
    let is_field = line.starts_with("pub") && words.iter().any(|word| *word == format!("{name}:"));
    defined || is_field
}

/// The tests that stand in a text: between backquotes, or as words.
pub(crate) fn tests_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (index, piece) in text.split('`').enumerate() {
        let quoted = index % 2 == 1;
        if quoted && piece.contains(&format!("{BROWSER}: ")) {
            found.push(piece.to_owned());
            continue;
        }
        let words = piece.split(|c: char| c.is_whitespace() || "(),;".contains(c));
        let rust = words.filter(|word| word.contains(".rs::"));
        found.extend(rust.map(|word| word.trim_end_matches(['.', ':']).to_owned()));
    }
    found
}

#[test]
fn a_test_is_known_by_its_mark_its_suite_or_its_title() {
    let read = |path: &str| {
        let text = match path {
            "a.rs" => {
                "#[test]\nfn plain() {}\n\n#[tokio::test(flavor = \"x\")]\n/// Why.\n#[ignore = \"y\"]\nasync fn waits() {}\nfn other() {}\n#[cfg(unix)]\n#[test]\nfn sometimes() {}\n"
            }
            "p.rs" => "proptest! {\n    #[test]\n    fn any_text(text in any()) {}\n}\n",
            "x.test.mjs" => "test(\"one; it works\", () => {});\ntest(`two ${name}`, () => {});\n",
            "tests/tests/conformance/parts.rs" => {
                "pub async fn first() {}\npub async fn last() {}\nfn off() {}\n"
            }
            SUITE_LIST => {
                "mod parts;\nsuite! {\n    more:\n        off;\n    parts:\n        first,\n        last;\n}\n"
            }
            _ => return None,
        };
        Some(text.to_owned())
    };
    for (named, wrong) in [
        ("a.rs::plain", ""),
        ("a.rs::waits", "a.rs::waits is not run by itself"),
        ("a.rs::sometimes", "a.rs::sometimes is not run by itself"),
        ("a.rs::other", "a.rs has no test other"),
        ("a.rs::plai", "a.rs has no test plai"),
        ("p.rs::any_text", ""),
        ("x.test.mjs: two ${name}", ""),
        ("x.test.mjs: two", "x.test.mjs has no test two"),
        ("y.test.mjs: two", "there is no y.test.mjs"),
        ("tests/tests/conformance/parts.rs::first", ""),
        ("tests/tests/conformance/parts.rs::last", ""),
        (
            "tests/tests/conformance/parts.rs::off",
            "tests/tests/conformance/parts.rs has no test off",
        ),
    ] {
        assert_eq!(held(named, &read).join(", "), wrong, "{named}");
    }
    assert_eq!(held("a.rs::plain; p.rs::any_text; a.rs::gone", &read).len(), 1);
}

#[test]
fn a_construct_is_known_by_its_definition_alone() {
    let read = |path: &str| {
        let text = match path {
            "a.rs" => {
                "// fn told() is gone\nuse x::used;\npub(crate) struct Wall<'a> {\n    pub(crate) key: String,\n}\nlet text = \"fn quoted\";\n\
                 pub(super) const fn built(a: u8) {}\nconst MOST: usize = 1;\nlet f = |fn_like| called(fn_like);\n"
            }
            "page.md" => "# One\n\n## Two words\n\nThree.\n",
            "Cargo.toml" => "[x]\nring = \"1\"\nringing = { version = \"2\" }\n",
            "run" => "# tells\ntells() {\n  asks\n}\n",
            "a.html" => "<form action=\"/out\">\n",
            _ => return None,
        };
        Some(text.to_owned())
    };
    for (named, is_there) in [
        ("a.rs::Wall", true),
        ("a.rs::key", true),
        ("a.rs::built", true),
        ("a.rs::MOST", true),
        ("a.rs::told", false),
        ("a.rs::used", false),
        ("a.rs::quoted", false),
        ("a.rs::called", false),
        ("a.rs::Wal", false),
        ("a.rs::text", false),
        ("page.md::Two words", true),
        ("page.md::Three", false),
        ("page.md::Two", false),
        ("Cargo.toml::ring", true),
        ("Cargo.toml::version", false),
        ("run::tells", true),
        ("run::asks", false),
        ("a.html::/out", false),
        ("gone.rs::Wall", false),
    ] {
        let wrong = built(&format!("{named}: it cannot be otherwise"), 5, &read);
        assert_eq!(wrong.is_empty(), is_there, "{named}: {wrong:?}");
    }
}

#[test]
fn tests_are_found_in_what_is_written() {
    let text = "Held (a/b.rs::one, c.rs::two). See `d.rs::three`; `tests/x.test.mjs: four, and five`, e.rs and f.rs::six.";
    let expected = [
        "a/b.rs::one",
        "c.rs::two",
        "d.rs::three",
        "tests/x.test.mjs: four, and five",
        "f.rs::six",
    ];
    assert_eq!(tests_in(text), expected);
    assert_eq!(tests_in("nothing of the kind: `x`"), [""; 0]);
}
