//! Playing a draft: a case by clicking, or the two of a pair, with a clock that moves when told and parties to be. Nothing is
//! kept: what was done so far is a list of lines of `samspil play` in the form itself, and each page plays it anew.

mod moves;
mod shown;

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;
use serde::Deserialize;

use self::moves::Moves;
use self::shown::{Asked, Shown};
use super::both::Both;
use super::findings::first_mend;
use super::{Bench, draft_of, looked_through, place, slow};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::case::data::SectionShown;
use crate::pages::parts::{Alert, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::task::inputs::Inputs;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "workbench/play.html")]
struct PlayPage<'page> {
    page: &'page Shell,
    bench: Bench,
    alert: Option<Alert>,
    shown: Option<Shown>,
    sections: Vec<SectionShown>,
    steps: Vec<(&'static str, String)>,
    /// Of a pair: what the other flow is played by, and where one begins anew with one case or with both.
    pair: Option<PairShown>,
}

/// That the draft is one of a pair.
struct PairShown {
    about: String,
    /// Where the other way of playing it begins, and what its link says; none where there is no other.
    otherwise: Option<(String, String)>,
}

/// How a case begins.
#[derive(Default, Deserialize)]
pub(in crate::pages) struct Begun {
    /// Of a pair only the draft's case.
    #[serde(default)]
    alone: bool,
}

/// How far the clock can be moved at once: what is asked, and the key of what stands on the button.
const STEPS: [(&str, &str); 5] = [
    ("pass PT1H", "workbench-pass-hour"),
    ("pass 1 day", "workbench-pass-day"),
    ("pass 1 week", "workbench-pass-week"),
    ("pass 1 month", "workbench-pass-month"),
    ("next", "workbench-pass-next"),
];

/// A case that has just begun.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    Path(flow): Path<String>,
    Query(begun): Query<Begun>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let moves = Moves::beginning(app.engine.clock().now());
    let asked = Asked {
        moves,
        alone: begun.alone,
        ..Asked::default()
    };
    drawn(&app, &flow, page, &signed, asked).await
}

/// One thing more is done.
pub(in crate::pages) async fn act(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let value = |name: &str| {
        let found = pairs.iter().find(|(known, _)| known == name);
        found.map_or(String::new(), |(_, value)| value.clone())
    };
    let Some(moves) = Moves::read(&value("moves")) else {
        let text = page.t("workbench-moves-wrong");
        let page = page.titled(&Message::new("workbench-play-title").with("flow", flow.as_str()));
        let draft = draft_of(&app, &signed, &flow).await?;
        let template = PlayPage {
            bench: Bench::new(&app, &signed, &page, &draft, "play").await?,
            alert: Some(Alert::new(page.language, Tone::Error, text)),
            shown: None,
            sections: Vec::new(),
            steps: Vec::new(),
            pair: None,
            page: &page,
        };
        return Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page, &template));
    };
    let asked = Asked {
        moves,
        way: value("do"),
        alone: value("alone") == "yes",
        side: value("side"),
        be: value("as"),
        item: value("item"),
        inputs: Inputs::sent(pairs),
    };
    drawn(&app, &flow, page, &signed, asked).await
}

async fn drawn(
    app: &App,
    flow: &str,
    page: Shell,
    signed: &Signed,
    asked: Asked,
) -> Result<Response, Problem> {
    let draft = draft_of(app, signed, flow).await?;
    let page = page.titled(&Message::new("workbench-play-title").with("flow", flow));
    let checked = looked_through(app, signed, &draft.text).await?;
    let wrong = checked.is_wrong().then(|| first_mend(&page, &checked.findings));
    let (mut alert, mut played, mut pair) = (wrong, None, None);
    let both = match alert {
        None => Both::of(app, signed, &draft, checked).await?,
        Some(_) => None,
    };
    if let Some(both) = both {
        pair = pair_shown(&page, &draft.flow, &both, asked.alone);
        let both = if asked.alone { both.alone() } else { both };
        let language = page.language;
        let run = move || {
            let (first, second) = both.in_order();
            shown::play((first, second), asked, language)
        };
        let (refused, shown) = app.engine.aside(run).await.ok_or_else(slow)?;
        (alert, played) = (refused, shown);
    }
    let steps = STEPS.iter().map(|(value, key)| (*value, page.t(key)));
    let template = PlayPage {
        bench: Bench::new(app, signed, &page, &draft, "play").await?,
        alert,
        sections: played
            .as_mut()
            .map(|shown| std::mem::take(&mut shown.sections))
            .unwrap_or_default(),
        shown: played,
        steps: steps.collect(),
        pair,
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// Of a pair: what the other flow is played by, and where the other way of playing it begins.
fn pair_shown(page: &Shell, flow: &str, both: &Both, alone: bool) -> Option<PairShown> {
    let about = both.about.as_ref()?;
    let play = place(flow, "play");
    let (about, otherwise) = match (&both.other, alone) {
        (None, _) => (page.say(about), None),
        (Some(_), true) => (
            page.t("workbench-pair-alone"),
            Some((play, page.t("workbench-pair-play-both"))),
        ),
        (Some(_), false) => (
            page.say(about),
            Some((format!("{play}?alone=true"), page.t("workbench-pair-play-alone"))),
        ),
    };
    Some(PairShown { about, otherwise })
}
