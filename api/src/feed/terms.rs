//! Whether a municipality's people may have their calendar at an address that is itself the secret.

use samspil_core::id::TenantId;
use samspil_store::{Store, StoreError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The setting under which they are kept.
const SETTING: &str = "calendar_terms";

/// On what terms people have their calendar in a program of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FeedTerms {
    /// Whether an address may itself be the secret, for programs that know no passwords. Where it may not, those that were made
    /// lead nowhere; calendars by a login and a password go on.
    pub(crate) secret_addresses: bool,
}

impl Default for FeedTerms {
    /// What calendar programs can do, and many can do nothing else.
    fn default() -> Self {
        Self {
            secret_addresses: true,
        }
    }
}

impl FeedTerms {
    /// The municipality's own, or the usual ones.
    ///
    /// # Errors
    /// Where the store cannot tell, or what is kept cannot be read.
    pub(crate) async fn read(store: &dyn Store, tenant: TenantId) -> Result<Self, StoreError> {
        match store.setting(tenant, SETTING).await? {
            None => Ok(Self::default()),
            Some(kept) => serde_json::from_slice(&kept)
                .map_err(|error| StoreError::Corrupt(format!("the terms of calendars: {error}"))),
        }
    }

    /// Keeps them.
    ///
    /// # Errors
    /// Where the store cannot do it.
    pub(crate) async fn keep(self, store: &dyn Store, tenant: TenantId) -> Result<(), StoreError> {
        let kept = serde_json::to_vec(&self).map_err(|error| StoreError::Database(error.to_string()))?;
        store.put_setting(tenant, SETTING, kept).await
    }
}
