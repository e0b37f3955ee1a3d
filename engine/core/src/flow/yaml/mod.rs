//! YAML as a tree in which every part knows its place.
//!
//! Flow files and scenarios are read from it. Only the plain part of YAML: maps, lists and texts. Every scalar stays
//! the text that it is, so `no` is never a boolean. Anchors, aliases, tags and several documents are refused, sizes
//! are bounded, and no text makes it panic.

mod build;
mod characters;
mod fault;
mod node;
mod place;

pub use build::{MAX_FLOW_BYTES, tree};
pub use node::{Entry, Key, Kind, Node, Style};

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as text: places of scalars, and no place where brackets and indentation say the same.
    fn shown(node: &Node) -> String {
        match &node.kind {
            Kind::Map(entries) => {
                let parts = entries.iter();
                let all: Vec<String> = parts
                    .map(|entry| format!("{}={}", entry.key.text, shown(&entry.value)))
                    .collect();
                format!("{{{}}}", all.join(" "))
            }
            Kind::List(parts) => format!("[{}]", parts.iter().map(shown).collect::<Vec<_>>().join(" ")),
            Kind::Scalar { text, .. } => format!(
                "{text}@{}:{}+{}",
                node.place.line, node.place.column, node.place.length
            ),
            Kind::Empty => "nothing".to_owned(),
            Kind::Refused => "refused".to_owned(),
        }
    }

    #[test]
    fn scalars_are_texts_with_places_in_characters() {
        for (written, expected) in [
            ("a: no\nb: on\nc: 010", "{a=no@1:4+2 b=on@2:4+2 c=010@3:4+3}"),
            ("å: {æ: \"ø x\", b: z}", "{å={æ=ø x@1:8+5 b=z@1:18+1}}"),
            ("a:\r\n  - b\r\n  - c: d\r\n", "{a=[b@2:5+1 {c=d@3:8+1}]}"),
            ("\u{FEFF}a: b", "{a=b@1:4+1}"),
            (
                "a:\nb: ~\nc: null\nd: ''",
                "{a=nothing b=nothing c=nothing d=@4:4+2}",
            ),
            ("a: one\n  two\nb: c", "{a=one two@1:4+3 b=c@3:4+1}"),
            ("a: *x", ""),
            ("a: &x b\nc: *x", "{a=b@1:4+4 c=refused}"),
            ("a: b\na: c", "{a=b@1:4+1}"),
        ] {
            let tree = tree(written).0;
            assert_eq!(
                tree.as_ref().map(shown).unwrap_or_default(),
                expected,
                "{written}"
            );
        }
    }
}
