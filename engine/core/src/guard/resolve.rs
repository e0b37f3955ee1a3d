//! From written names to fields: `section.field`, `section.list.column`, or a row's own column by its bare name.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::source::Span;
use super::tree::Name;
use crate::flow::{Field, FieldKind, Schema};
use crate::id::{FieldPath, ItemId};

/// The word that a message's fields are named after, where there is one in hand.
pub(super) const MESSAGE: &str = "message";

/// Where an expression stands: what it may name beside the case file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope<'f> {
    /// The list in whose rows it stands: its columns stand bare.
    pub(super) row: Option<&'f Field>,
    /// What is there once for each row of that list, where it is no computed column.
    pub(super) set: Option<&'f ItemId>,
    /// The fields of the message in hand.
    pub(super) message: Option<&'f IndexMap<String, Field>>,
}

/// A field that was found.
#[derive(Clone, Debug)]
pub(super) struct Found<'f> {
    /// The field itself.
    pub(super) field: &'f Field,
    /// The list that it is a column of.
    pub(super) list: Option<&'f Field>,
    /// The names from the list (or, outside lists, from the top field) on.
    pub(super) inner: Vec<String>,
}

/// Why names lead to no field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Missing {
    /// A section alone.
    SectionAlone,
    /// No such name; these are the names that could stand there, written as the author would.
    Unknown { at: Span, candidates: Vec<String> },
    /// The name before has nothing inside.
    NothingInside { at: Span, field: String },
    /// A list inside a list.
    ListInList { at: Span },
}

/// Finds the field that the names lead to.
pub(super) fn resolve<'f>(
    schema: &'f Schema,
    scope: Scope<'f>,
    names: &[Name],
) -> Result<Found<'f>, Missing> {
    let Some((first, rest)) = names.split_first() else {
        return Err(Missing::SectionAlone);
    };
    if let Some(list) = scope.row
        && let FieldKind::List { columns } = &list.kind
        && let Some(column) = columns.get(&first.text)
    {
        return inside(column, Some(list), vec![first.text.clone()], rest);
    }
    if let Some(fields) = scope.message.filter(|_| first.text == MESSAGE) {
        return within(fields, first, rest);
    }
    let Some(section) = schema.sections.get(&first.text) else {
        return Err(Missing::Unknown {
            at: first.span,
            candidates: bare_names(schema, scope, &first.text),
        });
    };
    let Some((second, rest)) = rest.split_first() else {
        return Err(Missing::SectionAlone);
    };
    one_of(&section.fields, first, second, rest)
}

/// A field of the message in hand.
fn within<'f>(
    fields: &'f IndexMap<String, Field>,
    first: &Name,
    rest: &[Name],
) -> Result<Found<'f>, Missing> {
    let Some((second, rest)) = rest.split_first() else {
        return Err(Missing::SectionAlone);
    };
    one_of(fields, first, second, rest)
}

fn one_of<'f>(
    fields: &'f IndexMap<String, Field>,
    first: &Name,
    second: &Name,
    rest: &[Name],
) -> Result<Found<'f>, Missing> {
    match fields.get(&second.text) {
        Some(field) => inside(field, None, Vec::new(), rest),
        None => Err(Missing::Unknown {
            at: second.span,
            candidates: fields
                .keys()
                .map(|name| format!("{}.{name}", first.text))
                .collect(),
        }),
    }
}

/// What a first name could have been: sections, a row's columns, and fields of that name in any section.
fn bare_names(schema: &Schema, scope: Scope<'_>, name: &str) -> Vec<String> {
    let mut candidates: Vec<String> = schema
        .fields()
        .filter(|field| field.path.parts().last() == Some(name))
        .map(|field| field.path.to_string())
        .collect();
    if let Some(list) = scope.row
        && let FieldKind::List { columns } = &list.kind
    {
        candidates.extend(columns.keys().cloned());
    }
    candidates.extend(schema.sections.keys().cloned());
    candidates
}

fn inside<'f>(
    mut field: &'f Field,
    mut list: Option<&'f Field>,
    mut inner: Vec<String>,
    names: &[Name],
) -> Result<Found<'f>, Missing> {
    for name in names {
        let parts = match &field.kind {
            FieldKind::List { .. } if list.is_some() => return Err(Missing::ListInList { at: name.span }),
            FieldKind::List { columns } => {
                list = Some(field);
                inner.clear();
                columns
            }
            FieldKind::Record { fields } => fields,
            _ => {
                return Err(Missing::NothingInside {
                    at: name.span,
                    field: field.path.to_string(),
                });
            }
        };
        field = parts.get(&name.text).ok_or_else(|| Missing::Unknown {
            at: name.span,
            candidates: parts.values().map(|part| part.path.to_string()).collect(),
        })?;
        inner.push(name.text.clone());
    }
    Ok(Found { field, list, inner })
}

/// The top field of a path: its first two names.
pub(super) fn top_of(path: &FieldPath) -> FieldPath {
    let mut parts = path.parts();
    match (parts.next(), parts.next()) {
        (Some(section), Some(field)) => {
            FieldPath::new(&format!("{section}.{field}")).unwrap_or_else(|_| path.clone())
        }
        _ => path.clone(),
    }
}

/// The names of a path below its top field.
pub(super) fn below_top(path: &FieldPath) -> Vec<String> {
    path.parts().skip(2).map(str::to_owned).collect()
}

/// Every computed field with the list that it is a column of, in reading order.
pub(super) fn computed_fields(schema: &Schema) -> Vec<(&Field, Option<&Field>)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<(&Field, Option<&Field>)> = schema.fields().map(|field| (field, None)).collect();
    open.reverse();
    while let Some((field, list)) = open.pop() {
        if field.is.is_some() && seen.insert(&field.path) {
            found.push((field, list));
        }
        match &field.kind {
            FieldKind::List { columns } if list.is_none() => {
                open.extend(columns.values().rev().map(|column| (column, Some(field))));
            }
            FieldKind::Record { fields } => open.extend(fields.values().rev().map(|part| (part, list))),
            _ => {}
        }
    }
    found
}
