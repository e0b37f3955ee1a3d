//! What a store keeps of a step, worked out from the case before and after it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use samspil_core::case::{
    Between, Case, Figure, HoldsValues, OpenTask, Runnable, Standing, Status, Step, View, figures, open_tasks,
};
use samspil_core::flow::ItemKind;
use samspil_core::id::{CommandId, FieldPath, PersonId, TenantId};
use samspil_store::{
    CaseHead, CaseStatus, Command, Commit, FigureRow, Hash, NewEvent, NewNotice, PartyRow, TaskRow,
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::relay::NoticeBody;
use crate::sealing::{About, Seal, kept, kept_with};
use crate::{Answer, Failure};

/// A command's key and the sum of what it asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Key {
    pub(crate) id: CommandId,
    pub(crate) body: Hash,
}

/// What is known of the case that a step was made from.
pub(crate) struct From<'a> {
    pub(crate) before: Option<&'a Case>,
    pub(crate) chain: Hash,
    pub(crate) key: Option<Key>,
    pub(crate) fence: Option<u64>,
    /// What the asker's places were read from.
    pub(crate) stands: Option<u64>,
    pub(crate) at: DateTime<Utc>,
}

/// Everything that the step changes in the store.
pub(crate) fn commit(
    run: &Runnable,
    from: &From<'_>,
    step: &mut Step,
    seal: &Seal,
) -> Result<Commit, Failure> {
    let (id, version) = (step.case.id, step.case.version);
    let (tasks, tasks_gone, figures) = open_work(run, from, step);
    let sealed = Sealing {
        sensitive: &run.sensitive,
        seal,
    };
    let event = match &mut step.event {
        None => None,
        Some(event) => Some(NewEvent {
            at: event.at,
            body: sealed.bytes(event, About::Event(id, version))?,
        }),
    };
    let snapshot = sealed.bytes(&mut step.case, About::Snapshot(id, version))?;
    let notices = notices(run, step, from.at, sealed)?;
    let case = &step.case;
    let view = View {
        run,
        case,
        at: from.at,
    };
    let command = match from.key {
        None => None,
        Some(key) => Some(Command {
            id: key.id,
            body: key.body,
            answer: kept(&Answer {
                case: case.id,
                version: case.version,
                event: None,
            })?,
        }),
    };
    let head = head(&view);
    let shown_before = from.before.map(|case| self::head(&View { case, ..view }));
    let parties_changed = from.before.is_none_or(|before| are_others(before, case));
    Ok(Commit {
        case: case.id,
        seen: from.before.map_or(0, |before| before.version),
        seen_chain: from.chain,
        command,
        fence: from.fence,
        stands: from.stands,
        at: from.at,
        events: event.into_iter().collect(),
        snapshot,
        head_stays: shown_before.is_some_and(|before| before == head),
        head,
        tasks,
        tasks_gone,
        parties: parties_changed.then(|| parties(&view)),
        people: if parties_changed { people(case) } else { Vec::new() },
        wake_at: view.next_wake(),
        notices,
        figures,
    })
}

fn head(view: &View<'_>) -> CaseHead {
    let case = view.case;
    let stages = view
        .run
        .flow
        .items
        .values()
        .filter(|item| item.kind == ItemKind::Stage);
    let active = stages
        .clone()
        .find(|stage| case.item(&stage.id).status == Status::Active);
    CaseHead {
        flow: case.flow.to_string(),
        flow_version: case.flow_version,
        title: case.title.clone(),
        status: match case.standing {
            Standing::Open => CaseStatus::Open,
            Standing::OnHold => CaseStatus::OnHold,
            Standing::Closed | Standing::Terminated => CaseStatus::Closed,
        },
        opened_at: case.started_at,
        closed_at: case.has_ended().then_some(case.stood_still_at).flatten(),
        stage: active.map(|stage| stage.title.clone()),
    }
}

/// Whether those who are there may be others than before.
fn are_others(before: &Case, case: &Case) -> bool {
    before.parties != case.parties
        || before.consents != case.consents
        || before.looked_on != case.looked_on
        || before.phase != case.phase
}

/// Those who are there now.
fn parties(view: &View<'_>) -> Vec<PartyRow> {
    let parties = view.case.parties.keys();
    let bound = parties.flat_map(|party| view.bound_now(party).map(move |binding| (party, binding)));
    bound
        .map(|(party, binding)| PartyRow {
            party: party.to_string(),
            unit: binding.unit,
            person: binding.person,
        })
        .collect()
}

/// People whom parties are bound to, whether that holds now or not.
fn people(case: &Case) -> Vec<(String, PersonId)> {
    let named = case.parties.iter().flat_map(|(party, to)| {
        let people = to.iter().filter_map(|binding| binding.person);
        people.map(move |person| (party.to_string(), person))
    });
    let named: BTreeSet<(String, PersonId)> = named.collect();
    named.into_iter().collect()
}

/// Task rows that are new or changed, the items whose rows go, and what the event says for figures.
fn open_work(run: &Runnable, from: &From<'_>, step: &Step) -> (Vec<TaskRow>, Vec<String>, Vec<FigureRow>) {
    let after = View {
        run,
        case: &step.case,
        at: from.at,
    };
    let before = from.before.map(|case| View { case, ..after });
    let was_open = before.as_ref().map(open_tasks).unwrap_or_default();
    let is_open = open_tasks(&after);
    let between = Between {
        before,
        after,
        was_open: &was_open,
        is_open: &is_open,
    };
    let event = step.event.as_ref();
    let figures = event.map(|event| figures(&between, event)).unwrap_or_default();
    let (tasks, gone) = tasks(&after, from.before, was_open, is_open);
    (tasks, gone, figures.into_iter().map(figure_row).collect())
}

fn figure_row(figure: Figure) -> FigureRow {
    FigureRow {
        counted: figure.counted,
        name: figure.name,
        party: figure.party.to_string(),
        other: figure.other,
        unit: figure.unit,
        since: figure.since,
        in_time: figure.in_time,
    }
}

/// Task rows that are new or changed, and the items whose rows go.
fn tasks(
    view: &View<'_>,
    before: Option<&Case>,
    old: Vec<OpenTask>,
    now: Vec<OpenTask>,
) -> (Vec<TaskRow>, Vec<String>) {
    let old: BTreeMap<_, OpenTask> = old.into_iter().map(|task| (task.item.clone(), task)).collect();
    let rebound = before.is_some_and(|before| are_others(before, view.case));
    let gone = old
        .keys()
        .filter(|item| !now.iter().any(|task| task.item == **item))
        .map(ToString::to_string)
        .collect();
    let changed = now
        .into_iter()
        .filter(|task| rebound || old.get(&task.item) != Some(task))
        .map(|task| row(view, task))
        .collect();
    (changed, gone)
}

fn row(view: &View<'_>, task: OpenTask) -> TaskRow {
    let binding = view.bound_now(&task.party).next();
    TaskRow {
        item: task.item.to_string(),
        round: task.round,
        title: task.title,
        party_title: view.party_title(&task.party),
        party: task.party.to_string(),
        unit: binding.and_then(|binding| binding.unit),
        person: binding.and_then(|binding| binding.person),
        claimed_by: task.claimed_by,
        opened_at: task.opened_at,
        due: task.due,
        plan_by: task.plan_by,
        owed: task.owed,
        raised: task.raised,
        counted: task.counted,
        counted_at: task.counted_at,
        meets: task.meets,
        case_title: view.case.title.clone(),
        flow_title: view.run.flow.title.clone(),
    }
}

fn notices(
    run: &Runnable,
    step: &mut Step,
    at: DateTime<Utc>,
    sealed: Sealing<'_>,
) -> Result<Vec<NewNotice>, Failure> {
    let case = &step.case;
    let view = View { run, case, at };
    let mut notices = Vec::new();
    for (index, effect) in step.effects.iter_mut().enumerate() {
        let id = notice_id(case, index);
        let body = match NoticeBody::of(&view, effect) {
            Some(notice) => kept(&notice)?,
            // An errand in another case.
            None => sealed.bytes(effect, About::Errand(case.id, id))?,
        };
        notices.push(NewNotice { id, body });
    }
    Ok(notices)
}

/// How what is sensitive is sealed.
#[derive(Clone, Copy)]
struct Sealing<'a> {
    sensitive: &'a BTreeSet<FieldPath>,
    seal: &'a Seal,
}

impl Sealing<'_> {
    fn bytes<T: Serialize + HoldsValues>(self, what: &mut T, about: About) -> Result<Vec<u8>, Failure> {
        kept_with(what, about, self.sensitive, self.seal)
    }
}

/// The same cause gives the same id: the case, its event and the effect's place in it.
fn notice_id(case: &Case, index: usize) -> Uuid {
    id_of(&[
        case.id.0.as_bytes(),
        &case.version.to_be_bytes(),
        &u64::try_from(index).unwrap_or(u64::MAX).to_be_bytes(),
    ])
}

/// The id that follows from these, so that the same give the same.
pub(crate) fn id_of(parts: &[&[u8]]) -> Uuid {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update(part);
    }
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(sum.finalize()) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(id).into_uuid()
}

/// The sum of what a command asks, by which a second sending is known to be the same.
pub(crate) fn sum_of(tenant: TenantId, parts: &[&[u8]]) -> Hash {
    let mut sum = Sha256::new();
    sum.update(tenant.0.to_be_bytes());
    for part in parts {
        sum.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        sum.update(part);
    }
    sum.finalize().into()
}
