//! Whom a provider means: somebody who came by it before, somebody whom the mapping finds, or somebody new.

use chrono::{DateTime, Utc};
use samspil_core::id::{Cpr, PersonId, TenantId};
use samspil_runtime::vault::Purpose;
use samspil_store::{
    ChangeWay, Changed, Kept, OrgPerson, OrganisationChange, Person, ProviderIdentity, Role,
};

use super::mapping::{Claims, Given, given, text};
use super::places::{brought, source};
use super::provider::Provider;
use super::sign_in::SignInFault;
use crate::app::App;
use crate::identity::secret::NoRandom;
use crate::identity::{SignInError, new_id, outsider, plain_login};
use crate::organisation::{By, keep};

/// The longest name that is kept, in characters.
const MAX_NAME_CHARS: usize = 100;

/// How often somebody new is made because the organisation was changed meanwhile.
const MAX_TRIES: usize = 8;

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
        None if provider.people.made => made(app, tenant, provider, claims, now).await?,
        None => return Err(SignInFault::NotKnown),
    };
    if lasting {
        let identity = identity(provider, subject, person.id, now);
        store.put_identity(tenant, identity).await?;
    }
    let name = called(provider, claims).filter(|name| *name != person.name);
    if provider.gives.is_empty() {
        if name.is_some() {
            write(app, tenant, person.id, (name, None)).await?;
        }
    } else {
        grant(app, tenant, provider, claims, (&person, name)).await?;
    }
    Ok(person.id)
}

fn identity(provider: &Provider, subject: &str, person: PersonId, now: DateTime<Utc>) -> ProviderIdentity {
    ProviderIdentity {
        issuer: provider.issuer.clone(),
        subject: subject.to_owned(),
        person,
        provider: provider.name.clone(),
        seen_at: now,
    }
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

/// Somebody new, together with who they are at the provider: of two sign-ins at the same moment one makes them.
async fn made(
    app: &App,
    tenant: TenantId,
    provider: &Provider,
    claims: &Claims,
    now: DateTime<Utc>,
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
    let subject = claims.get("sub").and_then(|sub| sub.as_str()).unwrap_or_default();
    let person = OrgPerson {
        id,
        name: login.clone(),
        login,
        roles: Vec::new(),
        active: true,
        job_function: None,
        source: None,
    };
    let changed = Changed {
        people: vec![person],
        identities: vec![identity(provider, subject, id, now)],
        ..Changed::default()
    };
    let store = app.engine.store();
    for _ in 0..MAX_TRIES {
        // The number first: whoever is made after it moves it on.
        let seen = store.organisation_changes(tenant, 1).await?;
        if let Some(known) = store.identity(tenant, &provider.issuer, subject).await? {
            let first = store.person(tenant, known.person).await?;
            return first.ok_or(SignInFault::NotKnown);
        }
        let change = OrganisationChange {
            seen: seen.first().map_or(0, |latest| latest.number),
            at: app.engine.clock().now(),
            by: Some(id),
            way: ChangeWay::SignIn,
            changed: changed.clone(),
        };
        match store.keep_organisation(tenant, change).await? {
            Kept::Yes(_) => {
                tracing::info!(%tenant, person = %id, provider = provider.name, "a person was made at their first sign-in");
                let made = store.person(tenant, id).await?;
                return made.ok_or(SignInFault::NotKnown);
            }
            Kept::Moved => {}
            Kept::Taken => return Err(SignInFault::NotKnown),
        }
    }
    Err(SignInFault::Machine(SignInError::Busy))
}

/// The name that the provider says. Citizens are called what the register says.
fn called(provider: &Provider, claims: &Claims) -> Option<String> {
    let name = text(claims, &provider.people.called).map(|name| {
        let plain = name.chars().filter(|c| !c.is_control());
        plain.take(MAX_NAME_CHARS).collect::<String>().trim().to_owned()
    });
    name.filter(|name| provider.people.cpr.is_none() && !name.is_empty() && !has_number(name))
}

/// Gives a person another name and other roles, as a change of the organisation by whoever signs in: what others change
/// of them meanwhile stays.
async fn write(
    app: &App,
    tenant: TenantId,
    person: PersonId,
    (name, roles): (Option<String>, Option<&[Role]>),
) -> Result<(), SignInFault> {
    keep(app.engine.store().as_ref(), tenant, by(app, person), |before| {
        let known = before.people.iter().filter(|known| known.id == person);
        let people = known.filter_map(|known| {
            let to_be = OrgPerson {
                name: name.clone().unwrap_or_else(|| known.name.clone()),
                roles: roles.map_or_else(|| known.roles.clone(), <[Role]>::to_vec),
                ..known.clone()
            };
            (to_be != *known).then_some(to_be)
        });
        let changed = Changed {
            people: people.collect(),
            ..Changed::default()
        };
        Ok::<_, NoRandom>((changed, ()))
    })
    .await?;
    Ok(())
}

fn by(app: &App, person: PersonId) -> By {
    By {
        person: Some(person),
        way: ChangeWay::SignIn,
        at: app.engine.clock().now(),
    }
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
    (person, name): (&Person, Option<String>),
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
    if name.is_some() || person.roles != given.roles {
        write(app, tenant, person.id, (name, Some(&given.roles))).await?;
    }
    if person.roles != given.roles || !placed {
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
    let (source, today) = (source(&provider.name), app.gate.identity.today());
    keep(app.engine.store().as_ref(), tenant, by(app, person), |before| {
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
