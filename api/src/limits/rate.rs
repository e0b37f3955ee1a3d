//! How often one address may ask for what everyone may read.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::server::network;

/// How long requests are counted, in seconds; after it all counts begin anew.
const WINDOW_SECONDS: i64 = 60;

/// The most addresses counted at once, about 1 MB. Beyond them nobody new is counted: what is read here comes from
/// memory, and turning strangers away would let one of them close the page for everyone.
const MAX_ADDRESSES: usize = 10_000;

/// A bound for each address.
#[derive(Debug)]
pub(crate) struct Rate {
    most: u32,
    window: Mutex<Window>,
}

#[derive(Debug, Default)]
struct Window {
    since: DateTime<Utc>,
    counts: BTreeMap<IpAddr, u32>,
}

impl Rate {
    /// So many a minute.
    pub(crate) fn new(most: u32) -> Self {
        Self {
            most,
            window: Mutex::default(),
        }
    }

    /// Counts a request; false where the address has asked too often.
    pub(crate) fn admits(&self, from: IpAddr, now: DateTime<Utc>) -> bool {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        let age = now - window.since;
        if age < TimeDelta::zero() || age >= TimeDelta::seconds(WINDOW_SECONDS) {
            window.since = now;
            window.counts.clear();
        }
        let from = network(from);
        if window.counts.len() >= MAX_ADDRESSES && !window.counts.contains_key(&from) {
            return true;
        }
        let count = window.counts.entry(from).or_default();
        *count = count.saturating_add(1);
        *count <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_so_often_a_minute_and_others_do_not_suffer() {
        let rate = Rate::new(2);
        let (one, other): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let at = |seconds: i64| DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap();
        let asked: Vec<bool> = [
            (one, 0),
            (one, 1),
            (one, 2),
            (other, 2),
            (one, 59),
            (one, 60),
            (one, 10),
        ]
        .into_iter()
        .map(|(from, second)| rate.admits(from, at(second)))
        .collect();
        assert_eq!(asked, [true, true, false, true, false, true, true]);
        for number in 0..20_000_u32 {
            rate.admits(IpAddr::V4(number.into()), at(10));
        }
        assert!(rate.window.lock().unwrap().counts.len() <= MAX_ADDRESSES);
    }
}
