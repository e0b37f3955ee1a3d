//! Whom a provider means: somebody who came by it before, somebody whom the mapping finds, or somebody new.

use chrono::{DateTime, Utc};
use samspil_core::id::{Cpr, PersonId, TenantId};
use samspil_runtime::vault::Purpose;
use samspil_store::{ChangeWay, Person, ProviderIdentity};

use super::mapping::{Claims, Given, given, text};
use super::places::{brought, source};
use super::provider::Provider;
use super::sign_in::SignInFault;
use crate::app::App;
use crate::identity::{new_id, outsider, plain_login};
use crate::organisation::{By, keep};

/// The longest name that is kept, in characters.
const MAX_NAME_CHARS: usize = 100;

/// How many characters of an id stand in the user name of somebody who has none.
const ID_CHARS: usize = 12;

/// Who it is, made or brought up to date as the mapping says.
pub(super) async fn person(
    app: &App,
    tenant: TenantId,
    provider: &Provider,
    claims: &Claims,
    now: DateTime<Utc>,
) -> Result<PersonId, SignInFault> {
    let store = app.engine.store();
    let subject = claims.get("sub").and_then(|sub| sub.as_str()).unwrap_or_default();
    // A citizen is who the register says, every time: numbers change, and citizens are erased. Who they are there is not
    // kept, for a provider of staff with the same issuer would go by it.
    let lasting = provider.people.cpr.is_none();
    let known = match lasting {
        true => store.identity(tenant, &provider.issuer, subject).await?,
        false => None,
    };
    let found = match &known {
        Some(known) => store.person(tenant, known.person).await?,
        None => sought(app, tenant, provider, claims).await?,
    };
    let person = match found {
        Some(person) if !person.active => return Err(SignInFault::Closed),
        Some(person) => person,
        None if provider.people.made => made(app, tenant, provider, claims).await?,
        None => return Err(SignInFault::NotKnown),
    };
    if lasting {
        let identity = ProviderIdentity {
            issuer: provider.issuer.clone(),
            subject: subject.to_owned(),
            person: person.id,
            provider: provider.name.clone(),
            seen_at: now,
        };
        store.put_identity(tenant, identity).await?;
    }
    let person = called(app, tenant, provider, claims, person).await?;
    if !provider.gives.is_empty() {
        grant(app, tenant, provider, claims, &person).await?;
    }
    Ok(person.id)
}

/// Somebody whom the mapping finds: by their user name here, or by their number in the register.
async fn sought(
    app: &App,
    tenant: TenantId,
    provider: &Provider,
    claims: &Claims,
) -> Result<Option<Person>, SignInFault> {
    let store = app.engine.store();
    if let Some(claim) = &provider.people.cpr {
        let Some(cpr) = text(claims, claim).and_then(|number| Cpr::read(&number).ok()) else {
            return Ok(None);
        };
        let sum = app
            .engine
            .vault()
            .blind(tenant, Purpose::CPR, cpr.digits().as_bytes())?;
        let citizen = store.citizen_by_number(tenant, sum).await?;
        let citizen = citizen.filter(|citizen| citizen.erased.is_none());
        return match citizen {
            Some(citizen) => Ok(Some(outsider(store.as_ref(), tenant, citizen.person).await?)),
            None => Ok(None),
        };
    }
    let login = provider
        .people
        .known_by
        .as_ref()
        .and_then(|claim| text(claims, claim));
    let Some(login) = login else { return Ok(None) };
    let person = store.person_by_login(tenant, &plain_login(&login)).await?;
    // A program is nobody who signs in.
    match person {
        Some(person) if store.service(tenant, person.id).await?.is_some() => Ok(None),
        person => Ok(person),
    }
}

async fn made(
    app: &App,
    tenant: TenantId,
    provider: &Provider,
    claims: &Claims,
) -> Result<Person, SignInFault> {
    let id = PersonId(new_id()?);
    let known_by = provider
        .people
        .known_by
        .as_ref()
        .and_then(|claim| text(claims, claim));
    let login = known_by
        .map(|login| plain_login(&login))
        .filter(|login| login.chars().count() <= MAX_NAME_CHARS && !login.contains(char::is_whitespace));
    let id_text = id.0.simple().to_string();
    let own: String = id_text.chars().take(ID_CHARS).collect();
    let login = login.unwrap_or_else(|| format!("{}-{own}", provider.name));
    let person = Person {
        id,
        name: login.clone(),
        login,
        password: None,
        roles: Vec::new(),
        active: true,
    };
    if !app.engine.store().put_person(tenant, person.clone()).await? {
        return Err(SignInFault::NotKnown);
    }
    tracing::info!(%tenant, person = %id, provider = provider.name, "a person was made at their first sign-in");
    Ok(person)
}

/// The person with the name that the provider says. Citizens are called what the register says.
async fn called(
    app: &App,
    tenant: TenantId,
    provider: &Provider,
    claims: &Claims,
    person: Person,
) -> Result<Person, SignInFault> {
    let name = text(claims, &provider.people.called).map(|name| {
        let plain = name.chars().filter(|c| !c.is_control());
        plain.take(MAX_NAME_CHARS).collect::<String>().trim().to_owned()
    });
    let name = name.filter(|name| {
        provider.people.cpr.is_none() && !name.is_empty() && *name != person.name && !has_number(name)
    });
    let Some(name) = name else { return Ok(person) };
    let person = Person { name, ..person };
    app.engine.store().put_person(tenant, person.clone()).await?;
    Ok(person)
}

/// Ten digits could be a personal number, which belongs in no name.
fn has_number(name: &str) -> bool {
    name.chars().filter(char::is_ascii_digit).count() >= 10
}

/// Gives the person the roles that the rows give and no others, and of places what the rows give beside those that others
/// gave.
async fn grant(
    app: &App,
    tenant: TenantId,
    provider: &Provider,
    claims: &Claims,
    person: &Person,
) -> Result<(), SignInFault> {
    let store = app.engine.store();
    let units = store.units(tenant).await?;
    let given = given(provider, tenant, &units, claims);
    if given.unread || !given.unknown_units.is_empty() {
        let unknown: Vec<&str> = given.unknown_units.iter().map(String::as_str).collect();
        tracing::warn!(%tenant, provider = provider.name, person = %person.id, unread_privileges = given.unread,
            unknown_units = unknown.join(", "), "a mapping gave less than the provider said");
    }
    let identity = &app.gate.identity;
    let before = store.members(tenant, person.id, identity.today()).await?;
    let placed = before == given.members(person.id);
    if person.roles != given.roles || !placed {
        if person.roles != given.roles {
            let to_be = Person {
                roles: given.roles.clone(),
                ..person.clone()
            };
            store.put_person(tenant, to_be).await?;
        }
        let kept = match placed {
            true => Ok(()),
            false => place(app, tenant, provider, &given, person.id).await,
        };
        // The roles are kept by now, whatever became of the places.
        identity.changed(tenant, person.id, !given.is_nothing()).await?;
        kept?;
        tracing::info!(%tenant, person = %person.id, provider = provider.name, roles = ?given.roles, "a sign-in brought rights up to date");
    }
    if given.is_nothing() {
        return Err(SignInFault::NoRole);
    }
    Ok(())
}

/// Gives the person the places, as a change of the organisation by whoever signs in.
async fn place(
    app: &App,
    tenant: TenantId,
    provider: &Provider,
    given: &Given,
    person: PersonId,
) -> Result<(), SignInFault> {
    let by = By {
        person: Some(person),
        way: ChangeWay::SignIn,
        at: app.engine.clock().now(),
    };
    let (source, today) = (source(&provider.name), app.gate.identity.today());
    keep(app.engine.store().as_ref(), tenant, by, |before| {
        let changed = brought(before, (person, given), &source, today, new_id);
        changed.map(|changed| (changed, ()))
    })
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_personal_number_is_no_name() {
        for (name, is) in [
            ("Anna 7", false),
            ("611026-1234", true),
            ("Anna 6110261234", true),
        ] {
            assert_eq!(has_number(name), is, "{name}");
        }
    }
}
