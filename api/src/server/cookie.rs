//! Cookies, read and written by hand: a few are all there are.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use super::headers::Https;

/// How a cookie is kept.
#[derive(Clone, Copy)]
pub(crate) struct Keeping {
    /// Sent over HTTPS alone.
    pub(crate) secure: bool,
    /// How long, in seconds; 0 takes it away.
    pub(crate) seconds: i64,
}

/// A cookie's name on the way to browsers. The prefix makes them refuse it from other hosts and over plain HTTP (RFC 6265bis
/// section 4.1.3.2), so it can only be had over HTTPS.
pub(crate) fn guarded(name: &str, https: Https) -> String {
    match https.0 {
        true => format!("__Host-{name}"),
        false => name.to_owned(),
    }
}

/// The value of the first cookie with this name.
pub(crate) fn value<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` line that no script can read and other sites' forms do not carry. None where the value holds
/// characters that a header cannot.
pub(crate) fn line(name: &str, value: &str, keeping: Keeping) -> Option<HeaderValue> {
    let secure = if keeping.secure { "; Secure" } else { "" };
    let seconds = keeping.seconds;
    let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::try_from(line).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static("xlang=a; lang=b;lang=c; d"))]);
        assert_eq!(value(&headers, "lang"), Some("b"));
        assert_eq!(value(&headers, "d"), None);
    }

    #[test]
    fn over_https_a_name_is_guarded() {
        assert_eq!(guarded("lang", Https(true)), "__Host-lang");
        assert_eq!(guarded("lang", Https(false)), "lang");
    }

    #[test]
    fn a_line_is_closed_to_scripts_and_other_sites() {
        let keeping = Keeping {
            secure: true,
            seconds: 60,
        };
        let written = line("__Host-samspil", "x", keeping).unwrap();
        assert_eq!(
            written,
            "__Host-samspil=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure"
        );
        assert_eq!(line("lang", "a\nb", keeping), None);
    }
}
