//! That nobody was signed in, as a problem: what no field of a form is to blame for.

use super::sessions::SignInError;
use crate::server::problem::{Kind, Problem};

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::TooMany(minutes) => Self::new(Kind::TOO_MANY).with("minutes", minutes),
            SignInError::Busy => Self::new(Kind::BUSY),
            SignInError::NoKeys => Self::new(Kind::NO_KEYS),
            SignInError::Store(error) => error.into(),
            SignInError::Wrong | SignInError::Unfit | SignInError::Guessable => {
                Self::new(Kind::SIGN_IN_NEEDED)
            }
            SignInError::Fault(detail) => {
                tracing::error!(detail, "signing in failed");
                Self::new(Kind::FAULT)
            }
        }
    }
}
