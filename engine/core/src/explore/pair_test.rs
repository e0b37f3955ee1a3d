//! One side of a pair, searched with the other as whoever says anything that the protocol allows.

use std::ops::ControlFlow;

use super::testbed::runnable;
use super::tests::{question, settings, told};
use super::*;
use crate::case::Runnable;

const PROTOCOL: &str = "protocol:
  title: P
  sides: {asker: {da: Spørger, en: Asker}, teller: {da: Svarer, en: Teller}}
  messages:
    ordered: {by: asker, at_most: 2, rows: {lines: number}, holds: {lines: {list: {number: {type: text}, hours: {type: integer}}}}, owes: {message: answered}}
    answered: {by: teller, answers: ordered, rows: {lines: number}, holds: {lines: {list: {number: {type: text}, ok: {type: boolean}}}}}
    status: {by: teller, after: answered, repeats: true, holds: {well: {type: boolean}}}
    asked: {by: asker, after: answered, repeats: true, owes: {message: replied}}
    replied: {by: teller, answers: asked}
    ended: {by: either, ends: true}
";

/// The side that begins.
const ASKER: &str = "data:
  order:
    lines: {list: {number: {type: text}, hours: {type: integer}, ok: {type: boolean, optional: true}}}
    well: {type: boolean, optional: true}
pair: {with: telling, as: asker, other: other}
does:
  send: {task: S, by: worker, fills: [order.lines], says: ordered, gives: {lines: order.lines}}
  answer: {wait: A, after: send, until: {message: answered}, takes: {order.lines.ok: lines.ok}}
  agreed: {task: G, by: worker, after: answer, when: all(order.lines.ok)}
  apart: {task: D, by: worker, after: answer, when: '!all(order.lines.ok)'}
  status: {wait: W, after: agreed, until: {message: status}, takes: {order.well: well}, repeats: {freely: true}}
  worry: {task: X, by: worker, after: status, when: '!order.well'}
  ask: {task: Q, by: worker, after: agreed, says: asked, repeats: {freely: true}}
  reply: {wait: R, until: {message: replied}, repeats: {freely: true}}
  stop: {task: E, by: worker, optional: true, says: ended}
  stopped: {wait: Z, until: {message: ended}}
  lost: {wait: L, after: send, until: {message: other_case_ended}}
  never: {task: N, by: worker, after: [stop, stopped]}
closes: {when: done(stop) || done(stopped) || done(lost)}
";

/// The side that is begun by the other.
const TELLER: &str = "data:
  order:
    lines: {list: {number: {type: text}, hours: {type: integer}, ok: {type: boolean, optional: true}}}
pair: {with: asking, as: teller, other: other}
does:
  ordered: {wait: O, until: {message: ordered}, takes: {order.lines: lines}, repeats: {freely: true}}
  answer: {task: A, by: worker, fills: [order.lines.ok], says: answered, gives: {lines: order.lines}, repeats: {freely: true}}
  much: {task: M, by: worker, after: ordered, when: sum(order.lines.hours) > 10}
  reply: {task: R, by: worker, says: replied, repeats: {freely: true}}
  early: {task: E, by: worker, says: status, gives: {well: 'true'}}
  twice: {milestone: T, when: times(ordered) > 1}
  thrice: {milestone: T, when: times(ordered) > 2}
  questioned: {wait: Q, until: {message: asked}, repeats: {freely: true}}
  stop: {task: F, by: worker, optional: true, says: ended}
  stopped: {wait: Z, until: {message: ended}}
closes: {when: done(stop) || done(stopped)}
";

fn side(body: &str) -> Runnable {
    let (data, rest) = body.split_at(body.find("does:").unwrap());
    runnable(&format!("{data}{PROTOCOL}{rest}"))
}

fn said(run: &Runnable, asked: &str) -> String {
    let found = explore(run, &settings(true), &question(asked), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(
        found.assumes.map(|message| message.key).as_deref(),
        Some("explore-other-side")
    );
    told(found.witness.as_ref(), found.complete)
}

#[test]
fn who_begins_is_searched_with_whatever_may_come() {
    let run = side(ASKER);
    for (asked, expected) in [
        (
            "? answer",
            r#"send {"order":{"lines":[]}} message:answered answer {"lines":[]}"#,
        ),
        (
            "? lost",
            r#"send {"order":{"lines":[]}} message:other_case_ended lost {"reason":null}"#,
        ),
    ] {
        assert_eq!(said(&run, asked), expected, "{asked}");
    }
    let apart = said(&run, "? apart");
    assert!(
        apart.contains(r#"{"lines":[{"number":"1","ok":false}]}"#) && apart.ends_with(" apart"),
        "{apart}"
    );
    let worry = said(&run, "? worry");
    assert!(
        worry.contains("message:status status {\"well\":false}") && worry.ends_with(" worry"),
        "{worry}"
    );
    // A question is asked again only once its answer has come.
    assert!(said(&run, "ask ask / reply").starts_with("no"));
    assert!(said(&run, "? never").starts_with("no"));
    assert!(
        said(&run, "ask reply ask reply").ends_with("stop"),
        "{}",
        said(&run, "ask reply ask reply")
    );
    let all = survey(&run, &settings(true), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(
        all.never.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["never"]
    );
    assert!(all.closes.is_some() && all.dead_end.is_none(), "{all:#?}");
}

#[test]
fn who_is_begun_is_searched_with_whatever_may_come() {
    let run = side(TELLER);
    assert_eq!(said(&run, "? ordered"), r#"message:ordered ordered {"lines":[]}"#);
    // Nothing is told before the other side has asked, and nothing is answered twice.
    assert!(said(&run, "? answer").starts_with("message:ordered ordered"));
    assert!(
        said(&run, "? much").contains(r#""hours":11"#),
        "{}",
        said(&run, "? much")
    );
    assert!(said(&run, "? reply").contains("message:asked"));
    assert!(said(&run, "? early").contains(" answer"));
    assert!(
        said(&run, "? twice").contains(" answer"),
        "{}",
        said(&run, "? twice")
    );
    assert!(
        said(&run, "? thrice").starts_with("no"),
        "{}",
        said(&run, "? thrice")
    );
    let order = said(&run, "answer answer");
    assert_eq!(order.matches("message:ordered").count(), 2, "{order}");
}
