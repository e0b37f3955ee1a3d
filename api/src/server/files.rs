//! How many files, connections among them, the system lets the program have open.

use super::listen::MAX_CONNECTIONS;

/// What is open beside connections of readers: databases, connections to them and to the mail server, logs.
#[cfg(unix)]
const BESIDE: u64 = 1_000;

/// Asks for as many as all connections need. Many systems give 1,024 to a program that does not ask, and a thousand
/// idle connections would then shut everyone else out.
#[cfg(unix)]
pub(crate) fn raise() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let wanted = u64::try_from(MAX_CONNECTIONS).map_or(u64::MAX, |most| most + BESIDE);
    let given = getrlimit(Resource::Nofile);
    let possible = given.maximum.map_or(wanted, |most| most.min(wanted));
    if possible < wanted {
        tracing::warn!(
            possible,
            wanted,
            "the system lets fewer files be open than all connections need"
        );
    }
    if given.current.is_none_or(|current| current >= possible) {
        return;
    }
    let raised = Rlimit {
        current: Some(possible),
        maximum: given.maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, "the system does not let more connections be open");
    }
}

/// Other systems have no such limit.
#[cfg(not(unix))]
pub(crate) const fn raise() {}
