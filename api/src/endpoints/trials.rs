//! Trials of versions, from the one that is made to the decision about it.

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::case::Counted;
use samspil_core::id::UnitId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Figures, MIN_CASES, NewTrial, Once, PublishError, TrialFigures, TrialRefused};
use samspil_store::{FlowTrial, TrialDecision};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ROOT;
use super::flows::unfit;
use super::headers::Key;
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};
use crate::trials::{self as shared, Decided, MAX_TRIALS, asking};

/// What is decided of a trial.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Decision {
    /// Its version is published for all.
    Keep,
    /// It ends, and a draft of it is begun to be changed.
    Change,
    /// It ends, and all goes on as before.
    Drop,
}

impl From<Decision> for TrialDecision {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Keep => Self::Keep,
            Decision::Change => Self::Change,
            Decision::Drop => Self::Drop,
        }
    }
}

impl From<TrialDecision> for Decision {
    fn from(decision: TrialDecision) -> Self {
        match decision {
            TrialDecision::Keep => Self::Keep,
            TrialDecision::Change => Self::Change,
            TrialDecision::Drop => Self::Drop,
        }
    }
}

/// A trial.
#[derive(Serialize, ToSchema)]
pub(super) struct TrialShown {
    /// Its id.
    id: Uuid,
    /// The flow.
    flow: String,
    /// The version that is marked as a trial; none until it is started.
    version: Option<u32>,
    /// The ordinary version that it was made beside.
    beside: u32,
    /// What is expected of it, and how that will be seen.
    aim: String,
    /// The units whose new cases take it.
    #[schema(value_type = Vec<Uuid>)]
    units: Vec<UnitId>,
    /// The first day.
    first_day: NaiveDate,
    /// The last day, itself included.
    last_day: NaiveDate,
    /// What it is to take away.
    hassles: Vec<Uuid>,
    /// The survey by which it is measured.
    survey: Option<Uuid>,
    /// When it was made.
    made_at: DateTime<Utc>,
    /// By whom: a name.
    made_by: String,
    /// When it was started.
    started_at: Option<DateTime<Utc>>,
    /// What was decided.
    decision: Option<Decision>,
    /// Why.
    because: Option<String>,
    /// When.
    ended_at: Option<DateTime<Utc>>,
    /// By whom: a name, or both.
    ended_by: Option<String>,
    /// The ordinary version that it became.
    kept_as: Option<u32>,
}

impl From<FlowTrial> for TrialShown {
    fn from(trial: FlowTrial) -> Self {
        let end = trial.ended.as_ref();
        Self {
            version: trial.started.as_ref().map(|start| start.version),
            started_at: trial.started.as_ref().map(|start| start.at),
            decision: end.map(|end| end.decision.into()),
            because: end.map(|end| end.because.clone()),
            ended_at: end.map(|end| end.at),
            ended_by: end.map(|end| end.by.clone()),
            kept_as: end.and_then(|end| end.kept_as),
            id: trial.id,
            flow: trial.flow,
            beside: trial.beside,
            aim: trial.aim,
            units: trial.units,
            first_day: trial.first_day,
            last_day: trial.last_day,
            hassles: trial.hassles,
            survey: trial.survey,
            made_at: trial.made_at,
            made_by: trial.made_by,
        }
    }
}

/// A measure of some units in some time.
#[derive(Serialize, ToSchema)]
struct MeasureShown {
    /// How often.
    times: u64,
    /// How many of a hundred were in time; none where nothing had a deadline.
    of_hundred_in_time: Option<u64>,
    /// Half of them took at most so many days.
    median_days: Option<u32>,
}

impl From<&Figures> for MeasureShown {
    fn from(figures: &Figures) -> Self {
        Self {
            times: figures.times,
            of_hundred_in_time: figures.of_hundred_in_time(),
            median_days: figures.days.median(),
        }
    }
}

/// One measure, four times; what would be of few cases is not there.
#[derive(Serialize, ToSchema)]
struct MeasuresShown {
    /// `deviated`, `deadline`, `done`, `waited` or `contact`.
    #[schema(value_type = String)]
    counted: Counted,
    /// The units of the trial, for as long before it.
    units_before: Option<MeasureShown>,
    /// The units of the trial, by its version.
    units_during: Option<MeasureShown>,
    /// The other units before it.
    others_before: Option<MeasureShown>,
    /// The other units since its first day.
    others_during: Option<MeasureShown>,
}

/// A trial with what came of it.
#[derive(Serialize, ToSchema)]
pub(super) struct TrialRead {
    /// The trial.
    trial: TrialShown,
    /// The flow file, as it was written.
    text: String,
    /// The fewest cases that a measure is shown of.
    least_cases: u64,
    /// The day on which the time before it begins; none where it has not begun.
    before_since: Option<NaiveDate>,
    /// The last day of what is measured.
    until: Option<NaiveDate>,
    /// How many open cases run by its version.
    running: u64,
    /// The measures.
    measures: Vec<MeasuresShown>,
}

/// A trial as it is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TrialToBe {
    /// The flow file.
    text: String,
    /// What is expected of it, and how that will be seen.
    aim: String,
    /// The units whose new cases take it.
    #[schema(value_type = Vec<Uuid>)]
    units: Vec<UnitId>,
    /// The first day: today or later.
    first_day: NaiveDate,
    /// The last day, itself included.
    last_day: NaiveDate,
    /// What it is to take away.
    #[serde(default)]
    hassles: Vec<Uuid>,
    /// The survey by which it is measured.
    #[serde(default)]
    survey: Option<Uuid>,
}

/// A decision.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToDecide {
    /// What.
    decision: Decision,
    /// Why.
    because: String,
}

/// What stands in the way, with what is wrong with the file.
fn refused(error: TrialRefused, language: Language) -> Problem {
    match error {
        TrialRefused::Publish(PublishError::Findings(findings)) => unfit(&findings, language),
        error => shared::refused(error),
    }
}

/// Trials, newest first, at most 200.
#[utoipa::path(get, path = "/trials", tag = "trials", responses((status = 200, body = Vec<TrialShown>)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Vec<TrialShown>>, Problem> {
    let found = app.engine.store().trials(signed.tenant, MAX_TRIALS).await?;
    Ok(Body(found.into_iter().map(TrialShown::from).collect()))
}

/// Makes a trial of a flow file: from its first day to its last, new cases of its units take it and all others the ordinary
/// version. It is started at once, unless such a version is published by two people: then it waits for another process owner.
#[utoipa::path(
    post, path = "/trials", tag = "trials", request_body = TrialToBe,
    responses(
        (status = 201, body = TrialShown, description = "It is made; it has a version where it is started."),
        (status = 409, body = super::schema::Problem, content_type = "application/problem+json",
            description = "Another trial of the flow has one of the units on one of the days."),
        (status = 422, body = super::schema::Problem, content_type = "application/problem+json",
            description = "Nothing is made: `findings` holds what is wrong with the file."),
    ),
)]
pub(super) async fn make(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    key: Key,
    Json(wanted): Json<TrialToBe>,
) -> Result<Response, Problem> {
    let asked = NewTrial {
        id: key.0.0,
        text: wanted.text,
        scenarios: Vec::new(),
        aim: wanted.aim,
        units: wanted.units,
        days: (wanted.first_day, wanted.last_day),
        hassles: wanted.hassles,
        survey: wanted.survey,
    };
    let by = asking(&app, &signed).await?;
    let said = format!("{asked:?}");
    let making = async {
        let made = shared::make(&app, &signed, asked, &by).await;
        made.map(|made| made.id).map_err(|error| refused(error, language))
    };
    let once = Once {
        key: key.0,
        asks: &[b"make_trial", signed.person.0.as_bytes(), said.as_bytes()],
    };
    let made = app.engine.once(signed.tenant, once, making).await?;
    let made = app.engine.store().trial(signed.tenant, made).await?;
    let made = made.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let place = format!("{ROOT}/trials/{}", made.id);
    let shown = Body(TrialShown::from(made));
    Ok((StatusCode::CREATED, [(LOCATION, place)], shown).into_response())
}

/// A trial with its file and with what came of it so far.
#[utoipa::path(
    get, path = "/trials/{trial}", tag = "trials",
    params(("trial" = Uuid, Path, description = "The trial.")),
    responses((status = 200, body = TrialRead)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path(trial): Path<Uuid>,
) -> Result<Body<TrialRead>, Problem> {
    let (trial, file) = shared::found(&app, &signed, trial).await?;
    let figures = app.engine.trial_figures(signed.tenant, &trial).await?;
    let rows = figures.as_ref().map(measures).unwrap_or_default();
    Ok(Body(TrialRead {
        text: file.text,
        least_cases: MIN_CASES,
        before_since: figures.as_ref().map(|figures| figures.before_since),
        until: figures.as_ref().map(|figures| figures.until),
        running: figures.as_ref().map_or(0, |figures| figures.running),
        measures: rows,
        trial: trial.into(),
    }))
}

fn measures(figures: &TrialFigures) -> Vec<MeasuresShown> {
    let shown = |figures: &Option<Figures>| figures.as_ref().map(MeasureShown::from);
    let rows = figures.rows.iter().map(|row| MeasuresShown {
        counted: row.counted,
        units_before: shown(&row.units_before),
        units_during: shown(&row.units_during),
        others_before: shown(&row.others_before),
        others_during: shown(&row.others_during),
    });
    rows.collect()
}

/// Starts a trial that waits for another process owner.
#[utoipa::path(
    post, path = "/trials/{trial}/start", tag = "trials",
    params(("trial" = Uuid, Path, description = "The trial.")),
    responses(
        (status = 200, body = TrialShown),
        (status = 409, body = super::schema::Problem, content_type = "application/problem+json",
            description = "It is over, or you made it and another has to start it."),
    ),
)]
pub(super) async fn start(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Path(trial): Path<Uuid>,
    _key: Key,
) -> Result<Body<TrialShown>, Problem> {
    let found = shared::found(&app, &signed, trial).await?;
    let by = asking(&app, &signed).await?;
    let started = shared::start(&app, &signed, &found, &by).await;
    Ok(Body(started.map_err(|error| refused(error, language))?.into()))
}

/// Decides a trial. One that is kept is published for all, by the same checks as every version; where two people do that, the
/// first who decides proposes it and the trial goes on.
#[utoipa::path(
    post, path = "/trials/{trial}/decision", tag = "trials", request_body = ToDecide,
    params(("trial" = Uuid, Path, description = "The trial.")),
    responses(
        (status = 200, body = TrialShown, description = "It is over."),
        (status = 202, body = TrialShown, description = "It is kept as soon as another process owner says the same."),
        (status = 409, body = super::schema::Problem, content_type = "application/problem+json",
            description = "It is over, was never started, or another version was published since."),
    ),
)]
pub(super) async fn decide(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Path(trial): Path<Uuid>,
    key: Key,
    Json(wanted): Json<ToDecide>,
) -> Result<Response, Problem> {
    let found = shared::found(&app, &signed, trial).await?;
    let decision = TrialDecision::from(wanted.decision);
    let deciding = async {
        let asked = (decision, wanted.because.as_str());
        let decided = shared::decide(&app, &signed, &found, asked).await;
        match decided.map_err(|error| refused(error, language))? {
            Decided::Done => Ok(true),
            Decided::Waits => Ok(false),
            Decided::Other(by) => Err(Problem::new(Kind::CONFLICT)
                .code("another_waits")
                .detail(Message::new("problem-another-version").with("name", by))),
        }
    };
    let said = format!("{decision:?} {}", wanted.because);
    let once = Once {
        key: key.0,
        asks: &[
            b"decide",
            trial.as_bytes(),
            signed.person.0.as_bytes(),
            said.as_bytes(),
        ],
    };
    let status = match app.engine.once(signed.tenant, once, deciding).await? {
        true => StatusCode::OK,
        false => StatusCode::ACCEPTED,
    };
    let now = app.engine.store().trial(signed.tenant, trial).await?;
    let now = now.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    Ok((status, Body(TrialShown::from(now))).into_response())
}
