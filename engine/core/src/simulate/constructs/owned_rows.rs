//! Rows that name the party whose work they are, with a due date of their own; and clocks that start only where something
//! holds.

use crate::simulate::script::check;

const FLOW: &str = "data:
  form:
    agreements:
      list:
        number: {type: text}
        owner: {type: choice, of: {other: Udfører, boss: Leder}, optional: true}
        by_day: {type: date}
does:
  keep: {task: Hold aftalen, by: worker, due: until form.agreements.by_day, repeats: {each: form.agreements, key: number, owner: owner}}
";

#[test]
fn a_row_s_work_is_the_party_s_that_its_column_names_by_the_day_that_it_names() {
    check(
        FLOW,
        "start 2026-01-05 09:00 {\"form\": {\"agreements\": [{\"number\": \"1\", \"owner\": \"other\", \"by_day\": \"2026-01-09\"}, {\"number\": \"2\", \"by_day\": \"2026-01-12\"}]}}
         = active keep keep#1 keep#2 | clocks keep#1:running:2026-01-09 keep#2:running:2026-01-12
         ! not_owner as worker do keep#1
         ! not_owner as other do keep#2
         as other do keep#1
         as worker do keep#2
         = state closed",
    );
}

const CLOCKS: &str = "data:
  d: {urgent: {type: boolean, optional: true}, rows: {list: {k: {type: text}, soon: {type: boolean}}}}
clocks:
  hurry: {title: Haster, kind: municipal, starts: case, when: d.urgent, lasts: 1 week, stops: {when: done(a)}}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: {lasts: 2 weeks, when: '!d.urgent'}}
      b: {task: B, by: worker, due: {lasts: 3 days, when: soon}, repeats: {each: d.rows, key: k}}
";

#[test]
fn a_clock_starts_only_where_its_guard_holds_counted_from_its_own_start_and_then_runs_on() {
    check(
        CLOCKS,
        "start 2026-01-05 09:00 {\"d\": {\"rows\": [{\"k\": \"1\", \"soon\": true}, {\"k\": \"2\", \"soon\": false}]}}
         = clocks b#1:running:2026-01-08
         to 2026-01-07 09:00
         set {\"d\": {\"urgent\": true}}
         = clocks b#1:running:2026-01-08 hurry:running:2026-01-12
         set {\"d\": {\"urgent\": false}}
         = clocks a:running:2026-01-19 b#1:running:2026-01-08 hurry:running:2026-01-12
         set {\"d\": {\"rows\": [{\"k\": \"1\", \"soon\": true}, {\"k\": \"2\", \"soon\": true}]}}
         = clocks a:running:2026-01-19 b#1:running:2026-01-08 b#2:running:2026-01-08 hurry:running:2026-01-12",
    );
}

#[test]
fn a_clock_that_ran_out_starts_anew_by_a_later_day_once_its_guard_holds() {
    check(
        "data:
  d: {got: {type: date}, urgent: {type: boolean}}
clocks:
  c: {title: C, kind: municipal, starts: d.got, when: d.urgent, lasts: 1 week, stops: {when: done(a)}}
does:
  a: {task: A, by: worker}
",
        r#"start 2026-01-05 09:00 {"d": {"got": "2026-01-05", "urgent": true}}
         to 2026-01-20 09:00
         = clocks c:breached:2026-01-12
         set {"d": {"got": "2026-01-20", "urgent": false}}
         = clocks c:breached:2026-01-12
         set {"d": {"urgent": true}}
         = clocks c:running:2026-01-27"#,
    );
}
