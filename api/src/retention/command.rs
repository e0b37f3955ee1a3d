//! `samspil retention`: what is due is proposed, approved by another and carried out, from the command line of the machine.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message, date, instant};
use samspil_runtime::{
    By, Carrying, Engine, Grounds, RandomIds, RetentionRefused, Settings, SystemClock, WayIn,
};
use samspil_store::{Disposal, DisposalCase, DisposalOutcome, Role, Signer};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Folder;
use crate::account::{chosen, fault, password_of};
use crate::language::{Answer, Told};
use crate::settings::StoreSettings;
use crate::waiting::until_done;
use crate::words::say;

/// How long closed cases are kept, and what is discarded.
#[derive(Args)]
pub(crate) struct Retention {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; may be left out where there is only one.
    #[arg(long, global = true)]
    municipality: Option<i32>,
    #[command(subcommand)]
    command: Command,
}

/// Who does it: an administrator, whose password is the first line of standard input.
#[derive(Args)]
pub(crate) struct Who {
    /// The administrator's user name; the password is the first line of standard input.
    #[arg(long = "by")]
    login: String,
}

#[derive(Subcommand)]
enum Command {
    /// Gathers what is due and proposes it; nothing is discarded before somebody else approves it.
    Propose {
        #[command(flatten)]
        who: Who,
    },
    /// What was proposed, approved and carried out; with an id the protocol of one.
    List {
        /// The disposal.
        disposal: Option<Uuid>,
    },
    /// Approves what somebody else proposed.
    Approve {
        /// The disposal.
        disposal: Uuid,
        #[command(flatten)]
        who: Who,
    },
    /// Carries out what was approved, case by case; stopped in the middle, it goes on the next time.
    Run {
        /// The disposal.
        disposal: Uuid,
        /// The folder that cases are archived in, where a flow says so.
        #[arg(long, env = "SAMSPIL_ARCHIVE")]
        archive: Option<PathBuf>,
        #[command(flatten)]
        who: Who,
    },
}

/// Does what is asked.
pub(crate) fn answer(asked: &Retention, language: Language) -> Answer {
    let done = until_done(async {
        let (store, vault) = asked.store.open().await?;
        let tenant = chosen(&store, asked.municipality).await;
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let engine = Engine::with_vault(store, clock, ids, vault, Settings::ASKING);
        let done = match tenant {
            Err(message) => Err(message),
            Ok(tenant) => act(&engine, tenant, &asked.command, language).await,
        };
        engine.stop().await;
        done
    })?;
    done.map_err(|message: Message| say(&message, language))
}

async fn act(
    engine: &Arc<Engine>,
    tenant: TenantId,
    command: &Command,
    language: Language,
) -> Result<Told, Message> {
    match command {
        Command::Propose { who } => {
            let signer = signer(engine, tenant, who).await?;
            let proposed = engine.propose_disposal(tenant, signer).await.map_err(refused)?;
            protocol(engine, tenant, proposed.id, language).await
        }
        Command::List { disposal: None } => {
            let disposals = engine.disposals(tenant).await.map_err(fault)?;
            Ok(Told {
                lines: disposals.iter().map(|one| line(one, language)).collect(),
                json: disposals.iter().map(told).collect(),
            })
        }
        Command::List { disposal: Some(id) } => protocol(engine, tenant, *id, language).await,
        Command::Approve { disposal, who } => {
            let signer = signer(engine, tenant, who).await?;
            let approved = engine.approve_disposal(tenant, *disposal, signer);
            approved.await.map_err(refused)?;
            protocol(engine, tenant, *disposal, language).await
        }
        Command::Run {
            disposal,
            archive,
            who,
        } => {
            let signer = signer(engine, tenant, who).await?;
            let archive = archive.clone().map(|folder| Folder::new(folder, engine));
            let by = By::Person {
                person: signer.person,
                members: Vec::new(),
                stands_in: Vec::new(),
                grounds: Grounds::default(),
            };
            let carrying = Carrying {
                by: &by,
                signer: &signer,
                way: WayIn::Program,
                archive: archive.as_ref().map(|archive| archive as _),
                most: u32::MAX,
            };
            let carried = engine.carry_out_disposal(tenant, *disposal, carrying, &|_| ());
            carried.await.map_err(refused)?;
            protocol(engine, tenant, *disposal, language).await
        }
    }
}

/// An administrator who has shown that they are it.
pub(crate) async fn signer(engine: &Arc<Engine>, tenant: TenantId, who: &Who) -> Result<Signer, Message> {
    let person = password_of(engine.store(), tenant, &who.login).await?;
    if !person.roles.contains(&Role::Administrator) {
        return Err(Message::new("retention-not-administrator").with("login", who.login.as_str()));
    }
    Ok(Signer {
        person: person.id,
        name: person.name,
    })
}

fn refused(refused: RetentionRefused) -> Message {
    match (refused.message(), refused) {
        (Some(message), _) => message,
        (None, RetentionRefused::Failure(failure)) => fault(failure),
        (None, refused) => fault(refused),
    }
}

/// A disposal with its cases.
async fn protocol(
    engine: &Engine,
    tenant: TenantId,
    disposal: Uuid,
    language: Language,
) -> Result<Told, Message> {
    let found = engine.disposal(tenant, disposal).await.map_err(fault)?;
    let (disposal, cases) = found.ok_or_else(|| Message::new("retention-unknown"))?;
    let mut lines = vec![line(&disposal, language)];
    lines.extend(cases.iter().map(|one| case_line(one, language)));
    let mut json = told(&disposal);
    json["cases"] = cases.iter().map(case_told).collect();
    Ok(Told { lines, json })
}

/// How a disposal stands, by the key of what is said of it.
pub(crate) const fn standing(disposal: &Disposal) -> &'static str {
    match (&disposal.withdrawn, &disposal.approved, &disposal.finished_at) {
        (Some(_), ..) => "retention-withdrawn",
        (None, None, _) => "retention-proposed",
        (None, Some(_), None) => "retention-approved",
        (None, Some(_), Some(_)) => "retention-finished",
    }
}

fn line(disposal: &Disposal, language: Language) -> String {
    let line = Message::new("retention-line")
        .with("number", disposal.number)
        .with("id", disposal.id.to_string())
        .with("by", disposal.proposed.by.name.as_str())
        .with("at", instant(disposal.proposed.at, language))
        .with("standing", say(&Message::new(standing(disposal)), language));
    say(&line, language)
}

/// What becomes or became of a case, in words.
pub(crate) fn outcome(one: &DisposalCase, language: Language) -> String {
    let message = match &one.done {
        None => Message::new(&format!("retention-then-{}", one.what.word())),
        Some((DisposalOutcome::Erased, _)) => Message::new("retention-erased"),
        Some((DisposalOutcome::Archived { file, .. }, _)) => {
            Message::new("retention-archived").with("file", file.as_str())
        }
        Some((DisposalOutcome::Kept { why }, _)) => {
            let why = Message::new(&format!("retention-kept-{}", why.replace('_', "-")));
            Message::new("retention-kept").with("why", say(&why, language))
        }
    };
    say(&message, language)
}

fn case_line(one: &DisposalCase, language: Language) -> String {
    format!(
        "  {} {} {} {}",
        one.case,
        one.flow,
        date(one.last_day),
        outcome(one, language)
    )
}

fn told(disposal: &Disposal) -> Value {
    json!({
        "disposal": disposal.id,
        "number": disposal.number,
        "proposed_by": disposal.proposed.by.name,
        "approved_by": disposal.approved.as_ref().map(|one| &one.by.name),
        "finished_at": disposal.finished_at,
    })
}

fn case_told(one: &DisposalCase) -> Value {
    json!({
        "case": one.case,
        "flow": one.flow,
        "last_day": one.last_day,
        "what": one.what.word(),
        "outcome": one.done.as_ref().map(|(outcome, _)| match outcome {
            DisposalOutcome::Erased => "erased",
            DisposalOutcome::Archived { .. } => "archived",
            DisposalOutcome::Kept { .. } => "kept",
        }),
        "citizens": one.citizens,
    })
}
