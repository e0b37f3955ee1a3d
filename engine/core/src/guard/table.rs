//! The computed fields and decision tables of a flow, compiled once and shared by all of its guards.

use std::collections::{BTreeMap, BTreeSet};

use super::decider::Decider;
use super::reads::Reads;
use super::typed::Typed;
use crate::id::{FieldPath, TableId};

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

/// All computed fields and decision tables that have no error, each after those that it needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) fields: Vec<Computed>,
    pub(super) by_path: BTreeMap<FieldPath, usize>,
    deciders: Vec<Decider>,
    decider_of: BTreeMap<TableId, usize>,
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

    /// The decision table of this name, with its number.
    pub(super) fn decides(&self, name: &str) -> Option<(usize, &Decider)> {
        let number = *self.decider_of.get(name)?;
        Some((number, self.deciders.get(number)?))
    }

    pub(super) fn decider(&self, number: usize) -> Option<&Decider> {
        self.deciders.get(number)
    }

    pub(super) fn deciders(&self) -> impl Iterator<Item = (usize, &TableId)> {
        self.decider_of.iter().map(|(id, number)| (*number, id))
    }

    pub(super) fn add_decider(&mut self, decider: Decider) {
        self.decider_of.insert(decider.id.clone(), self.deciders.len());
        self.deciders.push(decider);
    }
}
