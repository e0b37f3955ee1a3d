//! Word of changes between nodes, by LISTEN and NOTIFY.
//!
//! It is sent once the commit is on disk, so that a change that is rolled back is never heard of, and in a transaction of
//! its own: NOTIFY makes transactions commit one after another, which writers must not. Word can be lost where a
//! connection breaks or a node dies; whoever must know asks again from time to time.

use std::sync::{Mutex, PoisonError, RwLock};
use std::time::Duration;

use samspil_core::id::{CaseId, TenantId};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::traits::Change;
use crate::{StoreError, Stored};

/// The channel's name.
const CHANNEL: &str = "samspil_changes";

/// Changes that wait to be told of, at most: some seconds of the fastest writing. Past that, word is lost.
const MAX_WAITING: usize = 20_000;

/// Changes told of in one transaction, at most.
const MAX_TOLD: usize = 1_000;

/// How long to gather changes between two tellings: short for whoever looks at a page, and under load one telling for
/// many batches.
const GATHER: Duration = Duration::from_millis(25);

/// Parameters: the channel, messages. Nothing waits for the disk: word that is lost with the server is of no use after.
const TELL: &str = "
SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, message) FROM unnest($2::text[]) AS message";

/// Changes in one message: PostgreSQL takes less than 8,000 bytes, and one change is at most 70.
const CHANGES_PER_MESSAGE: usize = 100;

/// How long to wait before a lost connection is tried anew.
const RETRY: Duration = Duration::from_secs(1);

/// Tells other nodes of this node's changes.
pub(super) struct Teller {
    /// None once no more is told.
    queue: RwLock<Option<mpsc::Sender<Change>>>,
    telling: Mutex<Option<JoinHandle<()>>>,
}

impl Teller {
    /// Begins to tell.
    pub(super) fn start(pool: PgPool, node: Uuid) -> Self {
        let (queue, mut waiting) = mpsc::channel(MAX_WAITING);
        let telling = tokio::spawn(async move {
            let mut changes = Vec::with_capacity(MAX_TOLD);
            while waiting.recv_many(&mut changes, MAX_TOLD).await > 0 {
                let told = sqlx::query(TELL)
                    .bind(CHANNEL)
                    .bind(write(node, &changes))
                    .execute(&pool)
                    .await;
                if let Err(error) = told {
                    tracing::warn!(%error, "telling other nodes of changes");
                }
                changes.clear();
                tokio::time::sleep(GATHER).await;
            }
        });
        Self {
            queue: RwLock::new(Some(queue)),
            telling: Mutex::new(Some(telling)),
        }
    }

    /// Has other nodes told of a change that is on disk.
    pub(super) fn tell(&self, change: Change) {
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        if queue
            .as_ref()
            .is_some_and(|queue| queue.try_send(change).is_err())
        {
            tracing::warn!("other nodes are not told of a change: too many wait");
        }
    }

    /// Tells what waits and then no more.
    pub(super) async fn finish(&self) {
        *self.queue.write().unwrap_or_else(PoisonError::into_inner) = None;
        let telling = self.telling.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(telling) = telling {
            // Fails where it was stopped, and then there is nothing to wait for.
            let _ = telling.await;
        }
    }
}

/// Messages about changes of one node.
fn write(node: Uuid, changes: &[Change]) -> Vec<String> {
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
