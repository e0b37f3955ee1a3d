//! A citizen is erased by two people.

use samspil_core::id::{PersonId, TenantId};
use samspil_runtime::{Engine, EraseRefused, Erased, Failure, Visit};
use samspil_store::Signer;

use super::{About, Proposal, What, Word, both, let_go, word};

/// What asking for it came to.
pub(crate) enum Erasing {
    /// It waits for somebody else.
    Waits(Proposal),
    /// They are erased.
    Done(Erased),
}

/// Proposes that a citizen is erased, or erases them where somebody else has proposed it.
///
/// # Errors
/// [`EraseRefused`] says why not.
pub(crate) async fn erase(
    engine: &Engine,
    tenant: TenantId,
    visit: Visit<'_>,
    citizen: PersonId,
    signer: &Signer,
) -> Result<Erasing, EraseRefused> {
    engine.may_erase(tenant, citizen, visit.purpose).await?;
    let (store, now) = (engine.store(), engine.clock().now());
    let what = What::Erase {
        citizen,
        why: visit.purpose.trim().to_owned(),
    };
    let about = About::Citizen(citizen);
    match word(store.as_ref(), tenant, signer, what, now).await? {
        Word::First(proposal) => {
            tracing::info!(%tenant, by = %signer.person, %citizen, "it was proposed to erase a citizen");
            Ok(Erasing::Waits(proposal))
        }
        Word::Second(proposal) => {
            let by = both(&proposal, signer);
            let erased = engine.erase_citizen(tenant, visit, citizen, &by).await?;
            let_go(store.as_ref(), tenant, about, now).await?;
            tracing::info!(%tenant, proposed = %proposal.by, by = %signer.person, %citizen, "a citizen was erased");
            Ok(Erasing::Done(erased))
        }
        // Nothing else can be proposed about a citizen, so another's is the same.
        Word::Other(proposal) => Ok(Erasing::Waits(proposal)),
        Word::Full => Err(Failure::Busy.into()),
    }
}
