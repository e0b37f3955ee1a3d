//! The register of citizens, as pages, API and command line share it.

mod erase;
mod export;

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use samspil_core::id::holds_cpr;
use samspil_core::text::Message;
use samspil_runtime::{Visit, VisitRefused};

pub(crate) use self::erase::{Command, answer};
pub(crate) use self::export::{form_of, taken_out};
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// The longest purpose, in characters: a few lines.
const MAX_PURPOSE_CHARS: usize = 500;

/// Who looks, and what for.
pub(crate) fn visit<'a>(signed: &'a Signed, purpose: &'a str) -> Visit<'a> {
    Visit {
        by: Some(signed.person),
        members: &signed.members,
        stands_in: &signed.stands_in,
        way: signed.way_in(),
        purpose,
    }
}

/// Whoever may look in the register. All others are told that a citizen whom they name is not there, and else why not.
pub(crate) struct Visitor(pub(crate) Signed);

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let signed = Signed::from_request_parts(parts, app).await?;
        if app.engine.may_visit(signed.tenant, &signed.members).await? {
            return Ok(Self(signed));
        }
        let path = parts.extensions.get::<MatchedPath>();
        let names_one = path.is_some_and(|path| path.as_str().contains("{citizen}"));
        Err(match names_one {
            true => Problem::new(Kind::NOT_FOUND),
            false => VisitRefused::NoPlace.into(),
        })
    }
}

/// What is wrong with a purpose.
pub(crate) fn purpose_fault(purpose: &str) -> Option<Message> {
    let length = purpose.trim().chars().count();
    let most = i64::try_from(MAX_PURPOSE_CHARS).unwrap_or(i64::MAX);
    if !(1..=MAX_PURPOSE_CHARS).contains(&length) {
        return Some(Message::new("citizen-purpose-wrong").with("most", most));
    }
    // The log is not sealed.
    holds_cpr(purpose).then(|| Message::new("citizen-purpose-number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_is_said_in_a_few_lines() {
        let long = "x".repeat(MAX_PURPOSE_CHARS + 1);
        for (purpose, fits) in [
            ("", false),
            ("  ", false),
            ("Brev om afgørelse", true),
            ("Brev til 610203-1234", false),
            (&long, false),
        ] {
            assert_eq!(purpose_fault(purpose).is_none(), fits, "{purpose}");
        }
    }
}
