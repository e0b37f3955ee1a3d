//! Whom the register has as protected is so in every case: from its beginning, from the moment at which they are bound, and from
//! the day on which the register is changed. The change leaves a mark that is taken away when every case has it, so that
//! nothing which stops in between leaves one behind.

use std::sync::Arc;

use chrono::Duration;
use futures::future::join_all;
use samspil_core::case::{Asked, Binding, Protection};
use samspil_core::id::{CaseId, PersonId, TenantId};
use samspil_store::UntoldProtection;

use crate::clock::rests_until;
use crate::engine::Shared;
use crate::writer::{Command, MAX_BATCH, Wanted};
use crate::{By, CaseRead, Engine, Failure};

/// How many cases of a citizen are read at a time: some 10 kB each.
const PAGE: u32 = 50;

/// How many citizens are seen to in one round.
const MAX_CITIZENS: u32 = 500;

/// How long after a citizen came under protection their cases are gone through once more: what asked before may still begin a
/// case or bind somebody by what the register said then. A request is cut off after half a minute, and what waits for a writer
/// waits for less than another.
const SETTLED: Duration = Duration::minutes(2);

/// How often it is looked for changes that not every case has taken up.
const LOOK_EVERY: Duration = Duration::minutes(1);

/// All that can be hidden of a citizen.
const HIDDEN: Protection = Protection {
    name: true,
    address: true,
};

/// The people among those who are bound.
pub(crate) fn people_of<'a>(bound: impl Iterator<Item = &'a Binding>) -> Vec<PersonId> {
    bound.filter_map(|binding| binding.person).collect()
}

impl Shared {
    /// What is hidden where these people are bound: whom the register has as protected is so.
    pub(crate) async fn protection_of(
        &self,
        tenant: TenantId,
        people: Vec<PersonId>,
    ) -> Result<Protection, Failure> {
        if people.is_empty() {
            return Ok(Protection::default());
        }
        let citizens = self.store.citizens(tenant, &people).await?;
        let hidden = citizens.iter().any(|citizen| citizen.protected_since.is_some());
        Ok(if hidden { HIDDEN } else { Protection::default() })
    }

    /// What is asked of a case where these are bound: nobody there lifts what the register says; the register itself may.
    pub(crate) async fn kept_protected<'a>(
        &self,
        tenant: TenantId,
        (by, mut what): (&By, Asked),
        bound: impl Iterator<Item = &'a Binding>,
    ) -> Result<Asked, Failure> {
        if let Asked::Protect { protection } = &mut what
            && by.person().is_some()
        {
            let hidden = self.protection_of(tenant, people_of(bound)).await?;
            protection.name |= hidden.name;
            protection.address |= hidden.address;
        }
        Ok(what)
    }
}

impl Engine {
    /// What is asked, with the protection of whoever it binds.
    pub(crate) async fn with_protection(&self, tenant: TenantId, mut what: Asked) -> Result<Asked, Failure> {
        if let Asked::Bind { to, protected, .. } | Asked::PassOn { to, protected, .. } = &mut what {
            *protected |= !self
                .shared()
                .protection_of(tenant, people_of(to.iter()))
                .await?
                .is_none();
        }
        Ok(what)
    }

    /// Has every case take up which citizens came under protection or are under it no longer, as far as they have not yet.
    ///
    /// # Errors
    /// What the store says; what is left then is taken up later.
    pub async fn bring_protection(&self, tenant: TenantId) -> Result<(), Failure> {
        let untold = self.store().untold_protection(tenant, MAX_CITIZENS).await?;
        let mut brought = Ok(());
        for one in untold {
            let began = self.clock().now();
            let every = match self.bring_to_cases(tenant, &one).await {
                Ok(every) => every,
                // Others do not wait for this one.
                Err(failure) => {
                    brought = Err(failure);
                    false
                }
            };
            // What was seen before can only hide too much where protection ends.
            if every && (!one.is_protected || began - one.since >= SETTLED) {
                self.store()
                    .protection_told(tenant, one.person, one.since)
                    .await?;
            }
        }
        brought
    }

    /// False where a case cannot be read or changed now, and so takes it up later.
    pub(super) async fn bring_to_cases(
        &self,
        tenant: TenantId,
        untold: &UntoldProtection,
    ) -> Result<bool, Failure> {
        let (mut after, mut every) = (None, true);
        loop {
            let found = self
                .store()
                .cases_of_person(tenant, untold.person, after, PAGE)
                .await?;
            let Some(last) = found.last() else {
                return Ok(every);
            };
            after = Some(last.row.case);
            let ids: Vec<CaseId> = found.iter().map(|one| one.row.case).collect();
            let known = self.shared().known(tenant, &By::Engine, &ids).await?;
            every &= known.len() == ids.len();
            let reads: Vec<CaseRead> = known.into_values().collect();
            for part in reads.chunks(MAX_BATCH) {
                let mut asked = Vec::new();
                for read in part {
                    asked.push(self.bring_to_case(tenant, untold, read));
                }
                for told in join_all(asked).await {
                    // One that cannot take it up now holds up no other.
                    if let Err(failure) = told {
                        tracing::warn!(%tenant, %failure, "a case is told of a protection later");
                        every = false;
                    }
                }
            }
        }
    }

    /// Also to one that has ended: it is read all the same, and may be opened again.
    async fn bring_to_case(
        &self,
        tenant: TenantId,
        untold: &UntoldProtection,
        read: &CaseRead,
    ) -> Result<(), Failure> {
        let bound = || read.case.parties.values().flatten();
        if !bound().any(|binding| binding.person == Some(untold.person)) {
            return Ok(());
        }
        let protection = match untold.is_protected {
            true => HIDDEN,
            false => self.shared().protection_of(tenant, people_of(bound())).await?,
        };
        if read.case.protection == protection {
            return Ok(());
        }
        let asked = Wanted::Do(Asked::Protect { protection });
        match self
            .send(tenant, Command::new(read.case.id, By::Engine, asked))
            .await
        {
            // One that was discarded meanwhile holds nothing to hide.
            Ok(_) | Err(Failure::NoCase) => Ok(()),
            Err(failure) => Err(failure),
        }
    }
}

/// Sees to it that every case has the protection that the register says, until the engine stops.
pub(crate) async fn run(engine: Arc<Engine>) {
    let shared = Arc::clone(engine.shared());
    loop {
        if let Err(failure) = bring_all(&engine).await {
            tracing::warn!(%failure, "cases are told of a protection later");
        }
        let next = shared.clock.now() + LOOK_EVERY;
        if !rests_until(shared.clock.as_ref(), &shared.stop, next).await {
            return;
        }
    }
}

async fn bring_all(engine: &Engine) -> Result<(), Failure> {
    for (tenant, _) in engine.store().tenants().await? {
        engine.bring_protection(tenant).await?;
    }
    Ok(())
}
