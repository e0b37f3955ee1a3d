//! What is there once for each row: never inside another such thing, and named from outside only as a whole.

use crate::flow::code::{CUE_IN_ROWS, INSIDE_ROWS, MISSING_KEY, NOT_AN_OWNER, ROWS_IN_ROWS};
use crate::flow::grammar::Shape;
use crate::flow::{
    After, Anchor, Clock, ClockStart, EachOf, Expression, FieldKind, Flow, Happening, Item, ItemKind, Lasts,
    Place, RungAction,
};
use crate::id::{FieldPath, ItemId};
use crate::text::Message;

use super::super::Reading;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    for item in flow.items.values() {
        let each = item.repeats.as_ref().and_then(|repeats| repeats.each.as_ref());
        if let Some(EachOf::Number(written)) = each.map(|each| &each.of)
            && is_list(flow, written)
        {
            out.missing(MISSING_KEY, written.place, "key", &Shape::Line);
        }
        // Who decides is said by the flow, and a stage has no owner.
        if each.is_some_and(|each| each.owner.is_some())
            && !matches!(item.kind, ItemKind::Task | ItemKind::Meeting)
        {
            let what = Message::new("flow-not-owned-by-row").with("item", item.id.as_str());
            let hint = Message::new("flow-not-owned-by-row-hint");
            out.error(NOT_AN_OWNER, item.place, what, hint);
        }
        if each.is_some()
            && item
                .parent
                .as_ref()
                .is_some_and(|stage| flow.set_of(stage).is_some())
        {
            let what = Message::new("flow-rows-in-rows").with("item", item.id.as_str());
            let hint = Message::new("flow-rows-in-rows-hint");
            out.error(ROWS_IN_ROWS, item.place, what, hint);
        }
        let listens = !item.opened_by.is_empty() || !item.ended_by.is_empty();
        if listens && flow.set_of(&item.id).is_some() {
            let what = Message::new("flow-cue-in-rows").with("item", item.id.as_str());
            let hint = Message::new("flow-cue-in-rows-hint");
            out.error(CUE_IN_ROWS, item.place, what, hint);
        }
        for other in named_by(item) {
            check_named(flow, Some(&item.id), other, item.place, out);
        }
    }
    for clock in flow.clocks.values() {
        for other in named_by_clock(clock) {
            check_named(flow, clock.item.as_ref(), other, clock.place, out);
        }
    }
}

/// Whether what is written is the path of a list.
pub(crate) fn is_list(flow: &Flow, written: &Expression) -> bool {
    let path = FieldPath::new(&written.text).ok();
    let field = path.and_then(|path| flow.data.field(&path));
    field.is_some_and(|field| matches!(field.kind, FieldKind::List { .. }))
}

/// Every item that a relation of this one names.
fn named_by(item: &Item) -> impl Iterator<Item = &ItemId> {
    let after = item.after.iter().flat_map(After::items);
    let each_time = item.repeats.iter().flat_map(|repeats| &repeats.each_time);
    let lists = [
        &item.not_while_owed,
        &item.not_with,
        &item.not_same_as,
        &item.owes,
        &item.removes,
        &item.brings_back,
        &item.ends,
        &item.then_again,
    ];
    let cues = item.opened_by.iter().chain(&item.ended_by);
    let heard = cues
        .flat_map(|cue| &cue.all)
        .filter_map(|happening| match happening {
            Happening::Item(_, item) => Some(item),
            Happening::Field(..) => None,
        });
    after
        .chain(each_time)
        .chain(lists.into_iter().flatten())
        .chain(heard)
}

fn named_by_clock(clock: &Clock) -> impl Iterator<Item = &ItemId> {
    let starts = match &clock.starts {
        ClockStart::Opened(item) | ClockStart::Done(item) => Some(item),
        _ => None,
    };
    let lasts = match &clock.lasts {
        Lasts::Before(_, Anchor::DueOf(item)) | Lasts::Until(Anchor::DueOf(item)) => Some(item),
        _ => None,
    };
    let pauses = clock.pauses.iter().map(|pause| &pause.during);
    let opened = clock.ladder.iter().filter_map(|rung| match &rung.does {
        RungAction::Open(item) => Some(item),
        _ => None,
    });
    starts.into_iter().chain(lasts).chain(pauses).chain(opened)
}

fn check_named(flow: &Flow, from: Option<&ItemId>, other: &ItemId, place: Place, out: &mut Reading) {
    let set = |item: &ItemId| flow.set_of(item).map(|(root, _)| &root.id);
    let Some(root) = set(other) else { return };
    if root == other || from.and_then(set) == Some(root) {
        return;
    }
    let what = Message::new("flow-inside-rows")
        .with("item", other.as_str())
        .with("stage", root.as_str());
    let hint = Message::new("flow-inside-rows-hint").with("stage", root.as_str());
    out.error(INSIDE_ROWS, place, what, hint);
}
