//! The case file: sections of typed fields, with who said it, who fills it and who sees it.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::Expression;
use crate::flow::{Place, Value};
use crate::id::{FieldPath, PartyId, PhaseId};
use crate::text::Text;

/// All data that a case of the flow may hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Schema {
    /// Sections in reading order.
    pub sections: IndexMap<String, Section>,
}

/// A section of the case file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The section's heading.
    pub title: Text,
    /// Fields in reading order, by their name in the section.
    pub fields: IndexMap<String, Field>,
}

/// Who sees a field or item.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Sight {
    /// Only those who need it for their work: whoever fills it and whoever owns an item that names it.
    #[default]
    Narrow,
    /// Every party of the case.
    Everyone,
    /// These parties.
    Parties(Vec<PartyId>),
}

/// What of a citizen may be protected.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Protected {
    /// The name.
    Name,
    /// Where the citizen lives, and how to reach them.
    Address,
}

/// What a field is in the one plan of a citizen (A21.1 in `flows/lines.csv`). Fields of one row, or of one
/// section, belong together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum InPlan {
    /// The overall goal that every plan serves.
    OverallGoal,
    /// A goal of this plan.
    Goal,
    /// The theme of the goal beside it, by a word or code that other flows use as well.
    Theme,
    /// Which way the goal beside it goes on its theme.
    Direction,
    /// Who or what comes to the citizen.
    Comes,
    /// How often what is beside it comes.
    HowOften,
    /// The day on which what is beside it comes next.
    Next,
    /// The rate of what is beside it.
    Rate,
}

/// One field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Where the value lies: `section.field`, or `section.list.column` for a column.
    pub path: FieldPath,
    /// What people call it.
    pub title: Text,
    /// Its type.
    pub kind: FieldKind,
    /// May stay empty when the task that fills it is completed.
    pub optional: bool,
    /// Whose words it holds.
    pub said_by: Option<PartyId>,
    /// Who sees it.
    pub seen_by: Sight,
    /// Why not all parties see it.
    pub unseen_because: Option<Text>,
    /// Kept encrypted.
    pub sensitive: bool,
    /// What of a protected citizen it tells.
    pub protected: Option<Protected>,
    /// In which phases alone these parties see it; every other party sees it in all.
    pub seen_in: BTreeMap<PartyId, Vec<PhaseId>>,
    /// What a number counts, shown after it.
    pub unit: Option<Text>,
    /// Help for whoever fills it.
    pub guidance: Option<Text>,
    /// The word or code of what it asks: two fields with the same one ask the citizen the same, whatever their flows.
    pub code: Option<String>,
    /// The national code of each choice or level that has one, by its name.
    pub codes: BTreeMap<String, String>,
    /// What it is in the one plan of a citizen.
    pub in_plan: Option<InPlan>,
    /// What it holds when a case begins, unless something else is given.
    pub starts_as: Option<Expression>,
    /// How the value follows from others; nobody fills such a field. In a list it may name the row's own columns.
    pub is: Option<Expression>,
    /// What it was called in the model that it was imported from.
    pub known_as: Option<String>,
    /// Where it is declared.
    pub place: Place,
}

impl Field {
    /// A field that is only what it must be: filled, and seen by whoever its task makes see it.
    #[must_use]
    pub const fn plain(path: FieldPath, title: Text, kind: FieldKind, place: Place) -> Self {
        Self {
            path,
            title,
            kind,
            optional: false,
            said_by: None,
            seen_by: Sight::Narrow,
            unseen_because: None,
            sensitive: false,
            protected: None,
            seen_in: BTreeMap::new(),
            unit: None,
            guidance: None,
            code: None,
            codes: BTreeMap::new(),
            in_plan: None,
            starts_as: None,
            is: None,
            known_as: None,
            place,
        }
    }
}

impl Field {
    /// The national code of what it holds.
    #[must_use]
    pub fn code_of(&self, value: &Value) -> Option<&str> {
        match value {
            Value::Choice(choice) => self.codes.get(choice),
            Value::Level(level) => self.codes.get(&level.to_string()),
            _ => None,
        }
        .map(String::as_str)
    }
}

impl Field {
    /// What lies in it: the columns of a list, the fields of a record; none where it holds nothing else.
    #[must_use]
    pub const fn parts(&self) -> Option<&IndexMap<String, Self>> {
        match &self.kind {
            FieldKind::List { columns: inner } | FieldKind::Record { fields: inner } => Some(inner),
            _ => None,
        }
    }

    /// What lies in it is as sensitive as it is.
    pub fn all_inside_is_sensitive(&mut self) {
        if let FieldKind::List { columns: inner } | FieldKind::Record { fields: inner } = &mut self.kind {
            for field in inner.values_mut() {
                field.sensitive = true;
                field.all_inside_is_sensitive();
            }
        }
    }

    fn add_sensitive(&self, found: &mut BTreeSet<FieldPath>) {
        match &self.kind {
            FieldKind::List { columns: inner } | FieldKind::Record { fields: inner } => {
                inner.values().for_each(|field| field.add_sensitive(found));
            }
            _ if self.sensitive => {
                found.insert(self.path.clone());
            }
            _ => {}
        }
    }
}

/// The type of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
    /// Kroner, `per` day, hour, week, month or year where it is a rate.
    Money {
        /// The period that the amount is for.
        per: Option<String>,
    },
    /// Yes or no.
    Boolean,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// One of these, by name.
    Choice {
        /// Names and what people call them.
        of: IndexMap<String, Text>,
    },
    /// A level on a scale, ends included (FFB: 0 to 4).
    Level {
        /// The lowest.
        from: i64,
        /// The highest.
        to: i64,
    },
    /// A person.
    Person,
    /// Any number of rows.
    List {
        /// Columns in reading order.
        columns: IndexMap<String, Field>,
    },
    /// Fields that belong together.
    Record {
        /// Fields in reading order.
        fields: IndexMap<String, Field>,
    },
    /// What the expression in `is` gives; its type is the expression's.
    Computed,
}

impl Schema {
    /// The field at this path: a section's field, a column of a list or a field of a record.
    #[must_use]
    pub fn field(&self, path: &FieldPath) -> Option<&Field> {
        let mut parts = path.parts();
        let section = self.sections.get(parts.next()?)?;
        let mut field = section.fields.get(parts.next()?)?;
        for part in parts {
            field = match &field.kind {
                FieldKind::List { columns } => columns.get(part)?,
                FieldKind::Record { fields } => fields.get(part)?,
                _ => return None,
            };
        }
        Some(field)
    }

    /// The sensitive fields that hold no others.
    #[must_use]
    pub fn sensitive(&self) -> BTreeSet<FieldPath> {
        let mut found = BTreeSet::new();
        self.fields().for_each(|field| field.add_sensitive(&mut found));
        found
    }

    /// Every top field, in reading order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.values().flat_map(|section| section.fields.values())
    }
}
