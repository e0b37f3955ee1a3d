//! How long a municipality keeps the cases of its flows: as the flow says, or longer.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::calendar::{Length, local_date};
use samspil_core::flow::{Flow, Retention};
use samspil_core::id::TenantId;
use samspil_core::text::Text;
use serde::{Deserialize, Serialize};

use super::{RetentionRefused, reason};
use crate::engine::Shared;
use crate::{Engine, Failure};

/// The setting of the tenant.
const SETTING: &str = "retention";

/// How often a term is laid down anew because somebody laid down another meanwhile.
const MAX_TRIES: usize = 8;

/// How long a municipality keeps the cases of a flow, where that is longer than the flow says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RetentionTerm {
    /// How long.
    pub keep: Length,
    /// Why.
    pub why: String,
    /// By whom it was laid down: a name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Terms by the names of flows.
pub(super) type Terms = BTreeMap<String, RetentionTerm>;

/// How long the cases of a flow are kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RetentionOfFlow {
    /// The flow's name.
    pub flow: String,
    /// What people call it.
    pub title: Text,
    /// What the newest version says; none where cases are kept for ever.
    pub rule: Option<Retention>,
    /// What the municipality has laid down.
    pub term: Option<RetentionTerm>,
}

/// The rule of a case that closed on a day: of the version that it runs by, the newest and the municipality's own term the
/// longest time. None where the newest says nothing.
pub(super) fn rule(
    own: &Flow,
    newest: &Flow,
    term: Option<&RetentionTerm>,
    closed: NaiveDate,
) -> Option<Retention> {
    let mut rule = newest.retention.clone()?;
    if let Some(own) = own.retention.clone() {
        rule = rule.with(own, closed);
    }
    if let Some(term) = term {
        let longer = Retention {
            keep: term.keep,
            then: rule.then,
            law: None,
        };
        rule = rule.with(longer, closed);
    }
    Some(rule)
}

impl Shared {
    pub(super) async fn retention_terms(&self, tenant: TenantId) -> Result<Terms, Failure> {
        of_bytes(self.store.setting(tenant, SETTING).await?.as_deref())
    }
}

fn of_bytes(kept: Option<&[u8]>) -> Result<Terms, Failure> {
    match kept {
        None => Ok(Terms::new()),
        Some(kept) => serde_json::from_slice(kept).map_err(|error| Failure::Incident(error.to_string())),
    }
}

impl Engine {
    /// How long the cases of each flow are kept, by the flows' names.
    ///
    /// # Errors
    /// What the store says, or that a flow cannot be read.
    pub async fn retention(&self, tenant: TenantId) -> Result<Vec<RetentionOfFlow>, Failure> {
        let mut terms = self.shared().retention_terms(tenant).await?;
        let mut found = Vec::new();
        for version in self.store().flows(tenant).await? {
            let run = self.shared().flow(tenant, &version.flow, version.version).await?;
            found.push(RetentionOfFlow {
                term: terms.remove(&version.flow),
                flow: version.flow,
                title: run.flow.title.clone(),
                rule: run.flow.retention.clone(),
            });
        }
        Ok(found)
    }

    /// Lays down that a flow's cases are kept longer than the flow says; without a length, as long as it says.
    ///
    /// # Errors
    /// [`RetentionRefused`] says why not.
    pub async fn keep_longer(
        &self,
        tenant: TenantId,
        flow: &str,
        keep: Option<Length>,
        by: &str,
        why: &str,
    ) -> Result<(), RetentionRefused> {
        let why = reason(why).ok_or(RetentionRefused::Reason)?;
        let found = self.retention(tenant).await?;
        let rule = found.into_iter().find(|one| one.flow == flow);
        let rule = rule.and_then(|one| one.rule).ok_or(RetentionRefused::NoRule)?;
        let now = self.clock().now();
        let term = match keep {
            None => None,
            Some(keep) => {
                let today = local_date(now);
                let last = keep.later(today).ok_or(RetentionRefused::NotDays)?;
                if last < rule.last_day(today) {
                    return Err(RetentionRefused::Shorter(rule.keep));
                }
                Some(RetentionTerm {
                    keep,
                    why: why.to_owned(),
                    by: by.to_owned(),
                    at: now,
                })
            }
        };
        self.put_term(tenant, flow, term).await
    }

    /// Keeps a flow's term beside those that others lay down for other flows meanwhile.
    async fn put_term(
        &self,
        tenant: TenantId,
        flow: &str,
        term: Option<RetentionTerm>,
    ) -> Result<(), RetentionRefused> {
        for _ in 0..MAX_TRIES {
            let seen = self.store().setting(tenant, SETTING).await?;
            let mut terms = of_bytes(seen.as_deref())?;
            match term.clone() {
                None => terms.remove(flow),
                Some(term) => terms.insert(flow.to_owned(), term),
            };
            let kept = serde_json::to_vec(&terms).map_err(|error| Failure::Incident(error.to_string()))?;
            if self
                .store()
                .swap_setting(tenant, SETTING, seen.as_deref(), kept)
                .await?
            {
                return Ok(());
            }
        }
        Err(Failure::Busy.into())
    }
}
