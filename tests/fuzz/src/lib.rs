//! What people and other systems write, given to what reads it: any bytes end in an answer, never in a panic.

use std::sync::OnceLock;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use samspil_core::calendar::{Calendar, CalendarRules, CronExpr, DaySet, Rhythm};
use samspil_core::case::{Actor, Asked, Binding, Case, Input, Protection, Runnable, Start, start, step};
use samspil_core::flow::{Expression, Flow, Place, Severity, read};
use samspil_core::guard::{Wanted, compile, compile_all};
use samspil_core::id::{CaseId, PartyId, PersonId};
use samspil_core::import::{Vocabulary, import};
use samspil_core::json::{MAX_POINTER_BYTES, Shape, Unread, read as read_json};
use samspil_core::text::Language;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// The flow that guards and commands are about.
const FLOW: &str = include_str!("../../../api/tests/api/help.yaml");

/// How many days a calendar is asked about.
const DAYS: u32 = 30;

/// How many moments a rhythm is asked for.
const MOMENTS: usize = 5;

fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_600_000, 0).unwrap_or_default()
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// A flow file: a flow, or at least one error.
pub fn flow(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let (flow, findings) = read(text);
    let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(flow.is_none(), wrong, "{findings:?}");
    let Some(flow) = flow else { return };
    let (guards, findings) = compile_all(&flow);
    if findings.iter().all(|finding| finding.severity != Severity::Error) {
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        let _ = begun(&run);
    }
}

/// An expression: a guard, or at least one finding.
pub fn guard(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let place = Place {
        line: 1,
        column: 1,
        length: 0,
    };
    let expression = Expression {
        text: text.to_owned(),
        place,
    };
    for wanted in [Wanted::Boolean, Wanted::Any, Wanted::Length] {
        if let Err(findings) = compile(known(), &expression, wanted) {
            assert!(!findings.is_empty());
        }
    }
}

fn known() -> &'static Flow {
    static KNOWN: OnceLock<Flow> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let (flow, findings) = read(FLOW);
        match flow {
            Some(flow) => flow,
            None => unreachable!("{findings:?}"),
        }
    })
}

/// A DCR graph.
pub fn dcr(bytes: &[u8]) {
    model(Vocabulary::Dcr, bytes);
}

/// A CMMN model.
pub fn cmmn(bytes: &[u8]) {
    model(Vocabulary::Cmmn, bytes);
}

/// A model: a flow file that can be read, or at least one finding.
fn model(vocabulary: Vocabulary, bytes: &[u8]) {
    let imported = import(vocabulary, "fuzz", bytes.to_vec());
    match &imported.flow {
        Some(text) => {
            let (flow, findings) = read(text);
            assert!(flow.is_some(), "{findings:?}\n{text}");
        }
        None => assert!(!imported.findings.is_empty()),
    }
}

/// A cron expression or a rhythm, and the moments that it names: each later than the one before.
pub fn cron(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    if let Ok(cron) = text.parse::<CronExpr>() {
        in_a_row(|at| cron.next_after(at));
    }
    if let Ok(rhythm) = text.parse::<Rhythm>() {
        let calendar = Calendar::default();
        in_a_row(|at| rhythm.next_after(at, moment(), None, &calendar));
        for language in [Language::Danish, Language::English] {
            let _ = rhythm.message(language);
        }
    }
}

fn in_a_row(next: impl Fn(DateTime<Utc>) -> Option<DateTime<Utc>>) {
    let mut at = moment();
    for _ in 0..MOMENTS {
        let Some(later) = next(at) else { return };
        assert!(later > at, "{later} after {at}");
        at = later;
    }
}

/// Rules of a calendar, and the working days that it counts: on and back again.
pub fn calendar(bytes: &[u8]) {
    let Ok(rules) = serde_json::from_slice::<CalendarRules>(bytes) else {
        return;
    };
    let calendar = match Calendar::new(1, rules) {
        Ok(calendar) => calendar,
        Err(faults) => return assert!(!faults.is_empty()),
    };
    let Some(mut day) = NaiveDate::from_ymd_opt(2026, 1, 5) else {
        return;
    };
    for count in 1..DAYS {
        for days in [DaySet::Office, DaySet::Statutory, DaySet::SaturdayCounts] {
            let Some(later) = calendar.nth_after(day, count, days) else {
                continue;
            };
            assert!(later > day && calendar.is_working_day(later, days));
            let between = calendar.working_days_between(day, later, days);
            assert_eq!(u32::try_from(between).ok(), Some(count), "{day} {later}");
        }
        let _ = calendar.receipt(day);
        let _ = calendar.open_time_after(moment(), TimeDelta::hours(count.into()), DaySet::Office);
        day = day.succ_opt().unwrap_or(day);
    }
}

/// A body in JSON: read as the library reads it, or refused. What its types are then given in its shape, they take without.
pub fn json(bytes: &[u8]) {
    let library = serde_json::from_slice::<Value>(bytes).ok();
    let value = match read_json(bytes) {
        Ok(value) => value,
        Err(Unread::NoJson { .. }) => return assert!(library.is_none()),
        Err(Unread::TooDeep { at } | Unread::Twice { at, .. }) => {
            return assert!(at.len() <= MAX_POINTER_BYTES);
        }
    };
    assert_eq!(Some(&value), library.as_ref());
    assert!(read_json(value.to_string().as_bytes()).is_ok(), "{value}");
    if Asked::deserialize(Shape(&value)).is_ok() {
        assert!(Asked::deserialize(&value).is_ok(), "{value}");
    }
    if CalendarRules::deserialize(Shape(&value)).is_ok() {
        assert!(CalendarRules::deserialize(&value).is_ok(), "{value}");
    }
}

/// A case of a flow, with a person to each party; none where it does not begin.
fn begun(run: &Runnable) -> Option<Case> {
    let person = PersonId(Uuid::from_u128(1));
    let parties = run.flow.parties.keys();
    let begin = Start {
        id: CaseId(Uuid::from_u128(2)),
        title: "Sag".to_owned(),
        parties: parties
            .map(|party| (party.clone(), vec![Binding::to(None, Some(person))]))
            .collect(),
        data: Value::Null,
        parent: None,
        paired: None,
        protection: Protection::default(),
    };
    start(run, &begin, moment(), Actor::Engine)
        .map(|step| step.case)
        .ok()
}

/// A command to a case, from whoever may do everything: it is done or refused, and what was done can be done again.
pub fn command(bytes: &[u8]) {
    static CASE: OnceLock<(Runnable, Case)> = OnceLock::new();
    let Ok(what) = serde_json::from_slice::<Asked>(bytes) else {
        return;
    };
    let (run, case) = CASE.get_or_init(|| {
        let flow = known().clone();
        let (guards, _) = compile_all(&flow);
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        match begun(&run) {
            Some(case) => (run, case),
            None => unreachable!("the case does not begin"),
        }
    });
    let parties: Vec<PartyId> = run.flow.parties.keys().cloned().collect();
    let person = PersonId(Uuid::from_u128(1));
    let input = Input {
        at: moment() + TimeDelta::hours(1),
        by: Actor::Person {
            person,
            parties,
            answered_by: None,
            stands_in_for: Vec::new(),
        },
        what,
    };
    if let Ok(done) = step(run, case, &input) {
        let again = step(run, &done.case, &input);
        assert!(again.is_err() || again.is_ok_and(|again| again.case.version >= done.case.version));
    }
}
