//! Rows to be kept, made from small numbers.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use samspil_core::id::{CaseId, CommandId, PersonId, UnitId};
use samspil_core::text::Text;
use samspil_store::chain::BEFORE_FIRST;
use samspil_store::{CaseHead, CaseStatus, Command, Commit, Hash, NewEvent, NewNotice, PartyRow, TaskRow};
use uuid::Uuid;

pub(crate) fn case(number: u128) -> CaseId {
    CaseId(Uuid::from_u128(number))
}

pub(crate) fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(1_000_000 + number))
}

pub(crate) fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(2_000_000 + number))
}

pub(crate) fn key(number: u128) -> CommandId {
    CommandId(Uuid::from_u128(3_000_000 + number))
}

/// So many minutes after nine o'clock on 5 January 2026, and a microsecond, since stores keep those.
pub(crate) fn at(minutes: i64) -> DateTime<Utc> {
    let nine: DateTime<Utc> = "2026-01-05T08:00:00.000001Z".parse().unwrap();
    nine + Duration::minutes(minutes)
}

/// The day of those minutes.
pub(crate) fn today() -> NaiveDate {
    at(0).date_naive()
}

/// The first commit of a case, at minute 0.
pub(crate) fn opening(case: CaseId) -> Commit {
    Commit {
        case,
        seen: 0,
        seen_chain: BEFORE_FIRST,
        command: None,
        fence: None,
        stands: None,
        at: at(0),
        events: vec![event(0, "sag åbnet")],
        snapshot: b"{\"state\":\"opened\"}".to_vec(),
        head: CaseHead {
            flow: "voksen-bum".to_owned(),
            flow_version: 1,
            title: "Bostøtte på Ærø".to_owned(),
            status: CaseStatus::Open,
            opened_at: at(0),
            closed_at: None,
            stage: Some(both("Udredning", "Assessment")),
        },
        head_stays: false,
        tasks: Vec::new(),
        tasks_gone: Vec::new(),
        parties: None,
        people: Vec::new(),
        wake_at: None,
        notices: Vec::new(),
        figures: Vec::new(),
    }
}

/// A commit that follows another, so many minutes after nine.
pub(crate) fn following(case: CaseId, (seen, seen_chain): (u64, Hash), minutes: i64) -> Commit {
    Commit {
        seen,
        seen_chain,
        at: at(minutes),
        events: vec![event(minutes, "opgave løst")],
        snapshot: format!("{{\"version\":{}}}", seen + 1).into_bytes(),
        ..opening(case)
    }
}

pub(crate) fn event(minutes: i64, body: &str) -> NewEvent {
    NewEvent {
        at: at(minutes),
        body: body.as_bytes().to_vec(),
    }
}

pub(crate) fn command(number: u128, body: u8, answer: &str) -> Option<Command> {
    Some(Command {
        id: key(number),
        body: [body; 32],
        answer: answer.as_bytes().to_vec(),
    })
}

pub(crate) fn notice(number: u128, body: &str) -> NewNotice {
    NewNotice {
        id: Uuid::from_u128(4_000_000 + number),
        body: body.as_bytes().to_vec(),
    }
}

pub(crate) fn party(name: &str, unit: Option<UnitId>, person: Option<PersonId>) -> PartyRow {
    PartyRow {
        party: name.to_owned(),
        unit,
        person,
    }
}

pub(crate) fn both(da: &str, en: &str) -> Text {
    Text {
        da: da.to_owned(),
        en: Some(en.to_owned()),
    }
}

/// A task of a unit with nothing special about it.
pub(crate) fn task(item: &str, unit: Option<UnitId>) -> TaskRow {
    TaskRow {
        item: item.to_owned(),
        round: 1,
        title: both("Vurdér støtte", "Assess support"),
        party: "authority".to_owned(),
        party_title: Text::danish("Myndighed"),
        unit,
        person: None,
        claimed_by: None,
        opened_at: at(0),
        due: None,
        plan_by: None,
        owed: false,
        raised: false,
        case_title: "Bostøtte på Ærø".to_owned(),
        flow_title: both("Voksen-BUM", "Adult support"),
        counted: 0,
        counted_at: None,
        meets: None,
    }
}
