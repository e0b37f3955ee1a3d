//! The clock that moves only when told; there only where the program serves with one.

use std::sync::Arc;

use axum::Json as Body;
use axum::extract::State;
use chrono::{DateTime, Utc};
use samspil_runtime::{Clock, Engine};
use serde::{Deserialize, Serialize};

use super::headers::Key;
use crate::app::App;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// How often cases may wake on the way: past this the clock jumps the rest, and whatever is due wakes then.
const MAX_STEPS: usize = 10_000;

/// Where to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Moved {
    to: DateTime<Utc>,
}

/// What the clock shows.
#[derive(Serialize)]
pub(super) struct Shows {
    now: DateTime<Utc>,
}

/// Moves the clock forward, with everything that happens on the way at its own moment, and answers when all of it has
/// happened.
pub(super) async fn go(
    State(app): State<App>,
    _key: Key,
    Json(moved): Json<Moved>,
) -> Result<Body<Shows>, Problem> {
    let Some(clock) = &app.test_clock else {
        return Err(Problem::new(Kind::NOT_FOUND));
    };
    let engine = &app.engine;
    let mut last = None;
    for _ in 0..MAX_STEPS {
        let timer = engine.next_timer().await?.filter(|next| Some(*next) != last);
        let mail = engine.next_mail().await?.filter(|next| *next > clock.now());
        // What does not wake by being woken would hold the clock for ever.
        let next = [timer, mail].into_iter().flatten().min();
        let Some(next) = next.filter(|next| *next <= moved.to) else {
            break;
        };
        clock.move_to(next);
        settle(engine).await?;
        last = timer.filter(|timer| *timer == next).or(last);
    }
    clock.move_to(moved.to);
    settle(engine).await?;
    Ok(Body(Shows { now: clock.now() }))
}

/// Everything that is due now: cases woken, notices handed over, mail sent.
async fn settle(engine: &Arc<Engine>) -> Result<(), Problem> {
    engine.wake_all_due().await?;
    engine.hand_over_all().await?;
    engine.send_mail().await?;
    Ok(())
}
