//! How the items of an imported flow stand, in the words of the model that it comes from (CMMN 1.1, section 8.4).

use serde_json::{Map, Value as Json, json};

use super::original::shown;
use crate::case::{Status, View};
use crate::flow::{Item, ItemKind};

/// Whether the flow was imported, so that things are shown as its model calls them.
pub(super) fn is_imported(view: &View<'_>) -> bool {
    view.run.flow.items.values().any(|item| item.known_as.is_some())
}

/// How often an item is named in a list of what is open: once for every round that is open or asked for, in an
/// imported flow.
pub(super) fn rounds(view: &View<'_>, item: &Item) -> usize {
    if item.known_as.is_none() {
        return 1;
    }
    let more = usize::try_from(view.case.item(&item.id).again).unwrap_or_default();
    // Past this nobody counts them in a list.
    const MAX_LISTED: usize = 100;
    (1 + more).min(MAX_LISTED)
}

/// Whether an open item is open work: what an imported flow only listens for is available, not active.
pub(super) fn is_open_work(item: &Item) -> bool {
    item.known_as.is_none() || !matches!(item.kind, ItemKind::Wait(_))
}

/// The state of every item that is there: those of a stage that never began are not.
pub(super) fn states(view: &View<'_>) -> Json {
    let items = view.run.flow.items.values();
    let known = items.filter_map(|item| Some((shown(item).to_owned(), json!(state(view, item)?))));
    Json::Object(known.collect::<Map<String, Json>>())
}

/// Whether it may be done now: what is open, and what a person may start; a timer goes off by itself.
pub(super) fn by_itself(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Wait(wait) => item.known_as.is_some() && wait.message.is_none(),
        _ => false,
    }
}

fn state(view: &View<'_>, item: &Item) -> Option<&'static str> {
    let state = view.case.item(&item.id);
    if view.lies_ready(item) && state.status == Status::Waiting {
        // What people have not planned is not there.
        return None;
    }
    if state.out_of_play && !state.status.has_ended() {
        return Some("disabled");
    }
    match state.status {
        Status::Waiting => waiting(view, item),
        Status::Possible => Some("enabled"),
        Status::Active if state.resting => Some("suspended"),
        Status::Active if matches!(item.kind, ItemKind::Wait(_)) => Some("available"),
        Status::Active => Some("active"),
        Status::Done => Some("completed"),
        Status::Cancelled if state.failed => Some("failed"),
        Status::Skipped | Status::Cancelled => Some("terminated"),
    }
}

/// An item that waits is there if its stage is; it ends with it.
fn waiting(view: &View<'_>, item: &Item) -> Option<&'static str> {
    let state = view.case.item(&item.id);
    let stage = item.parent.as_ref().map(|stage| view.case.item(stage));
    if view.case.has_ended() || stage.is_some_and(|stage| stage.status.has_ended()) {
        return state.begun.then_some("completed");
    }
    let most = item.repeats.as_ref().and_then(|repeats| repeats.at_most);
    match stage {
        Some(stage) if stage.status != Status::Active => None,
        _ if !view.goes_on_waiting(item) => Some("unavailable"),
        _ if most.is_some_and(|most| state.round >= most) => Some("completed"),
        _ if state.begun => Some("wait_repetition"),
        _ => Some("available"),
    }
}
