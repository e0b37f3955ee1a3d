//! What the demo's people write in the forms.

mod anything;
mod assessing;
mod delivering;
mod ordering;

use chrono::{Datelike, Days, NaiveDate};
use samspil_core::case::{View, to_json};
use samspil_core::flow::{FieldKind, Item};
use samspil_core::id::FieldPath;
use serde_json::Value as Json;

use super::needs::Need;

/// What is known when a form is filled.
pub(super) struct Facts<'a> {
    /// The task.
    pub(super) item: &'a Item,
    /// The case now.
    pub(super) view: View<'a>,
    /// What the citizen needs.
    pub(super) need: &'static Need,
    /// The day it is filled.
    pub(super) day: NaiveDate,
    /// The name of the unit that delivers.
    pub(super) provider: &'a str,
}

/// What is written in the item's form, with what the course says beside or instead of the usual.
pub(super) fn form(facts: &Facts<'_>, says: Option<&str>) -> Json {
    let usual = assessing::form(facts)
        .or_else(|| ordering::form(facts))
        .or_else(|| delivering::form(facts))
        .unwrap_or(Json::Null);
    let mut form = anything::form(facts);
    merge(&mut form, usual);
    if let Some(says) = says.and_then(|says| serde_json::from_str(says).ok()) {
        merge(&mut form, says);
    }
    form
}

impl Facts<'_> {
    /// So many days from now.
    fn in_days(&self, days: u32) -> NaiveDate {
        self.day
            .checked_add_days(Days::new(u64::from(days)))
            .unwrap_or(self.day)
    }

    /// How often the item has been done before, to go through texts one by one.
    fn before(&self) -> usize {
        usize::try_from(self.view.case.item(&self.item.id).times).unwrap_or_default()
    }

    /// The text for this time: one after the other, and the last one from then on.
    fn text_of<'t>(&self, texts: &'t [String]) -> &'t str {
        texts
            .get(self.before())
            .or_else(|| texts.last())
            .map_or("", String::as_str)
    }

    /// The rows of a list as they may be written back: without what is worked out.
    fn rows(&self, path: &str) -> Vec<Json> {
        let Ok(path) = FieldPath::new(path) else {
            return Vec::new();
        };
        let held = self.view.case.data.get(&path).map(to_json);
        let Some(Json::Array(mut rows)) = held else {
            return Vec::new();
        };
        let field = self.view.run.flow.data.field(&path);
        if let Some(FieldKind::List { columns }) = field.map(|field| &field.kind) {
            for row in rows.iter_mut().filter_map(Json::as_object_mut) {
                row.retain(|name, _| columns.get(name).is_some_and(|column| column.is.is_none()));
            }
        }
        rows
    }

    /// The same few columns for every row that a list holds.
    fn each_row(&self, path: &str, columns: Json) -> Vec<Json> {
        vec![columns; self.rows(path).len()]
    }

    /// The first day of the year in which something starts: rates hold from then.
    fn year_of(day: NaiveDate) -> NaiveDate {
        day.with_ordinal(1).unwrap_or(day)
    }
}

/// Puts one form into another: sections and rows are merged, everything else is replaced.
fn merge(into: &mut Json, from: Json) {
    match (into, from) {
        (_, Json::Null) => {}
        (Json::Object(into), Json::Object(from)) => {
            for (name, value) in from {
                merge(into.entry(name).or_insert(Json::Null), value);
            }
        }
        (Json::Array(into), Json::Array(from)) => {
            for (index, value) in from.into_iter().enumerate() {
                match into.get_mut(index) {
                    Some(row) => merge(row, value),
                    None => into.push(value),
                }
            }
        }
        (into, from) => *into = from,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn forms_are_merged_by_section_and_row() {
        for (mut into, from, merged) in [
            (json!(null), json!({"a": 1}), json!({"a": 1})),
            (
                json!({"a": {"b": 1}}),
                json!({"a": {"c": 2}}),
                json!({"a": {"b": 1, "c": 2}}),
            ),
            (
                json!([{"a": 1}, {"a": 2}]),
                json!([{"b": 3}]),
                json!([{"a": 1, "b": 3}, {"a": 2}]),
            ),
            (
                json!([{"a": 1}]),
                json!([{}, {"a": 2}]),
                json!([{"a": 1}, {"a": 2}]),
            ),
            (json!({"a": 1}), json!({"a": null}), json!({"a": 1})),
        ] {
            merge(&mut into, from);
            assert_eq!(into, merged);
        }
    }
}
