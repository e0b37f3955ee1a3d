//! The two flows of a pair have one protocol, written in one of them. The other takes it as it is written there, so that a
//! flow is whole by its own text, and stays what it was when the protocol is later changed.

use super::yaml::{Entry, Kind, Node, tree};
use crate::id::FlowId;

const FLOW: &str = "flow";
const PAIR: &str = "pair";
const WITH: &str = "with";
const PROTOCOL: &str = "protocol";

/// The flow's own name.
#[must_use]
pub fn name_of(text: &str) -> Option<FlowId> {
    let (root, _) = tree(text);
    named(entry(&root?, FLOW)?)
}

/// The flow whose protocol this one takes; none where it needs none, or has its own.
#[must_use]
pub fn protocol_from(text: &str) -> Option<FlowId> {
    let (root, _) = tree(text);
    let root = root?;
    if entry(&root, PROTOCOL).is_some() {
        return None;
    }
    named(entry(&entry(&root, PAIR)?.value, WITH)?)
}

fn named(entry: &Entry) -> Option<FlowId> {
    match &entry.value.kind {
        Kind::Scalar { text, .. } => FlowId::new(text).ok(),
        _ => None,
    }
}

/// The flow with the protocol that is written in the other one, behind all that is its own; none where that has none, or
/// does not write it on lines of its own.
#[must_use]
pub fn with_protocol(text: &str, other: &str) -> Option<String> {
    let (root, _) = tree(other);
    let Kind::Map(entries) = root?.kind else {
        return None;
    };
    let at = entries.iter().position(|entry| entry.key.text == PROTOCOL)?;
    let first = entries.get(at)?.key.place;
    if first.column != 1 {
        return None;
    }
    let start = usize::try_from(first.line.checked_sub(1)?).ok()?;
    let lines = other.lines().skip(start);
    let end = entries.get(at.saturating_add(1)).map(|next| next.key.place.line);
    let count = end.map_or(usize::MAX, |end| {
        usize::try_from(end.saturating_sub(first.line)).unwrap_or(usize::MAX)
    });
    let block: Vec<&str> = lines.take(count).collect();
    Some(format!("{}\n{}\n", text.trim_end(), block.join("\n").trim_end()))
}

fn entry<'n>(node: &'n Node, name: &str) -> Option<&'n Entry> {
    match &node.kind {
        Kind::Map(entries) => entries.iter().find(|entry| entry.key.text == name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OTHER: &str = "flow: ordering\npair: {with: delivery}\n\nprotocol:\n  title: T\n  # order\n  sides: {a: A}\n\ndoes: {}\n";

    #[test]
    fn a_flow_is_made_whole_by_the_lines_that_the_other_says_the_protocol_in() {
        let own = "flow: delivery\npair: {with: ordering, as: b}\ndoes: {}\n\n";
        assert_eq!(name_of(own).unwrap().as_str(), "delivery");
        assert_eq!(protocol_from(own).unwrap().as_str(), "ordering");
        let whole = with_protocol(own, OTHER).unwrap();
        assert_eq!(
            whole,
            "flow: delivery\npair: {with: ordering, as: b}\ndoes: {}\nprotocol:\n  title: T\n  # order\n  sides: {a: A}\n"
        );
        assert_eq!(protocol_from(&whole), None);
    }

    #[test]
    fn a_flow_without_a_pair_or_with_its_own_protocol_takes_none() {
        for text in [OTHER, "flow: a\n", "pair: 7\n", "{", "pair: {with: [a]}\n"] {
            assert_eq!(protocol_from(text), None, "{text}");
        }
        for other in ["flow: a\n", "{flow: a, protocol: {title: T}}", "["] {
            assert_eq!(with_protocol("flow: b\n", other), None, "{other}");
        }
    }
}
