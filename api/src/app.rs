//! What every route can reach.

use std::sync::Arc;

use samspil_runtime::{Engine, TestClock};
use samspil_store::StoreError;
use tokio_util::sync::CancellationToken;

use crate::endpoints::changes::Streams;
use crate::identity::Gate;
use crate::limits::Limits;

/// What every route can reach.
#[derive(Clone)]
pub(crate) struct App {
    /// Who is who, and whether readers come over HTTPS.
    pub(crate) gate: Gate,
    /// What runs the cases.
    pub(crate) engine: Arc<Engine>,
    /// The clock that moves only when told, where the program serves with one.
    pub(crate) test_clock: Option<Arc<TestClock>>,
    /// The API's own description.
    pub(crate) described: fn() -> serde_json::Value,
    /// Who follows changes.
    pub(crate) streams: Arc<Streams>,
    /// What municipalities publish, and who reads it.
    pub(crate) limits: Arc<Limits>,
    /// The program stops: whoever holds a connection open lets it go.
    pub(crate) stopping: CancellationToken,
}

impl App {
    /// Over an engine, by the machine's own clock.
    pub(crate) fn new(gate: Gate, engine: Arc<Engine>) -> Self {
        Self {
            gate,
            engine,
            test_clock: None,
            described: crate::endpoints::described_json,
            streams: Arc::default(),
            limits: Arc::default(),
            stopping: CancellationToken::new(),
        }
    }

    /// The same with a clock that moves only when told.
    pub(crate) fn with_test_clock(mut self, clock: Option<Arc<TestClock>>) -> Self {
        self.test_clock = clock;
        self
    }

    /// Whether commands can be kept now.
    ///
    /// # Errors
    /// What the store says where they cannot.
    pub(crate) async fn ready(&self) -> Result<(), StoreError> {
        self.engine.store().ready().await
    }
}
