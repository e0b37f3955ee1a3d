//! When and where meetings are to be, and who hears of it.

use crate::simulate::script::check;

const TALK: &str = "stages:
  s:
    title: S
    does:
      talk: {meeting: Tal sammen, by: worker, with: [other]}
      file: {task: Skriv, by: worker}
";

#[test]
fn those_who_take_part_hear_when_a_meeting_is_set_moved_and_called_off_and_nobody_hears_twice() {
    check(
        TALK,
        "start 2026-01-05 09:00
         as boss person worker 1
         as boss person other 2
         arrange talk 2026-01-07 10:00 Rådhuset
         = notices worker:set:talk:0 other:set:talk:0
         arrange talk 2026-01-07 10:00 Rådhuset
         = notices
         arrange talk 2026-01-08 10:00 Rådhuset
         = notices worker:moved:talk:1 other:moved:talk:1
         call_off talk
         = notices worker:called_off:talk:2 other:called_off:talk:2
         ! not_agreed call_off talk
         arrange talk 2026-01-09 10:00 Rådhuset
         = notices worker:set:talk:3 other:set:talk:3
         do talk
         = notices
         do file
         = state closed",
    );
}

#[test]
fn whoever_comes_later_is_told_and_whoever_goes_is_told_that_it_is_without_them() {
    check(
        TALK,
        "start 2026-01-05 09:00
         as boss person worker 1
         arrange talk 2026-01-07 10:00 Rådhuset
         = notices worker:set:talk:0
         as boss person other 2
         = notices other:set:talk:0
         as boss person other 3
         = notices other:set:talk:1 other:left:talk:1
         as 4:worker claim talk
         = notices worker:set:talk:1
         as boss release talk
         = notices worker:left:talk:2",
    );
}

#[test]
fn what_ends_a_meeting_undone_calls_it_off_and_a_new_round_begins_without_a_time() {
    check(
        TALK,
        "start 2026-01-05 09:00
         as boss person worker 1
         arrange talk 2026-01-07 10:00 Rådhuset
         cancel talk
         = notices worker:called_off:talk:1
         redo talk
         = notices
         ! not_agreed call_off talk
         arrange talk 2026-01-08 10:00 Rådhuset
         = notices worker:set:talk:0
         terminate
         = notices worker:called_off:talk:1",
    );
}

#[test]
fn only_a_meeting_that_is_open_gets_a_time_by_whoever_answers_for_it_and_only_one_that_can_be() {
    check(
        TALK,
        "start 2026-01-05 09:00
         ! no_meeting arrange file 2026-01-07 10:00 Rådhuset
         ! not_owner as other arrange talk 2026-01-07 10:00 Rådhuset
         ! meeting_time arrange talk 2026-01-05 08:59 Rådhuset
         ! meeting_time arrange talk 2031-01-07 10:00 Rådhuset
         ! meeting_place arrange talk 2026-01-07 10:00 
         as boss arrange talk 2026-01-07 10:00 Rådhuset
         rest talk
         ! resting arrange talk 2026-01-08 10:00 Rådhuset
         go_on talk
         do talk
         ! not_open arrange talk 2026-01-08 10:00 Rådhuset",
    );
}
