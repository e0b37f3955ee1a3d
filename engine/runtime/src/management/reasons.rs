//! Why people deviated at a step, for whoever may know of the cases: what was written in them is theirs to see, and nobody
//! else's.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use samspil_core::case::Counted;
use samspil_core::id::{CaseId, TenantId};

use super::{MIN_CASES, ManagementAsk};
use crate::look::{Look, criterion};
use crate::{By, CaseRead, Engine, Failure};

/// How many of the newest deviations are looked through: more than anybody reads at once.
const MAX_REASONS: u32 = 200;

/// Why somebody deviated, the last time in a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// The case.
    pub case: CaseId,
    /// What the case is called before the reader's eyes.
    pub title: String,
    /// What was written.
    pub why: String,
    /// When the work last ended, where it has.
    pub at: Option<DateTime<Utc>>,
}

/// The reasons that somebody may read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reasons {
    /// Those of cases that they may know of, the newest deviation first.
    pub rows: Vec<Reason>,
    /// People deviated there in more cases, and in so many that it may be told.
    pub unseen: bool,
}

impl Engine {
    /// Why people deviated at a step of a flow, in the cases that the asker may know of, after it is logged.
    ///
    /// # Errors
    /// What the store says.
    pub async fn deviation_reasons(
        &self,
        tenant: TenantId,
        by: &By,
        (ask, step): (&ManagementAsk, &str),
        look: &Look,
    ) -> Result<Reasons, Failure> {
        let query = ask.query(Counted::Deviated, true);
        let events = self
            .store()
            .figure_events(tenant, &query, step, MAX_REASONS)
            .await?;
        let mut cases: Vec<CaseId> = Vec::new();
        let mut named = BTreeSet::new();
        for event in events {
            if named.insert(event.case) {
                cases.push(event.case);
            }
        }
        let known: BTreeMap<CaseId, CaseRead> = self.shared().known(tenant, by, &cases).await?;
        let there = cases.iter().filter_map(|case| known.get(case));
        let rows: Vec<Reason> = there.flat_map(|read| reasons(read, by, step)).collect();
        let shown: BTreeSet<CaseId> = rows.iter().map(|row| row.case).collect();
        let asked = criterion([
            ("flow", ask.flow.clone()),
            ("step", Some(step.to_owned())),
            ("period", Some(ask.period.to_string())),
        ]);
        self.log(tenant, by, look, (asked, Some(rows.len())), None)
            .await?;
        let unseen = u64::try_from(cases.len().saturating_sub(shown.len())).unwrap_or(u64::MAX);
        Ok(Reasons {
            unseen: unseen >= MIN_CASES,
            rows,
        })
    }
}

/// What was written at a step of a case, as far as these eyes see it.
fn reasons(read: &CaseRead, by: &By, step: &str) -> Vec<Reason> {
    let (view, eyes) = (read.view(), read.eyes(by));
    // What somebody opened with a reason they read by its number, and in no list.
    if eyes.is_looking_in() {
        return Vec::new();
    }
    let case = &read.case;
    let sees = |id| {
        let item = view.run.item(case, id);
        item.is_some_and(|item| view.sees_item(&eyes, &item))
    };
    let of_step = case
        .items
        .iter()
        .filter(|(id, state)| id.base() == step && state.deviations > 0 && sees(id));
    let of_step = of_step.filter_map(|(_, state)| Some((state.reason.clone()?, state.ended_at)));
    let added = case.added.iter().filter(|(id, work)| {
        let stage = work.stage.as_ref();
        stage.map_or_else(|| id.base(), |stage| stage.base()) == step && sees(id)
    });
    let added = added.map(|(id, work)| (work.reason.clone(), case.item(id).ended_at));
    let found = of_step.chain(added).filter(|(why, _)| !why.is_empty());
    let title = read.title(&eyes, samspil_core::text::Language::Danish);
    found
        .map(|(why, at)| Reason {
            case: case.id,
            title: title.clone(),
            why,
            at,
        })
        .collect()
}
