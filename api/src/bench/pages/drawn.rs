//! How long the server takes over a page, asked by one reader after another's answer has come, and what it weighs.

use std::time::Duration;

use samspil_core::id::CaseId;

use crate::bench::asked::Connection;
use crate::bench::bound::{Bound, Row};
use crate::bench::measure::now;
use crate::bench::served::Served;

/// All but one in twenty come within this, in microseconds.
const MOST_US: u64 = 25_000;

/// The most that a page may weigh once its style and scripts are there, compressed, in bytes.
const MOST_BYTES: u64 = 30_000;

/// How often each page is read first, so that what is made once is made.
const WARMING: usize = 20;

/// What came of reading a page: how long each time took, shortest first, and how much it was.
struct Read {
    took: Vec<Duration>,
    bytes: usize,
}

impl Read {
    /// All but so many in a hundred took at most this long, in microseconds.
    fn hundredth(&self, hundredths: usize) -> u64 {
        let at = self.took.len().saturating_sub(1) * hundredths / 100;
        let took = self.took.get(at).copied().unwrap_or_default();
        u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
    }
}

/// Measures.
pub(super) async fn measure(
    place: &'static str,
    server: &Served,
    token: &str,
    reads: usize,
    long: CaseId,
) -> Result<Vec<Row>, String> {
    let row = |what, figure, bound| Row {
        what,
        place,
        figure,
        bound,
    };
    let mut rows = Vec::new();
    for (path, words) in [
        (
            "/tasks?tab=units".to_owned(),
            ["tasks", "tasks-half", "tasks-bytes"],
        ),
        (format!("/cases/{long}"), ["case", "case-half", "case-bytes"]),
    ] {
        let read = read(server, token, &path, reads).await?;
        let [most, half, bytes] = words;
        rows.push(row(most, read.hundredth(95), Bound::AtMost(MOST_US)));
        rows.push(row(half, read.hundredth(50), Bound::Beside));
        let weight = u64::try_from(read.bytes).unwrap_or(u64::MAX);
        rows.push(row(bytes, weight, Bound::AtMost(MOST_BYTES)));
    }
    Ok(rows)
}

async fn read(server: &Served, token: &str, path: &str, reads: usize) -> Result<Read, String> {
    let mut connection = Connection::open(server.address(), token).await?;
    for _ in 0..WARMING {
        connection.page(path).await?;
    }
    let mut read = Read {
        took: Vec::with_capacity(reads),
        bytes: 0,
    };
    for _ in 0..reads {
        let began = now();
        let bytes = connection.page(path).await?;
        read.took.push(began.elapsed());
        read.bytes = read.bytes.max(bytes);
    }
    read.took.sort_unstable();
    Ok(read)
}
