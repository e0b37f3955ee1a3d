//! `samspil organisation`: files in and out, and the journal.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};
use samspil_core::calendar::local_date;
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Clock, Ids, RandomIds, SystemClock};
use samspil_store::{ChangeWay, Organisation, Store};
use serde_json::json;

use super::file::{Faults, File, MAX_FAULTS, read};
use super::plan::{Asked, Plan, planned};
use super::told::lines;
use super::{By, Refused, exported, keep};
use crate::account::{chosen, fault, of_store};
use crate::bounded::bytes_bounded;
use crate::language::{Answer, Told};
use crate::settings::StoreSettings;
use crate::waiting::until_done;
use crate::words::say;

/// The largest file, in bytes: the largest municipality's people and places fit in several times.
const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// How many changes the journal shows.
const SHOWN: u32 = 100;

/// What is done with the organisation.
#[derive(Args)]
pub(crate) struct Command {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; may be left out where there is only one.
    #[arg(long, global = true)]
    municipality: Option<i32>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Reads units, people and places from a file: what its source has said before and does not say now, ends.
    Import {
        /// The file: CSV with a line of headings.
        file: PathBuf,
        /// The name of the source: what others have said is left alone.
        #[arg(long, default_value = "csv")]
        source: String,
        /// Only say what would come, change and end.
        #[arg(long)]
        dry_run: bool,
        /// Do it also where it takes away more than a tenth of the source's people.
        #[arg(long)]
        confirm: bool,
    },
    /// Writes the organisation as a file that can be read in again.
    Export {
        /// Only what this source has said.
        #[arg(long)]
        source: Option<String>,
    },
    /// The latest changes, newest first.
    Journal,
}

/// The answer.
pub(crate) fn answer(command: &Command, language: Language) -> Answer {
    until_done(async {
        let url = command.store.url().map_err(|error| say(&error, language))?;
        let store = samspil_store::open(&url).await;
        let store = store.map_err(|error| say(&error.message(), language))?;
        let tenant = chosen(&store, command.municipality).await;
        let done = match tenant {
            Ok(tenant) => act(&store, tenant, &command.what, language).await,
            Err(message) => Err(vec![say(&message, language)]),
        };
        store.close().await;
        done.map_err(|lines| lines.join("\n"))
    })?
}

async fn act(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    what: &What,
    language: Language,
) -> Result<Told, Vec<String>> {
    let told = |error| vec![say(&of_store(error), language)];
    match what {
        What::Import {
            file,
            source,
            dry_run,
            confirm,
        } => {
            let bytes =
                bytes_bounded(file, MAX_FILE_BYTES).map_err(|message| vec![say(&message, language)])?;
            let file = read(&bytes).map_err(|faults| lines(&faults, language))?;
            import(
                store,
                tenant,
                &file,
                Way {
                    source,
                    dry_run: *dry_run,
                    confirm: *confirm,
                },
                language,
            )
            .await
        }
        What::Export { source } => {
            let organisation = store.organisation(tenant).await.map_err(told)?;
            let text = exported(&organisation, source.as_deref(), language);
            let json = json!({ "csv": text });
            let lines = text.lines().map(str::to_owned).collect();
            Ok(Told { lines, json })
        }
        What::Journal => {
            let entries = store.organisation_changes(tenant, SHOWN).await.map_err(told)?;
            let line = |entry: &samspil_store::OrganisationEntry| {
                let count = |name: &str| {
                    let count = entry.counts.get(name).copied().unwrap_or_default();
                    i64::try_from(count).unwrap_or(i64::MAX)
                };
                let message = Message::new("organisation-entry")
                    .with("number", i64::try_from(entry.number).unwrap_or(i64::MAX))
                    .with("at", entry.at)
                    .with(
                        "way",
                        Message::new(&format!("organisation-way-{}", entry.way.word())),
                    )
                    .with("units", count("units"))
                    .with("people", count("people"))
                    .with("places", count("places"))
                    .with("passwords", count("passwords"));
                say(&message, language)
            };
            let json = entries.iter().map(|entry| {
                json!({ "number": entry.number, "at": entry.at, "by": entry.by, "way": entry.way, "counts": entry.counts })
            });
            Ok(Told {
                lines: entries.iter().map(line).collect(),
                json: json.collect(),
            })
        }
    }
}

/// How a file is taken in.
struct Way<'a> {
    source: &'a str,
    dry_run: bool,
    confirm: bool,
}

/// Why a plan is not carried out.
enum No {
    Faults(Faults),
    Much(Box<Plan>),
}

async fn import(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    file: &File,
    way: Way<'_>,
    language: Language,
) -> Result<Told, Vec<String>> {
    let now = SystemClock.now();
    let asked = Asked {
        source: way.source,
        today: local_date(now),
    };
    let ids = RandomIds;
    let plan = |before: &Organisation| planned(before, file, asked, &|| ids.next()).map_err(No::Faults);
    let done = if way.dry_run {
        let before = store.organisation(tenant).await;
        before
            .map_err(Refused::Store)
            .and_then(|before| plan(&before).map_err(Refused::Made))
    } else {
        let by = By {
            person: None,
            way: ChangeWay::Import,
            at: now,
        };
        let make = |before: &Organisation| {
            let plan = plan(before)?;
            match plan.takes_much() && !way.confirm {
                true => Err(No::Much(Box::new(plan))),
                false => Ok((plan.changed.clone(), plan)),
            }
        };
        keep(store.as_ref(), tenant, by, make).await.map(|done| done.told)
    };
    let said = |message: &Message| say(message, language);
    match done {
        Ok(plan) => Ok(of_plan(file, &plan, way.dry_run, language)),
        Err(Refused::Made(No::Faults(faults))) => Err(lines(&faults, language)),
        Err(Refused::Made(No::Much(plan))) => Err(vec![
            said(&plan.warning()),
            said(&Message::new("organisation-plan-confirm")),
        ]),
        Err(Refused::Unfit(unfit)) => Err(unfit
            .iter()
            .take(MAX_FAULTS)
            .map(|unfit| said(&unfit.message))
            .collect()),
        Err(Refused::Taken) => Err(vec![said(&Message::new("organisation-taken"))]),
        Err(Refused::Busy) => Err(vec![said(&fault("busy"))]),
        Err(Refused::Store(error)) => Err(vec![said(&of_store(error))]),
    }
}

fn of_plan(file: &File, plan: &Plan, dry_run: bool, language: Language) -> Told {
    let said = |message: &Message| say(message, language);
    let mut lines: Vec<String> = file.note.iter().map(said).collect();
    lines.extend(plan.steps().map(|step| said(&step.message())));
    if dry_run && plan.takes_much() {
        lines.push(said(&plan.warning()));
    }
    lines.push(said(&plan.summary()));
    let steps = plan
        .steps
        .iter()
        .map(|step| json!({ "what": step.what.word(), "thing": step.thing.word(), "name": step.name }));
    Told {
        lines,
        json: json!({
            "dry_run": dry_run,
            "steps": steps.collect::<Vec<_>>(),
            "taken": plan.taken,
            "counted": plan.counted,
        }),
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::id::TenantId;

    use super::*;

    const TENANT: TenantId = TenantId(12_345_678);

    async fn done(store: &Arc<dyn Store>, what: What) -> Result<Vec<String>, Vec<String>> {
        act(store, TENANT, &what, Language::Danish)
            .await
            .map(|told| told.lines)
    }

    #[tokio::test]
    async fn a_file_is_taken_in_once_and_told_in_the_journal() {
        let folder = tempfile::tempdir().unwrap();
        let store = samspil_store::open(&format!("sqlite:{}", folder.path().display()))
            .await
            .unwrap();
        store.add_tenant(TENANT, "Prøvekommune").await.unwrap();
        let people = |count: usize| -> String {
            (0..count)
                .map(|n| format!("person;p{n};Person {n};p{n}\n"))
                .collect()
        };
        let import = |text: &str, dry_run, confirm| {
            let file = folder.path().join("fil.csv");
            std::fs::write(&file, format!("type;id;navn;brugernavn\n{text}")).unwrap();
            let source = "hr".to_owned();
            What::Import {
                file,
                source,
                dry_run,
                confirm,
            }
        };
        for (count, dry_run, confirm, last) in [
            (10, true, false, Ok("10 nye, 0 ændrede, 0 slutter.")),
            (10, false, false, Ok("10 nye, 0 ændrede, 0 slutter.")),
            (10, false, false, Ok("Filen ændrer intet.")),
            (5, true, false, Ok("0 nye, 0 ændrede, 5 slutter.")),
            (
                5,
                false,
                false,
                Err("Intet er ændret. Gentag med --confirm, hvis det er meningen."),
            ),
            (5, false, true, Ok("0 nye, 0 ændrede, 5 slutter.")),
        ] {
            let told = done(&store, import(&people(count), dry_run, confirm)).await;
            let said = told.as_ref().map(|lines| lines.last().unwrap().as_str());
            let said = said.map_err(|lines| lines.last().unwrap().as_str());
            assert_eq!(said, last, "{count} {dry_run} {confirm}");
        }
        let wrong = done(&store, import("hest;1;x;y\n", false, false))
            .await
            .unwrap_err();
        assert!(wrong[0].starts_with("Linje 2, kolonne 1 (type)"), "{wrong:?}");
        let journal = done(&store, What::Journal).await.unwrap();
        assert_eq!(journal.len(), 2, "{journal:?}");
        assert!(
            journal[0].contains("fil: 0 enheder, 5 medarbejdere"),
            "{journal:?}"
        );
        let out = done(
            &store,
            What::Export {
                source: Some("hr".to_owned()),
            },
        )
        .await
        .unwrap();
        assert_eq!(out.len(), 6);
        let folder_alone = What::Import {
            file: folder.path().join("mangler.csv"),
            source: "hr".to_owned(),
            dry_run: false,
            confirm: false,
        };
        assert!(done(&store, folder_alone).await.is_err());
    }
}
