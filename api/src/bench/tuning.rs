//! What the preview of a tuning costs: on open cases, and on last year's, replayed.

use samspil_core::calendar::local_date;
use samspil_core::flow::Tuning;
use samspil_core::id::{ClockId, FlowId};
use samspil_core::text::{Language, Message};
use serde::Serialize;

use super::measure::now;
use super::report::Report;
use super::work::FLOW;
use super::{Place, in_process, next_tenant, open};
use crate::words::say;

/// How many clients bring the cases to their end.
const CLIENTS: usize = 32;

/// The clock that is tuned, as the reference work has it, and as it is open here.
const WRITTEN: &str = "due: 4 weeks";
const OPEN: &str = "due: {lasts: 4 weeks, tunable: 1 week..8 weeks, ladder: [{at: 75 %, remind: owner}, {at: due, tell: owner}]}";

/// What was measured.
#[derive(Serialize)]
pub(crate) struct Row {
    /// Of what.
    key: &'static str,
    /// On which store.
    store: &'static str,
    /// Over how many cases.
    cases: u32,
    /// How many deadlines moved, or clocks were replayed.
    found: u64,
    /// How long it took, in milliseconds.
    milliseconds: u128,
}

/// Measures on SQLite, and on PostgreSQL where there is one.
pub(crate) async fn measure(cases: usize, url: Option<&str>) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    on(&Place::sqlite().await?, cases, &mut rows).await?;
    if let Some(url) = url {
        on(&Place::postgres(url).await?, cases, &mut rows).await?;
    }
    Ok(rows)
}

async fn on(place: &Place, count: usize, rows: &mut Vec<Row>) -> Result<(), String> {
    let tenant = next_tenant(&Report::default());
    let engine = in_process::engine(open(&place.url).await?, tenant).await?;
    let text = FLOW.replacen(WRITTEN, OPEN, 1);
    let published = engine.publish(tenant, &text, "bench").await;
    published.map_err(|error| error.to_string())?;
    let (cases, _) = in_process::fill(&engine, tenant, "fill", count).await?;
    let today = local_date(engine.clock().now());
    let tuning = || -> Result<Tuning, String> {
        let flow = FlowId::new("bum-5").map_err(|_| "flow")?;
        let clock = ClockId::new("assess").map_err(|_| "clock")?;
        Ok(Tuning {
            lasts: Some("1 week".to_owned()),
            ..Tuning::of(flow, clock, today)
        })
    };
    let tuned = engine.tune(tenant, tuning()?, 0, "bench", "Måling").await;
    tuned.map_err(|error| error.to_string())?;
    engine.recount(tenant).await.map_err(|error| error.to_string())?;
    let began = now();
    let live = engine.preview_taking_back(tenant, 1).await;
    let live = live.map_err(|error| error.to_string())?;
    rows.push(Row {
        key: "bench-tuning-live",
        store: place.name,
        cases: live.cases,
        found: u64::try_from(live.moved.len()).unwrap_or(u64::MAX),
        milliseconds: began.elapsed().as_millis(),
    });
    in_process::complete(&engine, tenant, "complete", CLIENTS, &cases).await?;
    let began = now();
    let preview = engine.preview_tuning(tenant, tuning()?).await;
    let preview = preview.map_err(|error| error.to_string())?;
    let past = preview.past;
    rows.push(Row {
        key: "bench-tuning-past",
        store: place.name,
        cases: past.cases,
        found: u64::from(past.would.runs),
        milliseconds: began.elapsed().as_millis(),
    });
    engine.stop().await;
    Ok(())
}

/// The rows for people.
pub(crate) fn lines(rows: &[Row], language: Language) -> Vec<String> {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let line = |row: &Row| {
        let milliseconds = i64::try_from(row.milliseconds).unwrap_or(i64::MAX);
        let message = Message::new(row.key)
            .with("store", row.store)
            .with("cases", row.cases)
            .with("found", number(row.found))
            .with("milliseconds", milliseconds);
        say(&message, language)
    };
    rows.iter().map(line).collect()
}
