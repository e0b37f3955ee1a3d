//! How much people take out in a day.

use chrono::NaiveDate;
use samspil_core::id::{PersonId, TenantId};

use crate::Stored;
use crate::postgres::PostgresStore;
use crate::rows::TakenOut;

/// Parameters: tenant, person, day. A day of their own for whoever has taken out nothing on it.
const BEGIN: &str = "
INSERT INTO taken_out (tenant, person_id, day, taken, refused) VALUES ($1, $2, $3, 0, false)
ON CONFLICT (tenant, person_id) DO UPDATE SET day = excluded.day, taken = 0, refused = false
WHERE taken_out.day < excluded.day";

/// Parameters: tenant, person, rows, at most.
const COUNT: &str = "
UPDATE taken_out SET taken = taken + $3 WHERE tenant = $1 AND person_id = $2 AND taken + $3 <= $4";

/// Parameters: tenant, person.
const REFUSE: &str = "UPDATE taken_out SET refused = true WHERE tenant = $1 AND person_id = $2";

/// Parameters: tenant, day, whoever stays refused.
const LET: &str = "
DELETE FROM taken_out WHERE tenant = $1 AND day = $2 AND refused = true AND ($3::uuid IS NULL OR person_id <> $3)";

impl PostgresStore {
    pub(super) async fn count_taken_out(&self, tenant: TenantId, taken: TakenOut, most: u32) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        sqlx::query(BEGIN)
            .bind(tenant.0)
            .bind(taken.person.0)
            .bind(taken.day)
            .execute(writing.connection())
            .await?;
        let counted = sqlx::query(COUNT)
            .bind(tenant.0)
            .bind(taken.person.0)
            .bind(i64::from(taken.rows))
            .bind(i64::from(most))
            .execute(writing.connection())
            .await?;
        let is_counted = counted.rows_affected() > 0;
        if !is_counted {
            sqlx::query(REFUSE)
                .bind(tenant.0)
                .bind(taken.person.0)
                .execute(writing.connection())
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
        let mut writing = self.tenants.begin(tenant).await?;
        let let_go = sqlx::query(LET)
            .bind(tenant.0)
            .bind(day)
            .bind(but.map(|person| person.0))
            .execute(writing.connection())
            .await?;
        writing.commit().await?;
        Ok(let_go.rows_affected())
    }
}
