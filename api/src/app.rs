//! What every route can reach.

use std::sync::Arc;

use samspil_runtime::Engine;
use samspil_store::StoreError;

use crate::identity::Gate;

/// What every route can reach.
#[derive(Clone)]
pub(crate) struct App {
    /// Who is who, and whether readers come over HTTPS.
    pub(crate) gate: Gate,
    /// What runs the cases.
    pub(crate) engine: Arc<Engine>,
}

impl App {
    /// Over an engine and its store.
    pub(crate) const fn new(gate: Gate, engine: Arc<Engine>) -> Self {
        Self { gate, engine }
    }

    /// Whether commands can be kept now.
    ///
    /// # Errors
    /// What the store says where they cannot.
    pub(crate) async fn ready(&self) -> Result<(), StoreError> {
        self.engine.store().ready().await
    }
}
