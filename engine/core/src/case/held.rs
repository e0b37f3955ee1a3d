//! What the case file holds, written or computed, as a whole or seen from what is there for a row.

use chrono::{DateTime, NaiveTime, Utc};

use super::View;
use crate::calendar::instant_of;
use crate::flow::{Field, FieldKind, Record, Value};
use crate::id::{FieldPath, ItemId};

impl View<'_> {
    /// What a field of a section holds, written or computed; a list or record with what is computed in it.
    #[must_use]
    pub fn held(&self, path: &FieldPath) -> Option<Value> {
        let field = self.run.flow.data.field(path)?;
        if field.is.is_some() {
            return self.run.guards.is.get(path)?.value(self);
        }
        match (&field.kind, self.stored(path)?) {
            (FieldKind::List { columns }, Value::List(rows)) => {
                let whole = |row: &Record| self.with_computed(row.clone(), columns.values(), Some(row));
                Some(Value::List(rows.iter().map(whole).collect()))
            }
            (FieldKind::Record { fields }, Value::Record(record)) => Some(Value::Record(self.with_computed(
                record.clone(),
                fields.values(),
                None,
            ))),
            (_, value) => Some(value.clone()),
        }
    }

    /// A row or record with what is computed directly in it.
    fn with_computed<'f>(
        &self,
        mut record: Record,
        fields: impl Iterator<Item = &'f Field>,
        row: Option<&Record>,
    ) -> Record {
        for field in fields.filter(|field| field.is.is_some()) {
            let computed = self.run.guards.is.get(&field.path);
            let value = computed.and_then(|computed| match row {
                Some(row) => computed.value_in(row, self),
                None => computed.value(self),
            });
            if let (Some(name), Some(value)) = (field.path.parts().last(), value) {
                record.insert(name.to_owned(), value);
            }
        }
        record
    }

    /// The list that a path leads into, and what it names of each row.
    fn list_around<'p>(&self, path: &'p FieldPath) -> Option<(&FieldPath, &'p str)> {
        let mut cut = path.as_str();
        while let Some((above, _)) = cut.rsplit_once('.') {
            cut = above;
            let field = FieldPath::new(above).ok();
            let field = field.and_then(|above| self.run.flow.data.field(&above));
            if let Some(field) = field.filter(|field| matches!(field.kind, FieldKind::List { .. })) {
                return Some((&field.path, path.as_str().get(above.len() + 1..)?));
            }
        }
        None
    }

    /// What a field that somebody fills holds, or a part of a record.
    pub(super) fn stored(&self, path: &FieldPath) -> Option<&Value> {
        self.stored_at(path.as_str())
    }

    fn stored_at(&self, path: &str) -> Option<&Value> {
        if let Some(value) = self.case.data.get(path) {
            return Some(value);
        }
        let (above, name) = path.rsplit_once('.')?;
        match self.stored_at(above)? {
            Value::Record(record) => record.get(name),
            _ => None,
        }
    }

    /// What a field holds, seen from an item: of its list a row's item sees its own row.
    pub(super) fn held_for(&self, item: Option<&ItemId>, path: &FieldPath) -> Option<Value> {
        let computed = self.run.guards.is.get(path);
        let own = item.and_then(|item| self.row_of(item));
        let own = own.and_then(|(list, row)| {
            let (around, name) = self.list_around(path)?;
            (around == list).then_some((row, name))
        });
        match (own, computed) {
            (Some((row, _)), Some(computed)) => computed.value_in(row, self),
            (Some((row, name)), None) => inside(row, name),
            (None, Some(computed)) => computed.value(self),
            (None, None) => self.stored(path).cloned(),
        }
    }

    /// The moment that a date in the case file means, written or computed, seen from an item: the start of its day.
    pub(super) fn moment_in(&self, item: Option<&ItemId>, path: &FieldPath) -> Option<DateTime<Utc>> {
        match self.held_for(item, path) {
            Some(Value::Date(day)) => Some(instant_of(day.and_time(NaiveTime::MIN))),
            _ => None,
        }
    }
}

/// What lies in a row by this name: a column, or a part of a record in one.
fn inside(row: &Record, name: &str) -> Option<Value> {
    match name.split_once('.') {
        None => row.get(name).cloned(),
        Some((column, rest)) => match row.get(column)? {
            Value::Record(record) => inside(record, rest),
            _ => None,
        },
    }
}
