//! Windows: at least so many in any so long, planned evenly, with a warning while it can still be kept.

use crate::simulate::script::check;

/// Sorø's collaboration meetings (A11 in `flows/lines.csv`).
const FLOW: &str = "stages:
  s:
    title: S
    does:
      meet:
        meeting: Samarbejdsmøde
        by: worker
        repeats: {at_least: 3, in_any: 12 months, at_most_apart: 5 months, opens: 4 weeks}
      rest: {task: R, by: worker}
";

#[test]
fn three_meetings_a_year_are_planned_in_months_one_five_and_nine() {
    check(
        FLOW,
        "start 2026-01-05 09:00
         = active rest s | clocks
         to 2026-01-08 09:00
         = active meet rest s | clocks meet:running:2026-06-05 | aims meet:2026-02-05
         to 2026-02-05 10:00
         do meet
         = active rest s | clocks meet:met:2026-06-05
         to 2026-05-10 00:00
         = active meet rest s | clocks meet:running:2026-07-05 | aims meet:2026-06-05
         to 2026-06-03 10:00
         do meet
         to 2026-10-01 10:00
         = clocks meet:running:2026-11-03 | aims meet:2026-10-03",
    );
}

#[test]
fn the_owner_is_warned_while_it_can_still_be_kept_and_it_runs_out_when_it_no_longer_can() {
    check(
        FLOW,
        "start 2026-01-05 09:00
         to 2026-02-06 00:00
         = notices worker:reminder:meet | clocks meet:running:2026-06-05
         to 2026-06-06 00:00
         = notices worker:lateness:meet | clocks meet:breached:2026-06-05
         do meet
         = clocks meet:met_late:2026-06-05
         to 2026-09-20 00:00
         = clocks meet:running:2026-11-06 | aims meet:2026-10-06",
    );
}

#[test]
fn a_rhythm_is_counted_from_what_was_done() {
    let flow = "data:
  d: {made_on: {type: date, optional: true}}
stages:
  s:
    title: S
    does:
      decide: {decision: Afgør, by: worker}
      follow: {task: Følg op, by: worker, repeats: {every: 3 months from done(decide)}}
      check: {task: Tjek, by: worker, repeats: {every: 1 month from d.made_on}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         to 2026-01-12 10:00
         do decide
         to 2026-04-12 09:59
         = active s
         to 2026-04-12 10:00
         = active follow s
         do follow
         set {"d": {"made_on": "2026-04-01"}}
         to 2026-05-01 00:00
         = active check s
         to 2026-07-12 10:00
         = active check follow s"#,
    );
}
