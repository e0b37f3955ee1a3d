//! How far a check has come, for whoever waits at a terminal.

use std::io::IsTerminal;
use std::sync::Arc;

use indicatif::ProgressBar;
use samspil_core::text::{Language, Message};
use samspil_runtime::audit::Tally;
use samspil_store::Store;

use crate::progress::bar;
use crate::words::say;

/// What the bar looks like: links checked of those there are, and how many a second.
const TEMPLATE: &str = "{msg} [{bar:30}] {pos}/{len} {per_sec}";

/// A bar over events and entries, on standard error, where that is a terminal.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Over what a store holds; where nobody looks, nothing is counted.
    pub(super) async fn over(store: &Arc<dyn Store>, language: Language) -> Result<Self, Message> {
        if !std::io::stderr().is_terminal() {
            return Ok(Self(ProgressBar::hidden()));
        }
        let mut links = 0_u64;
        let said = |error: samspil_store::StoreError| error.message();
        for (tenant, _) in store.tenants().await.map_err(said)? {
            let (events, entries) = store.chained(tenant).await.map_err(said)?;
            links = links.saturating_add(events).saturating_add(entries);
        }
        let bar = bar(TEMPLATE, Some(links));
        bar.set_message(say(&Message::new("verify-progress"), language));
        Ok(Self(bar))
    }

    /// The check has come so far.
    pub(super) fn show(&self, tally: &Tally) {
        self.0.set_position(tally.events.saturating_add(tally.entries));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
