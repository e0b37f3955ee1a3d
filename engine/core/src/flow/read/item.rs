//! One stage or item.

use crate::flow::code::{ITSELF, MISSING_KEY, OWNER, WRONG_SHAPE};
use crate::flow::grammar::{Kinds, Named, Shape};
use crate::flow::yaml::{Entry, Kind};
use crate::flow::{Expression, Item, ItemKind, Relation, Starts};
use crate::id::{FieldPath, ItemId};
use crate::text::Message;

use super::cue::{CUES_SHAPE, cues};
use super::due::DUE_SHAPE;
use super::ladder::LADDER;
use super::law::{LAW, law_of};
use super::origin::{KNOWN_AS, known_as};
use super::owes::OWES_SHAPE;
use super::references::Target;
use super::region::ended;
use super::related::{RELATED_SHAPE, related};
use super::relations::{AFTER_SHAPE, after};
use super::repeat::{MAX_ROUNDS, REPEATS, repeats};
use super::required::{AWAITED, REQUIRED_SHAPE, WAITS_FOR, required};
use super::said::{says, taken};
use super::scalars::words;
use super::subcase::{BOUND_AS, GIVES, TAKES, Written, subcase};
use super::texts::from_name;
use super::unplanned::UNPLANNED_SHAPE;
use super::wait::{UNTIL, until};
use super::{At, Reading, keys};

/// How many fields an item may set.
const MAX_SETS: usize = 100;

pub(super) const STAGE: Kinds = Kinds(1);
const TASK: Kinds = Kinds(2);
const DECISION: Kinds = Kinds(4);
const MEETING: Kinds = Kinds(8);
const MILESTONE: Kinds = Kinds(16);
const ACTION: Kinds = Kinds(32);
const WAIT: Kinds = Kinds(64);
const SUBCASE: Kinds = Kinds(128);

/// Somebody does it.
const WORK: Kinds = Kinds(TASK.0 | DECISION.0 | MEETING.0);
/// It brings data with it.
const FILLING: Kinds = Kinds(WORK.0 | WAIT.0);
/// A letter can be sent when it is done.
const SENDING: Kinds = Kinds(TASK.0 | DECISION.0 | ACTION.0);
/// It can say something to the other of two paired cases when it is done.
const SAYING: Kinds = Kinds(WORK.0 | MILESTONE.0 | ACTION.0);
/// It gives fields to another case.
const GIVING: Kinds = Kinds(SUBCASE.0 | SAYING.0);
/// It takes fields over from another case.
const TAKING: Kinds = Kinds(SUBCASE.0 | WAIT.0);
/// Everything that is not a stage.
const SINGLE: Kinds = Kinds(WORK.0 | MILESTONE.0 | ACTION.0 | WAIT.0 | SUBCASE.0);

/// The kinds of items, each by the key that its title is written after.
pub(super) const KINDS: [(&str, Kinds); 8] = [
    ("stage", STAGE),
    ("task", TASK),
    ("decision", DECISION),
    ("meeting", MEETING),
    ("milestone", MILESTONE),
    ("action", ACTION),
    ("wait", WAIT),
    ("subcase", SUBCASE),
];

const STARTS: [(&str, Starts); 4] = [
    ("by_itself", Starts::ByItself),
    ("by_hand", Starts::ByHand),
    ("by_ladder", Starts::ByLadder),
    ("when_added", Starts::WhenAdded),
];

const ITEMS: Shape = Shape::Names(Named::Item);
const PARTIES: Shape = Shape::Names(Named::Party);

keys! {
    /// A stage or item.
    ITEM: ItemKeys = "item" with KINDS {
        title: may in STAGE, Shape::Text;
        stage: may in STAGE, Shape::Text;
        task: must in TASK, Shape::Text;
        decision: must in DECISION, Shape::Text;
        meeting: must in MEETING, Shape::Text;
        milestone: must in MILESTONE, Shape::Text;
        action: must in ACTION, Shape::Text;
        wait: must in WAIT, Shape::Text;
        subcase: must in SUBCASE, Shape::Text;
        begins: must in SUBCASE, Shape::Name(Named::Flow);
        says: may in SAYING, Shape::Name(Named::Message);
        gives: may in GIVING, GIVES;
        takes: may in TAKING, TAKES;
        parties: may in SUBCASE, BOUND_AS;
        apart: may in SUBCASE, Shape::Boolean;
        heading: may, Shape::Text;
        guidance: may, Shape::Text;
        expects: may, Shape::Text;
        by: owner in WORK, Shape::Name(Named::Party);
        also_by: may in WORK, PARTIES;
        with: may in WORK, PARTIES;
        not_same_as: may in WORK, ITEMS;
        seen_by: may, Shape::Sight;
        opened_by: may, CUES_SHAPE;
        ended_by: may, CUES_SHAPE;
        after: may, AFTER_SHAPE;
        when: may, Shape::Expression;
        not_while_owed: may, RELATED_SHAPE;
        not_with: may, ITEMS;
        one_at_a_time: may in STAGE, Shape::Boolean;
        not_before: may, Shape::Length;
        starts: may, Shape::OneOf(&words(&STARTS));
        by_hand_when: may, Shape::Expression;
        until: must in WAIT, Shape::Object(&UNTIL);
        fills: may in FILLING, Shape::Any(&[Shape::Path, Shape::List(&Shape::Path)]);
        asks: may in WORK, Shape::Line;
        empties: may in WORK, Shape::Any(&[Shape::Path, Shape::List(&Shape::Path)]);
        done_when: may in WORK, Shape::Expression;
        sets: may in SINGLE, Shape::Map(&Shape::Expression);
        due: may, DUE_SHAPE;
        ladder: may, LADDER;
        owes: may, OWES_SHAPE;
        removes: may, RELATED_SHAPE;
        brings_back: may, RELATED_SHAPE;
        ends: may, ITEMS;
        then_again: may, ITEMS;
        ends_when: may, Shape::Expression;
        repeats: may, Shape::Object(&REPEATS);
        at_most: may, Shape::Count(1, MAX_ROUNDS);
        optional: may, Shape::Boolean;
        required: may, REQUIRED_SHAPE;
        waited_for: may, Shape::OneOf(&words(&AWAITED));
        waits_for: may in STAGE, Shape::OneOf(&words(&WAITS_FOR));
        unplanned: may in STAGE, UNPLANNED_SHAPE;
        out_of_play: may, Shape::Boolean;
        owed: may, Shape::Boolean;
        done_before: may, Shape::Boolean;
        done_each_time: may in STAGE, Shape::Boolean;
        required_by_law: may, Shape::Object(&LAW);
        letter: may in SENDING, Shape::Name(Named::Document);
        known_as: may, Shape::Object(&KNOWN_AS);
        stages: may in STAGE, Shape::Map(&Shape::Kind(&ITEM, STAGE));
        does: may in STAGE, Shape::Map(&Shape::AnyKind(&ITEM));
    }
}

/// An item that is known by name, before anything else of it is read.
pub(super) fn blank(id: &ItemId, parent: Option<&ItemId>, entry: &Entry) -> Item {
    let title = from_name(id.as_str());
    Item {
        parent: parent.cloned(),
        ..Item::new(id.clone(), ItemKind::Stage, title, entry.key.place)
    }
}

/// Fills an item with what is written; gives the keys back for what stands outside the item itself.
pub(super) fn item<'n>(
    item: &mut Item,
    kind: Kinds,
    entry: &'n Entry,
    out: &mut Reading,
) -> Option<ItemKeys<'n>> {
    let keys = ItemKeys::open_kind(&At::value(entry), kind, out)?;
    titles(item, entry, &keys, out);
    people(item, &keys, out);
    conditions(item, &keys, out);
    form(item, &keys, out);
    effects(item, &keys, out);
    Some(keys)
}

fn titles(item: &mut Item, entry: &Entry, keys: &ItemKeys<'_>, out: &mut Reading) {
    let (kind, title) = kind_and_title(entry, keys, out);
    item.kind = kind;
    item.title = out.title_or_name(title, item.id.as_str());
    item.heading = out.title(keys.heading);
    item.guidance = out.text(keys.guidance);
    item.expects = out.text(keys.expects);
    item.known_as = known_as(keys.known_as, out);
}

/// What kind of thing it is, and where its title is written. A sub-case whose flow is not said is told of, and is nothing
/// yet.
fn kind_and_title<'n>(
    entry: &Entry,
    keys: &ItemKeys<'n>,
    out: &mut Reading,
) -> (ItemKind, Option<&'n Entry>) {
    if keys.wait.is_some() {
        let mut wait = until(keys.until, out).unwrap_or_default();
        wait.takes = taken(keys.takes, out);
        return (ItemKind::Wait(wait), keys.wait);
    }
    if keys.subcase.is_some() {
        let written = Written {
            begins: keys.begins,
            apart: keys.apart,
            gives: keys.gives,
            takes: keys.takes,
            parties: keys.parties,
        };
        let kind = subcase(&written, out).map_or(ItemKind::Action, |of| ItemKind::Subcase(Box::new(of)));
        return (kind, keys.subcase);
    }
    let plain = [
        (ItemKind::Task, keys.task),
        (ItemKind::Decision, keys.decision),
        (ItemKind::Meeting, keys.meeting),
        (ItemKind::Milestone, keys.milestone),
        (ItemKind::Action, keys.action),
    ];
    let mut plain = plain.into_iter();
    plain
        .find(|(_, title)| title.is_some())
        .unwrap_or_else(|| (ItemKind::Stage, stage_title(entry, keys, out)))
}

/// Below `stages:` the title stands after `title`, below `does:` after `stage`.
fn stage_title<'n>(entry: &Entry, keys: &ItemKeys<'n>, out: &mut Reading) -> Option<&'n Entry> {
    let both = [keys.title, keys.stage];
    if both.iter().all(Option::is_none) {
        out.missing(MISSING_KEY, entry.key.place, "title", &Shape::Text);
        return None;
    }
    out.one_of_keys(entry.key.place, &["title", "stage"], &both)
}

fn people(item: &mut Item, keys: &ItemKeys<'_>, out: &mut Reading) {
    if let Some(entry) = keys.by
        && matches!(entry.value.kind, Kind::List(_))
    {
        let what = Message::new("flow-owners-several");
        out.error(OWNER, entry.value.place, what, Message::new("flow-owner-hint"));
    } else {
        item.owner = out.party(keys.by);
    }
    item.also_by = out.parties(keys.also_by);
    item.with = out.parties(keys.with);
    item.not_same_as = out.items(keys.not_same_as);
    if item.not_same_as.contains(&item.id) {
        let place = keys.not_same_as.map_or(item.place, |entry| entry.value.place);
        let what = Message::new("flow-itself").with("item", item.id.as_str());
        out.error(ITSELF, place, what, Message::new("flow-itself-hint"));
    }
    item.seen_by = out.sight(keys.seen_by);
}

fn conditions(item: &mut Item, keys: &ItemKeys<'_>, out: &mut Reading) {
    item.opened_by = cues(keys.opened_by, out);
    item.ended_by = cues(keys.ended_by, out);
    item.after = after(item, keys.after, out);
    item.when = out.expression(keys.when);
    item.not_while_owed = related(item, Relation::NotWhileOwed, keys.not_while_owed, out);
    item.not_with = out.items(keys.not_with);
    item.one_at_a_time = out.boolean(keys.one_at_a_time);
    item.not_before = out.length(keys.not_before);
    item.starts = out.one_of(keys.starts, &STARTS).unwrap_or_default();
    item.by_hand_when = out.expression(keys.by_hand_when);
    item.ends_when = out.expression(keys.ends_when);
    item.repeats = repeats(keys.repeats, keys.at_most, out);
    item.optional = out.boolean(keys.optional);
    item.required = required(keys.required, out);
    item.awaited = out.one_of(keys.waited_for, &AWAITED).unwrap_or_default();
    item.waits_for = out.one_of(keys.waits_for, &WAITS_FOR).unwrap_or_default();
    item.out_of_play = out.boolean(keys.out_of_play);
    item.owed_at_start = out.boolean(keys.owed);
    item.done_before = out.boolean(keys.done_before);
    item.done_each_time = out.boolean(keys.done_each_time);
    item.required_by_law = law_of(keys.required_by_law, out);
}

fn form(item: &mut Item, keys: &ItemKeys<'_>, out: &mut Reading) {
    item.fills = out.several(keys.fills, |out, node| out.path(node, Target::FilledField));
    item.asks = out.line(keys.asks);
    item.empties = out.several(keys.empties, |out, node| out.path(node, Target::FilledField));
    item.done_when = out.expression(keys.done_when);
    item.sets = keys.sets.map_or_else(Vec::new, |entry| sets(entry, out));
    item.letter = out.line(keys.letter);
    if keys.subcase.is_none() {
        item.says = says(keys.says, keys.gives, out);
    }
}

/// Fields and the expression that each is set to.
fn sets(entry: &Entry, out: &mut Reading) -> Vec<(FieldPath, Expression)> {
    let shape = Shape::Map(&Shape::Expression);
    let Some(entries) = out.map(&entry.value, &shape) else {
        return Vec::new();
    };
    let entries = out.at_most(entries, MAX_SETS, entry.key.place);
    let set = |entry: &Entry| {
        let path = out.path_text(&entry.key.text, entry.key.place, Target::FilledField);
        path.zip(out.expression(Some(entry)))
    };
    entries.iter().filter_map(set).collect()
}

fn effects(item: &mut Item, keys: &ItemKeys<'_>, out: &mut Reading) {
    item.removes = related(item, Relation::Removes, keys.removes, out);
    item.brings_back = related(item, Relation::BringsBack, keys.brings_back, out);
    item.then_again = out.items(keys.then_again);
    match keys.ends {
        Some(entry) if keys.wait.is_some() && matches!(entry.value.kind, Kind::Map(_)) => {
            let what = Message::new("flow-wait-ends");
            out.error(
                WRONG_SHAPE,
                entry.key.place,
                what,
                Message::new("flow-wait-ends-hint"),
            );
        }
        ends => item.ends = ended(ends, out),
    }
}
