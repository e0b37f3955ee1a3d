//! A scene as Mermaid text, for programs that draw such text.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::look::Look;
use super::scene::{Edge, Kind, Node, Scene};
use super::svg::side_class;
use crate::text::Message;

/// The scene as a flowchart.
#[must_use]
pub fn mermaid(scene: &Scene) -> String {
    let mut text = format!(
        "---\ntitle: {}\n---\nflowchart LR\n",
        serde_json::Value::from(scene.title.as_str())
    );
    inside(scene, None, 1, &mut text);
    for link in &scene.links {
        let (from, to) = (name(link.from), name(link.to));
        let line = match link.look {
            Look::After => format!("{from} --> {to}"),
            Look::OpenedBy => format!("{from} -->|{}| {to}", label(scene, link.look)),
            Look::AfterOwes => format!("{from} ==>|{}| {to}", label(scene, link.look)),
            Look::NotWhileOwed | Look::Removes | Look::Ends => {
                format!("{from} -.-x|{}| {to}", label(scene, link.look))
            }
            Look::NotWith => format!("{from} x-.-x|{}| {to}", label(scene, link.look)),
            Look::Reads => format!("{from} -.-o|{}| {to}", label(scene, link.look)),
            Look::Owes | Look::EachTime | Look::BringsBack | Look::Again | Look::Opens => {
                format!("{from} -.->|{}| {to}", label(scene, link.look))
            }
        };
        // Writing to a text cannot fail.
        let _ = writeln!(text, "    {line}");
    }
    classes(scene, &mut text);
    text
}

/// Names are numbers: a word of the language, or a letter that a reader of Mermaid does not know, cannot do harm.
fn name(at: usize) -> String {
    format!("n{at}")
}

fn label(scene: &Scene, look: Look) -> String {
    quoted(&Message::new(look.short()).say(scene.language))
}

/// A text between quotation marks, in which nothing means anything.
fn quoted(text: &str) -> String {
    let mut safe = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => safe.push_str("#quot;"),
            '#' => safe.push_str("#35;"),
            '<' => safe.push_str("#lt;"),
            '>' => safe.push_str("#gt;"),
            '&' => safe.push_str("#amp;"),
            '`' => safe.push_str("#96;"),
            character if character.is_control() => safe.push(' '),
            character => safe.push(character),
        }
    }
    safe.push('"');
    safe
}

fn inside(scene: &Scene, parent: Option<usize>, depth: usize, text: &mut String) {
    let indent = "    ".repeat(depth);
    for (at, node) in scene.inside(parent) {
        if node.kind == Kind::Stage {
            let _ = writeln!(text, "{indent}subgraph {}[{}]", name(at), words(node));
            inside(scene, Some(at), depth + 1, text);
            let _ = writeln!(text, "{indent}end");
        } else {
            let (open, close) = brackets(node.kind);
            let _ = writeln!(text, "{indent}{}{open}{}{close}", name(at), words(node));
        }
    }
}

/// The shape of a kind.
const fn brackets(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Task | Kind::Stage => ("(", ")"),
        Kind::Decision => ("{{", "}}"),
        Kind::Meeting => ("[[", "]]"),
        Kind::Milestone => ("([", "])"),
        Kind::Action => ("[", "]"),
        Kind::Wait => ("[/", "\\]"),
        Kind::Subcase => ("[[", "]]"),
        Kind::Clock => (">", "]"),
    }
}

/// The title and the lines beneath it.
fn words(node: &Node) -> String {
    let mut lines = vec![node.title.as_str()];
    lines.extend(node.facts.iter().map(|fact| fact.text.as_str()));
    let parts: Vec<String> = lines
        .iter()
        .map(|line| quoted(line).trim_matches('"').to_owned())
        .collect();
    format!("\"{}\"", parts.join("<br>"))
}

/// Colours by side, and dashes for what is optional.
fn classes(scene: &Scene, text: &mut String) {
    for (class, style) in [
        ("side-authority", "stroke:#0059b3,stroke-width:2px"),
        ("side-provider", "stroke:#1a7a4c,stroke-width:2px"),
        ("side-citizen", "stroke:#b35900,stroke-width:2px"),
        ("side-relative", "stroke:#8a3fa0,stroke-width:2px"),
        ("side-partner", "stroke:#7a7a7a,stroke-width:2px"),
        ("edge-optional", "stroke-dasharray:6 4"),
        ("edge-out", "stroke-dasharray:2 4"),
    ] {
        let numbers: BTreeSet<usize> = scene
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| match class {
                "edge-optional" => node.edge == Edge::Optional,
                "edge-out" => node.edge == Edge::Out,
                _ => node.side.is_some() && side_class(node.side) == class,
            })
            .map(|(at, _)| at)
            .collect();
        if !numbers.is_empty() {
            let names: Vec<String> = numbers.into_iter().map(name).collect();
            let _ = writeln!(text, "    classDef {class} {style}");
            let _ = writeln!(text, "    class {} {class}", names.join(","));
        }
    }
}
