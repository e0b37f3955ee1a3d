//! Letters of a case: written when an item is done, sent by some channel, received, or come back. What is known of a
//! letter is known of it alone: that one comes to nothing opens work and ends nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::asked::MAX_ADDED;
use super::conditions::starts_with;
use super::turn::Turn;
use super::{AddedWork, Block, Change, Effect, Eyes, NoticeKind, Refusal, Runnable, View};
use crate::calendar::{Calendar, Channel, local_date};
use crate::flow::{Code, Diagnostic, Document, Flow, Item, Side, Value, WorkKind, added_name};
use crate::guard::Guards;
use crate::id::{FieldPath, ItemId, PartyId};
use crate::text::{Language, Message, Text};

/// How many letters of one item a case knows of: those before are in its history.
const MAX_LETTERS: usize = 50;

/// What has become of a letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Dispatch {
    /// It was sent.
    Sent {
        /// How.
        channel: Channel,
        /// When.
        on: NaiveDate,
    },
    /// Somebody knows when it came.
    Received {
        /// When.
        on: NaiveDate,
        /// What shows it.
        shown_by: String,
    },
    /// It did not come.
    Failed {
        /// What is known of why.
        reason: String,
    },
}

/// A letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// Its number among those of its item.
    pub number: u32,
    /// The document that it is.
    pub document: String,
    /// Who receives it.
    pub to: PartyId,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// How and when it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<(Channel, NaiveDate)>,
    /// When it came, and what shows that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<(NaiveDate, String)>,
    /// Why it did not come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<String>,
    /// It was sent again after it did not come.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

impl Letter {
    /// What a change makes of the letters of an item.
    pub(super) fn change(letters: &mut Vec<Self>, change: &Change) {
        match change {
            Change::LetterWritten { letter, .. } => {
                letters.push((**letter).clone());
                if letters.len() > MAX_LETTERS {
                    letters.remove(0);
                }
            }
            Change::LetterDispatched { number, news, .. } => {
                let known = letters.iter_mut().find(|letter| letter.number == *number);
                if let Some(letter) = known {
                    letter.take_up(news);
                }
            }
            _ => {}
        }
    }

    fn take_up(&mut self, news: &Dispatch) {
        match news {
            Dispatch::Sent { channel, on } => {
                self.again |= self.failed.is_some();
                self.sent = Some((*channel, *on));
                self.received = None;
                self.failed = None;
            }
            Dispatch::Received { on, shown_by } => {
                self.received = Some((*on, shown_by.clone()));
                self.failed = None;
            }
            Dispatch::Failed { reason } => {
                self.failed = Some(reason.clone());
                self.received = None;
            }
        }
    }
}

impl Flow {
    /// Who receives a document: whom it names, otherwise whoever stands first on the citizen's side.
    #[must_use]
    pub fn receiver(&self, document: &Document) -> Option<PartyId> {
        let of_side = |side| self.parties.values().find(|party| party.side == side);
        let others = [Side::Citizen, Side::Relative, Side::Provider, Side::Authority];
        let first = || others.into_iter().find_map(of_side).map(|party| party.id.clone());
        document.to.clone().or_else(first)
    }

    /// Who sends the letter of an item: its owner, otherwise the first party of the authority.
    #[must_use]
    pub fn sender(&self, item: &Item) -> Option<PartyId> {
        let authority = || self.parties.values().find(|party| party.side == Side::Authority);
        item.owner
            .clone()
            .or_else(|| authority().map(|party| party.id.clone()))
    }
}

/// A letter tells what its receiver can never see, whatever happens.
const UNSEEN_IN_LETTER: Code = Code("F0486");

/// The codes of what is found in documents against who sees what.
pub const LETTER_CODES: &[Code] = &[UNSEEN_IN_LETTER];

/// What documents would tell that their receivers can never see, whatever happens.
#[must_use]
pub fn unseen_in_letters(flow: &Flow, guards: &Guards) -> Vec<Diagnostic> {
    if flow.documents.is_empty() {
        return Vec::new();
    }
    let run = Runnable::new(flow.clone(), guards.clone(), 0, Calendar::default());
    let mut found = Vec::new();
    for document in flow.documents.values() {
        let Some(party) = flow.receiver(document).and_then(|to| flow.parties.get(&to)) else {
            continue;
        };
        let unseen = document
            .reads
            .iter()
            .filter(|path| run.never_sees(&party.id, path, None) == Some(true));
        for path in unseen {
            let what = Message::new("flow-letter-unseen")
                .with("document", &document.title)
                .with("field", path.as_str())
                .with("party", &party.title);
            let hint = Message::new("flow-letter-unseen-hint");
            found.push(Diagnostic::error(UNSEEN_IN_LETTER, document.place, what).hinting(hint));
        }
    }
    found
}

impl View<'_> {
    /// What a document would tell now: the fields that it reads, as far as its receiver sees them.
    #[must_use]
    pub fn told_by(&self, document: &Document) -> BTreeMap<FieldPath, Value> {
        let Some(to) = self.run.flow.receiver(document) else {
            return BTreeMap::new();
        };
        let mut eyes = self.eyes_where(None, |party, _| *party == to);
        // Whoever is bound to nobody here is written to all the same; without the consent that they need nobody is told.
        if eyes.is_empty() && !self.needs_consent(&to) {
            eyes = Eyes::of(vec![to]);
        }
        let whole = |path: &FieldPath| {
            let mut parts = path.parts();
            let (section, field) = (parts.next()?, parts.next()?);
            FieldPath::new(&format!("{section}.{field}")).ok()
        };
        let paths = document.reads.iter().filter_map(whole);
        let told = paths.filter_map(|path| {
            let value = match self.run.guards.is.get(&path) {
                Some(computed) => computed.value(self),
                None => self.case.data.get(&path).cloned(),
            };
            let value = self.seen_value(&eyes, &path, &value?)?;
            Some((path, value))
        });
        told.collect()
    }

    /// When a letter is taken to be received, by how and when it was sent; none where it was not, where somebody knows better,
    /// or where it is known not to have come.
    #[must_use]
    pub fn presumed_received(&self, letter: &Letter) -> Option<NaiveDate> {
        let known = letter.received.is_some() || letter.failed.is_some();
        let (by, sent) = letter.sent.filter(|_| !known)?;
        let calendar = &self.run.calendar;
        calendar.receipt(sent).received_on(by, sent, calendar).ok()
    }

    /// Who sends the letter of an item now: whoever owns it, otherwise who sends it by the flow.
    #[must_use]
    pub fn letter_sender(&self, item: &Item) -> Option<PartyId> {
        self.owner(item).or_else(|| self.run.flow.sender(item))
    }

    /// Whether these eyes may say what has become of a letter of an item and have it written: those of whoever sends it, and
    /// of their leader.
    #[must_use]
    pub fn sends_letter(&self, eyes: &Eyes, item: &ItemId) -> bool {
        let item = self.run.item(self.case, item);
        let Some(sender) = item.and_then(|item| self.letter_sender(&item)) else {
            return false;
        };
        let leader = self.run.flow.leader_of(&sender);
        let acting = eyes.acting();
        acting.contains(&sender) || leader.is_some_and(|leader| acting.contains(&leader.id))
    }

    /// Whether these eyes may read a letter of an item: who receives it, who sends it and leads them, and whoever sees the item
    /// and all that can stand in it, every column of a list too. Whose sight a consent bounds must see all of it as well: what
    /// it tells may be covered by another's consent. A letter may name whose name is protected, and is then for those alone
    /// who may know it.
    #[must_use]
    pub fn reads_letter(&self, eyes: &Eyes, item: &ItemId, letter: &Letter) -> bool {
        let flow = &self.run.flow;
        let Some(item) = self.run.item(self.case, item) else {
            return false;
        };
        let document = flow.documents.get(&letter.document);
        let sees_all =
            || document.is_some_and(|document| document.reads.iter().all(|path| self.sees_whole(eyes, path)));
        let sender = flow.sender(&item);
        let leader = sender.as_ref().and_then(|sender| flow.leader_of(sender));
        let mut between = std::iter::once(&letter.to)
            .chain(sender.as_ref())
            .chain(leader.map(|leader| &leader.id));
        if between.any(|party| eyes.contains(party) && (!eyes.is_bounded(party) || sees_all())) {
            return true;
        }
        if self.case.protection.name && !self.knows_grounds(eyes) {
            return false;
        }
        self.sees_item(eyes, &item) && sees_all()
    }
}

/// Writes the letter of an item that was done.
pub(super) fn write(turn: &mut Turn<'_>, item: &Item) {
    let Some(name) = &item.letter else { return };
    let run = turn.run;
    let round = turn.case.item(&item.id).round;
    let document = run.flow.documents.get(name);
    let Some((document, to)) = document.and_then(|document| Some((document, run.flow.receiver(document)?)))
    else {
        return turn.effects.push(Effect::Letter {
            item: item.id.clone(),
            round,
            document: name.clone(),
            number: None,
            tells: BTreeMap::new(),
        });
    };
    let number = turn.case.item(&item.id).times;
    let tells = turn.view().told_by(document);
    turn.change(Change::LetterWritten {
        item: item.id.clone(),
        letter: Box::new(Letter {
            number,
            document: name.clone(),
            to,
            written_at: turn.at(),
            sent: None,
            received: None,
            failed: None,
            again: false,
        }),
    });
    turn.effects.push(Effect::Letter {
        item: item.id.clone(),
        round,
        document: name.clone(),
        number: Some(number),
        tells,
    });
}

/// Takes up what has become of a letter; the newest of the item where no number is named.
pub(super) fn dispatch(
    turn: &mut Turn<'_>,
    item: &Item,
    number: Option<u32>,
    news: &Dispatch,
) -> Result<(), Refusal> {
    let letters = &turn.case.item(&item.id).letters;
    let letter = match number {
        None => letters.last(),
        Some(number) => letters.iter().find(|letter| letter.number == number),
    };
    let Some(letter) = letter.cloned() else {
        let message = Message::new("refusal-no-letter").with("item", &item.title);
        return Err(Refusal::new("no_letter", message));
    };
    must_be_possible(turn, &letter, news)?;
    turn.change(Change::LetterDispatched {
        item: item.id.clone(),
        number: letter.number,
        news: news.clone(),
    });
    if let Dispatch::Failed { reason } = news {
        open_work(turn, item, &letter, reason);
    }
    Ok(())
}

/// A letter is sent and comes on days that have been, and not before it was written.
fn must_be_possible(turn: &Turn<'_>, letter: &Letter, news: &Dispatch) -> Result<(), Refusal> {
    let (on, from) = match news {
        Dispatch::Sent { on, .. } => (*on, None),
        Dispatch::Received { on, .. } => (*on, letter.sent.map(|(_, sent)| sent)),
        Dispatch::Failed { .. } => return Ok(()),
    };
    let from = from.unwrap_or_else(|| local_date(letter.written_at));
    let today = local_date(turn.at());
    if on >= from && on <= today {
        return Ok(());
    }
    let message = Message::new("refusal-letter-day")
        .with("from", from)
        .with("to", today);
    Err(Refusal::new("letter_day", message))
}

/// A letter that did not come is work for whoever sent it; where the case has ended, or holds no more work, they are told.
fn open_work(turn: &mut Turn<'_>, item: &Item, letter: &Letter, reason: &str) {
    let flow = &turn.run.flow;
    let Some(owner) = turn.view().letter_sender(item) else {
        return;
    };
    let title = flow.documents.get(&letter.document).map_or_else(
        || Text::danish(letter.document.as_str()),
        |document| document.title.clone(),
    );
    let message = Message::new("letter-failed-work").with("document", &title);
    let work = Text {
        da: message.say(Language::Danish),
        en: Some(message.say(Language::English)),
    };
    if turn.case.has_ended() || turn.case.added.len() >= MAX_ADDED {
        return turn.effects.push(Effect::Notice {
            kind: NoticeKind::Lateness,
            rungs: Vec::new(),
            to: owner,
            person: None,
            message,
        });
    }
    let number = (turn.case.added_to(None).count() + 1).to_string();
    turn.change(Change::Added {
        item: ItemId::of_row(&added_name(None), &number),
        work: AddedWork {
            title: work,
            owner,
            reason: reason.to_owned(),
            stage: None,
            kind: WorkKind::Task,
        },
    });
}

/// Nothing that a locked document says is changed once it has been written.
pub(super) fn must_not_be_locked(
    turn: &Turn<'_>,
    values: &BTreeMap<FieldPath, Option<Value>>,
) -> Result<(), Refusal> {
    let flow = &turn.run.flow;
    let written = turn.case.items.values().flat_map(|state| &state.letters);
    let locked = written
        .filter_map(|letter| flow.documents.get(&letter.document))
        .filter(|document| document.locked);
    for document in locked {
        let changed = values.iter().find(|(path, value)| {
            let told = |read: &FieldPath| starts_with(read, path) || starts_with(path, read);
            // What was not there is not said: it may come later, and is locked from then on.
            let says = turn.case.data.get(*path);
            says.is_some() && says != value.as_ref() && document.reads.iter().any(told)
        });
        if let Some((path, _)) = changed {
            let message = Message::new("refusal-locked").with("document", &document.title);
            let block = Block::new("locked", Message::new("block-locked").with("path", path.as_str()));
            return Err(Refusal::new("locked", message).because(vec![block]));
        }
    }
    Ok(())
}
