//! By which of two ways what others owe is found: through the cases of one's own or through the tasks of others.

/// How far cases and tasks are counted at most: past this neither way is short, and counting on would cost as much as
/// either.
pub(crate) const MOST_COUNTED: i64 = 10_000;

/// A way to the tasks that one waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    /// Each case of one's own, and its tasks.
    ByCases,
    /// Each task of others, and whether its case is one's own. A unit that has had ten thousand cases and waits for little
    /// looks at that little alone.
    ByTasks,
}

impl Way {
    /// The one that leads past less, by how many cases are one's own and how many tasks others have.
    pub(crate) const fn shorter(cases: i64, tasks: i64) -> Self {
        if tasks < cases {
            Self::ByTasks
        } else {
            Self::ByCases
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_way_is_taken() {
        for (cases, tasks, expected) in [
            (0, 0, Way::ByCases),
            (3, 5, Way::ByCases),
            (5, 3, Way::ByTasks),
            (MOST_COUNTED, MOST_COUNTED, Way::ByCases),
        ] {
            assert_eq!(Way::shorter(cases, tasks), expected, "{cases} {tasks}");
        }
    }
}
