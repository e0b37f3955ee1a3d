//! An expression, whatever language it was written in.

/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::import::cmmn) enum Comparison {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

impl Comparison {
    /// What holds exactly where this does not, of values that are there.
    pub(super) const fn negated(self) -> Self {
        match self {
            Self::Equal => Self::Unequal,
            Self::Unequal => Self::Equal,
            Self::Less => Self::MoreOrEqual,
            Self::LessOrEqual => Self::More,
            Self::More => Self::LessOrEqual,
            Self::MoreOrEqual => Self::Less,
        }
    }

    /// How it is written in a guard.
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::More => ">",
            Self::MoreOrEqual => ">=",
        }
    }

    /// Whether it asks which is the larger.
    pub(super) const fn orders(self) -> bool {
        !matches!(self, Self::Equal | Self::Unequal)
    }
}

/// An expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::import::cmmn) enum Tree {
    /// `null`.
    Nothing,
    Truth(bool),
    /// A number as written.
    Number(String),
    Text(String),
    /// `date("2026-01-05")`.
    Day(String),
    /// A variable and the names that lead into it.
    Variable(Vec<String>),
    /// How many rounds of the item there have been, this one included.
    Rounds,
    Not(Box<Tree>),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Compare(Box<Tree>, Comparison, Box<Tree>),
    Arithmetic(Box<Tree>, char, Box<Tree>),
    Negative(Box<Tree>),
    /// Whether it is null or has nothing in it.
    Empty(Box<Tree>),
    /// Whether the first text has the second in it.
    Contains(Box<Tree>, Box<Tree>),
    If(Box<Tree>, Box<Tree>, Box<Tree>),
}

impl Tree {
    /// The variables that it names.
    pub(in crate::import::cmmn) fn variables(&self) -> Vec<&[String]> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(tree) = open.pop() {
            if let Self::Variable(path) = tree {
                found.push(path.as_slice());
            }
            open.extend(tree.parts().into_iter().rev());
        }
        found
    }

    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Not(one) | Self::Negative(one) | Self::Empty(one) => vec![one],
            Self::All(many) | Self::Any(many) => many.iter().collect(),
            Self::Compare(left, _, right)
            | Self::Arithmetic(left, _, right)
            | Self::Contains(left, right) => {
                vec![left, right]
            }
            Self::If(when, then, other) => vec![when, then, other],
            _ => Vec::new(),
        }
    }

    /// The same with every variable renamed.
    pub(in crate::import::cmmn) fn renamed(self, rename: &impl Fn(Vec<String>) -> Self) -> Self {
        let boxed = |one: Box<Self>| Box::new(one.renamed(rename));
        let all = |many: Vec<Self>| many.into_iter().map(|one| one.renamed(rename)).collect();
        match self {
            Self::Variable(path) => rename(path),
            Self::Not(one) => Self::Not(boxed(one)),
            Self::Negative(one) => Self::Negative(boxed(one)),
            Self::Empty(one) => Self::Empty(boxed(one)),
            Self::All(many) => Self::All(all(many)),
            Self::Any(many) => Self::Any(all(many)),
            Self::Compare(left, how, right) => Self::Compare(boxed(left), how, boxed(right)),
            Self::Arithmetic(left, sign, right) => Self::Arithmetic(boxed(left), sign, boxed(right)),
            Self::Contains(left, right) => Self::Contains(boxed(left), boxed(right)),
            Self::If(when, then, other) => Self::If(boxed(when), boxed(then), boxed(other)),
            other => other,
        }
    }
}
