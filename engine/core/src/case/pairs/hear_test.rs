//! What is heard counts once and in order, whenever and however often it comes.

use chrono::{DateTime, Utc};

use super::PairedWith;
use crate::calendar::Calendar;
use crate::case::{Actor, Asked, Case, Effect, Input, Protection, Runnable, Start, Step, start, step};
use crate::flow::{read, with_protocol};
use crate::guard::compile_all;
use crate::id::CaseId;

const FIRST: &str = "samspil: 1
flow: first
title: A
parties: {worker: {title: W, side: authority}}
data: {d: {n: {type: integer, optional: true}}}
pair: {with: second, as: one, other: worker}
protocol:
  title: P
  sides: {one: En, two: To}
  messages:
    hello: {by: one}
    count: {by: one, repeats: true, holds: {n: {type: integer}}}
    bye: {by: one, ends: true}
does:
  greet: {task: Hils, by: worker, says: hello}
  tally: {task: Tæl, by: worker, after: greet, fills: [d.n], says: count, gives: {n: d.n}, repeats: {freely: true}}
  leave: {task: Farvel, by: worker, optional: true, says: bye}
closes: by_hand
";

const SECOND: &str = "samspil: 1
flow: second
title: B
parties: {worker: {title: W, side: authority}}
data: {d: {n: {type: integer, optional: true}, sum: {type: integer, starts_as: 0}}}
pair: {with: first, as: two, other: worker}
does:
  greeted: {wait: Hilst, until: {message: hello}}
  counted: {wait: Talt, until: {message: count}, sets: {d.sum: d.sum * 10 + message.n}, repeats: {freely: true}}
  left: {wait: Farvel, until: {message: bye}}
closes: by_hand
";

fn run(text: &str) -> Runnable {
    let (flow, findings) = read(text);
    let flow = flow.unwrap_or_else(|| panic!("{findings:#?}"));
    let (guards, _) = compile_all(&flow);
    Runnable::new(flow, guards, 1, Calendar::default())
}

fn case_id(number: u128) -> CaseId {
    CaseId(uuid::Uuid::from_u128(number))
}

fn at() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

/// What the first case says of itself: hello, 1, 2, 3, and goodbye.
fn said() -> Vec<Asked> {
    let run = run(FIRST);
    let begin = Start {
        id: case_id(1),
        title: "sag".to_owned(),
        parties: Vec::new(),
        data: serde_json::Value::Null,
        parent: None,
        paired: None,
        protection: Protection::default(),
    };
    let mut now = start(&run, &begin, at(), Actor::Outside).unwrap();
    let mut heard = Vec::new();
    let lines = [
        ("greet", None),
        ("tally", Some(1)),
        ("tally", Some(2)),
        ("tally", Some(3)),
        ("leave", None),
    ];
    for (item, n) in lines {
        let data = n.map_or(serde_json::Value::Null, |n| serde_json::json!({"d": {"n": n}}));
        let what = Asked::Complete {
            item: crate::id::ItemId::new(item).unwrap(),
            data,
        };
        let by = Actor::Party {
            party: crate::id::PartyId::new("worker").unwrap(),
        };
        now = step(&run, &now.case, &Input { at: at(), by, what }).unwrap();
        heard.extend(now.effects.iter().filter_map(|effect| match effect {
            Effect::Say {
                pair,
                number,
                at,
                word,
                ..
            } => Some(Asked::Hear {
                pair: *pair,
                from: case_id(1),
                number: *number,
                at: *at,
                word: word.clone(),
            }),
            _ => None,
        }));
    }
    heard
}

fn second(run: &Runnable) -> Case {
    let begin = Start {
        id: case_id(2),
        title: "sag".to_owned(),
        parties: Vec::new(),
        data: serde_json::Value::Null,
        parent: None,
        paired: Some(PairedWith {
            case: case_id(1),
            flow: crate::id::FlowId::new("first").unwrap(),
            number: 1,
            depth: 1,
        }),
        protection: Default::default(),
    };
    start(run, &begin, at(), Actor::Engine).unwrap().case
}

fn hear(run: &Runnable, case: &Case, what: &Asked) -> Step {
    let input = Input {
        at: at(),
        by: Actor::Engine,
        what: what.clone(),
    };
    step(run, case, &input).unwrap()
}

#[test]
fn whatever_order_it_comes_in_the_same_comes_of_it() {
    let said = said();
    assert_eq!(said.len(), 5);
    let run = run(&with_protocol(SECOND, FIRST).unwrap());
    let in_order = said
        .iter()
        .fold(second(&run), |case, one| hear(&run, &case, one).case);
    assert_eq!(
        serde_json::to_value(&in_order.data).unwrap()["d.sum"]["integer"],
        123
    );
    assert_eq!(in_order.pairs[0].heard, 5);
    for order in [[4, 3, 2, 1, 0], [0, 2, 1, 4, 3], [1, 0, 4, 2, 3], [2, 0, 3, 1, 4]] {
        let mut case = second(&run);
        for place in order {
            case = hear(&run, &case, &said[place]).case;
            // What came before comes again and changes nothing.
            for before in order
                .into_iter()
                .take_while(|before| *before != place)
                .chain([place])
            {
                let again = hear(&run, &case, &said[before]);
                assert_eq!(again.event, None, "{order:?} {place} {before}");
            }
        }
        assert_eq!(case.data, in_order.data, "{order:?}");
        assert_eq!(case.pairs[0].heard, 5);
        assert!(case.pairs[0].early.is_empty() && case.pairs[0].over.is_some());
    }
}

#[test]
fn nobody_but_the_other_case_says_anything_in_its_place() {
    let run = run(&with_protocol(SECOND, FIRST).unwrap());
    let case = second(&run);
    let refused = |by: Actor, what: Asked| step(&run, &case, &Input { at: at(), by, what }).unwrap_err().code;
    let worker = || Actor::Party {
        party: crate::id::PartyId::new("worker").unwrap(),
    };
    let Asked::Hear { number, word, .. } = said().remove(0) else {
        unreachable!()
    };
    let hear = |from: u128, pair: u32| Asked::Hear {
        pair,
        from: case_id(from),
        number,
        at: at(),
        word: word.clone(),
    };
    assert_eq!(refused(worker(), hear(1, 1)), "no_pair");
    assert_eq!(refused(Actor::Engine, hear(3, 1)), "no_pair");
    assert_eq!(refused(Actor::Engine, hear(1, 2)), "no_pair");
    let message = Asked::Message {
        message: crate::id::MessageName::new("hello").unwrap(),
        data: serde_json::Value::Null,
    };
    assert_eq!(refused(Actor::Outside, message.clone()), "of_pair");
    assert_eq!(refused(worker(), message), "no_pair");
}
