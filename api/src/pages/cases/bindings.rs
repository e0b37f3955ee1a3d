//! Whom the parties of a new case are bound to: a unit of their side, or a person by their login; a citizen
//! also by their number.

use samspil_core::case::{Binding, Runnable};
use samspil_core::flow::{Party, Side};
use samspil_core::id::{Cpr, PartyId, PersonId, UnitId};
use samspil_core::text::Message;
use samspil_runtime::VisitRefused;
use samspil_store::Unit;

use crate::app::App;
use crate::citizens::visit;
use crate::identity::Signed;
use crate::pages::parts::{Choice, Field};
use crate::pages::shell::Shell;
use crate::pages::task::inputs::Inputs;
use crate::pages::task::read::Faults;
use crate::server::problem::Problem;

/// The longest login, in characters.
const MAX_LOGIN_CHARS: u32 = 100;

/// The name of the field for a party's unit.
fn unit_name(party: &Party) -> String {
    format!("unit-{}", party.id)
}

/// The name of the field for a party's person.
fn person_name(party: &Party) -> String {
    format!("person-{}", party.id)
}

/// Whether a party works in units; the others are people of their own.
const fn works(party: &Party) -> bool {
    matches!(party.side, Side::Authority | Side::Provider)
}

/// The unit that a party is likely to be bound to: one of the reader's where they act as it, or the only one there is.
fn likely(party: &Party, units: &[Unit], signed: &Signed) -> Option<UnitId> {
    let own = signed
        .members
        .iter()
        .find(|place| place.acts_as.iter().any(|role| role == party.id.as_str()));
    let mut of_side = units.iter().filter(|unit| unit.side == party.side);
    match (own, of_side.next(), of_side.next()) {
        (Some(place), ..) => Some(place.unit),
        (None, Some(only), None) if !party.optional => Some(only.id),
        _ => None,
    }
}

/// What the fields hold before anyone writes.
pub(super) fn beforehand(run: &Runnable, units: &[Unit], signed: &Signed) -> Vec<(String, String)> {
    let parties = run.flow.parties.values().filter(|party| works(party));
    parties
        .filter_map(|party| Some((unit_name(party), likely(party, units, signed)?.to_string())))
        .collect()
}

/// The fields, with what is wrong.
pub(super) fn fields(
    page: &Shell,
    run: &Runnable,
    units: &[Unit],
    inputs: &Inputs,
    wrong: &Faults,
) -> Vec<Field> {
    let field = |party: &Party| {
        let label = party.title.in_language(page.language).to_owned();
        let (name, mut field) = if works(party) {
            let name = unit_name(party);
            let mut choices = vec![Choice::new(String::new(), page.t("begin-nobody-yet"))];
            let of_side = units.iter().filter(|unit| unit.side == party.side);
            choices.extend(of_side.map(|unit| Choice::new(unit.id.to_string(), unit.name.clone())));
            (name.clone(), Field::select(&name, label, choices))
        } else {
            let name = person_name(party);
            let field = Field::text(&name, label).longest(MAX_LOGIN_CHARS);
            let hint = if party.side == Side::Citizen {
                "begin-citizen-hint"
            } else {
                "begin-login-hint"
            };
            (name, field.hint(page.t(hint)))
        };
        if party.optional || !works(party) {
            field = field.optional();
        }
        let fault = wrong.get(&name).map(|wrong| page.say(wrong));
        let field = field.value(inputs.exactly(&name));
        field.worded(page.language).faulty(fault)
    };
    run.flow.parties.values().map(field).collect()
}

/// Who is meant by what was written: a citizen of the register by their number, or somebody by their login.
async fn someone(
    app: &App,
    signed: &Signed,
    party: &Party,
    written: &str,
) -> Result<Result<PersonId, Message>, Problem> {
    if party.side == Side::Citizen
        && let Ok(cpr) = Cpr::read(written)
    {
        let visit = visit(signed, "");
        let unknown = || Message::new("citizen-not-registered");
        let found = match app.engine.find_citizen(signed.tenant, visit, &cpr).await {
            Ok(found) => found,
            Err(VisitRefused::Failure(failure)) => return Err(failure.into()),
            Err(refused) => return Ok(Err(refused.message().unwrap_or_else(unknown))),
        };
        return Ok(found.map(|citizen| citizen.person).ok_or_else(unknown));
    }
    let store = app.engine.store();
    let person = store.person_by_login(signed.tenant, written).await?;
    let unknown = || Message::new("begin-login-unknown").with("party", &party.title);
    Ok(person.map(|person| person.id).ok_or_else(unknown))
}

/// The units that parties are bound to, as far as the form names them.
pub(super) fn units(run: &Runnable, units: &[Unit], inputs: &Inputs) -> Vec<(PartyId, Vec<Binding>)> {
    let parties = run.flow.parties.values().filter(|party| works(party));
    let bound = parties.filter_map(|party| {
        let unit = chosen(party, units, inputs)?;
        Some((party.id.clone(), vec![Binding::to(Some(unit), None)]))
    });
    bound.collect()
}

/// The unit that the form names for a party.
fn chosen(party: &Party, units: &[Unit], inputs: &Inputs) -> Option<UnitId> {
    let chosen = inputs.get(&unit_name(party)).parse().ok().map(UnitId)?;
    units.iter().any(|unit| unit.id == chosen).then_some(chosen)
}

/// Whom the parties are bound to, and what is wrong.
///
/// # Errors
/// Where the store cannot tell.
pub(super) async fn read(
    app: &App,
    signed: &Signed,
    run: &Runnable,
    units: &[Unit],
    inputs: &Inputs,
) -> Result<(Vec<(PartyId, Vec<Binding>)>, Faults), Problem> {
    let mut bound = Vec::new();
    let mut faults = Faults::new();
    for party in run.flow.parties.values() {
        let binding = if works(party) {
            let name = unit_name(party);
            let known = chosen(party, units, inputs);
            if known.is_none() && !party.optional {
                let missing = Message::new("begin-party-missing").with("party", &party.title);
                faults.insert(name, missing);
            }
            known.map(|unit| Binding::to(Some(unit), None))
        } else {
            let name = person_name(party);
            let login = inputs.get(&name).to_lowercase();
            if login.is_empty() {
                continue;
            }
            match someone(app, signed, party, &login).await? {
                Ok(person) => Some(Binding::to(None, Some(person))),
                Err(unknown) => {
                    faults.insert(name, unknown);
                    None
                }
            }
        };
        bound.extend(binding.map(|binding| (party.id.clone(), vec![binding])));
    }
    Ok((bound, faults))
}
