//! Whom the parties of a new case are bound to: a unit of their side, or a person by their login.

use samspil_core::case::{Binding, Runnable};
use samspil_core::flow::{Party, Side};
use samspil_core::id::{PartyId, TenantId, UnitId};
use samspil_core::text::Message;
use samspil_store::{Store, StoreError, Unit};

use crate::identity::Signed;
use crate::pages::parts::{Choice, Field};
use crate::pages::shell::Shell;
use crate::pages::task::inputs::Inputs;
use crate::pages::task::read::Faults;

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
            (name, field.hint(page.t("begin-login-hint")))
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

/// Whom the parties are bound to, and what is wrong.
///
/// # Errors
/// Where the store cannot tell.
pub(super) async fn read(
    store: &dyn Store,
    tenant: TenantId,
    run: &Runnable,
    units: &[Unit],
    inputs: &Inputs,
) -> Result<(Vec<(PartyId, Vec<Binding>)>, Faults), StoreError> {
    let mut bound = Vec::new();
    let mut faults = Faults::new();
    for party in run.flow.parties.values() {
        let binding = if works(party) {
            let name = unit_name(party);
            let chosen = inputs.get(&name).parse().ok().map(UnitId);
            let known = chosen.filter(|chosen| units.iter().any(|unit| unit.id == *chosen));
            if known.is_none() && !party.optional {
                let missing = Message::new("begin-party-missing").with("party", &party.title);
                faults.insert(name, missing);
            }
            known.map(|unit| Binding {
                unit: Some(unit),
                person: None,
            })
        } else {
            let name = person_name(party);
            let login = inputs.get(&name).to_lowercase();
            if login.is_empty() {
                continue;
            }
            let person = store.person_by_login(tenant, &login).await?;
            if person.is_none() {
                let unknown = Message::new("begin-login-unknown").with("party", &party.title);
                faults.insert(name, unknown);
            }
            person.map(|person| Binding {
                unit: None,
                person: Some(person.id),
            })
        };
        bound.extend(binding.map(|binding| (party.id.clone(), vec![binding])));
    }
    Ok((bound, faults))
}
