//! Where an imported flow comes from: what its parts were called in the model, and what of the model is not in it.

use crate::flow::Place;
use crate::text::Text;

/// What an item was called in the model that it was imported from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownAs {
    /// Its id there.
    pub id: String,
    /// Other ids by which it is known there: what it is made of.
    pub also: Vec<String>,
    /// Its name there; several parts may have the same.
    pub name: Option<String>,
}

/// Something of the model that the flow does not carry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotCarried {
    /// The id of the part of the model.
    pub id: Option<String>,
    /// What is missing.
    pub what: Text,
    /// Where it is written.
    pub place: Place,
}
