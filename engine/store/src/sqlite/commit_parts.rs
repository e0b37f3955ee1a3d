//! What the rows of a batch are written by: statements of which each reads one list, so that a list that is empty costs
//! nothing.

use super::commit_rows::List;

/// The statements in their order. Parameters: tenant, heap, then the lists, then how often it had been changed who stands
/// where, and how many cases move and how many stay, as far as that is to be found so, then the heaps of bodies, which each
/// statement that is given them copies: states of cases, events, notices. They are named `$n`, since a statement of several that
/// leaves out a `?n` would be given the wrong ones.
///
/// A case that is not as it was seen, any case where others stand elsewhere since, and a timer that somebody has claimed
/// since would become nothing, which their tables refuse, as they refuse the timer of no case where one is not there at all:
/// then nothing of the batch is written.
pub(super) const PARTS: [(List, &str); 16] = [
    (
        List::Begun,
        "
INSERT INTO cases (tenant, case_id, version, chain, flow, flow_version, status, opened_at, closed_at, changed_at,
    title, title_folded, stage, snapshot)
SELECT $1, substr($2, r.value ->> 'case', 16),
    CASE WHEN $14 IS NULL OR $14 = coalesce((SELECT changes FROM standings WHERE tenant = $1), 0)
        THEN r.value ->> 'version' END,
    substr($2, r.value ->> 'chain', 32), r.value ->> 'flow', r.value ->> 'flow_version', r.value ->> 'status', r.value ->> 'opened_at',
    r.value ->> 'closed_at', r.value ->> 'changed_at', r.value ->> 'title', r.value ->> 'title_folded',
    r.value ->> 'stage', substr($17, r.value ->> '$.snapshot[0]', r.value ->> '$.snapshot[1]')
FROM jsonb_each($3) AS r",
    ),
    (
        List::Moved,
        "
UPDATE cases SET version = CASE WHEN version = r.value ->> 'seen' AND chain = substr($2, r.value ->> 'seen_chain', 32)
        AND erased_at IS NULL AND ($14 IS NULL OR $14 = coalesce((SELECT changes FROM standings WHERE tenant = $1), 0))
        THEN r.value ->> 'version' END,
    chain = substr($2, r.value ->> 'chain', 32), flow = r.value ->> 'flow', flow_version = r.value ->> 'flow_version',
    status = r.value ->> 'status', opened_at = r.value ->> 'opened_at', closed_at = r.value ->> 'closed_at',
    changed_at = r.value ->> 'changed_at', title = r.value ->> 'title', title_folded = r.value ->> 'title_folded',
    stage = r.value ->> 'stage', snapshot = substr($17, r.value ->> '$.snapshot[0]', r.value ->> '$.snapshot[1]')
FROM jsonb_each($4) AS r WHERE cases.tenant = $1 AND cases.case_id = substr($2, r.value ->> 'case', 16)",
    ),
    (
        List::Stayed,
        "
UPDATE cases SET version = CASE WHEN version = r.value ->> 'seen' AND chain = substr($2, r.value ->> 'seen_chain', 32)
        AND erased_at IS NULL AND ($14 IS NULL OR $14 = coalesce((SELECT changes FROM standings WHERE tenant = $1), 0))
        THEN r.value ->> 'version' END,
    chain = substr($2, r.value ->> 'chain', 32), changed_at = r.value ->> 'changed_at',
    snapshot = substr($17, r.value ->> '$.snapshot[0]', r.value ->> '$.snapshot[1]')
FROM jsonb_each($5) AS r WHERE cases.tenant = $1 AND cases.case_id = substr($2, r.value ->> 'case', 16)",
    ),
    (
        List::Events,
        "
INSERT INTO events (tenant, case_id, number, at, sum, chain, body, figures)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'number', r.value ->> 'at',
    substr($2, r.value ->> 'sum', 32), substr($2, r.value ->> 'chain', 32),
    substr($18, r.value ->> '$.body[0]', r.value ->> '$.body[1]'), r.value ->> 'figures'
FROM jsonb_each($6) AS r",
    ),
    (
        List::Begun,
        "
INSERT INTO timers (tenant, case_id, wake_at)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'wake_at' FROM jsonb_each($3) AS r",
    ),
    (
        List::Moved,
        "
UPDATE timers SET wake_at = r.value ->> 'wake_at', claimed_until = NULL,
    fence = CASE WHEN coalesce(r.value ->> 'fence', fence) = fence THEN fence END
FROM jsonb_each($4) AS r WHERE timers.tenant = $1 AND timers.case_id = substr($2, r.value ->> 'case', 16)",
    ),
    (
        List::Moved,
        "
INSERT INTO timers (tenant, case_id) SELECT $1, NULL WHERE changes() <> $15",
    ),
    (
        List::Stayed,
        "
UPDATE timers SET wake_at = r.value ->> 'wake_at', claimed_until = NULL,
    fence = CASE WHEN coalesce(r.value ->> 'fence', fence) = fence THEN fence END
FROM jsonb_each($5) AS r WHERE timers.tenant = $1 AND timers.case_id = substr($2, r.value ->> 'case', 16)",
    ),
    (
        List::Stayed,
        "
INSERT INTO timers (tenant, case_id) SELECT $1, NULL WHERE changes() <> $16",
    ),
    (
        List::TasksGone,
        "
DELETE FROM tasks WHERE tenant = $1 AND (case_id, item) IN (
    SELECT substr($2, r.value ->> 'case', 16), r.value ->> 'item' FROM jsonb_each($7) AS r)",
    ),
    (
        List::Tasks,
        "
INSERT OR REPLACE INTO tasks (tenant, case_id, item, round, title, party, party_title, unit_id, person_id,
    claimed_by, opened_at, due, plan_by, owed, raised, case_title, flow_title, counted, counted_at, meets)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'item', r.value ->> 'round', r.value ->> 'title',
    r.value ->> 'party', r.value ->> 'party_title', substr($2, r.value ->> 'unit', 16),
    substr($2, r.value ->> 'person', 16), substr($2, r.value ->> 'claimed_by', 16), r.value ->> 'opened_at',
    r.value ->> 'due', r.value ->> 'plan_by', r.value ->> 'owed', r.value ->> 'raised',
    r.value ->> 'case_title', r.value ->> 'flow_title', r.value ->> 'counted', r.value ->> 'counted_at',
    r.value ->> 'meets'
FROM jsonb_each($8) AS r",
    ),
    (
        List::PartiesAnew,
        "
DELETE FROM parties WHERE tenant = $1 AND case_id IN (
    SELECT substr($2, r.value, 16) FROM json_each($9) AS r)",
    ),
    (
        List::Parties,
        "
INSERT INTO parties (tenant, case_id, party, place, unit_id, person_id)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'party', r.value ->> 'place', substr($2, r.value ->> 'unit', 16),
    substr($2, r.value ->> 'person', 16)
FROM jsonb_each($10) AS r",
    ),
    (
        List::People,
        "
INSERT INTO case_people (tenant, case_id, party, person_id)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'party', substr($2, r.value ->> 'person', 16)
FROM jsonb_each($11) AS r WHERE true
ON CONFLICT DO NOTHING",
    ),
    (
        List::Notices,
        "
INSERT INTO outgoing (tenant, notice_id, case_id, made_at, body)
SELECT $1, substr($2, r.value ->> 'id', 16), substr($2, r.value ->> 'case', 16), r.value ->> 'at',
    substr($19, r.value ->> '$.body[0]', r.value ->> '$.body[1]')
FROM jsonb_each($12) AS r WHERE true
ON CONFLICT (tenant, notice_id) DO NOTHING",
    ),
    (
        List::Keys,
        "
INSERT INTO commands (tenant, command_id, case_id, at, body, answer)
SELECT $1, substr($2, r.value ->> 'id', 16), substr($2, r.value ->> 'case', 16), r.value ->> 'at',
    substr($2, r.value ->> 'body', 32), substr($2, r.value ->> '$.answer[0]', r.value ->> '$.answer[1]')
FROM jsonb_each($13) AS r",
    ),
];

/// The script that writes what there is, from `first` to the end of the transaction.
pub(super) fn script(first: &str, has_rows: impl Fn(List) -> bool) -> String {
    let parts = PARTS.iter().filter(|(list, _)| has_rows(*list));
    let mut script = first.to_owned();
    for (_, part) in parts {
        script.push_str(part);
        script.push_str(";\n");
    }
    script.push_str("COMMIT");
    script
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::plans::plan;

    /// A plan that goes through a whole table grows slow with the cases; only the batch itself may be gone through.
    #[tokio::test]
    async fn no_statement_goes_through_a_table() {
        for (list, statement) in PARTS {
            for step in plan(statement).await.lines() {
                assert!(
                    !step.starts_with("SCAN ")
                        || step.contains("VIRTUAL TABLE")
                        || step.contains("CONSTANT ROW"),
                    "{step} in {list:?}: {statement}"
                );
            }
        }
    }

    #[test]
    fn each_statement_reads_its_own_list_and_what_is_empty_is_left_out() {
        for (list, statement) in PARTS {
            if statement.contains("changes()") {
                // It counts what the statement before it found.
                continue;
            }
            let own = format!("(${})", list as usize + 3);
            assert_eq!(statement.matches("_each(").count(), 1, "{statement}");
            assert!(statement.contains(&own), "{list:?} {own}: {statement}");
        }
        let of = |lists: &'static [List]| script("BEGIN;", move |list| lists.contains(&list));
        assert_eq!(of(&[]), "BEGIN;COMMIT");
        let some = of(&[List::Begun, List::Keys]);
        let written = ["cases", "timers", "commands"].map(|table| some.contains(&format!("INTO {table} ")));
        assert_eq!((some.matches(';').count(), written), (4, [true; 3]));
    }
}
