//! `samspil tune`: what may be tuned, tuning a clock with its preview first, taking a tuning back, and the journal.

mod told;
pub(crate) mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use samspil_core::calendar::local_date;
use samspil_core::flow::{RungTuning, Tuning, WindowTuning};
use samspil_core::id::{ClockId, FlowId, ItemId, TenantId, UnitId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{Engine, RandomIds, Settings, SystemClock, TuningRefused};

use crate::account::{chosen, fault, of_store};
use crate::language::{Answer, Told};
use crate::settings::StoreSettings;
use crate::waiting::until_done;
use crate::words::say;

/// Whom the store knows as the one who tuned from here.
const BY: &str = "samspil tune";

/// Tuning, and whose.
#[derive(Args)]
pub(crate) struct Tune {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; may be left out where there is only one.
    #[arg(long, global = true)]
    municipality: Option<i32>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The clocks of which something may be tuned, and how far.
    List,
    /// What has been tuned, by whom and why, newest first.
    Journal,
    /// Tunes a clock, and says which deadlines moved.
    Set(Box<Set>),
    /// Takes a tuning back, and says which deadlines moved.
    Back {
        /// Its number.
        number: u32,
        /// Why, in a line.
        #[arg(long)]
        why: Option<String>,
        /// Only say which deadlines would move.
        #[arg(long, conflicts_with = "why")]
        preview: bool,
    },
}

/// A clock as it is to be.
#[derive(Args)]
struct Set {
    /// The flow.
    flow: String,
    /// The clock; an item's own has the item's name.
    clock: String,
    /// How long: "20 working days".
    #[arg(long)]
    lasts: Option<String>,
    /// The length to aim for, where the limit is a range.
    #[arg(long)]
    target: Option<String>,
    /// The longest that it may stand still for an item: "hearing=4 weeks".
    #[arg(long, value_name = "ITEM=LENGTH")]
    pause: Vec<String>,
    /// How long by a rule of the decision table that says it, by its number from 1: "2=4 weeks", "otherwise=5 months".
    #[arg(long, value_name = "NUMBER=LENGTH")]
    rule: Vec<String>,
    /// The longest that a person may put its end off in all: "4 weeks".
    #[arg(long)]
    extends: Option<String>,
    /// How many times its item must come back: "4".
    #[arg(long, value_name = "TIMES")]
    at_least: Option<String>,
    /// In any stretch of what length: "12 months".
    #[arg(long, value_name = "LENGTH")]
    in_any: Option<String>,
    /// How far apart at most: "5 months".
    #[arg(long, value_name = "LENGTH")]
    apart: Option<String>,
    /// When a rung comes, by its number from 1: "2=3 working days before".
    #[arg(long, value_name = "NUMBER=MOMENT")]
    rung: Vec<String>,
    /// Whom a rung speaks to, by its number from 1: "2=leader".
    #[arg(long, value_name = "NUMBER=PARTY")]
    to: Vec<String>,
    /// In what rhythm the item comes back: "every 2 months".
    #[arg(long)]
    every: Option<String>,
    /// The first day on which it holds; today where nothing is said.
    #[arg(long)]
    from: Option<NaiveDate>,
    /// Only where this unit has the work, by name or id.
    #[arg(long)]
    unit: Option<String>,
    /// Only clocks that start from then on; otherwise what already runs is counted anew as well.
    #[arg(long)]
    only_new: bool,
    /// Also for every other clock that has the same ladder, decision table or named pause.
    #[arg(long)]
    shared: bool,
    /// Why, in a line.
    #[arg(long)]
    why: Option<String>,
    /// Only say what would come of it: to open cases, and to last year's had it held then.
    #[arg(long, conflicts_with = "why")]
    preview: bool,
}

/// The answer.
pub(crate) fn answer(asked: &Tune, language: Language) -> Answer {
    until_done(async {
        let (store, vault) = asked
            .store
            .open()
            .await
            .map_err(|message| say(&message, language))?;
        let tenant = chosen(&store, asked.municipality).await;
        let settings = Settings {
            background: false,
            ..Settings::default()
        };
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let engine = Engine::with_vault(store, clock, ids, vault, settings);
        let done = match tenant {
            Err(message) => Err(say(&message, language)),
            Ok(tenant) => act(&engine, tenant, &asked.command, language).await,
        };
        engine.stop().await;
        done
    })?
}

async fn act(engine: &Arc<Engine>, tenant: TenantId, command: &Command, language: Language) -> Answer {
    match command {
        Command::List => {
            let flows = engine.tunable(tenant).await;
            let flows = flows.map_err(|failure| say(&fault(failure), language))?;
            Ok(told::tunable(&flows, language))
        }
        Command::Journal => {
            let journal = engine.tunings(tenant).await;
            let journal = journal.map_err(|failure| say(&fault(failure), language))?;
            Ok(told::journal(&journal, language))
        }
        Command::Set(asked) => set(engine, tenant, asked, language).await,
        Command::Back {
            number,
            preview: true,
            ..
        } => {
            let live = engine.preview_taking_back(tenant, *number).await;
            let live = live.map_err(|refused| told::refused(refused, language))?;
            Ok(told::preview(&live, None, language))
        }
        Command::Back { number, why, .. } => {
            let seen = seen(engine, tenant, language).await?;
            let why = why.as_deref().unwrap_or_default();
            let back = engine.take_back(tenant, *number, seen, BY, why).await;
            moved(engine, tenant, back, language).await
        }
    }
}

async fn set(engine: &Arc<Engine>, tenant: TenantId, asked: &Set, language: Language) -> Answer {
    let unit = match &asked.unit {
        None => None,
        Some(name) => Some(unit(engine, tenant, name, language).await?),
    };
    let from = asked.from.unwrap_or_else(|| local_date(engine.clock().now()));
    let tuning = tuning(asked, unit, from).map_err(|message| say(&message, language))?;
    if asked.preview {
        let preview = engine.preview_tuning(tenant, tuning).await;
        let preview = preview.map_err(|refused| told::refused(refused, language))?;
        return Ok(told::preview(&preview.live, Some(&preview.past), language));
    }
    let seen = seen(engine, tenant, language).await?;
    let why = asked.why.as_deref().unwrap_or_default();
    let set = engine.tune(tenant, tuning, seen, BY, why).await;
    moved(engine, tenant, set, language).await
}

/// What is laid down counts whatever comes: a program that serves goes on where counting is broken off.
async fn moved(
    engine: &Arc<Engine>,
    tenant: TenantId,
    number: Result<u32, TuningRefused>,
    language: Language,
) -> Answer {
    let number = number.map_err(|refused| told::refused(refused, language))?;
    let moves = engine.recount(tenant).await;
    let moves = moves.map_err(|failure| say(&fault(failure), language))?;
    Ok(told::moved(number, &moves, language))
}

async fn seen(engine: &Arc<Engine>, tenant: TenantId, language: Language) -> Result<u32, String> {
    let latest = engine.store().tuning_number(tenant).await;
    latest.map_err(|error| say(&of_store(error), language))
}

async fn unit(
    engine: &Arc<Engine>,
    tenant: TenantId,
    name: &str,
    language: Language,
) -> Result<UnitId, String> {
    let units = engine.store().units(tenant).await;
    let units = units.map_err(|error| say(&of_store(error), language))?;
    let found = units
        .iter()
        .find(|unit| unit.name == name || unit.id.0.to_string() == name);
    found.map(|unit| unit.id).ok_or_else(|| {
        let known: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        let message = Message::new("account-unknown-unit").with("name", name);
        say(&message.with("known", known.join(", ")), language)
    })
}

/// The tuning that is asked for; what is wrong with its lengths and moments the flow says.
fn tuning(asked: &Set, unit: Option<UnitId>, from: NaiveDate) -> Result<Tuning, Message> {
    let name = |key: &'static str, name: &str| Message::new(key).with("name", name);
    let flow = FlowId::new(&asked.flow).map_err(|_| name("tune-no-flow-name", &asked.flow))?;
    let clock = ClockId::new(&asked.clock).map_err(|_| name("tune-no-clock-name", &asked.clock))?;
    let mut rungs: BTreeMap<u16, RungTuning> = BTreeMap::new();
    for written in &asked.rung {
        let (number, at) = numbered(written)?;
        rungs.entry(number).or_default().at = Some(at);
    }
    for written in &asked.to {
        let (number, to) = numbered(written)?;
        rungs.entry(number).or_default().to = Some(to);
    }
    let pause = |written: &String| {
        let wrong = || Message::new("tune-not-a-pause").with("text", written.as_str());
        let (item, length) = written.split_once('=').ok_or_else(wrong)?;
        let item = ItemId::new(item.trim()).map_err(|_| wrong())?;
        Ok((item, length.trim().to_owned()))
    };
    let rule = |written: &String| {
        let wrong = || Message::new("tune-not-a-rule").with("text", written.as_str());
        let (rule, length) = written.split_once('=').ok_or_else(wrong)?;
        Ok((rule.trim().to_owned(), length.trim().to_owned()))
    };
    let window = WindowTuning {
        at_least: asked.at_least.clone(),
        in_any: asked.in_any.clone(),
        at_most_apart: asked.apart.clone(),
    };
    Ok(Tuning {
        unit,
        rules: asked.rule.iter().map(rule).collect::<Result<_, Message>>()?,
        extends: asked.extends.clone(),
        window: (window != WindowTuning::default()).then_some(window),
        only_new: asked.only_new,
        shared: asked.shared,
        lasts: asked.lasts.clone(),
        target: asked.target.clone(),
        pauses: asked.pause.iter().map(pause).collect::<Result<_, Message>>()?,
        rungs,
        every: asked.every.clone(),
        ..Tuning::of(flow, clock, from)
    })
}

/// `2=leader`.
fn numbered(written: &str) -> Result<(u16, String), Message> {
    let parts = written.split_once('=');
    let parts = parts.and_then(|(number, text)| Some((number.trim().parse().ok()?, text.trim().to_owned())));
    parts.ok_or_else(|| Message::new("tune-not-a-rung").with("text", written))
}

/// What a person reads, and what a program does.
fn both(lines: Vec<String>, json: serde_json::Value) -> Told {
    Told { lines, json }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set() -> Set {
        Set {
            flow: "voksen-bum".to_owned(),
            clock: "decide".to_owned(),
            lasts: Some("6 weeks".to_owned()),
            target: None,
            pause: vec!["hearing = 4 weeks".to_owned()],
            rule: vec!["2 = 5 weeks".to_owned()],
            extends: Some("2 weeks".to_owned()),
            at_least: Some("4".to_owned()),
            in_any: None,
            apart: None,
            rung: vec!["2=3 working days before".to_owned()],
            to: vec!["2=leader".to_owned(), "1 = owner".to_owned()],
            every: None,
            from: None,
            unit: None,
            only_new: false,
            shared: true,
            why: None,
            preview: false,
        }
    }

    #[test]
    fn what_is_asked_becomes_a_tuning() {
        let tuning = tuning(&set(), None, "2026-01-05".parse().unwrap()).unwrap();
        let json = serde_json::to_value(&tuning).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "flow": "voksen-bum", "clock": "decide", "from": "2026-01-05", "lasts": "6 weeks",
                "pauses": {"hearing": "4 weeks"}, "rules": {"2": "5 weeks"}, "extends": "2 weeks", "shared": true,
                "window": {"at_least": "4"},
                "rungs": {"1": {"to": "owner"}, "2": {"at": "3 working days before", "to": "leader"}},
            })
        );
    }

    #[test]
    fn what_is_no_rung_pause_or_name_is_said() {
        let day: NaiveDate = "2026-01-05".parse().unwrap();
        for (asked, key) in [
            (
                Set {
                    rung: vec!["leader".to_owned()],
                    ..set()
                },
                "tune-not-a-rung",
            ),
            (
                Set {
                    to: vec!["x=leader".to_owned()],
                    ..set()
                },
                "tune-not-a-rung",
            ),
            (
                Set {
                    pause: vec!["4 weeks".to_owned()],
                    ..set()
                },
                "tune-not-a-pause",
            ),
            (
                Set {
                    rule: vec!["4 weeks".to_owned()],
                    ..set()
                },
                "tune-not-a-rule",
            ),
            (
                Set {
                    clock: "no such".to_owned(),
                    ..set()
                },
                "tune-no-clock-name",
            ),
            (
                Set {
                    flow: String::new(),
                    ..set()
                },
                "tune-no-flow-name",
            ),
        ] {
            assert_eq!(tuning(&asked, None, day).unwrap_err().key, key);
        }
    }
}
