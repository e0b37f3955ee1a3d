//! What shows between cases, as parts that are written here, and as flows that are played.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

use super::{Appointment, Asking, Coming, Finding, Goal, Mark, Part, PlanBounds, Said};
use crate::case::{Binding, Meets, Standing};
use crate::flow::Value;
use crate::id::{CaseId, FieldPath, FlowId, ItemId, PersonId};
use crate::text::Text;

/// By the usual bounds.
fn findings(parts: &[Part], now: DateTime<Utc>) -> Vec<Finding> {
    super::findings(parts, now, &PlanBounds::default())
}

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}:00Z").parse().unwrap()
}

fn part(number: u128, flow: &str, started: &str) -> Part {
    Part {
        case: CaseId(Uuid::from_u128(number)),
        flow: FlowId::new(flow).unwrap(),
        kle: None,
        standing: Standing::Open,
        started_at: at(started),
        stood_still_at: None,
        begun_by: None,
        departments: BTreeSet::new(),
        coordinators: Vec::new(),
        overall: Vec::new(),
        goals: Vec::new(),
        comes: Vec::new(),
        appointments: Vec::new(),
        citizen_does: Vec::new(),
        others_do: Vec::new(),
        asks: Vec::new(),
    }
}

fn said(value: Value) -> Said {
    Said {
        field: FieldPath::new("d.f").unwrap(),
        value,
    }
}

fn asking(code: &str, when: &str, answer: Option<Value>) -> Asking {
    Asking {
        code: code.to_owned(),
        field: FieldPath::new("d.f").ok(),
        item: ItemId::new("ask").unwrap(),
        at: at(when),
        open: answer.is_none(),
        answer,
    }
}

fn meeting(starts: &str, minutes: i64) -> Appointment {
    Appointment {
        item: ItemId::new("meet").unwrap(),
        title: Text::danish("Møde"),
        meets: Meets {
            starts: at(starts),
            ends: at(starts) + Duration::minutes(minutes),
            number: 0,
            since: at("2026-01-01T08:00"),
            with: Vec::new(),
        },
    }
}

fn goal(theme: &str, direction: &str) -> Goal {
    Goal {
        goal: said(Value::Text("Mål".to_owned())),
        theme: Some(said(Value::Text(theme.to_owned()))),
        direction: Some(said(Value::Choice(direction.to_owned()))),
    }
}

const fn mark(part: usize) -> Mark {
    Mark { part, number: 0 }
}

/// Two cases far from each other, of flows that have nothing to do with each other.
fn two() -> [Part; 2] {
    [
        part(1, "one", "2025-01-06T08:00"),
        part(2, "other", "2026-01-05T08:00"),
    ]
}

const NOW: &str = "2026-02-02T08:00";

fn choice(name: &str) -> Option<Value> {
    Some(Value::Choice(name.to_owned()))
}

#[test]
fn a21_s1_the_same_question_from_two_is_told_while_it_is_remembered() {
    for (other, then, told) in [
        ("home", "2026-03-01T08:00", true),
        ("home", "2026-04-01T08:00", true),
        ("home", "2026-04-02T08:00", false),
        ("work", "2026-01-02T08:00", false),
    ] {
        let mut parts = two();
        parts[0]
            .asks
            .push(asking("home", "2026-01-01T08:00", choice("yes")));
        parts[1].asks.push(asking(other, then, None));
        let expected = told.then_some(Finding::AskedTwice {
            first: mark(0),
            second: mark(1),
        });
        let found = findings(&parts, at(NOW));
        assert_eq!(found, Vec::from_iter(expected), "{other} {then}");
        let before = super::asked_before(&parts, &parts[1].asks[0], &PlanBounds::default());
        assert_eq!(before.contains(&mark(0)), told, "{other} {then}");
    }
}

#[test]
fn two_answers_are_two_stories_and_words_of_ones_own_are_not() {
    for (one, other, told) in [
        (choice("alone"), choice("together"), true),
        (choice("alone"), choice("alone"), false),
        (Some(Value::Level(1)), Some(Value::Level(2)), true),
        (
            Some(Value::Text("Ro".to_owned())),
            Some(Value::Text("Job".to_owned())),
            false,
        ),
        (None, choice("alone"), false),
    ] {
        let mut parts = two();
        parts[0]
            .asks
            .push(asking("home", "2025-01-06T08:00", one.clone()));
        parts[1]
            .asks
            .push(asking("home", "2026-01-06T08:00", other.clone()));
        let expected = told.then_some(Finding::TwoStories {
            first: mark(0),
            second: mark(1),
        });
        let found = findings(&parts, at(NOW));
        assert_eq!(found, Vec::from_iter(expected), "{one:?} {other:?}");
    }
}

#[test]
fn a21_s3_goals_on_one_theme_that_go_different_ways_pull_apart() {
    for (one, other, standing, told) in [
        (
            ("Mobilitet", "develop"),
            ("mobilitet ", "maintain"),
            Standing::Open,
            true,
        ),
        (
            ("Mobilitet", "develop"),
            ("Mobilitet", "develop"),
            Standing::Open,
            false,
        ),
        (
            ("Mobilitet", "develop"),
            ("Samfundsliv", "maintain"),
            Standing::Open,
            false,
        ),
        (
            ("Mobilitet", "develop"),
            ("Mobilitet", "maintain"),
            Standing::Closed,
            false,
        ),
    ] {
        let mut parts = two();
        parts[0].goals.push(goal(one.0, one.1));
        parts[1].goals.push(goal(other.0, other.1));
        parts[0].standing = standing;
        let expected = told.then_some(Finding::Against {
            one: mark(0),
            other: mark(1),
        });
        assert_eq!(
            findings(&parts, at(NOW)),
            Vec::from_iter(expected),
            "{one:?} {other:?}"
        );
    }
    let mut alone = two();
    alone[0].goals = vec![goal("Mobilitet", "develop"), goal("Mobilitet", "maintain")];
    assert_eq!(findings(&alone, at(NOW)), [], "one plan may do both in turn");
}

#[test]
fn appointments_collide_where_one_begins_before_the_other_is_over() {
    for (one, other, told) in [
        (("2026-02-03T09:00", 60), ("2026-02-03T09:30", 60), true),
        (("2026-02-03T09:30", 60), ("2026-02-03T09:00", 60), true),
        (("2026-02-03T09:00", 60), ("2026-02-03T10:00", 60), false),
    ] {
        let mut parts = two();
        parts[0].appointments.push(meeting(one.0, one.1));
        parts[1].appointments.push(meeting(other.0, other.1));
        let found = findings(&parts, at(NOW));
        assert_eq!(!found.is_empty(), told, "{one:?} {other:?}");
        assert!(
            found.iter().all(|finding| finding.word() == "collide"),
            "{found:?}"
        );
    }
}

#[test]
fn a_week_with_more_departments_than_three_is_crowded() {
    let days = [
        "2026-02-02",
        "2026-02-04",
        "2026-02-06",
        "2026-02-08",
        "2026-02-09",
    ];
    for (count, told) in [(3, false), (4, true), (5, true)] {
        let mut parts: Vec<Part> = Vec::new();
        for (number, day) in days.iter().take(count).enumerate() {
            let started = format!("20{:02}-01-05T08:00", 10 + number);
            let mut one = part(number as u128, &format!("flow_{number}"), &started);
            one.comes.push(Coming {
                comes: said(Value::Text("Besøg".to_owned())),
                how_often: None,
                next: Some(day.parse().unwrap()),
                rate: None,
            });
            parts.push(one);
        }
        let week: NaiveDate = "2026-02-02".parse().unwrap();
        let expected = told.then(|| Finding::Crowded {
            week,
            parts: vec![0, 1, 2, 3],
        });
        assert_eq!(findings(&parts, at(NOW)), Vec::from_iter(expected), "{count}");
        let later = findings(&parts, at("2026-02-09T08:00"));
        assert_eq!(later, [], "a week that is over crowds nobody");
        parts[0].standing = Standing::Closed;
        assert_eq!(findings(&parts, at(NOW)), [], "a closed case comes no more");
    }
}

#[test]
fn what_begins_side_by_side_without_a_coordinator_is_told() {
    let parallel = |change: &dyn Fn(&mut [Part; 2])| {
        let mut parts = two();
        parts[0].started_at = at("2026-01-01T08:00");
        change(&mut parts);
        findings(&parts, at(NOW))
    };
    assert_eq!(parallel(&|_| {}), [Finding::Parallel(vec![0, 1])]);
    let someone = Binding::to(None, Some(PersonId(Uuid::from_u128(9))));
    assert_eq!(parallel(&|parts| parts[1].coordinators.push(someone.clone())), []);
    assert_eq!(parallel(&|parts| parts[1].begun_by = Some(parts[0].case)), []);
    assert_eq!(parallel(&|parts| parts[1].standing = Standing::Closed), []);
    assert_eq!(
        parallel(&|parts| parts[0].started_at = at("2025-10-01T08:00")),
        []
    );
}

#[test]
fn a_case_about_the_same_soon_after_one_that_was_closed_is_told() {
    let back = |change: &dyn Fn(&mut [Part; 2])| {
        let mut parts = two();
        parts[0].started_at = at("2024-01-08T08:00");
        parts[0].standing = Standing::Closed;
        parts[0].stood_still_at = Some(at("2025-12-01T08:00"));
        parts[1].flow = parts[0].flow.clone();
        change(&mut parts);
        findings(&parts, at(NOW))
    };
    let told = [Finding::Back { ended: 0, anew: 1 }];
    assert_eq!(back(&|_| {}), told);
    let subject = |parts: &mut [Part; 2]| {
        parts[1].flow = FlowId::new("third").unwrap();
        parts[0].kle = Some("27.12.04".to_owned());
        parts[1].kle = Some("27.12.04".to_owned());
    };
    assert_eq!(back(&subject), told);
    assert_eq!(back(&|parts| parts[1].flow = FlowId::new("third").unwrap()), []);
    assert_eq!(
        back(&|parts| parts[0].stood_still_at = Some(at("2024-12-01T08:00"))),
        []
    );
    assert_eq!(back(&|parts| parts[1].begun_by = Some(parts[0].case)), []);
}

#[test]
fn a_municipality_s_own_bounds_decide_what_is_told() {
    let mut parts = two();
    parts[0].asks.push(asking("home", "2026-01-01T08:00", None));
    parts[1].asks.push(asking("home", "2026-01-20T08:00", None));
    let usual = PlanBounds::default();
    for (days, told) in [(18, false), (19, true)] {
        let bounds = PlanBounds {
            asked_again_days: days,
            ..usual
        };
        let found = super::findings(&parts, at(NOW), &bounds);
        assert_eq!(found.len(), usize::from(told), "{days}");
        let before = super::asked_before(&parts, &parts[1].asks[0], &bounds);
        assert_eq!(before.contains(&mark(0)), told, "{days}");
    }
    let mut parts = two();
    parts[0].started_at = at("2026-01-01T08:00");
    let apart = (parts[1].started_at - parts[0].started_at).num_days();
    for (days, told) in [(apart - 1, false), (apart, true)] {
        let bounds = PlanBounds {
            begun_together_days: u16::try_from(days).unwrap(),
            ..usual
        };
        let found = super::findings(&parts, at(NOW), &bounds);
        assert_eq!(found.len(), usize::from(told), "{days}");
    }
}
