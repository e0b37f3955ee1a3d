//! `opened_by` and `ended_by`: what must come about for an item, or the case, to open or to end.

use crate::flow::code::ONE_OF_KEYS;
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Kind, Node};
use crate::flow::{Cue, FieldTurning, Happening, Turning};
use crate::text::Message;

use super::references::Target;
use super::{At, Reading, keys};

/// How many ways there may be for one thing to open or to end, and how many happenings in one of them.
const MAX_CUES: usize = 200;

/// What follows `opened_by:` and `ended_by:`.
pub(super) const CUES_SHAPE: Shape = Shape::Any(&[
    Shape::Name(Named::Item),
    Shape::List(&HAPPENING_SHAPE),
    Shape::Object(&HAPPENING),
    Shape::Object(&CUE),
    Shape::Object(&CUES),
]);

/// One of several ways.
const CUE_SHAPE: Shape = Shape::Any(&[
    Shape::Name(Named::Item),
    Shape::Object(&HAPPENING),
    Shape::Object(&CUE),
]);

/// A name alone means that it is done.
const HAPPENING_SHAPE: Shape = Shape::Any(&[Shape::Name(Named::Item), Shape::Object(&HAPPENING)]);

const ITEM: Shape = Shape::Name(Named::Item);

keys! {
    /// Several ways, of which one is enough.
    CUES: CuesKeys = "cues" {
        any: must, Shape::List(&CUE_SHAPE);
    }
}

keys! {
    /// What must come about together.
    CUE: CueKeys = "cue" {
        all: may, Shape::Any(&[ITEM, Shape::List(&HAPPENING_SHAPE)]);
        when: may, Shape::Expression;
        at_once: may, Shape::Boolean;
        as_done: may, Shape::Boolean;
    }
}

keys! {
    /// What happened to which item or field.
    HAPPENING: HappeningKeys = "happening" {
        done: may, ITEM;
        waiting: may, ITEM;
        possible: may, ITEM;
        opened: may, ITEM;
        started: may, ITEM;
        ended: may, ITEM;
        called_off: may, ITEM;
        ended_by_flow: may, ITEM;
        failed: may, ITEM;
        redone: may, ITEM;
        taken_out: may, ITEM;
        brought_back: may, ITEM;
        rested: may, ITEM;
        went_on: may, ITEM;
        set: may, Shape::Path;
        first_set: may, Shape::Path;
        changed: may, Shape::Path;
        emptied: may, Shape::Path;
    }
}

/// `x`, `[a, {opened: b}]`, `{all: […], when: …}`, `{any: […]}`.
pub(super) fn cues(entry: Option<&Entry>, out: &mut Reading) -> Vec<Cue> {
    let Some(entry) = entry else {
        return Vec::new();
    };
    if !has_key(&entry.value, "any") {
        let at = At::value(entry);
        let found = match &entry.value.kind {
            Kind::List(parts) => Some(Cue {
                all: happenings(parts, &at, out),
                ..Cue::default()
            }),
            _ => cue(&at, out),
        };
        return found.into_iter().collect();
    }
    let keys = CuesKeys::open(&At::value(entry), out);
    let Some(any) = keys.and_then(|keys| keys.any) else {
        return Vec::new();
    };
    let Some(parts) = out.list(&any.value, &Shape::List(&CUE_SHAPE)) else {
        return Vec::new();
    };
    let parts = out.at_most(parts, MAX_CUES, any.key.place);
    parts
        .iter()
        .filter_map(|part| cue(&At::part(part), out))
        .collect()
}

/// One way.
fn cue(at: &At<'_>, out: &mut Reading) -> Option<Cue> {
    let whole = ["all", "when", "at_once", "as_done"];
    if !whole.iter().any(|key| has_key(at.node, key)) {
        let all = vec![happening(at, out)?];
        return Some(Cue {
            all,
            ..Cue::default()
        });
    }
    let keys = CueKeys::open(at, out)?;
    if keys.all.is_none() && keys.when.is_none() {
        let hint = Message::new("flow-one-of-keys-hint").with("keys", vec!["all", "when"]);
        out.error(ONE_OF_KEYS, at.place, Message::new("flow-none-of-keys"), hint);
    }
    let all = keys.all.map_or_else(Vec::new, |entry| {
        let parts = out.one_or_list(&entry.value);
        happenings(parts, &At::value(entry), out)
    });
    Some(Cue {
        all,
        when: out.expression(keys.when),
        at_once: out.boolean(keys.at_once),
        as_done: out.boolean(keys.as_done),
    })
}

fn happenings(parts: &[Node], at: &At<'_>, out: &mut Reading) -> Vec<Happening> {
    if parts.is_empty() {
        out.wrong(at.node, &HAPPENING_SHAPE);
    }
    let parts = out.at_most(parts, MAX_CUES, at.place);
    parts
        .iter()
        .filter_map(|part| happening(&At::part(part), out))
        .collect()
}

/// `x`, which means that x is done, or `{opened: x}`.
fn happening(at: &At<'_>, out: &mut Reading) -> Option<Happening> {
    let Kind::Map(_) = &at.node.kind else {
        if matches!(at.node.kind, Kind::List(_)) {
            out.wrong(at.node, &HAPPENING_SHAPE);
            return None;
        }
        return Some(Happening::Item(Turning::Done, out.item(at.node, Target::Item)?));
    };
    let keys = HappeningKeys::open(at, out)?;
    let items = [
        (keys.done, Turning::Done),
        (keys.waiting, Turning::Waiting),
        (keys.possible, Turning::Possible),
        (keys.opened, Turning::Opened),
        (keys.started, Turning::Started),
        (keys.ended, Turning::Ended),
        (keys.called_off, Turning::CalledOff),
        (keys.ended_by_flow, Turning::EndedByFlow),
        (keys.failed, Turning::Failed),
        (keys.redone, Turning::Redone),
        (keys.taken_out, Turning::TakenOut),
        (keys.brought_back, Turning::BroughtBack),
        (keys.rested, Turning::Rested),
        (keys.went_on, Turning::WentOn),
    ];
    let fields = [
        (keys.set, FieldTurning::Set),
        (keys.first_set, FieldTurning::FirstSet),
        (keys.changed, FieldTurning::Changed),
        (keys.emptied, FieldTurning::Emptied),
    ];
    let written = items.iter().map(|(entry, _)| *entry);
    let written: Vec<Option<&Entry>> = written.chain(fields.iter().map(|(entry, _)| *entry)).collect();
    let names: Vec<&str> = HAPPENING.keys.iter().map(|rule| rule.name).collect();
    out.one_of_keys(at.place, &names, &written)?;
    for (entry, turning) in items {
        if let Some(entry) = entry {
            return Some(Happening::Item(turning, out.item(&entry.value, Target::Item)?));
        }
    }
    let (entry, turning) = fields
        .iter()
        .find_map(|(entry, turning)| Some(((*entry)?, *turning)))?;
    let path = out.path(&entry.value, Target::FilledField)?;
    Some(Happening::Field(turning, path))
}

fn has_key(node: &Node, key: &str) -> bool {
    matches!(&node.kind, Kind::Map(entries) if entries.iter().any(|entry| entry.key.text == key))
}
