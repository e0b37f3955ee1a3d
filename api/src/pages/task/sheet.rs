//! A task's form as it is drawn: fields, groups of fields and rows of lists, with what is wrong at each.

use askama::Template;
use samspil_core::flow::{Field as Declared, FieldKind, Record};
use samspil_core::id::FieldPath;
use samspil_core::text::{Language, Message};

use super::inputs::{Inputs, kept_name, name_in_row, name_of, own_name, rows_name};
use super::plan::{Part, Rows};
use super::read::{Faults as Wrong, MAX_TEXT_CHARS};
use crate::pages::parts::{Choice, Faults, Field};
use crate::pages::words::Speaker;

/// Up to this many choices stand open on the page; more are folded into a box.
const MAX_OPEN_CHOICES: usize = 6;

/// How many lines a text field shows.
const TEXT_LINES: u16 = 4;

/// How many lines a text field shows in a row of a list.
const ROW_TEXT_LINES: u16 = 2;

/// A part of the form.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    /// One field.
    Field(Box<Field>),
    /// Fields that belong together.
    Group {
        /// What they are called together.
        title: String,
        /// What stands beside them.
        facts: Vec<(String, String)>,
        /// The fields.
        fields: Vec<Field>,
    },
    /// A list.
    List(List),
}

/// A list in the form.
#[derive(Clone, Debug)]
pub(crate) struct List {
    title: String,
    hint: Option<String>,
    name: String,
    rows_name: String,
    rows: Vec<Row>,
    whole: bool,
    empty: String,
    add: String,
    remove: String,
}

/// A row of a list in the form.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    legend: String,
    kept: Option<(String, usize)>,
    facts: Vec<(String, String)>,
    fields: Vec<Field>,
}

/// A form as it is drawn, without the `<form>` around it and the buttons beneath.
#[derive(Template, Clone, Debug)]
#[template(path = "task/sheet.html")]
pub(crate) struct Sheet {
    language: Language,
    pieces: Vec<Piece>,
}

impl askama::filters::HtmlSafe for Sheet {}

/// What a form is drawn from.
#[derive(Clone, Copy)]
pub(crate) struct Drawing<'a> {
    /// The reader's words.
    pub(crate) speaker: Speaker<'a>,
    /// What stands in the fields.
    pub(crate) inputs: &'a Inputs,
    /// What is wrong.
    pub(crate) wrong: &'a Wrong,
    /// The rows that the case holds, by list.
    pub(crate) held: &'a dyn Fn(&FieldPath) -> Vec<Record>,
    /// The field where the reader goes on.
    pub(crate) focus: Option<&'a str>,
    /// The field of a note that says which goal it is about, and the goals there are.
    pub(crate) about: Option<(&'a FieldPath, &'a [String])>,
}

impl Sheet {
    /// The form.
    pub(crate) fn new(parts: &[Part<'_>], drawing: Drawing<'_>) -> Self {
        let pieces = parts.iter().map(|part| match part {
            Part::Field(field) => {
                let name = name_of(&field.path);
                Piece::Field(Box::new(drawing.field(field, name, false)))
            }
            Part::Record { field, inner, facts } => Piece::Group {
                title: drawing.text(&field.title),
                facts: facts
                    .iter()
                    .map(|(column, value)| {
                        (drawing.text(&column.title), drawing.speaker.value(column, value))
                    })
                    .collect(),
                fields: inner
                    .iter()
                    .map(|inner| drawing.field(inner, name_of(&inner.path), false))
                    .collect(),
            },
            Part::Rows(rows) => Piece::List(drawing.list(rows)),
        });
        Self {
            language: drawing.speaker.language,
            pieces: pieces.collect(),
        }
    }

    /// Its fields by themselves, where it has no list.
    pub(crate) fn only_fields(self) -> Option<Vec<Field>> {
        let list = self.pieces.iter().any(|piece| matches!(piece, Piece::List(_)));
        (!list).then(|| self.fields().cloned().collect())
    }

    /// There is nothing to fill in.
    pub(crate) const fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.pieces.iter().flat_map(|piece| -> Vec<&Field> {
            match piece {
                Piece::Field(field) => vec![field],
                Piece::Group { fields, .. } => fields.iter().collect(),
                Piece::List(list) => list.rows.iter().flat_map(|row| &row.fields).collect(),
            }
        })
    }

    /// What is wrong, by the id of its field.
    pub(crate) fn at_fields(&self) -> Vec<(String, String)> {
        self.fields().filter_map(Field::fault).collect()
    }

    /// What is wrong, for the top of the page.
    pub(crate) fn faults(&self) -> Faults {
        Faults::new(self.language, self.at_fields())
    }
}

impl Drawing<'_> {
    fn text(&self, text: &samspil_core::text::Text) -> String {
        text.in_language(self.speaker.language).to_owned()
    }

    fn field(&self, declared: &Declared, name: String, in_row: bool) -> Field {
        let written = self.inputs.exactly(&name);
        let mut field = self.control(declared, &name, in_row).value(written);
        if let Some(hint) = self.hint(declared) {
            field = field.hint(hint);
        }
        if declared.optional {
            field = field.optional();
        }
        if self.focus == Some(name.as_str()) {
            field = field.focused();
        }
        let wrong = self.wrong.get(&name).map(|wrong| self.speaker.say(wrong));
        field.worded(self.speaker.language).faulty(wrong)
    }

    /// The field's guidance and, where its form is not plain, an example.
    fn hint(&self, declared: &Declared) -> Option<String> {
        let guidance = declared.guidance.as_ref().map(|text| self.text(text));
        let example = match declared.kind {
            FieldKind::Date => Some(self.speaker.t("form-date-example")),
            FieldKind::Time => Some(self.speaker.t("form-time-example")),
            _ => None,
        };
        match (guidance, example) {
            (Some(guidance), Some(example)) => Some(format!("{guidance} {example}")),
            (guidance, example) => guidance.or(example),
        }
    }

    fn control(&self, declared: &Declared, name: &str, in_row: bool) -> Field {
        let label = self.text(&declared.title);
        if let Some(choices) = self.goals(declared, name) {
            return self.one_of(declared, name, label, choices, in_row);
        }
        let unit = |field: Field| match self.unit(declared) {
            Some(unit) => field.suffix(unit),
            None => field,
        };
        match &declared.kind {
            FieldKind::Integer => unit(Field::number(name, label)),
            FieldKind::Decimal | FieldKind::Money { .. } => unit(Field::decimal(name, label)),
            FieldKind::Date | FieldKind::Time | FieldKind::Person => Field::text(name, label),
            FieldKind::Boolean => {
                let yes = |value: &str, key: &str| Choice::new(value.to_owned(), self.speaker.t(key));
                let choices = vec![yes("true", "value-yes"), yes("false", "value-no")];
                self.one_of(declared, name, label, choices, in_row)
            }
            FieldKind::Choice { of } => {
                let choice = |(name, title): (&String, &samspil_core::text::Text)| {
                    Choice::new(name.clone(), self.text(title))
                };
                self.one_of(declared, name, label, of.iter().map(choice).collect(), in_row)
            }
            FieldKind::Level { from, to } => {
                let level = |level: i64| Choice::new(level.to_string(), level.to_string());
                self.one_of(declared, name, label, (*from..=*to).map(level).collect(), in_row)
            }
            FieldKind::Text | FieldKind::List { .. } | FieldKind::Record { .. } | FieldKind::Computed => {
                let lines = if in_row { ROW_TEXT_LINES } else { TEXT_LINES };
                let longest = u32::try_from(MAX_TEXT_CHARS).unwrap_or(u32::MAX);
                Field::lines(name, label, lines).longest(longest)
            }
        }
    }

    /// The goals to choose among, where the field says which goal a note is about and there are any; with what stands there,
    /// where that is a goal no longer.
    fn goals(&self, declared: &Declared, name: &str) -> Option<Vec<Choice>> {
        let (_, goals) = self
            .about
            .filter(|(path, goals)| **path == declared.path && !goals.is_empty())?;
        let held = self.inputs.exactly(name);
        let held = Some(held).filter(|held| !held.is_empty() && !goals.iter().any(|goal| goal == held));
        let all = goals.iter().map(String::as_str).chain(held);
        Some(
            all.map(|goal| Choice::new(goal.to_owned(), goal.to_owned()))
                .collect(),
        )
    }

    /// A few choices stand open; many, and those in rows, are folded into a box, where nothing chosen is a choice.
    fn one_of(
        &self,
        declared: &Declared,
        name: &str,
        label: String,
        mut choices: Vec<Choice>,
        in_row: bool,
    ) -> Field {
        if !in_row && choices.len() <= MAX_OPEN_CHOICES {
            if declared.optional {
                choices.push(Choice::new(String::new(), self.speaker.t("form-not-chosen")));
            }
            return Field::radio(name, label, choices);
        }
        let key = if declared.optional {
            "form-not-chosen"
        } else {
            "form-choose-one"
        };
        choices.insert(0, Choice::new(String::new(), self.speaker.t(key)));
        Field::select(name, label, choices)
    }

    fn unit(&self, declared: &Declared) -> Option<String> {
        match &declared.kind {
            FieldKind::Money { per: Some(per) } => Some(format!(
                "{} {}",
                self.speaker.t("form-kroner"),
                self.speaker.per(per)
            )),
            FieldKind::Money { per: None } => Some(self.speaker.t("form-kroner")),
            _ => declared.unit.as_ref().map(|unit| self.text(unit)),
        }
    }

    /// The fields of one row.
    pub(crate) fn row(&self, rows: &Rows<'_>, number: usize) -> Vec<Field> {
        let name = |column: &Declared| name_in_row(&rows.field.path, number, own_name(column));
        let columns = rows.filled.iter();
        columns
            .map(|column| self.field(column, name(column), true))
            .collect()
    }

    fn list(&self, rows: &Rows<'_>) -> List {
        let list = &rows.field.path;
        let held = (self.held)(list);
        let title = self.text(&rows.field.title);
        let row = |number: usize| {
            let kept = self.inputs.kept(list, number);
            let held = kept.and_then(|kept| held.get(kept));
            let shown = rows.shown.iter().filter_map(|column| {
                let value = held?.get(own_name(column))?;
                Some((self.text(&column.title), self.speaker.value(column, value)))
            });
            let legend = Message::new("form-row")
                .with("list", title.as_str())
                .with("row", i64::try_from(number + 1).unwrap_or(i64::MAX));
            Row {
                legend: self.speaker.say(&legend),
                kept: kept.map(|kept| (kept_name(list, number), kept)),
                facts: shown.collect(),
                fields: self.row(rows, number),
            }
        };
        List {
            name: name_of(list),
            rows_name: rows_name(list),
            rows: (0..self.inputs.rows(list)).map(row).collect(),
            hint: rows.field.guidance.as_ref().map(|text| self.text(text)),
            whole: rows.whole,
            empty: self.speaker.t("form-no-rows"),
            add: self.speaker.t("form-add-row"),
            remove: self.speaker.t("form-remove-row"),
            title,
        }
    }
}
