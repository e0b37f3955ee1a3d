//! A limit in words: how long it is and what it is counted from.

use samspil_core::flow::{Anchor, ClockStart, Flow, Lasts, Sent};
use samspil_core::id::{FieldPath, ItemId};
use samspil_core::text::{Arg, Message};

use samspil_runtime::Limit;

/// How long a limit is; a range with what is aimed for.
pub(crate) fn length(flow: &Flow, limit: &Limit<'_>) -> Message {
    match &limit.lasts {
        Lasts::For(length) => match limit.clock.target {
            Some(target) => Message::new("limits-range")
                .with("target", target.message())
                .with("length", length.message()),
            None => length.message(),
        },
        Lasts::Window => Message::new("limits-window"),
        Lasts::Before(length, anchor) => Message::new("limits-before")
            .with("length", length.message())
            .with("moment", moment(flow, anchor)),
        Lasts::Until(anchor) => Message::new("limits-until").with("moment", moment(flow, anchor)),
    }
}

/// What a limit is counted from.
pub(crate) fn counted_from(flow: &Flow, limit: &Limit<'_>) -> Message {
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
