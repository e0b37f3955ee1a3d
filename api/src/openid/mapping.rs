//! What claims mean here: roles, and places in units.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::flow::Side;
use samspil_core::id::{PersonId, TenantId, UnitId};
use samspil_store::{Member, Role, Unit};
use serde_json::{Map, Value};

use super::privileges::{self, Privilege};
use super::provider::{Grant, MeantFor, Provider};

/// The longest text of a claim that is read, in bytes.
const MAX_CLAIM_BYTES: usize = 4 * 1024;

/// The most values that are read of a claim: the groups of someone who is in all of them.
const MAX_VALUES: usize = 2_000;

/// What a provider says of a person.
pub(crate) type Claims = Map<String, Value>;

/// What a person is given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Given {
    /// Roles, ordered.
    pub(crate) roles: Vec<Role>,
    /// Places: a unit, and the parties that they act as there.
    pub(crate) places: BTreeMap<UnitId, BTreeSet<String>>,
    /// Units that a row names and that are not here.
    pub(crate) unknown_units: BTreeSet<String>,
    /// The list of privileges could not be read.
    pub(crate) unread: bool,
}

impl Given {
    /// Nothing at all.
    pub(crate) fn is_nothing(&self) -> bool {
        self.roles.is_empty() && self.places.is_empty()
    }

    /// The places as a person's.
    pub(crate) fn members(&self, person: PersonId) -> Vec<Member> {
        let member = |(unit, parties): (&UnitId, &BTreeSet<String>)| Member {
            person,
            unit: *unit,
            acts_as: parties.iter().cloned().collect(),
        };
        self.places.iter().map(member).collect()
    }
}

/// The values of a claim: by its whole name, or else by a path with points.
fn found<'c>(claims: &'c Claims, name: &str) -> Option<&'c Value> {
    if let Some(value) = claims.get(name) {
        return Some(value);
    }
    let (first, rest) = name.split_once('.')?;
    found(claims.get(first)?.as_object()?, rest)
}

/// A claim as texts; numbers and truths as they are written.
pub(crate) fn texts(claims: &Claims, name: &str) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) if text.len() <= MAX_CLAIM_BYTES => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    };
    match found(claims, name) {
        Some(Value::Array(values)) => values.iter().take(MAX_VALUES).filter_map(text).collect(),
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The one text of a claim, trimmed; none where it is empty or several.
pub(crate) fn text(claims: &Claims, name: &str) -> Option<String> {
    match texts(claims, name).as_slice() {
        [only] => Some(only.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// What the rows of a provider give for these claims.
pub(crate) fn given(provider: &Provider, tenant: TenantId, units: &[Unit], claims: &Claims) -> Given {
    let mut given = Given::default();
    let list = provider
        .privileges
        .as_ref()
        .and_then(|claim| match found(claims, claim) {
            Some(Value::String(list)) => Some(list),
            _ => None,
        });
    let privileges = match list.map(|list| privileges::read(list, tenant)) {
        Some(Ok(privileges)) => privileges,
        Some(Err(_)) => {
            given.unread = true;
            Vec::new()
        }
        None => Vec::new(),
    };
    for grant in &provider.gives {
        let Some(held) = held(grant, claims, &privileges) else {
            continue;
        };
        given.roles.extend(&grant.roles);
        for unit in named_units(grant, claims, &held) {
            let found = units
                .iter()
                .filter(|known| may_give(provider, known.side))
                .find(|known| known.name == unit || known.id.0.to_string() == unit);
            match found {
                Some(found) => {
                    let parties = given.places.entry(found.id).or_default();
                    parties.extend(grant.acts_as.iter().cloned());
                }
                None => {
                    given.unknown_units.insert(unit);
                }
            }
        }
    }
    given.roles.sort_unstable();
    given.roles.dedup();
    given
}

/// Whether a provider may give places on this side: one of private providers has no say over the authority's.
fn may_give(provider: &Provider, side: Side) -> bool {
    provider.meant_for != Some(MeantFor::Providers) || side == Side::Provider
}

/// Whether a row holds, and by which privileges.
fn held<'p>(grant: &Grant, claims: &Claims, privileges: &'p [Privilege]) -> Option<Vec<&'p Privilege>> {
    let Some(when) = &grant.when else {
        return Some(Vec::new());
    };
    if let Some(name) = &when.privilege {
        let held: Vec<&Privilege> = privileges.iter().filter(|one| one.name == *name).collect();
        return (!held.is_empty()).then_some(held);
    }
    let (claim, is) = (when.claim.as_ref()?, when.is.as_ref()?);
    texts(claims, claim).contains(is).then(Vec::new)
}

fn named_units(grant: &Grant, claims: &Claims, held: &[&Privilege]) -> Vec<String> {
    let mut units: Vec<String> = grant.unit.iter().cloned().collect();
    if let Some(claim) = &grant.unit_claim {
        units.extend(texts(claims, claim));
    }
    if let Some(constraint) = &grant.unit_constraint {
        let values = held
            .iter()
            .filter_map(|privilege| privilege.constraints.get(constraint));
        units.extend(values.flatten().cloned());
    }
    units
}

#[cfg(test)]
mod tests {
    use samspil_core::flow::Side;
    use serde_json::json;
    use uuid::Uuid;

    use super::super::privileges::tests::{TENANT, UNITS, list};
    use super::super::provider::tests::provider;
    use super::*;

    fn unit(number: u128, name: &str) -> Unit {
        Unit {
            id: UnitId(Uuid::from_u128(number)),
            name: name.to_owned(),
            side: Side::Authority,
        }
    }

    /// Roles, places and unknown units in a line.
    fn drawn(provider: &Provider, claims: &Value) -> String {
        let units = [unit(1, "Myndighed"), unit(2, "Familiehuset")];
        let given = given(provider, TENANT, &units, claims.as_object().unwrap());
        let places: Vec<String> = given
            .places
            .iter()
            .map(|(unit, parties)| {
                let parties: Vec<&str> = parties.iter().map(String::as_str).collect();
                format!("{}={}", unit.0.as_u128(), parties.join("+"))
            })
            .collect();
        let unknown: Vec<&str> = given.unknown_units.iter().map(String::as_str).collect();
        let unread = if given.unread { " unread" } else { "" };
        format!("{:?} {places:?} {unknown:?}{unread}", given.roles)
    }

    #[test]
    fn claims_give_what_the_rows_say() {
        let by_claims = provider(&json!({"gives": [
            {"when": {"claim": "groups", "is": "sagsbehandlere"}, "roles": ["staff"],
                "unit": "Myndighed", "acts_as": ["caseworker"]},
            {"when": {"claim": "groups", "is": "ledere"}, "unit": "Myndighed", "acts_as": ["team_leader"]},
            {"when": {"claim": "realm.roles", "is": "admin"}, "roles": ["administrator", "staff"]},
            {"when": {"claim": "level", "is": "3"}, "roles": ["process_owner"]},
            {"when": {"claim": "provider", "is": "true"}, "unit_claim": "department", "acts_as": ["provider"]},
        ]}));
        for (claims, expected) in [
            (json!({}), "[] [] []"),
            (json!({"groups": "andre"}), "[] [] []"),
            (
                json!({"groups": "sagsbehandlere"}),
                "[Staff] [\"1=caseworker\"] []",
            ),
            (
                json!({"groups": ["x", "ledere", "sagsbehandlere"]}),
                "[Staff] [\"1=caseworker+team_leader\"] []",
            ),
            (json!({"groups": ["Ledere", {"a": "ledere"}]}), "[] [] []"),
            (
                json!({"realm": {"roles": ["admin"]}}),
                "[Staff, Administrator] [] []",
            ),
            (json!({"realm.roles": "admin"}), "[Staff, Administrator] [] []"),
            (json!({"level": 3}), "[ProcessOwner] [] []"),
            (
                json!({"provider": true, "department": ["Familiehuset", "Andet"]}),
                "[] [\"2=provider\"] [\"Andet\"]",
            ),
        ] {
            assert_eq!(drawn(&by_claims, &claims), expected, "{claims}");
        }
        let always = provider(&json!({"gives": [{"roles": ["staff"]}]}));
        assert_eq!(drawn(&always, &json!({})), "[Staff] [] []");
    }

    #[test]
    fn privileges_give_what_the_rows_say() {
        let privilege = "http://samspil.example/roles/usersystemrole/sagsbehandler/1";
        let by_privilege = provider(&json!({"privileges": "privileges", "gives": [
            {"when": {"privilege": privilege}, "roles": ["staff"],
                "unit_constraint": UNITS, "acts_as": ["caseworker"]},
        ]}));
        let id = Uuid::from_u128(2);
        for (claims, expected) in [
            (json!({}), "[] [] []".to_owned()),
            (
                json!({"privileges": list(privilege, &format!("{id}, Myndighed"))}),
                "[Staff] [\"1=caseworker\", \"2=caseworker\"] []".to_owned(),
            ),
            (
                json!({"privileges": list("http://samspil.example/andet", "Myndighed")}),
                "[] [] []".to_owned(),
            ),
            (json!({"privileges": "vrøvl"}), "[] [] [] unread".to_owned()),
        ] {
            assert_eq!(drawn(&by_privilege, &claims), expected, "{claims}");
        }
    }
}
