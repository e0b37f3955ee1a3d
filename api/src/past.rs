//! What happened in a case as one reader sees it, backwards from now.

use samspil_core::case::Event;
use samspil_runtime::CaseRead;

use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// A part of a history, newest first.
pub(crate) struct Past {
    /// Events with their numbers, as the reader sees them.
    pub(crate) events: Vec<(u64, Event)>,
    /// The number of the event before which older ones are.
    pub(crate) older: Option<u64>,
}

/// The events before this number, or the newest; at most so many, fewer where some are not the reader's to see.
///
/// # Errors
/// The page for what the engine cannot give.
pub(crate) async fn past(
    app: &App,
    signed: &Signed,
    read: &CaseRead,
    before: Option<u64>,
    most: u32,
) -> Result<Past, Problem> {
    let last = before.map_or(read.case.version, |before| before.saturating_sub(1));
    let after = last.saturating_sub(u64::from(most));
    let count = u32::try_from(last - after).unwrap_or(most);
    if count == 0 {
        return Ok(Past {
            events: Vec::new(),
            older: None,
        });
    }
    let by = signed.by();
    let history = app.engine.history_of(signed.tenant, &by, read, (after, count));
    let mut events: Vec<(u64, Event)> = history
        .await?
        .events
        .into_iter()
        .filter_map(|past| Some((past.number, past.event?)))
        .collect();
    events.reverse();
    Ok(Past {
        events,
        older: (after > 0).then_some(after + 1),
    })
}
