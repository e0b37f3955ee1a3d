//! An expression as it is written, not yet understood: our own tree, free of the parser's.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::source::Span;

/// A name as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) span: Span,
}

/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Comparison {
    Equal,
    Other,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Comparison {
    /// The comparison that holds when this one does not.
    pub(super) const fn negated(self) -> Self {
        match self {
            Self::Equal => Self::Other,
            Self::Other => Self::Equal,
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::More,
            Self::More => Self::AtMost,
            Self::AtLeast => Self::Less,
        }
    }

    /// The comparison that says the same with the sides changed.
    pub(super) const fn mirrored(self) -> Self {
        match self {
            Self::Equal | Self::Other => self,
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
        }
    }

    /// Whether it holds for values that stand in this order.
    pub(super) const fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Other => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }

    /// Whether it asks which is the larger.
    pub(super) const fn orders(self) -> bool {
        !matches!(self, Self::Equal | Self::Other)
    }
}

/// How two numbers become one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Arithmetic {
    Plus,
    Minus,
    Times,
    Divided,
    Remainder,
}

/// A part of an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tree {
    pub(super) node: TreeNode,
    pub(super) span: Span,
}

/// What a part of an expression is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum TreeNode {
    Boolean(bool),
    Integer(i64),
    Decimal(Decimal),
    Text(String),
    /// Names with dots between them; at least one.
    Path(Vec<Name>),
    Call(Name, Vec<Tree>),
    Not(Box<Tree>),
    Negative(Box<Tree>),
    Compare(Comparison, Box<Tree>, Box<Tree>),
    Arithmetic(Arithmetic, Box<Tree>, Box<Tree>),
    And(Vec<Tree>),
    Or(Vec<Tree>),
}

impl Tree {
    /// The parts that this one is made of.
    pub(super) fn children(&self) -> Vec<&Self> {
        match &self.node {
            TreeNode::Boolean(_)
            | TreeNode::Integer(_)
            | TreeNode::Decimal(_)
            | TreeNode::Text(_)
            | TreeNode::Path(_) => Vec::new(),
            TreeNode::Not(one) | TreeNode::Negative(one) => vec![one],
            TreeNode::Compare(_, left, right) | TreeNode::Arithmetic(_, left, right) => vec![left, right],
            TreeNode::Call(_, many) | TreeNode::And(many) | TreeNode::Or(many) => many.iter().collect(),
        }
    }
}
