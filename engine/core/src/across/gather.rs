//! A case as far as somebody's eyes see it becomes a part of the one plan.

use std::collections::{BTreeMap, BTreeSet};

use super::part::{Appointment, Asking, Coming, Goal, Part, Said};
use crate::case::{Eyes, OpenTask, Status, View, open_tasks};
use crate::flow::{Field, FieldKind, InPlan, Item, Record, Side, Value};
use crate::id::{FieldPath, PartyId, UnitId};

/// What of the one plan stands in one row, or in one section.
type Row = BTreeMap<InPlan, Said>;

/// The units that are bound now to the parties of these sides.
#[must_use]
pub fn departments(view: &View<'_>, sides: &[Side]) -> BTreeSet<UnitId> {
    let parties = view.run.flow.parties.values();
    let parties = parties.filter(|party| sides.contains(&party.side));
    parties
        .flat_map(|party| view.bound_now(&party.id))
        .filter_map(|binding| binding.unit)
        .collect()
}

impl Part {
    /// What these eyes see of a case.
    #[must_use]
    pub fn of(view: &View<'_>, eyes: &Eyes) -> Self {
        let (flow, case) = (&view.run.flow, view.case);
        let rows = rows(view, eyes);
        let (citizen_does, others_do) = tasks(view, eyes);
        let parent = case.parent.as_ref().map(|parent| parent.case);
        Self {
            case: case.id,
            flow: flow.id.clone(),
            kle: flow.about.kle.clone(),
            standing: case.standing,
            started_at: case.started_at,
            stood_still_at: case.stood_still_at,
            begun_by: parent.or_else(|| case.paired.as_ref().map(|paired| paired.case)),
            departments: departments(view, &[Side::Authority, Side::Provider]),
            coordinators: coordinators(view, eyes),
            overall: rows
                .iter()
                .filter_map(|row| row.get(&InPlan::OverallGoal).cloned())
                .collect(),
            goals: rows.iter().filter_map(goal).collect(),
            comes: rows.iter().filter_map(coming).collect(),
            appointments: appointments(view, eyes, &citizen_does, &others_do),
            citizen_does,
            others_do,
            asks: asks(view, eyes),
        }
    }
}

fn coordinators(view: &View<'_>, eyes: &Eyes) -> Vec<crate::case::Binding> {
    let Some(party) = view.run.flow.coordinator() else {
        return Vec::new();
    };
    let bound: Vec<_> = view.bound_now(&party.id).cloned().collect();
    view.seen_bindings(eyes, &party.id, &bound)
}

fn goal(row: &Row) -> Option<Goal> {
    Some(Goal {
        goal: row.get(&InPlan::Goal)?.clone(),
        theme: row.get(&InPlan::Theme).cloned(),
        direction: row.get(&InPlan::Direction).cloned(),
    })
}

fn coming(row: &Row) -> Option<Coming> {
    Some(Coming {
        comes: row.get(&InPlan::Comes)?.clone(),
        how_often: row.get(&InPlan::HowOften).cloned(),
        next: match row.get(&InPlan::Next).map(|said| &said.value) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        },
        rate: row.get(&InPlan::Rate).cloned(),
    })
}

/// Everything that has a place in the one plan: the fields of a section together, and each row of a list.
fn rows(view: &View<'_>, eyes: &Eyes) -> Vec<Row> {
    let mut rows = Vec::new();
    for section in view.run.flow.data.sections.values() {
        let mut together = Row::new();
        for field in section.fields.values() {
            let (FieldKind::List { columns: inner } | FieldKind::Record { fields: inner }) = &field.kind
            else {
                let value = field.in_plan.and_then(|_| seen(view, eyes, &field.path));
                together.extend(placed(field, value));
                continue;
            };
            if inner.values().all(|inner| inner.in_plan.is_none()) {
                continue;
            }
            let named = |record: &Record| {
                let inner = inner
                    .iter()
                    .filter(|(_, field)| view.sees_field(eyes, &field.path));
                inner
                    .filter_map(|(name, field)| placed(field, record.get(name).cloned()))
                    .collect::<Row>()
            };
            match view.held(&field.path) {
                Some(Value::List(records)) => rows.extend(records.iter().map(named)),
                Some(Value::Record(record)) => rows.push(named(&record)),
                _ => {}
            }
        }
        rows.push(together);
    }
    rows
}

fn placed(field: &Field, value: Option<Value>) -> Option<(InPlan, Said)> {
    let value = value.filter(says_something)?;
    let said = Said {
        field: field.path.clone(),
        value,
    };
    Some((field.in_plan?, said))
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Text(text) => !text.trim().is_empty(),
        Value::Erased => false,
        _ => true,
    }
}

fn seen(view: &View<'_>, eyes: &Eyes, path: &FieldPath) -> Option<Value> {
    let value = view.sees_field(eyes, path).then(|| view.held(path)).flatten();
    value.filter(says_something)
}

/// What the citizen's side is to do, and what others are.
fn tasks(view: &View<'_>, eyes: &Eyes) -> (Vec<OpenTask>, Vec<OpenTask>) {
    let seen = open_tasks(view)
        .into_iter()
        .filter(|task| view.sees_named(eyes, &task.item));
    seen.partition(|task| is_of_citizen(view, &task.party))
}

fn is_of_citizen(view: &View<'_>, party: &PartyId) -> bool {
    let party = view.run.flow.parties.get(party);
    party.is_some_and(|party| matches!(party.side, Side::Citizen | Side::Relative))
}

fn appointments(view: &View<'_>, eyes: &Eyes, theirs: &[OpenTask], others: &[OpenTask]) -> Vec<Appointment> {
    let citizens = |party: &PartyId| {
        let party = view.run.flow.parties.get(party);
        party.is_some_and(|party| party.side == Side::Citizen)
    };
    let agreed = theirs.iter().chain(others).filter_map(|task| {
        let meets = task
            .meets
            .as_ref()
            .filter(|_| view.sees_named(eyes, &task.item))?;
        meets.with.iter().any(citizens).then(|| Appointment {
            item: task.item.clone(),
            title: task.title.clone(),
            meets: meets.clone(),
        })
    });
    agreed.collect()
}

/// What is asked of the citizen by a code that other flows may have as well, the newest of each code.
fn asks(view: &View<'_>, eyes: &Eyes) -> Vec<Asking> {
    let mut newest: BTreeMap<&str, Asking> = BTreeMap::new();
    for item in view.run.flow.items.values() {
        if (item.fills.is_empty() && item.asks.is_none()) || !view.sees_item(eyes, item) {
            continue;
        }
        let fields = item
            .fills
            .iter()
            .filter_map(|path| view.run.flow.data.field(path));
        let fields = fields.flat_map(coded).map(|field| (&field.code, Some(field)));
        for (code, field) in fields.chain([(&item.asks, None)]) {
            let Some((code, asking)) = code
                .as_ref()
                .and_then(|code| Some((code, asking(view, eyes, (item, code), field)?)))
            else {
                continue;
            };
            let later = newest.get(code.as_str()).is_none_or(|known| known.at < asking.at);
            if later {
                newest.insert(code, asking);
            }
        }
    }
    newest.into_values().collect()
}

/// The field and what lies in it, as far as it has a code.
fn coded(field: &Field) -> Vec<&Field> {
    let inner = match &field.kind {
        FieldKind::List { columns: inner } | FieldKind::Record { fields: inner } => Some(inner),
        _ => None,
    };
    let inner = inner.into_iter().flat_map(|inner| inner.values());
    std::iter::once(field)
        .chain(inner)
        .filter(|field| field.code.is_some())
        .collect()
}

/// A question of an item, where it is asked or was; its answer lies in the field, where there is one.
fn asking(
    view: &View<'_>,
    eyes: &Eyes,
    (item, code): (&Item, &str),
    field: Option<&Field>,
) -> Option<Asking> {
    let state = view.case.item(&item.id);
    let open = state.status == Status::Active;
    let at = if open { state.opened_at } else { state.happened_at };
    Some(Asking {
        code: code.to_owned(),
        field: field.map(|field| field.path.clone()),
        item: item.id.clone(),
        at: at?,
        open,
        answer: field
            .and_then(|field| seen(view, eyes, &field.path))
            .filter(|_| !open),
    })
}
