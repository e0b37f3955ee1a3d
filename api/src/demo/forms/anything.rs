//! Something for every field that must be filled, whatever the flow asks.

use samspil_core::flow::{Field, FieldKind};
use serde_json::{Map, Value as Json, json};

use super::{Facts, merge};

/// A value for every field of the form that may not stay empty and is empty yet.
pub(super) fn form(facts: &Facts<'_>) -> Json {
    let mut form = json!({});
    let schema = &facts.view.run.flow.data;
    for path in &facts.item.fills {
        let Some(field) = schema.field(path).filter(|field| is_wanted(field)) else {
            continue;
        };
        if facts.view.case.data.contains_key(path) {
            continue;
        }
        let parts: Vec<&str> = path.parts().collect();
        let one = value(field, facts);
        let filled = match parts.as_slice() {
            [section, name] => json!({ *section: { *name: one } }),
            [section, name, column] => {
                let rows = facts.each_row(&format!("{section}.{name}"), json!({ *column: one }));
                json!({ *section: { *name: rows } })
            }
            _ => continue,
        };
        merge(&mut form, filled);
    }
    form
}

fn is_wanted(field: &Field) -> bool {
    !field.optional && field.is.is_none()
}

fn value(field: &Field, facts: &Facts<'_>) -> Json {
    match &field.kind {
        FieldKind::Text => json!("Noteret."),
        FieldKind::Integer => json!(1),
        FieldKind::Decimal | FieldKind::Money { .. } => json!("1"),
        FieldKind::Boolean => json!(false),
        FieldKind::Date => json!(facts.day.to_string()),
        FieldKind::Time => json!("10:00"),
        FieldKind::Choice { of } => json!(of.keys().next()),
        FieldKind::Level { from, .. } => json!(from),
        FieldKind::Person => json!("Ukendt"),
        FieldKind::List { .. } => json!([]),
        FieldKind::Record { fields } => {
            let inner = fields.iter().filter(|(_, field)| is_wanted(field));
            let inner: Map<String, Json> = inner
                .map(|(name, field)| (name.clone(), value(field, facts)))
                .collect();
            Json::Object(inner)
        }
        FieldKind::Computed => Json::Null,
    }
}
