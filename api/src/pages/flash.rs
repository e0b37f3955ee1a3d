//! A word on the next page about what was just done: a cookie that lives until it is shown.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use samspil_core::text::{Language, Message};

use super::parts::{Alert, Tone};
use crate::server::Https;
use crate::server::cookie::{self, Keeping, guarded};
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
    let said = format!("{}.{key}", tone.word());
    append(answer, cookie::line(&guarded(COOKIE, https), &said, keeping));
}

/// What is to be said on this page.
pub(super) fn said(headers: &HeaderMap, language: Language, https: Https) -> Option<Alert> {
    let (tone, key) = cookie::value(headers, &guarded(COOKIE, https))?.split_once('.')?;
    let tone = Tone::ALL.into_iter().find(|known| known.word() == tone)?;
    let known = key.starts_with(PREFIX) && catalogue().knows(key);
    known.then(|| Alert::new(language, tone, say(&Message::new(key), language)))
}

/// It has been shown.
pub(super) fn forget(answer: &mut Response, https: Https) {
    let keeping = Keeping {
        secure: https.0,
        seconds: 0,
    };
    append(answer, cookie::line(&guarded(COOKIE, https), "", keeping));
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
            let alert = said(&headers, Language::Danish, Https(false));
            assert_eq!(alert.as_ref().map(Alert::text), shown, "{cookie}");
        }
    }

    #[test]
    fn over_https_every_cookie_is_guarded_also_where_it_is_taken_away() {
        let mut answer = Response::default();
        say_next(&mut answer, Tone::Success, "flash-signed-out", Https(true));
        forget(&mut answer, Https(true));
        let lines: Vec<&str> = answer
            .headers()
            .get_all(SET_COOKIE)
            .iter()
            .map(|line| line.to_str().unwrap())
            .collect();
        for line in &lines {
            assert!(
                line.starts_with("__Host-said=") && line.ends_with("; Secure"),
                "{line}"
            );
            assert!(line.contains("; Path=/; HttpOnly; SameSite=Lax"), "{line}");
        }
        let sent = HeaderValue::from_static("__Host-said=success.flash-signed-out");
        let headers = HeaderMap::from_iter([(COOKIES, sent)]);
        assert!(said(&headers, Language::Danish, Https(true)).is_some());
        assert!(said(&headers, Language::Danish, Https(false)).is_none());
        let sent = HeaderValue::from_static("said=success.flash-signed-out");
        let headers = HeaderMap::from_iter([(COOKIES, sent)]);
        assert!(
            said(&headers, Language::Danish, Https(true)).is_none(),
            "another host's"
        );
    }
}
