//! The end of a pair: what can no longer be said or heard ends undone, and an end is never kept from the other case.

use super::{OverBecause, Word, message_of};
use crate::case::turn::Turn;
use crate::case::{Change, Effect, Standing, Status, settle};
use crate::flow::{Item, Pair};
use crate::id::ItemId;

/// Ends what says or waits for something of a pair that is over; what has come and waits to be taken may still be taken.
pub(in crate::case) fn leave_off(turn: &mut Turn<'_>) {
    let run = turn.run;
    let Some(pair) = &run.flow.pair else { return };
    if turn.case.pair_now().is_none_or(|now| now.over.is_none()) {
        return;
    }
    let ended: Vec<ItemId> = speaking(turn, pair)
        .filter(|item| !turn.case.item(&item.id).status.has_ended() && !has_come(turn, item))
        .map(|item| item.id.clone())
        .collect();
    for item in ended {
        settle::cancel(turn, &item);
    }
}

/// In a new pair, what ended with the last one waits anew.
pub(super) fn begin_anew(turn: &mut Turn<'_>, but: &Item) {
    let run = turn.run;
    let Some(pair) = &run.flow.pair else { return };
    let ended: Vec<ItemId> = speaking(turn, pair)
        .filter(|item| item.id != but.id && turn.case.item(&item.id).status == Status::Cancelled)
        .map(|item| item.id.clone())
        .collect();
    for item in ended {
        turn.change(Change::Again { item, forget: true });
    }
}

/// Items that say or wait for a message of the protocol, but for what begins a pair.
fn speaking<'r>(turn: &Turn<'r>, pair: &'r Pair) -> impl Iterator<Item = &'r Item> + use<'r> {
    let items = turn.run.flow.items.values();
    items.filter(move |item| {
        let message = message_of(item).filter(|message| pair.protocol.messages.contains_key(*message));
        message.is_some_and(|message| !(pair.begins() && pair.protocol.opens(message)))
    })
}

/// Whether a message that the item waits for has come and waits to be taken.
fn has_come(turn: &Turn<'_>, item: &Item) -> bool {
    let Some(message) = item.awaits() else {
        return false;
    };
    let kept = turn.case.kept.iter().any(|kept| kept.message == *message);
    kept || turn.case.messages.contains_key(message)
}

/// A case that has ended in this turn says so to the other one, unless the pair is over already.
pub(in crate::case) fn tell_other(turn: &mut Turn<'_>) {
    if !turn.case.has_ended() {
        return;
    }
    let Some(pair) = &turn.run.flow.pair else { return };
    let Some(live) = turn.case.live_pair() else { return };
    let (number, to, next) = (live.number, live.case, live.said.saturating_add(1));
    let reason = reason_given(turn);
    let done = turn.case.standing == Standing::Closed;
    turn.change(Change::PairOver {
        pair: number,
        because: OverBecause::OwnEnded,
        reason: reason.clone(),
    });
    if pair.begins() || to.is_some() {
        turn.effects.push(Effect::Say {
            pair: number,
            to,
            begins: None,
            number: next,
            at: turn.event.at,
            word: Word::Ended { done, reason },
        });
    }
}

/// The reason that a person gave in this turn for ending the case.
fn reason_given(turn: &Turn<'_>) -> Option<String> {
    turn.event.changes.iter().rev().find_map(|change| match change {
        Change::Terminated { reason } => Some(reason.clone()),
        Change::EndedWithParent { reason, .. } => reason.clone(),
        _ => None,
    })
}
