//! What runs from when something is received: by its channel, unless somebody shows that it came another day.

use crate::simulate::script::check;

const FLOW: &str = "data:
  d:
    sent_by: {type: choice, of: {digital_post: Digital Post, letter: Brev, in_person: Personligt}}
    came_on: {type: date, optional: true}
    shown_by: {type: text, optional: true}
clocks:
  appeal:
    title: Klagefrist
    kind: law
    starts: {received: done(decide), channel: d.sent_by, actual: d.came_on, evidence: d.shown_by}
    lasts: 4 weeks
    roll: next_working_day
stages:
  s:
    title: S
    does:
      decide: {decision: Afgør, by: worker, fills: [d.sent_by]}
      rest: {task: R, by: worker}
";

#[test]
fn a_letter_is_taken_to_be_received_six_working_days_later_and_digital_post_the_same_day() {
    check(
        FLOW,
        r#"start 2026-12-18 09:00
         = clocks
         do decide {"d": {"sent_by": "letter"}}
         = clocks appeal:running:2027-01-27"#,
    );
    check(
        FLOW,
        r#"start 2026-12-19 23:30
         do decide {"d": {"sent_by": "digital_post"}}
         = clocks appeal:running:2027-01-18"#,
    );
}

#[test]
fn another_day_counts_only_with_what_shows_it() {
    check(
        FLOW,
        r#"start 2026-12-18 09:00
         do decide {"d": {"sent_by": "letter"}}
         set {"d": {"came_on": "2027-01-05"}}
         = clocks appeal:running:2027-01-27
         set {"d": {"shown_by": "Kuvertens stempel"}}
         = clocks appeal:running:2027-02-02"#,
    );
}

/// What is counted back from a date runs from when the date is known.
#[test]
fn a_clock_that_is_counted_back_runs_from_when_its_date_is_known() {
    let flow = "data:
  d: {meet_on: {type: date, optional: true}}
clocks:
  invite: {title: Indkald, lasts: 10 working days before d.meet_on, ladder: {at: 50 %, tell: worker}}
stages:
  s:
    title: S
    does:
      rest: {task: R, by: worker}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         = clocks
         set {"d": {"meet_on": "2026-03-02"}}
         = clocks invite:running:2026-02-16
         to 2026-01-26 16:00
         = rungs
         to 2026-01-26 17:00
         = rungs invite:tell
         set {"d": {"meet_on": "2026-03-09"}}
         = clocks invite:running:2026-02-23
         to 2026-02-24 00:00
         = clocks invite:breached:2026-02-23
         set {"d": {"meet_on": "2026-04-20"}}
         = clocks invite:running:2026-04-01"#,
    );
}
