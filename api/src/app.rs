//! What every route can reach.

use std::sync::Arc;

use samspil_store::{Store, StoreError};

use crate::identity::Gate;

/// What every route can reach.
#[derive(Clone)]
pub(crate) struct App {
    /// Who is who, and whether readers come over HTTPS.
    pub(crate) gate: Gate,
    store: Arc<dyn Store>,
}

impl App {
    /// Over a store.
    pub(crate) fn new(gate: Gate, store: Arc<dyn Store>) -> Self {
        Self { gate, store }
    }

    /// Whether commands can be kept now.
    ///
    /// # Errors
    /// What the store says where they cannot.
    pub(crate) async fn ready(&self) -> Result<(), StoreError> {
        self.store.ready().await
    }
}
