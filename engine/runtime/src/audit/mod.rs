//! Checking that nobody has altered history or the access log: every chain from its first link, against what cases say
//! that they are at and against ends that were signed before.

mod anchors;
mod heads;
mod histories;
mod key;
mod pages;
mod told;

use std::collections::BTreeMap;
use std::sync::Arc;

use samspil_core::id::TenantId;
use samspil_store::access_chain::Verifier;
use samspil_store::deed_chain::{DeedHead, follow};
use samspil_store::{AccessHead, Store, StoreError};

pub use anchors::{Anchors, HeadsWrong, anchors};
pub use heads::{End, HeadLine, Heads};
pub use key::{KeyWrong, PublicKey, SigningKey};
pub use told::{Tally, Wrong, WrongWhat};

/// Rows that are read at once: enough that asking costs nothing beside them, few enough to be held twice over.
const PAGE: u32 = 4_096;

/// What is checked, and how.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// Also whether a case is what its events make of it.
    pub replay: bool,
    /// Ends that were signed before, by tenant.
    pub anchors: &'a BTreeMap<TenantId, Anchors>,
}

/// Checks everything of every tenant; gives how much was checked, and the first bad row of each history table of each tenant.
/// `come` hears now and then how far it has come.
///
/// # Errors
/// What the store says; then nothing is known.
pub async fn verify(
    store: &Arc<dyn Store>,
    checked: Checked<'_>,
    come: &mut (dyn FnMut(&Tally) + Send),
) -> Result<(Tally, Vec<Wrong>), StoreError> {
    let mut tally = Tally::default();
    let mut wrong = Vec::new();
    let nothing = Anchors::default();
    for (tenant, _) in store.tenants().await? {
        let anchors = checked.anchors.get(&tenant).unwrap_or(&nothing);
        tally.tenants += 1;
        let mut histories = histories::Histories::new(store, tenant, anchors, checked.replay);
        wrong.extend(histories.check(&mut tally, come).await?);
        wrong.extend(entries(store, tenant, anchors, &mut tally, come).await?);
        wrong.extend(deeds(store, tenant, anchors, &mut tally).await?);
    }
    let unusable = store.unusable().await?;
    let usable = store.tenants().await?.into_iter().map(|(tenant, _)| tenant);
    let known: Vec<TenantId> = usable.chain(unusable.iter().map(|(tenant, _)| *tenant)).collect();
    for (tenant, error) in unusable {
        let what = WrongWhat::Unusable(error.message());
        wrong.push(Wrong::of("tenants", tenant, what));
    }
    let gone = checked.anchors.keys().filter(|tenant| !known.contains(tenant));
    wrong.extend(gone.map(|tenant| Wrong::of("tenants", *tenant, WrongWhat::Gone)));
    Ok((tally, wrong))
}

/// Checks a tenant's access log; from its start once more where that was moved on meanwhile.
async fn entries(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    anchors: &Anchors,
    tally: &mut Tally,
    come: &mut (dyn FnMut(&Tally) + Send),
) -> Result<Option<Wrong>, StoreError> {
    let start = store.access_start(tenant).await?;
    let before = *tally;
    let wrong = entries_after(store, (tenant, start), anchors, tally, come).await?;
    if wrong.is_some() && store.access_start(tenant).await? != start {
        *tally = before;
        let start = store.access_start(tenant).await?;
        return entries_after(store, (tenant, start), anchors, tally, come).await;
    }
    Ok(wrong)
}

async fn entries_after(
    store: &Arc<dyn Store>,
    (tenant, start): (TenantId, AccessHead),
    anchors: &Anchors,
    tally: &mut Tally,
    come: &mut (dyn FnMut(&Tally) + Send),
) -> Result<Option<Wrong>, StoreError> {
    const TABLE: &str = "access_log";
    let mut verifier = Verifier::after(start);
    let signed = anchors.access;
    let mut met = signed.is_none_or(|signed| signed.number < start.number || signed == start);
    loop {
        let after = verifier.head().number;
        let page = store.access_after(tenant, after, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for entry in &page {
            if let Err(broken) = verifier.take(entry) {
                let wrong = Wrong::of(TABLE, tenant, WrongWhat::from(broken));
                return Ok(Some(wrong.at(after_of(&broken))));
            }
            if let Some(signed) = signed.filter(|signed| signed.number == entry.number) {
                if signed.chain != entry.chain {
                    let wrong = Wrong::of(TABLE, tenant, WrongWhat::NotAsSigned);
                    return Ok(Some(wrong.at(entry.number)));
                }
                met = true;
            }
            tally.entries += 1;
        }
        come(tally);
    }
    if let (false, Some(signed)) = (met, signed) {
        let found = verifier.head().number;
        let what = if found < signed.number {
            WrongWhat::CutShort {
                signed: signed.number,
                found,
            }
        } else {
            WrongWhat::NotAsSigned
        };
        return Ok(Some(Wrong::of(TABLE, tenant, what).at(signed.number)));
    }
    Ok(None)
}

/// Checks what administrators did, from the first row.
async fn deeds(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    anchors: &Anchors,
    tally: &mut Tally,
) -> Result<Option<Wrong>, StoreError> {
    const TABLE: &str = "deeds";
    let mut head = DeedHead::default();
    loop {
        let page = store.deeds_after(tenant, head.number, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for deed in &page {
            match follow(head, deed) {
                Ok(next) => head = next,
                Err(broken) => {
                    let wrong = Wrong::of(TABLE, tenant, WrongWhat::from(broken));
                    return Ok(Some(wrong.at(after_of(&broken))));
                }
            }
            let signed = anchors.deeds.filter(|signed| signed.number == head.number);
            if signed.is_some_and(|signed| signed != head) {
                let wrong = Wrong::of(TABLE, tenant, WrongWhat::NotAsSigned);
                return Ok(Some(wrong.at(head.number)));
            }
            tally.deeds += 1;
        }
    }
    let cut = |signed: DeedHead| {
        let what = WrongWhat::CutShort {
            signed: signed.number,
            found: head.number,
        };
        Wrong::of(TABLE, tenant, what).at(signed.number)
    };
    Ok(anchors
        .deeds
        .filter(|signed| signed.number > head.number)
        .map(cut))
}

/// The number of the row that a fault is at.
const fn after_of(broken: &samspil_store::chain::Broken) -> u64 {
    use samspil_store::chain::Broken;
    match broken {
        Broken::Number { expected, .. } | Broken::End { expected, .. } => *expected,
        Broken::Body(number) | Broken::Chain(number) => *number,
    }
}
