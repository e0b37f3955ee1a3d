//! What the messages of a pair carry, held against the fields that they are given and those that take them over.

use super::compile::Guards;
use super::crossing::{choices_missing, crosses, near};
use super::kind::Kind;
use super::typed::{Literal, Node};
use crate::flow::{
    Code, Diagnostic, Field, FieldKind, Flow, Item, ItemKind, ProtocolMessage, SaidField, Says, TakenField,
};
use crate::id::FieldPath;
use crate::text::Message;

/// The message holds no such field.
const NOT_IN_MESSAGE: Code = Code("F0551");
/// What a message is given, or what takes over from it, does not fit.
const NOT_FIT_MESSAGE: Code = Code("F0552");
/// A field that the message must hold is given nothing.
const LACKS: Code = Code("F0553");

/// Every code that the messages of a pair can give, in order. Each has a message `explain-CODE`.
pub const CARRIED_CODES: &[Code] = &[NOT_IN_MESSAGE, NOT_FIT_MESSAGE, LACKS];

/// Everything that does not fit between a flow's items and what they say and hear.
pub(super) fn check(flow: &Flow, guards: &Guards) -> Vec<Diagnostic> {
    let Some(pair) = &flow.pair else { return Vec::new() };
    let mut findings = Vec::new();
    for item in flow.items.values() {
        if let Some(says) = &item.says
            && let Some(message) = pair.protocol.messages.get(&says.message)
        {
            said(guards, item, says, message, &mut findings);
        }
        if let ItemKind::Wait(wait) = &item.kind
            && let Some(message) = item.awaits().and_then(|name| pair.protocol.messages.get(name))
        {
            let taken = wait.takes.iter();
            findings.extend(taken.filter_map(|taken| self::taken(flow, message, taken)));
        }
    }
    findings
}

fn said(
    guards: &Guards,
    item: &Item,
    says: &Says,
    message: &ProtocolMessage,
    findings: &mut Vec<Diagnostic>,
) {
    findings.extend(
        says.gives
            .iter()
            .filter_map(|given| self::given(guards, item, message, given)),
    );
    let lacking = message
        .holds
        .iter()
        .filter(|(name, field)| !field.optional && says.gives.iter().all(|given| given.field != **name));
    for (name, _) in lacking {
        let what = Message::new("flow-message-lacks")
            .with("message", message.id.as_str())
            .with("field", name.as_str());
        let hint = Message::new("flow-message-lacks-hint").with("field", name.as_str());
        findings.push(Diagnostic::error(LACKS, says.place, what).hinting(hint));
    }
}

/// What a field is given must fit it; of a list, the columns that the message holds.
fn given(guards: &Guards, item: &Item, message: &ProtocolMessage, given: &SaidField) -> Option<Diagnostic> {
    let Some(field) = message.holds.get(&given.field) else {
        return Some(not_in(message, &given.field).at(given.place));
    };
    let gives = guards.gives.get(&item.id)?;
    let (_, guard) = gives
        .iter()
        .find(|(path, _)| path.as_str() == field.path.as_str())?;
    let wanted = Kind::of(&field.kind);
    let chosen = match (&guard.typed().node, &wanted) {
        (Node::Literal(Literal::Text(name)), Kind::Choice(of)) => of.contains_key(name.as_str()),
        _ => false,
    };
    if chosen || holds_at_least(guard.gives(), &wanted) {
        return None;
    }
    let what = Message::new("flow-message-not-fit")
        .with("field", given.field.as_str())
        .with("wanted", wanted.message())
        .with("found", guard.gives().message());
    Some(not_fit(choices_missing(guard.gives(), &wanted).unwrap_or(what)).at(given.place))
}

/// Whether what is given holds what is wanted: of rows and records each part that must be filled, and others may be left.
fn holds_at_least(given: &Kind, wanted: &Kind) -> bool {
    let (Kind::Whole(given), Kind::Whole(wanted)) = (given, wanted) else {
        return given.fits(wanted);
    };
    let (given, wanted) = match (given.as_ref(), wanted.as_ref()) {
        (FieldKind::List { columns: given }, FieldKind::List { columns: wanted })
        | (FieldKind::Record { fields: given }, FieldKind::Record { fields: wanted }) => (given, wanted),
        _ => return false,
    };
    wanted.iter().all(|(name, part)| match given.get(name) {
        Some(own) if own.is.is_none() => Kind::of(&own.kind).fits(&Kind::of(&part.kind)),
        _ => part.optional,
    })
}

/// What takes over must fit; a column is taken by what tells the records apart.
fn taken(flow: &Flow, message: &ProtocolMessage, taken: &TakenField) -> Option<Diagnostic> {
    let Some(theirs) = part(message, &taken.theirs) else {
        return Some(not_in(message, &taken.theirs).at(taken.place));
    };
    let mine = flow.data.field(&taken.mine)?;
    let column_here = taken.mine.parts().count() > 2;
    let column_there = taken.theirs.contains('.');
    if column_here != column_there || (column_here && !can_merge(flow, message, taken)) {
        let what = Message::new("flow-taken-apart")
            .with("field", taken.mine.as_str())
            .with("theirs", taken.theirs.as_str());
        let hint = Message::new("flow-taken-apart-hint");
        return Some(Diagnostic::error(NOT_FIT_MESSAGE, taken.place, what).hinting(hint));
    }
    let (found, wanted) = (Kind::of(&theirs.kind), Kind::of(&mine.kind));
    if crosses(&found, &wanted) {
        return None;
    }
    let what = Message::new("flow-message-taken-not-fit")
        .with("field", taken.mine.as_str())
        .with("theirs", taken.theirs.as_str())
        .with("wanted", wanted.message())
        .with("found", found.message());
    Some(not_fit(choices_missing(&found, &wanted).unwrap_or(what)).at(taken.place))
}

/// A field of the message, or a column or part of one.
fn part<'m>(message: &'m ProtocolMessage, name: &str) -> Option<&'m Field> {
    let Some((field, inner)) = name.split_once('.') else {
        return message.holds.get(name);
    };
    match &message.holds.get(field)?.kind {
        FieldKind::List { columns: parts } => parts.get(inner),
        _ => None,
    }
}

/// Whether the records of both lists can be told apart by a column of one name.
fn can_merge(flow: &Flow, message: &ProtocolMessage, taken: &TakenField) -> bool {
    let list = taken.theirs.split('.').next().unwrap_or_default();
    let own = taken.mine.as_str().rsplit_once('.').map_or("", |(list, _)| list);
    let key = message.rows.get(list);
    let path = key.and_then(|key| FieldPath::new(&format!("{own}.{key}")).ok());
    path.is_some_and(|path| flow.data.field(&path).is_some())
}

/// A finding whose place is not known yet.
struct Found {
    code: Code,
    what: Message,
    hint: Message,
}

impl Found {
    fn at(self, place: crate::flow::Place) -> Diagnostic {
        Diagnostic::error(self.code, place, self.what).hinting(self.hint)
    }
}

fn not_in(message: &ProtocolMessage, name: &str) -> Found {
    let what = Message::new("flow-not-in-message")
        .with("field", name)
        .with("message", message.id.as_str());
    Found {
        code: NOT_IN_MESSAGE,
        what,
        hint: near(name, message.holds.keys().map(String::as_str)),
    }
}

fn not_fit(what: Message) -> Found {
    Found {
        code: NOT_FIT_MESSAGE,
        what,
        hint: Message::new("flow-not-fit-there-hint"),
    }
}
