//! What comes in a case: what has a time, the soonest first, and then what follows on what is under way.

use chrono::{DateTime, SecondsFormat, Utc};
use samspil_core::case::{ClockState, Eyes, Standing, Status, View};
use samspil_core::flow::{After, Item, ItemKind};
use samspil_core::id::ItemId;
use samspil_core::text::Message;

use super::tasks::is_work;
use crate::pages::words::{Speaker, due_on};

/// The most lines: what a person reads of what lies ahead.
const MAX_COMING: usize = 8;

/// Something that comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Comes {
    /// When, for machines and for people; none where nobody knows.
    pub(super) at: Option<(String, String)>,
    /// What.
    pub(super) says: String,
}

/// What comes, as far as the reader sees it.
pub(super) fn comes(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Vec<Comes> {
    if view.case.standing != Standing::Open {
        return Vec::new();
    }
    let mut timed = timed(view, eyes, speaker);
    timed.sort();
    let timed = timed.into_iter().map(|(at, says)| Comes {
        at: Some((
            at.to_rfc3339_opts(SecondsFormat::Secs, true),
            speaker.say(&due_on(at)),
        )),
        says,
    });
    let untimed = untimed(view, eyes, speaker)
        .into_iter()
        .map(|says| Comes { at: None, says });
    timed.chain(untimed).take(MAX_COMING).collect()
}

fn timed(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Vec<(DateTime<Utc>, String)> {
    let title = |item: &Item| item.title.in_language(speaker.language).to_owned();
    let mut found = Vec::new();
    for item in seen(view, eyes) {
        let state = view.case.item(&item.id);
        let meets = view.agreed(&item).map(|agreed| agreed.starts);
        let planned = state.planned.filter(|_| state.status == Status::Waiting);
        let ends = state.ends_at.filter(|_| state.status == Status::Active);
        let ahead = |at: &DateTime<Utc>| *at > view.at;
        for (key, at) in [
            ("own-next-meeting", meets),
            ("own-next-planned", planned),
            ("own-next-until", ends),
        ] {
            if let Some(at) = at.filter(ahead) {
                let says = Message::new(key).with("item", title(&item));
                found.push((at, speaker.say(&says)));
            }
        }
    }
    found.extend(limits(view, eyes, speaker));
    found
}

/// Time limits of the case as a whole: those of single tasks stand at the tasks.
fn limits(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Vec<(DateTime<Utc>, String)> {
    let clocks = view.case.clocks.iter();
    let running = clocks.filter(|(_, state)| ClockState::counts(state));
    let limits = running.filter_map(|(id, state)| {
        let clock = view.run.clock_in(view.case, id.as_str())?;
        if clock.item.is_some() || !view.sees_clock(eyes, &clock) {
            return None;
        }
        let title = clock.title.in_language(speaker.language);
        let says = Message::new("own-next-limit").with("clock", title);
        Some((state.due, speaker.say(&says)))
    });
    limits.collect()
}

/// What is waited for outside, then what can begin when something that is under way is done.
fn untimed(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Vec<String> {
    let mut outside = Vec::new();
    let mut after = Vec::new();
    for item in seen(view, eyes) {
        let state = view.case.item(&item.id);
        let title = item.title.in_language(speaker.language);
        let waits = matches!(item.kind, ItemKind::Wait(_) | ItemKind::Subcase(_));
        if waits && state.status == Status::Active && state.ends_at.is_none() {
            outside.push(speaker.say(&Message::new("own-next-outside").with("item", title)));
        }
        let comes = state.status == Status::Waiting && state.planned.is_none() && !state.out_of_play;
        let told = is_work(&item) || matches!(item.kind, ItemKind::Stage | ItemKind::Milestone);
        if comes && told && follows(view, eyes, &item) {
            after.push(speaker.say(&Message::new("own-next-after").with("item", title)));
        }
    }
    outside.extend(after);
    outside
}

/// Whether something that is under way is all that must come before it, and the reader sees all of that.
fn follows(view: &View<'_>, eyes: &Eyes, item: &Item) -> bool {
    let Some(items) = item.after.as_ref().map(After::items) else {
        return false;
    };
    let open = |one: &ItemId| {
        let status = view.case.item(one).status;
        matches!(status, Status::Active | Status::Possible)
    };
    let behind = |one: &ItemId| view.case.item(one).happened;
    let known = |one: &ItemId| view.sees_named(eyes, one) && (open(one) || behind(one));
    items.iter().any(open) && items.iter().all(known)
}

/// The items that the reader sees, as they are there.
fn seen(view: &View<'_>, eyes: &Eyes) -> Vec<Item> {
    let named = view.run.named_items(view.case);
    let items = named.iter().chain(view.case.added.keys()).filter_map(|id| {
        let item = view.run.item(view.case, id)?;
        (!view.run.is_set(id) && view.sees_item(eyes, &item)).then(|| item.into_owned())
    });
    items.collect()
}
