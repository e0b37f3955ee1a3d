//! Word of changes.

use samspil_store::{Change, open};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

use crate::ground::{Ground, TENANT};
use crate::rows::{case, following, opening};

fn change(number: u128, version: u64) -> Change {
    Change {
        tenant: TENANT,
        case: case(number),
        version,
    }
}

async fn hear(receiver: &mut Receiver<Change>, count: usize) -> Vec<Change> {
    let mut heard = Vec::new();
    while heard.len() < count {
        heard.push(receiver.recv().await.unwrap());
    }
    heard
}

pub(crate) async fn what_is_kept_is_heard_once(ground: &Ground) {
    let mut receiver = ground.store.changes();
    let first = ground.keep(opening(case(1))).await;
    ground.commit(opening(case(1))).await;
    ground
        .batch(vec![following(case(1), first, 1), opening(case(2))])
        .await;
    let expected = [change(1, 1), change(1, 2), change(2, 1)];
    assert_eq!(hear(&mut receiver, 3).await, expected);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
}

pub(crate) async fn everyone_who_listens_hears(ground: &Ground) {
    let mut receivers = [ground.store.changes(), ground.store.changes()];
    ground.keep(opening(case(1))).await;
    for receiver in &mut receivers {
        assert_eq!(hear(receiver, 1).await, [change(1, 1)]);
    }
}

pub(crate) async fn nobody_listening_is_no_fault(ground: &Ground) {
    drop(ground.store.changes());
    ground.keep(opening(case(1))).await;
    let second = open(&ground.url).await.unwrap();
    second.close().await;
}
