//! What makes clocks stand still: written with the clock, or by name for several clocks.

use crate::calendar::Length;
use crate::flow::code::{NO_SUCH_CLOCK, NOT_CAP};
use crate::flow::grammar::{Named, Shape};
use crate::flow::near::nearest;
use crate::flow::yaml::{Entry, Node};
use crate::flow::{Lasts, Pause, Tunable};
use crate::id::ClockId;
use crate::text::Message;

use super::clock::Clocks;
use super::law::{LAW, law_of};
use super::references::Target;
use super::{At, Reading, keys};

/// How many grounds may make one clock stand still, and how many pauses a flow may name.
const MAX_PAUSES: usize = 20;

/// What follows `pauses:` of a clock.
pub(super) const PAUSES: Shape = Shape::List(&Shape::Object(&PAUSE));

/// What follows `pauses:` of the flow.
pub(super) const NAMED_PAUSES: Shape = Shape::Map(&Shape::Object(&NAMED_PAUSE));

keys! {
    /// What makes the clock stand still.
    PAUSE: PauseKeys = "pause" {
        title: may, Shape::Text;
        r#while = "while": must, Shape::Name(Named::Item);
        ground: must, Shape::Object(&LAW);
        at_most: may, Shape::Length;
        tunable: may, Shape::LengthRange;
    }
}

keys! {
    /// What makes several clocks stand still.
    NAMED_PAUSE: NamedPauseKeys = "named_pause" {
        title: must, Shape::Text;
        r#while = "while": must, Shape::Name(Named::Item);
        ground: must, Shape::Object(&LAW);
        at_most: may, Shape::Length;
        tunable: may, Shape::LengthRange;
        stops: must, Shape::Names(Named::Clock);
    }
}

/// What makes the clock stand still.
pub(super) fn pauses(entry: Option<&Entry>, out: &mut Reading) -> Vec<Pause> {
    let Some(entry) = entry else {
        return Vec::new();
    };
    let Some(parts) = out.list(&entry.value, &PAUSES) else {
        return Vec::new();
    };
    let parts = out.at_most(parts, MAX_PAUSES, entry.key.place);
    parts.iter().filter_map(|part| pause(part, out)).collect()
}

fn pause(node: &Node, out: &mut Reading) -> Option<Pause> {
    let keys = PauseKeys::open(&At::part(node), out)?;
    let during = keys
        .r#while
        .and_then(|entry| out.item(&entry.value, Target::Item));
    let title = keys.title.and_then(|entry| out.text(Some(entry)));
    let ground = law_of(keys.ground, out);
    let at_most = cap(keys.at_most, out);
    let tunable = tunable(keys.tunable, at_most, out);
    Some(Pause {
        title,
        during: during?,
        ground: ground?,
        at_most,
        tunable,
    })
}

/// How far the cap of a pause may be tuned; without a cap there is nothing to tune.
fn tunable(entry: Option<&Entry>, at_most: Option<Length>, out: &mut Reading) -> Option<Tunable> {
    let entry = entry?;
    let Some(at_most) = at_most else {
        out.key_not_here(&entry.key, &["at_most"]);
        return None;
    };
    out.tunable(Some(entry), Some(&Lasts::For(at_most)))
}

/// How long a clock may stand still, or be put off, in all: so long and no more.
pub(super) fn cap(entry: Option<&Entry>, out: &mut Reading) -> Option<Length> {
    let length = out.length(entry)?;
    if length.is_plain() {
        return Some(length);
    }
    if let Some(entry) = entry {
        let what = Message::new("flow-not-cap").with("length", length.message());
        out.error(
            NOT_CAP,
            entry.value.place,
            what,
            Message::new("flow-not-cap-hint"),
        );
    }
    None
}

/// Gives each named pause to the clocks that it stops.
pub(super) fn named_pauses(entry: Option<&Entry>, clocks: &mut Clocks, out: &mut Reading) {
    let Some(entry) = entry else { return };
    let Some(entries) = out.map(&entry.value, &NAMED_PAUSES) else {
        return;
    };
    for entry in out.at_most(entries, MAX_PAUSES, entry.key.place) {
        let Some(keys) = NamedPauseKeys::open(&At::value(entry), out) else {
            continue;
        };
        let during = keys
            .r#while
            .and_then(|entry| out.item(&entry.value, Target::Item));
        let title = out.title(keys.title);
        let ground = law_of(keys.ground, out);
        let at_most = cap(keys.at_most, out);
        let tunable = tunable(keys.tunable, at_most, out);
        let stops = out.several(keys.stops, |out, node| clock(node, clocks, out));
        if let (Some(during), Some(ground)) = (during, ground) {
            let pause = Pause {
                title,
                during,
                ground,
                at_most,
                tunable,
            };
            for id in stops {
                if let Some(clock) = clocks.get_mut(&id) {
                    clock.pauses.push(pause.clone());
                }
            }
        }
    }
}

fn clock(node: &Node, clocks: &Clocks, out: &mut Reading) -> Option<ClockId> {
    let text = out.scalar(node, &Shape::Name(Named::Clock))?;
    let id = out.checked(text, node.text_place(), ClockId::new)?;
    if clocks.contains_key(&id) {
        return Some(id);
    }
    let what = Message::new("flow-no-such-clock").with("name", text);
    let hint = nearest(text, clocks.keys().map(ClockId::as_str)).map_or_else(
        || Message::new("flow-no-such-hint"),
        |near| Message::new("flow-did-you-mean").with("word", near),
    );
    out.error(NO_SUCH_CLOCK, node.place, what, hint);
    None
}
