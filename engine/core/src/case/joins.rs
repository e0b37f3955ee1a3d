//! Joins: a new round when enough of several have come, not each time one has. What comes too soon is counted and kept.

use super::turn::Turn;
use super::{Change, View, settle};
use crate::flow::{Item, Join, Repeat};
use crate::id::ItemId;
use crate::text::{Arg, Message};

/// One of those that an item listens for was done: the item is asked for a round, at once or when enough have come.
pub(super) fn arrive(turn: &mut Turn<'_>, item: &ItemId, by: &ItemId) {
    let Some(listener) = turn.run.item(&turn.case, item) else {
        return;
    };
    let Some((repeats, join)) = join_of(&listener) else {
        return ask(turn, item);
    };
    turn.change(Change::Arrived {
        item: item.clone(),
        by: by.clone(),
    });
    // What has come beyond one round may be enough for the next; every turn of the loop uses some of it up.
    while step(turn, &listener, repeats, join) {}
}

fn join_of(item: &Item) -> Option<(&Repeat, &Join)> {
    let repeats = item.repeats.as_ref()?;
    Some((repeats, repeats.join.as_ref()?))
}

fn ask(turn: &mut Turn<'_>, item: &ItemId) {
    turn.change(Change::AskedAgain { item: item.clone() });
    super::asked::wait_anew(turn, item);
}

/// Asks for the round that enough have come for, or makes ready for the one after; false where neither can be.
fn step(turn: &mut Turn<'_>, item: &Item, repeats: &Repeat, join: &Join) -> bool {
    let view = turn.view();
    let asked = view.case.item(&item.id).joined;
    let missing = view.missing(item, repeats, join);
    let came = repeats.each_time.len().saturating_sub(missing.len());
    let enough = u32::try_from(came).is_ok_and(|came| came >= join.need);
    if !asked && enough {
        turn.change(Change::Joined {
            item: item.id.clone(),
        });
        ask(turn, &item.id);
        if join.rest_ends {
            for one in &missing {
                settle::cancel(turn, one);
            }
        }
        true
    } else if asked && (missing.is_empty() || join.rest_ends) {
        turn.change(Change::JoinsAnew {
            item: item.id.clone(),
            times: join.times,
        });
        true
    } else {
        false
    }
}

impl View<'_> {
    /// Those of a join that have not come often enough.
    fn missing(&self, item: &Item, repeats: &Repeat, join: &Join) -> Vec<ItemId> {
        let arrived = &self.case.item(&item.id).arrived;
        let short = |one: &&ItemId| arrived.get(*one).copied().unwrap_or_default() < join.times;
        repeats.each_time.iter().filter(short).cloned().collect()
    }

    /// What a join still waits for, told for people; whom it listens for is added.
    pub(super) fn told_of_join(&self, item: &Item, repeats: &Repeat, join: &Join) -> Message {
        let state = self.case.item(&item.id);
        let missing = self.missing(item, repeats, join);
        let came = repeats.each_time.len().saturating_sub(missing.len());
        let key = if state.joined {
            "block-join-rest"
        } else {
            "block-join"
        };
        Message::new(key)
            .with("count", join.need)
            .with("times", join.times)
            .with("came", u32::try_from(came).unwrap_or(u32::MAX))
            .with(
                "missing",
                Arg::List(missing.iter().map(|one| self.title(one)).collect()),
            )
    }
}
