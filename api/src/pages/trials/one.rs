//! One trial: what it is to take away, where and when it runs, what came of it so far, and what is decided.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::{Message, instant};
use samspil_runtime::{MAX_TRIAL_CHARS, TrialRefused};
use samspil_store::{FlowTrial, TrialDecision, TrialFile};
use uuid::Uuid;

use super::measured::{MeasuredShown, measured};
use super::{address, days, heads, state, units, version};
use crate::app::App;
use crate::identity::Signed;
use crate::management::Titles;
use crate::pages::address::segment;
use crate::pages::parts::{Alert, Badge, Cell, Choice, Definitions, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::surveys::survey_results;
use crate::server::problem::Problem;
use crate::trials::{self, asking, for_two, refused};

/// Lines of the box that a reason is written in.
const LINES: u16 = 4;

#[derive(Template)]
#[template(path = "trials/one.html")]
struct TrialPage<'page> {
    page: &'page Shell,
    at: String,
    alert: Option<Alert>,
    state: Badge,
    facts: Definitions,
    aim: String,
    hassles: Table,
    /// For whose sake two people start it, where it waits.
    wider: Vec<String>,
    /// It waits, and the reader may start it.
    starts: bool,
    measured: Option<MeasuredShown>,
    survey: Option<(String, Table)>,
    decision: Option<Decision>,
    form: Option<Form>,
}

/// What was decided.
struct Decision {
    what: String,
    because: String,
    by: String,
    /// Where the version is that it became.
    kept_as: Option<(String, String)>,
}

/// What somebody wrote about a decision.
#[derive(Clone, Default)]
pub(super) struct Deciding {
    pub(super) decision: String,
    pub(super) because: String,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(trial): Path<Uuid>,
) -> Result<Response, Problem> {
    let found = trials::found(&app, &signed, trial).await?;
    let deciding = Deciding::default();
    drawn(&app, page, &signed, &found, (deciding, None, StatusCode::OK)).await
}

/// The page, with what somebody wrote and what is wrong with it.
pub(super) async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (trial, file): &(FlowTrial, TrialFile),
    (deciding, alert, status): (Deciding, Option<Alert>, StatusCode),
) -> Result<Response, Problem> {
    let titles = Titles::read(app, signed.tenant, [trial.flow.as_str()]).await?;
    let title = titles.flow(&trial.flow, page.language);
    let page = page.titled(&Message::new("trial-title").with("flow", title));
    let (starts, wider, own) = starting(app, signed, (trial, file)).await?;
    let own = own.then(|| TrialRefused::Own.message()).flatten();
    let own = own.map(|told| Alert::new(page.language, Tone::Info, page.say(&told)));
    let found = app.engine.trial_figures(signed.tenant, trial).await?;
    let survey = match trial.survey {
        None => None,
        Some(survey) => survey_results(app, &page, signed.tenant, survey).await?,
    };
    let template = TrialPage {
        at: address(trial),
        alert: alert.or(own),
        state: state(app, &page, trial),
        facts: facts(&page, trial, &titles),
        aim: trial.aim.clone(),
        hassles: hassles(app, &page, signed, trial, &titles).await?,
        wider: wider.iter().map(|sentence| page.say(sentence)).collect(),
        starts,
        measured: found.as_ref().map(|found| measured(&page, trial, found)),
        survey,
        decision: decision(&page, trial),
        form: trial.ended.is_none().then(|| form(&page, trial, &deciding)),
        page: &page,
    };
    Ok(show(status, &page, &template))
}

/// Whether the reader may start it, for whose sake two people do, and whether it waits for another than the reader.
async fn starting(
    app: &App,
    signed: &Signed,
    (trial, file): (&FlowTrial, &TrialFile),
) -> Result<(bool, Vec<Message>, bool), Problem> {
    if trial.started.is_some() || trial.ended.is_some() {
        return Ok((false, Vec::new(), false));
    }
    let two = match for_two(app, signed, &file.text).await {
        Ok(two) => two,
        // What is wrong with the file by now is told when it is started.
        Err(TrialRefused::Publish(samspil_runtime::PublishError::Findings(_))) => None,
        Err(error) => return Err(refused(error)),
    };
    let own = two.is_some() && asking(app, signed).await?.person == trial.maker;
    Ok((!own, two.unwrap_or_default(), own))
}

fn facts(page: &Shell, trial: &FlowTrial, titles: &Titles) -> Definitions {
    let made = Message::new("trial-made-by")
        .with("by", trial.made_by.as_str())
        .with("at", instant(trial.made_at, page.language));
    let mut facts = Vec::new();
    let mut fact = |key: &str, cell: Cell| facts.push((page.t(&format!("trial-column-{key}")), cell));
    let beside = Message::new("trial-version").with("version", trial.beside);
    let link = |version: u32, text: String| Cell::Link {
        href: format!("/flows/{}?version={version}", segment(&trial.flow)),
        text,
    };
    fact(
        "version",
        match &trial.started {
            Some(start) => link(start.version, version(page, trial)),
            None => Cell::Text(version(page, trial)),
        },
    );
    fact("beside", link(trial.beside, page.say(&beside)));
    fact("units", Cell::Text(units(page, trial, titles)));
    fact("days", Cell::Text(days(page, trial)));
    fact("made", Cell::Text(page.say(&made)));
    if let Some(start) = &trial.started {
        let started = Message::new("trial-made-by")
            .with("by", start.by.as_str())
            .with("at", instant(start.at, page.language));
        fact("started", Cell::Text(page.say(&started)));
    }
    Definitions(facts)
}

/// What it is to take away.
async fn hassles(
    app: &App,
    page: &Shell,
    signed: &Signed,
    trial: &FlowTrial,
    titles: &Titles,
) -> Result<Table, Problem> {
    let store = app.engine.store();
    let found = store.hassles_of(signed.tenant, &trial.hassles).await?;
    let rows = found.iter().map(|known| {
        vec![
            Cell::Text(titles.part(&trial.flow, &known.hassle.step, page.language)),
            Cell::Text(known.hassle.said.clone()),
        ]
    });
    Ok(Table {
        caption: page.t("trial-takes-away"),
        head: heads(page, &["step", "hassle"]),
        rows: rows.collect(),
        empty: page.t("trial-takes-nothing"),
    })
}

fn decision(page: &Shell, trial: &FlowTrial) -> Option<Decision> {
    let end = trial.ended.as_ref()?;
    let by = Message::new("trial-made-by")
        .with("by", end.by.as_str())
        .with("at", instant(end.at, page.language));
    let kept = |version: u32| {
        let text = Message::new("trial-version").with("version", version);
        let href = format!("/flows/{}?version={version}", segment(&trial.flow));
        (href, page.say(&text))
    };
    Some(Decision {
        what: page.t(&format!("trial-decision-{}", word(end.decision))),
        because: end.because.clone(),
        by: page.say(&by),
        kept_as: end.kept_as.map(kept),
    })
}

/// A decision as it is sent.
pub(super) const fn word(decision: TrialDecision) -> &'static str {
    match decision {
        TrialDecision::Keep => "keep",
        TrialDecision::Change => "change",
        TrialDecision::Drop => "drop",
    }
}

/// All that may be decided.
pub(super) const DECISIONS: [TrialDecision; 3] =
    [TrialDecision::Keep, TrialDecision::Change, TrialDecision::Drop];

fn form(page: &Shell, trial: &FlowTrial, deciding: &Deciding) -> Form {
    let mut form = Form::new(page.language);
    let fits = |one: &TrialDecision| *one != TrialDecision::Keep || trial.started.is_some();
    let choices = DECISIONS.into_iter().filter(fits).map(|one| {
        let key = format!("trial-decision-{}", word(one));
        let choice = Choice::new(word(one).to_owned(), page.t(&key));
        choice.hint(page.t(&format!("{key}-hint")))
    });
    let field = Field::radio("decision", page.t("trial-decision"), choices.collect());
    form.add(field.value(&deciding.decision));
    let because = Field::lines("because", page.t("trial-because"), LINES);
    form.add(because.longest(MAX_TRIAL_CHARS).value(&deciding.because));
    form
}
