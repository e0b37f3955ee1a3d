//! A batch as arrays, one for each column: a batch of any size is one statement.
//!
//! Of the rows that rows point to only what else writes is looked for: a case is written with what is its own, and never
//! removed. A case that another has begun meanwhile shows by its first event. Every row is found by its whole key, by way of
//! a conflict or one by one, so that no plan depends on how large a table was when it was made.

use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use uuid::Uuid;

use super::statement::{Part, Statement, columns};
use crate::Stored;
use crate::judge::Kept;
use crate::packed::packed;
use crate::rows::{Commit, TaskRow, giving, places};
use crate::words::{column, folded, json, word};

/// Cases that begin: one that is there already is a conflict.
const BEGUN: Part = Part::Change(
    "
    INSERT INTO cases (tenant, case_id, version, chain, flow, flow_version, status, opened_at, closed_at, changed_at,
        title, title_folded, stage, snapshot)
    SELECT $1, case_id, version, chain, flow, flow_version, status, opened_at, closed_at, changed_at, title,
        title_folded, stage::json, snapshot
    FROM unnest(?::uuid[], ?::bigint[], ?::bytea[], ?::bigint[], ?::bytea[], ?::text[], ?::bigint[], ?::text[],
        ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::bytea[])
    AS c (case_id, seen, seen_chain, version, chain, flow, flow_version, status, opened_at, closed_at, changed_at, title,
        title_folded, stage, snapshot)",
);

/// Cases that are as they were seen. Each is found by its whole key and changed where it lies. Where another moved it while
/// we waited for it, the server follows it to where it lies now, and not every server asks again whether that is the place
/// that was meant: what it was found as is asked of the row itself, by nothing but what was found with its place, or a plan
/// might begin with all cases.
const MOVED: Part = Part::Counted(
    "
    UPDATE cases SET version = c.version, chain = c.chain, flow = c.flow, flow_version = c.flow_version,
        status = c.status, opened_at = c.opened_at, closed_at = c.closed_at, changed_at = c.changed_at, title = c.title,
        title_folded = c.title_folded, stage = c.stage::json, snapshot = c.snapshot
    FROM unnest(?::uuid[], ?::bigint[], ?::bytea[], ?::bigint[], ?::bytea[], ?::text[], ?::bigint[], ?::text[],
        ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::bytea[])
    AS c (case_id, seen, seen_chain, version, chain, flow, flow_version, status, opened_at, closed_at, changed_at, title,
        title_folded, stage, snapshot)
    CROSS JOIN LATERAL (
        SELECT ctid, version, chain, erased_at FROM cases WHERE tenant = $1 AND case_id = c.case_id AND version = c.seen
            AND chain = c.seen_chain AND erased_at IS NULL OFFSET 0
    ) AS own
    WHERE cases.ctid = own.ctid AND cases.version IS NOT DISTINCT FROM own.version
        AND cases.chain IS NOT DISTINCT FROM own.chain AND cases.erased_at IS NOT DISTINCT FROM own.erased_at",
);

const TIMERS_BEGUN: Part = Part::Change(
    "
    INSERT INTO timers (tenant, case_id, wake_at)
    SELECT $1, t.case_id, t.wake_at FROM unnest(?::uuid[], ?::timestamptz[], ?::bigint[]) AS t (case_id, wake_at, fence)",
);

/// Timers that nobody has claimed since, where a claim is what is written by. As for cases.
const TIMERS_MOVED: Part = Part::Counted(
    "
    UPDATE timers SET wake_at = t.wake_at, claimed_until = NULL
    FROM unnest(?::uuid[], ?::timestamptz[], ?::bigint[]) AS t (case_id, wake_at, fence)
    CROSS JOIN LATERAL (
        SELECT ctid, t.fence AS claim FROM timers
        WHERE tenant = $1 AND case_id = t.case_id AND (t.fence IS NULL OR fence = t.fence) OFFSET 0
    ) AS own
    WHERE timers.ctid = own.ctid AND (own.claim IS NULL OR timers.fence = own.claim)",
);

const EVENTS: Part = Part::Change(
    "
    INSERT INTO events (tenant, case_id, number, at, sum, chain, body, figures)
    SELECT $1, e.* FROM unnest(?::uuid[], ?::bigint[], ?::timestamptz[], ?::bytea[], ?::bytea[], ?::bytea[], ?::text[])
    AS e",
);

/// Each row is found by its whole key, and removed where it lies: nobody moves it, since its case is ours.
const TASKS_GONE: Part = Part::Change(
    "
    DELETE FROM tasks WHERE ctid = ANY (ARRAY(
        SELECT gone.ctid FROM unnest(?::uuid[], ?::text[]) AS g (case_id, item) CROSS JOIN LATERAL (
            SELECT ctid FROM tasks WHERE tenant = $1 AND case_id = g.case_id AND item = g.item OFFSET 0
        ) AS gone))",
);

const TASKS: Part = Part::Change(
    "
    INSERT INTO tasks (tenant, case_id, item, round, title, party, party_title, unit_id, person_id, claimed_by,
        opened_at, due, plan_by, owed, raised, case_title, flow_title, counted, counted_at, meets)
    SELECT $1, t.case_id, t.item, t.round, t.title::json, t.party, t.party_title::json, t.unit_id, t.person_id,
        t.claimed_by, t.opened_at, t.due, t.plan_by, t.owed, t.raised, t.case_title, t.flow_title::json,
        t.counted, t.counted_at, t.meets::json
    FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[],
        ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::boolean[], ?::boolean[], ?::text[], ?::text[],
        ?::bigint[], ?::timestamptz[], ?::text[])
    AS t (case_id, item, round, title, party, party_title, unit_id, person_id, claimed_by, opened_at, due, plan_by,
        owed, raised, case_title, flow_title, counted, counted_at, meets)
    ON CONFLICT (tenant, case_id, item) DO UPDATE SET round = excluded.round, title = excluded.title,
        party = excluded.party, party_title = excluded.party_title, unit_id = excluded.unit_id,
        person_id = excluded.person_id, claimed_by = excluded.claimed_by, opened_at = excluded.opened_at,
        due = excluded.due, plan_by = excluded.plan_by, owed = excluded.owed, raised = excluded.raised,
        case_title = excluded.case_title, flow_title = excluded.flow_title, counted = excluded.counted,
        counted_at = excluded.counted_at, meets = excluded.meets",
);

/// Values: the cases and the parties and places that stay, the cases whose parties are bound anew.
const PARTIES_GONE: Part = Part::Call(
    "
    SELECT 0 * (unbind_parties($1, anew.case_id, ARRAY(
        SELECT p.bound FROM unnest(?::uuid[], ?::text[]) AS p (case_id, bound) WHERE p.case_id = anew.case_id)) IS NULL)::int::bigint
    FROM unnest(?::uuid[]) AS anew (case_id)",
);

const PARTIES: Part = Part::Change(
    "
    INSERT INTO parties (tenant, case_id, party, place, unit_id, person_id)
    SELECT $1, p.* FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::uuid[], ?::uuid[]) AS p
    ON CONFLICT (tenant, case_id, party, place) DO UPDATE SET unit_id = excluded.unit_id, person_id = excluded.person_id",
);

const PEOPLE: Part = Part::Change(
    "
    INSERT INTO case_people (tenant, case_id, party, person_id)
    SELECT $1, p.* FROM unnest(?::uuid[], ?::text[], ?::uuid[]) AS p
    ON CONFLICT DO NOTHING",
);

const NOTICES: Part = Part::Change(
    "
    INSERT INTO outgoing (tenant, case_id, notice_id, made_at, body)
    SELECT $1, n.* FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::bytea[]) AS n
    ON CONFLICT (tenant, notice_id) DO NOTHING",
);

const KEYS: Part = Part::Change(
    "
    INSERT INTO commands (tenant, case_id, command_id, at, body, answer)
    SELECT $1, k.* FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::bytea[], ?::bytea[]) AS k",
);

/// One where it has been changed so often who stands where; where it never was, there is no row. As wide as a count, beside
/// which it stands or not.
const STANDS: Part = Part::Call(
    "
    SELECT (coalesce((SELECT changes FROM standings WHERE tenant = $1), 0) = ?)::int::bigint",
);

columns!(Cases<'a> {
    case: Uuid,
    seen: i64,
    seen_chain: &'a [u8],
    version: i64,
    chain: &'a [u8],
    flow: &'a str,
    flow_version: i64,
    status: String,
    opened_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    changed_at: DateTime<Utc>,
    title: &'a str,
    title_folded: String,
    stage: Option<String>,
    snapshot: Vec<u8>,
});

columns!(Timers {
    case: Uuid,
    wake_at: Option<DateTime<Utc>>,
    fence: Option<i64>,
});

columns!(Events<'a> {
    case: Uuid,
    number: i64,
    at: DateTime<Utc>,
    sum: &'a [u8],
    chain: &'a [u8],
    body: &'a [u8],
    figures: Option<String>,
});

columns!(TasksGone<'a> {
    case: Uuid,
    item: &'a str,
});

columns!(Tasks<'a> {
    case: Uuid,
    item: &'a str,
    round: i64,
    title: String,
    party: &'a str,
    party_title: String,
    unit: Option<Uuid>,
    person: Option<Uuid>,
    claimed_by: Option<Uuid>,
    opened_at: DateTime<Utc>,
    due: Option<DateTime<Utc>>,
    plan_by: Option<DateTime<Utc>>,
    owed: bool,
    raised: bool,
    case_title: &'a str,
    flow_title: String,
    counted: i64,
    counted_at: Option<DateTime<Utc>>,
    meets: Option<String>,
});

columns!(Parties<'a> {
    case: Uuid,
    party: &'a str,
    place: i64,
    unit: Option<Uuid>,
    person: Option<Uuid>,
});

columns!(People<'a> {
    case: Uuid,
    party: &'a str,
    person: Uuid,
});

columns!(Notices<'a> {
    case: Uuid,
    id: Uuid,
    at: DateTime<Utc>,
    body: &'a [u8],
});

columns!(Keys<'a> {
    case: Uuid,
    id: Uuid,
    at: DateTime<Utc>,
    body: &'a [u8],
    answer: &'a [u8],
});

/// All rows of a batch.
#[derive(Default)]
pub(super) struct Rows<'a> {
    begun: Cases<'a>,
    moved: Cases<'a>,
    timers_begun: Timers,
    timers_moved: Timers,
    events: Events<'a>,
    tasks_gone: TasksGone<'a>,
    tasks: Tasks<'a>,
    /// The cases whose parties are bound anew.
    parties_anew: Vec<Uuid>,
    parties: Parties<'a>,
    people: People<'a>,
    notices: Notices<'a>,
    keys: Keys<'a>,
    /// How often it had been changed who stands where, where the write must find it so.
    stands: Option<i64>,
}

impl<'a> Rows<'a> {
    /// The rows of the commits that are kept, and how often it has been changed who stands where, as far as that is to be
    /// found so. They are written in the order of their keys, so that two batches that wait for each other's rows do not
    /// wait for ever.
    pub(super) fn of(mut kept: Vec<(&'a Commit, &'a Kept)>, stands: Option<u64>) -> Stored<Self> {
        let mut rows = Self {
            stands: stands.map(column).transpose()?,
            ..Self::default()
        };
        let mut keys = Vec::new();
        kept.sort_by_key(|(commit, _)| commit.case);
        for (commit, kept) in kept {
            keys.extend(commit.command.as_ref().map(|command| (command, commit)));
            rows.add(commit, kept)?;
        }
        keys.sort_by_key(|(command, _)| command.id);
        for (command, commit) in keys {
            let (id, case) = (command.id.0, commit.case.0);
            rows.keys
                .push(case, id, commit.at, &command.body, &command.answer);
        }
        Ok(rows)
    }

    fn add(&mut self, commit: &'a Commit, kept: &'a Kept) -> Stored<()> {
        let case = commit.case.0;
        let mut figures = giving(&commit.figures, commit.head.flow_version)?;
        for (event, link) in commit.events.iter().zip(&kept.links) {
            let is_last = link.number == kept.version;
            self.events.push(
                case,
                column(link.number)?,
                event.at,
                &link.sum,
                &link.chain,
                &event.body,
                if is_last { figures.take() } else { None },
            );
        }
        for item in &commit.tasks_gone {
            // A task that goes away and comes again is one that changes.
            if !commit.tasks.iter().any(|task| task.item == *item) {
                self.tasks_gone.push(case, item);
            }
        }
        for task in &commit.tasks {
            self.add_task(case, task)?;
        }
        if let Some(parties) = &commit.parties {
            if commit.seen > 0 {
                self.parties_anew.push(case);
            }
            for (place, party) in places(parties) {
                let (unit, person) = (party.unit.map(|unit| unit.0), party.person.map(|person| person.0));
                self.parties
                    .push(case, &party.party, column(place)?, unit, person);
            }
        }
        for (party, person) in &commit.people {
            self.people.push(case, party, person.0);
        }
        for notice in &commit.notices {
            self.notices.push(case, notice.id, commit.at, &notice.body);
        }
        self.add_case(commit, kept)
    }

    fn add_case(&mut self, commit: &'a Commit, kept: &'a Kept) -> Stored<()> {
        let (case, head) = (commit.case.0, &commit.head);
        let fence = commit.fence.map(column).transpose()?;
        let (cases, timers) = if commit.seen == 0 {
            (&mut self.begun, &mut self.timers_begun)
        } else {
            (&mut self.moved, &mut self.timers_moved)
        };
        timers.push(case, commit.wake_at, fence);
        cases.push(
            case,
            column(commit.seen)?,
            &commit.seen_chain,
            column(kept.version)?,
            &kept.chain,
            &head.flow,
            i64::from(head.flow_version),
            word(head.status)?,
            head.opened_at,
            head.closed_at,
            commit.at,
            &head.title,
            folded(&head.title),
            head.stage.as_ref().map(json).transpose()?,
            packed(&commit.snapshot),
        );
        Ok(())
    }

    fn add_task(&mut self, case: Uuid, task: &'a TaskRow) -> Stored<()> {
        self.tasks.push(
            case,
            &task.item,
            i64::from(task.round),
            json(&task.title)?,
            &task.party,
            json(&task.party_title)?,
            task.unit.map(|unit| unit.0),
            task.person.map(|person| person.0),
            task.claimed_by.map(|person| person.0),
            task.opened_at,
            task.due,
            task.plan_by,
            task.owed,
            task.raised,
            &task.case_title,
            json(&task.flow_title)?,
            i64::from(task.counted),
            task.counted_at,
            task.meets.as_ref().map(json).transpose()?,
        );
        Ok(())
    }

    /// How much the statement says that it found as it was seen, where nobody has been there since: each case, its timer,
    /// and who stands where.
    pub(super) fn found(&self) -> i64 {
        let rows = self.moved.case.len().saturating_add(self.timers_moved.case.len());
        let rows = rows.saturating_add(usize::from(self.stands.is_some()));
        i64::try_from(rows).unwrap_or(i64::MAX)
    }

    /// The statement that writes the rows; its rows are numbers, which together say how many it found as they were seen.
    pub(super) fn statement(self, tenant: TenantId) -> Stored<Statement> {
        let mut statement = Statement::of(tenant)?;
        self.moved.write(&mut statement, MOVED)?;
        self.timers_moved.write(&mut statement, TIMERS_MOVED)?;
        self.begun.write(&mut statement, BEGUN)?;
        self.timers_begun.write(&mut statement, TIMERS_BEGUN)?;
        self.events.write(&mut statement, EVENTS)?;
        self.tasks.write(&mut statement, TASKS)?;
        self.notices.write(&mut statement, NOTICES)?;
        self.keys.write(&mut statement, KEYS)?;
        self.tasks_gone.write(&mut statement, TASKS_GONE)?;
        if let Some(stands) = self.stands {
            statement.part(STANDS);
            statement.bind(stands)?;
        }
        if !self.parties_anew.is_empty() {
            statement.part(PARTIES_GONE);
            statement.bind(self.parties.case.clone())?;
            let bound = self.parties.party.iter().zip(&self.parties.place);
            let bound: Vec<String> = bound.map(|(party, place)| format!("{party} {place}")).collect();
            statement.bind(bound)?;
            statement.bind(self.parties_anew)?;
        }
        self.parties.write(&mut statement, PARTIES)?;
        self.people.write(&mut statement, PEOPLE)?;
        Ok(statement)
    }
}
