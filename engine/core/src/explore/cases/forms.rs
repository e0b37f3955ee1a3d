//! The ways in which an item's form, or data that no form fills, may be filled so that all others act like one of them.

use serde_json::{Map, Value as Json};

use super::regions::{Regions, Values};
use crate::case::{Case, to_json};
use crate::flow::{Field, FieldKind, Flow, Item, MessageForm, Record, SubcaseOf, Value};
use crate::id::{FieldPath, MessageName};

/// How many ways one form is filled at most.
const MAX_FILLINGS: usize = 2_000;

/// What one form, or data that no form fills, may be filled with.
#[derive(Debug)]
pub(super) struct Form {
    slots: Vec<Slot>,
}

/// One field of a form, or some columns of a list.
#[derive(Debug)]
struct Slot {
    /// The top field, `section.field`.
    section: String,
    name: String,
    fills: Fills,
}

#[derive(Debug)]
enum Fills {
    /// The whole field: its values as programs write them, null where it stays or becomes empty.
    Field(Vec<Json>),
    /// Some fields of a record.
    Parts(Vec<Json>),
    /// Some columns of a list's rows, as each row may have them.
    Columns(FieldPath, Vec<Json>),
    /// The rows that a message answers: its name, the list in it, the column that tells rows apart, and the others as each
    /// row may have them.
    Asked(MessageName, String, String, Vec<Json>),
}

impl Fills {
    /// In how many ways a case's form may be filled here.
    fn count(&self, case: &Case) -> usize {
        match self {
            Self::Field(values) | Self::Parts(values) => values.len(),
            Self::Columns(list, rows) => ways_of(held_rows(case, list), rows),
            Self::Asked(answer, list, _, rows) => {
                let asked = case.rows_to_answer(answer, list);
                ways_of(asked.map_or(0, |asked| asked.len()), rows)
            }
        }
    }

    fn json(&self, number: usize, case: &Case) -> Json {
        match self {
            Self::Field(values) | Self::Parts(values) => values.get(number).cloned().unwrap_or_default(),
            Self::Columns(list, rows) => {
                let held = 0..held_rows(case, list);
                held.map(|row| way_of(row, number, rows)).collect()
            }
            Self::Asked(answer, list, key, rows) => {
                let asked = case.rows_to_answer(answer, list).unwrap_or_default();
                let told = asked.iter().enumerate().map(|(row, own)| {
                    let mut told = way_of(row, number, rows);
                    if let Json::Object(told) = &mut told {
                        told.insert(key.clone(), to_json(own));
                    }
                    told
                });
                told.collect()
            }
        }
    }
}

/// In how many ways rows of which there are so many may be filled.
fn ways_of(held: usize, rows: &[Json]) -> usize {
    match held {
        0 => 1,
        1 => rows.len(),
        _ => rows.len().saturating_mul(rows.len()),
    }
}

/// How a row is filled in one of these ways: the first row one way, all others another.
fn way_of(row: usize, number: usize, rows: &[Json]) -> Json {
    let ways = rows.len().max(1);
    let number = if row == 0 { number } else { number / ways };
    rows.get(number % ways).cloned().unwrap_or_default()
}

/// The column that tells the rows of a list apart, where the message answers the rows of another.
fn asked_by(flow: &Flow, message: &MessageForm, list: &str) -> Option<String> {
    let protocol = &flow.pair.as_ref()?.protocol;
    let answer = protocol.messages.get(&message.id)?;
    let asked = answer
        .answers
        .iter()
        .filter_map(|name| protocol.messages.get(name));
    let by_rows = asked.into_iter().any(|asked| asked.rows.contains_key(list));
    answer.rows.get(list).filter(|_| by_rows).cloned()
}

fn held_rows(case: &Case, list: &FieldPath) -> usize {
    match case.data.get(list) {
        Some(Value::List(rows)) => rows.len(),
        _ => 0,
    }
}

impl Form {
    /// The ways to fill an item's form, and whether they stand for all.
    pub(super) fn of(flow: &Flow, item: &Item, regions: &Regions<'_>) -> (Self, bool) {
        let mut form = Self { slots: Vec::new() };
        let mut whole = true;
        for field in flow.data.fields() {
            let inside = format!("{}.", field.path);
            let parts: Vec<&Field> = item
                .fills
                .iter()
                .filter(|path| path.as_str().starts_with(&inside))
                .filter_map(|path| flow.data.field(path))
                .collect();
            if item.fills.contains(&field.path) {
                whole &= form.fill(field, regions);
            } else if !parts.is_empty() {
                let own = flow.set_of(&item.id).and_then(|(_, each)| each.list()) == Some(&field.path);
                whole &= form.fill_parts(field, &parts, own, regions);
            }
        }
        (form, whole)
    }

    /// The ways to fill a field that no form fills; it may always stay or become empty.
    pub(super) fn alone(field: &Field, regions: &Regions<'_>) -> (Self, bool) {
        let mut form = Self { slots: Vec::new() };
        let whole = form.fill(field, regions);
        for slot in &mut form.slots {
            if let Fills::Field(values) = &mut slot.fills
                && !values.contains(&Json::Null)
            {
                values.push(Json::Null);
            }
        }
        (form, whole)
    }

    /// The ways in which a sub-case may have filled what is taken out of it, as its own fields; what is not filled there sets
    /// nothing here.
    pub(super) fn of_taken(flow: &Flow, of: &SubcaseOf, regions: &Regions<'_>) -> (Self, bool) {
        let mut form = Self { slots: Vec::new() };
        let mut whole = true;
        for taken in &of.takes {
            let Some(field) = flow.data.field(&taken.mine) else {
                continue;
            };
            let (alone, all) = Self::alone(field, regions);
            whole &= all;
            let mut theirs = taken.theirs.parts();
            let (section, name) = (
                theirs.next().unwrap_or_default(),
                theirs.next().unwrap_or_default(),
            );
            form.slots.extend(alone.slots.into_iter().map(|slot| Slot {
                section: section.to_owned(),
                name: name.to_owned(),
                fills: slot.fills,
            }));
        }
        (form, whole)
    }

    /// The ways to fill what a message holds.
    pub(super) fn of_message(flow: &Flow, message: &MessageForm, regions: &Regions<'_>) -> (Self, bool) {
        let mut form = Self { slots: Vec::new() };
        let mut whole = true;
        for (name, field) in &message.holds {
            match asked_by(flow, message, name) {
                Some(key) => whole &= form.fill_asked(message, name, field, &key, regions),
                None => whole &= form.fill(field, regions),
            }
        }
        (form, whole)
    }

    /// The rows that a message answers, all of them and no others.
    fn fill_asked(
        &mut self,
        message: &MessageForm,
        name: &str,
        field: &Field,
        key: &str,
        regions: &Regions<'_>,
    ) -> bool {
        let columns = field
            .parts()
            .into_iter()
            .flatten()
            .filter(|(column, _)| *column != key);
        let (records, whole) = regions.records(columns.map(|(_, column)| column));
        let written = |record: &Record| to_json(&Value::Record(record.clone()));
        let records = records.iter().map(written).collect();
        let asked = Fills::Asked(message.id.clone(), name.to_owned(), key.to_owned(), records);
        self.add(field, asked);
        whole
    }

    fn fill(&mut self, field: &Field, regions: &Regions<'_>) -> bool {
        let Values { values, whole } = regions.of(field);
        let written = |value: &Option<Value>| value.as_ref().map_or(Json::Null, to_json);
        self.add(field, Fills::Field(values.iter().map(written).collect()));
        whole
    }

    /// Some columns of a list or fields of a record; what is there for a row fills the columns of its own.
    fn fill_parts(&mut self, field: &Field, parts: &[&Field], own: bool, regions: &Regions<'_>) -> bool {
        let (records, whole) = regions.records(parts.iter().copied());
        let written = |record: &Record| to_json(&Value::Record(record.clone()));
        let records: Vec<Json> = records.iter().map(written).collect();
        match field.kind {
            FieldKind::List { .. } if !own => self.add(field, Fills::Columns(field.path.clone(), records)),
            _ => self.add(field, Fills::Parts(records)),
        }
        whole
    }

    fn add(&mut self, field: &Field, fills: Fills) {
        let mut parts = field.path.parts();
        if let (Some(section), Some(name)) = (parts.next(), parts.next()) {
            self.slots.push(Slot {
                section: section.to_owned(),
                name: name.to_owned(),
                fills,
            });
        }
    }

    /// In how many ways the form may be filled in this case, and whether that is all of them.
    pub(super) fn count(&self, case: &Case) -> (usize, bool) {
        let ways = self.slots.iter().map(|slot| slot.fills.count(case));
        let all = ways.fold(1_usize, usize::saturating_mul);
        (all.min(MAX_FILLINGS), all <= MAX_FILLINGS)
    }

    /// The data of one of these ways, as sections of fields.
    pub(super) fn data(&self, mut number: usize, case: &Case) -> Json {
        let mut sections: Map<String, Json> = Map::new();
        for slot in &self.slots {
            let ways = slot.fills.count(case).max(1);
            let value = slot.fills.json(number % ways, case);
            number /= ways;
            let section = sections
                .entry(slot.section.clone())
                .or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(section) = section {
                section.insert(slot.name.clone(), value);
            }
        }
        if sections.is_empty() {
            Json::Null
        } else {
            Json::Object(sections)
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::explore::cases::relevant::Relevant;
    use crate::explore::testbed::runnable;
    use crate::id::{FieldPath, ItemId};
    use crate::simulate::Trial;

    #[test]
    fn a_form_is_filled_in_every_way_that_differs() {
        let run = runnable(
            "data:
  d:
    ok: {type: boolean}
    why: {type: text, optional: true}
    note: {type: text}
    rows: {list: {what: {type: text}, yes: {type: boolean, optional: true}}}
does:
  a: {task: A, by: worker, fills: [d.ok, d.why, d.note]}
  b: {task: B, by: worker, when: 'd.ok || exists(d.why)', fills: [d.rows.yes]}
  c: {task: C, by: worker, when: 'all(d.rows.yes)'}
",
        );
        let relevant = Relevant::of(&run, &run);
        let regions = Regions {
            relevant: &relevant,
            today: "2026-01-05".parse().unwrap(),
        };
        let mut trial = Trial::new(&run, DateTime::UNIX_EPOCH);
        let data = serde_json::json!({"d": {"rows": [{"what": "x"}, {"what": "y"}]}});
        trial
            .start(DateTime::UNIX_EPOCH, "sag", Vec::new(), data)
            .unwrap();
        let mut case = trial.case.unwrap();
        let ways = |item: &str, case: &Case| -> Vec<String> {
            let (form, whole) = Form::of(&run.flow, &run.flow.items[&ItemId::new(item).unwrap()], &regions);
            let (count, all) = form.count(case);
            assert!(whole && all);
            (0..count)
                .map(|number| form.data(number, case).to_string())
                .collect()
        };
        assert_eq!(
            ways("a", &case),
            [
                r#"{"d":{"note":"x","ok":true,"why":"x1"}}"#,
                r#"{"d":{"note":"x","ok":false,"why":"x1"}}"#,
                r#"{"d":{"note":"x","ok":true,"why":null}}"#,
                r#"{"d":{"note":"x","ok":false,"why":null}}"#,
            ]
        );
        let two = ways("b", &case);
        assert_eq!(two.len(), 9);
        assert_eq!(two[1], r#"{"d":{"rows":[{"yes":false},{"yes":true}]}}"#);
        case.data.remove(&FieldPath::new("d.rows").unwrap());
        assert_eq!(ways("b", &case), [r#"{"d":{"rows":[]}}"#]);
        assert_eq!(ways("c", &case), ["null"]);
    }
}
