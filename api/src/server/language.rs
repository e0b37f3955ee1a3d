//! Which language the reader of an answer reads: the one they chose, else the browser's, else Danish.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use samspil_core::text::Language;

use super::cookie;
use super::headers::Https;

/// The cookie that holds the language a reader chose.
pub(crate) const COOKIE: &str = "lang";

/// A request's language.
pub(crate) struct Reads(pub(crate) Language);

impl<S: Send + Sync> FromRequestParts<S> for Reads {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(language(&parts.headers)))
    }
}

/// The language with this tag.
pub(crate) fn tagged(tag: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.tag() == tag)
}

/// The language that the headers ask for.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    // Which of the two it is, the way in says that sets it; what another host set beside it is not asked.
    let guarded = cookie::value(headers, &cookie::guarded(COOKIE, Https(true)));
    let chosen = guarded
        .or_else(|| cookie::value(headers, COOKIE))
        .and_then(tagged);
    let accepted = || {
        let accepted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
        best(accepted)
    };
    chosen.or_else(accepted).unwrap_or_default()
}

/// The first of the best-weighted languages that we speak (RFC 9110 section 12.5.4).
fn best(accepted: &str) -> Option<Language> {
    let mut best: Option<(u16, Language)> = None;
    for range in accepted.split(',') {
        let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
        let primary = tag
            .trim()
            .split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let weight = thousandths(weight);
        let better = best.is_none_or(|(known, _)| weight > known);
        if let Some(language) = tagged(&primary).filter(|_| weight > 0 && better) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// `q=0.75` as 750; 1000 where nothing is written or it cannot be read.
fn thousandths(weight: &str) -> u16 {
    const FULL: u16 = 1000;
    let Some(written) = weight.trim().strip_prefix("q=") else {
        return FULL;
    };
    let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole, digits.parse::<u16>()) {
        ("0", Ok(digits)) => digits,
        _ => FULL,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE as COOKIES;

    use super::*;

    #[test]
    fn cookie_then_browser_then_danish() {
        for (cookies, accepted, expected) in [
            ("", "", Language::Danish),
            ("", "en-GB,en;q=0.9", Language::English),
            ("", "de-DE, en;q=0.5, da;q=0.7", Language::Danish),
            ("", "da;q=0, en;q=0.1", Language::English),
            ("", "de, fr", Language::Danish),
            ("", "en;q=nonsense", Language::English),
            ("lang=da", "en", Language::Danish),
            ("a=b; lang=en", "da", Language::English),
            ("lang=xx", "en", Language::English),
            ("lang=da; __Host-lang=en", "da", Language::English),
        ] {
            let headers = HeaderMap::from_iter([
                (COOKIES, cookies.parse().unwrap()),
                (ACCEPT_LANGUAGE, accepted.parse().unwrap()),
            ]);
            assert_eq!(language(&headers), expected, "{cookies:?} {accepted:?}");
        }
    }
}
