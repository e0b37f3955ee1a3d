//! Which language an expression is in.

/// How a language takes values that are not there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::import::cmmn) enum Speech {
    /// Two truth values: null is unequal to everything, and `not` of it is true (JUEL, SpEL, scripts).
    Two,
    /// Three truth values (FEEL).
    Three,
}

/// What is known of the language of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::import::cmmn) enum Spoken {
    /// It is one that is read here.
    Known(Speech),
    /// Nothing is said, or only what tools write whatever the language is.
    Unsaid,
    /// It is another one.
    Foreign,
}

/// Words in the names of languages that are read here, and how each takes what is not there.
const KNOWN: [(&str, Speech); 11] = [
    ("feel", Speech::Three),
    ("juel", Speech::Two),
    ("uel", Speech::Two),
    ("jexl", Speech::Two),
    ("spel", Speech::Two),
    ("spring", Speech::Two),
    ("mvel", Speech::Two),
    // Java too, and what is named after it.
    ("java", Speech::Two),
    ("jakarta", Speech::Two),
    ("ecmascript", Speech::Two),
    ("groovy", Speech::Two),
];

/// What CMMN takes a language to be where a model says nothing, and what tools write without meaning it.
const UNMEANT: [&str; 2] = ["xpath", "unspecified"];

/// What is known of an expression from the language that it, or else its model, names. An expression in `${…}` or
/// `#{…}` is JUEL whatever is said.
pub(in crate::import::cmmn) fn spoken(text: &str, own: Option<&str>, of_model: Option<&str>) -> Spoken {
    let text = text.trim();
    if text.starts_with("${") || text.starts_with("#{") {
        return Spoken::Known(Speech::Two);
    }
    let (said, own) = match (own.map(str::trim), of_model.map(str::trim)) {
        (Some(said), _) if !said.is_empty() => (said.to_lowercase(), true),
        (_, Some(said)) if !said.is_empty() => (said.to_lowercase(), false),
        _ => return Spoken::Unsaid,
    };
    if let Some((_, speech)) = KNOWN.iter().find(|(word, _)| said.contains(word)) {
        return Spoken::Known(*speech);
    }
    if !own && UNMEANT.iter().any(|word| said.contains(word)) {
        return Spoken::Unsaid;
    }
    Spoken::Foreign
}
