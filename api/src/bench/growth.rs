//! What many open cases cost: completions, *My tasks* and memory with a tenth of them and with all.

use std::time::Duration;

use samspil_core::id::{CaseId, TenantId};

use super::asked::Connection;
use super::bound::Bound;
use super::measure::{Figures, now};
use super::report::{Memory, Report};
use super::served::{self, Served};
use super::{Bench, Place, in_process, next_tenant, open};

/// How many clients complete tasks.
const CLIENTS: usize = 16;

/// How many cases they go through at most: no more than are open.
const CASES: usize = 640;

/// How often *My tasks* is read at most: no more than the reference work goes through cases.
const READS: usize = 300;

/// How often it is read first, so that what is made once is made.
const WARMING: usize = 20;

/// *My tasks* of a person whose units have all the cases.
const MY_TASKS: &str = "/tasks?tab=units";

/// How many open cases the bound of memory speaks of.
pub(crate) const OPEN_CASES: usize = 10_000;

/// The server holds at most so much with that many, in MB.
const MOST_MEGABYTES: u64 = 80;

/// With ten times the cases a store keeps at least so much of its completions, in hundredths.
const LEAST_SHARES: [(&str, u64); 2] = [("sqlite", 70), ("postgres", 90)];

/// With ten times the cases the slowest of *My tasks* takes at most this, in hundredths.
const MOST_TASKS: u64 = 150;

/// What was measured with one number of open cases.
struct Step {
    wanted: usize,
    completed: Figures,
    read: Figures,
}

/// Measures with a tenth of the open cases, then with all of them.
pub(crate) async fn measure(
    place: &Place,
    (many, asked): (usize, &Bench),
    report: &mut Report,
) -> Result<(), String> {
    let tenant = next_tenant(report);
    let mut open_cases = 0;
    let mut steps = Vec::new();
    for wanted in [many / 10, many] {
        steps.push(step(place, tenant, (open_cases, wanted), asked, report).await?);
        open_cases = wanted;
    }
    if let [few, all] = &steps[..] {
        let least = LEAST_SHARES.iter().find(|(name, _)| *name == place.name);
        let least = least.map_or(Bound::Beside, |(_, least)| Bound::AtLeast(*least));
        let of = format!("{} open / {}", all.wanted, few.wanted);
        let seconds = (all.completed.per_second, few.completed.per_second);
        report.compare(
            format!("{} {of}, per second", place.name),
            CLIENTS,
            seconds,
            least,
        );
        let slowest = (all.read.p99_us, few.read.p99_us);
        let most = Bound::AtMost(MOST_TASKS);
        report.compare(format!("{} {of}, tasks' p99", place.name), 1, slowest, most);
    }
    Ok(())
}

/// Fills the store with open cases and measures what the server holds in memory over them.
pub(crate) async fn memory(place: &Place, asked: &Bench, report: &mut Report) -> Result<(), String> {
    let tenant = next_tenant(report);
    step(place, tenant, (0, OPEN_CASES), asked, report)
        .await
        .map(|_| ())
}

async fn step(
    place: &Place,
    tenant: TenantId,
    (open_cases, wanted): (usize, usize),
    asked: &Bench,
    report: &mut Report,
) -> Result<Step, String> {
    let engine = in_process::engine(open(&place.url).await?, tenant).await?;
    report.now(&format!("{} with {wanted} open", place.name));
    in_process::fill(&engine, tenant, "fill", wanted - open_cases).await?;
    let many = CASES.min(wanted);
    let (cases, _) = in_process::fill(&engine, tenant, "fill", many).await?;
    place.bare.count_tables().await?;
    let name = format!("{} with {wanted} open", place.name);
    let completed = in_process::complete(&engine, tenant, &name, CLIENTS, &cases).await?;
    report.keep(completed.clone());
    let (cases, _) = in_process::fill(&engine, tenant, "fill", many).await?;
    // The units are there from the first step on; a person of each step reads.
    let token = served::in_units(engine.store(), tenant, &format!("bench-{wanted}")).await?;
    engine.stop().await;
    let server = Served::start(&place.url)?;
    let read = worked(
        &server,
        (&token, &cases),
        (
            &format!("{} tasks of {wanted}", place.name),
            READS.min(asked.cases),
        ),
    )
    .await?;
    report.keep(read.clone());
    let bound = if wanted > OPEN_CASES {
        Bound::Beside
    } else {
        Bound::AtMost(MOST_MEGABYTES)
    };
    let held = |server: &Served, when: &str| {
        server.memory_kb().map(|kilobytes| Memory {
            what: format!("{} with {wanted} open, {when}", place.name),
            megabytes: kilobytes / 1_024,
            bound,
        })
    };
    report.memory.extend(held(&server, "at work"));
    tokio::time::sleep(Duration::from_secs(asked.rest)).await;
    report.memory.extend(held(&server, "at rest"));
    Ok(Step {
        wanted,
        completed,
        read,
    })
}

/// The server works as it does for its users: tasks are completed, and *My tasks* is read.
async fn worked(
    server: &Served,
    (token, cases): (&str, &[CaseId]),
    (name, reads): (&str, usize),
) -> Result<Figures, String> {
    server.complete("warm", CLIENTS, token, cases).await?;
    tasks(server, token, name, reads).await
}

async fn tasks(server: &Served, token: &str, name: &str, reads: usize) -> Result<Figures, String> {
    let mut connection = Connection::open(server.address(), token).await?;
    for _ in 0..WARMING.min(reads) {
        connection.page(MY_TASKS).await?;
    }
    let began = now();
    let mut each = Vec::with_capacity(reads);
    for _ in 0..reads {
        let asked = now();
        connection.page(MY_TASKS).await?;
        each.push(asked.elapsed());
    }
    Ok(Figures::new(name, 1, began.elapsed(), each))
}
