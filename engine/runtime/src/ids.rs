//! New ids.

use uuid::Uuid;

use crate::{Clock, SystemClock};

/// Where new ids come from.
pub trait Ids: Send + Sync + 'static {
    /// An id that nothing has had before; later ids sort after earlier ones.
    fn next(&self) -> Uuid;
}

/// Ids of time and chance (UUID version 7).
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&self) -> Uuid {
        let mut chance = [0; 10];
        // Without chance the machine cannot keep secrets either: an id of time alone still never repeats within a
        // millisecond's turn of one process, and the store refuses a second use.
        if getrandom::fill(&mut chance).is_err() {
            tracing::error!("the machine gives no random numbers");
        }
        let millis = SystemClock.now().timestamp_millis();
        uuid::Builder::from_unix_timestamp_millis(u64::try_from(millis).unwrap_or_default(), &chance)
            .into_uuid()
    }
}
