//! A batch as the few parameters that its statements read: rows as JSON, bytes in heaps that rows point into.
//!
//! A hand-over to the database costs about as much as writing a dozen rows, so a batch of any size is one of them where
//! everything is as it was seen, and four where it is not.

use serde::Serialize;

use super::heap::{Heap, micros};
use crate::Stored;
use crate::judge::Kept;
use crate::packed::packed;
use crate::rows::{CaseStatus, Commit, giving, places};
use crate::words::{column, folded, json, word};

/// What is asked of the database about one commit.
#[derive(Serialize)]
struct Asked {
    case: usize,
    command: Option<usize>,
    fenced: bool,
}

/// What is asked of the database about a batch: the heap and the rows.
pub(super) fn asked(batch: &[Commit]) -> Stored<(Heap, String)> {
    let mut heap = Heap::default();
    let rows: Vec<Asked> = batch
        .iter()
        .map(|commit| Asked {
            case: heap.id(commit.case.0),
            command: commit.command.as_ref().map(|command| heap.id(command.id.0)),
            fenced: commit.fence.is_some(),
        })
        .collect();
    let rows = json(&rows)?;
    Ok((heap, rows))
}

/// The lists of rows, in the order of their parameters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum List {
    /// Cases that begin.
    Begun,
    /// Cases of which lists show something else than before.
    Moved,
    /// Cases of which lists show the same as before.
    Stayed,
    Events,
    TasksGone,
    Tasks,
    /// Cases whose parties are bound anew.
    PartiesAnew,
    Parties,
    People,
    Notices,
    Keys,
}

#[derive(Serialize)]
struct CaseRow<'a> {
    case: usize,
    seen: i64,
    seen_chain: usize,
    fence: Option<i64>,
    version: i64,
    chain: usize,
    flow: &'a str,
    flow_version: u32,
    status: String,
    opened_at: i64,
    closed_at: Option<i64>,
    changed_at: i64,
    title: &'a str,
    title_folded: String,
    stage: Option<String>,
    snapshot: (usize, usize),
    wake_at: Option<i64>,
}

/// A case of which lists show the same as before.
#[derive(Serialize)]
struct StayedCase {
    case: usize,
    seen: i64,
    seen_chain: usize,
    fence: Option<i64>,
    version: i64,
    chain: usize,
    changed_at: i64,
    snapshot: (usize, usize),
    wake_at: Option<i64>,
}

#[derive(Serialize)]
struct EventRow {
    case: usize,
    number: i64,
    at: i64,
    sum: usize,
    chain: usize,
    body: (usize, usize),
    figures: Option<String>,
}

#[derive(Serialize)]
struct TaskGone<'a> {
    case: usize,
    item: &'a str,
}

#[derive(Serialize)]
struct Task<'a> {
    case: usize,
    item: &'a str,
    round: u32,
    title: String,
    party: &'a str,
    party_title: String,
    unit: Option<usize>,
    person: Option<usize>,
    claimed_by: Option<usize>,
    opened_at: i64,
    due: Option<i64>,
    plan_by: Option<i64>,
    owed: bool,
    raised: bool,
    case_title: &'a str,
    flow_title: String,
    counted: u32,
    counted_at: Option<i64>,
    meets: Option<String>,
}

#[derive(Serialize)]
struct Party<'a> {
    case: usize,
    party: &'a str,
    /// Among those of the party, in the order in which they are named.
    place: u64,
    unit: Option<usize>,
    person: Option<usize>,
}

#[derive(Serialize)]
struct Named<'a> {
    case: usize,
    party: &'a str,
    person: usize,
}

#[derive(Serialize)]
struct Notice {
    case: usize,
    id: usize,
    at: i64,
    body: (usize, usize),
}

#[derive(Serialize)]
struct Key {
    case: usize,
    id: usize,
    at: i64,
    body: usize,
    answer: (usize, usize),
}

/// What is long, by the one statement that writes it.
struct Bodies {
    snapshots: Heap,
    events: Heap,
    notices: Heap,
}

impl Default for Bodies {
    fn default() -> Self {
        // A heap without a byte would be bound as nothing, of which no body is a part, not even an empty one.
        let heap = || Heap(vec![0]);
        Self {
            snapshots: heap(),
            events: heap(),
            notices: heap(),
        }
    }
}

/// All rows of a batch.
#[derive(Default)]
pub(super) struct Rows<'a> {
    heap: Heap,
    bodies: Bodies,
    begun: Vec<CaseRow<'a>>,
    moved: Vec<CaseRow<'a>>,
    stayed: Vec<StayedCase>,
    events: Vec<EventRow>,
    tasks_gone: Vec<TaskGone<'a>>,
    tasks: Vec<Task<'a>>,
    parties_anew: Vec<usize>,
    parties: Vec<Party<'a>>,
    people: Vec<Named<'a>>,
    notices: Vec<Notice>,
    keys: Vec<Key>,
}

/// How many lists there are.
const LISTS: usize = 11;

/// A list without rows.
const EMPTY: &str = "[]";

/// The rows as parameters.
pub(super) struct Written {
    pub(super) heap: Vec<u8>,
    /// States of cases, events, notices.
    pub(super) bodies: [Vec<u8>; 3],
    /// In the order of [`List`].
    pub(super) lists: [String; LISTS],
    /// How many rows [`List::Moved`] has.
    pub(super) moved: i64,
    /// How many rows [`List::Stayed`] has.
    pub(super) stayed: i64,
}

impl Written {
    /// How many bytes the rows point to.
    pub(super) fn bytes(&self) -> usize {
        let heaps = [&self.heap].into_iter().chain(&self.bodies);
        heaps.map(Vec::len).sum()
    }

    /// Whether a list has rows.
    pub(super) fn has(&self, list: List) -> bool {
        self.lists.get(list as usize).is_some_and(|rows| rows != EMPTY)
    }
}

impl<'a> Rows<'a> {
    /// Adds a commit that is kept.
    pub(super) fn add(&mut self, commit: &'a Commit, kept: &Kept) -> Stored<()> {
        let case = self.heap.id(commit.case.0);
        self.add_case(case, commit, kept)?;
        let mut figures = giving(&commit.figures, commit.head.flow_version)?;
        for (event, link) in commit.events.iter().zip(&kept.links) {
            let is_last = link.number == kept.version;
            self.events.push(EventRow {
                case,
                number: column(link.number)?,
                at: micros(event.at),
                sum: self.heap.sum(&link.sum),
                chain: self.heap.sum(&link.chain),
                body: self.bodies.events.body(&event.body),
                figures: if is_last { figures.take() } else { None },
            });
        }
        let gone = commit.tasks_gone.iter().map(|item| TaskGone { case, item });
        self.tasks_gone.extend(gone);
        self.add_tasks(case, commit)?;
        self.add_parties(case, commit);
        for (party, person) in &commit.people {
            let person = self.heap.id(person.0);
            self.people.push(Named { case, party, person });
        }
        for notice in &commit.notices {
            self.notices.push(Notice {
                case,
                id: self.heap.id(notice.id),
                at: micros(commit.at),
                body: self.bodies.notices.body(&notice.body),
            });
        }
        if let Some(command) = &commit.command {
            self.keys.push(Key {
                case,
                id: self.heap.id(command.id.0),
                at: micros(commit.at),
                body: self.heap.sum(&command.body),
                answer: self.heap.body(&command.answer),
            });
        }
        Ok(())
    }

    fn add_case(&mut self, case: usize, commit: &'a Commit, kept: &Kept) -> Stored<()> {
        let (seen, fence) = (column(commit.seen)?, commit.fence.map(column).transpose()?);
        let seen_chain = self.heap.sum(&commit.seen_chain);
        let (version, chain) = (column(kept.version)?, self.heap.sum(&kept.chain));
        let snapshot = self.bodies.snapshots.body(&packed(&commit.snapshot));
        let (changed_at, wake_at) = (micros(commit.at), commit.wake_at.map(micros));
        if commit.head_stays {
            self.stayed.push(StayedCase {
                case,
                seen,
                seen_chain,
                fence,
                version,
                chain,
                changed_at,
                snapshot,
                wake_at,
            });
            return Ok(());
        }
        let head = &commit.head;
        let cases = if commit.seen == 0 {
            &mut self.begun
        } else {
            &mut self.moved
        };
        cases.push(CaseRow {
            case,
            seen,
            seen_chain,
            fence,
            version,
            chain,
            flow: &head.flow,
            flow_version: head.flow_version,
            status: word::<CaseStatus>(head.status)?,
            opened_at: micros(head.opened_at),
            closed_at: head.closed_at.map(micros),
            changed_at,
            title: &head.title,
            title_folded: folded(&head.title),
            stage: head.stage.as_ref().map(json).transpose()?,
            snapshot,
            wake_at,
        });
        Ok(())
    }

    fn add_tasks(&mut self, case: usize, commit: &'a Commit) -> Stored<()> {
        for task in &commit.tasks {
            self.tasks.push(Task {
                case,
                item: &task.item,
                round: task.round,
                title: json(&task.title)?,
                party: &task.party,
                party_title: json(&task.party_title)?,
                unit: task.unit.map(|unit| self.heap.id(unit.0)),
                person: task.person.map(|person| self.heap.id(person.0)),
                claimed_by: task.claimed_by.map(|person| self.heap.id(person.0)),
                opened_at: micros(task.opened_at),
                due: task.due.map(micros),
                plan_by: task.plan_by.map(micros),
                owed: task.owed,
                raised: task.raised,
                case_title: &task.case_title,
                flow_title: json(&task.flow_title)?,
                counted: task.counted,
                counted_at: task.counted_at.map(micros),
                meets: task.meets.as_ref().map(json).transpose()?,
            });
        }
        Ok(())
    }

    fn add_parties(&mut self, case: usize, commit: &'a Commit) {
        let Some(parties) = &commit.parties else {
            return;
        };
        if commit.seen > 0 {
            self.parties_anew.push(case);
        }
        for (place, party) in places(parties) {
            self.parties.push(Party {
                case,
                party: &party.party,
                place,
                unit: party.unit.map(|unit| self.heap.id(unit.0)),
                person: party.person.map(|person| self.heap.id(person.0)),
            });
        }
    }

    /// The rows as parameters.
    pub(super) fn write(self) -> Stored<Written> {
        let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
        Ok(Written {
            moved: count(self.moved.len()),
            stayed: count(self.stayed.len()),
            heap: self.heap.0,
            bodies: [
                self.bodies.snapshots.0,
                self.bodies.events.0,
                self.bodies.notices.0,
            ],
            lists: [
                json(&self.begun)?,
                json(&self.moved)?,
                json(&self.stayed)?,
                json(&self.events)?,
                json(&self.tasks_gone)?,
                json(&self.tasks)?,
                json(&self.parties_anew)?,
                json(&self.parties)?,
                json(&self.people)?,
                json(&self.notices)?,
                json(&self.keys)?,
            ],
        })
    }
}
