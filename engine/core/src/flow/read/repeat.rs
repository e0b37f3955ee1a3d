//! `repeats`: what makes an item happen again.

use crate::calendar::{Length, Rhythm, Window, least_days};
use crate::flow::code::{AT_LEAST, NOT_WINDOW, ONE_OF_KEYS};
use crate::flow::grammar::Shape;
use crate::flow::yaml::{Entry, Kind, Node};
use crate::flow::{CountedFrom, Lasts, Place, Repeat, RhythmTunable};
use crate::text::Message;

use super::each::{EACH, ENOUGH, RESTS, each};
use super::each_time::{EACH_TIME_SHAPE, each_time};
use super::lengths::ending;
use super::references::Target;
use super::scalars::words;
use super::start::{done_item, no_start};
use super::window_tunable::{WINDOW_TUNABLE_SHAPE, window_tunable};
use super::{At, Reading, keys};

/// The most rounds that a flow can allow: weekly for nearly two hundred years.
pub(super) const MAX_ROUNDS: u32 = 10_000;

/// How many rhythms an administrator may choose from.
const MAX_RHYTHMS: usize = 20;

keys! {
    /// What makes an item happen again.
    REPEATS: RepeatKeys = "repeats" {
        every: may, Shape::Rhythm;
        tunable: may, Shape::Any(&[Shape::LengthRange, Shape::List(&Shape::Rhythm), WINDOW_TUNABLE_SHAPE]);
        first: may, Shape::Length;
        from: may, Shape::Any(&[Shape::Path, Shape::Start]);
        opens: may, Shape::Length;
        in_any: may, Shape::Length;
        at_most_apart: may, Shape::Length;
        each_time: may, EACH_TIME_SHAPE;
        r#while = "while": may, Shape::Expression;
        until: may, Shape::Expression;
        freely: may, Shape::Boolean;
        each: may, EACH;
        key: may, Shape::Line;
        owner: may, Shape::Line;
        enough: may, ENOUGH;
        rest: may, Shape::OneOf(&words(&RESTS));
        at_least: may, Shape::Count(1, MAX_ROUNDS);
        at_most: may, Shape::Count(1, MAX_ROUNDS);
        side_by_side: may, Shape::Count(1, MAX_ROUNDS);
    }
}

/// The repetition that is written, with the bound that may stand beside it.
pub(super) fn repeats(entry: Option<&Entry>, at_most: Option<&Entry>, out: &mut Reading) -> Option<Repeat> {
    let bound = out.count(at_most, 1, MAX_ROUNDS);
    let Some(entry) = entry else {
        return bound.map(|bound| Repeat {
            at_most: Some(bound),
            ..Repeat::default()
        });
    };
    let keys = RepeatKeys::open(&At::value(entry), out)?;
    let (every, counted_from) = every(keys.every, out);
    if keys.every.is_none() && keys.in_any.is_none() {
        for written in [keys.first, keys.from, keys.opens].into_iter().flatten() {
            out.key_not_here(&written.key, &["every"]);
        }
    }
    must_say_when(&keys, entry, out);
    if let (Some(inside), Some(_)) = (keys.at_most, at_most) {
        let hint = Message::new("flow-one-of-keys-hint").with("keys", vec!["at_most"]);
        out.error(
            ONE_OF_KEYS,
            inside.key.place,
            Message::new("flow-several-of-keys"),
            hint,
        );
    }
    let at_most = out.count(keys.at_most, 1, MAX_ROUNDS).or(bound);
    let at_least = out.count(keys.at_least, 1, MAX_ROUNDS);
    if let (Some(least), Some(most), Some(entry)) = (at_least, at_most, keys.at_least)
        && least > most
    {
        let what = Message::new("flow-more-than-most")
            .with("least", least)
            .with("most", most);
        out.plain_error(AT_LEAST, entry.value.place, what);
    }
    let window = window(&keys, at_least, out);
    let (each_time, join) = each_time(keys.each_time, out);
    let window_tunable = window
        .as_ref()
        .and_then(|window| window_tunable(keys.tunable, window, out));
    Some(Repeat {
        // What stands beside a window is the window's.
        tunable: tunable(
            keys.tunable.filter(|_| keys.in_any.is_none()),
            every.as_ref(),
            out,
        ),
        window_tunable,
        every,
        first: out.length(keys.first),
        from: from(keys.from, counted_from, out),
        opens: out.length(keys.opens),
        each_time,
        join,
        again_while: out.expression(keys.r#while),
        until: out.expression(keys.until),
        freely: out.boolean(keys.freely),
        each: each(&keys, out),
        // A window counts by itself, in every stretch.
        at_least: at_least.filter(|_| window.is_none()),
        at_most,
        side_by_side: out.count(keys.side_by_side, 1, MAX_ROUNDS),
        window,
    })
}

/// A repetition says when the next round comes.
fn must_say_when(keys: &RepeatKeys<'_>, entry: &Entry, out: &mut Reading) {
    let again = [
        ("every", keys.every),
        ("each_time", keys.each_time),
        ("while", keys.r#while),
        ("freely", keys.freely),
        ("each", keys.each),
        ("at_least", keys.at_least),
        ("at_most", keys.at_most),
    ];
    if again.iter().all(|(_, key)| key.is_none()) {
        let what = Message::new("flow-none-of-keys");
        let names = again.map(|(name, _)| name).to_vec();
        let hint = Message::new("flow-one-of-keys-hint").with("keys", names);
        out.error(ONE_OF_KEYS, entry.key.place, what, hint);
    }
}

/// The rhythm, and what it is counted from where that stands with it: `3 months from decision.made_on`.
fn every(entry: Option<&Entry>, out: &mut Reading) -> (Option<Rhythm>, Option<CountedFrom>) {
    let Some(node) = entry.map(|entry| &entry.value) else {
        return (None, None);
    };
    let Some(text) = out.scalar(node, &Shape::Rhythm) else {
        return (None, None);
    };
    let Some((rhythm, from)) = text.split_once(" from ") else {
        return (out.rhythm_text(text, node.place), None);
    };
    let place = ending(node.text_place(), text, from);
    (
        out.rhythm_text(rhythm, node.place),
        counted_from(from, place, node, out),
    )
}

/// How far the rhythm may be changed: a range for an interval, otherwise the rhythms to choose from.
fn tunable(entry: Option<&Entry>, every: Option<&Rhythm>, out: &mut Reading) -> Option<RhythmTunable> {
    let entry = entry?;
    match (every, &entry.value.kind) {
        (None, _) => {
            out.key_not_here(&entry.key, &["every"]);
            None
        }
        (Some(_), Kind::List(parts)) => {
            let parts = out.at_most(parts, MAX_RHYTHMS, entry.key.place);
            let texts = parts.iter().filter_map(|part| {
                let text = out.scalar(part, &Shape::Rhythm)?;
                out.rhythm_text(text, part.place)
            });
            Some(RhythmTunable::OneOf(texts.collect()))
        }
        (Some(Rhythm::Every(length)), _) => {
            let range = out.tunable(Some(entry), Some(&Lasts::For(*length)));
            range.map(RhythmTunable::Interval)
        }
        (Some(_), _) => {
            out.list(&entry.value, &Shape::List(&Shape::Rhythm));
            None
        }
    }
}

/// What intervals are counted from: beside the rhythm or in it, not both.
fn from(written: Option<&Entry>, inside: Option<CountedFrom>, out: &mut Reading) -> Option<CountedFrom> {
    let Some(entry) = written else { return inside };
    if inside.is_some() {
        let what = Message::new("flow-several-of-keys");
        let hint = Message::new("flow-one-of-keys-hint").with("keys", vec!["from"]);
        out.error(ONE_OF_KEYS, entry.key.place, what, hint);
    }
    let text = out.scalar(&entry.value, &Shape::Path)?;
    counted_from(text, entry.value.text_place(), &entry.value, out)
}

/// `done(item)` or the path of a date.
fn counted_from(text: &str, place: Place, node: &Node, out: &mut Reading) -> Option<CountedFrom> {
    match done_item(text, place, out) {
        Some(item) => item.map(CountedFrom::Done),
        None if text.contains('(') => no_start(text, node, out),
        None => out
            .path_text(text, place, Target::DateField)
            .map(CountedFrom::Field),
    }
}

/// `at_least: 3, in_any: 12 months, at_most_apart: 5 months`.
fn window(keys: &RepeatKeys<'_>, at_least: Option<u32>, out: &mut Reading) -> Option<Window> {
    let Some(written) = keys.in_any else {
        if let Some(written) = keys.at_most_apart {
            out.key_not_here(&written.key, &["in_any"]);
        }
        return None;
    };
    if keys.at_least.is_none() {
        out.key_not_here(&written.key, &["at_least"]);
    }
    if keys.every.is_some() {
        let what = Message::new("flow-several-of-keys");
        let hint = Message::new("flow-one-of-keys-hint").with("keys", vec!["every", "in_any"]);
        out.error(ONE_OF_KEYS, written.key.place, what, hint);
    }
    let in_any = stretch(keys.in_any, at_least, out);
    let at_most_apart = stretch(keys.at_most_apart, None, out);
    Some(Window {
        at_least: at_least?,
        in_any: in_any?,
        at_most_apart,
    })
}

/// A stretch of days that holds as many as it must, each on a day of its own.
fn stretch(entry: Option<&Entry>, at_least: Option<u32>, out: &mut Reading) -> Option<Length> {
    let length = out.length(entry)?;
    let days = least_days(length);
    if days.is_some_and(|days| at_least.is_none_or(|least| least <= days)) {
        return Some(length);
    }
    if let Some(entry) = entry {
        let what = Message::new("flow-not-window").with("length", length.message());
        out.error(
            NOT_WINDOW,
            entry.value.place,
            what,
            Message::new("flow-not-window-hint"),
        );
    }
    None
}
