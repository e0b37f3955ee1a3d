//! How much of the server one reader may have, and for how long: by argument or environment.

use std::time::Duration;

use clap::Args;

/// How many connections an address may have open: several thousand people may work behind that of a municipality, and
/// five such addresses fill the server. Behind proxies of our own it is requests.
const ADDRESS_CONNECTIONS: u32 = 2_000;

/// Requests a second from one address: three thousand people who each open a page every ten seconds, with room.
const ADDRESS_REQUESTS: u32 = 500;

/// Requests a second of one person: nobody clicks so fast, and a program that moves a municipality's cases does
/// 180,000 an hour.
const PERSON_REQUESTS: u32 = 50;

/// Requests a second of one municipality: a third of what a small server answers, so that two others have theirs.
const TENANT_REQUESTS: u32 = 1_000;

/// How long a client may take to send a request's head, or sit idle between requests, in seconds.
const HEAD_SECONDS: u32 = 10;

/// How long a request may take until its answer begins, its body included, in seconds: far above the slowest page, far
/// below a reader's patience.
const ANSWER_SECONDS: u32 = 30;

/// How long an answer may wait for a reader who takes nothing of it, or too little, in seconds.
const UNREAD_SECONDS: u32 = 30;

/// For how many seconds somebody who has asked little may ask all at once.
pub(crate) const BURST_SECONDS: u32 = 10;

/// How much one reader may have, and for how long.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// How many connections one address may have open at once; behind proxies of our own, how many requests.
    #[arg(long, env = "SAMSPIL_ADDRESS_CONNECTIONS", default_value_t = ADDRESS_CONNECTIONS, value_parser = some())]
    pub(crate) address_connections: u32,
    /// How many requests a second may come from one address, ten seconds' worth at once.
    #[arg(long, env = "SAMSPIL_ADDRESS_REQUESTS", default_value_t = ADDRESS_REQUESTS, value_parser = some())]
    pub(crate) address_requests: u32,
    /// How many requests a second one person or program may send, ten seconds' worth at once.
    #[arg(long, env = "SAMSPIL_PERSON_REQUESTS", default_value_t = PERSON_REQUESTS, value_parser = some())]
    pub(crate) person_requests: u32,
    /// How many requests a second one municipality may send, ten seconds' worth at once.
    #[arg(long, env = "SAMSPIL_TENANT_REQUESTS", default_value_t = TENANT_REQUESTS, value_parser = some())]
    pub(crate) tenant_requests: u32,
    /// How long a client may take to send a request's head, and sit idle between two requests, in seconds.
    #[arg(long, env = "SAMSPIL_HEAD_SECONDS", default_value_t = HEAD_SECONDS, value_parser = some())]
    pub(crate) head_seconds: u32,
    /// How long a request may take until its answer begins, the sending of its body included, in seconds.
    #[arg(long, env = "SAMSPIL_ANSWER_SECONDS", default_value_t = ANSWER_SECONDS, value_parser = some())]
    pub(crate) answer_seconds: u32,
    /// How long a client may take nothing of an answer, in seconds; what it takes pays for that at 1,000 bytes a second.
    #[arg(long, env = "SAMSPIL_UNREAD_SECONDS", default_value_t = UNREAD_SECONDS, value_parser = some())]
    pub(crate) unread_seconds: u32,
}

/// Nothing is bounded by none at all, and nothing is without a bound.
fn some() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(1..=1_000_000)
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            address_connections: ADDRESS_CONNECTIONS,
            address_requests: ADDRESS_REQUESTS,
            person_requests: PERSON_REQUESTS,
            tenant_requests: TENANT_REQUESTS,
            head_seconds: HEAD_SECONDS,
            answer_seconds: ANSWER_SECONDS,
            unread_seconds: UNREAD_SECONDS,
        }
    }
}

impl Bounds {
    /// How many connections an address may have open.
    pub(crate) fn connections_of_address(&self) -> usize {
        usize::try_from(self.address_connections).unwrap_or(usize::MAX)
    }

    /// How long a request may take until its answer begins.
    pub(crate) fn answer(&self) -> Duration {
        Duration::from_secs(self.answer_seconds.into())
    }

    /// How long a request's head may take.
    pub(crate) fn head(&self) -> Duration {
        Duration::from_secs(self.head_seconds.into())
    }

    /// How long an answer may lie untaken.
    pub(crate) fn unread(&self) -> Duration {
        Duration::from_secs(self.unread_seconds.into())
    }
}
