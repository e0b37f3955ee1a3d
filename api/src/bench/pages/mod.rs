//! `samspil bench pages`: how long the server takes over pages with much on them, what they weigh, and how soon a thousand
//! browsers hear of a change and what each of them costs. Each thing that is measured is a row with its bound.

mod drawn;
mod notes;
mod watched;

use clap::Args;

use super::bound::Row;
use super::report::Report;
use super::served::{self, Served};
use super::{Place, in_process, next_tenant, open};
use crate::server::files;

/// What to measure with.
#[derive(Args)]
pub(crate) struct Pages {
    /// The PostgreSQL database to measure beside SQLite.
    #[arg(long)]
    database_url: Option<String>,
    /// How many open tasks *My tasks* is read among.
    #[arg(long, default_value_t = 10_000)]
    tasks: usize,
    /// How many events the case has whose page is read.
    #[arg(long, default_value_t = 1_000)]
    events: u64,
    /// How often each page is read.
    #[arg(long, default_value_t = 400)]
    reads: usize,
    /// How many browsers listen.
    #[arg(long, default_value_t = 1_000)]
    browsers: usize,
}

/// Measures everything in one run.
///
/// # Errors
/// A sentence where something that is measured cannot be done.
pub(crate) async fn measure(asked: &Pages) -> Result<Vec<Row>, String> {
    files::raise();
    let mut rows = on(&Place::sqlite().await?, asked).await?;
    if let Some(url) = &asked.database_url {
        rows.extend(on(&Place::postgres(url).await?, asked).await?);
    }
    Ok(rows)
}

async fn on(place: &Place, asked: &Pages) -> Result<Vec<Row>, String> {
    let tenant = next_tenant(&Report::default());
    let engine = in_process::engine(open(&place.url).await?, tenant).await?;
    let (cases, _) = in_process::fill(&engine, tenant, "fill", asked.tasks).await?;
    let long = notes::case_with(&engine, tenant, asked.events).await?;
    let token = served::in_units(engine.store(), tenant, "bench").await?;
    let watchers = watched::people(engine.store(), tenant, asked.browsers).await?;
    engine.stop().await;
    let server = Served::start(&place.url)?;
    let mut rows = drawn::measure(place.name, &server, &token, asked.reads, long).await?;
    rows.extend(watched::measure(place.name, &server, &token, (&watchers, asked.browsers), &cases).await?);
    Ok(rows)
}
