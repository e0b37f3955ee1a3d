//! A guard as plain logic over items, where it asks of nothing else.

use super::compiled::Guard;
use super::typed::{Literal, Node, Question, Typed};
use crate::id::ItemId;

/// A guard that asks only where items stand: never unknown, so that two values are enough.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Formula {
    /// Always so.
    Always(bool),
    /// The item has been done at least once.
    Done(ItemId),
    /// The item is owed, and in play.
    Owed(ItemId),
    /// The item is under way.
    Open(ItemId),
    /// It does not hold.
    Not(Box<Self>),
    /// All hold.
    And(Vec<Self>),
    /// One holds.
    Or(Vec<Self>),
}

impl Guard {
    /// The guard as logic over items; none where it asks of data, time, counts or what was left out.
    #[must_use]
    pub fn formula(&self) -> Option<Formula> {
        self.typed().formula()
    }
}

impl Typed {
    fn formula(&self) -> Option<Formula> {
        let many = |parts: &[Self]| parts.iter().map(Self::formula).collect::<Option<Vec<_>>>();
        Some(match &self.node {
            Node::Literal(Literal::Boolean(truth)) => Formula::Always(*truth),
            Node::Item(Question::Done, asked) => Formula::Done(asked.item.clone()),
            Node::Item(Question::Owed, asked) => Formula::Owed(asked.item.clone()),
            Node::Item(Question::Open, asked) => Formula::Open(asked.item.clone()),
            Node::Not(one) => Formula::Not(Box::new(one.formula()?)),
            Node::And(parts) => Formula::And(many(parts)?),
            Node::Or(parts) => Formula::Or(many(parts)?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::guard::Wanted;
    use crate::guard::testbed::guard;

    #[test]
    fn what_asks_only_of_items_is_logic_over_them() {
        for (text, expected) in [
            ("done(assess)", Some("Done(ItemId(\"assess\"))")),
            (
                "!owed(assess) || open(assess)",
                Some("Or([Not(Owed(ItemId(\"assess\"))), Open(ItemId(\"assess\"))])"),
            ),
            ("done(assess) && times(assess) > 1", None),
            ("done(assess) && exists(assessment.name)", None),
        ] {
            let formula = guard(text, Wanted::Boolean)
                .unwrap()
                .formula()
                .map(|formula| format!("{formula:?}"));
            assert_eq!(formula.as_deref(), expected, "{text}");
        }
    }
}
