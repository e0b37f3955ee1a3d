//! A field of a form: label, hint, what is wrong, and the control.

use askama::Template;
use samspil_core::text::{Language, Message};

use crate::words::say;

/// A choice among several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: String,
    /// What stands there.
    pub(crate) label: String,
    /// More about it.
    pub(crate) hint: Option<String>,
}

impl Choice {
    /// A choice.
    pub(crate) const fn new(value: String, label: String) -> Self {
        Self {
            value,
            label,
            hint: None,
        }
    }

    /// The same with more about it.
    pub(crate) fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// What a field is filled in with.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Control {
    /// One line: the input's type and the keyboard that a phone shows.
    Line(&'static str, &'static str),
    /// Several lines: how many are shown.
    Lines(u16),
    /// One of these, in a box.
    Select(Vec<Choice>),
    /// One of these, all to be seen.
    Radio(Vec<Choice>),
    /// Any of these; one alone is a yes or nothing.
    Check(Vec<Choice>),
}

/// A field. Made by the name of its control, then told more.
#[derive(Template, Clone, Debug)]
#[template(path = "parts/field.html")]
pub(crate) struct Field {
    /// Its name, which is what is sent and ends its id in the page.
    pub(super) name: String,
    /// What stands before its name in its id, where a page has several forms with the same fields.
    within: String,
    label: String,
    pub(super) wrong: Option<String>,
    /// The word for a field that may be left empty.
    optional_word: String,
    /// The word before what is wrong, for those who hear the page.
    wrong_word: String,
    hint: Option<String>,
    values: Vec<String>,
    required: bool,
    autocomplete: Option<&'static str>,
    suffix: Option<String>,
    longest: Option<u32>,
    focused: bool,
    control: Control,
}

impl Field {
    fn new(name: &str, label: String, control: Control) -> Self {
        Self {
            name: name.to_owned(),
            within: String::new(),
            label,
            wrong: None,
            optional_word: String::new(),
            wrong_word: String::new(),
            hint: None,
            values: Vec::new(),
            required: true,
            autocomplete: None,
            suffix: None,
            longest: None,
            focused: false,
            control,
        }
    }

    /// A line of text.
    pub(crate) fn text(name: &str, label: String) -> Self {
        Self::new(name, label, Control::Line("text", "text"))
    }

    /// A password; it is never filled in beforehand.
    pub(crate) fn password(name: &str, label: String) -> Self {
        Self::new(name, label, Control::Line("password", "text"))
    }

    /// A whole number. Not the browser's own number field: it turns with the mouse wheel and hides what it cannot
    /// read.
    pub(crate) fn number(name: &str, label: String) -> Self {
        Self::new(name, label, Control::Line("text", "numeric"))
    }

    /// A number with decimals.
    pub(crate) fn decimal(name: &str, label: String) -> Self {
        Self::new(name, label, Control::Line("text", "decimal"))
    }

    /// A date, sent as 2026-01-31.
    pub(crate) fn date(name: &str, label: String) -> Self {
        Self::new(name, label, Control::Line("date", "text"))
    }

    /// Several lines of text.
    pub(crate) fn lines(name: &str, label: String, shown: u16) -> Self {
        Self::new(name, label, Control::Lines(shown))
    }

    /// One of several, in a box.
    pub(crate) fn select(name: &str, label: String, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Control::Select(choices))
    }

    /// One of a few, all to be seen.
    pub(crate) fn radio(name: &str, label: String, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Control::Radio(choices))
    }

    /// Any of a few.
    pub(crate) fn check(name: &str, label: String, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Control::Check(choices)).optional()
    }

    /// The same with a line that helps to fill it in.
    pub(crate) fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same filled in.
    pub(crate) fn value(mut self, value: &str) -> Self {
        self.values.push(value.to_owned());
        self
    }

    /// The same, which may be left empty.
    pub(crate) fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// The same with what browsers and password keepers may fill in (HTML's autofill names).
    pub(crate) fn autocomplete(mut self, name: &'static str) -> Self {
        self.autocomplete = Some(name);
        self
    }

    /// The same with a unit behind it: `timer pr. uge`.
    pub(crate) fn suffix(mut self, unit: String) -> Self {
        self.suffix = Some(unit);
        self
    }

    /// The same with the most characters that are taken.
    pub(crate) fn longest(mut self, characters: u32) -> Self {
        self.longest = Some(characters);
        self
    }

    /// The same, where the reader goes on when the page opens.
    pub(crate) fn focused(mut self) -> Self {
        self.focused = true;
        self
    }

    /// The same with the words that every field needs, in this language.
    pub(crate) fn worded(mut self, language: Language) -> Self {
        self.optional_word = say(&Message::new("field-optional"), language);
        self.wrong_word = say(&Message::new("tone-error"), language);
        self
    }

    /// The same with what is wrong, where something is.
    pub(crate) fn faulty(mut self, wrong: Option<String>) -> Self {
        self.wrong = wrong;
        self
    }

    /// The same as one of several forms on a page that have the same fields.
    pub(crate) fn within(mut self, form: &str) -> Self {
        self.within = format!("{form}-");
        self
    }

    /// The id of its control, or what the ids of its controls begin with.
    fn id(&self) -> String {
        format!("{}{}", self.within, self.name)
    }

    /// The id of the control and what is wrong with it, where something is.
    pub(crate) fn fault(&self) -> Option<(String, String)> {
        self.wrong.clone().map(|wrong| (self.target(), wrong))
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    fn only(&self) -> &str {
        match self.control {
            Control::Line("password", _) => "",
            _ => self.values.first().map_or("", String::as_str),
        }
    }

    fn chosen(&self, choice: &Choice) -> bool {
        self.values.contains(&choice.value)
    }

    /// The ids of what describes the control: hint and what is wrong.
    fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id()));
        let wrong = self.wrong.as_ref().map(|_| format!("{}-error", self.id()));
        match (hint, wrong) {
            (Some(hint), Some(wrong)) => Some(format!("{hint} {wrong}")),
            (hint, wrong) => hint.or(wrong),
        }
    }

    /// The id of the control that a label or an error leads to: the first of several.
    fn target(&self) -> String {
        match self.control {
            Control::Radio(_) | Control::Check(_) => format!("{}-1", self.id()),
            _ => self.id(),
        }
    }
}
