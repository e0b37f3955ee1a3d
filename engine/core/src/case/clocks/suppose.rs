//! A clock counted by itself: when it would run out, were it to start then, stand still for so long and be put off.
//!
//! What is supposed is made a case that holds nothing else, so that the clock is counted as in any other.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::super::asked::put_off;
use super::super::{Actor, Case, Change, ClockState, Event, ItemState, PausedBy, Refusal, Runnable, View};
use super::count::counted;
use super::{Basis, ladder, pause, receipt};
use crate::calendar::{Channel, Length, Proposed, local_date};
use crate::flow::{Anchor, Clock, ClockStart, CountedFrom, Lasts, Sent, SentBy, Value};
use crate::id::{CaseId, FieldPath, ItemId};
use crate::text::{Arg, Message, Text};

/// What is supposed of a clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Supposed {
    /// When it starts; where it starts with receipt, when what is received is sent.
    pub from: DateTime<Utc>,
    /// How that is sent, where the case says so.
    pub by: Option<Channel>,
    /// What it is counted back from, where it is.
    pub back_from: Option<DateTime<Utc>>,
    /// When it stands still.
    pub pauses: Vec<SupposedPause>,
    /// By what it is put off, in order.
    pub longer: Vec<Length>,
}

/// A time that a clock is supposed to stand still.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupposedPause {
    /// The item that the pause lasts as long as.
    pub during: ItemId,
    /// Since when.
    pub from: DateTime<Utc>,
    /// When the item is over.
    pub until: DateTime<Utc>,
}

/// What comes of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Supposition {
    /// A case that holds the clock as it then is: its arithmetic and words are those of any case.
    pub case: Case,
    /// Pauses that lasted as long as they may, said in words.
    pub capped: Vec<Message>,
    /// When each rung takes effect while nobody does anything, by its place in the ladder.
    pub rungs: Vec<(u16, Vec<DateTime<Utc>>)>,
    /// The proposed times of a window, each held when it is proposed.
    pub plan: Vec<Proposed>,
}

/// Why nothing can be counted from what is supposed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SupposeError {
    /// The clock starts with receipt, and how it is sent is not said.
    NoChannel,
    /// It is always sent in this way.
    AlwaysBy(Channel),
    /// The clock does not start with receipt.
    NotReceived,
    /// The clock is counted back from something that is not said.
    NoEnd,
    /// The clock is not counted back.
    NotCountedBack,
    /// A table measures the clock, by what a case holds.
    ByTable,
    /// The clock has no pause of this item; these it has.
    NoPause(ItemId, Vec<ItemId>),
    /// The pause ends before it begins.
    PauseReversed(Text),
    /// The pause begins before the clock starts, then.
    PauseEarly(Text, DateTime<Utc>),
    /// The pause begins before another is over, then.
    PausesOverlap(Text, DateTime<Utc>),
    /// The pause begins when the clock has run out, then.
    PauseLate(Text, DateTime<Utc>),
    /// Nothing is left of the pause.
    PauseUsedUp(Text),
    /// The clock cannot be put off like that.
    NotPutOff(Refusal),
    /// No calendar holds it.
    OutOfRange,
}

impl SupposeError {
    /// What is wrong and what to do, for people.
    #[must_use]
    pub fn message(&self) -> Message {
        let about = |key: &str, pause: &Text| Message::new(key).with("pause", pause);
        match self {
            Self::NoChannel => Message::new("suppose-no-channel"),
            Self::AlwaysBy(channel) => Message::new("suppose-always-by").with("channel", channel.message()),
            Self::NotReceived => Message::new("suppose-not-received"),
            Self::NoEnd => Message::new("suppose-no-end"),
            Self::NotCountedBack => Message::new("suppose-not-counted-back"),
            Self::ByTable => Message::new("suppose-by-table"),
            Self::NoPause(named, known) => {
                let known: Vec<String> = known.iter().map(ToString::to_string).collect();
                let message = Message::new("suppose-no-pause").with("item", named.as_str());
                message
                    .with("count", known.len() as i64)
                    .with("known", known.join(", "))
            }
            Self::PauseReversed(pause) => about("suppose-pause-reversed", pause),
            Self::PauseEarly(pause, starts) => about("suppose-pause-early", pause).with("starts", *starts),
            Self::PausesOverlap(pause, over) => about("suppose-pauses-overlap", pause).with("over", *over),
            Self::PauseLate(pause, due) => about("suppose-pause-late", pause).with("due", *due),
            Self::PauseUsedUp(pause) => about("suppose-pause-used-up", pause),
            Self::NotPutOff(refusal) => refusal.message.clone(),
            Self::OutOfRange => Message::new("term-out-of-range"),
        }
    }
}

/// When a clock would run out.
///
/// # Errors
/// [`SupposeError`] where nothing can be counted from what is supposed.
pub fn suppose(run: &Runnable, clock: &Clock, supposed: &Supposed) -> Result<Supposition, SupposeError> {
    let mut case = blank(run, supposed.from).ok_or(SupposeError::OutOfRange)?;
    know(run, clock, supposed, &mut case)?;
    let starts = begin(run, clock, supposed, &mut case)?;
    let mut capped = Vec::new();
    let mut pauses: Vec<&SupposedPause> = supposed.pauses.iter().collect();
    pauses.sort_by_key(|pause| pause.from);
    for pause in pauses {
        capped.extend(stand_still(run, clock, pause, &mut case)?);
    }
    for length in &supposed.longer {
        let state = state_of(&case, clock)?;
        let view = view(run, &case, starts);
        let counted = put_off(&view, clock, &state, *length).map_err(SupposeError::NotPutOff)?;
        let change = Change::ClockExtended {
            clock: clock.id.clone(),
            by: *length,
            reason: String::new(),
            due: counted.due,
            plan_by: counted.plan_by,
        };
        case.apply(&event(starts, change));
    }
    let state = state_of(&case, clock)?;
    let rungs = (0_u16..).zip(&clock.ladder);
    let rungs = rungs.map(|(place, rung)| (place, ladder::times(&run.calendar, rung, &state)));
    Ok(Supposition {
        capped,
        rungs: rungs.collect(),
        plan: plan(run, clock, supposed.from),
        case,
    })
}

const fn view<'a>(run: &'a Runnable, case: &'a Case, at: DateTime<Utc>) -> View<'a> {
    View { run, case, at }
}

fn event(at: DateTime<Utc>, change: Change) -> Event {
    Event {
        at,
        by: Actor::Engine,
        changes: vec![change],
    }
}

/// A case in which nothing has happened.
fn blank(run: &Runnable, at: DateTime<Utc>) -> Option<Case> {
    Case::begin(&event(
        at,
        Change::CaseStarted {
            id: CaseId(Uuid::nil()),
            flow: run.flow.id.clone(),
            flow_version: run.version,
            title: String::new(),
            done: Vec::new(),
            out_of_play: Vec::new(),
            owed: Vec::new(),
            calendar: run.calendar.version(),
            parent: None,
            paired: None,
            tunings: run.tunings.steps(at),
        },
    ))
}

/// What the clock is counted from becomes what the case knows.
fn know(run: &Runnable, clock: &Clock, supposed: &Supposed, case: &mut Case) -> Result<(), SupposeError> {
    let from = supposed.from;
    match (&clock.starts, supposed.by) {
        (ClockStart::Received(received), by) => {
            match &received.sent {
                Sent::Done(item) => of_item(case, item).happened_at = Some(from),
                Sent::On(path) => date(case, path, from),
            }
            match (&received.by, by) {
                (SentBy::Field(_), None) => return Err(SupposeError::NoChannel),
                (SentBy::Field(path), Some(by)) => {
                    let name = Value::Choice(by.name().to_owned());
                    case.data.insert(path.clone(), name);
                }
                (SentBy::Channel(always), Some(by)) if by != *always => {
                    return Err(SupposeError::AlwaysBy(*always));
                }
                (SentBy::Channel(_), _) => {}
            }
        }
        (_, Some(_)) => return Err(SupposeError::NotReceived),
        (_, None) => {}
    }
    match (&clock.lasts, supposed.back_from) {
        (Lasts::Before(_, anchor) | Lasts::Until(anchor), back_from) => {
            let back_from = back_from.ok_or(SupposeError::NoEnd)?;
            match (anchor, &clock.item) {
                (Anchor::DueOf(item), _) => of_item(case, item).planned = Some(back_from),
                (Anchor::Field(path), _) => date(case, path, back_from),
                (Anchor::Rhythm, Some(item)) => of_item(case, item).planned = Some(back_from),
                (Anchor::Rhythm, None) => {}
            }
        }
        (_, Some(_)) => return Err(SupposeError::NotCountedBack),
        (Lasts::Window(_), None) => know_window(run, clock, from, case),
        (Lasts::By(..), None) => return Err(SupposeError::ByTable),
        (Lasts::For(_), None) => {}
    }
    Ok(())
}

/// The window begins then, and its first time is planned.
fn know_window(run: &Runnable, clock: &Clock, from: DateTime<Utc>, case: &mut Case) {
    let first = plan(run, clock, from).first().map(|first| first.at);
    let Some(item) = clock.item.as_ref().and_then(|item| run.flow.items.get(item)) else {
        return;
    };
    match item.repeats.as_ref().and_then(|repeats| repeats.from.as_ref()) {
        Some(CountedFrom::Field(path)) => date(case, path, from),
        Some(CountedFrom::Done(other)) => of_item(case, other).happened_at = Some(from),
        None => of_item(case, &item.id).could_start = Some(from),
    }
    of_item(case, &item.id).planned = first;
}

/// The times that a window proposes: as many as it asks for, and the first of the next.
fn plan(run: &Runnable, clock: &Clock, from: DateTime<Utc>) -> Vec<Proposed> {
    let item = clock.item.as_ref().and_then(|item| run.flow.items.get(item));
    let repeats = item.and_then(|item| item.repeats.as_ref());
    let Some((repeats, window)) = repeats.and_then(|repeats| Some((repeats, repeats.window?))) else {
        return Vec::new();
    };
    let count = usize::try_from(window.at_least).unwrap_or(usize::MAX);
    window.plan(from, &[], repeats.first, count.saturating_add(1), &run.calendar)
}

fn of_item<'a>(case: &'a mut Case, item: &ItemId) -> &'a mut ItemState {
    case.items.begun(item)
}

fn date(case: &mut Case, path: &FieldPath, at: DateTime<Utc>) {
    case.data.insert(path.clone(), Value::Date(local_date(at)));
}

/// The clock starts; gives when.
fn begin(
    run: &Runnable,
    clock: &Clock,
    supposed: &Supposed,
    case: &mut Case,
) -> Result<DateTime<Utc>, SupposeError> {
    let view = view(run, case, supposed.from);
    let starts = match &clock.starts {
        ClockStart::Received(received) => receipt::start(&view, received, 1).map(|(starts, _)| starts),
        _ => Some(supposed.from),
    };
    let starts = starts.ok_or(SupposeError::OutOfRange)?;
    let counted = counted(&view, clock, &Basis::new(starts)).ok_or(SupposeError::OutOfRange)?;
    let change = Change::ClockStarted {
        clock: clock.id.clone(),
        round: 1,
        starts,
        due: counted.due,
        plan_by: counted.plan_by,
        target: counted.target,
        tuning: None,
    };
    case.apply(&event(starts, change));
    Ok(starts)
}

fn state_of(case: &Case, clock: &Clock) -> Result<ClockState, SupposeError> {
    let state = case.clocks.get(&clock.id).cloned();
    state.ok_or(SupposeError::OutOfRange)
}

/// The clock stands still and runs again; says so where that is because the pause has lasted as long as it may.
fn stand_still(
    run: &Runnable,
    clock: &Clock,
    supposed: &SupposedPause,
    case: &mut Case,
) -> Result<Option<Message>, SupposeError> {
    let pauses = || (0_u16..).zip(&clock.pauses);
    let Some((place, pause)) = pauses().find(|(_, pause)| pause.during == supposed.during) else {
        let known = pauses().map(|(_, pause)| pause.during.clone()).collect();
        return Err(SupposeError::NoPause(supposed.during.clone(), known));
    };
    let state = state_of(case, clock)?;
    let title = match (&pause.title, run.flow.items.get(&pause.during)) {
        (Some(title), _) => title.clone(),
        (None, Some(item)) => item.title.clone(),
        (None, None) => Text::danish(pause.during.as_str()),
    };
    let since = supposed.from;
    if supposed.until <= since {
        return Err(SupposeError::PauseReversed(title));
    }
    if since < state.starts {
        return Err(SupposeError::PauseEarly(title, state.starts));
    }
    if let Some(over) = state.resumed_at.filter(|over| since < *over) {
        return Err(SupposeError::PausesOverlap(title, over));
    }
    if since > state.due {
        return Err(SupposeError::PauseLate(title, state.due));
    }
    let view = view(run, case, since);
    let cap = pause::cap_ends(&view, clock, &state, place, since).filter(|cap| *cap <= supposed.until);
    let ends = cap.unwrap_or(supposed.until);
    if ends <= since {
        return Err(SupposeError::PauseUsedUp(title));
    }
    let paused = Change::ClockPaused {
        clock: clock.id.clone(),
        since,
        by: PausedBy::Pause(place),
    };
    let resumed = pause::runs_again(&view, clock, &state, (since, ends), cap.is_some());
    case.apply(&event(since, paused));
    case.apply(&event(ends, resumed));
    let message = || Message::new("clock-pause-capped").with("pause", Arg::Both(title));
    Ok(cap.map(|cap| message().with("at", cap)))
}
