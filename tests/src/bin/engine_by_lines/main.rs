//! An engine in a process of its own, asked line by line over standard input: for tests that kill it.
//!
//! `engine_by_lines STORE MOMENT busy|quiet`: the store's address, what the clock shows at first, and whether it wakes
//! cases and hands notices over by itself. It ends when its input does.
#![allow(
    clippy::unwrap_used,
    reason = "a process that tests start; one that cannot go on stops"
)]

use std::io::Write;
use std::sync::Arc;

use samspil_core::id::{CaseId, CommandId, TenantId};
use samspil_runtime::{Answer, Ask, Clock, ClockBounds, Engine, Failure, RandomIds, Settings, TestClock};
use samspil_tests::lines::{self, Answered, Asked, Told, What};
use tokio::sync::mpsc;

#[path = "../../../../api/src/bench/work.rs"]
#[allow(dead_code, reason = "the benchmark counts its steps, this does not")]
mod work;

const TENANT: TenantId = TenantId(lines::TENANT);

const REMINDED: &str = include_str!("reminded.yaml");

/// Lines on their way in or out, at most.
const MAX_WAITING: usize = 1_024;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let (url, now) = (arguments.next().unwrap(), arguments.next().unwrap());
    let background = arguments.next().unwrap() == "busy";
    let clock = Arc::new(TestClock::new(now.parse().unwrap()));
    let store = samspil_store::open(&url).await.unwrap();
    store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
    let engine = Engine::new(
        store,
        Arc::clone(&clock) as Arc<dyn Clock>,
        Arc::new(RandomIds),
        Settings {
            background,
            // Its clock is moved in leaps, and those of two nodes not at once.
            bounds: ClockBounds::NONE,
        },
    );
    for flow in [work::FLOW, REMINDED] {
        engine.publish(TENANT, flow, "test").await.unwrap();
    }
    let (answers, waiting) = mpsc::channel(MAX_WAITING);
    let writing = tokio::task::spawn_blocking(|| write(waiting));
    let ready = Answered {
        line: 0,
        told: nothing(),
    };
    answers.send(ready).await.unwrap();
    let mut lines = lines();
    while let Some(line) = lines.recv().await {
        let Asked { line, what } = serde_json::from_str(&line).unwrap();
        let (engine, clock, answers) = (Arc::clone(&engine), Arc::clone(&clock), answers.clone());
        tokio::spawn(async move {
            let told = answer(&engine, &clock, what).await;
            // Fails where the process ends anyway.
            let _ = answers.send(Answered { line, told }).await;
        });
    }
    engine.stop().await;
    drop(answers);
    writing.await.unwrap();
}

/// What comes in, line by line.
fn lines() -> mpsc::Receiver<String> {
    let (lines, read) = mpsc::channel(MAX_WAITING);
    std::thread::spawn(move || {
        for line in std::io::stdin().lines() {
            // Fails where the process ends anyway.
            let _ = lines.blocking_send(line.unwrap());
        }
    });
    read
}

/// Writes answers as they come, many in one go where many wait.
fn write(mut waiting: mpsc::Receiver<Answered>) {
    let mut output = std::io::stdout();
    let mut some = Vec::new();
    while waiting.blocking_recv_many(&mut some, MAX_WAITING) > 0 {
        let mut text = Vec::new();
        for answer in some.drain(..) {
            text.extend(serde_json::to_vec(&answer).unwrap());
            text.push(b'\n');
        }
        output.write_all(&text).unwrap();
        output.flush().unwrap();
    }
}

async fn answer(engine: &Arc<Engine>, clock: &TestClock, what: What) -> Told {
    match what {
        What::Begin { key, reminded } => {
            let (by, mut begin) = work::begin(1);
            if reminded {
                "reminded".clone_into(&mut begin.flow);
            }
            told(engine.begin(TENANT, by, begin, Some(CommandId(key))).await)
        }
        What::Complete { key, case, step } => {
            let (by, what) = work::command(step).unwrap();
            let ask = Ask {
                case: CaseId(case),
                what,
                seen: None,
            };
            told(engine.ask(TENANT, by, ask, Some(CommandId(key))).await)
        }
        What::Time { to } => {
            clock.move_to(to);
            nothing()
        }
        What::Settle => match settle(engine).await {
            Ok(()) => nothing(),
            Err(failure) => told(Err(failure)),
        },
    }
}

async fn settle(engine: &Arc<Engine>) -> Result<(), Failure> {
    engine.wake_all_due().await?;
    engine.hand_over_all().await?;
    Ok(())
}

const fn nothing() -> Told {
    Told::Done {
        case: None,
        version: 0,
    }
}

fn told(answer: Result<Answer, Failure>) -> Told {
    match answer {
        Ok(answer) => Told::Done {
            case: Some(answer.case.0),
            version: answer.version,
        },
        Err(Failure::Refused(refusal)) => Told::Refused { code: refusal.code },
        Err(failure @ (Failure::Busy | Failure::Contended | Failure::Stopping | Failure::Store(_))) => {
            Told::Unknown {
                why: failure.to_string(),
            }
        }
        Err(failure) => Told::Refused {
            code: failure.to_string(),
        },
    }
}
