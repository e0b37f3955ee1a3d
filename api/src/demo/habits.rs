//! How long work usually takes in the demo's municipality.

/// How long an item usually takes, from and to, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pace {
    /// So many working days after it opened.
    WorkingDays(u32, u32),
    /// So many days after it opened.
    Days(u32, u32),
    /// So many working days before it is due, but not before it opened.
    BeforeDue(u32, u32),
}

/// What the flow's items usually take.
pub(super) const USUAL: [(&str, Pace); 26] = [
    ("register", Pace::WorkingDays(0, 1)),
    ("first_talk", Pace::WorkingDays(3, 7)),
    ("ask_sources", Pace::WorkingDays(1, 2)),
    ("await_sources", Pace::WorkingDays(4, 7)),
    ("score_themes", Pace::WorkingDays(8, 13)),
    ("evaluate", Pace::WorkingDays(3, 6)),
    ("hear_citizen", Pace::WorkingDays(1, 2)),
    ("decide_help", Pace::WorkingDays(2, 5)),
    ("delay_letter", Pace::WorkingDays(1, 2)),
    ("send_order", Pace::WorkingDays(1, 2)),
    ("answer_order", Pace::WorkingDays(2, 3)),
    ("negotiate", Pace::WorkingDays(1, 3)),
    ("settle_together", Pace::WorkingDays(4, 7)),
    ("another_provider", Pace::WorkingDays(1, 2)),
    ("replace_provider", Pace::WorkingDays(1, 2)),
    ("share_plan", Pace::WorkingDays(1, 3)),
    ("start_meeting", Pace::WorkingDays(4, 6)),
    ("set_sub_goals", Pace::WorkingDays(7, 13)),
    ("daily_note", Pace::Days(8, 10)),
    ("status_report", Pace::BeforeDue(1, 4)),
    ("answer_change", Pace::WorkingDays(3, 6)),
    ("follow_up_meeting", Pace::BeforeDue(0, 3)),
    ("check_standstill", Pace::WorkingDays(1, 2)),
    ("close_help", Pace::WorkingDays(1, 3)),
    ("hand_on", Pace::WorkingDays(3, 6)),
    ("reassess", Pace::WorkingDays(5, 9)),
];

/// How long work takes that nobody has a habit for.
const ANYTHING: Pace = Pace::WorkingDays(2, 4);

/// How long an item usually takes.
pub(super) fn usual(item: &str) -> Pace {
    let known = USUAL.iter().find(|(name, _)| *name == item);
    known.map_or(ANYTHING, |(_, pace)| *pace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_habit_takes_a_few_days() {
        assert_eq!(usual("register"), Pace::WorkingDays(0, 1));
        assert_eq!(usual("something_new"), ANYTHING);
        for (name, pace) in USUAL {
            assert_eq!(usual(name), pace, "{name} stands twice");
            let (Pace::WorkingDays(from, to) | Pace::Days(from, to) | Pace::BeforeDue(from, to)) = pace;
            assert!(from <= to, "{name}");
        }
    }
}
