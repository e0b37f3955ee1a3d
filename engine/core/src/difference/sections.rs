//! The head of the flow, and sections that are compared as they are written.

use std::collections::BTreeMap;

use super::{Area, Found, Version};
use crate::flow::{Flow, LegalSource, Retention};
use crate::text::{Arg, Message};

/// Sections that have no sentences of their own.
const WRITTEN: [&str; 13] = [
    "chain",
    "house",
    "reviewed",
    "not_carried",
    "phases",
    "messages",
    "pair",
    "protocol",
    "tables",
    "ladders",
    "pauses",
    "regions",
    "documents",
];

/// What the head says, and which sections are written otherwise.
pub(super) fn compare(before: Version<'_>, after: Version<'_>, found: &mut Found) {
    let (old, new) = (before.flow, after.flow);
    found.renamed(Area::Case, &old.title, &new.title);
    if old.about.purpose != new.about.purpose {
        found.add(Area::Case, Message::new("difference-purpose"));
    }
    let rules = |flow: &Flow| -> Vec<LegalSource> { flow.about.law.iter().map(LegalSource::rule).collect() };
    if rules(old) != rules(new) {
        let law: Vec<Message> = new.about.law.iter().map(|law| law.written()).collect();
        found.add(Area::Case, Message::new("difference-law").with("law", law));
    }
    if old.about.kle != new.about.kle
        || old.about.subject != new.about.subject
        || old.about.serves_overall_goal != new.about.serves_overall_goal
        || old.about.unseen_because != new.about.unseen_because
    {
        found.add(Area::Case, Message::new("difference-about"));
    }
    if bare(old.retention.as_ref()) != bare(new.retention.as_ref()) {
        let message = Message::new("difference-retention").with("before", kept(old.retention.as_ref()));
        found.add(Area::Case, message.with("after", kept(new.retention.as_ref())));
    }
    let (was, is) = (blocks(before.text), blocks(after.text));
    for section in WRITTEN {
        if was.get(section) != is.get(section) {
            found.about(Area::Sections, "difference-section", section);
        }
    }
}

/// The rule of retention, without what is known of its source.
fn bare(retention: Option<&Retention>) -> Option<Retention> {
    let mut retention = retention?.clone();
    retention.law = retention.law.as_ref().map(LegalSource::rule);
    Some(retention)
}

fn kept(retention: Option<&Retention>) -> Arg {
    retention.map_or_else(
        || Message::new("difference-no-retention").into(),
        |retention| {
            let then = Message::new(&format!("difference-then-{}", retention.then.word()));
            Message::new("difference-kept")
                .with("keep", retention.keep.message())
                .with("then", then)
                .into()
        },
    )
}

/// What is written under each key of the file that stands first in its line, without comments and empty lines.
fn blocks(text: &str) -> BTreeMap<&str, String> {
    let mut all: BTreeMap<&str, String> = BTreeMap::new();
    let mut section = "";
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if !line.starts_with([' ', '-'])
            && let Some((key, _)) = line.split_once(':')
        {
            section = key;
        }
        let block = all.entry(section).or_default();
        block.push_str(line);
        block.push('\n');
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_what_is_written_in_it() {
        let one = blocks("# a\nflow: x\ntables:\n  t:\n    a: 1\n\n# b\nphases: {}\n");
        let other = blocks("flow: x\nphases: {}\ntables:\n  # c\n  t:\n    a: 1\n");
        assert_eq!(one, other);
        assert_eq!(one["tables"], "tables:\n  t:\n    a: 1\n");
        assert_ne!(one, blocks("flow: x\nphases: {}\ntables: {}\n"));
    }
}
