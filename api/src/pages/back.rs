//! Where to go on to: only ever to a page of our own.

use crate::pages::address::segment;

/// The longest address that is remembered, in bytes.
const MAX_BYTES: usize = 2_000;

/// The address where it is a path on this host, else the front page. Browsers read `//host` and `/\host` as another
/// host and skip tabs and line ends, so nothing that could be either is let through.
pub(super) fn own_path(next: Option<&str>) -> &str {
    let own = |next: &&str| {
        let mut bytes = next.bytes();
        bytes.next() == Some(b'/')
            && !matches!(bytes.next(), Some(b'/' | b'\\'))
            && next.len() <= MAX_BYTES
            && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    next.filter(own).unwrap_or("/")
}

/// As a value in a query.
pub(super) fn encoded(path: &str) -> String {
    let parts: Vec<String> = path.split('/').map(segment).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_are_followed() {
        for own in ["/", "/cases/1?tab=plan&x=%20#top"] {
            assert_eq!(own_path(Some(own)), own);
        }
        for foreign in [
            "",
            "cases",
            "https://elsewhere.example",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "/\t/elsewhere.example",
            "/a\\b",
            "/a b",
            "/æ",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_path(Some(foreign)), "/", "{foreign}");
        }
        assert_eq!(own_path(Some(&format!("/{}", "x".repeat(MAX_BYTES)))), "/");
        assert_eq!(own_path(None), "/");
    }

    #[test]
    fn a_path_in_a_query_stays_one_value() {
        assert_eq!(encoded("/a?b=c&d=%20#e"), "/a%3Fb%3Dc%26d%3D%2520%23e");
    }
}
