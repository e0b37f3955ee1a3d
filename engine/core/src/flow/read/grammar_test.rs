//! The table of the language against a file that shows every construct.

use std::collections::BTreeSet;

use crate::flow::grammar::{Construct, Kinds, Shape};
use crate::flow::yaml::{Entry, Kind, Node, tree};

use super::{grammar, read};

const EVERY_CONSTRUCT: &str = include_str!("testdata/every_construct.yaml");
const IMPORTED: &str = include_str!("testdata/imported.yaml");
const PAIRED: &str = include_str!("testdata/paired.yaml");

type Used = BTreeSet<(&'static str, &'static str)>;

/// Whether what is written has the shape, noting every key that is used.
fn fits(shape: &Shape, node: &Node, used: &mut Used) -> bool {
    match shape {
        Shape::Any(shapes) => shapes.iter().any(|shape| {
            let mut inside = used.clone();
            let fit = fits(shape, node, &mut inside);
            if fit {
                *used = inside;
            }
            fit
        }),
        Shape::Object(construct) => object(construct, Kinds::ALL, node, used),
        Shape::Kind(construct, kinds) => object(construct, *kinds, node, used),
        Shape::AnyKind(construct) => construct
            .kinds
            .iter()
            .filter(|(word, _)| has(node, word))
            .any(|(_, kinds)| object(construct, *kinds, node, used)),
        Shape::Map(shape) => {
            entries(node).is_some_and(|entries| entries.iter().all(|entry| fits(shape, &entry.value, used)))
        }
        Shape::TitledMap(shape) => entries(node).is_some_and(|entries| {
            entries.iter().all(|entry| {
                fits(shape, &entry.value, used)
                    || (entry.key.text == "title" && fits(&Shape::Text, &entry.value, used))
            })
        }),
        Shape::Beside(construct, shape) => entries(node).is_some_and(|entries| {
            entries.iter().all(|entry| {
                let own = construct.keys.iter().find(|rule| rule.name == entry.key.text);
                used.extend(own.map(|rule| (construct.name, rule.name)));
                fits(own.map_or(*shape, |rule| &rule.shape), &entry.value, used)
            })
        }),
        Shape::Cell => {
            let listed =
                |node: &Node| is_scalar(node) || list(node).is_some_and(|parts| parts.iter().all(is_scalar));
            let not = |entry: &Entry| entry.key.text == "not" && listed(&entry.value);
            listed(node) || entries(node).is_some_and(|entries| entries.iter().all(not))
        }
        Shape::List(shape) => {
            list(node).is_some_and(|parts| parts.iter().all(|part| fits(shape, part, used)))
        }
        Shape::Names(_) | Shape::Sight => {
            is_scalar(node) || list(node).is_some_and(|parts| parts.iter().all(is_scalar))
        }
        Shape::Text => {
            is_scalar(node)
                || entries(node).is_some_and(|entries| {
                    used.extend(entries.iter().map(|entry| {
                        if entry.key.text == "da" {
                            ("text", "da")
                        } else {
                            ("text", "en")
                        }
                    }));
                    entries
                        .iter()
                        .all(|entry| ["da", "en"].contains(&entry.key.text.as_str()))
                })
        }
        Shape::OneOf(words) => {
            matches!(&node.kind, Kind::Scalar { text, .. } if words.contains(&text.as_str()))
        }
        _ => is_scalar(node),
    }
}

fn object(construct: &'static Construct, kinds: Kinds, node: &Node, used: &mut Used) -> bool {
    let Some(entries) = entries(node) else {
        return false;
    };
    let needed = construct
        .keys
        .iter()
        .all(|rule| rule.need.code().is_none() || !rule.kinds.meets(kinds) || has(node, rule.name));
    needed
        && entries.iter().all(|entry| {
            let rule = construct
                .keys
                .iter()
                .find(|rule| rule.name == entry.key.text && rule.kinds.meets(kinds));
            rule.is_some_and(|rule| {
                used.insert((construct.name, rule.name));
                fits(&rule.shape, &entry.value, used)
            })
        })
}

fn entries(node: &Node) -> Option<&[Entry]> {
    match &node.kind {
        Kind::Map(entries) => Some(entries),
        _ => None,
    }
}

fn list(node: &Node) -> Option<&[Node]> {
    match &node.kind {
        Kind::List(parts) => Some(parts),
        _ => None,
    }
}

fn has(node: &Node, key: &str) -> bool {
    entries(node).is_some_and(|entries| entries.iter().any(|entry| entry.key.text == key))
}

fn is_scalar(node: &Node) -> bool {
    matches!(node.kind, Kind::Scalar { .. })
}

/// Every construct that can be reached from this one, with its keys.
fn reach(construct: &'static Construct, found: &mut Used) {
    for rule in construct.keys {
        if found.insert((construct.name, rule.name)) {
            reach_shape(&rule.shape, found);
        }
    }
}

fn reach_shape(shape: &Shape, found: &mut Used) {
    match shape {
        Shape::Object(construct) | Shape::Kind(construct, _) | Shape::AnyKind(construct) => {
            reach(construct, found)
        }
        Shape::Beside(construct, shape) => {
            reach(construct, found);
            reach_shape(shape, found);
        }
        Shape::List(shape) | Shape::Map(shape) | Shape::TitledMap(shape) => reach_shape(shape, found),
        Shape::Any(shapes) => shapes.iter().for_each(|shape| reach_shape(shape, found)),
        Shape::Text => found.extend([("text", "da"), ("text", "en")]),
        _ => {}
    }
}

#[test]
fn a_file_that_shows_every_key_has_the_shape_of_the_table_and_reads_without_findings() {
    let mut used = Used::new();
    for file in [EVERY_CONSTRUCT, IMPORTED, PAIRED] {
        let (tree, _) = tree(file);
        assert!(object(grammar(), Kinds::ALL, &tree.unwrap(), &mut used));
    }
    let mut known = Used::new();
    reach(grammar(), &mut known);
    assert_eq!(
        known.difference(&used).collect::<Vec<_>>(),
        Vec::<&(&str, &str)>::new()
    );
    for file in [EVERY_CONSTRUCT, PAIRED] {
        let (flow, findings) = read(file);
        assert_eq!(findings, []);
        assert!(flow.is_some());
    }
    let (flow, findings) = read(IMPORTED);
    assert_eq!(
        findings.iter().map(|finding| finding.code.0).collect::<Vec<_>>(),
        ["F0441"]
    );
    assert_eq!(flow.unwrap().not_carried.len(), findings.len());
}
