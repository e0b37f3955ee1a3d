//! `samspil citizen`, and `erase`: a citizen's key is destroyed, and those of their cases.

use std::sync::Arc;

use clap::{Args, Subcommand};
use samspil_core::id::PersonId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Engine, EraseRefused, RandomIds, Settings, SystemClock, Visit, WayIn};
use serde_json::json;
use uuid::Uuid;

use super::export::{TakeOut, take_out};
use crate::account::{chosen, fault};
use crate::language::{Answer, Told};
use crate::settings::StoreSettings;
use crate::words::say;

/// Whom the register knows as the one who erased from here.
const BY: &str = "samspil citizen erase";

/// What is done in the register of citizens.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Destroys the key of a citizen all of whose cases have ended: nobody reads what is sensitive of them any more. The
    /// cases stay, with what happened and when.
    Erase(Erase),
    /// Everything that is kept of a citizen as one file, for the citizen: for people, or as JSON.
    Export(TakeOut),
}

/// Who, and why.
#[derive(Args)]
pub(crate) struct Erase {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; may be left out where there is only one.
    #[arg(long)]
    municipality: Option<i32>,
    /// The citizen's id in the register.
    citizen: Uuid,
    /// Why, in a line.
    #[arg(long)]
    why: String,
}

/// The answer.
pub(crate) fn answer(command: &Command, language: Language) -> Answer {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let done = match command {
        Command::Erase(asked) => runtime.block_on(erase(asked, language)),
        Command::Export(asked) => runtime.block_on(take_out(asked, language)),
    };
    done.map_err(|message| say(&message, language))
}

async fn erase(asked: &Erase, language: Language) -> Result<Told, Message> {
    let (store, vault) = asked.store.open().await?;
    let tenant = chosen(&store, asked.municipality).await;
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    let engine = Engine::with_vault(store, clock, ids, vault, Settings::ASKING);
    let erased = match tenant {
        Err(message) => Err(message),
        Ok(tenant) => {
            let visit = Visit {
                by: None,
                members: &[],
                way: WayIn::Program,
                purpose: &asked.why,
            };
            let erased = engine.erase_citizen(tenant, visit, PersonId(asked.citizen), BY);
            erased
                .await
                .map_err(|refused| match (refused.message(), refused) {
                    (Some(message), _) => message,
                    (None, EraseRefused::Failure(failure)) => fault(failure),
                    (None, _) => Message::new("citizen-unknown"),
                })
        }
    };
    engine.stop().await;
    let cases = erased?.cases;
    let count = i64::try_from(cases.len()).unwrap_or(i64::MAX);
    let message = Message::new("citizen-erased")
        .with("citizen", asked.citizen.to_string())
        .with("cases", count);
    Ok(Told {
        lines: vec![say(&message, language)],
        json: json!({ "citizen": asked.citizen, "cases": cases }),
    })
}
