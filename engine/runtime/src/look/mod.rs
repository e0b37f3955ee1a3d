//! Every look is logged: a person gets rows of cases only against a [`Look`], and only after the entry about it is on
//! disk.

mod adder;
mod details;
mod log;
mod many;
mod own;
mod read;
mod reader;
mod rules;
mod samples;
mod taking_out;
mod units;

use std::collections::BTreeMap;

use samspil_core::id::{SessionId, TokenId};
use samspil_store::AccessAction;
use serde::{Deserialize, Serialize};

pub use details::{LookDetails, PlaceThen};
pub use log::{LookAbout, Looked, LookedAt};
pub use own::{OwnLook, OwnLooks, OwnLooksList};
pub(crate) use reader::Queue;
pub use rules::{AccessRules, KEEP_DAYS, MIN_KEEP_DAYS, ROWS_A_DAY, ROWS_A_DAY_BOUNDS};
pub use samples::{MAX_NOTE_CHARS, MAX_SAMPLE, SampleRefused};
pub(crate) use units::UnitNames;

/// What is looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Object {
    /// A case: its data, items, clocks and the newest of its history.
    Case,
    /// The history of a case.
    History,
    /// The picture of a case.
    Picture,
    /// A form of a case: a task's, or that of something that is done to the case.
    Form,
    /// Why something in a case stands as it does.
    Why,
    /// The clocks of a case.
    Clocks,
    /// Who has looked at a case.
    Looked,
    /// Lists of tasks.
    Tasks,
    /// Lists of cases.
    Cases,
    /// What has arrived.
    Inbox,
    /// A calendar.
    Calendar,
    /// News of changes, while somebody listens.
    Changes,
    /// The access log.
    AccessLog,
    /// A citizen of the register.
    Citizen,
    /// A document of a case.
    Document,
    /// The page about a case for somebody who comes new to it.
    Brief,
    /// The one plan of a citizen over their cases.
    Plan,
    /// Why people deviated, over many cases.
    Deviations,
}

impl Object {
    /// How it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::History => "history",
            Self::Picture => "picture",
            Self::Form => "form",
            Self::Why => "why",
            Self::Clocks => "clocks",
            Self::Looked => "looked",
            Self::Tasks => "tasks",
            Self::Cases => "cases",
            Self::Inbox => "inbox",
            Self::Calendar => "calendar",
            Self::Changes => "changes",
            Self::AccessLog => "access_log",
            Self::Citizen => "citizen",
            Self::Document => "document",
            Self::Brief => "brief",
            Self::Plan => "plan",
            Self::Deviations => "deviations",
        }
    }

    /// Every one.
    pub const ALL: [Self; 18] = [
        Self::Case,
        Self::History,
        Self::Picture,
        Self::Form,
        Self::Why,
        Self::Clocks,
        Self::Looked,
        Self::Tasks,
        Self::Cases,
        Self::Inbox,
        Self::Calendar,
        Self::Changes,
        Self::AccessLog,
        Self::Citizen,
        Self::Document,
        Self::Brief,
        Self::Plan,
        Self::Deviations,
    ];
}

/// What for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Their part in the case.
    Part,
    /// A task of the case, by name.
    Task(String),
    /// A reason that they gave.
    Reason(String),
    /// The keeping of the log itself.
    Oversight,
    /// They opened a case that they have nothing to do with; their reason stands in its history.
    Opened,
}

/// By which way in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayIn {
    /// A browser's session.
    Session(SessionId),
    /// A program's token.
    Token(TokenId),
    /// The secret address of a calendar.
    Address,
    /// The login and the password of a calendar.
    CalendarLogin,
    /// The program's own command line.
    Program,
}

impl std::fmt::Display for WayIn {
    /// As the log has it: which way, and the id of what opened it.
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Session(session) => write!(to, "session:{}", session.0),
            Self::Token(token) => write!(to, "token:{}", token.0),
            Self::Address => to.write_str("address"),
            Self::CalendarLogin => to.write_str("calendar login"),
            Self::Program => to.write_str("program"),
        }
    }
}

/// That somebody looks: at what, what for, by which way in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// What is looked at.
    pub object: Object,
    /// What for.
    pub purpose: Purpose,
    /// By which way in.
    pub way: WayIn,
    /// What is done with it.
    pub action: AccessAction,
}

impl Look {
    /// Somebody reads it, for their part in the case.
    #[must_use]
    pub const fn new(object: Object, way: WayIn) -> Self {
        Self {
            object,
            purpose: Purpose::Part,
            way,
            action: AccessAction::Read,
        }
    }

    /// The same for something else.
    #[must_use]
    pub fn for_(mut self, purpose: Purpose) -> Self {
        self.purpose = purpose;
        self
    }

    /// It goes out as a file.
    #[must_use]
    pub const fn taking_out(mut self) -> Self {
        self.action = AccessAction::Extract;
        self
    }

    /// It is looked for; what goes out as a file stays so.
    pub(crate) fn searching(mut self) -> Self {
        if self.action == AccessAction::Read {
            self.action = AccessAction::Search;
        }
        self
    }
}

/// By what is searched: names and what stands in them.
pub type Criterion = BTreeMap<String, String>;

/// How many digits a personal number has.
const NUMBER_DIGITS: usize = 10;

/// What was searched for, as it may be kept: with as many digits as a personal number has, none of them is told.
pub(crate) fn without_numbers(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let hides = digits >= NUMBER_DIGITS;
    let hidden = |one: char| if hides && one.is_ascii_digit() { '*' } else { one };
    text.chars().map(hidden).collect()
}

/// A criterion of those that say something.
pub(crate) fn criterion<const N: usize>(given: [(&str, Option<String>); N]) -> Criterion {
    given
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_number_that_is_searched_for_is_not_kept() {
        for (searched, kept) in [
            ("hansen", "hansen"),
            ("610203-1234", "******-****"),
            ("sag 6102031234", "sag **********"),
            ("Vej 12, 5000", "Vej 12, 5000"),
        ] {
            assert_eq!(without_numbers(searched), kept);
        }
    }
}
