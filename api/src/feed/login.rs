//! What a calendar program shows where it asks with a login and a password: HTTP Basic (RFC 7617), for this one route.

use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use uuid::Uuid;

use crate::identity::secret::Secret;
use crate::server::problem::{Kind, Problem};

/// What the program is asked for, so that it asks whoever uses it.
const ASKED: HeaderValue = HeaderValue::from_static("Basic realm=\"Samspil\", charset=\"UTF-8\"");

/// A login and its password.
#[derive(Debug)]
pub(super) struct Login {
    pub(super) login: Uuid,
    pub(super) password: Secret,
}

impl Login {
    /// What a request shows; none where it shows nothing that could be one of ours.
    pub(super) fn shown(headers: &HeaderMap) -> Option<Self> {
        let given = headers.get(AUTHORIZATION)?.to_str().ok()?;
        let (scheme, pair) = given.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let pair = String::from_utf8(BASE64_STANDARD.decode(pair.trim()).ok()?).ok()?;
        let (login, password) = pair.split_once(':')?;
        Some(Self {
            login: login.parse().ok()?,
            password: Secret::read(password)?,
        })
    }
}

/// That a login is needed, or was not the right one: nobody is told which.
pub(super) fn needed() -> Response {
    let mut answer = Problem::new(Kind::SIGN_IN_NEEDED).into_response();
    answer.headers_mut().insert(WWW_AUTHENTICATE, ASKED);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_login_with_a_password_of_ours_is_read() {
        let login = "00000000-0000-0000-0000-000000000007";
        let password = format!("samspil_12345678_{}", "A".repeat(43));
        let pair = |text: String| BASE64_STANDARD.encode(text);
        let whole = pair(format!("{login}:{password}"));
        for (given, is_read) in [
            (format!("Basic {whole}"), true),
            (format!("basic  {whole}"), true),
            (format!("Bearer {whole}"), false),
            (format!("Basic{whole}"), false),
            ("Basic".to_owned(), false),
            ("Basic ?".to_owned(), false),
            (format!("Basic {}", pair(login.to_owned())), false),
            (format!("Basic {}", pair(format!("anna:{password}"))), false),
            (format!("Basic {}", pair(format!("{login}:hest-batteri"))), false),
            (format!("Basic {}", pair(format!("{password}:{login}"))), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, HeaderValue::try_from(given.as_str()).unwrap());
            let read = Login::shown(&headers);
            assert_eq!(read.is_some(), is_read, "{given}");
            assert!(!format!("{read:?}").contains("AAAA"), "a password is not printed");
        }
        assert!(Login::shown(&HeaderMap::new()).is_none());
    }
}
