//! A deadline of the demo is tuned on its last day: what that moved, and what last year would have been with it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::calendar::{Length, local_date};
use samspil_core::flow::Tuning;
use samspil_core::id::{ClockId, FlowId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{Engine, RandomIds, Settings, TestClock};
use samspil_store::Store;

use super::keys;
use super::people::TENANT;
use crate::tune::words::summary;
use crate::words::say;

/// The clock, and how long it lasts from then on.
const FLOW: &str = "voksen-bum";
const CLOCK: &str = "daily_note";
const LASTS: Length = Length::Days(28);

/// Why, and by whom.
const WHY: &str = "Aftalt mellem myndighed og udfører på forårets fælles møde";
const BY: &str = "Gerda Nøglebo";

/// Tunes it, after looking at what moves.
///
/// # Errors
/// What stands in the way, or what the store says.
pub(super) async fn tune(store: &Arc<dyn Store>, now: DateTime<Utc>) -> Result<Vec<Message>, Message> {
    let fault = |detail: String| Message::new("demo-fault").with("detail", detail);
    let name = |_| fault("no such name".to_owned());
    let tuning = Tuning {
        lasts: Some(LASTS.to_string()),
        ..Tuning::of(
            FlowId::new(FLOW).map_err(name)?,
            ClockId::new(CLOCK).map_err(name)?,
            local_date(now),
        )
    };
    // It lives for this alone; the store goes on.
    let vault = keys::vault(store.as_ref()).await?;
    let engine = Engine::with_vault(
        Arc::clone(store),
        Arc::new(TestClock::new(now)),
        Arc::new(RandomIds),
        vault,
        Settings {
            background: false,
            ..Settings::default()
        },
    );
    let preview = engine.preview_tuning(TENANT, tuning.clone()).await;
    let preview = preview.map_err(|error| fault(error.to_string()))?;
    let tuned = engine.tune(TENANT, tuning, 0, BY, WHY).await;
    tuned.map_err(|error| fault(error.to_string()))?;
    let moved = engine.recount(TENANT).await;
    moved.map_err(|error| fault(error.to_string()))?;
    let head = Message::new("demo-tuned")
        .with("length", LASTS.message())
        .with("why", WHY);
    let mut lines = vec![head];
    lines.extend(summary(&preview.live, Some(&preview.past)));
    Ok(lines)
}

/// The lines beneath the story.
pub(super) fn lines(tuned: &[Message], language: Language) -> Vec<String> {
    let said = tuned.iter().map(|line| say(line, language));
    std::iter::once(String::new()).chain(said).collect()
}
