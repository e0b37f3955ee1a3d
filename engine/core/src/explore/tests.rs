//! Questions to small flows, and their answers: one line, one question.
//!
//! `a b / c = RUN` asks for a run that may close, does a and then b, and neither of them nor c otherwise; `? a = RUN`
//! whether a can be done; `dead = RUN` for a shortest run to where the case can never close; `never = a b` for what no
//! run does. A run is `no`, `no …` where that is not sure, or what is done in it, in order, with what is filled in.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use chrono::DateTime;
use serde_json::Value as Json;

use super::testbed::runnable;
use super::*;
use crate::case::Runnable;
use crate::id::ItemId;

pub(super) fn settings(untimed: bool) -> Settings {
    Settings {
        untimed,
        starts: DateTime::parse_from_rfc3339("2026-01-05T09:00:00+01:00")
            .unwrap()
            .to_utc(),
        data: Json::Null,
        most_bytes: DEFAULT_MOST_BYTES,
        most_states: 100_000,
    }
}

/// A run in a line: what is done, with data in braces; what begins, is set or comes by itself has its own words.
pub(super) fn told(run: Option<&Vec<WitnessStep>>, complete: bool) -> String {
    let Some(run) = run else {
        return if complete { "no" } else { "no …" }.to_owned();
    };
    let steps = run.iter().map(|step| {
        let mut words = match &step.deed {
            Deed::Complete(_) => Vec::new(),
            Deed::End(item) => vec![format!("ended:{item}")],
            Deed::Activate(item) => vec![format!("begin:{item}")],
            Deed::Deviate(asked) => vec![
                step.line()["do"].as_str().unwrap().to_owned(),
                asked.item().unwrap().to_string(),
            ],
            Deed::Message(message) => vec![format!("message:{message}")],
            Deed::Set(_) => vec!["set".to_owned()],
            Deed::Come(item) => vec![format!("time:{item}")],
            Deed::Climb => vec!["climb".to_owned()],
            Deed::Advance => vec![format!("to:{}", step.at.format("%m-%d"))],
        };
        words.extend(step.done.iter().map(ToString::to_string));
        words.extend((!step.data.is_null()).then(|| step.data.to_string()));
        words.join(" ")
    });
    steps.collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn items(text: &str) -> Vec<ItemId> {
    text.split_whitespace()
        .map(|name| ItemId::new(name).unwrap())
        .collect()
}

pub(super) fn question(text: &str) -> Question {
    if let Some(item) = text.strip_prefix("? ") {
        return Question::Done(ItemId::new(item).unwrap());
    }
    let (trace, context) = text.split_once('/').unwrap_or((text, ""));
    Question::Trace {
        trace: items(trace),
        context: items(context).into_iter().collect::<BTreeSet<_>>(),
    }
}

fn answer(run: &Runnable, settings: &Settings, text: &str) -> String {
    if matches!(text, "dead" | "never") {
        let survey = survey(run, settings, &mut |_| ControlFlow::Continue(())).unwrap();
        return match text {
            "dead" => told(survey.dead_end.as_ref(), survey.complete),
            _ => survey
                .never
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" "),
        };
    }
    let found = explore(run, settings, &question(text), &mut |_| ControlFlow::Continue(())).unwrap();
    told(found.witness.as_ref(), found.complete)
}

/// Asks every line of a flow, with lengths of time or without.
fn check(body: &str, untimed: bool, lines: &str) {
    let run = runnable(body);
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (asked, expected) = line.split_once('=').unwrap();
        assert_eq!(
            answer(&run, &settings(untimed), asked.trim()),
            expected.trim(),
            "{line}"
        );
    }
}

/// An order whose lines are answered one by one.
const LINES: &str = "data:
  order:
    lines:
      list:
        number: {type: text}
        hours: {type: integer}
        answer: {type: choice, of: [good, bad], optional: true}
does:
  send: {task: S, by: worker, fills: [order.lines]}
  answer: {task: A, by: other, after: send, when: hours > 2, fills: [order.lines.answer], repeats: {each: order.lines, key: number}}
  mend: {task: M, by: worker, after: answer, when: 'times(answer) > 1 && any(order.lines.answer == \"bad\") && any(order.lines.answer == \"good\")'}
  extra: {task: E, by: worker, after: mend, when: count(order.lines) > 2}
";

#[test]
fn rows_are_searched_as_far_as_is_said() {
    let run = runnable(LINES);
    let said = |text: &str| answer(&run, &settings(true), text);
    assert_eq!(said("? answer"), r#"send answer {"order":{"lines":[]}}"#);
    let mended = said("? mend");
    assert!(
        mended.ends_with(" mend") && mended.matches(r#"{"order":{"lines":{"answer":"#).count() == 2,
        "{mended}"
    );
    assert_eq!(said("? extra"), "no …");
    assert_eq!(said("never"), "extra");
    let because = explore(&run, &settings(true), &question("? extra"), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    let keys: Vec<&str> = because
        .because
        .iter()
        .map(|message| message.key.as_str())
        .collect();
    assert_eq!(keys, ["explore-rows-bounded", "explore-sampled"]);
    let numbers = "does:
  a: {stage: A, repeats: {each: 3, enough: 2}, does: {b: {task: B, by: worker, owes: c}, c: {task: C, by: other, starts: by_hand, optional: true}}}
  d: {task: D, by: worker, after: a}
";
    check(numbers, true, "d = b c b c a d\n dead = no");
}

#[test]
fn joins_sub_cases_and_what_people_add() {
    let joins = "does:
  a: {task: A, by: worker}
  b: {task: B, by: worker}
  c: {task: C, by: worker, repeats: {each_time: {all: [a, b]}}}
";
    let first = "does:
  a: {task: A, by: worker}
  b: {task: B, by: worker}
  d: {task: D, by: worker, repeats: {each_time: {at_least: 1, of: [a, b], rest: ends}}}
";
    let cases = "data: {d: {ok: {type: boolean, optional: true}}}
does:
  a: {subcase: A, begins: other, takes: {d.ok: x.y}}
  b: {task: B, by: worker, after: a, when: d.ok}
  c: {task: C, by: worker, opened_by: {ended_by_flow: a}}
  e: {task: E, by: worker, after: c, when: d.ok}
";
    let added = "unplanned: {pieces: [p, q], own_words: never, at_most: 1}
does:
  a: {task: A, by: worker}
  p: {task: P, by: worker, starts: when_added, repeats: {freely: true}, at_most: 2}
  q: {task: Q, by: worker, starts: when_added, after: p}
";
    let table = [
        (joins, "? c", "a b c"),
        (joins, "a c b", "no"),
        (first, "a d", "a d"),
        (first, "a b", "no"),
        (cases, "? b", "ended:a a {\"x\":{\"y\":true}} b"),
        (cases, "? c", "ended a c"),
        (cases, "? e", "no"),
        (added, "? p", "add_piece p p"),
        (added, "? q", "no"),
        (added, "p p", "add_piece p p p a"),
        (added, "p p p", "no"),
    ];
    let answers = table.map(|(flow, asked, _)| {
        let run = runnable(flow);
        let answer = explore(&run, &settings(true), &question(asked), &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap();
        format!("{asked}: {}", told(answer.witness.as_ref(), answer.complete))
    });
    let expected = table.map(|(_, asked, expected)| format!("{asked}: {expected}"));
    assert_eq!(answers, expected);
}

#[test]
fn a_run_along_a_trace() {
    let flow = "does:
  a: {task: A, by: worker, starts: by_hand, optional: true, repeats: {freely: true}, owes: b}
  b: {task: B, by: other, starts: by_hand, optional: true, repeats: {freely: true}}
  c: {task: C, by: worker, after: b, removes: a}
  d: {task: D, by: worker, after: a, not_while_owed: b}
";
    check(
        flow,
        true,
        "c = b c d
         a c / b = no
         a b c = a b c d
         a b a b c = a b a b c d
         b c a = no
         d c = a b d c
         d c / a = no
         c / d = no
         a d c / b = no
         ? d = a b d
         never =
         dead = no",
    );
}

#[test]
fn data_that_forms_fill_are_tried_where_guards_tell_them_apart() {
    let flow = "data:
  d:
    n: {type: integer}
    ok: {type: boolean}
    note: {type: text}
does:
  fill: {task: F, by: worker, fills: [d.n, d.ok, d.note], done_when: 'd.n < 10'}
  few: {task: Få, by: worker, after: fill, when: d.n < 3 && d.ok}
  many: {task: Mange, by: worker, after: fill, when: d.n > 12}
  other: {task: Andet, by: other, after: fill, when: '!d.ok'}
closes: {when: done(few) || done(other)}
";
    check(
        flow,
        true,
        r#"few = fill {"d":{"n":2,"note":"x","ok":true}} few
           other / few = fill {"d":{"n":2,"note":"x","ok":false}} other
           few other = no
           ? many = no
           never = many
           dead = fill {"d":{"n":3,"note":"x","ok":true}}"#,
    );
}

#[test]
fn data_that_no_form_fills_may_become_anything_at_any_time() {
    let flow = "data:
  d:
    big: {type: boolean, optional: true}
does:
  a: {task: A, by: worker}
  b: {task: B, by: worker, after: a, when: d.big}
  c: {task: C, by: worker, after: a, when: '!d.big'}
closes: {when: done(b) || done(c)}
";
    check(
        flow,
        true,
        r#"b / c = a set {"d":{"big":true}} b
           c / b = a set {"d":{"big":false}} c
           dead = no"#,
    );
}

#[test]
fn where_a_case_gets_stuck() {
    let flow = "does:
  a: {task: A, by: worker, removes: b}
  b: {task: B, by: worker, removes: a}
  c: {task: C, by: worker, after: {any: [a]}, when: done(a)}
closes: {when: done(c)}
";
    check(flow, true, "= a c\n dead = b\n never =");
}

#[test]
fn time_comes_as_it_must_or_where_it_is_left_out_whenever_it_likes() {
    let flow = "does:
  a: {task: A, by: worker}
  soon: {task: Snart, by: worker, after: a, not_before: 2 days}
  later: {action: Senere, after: a, not_before: 5 days}
  answer: {wait: Svar, after: a, until: {message: answered, after: 1 week}}
";
    check(
        flow,
        false,
        "soon later = a answer to:01-07 soon to:01-10 later
         later soon = a answer to:01-07 to:01-10 later soon
         ? later = a to:01-07 to:01-10 later",
    );
    check(
        flow,
        true,
        "later soon = a time:soon time:later later soon answer
         ? answer = a answer",
    );
}

#[test]
fn a_ladder_may_open_what_it_opens() {
    let flow = "ladders:
  late: [{at: due, open: letter}]
does:
  a: {task: A, by: worker, due: {lasts: 3 days, ladder: late}}
  letter: {task: Brev, by: worker, starts: by_ladder}
";
    check(
        flow,
        false,
        "a letter = to:01-08 a letter\n letter a = to:01-08 letter a\n a / letter = a",
    );
    check(
        flow,
        true,
        "a letter = climb a letter\n a / letter = a\n ? letter = climb letter",
    );
}

#[test]
fn a_rhythm_comes_as_often_as_it_likes() {
    let flow = "data:
  o:
    over: {type: boolean, optional: true}
does:
  plan: {task: P, by: worker}
  status: {task: Status, by: other, after: plan, repeats: {every: 1 month, until: o.over}}
  stop: {task: Stop, by: worker, after: plan, fills: [o.over], done_when: o.over}
";
    check(
        flow,
        true,
        r#"plan stop / status = plan stop {"o":{"over":true}}
           plan status status stop = plan time:status status time:status status stop {"o":{"over":true}}
           status plan = no
           dead = no"#,
    );
    check(
        flow,
        false,
        r#"plan status stop = plan to:02-05 status stop {"o":{"over":true}}"#,
    );
}

#[test]
fn what_is_not_gone_through_is_said() {
    let flow = "data:
  d:
    n: {type: integer}
does:
  a: {task: A, by: worker, fills: [d.n], repeats: {while: d.n > 0}}
  b: {task: B, by: worker, after: a, when: d.n * 2 == 3}
";
    check(flow, true, "? b = no …");
    let run = runnable(flow);
    let few = Settings {
        most_states: 2,
        ..settings(true)
    };
    let found = explore(&run, &few, &question("? b"), &mut |_| ControlFlow::Continue(())).unwrap();
    let said: Vec<&str> = found.because.iter().map(|message| message.key.as_str()).collect();
    assert_eq!(said, ["explore-stopped", "explore-sampled"]);
}

#[test]
fn the_order_in_which_things_were_done_counts_where_a_guard_asks_for_it() {
    let flow = "does:
  read: {task: L, by: worker, repeats: {freely: true}}
  write: {task: S, by: worker, repeats: {freely: true}}
  close: {task: Luk, by: worker, starts: by_hand, when: 'newer(done(read), done(write))'}
closes: {when: done(close)}
";
    check(
        flow,
        true,
        "write close / read = no\n = read close\n write read close = write read close",
    );
    check(flow, false, "write close / read = no\n = read close");
}

#[test]
fn what_is_listened_for_happens_too() {
    let flow = "data:
  d:
    day: {type: date, optional: true}
does:
  ask: {task: Spørg, by: worker, starts: by_hand}
  sorry: {task: Beklag, by: worker, opened_by: {called_off: ask}, waited_for: under_way}
  help: {task: Hjælp, by: other, opened_by: {started: ask}, waited_for: under_way}
  dated: {milestone: Dato, opened_by: {changed: d.day}, waited_for: under_way}
  end: {task: Slut, by: worker}
";
    check(
        flow,
        true,
        r#"sorry = cancel ask sorry end
           help = ask help end
           dated end / ask sorry = no
           ? dated = set {"d":{"day":"2026-01-03"}} set dated {"d":{"day":"2026-01-04"}}
           ? help = ask help"#,
    );
}

#[test]
fn a_message_holds_what_it_is_chosen_and_kept_by() {
    let flow = "data:
  order:
    number: {type: integer}
    ok: {type: boolean, optional: true}
messages:
  answered: {title: Svar, holds: {reference: {type: integer}, ok: {type: boolean}}}
does:
  send: {task: Send, by: worker, fills: [order.number]}
  answer:
    wait: Svar
    after: send
    until: {message: answered, matching: message.reference == order.number}
    sets: {order.ok: message.ok}
  begin: {task: I gang, by: other, after: answer, when: order.ok}
closes: {when: done(begin)}
";
    check(
        flow,
        true,
        r#"begin = send {"order":{"number":-1}} message:answered answer {"ok":true,"reference":-1} begin
           dead = send {"order":{"number":-1}} message:answered answer {"ok":false,"reference":-1}"#,
    );
}

#[test]
fn whoever_has_had_enough_is_told_how_far_it_came() {
    let run = runnable(
        "data:
  d:
    n: {type: integer}
does:
  a: {task: A, by: worker, fills: [d.n], repeats: {freely: true}}
  b: {task: B, by: worker, optional: true, when: times(a) > 3000}
closes: by_hand
",
    );
    let mut stop = |_| ControlFlow::Break(());
    let found = explore(&run, &settings(true), &question("? b"), &mut stop).unwrap();
    assert!(found.witness.is_none() && !found.complete && found.states > 1_000);
    let survey = survey(&run, &settings(true), &mut stop).unwrap();
    assert!(survey.closes.is_some() && survey.dead_end.is_none() && !survey.complete);
    for because in [found.because, survey.because] {
        let said: Vec<&str> = because.iter().map(|message| message.key.as_str()).collect();
        assert_eq!(said, ["explore-given-up"]);
    }
}
