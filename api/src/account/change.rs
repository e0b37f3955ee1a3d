//! What there is, new passwords, and people who leave.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::calendar::local_date;
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Clock, SystemClock};
use samspil_store::{ChangeWay, Changed, OrgPerson, Person, Store};
use serde_json::json;

use super::add::{Chosen, known};
use super::{of_store, written};
use crate::deeds::on_the_machine;
use crate::identity::keep_password;
use crate::language::Told;
use crate::words::say;

/// Units and people.
pub(super) async fn list(store: &Arc<dyn Store>, tenant: TenantId) -> Result<Told, Message> {
    let units = store.units(tenant).await.map_err(of_store)?;
    let people = store.people(tenant).await.map_err(of_store)?;
    let today = local_date(SystemClock.now());
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for unit in &units {
        lines.push(unit.name.clone());
    }
    for person in &people {
        let members = store.members(tenant, person.id, today).await.map_err(of_store)?;
        let place = |member: &samspil_store::Member| {
            let unit = units.iter().find(|unit| unit.id == member.unit);
            let name = unit.map_or("", |unit| unit.name.as_str());
            format!("{name}={}", member.acts_as.join(","))
        };
        let places: Vec<String> = members.iter().map(place).collect();
        lines.push(format!(
            "{}  {}  {}",
            person.login,
            person.name,
            places.join("  ")
        ));
        rows.push(json!({
            "person": person.id,
            "login": person.login,
            "name": person.name,
            "roles": person.roles,
            "active": person.active,
            "acts_as": places,
        }));
    }
    let units: Vec<_> = units
        .iter()
        .map(|unit| json!({ "unit": unit.id, "name": unit.name, "side": unit.side }))
        .collect();
    Ok(Told {
        lines,
        json: json!({ "units": units, "people": rows }),
    })
}

/// A new password.
pub(super) async fn password(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    (login, now): (&str, DateTime<Utc>),
    stdin: bool,
    language: Language,
) -> Result<Told, Message> {
    let person = known(store, tenant, login).await?;
    let chosen = Chosen::new(stdin)?;
    let kept = chosen.hash(store, tenant, login).await?;
    let by = (None, ChangeWay::Command, now);
    let changed = keep_password(store.as_ref(), tenant, by, &person, kept).await;
    if !changed.map_err(of_store)? {
        return Err(Message::new("account-password-changed-meanwhile").with("login", login));
    }
    store
        .end_sessions(tenant, person.id, None)
        .await
        .map_err(of_store)?;
    let message = Message::new("account-changed-password").with("login", login);
    let told = Told {
        lines: vec![say(&message, language)],
        json: json!({ "login": login, "password": chosen.shown() }),
    };
    Ok(chosen.told(told, language))
}

/// The person can no longer sign in.
pub(super) async fn close(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    (login, now): (&str, DateTime<Utc>),
    language: Language,
) -> Result<Told, Message> {
    let id = known(store, tenant, login).await?.id;
    written(store, tenant, now, |before| {
        let known = before
            .people
            .iter()
            .filter(|known| known.id == id && known.active);
        let people = known.map(|known| OrgPerson {
            active: false,
            ..known.clone()
        });
        Ok(Changed {
            people: people.collect(),
            ..Changed::default()
        })
    })
    .await?;
    if store.service(tenant, id).await.map_err(of_store)?.is_some() {
        close_program(store, tenant, login).await?;
        let deed = on_the_machine(store.as_ref(), tenant, ("programs", "program"), login, now);
        deed.await.map_err(of_store)?;
    }
    store.end_sessions(tenant, id, None).await.map_err(of_store)?;
    let message = Message::new("account-closed").with("login", login);
    Ok(Told {
        lines: vec![say(&message, language)],
        json: json!({ "login": login, "active": false }),
    })
}

/// A program is none of the organisation's people: an administrator answers for it, and the list of programs tells of it.
async fn close_program(store: &Arc<dyn Store>, tenant: TenantId, login: &str) -> Result<(), Message> {
    let program = known(store, tenant, login).await?;
    let closed = Person {
        active: false,
        ..program
    };
    store.put_person(tenant, closed).await.map_err(of_store)?;
    Ok(())
}
