//! The one way to a tenant's rows.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use samspil_core::id::TenantId;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, PgTransaction};

use crate::{StoreError, Stored, cvr};

/// The connections, from which only transactions of one tenant come.
#[derive(Clone)]
pub(super) struct Tenants {
    pool: PgPool,
    /// Connections for what is read by its key.
    keyed: PgPool,
    /// Connections for batches alone, so that no reader holds up a writer.
    writers: PgPool,
    /// Tenants that are known to be there; they never go away.
    known: Arc<RwLock<BTreeSet<TenantId>>>,
}

impl Tenants {
    pub(super) fn new(pool: PgPool, keyed: PgPool, writers: PgPool) -> Self {
        Self {
            pool,
            keyed,
            writers,
            known: Arc::default(),
        }
    }

    /// Begins a transaction that sees the rows of this tenant.
    pub(super) async fn begin(&self, tenant: TenantId) -> Stored<TenantTx> {
        let mut transaction = self.begin_unknown(tenant).await?;
        self.must_know(&mut transaction, tenant).await?;
        Ok(transaction)
    }

    /// Begins a transaction of a tenant that may not be there yet.
    pub(super) async fn begin_unknown(&self, tenant: TenantId) -> Stored<TenantTx> {
        begin(&self.pool, tenant).await
    }

    /// Begins a transaction that reads by keys alone.
    pub(super) async fn begin_keyed(&self, tenant: TenantId) -> Stored<TenantTx> {
        let mut transaction = begin(&self.keyed, tenant).await?;
        self.must_know(&mut transaction, tenant).await?;
        Ok(transaction)
    }

    /// Begins a transaction that writes a batch.
    pub(super) async fn begin_batch(&self, tenant: TenantId) -> Stored<TenantTx> {
        let mut transaction = begin(&self.writers, tenant).await?;
        self.must_know(&mut transaction, tenant).await?;
        Ok(transaction)
    }

    /// The same for a batch that goes by who stands where, which stays as it is until its end.
    pub(super) async fn begin_batch_by_stands(&self, tenant: TenantId) -> Stored<TenantTx> {
        let held = format!("; {}", stands(tenant, "_shared"));
        let mut transaction = begin_saying(&self.writers, tenant, &held).await?;
        self.must_know(&mut transaction, tenant).await?;
        Ok(transaction)
    }

    /// Begins a transaction that changes who stands where: no batch that goes by it is written beside. Taken before any row,
    /// as batches do, so that neither ever waits for the other in a ring.
    pub(super) async fn begin_placing(&self, tenant: TenantId) -> Stored<TenantTx> {
        let mut transaction = begin_saying(&self.pool, tenant, &format!("; {}", stands(tenant, ""))).await?;
        self.must_know(&mut transaction, tenant).await?;
        Ok(transaction)
    }

    /// Begins a transaction that adds to the tenant's access log, alone until its end: an entry follows the one before.
    pub(super) async fn begin_log(&self, tenant: TenantId) -> Stored<TenantTx> {
        let mut transaction = begin_saying(&self.writers, tenant, &format!("; {}", alone(tenant))).await?;
        self.must_know(&mut transaction, tenant).await?;
        Ok(transaction)
    }

    async fn must_know(&self, transaction: &mut TenantTx, tenant: TenantId) -> Stored<()> {
        let known = self
            .known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&tenant);
        if !known {
            sqlx::query_scalar::<_, i32>("SELECT 1 FROM tenants WHERE tenant = $1")
                .bind(tenant.0)
                .fetch_optional(transaction.connection())
                .await?
                .ok_or(StoreError::NoTenant)?;
            self.known
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(tenant);
        }
        Ok(())
    }

    /// Finishes what is under way and lets go of the server.
    pub(super) async fn close(&self) {
        self.writers.close().await;
        self.keyed.close().await;
        self.pool.close().await;
    }

    /// The connections themselves, for the functions that look over all tenants: no table shows a row there.
    pub(super) const fn of_none(&self) -> &PgPool {
        &self.pool
    }
}

async fn begin(pool: &PgPool, tenant: TenantId) -> Stored<TenantTx> {
    begin_saying(pool, tenant, "").await
}

/// In one message with BEGIN, and gone with the transaction. A number can bring nothing else with it.
async fn begin_saying(pool: &PgPool, tenant: TenantId, more: &str) -> Stored<TenantTx> {
    cvr::check(tenant)?;
    let begin = format!("BEGIN; SET LOCAL app.tenant = '{}'{more}", tenant.0);
    Ok(TenantTx(pool.begin_with(AssertSqlSafe(begin)).await?))
}

/// The first number of the locks that whoever adds to an access log takes; the second is the tenant.
const LOG_LOCKS: i32 = 15;

fn alone(tenant: TenantId) -> String {
    format!("SELECT pg_advisory_xact_lock({LOG_LOCKS}, {})", tenant.0)
}

/// The first number of the locks on who stands where; the second is the tenant.
const STANDS_LOCKS: i32 = 16;

/// Held in memory alone, and asked for in the message that begins the transaction: a batch costs no statement more.
fn stands(tenant: TenantId, kind: &str) -> String {
    format!("SELECT pg_advisory_xact_lock{kind}({STANDS_LOCKS}, {})", tenant.0)
}

/// A transaction of one tenant. What is not committed is rolled back.
pub(super) struct TenantTx(PgTransaction<'static>);

impl TenantTx {
    /// The connection.
    pub(super) fn connection(&mut self) -> &mut PgConnection {
        &mut self.0
    }

    /// Commits.
    pub(super) async fn commit(self) -> Stored<()> {
        Ok(self.0.commit().await?)
    }
}
