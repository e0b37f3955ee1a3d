//! What a case keeps under a key: the values of sensitive fields are taken out before it is kept, and put back when it is
//! loaded. What no key opens any more stays out, and the case goes on without it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Change, Effect, Event, Word};
use crate::flow::{Record, Value};
use crate::id::FieldPath;

/// What a value is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueOf<'a> {
    /// A field of the case file.
    Field(&'a FieldPath),
    /// Something on its way between cases, or from outside, that lies in no field of this case.
    OnItsWay,
}

/// What looks at a value.
pub type Look<'a> = dyn FnMut(ValueOf<'_>, &mut Value) + 'a;

/// Something that holds values.
pub trait HoldsValues {
    /// Looks at every value, always in the same order.
    fn each_value(&mut self, look: &mut Look<'_>);
}

/// Takes the values of sensitive fields out. Where a flow has such fields, everything on its way is taken out too: what
/// it is in the other case is not known here.
pub fn take_out(holder: &mut impl HoldsValues, sensitive: &BTreeSet<FieldPath>) -> Vec<Value> {
    let mut out = Vec::new();
    if sensitive.is_empty() {
        return out;
    }
    holder.each_value(&mut |of, value| {
        let path = match of {
            ValueOf::Field(path) => Some(path),
            ValueOf::OnItsWay => None,
        };
        leaves(path, value, &mut |path, leaf| {
            let wanted = path.is_none_or(|path| sensitive.contains(path));
            if wanted || *leaf == Value::Erased {
                out.push(std::mem::replace(leaf, Value::Erased));
            }
        });
    });
    out
}

/// Puts back what [`take_out`] took out of the same; false where something else was taken.
pub fn put_back(holder: &mut impl HoldsValues, values: Vec<Value>) -> bool {
    let mut values = values.into_iter();
    let mut fits = true;
    holder.each_value(&mut |of, value| {
        let path = match of {
            ValueOf::Field(path) => Some(path),
            ValueOf::OnItsWay => None,
        };
        leaves(path, value, &mut |_, leaf| {
            if *leaf == Value::Erased {
                match values.next() {
                    Some(kept) => *leaf = kept,
                    None => fits = false,
                }
            }
        });
    });
    fits && values.next().is_none()
}

/// What looks at a value that holds no others, and its path where it is of a field.
type LookAtLeaf<'a> = dyn FnMut(Option<&FieldPath>, &mut Value) + 'a;

fn leaves(path: Option<&FieldPath>, value: &mut Value, look: &mut LookAtLeaf<'_>) {
    match value {
        Value::List(rows) => rows.iter_mut().for_each(|row| inside(path, row, look)),
        Value::Record(record) => inside(path, record, look),
        leaf => look(path, leaf),
    }
}

fn inside(path: Option<&FieldPath>, record: &mut Record, look: &mut LookAtLeaf<'_>) {
    for (name, value) in record {
        // A column's name was read from a flow, where its path is one.
        let inner = path.and_then(|path| FieldPath::new(&format!("{path}.{name}")).ok());
        leaves(inner.as_ref(), value, look);
    }
}

fn fields(values: &mut BTreeMap<FieldPath, Value>, look: &mut Look<'_>) {
    for (path, value) in values {
        look(ValueOf::Field(path), value);
    }
}

fn on_its_way<K>(values: &mut BTreeMap<K, Value>, look: &mut Look<'_>) {
    for value in values.values_mut() {
        look(ValueOf::OnItsWay, value);
    }
}

impl HoldsValues for Word {
    fn each_value(&mut self, look: &mut Look<'_>) {
        match self {
            Self::Message { holds, .. } => on_its_way(holds, look),
            Self::Ended { .. } => {}
        }
    }
}

impl HoldsValues for Event {
    fn each_value(&mut self, look: &mut Look<'_>) {
        for change in &mut self.changes {
            match change {
                Change::DataSet { values } => {
                    for (path, value) in values {
                        if let Some(value) = value {
                            look(ValueOf::Field(path), value);
                        }
                    }
                }
                Change::DraftSaved { values, .. } | Change::SubcaseEnded { values, .. } => {
                    fields(values, look);
                }
                Change::MessageCame { holds, .. } | Change::MessageUsed { holds, .. } => {
                    on_its_way(holds, look);
                }
                Change::SaidEarly { word, .. } => word.each_value(look),
                Change::Said { asks, .. } | Change::SaidToUs { asks, .. } => {
                    asks.values_mut().for_each(|rows| on_its_way(rows, look));
                }
                _ => {}
            }
        }
    }
}

impl HoldsValues for Case {
    fn each_value(&mut self, look: &mut Look<'_>) {
        fields(&mut self.data, look);
        for state in self.items.values_mut() {
            fields(&mut state.draft, look);
        }
        for subcase in &mut self.subcases {
            fields(&mut subcase.took, look);
        }
        for pair in &mut self.pairs {
            for early in pair.early.values_mut() {
                early.word.each_value(look);
            }
            for rows in pair.unanswered.values_mut().flatten() {
                on_its_way(rows, look);
            }
        }
        for kept in &mut self.kept {
            on_its_way(&mut kept.holds, look);
        }
    }
}

impl HoldsValues for Effect {
    fn each_value(&mut self, look: &mut Look<'_>) {
        match self {
            Self::BeginCase { data, .. } | Self::TellParent { data, .. } => on_its_way(data, look),
            Self::Say { word, .. } => word.each_value(look),
            Self::Letter { tells, .. } => fields(tells, look),
            Self::Notice { .. } | Self::Meeting { .. } | Self::EndCase { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Actor;
    use crate::id::{ItemId, MessageName};

    fn path(text: &str) -> FieldPath {
        FieldPath::new(text).unwrap()
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn row(answer: &str, rate: i64) -> Record {
        Record::from([
            ("answer".to_owned(), text(answer)),
            ("rate".to_owned(), Value::Integer(rate)),
        ])
    }

    fn event() -> Event {
        let holds = BTreeMap::from([(path("message.why"), text("hemmelig fem"))]);
        Event {
            at: chrono::DateTime::UNIX_EPOCH,
            by: Actor::Engine,
            changes: vec![
                Change::DataSet {
                    values: BTreeMap::from([
                        (path("a.plain"), Some(text("åben"))),
                        (path("a.secret"), Some(text("hemmelig en"))),
                        (path("a.emptied"), None),
                        (
                            path("a.lines"),
                            Some(Value::List(vec![row("hemmelig to", 1), row("hemmelig tre", 2)])),
                        ),
                    ]),
                },
                Change::DraftSaved {
                    item: ItemId::new("task").unwrap(),
                    values: BTreeMap::from([(path("a.lines.answer"), text("hemmelig fire"))]),
                },
                Change::MessageCame {
                    message: MessageName::new("news").unwrap(),
                    kept: true,
                    lost: false,
                    holds,
                    said_at: None,
                },
            ],
        }
    }

    fn sensitive() -> BTreeSet<FieldPath> {
        BTreeSet::from([path("a.secret"), path("a.lines.answer"), path("a.emptied")])
    }

    #[test]
    fn what_is_taken_out_is_gone_and_comes_back() {
        let (before, mut event) = (event(), event());
        let out = take_out(&mut event, &sensitive());
        let kept = serde_json::to_string(&event).unwrap();
        assert!(!kept.contains("hemmelig"), "{kept}");
        assert!(kept.contains("åben") && kept.contains("rate"), "{kept}");
        assert_eq!(out.len(), 5);
        let mut read: Event = serde_json::from_str(&kept).unwrap();
        assert!(put_back(&mut read, out));
        assert_eq!(read, before);
    }

    #[test]
    fn nothing_is_taken_where_no_field_is_sensitive() {
        let (before, mut event) = (event(), event());
        assert_eq!(take_out(&mut event, &BTreeSet::new()), []);
        assert_eq!(event, before);
    }

    #[test]
    fn what_was_erased_stays_erased_and_nothing_else_moves() {
        let mut event = event();
        take_out(&mut event, &sensitive());
        let erased = event.clone();
        let out = take_out(&mut event, &sensitive());
        assert!(out.iter().all(|value| *value == Value::Erased));
        assert!(put_back(&mut event, out));
        assert_eq!(event, erased);
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let mut taken = event();
        let out = take_out(&mut taken, &sensitive());
        let fewer = out[1..].to_vec();
        let more = [&out[..], &[text("x")]].concat();
        assert!(!put_back(&mut taken.clone(), fewer));
        assert!(!put_back(&mut taken.clone(), more));
        assert!(!put_back(&mut event(), out));
    }
}
