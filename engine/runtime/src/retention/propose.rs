//! What is due is gathered and proposed, and another person approves it.

use samspil_core::calendar::instant_of;
use samspil_core::id::{CaseId, PersonId, TenantId};
use samspil_store::{Disposal, DisposalCase, Signature, Signer};
use uuid::Uuid;

use super::RetentionRefused;
use super::judge::Judge;
use crate::{Engine, Failure};

/// How many cases one disposal names at most: as many as a person goes through before they approve it.
pub const MAX_DISPOSAL: u32 = 1_000;

/// How many closed cases that no hold stops are judged for one proposal, so that it ends also where most are kept for
/// another reason.
const MAX_JUDGED: usize = 20_000;

/// How many cases are read at a time: some 10 kB each.
const PAGE: u32 = 100;

/// How many disposals a list shows.
const MAX_SHOWN: u32 = 200;

impl Engine {
    /// Proposes what is due, at most [`MAX_DISPOSAL`] cases; the rest comes with the next.
    ///
    /// # Errors
    /// [`RetentionRefused`] says why not.
    pub async fn propose_disposal(&self, tenant: TenantId, by: Signer) -> Result<Disposal, RetentionRefused> {
        let cases = self.due(tenant).await?;
        if cases.is_empty() {
            return Err(RetentionRefused::Nothing);
        }
        let disposal = Disposal {
            id: self.ids().next(),
            number: 0,
            proposed: self.signature(by),
            approved: None,
            withdrawn: None,
            finished_at: None,
        };
        let number = self
            .store()
            .propose_disposal(tenant, disposal.clone(), cases)
            .await?;
        Ok(Disposal {
            number: number.ok_or(RetentionRefused::UnderWay)?,
            ..disposal
        })
    }

    /// The cases that may be discarded now, flow by flow, the one that closed first first.
    async fn due(&self, tenant: TenantId) -> Result<Vec<DisposalCase>, Failure> {
        let mut judge = Judge::new(self.shared(), tenant).await?;
        let before = instant_of(judge.today.and_time(chrono::NaiveTime::MIN));
        let (mut due, mut judged) = (Vec::new(), 0);
        for version in self.store().flows(tenant).await? {
            let newest = match judge.newest(&version.flow).await {
                Err(failure) if failure.is_of_one_case() => {
                    tracing::warn!(%tenant, flow = version.flow, %failure, "a flow cannot be read: nothing of it is due");
                    continue;
                }
                newest => newest?,
            };
            let Some(rule) = newest.and_then(|run| run.flow.retention.clone()) else {
                continue;
            };
            let mut after = None;
            while judged < MAX_JUDGED {
                let closed = self
                    .store()
                    .closed_cases(tenant, &version.flow, before, after, PAGE)
                    .await?;
                let Some(last) = closed.last() else { break };
                after = Some((last.closed_at, last.case));
                judged += closed.len();
                let ids: Vec<CaseId> = closed.iter().map(|one| one.case).collect();
                let mut verdicts = judge.judge(&ids).await?;
                for one in ids {
                    let Some(Ok(found)) = verdicts.remove(&one) else {
                        continue;
                    };
                    due.push(DisposalCase {
                        place: u32::try_from(due.len() + 1).unwrap_or(u32::MAX),
                        case: one,
                        flow: version.flow.clone(),
                        closed_at: found.closed_at,
                        last_day: found.last_day,
                        what: found.what,
                        done: None,
                        citizens: 0,
                    });
                    if due.len() >= usize::try_from(MAX_DISPOSAL).unwrap_or(usize::MAX) {
                        return Ok(due);
                    }
                }
                // What closed later is due later.
                let closed_last = samspil_core::calendar::local_date(last.closed_at);
                if rule.last_day(closed_last) >= judge.today {
                    break;
                }
            }
        }
        Ok(due)
    }

    /// Approves a disposal that another proposed.
    ///
    /// # Errors
    /// [`RetentionRefused`] says why not.
    pub async fn approve_disposal(
        &self,
        tenant: TenantId,
        disposal: Uuid,
        by: Signer,
    ) -> Result<(), RetentionRefused> {
        let known = self.known_disposal(tenant, disposal).await?;
        // A program acts for the person who answers for it: what the one proposed the other does not approve.
        let proposer = self.answers_for(tenant, known.proposed.by.person).await?;
        if proposer == self.answers_for(tenant, by.person).await? {
            return Err(RetentionRefused::Own);
        }
        let signature = self.signature(by);
        if self.store().approve_disposal(tenant, disposal, signature).await? {
            Ok(())
        } else {
            Err(RetentionRefused::NotWaiting)
        }
    }

    /// The person who answers for what somebody does: themselves, or a program's owner.
    async fn answers_for(&self, tenant: TenantId, person: PersonId) -> Result<PersonId, RetentionRefused> {
        let service = self.store().service(tenant, person).await?;
        Ok(service.map_or(person, |service| service.owner))
    }

    /// Withdraws a disposal that is not approved.
    ///
    /// # Errors
    /// [`RetentionRefused`] says why not.
    pub async fn withdraw_disposal(
        &self,
        tenant: TenantId,
        disposal: Uuid,
        by: Signer,
    ) -> Result<(), RetentionRefused> {
        self.known_disposal(tenant, disposal).await?;
        let signature = self.signature(by);
        if self
            .store()
            .withdraw_disposal(tenant, disposal, signature)
            .await?
        {
            Ok(())
        } else {
            Err(RetentionRefused::NotWaiting)
        }
    }

    /// Withdraws what a program has proposed and nobody has approved. For when somebody else comes to answer for it: whoever
    /// answered for it when it proposed could otherwise approve it.
    ///
    /// # Errors
    /// What the store says.
    pub async fn withdraw_disposals_of(
        &self,
        tenant: TenantId,
        program: PersonId,
        by: &Signer,
    ) -> Result<(), Failure> {
        for known in self.disposals(tenant).await? {
            let waits = known.approved.is_none() && known.withdrawn.is_none();
            if waits && known.proposed.by.person == program {
                let signature = self.signature(by.clone());
                self.store()
                    .withdraw_disposal(tenant, known.id, signature)
                    .await?;
            }
        }
        Ok(())
    }

    /// Disposals, newest first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn disposals(&self, tenant: TenantId) -> Result<Vec<Disposal>, Failure> {
        Ok(self.store().disposals(tenant, MAX_SHOWN).await?)
    }

    /// A disposal with all of its cases: the protocol.
    ///
    /// # Errors
    /// What the store says.
    pub async fn disposal(
        &self,
        tenant: TenantId,
        disposal: Uuid,
    ) -> Result<Option<(Disposal, Vec<DisposalCase>)>, Failure> {
        let Some(known) = self.store().disposal(tenant, disposal).await? else {
            return Ok(None);
        };
        let cases = self
            .store()
            .disposal_cases(tenant, disposal, 0, false, MAX_DISPOSAL)
            .await?;
        Ok(Some((known, cases)))
    }

    pub(super) async fn known_disposal(
        &self,
        tenant: TenantId,
        disposal: Uuid,
    ) -> Result<Disposal, RetentionRefused> {
        let known = self.store().disposal(tenant, disposal).await?;
        known.ok_or(RetentionRefused::Unknown)
    }

    fn signature(&self, by: Signer) -> Signature {
        Signature {
            by,
            at: self.clock().now(),
        }
    }
}
