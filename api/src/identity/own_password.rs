//! A new password of one's own choice.

use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, TenantId};
use samspil_store::{ChangeWay, Changed, Kept, NewPassword, OrganisationChange, Person, Store, StoreError};

use super::breached::Breached;
use super::caller::Caller;
use super::guessable::guessable;
use super::password::{PasswordError, is_cheap};
use super::sessions::{Identity, SignInError};
use super::signed::Signed;

/// How often a password is kept anew because the organisation was changed meanwhile.
const MAX_TRIES: usize = 16;

/// Keeps a new password in place of the one that was seen, as a change that the journal of the organisation tells of.
/// False where the person has another by now.
///
/// # Errors
/// Where the store cannot do it.
pub(crate) async fn keep_password(
    store: &dyn Store,
    tenant: TenantId,
    (by, way, at): (Option<PersonId>, ChangeWay, DateTime<Utc>),
    person: &Person,
    kept: String,
) -> Result<bool, StoreError> {
    let changed = Changed {
        passwords: vec![NewPassword {
            person: person.id,
            seen: person.password.clone(),
            kept,
        }],
        ..Changed::default()
    };
    for _ in 0..MAX_TRIES {
        let latest = store.organisation_changes(tenant, 1).await?;
        let change = OrganisationChange {
            seen: latest.first().map_or(0, |latest| latest.number),
            at,
            by,
            way,
            changed: changed.clone(),
        };
        match store.keep_organisation(tenant, change).await? {
            Kept::Yes(_) => return Ok(true),
            Kept::Taken => return Ok(false),
            Kept::Moved => {
                let now = store.person(tenant, person.id).await?;
                if now.is_none_or(|now| now.password != person.password) {
                    return Ok(false);
                }
            }
        }
    }
    Err(StoreError::Database(
        "the organisation is changed all the time".to_owned(),
    ))
}

impl Identity {
    /// The same where nobody chooses a password that others have found.
    #[must_use]
    pub(crate) fn without(mut self, breached: Option<Breached>) -> Self {
        self.breached = breached;
        self
    }

    /// Hashes a password that was shown at today's cost, where it was kept at less. What cannot be kept keeps nobody out.
    pub(super) async fn hashed_anew(
        &self,
        tenant: TenantId,
        person: &Person,
        password: &str,
    ) -> Option<String> {
        let kept = person.password.as_deref().filter(|kept| is_cheap(kept))?;
        let failed = |error: &dyn std::fmt::Display| {
            tracing::warn!(%tenant, person = %person.id, %error, "a password was not hashed anew");
        };
        let anew = self.passwords().hash(password).await;
        let anew = anew.inspect_err(|error| failed(error)).ok()?;
        let swapped = self
            .store()
            .rehash_password(tenant, person.id, kept, anew.clone())
            .await;
        let swapped = swapped.inspect_err(|error| failed(error)).ok()?;
        swapped.then_some(anew)
    }

    /// Gives a person who shows their password a new one, and signs them out everywhere else.
    ///
    /// # Errors
    /// [`SignInError`] says why it stays as it was.
    pub(crate) async fn change_password(
        &self,
        signed: &Signed,
        (current, new): (&str, &str),
        caller: &Caller,
    ) -> Result<(), SignInError> {
        let tenant = signed.tenant;
        let person = self.shown_again(signed, current, caller).await?;
        let kept = self.chosen(tenant, &person.login, new).await?;
        self.keep_own(tenant, &person, kept).await?;
        self.end_sessions(tenant, signed.person, signed.session()).await?;
        Ok(())
    }

    /// Keeps a password that its person has chosen.
    ///
    /// # Errors
    /// [`SignInError::Wrong`] where they have another by now than when they showed who they are.
    pub(super) async fn keep_own(
        &self,
        tenant: TenantId,
        person: &Person,
        kept: String,
    ) -> Result<(), SignInError> {
        let by = (Some(person.id), ChangeWay::Page, self.now());
        match keep_password(self.store(), tenant, by, person, kept).await? {
            true => Ok(()),
            false => Err(SignInError::Wrong),
        }
    }

    /// Whether others have found it. Where that cannot be asked, nothing is chosen.
    async fn was_found(&self, password: &str) -> Result<bool, SignInError> {
        let Some(breached) = self.breached.clone() else {
            return Ok(false);
        };
        let password = password.to_owned();
        let asked = tokio::task::spawn_blocking(move || breached.has(&password)).await;
        let fault = |error: &dyn std::fmt::Display| SignInError::Fault(format!("found passwords: {error}"));
        asked.map_err(|lost| fault(&lost))?.map_err(|error| fault(&error))
    }

    /// What is kept of a password that somebody with this login has chosen.
    ///
    /// # Errors
    /// [`SignInError`] says why it cannot be theirs.
    pub(super) async fn chosen(
        &self,
        tenant: TenantId,
        login: &str,
        new: &str,
    ) -> Result<String, SignInError> {
        let hashed = match self.passwords().hash(new).await {
            Err(PasswordError::Length) => return Err(SignInError::Unfit),
            hashed => hashed?,
        };
        if guessable(new, &[login, &self.municipality(tenant).await]) || self.was_found(new).await? {
            return Err(SignInError::Guessable);
        }
        Ok(hashed)
    }
}
