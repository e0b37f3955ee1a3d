//! One case's history: numbered without a gap, and chained.

use sha2::{Digest, Sha256};

use crate::kept::{CaseRow, EventRow};

pub(super) fn check(row: &CaseRow, events: &[EventRow]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut chain = vec![0; 32];
    for (expected, event) in (1..).zip(events) {
        if event.number != expected {
            wrong.push(format!("event {} stands where {expected} belongs", event.number));
        }
        let sum = Sha256::digest(&event.body).to_vec();
        if sum != event.sum {
            wrong.push(format!("event {}: its body has another sum", event.number));
        }
        chain = link(&chain, event.number, event.at, &sum);
        if chain != event.chain {
            wrong.push(format!("event {}: the chain is broken", event.number));
            chain.clone_from(&event.chain);
        }
    }
    let count = u64::try_from(events.len()).unwrap();
    if row.version != count {
        wrong.push(format!("version {} after {count} events", row.version));
    }
    if row.chain != chain {
        wrong.push("the chain ends elsewhere than the case says".to_owned());
    }
    wrong
}

/// `SHA-256(before ‖ number ‖ at ‖ sum)`, numbers in eight bytes with the highest first.
fn link(before: &[u8], number: u64, at: i64, sum: &[u8]) -> Vec<u8> {
    let mut bytes = before.to_vec();
    bytes.extend(number.to_be_bytes());
    bytes.extend(at.to_be_bytes());
    bytes.extend(sum);
    Sha256::digest(bytes).to_vec()
}
