//! `samspil calendar set` and `show`: the calendar that a municipality lays down.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use samspil_core::calendar::{CalendarError, CalendarRules};
use samspil_core::flow::yaml::{Kind, Node, Style, tree};
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{CalendarRefused, CalendarSet, Engine, Moved, RandomIds, Settings, SystemClock};
use samspil_store::Store;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::yaml::yaml;
use crate::account::{chosen, fault, of_store};
use crate::bounded::read_bounded;
use crate::language::{Answer, Told};
use crate::moved::{deadlines, line, rows};
use crate::server::MAX_BODY_BYTES;
use crate::server::json::fit;
use crate::settings::StoreSettings;
use crate::tune::words::count;
use crate::waiting::until_done;
use crate::words::say;

/// Whom the store knows as the one who laid a calendar down from here.
const BY: &str = "samspil calendar";

/// The largest file of rules, in bytes: what the API takes of the same.
const MAX_FILE_BYTES: usize = MAX_BODY_BYTES;

/// Which municipality.
#[derive(Args)]
pub(crate) struct Whose {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; may be left out where there is only one.
    #[arg(long)]
    municipality: Option<i32>,
}

/// A calendar to lay down.
#[derive(Args)]
pub(crate) struct Set {
    #[command(flatten)]
    whose: Whose,
    /// A file as `samspil calendar show` prints it.
    file: PathBuf,
    /// Why, in a line.
    #[arg(long)]
    why: Option<String>,
    /// Only say which deadlines would move.
    #[arg(long, conflicts_with = "why")]
    preview: bool,
}

/// A calendar to look at.
#[derive(Args)]
pub(crate) struct Show {
    #[command(flatten)]
    whose: Whose,
    /// Which version; the latest where nothing is said.
    #[arg(long)]
    version: Option<u32>,
}

/// What is asked.
pub(crate) enum Asked<'a> {
    Set(&'a Set),
    Show(&'a Show),
}

impl Asked<'_> {
    const fn whose(&self) -> &Whose {
        match self {
            Self::Set(set) => &set.whose,
            Self::Show(show) => &show.whose,
        }
    }
}

/// The answer.
pub(crate) fn answer(asked: &Asked<'_>, language: Language) -> Answer {
    until_done(async {
        let opened = asked.whose().store.open().await;
        let (store, vault) = opened.map_err(|message| say(&message, language))?;
        let tenant = chosen(&store, asked.whose().municipality).await;
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let engine = Engine::with_vault(store, clock, ids, vault, Settings::ASKING);
        let done = match (tenant, asked) {
            (Err(message), _) => Err(say(&message, language)),
            (Ok(tenant), Asked::Set(asked)) => set(&engine, tenant, asked, language).await,
            (Ok(tenant), Asked::Show(asked)) => show(&engine, tenant, asked, language).await,
        };
        engine.stop().await;
        done
    })?
}

async fn show(engine: &Arc<Engine>, tenant: TenantId, asked: &Show, language: Language) -> Answer {
    let told = |message: &Message| say(message, language);
    let all = engine.calendars(tenant).await;
    let all = all.map_err(|failure| told(&fault(failure)))?;
    let wanted = |one: &&CalendarSet| asked.version.is_none_or(|version| version == one.version);
    let Some(found) = all.iter().find(wanted) else {
        let known: Vec<String> = all.iter().map(|one| one.version.to_string()).collect();
        let message = Message::new("calendar-no-version").with("known", known.join(", "));
        return Err(told(&message));
    };
    let rules = serde_json::to_value(&found.rules).unwrap_or_default();
    let head = match &found.set {
        Some((at, by, why)) => Message::new("calendar-version")
            .with("version", found.version)
            .with("at", *at)
            .with("by", by.as_str())
            .with("why", why.as_str()),
        None => Message::new("calendar-plain"),
    };
    let mut lines = vec![format!("# {}", told(&head))];
    lines.extend(yaml(&rules));
    Ok(Told {
        lines,
        json: json!({
            "version": found.version,
            "rules": rules,
            "set_at": found.set.as_ref().map(|(at, _, _)| at),
            "set_by": found.set.as_ref().map(|(_, by, _)| by),
            "why": found.set.as_ref().map(|(_, _, why)| why),
            "counted_at": found.counted_at,
        }),
    })
}

async fn set(engine: &Arc<Engine>, tenant: TenantId, asked: &Set, language: Language) -> Answer {
    let told = |message: &Message| say(message, language);
    let rules = read(&asked.file, engine.store(), tenant, language).await?;
    if asked.preview {
        let moves = engine.preview_calendar(tenant, rules).await;
        let moves = moves.map_err(|refused| unfit(&asked.file, refused, language))?;
        let head = Message::new("calendar-would-move").with("count", count(deadlines(&moves)));
        return Ok(moved(None, &head, &moves, language));
    }
    let latest = engine.store().calendar_version(tenant).await;
    let latest = latest.map_err(|error| told(&of_store(error)))?;
    let why = asked.why.as_deref().unwrap_or_default();
    let set = engine.set_calendar(tenant, rules, latest, BY, why).await;
    let version = set.map_err(|refused| unfit(&asked.file, refused, language))?;
    // It is laid down whatever comes: a program that serves goes on where counting is broken off.
    let moves = engine.recount(tenant).await;
    let moves = moves.map_err(|failure| told(&fault(failure)))?;
    let head = Message::new("calendar-moved").with("version", version);
    let head = head.with("count", count(deadlines(&moves)));
    Ok(moved(Some(version), &head, &moves, language))
}

fn moved(version: Option<u32>, head: &Message, moves: &[Moved], language: Language) -> Told {
    let told = |message: &Message| say(message, language);
    Told {
        lines: [told(head)]
            .into_iter()
            .chain(moves.iter().map(|one| told(&line(one))))
            .collect(),
        json: json!({ "version": version, "moved": rows(moves) }),
    }
}

/// Reads a file of rules; its units are written by name or id.
async fn read(
    path: &Path,
    store: &Arc<dyn Store>,
    tenant: TenantId,
    language: Language,
) -> Result<CalendarRules, String> {
    let told = |message: &Message| say(message, language);
    let text = read_bounded(path, MAX_FILE_BYTES).map_err(|message| told(&message))?;
    let (root, findings) = tree(&text);
    let Some(root) = root.filter(|_| findings.is_empty()) else {
        let lines = findings.iter().map(|finding| {
            let (place, what) = (finding.place, told(&finding.what));
            format!("{}:{}:{}: {what}", path.display(), place.line, place.column)
        });
        return Err(lines.collect::<Vec<_>>().join("\n"));
    };
    let units = store.units(tenant).await;
    let units = units.map_err(|error| told(&of_store(error)))?;
    let ids: BTreeMap<&str, Uuid> = units.iter().map(|unit| (unit.name.as_str(), unit.id.0)).collect();
    let rules = with_ids(typed(&root), &ids).map_err(|name| {
        let known: Vec<&str> = ids.keys().copied().collect();
        let message = Message::new("account-unknown-unit").with("name", name);
        told(&message.with("known", known.join(", ")))
    })?;
    fit(&rules).map_err(|problem| {
        let place = problem.points_at().unwrap_or_default();
        format!("{}: {place}: {}", path.display(), problem.sentence(language))
    })
}

/// What is written, with whole numbers as numbers: no rule takes digits for words.
fn typed(node: &Node) -> Json {
    match &node.kind {
        Kind::Map(entries) => {
            let entries = entries.iter();
            Json::Object(
                entries
                    .map(|entry| (entry.key.text.clone(), typed(&entry.value)))
                    .collect(),
            )
        }
        Kind::List(parts) => Json::Array(parts.iter().map(typed).collect()),
        Kind::Scalar {
            text,
            style: Style::Plain,
        } => text.parse::<u32>().map_or_else(|_| node.to_json(), Json::from),
        _ => node.to_json(),
    }
}

/// The rules with each unit by its id; the name where no unit is called that.
fn with_ids(mut rules: Json, ids: &BTreeMap<&str, Uuid>) -> Result<Json, String> {
    let Some(units) = rules.get_mut("units").and_then(Json::as_object_mut) else {
        return Ok(rules);
    };
    let mut named = Map::new();
    for (name, unit) in std::mem::take(units) {
        let id = name.parse().ok().or_else(|| ids.get(name.as_str()).copied());
        named.insert(id.ok_or(name)?.to_string(), unit);
    }
    *units = named;
    Ok(rules)
}

fn unfit(path: &Path, refused: CalendarRefused, language: Language) -> String {
    let told = |message: &Message| say(message, language);
    let line =
        |fault: &CalendarError| format!("{}: {}: {}", path.display(), fault.pointer, told(&fault.message));
    match refused {
        CalendarRefused::Faults(faults) => faults.iter().map(line).collect::<Vec<_>>().join("\n"),
        CalendarRefused::Reason => told(&Message::new("calendar-why")),
        CalendarRefused::Changed(version) => told(&Message::new("calendar-changed").with("version", version)),
        CalendarRefused::Failure(failure) => told(&fault(failure)),
    }
}
