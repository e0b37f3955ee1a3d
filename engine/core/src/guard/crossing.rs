//! What goes into sub-cases and comes out of them, held against the flows that they run by.

use indexmap::IndexMap;

use super::compile::Guards;
use super::kind::Kind;
use super::typed::{Literal, Node};
use crate::flow::{
    BoundAs, Code, Diagnostic, Field, FieldKind, Flow, Given, Item, ItemKind, Place, SubcaseOf, Taken,
    nearest,
};
use crate::id::{FieldPath, FlowId};
use crate::text::Message;

/// No flow has the name by which a sub-case is to run (warning).
const NO_FLOW: Code = Code("F0541");
/// What is handed into a sub-case, or taken out, its flow does not have.
const NO_FIELD_THERE: Code = Code("F0542");
/// What is handed into a sub-case, or taken out, does not fit there.
const NOT_FIT_THERE: Code = Code("F0543");
/// The sub-case's flow has no such party, or fewer can be bound to it.
const NO_PARTY_THERE: Code = Code("F0544");

/// Every code that sub-cases can give, in order. Each has a message `explain-CODE`.
pub const SUBCASE_CODES: &[Code] = &[NO_FLOW, NO_FIELD_THERE, NOT_FIT_THERE, NO_PARTY_THERE];

/// A flow with its guards, as others look at it.
#[derive(Clone, Copy, Debug)]
pub struct Linked<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// Its guards.
    pub guards: &'a Guards,
}

/// What does not fit between the sub-cases of a flow and the flows that they run by; `known` gives those. A flow that is
/// not known is a warning, since it may come to be known before the first sub-case begins.
#[must_use]
pub fn check_subcases<'a>(own: Linked<'a>, known: &dyn Fn(&FlowId) -> Option<Linked<'a>>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for item in own.flow.items.values() {
        let ItemKind::Subcase(of) = &item.kind else {
            continue;
        };
        let there = if of.flow == own.flow.id {
            Some(own)
        } else {
            known(&of.flow)
        };
        match there {
            Some(there) => Crossing { own, there, item, of }.check(&mut findings),
            None => {
                let what = Message::new("flow-no-flow").with("flow", of.flow.as_str());
                let warning = Diagnostic::warning(NO_FLOW, of.place, what);
                findings.push(warning.hinting(Message::new("flow-no-flow-hint")));
            }
        }
    }
    findings
}

/// One item and the flow of its sub-case.
struct Crossing<'a> {
    own: Linked<'a>,
    there: Linked<'a>,
    item: &'a Item,
    of: &'a SubcaseOf,
}

impl Crossing<'_> {
    fn check(&self, findings: &mut Vec<Diagnostic>) {
        findings.extend(self.of.gives.iter().filter_map(|given| self.given(given)));
        findings.extend(self.of.takes.iter().filter_map(|taken| self.taken(taken)));
        findings.extend(self.of.parties.iter().filter_map(|bound| self.bound(bound)));
    }

    /// What is handed in must be a field there that is filled, and fit it.
    fn given(&self, given: &Given) -> Option<Diagnostic> {
        let field = match self.field_there(&given.theirs, given.place) {
            Ok(field) => field,
            Err(finding) => return Some(*finding),
        };
        let told = |what: Message| {
            let hint = Message::new("flow-not-fit-there-hint");
            Some(Diagnostic::error(NOT_FIT_THERE, given.place, what).hinting(hint))
        };
        if field.is.is_some() {
            let what = Message::new("flow-given-computed").with("field", given.theirs.as_str());
            return told(what);
        }
        let mut gives = self.own.guards.gives.get(&self.item.id).into_iter().flatten();
        let (_, guard) = gives.find(|(path, _)| *path == given.theirs)?;
        let wanted = Kind::of(&field.kind);
        let chosen = match (&guard.typed().node, &wanted) {
            (Node::Literal(Literal::Text(name)), Kind::Choice(of)) => of.contains_key(name.as_str()),
            _ => false,
        };
        if chosen || crosses(guard.gives(), &wanted) {
            return None;
        }
        let what = Message::new("flow-given-not-fit")
            .with("field", given.theirs.as_str())
            .with("wanted", wanted.message())
            .with("found", guard.gives().message());
        told(choices_missing(guard.gives(), &wanted).unwrap_or(what))
    }

    /// What is taken out must be a field there, and fit this one.
    fn taken(&self, taken: &Taken) -> Option<Diagnostic> {
        let theirs = match self.field_there(&taken.theirs, taken.place) {
            Ok(field) => field,
            Err(finding) => return Some(*finding),
        };
        let told = |what: Message| {
            let hint = Message::new("flow-not-fit-there-hint");
            Some(Diagnostic::error(NOT_FIT_THERE, taken.place, what).hinting(hint))
        };
        let mine = self.own.flow.data.field(&taken.mine)?;
        let list = self
            .own
            .flow
            .set_of(&self.item.id)
            .and_then(|(_, each)| each.list());
        let column_of = |list: &FieldPath| taken.mine.as_str().starts_with(&format!("{list}."));
        if taken.mine.parts().count() > 2 && !list.is_some_and(column_of) {
            let what = Message::new("flow-taken-column").with("field", taken.mine.as_str());
            return told(what);
        }
        let computed = self.there.guards.is.get(&theirs.path);
        let found = computed.map_or_else(|| Kind::of(&theirs.kind), |guard| guard.gives().clone());
        let wanted = Kind::of(&mine.kind);
        if crosses(&found, &wanted) {
            return None;
        }
        let what = Message::new("flow-taken-not-fit")
            .with("field", taken.mine.as_str())
            .with("theirs", taken.theirs.as_str())
            .with("wanted", wanted.message())
            .with("found", found.message());
        told(choices_missing(&found, &wanted).unwrap_or(what))
    }

    /// A party must be there, and bear as many as are bound here.
    fn bound(&self, bound: &BoundAs) -> Option<Diagnostic> {
        let there = self.there.flow;
        let what = match there.parties.get(&bound.theirs) {
            None => Message::new("flow-no-party-there"),
            Some(theirs) if !theirs.many && self.own.flow.parties.get(&bound.mine)?.many => {
                Message::new("flow-one-only-there")
            }
            Some(_) => return None,
        };
        let what = what
            .with("party", bound.theirs.as_str())
            .with("flow", there.id.as_str());
        let hint = if there.parties.contains_key(&bound.theirs) {
            Message::new("flow-one-only-there-hint")
        } else {
            let names = there.parties.keys().map(crate::id::PartyId::as_str);
            near(bound.theirs.as_str(), names)
        };
        Some(Diagnostic::error(NO_PARTY_THERE, bound.place, what).hinting(hint))
    }

    fn field_there(&self, path: &FieldPath, place: Place) -> Result<&Field, Box<Diagnostic>> {
        let there = self.there.flow;
        there.data.field(path).ok_or_else(|| {
            let what = Message::new("flow-no-field-there")
                .with("field", path.as_str())
                .with("flow", there.id.as_str());
            let names: Vec<&str> = there.data.fields().map(|field| field.path.as_str()).collect();
            let hint = near(path.as_str(), names.into_iter());
            Box::new(Diagnostic::error(NO_FIELD_THERE, place, what).hinting(hint))
        })
    }
}

/// Which choices cannot be held, where both sides are choices.
pub(super) fn choices_missing(given: &Kind, wanted: &Kind) -> Option<Message> {
    let (Kind::Choice(given), Kind::Choice(wanted)) = (given, wanted) else {
        return None;
    };
    let missing = given.keys().filter(|name| !wanted.contains_key(*name)).cloned();
    Some(Message::new("guard-choices-missing").with("choices", missing.collect::<Vec<_>>()))
}

pub(super) fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Message {
    nearest(name, known).map_or_else(
        || Message::new("flow-no-such-there-hint"),
        |near| Message::new("flow-did-you-mean").with("word", near),
    )
}

/// Whether what one flow holds can be held by the other: of rows and records, part by part.
pub(super) fn crosses(given: &Kind, wanted: &Kind) -> bool {
    let (Kind::Whole(given), Kind::Whole(wanted)) = (given, wanted) else {
        return given.fits(wanted);
    };
    match (given.as_ref(), wanted.as_ref()) {
        (FieldKind::List { columns: given }, FieldKind::List { columns: wanted })
        | (FieldKind::Record { fields: given }, FieldKind::Record { fields: wanted }) => {
            parts_cross(given, wanted)
        }
        _ => false,
    }
}

fn parts_cross(given: &IndexMap<String, Field>, wanted: &IndexMap<String, Field>) -> bool {
    let mut stored = given.iter().filter(|(_, part)| part.is.is_none());
    stored.all(|(name, part)| {
        let there = wanted.get(name).filter(|there| there.is.is_none());
        there.is_some_and(|there| crosses(&Kind::of(&part.kind), &Kind::of(&there.kind)))
    })
}
