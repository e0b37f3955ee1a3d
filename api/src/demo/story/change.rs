//! One change of an event as a line of the story, where it is one.

use samspil_core::case::{Change, View};
use samspil_core::flow::{Item, ItemKind, RungAction, Side};
use samspil_core::id::{ClockId, ItemId, PartyId};
use samspil_core::text::{Arg, Message};

use super::form::told_of;
use super::{Kind, Seen, Teller, day_of};

impl Teller<'_> {
    /// Tells a change that a reader would want to hear of; the rest follows from those.
    pub(super) fn change(&mut self, seen: &Seen<'_>, change: &Change) {
        let at = seen.event.at;
        match change {
            Change::CaseStarted { .. } => {
                let said = Message::new("story-begun").with("flow", &self.run.flow.title);
                self.turned(seen, None, said);
            }
            Change::Done { item, .. } => self.done(seen, item),
            Change::PartyBound { party, .. } if seen.before.version != seen.after.version => {
                self.bound(seen, party);
            }
            Change::ClockBreached { clock } => self.breached(seen, clock),
            Change::RungTaken { clock, rung, .. } => self.rung(seen, clock, *rung),
            Change::Skipped { item, reason } => self.departed(seen, "story-skipped", item, reason),
            Change::Redone { item, reason } => self.departed(seen, "story-redone", item, reason),
            Change::OutOfTurn { item, reason } => self.departed(seen, "story-out-of-turn", item, reason),
            Change::PieceAdded { item, reason } => self.departed(seen, "story-piece-added", item, reason),
            Change::Added { work, .. } => {
                let said = Message::new("story-added")
                    .with("item", &work.title)
                    .with("reason", work.reason.as_str());
                self.turned(seen, None, said);
            }
            Change::Held { reason } => {
                self.turned(
                    seen,
                    None,
                    Message::new("story-held").with("reason", reason.as_str()),
                );
            }
            Change::Resumed => self.turned(seen, None, Message::new("story-resumed")),
            Change::Terminated { reason } => {
                let said = Message::new("story-terminated").with("reason", reason.as_str());
                self.turned(seen, None, said);
            }
            Change::Reopened { reason } => {
                let said = Message::new("story-reopened").with("reason", reason.as_str());
                self.turned(seen, None, said);
            }
            Change::Closed => self.say(at, Kind::Turned, Message::new("story-closed")),
            _ => {}
        }
    }

    /// A line with whoever did it.
    fn turned(&mut self, seen: &Seen<'_>, item: Option<&ItemId>, said: Message) {
        let who = self.who(seen, item);
        self.say(seen.event.at, Kind::Turned, said.with("who", who));
    }

    fn departed(&mut self, seen: &Seen<'_>, key: &str, item: &ItemId, reason: &str) {
        let said = Message::new(key)
            .with("item", self.title(item))
            .with("reason", reason);
        self.turned(seen, Some(item), said);
    }

    fn done(&mut self, seen: &Seen<'_>, id: &ItemId) {
        let at = seen.event.at;
        let run = self.run;
        let Some(item) = run.item(seen.after, id) else {
            return;
        };
        match &item.kind {
            ItemKind::Milestone => {
                let said = Message::new("story-milestone").with("item", &item.title);
                self.say(at, Kind::Turned, said);
            }
            ItemKind::Wait(_) | ItemKind::Subcase(_) => {
                let said = Message::new("story-waited").with("item", &item.title);
                self.say(at, Kind::Turned, said);
            }
            ItemKind::Stage | ItemKind::Action => {}
            ItemKind::Task | ItemKind::Decision | ItemKind::Meeting if is_daily(&item) => {
                self.count_up(Some((id, at)));
            }
            ItemKind::Task | ItemKind::Decision | ItemKind::Meeting => {
                let who = self.who(seen, Some(id));
                let said = match self.days_late(seen, id) {
                    None => Message::new("story-done"),
                    Some(days) => Message::new("story-done-late").with("days", days),
                };
                self.say(at, Kind::Done, said.with("who", who).with("item", &item.title));
                for said in told_of(run, seen.event, &item) {
                    self.say(at, Kind::Said, said);
                }
            }
        }
    }

    /// The case goes to another unit.
    fn bound(&mut self, seen: &Seen<'_>, party: &PartyId) {
        let side = self.run.flow.parties.get(party).map(|party| party.side);
        let unit = seen
            .after
            .parties
            .get(party)
            .and_then(|to| to.first())
            .and_then(|binding| binding.unit)
            .and_then(|unit| self.names.unit(unit));
        // A leader who comes along with the unit is no news.
        let leads = self
            .run
            .flow
            .parties
            .get(party)
            .is_some_and(|party| party.leads.is_some());
        if let (Some(Side::Provider), Some(unit), false) = (side, unit, leads) {
            let title = self.party(seen, party);
            let said = Message::new("story-bound")
                .with("party", title)
                .with("unit", unit);
            self.turned(seen, None, said);
        }
    }

    fn party(&self, seen: &Seen<'_>, party: &PartyId) -> Arg {
        let view = View {
            run: self.run,
            case: seen.after,
            at: seen.event.at,
        };
        Arg::Both(view.party_title(party))
    }

    /// A time limit that a ladder follows is overrun; one without a ladder has come to its end, which is no one's fault.
    fn breached(&mut self, seen: &Seen<'_>, id: &ClockId) {
        let (Some(clock), Some(state)) = (self.run.clock(id.as_str()), seen.after.clocks.get(id)) else {
            return;
        };
        let (key, kind) = match clock.ladder.is_empty() {
            true => ("story-ran-out", Kind::Turned),
            false => ("story-late", Kind::Late),
        };
        let said = Message::new(key)
            .with("clock", &clock.title)
            .with("due", day_of(&Arg::from(state.due)));
        self.say(seen.event.at, kind, said);
    }

    /// What a rung does beside writing to someone; what it writes is told when it arrives.
    fn rung(&mut self, seen: &Seen<'_>, id: &ClockId, index: u16) {
        let Some(clock) = self.run.clock(id.as_str()) else {
            return;
        };
        let rung = clock.ladder.get(usize::from(index));
        let said = match rung.map(|rung| &rung.does) {
            Some(RungAction::HandTo(party)) => {
                let to = self.party(seen, party);
                Message::new("story-handed")
                    .with("to", to)
                    .with("item", &clock.title)
            }
            Some(RungAction::Open(item) | RungAction::Call(item)) => {
                let owner = self.run.flow.items.get(item).and_then(|item| item.owner.as_ref());
                let Some(owner) = owner else { return };
                let to = self.party(seen, owner);
                Message::new("story-opened")
                    .with("to", to)
                    .with("item", self.title(item))
            }
            Some(RungAction::RaisePriority) => Message::new("story-raised").with("item", &clock.title),
            Some(RungAction::Remind(_) | RungAction::Tell(_)) | None => return,
        };
        self.say(seen.event.at, Kind::Escalated, said);
    }
}

/// Work that is done as often as anyone wants and asks nothing of others.
fn is_daily(item: &Item) -> bool {
    item.owes.is_empty() && item.repeats.as_ref().is_some_and(|repeats| repeats.freely)
}
