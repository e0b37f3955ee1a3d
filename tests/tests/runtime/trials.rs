//! Trials: which version a new case takes, and what is measured beside the decision.

use chrono::NaiveDate;
use samspil_core::case::{Asked, Counted};
use samspil_core::flow::Side;
use samspil_core::id::{CommandId, ItemId, PersonId};
use samspil_runtime::{Answer, Begin, Failure, Figures, MIN_CASES, Measured, NewTrial, TrialRefused};
use samspil_store::{FlowTrial, Signer, TrialDecision, TrialEnd, Unit};
use uuid::Uuid;

use crate::ground::{FLOW, Ground, TENANT, bound, moment, unit};

/// The unit that tries, and another of the same side.
const TRIES: u128 = 10;
const OTHERS: u128 = 40;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn signer() -> Signer {
    Signer {
        person: PersonId(Uuid::from_u128(5)),
        name: "Pia Procesejer".to_owned(),
    }
}

/// What is tried: the same work under another name.
fn tried() -> String {
    let text = FLOW.replace("task: Vurdér", "task: Vurdér sammen");
    assert_ne!(text, FLOW);
    text
}

fn wanted(number: u128, days: (&str, &str)) -> NewTrial {
    NewTrial {
        id: Uuid::from_u128(number),
        text: tried(),
        scenarios: Vec::new(),
        aim: "Færre dage".to_owned(),
        units: vec![unit(TRIES)],
        days: (day(days.0), day(days.1)),
        hassles: Vec::new(),
        survey: None,
    }
}

async fn ground() -> Ground {
    let ground = Ground::new(false).await;
    for number in [TRIES, OTHERS, 20] {
        let of = Unit {
            id: unit(number),
            name: format!("Enhed {number}"),
            side: if number == 20 {
                Side::Provider
            } else {
                Side::Authority
            },
        };
        ground.store.put_unit(TENANT, of).await.unwrap();
    }
    ground
}

async fn started(ground: &Ground, days: (&str, &str)) -> FlowTrial {
    let made = ground
        .engine
        .make_trial(TENANT, wanted(1, days), &signer())
        .await
        .unwrap();
    assert_eq!(made.started, None);
    ground.engine.start_trial(TENANT, made.id, "Pia").await.unwrap()
}

async fn begin(ground: &Ground, at: u128, version: Option<u32>) -> Result<Answer, Failure> {
    begin_once(ground, at, version, None).await
}

async fn begin_once(
    ground: &Ground,
    at: u128,
    version: Option<u32>,
    key: Option<CommandId>,
) -> Result<Answer, Failure> {
    let begin = Begin {
        flow: "tried".to_owned(),
        version,
        title: "Sag 1".to_owned(),
        parties: vec![bound("worker", at), bound("boss", 11), bound("other", 20)],
        data: serde_json::Value::Null,
    };
    ground
        .engine
        .begin(TENANT, crate::ground::by(1, at, "worker"), begin, key)
        .await
}

/// The version that a case runs by.
async fn version(ground: &Ground, case: &Answer) -> u32 {
    ground
        .engine
        .read_for_itself(TENANT, case.case)
        .await
        .unwrap()
        .run
        .version
}

async fn new_case(ground: &Ground, at: u128) -> u32 {
    version(ground, &begin(ground, at, None).await.unwrap()).await
}

#[tokio::test]
async fn a18_2_a_trial_runs_beside_the_ordinary_version() {
    let ground = ground().await;
    let running = begin(&ground, TRIES, None).await.unwrap();
    let trial = started(&ground, ("2026-01-12", "2026-01-16")).await;
    assert_eq!(trial.started.as_ref().unwrap().version, 2);
    assert_eq!(new_case(&ground, TRIES).await, 1, "it has not begun");
    ground.clock.move_to(moment("2026-01-12T08:00"));
    assert_eq!(new_case(&ground, TRIES).await, 2);
    assert_eq!(new_case(&ground, OTHERS).await, 1);
    assert_eq!(version(&ground, &running).await, 1, "what runs keeps its version");
    let tried = begin(&ground, TRIES, Some(2)).await.unwrap();
    let key = Some(CommandId(Uuid::from_u128(90)));
    let once = begin_once(&ground, TRIES, Some(2), key).await.unwrap();
    assert!(matches!(
        begin(&ground, OTHERS, Some(2)).await,
        Err(Failure::OnTrial)
    ));
    assert_eq!(
        version(&ground, &begin(&ground, TRIES, Some(1)).await.unwrap()).await,
        1
    );
    // Its last day ends at midnight in Copenhagen, an hour before it does elsewhere.
    ground.clock.move_to(moment("2026-01-16T22:59"));
    assert_eq!(new_case(&ground, TRIES).await, 2);
    ground.clock.move_to(moment("2026-01-16T23:00"));
    assert_eq!(new_case(&ground, TRIES).await, 1);
    assert!(matches!(
        begin(&ground, TRIES, Some(2)).await,
        Err(Failure::OnTrial)
    ));
    let again = begin_once(&ground, TRIES, Some(2), key).await.unwrap();
    assert_eq!(again.case, once.case, "sent again it has the answer that it had");
    ground
        .complete(
            crate::ground::by(1, TRIES, "worker"),
            tried.case,
            "assess",
            1,
            None,
        )
        .await
        .unwrap();
    assert_eq!(
        version(&ground, &tried).await,
        2,
        "what was begun on trial goes on by it"
    );
}

#[tokio::test]
async fn a_trial_that_is_dropped_is_offered_no_more_and_its_cases_go_on() {
    let ground = ground().await;
    let trial = started(&ground, ("2026-01-05", "2026-02-05")).await;
    let tried = begin(&ground, TRIES, None).await.unwrap();
    assert_eq!(version(&ground, &tried).await, 2);
    let decision = TrialDecision::Drop;
    for reason in ["", " \n"] {
        let refused = ground.engine.may_decide(TENANT, &trial, (decision, reason)).await;
        assert!(matches!(refused, Err(TrialRefused::Reason)), "{reason:?}");
    }
    let end = TrialEnd {
        decision,
        because: ground
            .engine
            .may_decide(TENANT, &trial, (decision, " Intet bedre "))
            .await
            .unwrap(),
        at: moment("2026-01-06T08:00"),
        by: "Pia".to_owned(),
        kept_as: None,
    };
    assert_eq!(end.because, "Intet bedre");
    ground
        .engine
        .end_trial(TENANT, &trial, end.clone())
        .await
        .unwrap();
    assert!(matches!(
        ground.engine.end_trial(TENANT, &trial, end).await,
        Err(TrialRefused::Over)
    ));
    assert_eq!(new_case(&ground, TRIES).await, 1);
    assert_eq!(version(&ground, &tried).await, 2);
}

#[tokio::test]
async fn a_trial_that_waits_past_its_last_day_is_not_started() {
    let ground = ground().await;
    let days = ("2026-01-12", "2026-01-16");
    let other = NewTrial {
        units: vec![unit(OTHERS)],
        ..wanted(2, days)
    };
    for asked in [wanted(1, days), other] {
        ground.engine.make_trial(TENANT, asked, &signer()).await.unwrap();
    }
    let start = async |number| {
        ground
            .engine
            .start_trial(TENANT, Uuid::from_u128(number), "Pia")
            .await
    };
    // Its last day ends at midnight in Copenhagen.
    ground.clock.move_to(moment("2026-01-16T22:59"));
    let last = start(1).await.unwrap();
    ground.clock.move_to(moment("2026-01-16T23:00"));
    assert!(matches!(start(2).await, Err(TrialRefused::Past)));
    assert_eq!(start(1).await.unwrap(), last, "what is started stays so");
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_nothing_is_kept() {
    let ground = ground().await;
    let days = ("2026-01-12", "2026-01-16");
    let asked = |change: &dyn Fn(&mut NewTrial)| {
        let mut asked = wanted(1, days);
        change(&mut asked);
        asked
    };
    for (asked, expected) in [
        (
            asked(&|asked| asked.aim = "  ".to_owned()),
            "it is not said what is expected",
        ),
        (wanted(1, ("2026-01-04", "2026-01-16")), "the days do not fit"),
        (wanted(1, ("2026-01-12", "2026-01-11")), "the days do not fit"),
        (wanted(1, ("2026-01-12", "2027-01-13")), "the days do not fit"),
        (asked(&|asked| asked.units.clear()), "the units do not fit"),
        (asked(&|asked| asked.units.push(unit(77))), "the units do not fit"),
        (
            asked(&|asked| asked.hassles.push(Uuid::from_u128(9))),
            "the hassles do not fit",
        ),
        (
            asked(&|asked| asked.survey = Some(Uuid::from_u128(9))),
            "no such survey",
        ),
        (
            asked(&|asked| asked.text = FLOW.to_owned()),
            "nothing is otherwise",
        ),
        (
            asked(&|asked| asked.text = tried().replace("flow: tried", "flow: another")),
            "the flow is not published",
        ),
        (
            asked(&|asked| asked.text = "samspil: 1\n".to_owned()),
            "the flow has",
        ),
    ] {
        let refused = ground
            .engine
            .make_trial(TENANT, asked, &signer())
            .await
            .unwrap_err();
        assert!(refused.to_string().starts_with(expected), "{refused} {expected}");
    }
    assert!(ground.store.trials(TENANT, 9).await.unwrap().is_empty());
    let made = ground
        .engine
        .make_trial(TENANT, wanted(1, days), &signer())
        .await
        .unwrap();
    let again = ground
        .engine
        .make_trial(TENANT, wanted(1, days), &signer())
        .await
        .unwrap();
    assert_eq!(made, again, "sent twice it is made once");
    let second = ground.engine.make_trial(TENANT, wanted(2, days), &signer()).await;
    assert!(matches!(second, Err(TrialRefused::Overlaps)));
    let keep = ground
        .engine
        .may_decide(TENANT, &made, (TrialDecision::Keep, "Godt"))
        .await;
    assert!(matches!(keep, Err(TrialRefused::NotStarted)));
}

#[tokio::test]
async fn a_trial_is_not_kept_over_what_was_published_since() {
    let ground = ground().await;
    let trial = started(&ground, ("2026-01-05", "2026-02-05")).await;
    let keep = (TrialDecision::Keep, "Godt");
    assert!(ground.engine.may_decide(TENANT, &trial, keep).await.is_ok());
    let other = FLOW.replace("task: Lever", "task: Lever nu");
    assert_eq!(
        ground
            .engine
            .publish(TENANT, &other, "test")
            .await
            .unwrap()
            .version,
        3
    );
    let refused = ground.engine.may_decide(TENANT, &trial, keep).await;
    assert!(matches!(refused, Err(TrialRefused::Behind(3))));
    // Where what was published is what was tried, there is nothing to lose.
    assert_eq!(
        ground
            .engine
            .publish(TENANT, &tried(), "test")
            .await
            .unwrap()
            .version,
        4
    );
    assert!(ground.engine.may_decide(TENANT, &trial, keep).await.is_ok());
}

/// So many new cases of a unit.
async fn begun(ground: &Ground, at: u128, count: u64) -> Vec<Answer> {
    let mut cases = Vec::new();
    for _ in 0..count {
        cases.push(begin(ground, at, None).await.unwrap());
    }
    cases
}

async fn assess(ground: &Ground, at: u128, cases: &[Answer], skips: bool) {
    let worker = || crate::ground::by(1, at, "worker");
    for case in cases {
        if skips {
            let skip = Asked::Skip {
                item: ItemId::new("assess").unwrap(),
                reason: "Kendt".to_owned(),
            };
            ground.ask(worker(), case.case, skip).await.unwrap();
        } else {
            ground
                .complete(worker(), case.case, "assess", 1, None)
                .await
                .unwrap();
        }
    }
}

/// How often, and half of the days, of each of the four.
fn told(row: &Measured) -> [Option<(u64, Option<u32>)>; 4] {
    let one = |figures: &Option<Figures>| figures.as_ref().map(|row| (row.times, row.days.median()));
    [
        one(&row.units_before),
        one(&row.units_during),
        one(&row.others_before),
        one(&row.others_during),
    ]
}

#[tokio::test]
async fn a_trial_is_measured_before_and_during_in_its_units_and_in_others() {
    let ground = ground().await;
    let (own, others) = (
        begun(&ground, TRIES, MIN_CASES).await,
        begun(&ground, OTHERS, MIN_CASES).await,
    );
    let skipping = begun(&ground, TRIES, MIN_CASES).await;
    ground.clock.move_to(moment("2026-01-08T09:00"));
    assess(&ground, TRIES, &own, false).await;
    assess(&ground, TRIES, &skipping, true).await;
    assess(&ground, OTHERS, &others, false).await;
    let trial = started(&ground, ("2026-01-12", "2026-02-12")).await;
    assert_eq!(
        ground.engine.trial_figures(TENANT, &trial).await.unwrap(),
        None,
        "it has not begun"
    );
    ground.clock.move_to(moment("2026-01-12T08:00"));
    let (own, others) = (
        begun(&ground, TRIES, MIN_CASES).await,
        begun(&ground, OTHERS, MIN_CASES - 1).await,
    );
    ground.clock.move_to(moment("2026-01-13T09:00"));
    assess(&ground, TRIES, &own, false).await;
    assess(&ground, OTHERS, &others, false).await;
    ground.clock.move_to(moment("2026-01-20T09:00"));
    let found = ground
        .engine
        .trial_figures(TENANT, &trial)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.before_since, found.until),
        (day("2026-01-03"), day("2026-01-20"))
    );
    let row = |counted: Counted| {
        let mut rows = found.rows.iter();
        told(rows.find(|row| row.counted == counted).unwrap())
    };
    assert_eq!(
        row(Counted::Done),
        [Some((5, Some(3))), Some((5, Some(1))), Some((5, Some(3))), None],
        "of four cases nothing is told"
    );
    assert_eq!(row(Counted::Deviated), [Some((5, None)), None, None, None]);
    let deadlines = found
        .rows
        .iter()
        .find(|row| row.counted == Counted::Deadline)
        .unwrap();
    let kept = |figures: &Option<Figures>| figures.as_ref().and_then(Figures::of_hundred_in_time);
    assert_eq!(
        (kept(&deadlines.units_during), kept(&deadlines.others_before)),
        (Some(100), Some(100))
    );
}

#[tokio::test]
async fn few_cases_by_another_version_cannot_be_reckoned_from_a_trial() {
    let ground = ground().await;
    let before = begun(&ground, TRIES, 1).await;
    let trial = started(&ground, ("2026-01-12", "2026-02-12")).await;
    ground.clock.move_to(moment("2026-01-12T08:00"));
    let tried = begun(&ground, TRIES, MIN_CASES).await;
    let steps = async |version| {
        let steps = ground.engine.live_steps(TENANT, "tried", version).await.unwrap();
        steps["assess"].waiting.as_ref().map(|row| row.times)
    };
    assert_eq!(
        (steps(None).await, steps(Some(2)).await),
        (Some(MIN_CASES), Some(MIN_CASES)),
        "the one by the ordinary version is in no sum"
    );
    ground.clock.move_to(moment("2026-01-13T09:00"));
    assess(&ground, TRIES, &tried, false).await;
    assess(&ground, TRIES, &before, false).await;
    ground.clock.move_to(moment("2026-01-20T09:00"));
    let found = ground
        .engine
        .trial_figures(TENANT, &trial)
        .await
        .unwrap()
        .unwrap();
    let done = found.rows.iter().find(|row| row.counted == Counted::Done);
    assert_eq!(
        told(done.unwrap())[1],
        None,
        "management tells of six, so five would tell of the one"
    );
}

#[tokio::test]
async fn live_cases_are_told_of_step_by_step_and_few_are_not() {
    let ground = ground().await;
    begun(&ground, TRIES, MIN_CASES - 1).await;
    ground.clock.move_to(moment("2026-01-09T09:00"));
    assert!(
        ground
            .engine
            .live_steps(TENANT, "tried", None)
            .await
            .unwrap()
            .is_empty()
    );
    begun(&ground, OTHERS, MIN_CASES).await;
    let steps = ground.engine.live_steps(TENANT, "tried", None).await.unwrap();
    let waiting = steps["assess"].waiting.as_ref().unwrap();
    assert_eq!(
        (waiting.times, waiting.days.median()),
        (9, Some(0)),
        "four for four days, and five since now"
    );
    assert_eq!(steps["assess"].deviated, None);
    assert!(
        ground
            .engine
            .live_steps(TENANT, "tried", Some(2))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        ground
            .engine
            .live_steps(TENANT, "other", None)
            .await
            .unwrap()
            .is_empty()
    );
}
