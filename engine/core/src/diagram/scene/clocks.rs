//! Clocks in words, and the clocks of the case as boxes in a frame of their own.

use super::super::look::Sign;
use super::words::{Words, kind};
use super::{Edge, Fact, Kind, Node};
use crate::flow::{Anchor, Clock, ClockStart, Expression, Item, Lasts, Sent};
use crate::text::{Arg, Message};

impl Words<'_> {
    /// Whether the reader sees a clock.
    pub(super) fn sees_clock(&self, clock: &Clock) -> bool {
        (self.wanted.sees_clock)(clock)
    }

    /// How long a clock runs, and whether something happens on the way.
    pub(super) fn lasts(&self, clock: &Clock) -> Message {
        let lasts = match &clock.lasts {
            Lasts::For(length) => match clock.target {
                Some(target) => Message::new("diagram-lasts-range")
                    .with("target", target.message())
                    .with("length", length.message()),
                None => Message::new("diagram-lasts").with("length", length.message()),
            },
            Lasts::Window(_) => Message::new("diagram-lasts-window"),
            Lasts::Before(length, anchor) => self.anchor(anchor).map_or_else(
                || Message::new("diagram-lasts-other"),
                |anchor| {
                    let message = Message::new("diagram-lasts-before").with("length", length.message());
                    message.with("anchor", anchor)
                },
            ),
            Lasts::Until(anchor) => self.anchor(anchor).map_or_else(
                || Message::new("diagram-lasts-other"),
                |anchor| Message::new("diagram-lasts-until").with("anchor", anchor),
            ),
            Lasts::By(outcome, _) => Message::new("diagram-lasts-by").with("table", self.table(outcome)),
        };
        let lasts = match self.written(self.guards.clock_when.get(&clock.id)) {
            Some(when) => Message::new("diagram-lasts-when")
                .with("lasts", lasts)
                .with("text", when),
            None => lasts,
        };
        if clock.ladder.is_empty() {
            lasts
        } else {
            Message::new("diagram-with-ladder").with("lasts", lasts)
        }
    }

    /// How long an item may be owed; told of in the same words.
    pub(super) fn debt(&self, clock: &Clock) -> Message {
        Message::new("diagram-owed-for").with("lasts", self.lasts(clock))
    }

    /// The clocks that measure how long an item is owed.
    pub(super) fn debts_of(&self, item: &Item) -> impl Iterator<Item = &Clock> {
        let clocks = self.flow.clocks.values().filter(|clock| self.sees_clock(clock));
        clocks
            .filter(|clock| matches!(&clock.starts, ClockStart::Owed { item: owed, .. } if *owed == item.id))
    }

    /// What people call the table that says how long a clock runs.
    fn table(&self, outcome: &Expression) -> Arg {
        let name = outcome.text.split('.').next().unwrap_or_default();
        let table = self.flow.tables.get(name);
        table.map_or_else(|| Arg::from(name), |table| Arg::from(&table.title))
    }

    /// What a clock is counted back from; none where the reader does not see it.
    fn anchor(&self, anchor: &Anchor) -> Option<Message> {
        Some(match anchor {
            Anchor::DueOf(item) => self.quoted(item)?,
            Anchor::Field(path) => Message::new("diagram-anchor-field").with("field", self.field(path)),
            Anchor::Rhythm => Message::new("diagram-anchor-rhythm"),
        })
    }

    /// What starts a clock of the case; nothing for one that is counted back from a moment.
    fn started(&self, clock: &Clock) -> Option<Message> {
        if clock.is_counted_back() {
            return None;
        }
        Some(match &clock.starts {
            ClockStart::CaseStart => Message::new("diagram-from-case"),
            ClockStart::Field(path) => Message::new("diagram-from-field").with("field", self.field(path)),
            ClockStart::Known(path) => Message::new("diagram-from-known").with("field", self.field(path)),
            ClockStart::Received(received) => match &received.sent {
                Sent::Done(item) => Message::new("diagram-from-received").with("item", self.title(item)?),
                Sent::On(path) => Message::new("diagram-from-received-on").with("field", self.field(path)),
            },
            ClockStart::Opened(item) => Message::new("diagram-from-opened").with("item", self.title(item)?),
            ClockStart::Owed { .. } => Message::new("diagram-from-owed"),
            ClockStart::Done(item) => Message::new("diagram-from-done").with("item", self.title(item)?),
        })
    }

    /// The frame with the clocks of the case and its boxes; nothing where the reader sees none.
    pub(super) fn case_clocks(&self) -> Vec<Node> {
        let clocks: Vec<&Clock> = self
            .flow
            .clocks
            .values()
            .filter(|clock| clock.item.is_none() && self.sees_clock(clock))
            .collect();
        if clocks.is_empty() {
            return Vec::new();
        }
        let frame = Node {
            name: String::new(),
            kind: Kind::Stage,
            title: self.say(&Message::new("diagram-case-clocks")),
            about: Vec::new(),
            more: Vec::new(),
            parent: None,
            state: None,
            side: None,
            edge: Edge::Plain,
            facts: Vec::new(),
        };
        let boxes = clocks.into_iter().map(|clock| self.case_clock(clock));
        std::iter::once(frame).chain(boxes).collect()
    }

    fn case_clock(&self, clock: &Clock) -> Node {
        let lasts = self.lasts(clock);
        let starts = self.started(clock);
        let still = self.titles(clock.pauses.iter().map(|pause| &pause.during));
        let mut facts = vec![Fact {
            sign: Sign::Clock,
            text: self.say(&lasts),
        }];
        let mut about = vec![self.say(&match &starts {
            Some(starts) => {
                let message = Message::new("diagram-about-clock").with("lasts", lasts);
                message.with("starts", starts.clone())
            }
            None => Message::new("diagram-about-due").with("lasts", lasts),
        })];
        facts.extend(starts.map(|starts| Fact {
            sign: Sign::Nothing,
            text: self.say(&starts),
        }));
        if let Some(items) = still {
            let message = Message::new("diagram-stands-still").with("items", items.clone());
            facts.push(Fact {
                sign: Sign::Nothing,
                text: self.say(&message),
            });
            about.push(self.say(&Message::new("diagram-about-pause").with("items", items)));
        }
        about.extend(self.opened_by(clock));
        if let Some(law) = &clock.law {
            let message = Message::new("diagram-law").with("act", law.act.as_str());
            facts.push(Fact {
                sign: Sign::Law,
                text: self.say(&message.with("part", law.part())),
            });
        }
        about.insert(
            0,
            self.say(&Message::new("diagram-about-kind").with("kind", kind(Kind::Clock))),
        );
        Node {
            name: clock.id.to_string(),
            kind: Kind::Clock,
            title: self.in_language(&clock.title),
            about,
            more: Vec::new(),
            parent: Some(0),
            state: None,
            side: None,
            edge: Edge::Plain,
            facts,
        }
    }
}
