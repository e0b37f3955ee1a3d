//! Ids that are the same each time the demo is built.

use std::sync::{Arc, Mutex, PoisonError};

use samspil_runtime::{Clock, Ids};
use uuid::Uuid;

use super::chance::Chance;

/// Ids of the made-up time and of chance that falls the same way each time (UUID version 7).
pub(super) struct DemoIds {
    clock: Arc<dyn Clock>,
    chance: Mutex<Chance>,
}

impl DemoIds {
    pub(super) const fn new(clock: Arc<dyn Clock>, seed: u64) -> Self {
        Self {
            clock,
            chance: Mutex::new(Chance::new(seed)),
        }
    }
}

impl Ids for DemoIds {
    fn next(&self) -> Uuid {
        let mut chance = self.chance.lock().unwrap_or_else(PoisonError::into_inner);
        let (high, low) = (chance.next().to_be_bytes(), chance.next().to_be_bytes());
        let mut bytes = [0; 10];
        for (to, from) in bytes.iter_mut().zip(high.into_iter().chain(low)) {
            *to = from;
        }
        let millis = u64::try_from(self.clock.now().timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use samspil_runtime::TestClock;

    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids_and_none_twice() {
        let ids = || {
            let clock = Arc::new(TestClock::new(DateTime::UNIX_EPOCH));
            let ids = DemoIds::new(clock, 7);
            (0..100).map(|_| ids.next()).collect::<Vec<_>>()
        };
        assert_eq!(ids(), ids());
        let distinct: std::collections::BTreeSet<Uuid> = ids().into_iter().collect();
        assert_eq!(distinct.len(), 100);
        assert!(distinct.iter().all(|id| id.get_version_num() == 7));
    }
}
