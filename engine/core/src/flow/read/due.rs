//! When an item is due: its own clock.

use crate::calendar::Term;
use crate::flow::code::{LADDER_WITHOUT_CLOCK, ONE_OF_KEYS};
use crate::flow::grammar::Shape;
use crate::flow::yaml::{Entry, Kind};
use crate::flow::{Anchor, Clock, ClockKind, ClockStart, ClockStop, Item, Lasts};
use crate::id::ClockId;
use crate::text::Message;

use super::clock::{DAYS, KINDS, PAUSES, PLANS, ROLLS, kind, pauses, term};
use super::ladder::{LADDER, Ladders, ladder_of};
use super::law::{LAW, law_of};
use super::scalars::words;
use super::{At, Reading, keys};

/// What follows `due:`.
pub(super) const DUE_SHAPE: Shape = Shape::Any(&[Shape::DueLength, Shape::Object(&DUE)]);

keys! {
    /// An item's own clock in full.
    DUE: DueKeys = "due" {
        lasts: must, Shape::DueLength;
        kind: may, Shape::OneOf(&words(&KINDS));
        law: may, Shape::Object(&LAW);
        tunable: may, Shape::LengthRange;
        ladder: may, LADDER;
        pauses: may, PAUSES;
        roll: may, Shape::OneOf(&words(&ROLLS));
        days: may, Shape::OneOf(&words(&DAYS));
        plan_by: may, Shape::OneOf(&words(&PLANS));
    }
}

/// The clock of an item: by its `due`, otherwise by the rhythm that it comes back on.
pub(super) fn due(
    item: &Item,
    due: Option<&Entry>,
    ladder: Option<&Entry>,
    ladders: &Ladders,
    out: &mut Reading,
) -> Option<Clock> {
    let rhythm = item.repeats.as_ref().is_some_and(|repeat| repeat.every.is_some());
    let mut clock = blank(item)?;
    match due {
        Some(due) => {
            clock.place = due.key.place;
            if matches!(due.value.kind, Kind::Map(_)) {
                full(&mut clock, due, ladder, ladders, out)?;
            } else {
                clock.lasts = out.lasts(&due.value)?;
            }
        }
        None if rhythm => {}
        None => {
            if let Some(ladder) = ladder {
                let what = Message::new("flow-ladder-without-clock");
                let hint = Message::new("flow-ladder-without-clock-hint");
                out.error(LADDER_WITHOUT_CLOCK, ladder.key.place, what, hint);
            }
            return None;
        }
    }
    if ladder.is_some() {
        clock.ladder = ladder_of(ladder, ladders, out);
    }
    Some(clock)
}

fn blank(item: &Item) -> Option<Clock> {
    Some(Clock {
        id: ClockId::new(item.id.as_str()).ok()?,
        title: item.title.clone(),
        kind: ClockKind::Practice,
        law: None,
        item: Some(item.id.clone()),
        starts: ClockStart::Opened(item.id.clone()),
        lasts: Lasts::Until(Anchor::Rhythm),
        term: Term::default(),
        tunable: None,
        ladder: Vec::new(),
        stops: ClockStop::ItemEnds,
        pauses: Vec::new(),
        place: item.place,
    })
}

fn full(
    clock: &mut Clock,
    due: &Entry,
    beside: Option<&Entry>,
    ladders: &Ladders,
    out: &mut Reading,
) -> Option<()> {
    let keys = DueKeys::open(&At::value(due), out)?;
    let lasts = keys.lasts.and_then(|entry| out.lasts(&entry.value));
    clock.law = law_of(keys.law, out);
    clock.kind = kind(keys.kind, clock.law.as_ref(), out);
    clock.tunable = out.tunable(keys.tunable, lasts.as_ref());
    clock.pauses = pauses(keys.pauses, out);
    clock.term = term(keys.days, keys.roll, keys.plan_by, out);
    if let (Some(inside), Some(_)) = (keys.ladder, beside) {
        let what = Message::new("flow-several-of-keys");
        out.error(
            ONE_OF_KEYS,
            inside.key.place,
            what,
            Message::new("flow-two-ladders-hint"),
        );
    }
    clock.ladder = ladder_of(keys.ladder, ladders, out);
    clock.lasts = lasts?;
    Some(())
}
