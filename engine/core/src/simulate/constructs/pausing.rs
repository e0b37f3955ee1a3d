//! Pauses: which clocks stand still, for how long, and what is left afterwards.

use crate::simulate::script::check;

/// Two pauses, each with its ground and cap, for two clocks; a third runs on.
const FLOW: &str = "clocks:
  decide: {title: Afgør, kind: municipal, starts: case, lasts: 4 weeks, stops: {when: done(a)}}
  answer: {title: Svar, kind: municipal, starts: case, lasts: 10 working days, stops: {when: done(a)}}
  urgent: {title: Akut, kind: law, starts: case, lasts: 2 weeks, stops: {when: done(a)}}
pauses:
  hearing:
    title: Partshøring
    while: hear
    ground: {act: forvaltningsloven, section: '19'}
    at_most: 7 days
    stops: [decide, answer]
  doctor:
    title: Lægens oplysninger
    while: wait_for_doctor
    ground: {act: retssikkerhedsloven, section: '11'}
    at_most: 5 working days
    stops: decide
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      hear: {task: Hør, by: worker, optional: true, repeats: {freely: true}}
      wait_for_doctor: {task: Vent, by: worker, optional: true}
";

#[test]
fn only_the_named_clocks_stand_still_each_in_its_own_unit() {
    check(
        FLOW,
        "start 2026-01-05 09:00
         = clocks answer:running:2026-01-19 decide:running:2026-02-02 urgent:running:2026-01-19
         activate hear
         = clocks answer:paused:2026-01-19 decide:paused:2026-02-02 urgent:running:2026-01-19
         to 2026-01-12 09:00
         do hear
         = clocks answer:running:2026-01-26 decide:running:2026-02-09 urgent:running:2026-01-19",
    );
}

#[test]
fn what_is_used_stays_used_and_the_cap_is_never_begun_anew() {
    check(
        FLOW,
        "start 2026-01-05 09:00
         activate hear
         to 2026-01-09 09:00
         do hear
         = clocks answer:running:2026-01-23 decide:running:2026-02-06 urgent:running:2026-01-19
         activate hear
         to 2026-01-12 23:59
         = clocks answer:paused:2026-01-23 decide:paused:2026-02-06 urgent:running:2026-01-19
         to 2026-01-13 00:00
         = clocks answer:running:2026-01-26 decide:running:2026-02-09 urgent:running:2026-01-19
         do hear
         activate hear
         = clocks answer:running:2026-01-26 decide:running:2026-02-09 urgent:running:2026-01-19",
    );
}

#[test]
fn pauses_that_overlap_are_used_one_after_the_other() {
    check(
        FLOW,
        "start 2026-01-05 09:00
         activate hear
         activate wait_for_doctor
         to 2026-01-12 12:00
         = clocks answer:paused:2026-01-19 decide:paused:2026-02-02 urgent:running:2026-01-19
         to 2026-01-13 12:00
         = clocks answer:running:2026-01-26 decide:paused:2026-02-09 urgent:running:2026-01-19
         to 2026-01-15 12:00
         do wait_for_doctor
         = clocks answer:running:2026-01-26 decide:running:2026-02-12 urgent:running:2026-01-19",
    );
}

/// What a case comes to does not depend on when somebody was awake to see it.
#[test]
fn a_pause_that_ran_out_while_nobody_was_awake_ended_when_it_ended() {
    for way in ["to", "sleep"] {
        check(
            FLOW,
            &format!(
                "start 2026-01-05 09:00
                 activate hear
                 activate wait_for_doctor
                 {way} 2026-01-30 12:00
                 = clocks answer:breached:2026-01-26 decide:running:2026-02-16 urgent:breached:2026-01-19"
            ),
        );
    }
}

#[test]
fn a_clock_on_hold_waits_and_one_that_the_law_set_does_not() {
    let flow = "clocks:
  agreed: {title: Aftalt, kind: agreement, starts: case, lasts: 10 days, stops: {when: done(a)},
    pauses: [{while: hear, ground: {act: forvaltningsloven, section: '19'}, at_most: 7 days}]}
  law: {title: Lov, kind: law, starts: case, lasts: 10 days, stops: {when: done(a)},
    pauses: [{while: hear, ground: {act: forvaltningsloven, section: '19'}, at_most: 7 days}]}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      hear: {task: Hør, by: worker, optional: true}
";
    check(
        flow,
        "start 2026-01-05 09:00
         activate hear
         hold
         to 2026-01-07 09:00
         resume
         = clocks agreed:paused:2026-01-15 law:paused:2026-01-15
         do hear
         = clocks agreed:running:2026-01-17 law:running:2026-01-17
         hold
         = clocks agreed:paused:2026-01-17 law:running:2026-01-17
         to 2026-01-08 09:00
         resume
         = clocks agreed:running:2026-01-18 law:running:2026-01-17",
    );
}

#[test]
fn a_pause_in_hours_is_capped_to_the_minute() {
    let flow = "clocks:
  danger: {title: Vurdering, kind: practice, starts: case, lasts: 24 hours, stops: {when: done(a)},
    pauses: [{while: ring, ground: {act: barnets lov, section: '136'}, at_most: 2 hours}]}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: {lasts: 4 office hours, pauses: [{while: ring, ground: {act: barnets lov, section: '136'}, at_most: 1 office hour}]}}
      ring: {task: Ring, by: worker, optional: true}
";
    check(
        flow,
        "start 2026-01-05 09:00
         activate ring
         to 2026-01-05 10:00
         = clocks a:running:2026-01-05 danger:paused:2026-01-06
         to 2026-01-06 10:59
         = clocks a:breached:2026-01-05 danger:running:2026-01-06
         to 2026-01-06 11:00
         = clocks a:breached:2026-01-05 danger:breached:2026-01-06",
    );
}
