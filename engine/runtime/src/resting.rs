//! Cases that cannot go on by themselves: what is kept of why, and who is told.

use std::collections::BTreeMap;

use samspil_core::case::Binding;
use samspil_core::id::{CaseId, PartyId, TenantId};
use samspil_core::text::Message;
use samspil_store::{PartyRow, Store};

use crate::{By, Failure};

/// What is said of a case over which something panicked.
pub(crate) const PANICKED: &str = "panicked";

/// What the incident of the case says; none where the case can go on.
pub(crate) fn resting(failure: &Failure) -> Option<String> {
    let message = match failure {
        Failure::Incident(what) if what == PANICKED => Message::new("incident-panicked"),
        Failure::Incident(what) => return Some(what.clone()),
        Failure::Refused(refusal) if refusal.lays_to_rest() => refusal.message.clone(),
        _ => return None,
    };
    Some(serde_json::to_string(&message).unwrap_or_else(|_| failure.to_string()))
}

/// What whoever asks of a case that cannot be read is told: why, where they have to do with it, and else the same as of one
/// that is not there.
pub(crate) async fn told_of_unread(
    store: &dyn Store,
    tenant: TenantId,
    (by, case): (&By, CaseId),
    why: Failure,
) -> Failure {
    if by.person().is_none() {
        return why;
    }
    // Its own word of who is bound cannot be read, so what lists go by is asked.
    match store.parties(tenant, case).await {
        Ok(rows) if is_one_of(by, case, &rows) => why,
        Ok(_) => Failure::NotTheirs,
        Err(error) => error.into(),
    }
}

fn is_one_of(by: &By, case: CaseId, rows: &[PartyRow]) -> bool {
    let mut parties: BTreeMap<PartyId, Vec<Binding>> = BTreeMap::new();
    for row in rows {
        if let Ok(party) = PartyId::new(&row.party) {
            let binding = Binding::to(row.unit, row.person);
            parties.entry(party).or_default().push(binding);
        }
    }
    by.hears_of_what(case, &parties, &[])
}

#[cfg(test)]
mod tests {
    use samspil_core::id::{PersonId, UnitId};
    use samspil_store::Member;
    use uuid::Uuid;

    use super::*;
    use crate::Grounds;

    #[test]
    fn only_those_who_are_bound_are_told_of_a_case_that_cannot_be_read() {
        let case = |number| CaseId(Uuid::from_u128(number));
        let (person, unit) = (PersonId(Uuid::from_u128(1)), UnitId(Uuid::from_u128(10)));
        let row = |party: &str, unit, person| PartyRow {
            party: party.to_owned(),
            unit,
            person,
        };
        let worker = By::Person {
            person,
            members: vec![Member {
                person,
                unit,
                acts_as: vec!["worker".to_owned()],
            }],
            grounds: Grounds::default(),
            stands_in: Vec::new(),
        };
        let linked = By::Linked {
            person,
            case: case(5),
            party: PartyId::new("relative").unwrap(),
            grounds: Grounds::default(),
        };
        for (by, of, row, told) in [
            (&worker, 5, row("worker", Some(unit), None), true),
            (&worker, 5, row("boss", Some(unit), None), false),
            (&worker, 5, row("citizen", None, Some(person)), true),
            (&linked, 5, row("relative", None, Some(person)), true),
            (&linked, 6, row("relative", None, Some(person)), false),
            (&linked, 5, row("citizen", None, Some(person)), false),
        ] {
            assert_eq!(
                is_one_of(by, case(of), std::slice::from_ref(&row)),
                told,
                "{of} {row:?}"
            );
        }
    }
}
