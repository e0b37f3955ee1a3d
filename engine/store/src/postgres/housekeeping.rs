//! Forgetting what is no longer needed.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;

use super::PostgresStore;
use crate::traits::{HousekeepingStore, Stored};

const ANSWERS: &str = "DELETE FROM commands WHERE tenant = $1 AND command_id IN
    (SELECT command_id FROM commands WHERE tenant = $1 AND at < $2 LIMIT $3)";
const SESSIONS: &str = "DELETE FROM sessions WHERE tenant = $1 AND session_id IN
    (SELECT session_id FROM sessions WHERE tenant = $1 AND ends_at < $2 LIMIT $3)";
const TOKENS: &str = "DELETE FROM tokens WHERE tenant = $1 AND token_id IN
    (SELECT token_id FROM tokens WHERE tenant = $1 AND ends_at < $2 LIMIT $3)";
const LINKS: &str = "DELETE FROM links WHERE tenant = $1 AND link_id IN
    (SELECT link_id FROM links WHERE tenant = $1 AND ends_at < $2 LIMIT $3)";
/// Parameters: tenant, how many. Of tasks that are open no more.
const MARKS: &str = "DELETE FROM task_marks WHERE tenant = $1 AND (person_id, case_id, item) IN
    (SELECT person_id, case_id, item FROM task_marks AS mark WHERE tenant = $1 AND NOT EXISTS (
        SELECT FROM tasks WHERE tasks.tenant = $1 AND tasks.case_id = mark.case_id AND tasks.item = mark.item
            AND tasks.round = mark.round) LIMIT $2)";

#[async_trait]
impl HousekeepingStore for PostgresStore {
    async fn forget(
        &self,
        tenant: TenantId,
        answers: DateTime<Utc>,
        ended: DateTime<Utc>,
        limit: u32,
    ) -> Stored<u64> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let mut forgotten = 0;
        for (statement, before) in [
            (ANSWERS, answers),
            (SESSIONS, ended),
            (TOKENS, ended),
            (LINKS, ended),
        ] {
            let done = sqlx::query(statement)
                .bind(tenant.0)
                .bind(before)
                .bind(i64::from(limit))
                .execute(transaction.connection())
                .await?;
            forgotten += done.rows_affected();
        }
        let marks = sqlx::query(MARKS).bind(tenant.0).bind(i64::from(limit));
        forgotten += marks.execute(transaction.connection()).await?.rows_affected();
        transaction.commit().await?;
        Ok(forgotten)
    }
}
