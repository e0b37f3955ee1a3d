//! What a flow and the law let an administrator tune, and what they do not.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value as Json, json};

use super::{Deed, Entry, Fitted, Tuning, TuningFault, Tunings, tunable_clocks};
use crate::calendar::Length;
use crate::flow::{Flow, Lasts, Recipient, RhythmTunable, RungAction, RungAt, read};
use crate::id::UnitId;
use crate::text::Language;

const FLOW: &str = "samspil: 1
flow: tried
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
  other: {title: Udfører, side: provider}
clocks:
  decide:
    title: {da: Afgørelse, en: Decision}
    kind: municipal
    law: {act: retssikkerhedsloven, section: '3'}
    starts: case
    lasts: 4 weeks..8 weeks
    tunable: 4 weeks..26 weeks
    stops: {when: done(a)}
    pauses: [{while: hearing, ground: {act: forvaltningsloven, section: '19'}, at_most: 3 weeks, tunable: 2 weeks..4 weeks}]
    ladder:
      - {at: 75 %, remind: owner, tunable: 50 %..90 %}
      - {at: 5 working days before, tell: leader, tunable: {at: 1 working day..10 working days, to: [leader, other]}}
      - {at: 2 days after, open: letter, tunable: 1 day..5 days}
      - {at: due, raise_priority: true}
  danger: {title: Fare, kind: law, law: {act: barnets lov, section: '136'}, starts: case, lasts: 24 hours, tunable: 8 hours..48 hours}
  appeal: {title: Klage, kind: law, law: {act: retssikkerhedsloven, section: '67'}, starts: case, lasts: 4 weeks, roll: next_working_day, tunable: 2 weeks..6 weeks}
  fixed: {title: Fast, kind: practice, starts: case, lasts: 3 weeks}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      hearing: {wait: Høring, optional: true, until: {after: 10 days}}
      letter: {task: Brev, by: worker, starts: by_ladder, required_by_law: {act: retssikkerhedsloven, section: '3'}}
      status: {task: Status, by: other, repeats: {every: 3 months, tunable: 2 months..6 months, at_most: 9}}
      meet: {meeting: Mød, by: worker, repeats: {every: 'every Monday 08:00', tunable: ['every Monday 08:00', 'every Friday 08:00'], at_most: 9}}
      report: {task: Rapport, by: other, required_by_law: {act: lov, section: '1'}, repeats: {every: 3 months, tunable: 2 months..6 months, at_most: 9}}
      visit: {task: Besøg, by: other, required_by_law: {act: lov, section: '2'}, repeats: {every: 'every Monday 08:00', tunable: ['every Monday 08:00', 'every Friday 09:00', 'every Monday, Thursday 08:00', 'every 2 weeks on Monday 08:00', 'day 1 of the month'], at_most: 9}}
";

fn flow() -> Flow {
    let (flow, findings) = read(FLOW);
    flow.unwrap_or_else(|| panic!("{findings:#?}"))
}

fn tuning(mut written: Json) -> Tuning {
    written["flow"] = json!("tried");
    if written["from"].is_null() {
        written["from"] = json!("2026-02-01");
    }
    serde_json::from_value(written).unwrap()
}

fn fit(written: Json) -> Result<Fitted, Vec<TuningFault>> {
    tuning(written).fit(&flow())
}

#[test]
fn what_lies_inside_the_limits_becomes_a_clock() {
    let fitted = fit(json!({
        "clock": "decide", "lasts": "12 weeks", "target": "6 weeks",
        "pauses": {"hearing": "4 weeks"},
        "rungs": {"1": {"at": "60 %"}, "2": {"at": "2 working days before", "to": "other"}, "3": {"at": "1 day after"}},
    }))
    .unwrap();
    let clock = fitted.clock;
    assert_eq!(
        (&clock.lasts, clock.target),
        (&Lasts::For(Length::Weeks(12)), Some(Length::Weeks(6)))
    );
    assert_eq!(clock.pauses[0].at_most, Some(Length::Weeks(4)));
    let moments: Vec<String> = clock.ladder.iter().map(|rung| rung.at.to_string()).collect();
    assert_eq!(moments, ["60 %", "2 working days before", "1 day after", "due"]);
    let RungAction::Tell(Recipient::Party(party)) = &clock.ladder[1].does else {
        panic!("{:?}", clock.ladder[1]);
    };
    assert_eq!(party.as_str(), "other");
    let every = |clock: &str, every: &str| {
        let fitted = fit(json!({"clock": clock, "every": every})).unwrap();
        fitted.every.unwrap().to_string()
    };
    assert_eq!(every("status", "every 4 months"), "every 4 months");
    assert_eq!(every("meet", "every Friday 08:00"), "every Friday 08:00");
}

/// What is written, and the code and place of each fault.
fn what_lies_outside() -> Vec<(Json, &'static str)> {
    vec![
        (
            json!({"clock": "decied", "lasts": "9 weeks"}),
            "unknown_clock /clock",
        ),
        (json!({"clock": "decide"}), "nothing "),
        (
            json!({"clock": "decide", "lasts": "3 weeks"}),
            "outside_limits /lasts",
        ),
        (
            json!({"clock": "decide", "lasts": "27 weeks"}),
            "outside_limits /lasts",
        ),
        (
            json!({"clock": "decide", "lasts": "60 days"}),
            "other_unit /lasts",
        ),
        (
            json!({"clock": "decide", "lasts": "-1 weeks"}),
            "not_a_length /lasts",
        ),
        (
            json!({"clock": "decide", "lasts": "99999 weeks"}),
            "not_a_length /lasts",
        ),
        (json!({"clock": "decide", "lasts": "4 weeks"}), "target /target"),
        (json!({"clock": "decide", "target": "10 weeks"}), "target /target"),
        (
            json!({"clock": "fixed", "lasts": "2 weeks"}),
            "not_tunable /lasts",
        ),
        (
            json!({"clock": "danger", "lasts": "25 hours"}),
            "outside_limits /lasts",
        ),
        (
            json!({"clock": "appeal", "lasts": "3 weeks"}),
            "outside_limits /lasts",
        ),
        (
            json!({"clock": "decide", "pauses": {"hearing": "5 weeks", "a": "1 week"}}),
            "not_tunable /pauses/a, outside_limits /pauses/hearing",
        ),
        (
            json!({"clock": "decide", "rungs": {"1": {"at": "95 %"}, "2": {"at": "5 working days after", "to": "worker"}}}),
            "outside_limits /rungs/1/at, not_a_moment /rungs/2/at, not_told /rungs/2/to",
        ),
        (
            json!({"clock": "decide", "rungs": {"3": {"at": "3 days after"}, "4": {"at": "due"}, "9": {"at": "due"}}}),
            "outside_limits /rungs/3/at, no_rung /rungs/4, no_rung /rungs/9",
        ),
        (
            json!({"clock": "status", "every": "every 7 months"}),
            "outside_limits /every",
        ),
        (
            json!({"clock": "status", "every": "every Monday 08:00"}),
            "outside_limits /every",
        ),
        (
            json!({"clock": "meet", "every": "every Tuesday 08:00"}),
            "outside_limits /every",
        ),
        (json!({"clock": "meet", "every": "never"}), "not_a_rhythm /every"),
        (
            json!({"clock": "fixed", "every": "every 3 months"}),
            "not_tunable /every",
        ),
    ]
}

#[test]
fn what_lies_outside_is_refused_all_at_once_and_in_its_place() {
    for (written, faults) in what_lies_outside() {
        let found = fit(written.clone()).unwrap_err();
        let told: Vec<String> = found
            .iter()
            .map(|fault| format!("{} {}", fault.code, fault.pointer))
            .collect();
        assert_eq!(told.join(", "), faults, "{written}");
        for language in Language::ALL {
            let said: Vec<String> = found.iter().map(|fault| fault.message.say(language)).collect();
            assert!(said.iter().all(|said| !said.starts_with("tuning-")), "{said:?}");
        }
    }
}

/// A duty is never put off and a right never cut short; what the law does not touch goes as far as the flow says.
#[test]
fn the_law_narrows_what_the_flow_leaves_open() {
    let flow = flow();
    let ranges: Vec<String> = tunable_clocks(&flow)
        .filter_map(|limits| {
            limits
                .lasts
                .map(|(_, range)| format!("{} {}..{}", limits.clock.id, range.from, range.to))
        })
        .collect();
    assert_eq!(
        ranges,
        [
            "decide 4 weeks..26 weeks",
            "danger 8 hours..24 hours",
            "appeal 4 weeks..6 weeks"
        ]
    );
    let said = fit(json!({"clock": "danger", "lasts": "25 hours"})).unwrap_err()[0]
        .message
        .say(Language::English);
    assert!(said.contains("barnets lov"), "{said}");
    let rungs: Vec<u16> = tunable_clocks(&flow)
        .flat_map(|limits| limits.rungs)
        .map(|rung| rung.number)
        .collect();
    assert_eq!(rungs, [1, 2, 3]);
    assert_eq!(
        RungAt::written("3 days after"),
        Some(RungAt::After(Length::Days(3)))
    );
}

/// What the law demands comes as often as the flow says, or oftener.
#[test]
fn a_rhythm_that_the_law_demands_is_never_slowed() {
    let flow = flow();
    let every: Vec<(String, RhythmTunable)> = tunable_clocks(&flow)
        .filter_map(|limits| Some((limits.clock.id.to_string(), limits.every?)))
        .collect();
    let told: Vec<String> = every
        .iter()
        .map(|(clock, tunable)| match tunable {
            RhythmTunable::Interval(range) => format!("{clock}: {}..{}", range.from, range.to),
            RhythmTunable::OneOf(rhythms) => {
                let rhythms: Vec<String> = rhythms.iter().map(ToString::to_string).collect();
                format!("{clock}: {}", rhythms.join(" | "))
            }
        })
        .collect();
    assert_eq!(
        told,
        [
            "status: 2 months..6 months",
            "meet: every Monday 08:00 | every Friday 08:00",
            "report: 2 months..3 months",
            "visit: every Monday 08:00 | every Friday 09:00 | every Monday, Thursday 08:00",
        ]
    );
    for (clock, every) in [("report", "every 4 months"), ("visit", "day 1 of the month")] {
        let faults = fit(json!({"clock": clock, "every": every})).unwrap_err();
        assert_eq!(
            (faults[0].code, faults[0].pointer.as_str()),
            ("outside_limits", "/every")
        );
    }
    assert!(fit(json!({"clock": "report", "every": "every 2 months"})).is_ok());
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn entry(number: u32, deed: Deed) -> Entry {
    Entry {
        number,
        deed,
        set_at: at(&format!("2026-01-{number:02}T10:00:00+01:00")),
        by: "anna".to_owned(),
        why: "Mere tid".to_owned(),
    }
}

fn lasting(weeks: u32, from: &str, unit: Option<UnitId>) -> Deed {
    let written = json!({"clock": "decide", "lasts": format!("{weeks} weeks"), "from": from});
    Deed::Tuned(Tuning {
        unit,
        ..tuning(written)
    })
}

#[test]
fn the_last_to_take_effect_holds_a_unit_s_own_before_all_and_what_is_taken_back_never_again() {
    let unit = UnitId(uuid::Uuid::from_u128(7));
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let new_only = Tuning {
        only_new: true,
        lasts: Some("20 weeks".to_owned()),
        ..Tuning::of(
            crate::id::FlowId::new("tried").unwrap(),
            crate::id::ClockId::new("decide").unwrap(),
            day("2026-05-01"),
        )
    };
    let back = Deed::TakenBack {
        flow: crate::id::FlowId::new("tried").unwrap(),
        number: 3,
    };
    let journal = [
        entry(1, lasting(10, "2026-03-01", None)),
        entry(2, lasting(12, "2026-02-01", None)),
        entry(3, lasting(14, "2026-02-01", Some(unit))),
        entry(4, lasting(99, "2026-02-01", None)),
        entry(5, Deed::Tuned(new_only)),
        Entry {
            set_at: at("2026-04-01T00:00:00Z"),
            ..entry(6, back)
        },
    ];
    let tunings = Tunings::of(&flow(), &journal);
    assert_eq!(tunings.latest(), 6);
    assert_eq!(
        tunings
            .unfit()
            .iter()
            .map(|(number, _)| *number)
            .collect::<Vec<_>>(),
        [4]
    );
    let holding = |unit: Option<UnitId>, starts: &str, now: &str| {
        let ready = tunings.holding("decide", || unit, at(starts), at(now));
        ready.map(|ready| ready.number)
    };
    let early = "2026-01-05T00:00:00Z";
    for (unit, starts, now, number) in [
        (None, early, "2026-01-20T00:00:00Z", None),
        (None, early, "2026-02-01T00:00:00Z", Some(2)),
        (Some(unit), early, "2026-02-01T00:00:00Z", Some(3)),
        (None, early, "2026-03-02T00:00:00Z", Some(1)),
        (Some(unit), early, "2026-03-02T00:00:00Z", Some(3)),
        (Some(unit), early, "2026-04-02T00:00:00Z", Some(1)),
        (None, early, "2026-05-02T00:00:00Z", Some(1)),
        (None, "2026-05-02T00:00:00Z", "2026-05-03T00:00:00Z", Some(5)),
    ] {
        assert_eq!(holding(unit, starts, now), number, "{starts} {now}");
    }
    let steps = |now: &str| tunings.steps(at(now));
    assert_eq!(
        [
            steps(early),
            steps("2026-02-01T00:00:00Z"),
            steps("2026-03-02T00:00:00Z"),
            steps("2026-06-01T00:00:00Z")
        ],
        [0, 2, 3, 5]
    );
}

#[test]
fn what_is_kept_of_a_deed_is_read_again() {
    let tuned = tuning(
        json!({"clock": "decide", "lasts": "9 weeks", "rungs": {"2": {"to": "other"}}, "pauses": {"hearing": "2 weeks"}}),
    );
    let back = Deed::TakenBack {
        flow: tuned.flow.clone(),
        number: 3,
    };
    for deed in [Deed::Tuned(tuned), back] {
        let kept = serde_json::to_vec(&deed).unwrap();
        assert_eq!(serde_json::from_slice::<Deed>(&kept).unwrap(), deed);
    }
}
