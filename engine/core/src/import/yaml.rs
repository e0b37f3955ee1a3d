//! A flow file written as people write them: short things on a line, long ones below each other, quotes where needed.

use std::fmt::Write as _;

/// How wide a line becomes before what it holds is written below, in characters.
const WIDTH: usize = 110;

/// How many levels from the top are always written below each other.
const OPEN_LEVELS: usize = 2;

/// A part of a flow file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Yaml {
    /// A text, word, name or expression.
    Text(String),
    /// A list.
    List(Vec<Yaml>),
    /// Keys with values, in this order.
    Map(Vec<(String, Yaml)>),
}

impl From<&str> for Yaml {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Yaml {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Yaml {
    /// One name alone, several as a list.
    #[must_use]
    pub fn one_or_list(mut parts: Vec<Self>) -> Self {
        if parts.len() == 1 {
            parts.remove(0)
        } else {
            Self::List(parts)
        }
    }

    /// The part on one line.
    fn line(&self, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(&written(text)),
            Self::List(parts) => {
                out.push('[');
                for (index, part) in parts.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    part.line(out);
                }
                out.push(']');
            }
            Self::Map(entries) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    out.push_str(&written(key));
                    out.push_str(": ");
                    value.line(out);
                }
                out.push('}');
            }
        }
    }

    /// The part on one line, where that is all it needs.
    fn short(&self, room: usize, level: usize) -> Option<String> {
        let open = match self {
            Self::Text(_) => false,
            Self::List(parts) => level < OPEN_LEVELS && parts.iter().any(|part| !part.is_text()),
            Self::Map(entries) => {
                !entries.is_empty()
                    && (level == 0
                        || (level < OPEN_LEVELS && entries.iter().any(|(_, value)| !value.is_text())))
            }
        };
        if open {
            return None;
        }
        let mut line = String::new();
        self.line(&mut line);
        let fits = self.is_text() || self.is_empty() || line.chars().count() <= room;
        fits.then_some(line)
    }

    const fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Text(_) => false,
            Self::List(parts) => parts.is_empty(),
            Self::Map(entries) => entries.is_empty(),
        }
    }

    /// The part below, each line so far to the right.
    fn block(&self, right: usize, level: usize, out: &mut String) {
        match self {
            Self::Text(_) => self.line(out),
            Self::List(parts) => {
                for part in parts {
                    let _ = write!(out, "{:right$}- ", "");
                    match part.short(WIDTH.saturating_sub(right + 2), level + 1) {
                        Some(line) => out.push_str(&line),
                        None => {
                            let mut inner = String::new();
                            part.block(right + 2, level + 1, &mut inner);
                            out.push_str(inner.trim_start_matches(' ').trim_end_matches('\n'));
                        }
                    }
                    out.push('\n');
                }
            }
            Self::Map(entries) => {
                for (key, value) in entries {
                    let start = format!("{:right$}{}:", "", written(key));
                    out.push_str(&start);
                    let room = WIDTH.saturating_sub(start.chars().count() + 1);
                    match value.short(room, level + 1) {
                        Some(line) => {
                            out.push(' ');
                            out.push_str(&line);
                            out.push('\n');
                        }
                        None => {
                            out.push('\n');
                            value.block(right + 2, level + 1, out);
                        }
                    }
                }
            }
        }
    }
}

/// A flow file with some lines of comment before it.
#[must_use]
pub fn flow_file(comments: &[String], root: &Yaml) -> String {
    let mut out = String::new();
    for comment in comments {
        let line: String = comment.chars().filter(|c| !is_unseen(*c)).collect();
        let _ = writeln!(out, "# {line}");
    }
    root.block(0, 0, &mut out);
    out
}

/// A text as YAML reads it back: bare where it can be, otherwise in quotes.
fn written(text: &str) -> String {
    if is_bare(text) {
        return text.to_owned();
    }
    let plain = !text.chars().any(|c| is_unseen(c) || c == '\\');
    if plain && text.contains('"') {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if is_unseen(character) => {
                let _ = write!(out, "\\U{:08X}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// Whether nothing in the text means anything to YAML, wherever it stands.
fn is_bare(text: &str) -> bool {
    let starts = text.starts_with(char::is_alphanumeric);
    let ends = !text.ends_with(' ');
    let harmless = |c: char| c.is_alphanumeric() || " _-./+%()=<>!&|*'?;§«»–…".contains(c) && !is_unseen(c);
    starts && ends && text != "null" && text.chars().all(harmless)
}

/// What nobody can see, or what would turn the line round, and so is written as its number.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || (character.is_whitespace() && character != ' ')
        || matches!(
            character,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::flow::yaml::{Kind, Node, tree};

    fn map(entries: &[(&str, Yaml)]) -> Yaml {
        let entries = entries.iter();
        Yaml::Map(
            entries
                .map(|(key, value)| ((*key).to_owned(), value.clone()))
                .collect(),
        )
    }

    #[test]
    fn a_file_looks_as_people_write_it() {
        let item = map(&[
            ("task", "Ring til Ærø: nu".into()),
            ("by", "caseworker".into()),
            (
                "after",
                Yaml::one_or_list(vec![
                    "a".into(),
                    map(&[("item", "b".into()), ("when", "d.x == \"ja\"".into())]),
                ]),
            ),
        ]);
        let long = map(&[
            (
                "task",
                "En lang titel som fylder sin egen linje så at resten står nedenunder".into(),
            ),
            ("when", "!done(a)".into()),
            (
                "owes",
                Yaml::List(vec![map(&[("item", "svar".into()), ("due", "5 days".into())])]),
            ),
        ]);
        let root = map(&[
            ("samspil", "1".into()),
            ("title", "Sag".into()),
            (
                "parties",
                map(&[("caseworker", map(&[("title", "Rådgiver".into())]))]),
            ),
            ("does", map(&[("ring", item), ("b", long)])),
            (
                "not_carried",
                Yaml::List(vec![map(&[("id", "x".into()), ("what", "a\nb".into())])]),
            ),
        ]);
        let file = flow_file(&["Fra \u{7}en model".to_owned()], &root);
        insta::assert_snapshot!(file);
        assert_eq!(read(&tree(&file).0.unwrap()), root);
    }

    fn read(node: &Node) -> Yaml {
        match &node.kind {
            Kind::Scalar { text, .. } => Yaml::Text(text.clone()),
            Kind::List(parts) => Yaml::List(parts.iter().map(read).collect()),
            Kind::Map(entries) => {
                let entries = entries.iter();
                Yaml::Map(
                    entries
                        .map(|entry| (entry.key.text.clone(), read(&entry.value)))
                        .collect(),
                )
            }
            Kind::Empty | Kind::Refused => Yaml::Text("unreadable".to_owned()),
        }
    }

    fn any_yaml() -> impl Strategy<Value = Yaml> {
        let text = prop_oneof![
            "\\PC{0,20}",
            ".{0,6}",
            "[-~!&*'\": #{}\\[\\],|>%@`?a\\\\]{0,8}",
            Just("null".to_owned()),
            Just("~".to_owned()),
            Just("--- a".to_owned()),
            Just("\u{85}\u{2028}\u{FEFF}\t".to_owned()),
        ];
        let leaf = text.clone().prop_map(Yaml::Text);
        leaf.prop_recursive(4, 40, 6, move |inner| {
            let key = (0_u32..1_000, text.clone());
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Yaml::List),
                prop::collection::vec((key, inner), 0..5).prop_map(|entries| {
                    let entries = entries.into_iter().enumerate();
                    let named = entries
                        .map(|(index, ((number, key), value))| (format!("k{index}{number}{key}"), value));
                    Yaml::Map(named.collect())
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_back(value in any_yaml()) {
            let root = Yaml::Map(vec![("a".to_owned(), value.clone()), ("b".to_owned(), value)]);
            let file = flow_file(&[], &root);
            let (found, findings) = tree(&file);
            prop_assert!(findings.is_empty(), "{file}\n{findings:?}");
            prop_assert_eq!(read(&found.unwrap()), root, "{}", file);
        }
    }
}
