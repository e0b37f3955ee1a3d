//! Questions that a page asks of a draft: bounded in states, bytes and time, since others wait for the machine too.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::time::Duration;

use chrono::{DateTime, Utc};
use samspil_core::case::Runnable;
use samspil_core::explore::{Question, Settings, explore, survey};
use samspil_core::id::ItemId;
use samspil_core::text::{Language, Message};
use serde_json::Value as Json;
use tokio::time::Instant;

use super::reason;
use super::told::{told, told_survey};

/// The most states that are met for a page: a small flow has some hundreds, and what has more is for the command line.
const MAX_STATES: u32 = 50_000;

/// The most that is kept for a page, in bytes: two are searched at once.
const MAX_BYTES: u64 = 128 << 20;

/// How long a search may take for a page, in seconds: within what work on a flow may take at all.
const MAX_SECONDS: u64 = 6;

/// What a page asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum PageQuestion {
    /// Whether a case can close.
    Close,
    /// Whether an item can be done.
    Done(ItemId),
    /// Whether a case can do these in this order and close.
    Order(Vec<ItemId>),
    /// All of it: what never happens, and where a case gets stuck.
    All,
}

/// The answer.
#[derive(Debug)]
pub(crate) struct PageAnswer {
    /// In words: the answer, the run step by step, how much was searched.
    pub(crate) lines: Vec<String>,
    /// The run as lines of `samspil play`, where there is one that play takes.
    pub(crate) run: Vec<Json>,
}

/// Answers a question, as far as the bounds let it.
///
/// # Errors
/// A sentence where it cannot be asked of this flow.
pub(crate) fn on_page(
    run: &Runnable,
    question: PageQuestion,
    (starts, untimed): (DateTime<Utc>, bool),
    language: Language,
) -> Result<PageAnswer, Message> {
    let settings = Settings {
        untimed,
        starts,
        data: Json::Null,
        most_bytes: MAX_BYTES,
        most_states: MAX_STATES,
    };
    let ends = Instant::now() + Duration::from_secs(MAX_SECONDS);
    let mut go_on = |_| match Instant::now() < ends {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    };
    let question = match question {
        PageQuestion::All => {
            let found = survey(run, &settings, &mut go_on).map_err(|error| reason(&error))?;
            let told = told_survey(run, &settings, &found, language);
            return Ok(PageAnswer {
                lines: told.lines,
                run: Vec::new(),
            });
        }
        PageQuestion::Close => Question::Trace {
            trace: Vec::new(),
            context: BTreeSet::new(),
        },
        PageQuestion::Done(item) => Question::Done(item),
        PageQuestion::Order(trace) => Question::Trace {
            trace,
            context: BTreeSet::new(),
        },
    };
    let found = explore(run, &settings, &question, &mut go_on).map_err(|error| reason(&error))?;
    let steps = found.witness.as_deref().unwrap_or_default();
    Ok(PageAnswer {
        lines: told(run, &settings, &question, &found, language).lines,
        // Where lengths of time are left out, a run is told and cannot be played.
        run: if untimed {
            Vec::new()
        } else {
            steps.iter().map(|step| step.line()).collect()
        },
    })
}
