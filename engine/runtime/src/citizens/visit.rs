//! Who may look in the register and for what, and what is told of it: in the log of who looked at what, and to those who have
//! the citizen's cases.

use std::collections::BTreeSet;

use samspil_core::case::{Actor, Asked, RegisterDeed};
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId, holds_cpr};
use samspil_core::text::Message;
use samspil_store::{AccessAction, Member, StandsIn, StoreError};

use crate::look::{Criterion, Look, LookAbout, Object, Purpose, WayIn};
use crate::vault::VaultError;
use crate::writer::{Command, Wanted};
use crate::{By, CaseRead, Engine, Failure, Grounds};

/// How many cases are read at a time: some 10 kB each.
const PAGE: u32 = 50;

/// The longest reason, in characters: a few lines.
pub(super) const MAX_REASON_CHARS: usize = 500;

/// Why somebody may not do something in the register.
#[derive(thiserror::Error, Debug)]
pub enum VisitRefused {
    /// They have no place in a unit of the authority.
    #[error("no place in a unit of the authority")]
    NoPlace,
    /// No such citizen, or none whom they may know of.
    #[error("no such citizen")]
    Unknown,
    /// They act for the authority in none of the citizen's cases, and gave no reason.
    #[error("a reason is needed")]
    NoReason,
    /// The reason holds a CPR number: it stands in the log, which is not sealed.
    #[error("the reason holds a number")]
    Number,
    /// The engine or the store cannot.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl VisitRefused {
    /// What is wrong and what to do, for people; none where it is the store's own.
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        Some(match self {
            Self::NoPlace => Message::new("citizens-no-place"),
            Self::Unknown => Message::new("citizen-unknown"),
            Self::NoReason => {
                let most = i64::try_from(MAX_REASON_CHARS).unwrap_or(i64::MAX);
                Message::new("citizen-reason-needed").with("most", most)
            }
            Self::Number => Message::new("citizen-purpose-number"),
            Self::Failure(_) => return None,
        })
    }
}

impl From<StoreError> for VisitRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl From<VaultError> for VisitRefused {
    fn from(error: VaultError) -> Self {
        Self::Failure(error.into())
    }
}

/// What somebody did in the register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VisitFor {
    /// Sought a citizen by their number; the number itself is not told.
    Sought,
    /// Read a citizen with the number hidden.
    Read,
    /// Read a citizen's number.
    Revealed,
    /// Registered a citizen.
    Added,
    /// Changed what is kept of a citizen.
    Changed,
    /// Took out everything that is kept of a citizen.
    Extracted,
    /// Erased a citizen.
    Erased,
}

impl VisitFor {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Sought,
        Self::Read,
        Self::Revealed,
        Self::Added,
        Self::Changed,
        Self::Extracted,
        Self::Erased,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sought => "sought",
            Self::Read => "read",
            Self::Revealed => "revealed",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Extracted => "extracted",
            Self::Erased => "erased",
        }
    }

    const fn action(self) -> AccessAction {
        match self {
            Self::Sought => AccessAction::Search,
            Self::Read | Self::Revealed => AccessAction::Read,
            Self::Added => AccessAction::Add,
            Self::Changed => AccessAction::Change,
            Self::Extracted => AccessAction::Extract,
            Self::Erased => AccessAction::Delete,
        }
    }
}

/// Who looks, and for what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Visit<'a> {
    /// Who: someone at work; none for the program's own command line.
    pub by: Option<PersonId>,
    /// Their places in units.
    pub members: &'a [Member],
    /// In whose stead they act today.
    pub stands_in: &'a [StandsIn],
    /// By which way in.
    pub way: WayIn,
    /// For what: in the words of whoever looks, where they must say.
    pub purpose: &'a str,
}

impl Visit<'_> {
    pub(super) fn by(&self) -> By {
        self.by.map_or(By::Engine, |person| By::Person {
            person,
            members: self.members.to_vec(),
            stands_in: self.stands_in.to_vec(),
            grounds: Grounds::default(),
        })
    }

    fn look(&self, at: VisitFor) -> Look {
        let mut look = Look::new(Object::Citizen, self.way);
        look.action = at.action();
        if self.purpose.trim().is_empty() {
            return look;
        }
        look.for_(Purpose::Reason(self.purpose.trim().to_owned()))
    }
}

const fn visit_for(deed: RegisterDeed) -> VisitFor {
    match deed {
        RegisterDeed::Revealed => VisitFor::Revealed,
        RegisterDeed::Changed => VisitFor::Changed,
        RegisterDeed::Extracted => VisitFor::Extracted,
    }
}

impl Engine {
    /// Whether somebody with these places may look in the register: it is the authority's, and those who work for providers
    /// alone know their citizens by the cases that they are in.
    ///
    /// # Errors
    /// Where the store cannot.
    pub async fn may_visit(&self, tenant: TenantId, members: &[Member]) -> Result<bool, Failure> {
        let units: BTreeSet<UnitId> = members.iter().map(|member| member.unit).collect();
        let (store, now) = (self.store().as_ref(), self.clock().now());
        let names = &self.shared().unit_names;
        names.has_authority(store, tenant, now, &units).await
    }

    /// Refuses whoever may not look in the register. The program's own command line may.
    pub(super) async fn must_have_place(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
    ) -> Result<(), VisitRefused> {
        match visit.by.is_none() || self.may_visit(tenant, visit.members).await? {
            true => Ok(()),
            false => Err(VisitRefused::NoPlace),
        }
    }

    /// Whether whoever visits must say why they want more than a look, and others are told: they act for the authority in none
    /// of the citizen's cases.
    ///
    /// # Errors
    /// Where the store cannot.
    pub async fn needs_reason(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        citizen: PersonId,
    ) -> Result<bool, Failure> {
        if visit.by.is_none() {
            return Ok(false);
        }
        let by = visit.by();
        let mut after = None;
        loop {
            let (last, reads) = self.cases_about(tenant, &by, (citizen, after)).await?;
            if reads.iter().any(|read| acts_for_authority(read, &by)) {
                return Ok(false);
            }
            match last {
                None => return Ok(true),
                last => after = last,
            }
        }
    }

    /// Lets somebody do more than look at a citizen, after it is logged: those who act for the authority in one of the
    /// citizen's cases, and whoever gives a reason, which is told to those who have the open ones.
    pub(super) async fn pass(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        deed: RegisterDeed,
        (citizen, is_erased): (PersonId, bool),
    ) -> Result<(), VisitRefused> {
        match self.must_have_place(tenant, visit).await {
            Err(VisitRefused::NoPlace) => return Err(VisitRefused::Unknown),
            had => had?,
        }
        let reason = visit.purpose.trim();
        let stranger = self.needs_reason(tenant, visit, citizen).await?;
        if reason.chars().count() > MAX_REASON_CHARS || (stranger && reason.is_empty()) {
            return Err(VisitRefused::NoReason);
        }
        if holds_cpr(reason) {
            return Err(VisitRefused::Number);
        }
        self.visit(tenant, visit, visit_for(deed), Some(citizen)).await?;
        match visit.by {
            // Whoever was erased has no open cases.
            Some(person) if stranger && !is_erased => {
                self.tell_of_visit(tenant, citizen, (person, deed, reason))
                    .await?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Tells those who have the citizen's open cases of what somebody did who is in none of them. It stands in the history of
    /// each.
    async fn tell_of_visit(
        &self,
        tenant: TenantId,
        citizen: PersonId,
        (person, deed, reason): (PersonId, RegisterDeed, &str),
    ) -> Result<(), Failure> {
        let mut after = None;
        loop {
            let (last, reads) = self.cases_about(tenant, &By::Engine, (citizen, after)).await?;
            for read in reads.iter().filter(|read| !read.case.has_ended()) {
                let asked = Asked::RegisterVisited {
                    person,
                    deed,
                    reason: reason.to_owned(),
                };
                let command = Command::new(read.case.id, By::Engine, Wanted::Do(asked));
                match self.send(tenant, command).await {
                    // One that has ended meanwhile, or rests for an incident, has nobody to be told.
                    Ok(_) | Err(Failure::Refused(_) | Failure::Incident(_) | Failure::NoCase) => {}
                    Err(failure) => return Err(failure),
                }
            }
            match last {
                None => return Ok(()),
                last => after = last,
            }
        }
    }

    /// Some of the cases that are about a citizen now and that the asker may know of, after one, and which was looked at last;
    /// none where no more are left.
    async fn cases_about(
        &self,
        tenant: TenantId,
        by: &By,
        (citizen, after): (PersonId, Option<CaseId>),
    ) -> Result<(Option<CaseId>, Vec<CaseRead>), Failure> {
        let found = self.store().cases_of_person(tenant, citizen, after, PAGE).await?;
        let ids: Vec<CaseId> = found.iter().map(|one| one.row.case).collect();
        let known = self.shared().known(tenant, by, &ids).await?;
        let mut reads: Vec<CaseRead> = known.into_values().collect();
        reads.retain(|read| read.citizens().any(|one| one == citizen));
        Ok((ids.last().copied(), reads))
    }

    /// Has it logged that somebody did something in the register; nothing is answered before that.
    pub(super) async fn visit(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        at: VisitFor,
        citizen: Option<PersonId>,
    ) -> Result<(), Failure> {
        let about = LookAbout {
            citizen,
            criterion: Criterion::from([("what".to_owned(), at.word().to_owned())]),
            found: (at == VisitFor::Sought).then_some(usize::from(citizen.is_some())),
            ..LookAbout::default()
        };
        self.log_look(tenant, &visit.by(), &visit.look(at), about).await
    }
}

/// Whether the asker acts for the authority in the case.
fn acts_for_authority(read: &CaseRead, by: &By) -> bool {
    let Actor::Person { parties, .. } = by.in_case(&read.view()) else {
        return false;
    };
    let known = &read.run.flow.parties;
    parties.iter().any(|party| {
        let party = known.get(party);
        party.is_some_and(|party| party.side == Side::Authority)
    })
}
