//! Fields together, and a summary of what is wrong with them that leads to each.

use askama::Template;
use samspil_core::text::Language;

use super::{Faults, Field};

/// The fields of a form. Shown as a whole it is the summary, if anything is wrong, and the fields; the template puts
/// the `<form>` around it and the buttons beneath.
#[derive(Template, Clone, Debug)]
#[template(path = "parts/form.html")]
pub(crate) struct Form {
    language: Language,
    /// The fields, in their order.
    pub(crate) fields: Vec<Field>,
}

impl Form {
    /// A form without fields.
    pub(crate) const fn new(language: Language) -> Self {
        Self {
            language,
            fields: Vec::new(),
        }
    }

    /// Adds a field.
    pub(crate) fn add(&mut self, field: Field) {
        self.fields.push(field.worded(self.language));
    }

    /// Says what is wrong with a field; the first word stands where there are several.
    pub(crate) fn wrong(&mut self, name: &str, what: String) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
            field.wrong.get_or_insert(what);
        }
    }

    /// Nothing is wrong.
    pub(crate) fn is_right(&self) -> bool {
        self.fields.iter().all(|field| field.wrong.is_none())
    }

    /// What is wrong, for the top of the form.
    fn faults(&self) -> Faults {
        Faults::new(
            self.language,
            self.fields.iter().filter_map(Field::fault).collect(),
        )
    }
}
