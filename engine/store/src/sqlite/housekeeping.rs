//! Forgetting what is no longer needed.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;

use super::SqliteStore;
use crate::traits::{HousekeepingStore, Stored};

const ANSWERS: &str = "DELETE FROM commands WHERE (tenant, command_id) IN
    (SELECT tenant, command_id FROM commands WHERE tenant = ?1 AND at < ?2 LIMIT ?3)";
const SESSIONS: &str = "DELETE FROM sessions WHERE (tenant, session_id) IN
    (SELECT tenant, session_id FROM sessions WHERE tenant = ?1 AND ends_at < ?2 LIMIT ?3)";
const TOKENS: &str = "DELETE FROM tokens WHERE (tenant, token_id) IN
    (SELECT tenant, token_id FROM tokens WHERE tenant = ?1 AND ends_at < ?2 LIMIT ?3)";
const LINKS: &str = "DELETE FROM links WHERE (tenant, link_id) IN
    (SELECT tenant, link_id FROM links WHERE tenant = ?1 AND ends_at < ?2 LIMIT ?3)";
/// Parameters: tenant, how many. Of tasks that are open no more.
const MARKS: &str = "DELETE FROM task_marks WHERE (tenant, person_id, case_id, item) IN
    (SELECT tenant, person_id, case_id, item FROM task_marks AS mark WHERE tenant = ?1 AND NOT EXISTS (
        SELECT 1 FROM tasks WHERE tasks.tenant = ?1 AND tasks.case_id = mark.case_id AND tasks.item = mark.item
            AND tasks.round = mark.round) LIMIT ?2)";

#[async_trait]
impl HousekeepingStore for SqliteStore {
    async fn forget(
        &self,
        tenant: TenantId,
        answers: DateTime<Utc>,
        ended: DateTime<Utc>,
        limit: u32,
    ) -> Stored<u64> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        let mut forgotten = 0;
        for (statement, before) in [
            (ANSWERS, answers),
            (SESSIONS, ended),
            (TOKENS, ended),
            (LINKS, ended),
        ] {
            let done = sqlx::query(statement)
                .bind(tenant.0)
                .bind(before.timestamp_micros())
                .bind(limit)
                .execute(writing.connection()?)
                .await?;
            forgotten += done.rows_affected();
        }
        let marks = sqlx::query(MARKS).bind(tenant.0).bind(limit);
        forgotten += marks.execute(writing.connection()?).await?.rows_affected();
        writing.commit().await?;
        Ok(forgotten)
    }
}
