//! How much people take out in a day.

use chrono::NaiveDate;
use samspil_core::id::{PersonId, TenantId};

use crate::Stored;
use crate::rows::TakenOut;
use crate::sqlite::SqliteStore;

/// Parameters: tenant, person, day. A day of their own for whoever has taken out nothing on it.
const BEGIN: &str = "
INSERT INTO taken_out (tenant, person_id, day, taken, refused) VALUES (?1, ?2, ?3, 0, 0)
ON CONFLICT (tenant, person_id) DO UPDATE SET day = excluded.day, taken = 0, refused = 0
WHERE taken_out.day < excluded.day";

/// Parameters: tenant, person, rows, at most.
const COUNT: &str = "
UPDATE taken_out SET taken = taken + ?3 WHERE tenant = ?1 AND person_id = ?2 AND taken + ?3 <= ?4";

/// Parameters: tenant, person.
const REFUSE: &str = "UPDATE taken_out SET refused = 1 WHERE tenant = ?1 AND person_id = ?2";

/// Parameters: tenant, day, whoever stays refused.
const LET: &str = "
DELETE FROM taken_out WHERE tenant = ?1 AND day = ?2 AND refused = 1 AND (?3 IS NULL OR person_id <> ?3)";

impl SqliteStore {
    pub(super) async fn count_taken_out(&self, tenant: TenantId, taken: TakenOut, most: u32) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query(BEGIN)
            .bind(tenant.0)
            .bind(taken.person.0)
            .bind(taken.day.to_string())
            .execute(writing.connection()?)
            .await?;
        let counted = sqlx::query(COUNT)
            .bind(tenant.0)
            .bind(taken.person.0)
            .bind(i64::from(taken.rows))
            .bind(i64::from(most))
            .execute(writing.connection()?)
            .await?;
        let is_counted = counted.rows_affected() > 0;
        if !is_counted {
            sqlx::query(REFUSE)
                .bind(tenant.0)
                .bind(taken.person.0)
                .execute(writing.connection()?)
                .await?;
        }
        writing.commit().await?;
        Ok(is_counted)
    }

    pub(super) async fn forget_taken_out(
        &self,
        tenant: TenantId,
        day: NaiveDate,
        but: Option<PersonId>,
    ) -> Stored<u64> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let let_go = sqlx::query(LET)
            .bind(tenant.0)
            .bind(day.to_string())
            .bind(but.map(|person| person.0))
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(let_go.rows_affected())
    }
}
