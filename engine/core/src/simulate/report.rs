//! What a case shows after each line of a trial, as programs read it.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::original::shown;
use super::states::{by_itself, is_imported, is_open_work, rounds, states};
use super::trial::Came;
use crate::calendar::local_time;
use crate::case::{Case, Change, Paired, Spoken, Standing, Status, View};
use crate::flow::{Item, ItemKind, RungAction};
use crate::id::ItemId;

/// The case after a line: what is possible, under way, owed, done, its clocks, and whether it may close.
#[must_use]
pub fn report(view: &View<'_>, came: &Came) -> Json {
    let case = view.case;
    let all: Vec<_> = view
        .run
        .named_items(case)
        .iter()
        .filter_map(|id| view.run.item(case, id))
        .collect();
    let names = |fits: &dyn Fn(&Item) -> bool| -> Vec<&str> {
        let fitting = all.iter().filter(|item| fits(item));
        let mut names: Vec<&str> = fitting.map(|item| shown(item)).collect();
        names.sort_unstable();
        names
    };
    let status = |item: &Item| case.item(&item.id).status;
    let with_added = |mut list: Vec<String>, fits: &dyn Fn(&ItemId) -> bool| {
        list.extend(case.added.keys().filter(|id| fits(id)).map(ToString::to_string));
        list
    };
    let mut active: Vec<String> = Vec::new();
    for item in &all {
        if status(item) == Status::Active && is_open_work(item) {
            active.extend(std::iter::repeat_n(shown(item).to_owned(), rounds(view, item)));
        }
    }
    active.sort_unstable();
    let owed: Vec<&str> = {
        let name = |id| {
            view.run
                .flow
                .items
                .get(id)
                .map_or_else(|| ItemId::as_str(id), shown)
        };
        let mut owed: Vec<&str> = case.owed().map(name).collect();
        owed.sort_unstable();
        owed
    };
    let mut report = json!({
        "ok": true,
        "now": view.at,
        "possible": names(&|item| may_be_done(view, item) || (item.known_as.is_some() && view.may_be_added(item))),
        "addable": names(&|item| view.may_be_added(item)),
        "active": with_added(active, &|id| case.item(id).status == Status::Active),
        "owed": owed,
        "debts": debts(view),
        "done": names(&|item| case.item(&item.id).times > 0),
        "skipped": names(&|item| status(item) == Status::Skipped),
        "milestones": names(&|item| item.kind == ItemKind::Milestone && case.item(&item.id).times > 0),
        "clocks": clocks(case),
        "rungs": rungs(view, came),
        "may_close": view.may_close(),
        "state": state(case),
        "events": came.events.iter().flat_map(|event| &event.changes).map(|change| json!(change)).collect::<Vec<_>>(),
    });
    if let Json::Object(report) = &mut report
        && is_imported(view)
    {
        report.insert("states".to_owned(), states(view));
    }
    if let (Json::Object(report), Some(pair)) = (&mut report, case.pair_now()) {
        report.insert("pair".to_owned(), told_of_pair(pair));
    }
    report
}

/// What was said in the newest pair, and why nothing more is.
fn told_of_pair(pair: &Paired) -> Json {
    let said = |count: fn(&Spoken) -> u32| -> BTreeMap<&str, u32> {
        let spoken = pair
            .spoken
            .iter()
            .map(|(name, spoken)| (name.as_str(), count(spoken)));
        spoken.filter(|(_, count)| *count > 0).collect()
    };
    json!({
        "number": pair.number,
        "said": said(|spoken| spoken.said),
        "heard": said(|spoken| spoken.heard),
        "over": pair.over,
    })
}

/// Whether whoever it belongs to may do it now.
pub(super) fn may_be_done(view: &View<'_>, item: &Item) -> bool {
    let human = !view.run.is_set(&item.id)
        && match item.kind {
            ItemKind::Stage | ItemKind::Milestone | ItemKind::Action => false,
            // In the model that it comes from, somebody says that the other case is done.
            ItemKind::Subcase(_) => item.known_as.is_some(),
            _ => true,
        };
    match view.case.item(&item.id).status {
        Status::Possible => true,
        Status::Active => human && view.may_finish(item) && !by_itself(item),
        _ => false,
    }
}

/// What is owed, by whom, to whom and by when.
fn debts(view: &View<'_>) -> Vec<Json> {
    let debts = view.debts().into_iter();
    debts
        .map(|debt| {
            json!({
                "item": debt.item,
                "debtor": debt.debtor,
                "creditor": debt.creditor,
                "by": debt.by,
                "since": debt.since,
                "due": debt.due,
                "due_on": debt.due.map(|due| local_time(due).date()),
            })
        })
        .collect()
}

fn clocks(case: &Case) -> Vec<Json> {
    case.clocks
        .iter()
        .map(|(name, clock)| {
            json!({
                "name": name,
                "round": clock.round,
                "starts": clock.starts,
                "due": clock.due,
                "due_on": local_time(clock.due).date(),
                "plan_by": clock.plan_by,
                "target": clock.target,
                "state": clock.word(),
            })
        })
        .collect()
}

fn rungs(view: &View<'_>, came: &Came) -> Vec<Json> {
    let taken = came
        .events
        .iter()
        .flat_map(|event| event.changes.iter().map(move |change| (event.at, change)));
    taken
        .filter_map(|(at, change)| match change {
            Change::RungTaken { clock, rung, .. } => {
                let clocks = view.run.clock(clock.as_str())?;
                let word = match clocks.ladder.get(usize::from(*rung))?.does {
                    RungAction::Remind(_) => "remind",
                    RungAction::Tell(_) => "tell",
                    RungAction::HandTo(_) => "hand_to",
                    RungAction::Open(_) => "open",
                    RungAction::Call(_) => "call",
                    RungAction::RaisePriority => "raise_priority",
                };
                Some(json!({"clock": clock, "rung": rung, "does": word, "at": at}))
            }
            _ => None,
        })
        .collect()
}

const fn state(case: &Case) -> &'static str {
    match case.standing {
        Standing::Open => "open",
        Standing::OnHold => "on_hold",
        Standing::Closed | Standing::Terminated => "closed",
    }
}
