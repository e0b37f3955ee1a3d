//! How much of the draft of a flow its scenarios reach.

use axum::Json as Body;
use axum::extract::{Path, State};
use samspil_core::case::Runnable;
use samspil_core::text::Message;
use samspil_runtime::PublishError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::identity::Signed;
use crate::scenario::{Covered, Outcome, Part, try_texts};
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};

/// What came of a scenario.
#[derive(Serialize, ToSchema)]
struct ScenarioTried {
    /// Its name in the draft.
    name: String,
    /// What it is about.
    title: String,
    /// It went as it says.
    passed: bool,
    /// What was otherwise, or what is wrong with it, in the reader's language.
    otherwise: Vec<String>,
    /// How many steps were taken.
    steps: usize,
}

/// Of one part of a flow.
#[derive(Serialize, ToSchema)]
struct PartReached {
    /// How many there are.
    all: usize,
    /// How many are reached.
    reached: usize,
    /// What none reaches.
    missing: Vec<String>,
}

/// How much of the other flow of a pair scenarios of both cases reach.
#[derive(Serialize, ToSchema)]
struct OtherCoverage {
    /// The flow.
    flow: String,
    /// Items that are done.
    items: PartReached,
    /// Rungs of ladders that are taken.
    rungs: PartReached,
    /// Ways of guards.
    ways: PartReached,
}

/// How much of a draft its scenarios reach.
#[derive(Serialize, ToSchema)]
pub(super) struct DraftCoverage {
    /// The flow.
    flow: String,
    /// The number of the draft's latest writing.
    number: u32,
    /// Each of its scenarios.
    scenarios: Vec<ScenarioTried>,
    /// Items that are done.
    items: PartReached,
    /// Rungs of ladders that are taken.
    rungs: PartReached,
    /// Ways of guards: each holds once, and does not hold once.
    ways: PartReached,
    /// The same of the other flow, where the draft begins a pair and both can be tried.
    other: Option<OtherCoverage>,
}

/// How much of the open draft of a flow its scenarios reach: items, rungs, and both ways of each guard. Only scenarios that
/// pass count. Not found where there is no draft.
#[utoipa::path(
    get, path = "/drafts/{flow}/coverage", tag = "flows",
    params(("flow" = String, Path, description = "The flow's name.")),
    responses(
        (status = 200, body = DraftCoverage),
        (status = 422, body = super::schema::Problem, content_type = "application/problem+json",
            description = "The draft has errors, or trying takes too long."),
    ),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path(flow): Path<String>,
    Reads(language): Reads,
) -> Result<Body<DraftCoverage>, Problem> {
    let newest = app.engine.store().draft(signed.tenant, &flow, None).await?;
    let draft = newest.filter(|draft| !draft.is_over());
    let draft = draft.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let checked = app.engine.check_flow(signed.tenant, &draft.text).await;
    let failed = |error| match error {
        PublishError::Store(error) => Problem::from(error),
        PublishError::Slow | PublishError::Findings(_) | PublishError::Changed(_) => slow(),
    };
    let checked = checked.map_err(failed)?;
    let other = app.engine.other_side(signed.tenant, &draft.text, &checked).await;
    let other = other.map_err(failed)?;
    let wrong = checked.is_wrong();
    let Some((flow, guards)) = checked.flow.filter(|_| !wrong) else {
        return Err(Problem::new(Kind::FLOW_UNFIT));
    };
    let calendar = app.engine.calendar_of(signed.tenant).await?;
    let scenarios = draft.scenarios.clone();
    let trying = app.engine.aside(move || {
        let other = other.map(|other| Runnable::new(other.flow, other.guards, 1, calendar.clone()));
        let run = Runnable::new(flow, guards, 1, calendar);
        try_texts(&run, other.as_ref(), &scenarios, language)
    });
    let (outcomes, covered) = trying.await.ok_or_else(slow)?;
    let mut covered = covered.into_iter();
    let own = covered.next().ok_or_else(|| Problem::new(Kind::FAULT))?;
    let names = draft.scenarios.iter().map(|scenario| scenario.name.as_str());
    Ok(Body(DraftCoverage {
        scenarios: names.zip(outcomes).map(tried).collect(),
        items: reached(&own, Part::Items),
        rungs: reached(&own, Part::Rungs),
        ways: reached(&own, Part::Ways),
        number: draft.number,
        other: covered.next().map(of_other),
        flow: own.flow,
    }))
}

fn of_other(covered: Covered) -> OtherCoverage {
    OtherCoverage {
        items: reached(&covered, Part::Items),
        rungs: reached(&covered, Part::Rungs),
        ways: reached(&covered, Part::Ways),
        flow: covered.flow,
    }
}

fn tried((name, outcome): (&str, Outcome)) -> ScenarioTried {
    ScenarioTried {
        name: name.to_owned(),
        title: outcome.title,
        passed: outcome.passed,
        otherwise: outcome.otherwise,
        steps: outcome.steps,
    }
}

fn reached(covered: &Covered, part: Part) -> PartReached {
    let count = covered.counts.get(&part);
    PartReached {
        all: count.map_or(0, |count| count.all),
        reached: count.map_or(0, |count| count.reached()),
        missing: count.map_or_else(Vec::new, |count| count.missing.clone()),
    }
}

/// Work on a flow took too long.
fn slow() -> Problem {
    Problem::new(Kind::FLOW_UNFIT).detail(Message::new("problem-flow-slow"))
}
