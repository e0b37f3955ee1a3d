//! What a form says that a reader would want to hear: choices that were made, and the citizen's own words.

use samspil_core::case::{Change, Event, Runnable};
use samspil_core::flow::{Field, FieldKind, Item, Value};
use samspil_core::id::FieldPath;
use samspil_core::text::{Arg, Message, Text};

/// Sentences about what was filled in the item's form.
pub(super) fn told_of(run: &Runnable, event: &Event, item: &Item) -> Vec<Message> {
    let values = event.changes.iter().filter_map(|change| match change {
        Change::DataSet { values } => Some(values),
        _ => None,
    });
    let set = |path: &FieldPath| values.clone().find_map(|values| values.get(path)?.as_ref());
    let schema = &run.flow.data;
    item.fills
        .iter()
        .filter_map(|path| {
            let field = schema.field(path)?;
            let mut parts = path.parts();
            let (section, name, column) = (parts.next()?, parts.next()?, parts.next());
            let top = FieldPath::new(&format!("{section}.{name}")).ok()?;
            match (set(&top)?, column) {
                (value, None) => said(field, value),
                (Value::List(rows), Some(column)) => {
                    let values = rows.iter().filter_map(|row| row.get(column));
                    column_said(field, values)
                }
                _ => None,
            }
        })
        .collect()
}

/// A choice, or words that are someone's own.
fn said(field: &Field, value: &Value) -> Option<Message> {
    match value {
        Value::Choice(name) => Some(chosen(field, Arg::from(title_of(field, name)?))),
        Value::Text(words) if field.said_by.is_some() => Some(
            Message::new("story-words")
                .with("field", &field.title)
                .with("words", words.as_str()),
        ),
        _ => None,
    }
}

/// The choices, or the reasons, of all rows, each once.
fn column_said<'a>(field: &Field, values: impl Iterator<Item = &'a Value>) -> Option<Message> {
    let mut told: Vec<Arg> = Vec::new();
    for value in values {
        let arg = match value {
            Value::Choice(name) => Arg::from(title_of(field, name)?),
            Value::Text(text) => Arg::from(text.as_str()),
            _ => return None,
        };
        if !told.contains(&arg) {
            told.push(arg);
        }
    }
    (!told.is_empty()).then(|| chosen(field, Arg::List(told)))
}

fn chosen(field: &Field, what: Arg) -> Message {
    Message::new("story-chosen")
        .with("field", &field.title)
        .with("what", what)
}

fn title_of<'a>(field: &'a Field, name: &str) -> Option<&'a Text> {
    match &field.kind {
        FieldKind::Choice { of } => of.get(name),
        _ => None,
    }
}
