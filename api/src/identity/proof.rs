//! That it is somebody themselves who asks, and not whoever found their browser open.

use chrono::TimeDelta;
use samspil_store::StoreError;

use super::caller::Caller;
use super::sessions::{Identity, SignInError};
use super::signed::{Signed, Way};

/// How lately somebody must have signed in by a provider for that to stand for the password that they do not have here, in
/// minutes: as long as one form takes.
pub(crate) const RECENT_MINUTES: i64 = 10;

/// What somebody shows again.
#[derive(Clone, Copy)]
pub(crate) enum Proof<'a> {
    /// Their password.
    Password(&'a str),
    /// The code of their app now.
    Code(&'a str),
    /// Nothing but that they signed in by their provider a moment ago.
    Nothing,
}

/// Why it is not taken for shown.
#[derive(Debug)]
pub(crate) enum Unproven {
    /// Nothing was shown.
    Missing,
    /// They come by a provider, and signed in too long ago.
    LongAgo,
    /// The password or code is not theirs now, or cannot be asked.
    Failed(SignInError),
}

impl From<SignInError> for Unproven {
    fn from(error: SignInError) -> Self {
        Self::Failed(error)
    }
}

impl From<StoreError> for Unproven {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl Identity {
    /// Asks somebody who comes by a session to show again who they are. What comes by a token is bounded by what that was made
    /// for.
    ///
    /// # Errors
    /// [`Unproven`] says what is missing.
    pub(crate) async fn proved(
        &self,
        signed: &Signed,
        proof: Proof<'_>,
        caller: &Caller,
    ) -> Result<(), Unproven> {
        let Way::Session(session) = signed.way else {
            return Ok(());
        };
        match proof {
            Proof::Password(password) => {
                self.shown_again(signed, password, caller).await?;
                return Ok(());
            }
            Proof::Code(code) => return Ok(self.code_again(signed, code, caller).await?),
            Proof::Nothing => {}
        }
        let sessions = self.sessions(signed.tenant, signed.person).await?;
        let own = sessions.into_iter().find(|known| known.id == session);
        match own.filter(|own| own.provider.is_some()) {
            None => Err(Unproven::Missing),
            Some(own) if self.now() - own.began_at < TimeDelta::minutes(RECENT_MINUTES) => Ok(()),
            Some(_) => Err(Unproven::LongAgo),
        }
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::id::TokenId;
    use uuid::Uuid;

    use super::*;
    use crate::identity::code_apps_test::{in_use, shown, wrong};
    use crate::identity::tests::{PASSWORD, TENANT, World, caller};

    fn told(proved: Result<(), Unproven>) -> &'static str {
        match proved {
            Ok(()) => "proved",
            Err(Unproven::Missing) => "missing",
            Err(Unproven::LongAgo) => "long ago",
            Err(Unproven::Failed(SignInError::Wrong)) => "wrong",
            Err(Unproven::Failed(_)) => "failed",
        }
    }

    async fn proved(world: &World, signed: &Signed, proof: Proof<'_>) -> &'static str {
        told(world.identity.proved(signed, proof, &caller()).await)
    }

    #[tokio::test]
    async fn an_open_session_is_no_proof_and_the_password_or_a_code_is() {
        let world = World::new().await;
        let (letters, _, signed) = in_use(&world).await;
        let used = shown(&world, &letters, 0);
        let (next, bad) = (shown(&world, &letters, 1), wrong(&world, &letters));
        for (proof, expected) in [
            (Proof::Nothing, "missing"),
            (Proof::Password("forkert-hest-batteri"), "wrong"),
            (Proof::Password(PASSWORD), "proved"),
            (Proof::Code(&bad), "wrong"),
            (Proof::Code(&used), "wrong"),
            (Proof::Code(&next), "proved"),
            (Proof::Code(&next), "wrong"),
        ] {
            assert_eq!(proved(&world, &signed, proof).await, expected);
        }
        let by_token = Signed {
            way: Way::Token(TokenId(Uuid::from_u128(1))),
            ..signed
        };
        assert_eq!(proved(&world, &by_token, Proof::Nothing).await, "proved");
    }

    #[tokio::test]
    async fn a_code_of_nobody_s_app_shows_nothing() {
        let world = World::new().await;
        let secret = world.sign_in("anna", PASSWORD).await.unwrap();
        let signed = world.identity.by_cookie(&secret).await.unwrap().unwrap();
        assert_eq!(proved(&world, &signed, Proof::Code("000000")).await, "wrong");
        let begun = world.identity.begin_code_app(&signed, PASSWORD, &caller()).await;
        let first = shown(&world, &begun.unwrap().letters, 0);
        assert_eq!(proved(&world, &signed, Proof::Code(&first)).await, "wrong");
    }

    #[tokio::test]
    async fn whoever_comes_by_a_provider_has_signed_in_a_moment_ago() {
        let world = World::new().await;
        let person = world.person.id;
        let begun = world
            .identity
            .begin_by_provider(TENANT, person, "medarbejdere", &caller())
            .await;
        let signed = world.identity.by_cookie(&begun.unwrap()).await.unwrap().unwrap();
        for (minutes, expected) in [(0, "proved"), (RECENT_MINUTES - 1, "proved"), (1, "long ago")] {
            world.pass(minutes);
            assert_eq!(
                proved(&world, &signed, Proof::Nothing).await,
                expected,
                "{minutes}"
            );
        }
        assert_eq!(proved(&world, &signed, Proof::Password(PASSWORD)).await, "proved");
    }
}
