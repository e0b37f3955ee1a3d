//! Clocks of the case, and the rules that they share with an item's own clock.

use indexmap::IndexMap;

use crate::calendar::{DaySet, PlanBy, Roll, Term};
use crate::flow::code::{MISSING_KEY, NOT_START};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Node};
use crate::flow::{Anchor, Clock, ClockKind, ClockStart, ClockStop, Lasts, LegalSource, Pause};
use crate::id::{ClockId, ItemId};
use crate::text::Message;

use super::ladder::{LADDER, Ladders, ladder_of};
use super::law::{LAW, law_of};
use super::lengths::ending;
use super::names::Given;
use super::references::Target;
use super::scalars::words;
use super::texts::from_name;
use super::{At, Reading, keys};

/// How many clocks a case may have beside those of its items.
const MAX_CLOCKS: usize = 200;

/// How many grounds may make one clock stand still.
const MAX_PAUSES: usize = 20;

pub(super) const KINDS: [(&str, ClockKind); 4] = [
    ("law", ClockKind::Law),
    ("municipal", ClockKind::Municipal),
    ("agreement", ClockKind::Agreement),
    ("practice", ClockKind::Practice),
];

pub(super) const ROLLS: [(&str, Roll); 2] =
    [("none", Roll::None), ("next_working_day", Roll::NextWorkingDay)];

pub(super) const DAYS: [(&str, DaySet); 3] = [
    ("statutory", DaySet::Statutory),
    ("office", DaySet::Office),
    ("saturday_counts", DaySet::SaturdayCounts),
];

pub(super) const PLANS: [(&str, PlanBy); 2] = [
    ("same", PlanBy::Same),
    ("previous_working_day", PlanBy::PreviousWorkingDay),
];

pub(super) const PAUSES: Shape = Shape::List(&Shape::Object(&PAUSE));

keys! {
    /// A clock of the case.
    CLOCK: ClockKeys = "clock" {
        title: must, Shape::Text;
        kind: may, Shape::OneOf(&words(&KINDS));
        law: may, Shape::Object(&LAW);
        starts: may, Shape::Start;
        lasts: must, Shape::DueLength;
        tunable: may, Shape::LengthRange;
        ladder: may, LADDER;
        stops: may, Shape::Object(&STOPS);
        pauses: may, PAUSES;
        roll: may, Shape::OneOf(&words(&ROLLS));
        days: may, Shape::OneOf(&words(&DAYS));
        plan_by: may, Shape::OneOf(&words(&PLANS));
    }
}

keys! {
    /// What stops a clock.
    STOPS: StopsKeys = "stops" {
        when: must, Shape::Expression;
    }
}

keys! {
    /// What makes a clock stand still.
    PAUSE: PauseKeys = "pause" {
        r#while = "while": must, Shape::Name(Named::Item);
        ground: must, Shape::Object(&LAW);
        at_most: may, Shape::Length;
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
    let lasts = keys.lasts.and_then(|entry| out.lasts(&entry.value));
    let law = law_of(keys.law, out);
    let title = out.title(keys.title);
    let clock = Clock {
        title: title.unwrap_or_else(|| from_name(id.as_str())),
        id,
        kind: kind(keys.kind, law.as_ref(), out),
        law,
        item: None,
        starts: starts(keys.starts, lasts.as_ref(), entry, out).unwrap_or(ClockStart::CaseStart),
        term: term(keys.days, keys.roll, keys.plan_by, out),
        tunable: out.tunable(keys.tunable, lasts.as_ref()),
        ladder: ladder_of(keys.ladder, ladders, out),
        stops: stops(keys.stops, out),
        pauses: pauses(keys.pauses, out),
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

/// How the end is counted.
pub(super) fn term(
    days: Option<&Entry>,
    roll: Option<&Entry>,
    plan_by: Option<&Entry>,
    out: &mut Reading,
) -> Term {
    Term {
        days: out.one_of(days, &DAYS).unwrap_or_default(),
        roll: out.one_of(roll, &ROLLS).unwrap_or_default(),
        plan_by: out.one_of(plan_by, &PLANS).unwrap_or_default(),
        ..Term::default()
    }
}

/// What starts the clock: what is written, otherwise the date that it is counted back from.
fn starts(
    written: Option<&Entry>,
    lasts: Option<&Lasts>,
    clock: &Entry,
    out: &mut Reading,
) -> Option<ClockStart> {
    if let Some(written) = written {
        return start(&written.value, out);
    }
    match lasts {
        Some(Lasts::Before(_, Anchor::Field(path)) | Lasts::Until(Anchor::Field(path))) => {
            Some(ClockStart::Field(path.clone()))
        }
        Some(Lasts::Before(_, Anchor::DueOf(item)) | Lasts::Until(Anchor::DueOf(item))) => {
            Some(ClockStart::Opened(item.clone()))
        }
        Some(_) => {
            out.missing(MISSING_KEY, clock.key.place, "starts", &Shape::Start);
            None
        }
        None => None,
    }
}

/// `case`, `opened(item)`, `done(item)` or the path of a date.
fn start(node: &Node, out: &mut Reading) -> Option<ClockStart> {
    let text = out.scalar(node, &Shape::Start)?;
    if text == "case" {
        return Some(ClockStart::CaseStart);
    }
    if let Some((word, rest)) = text.split_once('(') {
        let make = match word {
            "opened" => ClockStart::Opened,
            "done" => ClockStart::Done,
            _ => return no_start(text, node, out),
        };
        let Some(name) = rest.strip_suffix(')') else {
            return no_start(text, node, out);
        };
        let mut place = ending(node.text_place(), text, rest);
        place.length = place.length.saturating_sub(1).max(1);
        let item = out.checked(name, place, ItemId::new)?;
        out.refer(Target::Item, name, place);
        return Some(make(item));
    }
    if text.contains('.') {
        let path = out.path_text(text, node.text_place(), Target::DateField);
        return path.map(ClockStart::Field);
    }
    no_start(text, node, out)
}

fn no_start(text: &str, node: &Node, out: &mut Reading) -> Option<ClockStart> {
    let what = Message::new("flow-not-start").with("text", text);
    out.error(NOT_START, node.place, what, Message::new("flow-not-start-hint"));
    None
}

fn stops(entry: Option<&Entry>, out: &mut Reading) -> ClockStop {
    let keys = entry.and_then(|entry| StopsKeys::open(&At::value(entry), out));
    let when = keys.and_then(|keys| out.expression(keys.when));
    when.map_or(ClockStop::CaseEnds, ClockStop::When)
}

/// What makes the clock stand still.
pub(super) fn pauses(entry: Option<&Entry>, out: &mut Reading) -> Vec<Pause> {
    let Some(entry) = entry else {
        return Vec::new();
    };
    let Some(parts) = out.list(&entry.value, &PAUSES) else {
        return Vec::new();
    };
    let parts = out.at_most(parts, MAX_PAUSES, entry.key.place);
    parts.iter().filter_map(|part| pause(part, out)).collect()
}

fn pause(node: &Node, out: &mut Reading) -> Option<Pause> {
    let keys = PauseKeys::open(&At::part(node), out)?;
    let during = keys
        .r#while
        .and_then(|entry| out.item(&entry.value, Target::Item));
    let ground = law_of(keys.ground, out);
    let at_most = out.length(keys.at_most);
    Some(Pause {
        during: during?,
        ground: ground?,
        at_most,
    })
}
