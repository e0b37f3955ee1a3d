//! Everything that there is to say of an item, a sentence each: for those who hear the picture, and as reference.

use super::Kind;
use super::facts::{joined, until};
use super::words::{Words, kind};
use crate::flow::{
    After, Awaited, Cue, Debt, Flow, Item, ItemKind, Relation, Repeat, Required, Starts, Unplanned, WaitFor,
    WaitsFor,
};
use crate::guard::Guard;
use crate::id::{FieldPath, ItemId};
use crate::text::{Message, Text};

/// The sentences of one item: its place in the course, and what it is about.
struct About<'a> {
    words: Words<'a>,
    lines: Vec<String>,
    more: Vec<String>,
}

impl Words<'_> {
    /// The sentences about an item's place in the course, and those about the work itself.
    pub(super) fn about(&self, item: &Item) -> (Vec<String>, Vec<String>) {
        let mut about = About {
            words: *self,
            lines: Vec::new(),
            more: Vec::new(),
        };
        about.item(item);
        (about.lines, about.more)
    }

    /// The sentences about the whole case: what closes it, and what ends it before its work is done.
    pub(super) fn about_case(&self, flow: &Flow) -> Vec<String> {
        let mut about = About {
            words: *self,
            lines: Vec::new(),
            more: Vec::new(),
        };
        about.condition("diagram-about-closes", self.written(self.guards.closes.as_ref()));
        about.so(flow.closes_by_hand, "diagram-about-closes-by-hand");
        if let Some(key) = waits_for(flow.waits_for) {
            about.say(Message::new(key));
        }
        let ends_when = self.guards.case_ends.as_ref();
        about.condition("diagram-about-case-ends-when", self.written(ends_when));
        let guards = &self.guards.case_ended_by;
        about.cues("diagram-about-case-ended-by", &flow.ended_by, Some(guards));
        if let Some(unplanned) = &flow.unplanned {
            about.unplanned(unplanned);
        }
        about.lines
    }
}

/// What a stage, or the case, waits for, where that is not what comes by itself.
const fn waits_for(waits_for: WaitsFor) -> Option<&'static str> {
    match waits_for {
        WaitsFor::Coming => None,
        WaitsFor::All => Some("diagram-about-waits-for-all"),
        WaitsFor::Required => Some("diagram-about-waits-for-required"),
    }
}

impl About<'_> {
    fn item(&mut self, item: &Item) {
        self.who(item);
        if let Some(state) = self.words.wanted.states.get(&item.id) {
            self.say(Message::new("diagram-about-state").with("state", state.words.as_str()));
        }
        for words in self.words.wanted.figures.get(&item.id).into_iter().flatten() {
            self.say(Message::new("diagram-about-figures").with("figures", words.as_str()));
        }
        self.starting(item);
        self.ending(item);
        if let Some(repeats) = &item.repeats {
            self.coming_again(item, repeats);
        }
        self.afterwards(item);
        self.text("diagram-about-heading", item.heading.as_ref());
        self.text("diagram-about-guidance", item.guidance.as_ref());
        self.text("diagram-about-expects", item.expects.as_ref());
        self.fields("diagram-about-fills", item.fills.iter());
        if let Some(code) = &item.asks {
            self.say(Message::new("diagram-about-asks").with("code", code.as_str()));
        }
        self.fields("diagram-about-empties", item.empties.iter());
        if let Some(says) = &item.says {
            let said = self
                .words
                .flow
                .pair
                .as_ref()
                .and_then(|pair| pair.protocol.messages.get(&says.message));
            let title = said.map(|said| self.words.in_language(&said.title));
            self.say(Message::new("diagram-about-says").with("message", title.unwrap_or_default()));
        }
        self.fields("diagram-about-sets", item.sets.iter().map(|(path, _)| path));
    }

    /// What must be so before it starts, and how it then gets going.
    fn starting(&mut self, item: &Item) {
        let guards = self.words.guards;
        self.cues(
            "diagram-about-opened-by",
            &item.opened_by,
            guards.opened_by.get(&item.id),
        );
        self.after(item.after.as_ref());
        let when = self.words.guards.when.get(&item.id);
        self.condition("diagram-about-when", self.words.written(when));
        let only_while = self.words.guards.only_while.get(&item.id);
        self.condition("diagram-about-when", self.words.written(only_while));
        if let Some(length) = item.not_before {
            self.say(Message::new("diagram-about-not-before").with("length", length.message()));
        }
        self.items("diagram-about-not-while-owed", &item.not_while_owed);
        self.provisos(item);
        self.items("diagram-about-not-with", &item.not_with);
        for (so, key) in [
            (item.one_at_a_time, "diagram-about-one-at-a-time"),
            (item.starts == Starts::ByHand, "diagram-about-by-hand"),
            (item.starts == Starts::ByLadder, "diagram-about-by-ladder"),
            (item.starts == Starts::WhenAdded, "diagram-about-when-added"),
            (item.optional, "diagram-about-optional"),
            (item.out_of_play, "diagram-about-out-of-play"),
            (item.owed_at_start, "diagram-about-owed"),
            (item.done_before, "diagram-about-done-before"),
            (item.done_each_time, "diagram-about-done-each-time"),
        ] {
            self.so(so, key);
        }
        if let Some(unplanned) = &item.unplanned {
            self.unplanned(unplanned);
        }
        self.condition(
            "diagram-about-by-hand-when",
            self.words.written(guards.by_hand.get(&item.id)),
        );
    }

    /// By when it is done, and what must be so then.
    fn ending(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::Wait(wait) => self.wait(wait),
            ItemKind::Subcase(subcase) => {
                let message = Message::new("diagram-about-subcase");
                self.say(message.with("flow", subcase.flow.as_str()));
            }
            _ => {}
        }
        let clock = self.words.flow.clocks.get(item.id.as_str());
        if let Some(clock) = clock.filter(|clock| self.words.sees_clock(clock)) {
            self.say(Message::new("diagram-about-due").with("lasts", self.words.lasts(clock)));
            self.lines.extend(self.words.opened_by(clock));
        }
        let guards = self.words.guards;
        let done_when = guards.done_when.get(&item.id);
        self.condition("diagram-about-done-when", self.words.written(done_when));
        self.cues(
            "diagram-about-ended-by",
            &item.ended_by,
            guards.ended_by.get(&item.id),
        );
        self.waiting(item);
        let ends_when = guards.ends_when.get(&item.id);
        self.condition("diagram-about-ends-when", self.words.written(ends_when));
        self.items("diagram-about-four-eyes", &item.not_same_as);
        if let Some(law) = &item.required_by_law {
            let source = Message::new("diagram-law").with("act", law.act.as_str());
            let source = source.with("part", law.part());
            self.say(Message::new("diagram-about-law").with("law", source));
        }
    }

    /// How long its stage waits for it, and what it waits for itself.
    fn waiting(&mut self, item: &Item) {
        let required = self.words.guards.required.get(&item.id);
        match &item.required {
            Some(Required::Always) => self.say(Message::new("diagram-about-required")),
            Some(Required::When(_)) => {
                self.condition("diagram-about-required-when", self.words.written(required));
            }
            None => {}
        }
        let awaited = match item.awaited {
            Awaited::AsItsStageSays => None,
            Awaited::OncePossible => Some("diagram-about-awaited-once-possible"),
            Awaited::UnderWay => Some("diagram-about-awaited-under-way"),
            Awaited::FirstTime => Some("diagram-about-awaited-first-time"),
            Awaited::Never => Some("diagram-about-awaited-never"),
        };
        for key in awaited.into_iter().chain(waits_for(item.waits_for)) {
            self.say(Message::new(key));
        }
    }

    fn cues(&mut self, key: &str, cues: &[Cue], guards: Option<&Vec<Option<Guard>>>) {
        let guards = guards.map_or(&[][..], Vec::as_slice);
        for message in self.words.cues(key, cues, guards) {
            self.say(message);
        }
    }

    /// What doing it brings about.
    fn afterwards(&mut self, item: &Item) {
        self.items("then-owes", &item.owes);
        for debt in &item.debts {
            self.debt(debt);
        }
        self.items("then-removes", &item.removes);
        self.items("then-brings-back", &item.brings_back);
        self.items("then-ends", &item.ends);
        let clocks = item.ends_clocks.iter();
        let clocks = clocks.filter_map(|clock| self.words.flow.clocks.get(clock));
        let clocks = clocks.filter(|clock| self.words.sees_clock(clock));
        let clocks: Vec<String> = clocks.map(|clock| self.words.in_language(&clock.title)).collect();
        if !clocks.is_empty() {
            self.say(Message::new("diagram-about-ends-clocks").with("clocks", clocks));
        }
        self.so(item.ends_case, "then-ends-case");
        self.items("then-again", &item.then_again);
        if let Some(letter) = &item.letter {
            self.say(Message::new("diagram-about-letter").with("letter", letter.as_str()));
        }
    }

    fn say(&mut self, message: Message) {
        let line = self.words.say(&message);
        self.lines.push(line);
    }

    fn so(&mut self, so: bool, key: &str) {
        if so {
            self.say(Message::new(key));
        }
    }

    fn who(&mut self, item: &Item) {
        let of = kind(Kind::of(&item.kind));
        self.say(match &item.owner {
            None => Message::new("diagram-about-kind").with("kind", of),
            Some(owner) if item.with.is_empty() => Message::new("diagram-about-owner")
                .with("kind", of)
                .with("party", self.words.party(owner)),
            Some(owner) => Message::new("diagram-about-owner-with")
                .with("kind", of)
                .with("party", self.words.party(owner))
                .with("parties", self.words.parties(&item.with)),
        });
        if !item.also_by.is_empty() {
            let parties = self.words.parties(&item.also_by);
            self.say(Message::new("diagram-about-also-by").with("parties", parties));
        }
    }

    /// The terms on which the item's relations count.
    fn provisos(&mut self, item: &Item) {
        for proviso in &item.provisos {
            let Some(other) = self.words.quoted(&proviso.item) else {
                continue;
            };
            let relation = match proviso.relation {
                Relation::After => "diagram-about-after",
                Relation::NotWhileOwed => "diagram-about-not-while-owed",
                Relation::Owes => "then-owes",
                Relation::Removes => "then-removes",
                Relation::BringsBack => "then-brings-back",
            };
            let relation = Message::new(relation).with("items", other);
            let when = proviso.when.as_ref().filter(|_| self.words.wanted.conditions);
            if let Some(when) = when {
                let message = Message::new("diagram-about-only-when").with("text", when.text.as_str());
                self.say(message.with("relation", relation.clone()));
            }
            if let Some(length) = proviso.not_before {
                let message = Message::new("diagram-about-delayed").with("length", length.message());
                self.say(message.with("relation", relation));
            }
        }
    }

    fn after(&mut self, after: Option<&After>) {
        let Some(after) = after else { return };
        let message = match after {
            After::All(_) => Message::new("diagram-about-after"),
            After::Any(list) if list.len() == 1 => Message::new("diagram-about-after"),
            After::Any(_) => Message::new("diagram-about-after-any"),
            After::AtLeast(count, _) => Message::new("diagram-about-after-some").with("count", *count),
            After::Coming(_) => Message::new("diagram-about-after-coming"),
        };
        if let Some(items) = self.words.titles(after.items()) {
            self.say(message.with("items", items));
        }
    }

    /// What people may add, and within which limits.
    fn unplanned(&mut self, unplanned: &Unplanned) {
        if unplanned.pieces.is_empty() && unplanned.own_words.is_none() {
            return self.say(Message::new("diagram-about-unplanned-never"));
        }
        self.say(if unplanned.by.is_empty() {
            Message::new("diagram-about-unplanned-everybody")
        } else {
            Message::new("diagram-about-unplanned").with("parties", self.words.parties(&unplanned.by))
        });
        let pieces: Vec<ItemId> = unplanned.pieces.iter().map(|piece| piece.item.clone()).collect();
        self.items("diagram-about-unplanned-pieces", &pieces);
        match &unplanned.own_words {
            None => {}
            Some(own) if own.to.is_empty() => {
                self.say(Message::new("diagram-about-unplanned-own-words"));
            }
            Some(own) => {
                let parties = self.words.parties(&own.to);
                self.say(Message::new("diagram-about-unplanned-for").with("parties", parties));
            }
        }
        if let Some(most) = unplanned.at_most {
            self.say(Message::new("diagram-about-unplanned-at-most").with("most", most));
        }
        self.so(unplanned.without_reason, "diagram-about-unplanned-without-reason");
    }

    fn wait(&mut self, wait: &WaitFor) {
        self.say(Message::new("diagram-about-wait").with("until", until(wait)));
        let matching = wait.matching.as_ref().filter(|_| self.words.wanted.conditions);
        self.condition(
            "diagram-about-wait-matching",
            matching.map(|matching| matching.text.as_str()),
        );
        self.so(wait.not_kept, "diagram-about-wait-not-kept");
    }

    /// To whom something is owed, and by when.
    fn debt(&mut self, debt: &Debt) {
        let Some(item) = self.words.quoted(&debt.item) else {
            return;
        };
        let clock = debt
            .clock
            .as_ref()
            .and_then(|clock| self.words.flow.clocks.get(clock));
        let clock = clock.filter(|clock| self.words.sees_clock(clock));
        let lasts = clock.map(|clock| self.words.lasts(clock));
        let to = debt.to.as_ref().map(|party| self.words.party(party));
        let message = match (to, lasts) {
            (None, None) => return,
            (Some(to), None) => Message::new("diagram-about-owed-to").with("party", to),
            (None, Some(lasts)) => Message::new("diagram-about-owed-by").with("lasts", lasts),
            (Some(to), Some(lasts)) => Message::new("diagram-about-owed-to-by")
                .with("party", to)
                .with("lasts", lasts),
        };
        self.say(message.with("item", item));
    }

    fn coming_again(&mut self, item: &Item, repeats: &Repeat) {
        let guards = self.words.guards;
        if let Some(rhythm) = &repeats.every {
            let rhythm = rhythm.message(self.words.wanted.language);
            self.say(Message::new("diagram-about-rhythm").with("rhythm", rhythm));
        }
        if let Some(window) = &repeats.window {
            let times = Message::new("diagram-again-window").with("count", window.at_least);
            let times = times.with("length", window.in_any.message());
            self.say(Message::new("diagram-about-at-most").with("times", times));
        }
        match &repeats.join {
            None => self.items("diagram-about-each-time", &repeats.each_time),
            Some(join) => {
                if let Some(items) = self.words.titles(&repeats.each_time) {
                    self.say(joined("diagram-about-join", join).with("items", items));
                }
                self.so(join.rest_ends, "diagram-about-join-rest-ends");
            }
        }
        if let Some(each) = &repeats.each {
            let each = self.words.each(each);
            self.say(Message::new("diagram-about-at-most").with("times", each));
        }
        self.condition(
            "diagram-about-while",
            self.words.written(guards.again_while.get(&item.id)),
        );
        self.so(repeats.freely, "diagram-about-freely");
        if let Some(least) = repeats.at_least {
            let times = Message::new("diagram-again-at-least").with("count", least);
            self.say(Message::new("diagram-about-at-most").with("times", times));
        }
        if let Some(most) = repeats.at_most {
            let times = Message::new("diagram-again-at-most").with("count", most);
            self.say(Message::new("diagram-about-at-most").with("times", times));
        }
        self.condition(
            "diagram-about-until",
            self.words.written(guards.until.get(&item.id)),
        );
    }

    fn items(&mut self, key: &str, items: &[ItemId]) {
        if let Some(items) = self.words.titles(items) {
            self.say(Message::new(key).with("items", items));
        }
    }

    /// Fields by their titles, where the reader may read what conditions look at.
    fn fields<'f>(&mut self, key: &str, fields: impl Iterator<Item = &'f FieldPath>) {
        let titles: Vec<String> = fields.map(|path| self.words.field(path)).collect();
        if self.words.wanted.conditions && !titles.is_empty() {
            let line = self.words.say(&Message::new(key).with("fields", titles));
            self.more.push(line);
        }
    }

    fn condition(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.say(Message::new(key).with("text", text));
        }
    }

    fn text(&mut self, key: &str, text: Option<&Text>) {
        if let Some(text) = text {
            let text = self.words.in_language(text);
            let line = self.words.say(&Message::new(key).with("text", text));
            self.more.push(line);
        }
    }
}
