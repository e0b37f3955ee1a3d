//! The chain of a case as somebody sees it: the citizen's words, the purpose, each goal with what is done for it, and the
//! notes that were written about it (A6, A9 in `flows/lines.csv`).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::rows::key_of;
use super::{Actor, Change, Event, Eyes, View};
use crate::flow::{Chain, EachOf, Record, Value};
use crate::id::{FieldPath, ItemId};

/// A sub-goal with its activity.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GoalPart {
    /// The sub-goal.
    pub sub_goal: Option<Value>,
    /// What is done.
    pub activity: Option<Value>,
}

/// A goal of a case.
#[derive(Clone, PartialEq, Debug)]
pub struct Goal {
    /// What it says.
    pub says: Value,
    /// The theme that it is about.
    pub theme: Option<Value>,
    /// The level that it is to reach.
    pub level: Option<Value>,
    /// What kind of goal it is.
    pub kind: Option<Value>,
    /// What lies under it.
    pub parts: Vec<GoalPart>,
}

impl Goal {
    /// Nothing is said of what is done for it.
    #[must_use]
    pub fn is_without_activity(&self) -> bool {
        self.parts.iter().all(|part| part.activity.is_none())
    }
}

/// The levels of a case's chain, as far as somebody sees them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GoalTree {
    /// The citizen's own words.
    pub wishes: Option<Value>,
    /// The purpose.
    pub purpose: Option<Value>,
    /// The goals, in the order of their list.
    pub goals: Vec<Goal>,
    /// Sub-goals and activities that belong to none of the goals.
    pub loose: Vec<GoalPart>,
}

/// A note about a goal.
#[derive(Clone, PartialEq, Debug)]
pub struct GoalNote {
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who wrote it.
    pub by: Actor,
    /// The goal's place in the list of goals; none where it is about a goal that there is not.
    pub goal: Option<usize>,
    /// What it says, field by field, in the order of its form.
    pub says: Vec<(FieldPath, Value)>,
}

impl View<'_> {
    /// The chain as these eyes see it; none where the flow has none.
    #[must_use]
    pub fn goal_tree(&self, eyes: &Eyes) -> Option<GoalTree> {
        let chain = self.run.flow.chain.as_ref()?;
        let seen = |path: &FieldPath| self.seen_value(eyes, path, self.case.data.get(path)?);
        let rows = |list: Option<FieldPath>| match list.and_then(|list| seen(&list)) {
            Some(Value::List(rows)) => rows,
            _ => Vec::new(),
        };
        let own_list = chain.activity_list().filter(|_| chain.under.is_some());
        let mut goals: Vec<Goal> = rows(chain.goal_list())
            .iter()
            .filter_map(|row| {
                let part = part_of(chain, row).filter(|_| own_list.is_none());
                Some(Goal {
                    says: cell(row, chain.goals.as_ref())?,
                    theme: cell(row, chain.theme.as_ref()),
                    level: cell(row, chain.level.as_ref()),
                    kind: cell(row, chain.kind.as_ref()),
                    parts: part.into_iter().collect(),
                })
            })
            .collect();
        let mut loose = Vec::new();
        for row in rows(own_list) {
            let Some(part) = part_of(chain, &row) else {
                continue;
            };
            let under = cell(&row, chain.under.as_ref());
            let goal = under.and_then(|under| goals.iter_mut().find(|goal| is_same(&goal.says, &under)));
            match goal {
                Some(goal) => goal.parts.push(part),
                None => loose.push(part),
            }
        }
        Some(GoalTree {
            wishes: seen(&chain.wishes),
            purpose: chain.purpose.as_ref().and_then(seen),
            goals,
            loose,
        })
    }

    /// The notes among these events, in their order. The events are those that somebody sees, and so are the notes.
    #[must_use]
    pub fn goal_notes<'e>(&self, eyes: &Eyes, events: impl IntoIterator<Item = &'e Event>) -> Vec<GoalNote> {
        let Some(chain) = &self.run.flow.chain else {
            return Vec::new();
        };
        let Some(notes) = &chain.notes else {
            return Vec::new();
        };
        let goals = self.goal_tree(eyes).unwrap_or_default().goals;
        let mut found = Vec::new();
        for event in events {
            // What the next note begins with, in the same event, is no word of this one.
            let mut written = BTreeMap::new();
            for change in &event.changes {
                match change {
                    Change::DataSet { values } => {
                        let set = values.iter();
                        written.extend(set.filter_map(|(path, value)| Some((path.clone(), value.as_ref()?))));
                    }
                    Change::Done { item, .. } if item.base() == notes.as_str() => {
                        found.push(self.note(chain, &goals, item, (event, &written)));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    fn note(
        &self,
        chain: &Chain,
        goals: &[Goal],
        item: &ItemId,
        (event, written): (&Event, &BTreeMap<FieldPath, &Value>),
    ) -> GoalNote {
        let form = self.run.flow.items.get(item.base());
        let form = form.map_or(&[][..], |item| item.fills.as_slice());
        let list = chain.goal_list();
        let (goal, says) = match self.key_column(item).zip(list) {
            Some(((key, row), list)) => {
                let own = |record: &&Record| record.get(&key).and_then(key_of).as_deref() == Some(row);
                let record = match written.get(&list) {
                    Some(Value::List(rows)) => rows.iter().find(own),
                    _ => None,
                };
                let goal = record.and_then(|record| cell(record, chain.goals.as_ref()));
                let says = record.map_or_else(Vec::new, |record| {
                    let filled = form.iter();
                    let filled = filled.filter_map(|path| Some((path.clone(), cell(record, Some(path))?)));
                    filled.collect()
                });
                (goal, says)
            }
            None => {
                let goal = chain.about.as_ref().and_then(|about| written.get(about));
                let says = form.iter().filter(|path| chain.about.as_ref() != Some(*path));
                let says = says.filter_map(|path| Some((path.clone(), (*written.get(path)?).clone())));
                (goal.map(|goal| (*goal).clone()), says.collect())
            }
        };
        let own = self.place_of(item).filter(|place| *place < goals.len());
        GoalNote {
            at: event.at,
            by: event.by.clone(),
            goal: own.or_else(|| {
                let said = goal?;
                goals.iter().position(|goal| is_same(&goal.says, &said))
            }),
            says,
        }
    }

    /// The place in the list of goals of the goal that an item is there for.
    #[must_use]
    pub fn goal_of(&self, eyes: &Eyes, item: &ItemId) -> Option<usize> {
        let chain = self.run.flow.chain.as_ref()?;
        let own = chain.goal_list()?;
        if !self.sees_field(eyes, &own) {
            return None;
        }
        let place = self.place_of(item)?;
        (place < self.goal_tree(eyes)?.goals.len()).then_some(place)
    }

    /// The place in the list of goals of the row that an item is there for, as the list stands now.
    fn place_of(&self, item: &ItemId) -> Option<usize> {
        let chain = self.run.flow.chain.as_ref()?;
        let (list, row) = self.row_of(item)?;
        chain.goal_list().filter(|goals| goals == list)?;
        let Some(Value::List(rows)) = self.case.data.get(list) else {
            return None;
        };
        let is_goal = |record: &&Record| cell(record, chain.goals.as_ref()).is_some();
        let at = rows.iter().position(|one| one == row)?;
        rows.get(at).filter(is_goal)?;
        Some(rows.iter().take(at).filter(is_goal).count())
    }

    /// The column that tells an item's row apart, and the row's key.
    fn key_column<'i>(&self, item: &'i ItemId) -> Option<(String, &'i str)> {
        let row = item.row()?;
        match &self.run.each(item.of_base(&self.run.sets)?)?.of {
            EachOf::Row { key, .. } => Some((key.clone(), row)),
            EachOf::Number(_) => None,
        }
    }

    /// Since when the next status gathers: the last one, or the beginning of the case.
    #[must_use]
    pub fn notes_since(&self) -> DateTime<Utc> {
        let status = self
            .run
            .flow
            .chain
            .as_ref()
            .and_then(|chain| chain.status.as_ref());
        let last = status.and_then(|status| self.case.item(status).happened_at);
        last.unwrap_or(self.case.started_at)
    }

    /// Whether these eyes see the notes.
    #[must_use]
    pub fn sees_notes(&self, eyes: &Eyes) -> bool {
        let Some(chain) = &self.run.flow.chain else {
            return false;
        };
        // Who does not see which goal a note is about would be told that goals are silent.
        let about = chain.about.clone().or_else(|| chain.goal_list());
        let notes = chain.notes.as_ref();
        let notes = notes.and_then(|notes| self.run.flow.items.get(notes));
        notes.is_some_and(|notes| self.sees_item(eyes, notes))
            && about.is_some_and(|about| self.sees_field(eyes, &about))
    }
}

/// What a row holds in a column, where it is filled.
fn cell(row: &Record, column: Option<&FieldPath>) -> Option<Value> {
    let value = row.get(column?.parts().last()?)?;
    let blank = matches!(value, Value::Text(text) if text.trim().is_empty());
    (!blank).then(|| value.clone())
}

fn part_of(chain: &Chain, row: &Record) -> Option<GoalPart> {
    let part = GoalPart {
        sub_goal: cell(row, chain.sub_goals.as_ref()),
        activity: cell(row, chain.activities.as_ref()),
    };
    (part != GoalPart::default()).then_some(part)
}

/// Whether two values say the same goal: people write it again without minding capitals and spaces.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => one.trim().to_lowercase() == other.trim().to_lowercase(),
        _ => one == other,
    }
}
