//! A provider is tried before anybody relies on it: whether it answers and fits, and what made-up claims would give.

use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_store::Unit;
use serde_json::{Value, json};

use super::OpenId;
use super::mapping::{Claims, given};
use super::provider::Provider;

/// What a provider says of itself.
pub(crate) struct Answered {
    /// Where people are sent to sign in.
    pub(crate) authorization: String,
    /// How many of its keys can be used.
    pub(crate) keys: usize,
    /// People can be sent there to sign out.
    pub(crate) signs_out: bool,
}

/// Asks a provider anew, whatever is known of it. Addresses within are refused as always.
///
/// # Errors
/// What is wrong and what to do.
pub(crate) async fn tried(open_id: &OpenId, provider: &Provider) -> Result<Answered, Message> {
    let asked = open_id.asked_anew(&provider.issuer).await;
    let (document, keys) = asked.map_err(|fault| fault.message())?;
    let keys = keys.len();
    if keys == 0 {
        return Err(Message::new("login-no-keys"));
    }
    if provider.userinfo && document.userinfo.is_none() {
        return Err(Message::new("login-document").with("what", "userinfo_endpoint"));
    }
    Ok(Answered {
        authorization: document.authorization.clone(),
        keys,
        signs_out: document.end_session.is_some(),
    })
}

/// What claims would give, with the names of units.
pub(crate) fn gives(provider: &Provider, tenant: TenantId, units: &[Unit], claims: &Claims) -> Value {
    let given = given(provider, tenant, units, claims);
    let name = |id| units.iter().find(|unit| unit.id == id).map(|unit| &unit.name);
    let places: Vec<Value> = given
        .places
        .iter()
        .map(|(unit, acts_as)| json!({ "unit": name(*unit), "acts_as": acts_as }))
        .collect();
    json!({
        "roles": given.roles,
        "places": places,
        "unknown_units": given.unknown_units,
        "privileges_unread": given.unread,
    })
}
