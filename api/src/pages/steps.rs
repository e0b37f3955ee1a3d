//! Waiting and deviations at each step over live cases, and what is in people's way there: on the picture of a flow, and the
//! same as a table.

use std::collections::BTreeMap;

use samspil_core::diagram::{Node, Scene, Shown, Wanted, svg};
use samspil_core::flow::{Flow, Item};
use samspil_core::guard::Guards;
use samspil_core::id::{ItemId, TenantId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{Figures, LiveStep, MIN_CASES};

use super::address::segment;
use super::parts::{Cell, PREFIX, Picture, Table};
use super::shell::Shell;
use super::trials;
use crate::app::App;
use crate::server::problem::{Kind, Problem};

/// What is shown of the steps of a flow.
pub(super) struct StepsShown {
    pub(super) about: String,
    pub(super) picture: Picture,
    pub(super) table: Table,
}

/// What is known of a step.
#[derive(Default)]
struct Known {
    live: LiveStep,
    /// How many hassles are not settled.
    hassles: u64,
}

/// Which cases: those of a flow by one version, or all of them.
#[derive(Clone, Copy)]
pub(super) struct Which<'a> {
    pub(super) tenant: TenantId,
    pub(super) flow: &'a str,
    pub(super) version: Option<u32>,
}

/// The steps of a flow as this file has them.
///
/// # Errors
/// What the store says, or that drawing takes too long.
pub(super) async fn steps(
    app: &App,
    page: &Shell,
    which: Which<'_>,
    (flow, guards): (Flow, Guards),
) -> Result<StepsShown, Problem> {
    let known = known(app, which).await?;
    let language = page.language;
    let rows = flow.items.values().filter_map(|item| {
        let known = known.get(item.id.as_str())?;
        Some(row(page, which.flow, item, known))
    });
    let head = ["step", "waits", "deviations", "hassles"];
    let table = Table {
        caption: page.t("steps-table"),
        head: head
            .iter()
            .map(|column| page.t(&format!("steps-column-{column}")))
            .collect(),
        rows: rows.collect(),
        empty: page.t("steps-none"),
    };
    let figures: BTreeMap<ItemId, Vec<String>> = flow
        .items
        .keys()
        .filter_map(|id| Some((id.clone(), words(page, known.get(id.as_str())?))))
        .collect();
    let drawn = app
        .engine
        .aside(move || drawn(&flow, &guards, figures, language))
        .await;
    let slow = || Problem::new(Kind::FLOW_UNFIT).detail(Message::new("problem-flow-slow"));
    let about = Message::new("steps-about").with("least", i64::try_from(MIN_CASES).unwrap_or(i64::MAX));
    Ok(StepsShown {
        about: page.say(&about),
        picture: Picture::of(page, drawn.ok_or_else(slow)?),
        table,
    })
}

/// What is known of each step, by its name.
async fn known(app: &App, which: Which<'_>) -> Result<BTreeMap<String, Known>, Problem> {
    let live = app
        .engine
        .live_steps(which.tenant, which.flow, which.version)
        .await?;
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    for (step, live) in live {
        known.entry(step).or_default().live = live;
    }
    for count in app.engine.store().hassle_counts(which.tenant).await? {
        let of_version = which.version.is_none_or(|version| version == count.version);
        if count.flow == which.flow && of_version {
            let step = known.entry(count.step).or_default();
            step.hassles = step.hassles.saturating_add(count.count);
        }
    }
    Ok(known)
}

fn drawn(
    flow: &Flow,
    guards: &Guards,
    figures: BTreeMap<ItemId, Vec<String>>,
    language: Language,
) -> Result<String, Message> {
    let wanted = Wanted {
        figures,
        ..Wanted::whole(language)
    };
    let scene = Scene::new(flow, guards, &wanted);
    let shown = Shown {
        alone: false,
        prefix: PREFIX,
        link: &|_: &Node| None,
    };
    svg(&scene, &shown)
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// How long half of the open work has waited at most.
fn waits(page: &Shell, waiting: &Figures) -> Option<String> {
    let days = waiting.days.median()?;
    let told = Message::new("steps-waits").with("days", i64::from(days));
    Some(page.say(&told.with("times", count(waiting.times))))
}

/// What stands in the box of a step.
fn words(page: &Shell, known: &Known) -> Vec<String> {
    let waits = known
        .live
        .waiting
        .as_ref()
        .and_then(|waiting| waits(page, waiting));
    let deviated = known.live.deviated.as_ref().map(|row| {
        let told = Message::new("steps-deviations").with("times", count(row.times));
        page.say(&told)
    });
    let hassles = (known.hassles > 0).then(|| {
        let told = Message::new("steps-hassles").with("count", count(known.hassles));
        page.say(&told)
    });
    waits.into_iter().chain(deviated).chain(hassles).collect()
}

fn row(page: &Shell, flow: &str, item: &Item, known: &Known) -> Vec<Cell> {
    let title = item.title.in_language(page.language).to_owned();
    let few = || Cell::Small(page.t("trial-few"));
    let waits = known
        .live
        .waiting
        .as_ref()
        .and_then(|waiting| waits(page, waiting));
    let deviated = known.live.deviated.as_ref().map(|row| Cell::Link {
        href: format!(
            "/management/deviations/{}/{}",
            segment(flow),
            segment(item.id.as_str())
        ),
        text: page.say(&Message::new("steps-deviations").with("times", count(row.times))),
    });
    let hassles = Cell::Link {
        href: format!(
            "{}/hassles/{}#step-{}",
            trials::PATH,
            segment(flow),
            segment(item.id.as_str())
        ),
        text: page.say(&Message::new("steps-hassles").with("count", count(known.hassles))),
    };
    vec![
        Cell::Text(title),
        waits.map_or_else(few, Cell::Text),
        deviated.unwrap_or_else(few),
        if known.hassles > 0 { hassles } else { Cell::Empty },
    ]
}
