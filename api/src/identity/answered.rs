//! Who answers for what a program does.

use samspil_core::id::{PersonId, TenantId};
use samspil_store::StoreError;

use super::sessions::Identity;

/// Who answers for what somebody does.
pub(super) enum Answered {
    /// They themselves.
    ByThemselves,
    /// This person, for a program.
    By(PersonId),
    /// Nobody who may sign in: whoever answered for the program may not any more.
    ByNobody,
}

impl Identity {
    /// A program is let in only while the person who answers for it may sign in.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(super) async fn answered_by(
        &self,
        tenant: TenantId,
        person: PersonId,
    ) -> Result<Answered, StoreError> {
        let store = self.store();
        let Some(service) = store.service(tenant, person).await? else {
            return Ok(Answered::ByThemselves);
        };
        let owner = store.person(tenant, service.owner).await?;
        Ok(match owner.is_some_and(|owner| owner.active) {
            true => Answered::By(service.owner),
            false => Answered::ByNobody,
        })
    }
}
