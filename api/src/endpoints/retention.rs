//! How long closed cases are kept, what stops them from being discarded, and what is discarded.

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::calendar::Length;
use samspil_core::id::{CaseId, PersonId};
use samspil_core::text::{Message, Text};
use samspil_runtime::{RetentionOfFlow, RetentionRefused};
use samspil_store::{Disposal, DisposalCase, DisposalOutcome, HeldFast, LegalHold, Signature};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::headers::Key;
use super::schema::{self, Words};
use crate::app::App;
use crate::identity::Signed;
use crate::retention::{PIECE, carrying, signer};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// How long the cases of a flow are kept.
#[derive(Serialize, ToSchema)]
pub(super) struct KeptShown {
    /// The flow's name.
    flow: String,
    /// What people call it.
    #[schema(value_type = Words)]
    title: Text,
    /// How long a closed case is kept by the newest version, for example `5 years`; none where it is kept for ever.
    keep: Option<String>,
    /// What becomes of it then: `erase` or `archive`.
    then: Option<&'static str>,
    /// Where that comes from, in Danish.
    law: Option<String>,
    /// How much longer the municipality keeps it.
    longer: Option<LongerShown>,
}

/// How long a municipality keeps cases, where that is longer than the flow says.
#[derive(Serialize, ToSchema)]
pub(super) struct LongerShown {
    /// How long.
    keep: String,
    /// Why.
    why: String,
    /// By whom it was laid down.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

impl From<RetentionOfFlow> for KeptShown {
    fn from(one: RetentionOfFlow) -> Self {
        let rule = one.rule.as_ref();
        Self {
            keep: rule.map(|rule| rule.keep.to_string()),
            then: rule.map(|rule| rule.then.word()),
            law: rule.and_then(|rule| rule.law.as_ref()).map(|law| law.short()),
            longer: one.term.map(|term| LongerShown {
                keep: term.keep.to_string(),
                why: term.why,
                by: term.by,
                at: term.at,
            }),
            flow: one.flow,
            title: one.title,
        }
    }
}

/// How long a municipality keeps the cases of a flow.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Longer {
    /// How long, for example `10 years`; none for as long as the flow says.
    #[serde(default)]
    keep: Option<String>,
    /// Why.
    why: String,
}

/// Who did something, and when.
#[derive(Serialize, ToSchema)]
pub(super) struct Deed {
    /// The person.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// What they were called then.
    name: String,
    /// When.
    at: DateTime<Utc>,
}

impl From<Signature> for Deed {
    fn from(signature: Signature) -> Self {
        Self {
            person: signature.by.person,
            name: signature.by.name,
            at: signature.at,
        }
    }
}

/// A legal hold: what it is on is not discarded.
#[derive(Serialize, ToSchema)]
pub(super) struct HoldShown {
    /// Its id.
    hold: Uuid,
    /// The case, where it is on one.
    #[schema(value_type = Option<Uuid>)]
    case: Option<CaseId>,
    /// The citizen, where it is on all cases of one.
    #[schema(value_type = Option<Uuid>)]
    citizen: Option<PersonId>,
    /// Why.
    ground: String,
    /// The last day, itself included; until it is lifted where none is named.
    until: Option<NaiveDate>,
    /// Who laid it.
    laid: Deed,
    /// Who lifted it.
    lifted: Option<Deed>,
    /// Why it was lifted.
    lifted_why: Option<String>,
}

impl From<LegalHold> for HoldShown {
    fn from(hold: LegalHold) -> Self {
        let (lifted, lifted_why) = hold.lifted.unzip();
        let (case, citizen) = match hold.on {
            HeldFast::Case(case) => (Some(case), None),
            HeldFast::Citizen(citizen) => (None, Some(citizen)),
        };
        Self {
            hold: hold.id,
            case,
            citizen,
            ground: hold.ground,
            until: hold.until,
            laid: hold.laid.into(),
            lifted: lifted.map(Deed::from),
            lifted_why,
        }
    }
}

/// A hold that is to be laid, on a case or on a citizen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HoldToBe {
    /// The case.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    case: Option<CaseId>,
    /// The citizen.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    citizen: Option<PersonId>,
    /// Why.
    ground: String,
    /// The last day, itself included.
    #[serde(default)]
    until: Option<NaiveDate>,
}

/// Why a hold is lifted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Lifting {
    /// In a line.
    why: String,
}

/// What was laid or proposed.
#[derive(Serialize, ToSchema)]
pub(super) struct Made {
    /// Its id.
    id: Uuid,
}

/// What is discarded together.
#[derive(Serialize, ToSchema)]
pub(super) struct DisposalShown {
    /// Its id.
    disposal: Uuid,
    /// Its number in the municipality, from 1.
    number: u32,
    /// Who proposed it.
    proposed: Deed,
    /// Who approved it: somebody else.
    approved: Option<Deed>,
    /// Who withdrew it.
    withdrawn: Option<Deed>,
    /// When the last of its cases was seen to.
    finished_at: Option<DateTime<Utc>>,
}

impl From<Disposal> for DisposalShown {
    fn from(disposal: Disposal) -> Self {
        Self {
            disposal: disposal.id,
            number: disposal.number,
            proposed: disposal.proposed.into(),
            approved: disposal.approved.map(Deed::from),
            withdrawn: disposal.withdrawn.map(Deed::from),
            finished_at: disposal.finished_at,
        }
    }
}

/// A disposal with its cases, by their numbers alone: the protocol, which stays.
#[derive(Serialize, ToSchema)]
pub(super) struct Protocol {
    /// The disposal.
    #[serde(flatten)]
    disposal: DisposalShown,
    /// Its cases.
    cases: Vec<ProtocolCase>,
}

/// A case of a disposal.
#[derive(Serialize, ToSchema)]
pub(super) struct ProtocolCase {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// The flow's name.
    flow: String,
    /// When it closed.
    closed_at: DateTime<Utc>,
    /// The last day on which it had to be kept.
    last_day: NaiveDate,
    /// What is to become of it: `erase` or `archive`.
    what: &'static str,
    /// What became of it: `erased`, `archived` or `kept`; none where it waits.
    outcome: Option<&'static str>,
    /// Why it was kept, by a word.
    why: Option<String>,
    /// When it was seen to.
    done_at: Option<DateTime<Utc>>,
    /// The file that it was archived in.
    file: Option<String>,
    /// The file's SHA-256 sum, in hexadecimal.
    file_sum: Option<String>,
    /// How many citizens were erased with it, whose last case it was.
    citizens: u32,
}

impl From<DisposalCase> for ProtocolCase {
    fn from(one: DisposalCase) -> Self {
        let (outcome, done_at) = one.done.unzip();
        let (mut why, mut file, mut file_sum) = (None, None, None);
        let word = outcome.map(|outcome| match outcome {
            DisposalOutcome::Erased => "erased",
            DisposalOutcome::Archived { file: at, sum } => {
                file = Some(at);
                file_sum = Some(sum.iter().map(|byte| format!("{byte:02x}")).collect());
                "archived"
            }
            DisposalOutcome::Kept { why: because } => {
                why = Some(because);
                "kept"
            }
        });
        Self {
            case: one.case,
            flow: one.flow,
            closed_at: one.closed_at,
            last_day: one.last_day,
            what: one.what.word(),
            outcome: word,
            why,
            done_at,
            file,
            file_sum,
            citizens: one.citizens,
        }
    }
}

/// What came of carrying a disposal out.
#[derive(Serialize, ToSchema)]
pub(super) struct CarriedOut {
    /// How many cases were seen to now.
    cases: u32,
    /// None is left. Otherwise ask again.
    finished: bool,
}

/// What is wrong, for programs: unfit for what was written, else how things stand.
fn refused(refused: RetentionRefused) -> Problem {
    let (kind, pointer) = match &refused {
        RetentionRefused::Reason => (Kind::WRONG_VALUE, Some("/why")),
        RetentionRefused::NotDays | RetentionRefused::Shorter(_) => (Kind::UNFIT, Some("/keep")),
        RetentionRefused::Over => (Kind::WRONG_VALUE, Some("/until")),
        RetentionRefused::Unknown => (Kind::NOT_FOUND, None),
        _ => (Kind::CONFLICT, None),
    };
    match (refused.message(), refused) {
        (_, RetentionRefused::Failure(failure)) => failure.into(),
        (Some(message), _) => {
            let problem = Problem::new(kind).detail(message);
            match pointer {
                Some(pointer) => problem.pointer(pointer.to_owned()),
                None => problem,
            }
        }
        (None, _) => Problem::new(kind),
    }
}

/// How long the cases of each flow are kept.
#[utoipa::path(get, path = "/retention", tag = "retention", responses((status = 200, body = Vec<KeptShown>)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> Result<Body<Vec<KeptShown>>, Problem> {
    let flows = app.engine.retention(signed.tenant).await?;
    Ok(Body(flows.into_iter().map(KeptShown::from).collect()))
}

/// Keeps the cases of a flow longer than the flow says.
#[utoipa::path(
    put, path = "/retention/flows/{flow}", tag = "retention", request_body = Longer,
    params(("flow" = String, Path, description = "The flow's name.")),
    responses((status = 204, description = "It is laid down.")),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(flow): Path<String>,
    Json(longer): Json<Longer>,
) -> Result<StatusCode, Problem> {
    let keep = longer.keep.as_deref().map(str::parse::<Length>).transpose();
    let keep = keep.map_err(|error| {
        let problem = Problem::new(Kind::WRONG_VALUE).detail(error.message());
        problem.pointer("/keep".to_owned())
    })?;
    app.engine
        .keep_longer(signed.tenant, &flow, keep, &signed.name, &longer.why)
        .await
        .map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Legal holds, those that stand before those that are lifted, and of each the newest first.
#[utoipa::path(
    get, path = "/retention/holds", tag = "retention", responses((status = 200, body = Vec<HoldShown>)),
)]
pub(super) async fn holds(State(app): State<App>, signed: Signed) -> Result<Body<Vec<HoldShown>>, Problem> {
    let holds = app.engine.holds(signed.tenant).await?;
    Ok(Body(holds.into_iter().map(HoldShown::from).collect()))
}

/// Lays a legal hold on a case or a citizen.
#[utoipa::path(
    post, path = "/retention/holds", tag = "retention", request_body = HoldToBe,
    responses((status = 201, body = Made, description = "It is laid.")),
)]
pub(super) async fn hold(
    State(app): State<App>,
    signed: Signed,
    _key: Key,
    Json(hold): Json<HoldToBe>,
) -> Result<Response, Problem> {
    let on = match (hold.case, hold.citizen) {
        (Some(case), None) => HeldFast::Case(case),
        (None, Some(citizen)) => HeldFast::Citizen(citizen),
        _ => return Err(Problem::new(Kind::WRONG_VALUE).detail(Message::new("retention-hold-on-one"))),
    };
    let by = signed.by();
    let by = (&by, signed.way_in(), signer(&signed));
    let laid = app
        .engine
        .lay_hold(signed.tenant, by, on, &hold.ground, hold.until);
    let id = laid.await.map_err(refused)?;
    Ok((StatusCode::CREATED, Body(Made { id })).into_response())
}

/// Lifts a legal hold.
#[utoipa::path(
    post, path = "/retention/holds/{hold}/lift", tag = "retention", request_body = Lifting,
    params(("hold" = Uuid, Path, description = "The hold.")),
    responses((status = 204, description = "It is lifted.")),
)]
pub(super) async fn lift(
    State(app): State<App>,
    signed: Signed,
    Path(hold): Path<Uuid>,
    _key: Key,
    Json(why): Json<Lifting>,
) -> Result<StatusCode, Problem> {
    let by = signed.by();
    let by = (&by, signed.way_in(), signer(&signed));
    let lifted = app.engine.lift_hold(signed.tenant, by, hold, &why.why);
    lifted.await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Disposals, newest first.
#[utoipa::path(
    get, path = "/retention/disposals", tag = "retention", responses((status = 200, body = Vec<DisposalShown>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
) -> Result<Body<Vec<DisposalShown>>, Problem> {
    let disposals = app.engine.disposals(signed.tenant).await?;
    Ok(Body(disposals.into_iter().map(DisposalShown::from).collect()))
}

/// Proposes what is due, a thousand cases at most.
#[utoipa::path(
    post, path = "/retention/disposals", tag = "retention",
    responses((status = 201, body = DisposalShown, description = "It waits for somebody else to approve it.")),
)]
pub(super) async fn propose(State(app): State<App>, signed: Signed, _key: Key) -> Result<Response, Problem> {
    let proposed = app.engine.propose_disposal(signed.tenant, signer(&signed));
    let proposed = proposed.await.map_err(refused)?;
    Ok((StatusCode::CREATED, Body(DisposalShown::from(proposed))).into_response())
}

/// A disposal with its cases: the protocol.
#[utoipa::path(
    get, path = "/retention/disposals/{disposal}", tag = "retention",
    params(("disposal" = Uuid, Path, description = "The disposal.")),
    responses((status = 200, body = Protocol)),
)]
pub(super) async fn protocol(
    State(app): State<App>,
    signed: Signed,
    Path(disposal): Path<Uuid>,
) -> Result<Body<Protocol>, Problem> {
    let found = app.engine.disposal(signed.tenant, disposal).await?;
    let (disposal, cases) = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    Ok(Body(Protocol {
        disposal: disposal.into(),
        cases: cases.into_iter().map(ProtocolCase::from).collect(),
    }))
}

/// Approves a disposal that somebody else proposed.
#[utoipa::path(
    post, path = "/retention/disposals/{disposal}/approve", tag = "retention",
    params(("disposal" = Uuid, Path, description = "The disposal.")),
    responses((status = 204, description = "It may be carried out.")),
)]
pub(super) async fn approve(
    State(app): State<App>,
    signed: Signed,
    Path(disposal): Path<Uuid>,
    _key: Key,
) -> Result<StatusCode, Problem> {
    let approved = app
        .engine
        .approve_disposal(signed.tenant, disposal, signer(&signed));
    approved.await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Withdraws a disposal that is not approved.
#[utoipa::path(
    post, path = "/retention/disposals/{disposal}/withdraw", tag = "retention",
    params(("disposal" = Uuid, Path, description = "The disposal.")),
    responses((status = 204, description = "It is withdrawn.")),
)]
pub(super) async fn withdraw(
    State(app): State<App>,
    signed: Signed,
    Path(disposal): Path<Uuid>,
    _key: Key,
) -> Result<StatusCode, Problem> {
    let withdrawn = app
        .engine
        .withdraw_disposal(signed.tenant, disposal, signer(&signed));
    withdrawn.await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Carries out an approved disposal, some cases at a time: ask again until it is finished.
#[utoipa::path(
    post, path = "/retention/disposals/{disposal}/carry-out", tag = "retention",
    params(("disposal" = Uuid, Path, description = "The disposal.")),
    responses((status = 200, body = CarriedOut)),
)]
pub(super) async fn carry_out(
    State(app): State<App>,
    signed: Signed,
    Path(disposal): Path<Uuid>,
    _key: Key,
) -> Result<Body<CarriedOut>, Problem> {
    let (by, signer) = (signed.by(), signer(&signed));
    let carrying = carrying(&app, &signed, (&by, &signer), PIECE);
    let carried = app
        .engine
        .carry_out_disposal(signed.tenant, disposal, carrying, &|_| ());
    let carried = carried.await.map_err(refused)?;
    Ok(Body(CarriedOut {
        cases: carried.cases,
        finished: carried.finished,
    }))
}
