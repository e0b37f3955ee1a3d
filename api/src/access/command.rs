//! `samspil access-log`: everything that was logged about a citizen, a case or a person, as a file.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::Args;
use samspil_core::id::{CaseId, PersonId, TenantId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{By, Engine, Failure, Look, Object, Purpose, RandomIds, Settings, SystemClock, WayIn};
use samspil_store::AccessQuery;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::beginning;
use super::csv::{PARTS_WAITING, TakenOut};
use crate::account::{chosen, fault};
use crate::language::{Answer, Told};
use crate::settings::StoreSettings;
use crate::waiting::until_done;
use crate::words::say;

/// How much of a file is shown on standard output: some ten thousand entries. More needs a file of its own.
const MAX_SHOWN_BYTES: usize = 4 * 1024 * 1024;

/// What is taken out.
#[derive(Args)]
pub(crate) struct AccessLog {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; may be left out where there is only one.
    #[arg(long)]
    municipality: Option<i32>,
    /// Only about this citizen.
    #[arg(long)]
    citizen: Option<Uuid>,
    /// Only about this case.
    #[arg(long)]
    case: Option<Uuid>,
    /// Only what this person did.
    #[arg(long)]
    person: Option<Uuid>,
    /// Only from this day on.
    #[arg(long)]
    since: Option<NaiveDate>,
    /// Only up to and including this day.
    #[arg(long)]
    until: Option<NaiveDate>,
    /// Why it is taken out: it is logged, too.
    #[arg(long)]
    why: String,
    /// The file, as text with semicolons for spreadsheets; standard output where nothing is said.
    #[arg(long, short)]
    output: Option<PathBuf>,
}

/// Takes it out.
pub(crate) fn answer(asked: &AccessLog, language: Language) -> Answer {
    until_done(async {
        let url = asked.store.url().map_err(|error| say(&error, language))?;
        let store = samspil_store::open(&url).await;
        let store = store.map_err(|error| say(&error.message(), language))?;
        let tenant = chosen(&store, asked.municipality).await;
        let engine = Engine::new(
            store,
            Arc::new(SystemClock),
            Arc::new(RandomIds),
            Settings::ASKING,
        );
        let done = match tenant {
            Err(message) => Err(say(&message, language)),
            Ok(tenant) => taken(&engine, tenant, asked, language).await,
        };
        engine.stop().await;
        done
    })?
}

async fn taken(engine: &Arc<Engine>, tenant: TenantId, asked: &AccessLog, language: Language) -> Answer {
    let query = AccessQuery {
        case: asked.case.map(CaseId),
        citizen: asked.citizen.map(PersonId),
        person: asked.person.map(PersonId),
        since: asked.since.map(beginning),
        until: asked.until.and_then(|day| day.succ_opt()).map(beginning),
        ..AccessQuery::default()
    };
    let look = Look::new(Object::AccessLog, WayIn::Program)
        .for_(Purpose::Reason(asked.why.clone()))
        .taking_out();
    let taken = TakenOut {
        engine: Arc::clone(engine),
        tenant,
        by: By::Outside,
        query,
        look,
        language,
    };
    let (out, mut parts) = mpsc::channel::<String>(PARTS_WAITING);
    let writing = tokio::spawn(taken.write(out));
    let Some(output) = &asked.output else {
        return shown(&mut parts, writing, language).await;
    };
    let in_words = |error: &dyn std::fmt::Display| say(&fault(error), language);
    let mut file = tokio::fs::File::create(output)
        .await
        .map_err(|error| in_words(&error))?;
    while let Some(part) = parts.recv().await {
        file.write_all(part.as_bytes())
            .await
            .map_err(|error| in_words(&error))?;
    }
    file.sync_all().await.map_err(|error| in_words(&error))?;
    let rows = writing.await.map_err(|error| in_words(&error))?;
    let rows = rows.map_err(|failure| in_words(&failure))?;
    let told = Message::new("access-taken-out")
        .with("rows", i64::try_from(rows).unwrap_or(i64::MAX))
        .with("file", output.display().to_string());
    Ok(Told {
        lines: vec![say(&told, language)],
        json: json!({"rows": rows, "file": output}),
    })
}

/// The file on standard output, as long as it is short enough to be held.
async fn shown(
    parts: &mut mpsc::Receiver<String>,
    writing: JoinHandle<Result<usize, Failure>>,
    language: Language,
) -> Answer {
    let mut file = String::new();
    while let Some(part) = parts.recv().await {
        file.push_str(&part);
        if file.len() > MAX_SHOWN_BYTES {
            parts.close();
            return Err(say(&Message::new("access-needs-a-file"), language));
        }
    }
    let rows = writing.await.map_err(|error| say(&fault(error), language))?;
    let rows = rows.map_err(|failure| say(&fault(failure), language))?;
    Ok(Told {
        lines: file.lines().map(str::to_owned).collect(),
        json: json!({"rows": rows, "csv": file}),
    })
}
