//! A case's history as it is kept, and the story of it.

use std::sync::Arc;

use samspil_core::calendar::Calendar;
use samspil_core::case::{Event, Runnable};
use samspil_core::flow::read;
use samspil_core::guard::compile_all;
use samspil_core::id::CaseId;
use samspil_core::text::{Language, Message};
use samspil_store::{Store, StoreError};

use super::people::TENANT;
use super::story::{History, Names, page, tell};
use crate::language::Told;

/// The most events of a case that is told: a demo's longest has some 120.
const MAX_EVENTS: u32 = 5_000;

/// The most notices of a case that is told.
const MAX_NOTICES: u32 = 5_000;

/// Tells a case from its history; gives the flow that it runs by beside.
///
/// # Errors
/// What the store says, or that there is no such case.
pub(super) async fn story(
    store: &Arc<dyn Store>,
    case: CaseId,
    language: Language,
) -> Result<(Told, Arc<Runnable>), Message> {
    let wrong = |error: StoreError| error.message();
    let lost = |detail: &str| Message::new("demo-fault").with("detail", detail);
    let loaded = store.load(TENANT, &[case], &[]).await.map_err(wrong)?;
    let kept = loaded.cases.into_iter().next().ok_or_else(|| lost("no case"))?;
    let version = Some(kept.flow_version);
    let published = store.flow(TENANT, &kept.flow, version).await.map_err(wrong)?;
    let published = published.ok_or_else(|| lost("no flow"))?;
    let flow = read(&published.text).0.ok_or_else(|| lost("no flow"))?;
    let guards = compile_all(&flow).0;
    let run = Runnable::new(flow, guards, published.version, Calendar::default());
    let history = history(store.as_ref(), case).await.map_err(wrong)?;
    let names = Names::read(store.as_ref(), TENANT).await.map_err(wrong)?;
    let rows = tell(&run, &history, &names);
    let title = snapshot_title(&kept.snapshot).unwrap_or_default();
    Ok((page(&title, &rows, language), Arc::new(run)))
}

fn snapshot_title(snapshot: &[u8]) -> Option<String> {
    let case: samspil_core::case::Case = serde_json::from_slice(snapshot).ok()?;
    Some(case.title)
}

/// Everything that happened in a case, and everything that was sent.
///
/// # Errors
/// What the store says, or an event that cannot be read.
pub(super) async fn history(store: &dyn Store, case: CaseId) -> Result<History, StoreError> {
    let kept = store.events(TENANT, case, 0, MAX_EVENTS).await?;
    let events: Result<Vec<Event>, _> = kept.iter().map(|one| serde_json::from_slice(&one.body)).collect();
    Ok(History {
        events: events.map_err(|error| StoreError::Corrupt(error.to_string()))?,
        notices: store.case_inbox(TENANT, case, MAX_NOTICES).await?,
    })
}
