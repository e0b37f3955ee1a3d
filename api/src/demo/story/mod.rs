//! The story of a case, told from its own history: what happened, who was reminded, what escalated, how it ended.

mod change;
mod form;
mod names;
mod page;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_core::calendar::{DaySet, local_date};
use samspil_core::case::{Actor, Case, Event, NoticeKind, Runnable, View};
use samspil_core::id::{ItemId, PersonId};
use samspil_core::text::{Arg, Message};
use samspil_runtime::NoticeBody;
use samspil_store::InboxRow;
use serde::Serialize;

pub(super) use self::names::Names;
pub(super) use self::page::page;

/// What a line of the story tells of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// Someone did something.
    Done,
    /// What was said or answered with it.
    Said,
    /// Someone was reminded.
    Reminded,
    /// A time limit ran out.
    Late,
    /// Someone was told, a task was opened or handed on.
    Escalated,
    /// The case began, rested or ended, or someone departed from the flow.
    Turned,
}

/// A line of the story.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Line {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// What it tells of.
    pub(super) kind: Kind,
    /// What it says.
    pub(super) said: Message,
}

/// A case's history as it is kept.
pub(super) struct History {
    /// What happened, oldest first.
    pub(super) events: Vec<Event>,
    /// What was sent, oldest first.
    pub(super) notices: Vec<InboxRow>,
}

/// Tells a case.
pub(super) fn tell(run: &Runnable, history: &History, names: &Names) -> Vec<Line> {
    let Some(mut case) = history.events.first().and_then(Case::begin) else {
        return Vec::new();
    };
    let mut teller = Teller {
        run,
        names,
        introduced: BTreeSet::new(),
        uncounted: None,
        lines: Vec::new(),
    };
    let mut notices = history.notices.iter().peekable();
    for (index, event) in history.events.iter().enumerate() {
        while let Some(notice) = notices.next_if(|notice| notice.at < event.at) {
            teller.notice(notice);
        }
        let before = case.clone();
        if index > 0 {
            case.apply(event);
        }
        let seen = Seen {
            event,
            before: &before,
            after: &case,
        };
        for change in &event.changes {
            teller.change(&seen, change);
        }
    }
    notices.for_each(|notice| teller.notice(notice));
    teller.count_up(None);
    teller.lines
}

/// An event and the case on both sides of it.
struct Seen<'a> {
    event: &'a Event,
    before: &'a Case,
    after: &'a Case,
}

/// Work that is done again and again, told as a number.
struct Uncounted {
    item: ItemId,
    times: i64,
    last: DateTime<Utc>,
}

struct Teller<'a> {
    run: &'a Runnable,
    names: &'a Names,
    introduced: BTreeSet<PersonId>,
    uncounted: Option<Uncounted>,
    lines: Vec<Line>,
}

impl Teller<'_> {
    fn say(&mut self, at: DateTime<Utc>, kind: Kind, said: Message) {
        self.count_up(None);
        self.lines.push(Line { at, kind, said });
    }

    /// Work that is done again and again is counted, and told before anything else is.
    fn count_up(&mut self, one: Option<(&ItemId, DateTime<Utc>)>) {
        match (&mut self.uncounted, one) {
            (Some(counted), Some((item, at))) if counted.item == *item => {
                counted.times += 1;
                counted.last = at;
            }
            (counted, one) => {
                let told = counted.take();
                *counted = one.map(|(item, last)| Uncounted {
                    item: item.clone(),
                    times: 1,
                    last,
                });
                if let Some(Uncounted { item, times, last }) = told {
                    let said = Message::new("story-meanwhile")
                        .with("item", self.title(&item))
                        .with("times", times);
                    self.lines.push(Line {
                        at: last,
                        kind: Kind::Done,
                        said,
                    });
                }
            }
        }
    }

    fn title(&self, item: &ItemId) -> Arg {
        let item_of = self.run.flow.items.get(item);
        item_of.map_or_else(
            || Arg::Text(item.to_string()),
            |item| Arg::Both(item.title.clone()),
        )
    }

    /// Who it was: with their party the first time, by name alone afterwards.
    fn who(&mut self, seen: &Seen<'_>, item: Option<&ItemId>) -> Arg {
        let view = View {
            run: self.run,
            case: seen.before,
            at: seen.event.at,
        };
        match &seen.event.by {
            Actor::Engine => Arg::from(Message::new("story-by-time")),
            Actor::Outside => Arg::from(Message::new("story-by-outside")),
            Actor::Party { party } => Arg::Both(view.party_title(party)),
            Actor::Person { person, parties, .. } => {
                let item = item.and_then(|item| self.run.item(seen.before, item));
                let owner = item.and_then(|item| view.owner(&item));
                let party = owner.filter(|owner| parties.contains(owner));
                let party = party.as_ref().or_else(|| parties.first());
                let title = party.map(|party| view.party_title(party));
                match (self.names.person(*person), title) {
                    (None, Some(title)) => Arg::Both(title),
                    (Some(name), Some(title)) if self.introduced.insert(*person) => {
                        Arg::from(Message::new("story-who").with("name", name).with("party", title))
                    }
                    (Some(name), _) => Arg::from(name),
                    (None, None) => Arg::from(Message::new("story-by-outside")),
                }
            }
        }
    }

    /// A reminder, or word of lateness, as it arrived.
    fn notice(&mut self, row: &InboxRow) {
        let Ok(body) = serde_json::from_slice::<NoticeBody>(&row.body) else {
            return;
        };
        if row.on_behalf_of.is_some() {
            return;
        }
        let (key, kind) = match body.kind {
            Some(NoticeKind::Reminder) => ("story-reminded", Kind::Reminded),
            Some(NoticeKind::Lateness) => ("story-told", Kind::Escalated),
            Some(NoticeKind::Opened) | None => return,
        };
        let mut said = Message::new(key).with("to", self.names.receiver(row, &body));
        for (fact, arg) in &body.message.args {
            said = said.with(fact, day_of(arg));
        }
        self.say(row.at, kind, said);
    }

    /// How many working days after its time limit the item is done; none where it is in time or has none.
    fn days_late(&self, seen: &Seen<'_>, item: &ItemId) -> Option<i64> {
        let clock = seen
            .before
            .clocks
            .get(item.as_str())
            .filter(|clock| clock.counts())?;
        let (due, done) = (local_date(clock.due), local_date(seen.event.at));
        let days = self.run.calendar.working_days_between(due, done, DaySet::Office);
        i64::try_from(days).ok().filter(|days| *days > 0)
    }
}

/// A moment as its day: a story counts in days.
fn day_of(arg: &Arg) -> Arg {
    match arg {
        Arg::Instant(at) => Arg::Date(local_date(*at)),
        other => other.clone(),
    }
}
