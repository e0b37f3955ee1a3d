//! `repeats`: what makes an item happen again.

use crate::flow::Repeat;
use crate::flow::code::{AT_LEAST, ONE_OF_KEYS};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::Entry;
use crate::text::Message;

use super::references::Target;
use super::{At, Reading, keys};

/// The most rounds that a flow can allow: weekly for nearly two hundred years.
pub(super) const MAX_ROUNDS: u32 = 10_000;

keys! {
    /// What makes an item happen again.
    REPEATS: RepeatKeys = "repeats" {
        every: may, Shape::Rhythm;
        first: may, Shape::Length;
        from: may, Shape::Path;
        opens: may, Shape::Length;
        each_time: may, Shape::Names(Named::Item);
        r#while = "while": may, Shape::Expression;
        until: may, Shape::Expression;
        freely: may, Shape::Boolean;
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
    if keys.every.is_none() {
        for written in [keys.first, keys.from, keys.opens].into_iter().flatten() {
            out.key_not_here(&written.key, &["every"]);
        }
    }
    let again = [
        keys.every,
        keys.each_time,
        keys.r#while,
        keys.freely,
        keys.at_least,
        keys.at_most,
    ];
    if again.iter().all(Option::is_none) {
        let what = Message::new("flow-none-of-keys");
        let names = vec!["every", "each_time", "while", "freely", "at_least", "at_most"];
        let hint = Message::new("flow-one-of-keys-hint").with("keys", names);
        out.error(ONE_OF_KEYS, entry.key.place, what, hint);
    }
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
    Some(Repeat {
        every: out.rhythm(keys.every),
        first: out.length(keys.first),
        from: keys
            .from
            .and_then(|entry| out.path(&entry.value, Target::DateField)),
        opens: out.length(keys.opens),
        each_time: out.items(keys.each_time),
        again_while: out.expression(keys.r#while),
        until: out.expression(keys.until),
        freely: out.boolean(keys.freely),
        at_least,
        at_most,
        side_by_side: out.count(keys.side_by_side, 1, MAX_ROUNDS),
    })
}
