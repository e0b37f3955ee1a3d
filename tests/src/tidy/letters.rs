//! No sentence in code: Danish letters give one away. What people read stands in message files.

use std::path::Path;

use super::production::production;
use super::{every, files, root};

/// Danish letters that English lacks.
const DANISH: [char; 6] = ['æ', 'ø', 'å', 'Æ', 'Ø', 'Å'];

/// Files and folders whose code has such letters, and why.
const HAVE: [(&str, &str); 9] = [
    ("api/src/bench/", "what the benchmarks invent"),
    ("api/src/demo/", "what the demo invents"),
    (
        "api/src/identity/guessable.rs",
        "words that passwords are guessed by",
    ),
    (
        "api/src/organisation/file/heads.rs",
        "words that files of the organisation are written in",
    ),
    (
        "engine/core/src/calendar/closed_days.rs",
        "names of days, in both languages",
    ),
    (
        "engine/core/src/calendar/holidays.rs",
        "names of days, in both languages",
    ),
    (
        "engine/core/src/diagram/measure.rs",
        "letters one by one, with how wide each is",
    ),
    ("engine/store/src/bare/", "what the benchmarks invent"),
    (
        "engine/store/src/danish_order.rs",
        "letters one by one, in their order",
    ),
];

/// The lines of code, without what comments say, that have Danish letters.
fn danish(text: &str) -> Vec<&str> {
    let code = text.lines().map(|line| {
        let line = line.trim();
        let line = if line.starts_with("//") { "" } else { line };
        line.split(" // ").next().unwrap_or_default()
    });
    code.filter(|line| line.contains(DANISH)).collect()
}

#[test]
fn no_danish_stands_in_code_but_where_a_reason_is_given() {
    let mut found: Vec<String> = Vec::new();
    let mut stale = HAVE.to_vec();
    for (place, text) in production() {
        let lines = danish(&text);
        let place = place.to_str().unwrap().to_owned();
        if !lines.is_empty() && HAVE.iter().any(|(known, _)| place.starts_with(known)) {
            stale.retain(|(known, _)| !place.starts_with(known));
            continue;
        }
        found.extend(lines.iter().map(|line| format!("{place}: {line}")));
    }
    assert!(
        found.is_empty(),
        "a message file has what people read:\n{}",
        found.join("\n")
    );
    assert!(stale.is_empty(), "no reason is needed any longer: {stale:?}");
    assert_eq!(danish("// å\n/// ø\nlet a = 1; // æ\nlet b = \"x\";"), [""; 0]);
    assert_eq!(danish("let a = \"https://å\"; // b"), ["let a = \"https://å\";"]);
}

#[test]
fn no_danish_stands_in_a_template() {
    let templates = root().join("api/templates");
    assert!(
        files(&templates, "html").len() > 100,
        "the templates are elsewhere"
    );
    every("html", |path, text| {
        let is_template = path.starts_with(Path::new("api/templates"));
        let lines = text.lines().filter(|line| is_template && line.contains(DANISH));
        lines.map(str::to_owned).collect()
    });
}
