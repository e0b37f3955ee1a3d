//! A municipality's calendar: what a new one moves, and what it leaves.

use chrono::Weekday;
use samspil_core::calendar::{CalendarRules, Hours, Opening, OwnClosed, UnitRules};
use samspil_core::case::{Case, Change, Event};
use samspil_core::id::{CaseId, ItemId};
use samspil_core::text::Text;
use samspil_runtime::{CalendarRefused, Moved};

use crate::ground::{Ground, TENANT, by, moment, unit, until};

/// Counts working days, and one clock of the unit's own.
const FLOW: &str = "samspil: 1
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
      a: {task: A, by: worker, due: 5 working days}
      b: {task: B, by: other, due: {lasts: 5 working days, days: unit}}
      c: {task: C, by: worker, due: 3 days}
";

fn closed(first: &str, last: &str) -> CalendarRules {
    let mut rules = CalendarRules::default();
    rules.closed_days.own.push(OwnClosed {
        from: first.parse().unwrap(),
        to: Some(last.parse().unwrap()),
        name: Text::danish("Lukket"),
    });
    rules
}

async fn ground() -> Ground {
    let ground = Ground::new(false).await;
    ground.engine.publish(TENANT, FLOW, "test").await.unwrap();
    ground
}

/// How the deadlines moved: the clock, from and to.
fn told(moves: &[Moved]) -> Vec<String> {
    let day = |at| samspil_core::calendar::local_date(at);
    let mut told: Vec<String> = moves
        .iter()
        .map(|one| format!("{} {} {}", one.clock, day(one.from), day(one.to)))
        .collect();
    told.sort();
    told
}

async fn read(ground: &Ground, case: CaseId) -> Case {
    let read = ground
        .engine
        .read(TENANT, &Ground::worker(), case, &Ground::look())
        .await
        .unwrap();
    read.case.as_ref().clone()
}

async fn due(ground: &Ground, case: CaseId) -> Vec<String> {
    let case = read(ground, case).await;
    let day = |at| samspil_core::calendar::local_date(at);
    let clocks = case.clocks.iter();
    clocks
        .map(|(id, state)| format!("{id} {}", day(state.due)))
        .collect()
}

async fn set(ground: &Ground, rules: CalendarRules, seen: u32) -> Result<u32, CalendarRefused> {
    ground
        .engine
        .set_calendar(TENANT, rules, seen, "anna", "Sommer")
        .await
}

#[tokio::test]
async fn what_lies_ahead_moves_as_the_preview_says_and_the_case_keeps_which_calendar_it_was() {
    let ground = ground().await;
    let case = ground.begin(None).await.unwrap().case;
    assert_eq!(
        due(&ground, case).await,
        ["a 2026-01-12", "b 2026-01-12", "c 2026-01-08"]
    );
    let rules = closed("2026-01-07", "2026-01-09");
    let preview = ground
        .engine
        .preview_calendar(TENANT, rules.clone())
        .await
        .unwrap();
    assert_eq!(read(&ground, case).await.calendar, 0, "nothing is kept");
    assert_eq!(set(&ground, rules.clone(), 0).await.unwrap(), 1);
    let moved = ground.engine.recount(TENANT).await.unwrap();
    assert_eq!(moved, preview);
    assert_eq!(
        told(&moved),
        ["a 2026-01-12 2026-01-15", "b 2026-01-12 2026-01-15"]
    );
    assert_eq!(
        due(&ground, case).await,
        ["a 2026-01-15", "b 2026-01-15", "c 2026-01-08"]
    );
    assert_eq!(read(&ground, case).await.calendar, 1);
    assert_eq!(ground.engine.recount(TENANT).await.unwrap(), [], "once");
    let later = ground.begin(None).await.unwrap().case;
    assert_eq!(
        read(&ground, later).await.calendar,
        1,
        "new cases count by it at once"
    );
    assert_eq!(
        due(&ground, later).await,
        ["a 2026-01-15", "b 2026-01-15", "c 2026-01-08"]
    );
}

#[tokio::test]
async fn what_has_run_out_stays_and_so_does_what_is_over() {
    let ground = ground().await;
    let case = ground.begin(None).await.unwrap().case;
    let closed_case = ground.begin(None).await.unwrap().case;
    for (item, who) in [
        ("a", Ground::worker()),
        ("b", Ground::other()),
        ("c", Ground::worker()),
    ] {
        ground.complete(who, closed_case, item, 0, None).await.unwrap();
    }
    ground.clock.move_to(moment("2026-01-13T09:00"));
    ground.engine.wake_all_due().await.unwrap();
    let before = (due(&ground, case).await, due(&ground, closed_case).await);
    set(&ground, closed("2026-01-06", "2026-01-20"), 0).await.unwrap();
    assert_eq!(ground.engine.recount(TENANT).await.unwrap(), []);
    assert_eq!(
        (due(&ground, case).await, due(&ground, closed_case).await),
        before
    );
    let history = ground.store.events(TENANT, closed_case, 0, 100).await.unwrap();
    let last: Event = serde_json::from_slice(&history.last().unwrap().body).unwrap();
    let taken = |change: &Change| matches!(change, Change::CalendarTaken { .. });
    assert!(!last.changes.iter().any(taken), "a closed case is left alone");
}

#[tokio::test]
async fn a_deadline_that_moves_into_the_past_runs_out_at_once_and_is_told_so() {
    let ground = ground().await;
    set(&ground, closed("2026-01-06", "2026-01-16"), 0).await.unwrap();
    let case = ground.begin(None).await.unwrap().case;
    assert_eq!(due(&ground, case).await[0], "a 2026-01-23");
    ground.clock.move_to(moment("2026-01-19T09:00"));
    ground.engine.wake_all_due().await.unwrap();
    set(&ground, CalendarRules::default(), 1).await.unwrap();
    let moved = ground.engine.recount(TENANT).await.unwrap();
    assert_eq!(
        told(&moved),
        ["a 2026-01-23 2026-01-12", "b 2026-01-23 2026-01-12"]
    );
    assert!(moved.iter().all(|one| one.overdue));
    assert!(read(&ground, case).await.clocks["a"].breached_at.is_some());
}

#[tokio::test]
async fn a_unit_has_days_of_its_own_beside_the_tenant_s() {
    let ground = ground().await;
    let mut rules = CalendarRules::default();
    let of_unit = UnitRules {
        closed_days: closed("2026-01-06", "2026-01-06").closed_days,
        opening: Vec::new(),
    };
    rules.units.insert(unit(20), of_unit);
    set(&ground, rules, 0).await.unwrap();
    let case = ground.begin(None).await.unwrap().case;
    assert_eq!(
        due(&ground, case).await,
        ["a 2026-01-12", "b 2026-01-13", "c 2026-01-08"]
    );
}

/// Hours of the offices, and of a unit's own: what is counted in them moves to the minute, what is counted in days stays.
#[tokio::test]
async fn opening_hours_move_what_is_counted_in_them() {
    let ground = ground().await;
    let hours = FLOW.replace(
        "      c: {",
        "      o: {task: O, by: worker, due: 8 office hours}\n      p: {task: P, by: other, due: {lasts: 8 office hours, days: unit}}\n      c: {",
    );
    ground.engine.publish(TENANT, &hours, "test").await.unwrap();
    let case = ground.begin(None).await.unwrap().case;
    let at = async |id: &str| {
        let at = read(&ground, case).await.clocks[id].due;
        at.format("%m-%d %H:%M").to_string()
    };
    // From nine on Monday in Copenhagen: six hours that day, and two the next.
    assert_eq!(
        (at("o").await, at("p").await),
        ("01-06 10:00".into(), "01-06 10:00".into())
    );
    let open = |from: Option<&str>, opens: &str, closes: &str| Opening {
        from: from.map(|from| from.parse().unwrap()),
        hours: [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
        ]
        .map(|on| Hours {
            on,
            opens: opens.parse().unwrap(),
            closes: closes.parse().unwrap(),
        })
        .to_vec(),
    };
    let mut rules = CalendarRules {
        opening: vec![
            open(None, "09:00:00", "15:00:00"),
            open(Some("2026-01-06"), "12:00:00", "16:00:00"),
        ],
        ..CalendarRules::default()
    };
    let of_unit = UnitRules {
        closed_days: CalendarRules::default().closed_days,
        opening: vec![open(None, "08:00:00", "20:00:00")],
    };
    rules.units.insert(unit(20), of_unit);
    let preview = ground
        .engine
        .preview_calendar(TENANT, rules.clone())
        .await
        .unwrap();
    set(&ground, rules.clone(), 0).await.unwrap();
    let moved = ground.engine.recount(TENANT).await.unwrap();
    assert_eq!(moved, preview);
    let mut clocks: Vec<String> = moved.iter().map(|one| one.clock.to_string()).collect();
    clocks.sort();
    assert_eq!(clocks, ["o", "p"]);
    assert_eq!(
        (at("o").await, at("p").await),
        ("01-06 13:00".into(), "01-05 16:00".into())
    );
    // Nothing is open: refused, and nothing is kept.
    rules.opening[1].hours.clear();
    let refused = set(&ground, rules, 1).await.unwrap_err();
    let CalendarRefused::Faults(faults) = &refused else {
        panic!("{refused:?}");
    };
    assert_eq!(faults[0].pointer, "/opening/1/hours");
    assert_eq!(ground.engine.calendars(TENANT).await.unwrap()[0].version, 1);
}

/// What comes back on the first working day of the month comes on another where that is closed; it is listed, and no
/// deadline moves.
#[tokio::test]
async fn the_next_time_of_what_comes_back_moves_too() {
    let ground = ground().await;
    let monthly = FLOW.replace(
        "      c: {",
        "      w: {task: W, by: worker, repeats: {every: first working day of the month 08:00, at_most: 90}}\n      c: {",
    );
    ground.engine.publish(TENANT, &monthly, "test").await.unwrap();
    let case = ground.begin(None).await.unwrap().case;
    let rules = closed("2026-02-02", "2026-02-02");
    let preview = ground
        .engine
        .preview_calendar(TENANT, rules.clone())
        .await
        .unwrap();
    set(&ground, rules, 0).await.unwrap();
    let moved = ground.engine.recount(TENANT).await.unwrap();
    assert_eq!(moved, preview);
    assert_eq!(told(&moved), ["w 2026-02-02 2026-02-03"]);
    assert!(moved.iter().all(|one| one.next && !one.overdue));
    let item = ItemId::new("w").unwrap();
    let planned = read(&ground, case).await.items[&item].planned.unwrap();
    assert_eq!(planned, moment("2026-02-03T07:00"));
}

#[tokio::test]
async fn a_calendar_that_nothing_can_be_counted_by_is_refused_and_so_is_one_after_another() {
    let ground = ground().await;
    let case = ground.begin(None).await.unwrap().case;
    let refused = set(&ground, closed("2026-03-01", "2027-03-01"), 0)
        .await
        .unwrap_err();
    assert!(
        matches!(&refused, CalendarRefused::Faults(faults) if faults.len() == 1),
        "{refused:?}"
    );
    let refused = set(&ground, closed("2026-03-02", "2026-03-01"), 0)
        .await
        .unwrap_err();
    assert!(matches!(&refused, CalendarRefused::Faults(_)), "{refused:?}");
    let refused = ground
        .engine
        .set_calendar(TENANT, CalendarRules::default(), 0, "anna", "  ")
        .await;
    assert!(matches!(refused.unwrap_err(), CalendarRefused::Reason));
    assert_eq!(ground.engine.calendars(TENANT).await.unwrap()[0].version, 0);
    let rules = closed("2026-01-07", "2026-01-09");
    assert_eq!(set(&ground, rules.clone(), 0).await.unwrap(), 1);
    assert_eq!(
        set(&ground, rules, 0).await.unwrap(),
        1,
        "asked again by the same, it is done"
    );
    let refused = set(&ground, CalendarRules::default(), 0).await.unwrap_err();
    assert!(matches!(refused, CalendarRefused::Changed(1)), "{refused:?}");
    assert_eq!(ground.engine.recount(TENANT).await.unwrap().len(), 2);
    assert_eq!(due(&ground, case).await[0], "a 2026-01-15");
}

/// A node that has not heard of a calendar yet counts by it as soon as a case does.
#[tokio::test]
async fn a_case_never_goes_back_to_an_older_calendar() {
    let ground = ground().await;
    let other = Ground::node(ground.store.clone(), ground.clock.clone(), false);
    let case = ground.begin(None).await.unwrap().case;
    assert_eq!(other.engine.calendar(TENANT).await.unwrap().version(), 0);
    set(&ground, closed("2026-01-07", "2026-01-09"), 0).await.unwrap();
    ground.engine.recount(TENANT).await.unwrap();
    assert_eq!(
        other.engine.calendar(TENANT).await.unwrap().version(),
        0,
        "it has not asked"
    );
    other
        .complete(by(1, 10, "worker"), case, "c", 0, None)
        .await
        .unwrap();
    assert_eq!(read(&ground, case).await.calendar, 1);
    assert_eq!(due(&ground, case).await[0], "a 2026-01-15");
    assert_eq!(other.engine.calendar(TENANT).await.unwrap().version(), 1);
}

/// Counting anew that was broken off is finished by a node in the background.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counting_anew_goes_on_where_it_was_broken_off() {
    let ground = ground().await;
    let mut cases = Vec::new();
    for _ in 0..3 {
        cases.push(ground.begin(None).await.unwrap().case);
    }
    set(&ground, closed("2026-01-07", "2026-01-09"), 0).await.unwrap();
    // One is counted because something is asked of it; then the node is gone.
    ground
        .complete(Ground::worker(), cases[0], "c", 0, None)
        .await
        .unwrap();
    ground.clock.move_to(moment("2026-01-05T08:05"));
    let other = Ground::node(ground.store.clone(), ground.clock.clone(), true);
    until("all are counted anew", async || {
        let newest = ground.store.calendars(TENANT, 1).await.unwrap().remove(0);
        newest.counted_at.is_some()
    })
    .await;
    for case in cases {
        assert_eq!(due(&other, case).await[0], "a 2026-01-15");
        assert_eq!(read(&other, case).await.calendar, 1);
    }
    other.engine.stop().await;
}
