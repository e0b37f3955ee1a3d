//! A path: what is behind, what one is at, what is to come.

use askama::Template;
use samspil_core::text::{Language, Message};

use crate::words::say;

/// Where a step stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StepState {
    /// Behind.
    Done,
    /// Now.
    Current,
    /// To come.
    Coming,
    /// Late, or gone wrong.
    Late,
}

impl StepState {
    const fn key(self) -> &'static str {
        match self {
            Self::Done => "step-done",
            Self::Current => "step-current",
            Self::Coming => "step-coming",
            Self::Late => "step-late",
        }
    }
}

/// A step.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// What it is called.
    pub(crate) title: String,
    /// A line beneath: when, by whom.
    pub(crate) about: Option<String>,
    /// Where it leads, where it is a page.
    pub(crate) href: Option<String>,
    /// Where it stands.
    pub(crate) state: StepState,
}

/// Steps in their order.
#[derive(Template, Clone, Debug)]
#[template(path = "parts/steps.html")]
pub(crate) struct Steps {
    language: Language,
    steps: Vec<Step>,
}

impl Steps {
    /// Steps in their order.
    pub(crate) const fn new(language: Language, steps: Vec<Step>) -> Self {
        Self { language, steps }
    }

    fn state(&self, step: &Step) -> String {
        say(&Message::new(step.state.key()), self.language)
    }
}
