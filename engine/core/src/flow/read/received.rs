//! `starts: {received: …}`: a clock that runs from when something sent is taken to be received.

use crate::calendar::Channel;
use crate::flow::code::NOT_ONE_OF;
use crate::flow::grammar::Shape;
use crate::flow::yaml::{Entry, Node};
use crate::flow::{ClockStart, Received, Sent, SentBy};

use super::references::Target;
use super::scalars::words;
use super::start::{done_item, no_start};
use super::{At, Reading, keys};

/// How something is sent, by the words of a flow file.
const CHANNELS: [&str; 4] = words(&Channel::ALL);

keys! {
    /// What is received, how it is sent, and what shows that it came another day.
    RECEIVED: ReceivedKeys = "received" {
        received: must, Shape::Start;
        channel: must, Shape::Any(&[Shape::OneOf(&CHANNELS), Shape::Path]);
        actual: may, Shape::Path;
        evidence: may, Shape::Path;
    }
}

/// Reads what follows `starts:` where it is a map.
pub(super) fn received(entry: &Entry, out: &mut Reading) -> Option<ClockStart> {
    let keys = ReceivedKeys::open(&At::value(entry), out)?;
    let sent = keys.received.and_then(|entry| sent(&entry.value, out));
    let by = keys.channel.and_then(|entry| sent_by(&entry.value, out));
    let actual = keys
        .actual
        .and_then(|entry| out.path(&entry.value, Target::DateField));
    let evidence = keys
        .evidence
        .and_then(|entry| out.path(&entry.value, Target::FilledField));
    if let (Some(written), None) = (keys.evidence, keys.actual) {
        out.key_not_here(&written.key, &["actual"]);
    }
    Some(ClockStart::Received(Received {
        sent: sent?,
        by: by?,
        actual,
        evidence,
    }))
}

/// `done(item)` or the path of a date.
fn sent(node: &Node, out: &mut Reading) -> Option<Sent> {
    let text = out.scalar(node, &Shape::Start)?;
    if let Some(item) = done_item(text, node.text_place(), out) {
        return item.map(Sent::Done);
    }
    if text.contains('.') {
        let path = out.path_text(text, node.text_place(), Target::DateField);
        return path.map(Sent::On);
    }
    no_start(text, node, out)
}

fn sent_by(node: &Node, out: &mut Reading) -> Option<SentBy> {
    let shape = Shape::OneOf(&CHANNELS);
    let text = out.scalar(node, &shape)?;
    if let Some(channel) = Channel::named(text) {
        return Some(SentBy::Channel(channel));
    }
    if text.contains('.') {
        let path = out.path_text(text, node.text_place(), Target::ChannelField);
        return path.map(SentBy::Field);
    }
    out.not_of_form(NOT_ONE_OF, node.place, text, &shape);
    None
}
