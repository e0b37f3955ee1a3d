//! What a case of the demo comes to, as data: where it differs from how such cases usually go.

/// A case of the demo from its start to today.
#[derive(Debug)]
pub(super) struct Course {
    /// The citizen's initials; nobody's.
    pub(super) initials: &'static str,
    /// How many days before today it began.
    pub(super) began: u32,
    /// What the citizen needs, by its key among the needs.
    pub(super) need: &'static str,
    /// The caseworker's login.
    pub(super) caseworker: &'static str,
    /// The login of whoever delivers.
    pub(super) provider: &'static str,
    /// Where it differs from the usual.
    pub(super) turns: &'static [Turn],
}

/// Where a course differs from the usual.
#[derive(Clone, Copy, Debug)]
pub(super) enum Turn {
    /// This round of the item is done so many working days after it opened.
    Takes(&'static str, u32, u32),
    /// This round of the item is left lying for ever.
    Leaves(&'static str, u32),
    /// The form of this round says this, beside or instead of the usual: JSON, merged into it.
    Says(&'static str, u32, &'static str),
    /// Something beside the tasks happens so many days after that.
    Then(After, u32, Beside),
}

/// What something beside the tasks follows upon.
#[derive(Clone, Copy, Debug)]
pub(super) enum After {
    /// The case's start.
    Begun,
    /// The item's round opened.
    Opened(&'static str, u32),
    /// The item was done so often.
    Done(&'static str, u32),
}

/// Something beside the tasks that open by themselves.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beside {
    /// Work that may be done is done: what is optional or begins by hand.
    Does(&'static str),
    /// The caseworker leaves the item out, with this reason.
    Skips(&'static str, &'static str),
    /// The caseworker has the item done anew, with this reason.
    Redoes(&'static str, &'static str),
    /// The caseworker adds work for this party, with a reason.
    Adds(&'static str, &'static str, &'static str),
    /// A message comes from outside.
    Hears(&'static str),
    /// The caseworker puts the case on hold.
    Holds(&'static str),
    /// The caseworker lets the case go on.
    Resumes,
    /// The caseworker ends the case before its work is done.
    Ends(&'static str),
    /// The case goes to another provider, by the login of whoever delivers there.
    GoesTo(&'static str),
}

impl Course {
    /// How long this round of the item takes, where the course says so; none where it is never done.
    pub(super) fn pace(&self, item: &str, round: u32) -> Option<Option<u32>> {
        self.turns.iter().find_map(|turn| match *turn {
            Turn::Takes(of, number, days) if (of, number) == (item, round) => Some(Some(days)),
            Turn::Leaves(of, number) if (of, number) == (item, round) => Some(None),
            _ => None,
        })
    }

    /// What the form of this round says beside or instead of the usual.
    pub(super) fn says(&self, item: &str, round: u32) -> Option<&'static str> {
        self.turns.iter().find_map(|turn| match *turn {
            Turn::Says(of, number, form) if (of, number) == (item, round) => Some(form),
            _ => None,
        })
    }

    /// What happens beside the tasks.
    pub(super) fn beside(&self) -> impl Iterator<Item = (After, u32, Beside)> {
        self.turns.iter().filter_map(|turn| match *turn {
            Turn::Then(after, days, beside) => Some((after, days, beside)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_says_only_where_it_differs() {
        let course = Course {
            initials: "A.B.",
            began: 1,
            need: "structure",
            caseworker: "asta",
            provider: "holger",
            turns: &[
                Turn::Takes("assess", 2, 9),
                Turn::Leaves("deliver", 1),
                Turn::Says("assess", 1, "{}"),
                Turn::Then(After::Begun, 3, Beside::Resumes),
            ],
        };
        assert_eq!(course.pace("assess", 2), Some(Some(9)));
        assert_eq!(course.pace("deliver", 1), Some(None));
        assert_eq!(course.pace("assess", 1), None);
        assert_eq!(course.says("assess", 1), Some("{}"));
        assert_eq!(course.says("assess", 2), None);
        assert_eq!(course.beside().count(), 1);
    }
}
