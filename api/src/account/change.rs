//! What there is, new passwords, and people who leave.

use std::sync::Arc;

use samspil_core::calendar::local_date;
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Clock, SystemClock};
use samspil_store::{Person, Store};
use serde_json::json;

use super::add::{Chosen, known};
use super::of_store;
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
    login: &str,
    stdin: bool,
    language: Language,
) -> Result<Told, Message> {
    let person = known(store, tenant, login).await?;
    let chosen = Chosen::new(stdin)?;
    let changed = Person {
        password: Some(chosen.hash(store, tenant, login).await?),
        ..person
    };
    let id = changed.id;
    store.put_person(tenant, changed).await.map_err(of_store)?;
    store.end_sessions(tenant, id, None).await.map_err(of_store)?;
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
    login: &str,
    language: Language,
) -> Result<Told, Message> {
    let person = known(store, tenant, login).await?;
    let closed = Person {
        active: false,
        ..person
    };
    let id = closed.id;
    store.put_person(tenant, closed).await.map_err(of_store)?;
    store.end_sessions(tenant, id, None).await.map_err(of_store)?;
    let message = Message::new("account-closed").with("login", login);
    Ok(Told {
        lines: vec![say(&message, language)],
        json: json!({ "login": login, "active": false }),
    })
}
