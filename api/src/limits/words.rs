//! A limit in words: how long it is and what it is counted from.

use std::collections::BTreeMap;

use samspil_core::calendar::Length;
use samspil_core::case::Runnable;
use samspil_core::flow::{Anchor, ClockStart, Expression, Flow, Lasts, Sent};
use samspil_core::id::{FieldPath, ItemId};
use samspil_core::text::{Arg, Message};

use samspil_runtime::Limit;

/// How long a limit is; a range with what is aimed for.
pub(crate) fn length(run: &Runnable, limit: &Limit<'_>) -> Message {
    let flow = &run.flow;
    match &limit.lasts {
        Lasts::For(length) => match limit.clock.target {
            Some(target) => Message::new("limits-range")
                .with("target", target.message())
                .with("length", length.message()),
            None => length.message(),
        },
        Lasts::Window(_) => Message::new("limits-window"),
        Lasts::Before(length, anchor) => Message::new("limits-before")
            .with("length", length.message())
            .with("moment", moment(flow, anchor)),
        Lasts::Until(anchor) => Message::new("limits-until").with("moment", moment(flow, anchor)),
        Lasts::By(outcome, instead) => by_table(run, outcome, instead),
    }
}

/// How long it is by the rules of a decision table, each in a few words and as it is tuned.
fn by_table(run: &Runnable, outcome: &Expression, instead: &BTreeMap<String, Length>) -> Message {
    let (name, outcome) = outcome.text.split_once('.').unwrap_or_default();
    let table = run.guards.tables.get(name);
    let title = table.map_or_else(|| Arg::from(name), |table| Arg::from(table.title()));
    Message::new("limits-by-table").with("table", title).with(
        "rules",
        table.map_or_else(Vec::new, |table| table.lines(outcome, instead)),
    )
}

/// What a limit is counted from.
pub(crate) fn counted_from(flow: &Flow, limit: &Limit<'_>) -> Message {
    let from = starts(flow, limit);
    match &limit.clock.when {
        Some(when) => Message::new("limits-from-when")
            .with("from", from)
            .with("when", when.text.as_str()),
        None => from,
    }
}

fn starts(flow: &Flow, limit: &Limit<'_>) -> Message {
    match &limit.clock.starts {
        ClockStart::CaseStart => Message::new("limits-from-case"),
        ClockStart::Field(field) | ClockStart::Known(field) => {
            Message::new("limits-from-field").with("field", field_title(flow, field))
        }
        ClockStart::Received(received) => Message::new("limits-from-received").with(
            "item",
            match &received.sent {
                Sent::Done(item) => item_title(flow, item),
                Sent::On(field) => field_title(flow, field),
            },
        ),
        ClockStart::Opened(item) => Message::new("limits-from-opened").with("item", item_title(flow, item)),
        ClockStart::Done(item) | ClockStart::Owed { by: item, .. } => {
            Message::new("limits-from-done").with("item", item_title(flow, item))
        }
    }
}

fn moment(flow: &Flow, anchor: &Anchor) -> Arg {
    match anchor {
        Anchor::DueOf(item) => item_title(flow, item),
        Anchor::Field(field) => field_title(flow, field),
        Anchor::Rhythm => Message::new("limits-own-time").into(),
    }
}

fn item_title(flow: &Flow, item: &ItemId) -> Arg {
    let title = flow.items.get(item).map(|item| Arg::from(&item.title));
    title.unwrap_or_else(|| item.as_str().into())
}

/// The field with its section before it: many flows have a field that is called *received*.
fn field_title(flow: &Flow, path: &FieldPath) -> Arg {
    let section = path.as_str().split('.').next().unwrap_or_default();
    let section = flow.data.sections.get(section);
    match (section, flow.data.field(path)) {
        (Some(section), Some(field)) => Message::new("limits-field")
            .with("section", &section.title)
            .with("field", &field.title)
            .into(),
        _ => path.as_str().into(),
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::calendar::Calendar;
    use samspil_core::flow::read;
    use samspil_core::guard::compile_all;
    use samspil_core::text::Language;

    use super::*;

    #[test]
    fn a_limit_that_a_table_says_is_told_rule_by_rule() {
        let text = "samspil: 1\nflow: aids\ntitle: Hjælpemidler\n\
            parties: {a: {title: A, side: authority}}\n\
            data: {d: {kind: {type: choice, title: Type, of: {ramp: Rampe, chair: Kørestol}}, hurry: {type: boolean, title: Haster}}}\n\
            tables: {limit: {title: Frist efter type, hit: first, reads: {hurry: d.hurry, kind: d.kind}, gives: {lasts: length},\
            rules: [{hurry: true, lasts: 1 week}, {kind: ramp, lasts: 5 weeks}], otherwise: {lasts: 6 months}}}\n\
            does: {decide: {decision: Afgør, by: a, due: {lasts: limit.lasts, kind: municipal}}}\n";
        let (flow, findings) = read(text);
        assert_eq!(findings, []);
        let flow = flow.unwrap();
        let (guards, findings) = compile_all(&flow);
        assert_eq!(findings, []);
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        let clock = &run.flow.clocks["decide"];
        let lasts = clock.lasts.clone();
        let words = length(&run, &Limit { clock, lasts });
        assert_eq!(
            crate::words::say(&words, Language::Danish),
            "efter Frist efter type: (Haster: ja) 1 uge, (Type: Rampe) 5 uger, (ellers) 6 måneder"
        );
    }
}
