//! Sub-cases: how a case calls for one, knows how it stands, and lets go of it; and how a sub-case tells the case that it
//! belongs to that it has ended.
//!
//! Neither case waits for the other in one step. What is to happen in the other is an effect; what came of it comes back
//! as something asked of this case, perhaps twice and in any order, and counts once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::asked::{done, in_row, repeat, set_values};
use super::in_hand::InHand;
use super::turn::Turn;
use super::{Binding, Case, Change, Effect, Refusal, Standing, Status, settle, to_json};
use crate::flow::{BoundAs, Item, LegalSource, SubcaseOf, Value};
use crate::id::{CaseId, FieldPath, FlowId, ItemId, PartyId};
use crate::text::Message;

/// How deep sub-cases may lie in each other: deeper than any organisation, and a recursion without an end is found soon.
pub const MAX_SUBCASE_DEPTH: u32 = 20;

/// The case that a sub-case belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Parent {
    /// The case.
    pub case: CaseId,
    /// The item there that is this case.
    pub item: ItemId,
    /// The item's round.
    pub round: u32,
    /// How many cases lie above this one.
    pub depth: u32,
    /// The rule by which the item cannot be left out, so that nobody ends this case before its work is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_by_law: Option<String>,
    /// What of this case's data is told to it when this case has closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<FieldPath>,
}

/// How a sub-case stands, as far as the case that it belongs to knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubcaseStanding {
    /// It is to begin.
    Called,
    /// It is under way.
    UnderWay,
    /// It has closed, its work done.
    Done,
    /// It was ended before its work was done.
    Ended,
    /// The item that it was ended first, and the sub-case with it.
    LetGo,
}

/// A sub-case: one round of an item.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Subcase {
    /// The item.
    pub item: ItemId,
    /// Its round.
    pub round: u32,
    /// The flow that the sub-case runs by.
    pub flow: FlowId,
    /// It goes its own way, whatever becomes of the item.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub apart: bool,
    /// The sub-case, once it has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// How it stands.
    pub standing: SubcaseStanding,
    /// Why it was ended before its work was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was taken out of it and is not in the case file yet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub took: BTreeMap<FieldPath, Value>,
}

impl Subcase {
    /// Whether it is to begin or under way.
    #[must_use]
    pub const fn goes_on(&self) -> bool {
        matches!(self.standing, SubcaseStanding::Called | SubcaseStanding::UnderWay)
    }
}

/// Why a sub-case ends with what it was in the case that it belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetGoBecause {
    /// The item was ended.
    ItemEnded,
    /// The item was taken out of play.
    TakenOut,
    /// The case ended.
    CaseEnded,
}

impl Case {
    /// The sub-case that the item is, or was, in a round.
    #[must_use]
    pub fn subcase(&self, item: &ItemId, round: u32) -> Option<&Subcase> {
        let mut all = self.subcases.iter().rev();
        all.find(|one| one.item == *item && one.round == round)
    }

    /// The item's sub-case of its current or last round.
    #[must_use]
    pub fn subcase_now(&self, item: &ItemId) -> Option<&Subcase> {
        self.subcase(item, self.item(item).round)
    }

    /// How many cases lie above this one.
    #[must_use]
    pub fn depth(&self) -> u32 {
        let of_pair = self.paired.as_ref().map_or(0, |paired| paired.depth);
        self.parent.as_ref().map_or(of_pair, |parent| parent.depth)
    }

    /// Takes up what has become of a sub-case.
    pub(super) fn change_subcase(&mut self, change: &Change) {
        if let Change::SubcaseCalled {
            item,
            round,
            flow,
            apart,
        } = change
        {
            return self.subcases.push(Subcase {
                item: item.clone(),
                round: *round,
                flow: flow.clone(),
                apart: *apart,
                case: None,
                standing: SubcaseStanding::Called,
                reason: None,
                took: BTreeMap::new(),
            });
        }
        let Some((item, round)) = change.subcase() else {
            return;
        };
        let mut all = self.subcases.iter_mut().rev();
        let Some(one) = all.find(|one| one.item == *item && one.round == round) else {
            return;
        };
        match change {
            Change::SubcaseBegan { case, .. } => {
                one.case = Some(*case);
                if one.standing == SubcaseStanding::Called {
                    one.standing = SubcaseStanding::UnderWay;
                }
            }
            Change::SubcaseEnded {
                case,
                done,
                reason,
                values,
                ..
            } => {
                one.case = case.or(one.case);
                one.standing = if *done {
                    SubcaseStanding::Done
                } else {
                    SubcaseStanding::Ended
                };
                one.reason = reason.clone();
                one.took = values.clone();
            }
            Change::SubcaseTaken { .. } => one.took.clear(),
            Change::SubcaseLetGo { .. } => one.standing = SubcaseStanding::LetGo,
            _ => {}
        }
    }
}

/// Fields as sections of fields, as a case is given its data.
#[must_use]
pub fn as_sections(data: &BTreeMap<FieldPath, Value>) -> Json {
    let mut sections = Map::new();
    for (path, value) in data {
        let Some((section, field)) = path.as_str().split_once('.') else {
            continue;
        };
        let section = sections
            .entry(section)
            .or_insert_with(|| Json::Object(Map::new()));
        if let Json::Object(fields) = section {
            fields.insert(field.to_owned(), to_json(value));
        }
    }
    Json::Object(sections)
}

/// How deep a case lies that this one begins for an item; refused where that is too deep.
pub(super) fn depth_below(case: &Case, item: &Item) -> Result<u32, Refusal> {
    let depth = case.depth().saturating_add(1);
    if depth > MAX_SUBCASE_DEPTH {
        let message = Message::new("refusal-too-deep")
            .with("item", &item.title)
            .with("most", MAX_SUBCASE_DEPTH);
        return Err(Refusal::new("too_deep", message));
    }
    Ok(depth)
}

/// The parties of a case that this one begins: bound as they are here, but for those that are bound as another one.
pub(super) fn parties_below(case: &Case, bound_as: &[BoundAs]) -> BTreeMap<PartyId, Vec<Binding>> {
    let mut parties = case.parties.clone();
    for bound in bound_as {
        match case.parties.get(&bound.mine) {
            Some(to) => parties.insert(bound.theirs.clone(), to.clone()),
            None => parties.remove(&bound.theirs),
        };
    }
    parties
}

/// Calls for the sub-case that an item is, now that the item has opened.
pub(super) fn call(turn: &mut Turn<'_>, item: &Item, of: &SubcaseOf) -> Result<(), Refusal> {
    let depth = depth_below(&turn.case, item)?;
    let view = turn.view();
    let facts = InHand::new(view, &item.id);
    let gives = turn.run.guards.gives.get(item.id.base()).into_iter().flatten();
    let data = gives
        .filter_map(|(theirs, guard)| Some((theirs.clone(), guard.value(&facts)?)))
        .collect();
    let parties = parties_below(&turn.case, &of.parties);
    let round = turn.case.item(&item.id).round;
    let parent = Parent {
        case: turn.case.id,
        item: item.id.clone(),
        round,
        depth,
        required_by_law: item.required_by_law.as_ref().map(named).filter(|_| !of.apart),
        takes: of.takes.iter().map(|taken| taken.theirs.clone()).collect(),
    };
    let title = turn.case.title.clone();
    turn.effects.push(Effect::BeginCase {
        flow: of.flow.clone(),
        title,
        parent,
        parties,
        data,
        protection: turn.case.protection,
    });
    turn.change(Change::SubcaseCalled {
        item: item.id.clone(),
        round,
        flow: of.flow.clone(),
        apart: of.apart,
    });
    if of.apart { done(turn, item) } else { Ok(()) }
}

fn named(law: &LegalSource) -> String {
    law.short()
}

/// An item under way whose sub-case has come to its end comes to its own: done with what is taken out, or ended undone.
pub(super) fn end(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let state = turn.case.item(&item.id);
    let Some(subcase) = turn
        .case
        .subcase(&item.id, state.round)
        .filter(|_| !state.resting)
    else {
        return Ok(());
    };
    match subcase.standing {
        SubcaseStanding::Done if turn.view().may_finish(item) => {
            let (round, took) = (subcase.round, subcase.took.clone());
            if !took.is_empty() {
                turn.change(Change::SubcaseTaken {
                    item: item.id.clone(),
                    round,
                });
                let took = took.into_iter().map(|(path, value)| (path, Some(value)));
                let values = in_row(turn, &item.id, took.collect());
                set_values(turn, values);
            }
            done(turn, item)
        }
        SubcaseStanding::Ended => {
            settle::cancel(turn, &item.id);
            // One round is ended, not those that a cue asks for.
            if !item.opened_by.is_empty() {
                repeat(turn, item);
            }
            Ok(())
        }
        // What is owed before the item may be done is waited for; what came of the sub-case is kept meanwhile.
        SubcaseStanding::Done
        | SubcaseStanding::Called
        | SubcaseStanding::UnderWay
        | SubcaseStanding::LetGo => Ok(()),
    }
}

/// Lets go of sub-cases whose item is under way no longer: they end with it.
pub(super) fn let_go(turn: &mut Turn<'_>) {
    let ended = turn.case.has_ended();
    let going = turn
        .case
        .subcases
        .iter()
        .filter(|one| one.goes_on() && !one.apart);
    let left: Vec<Subcase> = going
        .filter(|one| {
            let state = turn.case.item(&one.item);
            ended || state.status != Status::Active || state.round != one.round
        })
        .cloned()
        .collect();
    for one in left {
        if let Some(case) = one.case {
            let because = because(turn, &one.item);
            let reason = reason_given(turn, &one.item);
            turn.effects.push(Effect::EndCase {
                case,
                because,
                reason,
            });
        }
        turn.change(Change::SubcaseLetGo {
            item: one.item,
            round: one.round,
        });
    }
}

/// Why the item's sub-case is let go.
pub(super) fn because(turn: &Turn<'_>, item: &ItemId) -> LetGoBecause {
    if turn.case.has_ended() {
        LetGoBecause::CaseEnded
    } else if turn.case.item(item).out_of_play {
        LetGoBecause::TakenOut
    } else {
        LetGoBecause::ItemEnded
    }
}

/// The reason that a person gave in this turn for ending the item, or the case.
fn reason_given(turn: &Turn<'_>, item: &ItemId) -> Option<String> {
    turn.event.changes.iter().rev().find_map(|change| match change {
        Change::Terminated { reason } => Some(reason.clone()),
        Change::EndedWithParent { reason, .. } => reason.clone(),
        Change::OutOfTurn { item: of, reason }
        | Change::Skipped { item: of, reason }
        | Change::Failed { item: of, reason }
            if of == item =>
        {
            Some(reason.clone())
        }
        _ => None,
    })
}

/// A sub-case that has ended in this turn tells the case that it belongs to: what that takes, or why it was ended. One
/// that ended with what it was there has nothing to tell.
pub(super) fn tell_parent(turn: &mut Turn<'_>) {
    let mut changes = turn.event.changes.iter().rev();
    let ending = changes.find_map(|change| match change {
        Change::Closed | Change::Ended { .. } => Some(None),
        Change::Terminated { reason } => Some(Some(reason.clone())),
        _ => None,
    });
    let (Some(parent), Some(reason), true) = (&turn.case.parent, ending, turn.case.has_ended()) else {
        return;
    };
    let done = turn.case.standing == Standing::Closed;
    let view = turn.view();
    let held = |path: &FieldPath| match turn.run.guards.is.get(path) {
        Some(guard) => guard.value(&view),
        None => turn.case.data.get(path).cloned(),
    };
    let takes = parent.takes.iter().filter(|_| done);
    let data = takes
        .filter_map(|path| Some((path.clone(), held(path)?)))
        .collect();
    let effect = Effect::TellParent {
        parent: parent.clone(),
        done,
        reason,
        data,
    };
    turn.effects.push(effect);
}
