//! The cases that a person may know of, newest change first.

use samspil_core::case::{Case, Runnable, Status};
use samspil_core::flow::ItemKind;
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use samspil_core::text::Text;
use samspil_store::{CaseQuery, CaseRow, CaseStatus, Member, Page};

use super::{MAX_FILLS, MAX_PAGE, place};
use crate::engine::Engine;
use crate::look::{Look, criterion, without_numbers};
use crate::{By, CaseRead, Failure};

/// Which cases are asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CaseList {
    /// Only of this flow.
    pub flow: Option<String>,
    /// Only with this status.
    pub status: Option<CaseStatus>,
    /// Only those whose title holds this text, whatever the case of its letters.
    pub text: Option<String>,
    /// Only those in which this person takes part, beside the asker.
    pub with: Option<PersonId>,
    /// Where the page begins: the place that the page before gave as its next.
    pub after: Option<String>,
    /// At most this many, up to [`MAX_PAGE`].
    pub limit: u32,
}

/// The units that a person has a place in.
pub(super) fn units(members: &[Member]) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = members.iter().map(|member| member.unit).collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// The person and their places; nobody else has lists.
pub(super) const fn person(by: &By) -> Option<(PersonId, &Vec<Member>)> {
    match by {
        By::Person { person, members, .. } => Some((*person, members)),
        _ => None,
    }
}

/// The units and people whose cases and tasks can be the asker's: their own, and those of whom they stand in for.
pub(super) fn near(by: &By) -> Option<(Vec<UnitId>, Vec<PersonId>)> {
    let (person, members) = person(by)?;
    let stands_in = by.stands_in();
    let all: Vec<Member> = members
        .iter()
        .chain(stands_in.iter().flat_map(|one| &one.members))
        .cloned()
        .collect();
    let people = std::iter::once(person).chain(stands_in.iter().map(|one| one.person));
    Some((units(&all), people.collect()))
}

impl Engine {
    /// Cases for a list, each one that the asker may know of, after it is logged. A page may hold fewer than its limit
    /// and still have a next.
    ///
    /// # Errors
    /// What the store says; [`samspil_store::StoreError::Place`] where `after` is no place that a page gave.
    pub async fn cases(
        &self,
        tenant: TenantId,
        by: &By,
        list: &CaseList,
        look: &Look,
    ) -> Result<Page<CaseRow>, Failure> {
        let page = self.cases_found(tenant, by, list).await?;
        let asked = criterion([
            ("flow", list.flow.clone()),
            (
                "status",
                list.status.map(|status| format!("{status:?}").to_lowercase()),
            ),
            ("with", list.with.map(|with| with.0.to_string())),
            ("text", list.text.as_deref().map(without_numbers)),
            ("after", list.after.clone()),
        ]);
        self.log(tenant, by, look, (asked, Some(page.rows.len())), list.with)
            .await?;
        Ok(page)
    }

    pub(super) async fn cases_found(
        &self,
        tenant: TenantId,
        by: &By,
        list: &CaseList,
    ) -> Result<Page<CaseRow>, Failure> {
        let Some(near) = near(by) else {
            return Ok(nothing());
        };
        let limit = list.limit.clamp(1, MAX_PAGE);
        let mut query = CaseQuery {
            flow: list.flow.clone(),
            status: list.status,
            text: list.text.clone(),
            bound_to: Some(list.with.map_or_else(|| near, |with| (Vec::new(), vec![with]))),
            wakes_before: None,
            after: list
                .after
                .as_deref()
                .map(place::read)
                .transpose()?
                .map(|(at, id)| (at, CaseId(id))),
            limit: limit + 1,
        };
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut page = nothing();
        for _ in 0..MAX_FILLS {
            let missing = wanted - page.rows.len();
            let mut rows = self.store().find(tenant, &query).await?;
            let more = rows.len() > missing;
            rows.truncate(missing);
            query.after = rows.last().map(|row| (row.changed_at, row.case));
            page.next = query
                .after
                .filter(|_| more)
                .map(|(at, case)| place::write(at, case.0));
            let ids: Vec<_> = rows.iter().map(|row| row.case).collect();
            let known = self.known(tenant, by, &ids).await?;
            let seen = rows
                .into_iter()
                .filter_map(|row| shown(row.clone(), known.get(&row.case)?, by, list.text.as_deref()));
            page.rows.extend(seen);
            if page.next.is_none() || page.rows.len() >= wanted {
                break;
            }
        }
        Ok(page)
    }
}

pub(super) const fn nothing<T>() -> Page<T> {
    Page {
        rows: Vec::new(),
        next: None,
    }
}

/// The row with the stage and the title as the asker sees them; none where it was found by a title that they do not see.
fn shown(mut row: CaseRow, read: &CaseRead, by: &By, text: Option<&str>) -> Option<CaseRow> {
    let (view, eyes) = (read.view(), read.eyes(by));
    // What somebody opened with a reason they read by its number, and in no list.
    if eyes.is_looking_in() {
        return None;
    }
    if view.seen_title(&eyes).is_none() {
        if text.is_some() {
            return None;
        }
        row.head.title = view.run.flow.title.da.clone();
    }
    row.head.stage = stage(&read.run, &read.case, |item| view.sees_item(&eyes, item));
    Some(row)
}

/// The outermost active stage among those that are seen.
fn stage(run: &Runnable, case: &Case, sees: impl Fn(&samspil_core::flow::Item) -> bool) -> Option<Text> {
    run.flow
        .items
        .values()
        .filter(|item| item.kind == ItemKind::Stage && case.item(&item.id).status == Status::Active)
        .find(|item| sees(item))
        .map(|item| item.title.clone())
}
