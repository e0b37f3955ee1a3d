//! The places that a provider gives a person, as a change of the organisation.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use samspil_core::id::PersonId;
use samspil_store::{Changed, Days, Organisation, Place};
use uuid::Uuid;

use super::mapping::Given;
use crate::identity::secret::NoRandom;

/// What the organisation calls a provider that says of places that they are there.
pub(super) fn source(provider: &str) -> String {
    format!("login:{provider}")
}

/// What changes where a person is to have the places that this source gives from a day on. What people and other sources
/// have said of them is left alone.
pub(super) fn brought(
    before: &Organisation,
    (person, given): (PersonId, &Given),
    source: &str,
    today: NaiveDate,
    new_id: impl Fn() -> Result<Uuid, NoRandom>,
) -> Result<Changed, NoRandom> {
    let last = today.pred_opt().unwrap_or(today);
    let own = before.places.iter().filter(|place| {
        place.person == person && place.source.as_deref() == Some(source) && !place.days.is_over(today)
    });
    let mut there = BTreeSet::new();
    let mut places = Vec::new();
    for place in own {
        let to_be = match given.places.get(&place.unit) {
            Some(parties) => Place {
                acts_as: Some(parties.iter().cloned().collect()),
                ..place.clone()
            },
            None => Place {
                days: place.days.ended(last),
                ..place.clone()
            },
        };
        if to_be.days.has(today) {
            there.insert(to_be.unit);
        }
        if to_be != *place {
            places.push(to_be);
        }
    }
    for (unit, parties) in given.places.iter().filter(|(unit, _)| !there.contains(unit)) {
        places.push(Place {
            id: new_id()?,
            person,
            unit: *unit,
            acts_as: Some(parties.iter().cloned().collect()),
            job_function: None,
            leads: false,
            stands_in_for: None,
            days: Days {
                from: Some(today),
                until: None,
            },
            source: Some(source.to_owned()),
        });
    }
    Ok(Changed {
        places,
        ..Changed::default()
    })
}

#[cfg(test)]
mod tests {
    use samspil_core::id::UnitId;

    use super::*;

    const PERSON: PersonId = PersonId(Uuid::from_u128(7));

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn place(number: u128, source: &str, unit: u128, party: &str) -> Place {
        Place {
            id: Uuid::from_u128(number),
            person: PERSON,
            unit: UnitId(Uuid::from_u128(unit)),
            acts_as: Some(vec![party.to_owned()]),
            job_function: None,
            leads: false,
            stands_in_for: None,
            days: Days {
                from: Some(day(2)),
                until: None,
            },
            source: Some(source.to_owned()),
        }
    }

    /// The unit, party and last day of each place that is new or changed; a new one has no number before it.
    fn drawn(there: &[Place], gives: &[(u128, &str)]) -> Vec<String> {
        let mut given = Given::default();
        for (unit, party) in gives {
            let parties = given.places.entry(UnitId(Uuid::from_u128(*unit))).or_default();
            parties.insert((*party).to_owned());
        }
        let before = Organisation {
            places: there.to_vec(),
            ..Organisation::default()
        };
        let new_id = || Ok(Uuid::nil());
        let changed = brought(&before, (PERSON, &given), "login:a", day(9), new_id).unwrap();
        let line = |place: &Place| {
            let (number, unit) = (place.id.as_u128(), place.unit.0.as_u128());
            let parties = place.acts_as.clone().unwrap_or_default().join("+");
            let until = place.days.until.map(|until| until.to_string());
            format!("{number} {unit} {parties} {}", until.unwrap_or_default())
        };
        changed.places.iter().map(line).collect()
    }

    #[test]
    fn only_what_the_provider_itself_gave_changes_and_ends() {
        let own = place(1, "login:a", 5, "caseworker");
        let others = [
            place(2, "hr", 5, "caseworker"),
            place(3, "login:b", 6, "caseworker"),
            Place {
                source: None,
                ..place(4, "", 6, "caseworker")
            },
            Place {
                person: PersonId(Uuid::from_u128(8)),
                ..own.clone()
            },
        ];
        let over = [Place {
            days: own.days.ended(day(8)),
            ..own.clone()
        }];
        let all: Vec<Place> = others.iter().cloned().chain([own]).collect();
        for (there, gives, expected) in [
            (&others[..], vec![], vec![]),
            (&others[..], vec![(5, "caseworker")], vec!["0 5 caseworker "]),
            (&all[..], vec![(5, "caseworker")], vec![]),
            (
                &all[..],
                vec![(5, "caseworker"), (5, "lead")],
                vec!["1 5 caseworker+lead "],
            ),
            (&all[..], vec![], vec!["1 5 caseworker 2026-03-08"]),
            (
                &all[..],
                vec![(6, "lead")],
                vec!["1 5 caseworker 2026-03-08", "0 6 lead "],
            ),
            (&over[..], vec![(5, "caseworker")], vec!["0 5 caseworker "]),
        ] {
            assert_eq!(drawn(there, &gives), expected, "{gives:?}");
        }
    }
}
