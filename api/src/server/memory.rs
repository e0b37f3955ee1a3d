//! How large the pieces are in which the system gives memory, and how soon it gets back what is free.

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

/// How long the allocator keeps what is free, in milliseconds; read before the program's first line.
#[cfg(unix)]
const KEPT_FREE: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "0");

/// Starts the program anew in the same process, once, with an allocator that gives back at once what is free. By itself it
/// keeps that for a second and gives it back when it is next asked for more: a server of a small municipality would hold
/// fifteen megabytes that nobody uses, day and night. Whoever has set another delay keeps it.
///
/// Where the system does not start it, the server goes on as it is.
#[cfg(unix)]
pub(crate) fn gives_back_at_once() {
    use std::os::unix::process::CommandExt;

    let (name, value) = KEPT_FREE;
    if std::env::var_os(name).is_some() {
        return;
    }
    let mut given = std::env::args_os();
    let called = given.next().unwrap_or_default();
    let error = match std::env::current_exe() {
        Ok(program) => std::process::Command::new(program)
            .arg0(called)
            .args(given)
            .env(name, value)
            .exec(),
        Err(error) => error,
    };
    tracing::warn!(%error, "the server holds more memory than it needs: it could not start itself anew");
}

/// Other systems have no way of becoming another program.
#[cfg(not(unix))]
pub(crate) const fn gives_back_at_once() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn large_pages_are_given_no_more() {
        in_small_pages();
        assert_eq!(rustix::thread::transparent_huge_pages_are_disabled(), Ok(true));
    }
}
