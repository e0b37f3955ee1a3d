//! Reading a condition: `Amount > 1000 and not (Urgent = true)`, with the signs that tools use for the same.

use super::tree::{Compares, Tree};

/// The longest condition that is read, in characters: what an expression of a flow may have.
const MAX_CHARS: usize = 2_000;

/// How deep brackets may nest: nobody reads deeper.
const MAX_DEPTH: usize = 40;

/// Where a condition stops being one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::import::dcr) struct NotSpoken {
    /// What stands there.
    pub(in crate::import::dcr) at: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Token {
    Word(String),
    Number(String),
    Text(String),
    Sign(&'static str),
}

impl Token {
    fn shown(&self) -> String {
        match self {
            Self::Word(text) | Self::Number(text) => text.clone(),
            Self::Text(text) => format!("\"{text}\""),
            Self::Sign(sign) => (*sign).to_owned(),
        }
    }
}

/// Signs, the longer before those that they begin with.
const SIGNS: [&str; 20] = [
    "&&", "||", "==", "!=", "<>", "<=", ">=", "=", "<", ">", "!", "+", "-", "*", "/", "(", ")", "≠", "≤", "≥",
];

/// The condition as a tree.
///
/// # Errors
/// Where it is in no language that is spoken here.
pub(in crate::import::dcr) fn parse(text: &str) -> Result<Tree, NotSpoken> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        next: 0,
        depth: 0,
    };
    let tree = parser.any()?;
    match parser.peek() {
        None => Ok(tree),
        Some(_) => Err(parser.stopped()),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, NotSpoken> {
    let stop = |rest: &str| NotSpoken {
        at: rest.chars().take(MAX_SHOWN).collect(),
    };
    if text.chars().count() > MAX_CHARS {
        return Err(stop(text));
    }
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            let number = rest
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(rest.len());
            let written = rest.get(..number).unwrap_or_default();
            if written.ends_with('.') || written.matches('.').count() > 1 {
                return Err(stop(rest));
            }
            found.push(Token::Number(written.to_owned()));
            number
        } else if first.is_alphabetic() || first == '_' {
            let word = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            found.push(Token::Word(rest.get(..word).unwrap_or_default().to_owned()));
            word
        } else if first == '"' || first == '\'' {
            let inner = rest.get(1..).unwrap_or_default();
            let end = inner.find(first).ok_or_else(|| stop(rest))?;
            found.push(Token::Text(inner.get(..end).unwrap_or_default().to_owned()));
            end + 2
        } else {
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
            let sign = sign.ok_or_else(|| stop(rest))?;
            found.push(Token::Sign(sign));
            sign.len()
        };
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    Ok(found)
}

/// How much of what is not understood is shown, in characters.
const MAX_SHOWN: usize = 40;

struct Parser<'t> {
    tokens: &'t [Token],
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn stopped(&self) -> NotSpoken {
        NotSpoken {
            at: self.peek().map_or_else(|| "…".to_owned(), Token::shown),
        }
    }

    /// Whether the next is one of these words or signs, which is then taken.
    fn takes(&mut self, words: &[&str]) -> bool {
        let takes = match self.peek() {
            Some(Token::Word(word)) => words.iter().any(|one| word.eq_ignore_ascii_case(one)),
            Some(Token::Sign(sign)) => words.contains(sign),
            _ => false,
        };
        self.next += usize::from(takes);
        takes
    }

    fn any(&mut self) -> Result<Tree, NotSpoken> {
        let mut parts = vec![self.all()?];
        while self.takes(&["or", "||"]) {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Tree::Or))
    }

    fn all(&mut self) -> Result<Tree, NotSpoken> {
        let mut parts = vec![self.not()?];
        while self.takes(&["and", "&&"]) {
            parts.push(self.not()?);
        }
        Ok(one_or(parts, Tree::And))
    }

    fn not(&mut self) -> Result<Tree, NotSpoken> {
        if !self.takes(&["not", "!"]) {
            return self.comparison();
        }
        self.deeper()?;
        let inner = self.not()?;
        self.depth -= 1;
        Ok(Tree::Not(Box::new(inner)))
    }

    fn comparison(&mut self) -> Result<Tree, NotSpoken> {
        let left = self.sum()?;
        let compares = match self.peek() {
            Some(Token::Sign("=" | "==")) => Compares::Equal,
            Some(Token::Sign("!=" | "<>" | "≠")) => Compares::Different,
            Some(Token::Sign("<")) => Compares::Less,
            Some(Token::Sign("<=" | "≤")) => Compares::AtMost,
            Some(Token::Sign(">")) => Compares::More,
            Some(Token::Sign(">=" | "≥")) => Compares::AtLeast,
            _ => return Ok(left),
        };
        self.next += 1;
        Ok(Tree::Compare(compares, Box::new(left), Box::new(self.sum()?)))
    }

    fn sum(&mut self) -> Result<Tree, NotSpoken> {
        let mut left = self.product()?;
        while let Some(Token::Sign(sign @ ("+" | "-"))) = self.peek() {
            let sign = if *sign == "+" { '+' } else { '-' };
            self.next += 1;
            left = Tree::Reckon(sign, Box::new(left), Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Tree, NotSpoken> {
        let mut left = self.value()?;
        while let Some(Token::Sign(sign @ ("*" | "/"))) = self.peek() {
            let sign = if *sign == "*" { '*' } else { '/' };
            self.next += 1;
            left = Tree::Reckon(sign, Box::new(left), Box::new(self.value()?));
        }
        Ok(left)
    }

    fn value(&mut self) -> Result<Tree, NotSpoken> {
        let Some(token) = self.peek().cloned() else {
            return Err(self.stopped());
        };
        let stopped = self.stopped();
        self.next += 1;
        Ok(match token {
            Token::Word(word) if word.eq_ignore_ascii_case("true") => Tree::Boolean(true),
            Token::Word(word) if word.eq_ignore_ascii_case("false") => Tree::Boolean(false),
            Token::Word(word) => Tree::Variable(word),
            Token::Number(number) => Tree::Number(number),
            Token::Text(text) => Tree::Text(text),
            Token::Sign("-") => {
                self.deeper()?;
                let inner = self.value()?;
                self.depth -= 1;
                Tree::Minus(Box::new(inner))
            }
            Token::Sign("(") => {
                self.deeper()?;
                let inner = self.any()?;
                self.depth -= 1;
                if !self.takes(&[")"]) {
                    return Err(self.stopped());
                }
                inner
            }
            Token::Sign(_) => return Err(stopped),
        })
    }

    fn deeper(&mut self) -> Result<(), NotSpoken> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            Err(self.stopped())
        } else {
            Ok(())
        }
    }
}

fn one_or(mut parts: Vec<Tree>, several: impl Fn(Vec<Tree>) -> Tree) -> Tree {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        several(parts)
    }
}
