//! Tunings in words, for the command line and the pages.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::calendar::Length;
use samspil_core::flow::{Deed, Limits, OTHERWISE, RhythmTunable, RungRange, Tunable, Tuning, WindowLimits};
use samspil_core::id::PartyId;
use samspil_core::text::{Arg, Message};
use samspil_runtime::{LivePreview, PastPreview, Tally, TuningSet};

/// What of a clock is open, a sentence each.
pub(crate) fn open(limits: &Limits<'_>) -> Vec<Message> {
    let range = |key: &str, range: &Tunable| {
        Message::new(key)
            .with("from", range.from.message())
            .with("to", range.to.message())
    };
    let mut lines = Vec::new();
    if let Some((length, tunable)) = &limits.lasts {
        lines.push(range("tune-lasts", tunable).with("length", length.message()));
    }
    for (item, most, tunable) in &limits.pauses {
        let line = range("tune-pause", tunable).with("length", most.message());
        lines.push(line.with("item", item.as_str()));
    }
    for rule in &limits.rules {
        let line = range(
            rule_key(["tune-rule", "tune-rule-otherwise"], &rule.rule),
            &rule.range,
        )
        .with("length", rule.length.message());
        lines.push(line.with("rule", rule.rule.as_str()));
    }
    if let Some((most, tunable)) = &limits.extends {
        lines.push(range("tune-extends", tunable).with("length", most.message()));
    }
    lines.extend(limits.window.iter().flat_map(window));
    for rung in &limits.rungs {
        let told = |key: &str| {
            Message::new(key)
                .with("number", u32::from(rung.number))
                .with("at", rung.rung.at.to_string())
        };
        match &rung.at {
            Some(RungRange::Percent(from, to)) => lines.push(
                told("tune-rung")
                    .with("from", format!("{from} %"))
                    .with("to", format!("{to} %")),
            ),
            Some(RungRange::Distance(tunable)) => lines.push(
                told("tune-rung")
                    .with("from", tunable.from.message())
                    .with("to", tunable.to.message()),
            ),
            None => {}
        }
        if !rung.to.is_empty() {
            let to: Vec<Arg> = rung.to.iter().map(|to| Arg::Text(to.to_string())).collect();
            lines.push(told("tune-rung-to").with("to", Arg::List(to)));
        }
    }
    match &limits.every {
        Some(RhythmTunable::Interval(tunable)) => lines.push(range("tune-every", tunable)),
        Some(RhythmTunable::OneOf(rhythms)) => {
            let known: Vec<String> = rhythms.iter().map(ToString::to_string).collect();
            lines.push(Message::new("tune-every-of").with("known", known));
        }
        None => {}
    }
    lines
}

/// How often an item must come back, as far as that is open.
fn window(open: &WindowLimits) -> Vec<Message> {
    let window = &open.window;
    let line = |key: &str, range: &Tunable, written: Length| {
        Message::new(key)
            .with("from", range.from.message())
            .with("to", range.to.message())
            .with("length", written.message())
    };
    let times = open.tunable.at_least.map(|(from, to)| {
        let line = Message::new("tune-window-times")
            .with("from", from)
            .with("to", to);
        line.with("count", window.at_least)
    });
    let in_any = open.tunable.in_any.as_ref();
    let in_any = in_any.map(|range| line("tune-window-in-any", range, window.in_any));
    let apart = open.tunable.at_most_apart.as_ref().zip(window.at_most_apart);
    let apart = apart.map(|(range, written)| line("tune-window-apart", range, written));
    times.into_iter().chain(in_any).chain(apart).collect()
}

/// The key of what is said of a rule of a decision table, or of where none fits.
fn rule_key(keys: [&'static str; 2], rule: &str) -> &'static str {
    let [numbered, otherwise] = keys;
    if rule == OTHERWISE { otherwise } else { numbered }
}

/// An entry in a sentence.
pub(crate) fn entry(set: &TuningSet) -> Message {
    let told = |key: &str| {
        Message::new(key)
            .with("number", set.entry.number)
            .with("at", set.entry.set_at)
            .with("by", set.entry.by.as_str())
            .with("why", set.entry.why.as_str())
    };
    match &set.entry.deed {
        Deed::TakenBack { number, .. } => told("tune-entry-back").with("other", *number),
        Deed::Tuned(tuning) => {
            let key = match set.taken_back_by {
                Some(_) => "tune-entry-over",
                None => "tune-entry",
            };
            told(key)
                .with("flow", tuning.flow.as_str())
                .with("clock", tuning.clock.as_str())
                .with("from", tuning.from)
                .with("what", what(tuning))
                .with("back", set.taken_back_by.unwrap_or_default())
        }
    }
}

/// What a tuning says, in a few words.
fn what(tuning: &Tuning) -> Vec<Message> {
    let told = |key: &str, text: &str| Message::new(key).with("text", text);
    let mut parts = Vec::new();
    parts.extend(tuning.lasts.iter().map(|text| told("tune-what-lasts", text)));
    parts.extend(tuning.target.iter().map(|text| told("tune-what-target", text)));
    let pauses = tuning.pauses.iter();
    parts.extend(pauses.map(|(item, text)| told("tune-what-pause", text).with("item", item.as_str())));
    let rules = tuning.rules.iter();
    parts.extend(rules.map(|(rule, text)| {
        let told = told(
            rule_key(["tune-what-rule", "tune-what-rule-otherwise"], rule),
            text,
        );
        told.with("rule", rule.as_str())
    }));
    parts.extend(tuning.extends.iter().map(|text| told("tune-what-extends", text)));
    if let Some(window) = &tuning.window {
        parts.extend(window.at_least.iter().map(|text| told("tune-what-times", text)));
        parts.extend(window.in_any.iter().map(|text| told("tune-what-in-any", text)));
        parts.extend(
            window
                .at_most_apart
                .iter()
                .map(|text| told("tune-what-apart", text)),
        );
    }
    for (number, rung) in &tuning.rungs {
        let told = |key: &str, text: &String| told(key, text).with("number", u32::from(*number));
        parts.extend(rung.at.iter().map(|text| told("tune-what-rung", text)));
        parts.extend(rung.to.iter().map(|text| told("tune-what-rung-to", text)));
    }
    parts.extend(tuning.every.iter().map(|text| told("tune-what-every", text)));
    if tuning.shared {
        parts.push(Message::new("tune-what-shared"));
    }
    if tuning.only_new {
        parts.push(Message::new("tune-what-only-new"));
    }
    parts
}

/// How many times each party is told at once.
pub(crate) fn told_each(live: &LivePreview) -> BTreeMap<PartyId, u32> {
    let mut told = BTreeMap::new();
    for one in &live.told {
        *told.entry(one.party.clone()).or_default() += 1;
    }
    told
}

pub(crate) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What would come of it in some sentences.
pub(crate) fn summary(live: &LivePreview, past: Option<&PastPreview>) -> Vec<Message> {
    let mut lines = vec![
        Message::new("tune-would-move")
            .with("count", count(live.deadlines()))
            .with("overdue", count(live.overdue()))
            .with("told", count(live.told.len()))
            .with("cases", live.cases),
    ];
    if let Some((least, most)) = live.days() {
        lines.push(
            Message::new("tune-would-move-by")
                .with("least", least)
                .with("most", most),
        );
    }
    let each = told_each(live);
    let each = each.iter();
    lines.extend(each.map(|(party, count)| {
        Message::new("tune-would-tell")
            .with("party", party.as_str())
            .with("count", *count)
    }));
    if live.planned() > 0 {
        lines.push(Message::new("tune-would-plan").with("count", count(live.planned())));
    }
    if live.unfit > 0 {
        lines.push(Message::new("tune-unfit").with("count", live.unfit));
    }
    lines.extend(past.into_iter().flat_map(of_last_year));
    lines
}

/// How last year's cases were replayed.
pub(crate) fn replayed(past: &PastPreview) -> impl Iterator<Item = Message> {
    let told = Message::new("tune-past")
        .with("cases", past.cases)
        .with("since", past.since)
        .with("more", i64::from(past.more))
        .with("left", past.left_out);
    let supposed = past.rhythm.then(|| Message::new("tune-past-rhythm"));
    std::iter::once(told).chain(supposed)
}

/// Last year beside what happened, a sentence for each count.
fn of_last_year(past: &PastPreview) -> Vec<Message> {
    let compared = |key: &str, of: fn(&Tally) -> u32| {
        Message::new(key)
            .with("was", of(&past.was))
            .with("would", of(&past.would))
    };
    let each = |key: &str, of: fn(&Tally) -> &BTreeMap<PartyId, u32>| {
        let parties: BTreeSet<&PartyId> = of(&past.was).keys().chain(of(&past.would).keys()).collect();
        let count = |tally: &Tally, party: &PartyId| of(tally).get(party).copied().unwrap_or_default();
        let line = |party: &PartyId| {
            Message::new(key)
                .with("party", party.as_str())
                .with("was", count(&past.was, party))
                .with("would", count(&past.would, party))
        };
        parties.into_iter().map(line).collect::<Vec<_>>()
    };
    let mut lines: Vec<Message> = replayed(past).collect();
    if past.rhythm {
        lines.push(compared("tune-past-named", |tally| tally.named));
        lines.push(compared("tune-past-opened", |tally| tally.opened));
        lines.extend(each("tune-past-work", |tally| &tally.work));
    }
    lines.push(compared("tune-past-breaches", |tally| tally.breaches));
    lines.push(compared("tune-past-reminders", |tally| tally.reminders));
    lines.push(compared("tune-past-escalations", |tally| tally.escalations));
    lines.extend(each("tune-past-load", |tally| &tally.load));
    lines
}
