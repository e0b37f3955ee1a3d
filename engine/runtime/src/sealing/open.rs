//! What was kept is read, and what was sealed of it is put back.

use std::collections::BTreeSet;

use samspil_core::case::{Case, HoldsValues, put_back};
use samspil_core::id::{CaseId, TenantId};
use samspil_store::{StoredCase, StoredEvent};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::body::{Beside, Kept, Sealed, kept};
use super::held::KeyPlace;
use super::{About, Held};
use crate::Failure;
use crate::engine::Shared;
use crate::vault::VaultError;

/// A body as it is kept, and what it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body<'a> {
    pub(crate) about: About,
    pub(crate) bytes: &'a [u8],
}

impl Shared {
    pub(crate) fn key_place(&self) -> KeyPlace<'_> {
        KeyPlace {
            store: self.store.as_ref(),
            vault: &self.vault,
            now: self.clock.now(),
        }
    }

    /// Reads bodies, each by itself: one that cannot be read leaves the others be.
    pub(crate) async fn open_all<T: DeserializeOwned + HoldsValues>(
        &self,
        tenant: TenantId,
        bodies: &[Body<'_>],
    ) -> Result<Vec<Result<T, Failure>>, Failure> {
        let sealed: Vec<Option<Sealed>> = bodies.iter().map(sealed_in).collect();
        let holders: BTreeSet<Uuid> = sealed.iter().flatten().map(|sealed| sealed.by).collect();
        let keys = if holders.is_empty() {
            std::collections::BTreeMap::new()
        } else {
            self.keys.of(self.key_place(), tenant, &holders).await?
        };
        let read = bodies.iter().zip(sealed).map(|(body, sealed)| {
            let mut what: T = serde_json::from_slice(body.bytes).map_err(|error| unreadable(&error))?;
            let Some(sealed) = sealed else { return Ok(what) };
            let values = match keys.get(&sealed.by) {
                Some(Held::Key(key)) => sealed.open(body.about, key),
                Some(Held::Destroyed) => return Ok(what),
                Some(Held::Closed(error)) => Err(error.clone()),
                None => Err(VaultError::Broken),
            };
            if put_back(&mut what, values?) {
                Ok(what)
            } else {
                Err(VaultError::Broken.into())
            }
        });
        Ok(read.collect())
    }

    /// Reads a body.
    pub(crate) async fn open<T: DeserializeOwned + HoldsValues>(
        &self,
        tenant: TenantId,
        body: Body<'_>,
    ) -> Result<T, Failure> {
        let read = self.open_all(tenant, &[body]).await?;
        let read = read.into_iter().next();
        read.unwrap_or_else(|| Err(Failure::Incident("nothing was read".to_owned())))
    }

    /// Reads cases, each by itself.
    pub(crate) async fn open_cases(
        &self,
        tenant: TenantId,
        stored: &[StoredCase],
    ) -> Result<Vec<Result<Case, Failure>>, Failure> {
        let bodies: Vec<Body<'_>> = stored.iter().map(Body::of_case).collect();
        self.open_all(tenant, &bodies).await
    }
}

impl<'a> Body<'a> {
    /// A case's snapshot.
    pub(crate) fn of_case(stored: &'a StoredCase) -> Self {
        Self {
            about: About::Snapshot(stored.case, stored.version),
            bytes: &stored.snapshot,
        }
    }
}

/// A case's snapshot without its title; what is sealed beside it stays sealed.
pub(crate) fn without_title(stored: &StoredCase) -> Result<Vec<u8>, Failure> {
    let body = Body::of_case(stored);
    let mut case: Case = serde_json::from_slice(body.bytes).map_err(|error| unreadable(&error))?;
    case.title.clear();
    match sealed_in(&body) {
        None => kept(&case),
        Some(sealed) => kept(&Kept { what: &case, sealed }),
    }
}

impl<'a> Body<'a> {
    /// An event of a case.
    pub(crate) fn of_event(case: CaseId, stored: &'a StoredEvent) -> Self {
        Self {
            about: About::Event(case, stored.number),
            bytes: &stored.body,
        }
    }
}

/// What a body with sealed values ends with: they come last, and few others end so.
const END: &[u8] = b"\"}}";

fn sealed_in(body: &Body<'_>) -> Option<Sealed> {
    if !body.bytes.ends_with(END) {
        return None;
    }
    let beside: Beside = serde_json::from_slice(body.bytes).ok()?;
    beside.sealed
}

/// Where a body cannot be read. What stands there is not told: it may be somebody's.
fn unreadable(error: &serde_json::Error) -> Failure {
    Failure::Incident(format!("it cannot be read at byte {}", error.column()))
}
