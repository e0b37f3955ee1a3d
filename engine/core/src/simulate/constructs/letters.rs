//! Letters: written when an item is done, sent, received, or come to nothing.

use crate::simulate::script::{check, runnable};

const FLOW: &str = "data:
  d:
    why: {type: text, optional: true, seen_by: everyone}
clocks:
  appeal:
    title: Klagefrist
    kind: law
    starts: {received: done(decide), channel: letter}
    lasts: 4 weeks
    roll: next_working_day
documents:
  decision: {title: {da: Afgørelse, en: Decision}, to: other, locked: true, text: \"{% if d.why %}{{ d.why }}{% endif %}\"}
closes: {when: done(rest)}
stages:
  s:
    title: S
    does:
      decide: {decision: Afgør, by: worker, fills: [d.why], letter: decision}
      write: {task: Skriv mere, by: worker, fills: [d.why], repeats: {freely: true}, starts: by_hand}
      rest: {task: R, by: worker}
";

#[test]
fn the_time_runs_from_when_the_letter_was_sent_and_how() {
    check(
        FLOW,
        r#"start 2026-12-01 09:00
         ! no_letter as worker ask {"do": "dispatch", "item": "decide", "news": {"failed": {"reason": "tom"}}}
         do decide {"d": {"why": "fordi"}}
         = clocks appeal:running:2027-01-06
         to 2026-12-18 10:00
         ! letter_day as worker ask {"do": "dispatch", "item": "decide", "news": {"sent": {"channel": "letter", "on": "2026-11-30"}}}
         ! letter_day as worker ask {"do": "dispatch", "item": "decide", "news": {"sent": {"channel": "letter", "on": "2026-12-19"}}}
         as worker ask {"do": "dispatch", "item": "decide", "news": {"sent": {"channel": "letter", "on": "2026-12-18"}}}
         = clocks appeal:running:2027-01-27
         to 2027-01-05 10:00
         as worker ask {"do": "dispatch", "item": "decide", "news": {"received": {"on": "2027-01-05", "shown_by": "Kuvertens stempel"}}}
         = clocks appeal:running:2027-02-02"#,
    );
}

/// A failed letter opens work and never closes anything: what ran from its receipt runs no longer.
#[test]
fn a_letter_that_did_not_come_is_work_for_its_sender_and_lets_nothing_run() {
    check(
        FLOW,
        r#"start 2026-12-18 09:00
         do decide {"d": {"why": "fordi"}}
         ! not_owner as other ask {"do": "dispatch", "item": "decide", "news": {"failed": {"reason": "Retur"}}}
         ! reason_missing as worker ask {"do": "dispatch", "item": "decide", "news": {"failed": {"reason": " "}}}
         as worker ask {"do": "dispatch", "item": "decide", "number": 1, "news": {"failed": {"reason": "Retur"}}}
         = clocks appeal:stopped:2027-01-27 | active rest s unplanned#1
         as worker ask {"do": "dispatch", "item": "decide", "number": 1, "news": {"sent": {"channel": "letter", "on": "2026-12-18"}}}
         = clocks appeal:running:2027-01-27"#,
    );
}

#[test]
fn what_a_locked_document_says_is_not_changed_any_more() {
    check(
        FLOW,
        r#"start 2026-12-18 09:00
         set {"d": {"why": "måske"}}
         do decide {"d": {"why": "fordi"}}
         ! locked set {"d": {"why": "derfor"}}
         set {"d": {"why": "fordi"}}
         activate write
         ! locked do write {"d": {"why": "derfor"}}
         do write {"d": {"why": "fordi"}}"#,
    );
}

#[test]
fn what_a_locked_document_did_not_say_may_come_once() {
    check(
        FLOW,
        r#"start 2026-12-18 09:00
         do decide {}
         set {"d": {"why": "fordi"}}
         ! locked set {"d": {"why": "derfor"}}"#,
    );
}

#[test]
fn what_a_receiver_can_never_see_is_found_before_a_flow_is_published() {
    let unseen = FLOW.replace(", seen_by: everyone", "");
    for (body, count) in [(FLOW, 0), (unseen.as_str(), 1)] {
        let run = runnable(body);
        let found = crate::case::unseen_in_letters(&run.flow, &run.guards);
        assert_eq!(found.len(), count, "{found:?}");
    }
}
