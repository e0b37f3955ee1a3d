//! Links by which people choose their password themselves.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use clap::Args;
use samspil_core::id::{PersonId, TenantId};
use samspil_core::text::{Language, Message};
use samspil_store::{Opens, Store};
use serde_json::json;

use super::{add, fault, of_store};
use crate::identity::{LinkError, NewLink, make_link};
use crate::language::Told;
use crate::links::address;
use crate::settings::PublicUrl;
use crate::words::say;

#[cfg(test)]
impl Default for LinkSettings {
    fn default() -> Self {
        Self {
            public_url: None,
            hours: 24,
        }
    }
}

/// Where a link leads, and how long it waits.
#[derive(Args, Clone)]
pub(super) struct LinkSettings {
    /// The address that readers use; where nothing is said, that of the machine itself.
    #[arg(long, env = "SAMSPIL_PUBLIC_URL")]
    public_url: Option<PublicUrl>,
    /// How many hours a link waits to be opened, 336 at most.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=336))]
    hours: u16,
}

/// Where the program listens where nothing is said.
const HERE: &str = "http://127.0.0.1:8080";

/// Makes a link into an account; its address, and until when it can be opened.
pub(super) async fn link(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    person: PersonId,
    (settings, now): (&LinkSettings, DateTime<Utc>),
) -> Result<(String, DateTime<Utc>), Message> {
    let new = NewLink {
        person,
        opens: Opens::Account,
        made_by: None,
        hours: settings.hours,
    };
    let made = make_link(store.as_ref(), tenant, new, now).await;
    let (link, secret) = made.map_err(|error| match error {
        LinkError::Store(error) => of_store(error),
        LinkError::NoRandom(error) => fault(error),
    })?;
    let url = settings.public_url.as_ref().map_or(HERE, |url| url.text.as_str());
    Ok((address(url, &secret), link.ends_at))
}

/// The line that tells it.
pub(super) fn line(address: &str, ends_at: DateTime<Utc>) -> Message {
    Message::new("account-link-is")
        .with("ends", ends_at)
        .with("address", address)
}

/// Makes one for somebody who has an account.
pub(super) async fn again(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    login: &str,
    how: (&LinkSettings, DateTime<Utc>),
    language: Language,
) -> Result<Told, Message> {
    let person = add::known(store, tenant, login).await?;
    let (address, ends_at) = link(store, tenant, person.id, how).await?;
    Ok(Told {
        lines: vec![say(&line(&address, ends_at), language)],
        json: json!({ "login": person.login, "link": address, "ends_at": ends_at }),
    })
}
