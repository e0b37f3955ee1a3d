//! What is in people's way in a flow, step by step, with the deviations of its live cases beside it.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::{Message, instant};
use samspil_runtime::{LiveStep, MAX_HASSLES, MAX_TRIAL_CHARS};
use samspil_store::{HassleCount, HasslePlace, KnownHassle};
use serde::Deserialize;
use uuid::Uuid;

use super::{PATH, heads, number};
use crate::app::App;
use crate::identity::Signed;
use crate::management::Titles;
use crate::pages::address::segment;
use crate::pages::flash;
use crate::pages::parts::{Alert, Cell, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};
use crate::trials::{asking, refused};

#[derive(Template)]
#[template(path = "trials/hassles.html")]
struct HasslesPage<'page> {
    page: &'page Shell,
    about: String,
    alert: Option<Alert>,
    steps: Vec<StepShown>,
    /// Where those that do not fit on the page are.
    more: Option<String>,
    /// Where the picture of the flow with its steps is.
    picture: String,
    longest: u32,
}

/// A step with what is in people's way there.
struct StepShown {
    name: String,
    title: String,
    /// How often people deviated there, where that may be told.
    deviated: Option<String>,
    /// Where it is told why they deviated.
    reasons: String,
    open: Vec<HassleShown>,
    settled: Table,
}

/// What somebody noted.
struct HassleShown {
    said: String,
    noted: String,
    /// The trial that is to take it away.
    trial: Option<String>,
    /// Where it is settled.
    settle: String,
}

/// How many hassles of a step are not settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct OpenAtStep<'a> {
    pub(super) flow: &'a str,
    pub(super) step: &'a str,
    pub(super) count: u64,
}

/// The counts by flow and step over all versions, in their order.
pub(super) fn open_at_steps(counts: &[HassleCount]) -> Vec<OpenAtStep<'_>> {
    let mut steps: Vec<OpenAtStep<'_>> = Vec::new();
    for count in counts {
        match steps.last_mut() {
            Some(last) if last.flow == count.flow && last.step == count.step => {
                last.count = last.count.saturating_add(count.count);
            }
            _ => steps.push(OpenAtStep {
                flow: &count.flow,
                step: &count.step,
                count: count.count,
            }),
        }
    }
    steps
}

/// How a hassle is settled, as it is sent.
#[derive(Default, Deserialize)]
pub(super) struct Settled {
    #[serde(default)]
    because: String,
}

/// Where the page begins.
#[derive(Default, Deserialize)]
pub(super) struct Begins {
    #[serde(default)]
    after: String,
}

/// The page. A place that was written by hand and is none is the beginning.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(flow): Path<String>,
    Query(begins): Query<Begins>,
) -> Result<Response, Problem> {
    let at = (flow.as_str(), begins.after.parse().ok());
    drawn(&app, page, &signed, at, (StatusCode::OK, None)).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (flow, after): (&str, Option<HasslePlace>),
    (status, alert): (StatusCode, Option<Alert>),
) -> Result<Response, Problem> {
    let titles = Titles::read(app, signed.tenant, [flow]).await?;
    let store = app.engine.store();
    if store.flow(signed.tenant, flow, None).await?.is_none() {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    let title = titles.flow(flow, page.language);
    let page = page.titled(&Message::new("hassles-of-flow").with("flow", title));
    let found = store
        .hassles(signed.tenant, Some(flow), after, MAX_HASSLES)
        .await?;
    let is_full = u32::try_from(found.len()).is_ok_and(|count| count == MAX_HASSLES);
    let last = found.last().filter(|_| is_full);
    let more = last.map(|last| format!("{PATH}/hassles/{}?after={}", segment(flow), last.place()));
    let live = app.engine.live_steps(signed.tenant, flow, None).await?;
    let mut by_step: BTreeMap<&str, Vec<&KnownHassle>> = BTreeMap::new();
    for known in &found {
        by_step.entry(known.hassle.step.as_str()).or_default().push(known);
    }
    let steps = by_step.into_iter().map(|(step, all)| {
        let title = titles.part(flow, step, page.language);
        shown(&page, (flow, step, title), &all, live.get(step))
    });
    let about = Message::new("hassles-about").with("most", i64::from(MAX_HASSLES));
    let template = HasslesPage {
        about: page.say(&about),
        alert,
        steps: steps.collect(),
        more,
        picture: format!("/flows/{}/steps", segment(flow)),
        longest: MAX_TRIAL_CHARS,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

fn shown(
    page: &Shell,
    (flow, step, title): (&str, &str, String),
    all: &[&KnownHassle],
    live: Option<&LiveStep>,
) -> StepShown {
    let deviated = live.and_then(|live| live.deviated.as_ref());
    let times = deviated.map(|row| Message::new("steps-deviated").with("times", number(page, row.times)));
    let open = all.iter().filter(|known| known.settled.is_none());
    StepShown {
        name: step.to_owned(),
        title,
        deviated: times.map(|told| page.say(&told)),
        reasons: format!("/management/deviations/{}/{}", segment(flow), segment(step)),
        open: open.map(|known| hassle(page, flow, known)).collect(),
        settled: settled_table(page, all),
    }
}

fn noted(page: &Shell, known: &KnownHassle) -> String {
    let noted = Message::new("hassle-noted")
        .with("by", known.hassle.noted_by.as_str())
        .with("at", instant(known.hassle.noted_at, page.language))
        .with("version", known.hassle.version);
    page.say(&noted)
}

fn hassle(page: &Shell, flow: &str, known: &KnownHassle) -> HassleShown {
    HassleShown {
        said: known.hassle.said.clone(),
        noted: noted(page, known),
        trial: known.trial.map(|trial| format!("{PATH}/{trial}")),
        settle: format!("{PATH}/hassles/{}/{}/settle", segment(flow), known.hassle.id),
    }
}

fn settled_table(page: &Shell, all: &[&KnownHassle]) -> Table {
    let rows = all.iter().filter_map(|known| {
        let settled = known.settled.as_ref()?;
        let by = Message::new("hassle-settled-by")
            .with("by", settled.by.as_str())
            .with("at", instant(settled.at, page.language));
        let (said, because) = (
            Cell::Text(known.hassle.said.clone()),
            Cell::Text(settled.because.clone()),
        );
        Some(vec![
            Cell::Stack(vec![said, Cell::Small(noted(page, known))]),
            Cell::Stack(vec![because, Cell::Small(page.say(&by))]),
        ])
    });
    Table {
        caption: page.t("hassles-settled"),
        head: heads(page, &["hassle", "settled"]),
        rows: rows.collect(),
        empty: String::new(),
    }
}

/// Settles a hassle with a word about how.
pub(super) async fn settle(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path((flow, hassle)): Path<(String, Uuid)>,
    Body(written): Body<Settled>,
) -> Result<Response, Problem> {
    let by = asking(&app, &signed).await?;
    let asked = (written.because.as_str(), &by);
    match app.engine.settle_hassle(signed.tenant, hassle, asked).await {
        Ok(()) => {
            let to = format!("{PATH}/hassles/{}", segment(&flow));
            let mut answer = Redirect::to(&to).into_response();
            flash::say_next(&mut answer, Tone::Success, "flash-hassle-settled", app.gate.https);
            Ok(answer)
        }
        Err(samspil_runtime::TrialRefused::Reason) => {
            let told = samspil_runtime::TrialRefused::Reason.message();
            let alert = told.map(|told| Alert::new(page.language, Tone::Error, page.say(&told)));
            let wrong = (StatusCode::UNPROCESSABLE_ENTITY, alert);
            drawn(&app, page, &signed, (&flow, None), wrong).await
        }
        Err(error) => Err(refused(error)),
    }
}
