//! Files against an organisation: what is wrong with them, what comes of them, and that the same again is nothing.

mod faults;
mod plans;

use chrono::NaiveDate;
use samspil_core::flow::Side;
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::Language;
use samspil_store::{Days, OrgPerson, OrgUnit, Organisation, Place, Role, UnitKind};
use uuid::Uuid;

use super::check::merged;
use super::file::{Faults, read};
use super::plan::{Asked, Plan, planned};
use super::told::lines;
use crate::words::say;

const HEAD: &str = "type;id;navn;overordnet;slags;side;cvr;ejerform;brugernavn;person;enhed;optræder som;jobfunktion;leder;fra;til";

/// A municipality's own centre with a team, and a provider with an offer; four people.
const FILE: &str = "
jobfunktion;;Rådgiver;;;;;;;;;caseworker;;;;
jobfunktion;;Teamleder;;;;;;;;;team_leader;;ja;;
enhed;c1;Voksencenter;;center;myndighed;;;;;;;;;;
enhed;t1;Team Nord;c1;team;myndighed;;;;;;;;;;
enhed;u1;Bakken ApS;;organisation;udfører;10000009;privat;;;;;;;;
enhed;u2;Bakken Æblevej;u1;tilbud;udfører;;;;;;;;;;
person;p1;Anna Retningsen;;;;;;anna;;;;Rådgiver;;;
person;p2;Bo Retningsen;;;;;;Bo;;;;Rådgiver;;;
person;p3;Tove Retningsen;;;;;;tove;;;;Teamleder;;;
person;p4;Ulla Retningsen;;;;;;ulla;;;;;;;
plads;;;;;;;;;p1;t1;;;;;
plads;;;;;;;;;p2;t1;;;;01-02-2026;
plads;;;;;;;;;p3;c1;;;;;
plads;;;;;;;;;p4;u2;provider;;nej;;31-12-2026";

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()
}

fn text(lines: &str) -> String {
    format!("{HEAD}\n{}\n", lines.trim())
}

const ASKED: &str = "hr";

fn plan(before: &Organisation, text: &str) -> Result<Plan, Faults> {
    plan_of(before, text.as_bytes(), ASKED)
}

fn plan_of(before: &Organisation, bytes: &[u8], source: &str) -> Result<Plan, Faults> {
    let file = read(bytes)?;
    let count = std::cell::Cell::new(1_000_u128);
    let new_id = || {
        count.set(count.get() + 1);
        Uuid::from_u128(count.get() + before.version.to_owned() as u128 * 1_000)
    };
    let asked = Asked {
        source,
        today: today(),
    };
    planned(before, &file, asked, &new_id)
}

fn after(before: &Organisation, plan: &Plan) -> Organisation {
    Organisation {
        version: before.version + 1,
        ..merged(before, &plan.changed)
    }
}

/// The organisation once the file was taken in.
fn filled() -> Organisation {
    let before = Organisation::default();
    after(&before, &plan(&before, &text(FILE)).unwrap())
}

fn told(plan: &Plan) -> String {
    let mut told: Vec<String> = plan
        .steps()
        .map(|step| say(&step.message(), Language::Danish))
        .collect();
    told.push(say(&plan.summary(), Language::Danish));
    told.join("\n")
}

fn wrong(bytes: &[u8]) -> String {
    let faults = plan_of(&Organisation::default(), bytes, ASKED).unwrap_err();
    lines(&faults, Language::Danish).join("\n")
}

fn by_hand(number: u128) -> (OrgUnit, OrgPerson, Place) {
    let unit = OrgUnit {
        id: UnitId(Uuid::from_u128(number)),
        name: "Team Nord".to_owned(),
        side: Side::Authority,
        parent: None,
        kind: UnitKind::Team,
        cvr: None,
        ownership: None,
        days: Days::ALWAYS,
        source: None,
    };
    let person = OrgPerson {
        id: PersonId(Uuid::from_u128(number)),
        login: "anna".to_owned(),
        name: "Anna".to_owned(),
        roles: vec![Role::Administrator],
        active: true,
        job_function: None,
        source: None,
    };
    let place = Place {
        id: Uuid::from_u128(number),
        person: person.id,
        unit: unit.id,
        acts_as: Some(vec!["team_leader".to_owned()]),
        job_function: None,
        leads: true,
        stands_in_for: None,
        days: Days::ALWAYS,
        source: None,
    };
    (unit, person, place)
}
