//! A disposal is carried out, case by case. One that stops in the middle goes on from there.

use samspil_core::flow::Discard;
use samspil_core::id::{CaseId, TenantId};
use samspil_store::{AccessAction, BatchKind, BatchName, Discarding, Disposal, DisposalCase, Signer};
use uuid::Uuid;

use super::judge::{Due, Judge};
use super::{Archive, Archived, KeptBecause, MAX_DISPOSAL, RetentionRefused};
use crate::batches::{Course, fell};
use crate::look::{Look, LookAbout, Object, Purpose, WayIn};
use crate::{By, Engine, Failure};

/// How many cases are judged at a time: each is held until it has been seen to.
const PAGE: u32 = 20;

/// How many events a case has at most that is archived: one every hour for ten years.
const MAX_EVENTS: u32 = 100_000;

/// By whom a disposal is carried out, and where to.
#[derive(Clone, Copy)]
pub struct Carrying<'a> {
    /// Who.
    pub by: &'a By,
    /// Who, as it is noted of citizens who are erased.
    pub signer: &'a Signer,
    /// By which way in.
    pub way: WayIn,
    /// Where cases are archived.
    pub archive: Option<&'a dyn Archive>,
    /// How many cases at most.
    pub most: u32,
}

/// What came of carrying a disposal out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Carried {
    /// How many cases were seen to now.
    pub cases: u32,
    /// None is left.
    pub finished: bool,
}

impl Engine {
    /// Carries out an approved disposal, as far as `carrying` lets it; asked again it goes on. `come` hears how many cases
    /// are seen to.
    ///
    /// # Errors
    /// [`RetentionRefused`] says why not; what was done until then is done.
    pub async fn carry_out_disposal(
        &self,
        tenant: TenantId,
        disposal: Uuid,
        carrying: Carrying<'_>,
        come: &(dyn Fn(u32) + Sync),
    ) -> Result<Carried, RetentionRefused> {
        let known = self.known_disposal(tenant, disposal).await?;
        if known.approved.is_none() || known.finished_at.is_some() {
            return Err(RetentionRefused::NotApproved);
        }
        let course = self.course_of_disposal(tenant, &known, carrying).await?;
        let carried = self.carry_on(tenant, &known, carrying, (&course, come)).await;
        match &carried {
            Ok(_) => course.0.end(None).await,
            Err(RetentionRefused::Failure(Failure::Stopping)) => {}
            Err(refused) => {
                let why = refused.message().unwrap_or_else(|| fell(refused));
                course.0.end(Some(why)).await;
            }
        }
        carried
    }

    /// The batch that a disposal is, and how many of its cases were seen to before.
    async fn course_of_disposal(
        &self,
        tenant: TenantId,
        disposal: &Disposal,
        carrying: Carrying<'_>,
    ) -> Result<(Course, u64), Failure> {
        let store = self.store();
        let cases = store
            .disposal_cases(tenant, disposal.id, 0, false, MAX_DISPOSAL)
            .await?;
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let before = count(cases.iter().filter(|one| one.done.is_some()).count());
        let name = BatchName {
            kind: BatchKind::Retention,
            about: disposal.id.to_string(),
        };
        let begun = vec![(name, carrying.signer.name.clone())];
        let far = (before, Some(count(cases.len())));
        Ok((Course::begin(self.shared(), tenant, begun, far).await?, before))
    }

    async fn carry_on(
        &self,
        tenant: TenantId,
        known: &Disposal,
        carrying: Carrying<'_>,
        (course, come): (&(Course, u64), &(dyn Fn(u32) + Sync)),
    ) -> Result<Carried, RetentionRefused> {
        let (disposal, (course, before)) = (known.id, course);
        let (mut seen_to, mut after) = (0, 0);
        while seen_to < carrying.most {
            let most = PAGE.min(carrying.most - seen_to);
            let waiting = self
                .store()
                .disposal_cases(tenant, disposal, after, true, most)
                .await?;
            let Some(last) = waiting.last() else { break };
            after = last.place;
            let ids: Vec<CaseId> = waiting.iter().map(|one| one.case).collect();
            let mut verdicts = Judge::new(self.shared(), tenant).await?.judge(&ids).await?;
            for one in waiting {
                let verdict = verdicts.remove(&one.case);
                let verdict = verdict.unwrap_or(Err(KeptBecause::Gone));
                self.see_to(tenant, known, &one, verdict, carrying).await?;
                seen_to += 1;
                come(seen_to);
            }
            let done = before.saturating_add(u64::from(seen_to));
            course.came(done, done).await?;
        }
        let now = self.clock().now();
        let finished = self.store().finish_disposal(tenant, disposal, now).await?;
        Ok(Carried {
            cases: seen_to,
            finished,
        })
    }

    async fn see_to(
        &self,
        tenant: TenantId,
        disposal: &Disposal,
        one: &DisposalCase,
        verdict: Result<Due, KeptBecause>,
        carrying: Carrying<'_>,
    ) -> Result<(), RetentionRefused> {
        let why = match verdict {
            Err(why) => why,
            // Only a whole history is archived, and nothing is erased for half of one.
            Ok(due) if is_archived(&due, one) && due.read.case.version > u64::from(MAX_EVENTS) => {
                KeptBecause::Unreadable
            }
            Ok(due) => match self.discard(tenant, disposal, one, &due, carrying).await {
                Ok(true) => return Ok(()),
                Ok(false) => KeptBecause::Changed,
                // It is left as it is, and the others go on.
                Err(RetentionRefused::Failure(failure)) if failure.is_of_one_case() => {
                    KeptBecause::Unreadable
                }
                Err(refused) => return Err(refused),
            },
        };
        let now = self.clock().now();
        self.store()
            .keep_case(tenant, disposal.id, one.case, why.word(), now)
            .await?;
        Ok(())
    }

    /// Archives where it is to be, and erases; false where the case changed meanwhile.
    async fn discard(
        &self,
        tenant: TenantId,
        disposal: &Disposal,
        one: &DisposalCase,
        due: &Due,
        carrying: Carrying<'_>,
    ) -> Result<bool, RetentionRefused> {
        let archived = if is_archived(due, one) {
            let archive = carrying.archive.ok_or(RetentionRefused::NoArchive)?;
            let case = Archived {
                tenant,
                disposal: disposal.number,
                read: &due.read,
                events: self.whole_history(tenant, one.case, MAX_EVENTS).await?,
            };
            Some(archive.keep(case).await?)
        } else {
            None
        };
        let why = format!("Kassation {}", disposal.number);
        let mut look = Look::new(Object::Case, carrying.way).for_(Purpose::Reason(why.clone()));
        look.action = AccessAction::Delete;
        let about = LookAbout {
            case: Some(one.case),
            citizen: due.citizen,
            ..LookAbout::default()
        };
        self.log_look(tenant, carrying.by, &look, about).await?;
        let people = due.read.case.parties.values().flatten();
        let people = people.filter_map(|binding| binding.person);
        let holders: Vec<Uuid> = people.map(|person| person.0).chain([one.case.0]).collect();
        let discarding = Discarding {
            disposal: disposal.id,
            case: one.case,
            version: due.read.case.version,
            at: self.clock().now(),
            day: samspil_core::calendar::local_date(self.clock().now()),
            archived,
            noted: (carrying.signer.name.clone(), why),
        };
        let gone = self.store().discard_case(tenant, discarding).await?;
        self.shared().keys.forget(tenant, holders);
        Ok(gone.is_some())
    }
}

/// Whether a case is archived before it is erased: as it was approved, or as it is by now where that is more.
fn is_archived(due: &Due, one: &DisposalCase) -> bool {
    due.what.max(one.what) == Discard::Archive
}
