//! The two flows of a pair, held against each other: that they are each other's, speak by one protocol, and that each thing
//! that is to be said can come to be said.

use std::collections::BTreeSet;

use super::crossing::{Linked, crosses, near};
use super::kind::Kind;
use crate::flow::{
    After, Code, Diagnostic, Field, Flow, Happening, Item, ItemKind, Pair, Place, Protocol, ProtocolMessage,
    WaitFor,
};
use crate::id::{FlowId, ItemId, MessageName, PartyId};
use crate::text::Message;

/// No flow has the name of the pair's other flow (warning).
const NO_OTHER_FLOW: Code = Code("F0561");
/// The other flow is not paired with this one, or is the same side.
const NOT_EACH_OTHERS: Code = Code("F0562");
/// The two flows do not speak by the same protocol.
const PROTOCOLS_DIFFER: Code = Code("F0563");
/// The other flow has no such party, or fewer can be bound to it.
const NO_PARTY_THERE: Code = Code("F0564");
/// A message can never come to be said, for each waits for the other.
const NEVER_SAID: Code = Code("F0565");

/// Every code that the two flows of a pair can give, in order. Each has a message `explain-CODE`.
pub const PAIR_CODES: &[Code] = &[
    NO_OTHER_FLOW,
    NOT_EACH_OTHERS,
    PROTOCOLS_DIFFER,
    NO_PARTY_THERE,
    NEVER_SAID,
];

/// What does not fit between a flow and the one that it is paired with; `known` gives that. One that is not known is a
/// warning, since it may come to be known before the first pair begins.
#[must_use]
pub fn check_pair<'a>(own: Linked<'a>, known: &dyn Fn(&FlowId) -> Option<Linked<'a>>) -> Vec<Diagnostic> {
    let Some(pair) = &own.flow.pair else {
        return Vec::new();
    };
    let Some(there) = known(&pair.with) else {
        let what = Message::new("flow-no-other-flow").with("flow", pair.with.as_str());
        let warning = Diagnostic::warning(NO_OTHER_FLOW, pair.place, what);
        return vec![warning.hinting(Message::new("flow-no-other-flow-hint"))];
    };
    let mut findings = Vec::new();
    let error = |code, place, key: &str| {
        let what = Message::new(key).with("flow", pair.with.as_str());
        Diagnostic::error(code, place, what).hinting(Message::new(&format!("{key}-hint")))
    };
    let back = there.flow.pair.as_ref().filter(|back| back.with == own.flow.id);
    let Some(back) = back.filter(|back| back.side != pair.side) else {
        findings.push(error(NOT_EACH_OTHERS, pair.place, "flow-not-each-others"));
        return findings;
    };
    if !alike(&pair.protocol, &back.protocol) {
        findings.push(error(PROTOCOLS_DIFFER, pair.place, "flow-protocols-differ"));
        return findings;
    }
    findings.extend(
        pair.parties
            .iter()
            .filter_map(|bound| party(own.flow, there.flow, bound)),
    );
    findings.extend(never_said(own.flow, there.flow, pair));
    findings
}

/// Whether two protocols say the same; what people call things may differ.
fn alike(one: &Protocol, other: &Protocol) -> bool {
    let same_sides = one.sides.keys().eq(other.sides.keys());
    let same = |(one, other): (&ProtocolMessage, &ProtocolMessage)| {
        let owed = |message: &ProtocolMessage| message.owes.as_ref().map(|owed| owed.message.clone());
        let held = |message: &ProtocolMessage| {
            let fields = message.holds.iter();
            fields
                .map(|(name, field)| {
                    (
                        name.clone(),
                        field.optional,
                        format!("{:?}", Kind::of(&field.kind).message()),
                    )
                })
                .collect::<Vec<_>>()
        };
        let kinds = |(one, other): (&Field, &Field)| {
            let (one, other) = (Kind::of(&one.kind), Kind::of(&other.kind));
            crosses(&one, &other) && crosses(&other, &one)
        };
        one.id == other.id
            && one.by == other.by
            && one.rows == other.rows
            && one.after == other.after
            && one.answers == other.answers
            && (one.repeats, one.at_most, one.ends) == (other.repeats, other.at_most, other.ends)
            && owed(one) == owed(other)
            && held(one) == held(other)
            && one.holds.values().zip(other.holds.values()).all(kinds)
    };
    same_sides
        && one.messages.len() == other.messages.len()
        && one.messages.values().zip(other.messages.values()).all(same)
}

/// A party must be there, and bear as many as are bound here.
fn party(own: &Flow, there: &Flow, bound: &crate::flow::BoundAs) -> Option<Diagnostic> {
    let (key, hint) = match there.parties.get(&bound.theirs) {
        None => {
            let names = there.parties.keys().map(PartyId::as_str);
            ("flow-no-party-there", near(bound.theirs.as_str(), names))
        }
        Some(theirs) if !theirs.many && own.parties.get(&bound.mine)?.many => {
            ("flow-one-only-there", Message::new("flow-one-only-there-hint"))
        }
        Some(_) => return None,
    };
    let what = Message::new(key)
        .with("party", bound.theirs.as_str())
        .with("flow", there.id.as_str());
    Some(Diagnostic::error(NO_PARTY_THERE, bound.place, what).hinting(hint))
}

/// Messages of this side that nobody can ever come to say, each where it is said.
fn never_said(own: &Flow, there: &Flow, pair: &Pair) -> Vec<Diagnostic> {
    let course = Course::of(own, there, &pair.protocol);
    let mut findings = Vec::new();
    for message in pair
        .protocol
        .messages
        .values()
        .filter(|message| pair.says(message))
    {
        if course.said.contains(&(&own.id, &message.id)) {
            continue;
        }
        let says = |item: &&Item| item.says.as_ref().is_some_and(|says| says.message == message.id);
        let Some(item) = own.items.values().find(says) else {
            continue;
        };
        let place = item.says.as_ref().map_or(pair.place, |says| says.place);
        findings.push(course.told(own, item, message, place));
    }
    findings
}

/// How far two flows can come together, where everything that people and time may do is done.
struct Course<'a> {
    protocol: &'a Protocol,
    /// Messages, each with the flow that says it.
    said: BTreeSet<(&'a FlowId, &'a MessageName)>,
    happened: BTreeSet<(&'a FlowId, &'a ItemId)>,
}

impl<'a> Course<'a> {
    /// Goes on until nothing more can happen: each pass adds something, or is the last.
    fn of(own: &'a Flow, there: &'a Flow, protocol: &'a Protocol) -> Self {
        let mut course = Self {
            protocol,
            said: BTreeSet::new(),
            happened: BTreeSet::new(),
        };
        let most = own.items.len().saturating_add(there.items.len());
        for _ in 0..=most {
            let before = course.happened.len();
            for flow in [own, there] {
                for item in flow.items.values() {
                    if course.can_happen(flow, item) {
                        course.happened.insert((&flow.id, &item.id));
                        course
                            .said
                            .extend(item.says.iter().map(|says| (&flow.id, &says.message)));
                    }
                }
            }
            if course.happened.len() == before {
                break;
            }
        }
        course
    }

    fn can_happen(&self, flow: &Flow, item: &Item) -> bool {
        self.lacking(flow, item).is_empty() && self.unsaid(flow, item).is_empty()
    }

    /// What must happen in its own flow first, and cannot.
    fn lacking<'i>(&self, flow: &Flow, item: &'i Item) -> Vec<&'i ItemId> {
        let can = |other: &&ItemId| self.happened.contains(&(&flow.id, *other));
        let missing = |items: &'i [ItemId]| items.iter().filter(|other| !can(other));
        let mut lacking: Vec<&ItemId> = item.parent.iter().filter(|stage| !can(stage)).collect();
        // A stage happens as soon as it begins: what lies in it does so in it.
        match &item.after {
            None => {}
            Some(After::All(items)) => lacking.extend(missing(items)),
            Some(After::Any(items) | After::Coming(items)) if !items.iter().any(|other| can(&other)) => {
                lacking.extend(items);
            }
            Some(After::AtLeast(count, items)) => {
                let come = items.iter().filter(can).count();
                if u32::try_from(come).is_ok_and(|come| come < *count) {
                    lacking.extend(missing(items));
                }
            }
            Some(_) => {}
        }
        let cued = |happening: &Happening| match happening {
            Happening::Item(_, source) => can(&source),
            Happening::Field(..) => true,
        };
        let opened = item.opened_by.is_empty() || item.opened_by.iter().any(|cue| cue.all.iter().all(cued));
        if !opened {
            let sources = item.opened_by.iter().flat_map(|cue| &cue.all);
            lacking.extend(sources.filter_map(|happening| match happening {
                Happening::Item(_, source) => Some(source),
                Happening::Field(..) => None,
            }));
        }
        lacking
    }

    /// What must be said first, and cannot: by the other case what the item waits for, by either what the protocol asks for.
    fn unsaid<'i>(&'i self, flow: &Flow, item: &'i Item) -> Vec<&'i MessageName> {
        let by_other = |name: &MessageName| {
            self.said
                .iter()
                .any(|(by, said)| **by != flow.id && *said == name)
        };
        let by_any = |name: &MessageName| self.said.iter().any(|(_, said)| *said == name);
        let mut unsaid: Vec<&MessageName> = Vec::new();
        if let ItemKind::Wait(wait) = &item.kind {
            let awaited = only_message(wait).filter(|name| self.protocol.messages.contains_key(*name));
            unsaid.extend(awaited.filter(|name| !by_other(name)));
        }
        let says = item.says.as_ref();
        if let Some(message) = says.and_then(|says| self.protocol.messages.get(&says.message)) {
            unsaid.extend(self.protocol.before(message).filter(|name| !by_any(name)));
            if !message.answers.iter().any(by_any) {
                unsaid.extend(&message.answers);
            }
        }
        unsaid
    }

    fn told(&self, flow: &Flow, item: &Item, message: &ProtocolMessage, place: Place) -> Diagnostic {
        let items: Vec<&str> = self.lacking(flow, item).into_iter().map(ItemId::as_str).collect();
        let said: Vec<String> = self
            .unsaid(flow, item)
            .iter()
            .map(|name| name.as_str().to_owned())
            .collect();
        let what = Message::new("flow-never-said")
            .with("message", message.id.as_str())
            .with("item", item.id.as_str());
        let hint = Message::new(if items.is_empty() {
            "flow-never-said-hint"
        } else {
            "flow-never-said-items-hint"
        });
        Diagnostic::error(NEVER_SAID, place, what).hinting(hint.with("items", items).with("messages", said))
    }
}

/// The message that alone ends a wait.
fn only_message(wait: &WaitFor) -> Option<&MessageName> {
    wait.message.as_ref().filter(|_| !wait.ends_by_time())
}
