//! When and where a meeting is to be: agreed, moved, called off.

use chrono::{DateTime, Duration, Utc};

use super::given;
use super::hand::{must_be_active, open_work};
use super::must_do;
use super::rest::must_not_rest;
use crate::case::turn::Turn;
use crate::case::{Change, Refusal};
use crate::flow::{Item, ItemKind};
use crate::id::{ItemId, holds_cpr};
use crate::text::Message;

/// The longest meeting, in hours: a whole day; beyond it someone has mistaken the day.
const MAX_HOURS: i64 = 24;

/// How far ahead a meeting may lie, in days: five years; beyond it someone has mistaken the year.
const MAX_DAYS_AHEAD: i64 = 1_827;

/// The longest place, in characters: a name, an address and a room.
const MAX_PLACE_CHARS: usize = 200;

/// The meeting, open and in the hands of whoever asks.
fn meeting<'a>(turn: &Turn<'a>, id: &ItemId) -> Result<std::borrow::Cow<'a, Item>, Refusal> {
    let item = open_work(turn, id)?;
    if item.kind != ItemKind::Meeting {
        let message = Message::new("refusal-no-meeting").with("item", &item.title);
        return Err(Refusal::new("no_meeting", message));
    }
    must_do(turn, &item, true)?;
    must_be_active(turn, &item)?;
    must_not_rest(turn, &item)?;
    Ok(item)
}

/// Agrees when and where a meeting is to be; what is agreed already is agreed again without a word to anybody.
pub(super) fn arrange(
    turn: &mut Turn<'_>,
    id: &ItemId,
    (starts, ends): (DateTime<Utc>, DateTime<Utc>),
    place: &str,
) -> Result<(), Refusal> {
    let item = meeting(turn, id)?;
    must_be_a_time(turn, starts, ends)?;
    let place = place.trim();
    let control = place.chars().any(char::is_control);
    if place.is_empty() || control || place.chars().count() > MAX_PLACE_CHARS {
        let most = i64::try_from(MAX_PLACE_CHARS).unwrap_or(i64::MAX);
        let message = Message::new("refusal-meeting-place").with("most", most);
        return Err(Refusal::new("meeting_place", message));
    }
    if holds_cpr(place) {
        return Err(Refusal::new("meeting_place", Message::new("refusal-reason-cpr")));
    }
    let as_before = turn
        .view()
        .agreed(&item)
        .is_some_and(|agreed| agreed.starts == starts && agreed.ends == ends && agreed.place == place);
    if !as_before {
        turn.change(Change::MeetingSet {
            item: id.clone(),
            starts,
            ends,
            place: place.to_owned(),
        });
    }
    Ok(())
}

fn must_be_a_time(turn: &Turn<'_>, starts: DateTime<Utc>, ends: DateTime<Utc>) -> Result<(), Refusal> {
    let wrong = |message: Message| Err(Refusal::new("meeting_time", message));
    if ends <= starts || ends - starts > Duration::hours(MAX_HOURS) {
        return wrong(Message::new("refusal-meeting-length").with("most", MAX_HOURS));
    }
    if starts < turn.at() {
        return wrong(Message::new("refusal-meeting-past"));
    }
    if starts - turn.at() > Duration::days(MAX_DAYS_AHEAD) {
        return wrong(Message::new("refusal-meeting-far"));
    }
    Ok(())
}

/// Calls off what is agreed.
pub(super) fn call_off(turn: &mut Turn<'_>, id: &ItemId, reason: &str) -> Result<(), Refusal> {
    let item = meeting(turn, id)?;
    let reason = given(reason)?.to_owned();
    if turn.view().agreed(&item).is_none() {
        let message = Message::new("refusal-not-agreed").with("item", &item.title);
        return Err(Refusal::new("not_agreed", message));
    }
    turn.change(Change::MeetingCalledOff {
        item: id.clone(),
        reason,
    });
    Ok(())
}
