//! A run: clients at work, and a program that is killed in the middle of it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures::{StreamExt, stream};
use samspil_tests::program::Program;
use tokio::task::JoinSet;

use crate::chance::Chance;
use crate::clients::Floor;
use crate::kept::{self, Kept};
use crate::ledger::Ledger;
use crate::town::{peopled, publish, up};

/// How many clients work at once: at every kill some of them wait for an answer.
const CLIENTS: usize = 6;

/// Between two kills so many answers come, at most: about two cases, so that commands of every step are cut off.
const MAX_BETWEEN_KILLS: u64 = 16;

/// A run that is over: the program has been started once more, and has ended in peace.
pub(crate) struct Run {
    /// What clients asked and were told, the answers to everything that was asked once more at the end among it.
    pub(crate) ledger: Ledger,
    /// What the program showed last.
    pub(crate) kept: Kept,
}

/// Kills the program so often while clients work, asks everything once more, and reads everything back.
pub(crate) async fn run(database: &str, kills: u32, seed: u64) -> Run {
    let mut chance = Chance::new(seed);
    peopled(database).await;
    let program = up(database);
    publish(&program).await;
    let floor = Arc::new(Floor::new(program));
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        clients.spawn(Arc::clone(&floor).client(chance.branch()));
    }
    for _ in 0..kills {
        tokio::select! {
            () = live_a_while(&floor, &mut chance) => {}
            // A client that ends now has met with what must not be.
            Some(ended) = clients.join_next() => ended.unwrap(),
        }
        kill(&floor);
        floor.program.send_replace(Some(up(database)));
    }
    floor.closing.store(true, Ordering::Relaxed);
    while let Some(done) = clients.join_next().await {
        done.unwrap();
    }
    kill(&floor);
    floor.program.send_replace(Some(up(database)));
    ask_again(&floor).await;
    let program = down(&floor);
    let kept = kept::read(&program).await;
    assert!(program.stop().success());
    let ledger = floor.ledger.lock().unwrap().clone();
    Run { ledger, kept }
}

/// Waits until some more answers have come: the others' commands are on their way then, each as far as it may be.
async fn live_a_while(floor: &Floor, chance: &mut Chance) {
    let mut acknowledged = floor.acknowledged.subscribe();
    let enough = *acknowledged.borrow() + 1 + chance.below(MAX_BETWEEN_KILLS);
    acknowledged.wait_for(|count| *count >= enough).await.unwrap();
}

fn kill(floor: &Floor) {
    down(floor).kill();
}

/// Takes the program away from the clients.
fn down(floor: &Floor) -> Program {
    floor.program.send_replace(None).unwrap()
}

/// Sends every command once more that there was, as a program would that has lost its notes.
async fn ask_again(floor: &Floor) {
    let entries = floor.ledger.lock().unwrap().entries.clone();
    let all = stream::iter(&entries).map(|(key, entry)| floor.tell(*key, &entry.what));
    all.buffer_unordered(CLIENTS).collect::<Vec<()>>().await;
}
