//! Pieces of pages in the design system's clothes: data here, markup in `templates/parts/`. A template shows one with
//! `{{ piece }}`; what is in it is escaped by the piece's own template.

mod alert;
mod badge;
mod bars;
mod cell;
mod definitions;
mod faults;
mod field;
mod form;
mod made;
mod picture;
mod steps;
mod table;

pub(crate) use self::alert::{Alert, Tone};
pub(crate) use self::badge::Badge;
pub(crate) use self::bars::{Bar, Bars};
pub(crate) use self::cell::Cell;
pub(crate) use self::definitions::Definitions;
pub(crate) use self::faults::Faults;
pub(crate) use self::field::{Choice, Field};
pub(crate) use self::form::Form;
pub(crate) use self::made::Made;
pub(crate) use self::picture::{PREFIX, Picture};
pub(crate) use self::steps::{Step, StepState, Steps};
pub(crate) use self::table::Table;

/// These pieces escape what they show themselves.
macro_rules! html_safe {
    ($($piece:ty),* $(,)?) => {
        $(impl askama::filters::HtmlSafe for $piece {})*
    };
}
html_safe!(
    Alert,
    Badge,
    Bars,
    Cell,
    Definitions,
    Faults,
    Field,
    Form,
    Picture,
    Steps,
    Table
);

#[cfg(test)]
mod tests;
