//! What is there once for each row of a list.

use crate::simulate::script::check;

const ORDER: &str = "data:
  order:
    lines:
      list:
        number: {type: text, optional: true}
        hours: {type: integer, optional: true}
        answer: {type: choice, of: [good, bad], optional: true}
        note: {type: text, optional: true}
        large: {is: hours > 10}
    sent: {type: boolean, optional: true}
";

/// The order's data, and this below it.
pub(super) fn flow(body: &str) -> String {
    format!("{ORDER}{body}")
}

#[test]
fn every_row_has_its_own_and_nothing_is_made_twice() {
    check(
        &flow(
            "stages:
  s:
    title: S
    does:
      send: {task: Send, by: worker, fills: [order.lines]}
      answer: {task: Svar, by: other, after: send, fills: [order.lines.answer], repeats: {each: order.lines, key: number}}
      close: {task: Luk, by: worker, after: answer}
",
        ),
        r#"start 2026-01-05 09:00
         = active s send
         do send {"order": {"lines": [{"number": "A"}, {"number": "B"}]}}
         = active answer answer#A answer#B s | possible answer#A answer#B
         ! which_row do answer
         ! unknown_item do answer#C
         ! wrong_data do answer#A {"order": {"lines": [{"answer": "good"}]}}
         do answer#A {"order": {"lines": {"answer": "good"}}}
         = active answer answer#B s | done answer#A send
         set {"order": {"lines": [{"number": "B"}, {"number": "A", "answer": "good"}, {"number": "C"}]}}
         = active answer answer#B answer#C s | done answer#A send
         set {"order": {"lines": [{"number": "A"}, {"number": "C"}]}}
         = active answer answer#C s
         ! ended do answer#B
         set {"order": {"lines": [{"number": "A"}, {"number": "B"}, {"number": "C"}]}}
         = active answer answer#B answer#C s
         do answer#B
         do answer#C {"order": {"lines": {"answer": "bad"}}}
         = active close s | done answer answer#A answer#B answer#C send
         set {"order": {"lines": [{"number": "A"}, {"number": "D"}]}}
         = active answer answer#D close s
         do answer#D
         = active close s
         do close
         = state closed"#,
    );
}

#[test]
fn what_is_out_of_play_at_first_is_so_for_each_row() {
    check(
        &flow(
            "stages:
  s:
    title: S
    does:
      send: {task: Send, by: worker, fills: [order.lines]}
  whole:
    stage: Hver
    after: send
    repeats: {each: order.lines, key: number}
    does:
      look: {task: Se, by: worker, brings_back: mend}
      pass: {task: Pas, by: worker}
      mend: {task: Ret, by: worker, after: pass, out_of_play: true}
",
        ),
        r#"start 2026-01-05 09:00
         do send {"order": {"lines": [{"number": "A"}, {"number": "B"}]}}
         = active look#A look#B pass#A pass#B whole whole#A whole#B
         do pass#A
         do pass#B
         = active look#A look#B whole whole#A whole#B
         do look#A
         = active look#B mend#A whole whole#A whole#B
         set {"order": {"lines": [{"number": "A"}, {"number": "B"}, {"number": "C"}]}}
         do pass#C
         = active look#B look#C mend#A whole whole#A whole#B whole#C"#,
    );
}

#[test]
fn rows_are_told_apart_and_forms_fill_only_their_own() {
    check(
        &flow(
            "stages:
  s:
    title: S
    does:
      send: {task: Send, by: worker, fills: [order.lines]}
      answer:
        task: Svar
        by: other
        after: send
        when: hours > 2
        fills: [order.lines.answer, order.lines.note]
        done_when: answer == \"good\" || exists(note)
        sets: {order.lines.hours: hours * 2, order.sent: any(order.lines.large)}
        repeats: {each: order.lines, key: number}
      close: {task: Luk, by: worker}
",
        ),
        r#"start 2026-01-05 09:00
         ! wrong_data do send {"order": {"lines": [{"number": "A"}, {"number": "A"}]}}
         do send {"order": {"lines": [{"number": "A", "hours": 3}, {"number": "B", "hours": 1}, {"hours": 9}]}}
         = active answer answer#A close s
         ! blocked do answer#B
         ! wrong_data do answer#A {"order": {"lines": {"hours": 7}}}
         ! not_finished do answer#A {"order": {"lines": {"answer": "bad"}}}
         as other draft answer#A {"order": {"lines": {"note": "kladde"}}}
         set {"order": {"lines": [{"number": "B", "hours": 6}, {"number": "A", "hours": 3}]}}
         = active answer answer#A answer#B close s
         do answer#B {"order": {"lines": {"answer": "good"}}}
         = data order.lines [{"number": "B", "hours": 12, "answer": "good"}, {"number": "A", "hours": 3}] order.sent true
         do answer#A {"order": {"lines": {"answer": "bad"}}}
         = data order.lines [{"number": "B", "hours": 12, "answer": "good"}, {"number": "A", "hours": 6, "answer": "bad", "note": "kladde"}] order.sent true
         do close
         = state closed"#,
    );
}

#[test]
fn enough_rows_end_the_rest_or_let_it_go_on() {
    let flow = |rest: &str| {
        flow(&format!(
            "stages:
  s:
    title: S
    does:
      answer: {{task: Svar, by: other, repeats: {{each: order.lines, key: number, enough: 2{rest}}}}}
      next: {{task: N, by: worker, after: answer}}
"
        ))
    };
    let rows = r#"{"order": {"lines": [{"number": "A"}, {"number": "B"}, {"number": "C"}]}}"#;
    check(
        &flow(""),
        &format!(
            r#"start 2026-01-05 09:00 {rows}
         do answer#B
         = active answer answer#A answer#C s
         do answer#A
         = active next s
         ! ended do answer#C
         set {{"order": {{"lines": [{{"number": "A"}}, {{"number": "D"}}]}}}}
         = active next s
         do next
         = state closed"#
        ),
    );
    check(
        &flow(", rest: goes_on"),
        &format!(
            r#"start 2026-01-05 09:00 {rows}
         do answer#B
         do answer#A
         = active answer#C next s | done answer answer#A answer#B
         do next
         = active answer#C s | state open
         do answer#C
         = state closed"#
        ),
    );
}

#[test]
fn an_expression_may_say_that_there_are_enough_and_a_person_with_a_reason() {
    let flow = flow(
        "stages:
  s:
    title: S
    does:
      answer:
        task: Svar
        by: other
        fills: [order.lines.answer]
        repeats: {each: order.lines, key: number, enough: 'any(order.lines.answer == \"bad\") || times(answer) >= 3'}
      next: {task: N, by: worker, after: answer}
",
    );
    let rows =
        r#"{"order": {"lines": [{"number": "A"}, {"number": "B"}, {"number": "C"}, {"number": "D"}]}}"#;
    check(
        &flow,
        &format!(
            r#"start 2026-01-05 09:00 {rows}
         do answer#B {{"order": {{"lines": {{"answer": "good"}}}}}}
         do answer#C {{"order": {{"lines": {{"answer": "bad"}}}}}}
         = active next s"#
        ),
    );
    check(
        &flow,
        &format!(
            r#"start 2026-01-05 09:00 {rows}
         do answer#B
         do answer#C
         = active answer answer#A answer#D s
         do answer#D
         = active next s"#
        ),
    );
    check(
        &flow,
        &format!(
            r#"start 2026-01-05 09:00 {rows}
         do answer#B
         ! no_rows finish next
         ! no_rows finish answer#A
         finish answer
         = active next s | done answer answer#B
         redo answer
         = active answer answer#A answer#B answer#C answer#D next s | owed answer
         skip answer
         = active next s | skipped answer"#
        ),
    );
}

#[test]
fn a_list_with_no_rows_is_done_and_one_that_is_not_filled_is_waited_for() {
    let flow = flow(
        "stages:
  s:
    title: S
    does:
      keep: {task: K, by: worker}
      answer: {task: Svar, by: other, repeats: {each: order.lines, key: number}}
      next: {task: N, by: worker, after: answer}
",
    );
    check(
        &flow,
        r#"start 2026-01-05 09:00
         = active keep s
         ! blocked do next
         set {"order": {"lines": []}}
         = active keep next s | done answer"#,
    );
}

#[test]
fn a_stage_for_each_row_holds_work_of_its_own_with_its_own_clocks() {
    check(
        &flow(
            "stages:
  s:
    title: S
    does:
      line:
        stage: Linje
        repeats: {each: order.lines, key: number}
        does:
          plan: {task: P, by: worker, due: {lasts: 2 days, ladder: {at: due, open: letter}}, owes: {item: deliver, due: 5 days}}
          deliver: {task: L, by: other, after: plan, when: done(plan) && hours > 0, then_again: plan, optional: true}
          check: {task: T, by: worker, after: deliver, ends_when: answer == \"bad\"}
          letter: {task: B, by: worker, starts: by_ladder}
      close: {task: Luk, by: worker, after: line}
",
        ),
        r#"start 2026-01-05 09:00 {"order": {"lines": [{"number": "A", "hours": 1}, {"number": "B"}]}}
         = active line line#A line#B plan#A plan#B s | clocks plan#A:running:2026-01-07 plan#B:running:2026-01-07
         do plan#A
         = active line line#A line#B plan#B s | owed deliver#A | possible deliver#A plan#B
         = clocks plan#A:met:2026-01-07 plan#B:running:2026-01-07 plan_owes_deliver#A:running:2026-01-10
         to 2026-01-08 00:00
         = rungs plan#B:open | owed deliver#A letter#B
         do letter#B
         do deliver#A
         = active line line#A line#B plan#A plan#B s | owed
         set {"order": {"lines": [{"number": "A", "hours": 1}]}}
         = active line line#A plan#A s
         do plan#A
         skip deliver#A
         = active check#A line line#A s
         set {"order": {"lines": [{"number": "A", "hours": 1, "answer": "bad"}]}}
         = active close s
         do close
         = state closed"#,
    );
}

#[test]
fn a_stage_that_begins_anew_has_all_its_rows_anew() {
    check(
        &flow(
            "stages:
  one:
    title: En
    does:
      answer: {task: Svar, by: other, repeats: {each: order.lines, key: number}}
  two:
    title: To
    after: one
    does:
      back: {task: Forfra, by: worker, optional: true, then_again: one}
      stop: {task: Stop, by: worker}
",
        ),
        r#"start 2026-01-05 09:00 {"order": {"lines": [{"number": "A"}, {"number": "B"}]}}
         do answer#A
         do answer#B
         = active stop two
         do back
         = active answer answer#A answer#B one
         do answer#A
         do answer#B
         do stop
         = state closed"#,
    );
}

#[test]
fn a_wait_for_each_row_takes_the_message_that_is_for_its_row() {
    check(
        &flow(
            "messages:
  answered: {holds: {line: {type: text}, answer: {type: choice, of: [good, bad]}}}
stages:
  s:
    title: S
    does:
      begin: {task: G, by: worker}
      reply:
        wait: Svar
        after: begin
        until: {message: answered, matching: message.line == number}
        sets: {order.lines.answer: message.answer}
        repeats: {each: order.lines, key: number}
      visits:
        stage: Besøg
        after: reply
        does:
          visit: {task: B, by: other, not_with: rest, repeats: {each: order.lines, key: number}}
          rest: {task: R, by: worker}
",
        ),
        r#"start 2026-01-05 09:00 {"order": {"lines": [{"number": "A"}, {"number": "B"}]}}
         message answered {"line": "B", "answer": "bad"}
         do begin
         = active reply reply#A s
         message answered {"line": "C", "answer": "good"}
         = active reply reply#A s
         message answered {"line": "A", "answer": "good"}
         = data order.lines [{"number": "A", "answer": "good"}, {"number": "B", "answer": "bad"}]
         = active s visit visits | possible rest visit#A visit#B
         activate visit#A
         activate visit#B
         ! blocked do rest
         do visit#A
         do visit#B
         do rest
         = state closed"#,
    );
}

#[test]
fn once_for_each_number_of_a_plan() {
    check(
        "stages:
  s:
    title: S
    does:
      visit: {task: Besøg, by: other, repeats: {each: 3}}
      report: {task: Skriv, by: worker, after: visit}
",
        r#"start 2026-01-05 09:00
         = active s visit visit#1 visit#2 visit#3
         do visit#2
         do visit#1
         ! unknown_item do visit#4
         = active s visit visit#3
         do visit#3
         do report
         = state closed"#,
    );
}

#[test]
fn once_for_each_number_that_grows_and_falls() {
    check(
        "data:
  d:
    count: {type: integer, optional: true}
stages:
  s:
    title: S
    does:
      plan: {task: Plan, by: worker, fills: [d.count], repeats: {freely: true}}
      visit: {task: Besøg, by: other, repeats: {each: d.count * 2, enough: 3, rest: goes_on}}
      close: {task: Luk, by: worker}
",
        r#"start 2026-01-05 09:00
         ! which_row do visit
         do plan {"d": {"count": 1}}
         = active close plan s visit visit#1 visit#2
         do plan {"d": {"count": 2}}
         do visit#4
         do plan {"d": {"count": 1}}
         = active close plan s visit visit#1 visit#2
         do plan {"d": {"count": 2}}
         = active close plan s visit visit#1 visit#2 visit#3
         do visit#1
         do visit#2
         = active close plan s visit#3
         do visit#3
         do close
         = state closed"#,
    );
}

#[test]
fn one_for_each_that_comes_side_by_side() {
    check(
        "stages:
  s:
    title: S
    does:
      b: {task: B, by: worker, repeats: {freely: true}}
      c: {task: C, by: worker}
      d: {task: D, by: other, after: {any: [b, c]}, repeats: {each: times(b) + times(c)}}
      close: {task: Luk, by: worker}
",
        r#"start 2026-01-05 09:00
         do b
         = active b c close d d#1 s
         do c
         = active b close d d#1 d#2 s
         do d#2
         do d#1
         = active b close s
         do b
         = active b close d d#3 s
         do close
         do d#3
         = state closed"#,
    );
}

#[test]
fn more_at_once_than_a_case_can_hold_is_refused() {
    check(
        "data:
  d:
    count: {type: integer, optional: true}
does:
  plan: {task: Plan, by: worker, fills: [d.count]}
  visit: {task: Besøg, by: other, repeats: {each: d.count}}
",
        r#"start 2026-01-05 09:00
         ! endless do plan {"d": {"count": 900000}}
         do plan {"d": {"count": -1}}
         = state closed"#,
    );
}

#[test]
fn what_a_row_has_of_a_stage_rests_and_is_given_up_with_all_that_lies_in_it() {
    check(
        "stages:
  s:
    title: S
    repeats: {each: 2}
    does:
      a: {task: A, by: worker}
does:
  b: {task: B, by: worker}
",
        "start 2026-01-05 09:00
         = active a#1 a#2 b s s#1 s#2
         rest s#1
         ! resting do a#1
         do a#2
         go_on s#1
         fail s#1
         = active b | done a#2 s s#2
         do b
         = state closed",
    );
}
