//! The ends of all chains - histories, the access log, what administrators did -, signed line by line, for a place out of the database's reach: whoever cuts a history or the log
//! short afterwards, or writes it anew from somewhere on, does not fit them.
//!
//! A line is a JSON object, a space and its signature in hexadecimal: Ed25519 over `samspil heads 1`, a line feed and the
//! object. `before` is the SHA-256 sum of the whole line before.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use samspil_core::id::{CaseId, TenantId};
use samspil_store::chain::{BEFORE_FIRST, sum};
use samspil_store::{CaseEnd, DeedQuery, Hash, Store, StoreError};
use serde::{Deserialize, Serialize};

use super::key::{SigningKey, hex};

/// What sets these signatures apart from all others.
pub(super) const DOMAIN: &str = "samspil heads 1\n";

/// How many cases one line tells at most: some 600 kB.
const MAX_IN_LINE: u32 = 5_000;

/// How far back changes are looked for again: a command is kept under the time that it was asked at, and may be kept a
/// while after that.
const OVERLAP: Duration = Duration::hours(1);

/// The end of a chain: the number of the last link and the chain's hash with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The number.
    pub number: u64,
    /// The hash, in hexadecimal.
    pub chain: String,
}

impl End {
    fn of(number: u64, chain: &Hash) -> Self {
        Self {
            number,
            chain: hex(chain),
        }
    }
}

/// The newest deed alone.
const LAST_DEED: DeedQuery = DeedQuery {
    person: None,
    kind: None,
    since: None,
    until: None,
    limit: 1,
};

/// What a line tells.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadLine {
    /// Its number in the file, from 1.
    pub number: u64,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// The sum of the line before, in hexadecimal; zeros before the first.
    pub before: String,
    /// The tenant.
    pub tenant: TenantId,
    /// The end of its access log.
    pub access: End,
    /// The end of what its administrators did; none in lines that were written before it was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deeds: Option<End>,
    /// The ends of the histories of cases that changed since the tenant's line before.
    pub cases: BTreeMap<CaseId, End>,
}

/// What of a tenant has been told.
#[derive(Clone, Debug)]
struct Told {
    since: DateTime<Utc>,
    access: u64,
    deeds: u64,
    /// Cases that changed lately, with the version that was told.
    cases: BTreeMap<CaseId, (DateTime<Utc>, u64)>,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            since: DateTime::UNIX_EPOCH,
            access: 0,
            deeds: 0,
            cases: BTreeMap::new(),
        }
    }
}

/// Writes the lines of a file.
#[derive(Debug)]
pub struct Heads {
    key: SigningKey,
    number: u64,
    before: Hash,
    told: BTreeMap<TenantId, Told>,
}

impl Heads {
    /// Goes on after what the file holds; none where a line of it cannot be read.
    #[must_use]
    pub fn after(key: SigningKey, file: &str) -> Option<Self> {
        let mut heads = Self {
            key,
            number: 0,
            before: BEFORE_FIRST,
            told: BTreeMap::new(),
        };
        for line in file.lines() {
            let (told, _) = line.rsplit_once(' ')?;
            let told: HeadLine = serde_json::from_str(told).ok()?;
            heads.number = told.number;
            heads.before = sum(line.as_bytes());
            let of = heads.told.entry(told.tenant).or_default();
            of.since = told.at;
            of.access = told.access.number;
            of.deeds = told.deeds.map_or(of.deeds, |deeds| deeds.number);
        }
        Some(heads)
    }

    /// The lines that tell what has changed since the last ones; none where nothing has.
    ///
    /// # Errors
    /// What the store says; then nothing counts as told.
    pub async fn lines(
        &mut self,
        store: &Arc<dyn Store>,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, StoreError> {
        let mut lines = Vec::new();
        for (tenant, _) in store.tenants().await? {
            let mut told = self.told.get(&tenant).cloned().unwrap_or_default();
            let access = store.access_head(tenant).await?;
            let access = End::of(access.number, &access.chain);
            let deeds = store.deeds(tenant, &LAST_DEED).await?.pop();
            let deeds = deeds.map_or_else(
                || End::of(0, &BEFORE_FIRST),
                |deed| End::of(deed.number, &deed.chain),
            );
            let from = told.since.checked_sub_signed(OVERLAP).unwrap_or(told.since);
            let mut after = None;
            loop {
                let page = store.changed_ends(tenant, from, after, MAX_IN_LINE).await?;
                let full = page.len() >= usize::try_from(MAX_IN_LINE).unwrap_or(usize::MAX);
                after = page.last().map(|end| (end.changed_at, end.case));
                let cases = news(&mut told, page);
                let known = (told.access, told.deeds);
                if !cases.is_empty() || known != (access.number, deeds.number) {
                    (told.access, told.deeds) = (access.number, deeds.number);
                    let ends = (access.clone(), deeds.clone());
                    lines.push(self.line(now, tenant, ends, cases)?);
                }
                if !full {
                    break;
                }
            }
            told.since = now;
            let forgotten = now.checked_sub_signed(OVERLAP).unwrap_or(now);
            told.cases.retain(|_, (changed_at, _)| *changed_at >= forgotten);
            self.told.insert(tenant, told);
        }
        Ok(lines)
    }

    fn line(
        &mut self,
        at: DateTime<Utc>,
        tenant: TenantId,
        (access, deeds): (End, End),
        cases: BTreeMap<CaseId, End>,
    ) -> Result<String, StoreError> {
        let line = HeadLine {
            number: self.number + 1,
            at,
            before: hex(&self.before),
            tenant,
            access,
            deeds: Some(deeds),
            cases,
        };
        let told = serde_json::to_string(&line).map_err(|error| StoreError::Database(error.to_string()))?;
        let signature = self.key.sign(format!("{DOMAIN}{told}").as_bytes());
        let whole = format!("{told} {signature}");
        self.number += 1;
        self.before = sum(whole.as_bytes());
        Ok(whole)
    }
}

/// The ends that have not been told.
fn news(told: &mut Told, page: Vec<CaseEnd>) -> BTreeMap<CaseId, End> {
    let mut news = BTreeMap::new();
    for end in page {
        let known = told.cases.insert(end.case, (end.changed_at, end.version));
        if known.is_none_or(|(_, version)| version != end.version) {
            news.insert(end.case, End::of(end.version, &end.chain));
        }
    }
    news
}
