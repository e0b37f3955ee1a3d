//! The course of each meeting: what is done before, at and after it, and by whom.

use samspil_core::flow::{Happening, Item, ItemKind};
use samspil_core::id::ItemId;
use samspil_core::text::{Arg, Message};

use super::Teller;

/// How far back and forth from a meeting its own work is followed: invitations, preparation, minutes.
const STEPS: usize = 2;

/// A meeting.
pub(super) struct MeetingTold {
    pub(super) title: String,
    pub(super) who: String,
    /// What is done before, at and after it: the word of each part, and its lines.
    pub(super) parts: [(&'static str, Vec<String>); 3],
}

impl Teller<'_> {
    /// Every meeting of the flow.
    pub(super) fn meetings(&self) -> Vec<MeetingTold> {
        let items = self.flow.items.values();
        let meetings = items.filter(|item| item.kind == ItemKind::Meeting);
        meetings.map(|item| self.meeting(item)).collect()
    }

    fn meeting(&self, meeting: &Item) -> MeetingTold {
        let parties = meeting
            .with
            .iter()
            .filter_map(|party| self.flow.parties.get(party));
        let with = parties.map(|party| Arg::Both(party.title.clone())).collect();
        let who = Message::new("handbook-meeting-who")
            .with("owner", self.owner(meeting))
            .with("count", i64::try_from(meeting.with.len()).unwrap_or(i64::MAX))
            .with("with", Arg::List(with));
        let texts = [&meeting.guidance, &meeting.expects].into_iter().flatten();
        let mut during: Vec<String> = texts.map(|text| self.words(text)).collect();
        let fields = meeting.fills.iter().filter_map(|path| self.flow.data.field(path));
        let fields: Vec<Arg> = fields.map(|field| Arg::Both(field.title.clone())).collect();
        if !fields.is_empty() {
            during.push(self.say(&Message::new("handbook-meeting-writes").with("fields", Arg::List(fields))));
        }
        MeetingTold {
            title: self.words(&meeting.title),
            who: self.say(&who),
            parts: [
                (
                    "before",
                    self.lines(&self.around(meeting, |one, other| self.comes_after(one, other))),
                ),
                ("during", during),
                (
                    "after",
                    self.lines(&self.around(meeting, |one, other| self.comes_after(other, one))),
                ),
            ],
        }
    }

    /// The work that is reached from a meeting in a few steps, in reading order.
    fn around(&self, meeting: &Item, reaches: impl Fn(&Item, &Item) -> bool) -> Vec<&Item> {
        let mut found: Vec<&ItemId> = vec![&meeting.id];
        for _ in 0..STEPS {
            let more: Vec<&ItemId> = self
                .flow
                .items
                .values()
                .filter(|other| !found.contains(&&other.id) && other.kind != ItemKind::Meeting)
                .filter(|other| {
                    let known = found.iter().filter_map(|id| self.flow.items.get(*id));
                    known.into_iter().any(|one| reaches(one, other))
                })
                .map(|other| &other.id)
                .collect();
            found.extend(more);
        }
        let all = self.flow.items.values();
        all.filter(|item| item.id != meeting.id && found.contains(&&item.id))
            .collect()
    }

    fn lines(&self, items: &[&Item]) -> Vec<String> {
        let work = items.iter().filter(|item| item.owner.is_some());
        let told = work.map(|item| {
            let line = Message::new("handbook-line").with("item", &item.title);
            self.say(&line.with("owner", self.owner(item)))
        });
        told.collect()
    }
}

impl Teller<'_> {
    /// An item and the stages that it lies in.
    fn with_stages<'i>(&'i self, item: &'i Item) -> impl Iterator<Item = &'i Item> {
        std::iter::successors(Some(item), |inner| self.flow.items.get(inner.parent.as_ref()?))
    }

    /// Whether an item, or a stage around it, comes only after another, or after the stage that it lies in.
    fn comes_after(&self, item: &Item, other: &Item) -> bool {
        let around: Vec<&Item> = self.with_stages(other).take(2).collect();
        let mut own = self.with_stages(item);
        own.any(|one| around.iter().any(|other| waits_for(one, &other.id)))
    }
}

/// Whether an item comes only after another: it waits for it or is opened by it.
fn waits_for(item: &Item, other: &ItemId) -> bool {
    let after = item.after.iter().any(|after| after.items().contains(other));
    let opened = item.opened_by.iter().flat_map(|cue| &cue.all);
    let opened = opened
        .into_iter()
        .any(|happening| matches!(happening, Happening::Item(_, source) if source == other));
    after || opened
}
