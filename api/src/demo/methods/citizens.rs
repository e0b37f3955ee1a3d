//! Citizens whom the register knows, and who may sign in. Nobody here exists.

use std::collections::BTreeMap;

use samspil_core::id::PersonId;
use samspil_runtime::{Engine, Identity, Register, RegisterRefused, Visit, WayIn};
use samspil_store::{Person, Store};

use super::super::people::{TENANT, Town};

/// A citizen of the demo.
pub(crate) struct CitizenPlan {
    /// By this the table of cases names them; the login of whoever has an account.
    pub(crate) key: &'static str,
    /// The name.
    pub(crate) name: &'static str,
    /// A replacement number: 60 is added to the day.
    cpr: &'static str,
    /// Whether they have an account.
    pub(crate) signs_in: bool,
}

const fn citizen(key: &'static str, name: &'static str, cpr: &'static str, signs_in: bool) -> CitizenPlan {
    CitizenPlan {
        key,
        name,
        cpr,
        signs_in,
    }
}

/// Seven citizens; their names say that they are made up.
pub(crate) const CITIZENS: [CitizenPlan; 7] = [
    citizen("rosa", "Rosa Prøvelund", "730192-0001", true),
    citizen("viggo", "Viggo Papirskov", "640379-0002", true),
    citizen("ellen", "Ellen Tænkebæk", "820566-0003", true),
    citizen("agnes", "Agnes Skitsedal", "690744-0004", true),
    citizen("otto", "Otto Mønstergaard", "880985-0005", false),
    citizen("liva", "Liva Eksempelby", "610519-0006", false),
    citizen("birk", "Birk Kladdeborg", "671115-0007", false),
];

/// What the register is told of the look.
const PURPOSE: &str = "Sagen oprettes";

/// The citizen of this name.
pub(super) fn plan_of(key: &str) -> Option<&'static CitizenPlan> {
    CITIZENS.iter().find(|citizen| citizen.key == key)
}

impl CitizenPlan {
    /// The first letters of the names, as cases are called by.
    pub(super) fn initials(&self) -> String {
        let firsts = self.name.split(' ').filter_map(|part| part.chars().next());
        firsts.map(|first| format!("{first}.")).collect()
    }
}

/// Registers them and gives accounts to those who sign in.
///
/// # Errors
/// What the engine says.
pub(super) async fn keep(
    engine: &Engine,
    town: &Town,
    password: &str,
) -> Result<BTreeMap<&'static str, PersonId>, RegisterRefused> {
    let mut people = BTreeMap::new();
    for plan in &CITIZENS {
        // A test reads each of them.
        let Ok(identity) = Identity::read(plan.cpr, plan.name, "") else {
            continue;
        };
        let visit = Visit {
            by: town.person("asta"),
            members: town.members("asta"),
            stands_in: &[],
            way: WayIn::Program,
            purpose: PURPOSE,
        };
        let register = Register {
            identity,
            protected_since: None,
        };
        let id = engine.register_citizen(TENANT, visit, register, None).await?;
        people.insert(plan.key, id);
        if plan.signs_in {
            sign_in(engine.store().as_ref(), plan, id, password).await?;
        }
    }
    Ok(people)
}

async fn sign_in(
    store: &dyn Store,
    plan: &CitizenPlan,
    id: PersonId,
    password: &str,
) -> Result<(), RegisterRefused> {
    let person = Person {
        id,
        login: plan.key.to_owned(),
        name: plan.name.to_owned(),
        password: Some(password.to_owned()),
        roles: Vec::new(),
        active: true,
    };
    store.put_person(TENANT, person).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::super::people::PEOPLE;
    use super::*;

    #[test]
    fn every_citizen_can_be_registered_under_a_number_that_nobody_has() {
        let mut seen: BTreeSet<&str> = PEOPLE.iter().map(|person| person.login).collect();
        for citizen in &CITIZENS {
            assert!(
                seen.insert(citizen.key) && seen.insert(citizen.cpr),
                "{}",
                citizen.key
            );
            assert!(
                Identity::read(citizen.cpr, citizen.name, "").is_ok(),
                "{}",
                citizen.key
            );
            let day: u32 = citizen.cpr[..2].parse().unwrap();
            assert!((61..=91).contains(&day), "{}", citizen.key);
            assert_eq!(citizen.initials().len(), 4, "{}", citizen.key);
        }
    }
}
