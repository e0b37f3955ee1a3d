//! Items that are cases of their own.

use crate::simulate::script::check;

const PLACEMENT: &str = "data:
  plan:
    need: {type: level, of: 0..4}
    from: {type: date, optional: true}
does:
  send: {task: Send, by: worker, fills: [plan.need]}
  place:
    subcase: Anbring
    after: send
    begins: placement
    gives: {need.level: plan.need}
    takes: {plan.from: result.from}
  tell: {task: Fortæl, by: worker, after: place}
";

#[test]
fn an_item_is_done_when_its_sub_case_has_closed_and_takes_out_what_it_says() {
    check(
        PLACEMENT,
        r#"start 2026-01-05 09:00
         ! no_subcase ended place
         do send {"plan": {"need": 3}}
         = active place | possible  | state open
         ! no_work do place
         ! no_subcase ended send
         ! wrong_data ended place {"result": {"from": "soon"}}
         ! wrong_data ended place {"result": {"form": "2026-02-01"}}
         ended place {"result": {"from": "2026-02-01"}}
         = active tell | done place send
         = data plan.from "2026-02-01"
         ! no_subcase ended place
         do tell
         = state closed"#,
    );
}

#[test]
fn a_sub_case_that_was_ended_undone_ends_its_item_undone_and_what_comes_after_waits() {
    check(
        PLACEMENT,
        r#"start 2026-01-05 09:00
         do send {"plan": {"need": 3}}
         undone place
         = active  | done send | state closed"#,
    );
}

#[test]
fn an_item_that_may_be_done_anew_begins_another_sub_case() {
    check(
        &PLACEMENT.replace(
            "after: send\n    begins",
            "after: send\n    required: true\n    begins",
        ),
        r#"start 2026-01-05 09:00
         do send {"plan": {"need": 3}}
         undone place
         reopen
         redo place
         = active place
         ended place
         = active tell | done place send"#,
    );
}

#[test]
fn what_has_ended_is_kept_while_the_item_rests_or_the_case_is_on_hold() {
    check(
        PLACEMENT,
        r#"start 2026-01-05 09:00
         do send {"plan": {"need": 3}}
         rest place
         ended place {"result": {"from": "2026-02-01"}}
         = active place
         go_on place
         = active tell
         = data plan.from "2026-02-01""#,
    );
    check(
        PLACEMENT,
        r#"start 2026-01-05 09:00
         do send {"plan": {"need": 3}}
         hold
         ended place {"result": {"from": "2026-02-01"}}
         = active place
         resume
         = active tell"#,
    );
}

#[test]
fn what_ends_an_item_ends_its_sub_case_and_nothing_comes_of_that_any_more() {
    for ends in ["cancel place", "skip place", "fail place", "terminate"] {
        check(
            PLACEMENT,
            &format!(
                r#"start 2026-01-05 09:00
         do send {{"plan": {{"need": 3}}}}
         {ends}
         ! no_subcase ended place"#
            ),
        );
    }
    check(
        "does:
  place: {subcase: Anbring, begins: placement}
  drop: {task: Drop, by: worker, optional: true, removes: place}
",
        "start 2026-01-05 09:00
         do drop
         ! no_subcase ended place",
    );
}

#[test]
fn each_row_of_a_list_has_a_sub_case_of_its_own() {
    check(
        "data:
  order:
    lines:
      list:
        number: {type: text}
        hours: {type: integer}
        price: {type: integer, optional: true}
does:
  send: {task: Send, by: worker, fills: [order.lines]}
  deliver:
    subcase: Lever
    after: send
    begins: delivery
    gives: {line.hours: hours}
    takes: {order.lines.price: line.price}
    repeats: {each: order.lines, key: number}
  pay: {task: Betal, by: worker, after: deliver}
",
        r#"start 2026-01-05 09:00
         do send {"order": {"lines": [{"number": "L1", "hours": 3}, {"number": "L2", "hours": 5}]}}
         = active deliver deliver#L1 deliver#L2
         ! no_subcase ended deliver
         ended deliver#L2 {"line": {"price": 700}}
         undone deliver#L1
         = active pay
         = data order.lines [{"number": "L1", "hours": 3}, {"number": "L2", "hours": 5, "price": 700}]"#,
    );
}

#[test]
fn a_sub_case_that_goes_its_own_way_is_not_waited_for_and_not_ended() {
    let flow = "does:
  tell: {subcase: Fortæl, begins: telling, apart: true, required_by_law: {act: L, section: '1'}}
  write: {task: Skriv, by: worker, after: tell}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active write | done tell
         ended tell
         do write
         = state closed
         ! no_subcase ended tell",
    );
}

#[test]
fn what_may_not_be_done_while_something_is_owed_waits_though_its_sub_case_has_closed() {
    check(
        "does:
  c: {subcase: C, begins: other, not_while_owed: t}
  t: {task: T, by: worker, starts: by_hand}
",
        "start 2026-01-05 09:00
         = active c | possible t
         activate t
         ended c
         = active c t | done
         do t
         = done c t | state closed",
    );
}
