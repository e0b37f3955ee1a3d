//! Conditions, read and answered a second time: the part of the expressions that generated flows use.
//!
//! `d.x`, `d.n > 1`, `done(a)`, `owed(a)`, `open(a)`, `skipped(a)`, `times(a) < 2`, `exists(d.x)`, `true`, numbers,
//! and `!`, `&&`, `||`, parentheses over them. A condition has no answer (`None`) where a field is not filled.

/// What a field holds, or an expression gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Plain {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
}

/// The rows of the list, each with its key and what stands in its other column.
pub(crate) type Rows = Vec<(String, Option<bool>)>;

/// What a condition may ask.
pub(crate) trait Asked {
    /// What a field holds, where it is filled.
    fn field(&self, path: &str) -> Option<Plain>;
    /// What a question about an item gives: `done`, `owed`, `open`, `skipped`, `times`.
    fn item(&self, question: &str, item: &str) -> Plain;
}

/// What the expression gives; nothing where that is not known.
pub(crate) fn answer(text: &str, asked: &dyn Asked) -> Option<Plain> {
    let mut words = Words {
        left: cut(text),
        asked,
    };
    let answer = words.any();
    assert!(
        words.left.is_empty(),
        "not read to the end: {text}: {:?}",
        words.left
    );
    answer
}

/// The names, numbers and signs of an expression, the last first.
fn cut(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_name = false;
    for c in text.chars() {
        let name = c.is_alphanumeric() || c == '_' || c == '.';
        let double =
            matches!(c, '&' | '|' | '=') && words.last().is_some_and(|word| "&|=!<>".contains(word.as_str()));
        if let Some(last) = words
            .last_mut()
            .filter(|_| (name && in_name) || (double && !in_name))
        {
            last.push(c);
        } else if !c.is_whitespace() {
            words.push(c.to_string());
        }
        in_name = name;
    }
    words.reverse();
    words
}

struct Words<'a> {
    left: Vec<String>,
    asked: &'a dyn Asked,
}

impl Words<'_> {
    fn take(&mut self, sign: &str) -> bool {
        let found = self.left.last().is_some_and(|word| word == sign);
        if found {
            self.left.pop();
        }
        found
    }

    /// `||`: true as soon as one is, false where all are, otherwise not known.
    fn any(&mut self) -> Option<Plain> {
        let mut found = self.all();
        while self.take("||") {
            let next = self.all();
            found = either(found, next, true);
        }
        found
    }

    /// `&&`: false as soon as one is, true where all are, otherwise not known.
    fn all(&mut self) -> Option<Plain> {
        let mut found = self.compared();
        while self.take("&&") {
            let next = self.compared();
            found = either(found, next, false);
        }
        found
    }

    fn compared(&mut self) -> Option<Plain> {
        let left = self.one();
        for sign in ["==", "!=", "<=", ">=", "<", ">"] {
            if self.take(sign) {
                let right = self.one();
                return Some(Plain::Flag(compare(sign, left?, right?)));
            }
        }
        left
    }

    fn one(&mut self) -> Option<Plain> {
        if self.take("!") {
            return match self.one()? {
                Plain::Flag(flag) => Some(Plain::Flag(!flag)),
                Plain::Number(_) => panic!("not a flag"),
            };
        }
        if self.take("(") {
            let inner = self.any();
            assert!(self.take(")"), "no end of the parenthesis");
            return inner;
        }
        let word = self.left.pop().expect("a word");
        if self.take("(") {
            let of = self.left.pop().expect("a name");
            assert!(self.take(")"), "no end of the parenthesis");
            return Some(match word.as_str() {
                "exists" => Plain::Flag(self.asked.field(&of).is_some()),
                question => self.asked.item(question, &of),
            });
        }
        match word.as_str() {
            "true" => Some(Plain::Flag(true)),
            "false" => Some(Plain::Flag(false)),
            number if number.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(Plain::Number(number.parse().expect("a number")))
            }
            path => self.asked.field(path),
        }
    }
}

/// Two flags, of which one that is `strong` decides.
fn either(left: Option<Plain>, right: Option<Plain>, strong: bool) -> Option<Plain> {
    let strong = Some(Plain::Flag(strong));
    if left == strong || right == strong {
        return strong;
    }
    left.and(right)
}

fn compare(sign: &str, left: Plain, right: Plain) -> bool {
    let (Plain::Number(left), Plain::Number(right)) = (left, right) else {
        return (left == right) == (sign == "==");
    };
    match sign {
        "==" => left == right,
        "!=" => left != right,
        "<=" => left <= right,
        ">=" => left >= right,
        "<" => left < right,
        _ => left > right,
    }
}
