//! When an item is due: its own clock.

use crate::calendar::Term;
use crate::flow::code::{DUE_BESIDE_WINDOW, LADDER_WITHOUT_CLOCK, ONE_OF_KEYS};
use crate::flow::grammar::Shape;
use crate::flow::yaml::{Entry, Kind};
use crate::flow::{
    Anchor, Clock, ClockKind, ClockStart, ClockStop, Item, Lasts, Recipient, Repeat, Rung, RungAction, RungAt,
};
use crate::id::ClockId;
use crate::text::Message;

use super::clock::{DAYS, EXTENDS, KINDS, PLANS, ROLLS, TermKeys, ZEROS, extends, kind, term};
use super::ladder::{LADDER, Ladders, ladder_of};
use super::law::{LAW, law_of};
use super::pause::{PAUSES, pauses};
use super::scalars::words;
use super::{At, Reading, keys};

/// What follows `due:`.
pub(super) const DUE_SHAPE: Shape = Shape::Any(&[Shape::DueLength, Shape::Object(&DUE)]);

keys! {
    /// An item's own clock in full.
    DUE: DueKeys = "due" {
        lasts: must, Shape::DueLength;
        when: may, Shape::Expression;
        kind: may, Shape::OneOf(&words(&KINDS));
        law: may, Shape::Object(&LAW);
        tunable: may, Shape::LengthRange;
        ladder: may, LADDER;
        pauses: may, PAUSES;
        roll: may, Shape::OneOf(&words(&ROLLS));
        days: may, Shape::OneOf(&words(&DAYS));
        plan_by: may, Shape::OneOf(&words(&PLANS));
        day_zero: may, Shape::OneOf(&words(&ZEROS));
        at: may, Shape::EndAt;
        extends: may, Shape::Object(&EXTENDS);
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
    let repeats = item.repeats.as_ref();
    let rhythm = repeats.is_some_and(|repeat| repeat.every.is_some() || repeat.window.is_some());
    let mut clock = blank(item)?;
    let window = repeats.is_some_and(|repeat| repeat.window.is_some());
    match due {
        Some(due) if window => {
            let what = Message::new("flow-due-beside-window");
            let hint = Message::new("flow-due-beside-window-hint");
            out.error(DUE_BESIDE_WINDOW, due.key.place, what, hint);
        }
        Some(due) => {
            clock.place = due.key.place;
            if matches!(due.value.kind, Kind::Map(_)) {
                full(&mut clock, due, ladder, ladders, out)?;
            } else {
                (clock.lasts, clock.target) = out.lasts(&due.value)?;
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
        when: None,
        lasts: match &item.repeats {
            Some(Repeat {
                window: Some(window), ..
            }) => Lasts::Window(*window),
            _ => Lasts::Until(Anchor::Rhythm),
        },
        target: None,
        term: Term::default(),
        tunable: None,
        ladder: match &item.repeats {
            Some(repeat) if repeat.window.is_some() => window_ladder(item),
            _ => Vec::new(),
        },
        stops: ClockStop::ItemEnds,
        pauses: Vec::new(),
        extends: None,
        place: item.place,
    })
}

/// Where nobody has said what happens as a window runs out, its owner is reminded while it can still be kept, and told
/// when it no longer can.
fn window_ladder(item: &Item) -> Vec<Rung> {
    let rung = |at, does| Rung {
        at,
        does,
        again: None,
        unless_acknowledged: false,
        tunable: None,
        place: item.place,
    };
    vec![
        rung(RungAt::Target, RungAction::Remind(Recipient::Owner)),
        rung(RungAt::Due, RungAction::Tell(Recipient::Owner)),
    ]
}

fn full(
    clock: &mut Clock,
    due: &Entry,
    beside: Option<&Entry>,
    ladders: &Ladders,
    out: &mut Reading,
) -> Option<()> {
    let keys = DueKeys::open(&At::value(due), out)?;
    let (lasts, target) = out.lasting(keys.lasts);
    clock.when = out.expression(keys.when);
    clock.law = law_of(keys.law, out);
    clock.kind = kind(keys.kind, clock.law.as_ref(), out);
    clock.tunable = out.tunable(keys.tunable, lasts.as_ref());
    clock.pauses = pauses(keys.pauses, out);
    clock.extends = extends(keys.extends, out);
    let rules = TermKeys {
        days: keys.days,
        roll: keys.roll,
        plan_by: keys.plan_by,
        day_zero: keys.day_zero,
        at: keys.at,
    };
    clock.term = term(&rules, lasts.as_ref(), out);
    clock.target = target;
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
