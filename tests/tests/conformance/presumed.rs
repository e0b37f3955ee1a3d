//! A batch is written as if everything were as it was seen. Where one of it is not, that one is left out for its own reason,
//! and all others are kept once.

use chrono::Duration;
use samspil_core::flow::Side;
use samspil_store::{Commit, Outcome, Unit};

use crate::ground::{Ground, TENANT};
use crate::rows::{at, case, command, following, key, notice, opening, person, task, today, unit};

const LEASE: Duration = Duration::minutes(5);

/// Longer than any test takes by its own clock.
const LONG: Duration = Duration::days(1);

/// What one of a batch is that is not as it was seen.
const OTHERWISE: [&str; 15] = [
    "moved on",
    "moved on, and lists show the same",
    "another chain",
    "begun already",
    "not there",
    "not there, and only its timer moves",
    "claimed anew",
    "claimed anew, and only its timer moves",
    "claimed by nobody",
    "claimed before it began",
    "by other places",
    "answered before",
    "answered before, by other places",
    "a key reused",
    "a second one of a case",
];

/// Cases of which one batch is kept, by their place among those of a round.
const GOOD: [u128; 5] = [1, 2, 3, 4, 5];

/// The one that is not as it was seen.
const BAD: u128 = 9;

/// How often it has been changed who stands where.
async fn stands(ground: &Ground) -> Option<u64> {
    let stands = ground.store.stands(TENANT, person(1), today()).await.unwrap();
    Some(stands.changes)
}

/// Keeps it with a timer for minute 10, and claims that; what was kept and the claim.
async fn claimed(ground: &Ground, number: u128) -> ((u64, samspil_store::Hash), Option<u64>) {
    let kept = ground
        .keep(Commit {
            wake_at: Some(at(10)),
            ..opening(case(number))
        })
        .await;
    let claims = ground.store.claim_timers(at(10), LEASE, 9).await.unwrap();
    assert_eq!(claims.len(), 1, "{claims:?}");
    (kept, Some(claims[0].fence))
}

/// One of each kind, all as they were seen: moved, moved while lists show the same, moved by a claim, a claim of which nothing
/// came, and begun by who stands where.
async fn good(ground: &Ground, first: u128) -> Vec<Commit> {
    let [moved, stays, woken, idle, begun] = GOOD.map(|number| first + number);
    let mut batch = vec![
        following(case(moved), ground.keep(opening(case(moved))).await, 11),
        Commit {
            head_stays: true,
            ..following(case(stays), ground.keep(opening(case(stays))).await, 11)
        },
    ];
    for number in [woken, idle] {
        let (kept, fence) = claimed(ground, number).await;
        batch.push(Commit {
            fence,
            ..following(case(number), kept, 11)
        });
    }
    batch[3].events.clear();
    batch.push(Commit {
        stands: stands(ground).await,
        ..opening(case(begun))
    });
    for (number, commit) in (first..).zip(&mut batch) {
        commit.command = command(number, 1, "svar");
        commit.tasks = vec![task("assess", Some(unit(1)))];
        commit.notices = vec![notice(number, "brev")];
    }
    batch
}

/// Changes who stands where; how often that was done before.
async fn place_otherwise(ground: &Ground, number: u128) -> Option<u64> {
    let before = stands(ground).await;
    let team = Unit {
        id: unit(number),
        name: format!("Team {number}"),
        side: Side::Authority,
    };
    ground.store.put_unit(TENANT, team).await.unwrap();
    before
}

/// What goes by a claim that is none any more, or never was.
async fn by_no_claim(ground: &Ground, what: &str, number: u128) -> Commit {
    match what {
        "claimed by nobody" => Commit {
            fence: Some(7),
            ..following(case(number), ground.keep(opening(case(number))).await, 1)
        },
        "claimed before it began" => Commit {
            fence: Some(0),
            ..opening(case(number))
        },
        what => {
            let (kept, fence) = claimed(ground, number).await;
            let again = ground.store.claim_timers(at(16), LEASE, 9).await.unwrap();
            assert_eq!(again.len(), 1, "{again:?}");
            let mut late = Commit {
                fence,
                ..following(case(number), kept, 17)
            };
            if what != "claimed anew" {
                late.events.clear();
            }
            late
        }
    }
}

/// A command whose key was used before.
async fn with_its_key(ground: &Ground, what: &str, number: u128) -> Commit {
    let first = Commit {
        command: command(number, 7, "svar"),
        ..opening(case(number))
    };
    let kept = ground.keep(first).await;
    let body = if what == "a key reused" { 8 } else { 7 };
    let stands = match what {
        "answered before, by other places" => place_otherwise(ground, number).await,
        _ => None,
    };
    Commit {
        command: command(number, body, "andet"),
        stands,
        ..following(case(number), kept, 1)
    }
}

/// One that is not as it was seen, and what becomes of it.
async fn otherwise(ground: &Ground, what: &str, number: u128) -> (Commit, Outcome) {
    let of = case(number);
    let nowhere = following(of, (3, [3; 32]), 1);
    match what {
        "moved on" | "moved on, and lists show the same" => {
            let first = ground.keep(opening(of)).await;
            ground.keep(following(of, first, 1)).await;
            let head_stays = what != "moved on";
            let late = Commit {
                head_stays,
                ..following(of, first, 2)
            };
            (late, Outcome::Conflict)
        }
        "another chain" => {
            let (version, _) = ground.keep(opening(of)).await;
            (following(of, (version, [3; 32]), 1), Outcome::Conflict)
        }
        "begun already" => {
            ground.keep(opening(of)).await;
            (opening(of), Outcome::Conflict)
        }
        "not there" => (nowhere, Outcome::Conflict),
        "not there, and only its timer moves" => {
            let idle = Commit {
                fence: Some(0),
                events: Vec::new(),
                ..nowhere
            };
            (idle, Outcome::Fenced)
        }
        what if what.starts_with("claimed") => (by_no_claim(ground, what, number).await, Outcome::Fenced),
        "by other places" => {
            let late = Commit {
                stands: place_otherwise(ground, number).await,
                ..opening(of)
            };
            (late, Outcome::StandsChanged)
        }
        "a key reused" => (with_its_key(ground, what, number).await, Outcome::KeyReused),
        what if what.starts_with("answered before") => {
            let before = Outcome::AnsweredBefore(b"svar".to_vec());
            (with_its_key(ground, what, number).await, before)
        }
        // Its first is among the good ones.
        "a second one of a case" => (opening(case(number - BAD + GOOD[4])), Outcome::Conflict),
        what => panic!("{what}"),
    }
}

/// Writes good ones and one that is not as it was seen behind them: each of the good ones is there once, and nothing of the
/// other.
async fn only_that_one_is_left_out(
    ground: &Ground,
    what: &str,
    first: u128,
    (bad, expected): (Commit, Outcome),
) {
    let good = good(ground, first).await;
    let before = ground.history(bad.case).await;
    let (bad_case, moves) = (
        bad.case,
        expected == Outcome::Conflict && bad.case == good[4].case,
    );
    let mut batch = good.clone();
    batch.push(Commit {
        notices: vec![notice(first + 50, "aldrig")],
        tasks: vec![task("never", Some(unit(9)))],
        ..bad
    });
    let mut outcomes = ground.batch(batch).await;
    assert_eq!(outcomes.pop(), Some(expected), "{what}");
    for (commit, outcome) in good.iter().zip(&outcomes) {
        let version = commit.seen + u64::try_from(commit.events.len()).unwrap();
        assert!(
            matches!(outcome, Outcome::Committed { version: kept, .. } if *kept == version),
            "{what}: {outcome:?}"
        );
        let length = ground.history(commit.case).await.len();
        assert_eq!(u64::try_from(length).unwrap(), version, "{what}");
    }
    if !moves {
        assert_eq!(ground.history(bad_case).await, before, "{what}");
    }
    let sent = ground.store.claim_notices(at(99), LONG, 99).await.unwrap();
    assert_eq!(sent.len(), good.len(), "{what}");
    let keys: Vec<_> = (first..).take(good.len()).map(key).collect();
    let read = ground.store.load(TENANT, &[], &keys).await.unwrap();
    assert_eq!(read.answers.len(), good.len(), "{what}");
    // All of it again is what it was: nothing is done twice.
    for outcome in ground.batch(good).await {
        assert_eq!(outcome, Outcome::AnsweredBefore(b"svar".to_vec()), "{what}");
    }
}

pub(crate) async fn one_that_is_not_as_it_was_seen_is_left_out_alone(ground: &Ground) {
    for (first, what) in (100..).step_by(100).zip(OTHERWISE) {
        let bad = otherwise(ground, what, first + BAD).await;
        only_that_one_is_left_out(ground, what, first, bad).await;
    }
}

/// Its version and its chain stay as they were; nobody goes on with it all the same.
pub(crate) async fn a_case_that_was_erased_meanwhile_is_left_out_alone(ground: &Ground) {
    for (first, head_stays) in [(100, false), (200, true)] {
        let number = 7 + u128::from(head_stays);
        let kept = ground.keep(opening(case(number))).await;
        let erase = match (ground.url.starts_with("sqlite:"), head_stays) {
            (true, false) => {
                "UPDATE cases SET erased_at = 1 WHERE case_id = x'00000000000000000000000000000007'"
            }
            (true, true) => {
                "UPDATE cases SET erased_at = 1 WHERE case_id = x'00000000000000000000000000000008'"
            }
            (false, false) => {
                "UPDATE cases SET erased_at = now() WHERE case_id = '00000000-0000-0000-0000-000000000007'"
            }
            (false, true) => {
                "UPDATE cases SET erased_at = now() WHERE case_id = '00000000-0000-0000-0000-000000000008'"
            }
        };
        ground.raw(erase).await;
        let late = Commit {
            head_stays,
            ..following(case(number), kept, 1)
        };
        only_that_one_is_left_out(ground, "erased", first, (late, Outcome::Conflict)).await;
    }
}

/// Each that goes by an older number is left out, and none because of another's.
pub(crate) async fn those_of_a_batch_that_went_by_different_places_are_judged_each_by_its_own(
    ground: &Ground,
) {
    let older = place_otherwise(ground, 1).await;
    let between = place_otherwise(ground, 2).await;
    let now = stands(ground).await;
    let beyond = now.map(|changes| changes + 1);
    let went_by = |number, stands| Commit {
        stands,
        ..opening(case(number))
    };
    for (first, places, kept) in [
        (10, [older, now, between, None], [false, true, false, true]),
        (20, [older, between, older, None], [false, false, false, true]),
        (30, [beyond, now, None, older], [false, true, true, false]),
    ] {
        let batch = (first..)
            .zip(places)
            .map(|(number, stands)| went_by(number, stands));
        let outcomes = ground.batch(batch.collect()).await;
        for ((number, outcome), kept) in (first..).zip(outcomes).zip(kept) {
            let there = usize::from(kept);
            assert_eq!(ground.history(case(number)).await.len(), there, "{number}");
            match outcome {
                Outcome::Committed { .. } => assert!(kept, "{number}"),
                outcome => assert_eq!((outcome, kept), (Outcome::StandsChanged, false), "{number}"),
            }
        }
    }
}
