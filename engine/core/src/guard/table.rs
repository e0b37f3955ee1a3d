//! The computed fields of a flow, compiled once and shared by all of its guards.

use std::collections::{BTreeMap, BTreeSet};

use super::reads::Reads;
use super::typed::Typed;
use crate::id::FieldPath;

/// A computed field, understood.
#[derive(Clone, Debug)]
pub(super) struct Computed {
    /// It or something that it follows from is kept encrypted.
    pub(super) sensitive: bool,
    /// The list that it is a column of.
    pub(super) list: Option<FieldPath>,
    pub(super) typed: Typed,
    pub(super) uses: Uses,
}

/// What an expression uses, through computed fields as well.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    /// Computed fields, by number. Numbers rise from what is needed to what needs it.
    pub(super) computed: BTreeSet<usize>,
    /// Computed columns of the row in hand, by number.
    pub(super) columns: BTreeSet<usize>,
    pub(super) reads: Reads,
}

/// All computed fields that have no error, each after those that it needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) fields: Vec<Computed>,
    pub(super) by_path: BTreeMap<FieldPath, usize>,
}

impl Table {
    pub(super) fn find(&self, path: &FieldPath) -> Option<(usize, &Computed)> {
        let number = *self.by_path.get(path)?;
        Some((number, self.fields.get(number)?))
    }

    pub(super) fn get(&self, number: usize) -> Option<&Computed> {
        self.fields.get(number)
    }

    pub(super) fn add(&mut self, path: FieldPath, computed: Computed) {
        self.by_path.insert(path, self.fields.len());
        self.fields.push(computed);
    }
}
