//! Who plays which party in a case of a way of working.

use samspil_core::case::Binding;
use samspil_core::flow::{Flow, Party, Side};
use samspil_core::id::{PartyId, PersonId};

use super::super::people::{Town, beside};
use super::table::Method;

/// Parties of the authority that somebody else plays than whoever keeps the case: they look at it with eyes of their own.
const ANOTHER: [&str; 6] = [
    "reassessor",
    "second_reader",
    "co_facilitator",
    "meeting_leader",
    "host",
    "department",
];

/// Whoever plays them.
const COLLEAGUES: [&str; 2] = ["bertram", "asta"];

/// The login of whoever plays the party; none where nobody at work does.
pub(super) fn login(method: &Method, flow: &Flow, party: &Party) -> Option<&'static str> {
    let leads = party.leads.as_ref().and_then(|led| flow.parties.get(led));
    match party.side {
        Side::Authority => Some(match leads {
            None if ANOTHER.contains(&party.id.as_str()) => colleague(method),
            None => method.caseworker,
            Some(led) if led.leads.is_some() => beside(method.caseworker, "head")?.login,
            Some(_) => beside(method.caseworker, "team_leader")?.login,
        }),
        Side::Provider => Some(match leads {
            None => method.provider,
            Some(_) => beside(method.provider, "provider_leader")?.login,
        }),
        Side::Citizen | Side::Relative | Side::Partner => None,
    }
}

fn colleague(method: &Method) -> &'static str {
    let other = COLLEAGUES.iter().find(|login| **login != method.caseworker);
    other.copied().unwrap_or(method.caseworker)
}

/// Whom the party is bound to when the case begins: in person, at the unit where they work. Of several the colleague is one.
pub(super) fn bound(
    method: &Method,
    flow: &Flow,
    party: &Party,
    citizen: Option<PersonId>,
    town: &Town,
) -> Vec<Binding> {
    if party.side == Side::Citizen {
        return citizen
            .map(|citizen| Binding::to(None, Some(citizen)))
            .into_iter()
            .collect();
    }
    let Some(first) = login(method, flow, party) else {
        return Vec::new();
    };
    let other = (party.many && party.side == Side::Authority).then(|| colleague(method));
    let mut logins = vec![first];
    logins.extend(other.filter(|other| *other != first));
    logins.into_iter().map(|login| at_work(login, town)).collect()
}

/// Someone at the unit where they work first of all.
pub(super) fn at_work(login: &str, town: &Town) -> Binding {
    Binding::to(town.unit_of(login), town.person(login))
}

/// The party that keeps a case: the first of the authority that leads nobody, or else the first.
pub(super) fn keeper(flow: &Flow) -> Option<&PartyId> {
    let of_authority = |party: &&Party| party.side == Side::Authority && party.leads.is_none();
    let parties = || flow.parties.values();
    let found = parties().find(of_authority).or_else(|| parties().next());
    found.map(|party| &party.id)
}
