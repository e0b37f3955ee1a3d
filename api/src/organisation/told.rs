//! A plan and faults, in words.

use samspil_core::text::{Language, Message};

use super::file::{Fault, Faults, MAX_FAULTS};
use super::plan::{MAX_TAKEN_PERCENT, Plan, Step, Thing, What};
use crate::words::say;

/// How many steps are told one by one; of more only how many.
pub(crate) const MAX_STEPS: usize = 500;

impl What {
    /// Its word in keys.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::TakenOver => "taken-over",
            Self::Back => "back",
            Self::Ended => "ended",
        }
    }
}

impl Thing {
    /// Its word in keys.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Unit => "unit",
            Self::Person => "person",
            Self::Place => "place",
        }
    }
}

impl Step {
    /// What happens, in one line.
    pub(crate) fn message(&self) -> Message {
        let thing = Message::new(&format!("organisation-thing-{}", self.thing.word()));
        Message::new(&format!("organisation-step-{}", self.what.word()))
            .with("thing", thing)
            .with("name", self.name.as_str())
    }
}

impl Plan {
    /// How many steps there are, in one line.
    pub(crate) fn summary(&self) -> Message {
        let count = |what: What| {
            let of = self.steps.iter().filter(|step| step.what == what).count();
            i64::try_from(of).unwrap_or(i64::MAX)
        };
        match self.steps.is_empty() {
            true => Message::new("organisation-plan-none"),
            false => Message::new("organisation-plan")
                .with("new", count(What::New))
                .with(
                    "changed",
                    count(What::Changed) + count(What::TakenOver) + count(What::Back),
                )
                .with("ended", count(What::Ended)),
        }
    }

    /// That it would take away much.
    pub(crate) fn warning(&self) -> Message {
        let number = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
        Message::new("organisation-plan-takes")
            .with("taken", number(self.taken))
            .with("counted", number(self.counted))
            .with("most", number(MAX_TAKEN_PERCENT))
    }

    /// The steps, as many as are told one by one.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().take(MAX_STEPS)
    }
}

impl Fault {
    /// Where and what, in one line.
    pub(crate) fn message(&self) -> Message {
        let line = i64::try_from(self.line).unwrap_or(i64::MAX);
        let column = i64::try_from(self.column).unwrap_or(i64::MAX);
        let key = match (self.line, self.head.is_empty(), self.column) {
            (0, ..) => "organisation-fault",
            (_, true, _) => "organisation-fault-line",
            (_, false, 0) => "organisation-fault-head",
            (_, false, _) => "organisation-fault-cell",
        };
        Message::new(key)
            .with("line", line)
            .with("column", column)
            .with("head", self.head.as_str())
            .with("what", self.message.clone())
    }
}

/// Faults, a line each, and how many more there are.
pub(crate) fn lines(faults: &Faults, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = faults
        .first
        .iter()
        .map(|fault| say(&fault.message(), language))
        .collect();
    if faults.all > faults.first.len() {
        let more = i64::try_from(faults.all - MAX_FAULTS).unwrap_or(i64::MAX);
        lines.push(say(
            &Message::new("organisation-fault-more").with("more", more),
            language,
        ));
    }
    lines
}
