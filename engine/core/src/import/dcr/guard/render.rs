//! Writing a condition in the guard language, and what kind of value each variable holds.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::tree::{Compares, Tree};

/// What a variable holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::import::dcr) enum Kind {
    Boolean,
    Integer,
    Decimal,
    Text,
    Date,
}

impl Kind {
    /// The type that a flow file has for it.
    pub(in crate::import::dcr) const fn word(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Text => "text",
            Self::Date => "date",
        }
    }

    /// The kind that a graph calls so; none where it says nothing that is known.
    pub(in crate::import::dcr) fn called(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "bool" | "boolean" => Self::Boolean,
            "int" | "integer" | "long" => Self::Integer,
            "float" | "double" | "decimal" | "number" | "real" | "currency" => Self::Decimal,
            "string" | "text" | "choice" | "multichoice" | "comments" => Self::Text,
            "date" => Self::Date,
            _ => return None,
        })
    }

    const fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal)
    }
}

/// The path and kind of each variable's field.
pub(in crate::import::dcr) type Fields = BTreeMap<String, (String, Kind)>;

/// What kinds the variables must have for these conditions to mean something; what is known already stays. A variable
/// of which nothing is said holds a text.
pub(in crate::import::dcr) fn kinds<'t>(
    trees: impl Iterator<Item = &'t Tree> + Clone,
    known: &mut BTreeMap<String, Kind>,
) {
    let mut unknown: usize = usize::MAX;
    loop {
        for tree in trees.clone() {
            learn(tree, known);
        }
        let open = trees.clone().flat_map(Tree::variables);
        let open = open.filter(|name| !known.contains_key(*name)).count();
        if open == 0 || open >= unknown {
            break;
        }
        unknown = open;
    }
    let names: Vec<String> = trees.flat_map(Tree::variables).map(str::to_owned).collect();
    for name in names {
        known.entry(name).or_insert(Kind::Text);
    }
}

fn learn(tree: &Tree, known: &mut BTreeMap<String, Kind>) {
    match tree {
        Tree::Or(parts) | Tree::And(parts) => {
            for part in parts {
                if let Tree::Variable(name) = part {
                    known.entry(name.clone()).or_insert(Kind::Boolean);
                }
                learn(part, known);
            }
        }
        Tree::Not(inner) => {
            if let Tree::Variable(name) = &**inner {
                known.entry(name.clone()).or_insert(Kind::Boolean);
            }
            learn(inner, known);
        }
        Tree::Compare(_, left, right) => {
            for (one, other) in [(left, right), (right, left)] {
                if let (Tree::Variable(name), Some(kind)) = (&**one, kind_of(other, known)) {
                    known.entry(name.clone()).or_insert(kind);
                }
                learn(one, known);
            }
        }
        Tree::Reckon(_, left, right) => {
            for one in [left, right] {
                if let Tree::Variable(name) = &**one {
                    known.entry(name.clone()).or_insert(Kind::Decimal);
                }
                learn(one, known);
            }
        }
        Tree::Minus(inner) => learn(inner, known),
        Tree::Variable(_) | Tree::Number(_) | Tree::Text(_) | Tree::Boolean(_) => {}
    }
}

/// The kind of value that a part has; numbers that are only met are decimal, so that none is cut.
fn kind_of(tree: &Tree, known: &BTreeMap<String, Kind>) -> Option<Kind> {
    match tree {
        Tree::Variable(name) => known.get(name).copied(),
        Tree::Number(_) | Tree::Reckon(..) | Tree::Minus(_) => Some(Kind::Decimal),
        Tree::Text(_) => Some(Kind::Text),
        Tree::Or(_) | Tree::And(_) | Tree::Not(_) | Tree::Compare(..) | Tree::Boolean(_) => {
            Some(Kind::Boolean)
        }
    }
}

/// The condition in the guard language; none where it compares what cannot be compared there.
pub(in crate::import::dcr) fn written(tree: &Tree, fields: &Fields) -> Option<String> {
    let kinds = fields.iter().map(|(name, (_, kind))| (name.clone(), *kind));
    let kinds = kinds.collect();
    (kind_of(tree, &kinds)? == Kind::Boolean).then_some(())?;
    Renderer { fields, kinds }.condition(tree, false)
}

struct Renderer<'f> {
    fields: &'f Fields,
    kinds: BTreeMap<String, Kind>,
}

impl Renderer<'_> {
    /// A part that is true or false; under a negation it must not be unknown.
    fn condition(&self, tree: &Tree, negated: bool) -> Option<String> {
        match tree {
            Tree::Or(parts) => self.several(parts, " || ", negated),
            Tree::And(parts) => self.several(parts, " && ", negated),
            Tree::Not(inner) => Some(format!("!({})", self.condition(inner, !negated)?)),
            Tree::Boolean(value) => Some(value.to_string()),
            Tree::Variable(name) => {
                let (path, kind) = self.fields.get(name)?;
                (*kind == Kind::Boolean).then_some(())?;
                Some(if negated {
                    format!("(exists({path}) && {path})")
                } else {
                    path.clone()
                })
            }
            Tree::Compare(compares, left, right) => self.comparison(*compares, left, right, negated),
            Tree::Reckon(..) | Tree::Minus(_) | Tree::Number(_) | Tree::Text(_) => None,
        }
    }

    fn several(&self, parts: &[Tree], sign: &str, negated: bool) -> Option<String> {
        let parts: Option<Vec<String>> = parts.iter().map(|part| self.condition(part, negated)).collect();
        Some(format!("({})", parts?.join(sign)))
    }

    fn comparison(&self, compares: Compares, left: &Tree, right: &Tree, negated: bool) -> Option<String> {
        let (one, other) = (kind_of(left, &self.kinds)?, kind_of(right, &self.kinds)?);
        let alike = one == other
            || (one.is_number() && other.is_number())
            || (one == Kind::Date && is_date(right))
            || (other == Kind::Date && is_date(left));
        if !alike {
            // Values of two kinds are different, and nothing else.
            return Some((compares == Compares::Different).to_string());
        }
        let ordered = one.is_number() || one == Kind::Date || other == Kind::Date;
        let equal = matches!(compares, Compares::Equal | Compares::Different);
        (ordered || equal).then_some(())?;
        let date = one == Kind::Date || other == Kind::Date;
        let said = format!(
            "{} {} {}",
            self.value(left, date)?,
            compares.sign(),
            self.value(right, date)?
        );
        let variables = left.variables().into_iter().chain(right.variables());
        let paths: Option<Vec<&str>> = variables
            .map(|name| self.fields.get(name).map(|(path, _)| path.as_str()))
            .collect();
        let paths = paths?;
        Some(
            if paths.is_empty() || (!negated && compares != Compares::Different) {
                said
            } else if compares == Compares::Different {
                let empty: Vec<String> = paths.iter().map(|path| format!("!exists({path})")).collect();
                format!("({} || {said})", empty.join(" || "))
            } else {
                let filled: Vec<String> = paths.iter().map(|path| format!("exists({path})")).collect();
                format!("({} && {said})", filled.join(" && "))
            },
        )
    }

    fn value(&self, tree: &Tree, date: bool) -> Option<String> {
        Some(match tree {
            Tree::Variable(name) => self.fields.get(name)?.0.clone(),
            Tree::Number(number) => number.clone(),
            Tree::Text(text) if date => format!("date({})", quoted(text)),
            Tree::Text(text) => quoted(text),
            Tree::Boolean(value) => value.to_string(),
            Tree::Minus(inner) => format!("-({})", self.number(inner)?),
            Tree::Reckon(sign, left, right) => {
                format!("({} {sign} {})", self.number(left)?, self.number(right)?)
            }
            Tree::Or(_) | Tree::And(_) | Tree::Not(_) | Tree::Compare(..) => {
                format!("({})", self.condition(tree, true)?)
            }
        })
    }

    fn number(&self, tree: &Tree) -> Option<String> {
        kind_of(tree, &self.kinds)?.is_number().then_some(())?;
        self.value(tree, false)
    }
}

fn is_date(tree: &Tree) -> bool {
    matches!(tree, Tree::Text(text) if NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A value as a graph writes it, in the guard language; none where it is not of its kind.
pub(in crate::import::dcr) fn literal(text: &str, kind: Kind) -> Option<String> {
    match kind {
        Kind::Boolean => match text.to_ascii_lowercase().as_str() {
            "true" | "1" => Some("true".to_owned()),
            "false" | "0" => Some("false".to_owned()),
            _ => None,
        },
        Kind::Integer => text.parse::<i64>().ok().map(|number| number.to_string()),
        Kind::Decimal => {
            let number: rust_decimal::Decimal = text.parse().ok()?;
            Some(number.to_string())
        }
        Kind::Text => Some(quoted(text)),
        Kind::Date => {
            let day = text.get(..10)?;
            NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
            Some(format!("date(\"{day}\")"))
        }
    }
}
