//! The reference work *bum-5*: who does what with which data.

use samspil_core::case::{Asked, Binding};
use samspil_core::id::{ItemId, PartyId, PersonId, TenantId, UnitId};
use samspil_runtime::{Begin, By, Grounds};
use samspil_store::Member;
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// The flow.
pub(crate) const FLOW: &str = include_str!("bum_5.yaml");

/// Tenants of measurements: numbers from ninety-nine million up are nobody's CVR number. Each run has its own, so that
/// a database that has been measured before does not slow the next run.
pub(crate) fn tenant(seed: u32) -> TenantId {
    const FIRST: i32 = 99_000_000;
    const COUNT: u32 = 1_000_000;
    TenantId(FIRST + i32::try_from(seed % COUNT).unwrap_or_default())
}

/// How many tasks a case goes through.
pub(crate) const STEPS: usize = 5;

const AUTHORITY: u128 = 1;
const PROVIDER: u128 = 2;

/// Two people, one on each side.
fn by(number: u128, party: &str) -> By {
    let person = PersonId(Uuid::from_u128(number));
    By::Person {
        person,
        members: vec![Member {
            person,
            unit: UnitId(Uuid::from_u128(number)),
            acts_as: vec![party.to_owned()],
        }],
        stands_in: Vec::new(),
        grounds: Grounds::default(),
    }
}

/// The two units.
pub(crate) fn units() -> [(UnitId, &'static str); 2] {
    [
        (UnitId(Uuid::from_u128(AUTHORITY)), "Myndighed"),
        (UnitId(Uuid::from_u128(PROVIDER)), "Udfører"),
    ]
}

/// The places in both units of a person who does all of the work.
pub(crate) fn members(person: PersonId) -> Vec<Member> {
    let place = |unit: u128, party: &str| Member {
        person,
        unit: UnitId(Uuid::from_u128(unit)),
        acts_as: vec![party.to_owned()],
    };
    vec![place(AUTHORITY, "authority"), place(PROVIDER, "provider")]
}

/// The beginning of a case.
pub(crate) fn begin(number: usize) -> (By, Begin) {
    let bound = |party: &str, unit| {
        let binding = Binding::to(Some(UnitId(Uuid::from_u128(unit))), None);
        PartyId::new(party).ok().map(|party| (party, vec![binding]))
    };
    let parties = [bound("authority", AUTHORITY), bound("provider", PROVIDER)];
    let begin = Begin {
        flow: "bum-5".to_owned(),
        version: None,
        title: format!("Sag {number}"),
        parties: parties.into_iter().flatten().collect(),
        data: Json::Null,
    };
    (by(AUTHORITY, "authority"), begin)
}

/// One of the five completions: by whom, the task's name, its form.
pub(crate) fn completion(step: usize) -> Option<(By, &'static str, Json)> {
    let authority = || by(AUTHORITY, "authority");
    let provider = || by(PROVIDER, "provider");
    Some(match step {
        0 => {
            let form = json!({"need": 3, "summary": "Støtte til hverdagen", "held_on": "2026-01-12"});
            (authority(), "assess", json!({"assessment": form}))
        }
        1 => {
            let form = json!({"intervention": "Bostøtte", "hours": "4.5", "rate": "812.50"});
            (authority(), "order", json!({"order": form}))
        }
        2 => {
            let form = json!({"begun_on": "2026-02-01", "done": true, "note": "Aftalt med borgeren"});
            (provider(), "deliver", json!({"delivery": form}))
        }
        3 => {
            let form =
                json!({"written_on": "2026-04-20", "as_expected": "same", "text": "Det går som ventet"});
            (provider(), "status", json!({"status": form}))
        }
        4 => {
            let form =
                json!({"held_on": "2026-05-04", "outcome": "ends", "text": "Borgeren klarer sig selv"});
            (authority(), "follow_up", json!({"follow_up": form}))
        }
        _ => return None,
    })
}

/// A completion as a command.
pub(crate) fn command(step: usize) -> Option<(By, Asked)> {
    let (by, item, data) = completion(step)?;
    let item = ItemId::new(item).ok()?;
    Some((by, Asked::Complete { item, data }))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use samspil_core::calendar::Calendar;
    use samspil_core::case::{Actor, Runnable, Standing};
    use samspil_core::flow::read;
    use samspil_core::guard::compile_all;
    use samspil_core::simulate::Trial;

    use super::*;

    #[test]
    fn the_five_completions_bring_a_case_to_its_end() {
        let (flow, findings) = read(FLOW);
        assert!(findings.is_empty(), "{findings:?}");
        let flow = flow.unwrap();
        let (guards, findings) = compile_all(&flow);
        assert!(findings.is_empty(), "{findings:?}");
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        let mut trial = Trial::new(&run, DateTime::UNIX_EPOCH);
        let (_, first) = begin(1);
        trial
            .start(DateTime::UNIX_EPOCH, "sag", first.parties, first.data)
            .unwrap();
        for step in 0..STEPS {
            let (by, what) = command(step).unwrap();
            let by: Actor = by.in_case(&trial.view().unwrap());
            let before = trial.case.as_ref().unwrap().data.len();
            trial.ask(by, what).unwrap();
            assert_eq!(
                trial.case.as_ref().unwrap().data.len(),
                before + 3,
                "three fields in step {step}"
            );
        }
        assert_eq!(trial.case.unwrap().standing, Standing::Closed);
        assert!(command(STEPS).is_none());
    }
}
