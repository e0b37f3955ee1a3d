//! What the pages load: files that the program carries, each under a name with its sum, so that a browser asks once.

use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};

/// A file of the bundle.
struct File {
    /// Its name, which holds its sum.
    name: &'static str,
    /// As it is.
    bytes: &'static [u8],
    /// Packed, where that is smaller: by the name of the coding, the smallest first.
    packed: &'static [(&'static str, &'static [u8])],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The route of [`file`].
pub(crate) const ROUTE: &str = "/assets/{name}";

/// A year in seconds: what stands under a name never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// A file of the bundle, compressed where the browser takes that.
pub(crate) async fn file(Path(name): Path<String>, asked: HeaderMap) -> Response {
    let found = FILES
        .binary_search_by(|file| file.name.cmp(&name))
        .ok()
        .and_then(|index| FILES.get(index));
    let Some(file) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let said = |header: HeaderName| asked.get(header).and_then(|value| value.to_str().ok());
    let accepted = said(ACCEPT_ENCODING).unwrap_or_default();
    let packed = file.packed.iter().find(|(coding, _)| takes(accepted, coding));
    let etag = match packed {
        Some((coding, _)) => format!("\"{}.{coding}\"", file.name),
        None => format!("\"{}\"", file.name),
    };
    let same = said(IF_NONE_MATCH).is_some_and(|known| known.split(',').any(|one| one.trim() == etag));
    let head = [
        (ETAG, etag),
        (CACHE_CONTROL, FOREVER.to_owned()),
        (VARY, "accept-encoding".to_owned()),
    ];
    if same {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    let kind = [(CONTENT_TYPE, kind(file.name))];
    match packed {
        Some((coding, bytes)) => (head, kind, [(CONTENT_ENCODING, *coding)], *bytes).into_response(),
        None => (head, kind, file.bytes).into_response(),
    }
}

/// The text of the file at this address, for tests.
#[cfg(test)]
pub(crate) fn text(address: &str) -> Option<&'static str> {
    let name = address.strip_prefix("/assets/")?;
    let file = FILES.iter().find(|file| file.name == name)?;
    std::str::from_utf8(file.bytes).ok()
}

/// Whether the header names this coding and does not refuse it (RFC 9110 section 12.5.3).
fn takes(accepted: &str, wanted: &str) -> bool {
    accepted.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = matches!(
            weight.trim().trim_start_matches("q="),
            "0" | "0.0" | "0.00" | "0.000"
        );
        name.trim().eq_ignore_ascii_case(wanted) && !refused
    })
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(name: &str, headers: &[(HeaderName, &'static str)]) -> Response {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()));
        file(Path(name.to_owned()), headers.collect()).await
    }

    fn bare(address: &str) -> &str {
        address.strip_prefix("/assets/").unwrap()
    }

    #[tokio::test]
    async fn every_named_file_is_there_with_its_kind() {
        for (address, expected) in [
            (STYLE, "text/css; charset=utf-8"),
            (SCRIPT, "text/javascript; charset=utf-8"),
            (EDITOR, "text/javascript; charset=utf-8"),
            (ICONS, "image/svg+xml; charset=utf-8"),
            (FAVICON, "image/svg+xml; charset=utf-8"),
            (LICENCES, "text/plain; charset=utf-8"),
        ] {
            let answer = ask(bare(address), &[]).await;
            assert_eq!(answer.status(), StatusCode::OK, "{address}");
            assert_eq!(answer.headers()[CONTENT_TYPE], expected, "{address}");
            assert_eq!(answer.headers()[CACHE_CONTROL], FOREVER);
            assert!(!answer.headers().contains_key(CONTENT_ENCODING));
        }
        assert_eq!(ask("names.txt", &[]).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(ask("../main.rs", &[]).await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_browser_that_has_it_is_not_sent_it_again() {
        let smallest = ask(bare(STYLE), &[(ACCEPT_ENCODING, "gzip, br")]).await;
        assert_eq!(smallest.headers()[CONTENT_ENCODING], "br");
        let first = ask(bare(STYLE), &[(ACCEPT_ENCODING, "br;q=0, gzip")]).await;
        assert_eq!(first.headers()[CONTENT_ENCODING], "gzip");
        assert_ne!(first.headers()[ETAG], smallest.headers()[ETAG]);
        let etag: &'static str = Box::leak(
            first.headers()[ETAG]
                .to_str()
                .unwrap()
                .to_owned()
                .into_boxed_str(),
        );
        let again = ask(bare(STYLE), &[(ACCEPT_ENCODING, "gzip"), (IF_NONE_MATCH, etag)]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let plain = ask(bare(STYLE), &[(IF_NONE_MATCH, etag)]).await;
        assert_eq!(plain.status(), StatusCode::OK, "the uncompressed file is another");
    }

    #[test]
    fn a_coding_is_taken_where_it_is_named_and_not_refused() {
        for (accepted, takes) in [
            ("gzip", true),
            ("br, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("gzip; q=0.000", false),
            ("br", false),
            ("", false),
        ] {
            assert_eq!(super::takes(accepted, "gzip"), takes, "{accepted}");
        }
    }

    #[test]
    fn nothing_of_the_bundle_names_another_host() {
        let inside: &[&str] = &["http://www.w3.org", "https://www.w3.org"];
        for file in FILES.iter().filter(|file| file.name.ends_with(".css")) {
            let text = std::str::from_utf8(file.bytes).unwrap();
            let hosts = text
                .match_indices("://")
                .map(|(at, _)| &text[at.saturating_sub(5)..text.len().min(at + 20)]);
            let foreign: Vec<&str> = hosts
                .filter(|host| !inside.iter().any(|known| known.contains(host)))
                .collect();
            assert!(foreign.is_empty(), "{}: {foreign:?}", file.name);
        }
    }
}
