//! On what grounds somebody is taken to stand where they do, and looking at them again where that has changed since.

use chrono::NaiveDate;
use samspil_core::id::{PersonId, TenantId};
use samspil_store::{Opens, Stands, Store};
use uuid::Uuid;

use crate::{By, Failure};

/// On what grounds somebody is taken to stand where they do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Grounds {
    /// What it was read from; nothing for what the program asks by itself, which is not looked at again.
    pub read: Option<ReadFrom>,
    /// The person who answers for it, where it is a program.
    pub answered_by: Option<PersonId>,
    /// The link that they came by, where they came by one.
    pub link: Option<Uuid>,
}

/// What somebody's places were read from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadFrom {
    /// How often it had been changed by then who stands where ([`Stands::changes`]).
    pub changes: u64,
    /// For which day.
    pub day: NaiveDate,
}

impl By {
    /// On what grounds they are taken for what they are.
    pub(crate) fn grounds(&self) -> Grounds {
        match self {
            Self::Person { grounds, .. } | Self::Linked { grounds, .. } => *grounds,
            Self::Engine | Self::Outside => Grounds::default(),
        }
    }
}

/// The same asker as they stand on this day by now: with the places that they have, while they may sign in, somebody who may
/// answers for the program, and the link is there.
///
/// # Errors
/// [`Failure::SignedOut`] where they may not ask any more, or what the store says.
pub(crate) async fn looked_again(
    store: &dyn Store,
    tenant: TenantId,
    by: &By,
    day: NaiveDate,
) -> Result<By, Failure> {
    let Some(person) = by.person() else {
        return Ok(by.clone());
    };
    // Before all else: what changes while the rest is read shows when the command is written.
    let Stands {
        changes,
        members,
        stands_in,
    } = store.stands(tenant, person, day).await?;
    may_sign_in(store, tenant, person).await?;
    let was = by.grounds();
    let answered_by = match was.answered_by {
        None => None,
        Some(_) => {
            let service = store.service(tenant, person).await?.ok_or(Failure::SignedOut)?;
            may_sign_in(store, tenant, service.owner).await?;
            Some(service.owner)
        }
    };
    let grounds = Grounds {
        read: Some(ReadFrom { changes, day }),
        answered_by,
        ..was
    };
    match by {
        By::Linked { case, party, .. } => {
            if let Some(link) = was.link {
                let link = store.link(tenant, link).await?;
                let opens = link.map(|link| link.opens);
                let is_it = |opens: &Opens| matches!(opens, Opens::Case { case: of, party: to } if of == case && to == party.as_str());
                opens.filter(is_it).ok_or(Failure::SignedOut)?;
            }
            Ok(By::Linked {
                person,
                case: *case,
                party: party.clone(),
                grounds,
            })
        }
        _ => Ok(By::Person {
            person,
            members,
            stands_in,
            grounds,
        }),
    }
}

async fn may_sign_in(store: &dyn Store, tenant: TenantId, person: PersonId) -> Result<(), Failure> {
    let known = store.person(tenant, person).await?;
    match known.is_some_and(|known| known.active) {
        true => Ok(()),
        false => Err(Failure::SignedOut),
    }
}
