//! The accounts of the demo, for whoever wants to sign in.

use samspil_core::flow::Flow;
use samspil_core::id::PartyId;
use samspil_core::text::{Language, Message};
use samspil_store::Role;
use serde_json::{Value as Json, json};

use super::methods::CITIZENS;
use super::people::{PASSWORD, PEOPLE, PersonPlan, unit_name};
use crate::words::say;

/// A line for each account under a line about the password.
pub(super) fn lines(flow: &Flow, language: Language) -> Vec<String> {
    let staff = PEOPLE.iter().map(|person| {
        [
            person.login.to_owned(),
            person.name.to_owned(),
            format!("{}, {}", does(person, flow, language), unit_name(person.login)),
        ]
    });
    let citizen = say(&Message::new("demo-citizen"), language);
    let citizens = CITIZENS.iter().filter(|citizen| citizen.signs_in);
    let citizens = citizens.map(|one| [one.key.to_owned(), one.name.to_owned(), citizen.clone()]);
    let rows: Vec<[String; 3]> = staff.chain(citizens).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let (logins, names) = (width(0), width(1));
    let about = Message::new("demo-accounts").with("password", PASSWORD);
    let mut lines = vec![say(&about, language)];
    for [login, name, does] in &rows {
        lines.push(format!("  {login:logins$}  {name:names$}  {does}"));
    }
    lines
}

/// The accounts for programs.
pub(super) fn json(flow: &Flow, language: Language) -> Json {
    let accounts = PEOPLE.iter().map(|person| {
        json!({
            "login": person.login,
            "password": PASSWORD,
            "name": person.name,
            "unit": unit_name(person.login),
            "does": does(person, flow, language),
            "role": person.role,
        })
    });
    let citizen = say(&Message::new("demo-citizen"), language);
    let citizens = CITIZENS.iter().filter(|citizen| citizen.signs_in);
    let citizens = citizens.map(|one| {
        json!({
            "login": one.key,
            "password": PASSWORD,
            "name": one.name,
            "unit": null,
            "does": citizen,
            "role": null,
        })
    });
    accounts.chain(citizens).collect()
}

/// What someone is: the title of the party they act as, or their role.
fn does(person: &PersonPlan, flow: &Flow, language: Language) -> String {
    let party = person.acts_as.first().and_then(|party| PartyId::new(party).ok());
    if let Some(party) = party.and_then(|party| flow.parties.get(&party)) {
        return party.title.in_language(language).to_owned();
    }
    let key = match person.role {
        Role::ProcessOwner => "demo-process-owner",
        Role::Administrator => "demo-administrator",
        Role::Staff => "demo-staff",
    };
    say(&Message::new(key), language)
}
