//! From words and signs to a tree. What is not understood whole gives no tree at all.

use super::tokens::{Token, tokens};
use super::tree::{Comparison, Tree};

/// How deep an expression may nest: deeper than anyone reads.
const MAX_DEPTH: usize = 40;

/// How many names may follow each other in one name (FEEL has names with spaces).
const MAX_WORDS: usize = 8;

/// Words that are never part of a name.
const WORDS: [&str; 26] = [
    "and",
    "or",
    "not",
    "eq",
    "ne",
    "lt",
    "gt",
    "le",
    "ge",
    "empty",
    "null",
    "nil",
    "true",
    "false",
    "div",
    "mod",
    "in",
    "between",
    "if",
    "then",
    "else",
    "instanceof",
    "matches",
    "some",
    "every",
    "for",
];

/// The prefixes under which engines offer their functions over variables.
const PREFIXES: [&str; 3] = ["vars", "variables", "var"];

/// What scripts and beans call the thing whose variables they ask for.
const SCOPES: [&str; 6] = [
    "execution",
    "caseExecution",
    "caseInstance",
    "planItemInstance",
    "task",
    "variables",
];

/// Reads an expression.
pub(in crate::import::cmmn) fn parse(text: &str) -> Option<Tree> {
    let text = unwrapped(text.trim())?;
    let text = text.trim().trim_end_matches(';');
    let text = text.strip_prefix("return ").unwrap_or(text);
    // The mark by which some tools know an expression from a text.
    let text = text
        .strip_prefix('=')
        .filter(|rest| !rest.starts_with('='))
        .unwrap_or(text);
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let tree = parser.expression()?;
    (parser.at == parser.tokens.len()).then_some(tree)
}

/// Without `${…}` and `#{…}`; where several stand in one text, each in brackets.
fn unwrapped(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${").into_iter().chain(rest.find("#{")).min() {
        let (before, after) = rest.split_at(start);
        let inner = after.get(2..)?;
        let end = closing(inner)?;
        out.push_str(before);
        out.push('(');
        out.push_str(inner.get(..end)?);
        out.push(')');
        rest = inner.get(end + 1..)?;
    }
    out.push_str(rest);
    Some(out)
}

/// Where the brace that was opened before the text closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let mut quote = None;
    for (index, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '{') => depth += 1,
            (None, '}') if depth == 0 => return Some(index),
            (None, '}') => depth -= 1,
            _ => {}
        }
    }
    None
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    /// Takes one of these signs or words, if it comes next.
    fn take(&mut self, wanted: &[&'static str]) -> Option<&'static str> {
        let found = match self.peek()? {
            Token::Sign(sign) => wanted.iter().find(|one| *one == sign),
            Token::Name(name) => wanted
                .iter()
                .find(|one| one.starts_with(char::is_alphabetic) && one.eq_ignore_ascii_case(name)),
            _ => None,
        };
        self.at += usize::from(found.is_some());
        found.copied()
    }

    fn expression(&mut self) -> Option<Tree> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let tree = if self.take(&["if"]).is_some() {
            let when = self.expression()?;
            self.take(&["then"])?;
            let then = self.expression()?;
            self.take(&["else"])?;
            Tree::If(Box::new(when), Box::new(then), Box::new(self.expression()?))
        } else {
            self.choice()?
        };
        self.depth -= 1;
        Some(tree)
    }

    fn choice(&mut self) -> Option<Tree> {
        let when = self.any()?;
        if self.take(&["?"]).is_none() {
            return Some(when);
        }
        let then = self.expression()?;
        self.take(&[":"])?;
        let other = self.expression()?;
        Some(Tree::If(Box::new(when), Box::new(then), Box::new(other)))
    }

    fn any(&mut self) -> Option<Tree> {
        let mut parts = vec![self.all()?];
        while self.take(&["||", "or"]).is_some() {
            parts.push(self.all()?);
        }
        Some(alone(parts, Tree::Any))
    }

    fn all(&mut self) -> Option<Tree> {
        let mut parts = vec![self.compared()?];
        while self.take(&["&&", "and"]).is_some() {
            parts.push(self.compared()?);
        }
        Some(alone(parts, Tree::All))
    }

    fn compared(&mut self) -> Option<Tree> {
        let mut left = self.sum()?;
        loop {
            let signs = [
                "===", "!==", "==", "!=", "<>", "<=", ">=", "=", "<", ">", "eq", "ne", "lt", "gt", "le",
                "ge", "in", "between",
            ];
            let how = match self.take(&signs) {
                None => return Some(left),
                Some("in") => {
                    left = self.among(left)?;
                    continue;
                }
                Some("between") => {
                    let low = self.sum()?;
                    self.take(&["and"])?;
                    let high = self.sum()?;
                    left = within(left, low, high);
                    continue;
                }
                Some("==" | "===" | "=" | "eq") => Comparison::Equal,
                Some("!=" | "!==" | "<>" | "ne") => Comparison::Unequal,
                Some("<" | "lt") => Comparison::Less,
                Some(">" | "gt") => Comparison::More,
                Some("<=" | "le") => Comparison::LessOrEqual,
                Some(_) => Comparison::MoreOrEqual,
            };
            left = Tree::Compare(Box::new(left), how, Box::new(self.sum()?));
        }
    }

    /// `in (1, 2)`, `in [1, 2]` or `in [1..5]`.
    fn among(&mut self, left: Tree) -> Option<Tree> {
        let close = match self.take(&["(", "["])? {
            "(" => ")",
            _ => "]",
        };
        let first = self.sum()?;
        if self.take(&[".."]).is_some() {
            let last = self.sum()?;
            self.take(&["]"])?;
            return (close == "]").then(|| within(left, first, last));
        }
        let mut parts = vec![equal(left.clone(), first)];
        while self.take(&[","]).is_some() {
            parts.push(equal(left.clone(), self.sum()?));
        }
        self.take(&[close])?;
        Some(alone(parts, Tree::Any))
    }

    fn sum(&mut self) -> Option<Tree> {
        let mut left = self.product()?;
        while let Some(sign) = self.take(&["+", "-"]) {
            let right = self.product()?;
            left = Tree::Arithmetic(Box::new(left), sign.chars().next()?, Box::new(right));
        }
        Some(left)
    }

    fn product(&mut self) -> Option<Tree> {
        let mut left = self.one()?;
        while let Some(sign) = self.take(&["*", "/", "%", "div", "mod"]) {
            let sign = match sign {
                "div" => '/',
                "mod" => '%',
                other => other.chars().next()?,
            };
            left = Tree::Arithmetic(Box::new(left), sign, Box::new(self.one()?));
        }
        Some(left)
    }

    fn one(&mut self) -> Option<Tree> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let tree = match self.take(&["!", "not", "-", "empty"]) {
            Some("-") => Tree::Negative(Box::new(self.one()?)),
            Some("empty") => Tree::Empty(Box::new(self.one()?)),
            Some(_) => Tree::Not(Box::new(self.one()?)),
            None => {
                let first = self.primary()?;
                self.inside(first)?
            }
        };
        self.depth -= 1;
        Some(tree)
    }

    fn primary(&mut self) -> Option<Tree> {
        if self.take(&["("]).is_some() {
            let tree = self.expression()?;
            self.take(&[")"])?;
            return Some(tree);
        }
        if let Some(word) = self.take(&["true", "false", "null", "nil"]) {
            return Some(match word {
                "true" => Tree::Truth(true),
                "false" => Tree::Truth(false),
                _ => Tree::Nothing,
            });
        }
        let token = self.peek()?.clone();
        match token {
            Token::Number(number) => {
                self.at += 1;
                Some(Tree::Number(number))
            }
            Token::Text(text) => {
                self.at += 1;
                Some(Tree::Text(text))
            }
            Token::Name(_) => self.named(),
            Token::Sign(_) => None,
        }
    }

    /// A variable, a function of variables, or a date.
    fn named(&mut self) -> Option<Tree> {
        let name = self.name()?;
        if PREFIXES.contains(&name.as_str())
            && let (Some(Token::Sign(":")), Some(Token::Name(function)), Some(Token::Sign("("))) = (
                self.tokens.get(self.at),
                self.tokens.get(self.at + 1),
                self.tokens.get(self.at + 2),
            )
        {
            let function = function.clone();
            self.at += 2;
            let args = self.arguments()?;
            return over_variable(&function, args);
        }
        if matches!(self.peek(), Some(Token::Sign("("))) {
            let args = self.arguments()?;
            return match (name.as_str(), args.as_slice()) {
                ("date", [Tree::Text(day)]) => Some(Tree::Day(day.clone())),
                ("contains", [text, part]) => {
                    Some(Tree::Contains(Box::new(text.clone()), Box::new(part.clone())))
                }
                ("isEmpty" | "empty", [one]) => Some(Tree::Empty(Box::new(one.clone()))),
                _ => None,
            };
        }
        Some(Tree::Variable(vec![name]))
    }

    /// A name of one or more words.
    fn name(&mut self) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        while let Some(Token::Name(name)) = self.peek() {
            if WORDS.iter().any(|word| word.eq_ignore_ascii_case(name)) {
                break;
            }
            words.push(name.clone());
            self.at += 1;
        }
        let fits = !words.is_empty() && words.len() <= MAX_WORDS && words.iter().all(|word| !word.is_empty());
        fits.then(|| words.join(" "))
    }

    fn arguments(&mut self) -> Option<Vec<Tree>> {
        self.take(&["("])?;
        let mut args = Vec::new();
        if self.take(&[")"]).is_some() {
            return Some(args);
        }
        loop {
            args.push(self.expression()?);
            if self.take(&[","]).is_none() {
                self.take(&[")"])?;
                return Some(args);
            }
        }
    }

    /// What follows a value: names, indices and methods.
    fn inside(&mut self, first: Tree) -> Option<Tree> {
        let mut tree = first;
        loop {
            if self.take(&["["]).is_some() {
                let Token::Text(name) = self.peek()?.clone() else {
                    return None;
                };
                self.at += 1;
                self.take(&["]"])?;
                tree = into(tree, name)?;
            } else if self.take(&[".", "?."]).is_some() {
                let name = self.name()?;
                tree = if matches!(self.peek(), Some(Token::Sign("("))) {
                    let args = self.arguments()?;
                    method(tree, &name, args)?
                } else {
                    into(tree, name)?
                };
            } else {
                return Some(tree);
            }
        }
    }
}

/// A part of a variable.
fn into(tree: Tree, name: String) -> Option<Tree> {
    let Tree::Variable(mut path) = tree else {
        return None;
    };
    path.push(name);
    Some(Tree::Variable(path))
}

fn alone(mut parts: Vec<Tree>, several: impl Fn(Vec<Tree>) -> Tree) -> Tree {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        several(parts)
    }
}

fn equal(left: Tree, right: Tree) -> Tree {
    Tree::Compare(Box::new(left), Comparison::Equal, Box::new(right))
}

fn within(value: Tree, low: Tree, high: Tree) -> Tree {
    Tree::All(vec![
        Tree::Compare(Box::new(value.clone()), Comparison::MoreOrEqual, Box::new(low)),
        Tree::Compare(Box::new(value), Comparison::LessOrEqual, Box::new(high)),
    ])
}

/// A method that many languages have.
fn method(tree: Tree, name: &str, mut args: Vec<Tree>) -> Option<Tree> {
    let first = (!args.is_empty()).then(|| args.remove(0));
    if !args.is_empty() {
        return None;
    }
    let scope = matches!(&tree, Tree::Variable(path)
        if path.len() == 1 && path.iter().all(|name| SCOPES.contains(&name.as_str())));
    match (name, first) {
        ("equals", Some(other)) => Some(equal(tree, other)),
        ("contains", Some(part)) => Some(Tree::Contains(Box::new(tree), Box::new(part))),
        ("isEmpty", None) => Some(Tree::Empty(Box::new(tree))),
        ("toString" | "booleanValue" | "intValue" | "longValue" | "doubleValue" | "trim", None) => Some(tree),
        ("getVariable" | "getVariableLocal" | "get", Some(Tree::Text(name))) if scope => {
            Some(Tree::Variable(vec![name]))
        }
        ("hasVariable" | "hasVariableLocal" | "containsKey", Some(Tree::Text(name))) if scope => {
            Some(exists(Tree::Variable(vec![name])))
        }
        ("get", Some(Tree::Text(name))) => into(tree, name),
        _ => None,
    }
}

fn exists(variable: Tree) -> Tree {
    Tree::Compare(Box::new(variable), Comparison::Unequal, Box::new(Tree::Nothing))
}

/// A function that engines offer over a variable, by its name with or without quotes.
fn over_variable(function: &str, args: Vec<Tree>) -> Option<Tree> {
    let mut args = args.into_iter();
    let variable = match args.next()? {
        Tree::Text(name) => Tree::Variable(name.split('.').map(str::to_owned).collect()),
        variable @ Tree::Variable(_) => variable,
        _ => return None,
    };
    let rest: Vec<Tree> = args.collect();
    let compare = |how, rest: Vec<Tree>| match <[Tree; 1]>::try_from(rest) {
        Ok([other]) => Some(Tree::Compare(Box::new(variable.clone()), how, Box::new(other))),
        Err(_) => None,
    };
    let contain = |rest: Vec<Tree>, several: fn(Vec<Tree>) -> Tree| {
        let parts: Vec<Tree> = rest
            .into_iter()
            .map(|part| Tree::Contains(Box::new(variable.clone()), Box::new(part)))
            .collect();
        (!parts.is_empty()).then(|| alone(parts, several))
    };
    match function {
        "equals" | "eq" => compare(Comparison::Equal, rest),
        "notEquals" | "ne" => compare(Comparison::Unequal, rest),
        "lowerThan" | "lessThan" | "lt" => compare(Comparison::Less, rest),
        "lowerThanOrEquals" | "lessThanOrEquals" | "lowerThanOrEqual" | "lessThanOrEqual" | "lte" => {
            compare(Comparison::LessOrEqual, rest)
        }
        "greaterThan" | "gt" => compare(Comparison::More, rest),
        "greaterThanOrEquals" | "greaterThanOrEqual" | "gte" => compare(Comparison::MoreOrEqual, rest),
        "contains" | "containsAll" => contain(rest, Tree::All),
        "containsAny" => contain(rest, Tree::Any),
        "exists" | "exist" if rest.is_empty() => Some(exists(variable)),
        "isEmpty" | "empty" if rest.is_empty() => Some(Tree::Empty(Box::new(variable))),
        "isNotEmpty" | "notEmpty" if rest.is_empty() => {
            Some(Tree::Not(Box::new(Tree::Empty(Box::new(variable)))))
        }
        "get" if rest.is_empty() => Some(variable),
        "getOrDefault" | "getWithDefault" | "get" => match <[Tree; 1]>::try_from(rest) {
            Ok([other]) => Some(Tree::If(
                Box::new(exists(variable.clone())),
                Box::new(variable),
                Box::new(other),
            )),
            Err(_) => None,
        },
        _ => None,
    }
}
