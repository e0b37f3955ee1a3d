//! The meetings of a case: when and where, who comes, what is to be talked about, what is made ready and by whom, and what came of
//! it. What a meeting is about lies in the sections that its form fills.

use std::collections::BTreeSet;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::case::{Eyes, ItemState, Status, View};
use samspil_core::flow::{Field, Item, ItemKind};
use samspil_core::id::{FieldPath, ItemId};
use samspil_core::text::Message;

use super::form::{ItemForm, Making};
use super::tasks::{is_work, who};
use super::{Head, Own, address};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::case::data::{File, SectionShown};
use crate::pages::parts::Cell;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::task::meeting::agreed;
use crate::pages::tasks::due_cell;
use crate::pages::words::{Due, Speaker, due_on};

#[derive(Template)]
#[template(path = "own/meetings.html")]
struct MeetingsPage<'page> {
    page: &'page Shell,
    head: Head,
    meetings: Vec<MeetingShown>,
}

/// A meeting.
struct MeetingShown {
    number: usize,
    title: String,
    /// When and where, and whether it was held.
    stands: Vec<String>,
    who: Vec<String>,
    /// What is to be talked about, and what else is agreed for it.
    about: Vec<SectionShown>,
    ready: Vec<Ready>,
    /// What came of it.
    came: Vec<SectionShown>,
    forms: Vec<ItemForm>,
}

/// A practical task for a meeting.
struct Ready {
    title: String,
    who: String,
    /// It is done, in words, or by when it is to be.
    done: Option<String>,
    due: Option<Cell>,
}

/// Whether the reader sees a meeting of the flow.
pub(super) fn has_any(view: &View<'_>, eyes: &Eyes) -> bool {
    let sees = |item: &Item| item.kind == ItemKind::Meeting && view.sees_item(eyes, item);
    let added = view.case.added.keys();
    view.run.flow.items.values().any(sees)
        || added
            .filter_map(|id| view.run.item(view.case, id))
            .any(|item| sees(&item))
}

/// The page.
pub(super) fn drawn(app: &App, signed: &Signed, page: &Shell, own: &Own, head: Head) -> Response {
    let speaker = own.speaker(page.language);
    let back = format!("{}/meetings", address(own.read.case.id));
    let drawing = Drawing {
        own,
        speaker,
        making: Making {
            app,
            signed,
            own,
            speaker,
            back: &back,
        },
    };
    let template = MeetingsPage {
        meetings: drawing.meetings(),
        head,
        page,
    };
    show(StatusCode::OK, page, &template)
}

/// When and where the next meeting is that is agreed; none where none is.
pub(super) fn next(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Option<(String, String)> {
    let meetings = seen(view, eyes);
    let agreed_on = meetings.iter().filter_map(|item| {
        let starts = view.agreed(item)?.starts;
        Some((starts, item, agreed(view, item)?))
    });
    let ahead = agreed_on.filter(|(starts, ..)| *starts > view.at);
    let (_, item, says) = ahead.min_by_key(|(starts, ..)| *starts)?;
    let title = item.title.in_language(speaker.language).to_owned();
    Some((title, speaker.say(&says)))
}

/// The meetings that are under way, planned or held, as they are there.
fn seen(view: &View<'_>, eyes: &Eyes) -> Vec<Item> {
    let named = view.run.named_items(view.case);
    let items = named.iter().chain(view.case.added.keys()).filter_map(|id| {
        let item = view.run.item(view.case, id)?;
        let meets = item.kind == ItemKind::Meeting && !view.run.is_set(id);
        let is_there = meets && view.sees_item(eyes, &item) && concerns_now(view, &item);
        is_there.then(|| item.into_owned())
    });
    items.collect()
}

/// Whether a meeting has been held, is under way or planned, or lies in a stage that is under way.
fn concerns_now(view: &View<'_>, item: &Item) -> bool {
    let state = view.case.item(&item.id);
    let in_stage = item
        .parent
        .as_ref()
        .is_none_or(|stage| view.case.item(stage).status == Status::Active);
    let waits = state.status == Status::Waiting && (state.planned.is_some() || in_stage);
    state.times > 0 || waits || matches!(state.status, Status::Active | Status::Possible)
}

/// Draws the meetings for one reader.
struct Drawing<'a> {
    own: &'a Own,
    speaker: Speaker<'a>,
    making: Making<'a>,
}

impl Drawing<'_> {
    fn meetings(&self) -> Vec<MeetingShown> {
        let mut forms = 0;
        let mut shown = Vec::new();
        for (item, number) in seen(&self.own.view(), &self.own.eyes).iter().zip(1..) {
            let one = self.meeting(item, number, forms);
            forms += one.forms.len();
            shown.push(one);
        }
        shown
    }

    fn meeting(&self, item: &Item, number: usize, forms: usize) -> MeetingShown {
        let view = self.own.view();
        let (eyes, speaker) = (&self.own.eyes, self.speaker);
        let sections: BTreeSet<&str> = item.fills.iter().filter_map(section).collect();
        let file = File {
            view,
            parties: eyes,
            speaker,
        };
        let lies_in = |path: &FieldPath| section(path).is_some_and(|name| sections.contains(name));
        let of_form = |field: &Field| item.fills.contains(&field.path);
        let held = view.case.item(&item.id).times > 0;
        let prepares = |other: &Item| other.kind != ItemKind::Meeting && other.fills.iter().any(lies_in);
        let owner = view.owner(item);
        MeetingShown {
            number,
            title: item.title.in_language(speaker.language).to_owned(),
            stands: self.stands(item),
            who: owner
                .iter()
                .chain(&item.with)
                .filter(|party| view.bound_now(party).next().is_some())
                .map(|party| who(&view, eyes, speaker, party))
                .collect(),
            about: file.sections_of(|field| lies_in(&field.path) && !of_form(field)),
            ready: self.ready(item),
            came: if held {
                file.sections_of(of_form)
            } else {
                Vec::new()
            },
            forms: self.making.forms(prepares, forms),
        }
    }

    /// When and where it is to be, and when it was last held.
    fn stands(&self, item: &Item) -> Vec<String> {
        let view = self.own.view();
        let state = view.case.item(&item.id);
        let mut says = Vec::new();
        if let Some(agreed) = agreed(&view, item) {
            says.push(agreed);
        } else if let Some(clock) = view.soonest_clock(&item.id) {
            let by = self.speaker.say(&due_on(clock.due));
            says.push(Message::new("own-meeting-by").with("day", by));
        } else if !state.status.has_ended() {
            says.push(Message::new("own-meeting-not-agreed"));
        }
        if let Some(at) = state.happened_at.filter(|_| state.times > 0) {
            says.push(Message::new("own-meeting-held").with("at", at));
        }
        says.iter().map(|says| self.speaker.say(says)).collect()
    }

    /// The practical tasks beside a meeting, with who does each.
    fn ready(&self, meeting: &Item) -> Vec<Ready> {
        let view = self.own.view();
        let Some(stage) = &meeting.parent else {
            return Vec::new();
        };
        let beside: Vec<ItemId> = view.run.children(view.case, stage);
        let tasks = beside.iter().filter_map(|id| {
            let item = view.run.item(view.case, id)?;
            let seen =
                is_work(&item) && item.kind != ItemKind::Meeting && view.sees_item(&self.own.eyes, &item);
            let owner = view.owner(&item).filter(|_| seen && !view.run.is_set(id))?;
            let state = view.case.item(id);
            let due = view.soonest_clock(id).filter(|_| !state.status.has_ended());
            Some(Ready {
                title: item.title.in_language(self.speaker.language).to_owned(),
                who: who(&view, &self.own.eyes, self.speaker, &owner),
                done: done(state).map(|key| self.speaker.t(key)),
                due: due
                    .map(|clock| due_cell(self.speaker, &Due::new(clock.due, view.at, &view.run.calendar))),
            })
        });
        tasks.collect()
    }
}

const fn done(state: &ItemState) -> Option<&'static str> {
    match state.status {
        Status::Done => Some("own-task-done"),
        Status::Skipped | Status::Cancelled => Some("own-task-left"),
        _ => None,
    }
}

/// The section that a path lies in.
fn section(path: &FieldPath) -> Option<&str> {
    path.parts().next()
}
