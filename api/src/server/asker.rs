//! Who a request was of and where it came from, as its line in the log says: told on the way in, by whoever finds it out.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use axum::http::{Extensions, StatusCode};
use samspil_core::id::{PersonId, TenantId};

/// Who asked: ids, and never a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who {
    /// The municipality.
    pub(crate) tenant: TenantId,
    /// The person.
    pub(crate) person: PersonId,
    /// The id of the session or token that they showed; what it holds is kept nowhere.
    pub(crate) by: uuid::Uuid,
}

/// What is found out of a request while it is answered.
#[derive(Clone, Default, Debug)]
pub(crate) struct Asker(Arc<Found>);

#[derive(Default, Debug)]
struct Found {
    who: OnceLock<Who>,
    from: OnceLock<IpAddr>,
}

impl Asker {
    /// Says who asked, where the request's line is written.
    pub(crate) fn is(extensions: &Extensions, who: Who) {
        if let Some(Self(found)) = extensions.get() {
            // The first word counts.
            let _ = found.who.set(who);
        }
    }

    /// Says where from.
    pub(super) fn comes_from(extensions: &Extensions, from: IpAddr) {
        if let Some(Self(found)) = extensions.get() {
            let _ = found.from.set(from);
        }
    }

    /// Writes the request's line: a refusal stands out, since who is refused often may be trying doors.
    pub(super) fn answered(&self, status: StatusCode, milliseconds: u64) {
        let display = tracing::field::display::<String>;
        let Found { who, from } = self.0.as_ref();
        let from = from.get().map(|from| display(from.to_string()));
        let tenant = who.get().map(|who| display(who.tenant.to_string()));
        let person = who.get().map(|who| display(who.person.to_string()));
        let by = who.get().map(|who| display(who.by.to_string()));
        let status = status.as_u16();
        if is_refusal(status) {
            tracing::warn!(status, milliseconds, from, tenant, person, by, "refused");
        } else {
            tracing::info!(status, milliseconds, from, tenant, person, by, "answered");
        }
    }
}

/// What counts as an attempt to get around the rules: not signed in or with a secret that opens nothing (401); not allowed by
/// role or scope, or a change from another site (403); larger than anything is (413); more often than anyone may (429).
const fn is_refusal(status: u16) -> bool {
    matches!(status, 401 | 403 | 413 | 429)
}
