//! A new password of one's own choice.

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
        let password = match self.passwords().hash(new).await {
            Err(PasswordError::Length) => return Err(SignInError::Unfit),
            hashed => Some(hashed?),
        };
        if guessable(new, &[&person.login, &self.municipality(tenant).await]) {
            return Err(SignInError::Guessable);
        }
        self.store()
            .put_person(tenant, Person { password, ..person })
            .await?;
        self.end_sessions(tenant, signed.person, signed.session()).await?;
        Ok(())
    }
}
