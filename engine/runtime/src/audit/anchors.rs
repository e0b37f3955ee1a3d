//! Ends that were signed before, read from a file of lines: the file must be whole itself before anything is held against it.

use std::collections::BTreeMap;

use samspil_core::id::{CaseId, TenantId};
use samspil_store::chain::{BEFORE_FIRST, sum};
use samspil_store::deed_chain::DeedHead;
use samspil_store::{AccessHead, Hash};

use super::heads::{DOMAIN, End, HeadLine};
use super::key::{PublicKey, hex, unhex};

/// The newest ends of a tenant that were signed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Anchors {
    /// That of the access log.
    pub access: Option<AccessHead>,
    /// That of what administrators did.
    pub deeds: Option<DeedHead>,
    /// Those of cases: how many events each had, and the chain's hash then.
    pub cases: BTreeMap<CaseId, (u64, Hash)>,
}

/// What is wrong with a file of signed ends, and in which line, from 1.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum HeadsWrong {
    /// The line cannot be read.
    #[error("line {0} cannot be read")]
    Shape(usize),
    /// Its signature is not one of this key over this line.
    #[error("line {0} is not signed with this key")]
    Signature(usize),
    /// It does not follow the line before.
    #[error("line {0} does not follow the line before")]
    Order(usize),
}

/// The newest ends of every tenant, and the last line.
///
/// # Errors
/// The first line that is not as it was signed.
pub fn anchors(
    file: &str,
    key: &PublicKey,
) -> Result<(BTreeMap<TenantId, Anchors>, Option<HeadLine>), HeadsWrong> {
    let mut all: BTreeMap<TenantId, Anchors> = BTreeMap::new();
    let mut before = BEFORE_FIRST;
    let mut last: Option<HeadLine> = None;
    for (place, line) in (1..).zip(file.lines()) {
        let (told, signature) = line.rsplit_once(' ').ok_or(HeadsWrong::Shape(place))?;
        if !key.signed(format!("{DOMAIN}{told}").as_bytes(), signature) {
            return Err(HeadsWrong::Signature(place));
        }
        let told: HeadLine = serde_json::from_str(told).map_err(|_| HeadsWrong::Shape(place))?;
        let number = last.as_ref().map_or(1, |last| last.number + 1);
        if told.number != number || told.before != hex(&before) {
            return Err(HeadsWrong::Order(place));
        }
        before = sum(line.as_bytes());
        let of = all.entry(told.tenant).or_default();
        let (number, chain) = end(&told.access).ok_or(HeadsWrong::Shape(place))?;
        of.access = Some(AccessHead { number, chain }).filter(|head| head.number > 0);
        if let Some(deeds) = &told.deeds {
            let (number, chain) = end(deeds).ok_or(HeadsWrong::Shape(place))?;
            of.deeds = Some(DeedHead { number, chain }).filter(|head| head.number > 0);
        }
        for (case, told) in &told.cases {
            of.cases.insert(*case, end(told).ok_or(HeadsWrong::Shape(place))?);
        }
        last = Some(told);
    }
    Ok((all, last))
}

fn end(told: &End) -> Option<(u64, Hash)> {
    Some((told.number, unhex(&told.chain)?))
}
