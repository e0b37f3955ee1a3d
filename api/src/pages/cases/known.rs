//! What is known when a case begins: the fields of the case file that no task fills.

use samspil_core::case::Runnable;
use samspil_core::flow::{Field, FieldKind};
use samspil_core::id::FieldPath;

use crate::pages::task::plan::{Part, Rows};

/// The fields to ask for at the start, in reading order.
pub(super) fn known(run: &Runnable) -> Vec<Part<'_>> {
    let fields = run.flow.data.fields();
    fields
        .filter(|field| field.is.is_none() && !comes_later(run, &field.path))
        .map(part)
        .collect()
}

fn part(field: &Field) -> Part<'_> {
    match &field.kind {
        FieldKind::List { columns } => Part::Rows(Rows {
            field,
            filled: columns.values().filter(|column| column.is.is_none()).collect(),
            shown: Vec::new(),
            whole: true,
        }),
        FieldKind::Record { fields } => Part::Record {
            field,
            inner: fields.values().filter(|inner| inner.is.is_none()).collect(),
            facts: Vec::new(),
        },
        _ => Part::Field(field),
    }
}

/// Whether a task fills the field or something in it, or an item sets it.
fn comes_later(run: &Runnable, path: &FieldPath) -> bool {
    let inside = format!("{path}.");
    let meant = |filled: &FieldPath| filled == path || filled.as_str().starts_with(&inside);
    run.flow
        .items
        .values()
        .any(|item| item.fills.iter().any(meant) || item.sets.iter().any(|(set, _)| meant(set)))
}
