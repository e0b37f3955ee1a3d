//! A run in words: each step with who takes it and what is filled in, as it can be played again.

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::cases::{Move, Moves, done};
use crate::case::{Actor, Asked, Case};
use crate::id::{FieldPath, ItemId, MessageName, PartyId};

/// What happens in a step.
#[derive(Clone, PartialEq, Debug)]
pub enum Deed {
    /// The item is done.
    Complete(ItemId),
    /// The sub-case that the item is has closed.
    End(ItemId),
    /// The item is started, and stays open.
    Activate(ItemId),
    /// A person leaves the flow's way, so that something of the flow listens.
    Deviate(Asked),
    /// A message comes.
    Message(MessageName),
    /// Data that no form fills are set.
    Set(FieldPath),
    /// The time of the item comes.
    Come(ItemId),
    /// A ladder opens something.
    Climb,
    /// Time passes to the moment of the step.
    Advance,
}

/// One step of a run.
#[derive(Clone, PartialEq, Debug)]
pub struct WitnessStep {
    /// What happens.
    pub deed: Deed,
    /// Who does it; none where it comes from outside or by itself.
    pub by: Option<PartyId>,
    /// What is filled in, as sections of fields; null where nothing is.
    pub data: Json,
    /// When.
    pub at: DateTime<Utc>,
    /// The items that are done in the step, in order.
    pub done: Vec<ItemId>,
}

impl WitnessStep {
    /// The step as a line of `play`; where lengths of time are left out, as it would be told.
    #[must_use]
    pub fn line(&self) -> Json {
        let mut line = match &self.deed {
            Deed::Complete(item) => json!({"do": "complete", "item": item}),
            Deed::End(item) => json!({"do": "ended", "item": item}),
            Deed::Activate(item) => json!({"do": "activate", "item": item}),
            // As `play` says it.
            Deed::Deviate(Asked::SubcaseEnded { item, reason, .. }) => {
                json!({"do": "ended", "item": item, "undone": reason})
            }
            Deed::Deviate(asked) => json!(asked),
            Deed::Message(message) => json!({"do": "message", "message": message}),
            Deed::Set(_) => json!({"do": "set"}),
            Deed::Come(item) => json!({"do": "come", "item": item}),
            Deed::Climb => json!({"do": "climb"}),
            Deed::Advance => json!({"do": "advance", "to": self.at}),
        };
        if let Json::Object(line) = &mut line {
            line.extend(self.by.as_ref().map(|by| ("by".to_owned(), json!(by))));
            line.extend((!self.data.is_null()).then(|| ("data".to_owned(), self.data.clone())));
        }
        line
    }
}

/// The steps of a run by its moves, each made by `step`; none where one of them is refused.
pub(super) fn steps(
    moves: &Moves<'_>,
    begun: &Case,
    starts: DateTime<Utc>,
    codes: &[u32],
) -> Option<Vec<WitnessStep>> {
    let (mut case, mut at) = (begun.clone(), starts);
    let mut steps = Vec::new();
    for code in codes {
        let one = Move::from_code(*code);
        let made = moves.make(&case, at, one)?;
        let items = &moves.run.flow.items;
        let done = done(moves.run, made.step.event.as_ref()).into_iter();
        let done = done.filter_map(|place| items.get_index(usize::from(place)));
        steps.push(WitnessStep {
            deed: moves.deed(&case, one)?,
            by: match made.by {
                Actor::Party { party } => Some(party),
                _ => None,
            },
            data: made.data,
            at: made.at,
            done: done.map(|(id, _)| id.clone()).collect(),
        });
        case = made.step.case;
        at = made.at;
    }
    Some(steps)
}
