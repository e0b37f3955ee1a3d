//! A demo is built: the municipality, its flows, and the cases as they came about until today.

use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use samspil_core::calendar::local_date;
use samspil_core::id::CaseId;
use samspil_core::text::Message;
use samspil_runtime::{
    Clock, Engine, Failure, Ids, PublishError, RegisterRefused, Settings, TestClock, TrialRefused,
    WordsRefused,
};
use samspil_store::{Store, StoreError};

use super::course::Course;
use super::courses::COURSES;
use super::documents::whole;
use super::flows::FLOWS;
use super::ids::DemoIds;
use super::keys;
use super::methods::{Method, ReplayError, Replays, citizens, lay_down, measure};
use super::people::{TENANT, Town};
use super::trials::try_out;
use super::unfold::{GivenUp, Unfolded, Unfolding};

/// Chance falls the same way in every demo.
const SEED: u64 = 20_261_124;

/// How long before the first case the municipality is there.
const HEAD_START: Duration = Duration::days(14);

/// What was built.
pub(super) struct Built {
    /// The cases, in the order of their courses; the first is the one that the story tells.
    pub(super) cases: Vec<CaseId>,
    /// The cases of the other ways of working, in the order of their table.
    pub(super) of_methods: Vec<CaseId>,
    /// What nobody could do; nothing where the courses fit the flow.
    pub(super) given_up: Vec<GivenUp>,
}

/// Why nothing was built.
#[derive(thiserror::Error, Debug)]
pub(super) enum NotBuilt {
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its keys cannot be had.
    #[error("{}", .0.key)]
    Keys(Message),
    /// A flow that comes with the program is wrong.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A citizen could not be registered.
    #[error(transparent)]
    Register(#[from] RegisterRefused),
    /// The glossary could not be laid down.
    #[error(transparent)]
    Words(#[from] WordsRefused),
    /// A case of another way of working cannot be played.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// What is tried does not fit.
    #[error(transparent)]
    Trial(#[from] TrialRefused),
    /// The cases did not come about.
    #[error(transparent)]
    Unfolded(#[from] Unfolded),
}

impl NotBuilt {
    /// What is wrong, for people.
    pub(super) fn message(&self) -> Message {
        match self {
            Self::Store(error)
            | Self::Publish(PublishError::Store(error))
            | Self::Unfolded(Unfolded::Failure(Failure::Store(error))) => error.message(),
            Self::Keys(message) => message.clone(),
            other => Message::new("demo-not-built").with("detail", other.to_string()),
        }
    }
}

/// Builds these cases in an empty store: by courses, and of other ways of working. `passed` hears of the days as they pass, from the first to today.
///
/// # Errors
/// [`NotBuilt`] says why not; what was built until then stays.
pub(super) async fn build(
    store: &Arc<dyn Store>,
    (courses, methods): (&'static [Course], &'static [Method]),
    now: DateTime<Utc>,
    password: &str,
    passed: &dyn Fn(NaiveDate),
) -> Result<Built, NotBuilt> {
    let clock = Arc::new(TestClock::new(begins(now)));
    let ids = Arc::new(DemoIds::new(Arc::clone(&clock) as Arc<dyn Clock>, SEED));
    let town = Town::keep(store.as_ref(), ids.as_ref(), password).await?;
    let vault = keys::vault(store.as_ref()).await.map_err(NotBuilt::Keys)?;
    let engine = Engine::with_vault(
        Arc::clone(store),
        Arc::clone(&clock) as Arc<dyn Clock>,
        Arc::clone(&ids) as Arc<dyn Ids>,
        vault,
        Settings::ASKING,
    );
    for (folder, text) in FLOWS {
        let text = whole(folder, text);
        engine.publish(TENANT, &text, "frode").await?;
    }
    let known = citizens(&engine, &town, password).await?;
    let today = local_date(now);
    let replays = Replays::new(&engine, &town, &known, methods, today).await?;
    let mut unfolding = Unfolding::new(engine, clock, &town, (courses, replays), (today, SEED));
    unfolding.until(now, passed).await?;
    if !methods.is_empty() {
        lay_down(&unfolding.engine).await?;
        measure(store.as_ref(), ids.as_ref(), now, SEED).await?;
    }
    try_out(&unfolding.engine, &town).await?;
    Ok(Built {
        of_methods: unfolding.replays.cases(),
        cases: unfolding.cases.iter().filter_map(|played| played.id).collect(),
        given_up: unfolding.given_up,
    })
}

/// When the made-up time begins.
pub(super) fn begins(now: DateTime<Utc>) -> DateTime<Utc> {
    let longest = COURSES
        .iter()
        .map(|course| course.began)
        .max()
        .unwrap_or_default();
    now - Duration::days(i64::from(longest)) - HEAD_START
}
