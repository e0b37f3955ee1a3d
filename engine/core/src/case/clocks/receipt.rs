//! When what was sent is taken to be received, by its channel, unless somebody knows better.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::super::{Letter, View};
use crate::calendar::{Channel, instant_of, local_date};
use crate::flow::{Clock, ClockStart, Received, Sent, SentBy, Value};
use crate::text::Message;

/// How the day of receipt came about.
pub(super) enum Receipt {
    /// Taken to be received so long after it was sent that way.
    Presumed {
        sent: NaiveDate,
        by: Channel,
        on: NaiveDate,
    },
    /// Somebody has laid down another day, with what shows it.
    Shown { sent: NaiveDate, on: NaiveDate },
}

impl Receipt {
    const fn on(&self) -> NaiveDate {
        match self {
            Self::Presumed { on, .. } | Self::Shown { on, .. } => *on,
        }
    }

    /// The arithmetic, line by line.
    pub(super) fn told(&self) -> Vec<Message> {
        match self {
            Self::Presumed { sent, by, on } => vec![
                Message::new("receipt-sent")
                    .with("day", *sent)
                    .with("channel", by.message()),
                Message::new("receipt-presumed").with("day", *on),
            ],
            Self::Shown { sent, on } => vec![
                Message::new("receipt-sent-shown").with("day", *sent),
                Message::new("receipt-shown").with("day", *on),
            ],
        }
    }
}

/// When what was sent is received; none where it is not sent, or not known how.
pub(super) fn receipt(view: &View<'_>, received: &Received) -> Option<Receipt> {
    let sent = match &received.sent {
        Sent::Done(item) => local_date(view.case.item(item).happened_at?),
        Sent::On(path) => local_date(view.moment_in(None, path)?),
    };
    if let Some(on) = shown(view, received) {
        return Some(Receipt::Shown { sent, on });
    }
    if let Sent::Done(item) = &received.sent
        && let Some(letter) = view.case.item(item).letters.last()
        && (letter.sent.is_some() || letter.received.is_some() || letter.failed.is_some())
    {
        return of_letter(view, letter, sent);
    }
    let by = match &received.by {
        SentBy::Channel(channel) => *channel,
        SentBy::Field(path) => match view.case.data.get(path)? {
            Value::Choice(name) => Channel::named(name)?,
            _ => return None,
        },
    };
    let calendar = &view.run.calendar;
    let on = calendar.receipt(sent).received_on(by, sent, calendar).ok()?;
    Some(Receipt::Presumed { sent, by, on })
}

/// The letter that a clock runs from.
fn letter<'v>(view: &'v View<'_>, clock: &Clock) -> Option<&'v Letter> {
    match &clock.starts {
        ClockStart::Received(Received {
            sent: Sent::Done(item),
            ..
        }) => view.case.item(item).letters.last(),
        _ => None,
    }
}

/// Whether a clock runs from a letter that is known not to have come.
pub(super) fn did_not_come(view: &View<'_>, clock: &Clock) -> bool {
    letter(view, clock).is_some_and(|letter| letter.failed.is_some())
}

/// Whether a clock runs from a letter that was sent again.
pub(super) fn was_sent_again(view: &View<'_>, clock: &Clock) -> bool {
    letter(view, clock).is_some_and(|letter| letter.again)
}

/// When a letter is received by what is known of it; never while it is known not to have come.
fn of_letter(view: &View<'_>, letter: &Letter, done: NaiveDate) -> Option<Receipt> {
    let sent = letter.sent.map_or(done, |(_, on)| on);
    if let Some((on, _)) = &letter.received {
        return Some(Receipt::Shown { sent, on: *on });
    }
    let (by, sent) = letter.sent.filter(|_| letter.failed.is_none())?;
    let calendar = &view.run.calendar;
    let on = calendar.receipt(sent).received_on(by, sent, calendar).ok()?;
    Some(Receipt::Presumed { sent, by, on })
}

/// The day that somebody has laid down, where what shows it is written too.
fn shown(view: &View<'_>, received: &Received) -> Option<NaiveDate> {
    let on = local_date(view.moment_in(None, received.actual.as_ref()?)?);
    let shown = received
        .evidence
        .as_ref()
        .is_none_or(|path| view.case.data.contains_key(path));
    shown.then_some(on)
}

/// When the clock of what is received starts, and which round it measures.
pub(super) fn start(view: &View<'_>, received: &Received, own_round: u32) -> Option<(DateTime<Utc>, u32)> {
    let on = receipt(view, received)?.on();
    let round = match &received.sent {
        Sent::Done(item) => view.case.item(item).times,
        Sent::On(_) => own_round,
    };
    Some((instant_of(on.and_time(NaiveTime::MIN)), round))
}
