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
    let (start, count) = protocol_lines(other)?;
    let block: Vec<&str> = other.lines().skip(start).take(count).collect();
    Some(format!("{}\n{}\n", text.trim_end(), block.join("\n").trim_end()))
}

/// The flow with the protocol that is written in the other one, in place of the one that it was kept with; none where the other
/// has none, or does not write it on lines of its own.
#[must_use]
pub fn with_protocol_anew(text: &str, other: &str) -> Option<String> {
    let Some((start, count)) = protocol_lines(text) else {
        return with_protocol(text, other);
    };
    let lines = text.lines().enumerate();
    let own = lines.filter(|(place, _)| *place < start || *place >= start.saturating_add(count));
    let own: Vec<&str> = own.map(|(_, line)| line).collect();
    with_protocol(&own.join("\n"), other)
}

/// The lines of the protocol: how many stand before them, and how many they are. None where they are no lines of their own.
fn protocol_lines(text: &str) -> Option<(usize, usize)> {
    let (root, _) = tree(text);
    let Kind::Map(entries) = root?.kind else {
        return None;
    };
    let at = entries.iter().position(|entry| entry.key.text == PROTOCOL)?;
    let first = entries.get(at)?.key.place;
    if first.column != 1 {
        return None;
    }
    let start = usize::try_from(first.line.checked_sub(1)?).ok()?;
    let end = entries.get(at.saturating_add(1)).map(|next| next.key.place.line);
    let count = end.map_or(usize::MAX, |end| {
        usize::try_from(end.saturating_sub(first.line)).unwrap_or(usize::MAX)
    });
    Some((start, count))
}

const DOCUMENTS: &str = "documents";

/// Whether the flow writes its documents itself.
#[must_use]
pub fn has_documents(text: &str) -> bool {
    let (root, _) = tree(text);
    root.is_some_and(|root| entry(&root, DOCUMENTS).is_some())
}

/// The flow with documents that lie beside it, each in a file of its own by its name, behind all that is its own.
#[must_use]
pub fn with_documents(text: &str, documents: &[(String, String)]) -> String {
    let mut whole = format!("{}\n{DOCUMENTS}:\n", text.trim_end());
    for (name, document) in documents {
        whole.push_str(&format!("  {name}:\n"));
        for line in document.trim_end().lines() {
            if !line.trim().is_empty() {
                whole.push_str("    ");
                whole.push_str(line);
            }
            whole.push('\n');
        }
    }
    whole
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
        // Kept with one protocol, it is put together with another, wherever its own stands.
        let newer = OTHER.replace("title: T", "title: Ny");
        let anew = with_protocol_anew(&whole, &newer).unwrap();
        assert_eq!(anew, with_protocol(own, &newer).unwrap());
        let before = whole.replace("does: {}\n", "") + "does: {}\n";
        let anew = with_protocol_anew(&before, &newer).unwrap();
        assert!(anew.contains("does: {}") && anew.contains("title: Ny") && !anew.contains("title: T\n"));
        assert_eq!(with_protocol_anew(own, &newer), with_protocol(own, &newer));
        assert_eq!(with_protocol_anew(own, "flow: a\n"), None);
    }

    #[test]
    fn documents_beside_a_flow_stand_behind_all_that_is_its_own() {
        let letter = (
            "receipt".to_owned(),
            "title: R\ntext: |\n  Kære\n\n  Hej\n".to_owned(),
        );
        let whole = with_documents("flow: a\n\n", &[letter]);
        assert_eq!(
            whole,
            "flow: a\ndocuments:\n  receipt:\n    title: R\n    text: |\n      Kære\n\n      Hej\n"
        );
        assert!(has_documents(&whole) && !has_documents("flow: a\n"));
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
