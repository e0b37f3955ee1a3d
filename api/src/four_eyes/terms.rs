//! Whether every new version of a flow needs two people.

use samspil_core::id::TenantId;
use samspil_store::{Store, StoreError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The setting under which they are kept.
const SETTING: &str = "publishing_terms";

/// On what terms flows are published.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishingTerms {
    /// Whether two process owners publish every new version; else only one that shows more to somebody.
    pub(crate) always_two: bool,
}

impl PublishingTerms {
    /// The municipality's own, or the usual ones.
    ///
    /// # Errors
    /// Where the store cannot tell, or what is kept cannot be read.
    pub(crate) async fn read(store: &dyn Store, tenant: TenantId) -> Result<Self, StoreError> {
        match store.setting(tenant, SETTING).await? {
            None => Ok(Self::default()),
            Some(kept) => serde_json::from_slice(&kept)
                .map_err(|error| StoreError::Corrupt(format!("the terms of publishing: {error}"))),
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
