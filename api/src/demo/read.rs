//! A case's history as it is kept, and the story of it.

use std::sync::Arc;

use samspil_core::calendar::Calendar;
use samspil_core::case::Runnable;
use samspil_core::flow::read;
use samspil_core::guard::compile_all;
use samspil_core::id::CaseId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Engine, Failure, RandomIds, Settings, SystemClock};
use samspil_store::{Store, StoreError};

use super::keys;
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
    let engine = engine(store).await?;
    let history = history(&engine, case).await;
    let history = history.map_err(|failure| lost(&failure.to_string()))?;
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
pub(super) async fn history(engine: &Engine, case: CaseId) -> Result<History, Failure> {
    Ok(History {
        events: engine.whole_history(TENANT, case, MAX_EVENTS).await?,
        notices: engine.store().case_inbox(TENANT, case, MAX_NOTICES).await?,
    })
}

/// An engine that reads what the demo has sealed. It lives for this alone; the store goes on.
///
/// # Errors
/// Where the demo's keys cannot be had.
pub(super) async fn engine(store: &Arc<dyn Store>) -> Result<Arc<Engine>, Message> {
    let vault = keys::vault(store.as_ref()).await?;
    Ok(Engine::with_vault(
        Arc::clone(store),
        Arc::new(SystemClock),
        Arc::new(RandomIds),
        vault,
        Settings::ASKING,
    ))
}
