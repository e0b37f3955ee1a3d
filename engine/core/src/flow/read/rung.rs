//! Rungs: when and what.

use crate::calendar::Length;
use crate::flow::code::{NOT_MOMENT, NOT_ONE_OF};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Kind, Node};
use crate::flow::{Again, COORDINATOR, Place, Recipient, Rung, RungAction, RungAt};
use crate::id::PartyId;
use crate::text::Message;

use super::lengths::beginning;
use super::names::is_word;
use super::pause::cap;
use super::references::Target;
use super::rung_tunable::{RUNG_TUNABLE_SHAPE, tunable};
use super::{At, Reading, keys};

/// How many rungs a ladder may have: whoever is told twenty times no longer listens.
const MAX_RUNGS: usize = 20;

const RUNGS: Shape = Shape::List(&Shape::Object(&RUNG));

keys! {
    /// One step of a ladder.
    RUNG: RungKeys = "rung" {
        at: must, Shape::Moment;
        remind: may, Shape::Recipient;
        tell: may, Shape::Recipient;
        hand_to: may, Shape::Name(Named::Party);
        open: may, Shape::Name(Named::Item);
        call: may, Shape::Name(Named::Item);
        raise_priority: may, Shape::OneOf(&["true"]);
        again: may, Shape::Object(&AGAIN);
        unless: may, Shape::OneOf(&[ACKNOWLEDGED]);
        tunable: may, RUNG_TUNABLE_SHAPE;
    }
}

keys! {
    /// How a rung comes again.
    AGAIN: AgainKeys = "again" {
        every: must, Shape::Length;
        at_most: must, Shape::Count(2, MAX_TIMES);
        until: may, Shape::OneOf(&[ACKNOWLEDGED]);
    }
}

/// How many times a rung may come: whoever has not answered then is told by the next rung.
const MAX_TIMES: u32 = 50;

/// The word for a rung that somebody has answered.
const ACKNOWLEDGED: &str = "acknowledged";

/// Rungs after a key: one, or a list of them.
pub(super) fn rungs(entry: &Entry, out: &mut Reading) -> Vec<Rung> {
    if matches!(entry.value.kind, Kind::Map(_)) {
        return rung(&entry.value, out).into_iter().collect();
    }
    let Some(parts) = out.list(&entry.value, &RUNGS) else {
        return Vec::new();
    };
    if parts.is_empty() {
        out.nothing_in(&entry.key, &RUNGS);
    }
    let parts = out.at_most(parts, MAX_RUNGS, entry.key.place);
    parts.iter().filter_map(|part| rung(part, out)).collect()
}

fn rung(node: &Node, out: &mut Reading) -> Option<Rung> {
    let keys = RungKeys::open(&At::part(node), out)?;
    let at = keys.at.and_then(|entry| moment(&entry.value, out));
    let names = ["remind", "tell", "hand_to", "open", "call", "raise_priority"];
    let actions = [
        keys.remind,
        keys.tell,
        keys.hand_to,
        keys.open,
        keys.call,
        keys.raise_priority,
    ];
    let written = out.one_of_keys(node.place, &names, &actions)?;
    let does = if keys.remind.is_some() {
        RungAction::Remind(recipient(&written.value, out)?)
    } else if keys.tell.is_some() {
        RungAction::Tell(recipient(&written.value, out)?)
    } else if keys.hand_to.is_some() {
        RungAction::HandTo(out.party(Some(written))?)
    } else if keys.open.is_some() {
        RungAction::Open(out.item(&written.value, Target::OpenedByRung)?)
    } else if keys.call.is_some() {
        RungAction::Call(out.item(&written.value, Target::CalledByRung)?)
    } else {
        raise_priority(&written.value, out)?
    };
    let at = at?;
    Some(Rung {
        again: again(keys.again, &does, out),
        unless_acknowledged: word(keys.unless, ACKNOWLEDGED, out),
        tunable: tunable(keys.tunable, &at, &does, out),
        at,
        does,
        place: node.place,
    })
}

/// Only what speaks to somebody comes again.
fn again(entry: Option<&Entry>, does: &RungAction, out: &mut Reading) -> Option<Again> {
    let entry = entry?;
    if !matches!(does, RungAction::Remind(_) | RungAction::Tell(_)) {
        out.key_not_here(&entry.key, &["remind", "tell"]);
        return None;
    }
    let keys = AgainKeys::open(&At::value(entry), out)?;
    let every = cap(keys.every, out);
    let at_most = out.count(keys.at_most, 2, MAX_TIMES);
    let until_acknowledged = word(keys.until, ACKNOWLEDGED, out);
    Some(Again {
        every: every?,
        at_most: u16::try_from(at_most?).ok()?,
        until_acknowledged,
    })
}

/// Whether the one word that belongs here is written.
fn word(entry: Option<&Entry>, word: &'static str, out: &mut Reading) -> bool {
    out.one_of(entry, &[(word, true)]).unwrap_or_default()
}

fn raise_priority(node: &Node, out: &mut Reading) -> Option<RungAction> {
    let shape = Shape::OneOf(&["true"]);
    let text = out.scalar(node, &shape)?;
    if text == "true" {
        return Some(RungAction::RaisePriority);
    }
    out.not_of_form(NOT_ONE_OF, node.place, text, &shape);
    None
}

pub(super) fn recipient(node: &Node, out: &mut Reading) -> Option<Recipient> {
    if is_word(node, "owner") {
        Some(Recipient::Owner)
    } else if is_word(node, "leader") {
        Some(Recipient::Leader)
    } else if is_word(node, COORDINATOR) {
        Some(Recipient::Coordinator)
    } else {
        let party = out.name(node, Target::Party, PartyId::new);
        party.map(Recipient::Party)
    }
}

/// `75 %`, `5 working days before`, `due`, `2 working days after`.
fn moment(node: &Node, out: &mut Reading) -> Option<RungAt> {
    let text = out.scalar(node, &Shape::Moment)?;
    if text == "due" {
        return Some(RungAt::Due);
    }
    if text == "target" {
        return Some(RungAt::Target);
    }
    if let Some(share) = text.strip_suffix('%') {
        let percent = share
            .trim_end()
            .parse()
            .ok()
            .filter(|share| (1..=99).contains(share));
        if percent.is_none() {
            no_moment(text, node.place, out);
        }
        return percent.map(RungAt::Percent);
    }
    if let Some(length) = text.strip_suffix(" before") {
        return distance(length, node, text, out).map(RungAt::Before);
    }
    if let Some(length) = text.strip_suffix(" after") {
        return distance(length, node, text, out).map(RungAt::After);
    }
    no_moment(text, node.place, out);
    None
}

/// A length that can be counted from due in both directions.
fn distance(words: &str, node: &Node, text: &str, out: &mut Reading) -> Option<Length> {
    let length = out.length_text(words, beginning(node.text_place(), words))?;
    if matches!(length, Length::EndOfMonth | Length::AtAge(_)) {
        no_moment(text, node.place, out);
        return None;
    }
    Some(length)
}

fn no_moment(text: &str, place: Place, out: &mut Reading) {
    let what = Message::new("flow-not-moment").with("text", text);
    out.error(NOT_MOMENT, place, what, Message::new("flow-not-moment-hint"));
}
