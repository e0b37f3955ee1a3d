//! What is in people's way at a step, noted from a case in which they see the step; of the case itself nothing is kept.

use samspil_core::id::{CaseId, ItemId, TenantId, may_hold_cpr};
use samspil_core::text::Message;
use samspil_store::{Hassle, Signer, StoreError};
use uuid::Uuid;

use super::most;
use crate::look::Look;
use crate::{By, Engine, Failure};

/// The longest hassle, in characters: a few lines.
pub const MAX_HASSLE_CHARS: u32 = 500;

/// Why a hassle is not noted.
#[derive(thiserror::Error, Debug)]
pub enum HassleRefused {
    /// Nothing is written, or too much.
    #[error("nothing is written, or too much")]
    Said,
    /// There may be a personal number in it.
    #[error("there may be a personal number in it")]
    Cpr,
    /// The case has no such step in its flow, or none that the asker sees.
    #[error("no such step")]
    Step,
    /// The engine or the store cannot.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl HassleRefused {
    /// What is wrong and what to do, for people; none where it is the engine's own.
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        Some(match self {
            Self::Said => most("hassle-said-wrong", MAX_HASSLE_CHARS.into()),
            Self::Cpr => Message::new("hassle-cpr"),
            Self::Step => Message::new("hassle-no-step"),
            Self::Failure(_) => return None,
        })
    }
}

impl From<StoreError> for HassleRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl Engine {
    /// Notes what is in somebody's way at a step of a case that they see, against the flow and the version that it runs by,
    /// once for an id.
    ///
    /// # Errors
    /// [`HassleRefused`] says why not.
    pub async fn note_hassle(
        &self,
        tenant: TenantId,
        (by, name): (&By, &Signer),
        (case, step, look): (CaseId, &str, &Look),
        (id, said): (Uuid, &str),
    ) -> Result<(), HassleRefused> {
        let said = said.trim();
        let longest = usize::try_from(MAX_HASSLE_CHARS).unwrap_or(usize::MAX);
        if said.is_empty() || said.chars().count() > longest {
            return Err(HassleRefused::Said);
        }
        if may_hold_cpr(said) {
            return Err(HassleRefused::Cpr);
        }
        let read = self.read(tenant, by, case, look).await?;
        let eyes = read.eyes(by);
        let step = ItemId::new(step).map_err(|_| HassleRefused::Step)?;
        let item = read.run.flow.items.get(&step);
        let seen = item.filter(|item| read.view().sees_item(&eyes, item));
        if seen.is_none() {
            return Err(HassleRefused::Step);
        }
        let hassle = Hassle {
            id,
            flow: read.run.flow.id.to_string(),
            version: read.run.version,
            step: step.to_string(),
            said: said.to_owned(),
            noted_at: self.clock().now(),
            noted_by: name.name.clone(),
            noter: name.person,
        };
        self.store().note_hassle(tenant, hassle).await?;
        Ok(())
    }
}
