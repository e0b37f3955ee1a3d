//! `samspil backup` and `samspil restore`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message, instant};
use samspil_runtime::{Clock, Ids, RandomIds, SystemClock};
use samspil_store::{Backup, Store};
use serde_json::{Value, json};

use super::copy::{Made, copy};
use super::restore::{Restored, held_against, lay_back, manifests, to_lay};
use super::{MAX_SHOWN, OLDEST, ToldOf, age, old, size, told};
use crate::account::{chosen, of_store};
use crate::language::{Answer, Told};
use crate::settings::StoreSettings;
use crate::waiting::until_done;
use crate::words::say;

/// Copies of the database.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct BackupArguments {
    #[command(subcommand)]
    command: Option<Asked>,
    #[command(flatten)]
    whose: Whose,
    /// The folder that a folder with the copy comes into: best one on another disk.
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
}

/// Which database, and which municipality of it.
#[derive(Args)]
pub(crate) struct Whose {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; all where nothing is said.
    #[arg(long)]
    municipality: Option<i32>,
}

#[derive(Subcommand)]
enum Asked {
    /// Which copies are known of, and how old the last whole one is.
    List(Whose),
    /// Tells of a copy that was made by other means: pg_basebackup, a snapshot of the disk.
    Report(Report),
}

/// What is told of a copy.
#[derive(Args)]
struct Report {
    #[command(flatten)]
    whose: Whose,
    /// When it was taken: 2026-01-05T02:00:00Z.
    #[arg(long)]
    taken_at: DateTime<Utc>,
    /// Where it lies, in words; no login and no key.
    #[arg(long)]
    place: String,
    /// How large it is, in bytes.
    #[arg(long)]
    bytes: Option<u64>,
    /// When it was seen that it can be laid back and is whole.
    #[arg(long, conflicts_with = "failed")]
    verified_at: Option<DateTime<Utc>>,
    /// Why it failed.
    #[arg(long)]
    failed: Option<String>,
    /// Who tells: the name of the job.
    #[arg(long, default_value = "samspil backup report")]
    by: String,
}

/// A copy that is laid back.
#[derive(Args)]
pub(crate) struct Restore {
    /// The folder of the copy, with its manifest: what samspil backup made.
    from: PathBuf,
    #[command(flatten)]
    store: StoreSettings,
}

/// The answer.
pub(crate) fn answer(asked: &BackupArguments, language: Language) -> Answer {
    let done = until_done(async {
        match (&asked.command, &asked.to) {
            (Some(Asked::List(whose)), _) => {
                over(whose, &|store, tenant| listed(store, tenant, language)).await
            }
            (Some(Asked::Report(report)), _) => {
                over(&report.whose, &|store, tenant| {
                    reported(store, tenant, report, language)
                })
                .await
            }
            (None, Some(to)) => over(&asked.whose, &|store, tenant| taken(store, tenant, to, language)).await,
            (None, None) => Err(Message::new("backup-no-folder")),
        }
    })?;
    done.map_err(|message| say(&message, language))
}

type Done<'a> = std::pin::Pin<Box<dyn Future<Output = Result<Told, Message>> + 'a>>;

/// Does something for one municipality or for each, and tells of all of it.
async fn over<'a>(
    whose: &'a Whose,
    work: &(dyn Fn(Arc<dyn Store>, TenantId) -> Done<'a> + 'a),
) -> Result<Told, Message> {
    let (store, _) = whose.store.open().await?;
    let done = each(&store, whose.municipality, work).await;
    store.close().await;
    done
}

async fn each<'a>(
    store: &Arc<dyn Store>,
    municipality: Option<i32>,
    work: &(dyn Fn(Arc<dyn Store>, TenantId) -> Done<'a> + 'a),
) -> Result<Told, Message> {
    let (tenants, unusable) = match municipality {
        Some(named) => (vec![chosen(store, Some(named)).await?], Vec::new()),
        None => {
            let all = store.tenants().await.map_err(of_store)?;
            let unusable = store.unusable().await.map_err(of_store)?;
            (all.into_iter().map(|(tenant, _)| tenant).collect(), unusable)
        }
    };
    let (mut lines, mut rows, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    for tenant in tenants {
        match work(Arc::clone(store), tenant).await {
            Ok(told) => {
                lines.extend(told.lines);
                rows.push(told.json);
            }
            // What goes wrong for one municipality keeps none of the others from its copy.
            Err(why) => failed.push(of(tenant, why)),
        }
    }
    failed.extend(
        unusable
            .iter()
            .map(|(tenant, error)| of(*tenant, error.message())),
    );
    match failed.len() {
        0 => Ok(Told {
            lines,
            json: Value::Array(rows),
        }),
        1 => Err(failed.remove(0)),
        _ => Err(Message::new("backup-not-of-all").with("all", failed)),
    }
}

/// What is said of one municipality.
fn of(tenant: TenantId, said: Message) -> Message {
    Message::new("backup-of")
        .with("municipality", tenant.to_string())
        .with("said", said)
}

fn taken(store: Arc<dyn Store>, tenant: TenantId, to: &Path, language: Language) -> Done<'_> {
    Box::pin(async move {
        let Made {
            tenant,
            folder,
            manifest,
        } = copy(&store, tenant, to, (RandomIds.next(), SystemClock.now())).await?;
        let line = Message::new("backup-made")
            .with("municipality", tenant.to_string())
            .with("folder", folder.display().to_string())
            .with("size", size(manifest.held.bytes, language))
            .with("events", i64::try_from(manifest.held.events).unwrap_or(i64::MAX));
        Ok(Told {
            lines: vec![say(&line, language)],
            json: json!({ "folder": folder, "manifest": manifest }),
        })
    })
}

fn reported(store: Arc<dyn Store>, tenant: TenantId, report: &Report, language: Language) -> Done<'_> {
    Box::pin(async move {
        let about = ToldOf {
            taken_at: report.taken_at,
            place: report.place.clone(),
            bytes: report.bytes,
            verified_at: report.verified_at,
            fault: report.failed.clone(),
        };
        let id = RandomIds.next();
        let kept = told(store.as_ref(), tenant, (id, &report.by, SystemClock.now()), about).await;
        kept.map_err(|wrong| wrong.unwrap_or_else(|error| error.message()))?;
        let line = Message::new("backup-told").with("municipality", tenant.to_string());
        Ok(Told {
            lines: vec![say(&line, language)],
            json: json!({ "municipality": tenant.0, "backup": id }),
        })
    })
}

fn listed<'a>(store: Arc<dyn Store>, tenant: TenantId, language: Language) -> Done<'a> {
    Box::pin(async move {
        let all = store.backups(tenant, MAX_SHOWN).await.map_err(of_store)?;
        let age = age(store.as_ref(), tenant, SystemClock.now())
            .await
            .map_err(of_store)?;
        let head = match age {
            None => Message::new("backup-none-whole"),
            Some(age) if age > OLDEST => Message::new("backup-too-old").with("age", old(age)),
            Some(age) => Message::new("backup-last").with("age", old(age)),
        };
        let head = of(tenant, head);
        let lines = std::iter::once(say(&head, language)).chain(all.iter().map(|one| line(one, language)));
        Ok(Told {
            lines: lines.collect(),
            json: json!({
                "municipality": tenant.0,
                "age_seconds": age.map(|age| age.num_seconds()),
                "too_old": age.is_none_or(|age| age > OLDEST),
                "backups": all.iter().map(row).collect::<Vec<_>>(),
            }),
        })
    })
}

fn line(one: &Backup, language: Language) -> String {
    let state = match (&one.fault, one.verified_at) {
        (Some(_), _) => "backup-failed",
        (None, Some(_)) => "backup-whole",
        (None, None) => "backup-not-checked",
    };
    let size = one.bytes.map(|bytes| size(bytes, language)).unwrap_or_default();
    format!(
        "{}  {}  {size}  {}",
        instant(one.taken_at, language),
        say(&Message::new(state), language),
        one.place
    )
}

fn row(one: &Backup) -> Value {
    json!({
        "taken_at": one.taken_at,
        "way": one.way,
        "place": one.place,
        "bytes": one.bytes,
        "verified_at": one.verified_at,
        "by": one.by,
        "failed": one.fault.is_some(),
    })
}

/// The answer to laying a copy back.
pub(crate) fn restore(asked: &Restore, language: Language) -> Answer {
    let done = until_done(restored(asked, language))?;
    done.map_err(|message| say(&message, language))
}

async fn restored(asked: &Restore, language: Language) -> Result<Told, Message> {
    let url = asked.store.url()?;
    let data = url
        .strip_prefix("sqlite:")
        .ok_or_else(|| Message::new("backup-own-means"))?;
    let found = manifests(&asked.from)?;
    // All of them are looked at before the first is laid back, so that what is refused leaves nothing behind.
    let ways: Result<Vec<_>, Message> = found
        .iter()
        .map(|manifest| to_lay(&asked.from, manifest, Path::new(data)))
        .collect();
    let mut laid = Vec::new();
    for way in &ways? {
        laid.push(lay_back(way)?);
    }
    // Opened as the program opens it: by the keys that it was sealed under, at the newest migration.
    let (store, _) = asked.store.open().await?;
    let mut rows = Vec::new();
    for (manifest, file) in found.iter().zip(laid) {
        let events = held_against(&store, manifest).await?;
        rows.push(Restored {
            municipality: manifest.municipality,
            file,
            events,
        });
    }
    store.close().await;
    let lines = rows.iter().map(|row| {
        let line = Message::new("backup-laid-back")
            .with("municipality", TenantId(row.municipality).to_string())
            .with("file", row.file.display().to_string())
            .with("events", i64::try_from(row.events).unwrap_or(i64::MAX));
        say(&line, language)
    });
    Ok(Told {
        lines: lines.collect(),
        json: json!({ "restored": rows }),
    })
}
