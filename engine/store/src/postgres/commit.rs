//! Writing a batch.

use std::sync::Arc;

use samspil_core::id::TenantId;
use sqlx::Row;
use tokio::sync::broadcast;

use super::PostgresStore;
use super::commit_rows::Rows;
use super::found::ask;
use super::tenant_tx::TenantTx;
use super::word_of_changes::Teller;
use crate::fault::was_erased;
use crate::judge::{Kept, Verdict, check, judge, presumed};
use crate::rows::{Commit, Outcome};
use crate::traits::Change;
use crate::{StoreError, Stored};

/// How often a batch is tried that others came in the way of: each time they are done, so once is enough but where
/// very many write the same cases and keys.
const ATTEMPTS: usize = 8;

/// Codes of what passes when the batch is tried anew: a row that another has made meanwhile, a row of a case that was
/// presumed to be there, a conflict of transactions, a deadlock.
const PASSING: [&str; 4] = ["23505", "23503", "40001", "40P01"];

impl PostgresStore {
    /// Writes a batch; goes on to its end also when the caller goes away, so that this node hears of the change.
    pub(super) async fn write_batch(&self, tenant: TenantId, batch: Vec<Commit>) -> Stored<Vec<Outcome>> {
        check(&batch)?;
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let writer = Writer {
            tenant,
            tenants: self.tenants.clone(),
            teller: Arc::clone(&self.teller),
            changes: self.changes.clone(),
        };
        let work = async move {
            match writer.write(&batch).await {
                Err(error) if was_erased(&error) => writer.one_by_one(&batch).await,
                written => written,
            }
        };
        tokio::spawn(work)
            .await
            .map_err(|error| StoreError::Database(format!("the writer stopped: {error}")))?
    }
}

/// What a batch is written with.
struct Writer {
    tenant: TenantId,
    tenants: super::tenant_tx::Tenants,
    teller: Arc<Teller>,
    changes: broadcast::Sender<Change>,
}

impl Writer {
    /// Writes the batch, as often as it takes.
    async fn write(&self, batch: &[Commit]) -> Stored<Vec<Outcome>> {
        let mut attempt = 1;
        let mut ground = Ground::Presumed;
        loop {
            match self.attempt(batch, ground).await {
                // Rows that were presumed to be wanted were refused: whether they are is asked before that is believed.
                Err(Failure::Lasting(error)) if matches!(ground, Ground::Presumed) && was_erased(&error) => {
                    ground = Ground::Asked;
                }
                Err(Failure::Passing(error)) if attempt < ATTEMPTS => {
                    tracing::debug!(%error, attempt, "a batch is written again");
                    attempt += 1;
                    ground = Ground::Asked;
                }
                Err(Failure::Passing(error) | Failure::Lasting(error)) => return Err(error),
                Ok(outcomes) => return Ok(outcomes),
            }
        }
    }

    /// Writes each by itself, so that somebody who was erased meanwhile keeps nobody else's from the disk.
    async fn one_by_one(&self, batch: &[Commit]) -> Stored<Vec<Outcome>> {
        let mut outcomes = Vec::with_capacity(batch.len());
        for commit in batch {
            match self.write(std::slice::from_ref(commit)).await {
                Err(error) if was_erased(&error) => outcomes.push(Outcome::Conflict),
                written => outcomes.extend(written?),
            }
        }
        Ok(outcomes)
    }

    async fn attempt(&self, batch: &[Commit], ground: Ground) -> Result<Vec<Outcome>, Failure> {
        let by_stands = batch.iter().any(|commit| commit.stands.is_some());
        let mut transaction = if by_stands {
            self.tenants.begin_batch_by_stands(self.tenant).await?
        } else {
            self.tenants.begin_batch(self.tenant).await?
        };
        let presumed = match ground {
            Ground::Presumed => presumed(batch),
            Ground::Asked => None,
        };
        let (verdicts, stands) = match presumed {
            Some(presumed) => presumed,
            None => (self.verdicts(&mut transaction, batch).await?, None),
        };
        let kept: Vec<(&Commit, &Kept)> = batch
            .iter()
            .zip(&verdicts)
            .filter_map(|(commit, verdict)| match verdict {
                Verdict::Keep(kept) => Some((commit, kept)),
                Verdict::LeaveOut(_) => None,
            })
            .collect();
        let changes: Vec<Change> = kept
            .iter()
            .map(|(commit, kept)| Change {
                tenant: self.tenant,
                case: commit.case,
                version: kept.version,
            })
            .collect();
        if !kept.is_empty() {
            write(&mut transaction, self.tenant, Rows::of(kept, stands)?).await?;
        }
        transaction.commit().await?;
        for change in changes {
            self.teller.tell(change);
            // Fails where nobody listens, which is no fault.
            let _ = self.changes.send(change);
        }
        Ok(verdicts.into_iter().map(Verdict::outcome).collect())
    }

    /// What becomes of the batch. Where a case has moved on while we waited for it, the command may be what moved it:
    /// then its key is there by now, and it is asked for once more.
    async fn verdicts(&self, transaction: &mut TenantTx, batch: &[Commit]) -> Result<Vec<Verdict>, Failure> {
        let verdicts = judge(batch, &ask(transaction, self.tenant, batch).await?);
        let unsure = batch.iter().zip(&verdicts).any(|(commit, verdict)| {
            commit.command.is_some() && *verdict == Verdict::LeaveOut(Outcome::Conflict)
        });
        if unsure {
            Ok(judge(batch, &ask(transaction, self.tenant, batch).await?))
        } else {
            Ok(verdicts)
        }
    }
}

/// What a batch is judged by.
#[derive(Clone, Copy)]
enum Ground {
    /// That everything is as it was seen, which it nearly always is: the write itself finds out, and one question less is
    /// asked. Where it is not, nothing is written. A batch of which one is left out even so is asked about.
    Presumed,
    /// What the database holds, taken so that it stays so.
    Asked,
}

/// Writes the rows; a fault that passes where not all of them were found as they were seen.
async fn write(transaction: &mut TenantTx, tenant: TenantId, rows: Rows<'_>) -> Result<(), Failure> {
    let wanted = rows.found();
    let counts = rows.statement(tenant)?.query();
    let counts = counts
        .fetch_all(transaction.connection())
        .await
        .map_err(Failure::of)?;
    let mut found: i64 = 0;
    for count in &counts {
        found = found.saturating_add(count.try_get(0)?);
    }
    if found == wanted {
        Ok(())
    } else {
        let moved = "a case, its timer or who stands where is not as it was seen".to_owned();
        Err(Failure::Passing(StoreError::Database(moved)))
    }
}

/// Why an attempt failed.
pub(super) enum Failure {
    /// It may go well next time.
    Passing(StoreError),
    /// It would go the same way.
    Lasting(StoreError),
}

impl Failure {
    /// What an error means for the attempt.
    pub(super) fn of(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|said| said.code());
        if code.is_some_and(|code| PASSING.contains(&code.as_ref())) {
            Self::Passing(error.into())
        } else {
            Self::Lasting(error.into())
        }
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::of(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Lasting(error)
    }
}
