//! What happened in a case in a period, as far back as is read at once: the notes about its goals are among it.

use chrono::{DateTime, Utc};
use samspil_core::case::{Change, Event, Eyes};
use samspil_core::id::ItemId;
use samspil_runtime::CaseRead;

use crate::app::App;
use crate::identity::Signed;
use crate::past::past;
use crate::server::problem::Problem;

/// After how many days without a note a goal is called silent: half of the time within which the shipped flows want one
/// at the latest, so that it is said before the deadline is (A9.3 in `flows/lines.csv`).
pub(crate) const SILENT_DAYS: i64 = 14;

/// How many events are read at most: half a year of daily notes about five goals, with everything that follows.
const MAX_EVENTS: usize = 2_000;

/// How many are read at a time: the longest page of a history.
const AT_A_TIME: u32 = samspil_runtime::MAX_PAGE;

/// What happened since a moment, as the reader sees it, oldest first.
pub(crate) struct Period {
    /// Since when.
    pub(crate) since: DateTime<Utc>,
    /// What happened.
    pub(crate) events: Vec<Event>,
    /// There is more, and it was not read.
    pub(crate) is_cut: bool,
}

/// How many are asked for at most, with those that are not the reader's to see.
const MAX_ASKED: u32 = 5_000;

/// Where a period begins.
pub(crate) struct Begin<'a> {
    /// The moment.
    pub(crate) since: DateTime<Utc>,
    /// It begins after this item was last done.
    pub(crate) after: Option<&'a ItemId>,
}

impl Begin<'_> {
    fn lies_behind(&self, event: &Event) -> bool {
        let done = |change: &Change| matches!(change, Change::Done { item, .. } if Some(item) == self.after);
        event.at < self.since || event.changes.iter().any(done)
    }
}

/// Reads what happened in a period; nothing where the reader sees no notes.
///
/// # Errors
/// What the engine cannot give.
pub(crate) async fn period(
    app: &App,
    signed: &Signed,
    read: &CaseRead,
    eyes: &Eyes,
    begin: Begin<'_>,
) -> Result<Period, Problem> {
    let mut period = Period {
        since: begin.since,
        events: Vec::new(),
        is_cut: false,
    };
    if !read.view().sees_notes(eyes) {
        return Ok(period);
    }
    let mut before = None;
    let mut asked: u32 = 0;
    loop {
        let part = past(app, signed, read, before, AT_A_TIME).await?;
        asked = asked.saturating_add(AT_A_TIME);
        let read = part.events.len();
        let events = part.events.into_iter().map(|(_, event)| event);
        let known = period.events.len();
        period
            .events
            .extend(events.take_while(|event| !begin.lies_behind(event)));
        let is_over = period.events.len() < known + read;
        before = part.older;
        if is_over || before.is_none() {
            break;
        }
        if period.events.len() >= MAX_EVENTS || asked >= MAX_ASKED {
            period.is_cut = true;
            break;
        }
    }
    period.events.reverse();
    Ok(period)
}
