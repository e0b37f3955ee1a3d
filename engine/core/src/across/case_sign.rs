//! What a case shows by itself of the four questions (A3 in `flows/lines.csv`) and of waiting (A21): counted over many
//! cases, and told of none.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};

use crate::case::{Actor, OpenTask, View, open_tasks};
use crate::flow::{Item, ItemKind, Side};
use crate::id::PartyId;
use crate::review::Question;

/// For how many days the two sides may do nothing beside each other before it is told: a quarter of a year, in which both
/// have met by every rhythm that the methods know.
const APART_DAYS: i64 = 90;

/// For how many days a goal may stand without anything that is done for it (A6.5 in `flows/lines.csv`): a month,
/// in which a provider plans.
const GOAL_ALONE_DAYS: i64 = 30;

/// How many days late work is a wait that nobody resolves: a month, in which every ladder has told everyone.
const LONG_WAIT_DAYS: i64 = 30;

/// What a case shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CaseSign {
    /// Something is to be done, and nobody is bound to the party that owns it.
    WorkWithoutOwner,
    /// Authority and provider both have a part in it, and one of them has done nothing for long.
    SidesApart,
    /// Help is delivered, and no purpose is written.
    NoPurpose,
    /// A goal has stood for long, and nothing is said of what is done for it.
    GoalAlone,
    /// What comes again, so that help is followed up, is late.
    FollowUpLate,
    /// Work is late by so much that nobody seems to resolve it.
    WaitsLong,
}

impl CaseSign {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::WorkWithoutOwner,
        Self::SidesApart,
        Self::NoPurpose,
        Self::GoalAlone,
        Self::FollowUpLate,
        Self::WaitsLong,
    ];

    /// Its word in programs and in the keys of messages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::WorkWithoutOwner => "work_without_owner",
            Self::SidesApart => "sides_apart",
            Self::NoPurpose => "no_purpose",
            Self::GoalAlone => "goal_alone",
            Self::FollowUpLate => "follow_up_late",
            Self::WaitsLong => "waits_long",
        }
    }

    /// The question that it is an answer to.
    #[must_use]
    pub const fn question(self) -> Question {
        match self {
            Self::WorkWithoutOwner => Question::Workflows,
            Self::SidesApart => Question::Roles,
            Self::NoPurpose | Self::GoalAlone => Question::Purpose,
            Self::FollowUpLate => Question::FollowUp,
            Self::WaitsLong => Question::Coherence,
        }
    }
}

/// Everything that a case under way shows.
#[must_use]
pub fn case_signs(view: &View<'_>) -> BTreeSet<CaseSign> {
    let tasks = open_tasks(view);
    let late = |task: &OpenTask, days: i64| {
        let days = Duration::days(days);
        task.due.is_some_and(|due| due + days < view.at)
    };
    let mut found = BTreeSet::new();
    let mut find = |sign, is_so: bool| {
        if is_so {
            found.insert(sign);
        }
    };
    let unowned = |task: &OpenTask| view.bound_now(&task.party).next().is_none();
    find(CaseSign::WorkWithoutOwner, tasks.iter().any(unowned));
    find(CaseSign::SidesApart, are_apart(view));
    find(CaseSign::NoPurpose, is_without_purpose(view, &tasks));
    find(CaseSign::GoalAlone, has_goal_alone(view));
    let follows_up = |task: &OpenTask| comes_again(view, task) && late(task, 0);
    find(CaseSign::FollowUpLate, tasks.iter().any(follows_up));
    find(
        CaseSign::WaitsLong,
        tasks.iter().any(|task| late(task, LONG_WAIT_DAYS)),
    );
    found
}

/// Whether a task comes again by a rhythm of its own, or lies in a stage that does.
fn comes_again(view: &View<'_>, task: &OpenTask) -> bool {
    let items = &view.run.flow.items;
    let around = |item: &&Item| items.get(item.parent.as_ref()?);
    let mut all = std::iter::successors(items.get(task.item.base()), around);
    all.any(|item| {
        let repeats = item.repeats.as_ref();
        repeats.is_some_and(|repeats| repeats.every.is_some() || repeats.window.is_some())
    })
}

/// Whether people bound to a side have done nothing for long, where both sides have work.
fn are_apart(view: &View<'_>) -> bool {
    [Side::Authority, Side::Provider]
        .into_iter()
        .map(|side| last_work(view, side))
        .collect::<Option<Vec<_>>>()
        .is_some_and(|last| {
            let apart = Duration::days(APART_DAYS);
            last.into_iter().any(|at| at + apart < view.at)
        })
}

/// When a side last did something or took part in it, or since when it could have; none where nobody is bound to it, or it has
/// nothing to do.
fn last_work(view: &View<'_>, side: Side) -> Option<DateTime<Utc>> {
    let flow = &view.run.flow;
    let is_of = |party: &PartyId| {
        flow.parties
            .get(party)
            .is_some_and(|party| party.side == side && view.bound_now(&party.id).next().is_some())
    };
    let takes_part = |item: &Item| {
        let mut all = item.owner.iter().chain(&item.with);
        item.kind != ItemKind::Stage && all.any(is_of)
    };
    let mut has_work = false;
    let mut last = view.case.started_at;
    for (id, state) in view.case.items.iter() {
        let Some(item) = flow.items.get(id.base()).filter(|item| takes_part(item)) else {
            continue;
        };
        has_work |= !item.optional;
        last = state.happened_at.map_or(last, |at| at.max(last));
    }
    has_work.then_some(last)
}

/// Whether a provider is to deliver, and the purpose that the flow's chain has is not written.
fn is_without_purpose(view: &View<'_>, tasks: &[OpenTask]) -> bool {
    let flow = &view.run.flow;
    let Some(purpose) = flow.chain.as_ref().and_then(|chain| chain.purpose.as_ref()) else {
        return false;
    };
    let delivers = |task: &OpenTask| {
        let party = flow.parties.get(&task.party);
        party.is_some_and(|party| party.side == Side::Provider)
    };
    !view.case.data.contains_key(purpose) && tasks.iter().any(delivers)
}

/// Whether a goal has stood for long with nothing that is done for it.
fn has_goal_alone(view: &View<'_>) -> bool {
    let flow = &view.run.flow;
    let says_activities = flow
        .chain
        .as_ref()
        .is_some_and(|chain| chain.activities.is_some());
    if !says_activities || view.at - view.case.started_at < Duration::days(GOAL_ALONE_DAYS) {
        return false;
    }
    let tree = view.goal_tree(&view.eyes_of(&Actor::Engine));
    tree.is_some_and(|tree| tree.goals.iter().any(crate::case::Goal::is_without_activity))
}
