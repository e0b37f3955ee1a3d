//! Guards that take more steps than one may, where the lists that they go through are as long as a list may be. Dates that
//! are counted day by day and long texts are left aside: nothing in the flow bounds them.

use super::budget::{MAX_GUARD_STEPS, MAX_ROWS};
use super::codes::TOO_DEAR;
use super::compile::Guards;
use super::compiled::Guard;
use super::table::{Table, Uses};
use super::typed::{Gathered, Node, Rows, Typed};
use crate::flow::Diagnostic;
use crate::text::Message;

/// Every guard that may take too much.
pub(super) fn check(guards: &Guards) -> Vec<Diagnostic> {
    let dear = guards.all().filter_map(|guard| {
        let steps = guard.most_steps();
        (steps > MAX_GUARD_STEPS).then(|| finding(guard, steps))
    });
    dear.collect()
}

fn finding(guard: &Guard, steps: u64) -> Diagnostic {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let what = Message::new("guard-too-dear")
        .with("steps", number(steps))
        .with("most", number(MAX_GUARD_STEPS));
    let rows = i64::try_from(MAX_ROWS).unwrap_or(i64::MAX);
    let hint = Message::new("guard-hint-too-dear").with("rows", rows);
    Diagnostic::warning(TOO_DEAR, guard.place(), what).hinting(hint)
}

/// How many steps an expression takes at most, with what is reckoned before it.
pub(super) fn most_steps(typed: &Typed, uses: &Uses, table: &Table) -> u64 {
    let before = uses.computed.iter().chain(&uses.columns);
    of_numbered(before, table).saturating_add(of(typed, table))
}

fn of(typed: &Typed, table: &Table) -> u64 {
    let parts = match &typed.node {
        Node::Gathered(gathered) => of_rows(gathered, table),
        Node::Decided(number, ..) => of_decider(*number, table),
        _ => sum(typed.children().into_iter().map(|part| of(part, table))),
    };
    parts.saturating_add(1)
}

fn of_rows(gathered: &Gathered, table: &Table) -> u64 {
    let (rows, before) = match &gathered.rows {
        Rows::List(_) => (MAX_ROWS, 0),
        Rows::Decided(number, _) => {
            let rows = table.decider(*number).map_or(1, |decider| decider.most_rows());
            (rows, of_decider(*number, table))
        }
    };
    let body = gathered.body.as_deref().map_or(0, |body| of(body, table));
    let row = of_numbered(&gathered.columns, table)
        .saturating_add(body)
        .saturating_add(1);
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    rows.saturating_mul(row).saturating_add(before)
}

fn of_decider(number: usize, table: &Table) -> u64 {
    let looks_at = table.decider(number).into_iter().flat_map(|one| one.looks_at());
    sum(looks_at.map(|typed| of(typed, table)))
}

/// Computed fields or columns, by number.
fn of_numbered<'n>(numbers: impl IntoIterator<Item = &'n usize>, table: &Table) -> u64 {
    let computed = numbers.into_iter().filter_map(|number| table.get(*number));
    sum(computed.map(|computed| of(&computed.typed, table)))
}

fn sum(steps: impl Iterator<Item = u64>) -> u64 {
    steps.fold(0, u64::saturating_add)
}
