//! The scenarios of a draft: tried each time they are looked at, with what they come round, and written.

use std::collections::BTreeSet;

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::flow::{Flow, ItemKind};
use samspil_core::id::FlowId;
use samspil_core::text::{Language, Message, Text};
use samspil_store::{Draft, ScenarioFile};
use serde::Deserialize;

use super::both::Both;
use super::findings::first_mend;
use super::{Bench, draft_of, looked_through, place, slow};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::flash;
use crate::pages::parts::{Alert, Badge, Cell, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::scenario::{Covers, Outcome, try_texts};
use crate::server::problem::Problem;

/// The most scenarios of a flow: the fullest that ships has a dozen.
const MAX_SCENARIOS: usize = 50;

/// The most that the scenarios of a flow may take together, in bytes: as much as the flow itself.
const MAX_BYTES: usize = 256 * 1024;

/// How many lines the field for a scenario shows.
const LINES: u16 = 16;

#[derive(Template)]
#[template(path = "workbench/scenarios.html")]
struct ScenariosPage<'page> {
    page: &'page Shell,
    bench: Bench,
    alert: Option<Alert>,
    outcomes: Option<Table>,
    covers: Vec<SideCovers>,
    form: Form,
    seen: u32,
    /// The one that is open can be taken away.
    known: bool,
}

/// What of a flow the scenarios come round.
struct SideCovers {
    /// The flow, where there are two.
    title: Option<String>,
    lines: Vec<String>,
}

/// Which scenario is open.
#[derive(Default, Deserialize)]
pub(in crate::pages) struct Open {
    #[serde(default)]
    name: String,
}

/// The form as it is sent.
#[derive(Default, Deserialize)]
pub(in crate::pages) struct Written {
    #[serde(default)]
    name: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    seen: u32,
    /// `remove` takes it away, anything else keeps it.
    #[serde(default, rename = "do")]
    way: String,
}

/// The page.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    Path(flow): Path<String>,
    Query(open): Query<Open>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let draft = draft_of(&app, &signed, &flow).await?;
    let known = draft.scenarios.iter().find(|known| known.name == open.name);
    let written = Written {
        name: known.map_or(String::new(), |known| known.name.clone()),
        text: known.map_or(String::new(), |known| known.text.clone()),
        ..Written::default()
    };
    drawn(&app, page, &signed, &draft, written, None).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    draft: &Draft,
    written: Written,
    refused: Option<(&str, Message)>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("workbench-scenarios-title").with("flow", draft.flow.as_str()));
    let checked = looked_through(app, signed, &draft.text).await?;
    let mut alert = checked.is_wrong().then(|| first_mend(&page, &checked.findings));
    let (mut outcomes, mut covers) = (None, Vec::new());
    if alert.is_none() {
        let both = Both::of(app, signed, draft, checked).await?;
        (outcomes, covers) = tried(app, &page, draft, both).await?;
    }
    let mut form = form(&page, &written);
    let mut status = StatusCode::OK;
    if let Some((field, why)) = refused {
        status = StatusCode::UNPROCESSABLE_ENTITY;
        if field.is_empty() {
            alert = Some(Alert::new(page.language, Tone::Warning, page.say(&why)));
            status = StatusCode::CONFLICT;
        }
        form.wrong(field, page.say(&why));
    }
    let template = ScenariosPage {
        bench: Bench::new(app, signed, &page, draft, "scenarios").await?,
        known: draft.scenarios.iter().any(|known| known.name == written.name),
        alert,
        outcomes,
        covers,
        form,
        seen: draft.number,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

/// Tries all scenarios; gives what came of each, and what of each flow they come round.
async fn tried(
    app: &App,
    page: &Shell,
    draft: &Draft,
    both: Option<Both>,
) -> Result<(Option<Table>, Vec<SideCovers>), Problem> {
    let Some(both) = both else {
        return Ok((None, Vec::new()));
    };
    let (scenarios, language) = (draft.scenarios.clone(), page.language);
    let trying = app.engine.aside(move || {
        let (outcomes, _) = try_texts(&both.own, both.other.as_ref(), &scenarios, language);
        let mut sides = vec![told_covers(
            &both.own.flow,
            &outcomes,
            |one| &one.covers,
            language,
        )];
        // Scenarios of both begin with the case that begins the pair.
        if let Some(other) = both.other.filter(|_| both.own_is_first) {
            sides.push(told_covers(
                &other.flow,
                &outcomes,
                |one| &one.other_covers,
                language,
            ));
        }
        (outcomes, sides)
    });
    let (outcomes, sides) = trying.await.ok_or_else(slow)?;
    let two = sides.len() > 1;
    let side = |(title, lines): (Text, Vec<Message>)| SideCovers {
        title: two.then(|| title.in_language(language).to_owned()),
        lines: lines.iter().map(|line| page.say(line)).collect(),
    };
    let table = table(page, draft, &outcomes);
    Ok((Some(table), sides.into_iter().map(side).collect()))
}

fn form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    let name = Field::text("name", page.t("workbench-scenario-name"));
    form.add(name.longest(64).value(&written.name));
    let text = Field::lines("text", page.t("workbench-scenario-text"), LINES);
    form.add(text.hint(page.t("workbench-scenario-hint")).value(&written.text));
    form
}

fn table(page: &Shell, draft: &Draft, outcomes: &[Outcome]) -> Table {
    let rows = draft.scenarios.iter().zip(outcomes).map(|(file, outcome)| {
        let (key, tone) = if outcome.passed {
            ("workbench-scenario-passed", Tone::Success)
        } else {
            ("workbench-scenario-failed", Tone::Error)
        };
        let name = Cell::Link {
            href: format!("?name={}#one", segment(&file.name)),
            text: outcome.title.clone(),
        };
        let badge = Cell::Badge(Badge {
            text: page.t(key),
            tone: Some(tone),
        });
        let lines = outcome.otherwise.iter().map(|line| Cell::Text(line.clone()));
        vec![
            Cell::Stack(vec![name, Cell::Small(file.name.clone())]),
            Cell::Stack(std::iter::once(badge).chain(lines).collect()),
            Cell::Text(outcome.steps.to_string()),
        ]
    });
    Table {
        caption: page.t("workbench-tab-scenarios"),
        head: ["scenario", "result", "steps"]
            .into_iter()
            .map(|head| page.t(&format!("workbench-column-{head}")))
            .collect(),
        rows: rows.collect(),
        empty: page.t("workbench-no-scenarios"),
    }
}

/// What of a flow they come round together, and what none does, beneath its title.
fn told_covers(
    flow: &Flow,
    outcomes: &[Outcome],
    covers: impl Fn(&Outcome) -> &Covers,
    language: Language,
) -> (Text, Vec<Message>) {
    let passed = || outcomes.iter().filter(|outcome| outcome.passed).map(&covers);
    let items: BTreeSet<_> = passed().flat_map(|covers| &covers.items).collect();
    let clocks: BTreeSet<_> = passed().flat_map(|covers| &covers.clocks).collect();
    let work = flow.items.values().filter(|item| item.kind != ItemKind::Stage);
    let (done, not): (Vec<_>, Vec<_>) = work.partition(|item| items.contains(&item.id));
    let not: Vec<&str> = not.iter().map(|item| item.title.in_language(language)).collect();
    let (ran, stood): (Vec<_>, Vec<_>) = flow.clocks.values().partition(|clock| clocks.contains(&clock.id));
    let stood: Vec<&str> = stood
        .iter()
        .map(|clock| clock.title.in_language(language))
        .collect();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let sum = Message::new("workbench-covers")
        .with("items", number(done.len()))
        .with("all", number(done.len() + not.len()))
        .with("clocks", number(ran.len()))
        .with("all-clocks", number(ran.len() + stood.len()));
    let mut told = vec![sum];
    if !not.is_empty() {
        told.push(Message::new("workbench-covers-no-items").with("items", not));
    }
    if !stood.is_empty() {
        told.push(Message::new("workbench-covers-no-clocks").with("clocks", stood));
    }
    (flow.title.clone(), told)
}

/// Keeps a scenario with the draft, or takes one away.
pub(in crate::pages) async fn write(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let draft = draft_of(&app, &signed, &flow).await?;
    let name = written.name.trim().to_owned();
    let text = written.text.replace("\r\n", "\n");
    let mut scenarios = draft.scenarios.clone();
    let place_of = scenarios.iter().position(|known| known.name == name);
    if written.way == "remove" {
        scenarios.retain(|known| known.name != name);
    } else {
        let file = ScenarioFile {
            name: name.clone(),
            text,
        };
        match place_of.and_then(|at| scenarios.get_mut(at)) {
            Some(known) => *known = file,
            None => scenarios.push(file),
        }
        let bytes: usize = scenarios.iter().map(|known| known.text.len()).sum();
        let refused = if FlowId::new(&name).is_err() {
            Some(("name", "workbench-name-wrong"))
        } else if written.text.trim().is_empty() {
            Some(("text", "workbench-scenario-empty"))
        } else if scenarios.len() > MAX_SCENARIOS || bytes > MAX_BYTES {
            Some(("text", "workbench-scenarios-many"))
        } else {
            None
        };
        if let Some((field, key)) = refused {
            let refused = Some((field, Message::new(key)));
            return drawn(&app, page, &signed, &draft, written, refused).await;
        }
    }
    let kept = Draft {
        number: written.seen.saturating_add(1),
        scenarios,
        written_at: app.engine.clock().now(),
        written_by: signed.name.clone(),
        ..draft.clone()
    };
    // The text goes with it, so that what somebody wrote meanwhile is not lost.
    if written.seen != draft.number || !app.engine.store().write_draft(signed.tenant, kept).await? {
        let draft = draft_of(&app, &signed, &flow).await?;
        let told = Message::new("workbench-scenario-meanwhile").with("by", draft.written_by.as_str());
        return drawn(&app, page, &signed, &draft, written, Some(("", told))).await;
    }
    let mut answer = Redirect::to(&place(&flow, "scenarios")).into_response();
    flash::say_next(&mut answer, Tone::Success, "flash-draft-kept", app.gate.https);
    Ok(answer)
}
