//! What happened in a case, newest first, in plain words: one entry for each event, one sentence for each change.

use chrono::{DateTime, SecondsFormat, Utc};
use samspil_core::case::{Actor, AddedWork, Change, Dispatch, Event, LetGoBecause, OverBecause, View};
use samspil_core::flow::{FieldKind, Item, ItemKind, Value};
use samspil_core::id::{ClockId, FieldPath, ItemId, MessageName, PartyId};
use samspil_core::text::{Arg, Message, Text, instant};

use super::consents::covered;
use crate::pages::words::{Speaker, due_on, rung_taken};

/// The longest value that the history shows, in characters: a line or two. The case's data show all of it.
const MAX_VALUE_CHARS: usize = 160;

/// One event as told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    /// For machines, ISO 8601.
    pub(crate) iso: String,
    /// For people.
    pub(crate) at: String,
    /// Who did it.
    pub(crate) who: String,
    /// What happened.
    pub(crate) lines: Vec<String>,
    /// What followed from it, for those who want to know all.
    pub(crate) more: Vec<String>,
}

/// Tells events of one case to one reader. What the reader does not see has been taken out of the events before.
#[derive(Clone, Copy)]
pub(crate) struct Teller<'a> {
    /// The case now.
    pub(crate) view: View<'a>,
    /// The reader's words.
    pub(crate) speaker: Speaker<'a>,
}

impl Teller<'_> {
    /// Events as told, in their order. Of a draft that somebody keeps again and again the latest time says enough: a page does so
    /// by itself while its writer goes on.
    pub(crate) fn entries<'e>(&self, events: impl Iterator<Item = &'e Event>) -> Vec<Entry> {
        let mut events: Vec<&Event> = events.collect();
        events.dedup_by(|next, last| {
            let again = next.by == last.by && draft_of(next).is_some() && draft_of(next) == draft_of(last);
            if again && next.at > last.at {
                std::mem::swap(next, last);
            }
            again
        });
        events.into_iter().map(|event| self.entry(event)).collect()
    }

    /// The event as told.
    pub(crate) fn entry(&self, event: &Event) -> Entry {
        let mut entry = Entry {
            iso: iso(event.at),
            at: instant(event.at, self.speaker.language),
            who: self.who(&event.by),
            lines: Vec::new(),
            more: Vec::new(),
        };
        for change in &event.changes {
            let told = self.told(change);
            if is_quiet(change) {
                entry.more.extend(told);
            } else {
                entry.lines.extend(told);
            }
        }
        if entry.lines.is_empty() {
            std::mem::swap(&mut entry.lines, &mut entry.more);
        }
        entry
    }

    fn who(&self, by: &Actor) -> String {
        match by {
            Actor::Engine => self.speaker.t("history-by-engine"),
            Actor::Outside => self.speaker.t("history-by-outside"),
            Actor::Party { party } => self.party(party),
            Actor::Person {
                person,
                parties,
                stands_in_for,
                ..
            } => {
                let name = |person| self.speaker.names.person(person, self.speaker.language);
                let parties: Vec<String> = parties.iter().map(|party| self.party(party)).collect();
                let who = if parties.is_empty() {
                    name(*person)
                } else {
                    format!("{} ({})", name(*person), parties.join(", "))
                };
                if stands_in_for.is_empty() {
                    return who;
                }
                let stead: Vec<String> = stands_in_for.iter().copied().map(name).collect();
                let said = Message::new("history-in-stead-of").with("who", who);
                self.speaker.say(&said.with("name", stead.join(", ")))
            }
        }
    }

    fn party(&self, party: &PartyId) -> String {
        let title = self.view.party_title(party);
        title.in_language(self.speaker.language).to_owned()
    }

    /// The sentences of one change; a change of data has one for each field.
    pub(crate) fn told(&self, change: &Change) -> Vec<String> {
        if let Change::DataSet { values } = change {
            // In the case file's order, not the alphabet's.
            let fields = self.view.run.flow.data.fields();
            let set = fields.filter_map(|field| values.get_key_value(&field.path));
            return set.map(|(path, value)| self.data(path, value.as_ref())).collect();
        }
        vec![self.speaker.say(&self.message(change))]
    }

    fn message(&self, change: &Change) -> Message {
        match change {
            Change::CaseStarted { title, .. } => {
                Message::new("history-case-started").with("title", title.as_str())
            }
            Change::PartyBound { party, to } => self.bound(party, to),
            Change::DataSet { .. } => Message::new("history-data"),
            Change::MessageCame {
                message, lost: true, ..
            } => Message::new("history-message-lost").with("message", self.message_title(message)),
            Change::MessageCame { message, .. } => {
                Message::new("history-message-came").with("message", self.message_title(message))
            }
            Change::MessageUsed { message, .. } => {
                Message::new("history-message-used").with("message", self.message_title(message))
            }
            Change::Held { reason } => reasoned("history-held", reason),
            Change::Resumed => Message::new("history-resumed"),
            Change::CaseHeard { .. } => Message::new("history-case-heard"),
            Change::Closed => Message::new("history-closed"),
            Change::Terminated { reason } => reasoned("history-terminated", reason),
            Change::Ended { by: Some(by) } => {
                Message::new("history-ended-by").with("item", self.view.title(by))
            }
            Change::Ended { by: None } => Message::new("history-ended"),
            Change::EndedWithParent { because, reason } => ended_with_parent(*because, reason.as_deref()),
            Change::Reopened { reason } => reasoned("history-reopened", reason),
            Change::CalendarTaken { version } => Message::new("history-calendar").with("version", *version),
            Change::TuningsTaken { .. } => Message::new("history-tunings"),
            change if change.is_of_sight() => self.of_trust(change),
            change if change.pair().is_some() => self.of_pair(change),
            change => match (change.item(), change.clock()) {
                (Some(item), _) => self.of_item(change, item),
                (None, Some(clock)) => self.of_clock(change, clock),
                (None, None) => Message::new("history-other"),
            },
        }
    }

    /// Who may see the case, and since when.
    fn of_trust(&self, change: &Change) -> Message {
        match change {
            Change::ConsentGiven { consent } => {
                let party = self.view.party_title(&consent.terms.party);
                let covers = covered(&self.view, consent, self.speaker.language);
                let message = Message::new("history-consent-given").with("party", party);
                message.with("covers", covers)
            }
            Change::ConsentWithdrawn { number } => {
                let mut given = self.view.case.consents.iter();
                let consent = given.find(|consent| consent.number == *number);
                let party = consent.map(|consent| self.view.party_title(&consent.terms.party));
                Message::new("history-consent-withdrawn").with("party", party.unwrap_or_default())
            }
            Change::PeopleLookedUp { .. } => Message::new("history-people-looked-up"),
            Change::PhaseBegan { phase } => {
                let known = self.view.run.flow.phases.get(phase);
                let title = known.map_or_else(|| Arg::from(phase.as_str()), |phase| (&phase.title).into());
                Message::new("history-phase-began").with("phase", title)
            }
            Change::ProtectionSet { protection } => {
                let what = match (protection.name, protection.address) {
                    (true, true) => "both",
                    (true, false) => "name",
                    (false, true) => "address",
                    (false, false) => "none",
                };
                Message::new("history-protection").with("what", what)
            }
            Change::OpenedWithReason { reason, until, .. } => {
                reasoned("history-opened-with-reason", reason).with("until", *until)
            }
            Change::RegisterVisited { person, deed, reason } => {
                let name = self.speaker.names.person(*person, self.speaker.language);
                let visited = reasoned("history-register-visited", reason).with("person", name);
                visited.with("deed", deed.word())
            }
            _ => Message::new("history-other"),
        }
    }

    /// What people call a message; its name where the flow does not say.
    fn message_title(&self, name: &MessageName) -> Arg {
        let form = self.view.run.flow.messages.get(name);
        form.map_or_else(|| name.as_str().into(), |form| (&form.title).into())
    }

    /// What was said between two paired cases, and what became of the pair.
    fn of_pair(&self, change: &Change) -> Message {
        let pair = self.view.run.flow.pair.as_ref();
        let other = pair.map_or_else(Text::default, |pair| self.view.party_title(&pair.other));
        let said = |key: &str, name: &MessageName| {
            let said = pair.and_then(|pair| pair.protocol.messages.get(name));
            let title: Arg = said.map_or_else(|| name.as_str().into(), |said| (&said.title).into());
            Message::new(key).with("message", title)
        };
        let message = match change {
            Change::PairCalled { .. } => Message::new("history-pair-called"),
            Change::PairBegan { .. } => Message::new("history-pair-began"),
            Change::Said { message, .. } => said("history-said", message),
            Change::SaidToUs { message, .. } => said("history-said-to-us", message),
            Change::PairOver { because, reason, .. } => {
                let because = match because {
                    OverBecause::Message => "message",
                    OverBecause::OtherClosed => "other-closed",
                    OverBecause::OtherEnded => "other-ended",
                    OverBecause::OwnEnded => "own-ended",
                    OverBecause::OtherGone => "other-gone",
                };
                let key = match reason {
                    None => "history-pair-over",
                    Some(_) => "history-pair-over-because",
                };
                let message = Message::new(key).with("because", because);
                message.with("reason", reason.as_deref().unwrap_or_default())
            }
            _ => Message::new("history-other"),
        };
        message.with("other", other)
    }

    fn bound(&self, party: &PartyId, to: &[samspil_core::case::Binding]) -> Message {
        let language = self.speaker.language;
        let party = self.view.party_title(party);
        if to.is_empty() {
            return Message::new("history-party-unbound").with("party", party);
        }
        let names: Vec<String> = to
            .iter()
            .map(|binding| self.speaker.names.binding(binding, language))
            .collect();
        Message::new("history-party-bound")
            .with("party", party)
            .with("to", names.join("; "))
    }

    fn data(&self, path: &FieldPath, value: Option<&Value>) -> String {
        let Some(field) = self.view.run.flow.data.field(path) else {
            return self.speaker.t("history-data");
        };
        let message = match value {
            None => Message::new("history-data-cleared"),
            Some(Value::List(rows)) => {
                let rows = i64::try_from(rows.len()).unwrap_or(i64::MAX);
                Message::new("history-data-rows").with("rows", rows)
            }
            Some(value) => {
                let value = shortened(&self.speaker.value(field, value));
                let key = match field.kind {
                    FieldKind::Text => "history-data-text",
                    _ => "history-data-set",
                };
                Message::new(key).with("value", value)
            }
        };
        self.speaker.say(&message.with("field", &field.title))
    }

    fn added(&self, work: &AddedWork) -> Message {
        let key = if work.reason.is_empty() {
            "history-added-silently"
        } else {
            "history-added"
        };
        let said = Message::new(key).with("item", &work.title);
        let said = said.with("party", self.view.party_title(&work.owner));
        said.with("reason", work.reason.as_str())
    }

    /// That a task went to a colleague or to another party.
    fn handed(&self, change: &Change, told: &dyn Fn(&str) -> Message) -> Message {
        match change {
            Change::Given { person, reason, .. } => {
                let name = self.speaker.names.person(*person, self.speaker.language);
                let given = told("history-given").with("person", name);
                given.with("reason", reason.as_str())
            }
            Change::HandedOver { to, reason, .. } if !reason.is_empty() => {
                let handed = told("history-handed-over-because").with("to", self.view.party_title(to));
                handed.with("reason", reason.as_str())
            }
            Change::HandedOver { to, .. } => {
                told("history-handed-over").with("to", self.view.party_title(to))
            }
            _ => told("history-released"),
        }
    }

    fn of_item(&self, change: &Change, id: &ItemId) -> Message {
        let item = self.view.run.item(self.view.case, id);
        let kind = item.as_deref().map_or("task", kind_of);
        let told = |key: &str| {
            Message::new(key)
                .with("item", self.view.title(id))
                .with("kind", kind)
        };
        match change {
            Change::Planned { planned, .. } => match planned {
                Some(at) => told("history-planned").with("at", *at),
                None => told("history-planned-never"),
            },
            Change::BecamePossible { .. } => told("history-possible"),
            Change::NoLongerPossible { .. } => told("history-no-longer-possible"),
            Change::RowCame { .. } => told("history-row-came"),
            Change::RowGone { .. } => told("history-row-gone"),
            Change::Opened { round, .. } => told("history-opened").with("round", *round),
            Change::Claimed { person, .. } => {
                let name = self.speaker.names.person(*person, self.speaker.language);
                told("history-claimed").with("person", name)
            }
            Change::Released { .. } => told("history-released"),
            Change::Given { .. } | Change::HandedOver { .. } => self.handed(change, &told),
            Change::DraftSaved { .. } => told("history-draft"),
            Change::Done { .. } => told("history-done"),
            Change::Skipped { reason, .. } => told("history-skipped").with("reason", reason.as_str()),
            Change::Redone { reason, .. } => told("history-redone").with("reason", reason.as_str()),
            Change::OutOfTurn { reason, .. } => told("history-out-of-turn").with("reason", reason.as_str()),
            Change::Added { work, .. } => self.added(work),
            Change::PieceAdded { reason, .. } if reason.is_empty() => told("history-piece-added-silently"),
            Change::PieceAdded { reason, .. } => told("history-piece-added").with("reason", reason.as_str()),
            Change::Cancelled { .. } => told("history-cancelled"),
            Change::Again { .. } => told("history-again"),
            Change::AskedAgain { .. } => told("history-asked-again"),
            Change::Arrived { by, .. } => told("history-arrived").with("by", self.view.title(by)),
            Change::Joined { .. } => told("history-joined"),
            Change::JoinsAnew { .. } => told("history-joins-anew"),
            Change::Called { .. } => told("history-called"),
            Change::Owed { by: Some(by), .. } => told("history-owed-by").with("by", self.view.title(by)),
            Change::Owed { by: None, .. } => told("history-owed"),
            Change::TakenOut { .. } => told("history-taken-out"),
            Change::BroughtBack { .. } => told("history-brought-back"),
            Change::Raised { .. } => told("history-raised"),
            Change::Heard { out: false, .. } => told("history-heard"),
            Change::Heard { out: true, .. } => told("history-heard-out"),
            Change::Cued { .. } => told("history-cued"),
            Change::WaitEnds { ends_at, .. } => told("history-wait-ends").with("at", *ends_at),
            Change::Rested { reason, .. } => told("history-rested").with("reason", reason.as_str()),
            Change::WentOn { .. } => told("history-went-on"),
            Change::SubcaseCalled { .. } => told("history-subcase-called"),
            Change::SubcaseBegan { .. } => told("history-subcase-began"),
            Change::SubcaseEnded { done: true, .. } => told("history-subcase-done"),
            Change::SubcaseEnded {
                reason: Some(reason), ..
            } => told("history-subcase-ended-because").with("reason", reason.as_str()),
            Change::SubcaseEnded { reason: None, .. } => told("history-subcase-ended"),
            Change::SubcaseTaken { .. } => told("history-subcase-taken"),
            Change::SubcaseLetGo { .. } => told("history-subcase-let-go"),
            Change::Failed { reason, .. } => told("history-failed").with("reason", reason.as_str()),
            Change::LetterWritten { .. } | Change::LetterDispatched { .. } => of_letter(change, &told),
            _ => of_meeting(change, &told),
        }
    }

    fn of_clock(&self, change: &Change, id: &ClockId) -> Message {
        let clock = self.view.run.clock_in(self.view.case, id.as_str());
        let clock = clock.as_deref();
        let title: Arg = clock.map_or_else(|| id.as_str().into(), |clock| (&clock.title).into());
        let told = |key: &str| Message::new(key).with("clock", title.clone());
        match change {
            Change::ClockStarted { due, .. } => told("history-clock-started").with("due", due_on(*due)),
            Change::ClockMoved { due, .. } => told("history-clock-moved").with("due", due_on(*due)),
            Change::ClockPaused { .. } => told("history-clock-paused"),
            Change::ClockResumed { due, capped, .. } => {
                let key = if *capped {
                    "history-clock-pause-used"
                } else {
                    "history-clock-resumed"
                };
                told(key).with("due", due_on(*due))
            }
            Change::ClockExtended { by, reason, due, .. } => told("history-clock-extended")
                .with("length", by.message())
                .with("reason", reason.as_str())
                .with("due", due_on(*due)),
            Change::RungsAcknowledged { .. } => told("history-rungs-acknowledged"),
            Change::ClockBreached { .. } => told("history-clock-breached"),
            Change::ClockMet { .. } => told("history-clock-met"),
            Change::ClockStopped { .. } => told("history-clock-stopped"),
            Change::RungTaken { rung, .. } => {
                let taken = clock.and_then(|clock| Some((clock, clock.ladder.get(usize::from(*rung))?)));
                match taken {
                    Some((clock, rung)) => rung_taken(&self.view, clock, rung),
                    None => told("history-rung"),
                }
            }
            _ => Message::new("history-other"),
        }
    }
}

/// What happened to a letter.
fn of_letter(change: &Change, told: &impl Fn(&str) -> Message) -> Message {
    let Change::LetterDispatched { news, .. } = change else {
        return told("history-letter-written");
    };
    match news {
        Dispatch::Sent { channel, on } => told("history-letter-sent")
            .with("channel", channel.message())
            .with("on", *on),
        Dispatch::Received { on, shown_by } => told("history-letter-received")
            .with("on", *on)
            .with("shown", shown_by.as_str()),
        Dispatch::Failed { reason } => told("history-letter-failed").with("reason", reason.as_str()),
    }
}

/// What happened to the time of a meeting.
fn of_meeting(change: &Change, told: &impl Fn(&str) -> Message) -> Message {
    match change {
        Change::MeetingSet {
            starts, ends, place, ..
        } => told("history-meeting-set")
            .with("starts", *starts)
            .with("ends", *ends)
            .with("place", place.as_str()),
        Change::MeetingCalledOff { reason, .. } => {
            told("history-meeting-called-off").with("reason", reason.as_str())
        }
        Change::MeetingTold { to, .. } => {
            told("history-meeting-told").with("count", i64::try_from(to.len()).unwrap_or(i64::MAX))
        }
        _ => Message::new("history-other"),
    }
}

/// Of what a draft is kept, where nothing else happened.
fn draft_of(event: &Event) -> Option<&ItemId> {
    match event.changes.as_slice() {
        [Change::DraftSaved { item, .. }] => Some(item),
        _ => None,
    }
}

fn reasoned(key: &str, reason: &str) -> Message {
    Message::new(key).with("reason", reason)
}

fn ended_with_parent(because: LetGoBecause, reason: Option<&str>) -> Message {
    let because = match because {
        LetGoBecause::ItemEnded => "item",
        LetGoBecause::TakenOut => "taken-out",
        LetGoBecause::CaseEnded => "case",
    };
    let key = match reason {
        None => "history-ended-with-parent",
        Some(_) => "history-ended-with-parent-because",
    };
    let message = Message::new(key).with("because", because);
    message.with("reason", reason.unwrap_or_default())
}

fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The word by which messages choose their form: a stage begins, a task opens, a milestone is reached.
const fn kind_of(item: &Item) -> &'static str {
    match item.kind {
        ItemKind::Stage => "stage",
        ItemKind::Task => "task",
        ItemKind::Decision => "decision",
        ItemKind::Meeting => "meeting",
        ItemKind::Milestone => "milestone",
        ItemKind::Action => "action",
        ItemKind::Wait(_) => "wait",
        ItemKind::Subcase(_) => "subcase",
    }
}

/// What follows from other changes and says nothing new to most readers.
const fn is_quiet(change: &Change) -> bool {
    matches!(
        change,
        Change::Planned { .. }
            | Change::BecamePossible { .. }
            | Change::NoLongerPossible { .. }
            | Change::RowCame { .. }
            | Change::Again { .. }
            | Change::AskedAgain { .. }
            | Change::Arrived { .. }
            | Change::Joined { .. }
            | Change::JoinsAnew { .. }
            | Change::Heard { .. }
            | Change::Cued { .. }
            | Change::CaseHeard { .. }
            | Change::WaitEnds { .. }
            | Change::Called { .. }
            | Change::Owed { .. }
            | Change::TakenOut { .. }
            | Change::BroughtBack { .. }
            | Change::Raised { .. }
            | Change::ClockStarted { .. }
            | Change::ClockMoved { .. }
            | Change::ClockMet { .. }
            | Change::ClockStopped { .. }
            | Change::MessageUsed { .. }
            | Change::SubcaseCalled { .. }
            | Change::SubcaseTaken { .. }
            | Change::SubcaseLetGo { .. }
            | Change::CalendarTaken { .. }
            | Change::TuningsTaken { .. }
    )
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MAX_VALUE_CHARS {
        return line;
    }
    let mut short: String = line.chars().take(MAX_VALUE_CHARS).collect();
    short.push('…');
    short
}
