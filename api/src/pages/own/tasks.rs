//! Who is to do what by when, in a few words: what the reader must do, what they may do, and what others do.

use chrono::{DateTime, Utc};
use samspil_core::case::{Eyes, OpenTask, Status, View};
use samspil_core::flow::{Item, ItemKind};
use samspil_core::id::{ItemId, PartyId};
use samspil_core::text::Message;

use crate::pages::address::segment;
use crate::pages::case::seen_tasks;
use crate::pages::parts::Cell;
use crate::pages::tasks::due_cell;
use crate::pages::words::{Due, Speaker};

/// Something that the reader is to do, or may do.
#[derive(Clone, Debug)]
pub(super) struct Own {
    /// Its form.
    pub(super) href: String,
    /// What it is called.
    pub(super) title: String,
    /// By when.
    pub(super) due: Option<Cell>,
    /// The same, to put the soonest first.
    pub(super) at: Option<DateTime<Utc>>,
}

/// Something that others are to do.
#[derive(Clone, Debug)]
pub(super) struct Others {
    /// What it is called.
    pub(super) title: String,
    /// Who.
    pub(super) who: String,
    /// By when.
    pub(super) due: Option<Cell>,
}

/// The open tasks that the reader must do and those of others, soonest first.
pub(super) fn open(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> (Vec<Own>, Vec<Others>) {
    let mut tasks = seen_tasks(view, eyes);
    tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    let (own, others): (Vec<OpenTask>, Vec<OpenTask>) = tasks
        .into_iter()
        .partition(|task| eyes.acting().contains(&task.party));
    let due = |at: Option<DateTime<Utc>>| {
        at.map(|at| due_cell(speaker, &Due::new(at, view.at, &view.run.calendar)))
    };
    let known: Vec<ItemId> = own.iter().chain(&others).map(|task| task.item.clone()).collect();
    let own = own.into_iter().map(|task| Own {
        href: address(view, &task.item),
        title: task.title.in_language(speaker.language).to_owned(),
        due: due(task.due),
        at: task.due,
    });
    let mut theirs: Vec<Others> = others
        .into_iter()
        .map(|task| Others {
            title: task.title.in_language(speaker.language).to_owned(),
            who: who(view, eyes, speaker, &task.party),
            due: due(task.due),
        })
        .collect();
    let debts = view.debts_seen(eyes);
    let debts = debts.into_iter().filter(|debt| !known.contains(&debt.item));
    theirs.extend(debts.filter_map(|debt| {
        let debtor = debt.debtor.filter(|party| !eyes.acting().contains(party))?;
        let title = Message::new("owed-item").with("item", view.title(&debt.item));
        Some(Others {
            title: speaker.say(&title),
            who: who(view, eyes, speaker, &debtor),
            due: due(debt.due),
        })
    }));
    (own.collect(), theirs)
}

/// What the reader may do without being asked.
pub(super) fn possible(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Vec<Own> {
    let items = fillable(view, eyes).into_iter().filter(|item| {
        let owner = view.owner(item);
        let asked = view.case.item(&item.id).status == Status::Active;
        !(asked && owner.is_some_and(|owner| eyes.acting().contains(&owner)))
    });
    items
        .map(|item| Own {
            href: address(view, &item.id),
            title: item.title.in_language(speaker.language).to_owned(),
            due: None,
            at: None,
        })
        .collect()
}

/// Human work that is open to the reader now, by the flow's order.
pub(super) fn fillable(view: &View<'_>, eyes: &Eyes) -> Vec<Item> {
    if !view.case.is_open() {
        return Vec::new();
    }
    let named = view.run.named_items(view.case);
    let items = named.iter().chain(view.case.added.keys()).filter_map(|id| {
        let status = view.case.item(id).status;
        let item = view.run.item(view.case, id)?;
        let acts = |party: &PartyId| eyes.acting().contains(party);
        let owner = view.owner(&item);
        let mine = owner.iter().chain(&item.also_by).any(acts);
        let open = matches!(status, Status::Active | Status::Possible) && !view.run.is_set(id);
        (is_work(&item) && mine && open && view.sees_item(eyes, &item)).then(|| item.into_owned())
    });
    items.collect()
}

/// Whether people do it by a form.
pub(super) const fn is_work(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Task | ItemKind::Decision | ItemKind::Meeting)
}

fn address(view: &View<'_>, item: &ItemId) -> String {
    format!("/cases/{}/tasks/{}", view.case.id, segment(item.as_str()))
}

/// A party, and who is there for it as far as the reader may know.
pub(super) fn who(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>, party: &PartyId) -> String {
    let bound: Vec<_> = view.bound_now(party).cloned().collect();
    let seen = view.seen_bindings(eyes, party, &bound);
    let named = seen
        .iter()
        .filter(|binding| binding.person.is_some() || binding.unit.is_some());
    let names: Vec<String> = named
        .map(|binding| speaker.names.binding(binding, speaker.language))
        .collect();
    let title = view.party_title(party);
    let title = title.in_language(speaker.language);
    if names.is_empty() {
        title.to_owned()
    } else {
        format!("{title}: {}", names.join(", "))
    }
}
