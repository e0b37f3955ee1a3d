//! Every message is asked for somewhere: by its key as a literal, or by a literal that the key is made from.

use std::collections::BTreeSet;

use super::production::production;
use super::{files, root};

/// Keys of two parts that stand apart, which no literal shows, and where they are joined.
const JOINED: [(&str, &[&str]); 1] = [(
    "engine/core/src/difference/items.rs joins what is about with how it changed",
    &[
        "difference-case-no-more",
        "difference-case-now",
        "difference-case-otherwise",
        "difference-item-no-more",
        "difference-item-now",
        "difference-item-otherwise",
    ],
)];

/// What code and templates say between quotes.
#[derive(Default)]
struct Said {
    whole: BTreeSet<String>,
    /// Begins and ends a key with something between that is told at run time: `value-per-{unit}`, or `rung-`.
    around: BTreeSet<(String, String)>,
    /// Ends a key whose beginning is a literal too: `{key}-hint`.
    endings: BTreeSet<String>,
}

impl Said {
    /// Takes in what stands between any two quotes: templates quote within quotes, so both sides of each are looked at. What
    /// stands between two literals has blanks.
    fn take(&mut self, text: &str) {
        for part in text.split('"').filter(|part| !part.contains(char::is_whitespace)) {
            let (Some((before, _)), Some((_, after))) = (part.split_once('{'), part.rsplit_once('}')) else {
                if part.ends_with('-') {
                    self.around.insert((part.to_owned(), String::new()));
                }
                self.whole.insert(part.to_owned());
                continue;
            };
            if before.ends_with('-') {
                self.around.insert((before.to_owned(), after.to_owned()));
            } else if before.is_empty() && after.len() > 1 && after.starts_with('-') {
                self.endings.insert(after.to_owned());
            }
        }
    }

    fn asks_for(&self, key: &str) -> bool {
        let around = |(before, after): &(String, String)| {
            let between = key
                .strip_prefix(before.as_str())
                .and_then(|rest| rest.strip_suffix(after.as_str()));
            between.is_some_and(|between| !between.is_empty())
        };
        let ended = |ending: &String| {
            let base = key.strip_suffix(ending.as_str());
            base.is_some_and(|base| self.whole.contains(base))
        };
        self.whole.contains(key) || self.around.iter().any(around) || self.endings.iter().any(ended)
    }
}

/// The keys of message files, and those that other messages name.
fn keys(texts: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut keys, mut named) = (BTreeSet::new(), BTreeSet::new());
    for line in texts.lines() {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            keys.extend(line.split_once(" =").map(|(key, _)| key.to_owned()));
        }
        let placed = line.split('{').skip(1).filter_map(|rest| rest.split('}').next());
        named.extend(placed.map(|name| name.trim().to_owned()));
    }
    (keys, named)
}

#[test]
fn every_message_is_asked_for() {
    let root = root();
    let texts = ["engine/core/texts/da", "api/texts/da"].map(|folder| files(&root.join(folder), "ftl"));
    let texts = texts
        .iter()
        .flatten()
        .map(|path| std::fs::read_to_string(path).unwrap());
    let (keys, named) = keys(&texts.collect::<Vec<_>>().join("\n"));
    assert!(keys.len() > 1_000, "{}", keys.len());
    let mut said = Said::default();
    for (_, text) in production() {
        said.take(&text);
    }
    for path in files(&root.join("api/templates"), "html") {
        said.take(&std::fs::read_to_string(path).unwrap());
    }
    let unused = keys
        .iter()
        .filter(|key| !said.asks_for(key) && !named.contains(*key));
    let unused: BTreeSet<&str> = unused.map(String::as_str).collect();
    let joined: BTreeSet<&str> = JOINED.iter().flat_map(|(_, keys)| *keys).copied().collect();
    let over: Vec<&&str> = unused.difference(&joined).collect();
    assert!(over.is_empty(), "nothing asks for {over:?}");
    let stale: Vec<&&str> = joined.difference(&unused).collect();
    assert!(stale.is_empty(), "{stale:?} need no reason any longer");
}

#[test]
fn a_key_is_asked_for_by_what_is_said() {
    let mut said = Said::default();
    said.take(
        r#"x(m("table-overlap"), f("{key}-hint"), f("value-per-{unit}"), g("rung-"), f("review-{x}-about"))"#,
    );
    said.take(r#"<nav aria-label="{{ page.t("crumbs") }}">"#);
    for (key, asked) in [
        ("table-overlap", true),
        ("table-overlap-hint", true),
        ("table-other-hint", false),
        ("value-per-day", true),
        ("value-per-", false),
        ("value-none", false),
        ("rung-call", true),
        ("review-day-about", true),
        ("review-day", false),
        ("crumbs", true),
    ] {
        assert_eq!(said.asks_for(key), asked, "{key}");
    }
    let (known, named) = keys("# a\nb-c = { d-e } { $f }\n  h = i");
    assert_eq!(known.into_iter().collect::<Vec<_>>(), ["b-c"]);
    assert!(named.contains("d-e") && !named.contains("f"));
}
