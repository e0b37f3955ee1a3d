//! What comes of a move.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::{Deviation, Move, Moves};
use crate::calendar::{instant_of, local_time};
use crate::case::{Actor, Asked, Case, Change, Event, Input, Step, View, step, time_comes};
use crate::explore::witness::Deed;
use crate::flow::{Item, ItemKind, RungAction};
use crate::id::ItemId;

/// What came of a move.
#[derive(Debug)]
pub(in crate::explore) struct Made {
    pub(in crate::explore) at: DateTime<Utc>,
    pub(in crate::explore) by: Actor,
    pub(in crate::explore) data: Json,
    pub(in crate::explore) step: Step,
}

/// What is asked of a case, after changes that nobody asks for.
struct Wish {
    before: Vec<Change>,
    at: DateTime<Utc>,
    by: Actor,
    what: Asked,
}

impl Moves<'_> {
    /// What comes of a move; none where it is refused.
    pub(in crate::explore) fn make(&self, case: &Case, at: DateTime<Utc>, one: Move) -> Option<Made> {
        let view = View {
            run: self.run,
            case,
            at,
        };
        let wish = self.of_people(&view, one).or_else(|| self.of_time(&view, one))?;
        let from = if wish.before.is_empty() {
            Cow::Borrowed(case)
        } else {
            Cow::Owned(changed(case, at, wish.before))
        };
        let data = filled(&wish.what);
        let input = Input {
            at: wish.at,
            by: wish.by,
            what: wish.what,
        };
        let step = step(self.run, &from, &input).ok()?;
        let mut changes = step.event.iter().flat_map(|event| &event.changes);
        // A message that nobody takes does nothing that it would not do once somebody waits for it.
        let came_to_nothing = |change: &Change| {
            let Change::MessageCame {
                message, kept, lost, ..
            } = change
            else {
                return false;
            };
            (*kept || *lost) && !self.of_pair(message)
        };
        if changes.any(came_to_nothing) {
            return None;
        }
        let Input { at, by, .. } = input;
        Some(Made { at, by, data, step })
    }

    /// What people and others outside do.
    fn of_people(&self, view: &View<'_>, one: Move) -> Option<Wish> {
        let owner = |item: &Item| {
            let owner = view.owner(item);
            owner.map_or(Actor::Outside, |party| Actor::Party { party })
        };
        let (by, what) = match one {
            Move::Do { item, filling } => {
                let form = self.forms.get(self.in_flow(item))?;
                let item = self.item(view.case, item)?;
                let id = item.id.clone();
                // A wait ends from outside; work is done by its owner, with a form.
                let (by, data) = match item.kind {
                    ItemKind::Wait(_) => (Actor::Outside, Json::Null),
                    ItemKind::Subcase(_) => {
                        let data = form.data(usize::from(filling), view.case);
                        return Some(self.by(view, Actor::Outside, case_done(id, without_nothing(data))));
                    }
                    _ => (owner(&item), form.data(usize::from(filling), view.case)),
                };
                (by, Asked::Complete { item: id, data })
            }
            Move::Begin { item } => {
                let item = self.item(view.case, item)?;
                let (id, reason) = (item.id.clone(), None);
                (owner(&item), Asked::Activate { item: id, reason })
            }
            Move::Deviate { item, how } => {
                let item = self.item(view.case, item)?;
                let by = match how {
                    Deviation::Add => self.run.flow.adder(&item.id).cloned(),
                    _ => view.owner(&item),
                };
                let by = by.map_or(Actor::Outside, |party| Actor::Party { party });
                (by, how.asked(item.id.clone()))
            }
            Move::Message { message, filling } => {
                let (declared, form) = self.messages.get(usize::from(message))?;
                let data = match form.data(usize::from(filling), view.case) {
                    Json::Object(sections) => sections.into_iter().next()?.1,
                    other => other,
                };
                let message = declared.id.clone();
                (Actor::Outside, Asked::Message { message, data })
            }
            Move::Set { field, filling } => {
                let (_, form) = self.free.get(usize::from(field))?;
                let data = form.data(usize::from(filling), view.case);
                (Actor::Outside, Asked::Set { data })
            }
            Move::Comes { .. } | Move::Climb { .. } | Move::Day { .. } | Move::Time => return None,
        };
        Some(self.by(view, by, what))
    }

    fn by(&self, view: &View<'_>, by: Actor, what: Asked) -> Wish {
        Wish {
            before: Vec::new(),
            at: self.moment(view.at),
            by,
            what,
        }
    }

    /// What time brings.
    fn of_time(&self, view: &View<'_>, one: Move) -> Option<Wish> {
        let now = self.moment(view.at);
        let (before, at) = match one {
            Move::Comes { item } => (vec![time_comes(view.case, &*self.item(view.case, item)?)], now),
            Move::Climb { clock, rung } => (self.called(view.case, clock, rung)?, now),
            Move::Day { number } => {
                let day = self.days.get(usize::from(number))?;
                (Vec::new(), instant_of(day.and_time(local_time(view.at).time())))
            }
            Move::Time => (Vec::new(), view.next_wake()?.max(view.at)),
            _ => return None,
        };
        Some(Wish {
            before,
            at,
            by: Actor::Engine,
            what: Asked::Tick,
        })
    }

    /// A move from a case as it is told.
    pub(in crate::explore) fn deed(&self, case: &Case, one: Move) -> Option<Deed> {
        let id = |item: u16| self.item(case, item).map(|item| item.id.clone());
        Some(match one {
            Move::Do { item, .. } if self.is_case(case, item) => Deed::End(id(item)?),
            Move::Do { item, .. } => Deed::Complete(id(item)?),
            Move::Begin { item } => Deed::Activate(id(item)?),
            Move::Deviate { item, how } => Deed::Deviate(how.asked(id(item)?)),
            Move::Message { message, .. } => {
                Deed::Message(self.messages.get(usize::from(message))?.0.id.clone())
            }
            Move::Set { field, .. } => Deed::Set(self.free.get(usize::from(field))?.0.path.clone()),
            Move::Comes { item } => Deed::Come(id(item)?),
            Move::Climb { .. } => Deed::Climb,
            Move::Day { .. } | Move::Time => Deed::Advance,
        })
    }

    fn is_case(&self, case: &Case, item: u16) -> bool {
        self.item(case, item)
            .is_some_and(|item| matches!(item.kind, ItemKind::Subcase(_)))
    }

    /// What a rung that opens an item does to it.
    fn called(&self, case: &Case, clock: u16, rung: u16) -> Option<Vec<Change>> {
        let (_, ladder) = self.ladders.iter().find(|(place, _)| *place == clock)?;
        let RungAction::Open(item) = &ladder.ladder.get(usize::from(rung))?.does else {
            return None;
        };
        let item = item.clone();
        let again = case.item(&item).status.has_ended().then(|| Change::Again {
            item: item.clone(),
            forget: false,
        });
        let called = [
            Change::Called { item: item.clone() },
            Change::Owed {
                item,
                by: None,
                to: None,
                since: None,
            },
        ];
        Some(again.into_iter().chain(called).collect())
    }
}

/// A case after changes that nobody asks for: only whoever searches all runs lets time pass so.
fn changed(case: &Case, at: DateTime<Utc>, changes: Vec<Change>) -> Case {
    let mut case = case.clone();
    case.apply(&Event {
        at,
        by: Actor::Engine,
        changes,
    });
    case
}

/// The sub-case of an item has closed, and held this.
fn case_done(item: ItemId, data: Json) -> Asked {
    Asked::SubcaseEnded {
        item,
        round: None,
        case: None,
        done: true,
        reason: None,
        data,
    }
}

/// Sections of fields without those that hold nothing.
fn without_nothing(data: Json) -> Json {
    let Json::Object(sections) = data else { return data };
    let filled = sections.into_iter().filter_map(|(section, fields)| {
        let Json::Object(mut fields) = fields else {
            return None;
        };
        fields.retain(|_, value| !value.is_null());
        (!fields.is_empty()).then_some((section, Json::Object(fields)))
    });
    let filled: serde_json::Map<String, Json> = filled.collect();
    if filled.is_empty() {
        Json::Null
    } else {
        Json::Object(filled)
    }
}

/// What is filled in by what is asked.
fn filled(what: &Asked) -> Json {
    match what {
        Asked::Complete { data, .. }
        | Asked::Message { data, .. }
        | Asked::SubcaseEnded { data, .. }
        | Asked::Set { data } => data.clone(),
        _ => Json::Null,
    }
}
