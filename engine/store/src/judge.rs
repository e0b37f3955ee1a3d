//! Which commits of a batch can be kept, by what the database holds.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::id::{CaseId, CommandId};

use crate::StoreError;
use crate::chain::{BEFORE_FIRST, Link, extend};
use crate::rows::{Commit, Hash, Outcome};

/// The most commits in one batch: a batch holds the writer and memory for as long as it takes, and gains little above
/// a few hundred.
pub const MAX_BATCH: usize = 1_000;

/// What the database holds that bears on one commit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Found {
    /// The case's version and chain hash.
    pub(crate) case: Option<(u64, Hash)>,
    /// The sum and the answer kept under the command's key.
    pub(crate) answer: Option<(Hash, Vec<u8>)>,
    /// The number of the case's last timer claim.
    pub(crate) fence: Option<u64>,
    /// How often it has been changed who stands where.
    pub(crate) stands: u64,
}

/// How a case stands after a commit that is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Kept {
    /// The number of its last event.
    pub(crate) version: u64,
    /// The chain's hash after it.
    pub(crate) chain: Hash,
    /// The links of the commit's own events.
    pub(crate) links: Vec<Link>,
}

impl Kept {
    fn new(commit: &Commit) -> Self {
        let links = extend(commit.seen, commit.seen_chain, &commit.events);
        let (version, chain) = links
            .last()
            .map_or((commit.seen, commit.seen_chain), |last| (last.number, last.chain));
        Self {
            version,
            chain,
            links,
        }
    }
}

/// What becomes of one commit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    /// It is written.
    Keep(Kept),
    /// It is left out.
    LeaveOut(Outcome),
}

impl Verdict {
    /// The outcome for the caller, once everything is on disk.
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Self::LeaveOut(outcome) => outcome,
            Self::Keep(Kept { version, chain, .. }) => Outcome::Committed { version, chain },
        }
    }
}

/// Refuses batches that no caller should make, before anything is read.
pub(crate) fn check(batch: &[Commit]) -> Result<(), StoreError> {
    if batch.len() > MAX_BATCH {
        return Err(StoreError::Database(format!(
            "a batch of {} commits, at most {MAX_BATCH} are taken",
            batch.len()
        )));
    }
    if let Some(commit) = batch.iter().find(|commit| commit.head_stays && commit.seen == 0) {
        return Err(StoreError::Database(format!(
            "a new case {} of which lists show the same as before",
            commit.case
        )));
    }
    let idle = |commit: &&Commit| commit.events.is_empty() && (commit.fence.is_none() || commit.seen == 0);
    match batch.iter().find(idle) {
        Some(commit) => Err(StoreError::Database(format!(
            "a commit without events for case {}",
            commit.case
        ))),
        None => Ok(()),
    }
}

/// What becomes of a batch that is kept whole where nobody has changed anything since it was seen, and how often it has been
/// changed by then who stands where, as far as the batch goes by it. Nothing where one would be left out even so: what comes of
/// that one hangs on what the database holds, which whoever only writes the others does not see.
pub(crate) fn presumed(batch: &[Commit]) -> Option<(Vec<Verdict>, Option<u64>)> {
    let stands = batch.iter().filter_map(|commit| commit.stands).max();
    let found = |commit: &Commit| Found {
        case: (commit.seen > 0).then_some((commit.seen, commit.seen_chain)),
        answer: None,
        // Nobody was given a claim of what has not begun.
        fence: commit.fence.filter(|_| commit.seen > 0),
        stands: stands.unwrap_or_default(),
    };
    let found: Vec<Found> = batch.iter().map(found).collect();
    let verdicts = judge(batch, &found);
    let whole = verdicts.iter().all(|verdict| matches!(verdict, Verdict::Keep(_)));
    whole.then_some((verdicts, stands))
}

/// Judges a batch in its order; `found` has one entry for each commit. A second commit for a case, and a second use of
/// a key, are judged as if the first were written already.
pub(crate) fn judge(batch: &[Commit], found: &[Found]) -> Vec<Verdict> {
    let mut cases: BTreeSet<CaseId> = BTreeSet::new();
    let mut keys: BTreeMap<CommandId, (Hash, &[u8])> = BTreeMap::new();
    let nothing = Found::default();
    batch
        .iter()
        .zip(found.iter().chain(std::iter::repeat(&nothing)))
        .map(|(commit, found)| {
            let verdict = judge_one(commit, found, &cases, &keys);
            if matches!(verdict, Verdict::Keep(_)) {
                cases.insert(commit.case);
                if let Some(command) = &commit.command {
                    keys.insert(command.id, (command.body, &command.answer));
                }
            }
            verdict
        })
        .collect()
}

fn judge_one(
    commit: &Commit,
    found: &Found,
    cases: &BTreeSet<CaseId>,
    keys: &BTreeMap<CommandId, (Hash, &[u8])>,
) -> Verdict {
    if let Some(command) = &commit.command {
        let kept = found
            .answer
            .as_ref()
            .map(|(body, answer)| (*body, answer.as_slice()));
        match kept.or_else(|| keys.get(&command.id).copied()) {
            Some((body, answer)) if body == command.body => {
                return Verdict::LeaveOut(Outcome::AnsweredBefore(answer.to_vec()));
            }
            Some(_) => return Verdict::LeaveOut(Outcome::KeyReused),
            None => {}
        }
    }
    if commit.fence.is_some() && commit.fence != found.fence {
        return Verdict::LeaveOut(Outcome::Fenced);
    }
    if commit.stands.is_some_and(|stands| stands != found.stands) {
        return Verdict::LeaveOut(Outcome::StandsChanged);
    }
    let now = found.case.unwrap_or((0, BEFORE_FIRST));
    if now != (commit.seen, commit.seen_chain) || cases.contains(&commit.case) {
        return Verdict::LeaveOut(Outcome::Conflict);
    }
    Verdict::Keep(Kept::new(commit))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::rows::{CaseHead, CaseStatus, Command, NewEvent};

    const SUM: Hash = [7; 32];
    const CHAIN: Hash = [9; 32];
    const STANDS: u64 = 4;

    fn commit(case: u128, seen: u64, command: Option<(u128, Hash)>, fence: Option<u64>) -> Commit {
        Commit {
            case: CaseId(Uuid::from_u128(case)),
            seen,
            seen_chain: if seen == 0 { BEFORE_FIRST } else { CHAIN },
            command: command.map(|(id, body)| Command {
                id: CommandId(Uuid::from_u128(id)),
                body,
                answer: b"answer".to_vec(),
            }),
            fence,
            stands: None,
            at: DateTime::UNIX_EPOCH,
            events: vec![NewEvent {
                at: DateTime::UNIX_EPOCH,
                body: b"event".to_vec(),
            }],
            snapshot: Vec::new(),
            head: CaseHead {
                flow: "flow".to_owned(),
                flow_version: 1,
                title: String::new(),
                status: CaseStatus::Open,
                opened_at: DateTime::UNIX_EPOCH,
                closed_at: None,
                stage: None,
            },
            head_stays: false,
            tasks: Vec::new(),
            tasks_gone: Vec::new(),
            parties: None,
            people: Vec::new(),
            wake_at: None,
            notices: Vec::new(),
            figures: Vec::new(),
        }
    }

    fn found(case: Option<u64>, answer: Option<Hash>, fence: Option<u64>) -> Found {
        Found {
            case: case.map(|version| (version, CHAIN)),
            answer: answer.map(|body| (body, b"before".to_vec())),
            fence,
            stands: STANDS,
        }
    }

    /// `kept` or the outcome's name.
    fn words(verdicts: Vec<Verdict>) -> Vec<&'static str> {
        verdicts
            .into_iter()
            .map(|verdict| match verdict.outcome() {
                Outcome::Committed { .. } => "kept",
                Outcome::Conflict => "conflict",
                Outcome::AnsweredBefore(answer) if answer == b"before" => "answered before",
                Outcome::AnsweredBefore(_) => "answered in the batch",
                Outcome::KeyReused => "key reused",
                Outcome::Fenced => "fenced",
                Outcome::StandsChanged => "stands changed",
            })
            .collect()
    }

    #[test]
    fn one_commit_by_what_is_there() {
        let other = [8; 32];
        for (commit, found, expected) in [
            (commit(1, 0, None, None), found(None, None, None), "kept"),
            (commit(1, 0, None, None), found(Some(1), None, None), "conflict"),
            (commit(1, 1, None, None), found(None, None, None), "conflict"),
            (commit(1, 3, None, None), found(Some(3), None, Some(2)), "kept"),
            (commit(1, 3, None, None), found(Some(4), None, None), "conflict"),
            (commit(1, 4, None, None), found(Some(3), None, None), "conflict"),
            (commit(1, 3, None, Some(2)), found(Some(3), None, Some(2)), "kept"),
            (
                commit(1, 3, None, Some(2)),
                found(Some(3), None, Some(3)),
                "fenced",
            ),
            (
                commit(1, 3, None, Some(2)),
                found(Some(5), None, Some(3)),
                "fenced",
            ),
            (commit(1, 3, None, Some(2)), found(Some(3), None, None), "fenced"),
            (
                commit(1, 3, Some((5, SUM)), None),
                found(Some(9), Some(SUM), None),
                "answered before",
            ),
            (
                commit(1, 3, Some((5, SUM)), Some(1)),
                found(Some(3), Some(SUM), None),
                "answered before",
            ),
            (
                commit(1, 3, Some((5, SUM)), None),
                found(Some(3), Some(other), None),
                "key reused",
            ),
            (
                commit(1, 3, Some((5, SUM)), None),
                found(Some(3), None, None),
                "kept",
            ),
        ] {
            assert_eq!(words(judge(&[commit], &[found])), [expected]);
        }
    }

    #[test]
    fn what_was_judged_by_other_places_is_left_out_unless_it_was_answered_before() {
        let judged = |commit: Commit, stands: u64| Commit {
            stands: Some(stands),
            ..commit
        };
        for (commit, found, expected) in [
            (
                judged(commit(1, 3, None, None), STANDS),
                found(Some(3), None, None),
                "kept",
            ),
            (
                judged(commit(1, 3, None, None), STANDS - 1),
                found(Some(3), None, None),
                "stands changed",
            ),
            (
                judged(commit(1, 3, None, None), STANDS + 1),
                found(Some(3), None, None),
                "stands changed",
            ),
            (
                judged(commit(1, 3, None, None), STANDS - 1),
                found(Some(4), None, None),
                "stands changed",
            ),
            (
                judged(commit(1, 3, Some((5, SUM)), None), STANDS - 1),
                found(Some(9), Some(SUM), None),
                "answered before",
            ),
        ] {
            assert_eq!(words(judge(&[commit], &[found])), [expected]);
        }
    }

    #[test]
    fn commits_of_a_batch_see_each_other() {
        let batch = [
            commit(1, 0, Some((5, SUM)), None),
            commit(1, 0, None, None),
            commit(2, 0, Some((5, SUM)), None),
            commit(3, 0, Some((5, [1; 32])), None),
            commit(4, 0, Some((6, SUM)), None),
        ];
        let nothing = vec![Found::default(); batch.len()];
        assert_eq!(
            words(judge(&batch, &nothing)),
            ["kept", "conflict", "answered in the batch", "key reused", "kept"]
        );
    }

    #[test]
    fn only_what_is_kept_whole_is_presumed() {
        let judged = |stands: u64, commit: Commit| Commit {
            stands: Some(stands),
            ..commit
        };
        let key = Some((5, SUM));
        for (batch, expected) in [
            (
                vec![commit(1, 0, key, None), commit(2, 3, None, Some(2))],
                Some(None),
            ),
            (
                vec![judged(STANDS, commit(1, 0, None, None)), commit(2, 3, key, None)],
                Some(Some(STANDS)),
            ),
            // One of them was judged by what is no more: it may have been answered before.
            (
                vec![
                    judged(STANDS - 1, commit(1, 3, key, None)),
                    judged(STANDS, commit(2, 3, None, None)),
                ],
                None,
            ),
            (vec![commit(1, 3, None, None), commit(1, 3, key, None)], None),
            (vec![commit(1, 0, key, None), commit(2, 0, key, None)], None),
            (vec![commit(1, 0, None, Some(1))], None),
            (
                vec![Commit {
                    seen_chain: CHAIN,
                    ..commit(1, 0, None, None)
                }],
                None,
            ),
        ] {
            let presumed = presumed(&batch);
            assert_eq!(presumed.as_ref().map(|(_, stands)| *stands), expected);
            let verdicts = presumed.map(|(verdicts, _)| words(verdicts));
            assert!(verdicts.is_none_or(|verdicts| verdicts == vec!["kept"; batch.len()]));
        }
    }

    #[test]
    fn another_chain_at_the_same_version_is_a_conflict() {
        let mut forged = commit(1, 3, None, None);
        forged.seen_chain = [1; 32];
        assert_eq!(
            words(judge(&[forged], &[found(Some(3), None, None)])),
            ["conflict"]
        );
    }

    #[test]
    fn batches_that_nobody_should_make_are_refused() {
        let mut empty = commit(1, 0, None, None);
        empty.events.clear();
        assert!(check(&[empty]).is_err());
        assert!(check(&vec![commit(1, 0, None, None); MAX_BATCH]).is_ok());
        assert!(check(&vec![commit(1, 0, None, None); MAX_BATCH + 1]).is_err());
    }
}
