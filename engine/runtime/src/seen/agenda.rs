//! What stands in a person's calendar: what they and their units have to do by when, and meetings that they take part in.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{DateTime, Utc};
use samspil_core::calendar::local_date;
use samspil_core::case::{Eyes, PlannedRound};
use samspil_core::flow::{Item, ItemKind};
use samspil_core::id::{CaseId, ItemId, PartyId, PersonId, TenantId};
use samspil_core::text::Text;
use samspil_store::{CaseQuery, CaseStatus, Stored, TaskOrder, TaskQuery, TaskRow, Whose};

use super::cases::{near, person};
use super::{MAX_PAGE, Marks, TaskList, TaskOf};
use crate::engine::Engine;
use crate::look::{Criterion, Look, criterion};
use crate::{By, CaseRead, Failure, Grounds};

/// How many pages of tasks are looked through for a calendar, and how many of meetings: what is due first comes first, and
/// beyond a thousand deadlines a calendar shows nothing to anybody.
const MAX_PAGES: usize = 10;

/// What stands in a person's calendar.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Agenda {
    /// Tasks that have a deadline and that nobody else has taken, by case and item.
    pub deadlines: Vec<(CaseId, TaskRow)>,
    /// Meetings whose time is agreed, by case and item.
    pub meetings: Vec<(CaseId, TaskRow)>,
    /// Tasks that the person has noted something of, with a deadline or without, by case and item; none in a calendar that
    /// leaves the program.
    pub noted: Vec<(CaseId, TaskRow)>,
    /// Rounds that are planned and no tasks yet, by case and item; none in a calendar that leaves the program.
    pub planned: Vec<PlannedWork>,
}

/// A round that a case has planned and that is no task yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedWork {
    /// The case.
    pub case: CaseId,
    /// The title of the case; the flow's own where the reader may not read it.
    pub case_title: Text,
    /// What it is.
    pub title: Text,
    /// When it is to be; the start of a day where a day is named.
    pub at: DateTime<Utc>,
}

impl Agenda {
    /// By case and item, each once.
    fn each_once(&mut self) {
        for list in [&mut self.deadlines, &mut self.meetings, &mut self.noted] {
            list.sort_by(|(case, task), (other, beside)| (case, &task.item).cmp(&(other, &beside.item)));
            list.dedup_by(|(case, task), (other, beside)| (case, &task.item) == (other, &beside.item));
        }
    }
}

impl Engine {
    /// What stands in a person's calendar, after it is logged; none where there is no such person or they may not sign in
    /// any more.
    ///
    /// # Errors
    /// What the store says.
    pub async fn agenda(
        &self,
        tenant: TenantId,
        person: PersonId,
        look: &Look,
    ) -> Result<Option<Agenda>, Failure> {
        let store = self.store();
        let known = store.person(tenant, person).await?;
        if known.is_none_or(|known| !known.active) {
            return Ok(None);
        }
        let today = local_date(self.clock().now());
        let stands = store.stands(tenant, person, today).await?;
        let by = By::Person {
            person,
            members: stands.members,
            stands_in: stands.stands_in,
            grounds: Grounds::default(),
        };
        let people = near(&by).map(|(_, people)| people).unwrap_or_default();
        let mut agenda = Agenda::default();
        for of in [TaskOf::Mine, TaskOf::Units] {
            // What a colleague has taken is theirs alone; what the person has taken comes with their own.
            let unclaimed = of == TaskOf::Units;
            self.add_deadlines(tenant, &by, (of, unclaimed), &mut agenda)
                .await?;
        }
        agenda
            .deadlines
            .retain(|(_, task)| task.claimed_by.is_none_or(|hand| people.contains(&hand)));
        agenda.meetings = self.meetings(tenant, &by, person).await?;
        agenda.each_once();
        let found = agenda.deadlines.len() + agenda.meetings.len();
        self.log(tenant, &by, look, (Criterion::new(), Some(found)), None)
            .await?;
        Ok(Some(agenda))
    }

    /// What the asker has to do by when, or all in their units, with the meetings that they, or these, take part in, the
    /// tasks that the asker has noted something of, and what is planned for this time and no task yet; after it is logged.
    ///
    /// # Errors
    /// What the store says.
    pub async fn agenda_of(
        &self,
        tenant: TenantId,
        by: &By,
        (in_units, time): (bool, Range<DateTime<Utc>>),
        look: &Look,
    ) -> Result<Agenda, Failure> {
        let mut agenda = Agenda::default();
        let (Some((person, _)), Some((units, people))) = (person(by), near(by)) else {
            return Ok(agenda);
        };
        let lists = [TaskOf::Mine, TaskOf::Units];
        for of in lists.into_iter().take(if in_units { 2 } else { 1 }) {
            self.add_deadlines(tenant, by, (of, false), &mut agenda).await?;
        }
        // What a reader has noted is theirs, whoever is to do the task.
        for of in [TaskOf::Mine, TaskOf::Units, TaskOf::Others] {
            self.add_noted(tenant, by, of, &mut agenda).await?;
        }
        agenda.meetings = if in_units {
            let near = Whose::Meetings(units, people);
            let found = self.meetings_near(tenant, near).await?;
            self.seen_meetings(tenant, by, found, |_, _| true).await?
        } else {
            self.meetings(tenant, by, person).await?
        };
        agenda.planned = self.planned(tenant, by, (in_units, time)).await?;
        agenda.each_once();
        let found =
            agenda.deadlines.len() + agenda.meetings.len() + agenda.noted.len() + agenda.planned.len();
        let asked = criterion([("of", in_units.then(|| "units".to_owned()))]);
        self.log(tenant, by, look, (asked, Some(found)), None).await?;
        Ok(agenda)
    }

    async fn add_deadlines(
        &self,
        tenant: TenantId,
        by: &By,
        (of, unclaimed): (TaskOf, bool),
        agenda: &mut Agenda,
    ) -> Result<(), Failure> {
        let mut list = TaskList {
            of,
            unclaimed,
            limit: MAX_PAGE,
            ..TaskList::default()
        };
        for _ in 0..MAX_PAGES {
            let page = self.tasks_found(tenant, by, &list).await?;
            // What has no deadline comes last, but for what a ladder has put first.
            let over = page
                .rows
                .last()
                .is_some_and(|(_, task)| task.due.is_none() && !task.raised);
            let due = page.rows.into_iter().filter(|(_, task)| task.due.is_some());
            agenda.deadlines.extend(due);
            list.after = page.next;
            if over || list.after.is_none() {
                break;
            }
        }
        Ok(())
    }

    async fn add_noted(
        &self,
        tenant: TenantId,
        by: &By,
        of: TaskOf,
        agenda: &mut Agenda,
    ) -> Result<(), Failure> {
        let mut list = TaskList {
            of,
            marked: Some(Marks::default()),
            limit: MAX_PAGE,
            ..TaskList::default()
        };
        for _ in 0..MAX_PAGES {
            let page = self.tasks_found(tenant, by, &list).await?;
            agenda.noted.extend(page.rows);
            list.after = page.next;
            if list.after.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Rounds that are planned for this time in cases of the asker's, soonest first: what they or, where those are asked for,
    /// their units are to do, and meetings that they take part in. A case with such a round wakes before it, when that opens.
    /// Of more cases than so many pages those that changed last are looked at.
    async fn planned(
        &self,
        tenant: TenantId,
        by: &By,
        (in_units, time): (bool, Range<DateTime<Utc>>),
    ) -> Result<Vec<PlannedWork>, Failure> {
        let Some((units, people)) = near(by) else {
            return Ok(Vec::new());
        };
        // What was planned for a time that has passed is a task by now.
        if time.end <= self.clock().now() {
            return Ok(Vec::new());
        }
        let mut query = CaseQuery {
            status: Some(CaseStatus::Open),
            bound_to: Some((units, people.clone())),
            wakes_before: Some(time.end),
            limit: MAX_PAGE,
            ..CaseQuery::default()
        };
        let mut found = Vec::new();
        for _ in 0..MAX_PAGES {
            let rows = self.store().find(tenant, &query).await?;
            query.after = rows.last().map(|row| (row.changed_at, row.case));
            let ids: Vec<CaseId> = rows.iter().map(|row| row.case).collect();
            for read in self.known(tenant, by, &ids).await?.values() {
                found.extend(planned_in(read, by, (&people, in_units), &time));
            }
            if rows.len() < usize::try_from(MAX_PAGE).unwrap_or(usize::MAX) {
                break;
            }
        }
        found.sort_by_key(|work| (work.at, work.case));
        Ok(found)
    }

    /// Meetings that the person takes part in.
    async fn meetings(
        &self,
        tenant: TenantId,
        by: &By,
        person: PersonId,
    ) -> Result<Vec<(CaseId, TaskRow)>, Failure> {
        let Some((units, people)) = near(by) else {
            return Ok(Vec::new());
        };
        let found = self.meetings_near(tenant, Whose::Meetings(units, people)).await?;
        let takes_part = |task: &TaskRow, eyes: &Eyes| {
            let with = task.meets.iter().flat_map(|meets| &meets.with);
            task.claimed_by == Some(person) || with.into_iter().any(|party| eyes.contains(party))
        };
        self.seen_meetings(tenant, by, found, takes_part).await
    }

    /// Those of the meetings that the asker sees and that are asked for.
    async fn seen_meetings(
        &self,
        tenant: TenantId,
        by: &By,
        found: Vec<(CaseId, TaskRow)>,
        wanted: impl Fn(&TaskRow, &Eyes) -> bool,
    ) -> Result<Vec<(CaseId, TaskRow)>, Failure> {
        let cases: BTreeSet<CaseId> = found.iter().map(|(case, _)| *case).collect();
        let cases: Vec<CaseId> = cases.into_iter().collect();
        let known = self.known(tenant, by, &cases).await?;
        let seen = |(case, task): &(CaseId, TaskRow)| {
            let read = known.get(case)?;
            let eyes = read.eyes(by);
            let item = ItemId::with_row(&task.item).ok()?;
            let sees = !eyes.is_looking_in() && read.view().sees_named(&eyes, &item);
            (sees && wanted(task, &eyes)).then_some(())
        };
        Ok(found.into_iter().filter(|one| seen(one).is_some()).collect())
    }

    /// Meetings in the cases where someone is bound.
    async fn meetings_near(&self, tenant: TenantId, whose: Whose) -> Stored<Vec<(CaseId, TaskRow)>> {
        let mut query = TaskQuery {
            whose,
            due_before: None,
            unclaimed: false,
            marked: None,
            order: TaskOrder::Newest,
            after: None,
            limit: MAX_PAGE,
        };
        let mut found = Vec::new();
        for _ in 0..MAX_PAGES {
            let page = self.store().tasks(tenant, &query).await?;
            found.extend(page.rows);
            query.after = page.next;
            if query.after.is_none() {
                break;
            }
        }
        Ok(found)
    }
}

/// What one case has planned for this time that is the asker's.
fn planned_in(
    read: &CaseRead,
    by: &By,
    (people, in_units): (&[PersonId], bool),
    time: &Range<DateTime<Utc>>,
) -> Vec<PlannedWork> {
    let (view, eyes) = (read.view(), read.eyes(by));
    if eyes.is_looking_in() {
        return Vec::new();
    }
    let own = |party: &PartyId| {
        let mut bound = view.bound_now(party);
        bound.any(|one| one.person.is_some_and(|person| people.contains(&person)))
    };
    let is_theirs = |item: &Item| {
        let owner = view.owner(item);
        let does = owner.is_some_and(|owner| match in_units {
            true => eyes.acting().contains(&owner),
            false => own(&owner),
        });
        let meets = || item.kind == ItemKind::Meeting && item.with.iter().any(|party| eyes.contains(party));
        does || meets()
    };
    let told = |round: PlannedRound| {
        let item = read.run.item(&read.case, &round.item)?;
        let is_shown = time.contains(&round.at) && is_theirs(&item);
        let title = view.seen_title(&eyes).map(Text::danish);
        is_shown.then(|| PlannedWork {
            case: read.case.id,
            case_title: title.unwrap_or_else(|| read.run.flow.title.clone()),
            title: item.title.clone(),
            at: round.at,
        })
    };
    let rounds = view.planned_rounds(&eyes);
    rounds.into_iter().filter_map(told).collect()
}
