//! A word on the next page about what was just done: a cookie that lives until it is shown.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use samspil_core::text::{Language, Message};

use super::parts::{Alert, Tone};
use crate::server::Https;
use crate::server::cookie::{self, Keeping};
use crate::words::{catalogue, say};

/// The cookie's name.
const COOKIE: &str = "said";

/// What the keys of all such messages begin with, so that the cookie shows no other.
const PREFIX: &str = "flash-";

/// How long it waits to be shown, in seconds.
const SECONDS: i64 = 60;

/// Says it on the next page: a message whose key begins with `flash-`, without facts.
pub(super) fn say_next(answer: &mut Response, tone: Tone, key: &str, https: Https) {
    let keeping = Keeping {
        secure: https.0,
        seconds: SECONDS,
    };
    append(
        answer,
        cookie::line(COOKIE, &format!("{}.{key}", tone.word()), keeping),
    );
}

/// What is to be said on this page.
pub(super) fn said(headers: &HeaderMap, language: Language) -> Option<Alert> {
    let (tone, key) = cookie::value(headers, COOKIE)?.split_once('.')?;
    let tone = Tone::ALL.into_iter().find(|known| known.word() == tone)?;
    let known = key.starts_with(PREFIX) && catalogue().knows(key);
    known.then(|| Alert::new(language, tone, say(&Message::new(key), language)))
}

/// It has been shown.
pub(super) fn forget(answer: &mut Response) {
    let keeping = Keeping {
        secure: false,
        seconds: 0,
    };
    append(answer, cookie::line(COOKIE, "", keeping));
}

fn append(answer: &mut Response, line: Option<HeaderValue>) {
    if let Some(line) = line {
        answer.headers_mut().append(SET_COOKIE, line);
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE as COOKIES;

    use super::*;

    #[test]
    fn only_our_own_words_are_shown() {
        for (cookie, shown) in [
            ("said=success.flash-signed-out", Some("Du er logget ud.")),
            ("said=success.flash-nowhere", None),
            ("said=success.problem-fault", None),
            ("said=loud.flash-signed-out", None),
            ("said=<script>", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(COOKIES, HeaderValue::from_static(cookie))]);
            let alert = said(&headers, Language::Danish);
            assert_eq!(alert.as_ref().map(Alert::text), shown, "{cookie}");
        }
    }
}
