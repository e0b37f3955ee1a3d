//! Tenants and what holds for all of one.

use async_trait::async_trait;
use samspil_core::id::TenantId;

use crate::StoreError;
use crate::rows::SettingChange;
use crate::traits::Stored;

/// Tenants and what holds for all of one.
#[async_trait]
pub trait TenantStore: Send + Sync {
    /// Makes room for a tenant; nothing changes where it exists.
    async fn add_tenant(&self, tenant: TenantId, name: &str) -> Stored<()>;
    /// All tenants that can be used, by number.
    async fn tenants(&self) -> Stored<Vec<(TenantId, String)>>;
    /// The tenants that are here and cannot be used, by number, and why each cannot: none of them is among
    /// [`Self::tenants`]. None where all share one database, which is itself not opened then.
    async fn unusable(&self) -> Stored<Vec<(TenantId, StoreError)>>;
    /// A setting of the tenant by name: its calendar and the like, in the runtime's own form.
    async fn setting(&self, tenant: TenantId, name: &str) -> Stored<Option<Vec<u8>>>;
    /// Keeps a setting.
    async fn put_setting(&self, tenant: TenantId, name: &str, value: Vec<u8>) -> Stored<()>;
    /// Keeps a setting by whoever has seen what it was, none where it was not there. False where it is another by now.
    async fn swap_setting(
        &self,
        tenant: TenantId,
        name: &str,
        seen: Option<&[u8]>,
        value: Vec<u8>,
    ) -> Stored<bool>;
    /// The same, and notes in the setting's journal what was changed, in one transaction.
    async fn swap_setting_noted(
        &self,
        tenant: TenantId,
        name: &str,
        seen: Option<&[u8]>,
        value: Vec<u8>,
        change: SettingChange,
    ) -> Stored<bool>;
    /// The journal of a setting, newest first.
    async fn setting_changes(&self, tenant: TenantId, name: &str, limit: u32) -> Stored<Vec<SettingChange>>;
    /// Answers where the database answers and can be written, as far as that is seen without writing: a full disk is seen
    /// before a write on SQLite, and on PostgreSQL by the write that it refuses.
    async fn ready(&self) -> Stored<()>;
    /// Finishes what is under way and lets go of the database.
    async fn close(&self);
}
