//! The order of what rules give, as the table's outcomes declare it.

use super::{Output, Rule};
use crate::flow::Value;
use crate::guard::kind::Kind;

/// The rules by what they give: by the first outcome that declares an order, then by the next; alike ones from the top.
pub(super) fn ranks(outputs: &[Output], rules: &[Rule]) -> Vec<usize> {
    let mut ranks: Vec<usize> = (0..rules.len()).collect();
    ranks.sort_by_key(|rule| rules.get(*rule).map(|rule| worth(outputs, rule)));
    ranks
}

/// Where what a rule gives stands in the order of each outcome that declares one.
pub(super) fn worth(outputs: &[Output], rule: &Rule) -> Vec<usize> {
    outputs
        .iter()
        .filter(|output| has_order(output))
        .map(|output| {
            let given = rule.record.get(&output.name);
            place(output, given).unwrap_or(usize::MAX)
        })
        .collect()
}

/// Whether an outcome declares an order of its values: a choice does, and whatever lists them.
pub(super) fn has_order(output: &Output) -> bool {
    matches!(output.kind, Kind::Choice(_)) || !output.ordered.is_empty()
}

fn place(output: &Output, given: Option<&Value>) -> Option<usize> {
    match (&output.kind, given?) {
        (Kind::Choice(of), Value::Choice(name)) => of.get_index_of(name),
        (_, value) => output.ordered.iter().position(|other| other == value),
    }
}
