//! Links that are opened once: into an account for a password of one's own, or into one case as one party.

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::id::{CaseId, PartyId, PersonId, TenantId};
use samspil_store::{Link, Opens, Person, Step, Store, StoreError};

use super::caller::Caller;
use super::secret::{NoRandom, Secret, new_id};
use super::sessions::{By, Identity, SignInError};

/// How long a link may wait to be opened at most, in hours: a letter takes days, and after a fortnight nobody expects it.
pub(crate) const LONGEST_LINK_HOURS: u16 = 14 * 24;

/// How many links into one case may be listed, and so be made: more than a case has relatives and answers.
pub(crate) const MAX_LINKS_OF_CASE: u32 = 50;

/// What the user name of somebody who never signs in with one begins with.
const OUTSIDER: &str = "outsider-";

/// A link to make.
pub(crate) struct NewLink {
    /// For whom.
    pub(crate) person: PersonId,
    /// Into what.
    pub(crate) opens: Opens,
    /// By whom; none where it is made on the machine itself.
    pub(crate) made_by: Option<PersonId>,
    /// How long it waits, in hours.
    pub(crate) hours: u16,
}

/// One case as one party: all that a session by a link reaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct CaseLink {
    /// The case.
    pub(crate) case: CaseId,
    /// The party.
    pub(crate) party: PartyId,
}

impl CaseLink {
    /// What a link opens, where it is a case.
    pub(super) fn of(link: &Link) -> Option<Self> {
        match &link.opens {
            Opens::Account => None,
            Opens::Case { case, party } => Some(Self {
                case: *case,
                party: PartyId::new(party).ok()?,
            }),
        }
    }
}

/// Why no link was made.
#[derive(thiserror::Error, Debug)]
pub(crate) enum LinkError {
    /// The machine has no random numbers.
    #[error(transparent)]
    NoRandom(#[from] NoRandom),
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a link. Its secret is shown this once.
///
/// # Errors
/// [`LinkError`] says why there is none.
pub(crate) async fn make_link(
    store: &dyn Store,
    tenant: TenantId,
    new: NewLink,
    now: DateTime<Utc>,
) -> Result<(Link, Secret), LinkError> {
    let secret = Secret::new(tenant)?;
    let hours = new.hours.clamp(1, LONGEST_LINK_HOURS);
    let link = Link {
        id: new_id()?,
        secret: secret.sum(),
        person: new.person,
        opens: new.opens,
        made_by: new.made_by,
        made_at: now,
        ends_at: now + TimeDelta::hours(hours.into()),
        used_at: None,
    };
    store.put_link(tenant, link.clone()).await?;
    tracing::info!(%tenant, link = %link.id, person = %link.person, opens = ?link.opens, "a link was made");
    Ok((link, secret))
}

/// Somebody who has to do with a case and no account: kept among people so that a session can be theirs, without a name,
/// which the register has.
///
/// # Errors
/// Where the store cannot do it.
pub(crate) async fn outsider(
    store: &dyn Store,
    tenant: TenantId,
    id: PersonId,
) -> Result<Person, StoreError> {
    if let Some(person) = store.person(tenant, id).await? {
        return Ok(person);
    }
    let person = Person {
        id,
        login: format!("{OUTSIDER}{}", id.0.simple()),
        name: String::new(),
        password: None,
        roles: Vec::new(),
        active: true,
    };
    store.put_person(tenant, person.clone()).await?;
    Ok(person)
}

impl Identity {
    /// The link with this secret and whom it is for, where it can be opened now.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn open_link(&self, secret: &Secret) -> Result<Option<(Link, Person)>, StoreError> {
        let tenant = secret.tenant();
        let link = match self.store().link_by_secret(tenant, secret.sum()).await {
            Err(StoreError::NoTenant) => None,
            link => link?,
        };
        let Some(link) = link.filter(|link| link.is_open(self.now())) else {
            return Ok(None);
        };
        let person = self.store().person(tenant, link.person).await?;
        Ok(person.filter(|person| person.active).map(|person| (link, person)))
    }

    /// Opens a link into a case: a session that reaches it and nothing else.
    ///
    /// # Errors
    /// [`SignInError::Wrong`] where it cannot be opened.
    pub(crate) async fn follow_link(
        &self,
        secret: &Secret,
        caller: &Caller,
    ) -> Result<(Secret, CaseId), SignInError> {
        let tenant = secret.tenant();
        let (link, person) = self.open_link(secret).await?.ok_or(SignInError::Wrong)?;
        let case = link.opens.case().ok_or(SignInError::Wrong)?;
        if !self.store().use_link(tenant, link.id, self.now()).await? {
            return Err(SignInError::Wrong);
        }
        let session = self.begin(tenant, person.id, caller, By::Link(link.id)).await?;
        Ok((session, case))
    }

    /// Opens a link into an account with a password of its person's choice. What is still missing then is as after any
    /// password: a code app stays.
    ///
    /// # Errors
    /// [`SignInError`] says why not; a password that does not fit leaves the link as it is.
    pub(crate) async fn take_account(
        &self,
        secret: &Secret,
        new: &str,
        caller: &Caller,
    ) -> Result<(Secret, Step), SignInError> {
        let tenant = secret.tenant();
        let (link, person) = self.open_link(secret).await?.ok_or(SignInError::Wrong)?;
        if link.opens != Opens::Account {
            return Err(SignInError::Wrong);
        }
        let kept = self.chosen(tenant, &person.login, new).await?;
        if !self.store().use_link(tenant, link.id, self.now()).await? {
            return Err(SignInError::Wrong);
        }
        let id = person.id;
        self.keep_own(tenant, &person, kept).await?;
        self.end_sessions(tenant, id, None).await?;
        self.after_password(tenant, id, caller).await
    }
}
