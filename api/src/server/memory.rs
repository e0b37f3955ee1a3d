//! How large the pieces are in which the system gives memory.

/// Asks for memory in small pages. Whoever allocates asks for pages of 2 MB, which are held whole where a few bytes of
/// them are used: a server that is hardly used would hold 30 MB for nothing.
#[cfg(target_os = "linux")]
pub(crate) fn in_small_pages() {
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        tracing::warn!(%error, "the system gives memory in large pages: more of it is held than is used");
    }
}

/// Other systems are asked for no large pages.
#[cfg(not(target_os = "linux"))]
pub(crate) const fn in_small_pages() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn large_pages_are_given_no_more() {
        in_small_pages();
        assert_eq!(rustix::thread::transparent_huge_pages_are_disabled(), Ok(true));
    }
}
