//! What an administrator tunes: what it moves, what it leaves, and what it would have made of what is past.

use std::collections::BTreeMap;

use samspil_core::case::{Asked, Case};
use samspil_core::flow::{RungTuning, Tuning, WindowTuning};
use samspil_core::id::{CaseId, ClockId, FlowId, ItemId, PartyId};
use samspil_runtime::{Moved, Tally, TuningPreview, TuningRefused};

use crate::ground::{Ground, TENANT, moment, unit, until};

const FLOW: &str = "samspil: 1
flow: tried
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
  other: {title: Udfører, side: provider}
data:
  x: {kind: {type: choice, of: {one: En, two: To}, starts_as: '\"one\"'}}
tables:
  limit:
    title: Frist
    reads: {kind: x.kind}
    gives: {lasts: length}
    rules: [{kind: one, lasts: 10 days, tunable: 3 days..20 days}]
    otherwise: {lasts: 30 days}
stages:
  s:
    title: S
    does:
      d: {task: D, by: worker, due: {lasts: limit.lasts}}
      n: {meeting: N, by: worker, repeats: {at_least: 3, in_any: 12 months, tunable: {at_least: 2..6}, opens: 5 weeks, at_most: 90}}
      a: {task: A, by: worker, due: {lasts: 10 working days, tunable: 2 working days..20 working days, ladder: {at: due, tell: leader}}}
      c: {task: C, by: other, due: 3 days}
";

async fn ground() -> Ground {
    let ground = Ground::new(false).await;
    ground.engine.publish(TENANT, FLOW, "test").await.unwrap();
    ground
}

fn lasting(length: &str, from: &str) -> Tuning {
    let (flow, clock) = (FlowId::new("tried").unwrap(), ClockId::new("a").unwrap());
    Tuning {
        lasts: Some(length.to_owned()),
        ..Tuning::of(flow, clock, from.parse().unwrap())
    }
}

async fn tune(ground: &Ground, tuning: Tuning, seen: u32) -> Result<u32, TuningRefused> {
    ground
        .engine
        .tune(TENANT, tuning, seen, "anna", "Færre sager")
        .await
}

/// How the deadlines moved: the clock, from and to.
fn told(moves: &[Moved]) -> Vec<String> {
    let day = |at| samspil_core::calendar::local_date(at);
    moves
        .iter()
        .map(|one| format!("{} {} {}", one.clock, day(one.from), day(one.to)))
        .collect()
}

async fn read(ground: &Ground, case: CaseId) -> Case {
    let read = ground
        .engine
        .read(TENANT, &Ground::worker(), case, &Ground::look())
        .await
        .unwrap();
    read.case.as_ref().clone()
}

async fn due(ground: &Ground, case: CaseId) -> String {
    let case = read(ground, case).await;
    samspil_core::calendar::local_date(case.clocks["a"].due).to_string()
}

#[tokio::test]
async fn a_tuning_moves_what_its_preview_says_once_and_is_taken_back() {
    let ground = ground().await;
    let case = ground.begin(None).await.unwrap().case;
    assert_eq!(due(&ground, case).await, "2026-01-19");
    let tuning = lasting("5 working days", "2026-01-05");
    let preview = ground
        .engine
        .preview_tuning(TENANT, tuning.clone())
        .await
        .unwrap();
    assert_eq!(
        (preview.live.cases, preview.live.overdue(), preview.live.days()),
        (1, 0, Some((-7, -7)))
    );
    assert_eq!(due(&ground, case).await, "2026-01-19", "nothing is kept");
    assert_eq!(tune(&ground, tuning.clone(), 0).await.unwrap(), 1);
    assert_eq!(
        tune(&ground, tuning, 0).await.unwrap(),
        1,
        "asked again by the same, it is done"
    );
    let moved = ground.engine.recount(TENANT).await.unwrap();
    assert_eq!(moved, preview.live.moved);
    assert_eq!(told(&moved), ["a 2026-01-19 2026-01-12"]);
    assert_eq!(ground.engine.recount(TENANT).await.unwrap(), [], "once");
    let later = ground.begin(None).await.unwrap().case;
    assert_eq!(
        due(&ground, later).await,
        "2026-01-12",
        "new cases count by it at once"
    );
    let preview = ground.engine.preview_taking_back(TENANT, 1).await.unwrap();
    assert_eq!(told(&preview.moved), ["a 2026-01-12 2026-01-19"; 2]);
    let back = ground
        .engine
        .take_back(TENANT, 1, 1, "anna", "Alligevel ikke")
        .await
        .unwrap();
    assert_eq!(back, 2);
    assert_eq!(ground.engine.recount(TENANT).await.unwrap().len(), 2);
    assert_eq!(due(&ground, case).await, "2026-01-19");
    let journal = ground.engine.tunings(TENANT).await.unwrap();
    let back: Vec<_> = journal
        .iter()
        .map(|one| (one.entry.number, one.taken_back_by))
        .collect();
    assert_eq!(back, [(2, None), (1, Some(2))]);
}

/// A week in, five working days would have been over two days ago: shown before it applies, and then so.
#[tokio::test]
async fn what_becomes_overdue_and_who_is_told_at_once_is_shown_first() {
    let ground = ground().await;
    let case = ground.begin(None).await.unwrap().case;
    ground.clock.move_to(moment("2026-01-14T08:00"));
    ground.engine.wake_all_due().await.unwrap();
    let before = ground.store.case_inbox(TENANT, case, 100).await.unwrap().len();
    let tuning = lasting("5 working days", "2026-01-14");
    let live = ground
        .engine
        .preview_tuning(TENANT, tuning.clone())
        .await
        .unwrap()
        .live;
    assert_eq!((live.deadlines(), live.overdue()), (1, 1));
    let told: Vec<String> = live
        .told
        .iter()
        .map(|one| format!("{} {}", one.party, if one.late { "late" } else { "soon" }))
        .collect();
    assert_eq!(told, ["boss late"]);
    ground.engine.hand_over_all().await.unwrap();
    assert_eq!(
        ground.store.case_inbox(TENANT, case, 100).await.unwrap().len(),
        before
    );
    tune(&ground, tuning, 0).await.unwrap();
    assert_eq!(ground.engine.recount(TENANT).await.unwrap(), live.moved);
    ground.engine.hand_over_all().await.unwrap();
    let inbox = ground.store.case_inbox(TENANT, case, 100).await.unwrap();
    assert_eq!(inbox.len(), before + 1);
    assert!(read(&ground, case).await.clocks["a"].breached_at.is_some());
}

#[tokio::test]
async fn a_tuning_of_a_unit_or_of_a_later_day_holds_there_and_then() {
    let ground = ground().await;
    let case = ground.begin(None).await.unwrap().case;
    ground
        .store
        .put_unit(
            TENANT,
            samspil_store::Unit {
                id: unit(77),
                name: "Andet team".to_owned(),
                side: samspil_core::flow::Side::Authority,
            },
        )
        .await
        .unwrap();
    let elsewhere = Tuning {
        unit: Some(unit(77)),
        ..lasting("5 working days", "2026-01-05")
    };
    assert_eq!(tune(&ground, elsewhere, 0).await.unwrap(), 1);
    assert_eq!(
        tune(&ground, lasting("8 working days", "2026-01-08"), 1)
            .await
            .unwrap(),
        2
    );
    assert_eq!(ground.engine.recount(TENANT).await.unwrap(), []);
    assert_eq!(due(&ground, case).await, "2026-01-19");
    ground.clock.move_to(moment("2026-01-07T23:01"));
    let moved = ground.engine.recount(TENANT).await.unwrap();
    assert_eq!(told(&moved), ["a 2026-01-19 2026-01-15"]);
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_nothing_is_kept() {
    let ground = ground().await;
    for (tuning, place) in [
        (lasting("25 working days", "2026-01-05"), "/lasts"),
        (lasting("5 working days", "2026-01-04"), "/from"),
        (lasting("5 working days", "2029-01-04"), "/from"),
        (
            Tuning {
                unit: Some(unit(999)),
                ..lasting("5 working days", "2026-01-05")
            },
            "/unit",
        ),
    ] {
        let refused = tune(&ground, tuning, 0).await.unwrap_err();
        let TuningRefused::Faults(faults) = &refused else {
            panic!("{refused:?}");
        };
        assert_eq!(
            faults
                .iter()
                .map(|fault| fault.pointer.as_str())
                .collect::<Vec<_>>(),
            [place]
        );
    }
    let why = ground
        .engine
        .tune(TENANT, lasting("5 working days", "2026-01-05"), 0, "anna", " ")
        .await;
    assert!(matches!(why.unwrap_err(), TuningRefused::Reason));
    let unknown = ground.engine.take_back(TENANT, 3, 0, "anna", "Nej").await;
    assert!(matches!(unknown.unwrap_err(), TuningRefused::Unknown(3)));
    assert_eq!(
        tune(&ground, lasting("5 working days", "2026-01-05"), 0)
            .await
            .unwrap(),
        1
    );
    let changed = tune(&ground, lasting("6 working days", "2026-01-05"), 0)
        .await
        .unwrap_err();
    assert!(matches!(changed, TuningRefused::Changed(1)));
    ground
        .engine
        .take_back(TENANT, 1, 1, "anna", "Nej")
        .await
        .unwrap();
    let twice = ground
        .engine
        .take_back(TENANT, 1, 2, "anna", "Nej igen")
        .await
        .unwrap_err();
    assert!(matches!(twice, TuningRefused::TakenBack(1)));
    assert_eq!(ground.engine.tunings(TENANT).await.unwrap().len(), 2);
}

/// The length that a rule of a table gives, and a window: shown first, counted by, and replayed.
#[tokio::test]
async fn a_rule_of_a_table_and_a_window_are_tuned_as_lengths_are() {
    let ground = ground().await;
    ground.begin(None).await.unwrap();
    let of = |clock: &str| {
        let (flow, clock) = (FlowId::new("tried").unwrap(), ClockId::new(clock).unwrap());
        Tuning::of(flow, clock, "2026-01-05".parse().unwrap())
    };
    let rule = Tuning {
        rules: [("1".to_owned(), "5 days".to_owned())].into(),
        ..of("d")
    };
    let window = Tuning {
        window: Some(WindowTuning {
            at_least: Some("6".to_owned()),
            ..WindowTuning::default()
        }),
        ..of("n")
    };
    for (seen, tuning, moves) in [
        (0, rule, "d 2026-01-15 2026-01-10"),
        (1, window, "n 2027-01-03 2026-12-31"),
    ] {
        let preview = ground
            .engine
            .preview_tuning(TENANT, tuning.clone())
            .await
            .unwrap();
        assert_eq!(told(&preview.live.moved), [moves]);
        assert_eq!(preview.past.would.runs, 1);
        tune(&ground, tuning, seen).await.unwrap();
        let moved = ground.engine.recount(TENANT).await.unwrap();
        assert_eq!(told(&moved), [moves]);
    }
}

/// Two clocks that ask one table: one tuning moves both, as the preview says, and both return when it is taken back; what is
/// tuned by itself is not overwritten.
#[tokio::test]
async fn what_is_shared_moves_every_clock_that_has_it() {
    let ground = ground().await;
    let two = FLOW.replace(
        "      n: {",
        "      e: {task: E, by: worker, due: {lasts: limit.lasts}}\n      n: {",
    );
    ground.engine.publish(TENANT, &two, "test").await.unwrap();
    ground.begin(None).await.unwrap();
    let of = |clock: &str, shared: bool, length: &str| {
        let (flow, clock) = (FlowId::new("tried").unwrap(), ClockId::new(clock).unwrap());
        Tuning {
            shared,
            rules: [("1".to_owned(), length.to_owned())].into(),
            ..Tuning::of(flow, clock, "2026-01-05".parse().unwrap())
        }
    };
    tune(&ground, of("e", false, "7 days"), 0).await.unwrap();
    let shared = of("d", true, "5 days");
    let refused = tune(&ground, shared.clone(), 1).await.unwrap_err();
    let TuningRefused::Faults(faults) = &refused else {
        panic!("{refused:?}");
    };
    assert_eq!((faults.len(), faults[0].code), (1, "tuned_apart"));
    ground
        .engine
        .take_back(TENANT, 1, 1, "anna", "Sammen med den anden")
        .await
        .unwrap();
    let preview = ground
        .engine
        .preview_tuning(TENANT, shared.clone())
        .await
        .unwrap();
    let both = ["d 2026-01-15 2026-01-10", "e 2026-01-15 2026-01-10"];
    assert_eq!(told(&preview.live.moved), both);
    assert_eq!(preview.past.would.runs, 2);
    assert_eq!(tune(&ground, shared, 2).await.unwrap(), 3);
    assert_eq!(told(&ground.engine.recount(TENANT).await.unwrap()), both);
    let back = ground.engine.take_back(TENANT, 3, 3, "anna", "Alligevel ikke");
    assert_eq!(back.await.unwrap(), 4);
    assert_eq!(ground.engine.recount(TENANT).await.unwrap().len(), 2);
}

/// A node that has not heard of a tuning counts by it as soon as a case does.
#[tokio::test]
async fn two_nodes_agree() {
    let ground = ground().await;
    let other = Ground::node(ground.store.clone(), ground.clock.clone(), false);
    let case = ground.begin(None).await.unwrap().case;
    assert_eq!(other.engine.recount(TENANT).await.unwrap(), []);
    tune(&ground, lasting("5 working days", "2026-01-05"), 0)
        .await
        .unwrap();
    ground.engine.recount(TENANT).await.unwrap();
    other.complete(Ground::other(), case, "c", 0, None).await.unwrap();
    let (case, tunings) = (due(&ground, case).await, read(&ground, case).await.tunings);
    assert_eq!((case.as_str(), tunings), ("2026-01-12", 1));
}

/// Counting anew that was broken off is finished by a node in the background.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counting_goes_on_where_it_was_broken_off() {
    let ground = ground().await;
    let mut cases = Vec::new();
    for _ in 0..3 {
        cases.push(ground.begin(None).await.unwrap().case);
    }
    tune(&ground, lasting("5 working days", "2026-01-05"), 0)
        .await
        .unwrap();
    // One is counted because something is asked of it; then the node is gone.
    ground
        .complete(Ground::other(), cases[0], "c", 0, None)
        .await
        .unwrap();
    ground.clock.move_to(moment("2026-01-05T08:05"));
    let other = Ground::node(ground.store.clone(), ground.clock.clone(), true);
    until("all are counted anew", async || {
        let newest = ground.store.tunings(TENANT, 1).await.unwrap().remove(0);
        newest.counted_at.is_some()
    })
    .await;
    for case in cases {
        assert_eq!(due(&other, case).await, "2026-01-12");
    }
    other.engine.stop().await;
}

#[tokio::test]
async fn last_year_is_replayed_beside_what_happened() {
    let ground = ground().await;
    let quick = ground.begin(None).await.unwrap().case;
    let slow = ground.begin(None).await.unwrap().case;
    ground.clock.move_to(moment("2026-01-07T08:00"));
    ground
        .complete(Ground::worker(), quick, "a", 0, None)
        .await
        .unwrap();
    ground.clock.move_to(moment("2026-01-14T08:00"));
    ground.engine.wake_all_due().await.unwrap();
    ground
        .complete(Ground::worker(), slow, "a", 0, None)
        .await
        .unwrap();
    let preview = ground
        .engine
        .preview_tuning(TENANT, lasting("5 working days", "2026-01-14"))
        .await
        .unwrap();
    let past = preview.past;
    assert_eq!((past.cases, past.left_out, past.more), (2, 0, false));
    let (was, would) = (past.was, past.would);
    assert_eq!((was.runs, was.breaches, was.escalations), (2, 0, 0));
    assert_eq!((would.runs, would.breaches, would.escalations), (2, 1, 1));
    let load: Vec<String> = would
        .load
        .iter()
        .map(|(party, count)| format!("{party} {count}"))
        .collect();
    assert_eq!(load, ["boss 1"]);
}

/// What comes back each month, and what must be done in ten days.
const COMING_BACK: &str = "samspil: 1
flow: tried
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
  other: {title: Udfører, side: provider}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: {lasts: 10 days, tunable: 3 days..20 days, ladder: {at: 1 day before, remind: owner, tunable: {at: 1 day..8 days, to: [owner, boss]}}}}
      keep: {task: K, by: worker}
      r: {task: R, by: other, repeats: {every: 1 month, tunable: 1 month..6 months, at_most: 90}, ladder: {at: due, tell: boss}}
";

fn of(clock: &str) -> Tuning {
    let (flow, clock) = (FlowId::new("tried").unwrap(), ClockId::new(clock).unwrap());
    Tuning::of(flow, clock, "2026-03-20".parse().unwrap())
}

/// A case in which both came about: what is due in ten days after five, what comes back late in February and in time in
/// March. It is the twentieth of March.
async fn spring(ground: &Ground) -> CaseId {
    ground.engine.publish(TENANT, COMING_BACK, "test").await.unwrap();
    let case = ground.begin(None).await.unwrap().case;
    for (moment_of_it, item) in [
        ("2026-01-10T08:00", Some("a")),
        ("2026-02-05T08:00", None),
        ("2026-02-05T23:00", None),
        ("2026-02-08T08:00", Some("r")),
        ("2026-03-05T08:00", None),
        ("2026-03-05T10:00", Some("r")),
        ("2026-03-20T08:00", None),
    ] {
        ground.clock.move_to(moment(moment_of_it));
        ground.engine.wake_all_due().await.unwrap();
        if let Some(item) = item {
            let who = if item == "a" {
                Ground::worker()
            } else {
                Ground::other()
            };
            let what = Asked::Complete {
                item: ItemId::new(item).unwrap(),
                data: serde_json::Value::Null,
            };
            ground.ask(who, case, what).await.unwrap();
        }
    }
    case
}

/// The counts of a year, and each party's share.
fn year(tally: &Tally) -> String {
    let each = |of: &BTreeMap<PartyId, u32>| {
        let each = of.iter().map(|(party, count)| format!("{party} {count}"));
        each.collect::<Vec<_>>().join(", ")
    };
    format!(
        "named {} opened {} breached {} reminded {} told {} | {} | {}",
        tally.named,
        tally.opened,
        tally.breaches,
        tally.reminders,
        tally.escalations,
        each(&tally.work),
        each(&tally.load),
    )
}

#[tokio::test]
async fn a_rhythm_is_replayed_beside_what_came() {
    let ground = Ground::new(false).await;
    spring(&ground).await;
    let every = |every: &str| Tuning {
        every: Some(every.to_owned()),
        ..of("r")
    };
    let preview = async |tuning: Tuning| ground.engine.preview_tuning(TENANT, tuning).await.unwrap();
    let TuningPreview { live, past } = preview(every("every 2 months")).await;
    assert_eq!(
        (live.deadlines(), told(&live.moved)),
        (0, vec!["r 2026-04-05 2026-05-05".to_owned()])
    );
    assert_eq!((past.cases, past.left_out, past.rhythm), (1, 0, true));
    let was = "named 2 opened 2 breached 1 reminded 0 told 1 | other 2 | boss 1";
    assert_eq!(year(&past.was), was);
    // That of March alone, which was done the same morning.
    assert_eq!(
        year(&past.would),
        "named 1 opened 1 breached 0 reminded 0 told 0 | other 1 | "
    );
    let same = preview(every("every 1 month")).await.past;
    assert_eq!((year(&same.was).as_str(), year(&same.would).as_str()), (was, was));
    assert_eq!(
        ground.engine.tunings(TENANT).await.unwrap(),
        [],
        "nothing is kept"
    );
}

#[tokio::test]
async fn a_ladder_is_replayed_beside_what_was_said() {
    let ground = Ground::new(false).await;
    spring(&ground).await;
    let rung = RungTuning {
        at: Some("7 days before".to_owned()),
        to: Some("boss".to_owned()),
    };
    let tuning = Tuning {
        rungs: [(1, rung)].into(),
        ..of("a")
    };
    let past = ground.engine.preview_tuning(TENANT, tuning).await.unwrap().past;
    assert!(!past.rhythm);
    assert_eq!(
        year(&past.was),
        "named 0 opened 0 breached 0 reminded 0 told 0 |  | "
    );
    assert_eq!(
        year(&past.would),
        "named 0 opened 0 breached 0 reminded 1 told 0 |  | boss 1"
    );
}

/// What held for others last year holds in what is replayed, too: a tuning of one unit changes nothing elsewhere.
#[tokio::test]
async fn what_is_tuned_for_a_unit_is_replayed_beneath_what_held_for_all() {
    let ground = Ground::new(false).await;
    ground.engine.publish(TENANT, COMING_BACK, "test").await.unwrap();
    let named = samspil_store::Unit {
        id: unit(77),
        name: "Andet team".to_owned(),
        side: samspil_core::flow::Side::Authority,
    };
    ground.store.put_unit(TENANT, named).await.unwrap();
    let for_all = Tuning {
        lasts: Some("3 days".to_owned()),
        from: "2026-01-05".parse().unwrap(),
        ..of("a")
    };
    tune(&ground, for_all, 0).await.unwrap();
    spring(&ground).await;
    let elsewhere = Tuning {
        lasts: Some("20 days".to_owned()),
        unit: Some(unit(77)),
        ..of("a")
    };
    let past = ground
        .engine
        .preview_tuning(TENANT, elsewhere)
        .await
        .unwrap()
        .past;
    assert_eq!((past.was.breaches, past.would.breaches), (1, 1));
    let for_all = Tuning {
        lasts: Some("20 days".to_owned()),
        ..of("a")
    };
    let past = ground.engine.preview_tuning(TENANT, for_all).await.unwrap().past;
    assert_eq!((past.was.breaches, past.would.breaches), (1, 0));
}
