//! Those who ask, as the store has them: people with their places, what they come in by, and the same people as citizens.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, SessionId, TokenId};
use samspil_store::{
    Citizen, Erasure, HeldKey, Link, Member, Opens, Role, Scope, Session, Step, Store, Token, Unit,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::asked::keeps_order;
use crate::by_link::ByLink;
use crate::flow::Flow;
use crate::record::Person;
use crate::town::{Town, case, last_case};
use crate::world::{person, unit};

/// How many units a municipality has.
const UNITS: u128 = 4;

/// The one among them that is a provider's.
pub(crate) const PROVIDER: u128 = 3;

/// What a token, a session and a session by a link are told from each other by.
pub(crate) fn by_token(one: &Person) -> String {
    format!("p{}", one.number)
}

pub(crate) fn by_session(one: &Person) -> String {
    format!("s{}", one.number)
}

pub(crate) fn by_link(place: usize) -> String {
    format!("l{place}")
}

/// What is shown: any 256 bits do.
pub(crate) fn secret(town: &Town<'_>, name: &str) -> String {
    format!("samspil_{}_{name:A<43}", town.tenant)
}

pub(crate) fn cookie(town: &Town<'_>, name: &str) -> String {
    format!("samspil={}", secret(town, name))
}

fn long_ago() -> DateTime<Utc> {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

/// When what people come in by ends: so late that no use of it prolongs it.
fn far_away() -> DateTime<Utc> {
    "2100-01-01T00:00:00Z".parse().unwrap()
}

/// A session that somebody is signed in by.
fn session(town: &Town<'_>, one: &Person, (id, name): (u128, &str)) -> Session {
    Session {
        id: SessionId(Uuid::from_u128(id)),
        secret: Sha256::digest(secret(town, name)).into(),
        person: person(one.number),
        began_at: long_ago(),
        seen_at: long_ago(),
        ends_at: far_away(),
        provider: None,
        link: None,
        device: "prøve".to_owned(),
        step: Step::SignedIn,
    }
}

/// Those who came by links, each with a session that reaches one case as one party.
pub(crate) async fn links(store: &dyn Store, town: &Town<'_>, flow: &Flow) {
    for (place, link) in ByLink::all(town, flow).iter().enumerate() {
        let (one, name) = (&town.people[link.person], by_link(place));
        let id = Uuid::from_u128(0x5000 + place as u128);
        let opened = Link {
            id,
            secret: Sha256::digest(format!("the letter {place}")).into(),
            person: person(one.number),
            opens: Opens::Case {
                case: case(link.case as u128),
                party: link.party.to_owned(),
            },
            made_by: None,
            made_at: long_ago(),
            ends_at: far_away(),
            used_at: Some(long_ago()),
        };
        store.put_link(town.tenant, opened).await.unwrap();
        let session = Session {
            link: Some(id),
            ..session(town, one, (0x6000 + place as u128, &name))
        };
        store.put_session(town.tenant, session).await.unwrap();
    }
}

/// The people of a municipality with their places; whoever has none is nobody's staff. One of the others, and one of none,
/// keeps order.
pub(crate) async fn people(store: &dyn Store, town: &Town<'_>) {
    for number in 0..UNITS {
        let unit = Unit {
            id: unit(number),
            name: format!("Enhed {number}"),
            side: if number == PROVIDER {
                Side::Provider
            } else {
                Side::Authority
            },
        };
        store.put_unit(town.tenant, unit).await.unwrap();
    }
    for (number, one) in town.people.iter().enumerate() {
        let mut roles = Vec::new();
        if !one.places.is_empty() {
            roles.push(Role::Staff);
        }
        if keeps_order(town, number) {
            roles.extend([Role::Administrator, Role::ProcessOwner]);
        }
        let id = person(one.number);
        let kept = samspil_store::Person {
            id,
            login: format!("p{}", one.number),
            name: format!("Navn {}", one.number),
            password: None,
            roles,
            active: true,
        };
        assert!(store.put_person(town.tenant, kept).await.unwrap());
        let mut places: BTreeMap<u128, BTreeSet<&str>> = BTreeMap::new();
        for (place, acts_as) in &one.places {
            places.entry(*place).or_default().extend(acts_as);
        }
        let members = places.into_iter().map(|(place, acts_as)| Member {
            person: id,
            unit: unit(place),
            acts_as: acts_as.into_iter().map(str::to_owned).collect(),
        });
        store
            .put_members(town.tenant, id, members.collect())
            .await
            .unwrap();
        let token = Token {
            id: TokenId(Uuid::from_u128(0x3000 + one.number)),
            secret: Sha256::digest(secret(town, &by_token(one))).into(),
            name: "prøve".to_owned(),
            person: id,
            made_at: long_ago(),
            ends_at: far_away(),
            scopes: Scope::ALL.to_vec(),
            used_at: None,
        };
        store.put_token(town.tenant, token).await.unwrap();
        let session = session(town, one, (0x4000 + one.number, &by_session(one)));
        store.put_session(town.tenant, session).await.unwrap();
    }
}

/// Everyone of a municipality as a citizen of its register, of whom nothing is kept but that they are there, and their cases:
/// who they were was erased, so that the program needs no keys.
pub(crate) async fn citizens(store: &dyn Store, town: &Town<'_>) {
    let at = long_ago();
    let cases = (0..).map(case).take(town.worlds.len());
    let cases: Vec<CaseId> = cases.chain([last_case()]).collect();
    for one in &town.people {
        let citizen = Citizen {
            person: person(one.number),
            number_sum: None,
            identity: Some(b"nobody opens it".to_vec()),
            protected_since: None,
            registered_at: at,
            changed_at: at,
            erased: None,
        };
        let key = HeldKey {
            holder: citizen.person.0,
            sealed: Some(b"nobody opens it".to_vec()),
            under: 1,
        };
        let erasure = Erasure {
            at,
            by: "prøve".to_owned(),
            why: "prøve".to_owned(),
        };
        let who = citizen.person;
        assert!(store.add_citizen(town.tenant, citizen, key).await.unwrap());
        let erased = store.erase_citizen(town.tenant, who, (&[], &cases), erasure);
        assert!(erased.await.unwrap());
    }
}
