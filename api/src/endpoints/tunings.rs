//! What administrators tune: what may be tuned and how far, the journal, what a tuning would do, and taking one back.

use std::collections::BTreeMap;

use axum::Json as Body;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use samspil_core::flow::{
    Deed, Flow, Limits, RhythmTunable, RungRange, Tunable, Tuning, TuningFault, WindowLimits, sharing,
    tunable_clocks,
};
use samspil_core::id::{ClockId, FlowId, PartyId};
use samspil_core::text::{Message, Text};
use samspil_runtime::{LivePreview, PastPreview, Tally, TuningPreview, TuningRefused, TuningSet};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::calendar::{MovedShown, counted_anew};
use super::headers::Key;
use super::schema::{self, Words};
use crate::app::App;
use crate::identity::Signed;
use crate::moved::deadlines;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem, Reason};

/// How many deadlines that move are listed; all are counted.
const MAX_LISTED: usize = 200;

/// A clock of which something may be tuned, as the newest version of its flow has it.
#[derive(Serialize, ToSchema)]
pub(super) struct TunableShown {
    /// Its flow.
    #[schema(value_type = String)]
    flow: FlowId,
    /// The clock.
    #[schema(value_type = String)]
    clock: ClockId,
    /// What people call it.
    #[schema(value_type = Words)]
    title: Text,
    /// How long it lasts by the flow.
    lasts: Option<String>,
    /// How far that may be moved, as far as the flow and the law leave it.
    limits: Option<RangeShown>,
    /// The caps of its pauses, by the item that it stands still for.
    pauses: BTreeMap<String, RangeShown>,
    /// The lengths of rules of a decision table that says it, by their numbers from 1 or `otherwise`.
    rules: BTreeMap<String, RangeShown>,
    /// The longest that a person may put its end off in all.
    extends: Option<RangeShown>,
    /// The window that its item keeps.
    window: Option<WindowShown>,
    /// Its rungs, by their number from 1.
    rungs: BTreeMap<u16, TunableRung>,
    /// The rhythms that its item may have: a range of intervals, or each of them.
    every: Option<Vec<String>>,
    /// The other clocks that have something of this from the same ladder, decision table or named pause: a tuning that is
    /// `shared` tunes it for them as well.
    #[schema(value_type = Vec<String>)]
    shared_with: Vec<ClockId>,
}

/// The shortest and the longest.
#[derive(Serialize, ToSchema)]
struct RangeShown {
    /// The shortest.
    from: String,
    /// The longest.
    to: String,
}

/// How far each part of a window may be changed; what is none stays.
#[derive(Serialize, ToSchema)]
struct WindowShown {
    /// How many times.
    at_least: Option<RangeShown>,
    /// In any stretch of what length.
    in_any: Option<RangeShown>,
    /// How far apart at most.
    at_most_apart: Option<RangeShown>,
}

/// How far a rung may be moved.
#[derive(Serialize, ToSchema)]
struct TunableRung {
    /// When it comes by the flow.
    at: String,
    /// How far that may be moved, on its side of due.
    limits: Option<RangeShown>,
    /// Whom it may speak to.
    to: Vec<String>,
}

/// An entry of the journal.
#[derive(Serialize, ToSchema)]
pub(super) struct EntryShown {
    /// Its number.
    number: u32,
    /// What was tuned; none where one was taken back.
    #[schema(schema_with = schema::object_or_null)]
    tuning: Option<Tuning>,
    /// The number of the tuning that it takes back.
    takes_back: Option<u32>,
    /// When it was laid down.
    set_at: DateTime<Utc>,
    /// By whom.
    set_by: String,
    /// Why.
    why: String,
    /// When it takes effect, or did.
    since: DateTime<Utc>,
    /// When every open case had been counted by it.
    counted_at: Option<DateTime<Utc>>,
    /// The entry that took it back.
    taken_back_by: Option<u32>,
}

impl From<TuningSet> for EntryShown {
    fn from(set: TuningSet) -> Self {
        let (tuning, takes_back) = match set.entry.deed {
            Deed::Tuned(tuning) => (Some(tuning), None),
            Deed::TakenBack { number, .. } => (None, Some(number)),
        };
        Self {
            number: set.entry.number,
            tuning,
            takes_back,
            set_at: set.entry.set_at,
            set_by: set.entry.by,
            why: set.entry.why,
            since: set.since,
            counted_at: set.counted_at,
            taken_back_by: set.taken_back_by,
        }
    }
}

/// A tuning as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TuningToBe {
    /// What is tuned.
    #[schema(schema_with = schema::object)]
    tuning: Tuning,
    /// The number of the latest entry that you have seen; 0 where there is none.
    seen: u32,
    /// Why, in a line.
    why: String,
}

/// Why a tuning is taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TakingBack {
    /// The number of the latest entry that you have seen.
    seen: u32,
    /// Why, in a line.
    why: String,
}

/// A tuning to try, or one that is tried without: one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TuningToTry {
    /// What is tuned.
    #[schema(schema_with = schema::object)]
    tuning: Option<Tuning>,
    /// The number of the tuning to take back.
    take_back: Option<u32>,
}

/// What came of laying a tuning down, or of taking one back.
#[derive(Serialize, ToSchema)]
pub(super) struct TuningLaidDown {
    /// The entry's number.
    number: u32,
    /// Every open case has been counted by what is in effect; otherwise that goes on.
    counted: bool,
    /// How many deadlines moved.
    moved: usize,
    /// The deadlines that moved, and the next times of what comes back, 200 at most.
    deadlines: Vec<MovedShown>,
}

/// What would come of it.
#[derive(Serialize, ToSchema)]
pub(super) struct Previewed {
    /// How many open cases were looked at.
    cases: u32,
    /// How many of them run by a version of the flow that does not allow it.
    unfit: u32,
    /// How many deadlines move.
    moved: usize,
    /// How many of them are overdue at once.
    overdue: usize,
    /// The fewest days that one moves; less than nothing is earlier.
    least_days: Option<i64>,
    /// The most days.
    most_days: Option<i64>,
    /// The deadlines that move, and the next times of what comes back, 200 at most.
    deadlines: Vec<MovedShown>,
    /// How many times each party is told of it at once.
    #[schema(value_type = BTreeMap<String, u32>)]
    told: BTreeMap<PartyId, u32>,
    /// How many times an item that comes back gets another time for its next round.
    planned: usize,
    /// Last year's cases, had it held then; none where a tuning is taken back.
    past: Option<PastShown>,
}

/// Last year, as it was and as it would have been.
#[derive(Serialize, ToSchema)]
struct PastShown {
    /// Since when.
    since: DateTime<Utc>,
    /// How many cases were replayed.
    cases: u32,
    /// How many were left out.
    left_out: u32,
    /// There were more than are replayed.
    more: bool,
    /// What happened.
    was: TallyShown,
    /// What would have happened.
    would: TallyShown,
}

/// How a clock went, over many cases.
#[derive(Serialize, ToSchema)]
struct TallyShown {
    /// How many times it ran.
    runs: u32,
    /// How many times it ran out undone.
    breaches: u32,
    /// How many reminders.
    reminders: u32,
    /// How many escalations.
    escalations: u32,
    /// How many times each party was spoken to.
    #[schema(value_type = BTreeMap<String, u32>)]
    load: BTreeMap<PartyId, u32>,
    /// How often its item came back; none where no rhythm is tried.
    rounds: Option<RoundsShown>,
}

/// How often an item came back, over many cases. A round that would have been is taken to last as long as the one of its
/// case that opened nearest to it; where the case had none, it is done when it is due.
#[derive(Serialize, ToSchema)]
struct RoundsShown {
    /// How many times the rhythm named, also where the round before was still open.
    named: u32,
    /// How many rounds opened.
    opened: u32,
    /// How many of these each party had to do.
    #[schema(value_type = BTreeMap<String, u32>)]
    work: BTreeMap<PartyId, u32>,
}

impl TallyShown {
    fn of(tally: Tally, rhythm: bool) -> Self {
        let (named, opened, work) = (tally.named, tally.opened, tally.work);
        Self {
            rounds: rhythm.then_some(RoundsShown { named, opened, work }),
            runs: tally.runs,
            breaches: tally.breaches,
            reminders: tally.reminders,
            escalations: tally.escalations,
            load: tally.load,
        }
    }
}

impl From<PastPreview> for PastShown {
    fn from(past: PastPreview) -> Self {
        Self {
            since: past.since,
            cases: past.cases,
            left_out: past.left_out,
            more: past.more,
            was: TallyShown::of(past.was, past.rhythm),
            would: TallyShown::of(past.would, past.rhythm),
        }
    }
}

impl Previewed {
    fn of(live: LivePreview, past: Option<PastPreview>) -> Self {
        let mut told = BTreeMap::new();
        for one in &live.told {
            *told.entry(one.party.clone()).or_default() += 1;
        }
        let days = live.days();
        Self {
            cases: live.cases,
            unfit: live.unfit,
            moved: live.deadlines(),
            overdue: live.overdue(),
            least_days: days.map(|(least, _)| least),
            most_days: days.map(|(_, most)| most),
            told,
            planned: live.planned(),
            deadlines: live
                .moved
                .into_iter()
                .take(MAX_LISTED)
                .map(MovedShown::from)
                .collect(),
            past: past.map(PastShown::from),
        }
    }
}

impl From<&Tunable> for RangeShown {
    fn from(range: &Tunable) -> Self {
        Self {
            from: range.from.to_string(),
            to: range.to.to_string(),
        }
    }
}

fn shown(flow: &Flow, limits: &Limits<'_>) -> TunableShown {
    let rung_range = |range: &RungRange| match range {
        RungRange::Percent(from, to) => RangeShown {
            from: format!("{from} %"),
            to: format!("{to} %"),
        },
        RungRange::Distance(range) => range.into(),
    };
    let window = |open: &WindowLimits| WindowShown {
        at_least: open.tunable.at_least.map(|(from, to)| RangeShown {
            from: from.to_string(),
            to: to.to_string(),
        }),
        in_any: open.tunable.in_any.as_ref().map(RangeShown::from),
        at_most_apart: open.tunable.at_most_apart.as_ref().map(RangeShown::from),
    };
    let rules = limits.rules.iter();
    let pauses = limits.pauses.iter();
    let rungs = limits.rungs.iter().map(|rung| {
        let shown = TunableRung {
            at: rung.rung.at.to_string(),
            limits: rung.at.as_ref().map(rung_range),
            to: rung.to.iter().map(ToString::to_string).collect(),
        };
        (rung.number, shown)
    });
    TunableShown {
        flow: flow.id.clone(),
        clock: limits.clock.id.clone(),
        title: limits.clock.title.clone(),
        lasts: limits.lasts.as_ref().map(|(length, _)| length.to_string()),
        limits: limits.lasts.as_ref().map(|(_, range)| range.into()),
        pauses: pauses
            .map(|(item, _, range)| (item.to_string(), range.into()))
            .collect(),
        rules: rules
            .map(|rule| (rule.rule.clone(), (&rule.range).into()))
            .collect(),
        extends: limits.extends.as_ref().map(|(_, range)| range.into()),
        window: limits.window.as_ref().map(window),
        rungs: rungs.collect(),
        every: limits.every.as_ref().map(|every| match every {
            RhythmTunable::Interval(range) => {
                vec![format!("every {}", range.from), format!("every {}", range.to)]
            }
            RhythmTunable::OneOf(rhythms) => rhythms.iter().map(ToString::to_string).collect(),
        }),
        shared_with: sharing(flow, limits.clock)
            .map(|clock| clock.id.clone())
            .collect(),
    }
}

/// The clocks of which something may be tuned, and how far.
#[utoipa::path(get, path = "/tunable", tag = "tunings", responses((status = 200, body = Vec<TunableShown>)))]
pub(super) async fn tunable(
    State(app): State<App>,
    signed: Signed,
) -> Result<Body<Vec<TunableShown>>, Problem> {
    let flows = app.engine.tunable(signed.tenant).await?;
    let all = flows.iter().flat_map(|run| {
        let flow = &run.flow;
        tunable_clocks(flow).map(|limits| shown(flow, &limits))
    });
    Ok(Body(all.collect()))
}

/// The journal of tunings, newest first: 200 at most.
#[utoipa::path(get, path = "/tunings", tag = "tunings", responses((status = 200, body = Vec<EntryShown>)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Vec<EntryShown>>, Problem> {
    let all = app.engine.tunings(signed.tenant).await?;
    Ok(Body(all.into_iter().map(EntryShown::from).collect()))
}

/// Tunes a clock. Open cases are counted anew by it, at once or when its day comes: what lies ahead moves, what is past
/// stays. Sent again, it is done once.
#[utoipa::path(
    post, path = "/tunings", tag = "tunings", request_body = TuningToBe,
    responses((status = 200, body = TuningLaidDown)),
)]
pub(super) async fn tune(
    State(app): State<App>,
    signed: Signed,
    _key: Key,
    Json(to_be): Json<TuningToBe>,
) -> Result<Body<TuningLaidDown>, Problem> {
    let TuningToBe { tuning, seen, why } = to_be;
    let set = app.engine.tune(signed.tenant, tuning, seen, &signed.name, &why);
    let number = set.await.map_err(refused)?;
    counted(&app, &signed, number).await
}

/// Takes a tuning back. Open cases are counted anew without it. Sent again, it is done once.
#[utoipa::path(
    post, path = "/tunings/{number}/take-back", tag = "tunings", request_body = TakingBack,
    params(("number" = u32, Path, description = "The tuning's number.")),
    responses((status = 200, body = TuningLaidDown)),
)]
pub(super) async fn take_back(
    State(app): State<App>,
    signed: Signed,
    _key: Key,
    Path(number): Path<u32>,
    Json(TakingBack { seen, why }): Json<TakingBack>,
) -> Result<Body<TuningLaidDown>, Problem> {
    let back = app
        .engine
        .take_back(signed.tenant, number, seen, &signed.name, &why);
    let number = back.await.map_err(refused)?;
    counted(&app, &signed, number).await
}

async fn counted(app: &App, signed: &Signed, number: u32) -> Result<Body<TuningLaidDown>, Problem> {
    let tenant = signed.tenant;
    tracing::info!(%tenant, by = %signed.person, number, "a clock was tuned");
    let (counted, moves) = counted_anew(app, tenant).await;
    Ok(Body(TuningLaidDown {
        number,
        counted,
        moved: deadlines(&moves),
        deadlines: moves.into_iter().take(MAX_LISTED).map(MovedShown::from).collect(),
    }))
}

/// What a tuning would do to the cases that are open now, and what it would have made of last year's. Nothing is kept.
#[utoipa::path(
    post, path = "/tunings/preview", tag = "tunings", request_body = TuningToTry,
    responses((status = 200, body = Previewed)),
)]
pub(super) async fn preview(
    State(app): State<App>,
    signed: Signed,
    _key: Key,
    Json(to_try): Json<TuningToTry>,
) -> Result<Body<Previewed>, Problem> {
    let tenant = signed.tenant;
    let shown = match (to_try.tuning, to_try.take_back) {
        (Some(tuning), None) => {
            let TuningPreview { live, past } =
                app.engine.preview_tuning(tenant, tuning).await.map_err(refused)?;
            Previewed::of(live, Some(past))
        }
        (None, Some(number)) => {
            let live = app.engine.preview_taking_back(tenant, number).await;
            Previewed::of(live.map_err(refused)?, None)
        }
        _ => {
            return Err(Problem::new(Kind::UNFIT)
                .code("tuning")
                .detail(Message::new("problem-tuning-one-of")));
        }
    };
    Ok(Body(shown))
}

fn refused(refused: TuningRefused) -> Problem {
    let conflict =
        |code: &'static str, detail: Message| Problem::new(Kind::CONFLICT).code(code).detail(detail);
    match refused {
        TuningRefused::Faults(faults) => {
            let reason = |fault: TuningFault| Reason {
                code: fault.code.to_owned(),
                message: Some(fault.message),
                lifted_by: None,
                pointer: Some(format!("/tuning{}", fault.pointer)),
            };
            let faults = faults.into_iter().map(reason).collect();
            Problem::faults("tuning", Message::new("problem-tuning"), faults)
        }
        TuningRefused::Reason => Problem::new(Kind::UNFIT)
            .code("why")
            .detail(Message::new("problem-tuning-why"))
            .pointer("/why".to_owned()),
        TuningRefused::Unknown(number) => Problem::new(Kind::NOT_FOUND)
            .detail(Message::new("problem-tuning-unknown").with("number", number)),
        TuningRefused::TakenBack(number) => conflict(
            "tuning_taken_back",
            Message::new("problem-tuning-taken-back").with("number", number),
        ),
        TuningRefused::Full => conflict("tunings_full", Message::new("problem-tunings-full")),
        TuningRefused::Changed(number) => conflict(
            "tuning_changed",
            Message::new("problem-tuning-changed").with("number", number),
        )
        .pointer("/seen".to_owned()),
        TuningRefused::Failure(failure) => failure.into(),
    }
}
