//! The four lists of *My tasks*, each a plain link.

use samspil_runtime::{TaskList, TaskOf};
use samspil_store::TaskOrder;
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
    pub(crate) after: Option<String>,
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
}

impl Order {
    pub(crate) const ALL: [Self; 2] = [Self::Due, Self::Newest];

    const fn word(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Newest => "newest",
        }
    }

    /// The key of its text.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Due => "tasks-order-due",
            Self::Newest => "tasks-order-newest",
        }
    }
}

impl Tab {
    pub(crate) const ALL: [Self; 4] = [Self::Mine, Self::Units, Self::Overdue, Self::Waiting];

    const fn word(self) -> &'static str {
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
        address(tab, self.order, None)
    }

    /// The address of the same list in another order.
    pub(crate) fn with_order(&self, order: Order) -> String {
        address(self.tab, order, None)
    }

    /// The address of the same list from this place on.
    pub(crate) fn from(&self, after: Option<&str>) -> String {
        address(self.tab, self.order, after)
    }

    /// The list that the engine is asked for.
    pub(crate) fn list(&self, in_a_unit: bool) -> TaskList {
        let order = match self.order {
            Order::Due => TaskOrder::Due,
            Order::Newest => TaskOrder::Newest,
        };
        TaskList {
            order,
            after: self.after.clone(),
            ..self.tab.list(in_a_unit)
        }
    }
}

fn address(tab: Tab, order: Order, after: Option<&str>) -> String {
    let mut address = format!("/tasks?tab={}", tab.word());
    if order != Order::default() {
        address.push_str("&order=");
        address.push_str(order.word());
    }
    if let Some(after) = after {
        address.push_str("&after=");
        address.push_str(&encoded(after));
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_list_order_and_place() {
        let asked = Asked {
            tab: Tab::Units,
            order: Order::Newest,
            after: Some("1+/æ".to_owned()),
        };
        assert_eq!(asked.with_tab(Tab::Mine), "/tasks?tab=mine&order=newest");
        assert_eq!(asked.with_order(Order::Due), "/tasks?tab=units");
        assert_eq!(
            asked.from(Some("a+b")),
            "/tasks?tab=units&order=newest&after=a%2Bb"
        );
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
