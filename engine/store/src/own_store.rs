//! What a store can do about what people keep for themselves.

use async_trait::async_trait;
use samspil_core::id::{PersonId, TenantId};

use crate::rows::{OwnList, TaskMark};
use crate::traits::Stored;

/// The most lists that a person has a name for: more than a person finds their way in.
pub const MAX_OWN_LISTS: u32 = 30;

/// The most tasks that a person has marked: more than a person has in hand.
pub const MAX_TASK_MARKS: u32 = 1_000;

/// Lists by name and marks on tasks, each of one person and nobody else's.
#[async_trait]
pub trait OwnStore: Send + Sync {
    /// Keeps a list, in place of the person's list of the same name. False where they have [`MAX_OWN_LISTS`] others.
    async fn keep_own_list(&self, tenant: TenantId, person: PersonId, list: OwnList) -> Stored<bool>;

    /// A person's lists, by name.
    async fn own_lists(&self, tenant: TenantId, person: PersonId) -> Stored<Vec<OwnList>>;

    /// Forgets a list. False where there is none of this name.
    async fn forget_own_list(&self, tenant: TenantId, person: PersonId, name: &str) -> Stored<bool>;

    /// Keeps a person's mark on a task, in place of what they had noted of it; one that says nothing takes it away. False
    /// where no such round is open, or the person has [`MAX_TASK_MARKS`] others.
    async fn mark_task(&self, tenant: TenantId, person: PersonId, mark: TaskMark) -> Stored<bool>;

    /// A person's marks, by case and item.
    async fn task_marks(&self, tenant: TenantId, person: PersonId) -> Stored<Vec<TaskMark>>;
}
