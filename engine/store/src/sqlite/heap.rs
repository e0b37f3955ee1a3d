//! The bytes that rows of a batch point into: as parameters, beside the rows as JSON.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::rows::Hash;

/// Bytes one after another; rows hold where theirs begin, counted from 1 as `substr` does.
#[derive(Default)]
pub(super) struct Heap(pub(super) Vec<u8>);

impl Heap {
    fn put(&mut self, bytes: &[u8]) -> usize {
        let begin = self.0.len().saturating_add(1);
        self.0.extend_from_slice(bytes);
        begin
    }

    /// Where an id begins.
    pub(super) fn id(&mut self, id: Uuid) -> usize {
        self.put(id.as_bytes())
    }

    /// Where a sum begins.
    pub(super) fn sum(&mut self, sum: &Hash) -> usize {
        self.put(sum)
    }

    /// Where a body begins, and how long it is.
    pub(super) fn body(&mut self, body: &[u8]) -> (usize, usize) {
        (self.put(body), body.len())
    }
}

/// A moment as the tables hold it: microseconds since 1970.
pub(super) const fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}
