//! Names of fields and columns.

use super::{Checker, Rows, Whose};
use crate::flow::{Code, Field, FieldKind, nearest};
use crate::guard::codes::{COLUMN, NO_FIELD};
use crate::guard::kind::Kind;

use crate::guard::resolve::{Found, Missing, below_top, resolve, top_of};
use crate::guard::source::Span;
use crate::guard::tree::Name;
use crate::guard::typed::{Node, Shown, Stored, Typed};
use crate::text::Message;

/// How many fields a hint lists: as many as fit a line or two.
const MAX_LISTED: usize = 6;

const TODAY: &str = "today";

impl<'f> Checker<'f> {
    pub(super) fn path(&mut self, names: &[Name], span: Span) -> Typed {
        match resolve(&self.flow.data, self.scope, names) {
            Ok(found) => self.found(&found, span),
            Err(_) if matches!(names, [name] if name.text == TODAY) => Typed {
                node: Node::Today,
                kind: Kind::Date,
                span,
            },
            Err(missing) => match names.split_first() {
                Some((table, rest)) if self.flow.tables.contains_key(table.text.as_str()) => {
                    self.decided(table, rest, span)
                }
                _ => self.missing(names, missing, span),
            },
        }
    }

    /// A field that was found: a value of the case, or of the row in hand.
    fn found(&mut self, found: &Found<'f>, span: Span) -> Typed {
        if let Some(list) = found.list
            && !self.enter(list)
        {
            return self.column_outside(list, found.field, span);
        }
        if found.field.is.is_some() || matches!(found.field.kind, FieldKind::Computed) {
            return self.computed(found.field, span);
        }
        let shown = shown(found.field);
        let node = match found.list {
            Some(_) => Node::Cell(found.inner.clone(), shown),
            None => Node::Field(stored(found.field)),
        };
        Typed {
            node,
            kind: Kind::of(&found.field.kind),
            span,
        }
    }

    /// Whether a row of this list is in hand.
    pub(super) fn enter(&mut self, list: &'f Field) -> bool {
        match self.rows {
            Rows::Outside | Rows::Each(Some(Whose::Table(_))) => false,
            Rows::Own(own) | Rows::Each(Some(Whose::List(own))) => own.path == list.path,
            Rows::Each(None) => {
                self.rows = Rows::Each(Some(Whose::List(list)));
                true
            }
        }
    }

    pub(super) fn column_outside(&mut self, list: &Field, column: &Field, span: Span) -> Typed {
        let (key, hint) = match self.rows {
            Rows::Outside => ("guard-column-outside", "guard-hint-column"),
            Rows::Own(_) | Rows::Each(_) => ("guard-column-elsewhere", "guard-hint-elsewhere"),
        };
        let what = Message::new(key)
            .with("column", column.path.as_str())
            .with("list", list.path.as_str());
        let hint = Message::new(hint);
        let finding = self.finding(COLUMN, span, what).hinting(hint);
        self.tell_all(finding, span)
    }

    fn computed(&mut self, field: &Field, span: Span) -> Typed {
        let Some((number, computed)) = self.table.find(&field.path) else {
            self.leans_on_broken = true;
            return Typed::broken(span);
        };
        let uses = &mut self.uses;
        uses.computed.extend(&computed.uses.computed);
        uses.reads.add(&computed.uses.reads);
        let shown = Shown {
            sensitive: computed.sensitive,
            ..shown(field)
        };
        let node = if computed.list.is_some() {
            uses.columns.extend(&computed.uses.columns);
            uses.columns.insert(number);
            Node::ComputedCell(number, shown)
        } else {
            uses.computed.insert(number);
            Node::Computed(number, shown)
        };
        Typed {
            node,
            kind: computed.typed.kind.clone(),
            span,
        }
    }

    fn missing(&mut self, names: &[Name], missing: Missing, span: Span) -> Typed {
        let written = || {
            names
                .iter()
                .map(|name| name.text.as_str())
                .collect::<Vec<_>>()
                .join(".")
        };
        let first = names.first().map(|name| name.text.clone()).unwrap_or_default();
        if names.len() == 1 && self.flow.items.contains_key(first.as_str()) {
            let what = Message::new("guard-item-as-field").with("name", first.as_str());
            let finding = self.finding(NO_FIELD, span, what);
            let hint = Message::new("guard-hint-item").with("name", first);
            return self.tell_all(finding.hinting(hint), span);
        }
        match missing {
            Missing::SectionAlone => {
                let what = Message::new("guard-section-alone").with("section", first.as_str());
                let section = self.flow.data.sections.get(&first);
                let names = section.into_iter().flat_map(|section| section.fields.keys());
                let fields: Vec<String> = names
                    .take(MAX_LISTED)
                    .map(|name| format!("{first}.{name}"))
                    .collect();
                let finding = self.finding(NO_FIELD, span, what);
                let hint = Message::new("guard-hint-fields").with("fields", fields);
                self.tell_all(finding.hinting(hint), span)
            }
            Missing::Unknown { at, mut candidates } => {
                if names.first().is_some_and(|name| name.span == at) {
                    candidates.extend(self.flow.tables.keys().map(ToString::to_string));
                }
                let upto = names.iter().take_while(|name| name.span.start <= at.start);
                let word = upto.map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
                let what = Message::new("guard-no-field").with("path", word.as_str());
                self.unknown(NO_FIELD, at, what, &word, &candidates)
            }
            Missing::NothingInside { at, field } => {
                let what = Message::new("guard-nothing-inside")
                    .with("path", written())
                    .with("field", field);
                self.tell(NO_FIELD, at, what)
            }
            Missing::ListInList { at } => {
                let what = Message::new("guard-list-in-list").with("path", written());
                self.tell(COLUMN, at, what)
            }
        }
    }

    /// Something unknown, with the nearest known name.
    pub(super) fn unknown(
        &mut self,
        code: Code,
        span: Span,
        what: Message,
        word: &str,
        known: &[String],
    ) -> Typed {
        let exact = known.iter().find(|name| name.rsplit('.').next() == Some(word));
        let near = exact
            .map(String::as_str)
            .or_else(|| nearest(word, known.iter().map(String::as_str)));
        let finding = self.finding(code, span, what);
        let finding = match near {
            Some(near) => finding.hinting(Message::new("guard-hint-near").with("name", near)),
            None => finding,
        };
        self.tell_all(finding, span)
    }
}

/// What people call a field.
fn shown(field: &Field) -> Shown {
    Shown {
        title: if field.title.da.is_empty() {
            crate::text::Text::danish(field.path.as_str())
        } else {
            field.title.clone()
        },
        sensitive: field.sensitive,
    }
}

/// Where a field outside lists lies.
pub(super) fn stored(field: &Field) -> Stored {
    Stored {
        top: top_of(&field.path),
        inner: below_top(&field.path),
        shown: shown(field),
    }
}
