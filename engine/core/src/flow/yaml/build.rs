//! From the parser's events to the tree.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::fault::{finding, too_complex};
use super::place::{Lines, reaching};
use super::{Entry, Key, Kind, Node, Style, characters};
use crate::flow::code::{ANCHOR, EMPTY_FILE, KEY_NOT_WORD, KEY_TWICE, SEVERAL_DOCUMENTS, TAG, TOO_LARGE};
use crate::flow::{Code, Diagnostic, Place};
use crate::text::Message;

/// The largest flow file, in bytes: ten times the largest way of working together that we have seen written.
pub const MAX_FLOW_BYTES: usize = 256 * 1024;

/// How deep a file may nest: the language itself needs twelve levels for an item in four stages.
const MAX_DEPTH: usize = 32;

/// How many parts a file may have: one for every five bytes of the largest file.
const MAX_NODES: usize = MAX_FLOW_BYTES / 5;

const BYTES_IN_KILOBYTE: u32 = 1024;

/// The tree of a file, and everything wrong with it as YAML. There is no tree where the rest of the file could not be
/// understood.
#[must_use]
pub fn tree(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    if text.len() > MAX_FLOW_BYTES {
        let most = u32::try_from(MAX_FLOW_BYTES).unwrap_or(u32::MAX) / BYTES_IN_KILOBYTE;
        let what = Message::new("flow-too-large").with("most", most);
        let finding =
            Diagnostic::error(TOO_LARGE, Place::default(), what).hinting(Message::new("flow-too-large-hint"));
        return (None, vec![finding]);
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let unseen = characters::unseen(text);
    if !unseen.is_empty() {
        return (None, unseen);
    }
    let mut builder = Builder {
        lines: Lines::new(text),
        findings: Vec::new(),
        open: Vec::new(),
        root: None,
        nodes: 0,
        documents: 0,
    };
    let whole = builder.run(text);
    if whole && builder.root.is_none() {
        let what = Message::new("flow-empty-file");
        let finding = Diagnostic::error(EMPTY_FILE, Place::default(), what)
            .hinting(Message::new("flow-empty-file-hint"));
        builder.findings.push(finding);
    }
    (builder.root.filter(|_| whole), builder.findings)
}

/// A map or list that is being read.
struct Open {
    place: Place,
    /// Written with brackets.
    flow: bool,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        seen: BTreeMap<String, u32>,
        next: Next,
    },
}

/// What the next part of a map is.
enum Next {
    Key,
    Value(Key),
    /// The value of a key that was refused.
    Nothing,
}

struct Builder {
    lines: Lines,
    findings: Vec<Diagnostic>,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
}

impl Builder {
    /// Reads to the end; false where it had to stop before.
    fn run(&mut self, text: &str) -> bool {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = match event {
                Ok(found) => found,
                Err(error) => {
                    self.findings.push(finding(&error, &self.lines));
                    return false;
                }
            };
            if !self.take(event, &span) {
                return false;
            }
        }
        true
    }

    fn take(&mut self, event: Event<'_>, span: &Span) -> bool {
        let place = self.lines.span(span);
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    let what = Message::new("flow-several-documents");
                    let hint = Message::new("flow-several-documents-hint");
                    self.findings
                        .push(Diagnostic::error(SEVERAL_DOCUMENTS, place, what).hinting(hint));
                    return false;
                }
            }
            Event::Alias(_) => {
                self.refuse(ANCHOR, "flow-anchor", "flow-anchor-hint", place);
                return self.add(Node {
                    place,
                    kind: Kind::Refused,
                });
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_anchor(anchor, place);
                let kind = if tag.is_some() {
                    self.refuse(TAG, "flow-tag", "flow-tag-hint", place);
                    Kind::Refused
                } else {
                    scalar(text.into_owned(), style)
                };
                return self.add(Node { place, kind });
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_start(anchor, tag.is_some(), place);
                return self.start(span, place, OpenKind::List(Vec::new()));
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_start(anchor, tag.is_some(), place);
                let map = OpenKind::Map {
                    entries: Vec::new(),
                    seen: BTreeMap::new(),
                    next: Next::Key,
                };
                return self.start(span, place, map);
            }
            Event::SequenceEnd | Event::MappingEnd => return self.end(place),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        true
    }

    fn refuse(&mut self, code: Code, what: &str, hint: &str, place: Place) {
        self.findings
            .push(Diagnostic::error(code, place, Message::new(what)).hinting(Message::new(hint)));
    }

    fn refuse_anchor(&mut self, anchor: usize, place: Place) {
        if anchor != 0 {
            self.refuse(ANCHOR, "flow-anchor", "flow-anchor-hint", place);
        }
    }

    fn refuse_start(&mut self, anchor: usize, tagged: bool, place: Place) {
        self.refuse_anchor(anchor, place);
        if tagged {
            self.refuse(TAG, "flow-tag", "flow-tag-hint", place);
        }
    }

    fn start(&mut self, span: &Span, place: Place, kind: OpenKind) -> bool {
        if self.open.len() >= MAX_DEPTH {
            self.findings.push(too_complex(place));
            return false;
        }
        self.open.push(Open {
            place,
            flow: !span.is_empty(),
            kind,
        });
        true
    }

    fn end(&mut self, end: Place) -> bool {
        let Some(open) = self.open.pop() else {
            return true;
        };
        let kind = match open.kind {
            OpenKind::List(items) => Kind::List(items),
            OpenKind::Map { entries, .. } => Kind::Map(entries),
        };
        let place = match &kind {
            _ if open.flow && end.line == open.place.line => {
                reaching(open.place, end.column.saturating_add(end.length))
            }
            Kind::Map(entries) if !open.flow => entries.first().map_or(open.place, |first| first.key.place),
            _ => open.place,
        };
        self.add(Node { place, kind })
    }

    /// Puts a finished part where it belongs; false where there are too many.
    fn add(&mut self, node: Node) -> bool {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.findings.push(too_complex(node.place));
            return false;
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return true;
        };
        match &mut open.kind {
            OpenKind::List(items) => items.push(node),
            OpenKind::Map { entries, seen, next } => match std::mem::replace(next, Next::Key) {
                Next::Value(key) => entries.push(Entry { key, value: node }),
                Next::Nothing => {}
                Next::Key => match key(node, seen) {
                    Ok(key) => *next = Next::Value(key),
                    Err(finding) => {
                        self.findings.extend(finding.map(|finding| *finding));
                        *next = Next::Nothing;
                    }
                },
            },
        }
        true
    }
}

/// The part as a key that is not there yet.
fn key(node: Node, seen: &mut BTreeMap<String, u32>) -> Result<Key, Option<Box<Diagnostic>>> {
    let place = node.place;
    let text = match node.kind {
        Kind::Scalar { text, .. } => text,
        Kind::Refused => return Err(None),
        _ => {
            let finding = Diagnostic::error(KEY_NOT_WORD, place, Message::new("flow-key-not-word"))
                .hinting(Message::new("flow-key-not-word-hint"));
            return Err(Some(Box::new(finding)));
        }
    };
    if let Some(line) = seen.get(&text) {
        let what = Message::new("flow-key-twice")
            .with("key", text)
            .with("line", *line);
        let finding = Diagnostic::error(KEY_TWICE, place, what).hinting(Message::new("flow-key-twice-hint"));
        return Err(Some(Box::new(finding)));
    }
    seen.insert(text.clone(), place.line);
    Ok(Key { text, place })
}

/// A plain scalar with nothing in it, and YAML's two words for nothing, are nothing.
fn scalar(text: String, style: ScalarStyle) -> Kind {
    let style = match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
    };
    if style == Style::Plain && matches!(text.as_str(), "" | "~" | "null") {
        Kind::Empty
    } else {
        Kind::Scalar { text, style }
    }
}
