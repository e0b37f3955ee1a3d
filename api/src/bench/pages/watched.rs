//! How soon all browsers that listen hear of a change, and what each of them costs in memory.

use std::sync::Arc;
use std::time::{Duration, Instant};

use samspil_core::id::{CaseId, TenantId};
use samspil_runtime::{Ids, RandomIds};
use samspil_store::Store;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::bench::asked::{Changes, Connection};
use crate::bench::bound::{Bound, Row};
use crate::bench::measure::now;
use crate::bench::served::{self, Served};
use crate::bench::work::completion;

/// The last of them hears within this of the moment at which the command was sent, in milliseconds.
const MOST_MS: u64 = 1_000;

/// Each costs the server at most this, in bytes.
const MOST_BYTES: u64 = 20 * 1024;

/// How many streams one person has open here: as many as anyone may.
const OF_PERSON: usize = 8;

/// How many changes are made; the middle one counts.
const ROUNDS: usize = 5;

/// How long a browser waits for what it should hear.
const PATIENCE: Duration = Duration::from_secs(60);

/// The people who listen; the secrets of their tokens.
pub(super) async fn people(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    browsers: usize,
) -> Result<Vec<String>, String> {
    let mut people = Vec::new();
    for number in 0..browsers.div_ceil(OF_PERSON) {
        people.push(served::person(store, tenant, &format!("browser-{number}")).await?);
    }
    Ok(people)
}

/// Measures.
pub(super) async fn measure(
    place: &'static str,
    server: &Served,
    token: &str,
    (people, browsers): (&[String], usize),
    cases: &[CaseId],
) -> Result<Vec<Row>, String> {
    let before = server.memory_kb();
    let mut streams = Vec::with_capacity(browsers);
    for number in 0..browsers {
        let person = people.get(number / OF_PERSON).ok_or("nobody listens")?;
        let connection = Connection::open(server.address(), person).await?;
        let mut stream = connection.changes().await?;
        heard(&mut stream, "hello").await?;
        streams.push(stream);
    }
    let mut took = Vec::with_capacity(ROUNDS);
    for case in cases.iter().take(ROUNDS) {
        let (last, back) = round(server, token, *case, streams).await?;
        took.push(last);
        streams = back;
    }
    let after = server.memory_kb();
    took.sort_unstable();
    let middle = took
        .get(took.len() / 2)
        .copied()
        .ok_or("there is no case to change")?;
    let row = |what, figure, bound| Row {
        what,
        place,
        figure,
        bound,
    };
    let live = u64::try_from(middle.as_millis()).unwrap_or(u64::MAX);
    let mut rows = vec![row("live", live, Bound::AtMost(MOST_MS))];
    if let Some((before, after)) = before.zip(after) {
        let each = after.saturating_sub(before).saturating_mul(1_024)
            / u64::try_from(browsers).unwrap_or(u64::MAX).max(1);
        rows.push(row("memory", each, Bound::AtMost(MOST_BYTES)));
    }
    Ok(rows)
}

/// Changes a case and waits until all have heard of it: how long the last one took, and the streams again.
async fn round(
    server: &Served,
    token: &str,
    case: CaseId,
    streams: Vec<Changes>,
) -> Result<(Duration, Vec<Changes>), String> {
    let awaited = case.to_string();
    let mut listening = JoinSet::new();
    for mut stream in streams {
        let awaited = awaited.clone();
        listening.spawn(async move {
            heard(&mut stream, &awaited).await?;
            Ok::<(Instant, Changes), String>((now(), stream))
        });
    }
    let (_, item, data) = completion(0).ok_or("no step")?;
    let mut connection = Connection::open(server.address(), token).await?;
    let path = format!("/api/v1/cases/{case}/tasks/{item}/complete");
    let body = serde_json::json!({ "data": data }).to_string();
    let began = now();
    connection
        .post(&path, &RandomIds.next().to_string(), body)
        .await?;
    let (mut last, mut back) = (Duration::ZERO, Vec::new());
    while let Some(done) = listening.join_next().await {
        let (at, stream) = done.map_err(|error| error.to_string())??;
        last = last.max(at.saturating_duration_since(began));
        back.push(stream);
    }
    Ok((last, back))
}

/// Reads a stream until this has come.
async fn heard(stream: &mut Changes, awaited: &str) -> Result<(), String> {
    let reading = async {
        let mut text = String::new();
        while let Some(data) = stream.next().await {
            text.push_str(&String::from_utf8_lossy(&data?));
            if text.contains(awaited) {
                return Ok(());
            }
        }
        Err("the stream of changes ended".to_owned())
    };
    timeout(PATIENCE, reading)
        .await
        .map_err(|_| "a browser heard nothing".to_owned())?
}
