//! Word of changes between nodes, by LISTEN and NOTIFY.
//!
//! It is sent with the commit's own transaction, so that a change that is rolled back is never heard of. Word can be
//! lost where a connection breaks; whoever must know asks again from time to time.

use std::time::Duration;

use samspil_core::id::{CaseId, TenantId};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::broadcast;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::traits::Change;
use crate::{StoreError, Stored};

/// The channel's name.
pub(super) const CHANNEL: &str = "samspil_changes";

/// Changes in one message: PostgreSQL takes less than 8,000 bytes, and one change is at most 70.
const CHANGES_PER_MESSAGE: usize = 100;

/// How long to wait before a lost connection is tried anew.
const RETRY: Duration = Duration::from_secs(1);

/// Messages about changes of one node.
pub(super) fn write(node: Uuid, changes: &[Change]) -> Vec<String> {
    changes
        .chunks(CHANGES_PER_MESSAGE)
        .map(|chunk| {
            let mut message = node.simple().to_string();
            for change in chunk {
                let Change {
                    tenant,
                    case,
                    version,
                } = change;
                message.push_str(&format!(" {tenant}/{}/{version}", case.0.simple()));
            }
            message
        })
        .collect()
}

/// The changes of a message, none where it is this node's own.
fn read(node: Uuid, message: &str) -> Stored<Vec<Change>> {
    let mut words = message.split(' ');
    if words.next() == Some(node.simple().to_string().as_str()) {
        return Ok(Vec::new());
    }
    words
        .map(|word| change(word).ok_or_else(|| StoreError::Corrupt(format!("word of a change: {word}"))))
        .collect()
}

fn change(word: &str) -> Option<Change> {
    let mut parts = word.splitn(3, '/');
    Some(Change {
        tenant: TenantId(parts.next()?.parse().ok()?),
        case: CaseId(Uuid::parse_str(parts.next()?).ok()?),
        version: parts.next()?.parse().ok()?,
    })
}

/// Begins to listen; what other nodes change is passed on until the task is stopped.
pub(super) async fn listen(
    pool: PgPool,
    node: Uuid,
    changes: broadcast::Sender<Change>,
) -> Stored<JoinHandle<()>> {
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.listen(CHANNEL).await?;
    Ok(tokio::spawn(async move {
        loop {
            match listener.recv().await {
                Ok(heard) => pass_on(node, heard.payload(), &changes),
                Err(error) => {
                    tracing::warn!(%error, "listening for changes; trying again");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }))
}

fn pass_on(node: Uuid, message: &str, changes: &broadcast::Sender<Change>) {
    match read(node, message) {
        Ok(heard) => {
            for change in heard {
                // Fails where nobody listens, which is no fault.
                let _ = changes.send(change);
            }
        }
        Err(error) => tracing::warn!(%error, "word of changes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(count: u128) -> Vec<Change> {
        (0..count)
            .map(|number| Change {
                tenant: TenantId(99_999_999),
                case: CaseId(Uuid::from_u128(u128::MAX - number)),
                version: u64::MAX,
            })
            .collect()
    }

    #[test]
    fn word_goes_both_ways_in_messages_that_fit() {
        let (own, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let changes = changes(250);
        let messages = write(other, &changes);
        assert_eq!(messages.len(), 3);
        assert!(messages.iter().all(|message| message.len() < 8_000));
        let heard: Vec<Change> = messages
            .iter()
            .flat_map(|message| read(own, message).unwrap())
            .collect();
        assert_eq!(heard, changes);
    }

    #[test]
    fn own_word_is_not_heard_twice_and_nonsense_is_said() {
        let own = Uuid::from_u128(1);
        let message = write(own, &changes(1)).remove(0);
        assert_eq!(read(own, &message).unwrap(), []);
        for nonsense in ["x y", "x 1/2/3", "x 11111111/"] {
            assert!(read(own, nonsense).is_err(), "{nonsense}");
        }
    }
}
