//! When waits end by themselves.

use chrono::{DateTime, NaiveTime, Utc};

use super::runnable::PLAIN_TERM;
use super::turn::Turn;
use super::{Change, Refusal, View, messages};
use crate::calendar::{Stretch, instant_of, moment};
use crate::flow::{Exactly, Item, ItemKind, Value, WaitFor};

/// When a wait that opens now ends by itself; none where only a message ends it, or the moment is not known yet.
pub(super) fn ends_at(turn: &Turn<'_>, item: &Item) -> Option<DateTime<Utc>> {
    match &item.kind {
        ItemKind::Wait(wait) => turn.view().wait_ends(item, wait, turn.at()),
        _ => None,
    }
}

/// Ends a wait whose time has come, or for which a message was kept while it could not end. What names its moment may
/// have been filled since it opened. A wait that may not go on begins anew once it may.
pub(super) fn end_or_begin_anew(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    if turn.case.item(&item.id).resting {
        return Ok(());
    }
    if !turn.view().goes_on_waiting(item) {
        turn.change(Change::NoLongerPossible {
            item: item.id.clone(),
        });
        return Ok(());
    }
    let state = turn.case.item(&item.id);
    if state.ends_at.is_none()
        && let (ItemKind::Wait(wait), Some(opened)) = (&item.kind, state.opened_at)
        && let Some(ends_at) = turn.view().wait_ends(item, wait, opened)
    {
        turn.change(Change::WaitEnds {
            item: item.id.clone(),
            ends_at,
        });
    }
    let ends_at = turn.case.item(&item.id).ends_at;
    if ends_at.is_some_and(|ends_at| ends_at <= turn.at() && turn.view().may_finish(item)) {
        return super::asked::done(turn, item);
    }
    match &item.kind {
        ItemKind::Wait(wait) => messages::take_kept(turn, item, wait),
        _ => Ok(()),
    }
}

impl View<'_> {
    /// When a wait that opened at this moment ends by itself, as far as that is known.
    fn wait_ends(&self, item: &Item, wait: &WaitFor, opened: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let after = wait
            .after
            .and_then(|length| PLAIN_TERM.ends(opened, length, &self.run.calendar).ok());
        let exactly = wait.exactly.as_ref().and_then(|exactly| match exactly {
            Exactly::After(stretch) => stretch.after(opened),
            Exactly::At(moment) => Some(*moment),
            Exactly::Field(path) => held(&self.held_for(Some(&item.id), path)?, opened),
        });
        after.into_iter().chain(exactly).min()
    }
}

/// The moment that a datum holds: the start of a date, a moment in a text, or a stretch in one from when it opened.
fn held(value: &Value, opened: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match value {
        Value::Date(day) => Some(instant_of(day.and_time(NaiveTime::MIN))),
        Value::Text(text) => match text.trim().parse::<Stretch>() {
            Ok(stretch) => stretch.after(opened),
            Err(()) => moment(text.trim()),
        },
        _ => None,
    }
}
