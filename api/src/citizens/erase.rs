//! `samspil citizen`, and `erase`: a citizen's key is destroyed, and those of their cases, by the word of two administrators.

use std::sync::Arc;

use clap::{Args, Subcommand};
use samspil_core::id::PersonId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Engine, EraseRefused, RandomIds, Settings, SystemClock, Visit, WayIn};
use serde_json::json;
use uuid::Uuid;

use super::export::{TakeOut, take_out};
use crate::account::{chosen, fault};
use crate::four_eyes::{self, Erasing};
use crate::language::{Answer, Told};
use crate::retention::{Who, signer_of as signer};
use crate::settings::StoreSettings;
use crate::waiting::until_done;
use crate::words::say;

/// What is done in the register of citizens.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Proposes that the key of a citizen is destroyed all of whose cases have ended; asked by another administrator, it is:
    /// nobody reads what is sensitive of them any more. The cases stay, with what happened and when.
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
    #[command(flatten)]
    who: Who,
}

/// The answer.
pub(crate) fn answer(command: &Command, language: Language) -> Answer {
    let done = match command {
        Command::Erase(asked) => until_done(erase(asked, language))?,
        Command::Export(asked) => until_done(take_out(asked, language))?,
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
            let signer = match signer(&engine, tenant, &asked.who).await {
                Ok(signer) => signer,
                Err(message) => {
                    engine.stop().await;
                    return Err(message);
                }
            };
            let visit = Visit {
                by: Some(signer.person),
                members: &[],
                stands_in: &[],
                way: WayIn::Program,
                purpose: &asked.why,
            };
            let erased = four_eyes::erase(&engine, tenant, visit, PersonId(asked.citizen), &signer);
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
    let cases = match erased? {
        Erasing::Done(erased) => erased.cases,
        Erasing::Waits(proposal) => {
            let message = Message::new("citizen-erasing")
                .with("citizen", asked.citizen.to_string())
                .with("name", proposal.name.as_str());
            return Ok(Told {
                lines: vec![say(&message, language)],
                json: json!({ "citizen": asked.citizen, "proposed_by": proposal.name, "proposed_at": proposal.at }),
            });
        }
    };
    let count = i64::try_from(cases.len()).unwrap_or(i64::MAX);
    let message = Message::new("citizen-erased")
        .with("citizen", asked.citizen.to_string())
        .with("cases", count);
    Ok(Told {
        lines: vec![say(&message, language)],
        json: json!({ "citizen": asked.citizen, "cases": cases }),
    })
}
