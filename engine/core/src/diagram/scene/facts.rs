//! The few lines that stand in a box beneath its title.

use super::super::look::Sign;
use super::words::{Words, kind};
use super::{Fact, Kind, Stand};
use crate::flow::{After, Each, EachOf, Item, ItemKind, Join, Repeat, Required, Starts, WaitFor};
use crate::text::Message;

impl Words<'_> {
    /// The lines of an item, most important first.
    pub(super) fn facts(&self, item: &Item) -> Vec<Fact> {
        let mut facts = Vec::new();
        let mut add = |sign: Sign, message: Message| {
            let text = self.say(&message);
            facts.push(Fact { sign, text });
        };
        if let Some(state) = self.wanted.states.get(&item.id) {
            add(
                sign(state.stand),
                Message::new("diagram-plain").with("text", state.words.as_str()),
            );
        }
        for words in self.wanted.figures.get(&item.id).into_iter().flatten() {
            add(
                Sign::Figures,
                Message::new("diagram-plain").with("text", words.as_str()),
            );
        }
        if let Some(who) = self.who(item) {
            let sign = if item.owner.is_some() {
                Sign::Side
            } else {
                Sign::Nothing
            };
            add(sign, who);
        }
        if !item.with.is_empty() {
            let with = Message::new("diagram-with").with("parties", self.parties(&item.with));
            add(Sign::Nothing, with);
        }
        if let Some(clock) = self
            .flow
            .clocks
            .get(item.id.as_str())
            .filter(|clock| self.sees_clock(clock))
        {
            add(Sign::Clock, self.lasts(clock));
        }
        for clock in self.debts_of(item) {
            add(Sign::Clock, self.debt(clock));
        }
        for (sign, message) in self.ways_in(item) {
            add(sign, message);
        }
        if let Some(repeats) = &item.repeats {
            for message in self.rounds(repeats) {
                add(Sign::Repeat, message);
            }
        }
        if let Some(law) = &item.required_by_law {
            let message = Message::new("diagram-law").with("act", law.act.as_str());
            add(Sign::Law, message.with("part", law.part()));
        }
        facts
    }

    /// What kind of thing it is where that is no plain task, and who owns it.
    fn who(&self, item: &Item) -> Option<Message> {
        let owner = item.owner.as_ref().map(|owner| self.party(owner));
        match (Kind::of(&item.kind), owner) {
            (Kind::Stage, _) => None,
            (Kind::Task, Some(owner)) => Some(Message::new("diagram-plain").with("text", owner)),
            (of, Some(owner)) => {
                let message = Message::new("diagram-owner").with("kind", kind(of));
                Some(message.with("party", owner))
            }
            (of, None) => Some(match &item.kind {
                ItemKind::Wait(wait) => {
                    let message = Message::new("diagram-owner").with("kind", kind(of));
                    message.with("party", until(wait))
                }
                ItemKind::Subcase(subcase) => {
                    let message = Message::new("diagram-owner").with("kind", kind(of));
                    message.with("party", subcase.flow.as_str())
                }
                _ => kind(of),
            }),
        }
    }

    /// How it gets going, where that is not by itself once what comes before it is done.
    fn ways_in(&self, item: &Item) -> Vec<(Sign, Message)> {
        let mut ways = Vec::new();
        match &item.after {
            Some(After::Any(items)) if items.len() > 1 => {
                ways.push((Sign::Nothing, Message::new("diagram-after-any")));
            }
            Some(After::AtLeast(count, _)) => {
                ways.push((
                    Sign::Nothing,
                    Message::new("diagram-after-some").with("count", *count),
                ));
            }
            Some(After::Coming(_)) => ways.push((Sign::Nothing, Message::new("diagram-after-coming"))),
            _ => {}
        }
        let cues = self.guards.opened_by.get(&item.id).into_iter().flatten();
        if self.guards.when.contains_key(&item.id) || cues.flatten().next().is_some() {
            ways.push((Sign::Condition, Message::new("diagram-condition")));
        }
        if let Some(length) = item.not_before {
            let message = Message::new("diagram-not-before").with("length", length.message());
            ways.push((Sign::Clock, message));
        }
        match item.starts {
            Starts::ByItself => {}
            Starts::ByHand => ways.push((Sign::Hand, Message::new("diagram-by-hand"))),
            Starts::ByLadder => ways.push((Sign::Ladder, Message::new("diagram-by-ladder"))),
            Starts::WhenAdded => ways.push((Sign::Hand, Message::new("diagram-when-added"))),
        }
        if item.by_hand_when.is_some() {
            ways.push((Sign::Hand, Message::new("diagram-by-hand-when")));
        }
        match &item.required {
            Some(Required::Always) => ways.push((Sign::Owed, Message::new("diagram-required"))),
            Some(Required::When(_)) => ways.push((Sign::Owed, Message::new("diagram-required-when"))),
            None => {}
        }
        if item.optional {
            ways.push((Sign::Nothing, Message::new("diagram-optional")));
        }
        if item.out_of_play {
            ways.push((Sign::Nothing, Message::new("diagram-out-of-play")));
        }
        if item.one_at_a_time {
            ways.push((Sign::Nothing, Message::new("diagram-one-at-a-time")));
        }
        if item.unplanned.is_some() {
            ways.push((Sign::Nothing, Message::new("diagram-unplanned")));
        }
        if item.ends_case {
            ways.push((Sign::Nothing, Message::new("diagram-ends-case")));
        }
        if item.owed_at_start {
            ways.push((Sign::Owed, Message::new("diagram-owed")));
        }
        ways
    }

    /// What it is there once for each of.
    pub(super) fn each(&self, each: &Each) -> Message {
        match &each.of {
            EachOf::Row { list, .. } => {
                let title = self.flow.data.field(list).map(|field| field.title.clone());
                Message::new("diagram-each-row").with("list", title.unwrap_or_default())
            }
            EachOf::Number(number) => {
                Message::new("diagram-each-number").with("number", number.text.as_str())
            }
        }
    }

    /// Why it comes again.
    pub(super) fn rounds(&self, repeats: &Repeat) -> Vec<Message> {
        let mut rounds = Vec::new();
        if let Some(rhythm) = &repeats.every {
            rounds.push(rhythm.message(self.wanted.language));
        }
        if let Some(window) = &repeats.window {
            let message = Message::new("diagram-again-window").with("count", window.at_least);
            rounds.push(message.with("length", window.in_any.message()));
        }
        if let Some(join) = &repeats.join {
            rounds.push(joined("diagram-again-join", join));
        } else if !repeats.each_time.is_empty() {
            rounds.push(Message::new("diagram-again-each-time"));
        }
        if let Some(each) = &repeats.each {
            rounds.push(self.each(each));
        }
        if repeats.again_while.is_some() {
            rounds.push(Message::new("diagram-again-while"));
        }
        if repeats.freely {
            rounds.push(Message::new("diagram-again-freely"));
        }
        if let Some(least) = repeats.at_least {
            rounds.push(Message::new("diagram-again-at-least").with("count", least));
        }
        if let Some(most) = repeats.at_most {
            rounds.push(Message::new("diagram-again-at-most").with("count", most));
        }
        if let Some(most) = repeats.side_by_side {
            rounds.push(Message::new("diagram-again-side-by-side").with("count", most));
        }
        rounds
    }
}

/// How many must have come for a round, and how often.
pub(super) fn joined(key: &str, join: &Join) -> Message {
    Message::new(key)
        .with("count", join.need)
        .with("times", join.times)
}

/// What a wait waits for.
pub(super) fn until(wait: &WaitFor) -> Message {
    let named = |key: &str| {
        let message = wait.message.as_ref().map_or("", |message| message.as_str());
        Message::new(key).with("message", message)
    };
    match (&wait.message, wait.after) {
        (Some(_), Some(length)) => named("diagram-wait-both").with("length", length.message()),
        (Some(_), None) => named("diagram-wait-message"),
        (None, Some(length)) => Message::new("diagram-wait-length").with("length", length.message()),
        (None, None) => Message::new("diagram-kind-wait"),
    }
}

/// The sign for how something stands.
pub(super) const fn sign(stand: Stand) -> Sign {
    match stand {
        Stand::Done => Sign::Done,
        Stand::Active => Sign::Active,
        Stand::Possible => Sign::Possible,
        Stand::Waiting => Sign::Waiting,
        Stand::Gone => Sign::Gone,
    }
}
