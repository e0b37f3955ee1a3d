//! What many open cases cost: completions, task lists and memory with a tenth of them and with all.

use samspil_store::{TaskOrder, TaskQuery, Whose};

use super::measure::clients;
use super::report::Report;
use super::work::units;
use super::{Place, in_process, next_tenant, open, served};

/// How many clients complete tasks.
const CLIENTS: usize = 16;

/// How many cases they go through.
const CASES: usize = 640;

/// How often the task list is read.
const READS: usize = 300;

/// Rows of one page of *my tasks*.
const PAGE: u32 = 50;

/// Measures with a tenth of the open cases, then with all of them.
pub(crate) async fn measure(place: &Place, many: usize, report: &mut Report) -> Result<(), String> {
    let tenant = next_tenant(report);
    let mut open_cases = 0;
    for wanted in [many / 10, many] {
        let engine = in_process::engine(open(&place.url).await?, tenant).await?;
        in_process::fill(&engine, tenant, "fill", wanted - open_cases).await?;
        let (cases, _) = in_process::fill(&engine, tenant, "fill", CASES).await?;
        open_cases = wanted;
        place.bare.count_tables().await?;
        let name = format!("{} with {wanted} open", place.name);
        report.add(in_process::complete(&engine, tenant, &name, CLIENTS, &cases).await?);
        let store = std::sync::Arc::clone(engine.store());
        let name = format!("{} tasks of {wanted}", place.name);
        let reads = clients(&name, 1, READS, move |_, _| {
            let store = std::sync::Arc::clone(&store);
            async move {
                let query = TaskQuery {
                    whose: Whose::Units(vec![units()[0].0]),
                    due_before: None,
                    unclaimed: false,
                    marked: None,
                    order: TaskOrder::Due,
                    after: None,
                    limit: PAGE,
                };
                let page = store
                    .tasks(tenant, &query)
                    .await
                    .map_err(|error| error.to_string())?;
                if page.rows.is_empty() {
                    Err("no tasks".to_owned())
                } else {
                    Ok(())
                }
            }
        })
        .await?;
        report.add(reads);
        let (cases, _) = in_process::fill(&engine, tenant, "fill", CASES).await?;
        let token = served::account(engine.store(), tenant).await;
        engine.stop().await;
        // The second round finds the account of the first; its server is measured once.
        if let Ok(token) = token {
            let server = served::Served::start(&place.url)?;
            server.complete("warm", CLIENTS, &token, &cases).await?;
            if let Some(kilobytes) = server.memory_kb() {
                report
                    .memory
                    .push((format!("{} with {wanted} open", place.name), kilobytes / 1_024));
            }
        }
    }
    Ok(())
}
