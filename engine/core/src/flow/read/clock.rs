//! Clocks of the case, and the rules that they share with an item's own clock.

use chrono::NaiveTime;
use indexmap::IndexMap;

use crate::calendar::{DaySet, DayZero, EndAt, PlanBy, Roll, Term};
use crate::flow::code::{DAY_RULE_WITH_HOURS, NOT_TIME};
use crate::flow::grammar::Shape;
use crate::flow::yaml::Entry;
use crate::flow::{Clock, ClockKind, ClockStart, ClockStop, Extends, Lasts, LegalSource};
use crate::id::ClockId;
use crate::text::Message;

use super::ladder::{LADDER, Ladders, ladder_of};
use super::law::{LAW, law_of};
use super::names::Given;
use super::pause::{PAUSES, cap, pauses};
use super::scalars::words;
use super::start::{STARTS, starts};
use super::texts::from_name;
use super::{At, Reading, keys};

/// How many clocks a case may have beside those of its items.
const MAX_CLOCKS: usize = 200;

pub(super) const KINDS: [(&str, ClockKind); 4] = [
    ("law", ClockKind::Law),
    ("municipal", ClockKind::Municipal),
    ("agreement", ClockKind::Agreement),
    ("practice", ClockKind::Practice),
];

pub(super) const ROLLS: [(&str, Roll); 2] =
    [("none", Roll::None), ("next_working_day", Roll::NextWorkingDay)];

pub(super) const DAYS: [(&str, DaySet); 4] = [
    ("statutory", DaySet::Statutory),
    ("office", DaySet::Office),
    ("saturday_counts", DaySet::SaturdayCounts),
    ("unit", DaySet::Unit),
];

pub(super) const PLANS: [(&str, PlanBy); 2] = [
    ("same", PlanBy::Same),
    ("previous_working_day", PlanBy::PreviousWorkingDay),
];

pub(super) const ZEROS: [(&str, DayZero); 2] = [
    ("not_counted", DayZero::NotCounted),
    ("counted", DayZero::Counted),
];

keys! {
    /// A clock of the case.
    CLOCK: ClockKeys = "clock" {
        title: must, Shape::Text;
        kind: may, Shape::OneOf(&words(&KINDS));
        law: may, Shape::Object(&LAW);
        starts: may, STARTS;
        when: may, Shape::Expression;
        lasts: must, Shape::DueLength;
        tunable: may, Shape::LengthRange;
        ladder: may, LADDER;
        stops: may, Shape::Object(&STOPS);
        pauses: may, PAUSES;
        roll: may, Shape::OneOf(&words(&ROLLS));
        days: may, Shape::OneOf(&words(&DAYS));
        plan_by: may, Shape::OneOf(&words(&PLANS));
        day_zero: may, Shape::OneOf(&words(&ZEROS));
        at: may, Shape::EndAt;
        extends: may, Shape::Object(&EXTENDS);
    }
}

keys! {
    /// What stops a clock.
    STOPS: StopsKeys = "stops" {
        when: must, Shape::Expression;
    }
}

keys! {
    /// How far the end of a clock may be put off.
    EXTENDS: ExtendsKeys = "extends" {
        at_most: must, Shape::Length;
        tunable: may, Shape::LengthRange;
        ground: must, Shape::Object(&LAW);
    }
}

/// Clocks by name.
pub(super) type Clocks = IndexMap<ClockId, Clock>;

/// What `clocks:` holds.
pub(super) const CLOCKS: Shape = Shape::Map(&Shape::Object(&CLOCK));

/// The clocks of the case.
pub(super) fn clocks(entry: &Entry, ladders: &Ladders, out: &mut Reading) -> Clocks {
    let mut found = Clocks::new();
    let Some(entries) = out.map(&entry.value, &CLOCKS) else {
        return found;
    };
    for entry in out.at_most(entries, MAX_CLOCKS, entry.key.place) {
        let id = out.given(&entry.key, Given::Other, ClockId::new);
        if let Some(id) = id
            && let Some(clock) = clock(id.clone(), entry, ladders, out)
        {
            found.insert(id, clock);
        }
    }
    found
}

fn clock(id: ClockId, entry: &Entry, ladders: &Ladders, out: &mut Reading) -> Option<Clock> {
    let keys = ClockKeys::open(&At::value(entry), out)?;
    let (lasts, target) = out.lasting(keys.lasts);
    let law = law_of(keys.law, out);
    let title = out.title(keys.title);
    let clock = Clock {
        title: title.unwrap_or_else(|| from_name(id.as_str())),
        id,
        kind: kind(keys.kind, law.as_ref(), out),
        law,
        item: None,
        starts: starts(keys.starts, lasts.as_ref(), entry, out).unwrap_or(ClockStart::CaseStart),
        when: out.expression(keys.when),
        term: term(
            &TermKeys {
                days: keys.days,
                roll: keys.roll,
                plan_by: keys.plan_by,
                day_zero: keys.day_zero,
                at: keys.at,
            },
            lasts.as_ref(),
            out,
        ),
        target,
        tunable: out.tunable(keys.tunable, lasts.as_ref()),
        ladder: ladder_of(keys.ladder, ladders, out),
        stops: stops(keys.stops, out),
        pauses: pauses(keys.pauses, out),
        extends: extends(keys.extends, out),
        place: entry.key.place,
        lasts: lasts?,
    };
    Some(clock)
}

/// The kind of promise: what is written, otherwise law where a rule is named, otherwise practice.
pub(super) fn kind(entry: Option<&Entry>, law: Option<&LegalSource>, out: &mut Reading) -> ClockKind {
    let otherwise = if law.is_some() {
        ClockKind::Law
    } else {
        ClockKind::Practice
    };
    out.one_of(entry, &KINDS).unwrap_or(otherwise)
}

/// The keys that say how an end is counted.
pub(super) struct TermKeys<'n> {
    pub(super) days: Option<&'n Entry>,
    pub(super) roll: Option<&'n Entry>,
    pub(super) plan_by: Option<&'n Entry>,
    pub(super) day_zero: Option<&'n Entry>,
    pub(super) at: Option<&'n Entry>,
}

/// How the end is counted.
pub(super) fn term(keys: &TermKeys<'_>, lasts: Option<&Lasts>, out: &mut Reading) -> Term {
    if let Some(Lasts::For(length)) = lasts
        && length.is_elapsed()
    {
        for written in [keys.day_zero, keys.at, keys.roll].into_iter().flatten() {
            let what = Message::new("flow-day-rule-with-hours").with("key", written.key.text.as_str());
            let hint = Message::new("flow-day-rule-with-hours-hint");
            out.error(DAY_RULE_WITH_HOURS, written.key.place, what, hint);
        }
    }
    Term {
        days: out.one_of(keys.days, &DAYS).unwrap_or_default(),
        roll: out.one_of(keys.roll, &ROLLS).unwrap_or_default(),
        plan_by: out.one_of(keys.plan_by, &PLANS).unwrap_or_default(),
        day_zero: out.one_of(keys.day_zero, &ZEROS).unwrap_or_default(),
        at: end_at(keys.at, out).unwrap_or_default(),
    }
}

/// `end_of_day`, `exact` or a time of day.
fn end_at(entry: Option<&Entry>, out: &mut Reading) -> Option<EndAt> {
    let node = &entry?.value;
    match out.scalar(node, &Shape::EndAt)? {
        "end_of_day" => Some(EndAt::EndOfDay),
        "exact" => Some(EndAt::Exact),
        text => {
            let time = NaiveTime::parse_from_str(text, "%H:%M").ok();
            if time.is_none() {
                out.not_of_form(NOT_TIME, node.place, text, &Shape::EndAt);
            }
            time.map(EndAt::Time)
        }
    }
}

/// How far the end may be put off.
pub(super) fn extends(entry: Option<&Entry>, out: &mut Reading) -> Option<Extends> {
    let keys = ExtendsKeys::open(&At::value(entry?), out)?;
    let (at_most, ground) = (cap(keys.at_most, out), law_of(keys.ground, out));
    let capped = at_most.map(Lasts::For);
    let tunable = out.tunable(keys.tunable, capped.as_ref());
    Some(Extends {
        at_most: at_most?,
        tunable,
        ground: ground?,
    })
}

fn stops(entry: Option<&Entry>, out: &mut Reading) -> ClockStop {
    let keys = entry.and_then(|entry| StopsKeys::open(&At::value(entry), out));
    let when = keys.and_then(|keys| out.expression(keys.when));
    when.map_or(ClockStop::CaseEnds, ClockStop::When)
}
