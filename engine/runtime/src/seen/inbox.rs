//! What has arrived for a person.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use samspil_store::{InboxQuery, InboxRow, Page};
use uuid::Uuid;

use super::cases::{nothing, person, units};
use super::{MAX_FILLS, MAX_PAGE, place};
use crate::engine::Engine;
use crate::look::{Look, criterion};
use crate::{By, CaseRead, Failure, Grounds, NoticeBody};

/// A notice in someone's inbox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrived {
    /// Its id.
    pub id: Uuid,
    /// The unit it is for; none where it is for the person alone.
    pub unit: Option<UnitId>,
    /// For whom the reader stands in.
    pub on_behalf_of: Option<PersonId>,
    /// When it arrived.
    pub at: DateTime<Utc>,
    /// When it was read; what is for a unit is read once somebody there has.
    pub read_at: Option<DateTime<Utc>>,
    /// The case and what the notice says. A deputy who may not know of the case learns only that there is something.
    pub notice: Option<(CaseId, NoticeBody)>,
}

/// Which of an inbox is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct InboxList {
    /// Only what nobody has read.
    pub unread: bool,
    /// Where the page begins: the place that the page before gave as its next.
    pub after: Option<String>,
    /// At most this many, up to [`MAX_PAGE`].
    pub limit: u32,
}

impl Engine {
    /// What has arrived for the asker or their units, newest first, of cases that they may know of, after it is logged. A
    /// page may hold fewer than its limit and still have a next.
    ///
    /// # Errors
    /// What the store says; [`samspil_store::StoreError::Place`] where `after` is no place that a page gave.
    pub async fn inbox(
        &self,
        tenant: TenantId,
        by: &By,
        list: &InboxList,
        look: &Look,
    ) -> Result<Page<Arrived>, Failure> {
        let page = self.inbox_found(tenant, by, list).await?;
        let asked = criterion([
            ("unread", list.unread.then(|| true.to_string())),
            ("after", list.after.clone()),
        ]);
        self.log(tenant, by, look, (asked, Some(page.rows.len())), None)
            .await?;
        Ok(page)
    }

    async fn inbox_found(
        &self,
        tenant: TenantId,
        by: &By,
        list: &InboxList,
    ) -> Result<Page<Arrived>, Failure> {
        let Some((person, members)) = person(by) else {
            return Ok(nothing());
        };
        let limit = list.limit.clamp(1, MAX_PAGE);
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let after = list.after.as_deref().map(place::read).transpose()?;
        let mut query = InboxQuery {
            person,
            units: units(members),
            unread: list.unread,
            after,
            limit: limit + 1,
        };
        let mut page = nothing();
        for _ in 0..MAX_FILLS {
            let missing = wanted - page.rows.len();
            let mut rows = self.store().inbox(tenant, &query).await?;
            let more = rows.len() > missing;
            rows.truncate(missing);
            query.after = rows.last().map(|row| (row.at, row.id));
            page.next = query.after.filter(|_| more).map(|(at, id)| place::write(at, id));
            page.rows.extend(self.seen_of(tenant, by, rows).await?);
            if page.next.is_none() || page.rows.len() >= wanted {
                break;
            }
        }
        Ok(page)
    }

    /// What has arrived for a citizen alone, newest first after a place, as it is given to them; a part of taking it out. Of a
    /// case that they see no more it is told only that something came. Gives the place of the next, where there is one.
    ///
    /// # Errors
    /// What the store says.
    pub async fn export_inbox(
        &self,
        tenant: TenantId,
        citizen: PersonId,
        after: Option<(DateTime<Utc>, Uuid)>,
    ) -> Result<(Vec<Arrived>, Option<(DateTime<Utc>, Uuid)>), Failure> {
        let by = By::Person {
            person: citizen,
            members: Vec::new(),
            grounds: Grounds::default(),
            stands_in: Vec::new(),
        };
        let query = InboxQuery {
            person: citizen,
            units: Vec::new(),
            unread: false,
            after,
            limit: MAX_PAGE,
        };
        let rows = self.store().inbox(tenant, &query).await?;
        let full = rows.len() == usize::try_from(MAX_PAGE).unwrap_or(usize::MAX);
        let next = rows.last().map(|row| (row.at, row.id)).filter(|_| full);
        let cases: BTreeSet<CaseId> = rows.iter().map(|row| row.case).collect();
        let cases: Vec<CaseId> = cases.into_iter().collect();
        let known = self.known(tenant, &by, &cases).await?;
        let mut given = Vec::with_capacity(rows.len());
        for row in rows {
            let body: NoticeBody =
                serde_json::from_slice(&row.body).map_err(|error| Failure::Incident(error.to_string()))?;
            let read = known.get(&row.case);
            given.push(Arrived {
                id: row.id,
                unit: row.unit,
                on_behalf_of: row.on_behalf_of,
                at: row.at,
                read_at: row.read_at,
                notice: read.map(|read| (row.case, as_seen(read, &by, body))),
            });
        }
        Ok((given, next))
    }

    /// Marks a notice in the asker's inbox as read. False where they have no such notice.
    ///
    /// # Errors
    /// What the store says.
    pub async fn mark_read(&self, tenant: TenantId, by: &By, notice: Uuid) -> Result<bool, Failure> {
        let row = self.store().notice(tenant, notice).await?;
        let seen = self.seen_of(tenant, by, row.into_iter().collect()).await?;
        if seen.is_empty() {
            return Ok(false);
        }
        let now = self.clock().now();
        self.store().mark_read(tenant, notice, now).await?;
        Ok(true)
    }

    /// Those rows that are in the asker's inbox, as they may see them.
    async fn seen_of(&self, tenant: TenantId, by: &By, rows: Vec<InboxRow>) -> Result<Vec<Arrived>, Failure> {
        let mut cases: Vec<CaseId> = rows.iter().map(|row| row.case).collect();
        cases.sort_unstable();
        cases.dedup();
        let known = self.known(tenant, by, &cases).await?;
        let mut seen = Vec::new();
        for row in rows {
            let body: NoticeBody =
                serde_json::from_slice(&row.body).map_err(|error| Failure::Incident(error.to_string()))?;
            seen.extend(arrived(by, row, body, &known));
        }
        Ok(seen)
    }
}

/// A row of the asker's own inbox; none where it is another's, or of a case that they may not know of.
fn arrived(
    by: &By,
    row: InboxRow,
    body: NoticeBody,
    known: &std::collections::BTreeMap<CaseId, CaseRead>,
) -> Option<Arrived> {
    let (reader, members) = person(by)?;
    let read = known.get(&row.case);
    let own = match (row.person, row.unit) {
        (Some(person), _) => person == reader,
        (None, Some(unit)) => {
            // What is for one party of a unit is not for those who act there as another.
            let meant = |read: &CaseRead| match &body.party {
                Some(party) => read.eyes(by).contains(party),
                None => true,
            };
            members.iter().any(|member| member.unit == unit) && read.is_some_and(meant)
        }
        (None, None) => false,
    };
    if !own || (read.is_none() && row.on_behalf_of.is_none()) {
        return None;
    }
    Some(Arrived {
        id: row.id,
        unit: row.unit,
        on_behalf_of: row.on_behalf_of,
        at: row.at,
        read_at: row.read_at,
        notice: read.map(|read| (row.case, as_seen(read, by, body))),
    })
}

/// What a notice says, with the case called what the reader may call it now.
fn as_seen(read: &CaseRead, by: &By, mut body: NoticeBody) -> NoticeBody {
    let view = read.view();
    let eyes = read.eyes(by);
    if view.seen_title(&eyes).is_none() && body.message.args.contains_key("case") {
        body.message = body.message.with("case", view.told_title(&eyes));
    }
    body
}
