//! Signing in by OpenID Connect providers: the municipality's own, those of private providers, those of citizens.

mod bounds;
pub(crate) mod command;
mod discovery;
pub(crate) mod keeping;
pub(crate) mod kept;
mod keys;
mod mapping;
mod people;
mod places;
mod privileges;
mod provider;
mod sign_in;
mod sign_out;
mod token;
pub(crate) mod trial;
pub(crate) mod written;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use self::discovery::{Directory, Document, ProviderFault};
use self::keys::Keys;
pub(crate) use self::mapping::Claims;
pub(crate) use self::provider::{MeantFor, Provider};
pub(crate) use self::sign_in::{RETURN, Returned, SignInFault, WAIT_MINUTES, begin, finish};
pub(crate) use self::sign_out::sign_out_at;
use crate::outward::Outward;

/// What asks providers, and what is known of them.
pub(crate) struct OpenId {
    outward: Outward,
    directory: Directory,
}

impl OpenId {
    /// With nothing known.
    pub(crate) fn new(outward: Outward) -> Self {
        Self {
            outward,
            directory: Directory::default(),
        }
    }

    async fn directory(
        &self,
        issuer: &str,
        now: DateTime<Utc>,
    ) -> Result<(Arc<Document>, Arc<Keys>), ProviderFault> {
        self.directory.of(&self.outward, issuer, now).await
    }

    /// What a provider says of itself now, and its keys; nothing that is known of it counts.
    async fn asked_anew(&self, issuer: &str) -> Result<(Arc<Document>, Arc<Keys>), ProviderFault> {
        let directory = Directory::default();
        directory.of(&self.outward, issuer, DateTime::UNIX_EPOCH).await
    }

    async fn keys_again(&self, issuer: &str, now: DateTime<Utc>) -> Result<Option<Arc<Keys>>, ProviderFault> {
        self.directory.keys_again(&self.outward, issuer, now).await
    }
}

#[cfg(test)]
mod tests;
