//! The history of a case as a person may read it.

use chrono::{DateTime, Utc};
use samspil_core::case::Event;
use samspil_core::id::{CaseId, TenantId};

use super::MAX_PAGE;
use crate::engine::Engine;
use crate::look::Look;
use crate::sealing::Body;
use crate::{By, CaseRead, Failure};

/// One event of a history.
#[derive(Clone, PartialEq, Debug)]
pub struct Past {
    /// Its number in the case, from 1.
    pub number: u64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened, as the reader may see it; none where it was erased.
    pub event: Option<Event>,
}

/// A page of a history, oldest first. Events of which the reader may see nothing are left out.
#[derive(Clone, PartialEq, Debug)]
pub struct History {
    /// The events.
    pub events: Vec<Past>,
    /// The number after which the next page begins, where there is one.
    pub next: Option<u64>,
}

impl Engine {
    /// A case's history after an event's number, after it is logged.
    ///
    /// # Errors
    /// [`Failure::NoCase`] also where the asker may not know of the case.
    pub async fn history(
        &self,
        tenant: TenantId,
        by: &By,
        case: CaseId,
        (after, limit): (u64, u32),
        look: &Look,
    ) -> Result<History, Failure> {
        let read = self.read(tenant, by, case, look).await?;
        self.history_of(tenant, by, &read, (after, limit)).await
    }

    /// The history of a case that the asker has been given, after an event's number: a part of the same look.
    ///
    /// # Errors
    /// What the store says.
    pub async fn history_of(
        &self,
        tenant: TenantId,
        by: &By,
        read: &CaseRead,
        (after, limit): (u64, u32),
    ) -> Result<History, Failure> {
        let case = read.case.id;
        let limit = limit.clamp(1, MAX_PAGE);
        let mut stored = self.store().events(tenant, case, after, limit + 1).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = stored.len() > wanted;
        stored.truncate(wanted);
        let next = stored.last().map(|last| last.number).filter(|_| more);
        let (view, eyes) = (read.view(), read.eyes(by));
        let mut events = Vec::with_capacity(stored.len());
        let there = stored.iter().filter(|one| !one.body.is_empty());
        let bodies: Vec<Body<'_>> = there.map(|one| Body::of_event(case, one)).collect();
        let opened = self.shared().open_all::<Event>(tenant, &bodies).await?;
        let mut opened = opened.into_iter();
        for one in &stored {
            let event = if one.body.is_empty() {
                None
            } else {
                let Some(event) = opened.next() else { break };
                let event = event?;
                let Some(seen) = view.seen_event(&eyes, &event) else {
                    continue;
                };
                Some(seen)
            };
            events.push(Past {
                number: one.number,
                at: one.at,
                event,
            });
        }
        Ok(History { events, next })
    }

    /// A case's events as they are, from the first, for an archive and for what the program itself tells of invented cases;
    /// a person reads [`Engine::history`]. One whose body was erased is left out.
    ///
    /// # Errors
    /// What the store says, or that an event cannot be read.
    pub async fn whole_history(
        &self,
        tenant: TenantId,
        case: CaseId,
        limit: u32,
    ) -> Result<Vec<Event>, Failure> {
        let stored = self.store().events(tenant, case, 0, limit).await?;
        let there = stored.iter().filter(|one| !one.body.is_empty());
        let bodies: Vec<Body<'_>> = there.map(|one| Body::of_event(case, one)).collect();
        let opened = self.shared().open_all::<Event>(tenant, &bodies).await?;
        opened.into_iter().collect()
    }
}
