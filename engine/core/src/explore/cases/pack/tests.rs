//! What is packed makes no difference to what may follow: whole flows walked at random, packed and unpacked at every step.

use chrono::DateTime;
use serde_json::Value as Json;

use super::super::{Moves, done};
use super::*;
use crate::calendar::Calendar;
use crate::case::{Actor, Protection, Start, View, start};
use crate::flow::read;
use crate::guard::compile_all;
use crate::id::CaseId;

const FLOWS: [&str; 3] = [
    include_str!("../../../flow/read/testdata/every_construct.yaml"),
    include_str!("../../../../../../flows/voksen-bum/flow.yaml"),
    include_str!("../../../flow/read/testdata/social_support.yaml"),
];

/// How many steps a walk takes.
const STEPS: u64 = 25;

/// How many moves must be compared in a flow, and how many walks may be taken for that.
const ENOUGH: usize = 60;
const MOST_WALKS: u64 = 8;

/// How many moves are tried where a case was packed and where it was not.
const COMPARED: usize = 4;

fn whole(text: &str) -> Runnable {
    let (flow, findings) = read(text);
    let flow = flow.unwrap_or_else(|| panic!("{findings:#?}"));
    let (guards, _) = compile_all(&flow);
    Runnable::new(flow, guards, 1, Calendar::default())
}

/// The same numbers every time, without pattern.
fn chance(seed: u64, step: u64, below: usize) -> usize {
    let mixed = crate::explore::visited::hash(&[seed, step]);
    usize::try_from(mixed >> 32).unwrap() % below.max(1)
}

fn walk(whole: &Runnable, untimed: bool, seed: u64) -> usize {
    let run = if untimed {
        whole.without_time()
    } else {
        whole.clone()
    };
    let relevant = Relevant::of(&run, whole);
    let mut at = DateTime::parse_from_rfc3339("2026-01-05T09:00:00+01:00")
        .unwrap()
        .to_utc();
    let starts = at;
    let moves = Moves::of(&run, whole, &relevant, starts);
    let begin = Start {
        id: CaseId(uuid::Uuid::nil()),
        title: "x".to_owned(),
        parties: Vec::new(),
        data: Json::Null,
        parent: None,
        paired: None,
        protection: Protection::default(),
    };
    let mut case = start(&run, &begin, starts, Actor::Outside).unwrap().case;
    let mut packer = Packer::new(&run, &relevant, &case, starts);
    let mut compared = 0;
    for step in 0..STEPS {
        let bytes = packer.pack(&case, at);
        let (unpacked, moment) = packer.unpack(&bytes);
        assert_eq!(packer.pack(&unpacked, moment), bytes, "packed twice");
        if !case.is_open() {
            break;
        }
        let view = |case, at| View { run: &run, case, at };
        assert_eq!(view(&case, at).may_close(), view(&unpacked, moment).may_close());
        let (next, _) = moves.next(&case, at);
        assert_eq!(next, moves.next(&unpacked, moment).0, "moves");
        for turn in 0..COMPARED {
            let Some(one) = next.get(chance(seed + 7, step * 100 + turn as u64, next.len())) else {
                break;
            };
            let made = moves.make(&case, at, *one);
            let again = moves.make(&unpacked, moment, *one);
            let [made, again] = [made, again].map(|made| {
                made.map(|made| {
                    let done = done(&run, made.step.event.as_ref());
                    (packer.pack(&made.step.case, made.at), done)
                })
            });
            assert_eq!(made, again, "{one:?}");
            compared += 1;
        }
        let possible = next
            .iter()
            .cycle()
            .skip(chance(seed, step, next.len()))
            .take(next.len());
        let Some(made) = possible.filter_map(|one| moves.make(&case, at, *one)).next() else {
            break;
        };
        case = made.step.case;
        at = made.at;
    }
    compared
}

#[test]
fn a_case_that_was_packed_goes_on_as_it_would_have() {
    for text in FLOWS {
        let whole = whole(text);
        let mut compared = 0;
        // A walk may close its case early; two are walked at least, one without lengths of time.
        for seed in 0..MOST_WALKS {
            if seed < 2 || compared <= ENOUGH {
                compared += walk(&whole, seed % 2 == 0, seed);
            }
        }
        assert!(compared > ENOUGH, "{compared} moves were compared");
    }
}
