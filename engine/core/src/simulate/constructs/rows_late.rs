//! Rows that begin late, their clocks, and who hears that the whole is done.

use super::rows::flow;
use crate::simulate::script::check;

#[test]
fn a_row_whose_condition_may_come_to_hold_by_what_is_under_way_is_waited_for() {
    let body = |decide: &str| {
        flow(&format!(
            "stages:
  s:
    title: S
    does:
      send: {{task: Send, by: worker, fills: [order.lines]}}
      answer:
        task: Svar
        by: other
        after: send
        when: exists(order.sent) && hours > 2
        repeats: {{each: order.lines, key: number}}
      look: {{task: Se, by: worker, after: send}}
      decide: {{task: Afgør, by: worker, after: look, fills: [order.sent]{decide}}}
      close: {{task: Luk, by: worker, after: answer}}
"
        ))
    };
    check(
        &body(""),
        r#"start 2026-01-05 09:00
         do send {"order": {"lines": [{"number": "A", "hours": 3}, {"number": "B", "hours": 1}]}}
         = active answer look s
         do look
         = active answer decide s
         do decide {"order": {"sent": true}}
         = active answer answer#A s
         do answer#A
         = active close s
         set {"order": {"lines": [{"number": "A", "hours": 3}, {"number": "B", "hours": 4}]}}
         = active answer answer#B close s
         do answer#B
         do close
         = state closed"#,
    );
    // What only follows the set is nothing that it could wait for, nor is what is optional.
    for decide in [", not_while_owed: answer", ", optional: true"] {
        check(
            &body(decide),
            r#"start 2026-01-05 09:00
         do send {"order": {"lines": [{"number": "A", "hours": 3}]}}
         = active close look s"#,
        );
    }
    check(
        &body("").replace("after: look, fills", "after: answer, fills"),
        r#"start 2026-01-05 09:00
         do send {"order": {"lines": [{"number": "A", "hours": 3}]}}
         = active close decide look s
         do decide {"order": {"sent": true}}
         = active answer answer#A close look s"#,
    );
}

#[test]
fn a_clock_of_a_row_runs_until_the_date_in_its_row() {
    check(
        "data:
  order:
    lines:
      list:
        number: {type: text}
        ends_on: {type: date, optional: true}
        days: {type: integer, optional: true}
        last_on: {is: 'days_after(ends_on, days)'}
tables:
  limit:
    title: Frist
    hit: first
    reads: {days: order.lines.days}
    gives: {lasts: {type: length}}
    rules: [{days: '> 5', lasts: 1 week}]
    otherwise: {lasts: 2 days}
does:
  send: {task: Send, by: worker, fills: [order.lines]}
  answer: {task: Svar, by: worker, after: send, due: until order.lines.ends_on, repeats: {each: order.lines, key: number}}
  settle: {task: Gør op, by: worker, after: send, due: 2 days before order.lines.last_on, repeats: {each: order.lines, key: number}}
  look: {task: Se, by: worker, after: send, due: limit.lasts, repeats: {each: order.lines, key: number}}
",
        r#"start 2026-01-05 09:00
         do send {"order": {"lines": [{"number": "A", "ends_on": "2026-02-01", "days": 10}, {"number": "B", "days": 1}]}}
         = clocks answer#A:running:2026-02-01 look#A:running:2026-01-12 look#B:running:2026-01-07 settle#A:running:2026-02-09
         set {"order": {"lines": [{"number": "A", "ends_on": "2026-02-03", "days": 10}, {"number": "B", "ends_on": "2026-03-01", "days": 1}]}}
         = clocks answer#A:running:2026-02-03 answer#B:running:2026-03-01 look#A:running:2026-01-12 look#B:running:2026-01-07 settle#A:running:2026-02-11 settle#B:running:2026-02-28"#,
    );
}

#[test]
fn who_wants_a_round_each_time_it_is_done_means_the_whole() {
    check(
        &flow(
            "does:
  answer: {task: Svar, by: other, repeats: {each: order.lines, key: number}}
  look: {task: Se, by: other}
  read: {task: Læs, by: worker, repeats: {each_time: answer}}
  both: {task: Begge, by: worker, repeats: {each_time: {all: [answer, look]}}}
",
        ),
        r#"start 2026-01-05 09:00 {"order": {"lines": [{"number": "A"}, {"number": "B"}]}}
         do answer#A
         = active answer answer#B look
         do answer#B
         = active look read
         do look
         = active both read"#,
    );
}
