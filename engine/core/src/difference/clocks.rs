//! Clocks.

use super::{Area, Found};
use crate::flow::{Clock, ClockKind, ClockStop, Flow, Lasts, LegalSource, Place};
use crate::text::{Arg, Message};

/// The clocks that came, went and are otherwise.
pub(super) fn compare(before: &Flow, after: &Flow, found: &mut Found) {
    for (id, clock) in &after.clocks {
        match before.clocks.get(id) {
            None => {
                let added = Message::new("difference-clock-added").with("title", &clock.title);
                found.add(Area::Deadlines, added.with("lasts", lasts(clock)));
            }
            Some(old) => one(&bare(old), &bare(clock), found),
        }
    }
    for (id, clock) in &before.clocks {
        if !after.clocks.contains_key(id) {
            found.about(Area::Deadlines, "difference-clock-removed", &clock.title);
        }
    }
}

/// The clock without where it is written, and without what is known of the rules that it stands on.
fn bare(clock: &Clock) -> Clock {
    let mut clock = clock.clone();
    clock.place = Place::default();
    clock.law = clock.law.as_ref().map(LegalSource::rule);
    for pause in &mut clock.pauses {
        pause.ground = pause.ground.rule();
    }
    if let Some(extends) = &mut clock.extends {
        extends.ground = extends.ground.rule();
    }
    for rung in &mut clock.ladder {
        rung.place = Place::default();
    }
    if let ClockStop::When(expression) = &mut clock.stops {
        expression.place = Place::default();
    }
    if let Some(when) = &mut clock.when {
        when.place = Place::default();
    }
    if let Lasts::By(expression, _) = &mut clock.lasts {
        expression.place = Place::default();
    }
    clock
}

fn lasts(clock: &Clock) -> Message {
    match (&clock.lasts, clock.target) {
        (Lasts::For(length), None) => length.message(),
        (Lasts::For(length), Some(target)) => Message::new("difference-lasts-range")
            .with("target", target.message())
            .with("length", length.message()),
        (Lasts::Before(length, _), _) => {
            Message::new("difference-lasts-before").with("length", length.message())
        }
        _ => Message::new("difference-lasts-otherwise"),
    }
}

fn kind(kind: ClockKind) -> Message {
    Message::new(match kind {
        ClockKind::Law => "difference-clock-of-law",
        ClockKind::Municipal => "difference-clock-of-municipality",
        ClockKind::Agreement => "difference-clock-of-agreement",
        ClockKind::Practice => "difference-clock-of-practice",
    })
}

fn source(law: Option<&LegalSource>) -> Arg {
    law.map_or_else(
        || Message::new("difference-no-source").into(),
        |law| law.written().into(),
    )
}

fn tunable(clock: &Clock) -> Message {
    match &clock.tunable {
        None => Message::new("difference-clock-not-tuned"),
        Some(tunable) => Message::new("difference-clock-tuned")
            .with("from", tunable.from.message())
            .with("to", tunable.to.message()),
    }
}

fn one(old: &Clock, new: &Clock, found: &mut Found) {
    let mut turned = |key: &str, before: Arg, after: Arg| {
        let message = Message::new(key).with("title", &new.title);
        found.add(
            Area::Deadlines,
            message.with("before", before).with("after", after),
        );
    };
    let (was, is) = (lasts(old), lasts(new));
    if was != is {
        turned("difference-clock-lasts", was.into(), is.into());
    }
    if old.kind != new.kind {
        turned(
            "difference-clock-kind",
            kind(old.kind).into(),
            kind(new.kind).into(),
        );
    }
    if old.law != new.law {
        let sources = (source(old.law.as_ref()), source(new.law.as_ref()));
        turned("difference-clock-source", sources.0, sources.1);
    }
    if old.tunable != new.tunable {
        turned(
            "difference-clock-tunable",
            tunable(old).into(),
            tunable(new).into(),
        );
    }
    if old.ladder != new.ladder {
        let rungs = |clock: &Clock| Arg::Number(i64::try_from(clock.ladder.len()).unwrap_or(i64::MAX));
        turned("difference-clock-ladder", rungs(old), rungs(new));
    }
    let counted = (
        &old.starts,
        &old.when,
        &old.stops,
        &old.term,
        &old.pauses,
        &old.extends,
    );
    let now = (
        &new.starts,
        &new.when,
        &new.stops,
        &new.term,
        &new.pauses,
        &new.extends,
    );
    let runs_otherwise = lasts(old) == lasts(new) && old.lasts != new.lasts;
    if counted != now || runs_otherwise {
        found.about(Area::Deadlines, "difference-clock-counted", &new.title);
    }
}
