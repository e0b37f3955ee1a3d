//! Tests and constructs by the names that texts give them: `path/to/file.rs::test`, `path/x.test.mjs: title`, and
//! `path/to/file::construct: reason`.

/// Gives a file of the project by its path.
pub(crate) type Read<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Between several tests.
const BETWEEN: &str = "; ";

/// What a test file of the pages is called.
const BROWSER: &str = ".test.mjs";

/// Where one suite makes tests of functions for every store, and the file that lists them.
const SUITE: &str = "tests/tests/conformance/";
const SUITE_LIST: &str = "tests/tests/conformance/main.rs";

/// What is wrong with a list of tests that is to prove something.
pub(crate) fn held(proof: &str, read: Read<'_>) -> Vec<String> {
    let wrong = |named: &str| one(named, read).err();
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
    if is_marked(&text(file)?, function) || is_listed(file, function, read) {
        Ok(())
    } else {
        Err(format!("{file} has no test {function}"))
    }
}

/// Whether an attribute above the function makes it a test.
fn is_marked(text: &str, function: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let begins = format!("fn {function}(");
    let Some(at) = lines.iter().position(|line| line.contains(&begins)) else {
        return false;
    };
    lines
        .iter()
        .take(at)
        .rev()
        .take_while(|line| line.starts_with("#[") || line.starts_with("//"))
        .any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
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
        Some(text) if name.is_empty() || !text.contains(name) => wrong.push(format!("{file} has no {name}")),
        Some(_) => {}
    }
    if reason.chars().count() < shortest {
        wrong.push(format!("{file}::{name} without a reason"));
    }
    wrong
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
                "#[test]\nfn plain() {}\n\n#[tokio::test(flavor = \"x\")]\n/// Why.\n#[ignore = \"y\"]\nasync fn waits() {}\nfn other() {}\n"
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
        ("a.rs::waits", ""),
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
    assert_eq!(held("a.rs::plain; a.rs::waits; a.rs::gone", &read).len(), 1);
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
