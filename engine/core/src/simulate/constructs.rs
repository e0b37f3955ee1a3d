//! What each construct means, as small flows and scripts.

use super::script::check;

#[test]
fn what_comes_after_opens_when_what_comes_before_is_done() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      b: {task: B, by: other, after: a}
      c: {task: C, by: worker, after: {any: [a, b]}}
      d: {task: D, by: worker, after: {at_least: 2, of: [a, b, c]}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a s | possible a | done | state open
         ! blocked do b
         do a
         = active b c s | done a
         do c
         = active b d s
         ! not_owner as worker do b
         do b
         do d
         = active | done a b c d s | state closed
         ! closed do a",
    );
}

#[test]
fn a_stage_holds_its_items_and_waits_for_them() {
    let flow = "stages:
  one:
    title: En
    does:
      a: {task: A, by: worker}
      extra: {task: Måske, by: worker, optional: true}
  two:
    title: To
    after: one
    does:
      b: {task: B, by: worker}
      inner:
        stage: Indre
        does:
          c: {task: C, by: worker, after: b}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a one | possible a extra
         ! blocked do b
         do a
         = active b inner two | possible b
         do b
         = active c inner two
         do c
         = state closed | done a b c inner one two",
    );
}

#[test]
fn a_guard_is_asked_again_when_data_change_and_what_came_before_is_remembered() {
    let flow = "data:
  d:
    n: {type: integer, optional: true}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.n]}
      b: {task: B, by: worker, after: a, when: d.n > 2}
      keep: {task: K, by: worker}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do a {"d": {"n": 1}}
         = active keep s
         ! blocked do b
         set {"d": {"n": 3}}
         = active b keep s
         ! wrong_data set {"d": {"n": "mange"}}
         ! wrong_data set {"d": {"m": 1}}
         do b
         do keep
         = state closed"#,
    );
}

#[test]
fn doing_one_makes_the_other_owed_and_nothing_ends_before_it_is_paid() {
    let flow = "stages:
  s:
    title: S
    does:
      ask: {task: Spørg, by: worker, owes: answer, repeats: {freely: true}}
      answer: {task: Svar, by: other, starts: by_hand, optional: true}
      decide: {task: Afgør, by: worker, not_while_owed: answer}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = owed | possible answer ask decide
         do ask
         = owed answer | possible answer ask
         ! blocked do decide
         do answer
         = owed | possible ask decide | done answer ask
         do ask
         = owed answer | active ask decide s
         do answer
         do decide
         = state closed",
    );
}

#[test]
fn work_sent_back_waits_anew_with_everything_on_the_way() {
    let flow = "data:
  o:
    ok: {type: boolean}
stages:
  s:
    title: S
    does:
      send: {task: Send, by: worker}
      answer: {task: Svar, by: other, after: send, fills: [o.ok]}
      settle: {task: Afklar, by: worker, after: answer, when: '!o.ok', then_again: send, repeats: {at_most: 2}}
  next:
    title: N
    after: answer
    when: o.ok
    does:
      deliver: {task: Lever, by: other}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do send
         do answer {"o": {"ok": false}}
         = active s settle
         do settle
         = active s send | possible send
         do send
         = active answer s
         do answer {"o": {"ok": false}}
         do settle
         = active s send
         do send
         do answer {"o": {"ok": true}}
         = active deliver next
         do deliver
         = state closed"#,
    );
}

#[test]
fn taking_out_bringing_back_and_ending() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, removes: [b], ends: [c]}
      b: {task: B, by: worker}
      c: {task: C, by: worker}
      back: {task: Tilbage, by: worker, brings_back: [b]}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a b back c s
         do a
         = active back s
         ! blocked do b
         ! ended do c
         do back
         = active b s
         do b
         = state closed",
    );
}

#[test]
fn a_wait_ends_by_its_message_or_by_its_time_and_a_message_that_came_early_is_kept() {
    let flow = "stages:
  s:
    title: S
    does:
      first: {task: F, by: worker}
      letter: {wait: Svar, after: first, until: {message: answered, after: 10 days}}
      last: {task: L, by: worker, after: letter}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do first
         = active letter s
         ! unknown_message message nothing
         message answered
         = active last s",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         do first
         to 2026-01-15 23:00
         = active letter s
         to 2026-01-16 00:00
         = active last s",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         message answered
         do first
         = active last s",
    );
}

#[test]
fn a_clock_runs_out_once_and_its_ladder_is_climbed_in_order() {
    let flow = "ladders:
  late:
    - {at: 50 %, remind: owner}
    - {at: 1 working day before, raise_priority: true}
    - {at: due, tell: leader}
    - {at: 2 working days after, hand_to: boss}
    - {at: 3 working days after, open: letter}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: {lasts: 10 working days, ladder: late}}
      letter: {task: Brev, by: worker, starts: by_ladder}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = clocks a:running:2026-01-19
         to 2026-01-13 00:00
         = rungs a:remind
         to 2026-01-17 00:00
         = rungs a:raise_priority
         to 2026-01-20 00:00
         = rungs a:tell | clocks a:breached:2026-01-19
         to 2026-01-22 00:00
         = rungs a:hand_to
         ! not_owner as worker do a
         to 2026-02-22 00:00
         = rungs a:open | owed letter | active a letter s
         as boss do a
         = clocks a:met_late:2026-01-19 | state open
         do letter
         = state closed",
    );
}

#[test]
fn a_rhythm_opens_a_round_at_its_time_and_not_once_its_end_has_come() {
    let flow = "data:
  o:
    start: {type: date}
    over: {type: boolean, optional: true}
stages:
  s:
    title: S
    does:
      plan: {task: P, by: worker, fills: [o.start]}
      status: {task: Status, by: other, after: plan, repeats: {every: 3 months, first: 1 month, from: o.start, until: o.over}}
      meet: {task: Møde, by: worker, after: plan, optional: true}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do plan {"o": {"start": "2026-01-31"}}
         = active s
         to 2026-02-27 23:00
         = active s
         to 2026-02-28 00:00
         = active s status
         do status
         = active s
         to 2026-05-28 00:00
         = active s status
         set {"o": {"over": true}}
         do status
         = state closed | done plan s status"#,
    );
}

#[test]
fn a_new_round_each_time() {
    let flow = "stages:
  s:
    title: S
    does:
      visit: {task: Besøg, by: other, repeats: {freely: true}}
      note: {task: Notat, by: other, repeats: {each_time: visit, at_most: 3}}
      close: {task: Luk, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         ! blocked do note
         do visit
         = active close note s visit
         do visit
         do note
         = active close note s visit
         do note
         ! ended do note
         do visit
         do note
         do visit
         ! blocked do note
         do close
         = state closed",
    );
}

#[test]
fn milestones_and_actions_happen_by_themselves() {
    let flow = "data:
  d:
    n: {type: integer}
    twice: {type: integer, optional: true}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.n]}
      double: {action: Fordobl, after: a, sets: {d.twice: d.n * 2}}
      big: {milestone: Stort, when: d.twice > 10}
      b: {task: B, by: worker, after: big}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         ! missing_data do a
         ! wrong_data do a {"d": {"n": 6, "twice": 1}}
         do a {"d": {"n": 6}}
         = active b s | milestones big | done a big double
         do b
         = state closed"#,
    );
}

#[test]
fn people_may_deviate_with_a_reason_but_not_from_the_law() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      law: {task: Lov, by: worker, after: a, required_by_law: {act: serviceloven, section: '88'}}
      c: {task: C, by: worker, after: law}
";
    check(
        flow,
        "start 2026-01-05 09:00
         ! not_owner as other skip a
         as boss skip a
         = skipped a | active law s
         ! required_by_law skip law
         ! required_by_law cancel law
         do law
         redo law
         = owed law | active c law s
         do c
         = state open
         do law
         = state closed",
    );
}

#[test]
fn work_can_be_added_and_keeps_the_case_open() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         as worker add other
         = active a s added_1 | owed added_1
         do a
         = state open | active added_1
         ! not_owner as worker do added_1
         as other do added_1
         = state closed",
    );
}

#[test]
fn hold_resume_terminate_reopen() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: {lasts: 10 days, kind: agreement}}
      b: {task: B, by: worker, due: {lasts: 10 days, kind: law}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = clocks a:running:2026-01-15 b:running:2026-01-15
         ! not_owner as other hold
         hold
         = state on_hold | clocks a:paused:2026-01-15 b:running:2026-01-15
         ! on_hold do a
         to 2026-01-08 09:00
         resume
         = clocks a:running:2026-01-18 b:running:2026-01-15
         terminate
         = state closed | clocks a:stopped:2026-01-18 b:stopped:2026-01-15
         ! closed do a
         reopen
         = state open
         redo a
         = active a",
    );
}

#[test]
fn a_pause_stops_the_named_clock_up_to_its_cap() {
    let flow = "data:
  d:
    got: {type: date}
clocks:
  decide:
    title: Frist
    kind: municipal
    starts: d.got
    lasts: 4 weeks
    stops: {when: done(a)}
    pauses: [{while: hearing, ground: {act: forvaltningsloven, section: '19'}, at_most: 7 days}]
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      hearing: {wait: Høring, optional: true, until: {message: answered}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00 {"d": {"got": "2026-01-05"}}
         = clocks decide:running:2026-02-02 | possible a hearing
         activate hearing
         = clocks decide:paused:2026-02-02
         to 2026-01-08 09:00
         message answered
         = clocks decide:running:2026-02-05
         do a
         = clocks decide:met:2026-02-05"#,
    );
    check(
        flow,
        r#"start 2026-01-05 09:00 {"d": {"got": "2026-01-05"}}
         activate hearing
         to 2026-03-01 09:00
         = clocks decide:breached:2026-02-09"#,
    );
}

#[test]
fn a_case_that_never_rests_is_refused_and_unchanged() {
    let flow = "data:
  d:
    n: {type: integer}
stages:
  s:
    title: S
    does:
      begin: {task: G, by: worker, fills: [d.n]}
      more: {action: Igen, after: begin, sets: {d.n: d.n + 1}, repeats: {while: d.n > 0}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         ! endless do begin {"d": {"n": 1}}
         = active begin s
         do begin {"d": {"n": -5}}
         = state closed"#,
    );
}
