//! What kind of value each variable holds, found out from how expressions use it.

use std::collections::BTreeMap;

use super::tree::Tree;

/// The kind of a value, as far as expressions can tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::import::cmmn) enum Kind {
    Boolean,
    Number,
    Text,
    Date,
    /// Something that is only there or not there: a list, a record.
    Other,
}

/// A part of an expression: a kind, a variable whose kind is not known yet, or anything.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Of {
    Kind(Kind),
    Variable(Vec<String>),
    Anything,
}

/// The kinds of variables. Variables that are compared with each other have the same.
#[derive(Clone, Debug, Default)]
pub(in crate::import::cmmn) struct Kinds {
    known: BTreeMap<Vec<String>, Kind>,
    /// Variables that are of the same kind as another, until that is known.
    same: Vec<(Vec<String>, Vec<String>)>,
}

/// A variable is used as two kinds.
struct Clash;

impl Kinds {
    /// Says what a variable holds.
    pub(in crate::import::cmmn) fn declare(&mut self, path: Vec<String>, kind: Kind) {
        self.known.insert(path, kind);
    }

    /// The kind of a variable, where it is known.
    pub(in crate::import::cmmn) fn of(&self, path: &[String]) -> Option<Kind> {
        self.known.get(path).copied()
    }

    /// Learns from an expression that is to be true or false. Where it uses a variable as two kinds nothing is learnt,
    /// and it cannot be carried.
    pub(in crate::import::cmmn) fn learn(&mut self, tree: &Tree) -> bool {
        let mut learnt = self.clone();
        let fits = learnt.want(tree, Kind::Boolean).is_ok();
        if fits {
            *self = learnt;
        }
        fits
    }

    fn want(&mut self, tree: &Tree, kind: Kind) -> Result<(), Clash> {
        if let Tree::If(when, then, other) = tree {
            self.want(when, Kind::Boolean)?;
            self.want(then, kind)?;
            return self.want(other, kind);
        }
        let of = self.kind(tree)?;
        self.same(&of, &Of::Kind(kind))
    }

    fn kind(&mut self, tree: &Tree) -> Result<Of, Clash> {
        Ok(match tree {
            Tree::Nothing => Of::Anything,
            Tree::Truth(_) => Of::Kind(Kind::Boolean),
            Tree::Number(_) | Tree::Rounds => Of::Kind(Kind::Number),
            Tree::Text(_) => Of::Kind(Kind::Text),
            Tree::Day(_) => Of::Kind(Kind::Date),
            Tree::Variable(path) => self.of(path).map_or_else(|| Of::Variable(path.clone()), Of::Kind),
            Tree::Not(one) => {
                self.want(one, Kind::Boolean)?;
                Of::Kind(Kind::Boolean)
            }
            Tree::All(many) | Tree::Any(many) => {
                for one in many {
                    self.want(one, Kind::Boolean)?;
                }
                Of::Kind(Kind::Boolean)
            }
            Tree::Compare(left, how, right) => {
                let (one, other) = (self.kind(left)?, self.kind(right)?);
                self.same(&one, &other)?;
                self.comparable(&one, &other, how.orders())?;
                Of::Kind(Kind::Boolean)
            }
            Tree::Arithmetic(left, _, right) => {
                self.want(left, Kind::Number)?;
                self.want(right, Kind::Number)?;
                Of::Kind(Kind::Number)
            }
            Tree::Negative(one) => {
                self.want(one, Kind::Number)?;
                Of::Kind(Kind::Number)
            }
            Tree::Empty(one) => {
                self.kind(one)?;
                Of::Kind(Kind::Boolean)
            }
            Tree::Contains(text, part) => {
                self.want(text, Kind::Text)?;
                self.want(part, Kind::Text)?;
                Of::Kind(Kind::Boolean)
            }
            Tree::If(when, then, other) => {
                self.want(when, Kind::Boolean)?;
                let (one, two) = (self.kind(then)?, self.kind(other)?);
                self.same(&one, &two)?;
                if one == Of::Anything { two } else { one }
            }
        })
    }

    /// Only numbers and dates are larger or smaller, and what is only there or not there is compared with nothing.
    fn comparable(&mut self, one: &Of, other: &Of, orders: bool) -> Result<(), Clash> {
        if matches!((one, other), (Of::Anything, _) | (_, Of::Anything)) {
            return Ok(());
        }
        for side in [one, other] {
            let kind = match side {
                Of::Kind(kind) => Some(*kind),
                Of::Variable(path) => self.of(path),
                Of::Anything => None,
            };
            match kind {
                Some(Kind::Other) => return Err(Clash),
                Some(Kind::Boolean | Kind::Text) if orders => return Err(Clash),
                None if orders => self.same(side, &Of::Kind(Kind::Number))?,
                _ => {}
            }
        }
        Ok(())
    }

    fn same(&mut self, one: &Of, other: &Of) -> Result<(), Clash> {
        match (one, other) {
            (Of::Anything, _) | (_, Of::Anything) => {}
            (Of::Kind(one), Of::Kind(other)) if one == other => {}
            (Of::Kind(_), Of::Kind(_)) => return Err(Clash),
            (Of::Variable(path), Of::Kind(kind)) | (Of::Kind(kind), Of::Variable(path)) => {
                self.settle(path.clone(), *kind)?;
            }
            (Of::Variable(one), Of::Variable(other)) => self.same.push((one.clone(), other.clone())),
        }
        Ok(())
    }

    /// A variable turns out to be of a kind, and with it those that are like it.
    fn settle(&mut self, path: Vec<String>, kind: Kind) -> Result<(), Clash> {
        let mut open = vec![path];
        while let Some(path) = open.pop() {
            match self.known.get(&path) {
                Some(known) if *known == kind => continue,
                Some(_) => return Err(Clash),
                None => {}
            }
            for (one, other) in &self.same {
                if *one == path {
                    open.push(other.clone());
                } else if *other == path {
                    open.push(one.clone());
                }
            }
            self.known.insert(path, kind);
        }
        Ok(())
    }
}
