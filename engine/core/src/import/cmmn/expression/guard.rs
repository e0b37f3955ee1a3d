//! Writes a tree as a guard.

use super::speech::Speech;
use super::tree::{Comparison, Tree};

/// What a guard may name.
pub(in crate::import::cmmn) trait Fields {
    /// The path of a variable's field; none where it has none.
    fn path(&self, variable: &[String]) -> Option<String>;
    /// How the rounds of the item are counted in a guard; none where they mean nothing.
    fn rounds(&self) -> Option<String>;
}

/// The longest guard, in characters: what a flow file takes.
const MAX_CHARS: usize = 2_000;

/// The guard that holds where the tree is true; none where it cannot be said.
pub(in crate::import::cmmn) fn guard(tree: &Tree, speech: Speech, fields: &dyn Fields) -> Option<String> {
    let writer = Writer { speech, fields };
    let written = writer.truth(tree, true)?.text;
    (written.chars().count() <= MAX_CHARS).then_some(written)
}

struct Writer<'f> {
    speech: Speech,
    fields: &'f dyn Fields,
}

/// A part of a guard, and how tightly its parts hang together.
struct Written {
    text: String,
    binds: Binds,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    Any,
    All,
    Compared,
    Sum,
    Product,
    Alone,
}

impl Written {
    const fn new(text: String, binds: Binds) -> Self {
        Self { text, binds }
    }

    fn alone(text: impl Into<String>) -> Self {
        Self::new(text.into(), Binds::Alone)
    }

    /// In brackets where it would otherwise fall apart.
    fn within(self, binds: Binds) -> String {
        if self.binds < binds {
            format!("({})", self.text)
        } else {
            self.text
        }
    }
}

impl Writer<'_> {
    /// What holds exactly where the tree is true, or where it is false.
    fn truth(&self, tree: &Tree, holds: bool) -> Option<Written> {
        match tree {
            Tree::Truth(truth) => Some(Written::alone(if *truth == holds { "true" } else { "false" })),
            Tree::Not(one) => self.truth(one, !holds),
            Tree::All(many) => self.several(many, holds, holds),
            Tree::Any(many) => self.several(many, holds, !holds),
            Tree::Variable(path) => {
                let path = self.fields.path(path)?;
                Some(match (holds, self.speech) {
                    (true, _) => Written::alone(path),
                    (false, Speech::Three) => Written::alone(format!("!{path}")),
                    (false, Speech::Two) => Written::new(format!("!exists({path}) || !{path}"), Binds::Any),
                })
            }
            Tree::Compare(left, how, right) => self.compared(left, *how, right, holds),
            Tree::Empty(one) => self.empty(one, holds),
            Tree::Contains(text, part) => {
                let (text, part) = (self.value(text)?, self.value(part)?);
                let said = format!("contains({}, {})", text.text, part.text);
                self.asked(said, &[tree], holds)
            }
            Tree::If(when, then, other) => {
                let yes = [self.truth(when, true)?, self.truth(then, holds)?];
                let no = [self.truth(when, false)?, self.truth(other, holds)?];
                Some(joined([joined(yes, true), joined(no, true)], false))
            }
            _ => None,
        }
    }

    /// All or any of several, after what their not being true makes of "and" and "or".
    fn several(&self, many: &[Tree], holds: bool, all: bool) -> Option<Written> {
        let parts: Vec<Written> = many
            .iter()
            .map(|one| self.truth(one, holds))
            .collect::<Option<_>>()?;
        Some(joined(parts, all))
    }

    fn compared(&self, left: &Tree, how: Comparison, right: &Tree, holds: bool) -> Option<Written> {
        let how = if holds { how } else { how.negated() };
        match (left, right) {
            (Tree::Nothing, Tree::Nothing) => {
                return Some(Written::alone((how == Comparison::Equal).to_string()));
            }
            (one, Tree::Nothing) | (Tree::Nothing, one) => {
                let path = self.path_of(one)?;
                return match how {
                    Comparison::Equal => Some(Written::alone(format!("!exists({path})"))),
                    Comparison::Unequal => Some(Written::alone(format!("exists({path})"))),
                    _ => Some(Written::alone("false")),
                };
            }
            (Tree::If(when, then, other), one) => {
                let part = |tree: &Tree| self.compared(tree, how, one, true);
                return self.either(when, part(then)?, part(other)?);
            }
            (one, Tree::If(when, then, other)) => {
                let part = |tree: &Tree| self.compared(one, how, tree, true);
                return self.either(when, part(then)?, part(other)?);
            }
            _ => {}
        }
        if let Some(known) = constant(left, how, right) {
            return Some(Written::alone(known.to_string()));
        }
        let (one, other) = (self.value(left)?, self.value(right)?);
        let said = Written::new(
            format!(
                "{} {} {}",
                one.within(Binds::Sum),
                how.sign(),
                other.within(Binds::Sum)
            ),
            Binds::Compared,
        );
        // What is not there is unequal to everything; and where a comparison is denied, that it is not there denies it too.
        if self.speech == Speech::Three
            || (holds && how != Comparison::Unequal)
            || (!holds && how == Comparison::Equal)
        {
            return Some(said);
        }
        let mut parts: Vec<Written> = self
            .variables(&[left, right])?
            .into_iter()
            .map(|path| Written::alone(format!("!exists({path})")))
            .collect();
        parts.push(said);
        Some(joined(parts, false))
    }

    fn either(&self, when: &Tree, then: Written, other: Written) -> Option<Written> {
        let yes = joined([self.truth(when, true)?, then], true);
        let no = joined([self.truth(when, false)?, other], true);
        Some(joined([yes, no], false))
    }

    /// A question that is unknown where one of its variables is not there.
    fn asked(&self, said: String, of: &[&Tree], holds: bool) -> Option<Written> {
        if holds {
            return Some(Written::alone(said));
        }
        let denied = Written::alone(format!("!{said}"));
        if self.speech == Speech::Three {
            return Some(denied);
        }
        let mut parts: Vec<Written> = self
            .variables(of)?
            .into_iter()
            .map(|path| Written::alone(format!("!exists({path})")))
            .collect();
        parts.push(denied);
        Some(joined(parts, false))
    }

    fn empty(&self, one: &Tree, holds: bool) -> Option<Written> {
        if let Tree::Text(text) = one {
            return Some(Written::alone((text.is_empty() == holds).to_string()));
        }
        let path = self.path_of(one)?;
        Some(Written::alone(if holds {
            format!("!exists({path})")
        } else {
            format!("exists({path})")
        }))
    }

    fn path_of(&self, tree: &Tree) -> Option<String> {
        match tree {
            Tree::Variable(path) => self.fields.path(path),
            _ => None,
        }
    }

    /// The paths of every variable in some trees, each once.
    fn variables(&self, trees: &[&Tree]) -> Option<Vec<String>> {
        let mut found: Vec<String> = Vec::new();
        for path in trees.iter().flat_map(|tree| tree.variables()) {
            let path = self.fields.path(path)?;
            if !found.contains(&path) {
                found.push(path);
            }
        }
        Some(found)
    }

    /// A value that is compared, reckoned with or handed over.
    fn value(&self, tree: &Tree) -> Option<Written> {
        match tree {
            Tree::Number(number) => self::number(number).map(Written::alone),
            Tree::Text(text) => quoted(text).map(Written::alone),
            Tree::Day(day) => {
                chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
                Some(Written::alone(format!("date(\"{day}\")")))
            }
            Tree::Variable(path) => self.fields.path(path).map(Written::alone),
            Tree::Rounds => self.fields.rounds().map(Written::alone),
            Tree::Negative(one) => Some(Written::new(
                format!("-{}", self.value(one)?.within(Binds::Alone)),
                Binds::Product,
            )),
            Tree::Arithmetic(left, sign, right) => {
                let binds = if matches!(sign, '+' | '-') {
                    Binds::Sum
                } else {
                    Binds::Product
                };
                let (left, right) = (self.value(left)?.within(binds), self.value(right)?);
                // The right side of a sum or product keeps its own order.
                let right = if right.binds <= binds {
                    format!("({})", right.text)
                } else {
                    right.text
                };
                Some(Written::new(format!("{left} {sign} {right}"), binds))
            }
            Tree::Truth(truth) => Some(Written::alone(truth.to_string())),
            _ => {
                let said = self.truth(tree, true)?;
                Some(Written::alone(format!("({})", said.text)))
            }
        }
    }
}

fn joined(parts: impl IntoIterator<Item = Written>, all: bool) -> Written {
    let (binds, sign) = if all {
        (Binds::All, " && ")
    } else {
        (Binds::Any, " || ")
    };
    let mut parts: Vec<Written> = parts.into_iter().collect();
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let texts: Vec<String> = parts.into_iter().map(|part| part.within(binds)).collect();
    Written::new(texts.join(sign), binds)
}

/// What two constants compare to.
fn constant(left: &Tree, how: Comparison, right: &Tree) -> Option<bool> {
    let order = match (left, right) {
        (Tree::Number(left), Tree::Number(right)) => {
            let number = |text: &str| text.parse::<rust_decimal::Decimal>().ok();
            number(left)?.cmp(&number(right)?)
        }
        (Tree::Text(left), Tree::Text(right)) => left.cmp(right),
        (Tree::Truth(left), Tree::Truth(right)) => left.cmp(right),
        _ => return None,
    };
    Some(match how {
        Comparison::Equal => order.is_eq(),
        Comparison::Unequal => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::More => order.is_gt(),
        Comparison::MoreOrEqual => order.is_ge(),
    })
}

/// A number as guards write it.
fn number(text: &str) -> Option<String> {
    let number: rust_decimal::Decimal = text.parse().ok()?;
    if number.is_integer() {
        return i64::try_from(number).ok().map(|whole| whole.to_string());
    }
    Some(number.normalize().to_string())
}

/// A text as guards write it.
fn quoted(text: &str) -> Option<String> {
    if text.chars().any(char::is_control) {
        return None;
    }
    Some(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}
