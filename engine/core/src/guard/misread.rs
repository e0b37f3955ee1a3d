//! What is wrong with a text that the parser refused, in words for its author: what stands there tells more than the
//! parser's own reason, so that habits from other languages are recognised.

use super::codes::{NOT_IN_LANGUAGE, OPERATOR, SYNTAX, TOO_LONG};
use super::source::{Source, Span};
use crate::flow::{Code, Diagnostic};
use crate::text::Message;

/// Why the parser stopped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// Deeper than this many levels.
    TooDeep(usize),
    /// A number or text beside `&&` or `||`.
    NotLogic,
    /// A text without its end.
    OpenText,
    /// This token is missing.
    Missing(String),
    /// A token that guards are not made of.
    NotInLanguage,
    /// Anything else.
    Unexpected,
}

/// Symbols that are looked for where the parser stopped, longer ones first, with what their author may have meant.
const SYMBOLS: [(&str, Code, Option<&str>); 31] = [
    ("===", SYNTAX, Some("==")),
    ("!==", SYNTAX, Some("!=")),
    ("<>", SYNTAX, Some("!=")),
    ("=>", SYNTAX, Some(">=")),
    ("=<", SYNTAX, Some("<=")),
    ("=!", SYNTAX, Some("!=")),
    ("&&", SYNTAX, None),
    ("||", SYNTAX, None),
    ("==", SYNTAX, None),
    ("=", SYNTAX, Some("==")),
    ("&", SYNTAX, Some("&&")),
    ("|", SYNTAX, Some("||")),
    ("**", NOT_IN_LANGUAGE, None),
    ("??", NOT_IN_LANGUAGE, None),
    ("?.", NOT_IN_LANGUAGE, Some(".")),
    ("..", NOT_IN_LANGUAGE, None),
    ("++", NOT_IN_LANGUAGE, None),
    ("--", NOT_IN_LANGUAGE, None),
    (":=", NOT_IN_LANGUAGE, Some("==")),
    ("?", NOT_IN_LANGUAGE, None),
    (":", NOT_IN_LANGUAGE, None),
    (";", NOT_IN_LANGUAGE, None),
    ("[", NOT_IN_LANGUAGE, None),
    ("]", NOT_IN_LANGUAGE, None),
    ("{", NOT_IN_LANGUAGE, None),
    ("}", NOT_IN_LANGUAGE, None),
    ("$", NOT_IN_LANGUAGE, None),
    ("#", NOT_IN_LANGUAGE, None),
    ("@", NOT_IN_LANGUAGE, None),
    ("^", NOT_IN_LANGUAGE, None),
    ("~", NOT_IN_LANGUAGE, None),
];

/// The symbol for a word that other languages use.
fn in_words(word: &str) -> Option<&'static str> {
    match word {
        "and" | "AND" | "og" => Some("&&"),
        "or" | "OR" | "eller" => Some("||"),
        "not" | "NOT" | "ikke" => Some("!"),
        _ => None,
    }
}

/// The finding for a fault at this character.
pub(super) fn misread(source: &Source, at: usize, fault: &Fault) -> Diagnostic {
    let span = source.word(at);
    let finding = |code, what| Diagnostic::error(code, source.place(span), what);
    match fault {
        Fault::TooDeep(most) => {
            let most = i64::try_from(*most).unwrap_or(i64::MAX);
            finding(TOO_LONG, Message::new("guard-too-deep").with("most", most))
        }
        Fault::NotLogic => finding(OPERATOR, Message::new("guard-logic-literal")),
        Fault::OpenText => finding(SYNTAX, Message::new("guard-open-text")),
        Fault::Missing(token) if at >= source.whole().end => finding(
            SYNTAX,
            Message::new("guard-missing").with("token", token.as_str()),
        ),
        _ if at >= source.whole().end => finding(SYNTAX, Message::new("guard-unfinished")),
        Fault::Missing(_) | Fault::NotInLanguage | Fault::Unexpected => quoted_otherwise(source, at)
            .or_else(|| closure(source, at))
            .or_else(|| symbol(source, at))
            .unwrap_or_else(|| word(source, span, fault)),
    }
}

fn cannot_stand(source: &Source, span: Span) -> Diagnostic {
    let what = Message::new("guard-syntax").with("found", source.text(span));
    Diagnostic::error(SYNTAX, source.place(span), what)
}

fn not_in_language(source: &Source, span: Span) -> Diagnostic {
    let what = Message::new("guard-not-in-language").with("found", source.text(span));
    Diagnostic::error(NOT_IN_LANGUAGE, source.place(span), what)
}

fn instead(symbol: &str) -> Message {
    Message::new("guard-hint-write").with("text", symbol)
}

/// A text in other quotes than double ones.
fn quoted_otherwise(source: &Source, at: usize) -> Option<Diagnostic> {
    if !matches!(source.character(at), Some('\'' | '`')) {
        return None;
    }
    let span = Span {
        start: at,
        end: source.quoted(at),
    };
    Some(cannot_stand(source, span).hinting(Message::new("guard-hint-quotes")))
}

/// A function without a name, `|row| …`: columns stand for it here.
fn closure(source: &Source, at: usize) -> Option<Diagnostic> {
    let before = (0..at)
        .rev()
        .filter_map(|at| source.character(at))
        .find(|c| !c.is_whitespace());
    if source.character(at) != Some('|') || !matches!(before, None | Some('(' | ',')) {
        return None;
    }
    let end = source.run(at + 1, |c| c != '|') + 1;
    let span = Span {
        start: at,
        end: end.min(source.whole().end),
    };
    Some(not_in_language(source, span).hinting(Message::new("guard-hint-closure")))
}

fn symbol(source: &Source, at: usize) -> Option<Diagnostic> {
    let stands = |symbol: &str| {
        symbol
            .chars()
            .enumerate()
            .all(|(offset, c)| source.character(at + offset) == Some(c))
    };
    let (symbol, code, meant) = SYMBOLS.iter().find(|(symbol, ..)| stands(symbol))?;
    let span = Span {
        start: at,
        end: at + symbol.len(),
    };
    let finding = if *code == SYNTAX {
        cannot_stand(source, span)
    } else {
        not_in_language(source, span)
    };
    Some(match meant {
        Some(meant) => finding.hinting(instead(meant)),
        None => finding,
    })
}

/// A word, or a sign that belongs to the language but not here.
fn word(source: &Source, span: Span, fault: &Fault) -> Diagnostic {
    let found = source.text(span);
    let before = source.word_before(span.start);
    if let Some(symbol) = in_words(&found) {
        cannot_stand(source, span).hinting(instead(symbol))
    } else if let Some(symbol) = in_words(&source.text(before)) {
        cannot_stand(source, before).hinting(instead(symbol))
    } else if found == "in" {
        not_in_language(source, span).hinting(Message::new("guard-hint-in"))
    } else if *fault == Fault::NotInLanguage {
        not_in_language(source, span)
    } else {
        cannot_stand(source, span)
    }
}
