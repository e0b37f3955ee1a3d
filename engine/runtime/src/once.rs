//! Commands that are not a case's, answered once for each key.

use std::future::Future;

use samspil_core::id::{CommandId, TenantId};
use samspil_store::{Command, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Engine, Failure};

/// A command that is not a case's: the key that it came with, and all that it asks.
#[derive(Clone, Copy, Debug)]
pub struct Once<'a> {
    /// The key.
    pub key: CommandId,
    /// What it asks, by whom, in any form that is the same for the same.
    pub asks: &'a [&'a [u8]],
}

impl Engine {
    /// Does the work, or gives the answer that the same command got before. The work must bear to be done twice: a
    /// crash between the work and its answer makes the next sending do it again.
    ///
    /// # Errors
    /// [`Failure::KeyReused`] where the key was used for something else; what the work or the store says.
    pub async fn once<T, E>(
        &self,
        tenant: TenantId,
        command: Once<'_>,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned,
        E: From<Failure>,
    {
        let store = self.store();
        let body = self.shared().sum_of(tenant, command.asks);
        let failed = |error: StoreError| E::from(Failure::from(error));
        let unread = |error: serde_json::Error| E::from(Failure::Incident(error.to_string()));
        let before = store.load(tenant, &[], &[command.key]).await.map_err(failed)?;
        if let Some(before) = before.answers.into_iter().next() {
            return if before.body == body {
                serde_json::from_slice(&before.answer).map_err(unread)
            } else {
                Err(Failure::KeyReused.into())
            };
        }
        let done = work.await?;
        let kept = Command {
            id: command.key,
            body,
            answer: serde_json::to_vec(&done).map_err(unread)?,
        };
        let first = store
            .keep_answer(tenant, kept, self.clock().now())
            .await
            .map_err(failed)?;
        match first {
            Some(first) if first.body != body => Err(Failure::KeyReused.into()),
            Some(first) => serde_json::from_slice(&first.answer).map_err(unread),
            None => Ok(done),
        }
    }
}
