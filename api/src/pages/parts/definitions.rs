//! Names with what they mean, one beneath the other.

use askama::Template;

use super::Cell;

/// A list of names and values.
#[derive(Template, Clone, Debug)]
#[template(path = "parts/definitions.html")]
pub(crate) struct Definitions(pub(crate) Vec<(String, Cell)>);
