//! What administrators did.

use async_trait::async_trait;
use samspil_core::id::{PersonId, TenantId};
use sqlx::postgres::PgRow;
use sqlx::{Postgres, QueryBuilder, Row};

use super::PostgresStore;
use crate::administration_store::DeedStore;
use crate::deed_chain::{DeedHead, extend};
use crate::rows::{Deed, DeedQuery, NewDeed};
use crate::traits::Stored;
use crate::words::{column, hash, natural, place};

const COLUMNS: &str = "SELECT number, at, person_id, done_by, kind, body, chain FROM deeds WHERE tenant = ";

#[async_trait]
impl DeedStore for PostgresStore {
    async fn add_deed(&self, tenant: TenantId, deed: NewDeed) -> Stored<u64> {
        let mut writing = self.tenants.begin_log(tenant).await?;
        let last =
            sqlx::query("SELECT number, chain FROM deeds WHERE tenant = $1 ORDER BY number DESC LIMIT 1")
                .bind(tenant.0)
                .fetch_optional(writing.connection())
                .await?;
        let head = match last {
            Some(row) => DeedHead {
                number: natural(row.try_get("number")?)?,
                chain: hash(row.try_get("chain")?)?,
            },
            None => DeedHead::default(),
        };
        let kept = extend(head, deed);
        sqlx::query(
            "INSERT INTO deeds (tenant, number, at, person_id, done_by, kind, body, chain)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(tenant.0)
        .bind(column(kept.number)?)
        .bind(kept.deed.at)
        .bind(kept.deed.person.map(|person| person.0))
        .bind(&kept.deed.by)
        .bind(&kept.deed.kind)
        .bind(&kept.deed.body)
        .bind(kept.chain.to_vec())
        .execute(writing.connection())
        .await?;
        writing.commit().await?;
        Ok(kept.number)
    }

    async fn deeds(&self, tenant: TenantId, query: &DeedQuery) -> Stored<Vec<Deed>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let mut sql = QueryBuilder::<Postgres>::new(COLUMNS);
        sql.push_bind(tenant.0);
        if let Some(person) = query.person {
            sql.push(" AND person_id = ").push_bind(person.0);
        }
        if let Some(kind) = &query.kind {
            sql.push(" AND kind = ").push_bind(kind.clone());
        }
        if let Some(since) = query.since {
            sql.push(" AND at >= ").push_bind(since);
        }
        if let Some(until) = query.until {
            sql.push(" AND at < ").push_bind(until);
        }
        sql.push(" ORDER BY number DESC LIMIT ")
            .push_bind(i64::from(query.limit));
        let rows = sql.build().fetch_all(reading.connection()).await?;
        reading.commit().await?;
        rows.iter().map(deed).collect()
    }

    async fn deeds_after(&self, tenant: TenantId, after: u64, limit: u32) -> Stored<Vec<Deed>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let mut sql = QueryBuilder::<Postgres>::new(COLUMNS);
        sql.push_bind(tenant.0)
            .push(" AND number > ")
            .push_bind(place(after));
        sql.push(" ORDER BY number LIMIT ").push_bind(i64::from(limit));
        let rows = sql.build().fetch_all(reading.connection()).await?;
        reading.commit().await?;
        rows.iter().map(deed).collect()
    }
}

fn deed(row: &PgRow) -> Stored<Deed> {
    let person: Option<uuid::Uuid> = row.try_get("person_id")?;
    Ok(Deed {
        number: natural(row.try_get("number")?)?,
        deed: NewDeed {
            at: row.try_get("at")?,
            person: person.map(PersonId),
            by: row.try_get("done_by")?,
            kind: row.try_get("kind")?,
            body: row.try_get("body")?,
        },
        chain: hash(row.try_get("chain")?)?,
    })
}
