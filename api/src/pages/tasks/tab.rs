//! The four lists of *My tasks*, each a plain link.

use chrono::NaiveDate;
use samspil_core::id::PersonId;
use samspil_runtime::{Marks, TaskList, TaskOf};
use samspil_store::{TaskOrder, TaskPriority};
use serde::Deserialize;

use crate::pages::back::encoded;

/// How many rows a page shows.
pub(crate) const ROWS: u32 = 25;

/// A list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Tab {
    /// What I have taken, and what is mine alone.
    #[default]
    Mine,
    /// What belongs to my units.
    Units,
    /// What is late of that.
    Overdue,
    /// What we wait for from others.
    Waiting,
}

/// What is asked for by the address.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(crate) tab: Tab,
    #[serde(default)]
    pub(crate) order: Order,
    /// `today` where only what is to be followed up by now is asked for, `any` for all that is marked.
    #[serde(default)]
    pub(crate) marked: String,
    /// A word of a mark's priority.
    #[serde(default)]
    pub(crate) priority: String,
    /// A word that the reader has put on tasks.
    #[serde(default)]
    pub(crate) tag: String,
    pub(crate) after: Option<String>,
}

/// What a list may be narrowed down to by marks, as the address says it.
pub(crate) const MARKED: [&str; 2] = ["today", "any"];

/// The words for priorities in addresses and forms.
pub(crate) const PRIORITIES: [(&str, TaskPriority); 2] =
    [("high", TaskPriority::High), ("low", TaskPriority::Low)];

/// The priority of a word.
pub(crate) fn priority(word: &str) -> Option<TaskPriority> {
    let found = PRIORITIES.iter().find(|(known, _)| *known == word);
    found.map(|(_, priority)| *priority)
}

/// The order of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    /// Soonest due first.
    #[default]
    Due,
    /// Newest first.
    Newest,
    /// By the day on which the reader will follow up.
    FollowUp,
}

impl Order {
    pub(crate) const ALL: [Self; 3] = [Self::Due, Self::Newest, Self::FollowUp];

    /// The word in addresses.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Newest => "newest",
            Self::FollowUp => "follow_up",
        }
    }

    /// The key of its text.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Due => "tasks-order-due",
            Self::Newest => "tasks-order-newest",
            Self::FollowUp => "tasks-order-follow-up",
        }
    }
}

impl Tab {
    pub(crate) const ALL: [Self; 4] = [Self::Mine, Self::Units, Self::Overdue, Self::Waiting];

    /// The word in addresses.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Units => "units",
            Self::Overdue => "overdue",
            Self::Waiting => "waiting",
        }
    }

    /// The keys of its name and of what to say where it is empty.
    pub(crate) const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Mine => ("tasks-mine", "tasks-none-mine"),
            Self::Units => ("tasks-units", "tasks-none-units"),
            Self::Overdue => ("tasks-overdue", "tasks-none-overdue"),
            Self::Waiting => ("tasks-waiting", "tasks-none-waiting"),
        }
    }

    /// The list that the engine is asked for. Whoever has no unit has only what is theirs alone.
    pub(crate) fn list(self, in_a_unit: bool) -> TaskList {
        let of = match self {
            Self::Waiting => TaskOf::Others,
            Self::Units | Self::Overdue if in_a_unit => TaskOf::Units,
            _ => TaskOf::Mine,
        };
        TaskList {
            of,
            overdue: self == Self::Overdue,
            limit: ROWS,
            ..TaskList::default()
        }
    }
}

impl Asked {
    /// The address of the same page with another list.
    pub(crate) fn with_tab(&self, tab: Tab) -> String {
        self.address(tab, self.order, None)
    }

    /// The address of the same list in another order.
    pub(crate) fn with_order(&self, order: Order) -> String {
        self.address(self.tab, order, None)
    }

    /// The address of the same list from this place on.
    pub(crate) fn from(&self, after: Option<&str>) -> String {
        self.address(self.tab, self.order, after)
    }

    /// The address of a list, from a place on.
    fn address(&self, tab: Tab, order: Order, after: Option<&str>) -> String {
        let order = if order == Order::default() {
            ""
        } else {
            order.word()
        };
        let parts = [
            ("tab", tab.word()),
            ("order", order),
            ("marked", self.marked.as_str()),
            ("priority", self.priority.as_str()),
            ("tag", self.tag.trim()),
            ("after", after.unwrap_or_default()),
        ];
        let given = parts.iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = given
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("/tasks?{}", pairs.join("&"))
    }

    /// How the tasks are to be marked; none where that is not asked.
    fn marks(&self, today: NaiveDate) -> Option<Marks> {
        let tag = self.tag.trim();
        let marks = Marks {
            follow_up_until: (self.marked == MARKED[0]).then_some(today),
            priority: priority(&self.priority),
            tag: (!tag.is_empty()).then(|| tag.to_owned()),
        };
        (marks != Marks::default() || self.marked == MARKED[1]).then_some(marks)
    }

    /// The list that the engine is asked for, by this reader.
    pub(crate) fn list(&self, reader: PersonId, in_a_unit: bool, today: NaiveDate) -> TaskList {
        let order = match self.order {
            Order::Due => TaskOrder::Due,
            Order::Newest => TaskOrder::Newest,
            Order::FollowUp => TaskOrder::FollowUp(reader),
        };
        TaskList {
            order,
            marked: self.marks(today),
            after: self.after.clone(),
            ..self.tab.list(in_a_unit)
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_address_says_list_order_and_place() {
        let asked = Asked {
            tab: Tab::Units,
            order: Order::Newest,
            after: Some("1+/æ".to_owned()),
            ..Asked::default()
        };
        assert_eq!(asked.with_tab(Tab::Mine), "/tasks?tab=mine&order=newest");
        assert_eq!(asked.with_order(Order::Due), "/tasks?tab=units");
        assert_eq!(
            asked.from(Some("a+b")),
            "/tasks?tab=units&order=newest&after=a%2Bb"
        );
    }

    #[test]
    fn an_address_says_how_tasks_are_marked() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        let asked = |marked: &str, priority: &str, tag: &str| Asked {
            marked: marked.to_owned(),
            priority: priority.to_owned(),
            tag: tag.to_owned(),
            ..Asked::default()
        };
        let narrowed = asked("today", "high", " ring til ");
        assert_eq!(
            narrowed.with_tab(Tab::Units),
            "/tasks?tab=units&marked=today&priority=high&tag=ring%20til"
        );
        let all = Marks::default();
        for (asked, expected) in [
            (asked("", "", ""), None),
            (asked("someday", "urgent", " "), None),
            (asked("any", "", ""), Some(all.clone())),
            (
                narrowed,
                Some(Marks {
                    follow_up_until: Some(today),
                    priority: Some(TaskPriority::High),
                    tag: Some("ring til".to_owned()),
                }),
            ),
        ] {
            assert_eq!(
                asked.list(PersonId(Uuid::nil()), true, today).marked,
                expected,
                "{asked:?}"
            );
        }
    }

    #[test]
    fn each_list_is_of_those_that_it_names() {
        for (tab, in_a_unit, of, overdue) in [
            (Tab::Mine, true, TaskOf::Mine, false),
            (Tab::Units, true, TaskOf::Units, false),
            (Tab::Overdue, true, TaskOf::Units, true),
            (Tab::Overdue, false, TaskOf::Mine, true),
            (Tab::Waiting, true, TaskOf::Others, false),
        ] {
            let list = tab.list(in_a_unit);
            assert_eq!((list.of, list.overdue), (of, overdue), "{tab:?} {in_a_unit}");
        }
    }
}
