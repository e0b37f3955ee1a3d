//! Nobody gives themselves sight: a place, a role or a job function of one's own comes from somebody else, and so do those of
//! programs that one answers for.

use std::collections::BTreeSet;

use samspil_core::id::PersonId;
use samspil_store::{Changed, JobFunction, OrgPerson, Organisation, Place};

/// Whether a change gives these people more than they had.
pub(super) fn gives(before: &Organisation, changed: &Changed, own: &BTreeSet<PersonId>) -> bool {
    let place = |place: &Place| own.contains(&place.person) && is_more(before, place);
    let person = |person: &OrgPerson| own.contains(&person.id) && is_higher(before, person);
    let function = |function: &JobFunction| is_wider(before, function) && is_theirs(before, function, own);
    changed.places.iter().any(place)
        || changed.people.iter().any(person)
        || changed.functions.iter().any(function)
}

/// A place that was not there, or is there longer or otherwise.
fn is_more(before: &Organisation, place: &Place) -> bool {
    let known = before.places.iter().find(|known| known.id == place.id);
    known.is_none_or(|known| {
        let same = Place {
            days: known.days,
            ..place.clone()
        };
        same != *known || !place.days.lie_within(&known.days)
    })
}

/// A role or a job function that they did not have.
fn is_higher(before: &Organisation, person: &OrgPerson) -> bool {
    let known = before.people.iter().find(|known| known.id == person.id);
    known.is_some_and(|known| {
        let role = person.roles.iter().any(|role| !known.roles.contains(role));
        role || (person.job_function.is_some() && person.job_function != known.job_function)
    })
}

/// A job function that acts as more than it did, or leads where it did not.
fn is_wider(before: &Organisation, function: &JobFunction) -> bool {
    let known = before.functions.iter().find(|known| known.name == function.name);
    let had = |party: &String| known.is_some_and(|known| known.acts_as.contains(party));
    let led = known.is_some_and(|known| known.leads);
    (function.leads && !led) || !function.acts_as.iter().all(had)
}

fn is_theirs(before: &Organisation, function: &JobFunction, own: &BTreeSet<PersonId>) -> bool {
    let is = |name: &Option<String>| name.as_ref() == Some(&function.name);
    let people = before.people.iter().filter(|person| own.contains(&person.id));
    let places = before.places.iter().filter(|place| own.contains(&place.person));
    people.map(|person| &person.job_function).any(is) || places.map(|place| &place.job_function).any(is)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use samspil_core::id::UnitId;
    use samspil_store::{Days, Role};
    use uuid::Uuid;

    use super::*;

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 3, day)
    }

    fn place(number: u128, of: u128, job: Option<&str>, until: Option<NaiveDate>) -> Place {
        Place {
            id: Uuid::from_u128(number),
            person: PersonId(Uuid::from_u128(of)),
            unit: UnitId(Uuid::from_u128(1)),
            acts_as: None,
            job_function: job.map(str::to_owned),
            leads: false,
            stands_in_for: None,
            days: Days { from: day(2), until },
            source: None,
        }
    }

    fn person(number: u128, roles: &[Role], job: Option<&str>) -> OrgPerson {
        OrgPerson {
            id: PersonId(Uuid::from_u128(number)),
            login: format!("p{number}"),
            name: format!("Person {number}"),
            roles: roles.to_vec(),
            active: true,
            job_function: job.map(str::to_owned),
            source: None,
        }
    }

    fn function(name: &str, acts_as: &[&str], leads: bool) -> JobFunction {
        JobFunction {
            name: name.to_owned(),
            acts_as: acts_as.iter().map(|party| (*party).to_owned()).collect(),
            leads,
        }
    }

    fn before() -> Organisation {
        Organisation {
            people: vec![
                person(1, &[Role::Administrator, Role::Staff], Some("Konsulent")),
                person(2, &[Role::Staff], None),
            ],
            places: vec![
                place(1, 1, None, day(20)),
                place(2, 2, Some("Leder"), None),
                place(3, 3, Some("Robot"), None),
            ],
            functions: vec![function("Konsulent", &["adviser"], false)],
            ..Organisation::default()
        }
    }

    #[test]
    fn what_is_one_s_own_may_become_less_and_never_more() {
        let places = |place| Changed {
            places: vec![place],
            ..Changed::default()
        };
        let people = |person| Changed {
            people: vec![person],
            ..Changed::default()
        };
        let functions = |function| Changed {
            functions: vec![function],
            ..Changed::default()
        };
        let both = [Role::Administrator, Role::Staff];
        for (changed, more) in [
            (places(place(9, 1, None, day(3))), true),
            (places(place(9, 2, None, day(3))), false),
            (places(place(9, 3, None, day(3))), true),
            (places(place(1, 1, None, day(9))), false),
            (places(place(1, 1, None, day(21))), true),
            (places(place(1, 1, None, None)), true),
            (places(place(1, 1, Some("Leder"), day(20))), true),
            (
                people(person(1, &[Role::Administrator], Some("Konsulent"))),
                false,
            ),
            (people(person(1, &both, None)), false),
            (people(person(1, &both, Some("Leder"))), true),
            (
                people(person(1, &[Role::ProcessOwner, Role::Administrator], None)),
                true,
            ),
            (people(person(2, &both, Some("Leder"))), false),
            (functions(function("Konsulent", &[], false)), false),
            (
                functions(function("Konsulent", &["adviser", "caseworker"], false)),
                true,
            ),
            (functions(function("Konsulent", &["adviser"], true)), true),
            (functions(function("Robot", &["caseworker"], false)), true),
            (functions(function("Leder", &["caseworker"], true)), false),
        ] {
            let own = BTreeSet::from([1, 3].map(|number| PersonId(Uuid::from_u128(number))));
            assert_eq!(gives(&before(), &changed, &own), more, "{changed:?}");
        }
    }
}
