//! `pair`: with which flow's cases this flow's are paired, and as which side of the protocol.

use std::collections::BTreeMap;

use crate::flow::code::{MISSING_KEY, NO_PROTOCOL};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::Entry;
use crate::flow::{CASE_ENDED, Field, FieldKind, MessageForm, Pair, Place};
use crate::id::{FieldPath, FlowId, MessageName};
use crate::text::Message;

use super::message::Messages;
use super::protocol::{PROTOCOL, protocol, side};
use super::subcase::{BOUND_AS, bound_as};
use super::texts::from_name;
use super::{At, Reading, keys};

/// The field that says why the other case has ended, where somebody gave a reason.
const REASON: &str = "reason";

keys! {
    /// The other case, and this one's side of the protocol.
    PAIR: PairKeys = "pair" {
        with: must, Shape::Name(Named::Flow);
        r#as = "as": must, Shape::Name(Named::Side);
        other: must, Shape::Name(Named::Party);
        parties: may, BOUND_AS;
    }
}

/// How the flow is paired, and where it is written by when each message is to be answered.
pub(super) struct Written<'n> {
    pub(super) pair: Pair,
    pub(super) dues: BTreeMap<MessageName, &'n Entry>,
}

/// The pair with its protocol; one without the other is told of.
pub(super) fn pair<'n>(
    pair: Option<&'n Entry>,
    written: Option<&'n Entry>,
    out: &mut Reading,
) -> Option<Written<'n>> {
    let read = written.and_then(|entry| protocol(entry, out));
    let Some(entry) = pair else {
        if let Some(written) = written {
            out.missing(MISSING_KEY, written.key.place, "pair", &Shape::Object(&PAIR));
        }
        return None;
    };
    let keys = PairKeys::open(&At::value(entry), out)?;
    let place = keys.with.map_or(entry.key.place, |with| with.value.text_place());
    let with = keys.with.and_then(|with| {
        let text = out.scalar(&with.value, &Shape::Name(Named::Flow))?;
        out.checked(text, place, FlowId::new)
    });
    let other = out.party(keys.other);
    let parties = bound_as(keys.parties, out);
    let Some(read) = read else {
        if written.is_none() {
            no_protocol(with.as_ref(), place, out);
        }
        return None;
    };
    let own = keys.r#as.and_then(|entry| {
        let text = out.scalar(&entry.value, &Shape::Name(Named::Side))?;
        side(text, entry.value.text_place(), &read.protocol.sides, out)
    });
    let pair = Pair {
        with: with?,
        place,
        side: own?,
        other: other?,
        parties,
        protocol: read.protocol,
    };
    Some(Written {
        pair,
        dues: read.dues,
    })
}

fn no_protocol(with: Option<&FlowId>, place: Place, out: &mut Reading) {
    let what = Message::new("flow-no-protocol").with("flow", with.map_or("", FlowId::as_str));
    let hint = Message::new("flow-no-protocol-hint").with("shape", Shape::Object(&PROTOCOL).words());
    out.error(NO_PROTOCOL, place, what, hint);
}

/// What this side hears, as messages that waits can wait for: those of the other side, and that its case has ended.
pub(super) fn heard(pair: &Pair, messages: &mut Messages, out: &mut Reading) {
    let said = pair.protocol.messages.values();
    let forms = said
        .filter(|message| pair.hears(message))
        .map(|message| MessageForm {
            id: message.id.clone(),
            title: message.title.clone(),
            holds: message.holds.clone(),
            place: message.place,
        });
    for form in forms.chain(case_ended(pair)) {
        if let Some(own) = messages.get(&form.id) {
            let what = Message::new("flow-name-twice")
                .with("name", form.id.as_str())
                .with("line", form.place.line);
            out.error(
                crate::flow::code::NAME_TWICE,
                own.place,
                what,
                Message::new("flow-name-twice-hint"),
            );
        }
        messages.insert(form.id.clone(), form);
    }
}

/// That the other case has ended, and why.
fn case_ended(pair: &Pair) -> Option<MessageForm> {
    let path = FieldPath::new(&format!("message.{REASON}")).ok()?;
    let reason = Field {
        optional: true,
        ..Field::plain(path, from_name(REASON), FieldKind::Text, pair.place)
    };
    Some(MessageForm {
        id: MessageName::new(CASE_ENDED).ok()?,
        title: from_name(CASE_ENDED),
        holds: [(REASON.to_owned(), reason)].into_iter().collect(),
        place: pair.place,
    })
}
