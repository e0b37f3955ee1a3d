//! From characters to words and signs.

/// The longest expression that is read, in characters: more is a program.
const MAX_CHARS: usize = 4_000;

/// A word or sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// A name or a word of the language; names of several words are joined later.
    Name(String),
    Number(String),
    Text(String),
    /// One of [`SIGNS`].
    Sign(&'static str),
}

/// Every sign, those that others begin with last.
const SIGNS: [&str; 28] = [
    "===", "!==", "==", "!=", "<>", "<=", ">=", "&&", "||", "?.", "..", "=", "<", ">", "!", "+", "-", "*",
    "/", "%", "(", ")", "[", "]", ",", ".", ":", "?",
];

/// The words and signs of a text; none where something in it is neither.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    if text.chars().count() > MAX_CHARS {
        return None;
    }
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '\'' | '"' => quoted(rest, first)?,
            _ if first.is_ascii_digit() => number(rest),
            _ if is_name_start(first) => name(rest),
            _ => sign(rest)?,
        };
        found.push(token);
        rest = after.trim_start();
    }
    Some(found)
}

fn is_name_start(character: char) -> bool {
    character.is_alphabetic() || character == '_' || character == '$' || character == '#'
}

fn name(text: &str) -> (Token, &str) {
    let inside = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, character)| !inside(*character))
        .map_or(text.len(), |(index, _)| index);
    let (name, rest) = text.split_at(end);
    (Token::Name(name.trim_start_matches('#').to_owned()), rest)
}

/// Digits, with a fraction where a digit follows the point.
fn number(text: &str) -> (Token, &str) {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let mut end = digits(text);
    if let Some(fraction) = text.get(end..).and_then(|rest| rest.strip_prefix('.')) {
        let length = digits(fraction);
        if length > 0 {
            end += 1 + length;
        }
    }
    let (number, rest) = text.split_at(end);
    // The letter by which Java knows a long or a float.
    let rest = rest
        .strip_prefix(['L', 'l', 'd', 'f'])
        .filter(|rest| !rest.starts_with(char::is_alphanumeric))
        .unwrap_or(rest);
    (Token::Number(number.to_owned()), rest)
}

fn quoted(text: &str, quote: char) -> Option<(Token, &str)> {
    let mut found = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((index, character)) = characters.next() {
        match character {
            '\\' => found.push(characters.next()?.1),
            _ if character == quote => {
                let rest = text.get(index + quote.len_utf8()..)?;
                // SpEL writes a quote twice.
                if rest.starts_with(quote) {
                    found.push(quote);
                    characters.next();
                } else {
                    return Some((Token::Text(found), rest));
                }
            }
            _ => found.push(character),
        }
    }
    None
}

fn sign(text: &str) -> Option<(Token, &str)> {
    let sign = SIGNS.into_iter().find(|sign| text.starts_with(sign))?;
    Some((Token::Sign(sign), text.get(sign.len()..)?))
}
