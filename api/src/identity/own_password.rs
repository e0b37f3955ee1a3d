//! A new password of one's own choice.

use samspil_core::id::TenantId;
use samspil_store::Person;

use super::guessable::guessable;
use super::password::PasswordError;
use super::sessions::{Caller, Identity, SignInError};
use super::signed::Signed;

impl Identity {
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
        let password = Some(self.chosen(tenant, &person.login, new).await?);
        self.store()
            .put_person(tenant, Person { password, ..person })
            .await?;
        self.end_sessions(tenant, signed.person, signed.session()).await?;
        Ok(())
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
        if guessable(new, &[login, &self.municipality(tenant).await]) {
            return Err(SignInError::Guessable);
        }
        Ok(hashed)
    }
}
