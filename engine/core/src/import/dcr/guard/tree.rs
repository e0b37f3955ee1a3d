//! A condition as a tree.

use std::collections::BTreeSet;

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::import::dcr) enum Compares {
    Equal,
    Different,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Compares {
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::Different => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// A part of a condition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::import::dcr) enum Tree {
    Or(Vec<Tree>),
    And(Vec<Tree>),
    Not(Box<Tree>),
    Compare(Compares, Box<Tree>, Box<Tree>),
    /// `+`, `-`, `*` or `/` between two.
    Reckon(char, Box<Tree>, Box<Tree>),
    Minus(Box<Tree>),
    Variable(String),
    Number(String),
    Text(String),
    Boolean(bool),
}

impl Tree {
    /// The variables that it speaks of.
    pub(super) fn variables(&self) -> BTreeSet<&str> {
        match self {
            Self::Or(parts) | Self::And(parts) => parts.iter().flat_map(Self::variables).collect(),
            Self::Not(inner) | Self::Minus(inner) => inner.variables(),
            Self::Compare(_, left, right) | Self::Reckon(_, left, right) => {
                left.variables().into_iter().chain(right.variables()).collect()
            }
            Self::Variable(name) => BTreeSet::from([name.as_str()]),
            Self::Number(_) | Self::Text(_) | Self::Boolean(_) => BTreeSet::new(),
        }
    }
}
