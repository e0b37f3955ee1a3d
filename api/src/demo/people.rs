//! An invented municipality: its units and the people who work there. Nobody here exists.

use std::collections::BTreeMap;

use samspil_core::flow::Side;
use samspil_core::id::{PersonId, TenantId, UnitId};
use samspil_runtime::{By, Grounds, Ids};
use samspil_store::{Member, Person, Role, Store, StoreError, Unit};

/// The municipality's number. No CVR number: its weighted sum is not divisible by 11.
pub(super) const TENANT: TenantId = TenantId(99_999_999);

/// The municipality's name; no such place exists.
pub(super) const MUNICIPALITY: &str = "Samspilkøbing Kommune (opdigtet)";

/// Everyone's password: anyone who can reach a demo on this machine may sign in.
pub(super) const PASSWORD: &str = "samspil-demo";

/// A unit of one of the three organisations.
struct UnitPlan {
    key: &'static str,
    name: &'static str,
    side: Side,
}

const UNITS: [UnitPlan; 5] = [
    UnitPlan {
        key: "advice",
        name: "Samspilkøbing Kommune, Voksenrådgivningen",
        side: Side::Authority,
    },
    UnitPlan {
        key: "special",
        name: "Samspilkøbing Kommune, Specialteamet",
        side: Side::Authority,
    },
    UnitPlan {
        key: "north",
        name: "Bostøtten Fyrtårnet, Nord",
        side: Side::Provider,
    },
    UnitPlan {
        key: "harbour",
        name: "Bostøtten Fyrtårnet, Havnen",
        side: Side::Provider,
    },
    UnitPlan {
        key: "compass",
        name: "Støttecentret Kompasset",
        side: Side::Provider,
    },
];

/// Someone who works in one of the units.
pub(super) struct PersonPlan {
    /// Their login.
    pub(super) login: &'static str,
    /// Their name.
    pub(super) name: &'static str,
    /// The units they work in.
    pub(super) units: &'static [&'static str],
    /// The parties they may act as there.
    pub(super) acts_as: &'static [&'static str],
    /// What they may do beside their work in cases.
    pub(super) role: Role,
}

const fn person(
    login: &'static str,
    name: &'static str,
    units: &'static [&'static str],
    acts_as: &'static [&'static str],
    role: Role,
) -> PersonPlan {
    PersonPlan {
        login,
        name,
        units,
        acts_as,
        role,
    }
}

/// Fourteen people; their names say that they are made up.
pub(super) const PEOPLE: [PersonPlan; 14] = [
    person("asta", "Asta Prøvesen", &["advice"], &["caseworker"], Role::Staff),
    person(
        "bertram",
        "Bertram Eksempelgaard",
        &["advice"],
        &["caseworker"],
        Role::Staff,
    ),
    person(
        "clara",
        "Clara Mønsterbæk",
        &["special"],
        &["caseworker"],
        Role::Staff,
    ),
    person(
        "elna",
        "Elna Overbliksen",
        &["advice", "special"],
        &["team_leader"],
        Role::Staff,
    ),
    person(
        "ditlev",
        "Ditlev Skitseholm",
        &["advice", "special"],
        &["head"],
        Role::Staff,
    ),
    person("frode", "Frode Pilestræder", &["advice"], &[], Role::ProcessOwner),
    person("gerda", "Gerda Nøglebo", &["advice"], &[], Role::Administrator),
    person(
        "holger",
        "Holger Påfundsen",
        &["north"],
        &["provider"],
        Role::Staff,
    ),
    person("inger", "Inger Tænkeby", &["north"], &["provider"], Role::Staff),
    person(
        "jens",
        "Jens Havnefigur",
        &["harbour"],
        &["provider"],
        Role::Staff,
    ),
    person(
        "karla",
        "Karla Fyrlund",
        &["north", "harbour"],
        &["provider_leader"],
        Role::Staff,
    ),
    person(
        "ludvig",
        "Ludvig Kursbæk",
        &["compass"],
        &["provider"],
        Role::Staff,
    ),
    person(
        "merete",
        "Merete Nålestrup",
        &["compass"],
        &["provider"],
        Role::Staff,
    ),
    person(
        "niels",
        "Niels Retningsen",
        &["compass"],
        &["provider_leader"],
        Role::Staff,
    ),
];

/// Who is who in the demo, once they are kept.
#[derive(Debug)]
pub(super) struct Town {
    units: BTreeMap<&'static str, UnitId>,
    people: BTreeMap<&'static str, (PersonId, Vec<Member>)>,
}

impl Town {
    /// Keeps the municipality with its units and people.
    ///
    /// # Errors
    /// What the store says.
    pub(super) async fn keep(store: &dyn Store, ids: &dyn Ids, password: &str) -> Result<Self, StoreError> {
        store.add_tenant(TENANT, MUNICIPALITY).await?;
        let mut units = BTreeMap::new();
        for plan in &UNITS {
            let id = UnitId(ids.next());
            let unit = Unit {
                id,
                name: plan.name.to_owned(),
                side: plan.side,
            };
            store.put_unit(TENANT, unit).await?;
            units.insert(plan.key, id);
        }
        let mut people = BTreeMap::new();
        for plan in &PEOPLE {
            let id = PersonId(ids.next());
            let person = Person {
                id,
                login: plan.login.to_owned(),
                name: plan.name.to_owned(),
                password: Some(password.to_owned()),
                roles: vec![plan.role],
                active: true,
            };
            store.put_person(TENANT, person).await?;
            let members = plan.members(id, &units);
            store.put_members(TENANT, id, members.clone()).await?;
            people.insert(plan.login, (id, members));
        }
        Ok(Self { units, people })
    }

    /// The unit that a person works in first of all.
    pub(super) fn unit_of(&self, login: &str) -> Option<UnitId> {
        let plan = plan_of(login)?;
        self.units.get(plan.units.first()?).copied()
    }

    /// A person as the one who asks.
    pub(super) fn by(&self, login: &str) -> Option<By> {
        let (person, members) = self.people.get(login)?;
        Some(By::Person {
            person: *person,
            members: members.clone(),
            stands_in: Vec::new(),
            grounds: Grounds::default(),
        })
    }

    /// A person's places.
    pub(super) fn members(&self, login: &str) -> &[Member] {
        self.people
            .get(login)
            .map_or(&[][..], |(_, members)| members.as_slice())
    }

    /// A person's id.
    pub(super) fn person(&self, login: &str) -> Option<PersonId> {
        self.people.get(login).map(|(person, _)| *person)
    }
}

/// Who acts as this party beside a colleague: the colleague, or else someone in the colleague's unit.
pub(super) fn beside(colleague: &str, party: &str) -> Option<&'static PersonPlan> {
    let own = plan_of(colleague)?;
    let unit = own.units.first()?;
    let others = PEOPLE.iter().filter(|person| person.units.contains(unit));
    std::iter::once(own)
        .chain(others)
        .find(|person| person.acts_as.contains(&party))
}

/// The name of the unit that a person works in first of all.
pub(super) fn unit_name(login: &str) -> &'static str {
    let key = plan_of(login).and_then(|person| person.units.first());
    let unit = UNITS.iter().find(|unit| Some(&unit.key) == key);
    unit.map_or("", |unit| unit.name)
}

fn plan_of(login: &str) -> Option<&'static PersonPlan> {
    PEOPLE.iter().find(|person| person.login == login)
}

impl PersonPlan {
    fn members(&self, person: PersonId, units: &BTreeMap<&'static str, UnitId>) -> Vec<Member> {
        let places = self.units.iter().filter_map(|key| units.get(key));
        places
            .map(|unit| Member {
                person,
                unit: *unit,
                acts_as: self.acts_as.iter().map(|party| (*party).to_owned()).collect(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The weights of a CVR number's digits.
    const CVR_WEIGHTS: [u32; 8] = [2, 7, 6, 5, 4, 3, 2, 1];

    #[test]
    fn the_municipality_s_number_is_nobody_s() {
        let digits = TENANT.to_string();
        let sum: u32 = digits
            .chars()
            .zip(CVR_WEIGHTS)
            .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
            .sum();
        assert_eq!(digits.len(), 8);
        assert_ne!(sum % 11, 0);
    }

    #[test]
    fn colleagues_are_found_by_the_part_they_play() {
        for (colleague, party, found) in [
            ("asta", "caseworker", Some("asta")),
            ("asta", "team_leader", Some("elna")),
            ("clara", "head", Some("ditlev")),
            ("jens", "provider_leader", Some("karla")),
            ("merete", "provider", Some("merete")),
            ("merete", "provider_leader", Some("niels")),
            ("asta", "provider", None),
            ("nobody", "provider", None),
        ] {
            assert_eq!(
                beside(colleague, party).map(|person| person.login),
                found,
                "{colleague} {party}"
            );
        }
        assert_eq!(unit_name("merete"), "Støttecentret Kompasset");
    }

    #[test]
    fn everyone_works_somewhere_and_every_part_is_played() {
        let units: BTreeSet<_> = UNITS.iter().map(|unit| unit.key).collect();
        let logins: BTreeSet<_> = PEOPLE.iter().map(|person| person.login).collect();
        assert_eq!(logins.len(), PEOPLE.len());
        for person in &PEOPLE {
            assert!(!person.units.is_empty(), "{}", person.name);
            assert!(
                person.units.iter().all(|unit| units.contains(unit)),
                "{}",
                person.name
            );
        }
        for unit in &UNITS {
            let played: BTreeSet<_> = PEOPLE
                .iter()
                .filter(|person| person.units.contains(&unit.key))
                .flat_map(|person| person.acts_as)
                .copied()
                .collect();
            let wanted = match unit.side {
                Side::Authority => ["caseworker", "team_leader", "head"].as_slice(),
                _ => &["provider", "provider_leader"],
            };
            assert!(wanted.iter().all(|party| played.contains(party)), "{}", unit.name);
        }
        for role in [Role::ProcessOwner, Role::Administrator] {
            assert_eq!(PEOPLE.iter().filter(|person| person.role == role).count(), 1);
        }
    }
}
