//! Hassles at steps of flows, and trials of versions beside the ordinary one.

use chrono::NaiveDate;
use samspil_core::flow::Side;
use samspil_core::id::UnitId;
use samspil_store::{
    FlowTrial, FlowVersion, Hassle, HassleCount, HassleSettled, TrialDecision, TrialEnd, TrialFile,
    TrialVersion, Unit,
};
use uuid::Uuid;

use crate::drafts::draft;
use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, both, person, unit};

/// What is kept of a trial as its version.
const TRIED: &str = "flow: bum # prøve\n";

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn version(text: &str) -> FlowVersion {
    FlowVersion {
        flow: "bum".to_owned(),
        version: 0,
        title: both("Støtte", "Support"),
        text: text.to_owned(),
        published_at: at(0),
        published_by: "anna".to_owned(),
    }
}

/// One ordinary version, and the units 1 and 2.
pub(crate) async fn published(ground: &Ground) {
    for number in 1..=2 {
        let of = Unit {
            id: unit(number),
            name: format!("Enhed {number}"),
            side: Side::Provider,
        };
        ground.store.put_unit(TENANT, of).await.unwrap();
    }
    assert_eq!(
        ground.store.publish(TENANT, version("én"), None).await.unwrap(),
        Some(1)
    );
}

pub(crate) fn hassle(number: u128, step: &str) -> Hassle {
    Hassle {
        id: id(number),
        flow: "bum".to_owned(),
        version: 1,
        step: step.to_owned(),
        said: format!("Skemaet spørger to gange ({number})"),
        noted_at: at(i64::try_from(number).unwrap()),
        noted_by: "Ærø Ansat".to_owned(),
        noter: person(1),
    }
}

/// A trial in these units from the tenth to the twentieth of March.
pub(crate) fn trial(number: u128, units: &[UnitId]) -> FlowTrial {
    FlowTrial {
        id: id(number),
        flow: "bum".to_owned(),
        beside: 1,
        aim: "Færre spørgsmål".to_owned(),
        units: units.to_vec(),
        first_day: day("2026-03-10"),
        last_day: day("2026-03-20"),
        hassles: Vec::new(),
        survey: None,
        made_at: at(i64::try_from(number).unwrap()),
        made_by: "Pia Procesejer".to_owned(),
        maker: person(1),
        started: None,
        ended: None,
    }
}

pub(crate) fn file() -> TrialFile {
    let draft = draft("bum", 1, "flow: bum\n");
    TrialFile {
        text: draft.text,
        scenarios: draft.scenarios,
    }
}

pub(crate) fn kept() -> TrialVersion {
    TrialVersion {
        title: both("Støtte (prøve)", "Support (trial)"),
        text: TRIED.to_owned(),
        at: at(60),
        by: "Pia, Per".to_owned(),
    }
}

fn end(decision: TrialDecision, kept_as: Option<u32>) -> TrialEnd {
    TrialEnd {
        decision,
        because: "Det gik hurtigere".to_owned(),
        at: at(90),
        by: "Per Procesejer".to_owned(),
        kept_as,
    }
}

async fn make(ground: &Ground, trial: FlowTrial) -> bool {
    ground.store.make_trial(TENANT, trial, file()).await.unwrap()
}

async fn started(ground: &Ground, number: u128) -> Option<u32> {
    ground
        .store
        .start_trial(TENANT, id(number), kept())
        .await
        .unwrap()
}

async fn ordinary(ground: &Ground) -> u32 {
    ground
        .store
        .flow(TENANT, "bum", None)
        .await
        .unwrap()
        .unwrap()
        .version
}

pub(crate) async fn a_hassle_is_noted_once_at_a_step_and_settled_once(ground: &Ground) {
    published(ground).await;
    let store = &ground.store;
    for (number, step, noted) in [
        (1, "decide", true),
        (2, "decide", true),
        (3, "assess", true),
        (3, "decide", false),
    ] {
        assert_eq!(
            store.note_hassle(TENANT, hassle(number, step)).await.unwrap(),
            noted,
            "{number}"
        );
    }
    let count = |step: &str, count| HassleCount {
        flow: "bum".to_owned(),
        step: step.to_owned(),
        version: 1,
        count,
    };
    assert_eq!(
        store.hassle_counts(TENANT).await.unwrap(),
        [count("assess", 1), count("decide", 2)]
    );
    let settled = HassleSettled {
        at: at(30),
        by: "Pia".to_owned(),
        because: "Rettet".to_owned(),
    };
    for (tenant, done) in [(OTHER, false), (TENANT, true), (TENANT, false)] {
        assert_eq!(
            store.settle_hassle(tenant, id(3), settled.clone()).await.unwrap(),
            done
        );
    }
    assert_eq!(store.hassle_counts(TENANT).await.unwrap(), [count("decide", 2)]);
    let known = store.hassles(TENANT, Some("bum"), None, 9).await.unwrap();
    let newest: Vec<(Uuid, bool)> = known
        .iter()
        .map(|one| (one.hassle.id, one.settled.is_some()))
        .collect();
    assert_eq!(
        newest,
        [(id(2), false), (id(1), false), (id(3), true)],
        "what is not settled comes first"
    );
    assert_eq!(known[2].hassle, hassle(3, "assess"));
    assert_eq!(known[2].settled, Some(settled));
    let mut paged = Vec::new();
    let mut after = None;
    while let [one] = store.hassles(TENANT, None, after, 1).await.unwrap().as_slice() {
        paged.push(one.clone());
        after = Some(one.place().to_string().parse().unwrap());
    }
    assert_eq!(paged, known, "page by page they are the same");
    let named = store.hassles_of(TENANT, &[id(1), id(77), id(3)]).await.unwrap();
    let named: Vec<Uuid> = named.iter().map(|one| one.hassle.id).collect();
    assert_eq!(named, [id(3), id(1)], "those that are there, newest first");
    assert!(store.hassles_of(TENANT, &[]).await.unwrap().is_empty());
    assert!(store.hassles_of(OTHER, &[id(1)]).await.unwrap().is_empty());
    assert!(
        store
            .hassles(TENANT, Some("mini"), None, 9)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(store.hassles(OTHER, None, None, 9).await.unwrap().is_empty());
}

pub(crate) async fn a_trial_is_marked_and_runs_beside_the_ordinary_version(ground: &Ground) {
    published(ground).await;
    let store = &ground.store;
    assert!(make(ground, trial(1, &[unit(1)])).await);
    assert!(!make(ground, trial(1, &[unit(2)])).await, "the same id");
    let one = store.trial(TENANT, id(1)).await.unwrap().unwrap();
    assert_eq!(one, trial(1, &[unit(1)]));
    assert_eq!(store.trial_file(TENANT, id(1)).await.unwrap(), Some(file()));
    let version_of =
        async |units: &[UnitId], on: &str| store.trial_version(TENANT, "bum", units, day(on)).await.unwrap();
    assert_eq!(
        version_of(&[unit(1)], "2026-03-15").await,
        None,
        "it has no version yet"
    );
    assert_eq!(started(ground, 1).await, Some(2));
    assert_eq!(started(ground, 1).await, None);
    for (units, on, expected) in [
        (&[unit(1)][..], "2026-03-10", Some(2)),
        (&[unit(2), unit(1)], "2026-03-20", Some(2)),
        (&[unit(2)], "2026-03-15", None),
        (&[], "2026-03-15", None),
        (&[unit(1)], "2026-03-09", None),
        (&[unit(1)], "2026-03-21", None),
    ] {
        assert_eq!(version_of(units, on).await, expected, "{units:?} {on}");
    }
    assert_eq!(
        store
            .trial_version(TENANT, "mini", &[unit(1)], day("2026-03-15"))
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        store
            .trial_version(OTHER, "bum", &[unit(1)], day("2026-03-15"))
            .await
            .unwrap(),
        None
    );
    assert_eq!(ordinary(ground).await, 1, "a trial is never the newest");
    let flows = store.flows(TENANT).await.unwrap();
    assert_eq!(flows.iter().map(|flow| flow.version).collect::<Vec<_>>(), [1]);
    let tried = store.flow(TENANT, "bum", Some(2)).await.unwrap().unwrap();
    assert_eq!(
        (tried.text.as_str(), tried.published_by.as_str()),
        (TRIED, "Pia, Per")
    );
    assert_eq!(store.scenarios(TENANT, "bum", 2).await.unwrap(), file().scenarios);
    let marked = store.trial_of(TENANT, "bum", 2).await.unwrap().unwrap();
    assert_eq!(marked.started.unwrap().version, 2);
    assert_eq!(store.trial_of(TENANT, "bum", 1).await.unwrap(), None);
}

pub(crate) async fn what_is_published_meanwhile_counts_on_and_a_trial_is_no_same_text(ground: &Ground) {
    published(ground).await;
    assert!(make(ground, trial(1, &[unit(1)])).await);
    assert_eq!(started(ground, 1).await, Some(2));
    let publish = async |text: &str, after| ground.store.publish(TENANT, version(text), after).await.unwrap();
    assert_eq!(
        publish("én", None).await,
        Some(1),
        "the newest ordinary version is the same"
    );
    assert_eq!(
        publish(TRIED, Some(1)).await,
        Some(3),
        "what is tried is no ordinary version yet"
    );
    assert_eq!(ordinary(ground).await, 3);
    assert_eq!(publish("to", Some(2)).await, None, "a trial is not the newest");
    assert_eq!(publish("to", Some(3)).await, Some(4));
}

pub(crate) async fn two_trials_share_no_unit_on_a_day(ground: &Ground) {
    published(ground).await;
    assert!(make(ground, trial(1, &[unit(1)])).await);
    let on = |number, units: &[UnitId], first: &str, last: &str| FlowTrial {
        first_day: day(first),
        last_day: day(last),
        ..trial(number, units)
    };
    for (trial, made) in [
        (on(2, &[unit(1), unit(2)], "2026-03-20", "2026-04-01"), false),
        (on(2, &[unit(1)], "2026-03-01", "2026-03-10"), false),
        (on(2, &[unit(1)], "2026-03-21", "2026-04-01"), true),
        (on(3, &[unit(2)], "2026-03-10", "2026-03-20"), true),
    ] {
        assert_eq!(make(ground, trial.clone()).await, made, "{trial:?}");
    }
    let dropped = end(TrialDecision::Drop, None);
    assert!(ground.store.end_trial(TENANT, id(1), dropped).await.unwrap());
    assert!(
        make(ground, trial(4, &[unit(1)])).await,
        "what is over is in nobody's way"
    );
    let newest: Vec<Uuid> = ground
        .store
        .trials(TENANT, 9)
        .await
        .unwrap()
        .iter()
        .map(|one| one.id)
        .collect();
    assert_eq!(newest, [id(4), id(3), id(2), id(1)]);
    assert_eq!(ground.store.trials(TENANT, 1).await.unwrap().len(), 1);
}

/// Two trials that are started, in a unit each, which take the hassles 1 and 2, and 2 and 3, away.
async fn two_trials(ground: &Ground) {
    published(ground).await;
    let store = &ground.store;
    for number in 1..=3 {
        assert!(store.note_hassle(TENANT, hassle(number, "decide")).await.unwrap());
    }
    let taken = |number, unit, hassles: &[u128]| FlowTrial {
        hassles: hassles.iter().copied().map(id).collect(),
        ..trial(number, &[unit])
    };
    assert!(make(ground, taken(8, unit(1), &[1, 2])).await);
    assert!(make(ground, taken(9, unit(2), &[2, 3])).await);
    assert_eq!(
        store.trial(TENANT, id(8)).await.unwrap().unwrap().hassles,
        [id(1), id(2)]
    );
    assert_eq!(
        (started(ground, 8).await, started(ground, 9).await),
        (Some(2), Some(3))
    );
    let trials: Vec<Option<Uuid>> = store
        .hassles(TENANT, None, None, 9)
        .await
        .unwrap()
        .iter()
        .map(|one| one.trial)
        .collect();
    assert_eq!(
        trials,
        [Some(id(9)), Some(id(9)), Some(id(8))],
        "the newest trial of each"
    );
}

pub(crate) async fn a_trial_that_is_over_is_offered_to_nobody_and_settles_what_it_solved(ground: &Ground) {
    two_trials(ground).await;
    let store = &ground.store;
    let published = ground
        .store
        .publish(TENANT, version(TRIED), None)
        .await
        .unwrap()
        .unwrap();
    for (number, ended) in [
        (8, end(TrialDecision::Keep, Some(published))),
        (9, end(TrialDecision::Change, None)),
    ] {
        assert!(store.end_trial(TENANT, id(number), ended.clone()).await.unwrap());
        assert!(
            !store
                .end_trial(TENANT, id(number), end(TrialDecision::Drop, None))
                .await
                .unwrap()
        );
        assert_eq!(
            store.trial(TENANT, id(number)).await.unwrap().unwrap().ended,
            Some(ended)
        );
    }
    let open: Vec<bool> = store
        .hassles(TENANT, None, None, 9)
        .await
        .unwrap()
        .iter()
        .map(|one| one.settled.is_none())
        .collect();
    assert_eq!(
        open,
        [true, false, false],
        "what was kept settles its hassles, and what is to be otherwise none"
    );
    for of in [unit(1), unit(2)] {
        assert_eq!(
            store
                .trial_version(TENANT, "bum", &[of], day("2026-03-15"))
                .await
                .unwrap(),
            None
        );
    }
    assert!(
        store.trial_of(TENANT, "bum", 3).await.unwrap().is_some(),
        "its version stays marked"
    );
    assert_eq!(ordinary(ground).await, published);
    let kept = end(TrialDecision::Keep, Some(published));
    for done in [true, false] {
        assert_eq!(
            store.end_trial(TENANT, id(9), kept.clone()).await.unwrap(),
            done,
            "what is everybody's is kept, whatever was decided in between"
        );
    }
    assert_eq!(
        store.trial(TENANT, id(9)).await.unwrap().unwrap().ended,
        Some(kept)
    );
}
