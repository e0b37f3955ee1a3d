//! What a task's form asks for, part by part, from the fields that its item fills and the reader's sight.

use samspil_core::case::{Eyes, View};
use samspil_core::flow::{Field, FieldKind, Item, Record, Value};
use samspil_core::id::FieldPath;

/// A list in a form.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Rows<'a> {
    /// The list.
    pub(crate) field: &'a Field,
    /// Columns that are filled here.
    pub(crate) filled: Vec<&'a Field>,
    /// Columns that are shown beside them.
    pub(crate) shown: Vec<&'a Field>,
    /// Rows may be added and removed.
    pub(crate) whole: bool,
}

/// A part of a form.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Part<'a> {
    /// One field.
    Field(&'a Field),
    /// Fields that belong together, or columns of the one row that the task is for; those that are filled here.
    Record {
        /// The record.
        field: &'a Field,
        /// Its fields.
        inner: Vec<&'a Field>,
        /// What is shown beside them: the other columns of the one row that the task is for.
        facts: Vec<(&'a Field, &'a Value)>,
    },
    /// Rows of a list.
    Rows(Rows<'a>),
}

/// The parts of an item's form, in the order of its `fills`.
pub(crate) fn plan<'a>(view: &View<'a>, parties: &Eyes, item: &Item) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let row = view.row_of(&item.id);
    for path in &item.fills {
        let schema = &view.run.flow.data;
        let Some(field) = schema.field(path).filter(|field| field.is.is_none()) else {
            continue;
        };
        let top = top_of(path).and_then(|top| schema.field(&top));
        match top {
            Some(top) if top.path != field.path => match row.filter(|(list, _)| **list == top.path) {
                Some((_, row)) => own_row(view, parties, &mut parts, (top, row), field),
                None => inside(view, parties, &mut parts, top, field),
            },
            _ => parts.push(whole(view, parties, item, field)),
        }
    }
    parts
}

/// A field that is filled as a whole. In a list, a column that another item's form asks for by name is that item's
/// and stays as it is.
fn whole<'a>(view: &View<'a>, parties: &Eyes, item: &Item, field: &'a Field) -> Part<'a> {
    let others = |column: &Field| {
        let mut items = view.run.flow.items.values();
        items.any(|other| other.id != item.id && other.fills.contains(&column.path))
    };
    match &field.kind {
        FieldKind::List { columns } => {
            let seen = columns
                .values()
                .filter(|column| view.sees_field(parties, &column.path));
            let (filled, shown) = seen.partition(|column| column.is.is_none() && !others(column));
            Part::Rows(Rows {
                field,
                filled,
                shown,
                whole: true,
            })
        }
        FieldKind::Record { fields } => Part::Record {
            field,
            inner: fields.values().filter(|inner| inner.is.is_none()).collect(),
            facts: Vec::new(),
        },
        _ => Part::Field(field),
    }
}

/// A column of the one row that the task is for; the other columns are shown beside those that are filled.
fn own_row<'a>(
    view: &View<'a>,
    parties: &Eyes,
    parts: &mut Vec<Part<'a>>,
    (list, row): (&'a Field, &'a Record),
    column: &'a Field,
) {
    for part in parts.iter_mut() {
        if let Part::Record { field, inner, facts } = part
            && field.path == list.path
        {
            facts.retain(|(shown, _)| shown.path != column.path);
            inner.push(column);
            return;
        }
    }
    let FieldKind::List { columns } = &list.kind else {
        return;
    };
    let others = columns
        .iter()
        .filter(|(_, other)| other.path != column.path && view.sees_field(parties, &other.path));
    parts.push(Part::Record {
        field: list,
        inner: vec![column],
        facts: others
            .filter_map(|(name, other)| Some((other, row.get(name)?)))
            .collect(),
    });
}

/// A column of a list or a field of a record: added to the part that holds the others.
fn inside<'a>(view: &View<'a>, parties: &Eyes, parts: &mut Vec<Part<'a>>, top: &'a Field, field: &'a Field) {
    for part in parts.iter_mut() {
        match part {
            Part::Rows(rows) if rows.field.path == top.path => {
                rows.shown.retain(|column| column.path != field.path);
                if !rows.filled.iter().any(|column| column.path == field.path) {
                    rows.filled.push(field);
                }
                return;
            }
            Part::Record {
                field: record, inner, ..
            } if record.path == top.path => {
                if !inner.iter().any(|one| one.path == field.path) {
                    inner.push(field);
                }
                return;
            }
            _ => {}
        }
    }
    match &top.kind {
        FieldKind::List { columns } => parts.push(Part::Rows(Rows {
            field: top,
            filled: vec![field],
            shown: columns
                .values()
                .filter(|column| column.path != field.path && view.sees_field(parties, &column.path))
                .collect(),
            whole: false,
        })),
        FieldKind::Record { .. } => parts.push(Part::Record {
            field: top,
            inner: vec![field],
            facts: Vec::new(),
        }),
        _ => {}
    }
}

/// `section.field` of a path.
pub(crate) fn top_of(path: &FieldPath) -> Option<FieldPath> {
    let mut parts = path.parts();
    let (section, name) = (parts.next()?, parts.next()?);
    FieldPath::new(&format!("{section}.{name}")).ok()
}
