//! Calls of functions.

use chrono::{NaiveDate, NaiveTime};

use super::paths::stored;
use super::{Checker, Rows, Whose};
use crate::flow::{Diagnostic, FieldKind};
use crate::guard::codes::{ARGUMENTS, COLUMN, INSIDE_ROWS, NO_FUNCTION, NO_ITEM, NOT_A_DATE};
use crate::guard::functions::{Does, Function, Plain, functions, named};
use crate::guard::kind::{Kind, Number};
use crate::guard::resolve::{Found, resolve};
use crate::guard::source::Span;
use crate::guard::tree::{Name, Tree, TreeNode};
use crate::guard::typed::{
    Asked, Gathered, Gathering, Literal, Moment, Node, Question, Rows as Gone, Shown, Typed,
};
use crate::text::Message;

const DONE: &str = "done";

impl<'f> Checker<'f> {
    pub(super) fn call(&mut self, name: &Name, args: &[Tree], span: Span) -> Typed {
        let Some(function) = named(&name.text) else {
            let what = Message::new("guard-no-function").with("name", name.text.as_str());
            let known: Vec<String> = functions().iter().map(|known| known.name.to_owned()).collect();
            return self.unknown(NO_FUNCTION, name.span, what, &name.text, &known);
        };
        match (function.does, args) {
            (Does::Today, []) => Typed {
                node: Node::Today,
                kind: Kind::Date,
                span,
            },
            (Does::Gather(how), [arg]) => self.gather(function, how, arg, span),
            (Does::Ask(question), [arg]) => self.ask(function, question, arg, span),
            (Does::Exists, [arg]) => self.exists(function, arg, span),
            (Does::Newer, [left, right]) => self.newer(function, left, right, span),
            (Does::Date | Does::Time, [arg]) => self.written_moment(function, arg, span),
            (Does::Plain(plain), args) if args.len() == plain.takes.len() => {
                self.plain(function, plain, args, span)
            }
            _ => {
                let finding = self.wrong_arguments(function, name.span);
                self.tell_all(finding, span)
            }
        }
    }

    fn wrong_arguments(&self, function: &Function, span: Span) -> Diagnostic {
        let what = Message::new("guard-arguments").with("name", function.name);
        let hint = Message::new("guard-hint-signature").with("signature", function.signature);
        self.finding(ARGUMENTS, span, what).hinting(hint)
    }

    fn item(&mut self, arg: &Tree) -> Option<Result<Asked, Typed>> {
        let TreeNode::Path(names) = &arg.node else {
            return None;
        };
        let word = names
            .iter()
            .map(|name| name.text.as_str())
            .collect::<Vec<_>>()
            .join(".");
        let Some(item) = self.flow.items.get(word.as_str()) else {
            let what = Message::new("guard-no-item").with("name", word.as_str());
            let known: Vec<String> = self.flow.items.keys().map(ToString::to_string).collect();
            return Some(Err(self.unknown(NO_ITEM, arg.span, what, &word, &known)));
        };
        let set = self.flow.set_of(&item.id).map(|(root, _)| &root.id);
        if let Some(root) = set.filter(|root| **root != item.id && self.scope.set != Some(root)) {
            let what = Message::new("guard-inside-rows")
                .with("name", word.as_str())
                .with("stage", root.as_str());
            let hint = Message::new("guard-hint-inside-rows").with("stage", root.as_str());
            let finding = self.finding(INSIDE_ROWS, arg.span, what).hinting(hint);
            return Some(Err(self.tell_all(finding, arg.span)));
        }
        let title = if item.title.da.is_empty() {
            crate::text::Text::danish(item.id.as_str())
        } else {
            item.title.clone()
        };
        Some(Ok(Asked {
            item: item.id.clone(),
            title,
        }))
    }

    fn ask(&mut self, function: &Function, question: Question, arg: &Tree, span: Span) -> Typed {
        let kind = match question {
            Question::Times | Question::Rounds => Kind::Number(Number::Integer),
            Question::DoneOn => Kind::Date,
            Question::Done | Question::Owed | Question::Skipped | Question::Open | Question::MayCome => {
                Kind::Boolean
            }
        };
        match self.item(arg) {
            Some(Ok(asked)) => Typed {
                node: Node::Item(question, asked),
                kind,
                span,
            },
            Some(Err(broken)) => Typed { kind, ..broken },
            None => {
                let finding = self.wrong_arguments(function, arg.span);
                self.tell_all(finding, span)
            }
        }
    }

    fn exists(&mut self, function: &Function, arg: &Tree, span: Span) -> Typed {
        if !matches!(arg.node, TreeNode::Path(_)) {
            let finding = self.wrong_arguments(function, arg.span);
            return self.tell_all(finding, span);
        }
        let field = self.typed(arg);
        Typed {
            node: Node::Exists(Box::new(field)),
            kind: Kind::Boolean,
            span,
        }
    }

    fn newer(&mut self, function: &Function, left: &Tree, right: &Tree, span: Span) -> Typed {
        let left = self.moment(function, left);
        let right = self.moment(function, right);
        match (left, right) {
            (Some(left), Some(right)) => Typed {
                node: Node::Newer(left, right),
                kind: Kind::Boolean,
                span,
            },
            _ => Typed {
                kind: Kind::Boolean,
                ..Typed::broken(span)
            },
        }
    }

    fn moment(&mut self, function: &Function, arg: &Tree) -> Option<Moment> {
        if let TreeNode::Call(name, args) = &arg.node
            && name.text == DONE
            && let [item] = args.as_slice()
        {
            return match self.item(item) {
                Some(Ok(asked)) => Some(Moment::Done(asked)),
                Some(Err(_)) => None,
                None => {
                    let finding = self.wrong_arguments(function, arg.span);
                    self.findings.push(finding);
                    None
                }
            };
        }
        let date = self.typed(arg);
        match date.kind {
            Kind::Date => Some(Moment::Date(Box::new(date))),
            Kind::Broken => None,
            _ => {
                let finding = self.wrong_arguments(function, arg.span);
                self.findings.push(finding);
                None
            }
        }
    }

    fn written_moment(&mut self, function: &Function, arg: &Tree, span: Span) -> Typed {
        let TreeNode::Text(text) = &arg.node else {
            let finding = self.wrong_arguments(function, arg.span);
            return self.tell_all(finding, span);
        };
        let found = if matches!(function.does, Does::Date) {
            date_in(text).map(|day| (Literal::Date(day), Kind::Date))
        } else {
            time_in(text).map(|time| (Literal::Time(time), Kind::Time))
        };
        match found {
            Some((literal, kind)) => Typed {
                node: Node::Literal(literal),
                kind,
                span,
            },
            None => {
                let what = Message::new("guard-not-a-date").with("text", text.as_str());
                let hint = Message::new("guard-hint-signature").with("signature", function.signature);
                let finding = self.finding(NOT_A_DATE, arg.span, what).hinting(hint);
                self.tell_all(finding, span)
            }
        }
    }

    fn plain(&mut self, function: &Function, plain: &'static Plain, args: &[Tree], span: Span) -> Typed {
        let typed: Vec<Typed> = args.iter().map(|arg| self.typed(arg)).collect();
        let mut fits = true;
        for (arg, takes) in typed.iter().zip(plain.takes) {
            if !takes.accepts(&arg.kind) {
                fits = false;
                let what = Message::new("guard-argument-kind")
                    .with("name", function.name)
                    .with("wanted", takes.message())
                    .with("found", arg.kind.message());
                let hint = Message::new("guard-hint-signature").with("signature", function.signature);
                let finding = self.finding(ARGUMENTS, arg.span, what).hinting(hint);
                self.findings.push(finding);
            }
        }
        let node = if fits {
            Node::Plain(plain, typed)
        } else {
            Node::Broken
        };
        Typed {
            node,
            kind: plain.gives.clone(),
            span,
        }
    }

    fn gather(&mut self, function: &Function, how: Gathering, arg: &Tree, span: Span) -> Typed {
        // A computed column gathers no rows; what is there once for each row may look at all of them.
        let own = matches!(self.rows, Rows::Own(_)) && self.scope.set.is_some();
        if !own && !matches!(self.rows, Rows::Outside) {
            let what = Message::new("guard-nested").with("name", function.name);
            let finding = self
                .finding(COLUMN, span, what)
                .hinting(Message::new("guard-hint-nested"));
            return self.tell_all(finding, span);
        }
        if how == Gathering::Count
            && let Some(rows) = self.all_rows(arg)
        {
            let node = Node::Gathered(Gathered {
                how,
                rows,
                body: None,
                columns: Vec::new(),
            });
            return Typed {
                node,
                kind: Kind::Number(Number::Integer),
                span,
            };
        }
        let rows_outside = std::mem::replace(&mut self.rows, Rows::Each(None));
        let columns_outside = std::mem::take(&mut self.uses.columns);
        let body = self.typed(arg);
        let columns = std::mem::replace(&mut self.uses.columns, columns_outside);
        let rows = std::mem::replace(&mut self.rows, rows_outside);
        let Some(kind) = gathered_kind(how, &body.kind) else {
            let finding = self.wrong_arguments(function, arg.span);
            return self.tell_all(finding, span);
        };
        let Rows::Each(Some(whose)) = rows else {
            if body.kind.is_broken() {
                return Typed {
                    kind,
                    ..Typed::broken(span)
                };
            }
            let what = Message::new("guard-no-column").with("name", function.name);
            let hint = Message::new("guard-hint-signature").with("signature", function.signature);
            let finding = self.finding(COLUMN, arg.span, what).hinting(hint);
            return self.tell_all(finding, span);
        };
        let node = Node::Gathered(Gathered {
            how,
            rows: self.gone_through(whose),
            body: Some(Box::new(body)),
            columns: columns.into_iter().collect(),
        });
        Typed { node, kind, span }
    }

    /// A list, or a decision table that gives rows, by its name alone.
    fn all_rows(&mut self, arg: &Tree) -> Option<Gone> {
        let TreeNode::Path(names) = &arg.node else {
            return None;
        };
        match resolve(&self.flow.data, self.scope, names) {
            Ok(Found {
                field, list: None, ..
            }) if matches!(field.kind, FieldKind::List { .. }) => Some(Gone::List(stored(field))),
            Ok(_) => None,
            Err(_) => {
                let [name] = names.as_slice() else { return None };
                let (number, decider) = self.table.decides(&name.text)?;
                decider
                    .hit
                    .gives_rows()
                    .then(|| self.gone_through(Whose::Table(number)))
            }
        }
    }

    fn gone_through(&mut self, whose: Whose<'_>) -> Gone {
        match whose {
            Whose::List(list) => Gone::List(stored(list)),
            Whose::Table(number) => {
                let decider = self.table.decider(number);
                if let Some(decider) = decider {
                    self.use_all(&decider.uses);
                }
                Gone::Decided(
                    number,
                    Shown {
                        title: decider.map_or_else(|| crate::text::Text::danish(""), |one| one.title.clone()),
                        sensitive: decider.is_some_and(|one| one.sensitive),
                    },
                )
            }
        }
    }
}

/// The date that a text names: year, month and day.
pub(super) fn date_in(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// The time of day that a text names: hours and minutes.
pub(super) fn time_in(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

/// What comes of gathering values of this kind; none where they cannot be gathered so.
fn gathered_kind(how: Gathering, body: &Kind) -> Option<Kind> {
    let kind = match (how, body) {
        (Gathering::All | Gathering::Any | Gathering::None, Kind::Boolean | Kind::Broken) => Kind::Boolean,
        (Gathering::Count, Kind::Boolean | Kind::Broken) => Kind::Number(Number::Integer),
        (Gathering::Sum, Kind::Number(Number::Level(..))) => Kind::Number(Number::Integer),
        (Gathering::Sum, Kind::Number(_) | Kind::Broken) => body.clone(),
        (Gathering::Min | Gathering::Max, kind) if kind.has_order() => body.clone(),
        _ => return None,
    };
    Some(kind)
}
