//! A flow made ready to run: its guards compiled and its relations turned round, once per version.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::cues::Cues;
use super::sight::{needed_by, protected};
use super::{AddedWork, Case};
use crate::calendar::{Calendar, DaySet, DayZero, EndAt, PlanBy, Roll, Term};
use crate::flow::{
    ClockStart, ClockStop, Flow, Item, ItemKind, Place, Protected, Repeat, RungAction, Starts, Tunings,
    WorkKind, added_name,
};
use crate::guard::Guards;
use crate::id::{ClockId, FieldPath, ItemId, PartyId};

/// A flow, its version and its calendar, ready to run.
#[derive(Clone, Debug)]
pub struct Runnable {
    /// The flow.
    pub flow: Flow,
    /// Its version.
    pub version: u32,
    /// Its guards.
    pub guards: Guards,
    /// The tenant's calendar.
    pub calendar: Calendar,
    /// What the tenant has tuned of its clocks.
    pub tunings: Tunings,
    /// Items that begin anew each time this one is done.
    pub(super) each_time: BTreeMap<ItemId, Vec<ItemId>>,
    /// What begins anew when this item sends the work back: everything on a way from where it is sent back to, to
    /// the item itself.
    pub(super) sent_back: BTreeMap<ItemId, Vec<ItemId>>,
    /// The items that may not be under way together with this one.
    pub(super) excludes: BTreeMap<ItemId, BTreeSet<ItemId>>,
    /// For each item that is there once for each row, the item that says so: itself, or a stage around it.
    pub(super) sets: BTreeMap<ItemId, ItemId>,
    /// The clocks of what an item may owe.
    pub(super) debt_clocks: BTreeMap<ItemId, Vec<ClockId>>,
    /// Who listens for what.
    pub(super) cues: Cues,
    /// The items that a clock speaks of: its own, or those that stop it.
    pub(super) concerned: BTreeMap<ClockId, Vec<ItemId>>,
    /// The rungs that hand an item over although it need not be open then: the clock, the rung's place, and to whom.
    pub(super) handed: BTreeMap<ItemId, Vec<(ClockId, u16, PartyId)>>,
    /// The items whose owner needs a field that says nothing of who sees it.
    pub(super) needed_by: BTreeMap<FieldPath, Vec<ItemId>>,
    /// What fields tell that may be protected.
    protected: BTreeMap<FieldPath, Vec<Protected>>,
    /// Some guard asks what day it is, so that a case must be looked at when the day turns.
    pub(super) reads_today: bool,
    /// The fields whose values are kept under a key.
    pub sensitive: BTreeSet<FieldPath>,
    /// Lengths of time are left out: see [`Runnable::without_time`].
    pub(super) untimed: bool,
}

impl Runnable {
    /// Makes a flow ready to run.
    #[must_use]
    pub fn new(flow: Flow, guards: Guards, version: u32, calendar: Calendar) -> Self {
        let mut each_time: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
        for item in flow.items.values() {
            for cause in item.repeats.iter().flat_map(|repeats| &repeats.each_time) {
                each_time.entry(cause.clone()).or_default().push(item.id.clone());
            }
        }
        let concerned: BTreeMap<ClockId, Vec<ItemId>> = flow
            .clocks
            .values()
            .map(|clock| {
                let items = match (&clock.item, &clock.stops, guards.clock_stops.get(&clock.id)) {
                    (Some(item), _, _) => vec![item.clone()],
                    (None, ClockStop::When(_), Some(guard)) => guard.reads().items.iter().cloned().collect(),
                    _ => Vec::new(),
                };
                (clock.id.clone(), items)
            })
            .collect();
        let mut debt_clocks: BTreeMap<ItemId, Vec<ClockId>> = BTreeMap::new();
        for clock in flow.clocks.values() {
            if let ClockStart::Owed { item, .. } = &clock.starts {
                debt_clocks
                    .entry(item.clone())
                    .or_default()
                    .push(clock.id.clone());
            }
        }
        let reads_today = guards.all().any(|guard| guard.reads().today);
        Self {
            sent_back: flow.sent_back(),
            handed: handed(&flow, &concerned),
            needed_by: needed_by(&flow, &guards),
            protected: protected(&flow, &guards),
            cues: Cues::of(&flow),
            excludes: excludes(&flow),
            each_time,
            sets: sets(&flow),
            debt_clocks,
            concerned,
            reads_today,
            untimed: false,
            sensitive: flow.data.sensitive(),
            flow,
            version,
            guards,
            calendar,
            tunings: Tunings::default(),
        }
    }

    /// What the field tells that may be protected.
    pub(super) fn protected(&self, path: &FieldPath) -> impl Iterator<Item = Protected> {
        self.protected.get(path).into_iter().flatten().copied()
    }

    /// The same by another calendar.
    #[must_use]
    pub fn counting_by(&self, calendar: Calendar) -> Self {
        Self {
            calendar,
            ..self.clone()
        }
    }

    /// The same with these tunings.
    #[must_use]
    pub fn tuned_by(self, tunings: Tunings) -> Self {
        Self { tunings, ..self }
    }

    /// An item of the flow, or work that was added to the case, as if the flow had planned it.
    #[must_use]
    pub fn item<'a>(&'a self, case: &Case, id: &ItemId) -> Option<Cow<'a, Item>> {
        if let Some(item) = self.flow.items.get(id) {
            return Some(Cow::Borrowed(item));
        }
        if let Some(work) = case.added.get(id) {
            return Some(Cow::Owned(added(id, work)));
        }
        let row = id.row()?;
        self.item_of_row(case, id, row).map(Cow::Owned)
    }

    /// The clocks of what people describe themselves are there once for each such work, as those of rows are.
    fn added_sets(flow: &Flow) -> impl Iterator<Item = ItemId> {
        let names = flow.all_unplanned().map(|(stage, _)| added_name(stage));
        names
            .filter(|name| flow.clocks.contains_key(name.as_str()))
            .filter_map(|name| ItemId::new(&name).ok())
    }

    /// Whether the item may not be under way with some other.
    #[must_use]
    pub fn excludes_others(&self, item: &ItemId) -> bool {
        self.excludes.contains_key(item)
    }

    /// What the item may not be under way with.
    pub(crate) fn excluded_by(&self, item: &ItemId) -> impl Iterator<Item = &ItemId> {
        self.excludes.get(item).into_iter().flatten()
    }

    /// What begins anew when the item sends the work back, in the flow's order.
    pub(crate) fn sent_back_by(&self, item: &ItemId) -> impl Iterator<Item = &ItemId> {
        self.sent_back.get(item).into_iter().flatten()
    }

    /// Whether a person starts the item: as the flow says, and where it is work that excludes other work, so that
    /// people choose the order and nothing is held up by what nobody has begun.
    #[must_use]
    pub fn starts_by_hand(&self, item: &Item) -> bool {
        let excludes = item.owner.is_some() && self.excludes.contains_key(item.id.base());
        item.starts == Starts::ByHand || item.optional || excludes
    }

    /// Whether some guard asks what day it is.
    #[must_use]
    pub const fn reads_what_day_it_is(&self) -> bool {
        self.reads_today
    }

    /// Whether lengths of time are left out.
    #[must_use]
    pub const fn is_untimed(&self) -> bool {
        self.untimed
    }

    /// Items that time holds back: by a delay or a rhythm.
    pub(super) fn held_back(&self) -> impl Iterator<Item = &Item> {
        self.flow.items.values().filter(|item| {
            let on_rhythm = item.repeats.as_ref().is_some_and(Repeat::is_planned);
            on_rhythm || item.is_delayed()
        })
    }

    /// The name of the item's own clock: the item's.
    #[must_use]
    pub fn clock_of(&self, item: &ItemId) -> Option<&ClockId> {
        self.flow.clocks.get_key_value(item.as_str()).map(|(id, _)| id)
    }
}

/// How lengths are counted where nothing else is said: as an authority's duty, on the office's days.
pub(super) const PLAIN_TERM: Term = Term {
    days: DaySet::Office,
    roll: Roll::None,
    plan_by: PlanBy::Same,
    day_zero: DayZero::NotCounted,
    at: EndAt::EndOfDay,
};

/// Added work as if the flow had planned it.
fn added(id: &ItemId, work: &AddedWork) -> Item {
    let kind = match work.kind {
        WorkKind::Task => ItemKind::Task,
        WorkKind::Meeting => ItemKind::Meeting,
    };
    Item {
        owner: Some(work.owner.clone()),
        parent: work.stage.clone(),
        ..Item::new(id.clone(), kind, work.title.clone(), Place::default())
    }
}

/// What rungs hand over that belong to no clock which runs only while its item is open.
fn handed(
    flow: &Flow,
    concerned: &BTreeMap<ClockId, Vec<ItemId>>,
) -> BTreeMap<ItemId, Vec<(ClockId, u16, PartyId)>> {
    let mut found: BTreeMap<ItemId, Vec<(ClockId, u16, PartyId)>> = BTreeMap::new();
    let clocks = flow.clocks.values();
    for clock in clocks.filter(|clock| clock.stops != ClockStop::ItemEnds) {
        for (place, rung) in (0_u16..).zip(&clock.ladder) {
            let RungAction::HandTo(party) = &rung.does else {
                continue;
            };
            for item in concerned.get(&clock.id).into_iter().flatten() {
                let rungs = found.entry(item.clone()).or_default();
                rungs.push((clock.id.clone(), place, party.clone()));
            }
        }
    }
    found
}

fn sets(flow: &Flow) -> BTreeMap<ItemId, ItemId> {
    let set = |item: &ItemId| Some((item.clone(), flow.set_of(item)?.0.id.clone()));
    let added = Runnable::added_sets(flow).map(|name| (name.clone(), name));
    flow.items.keys().filter_map(set).chain(added).collect()
}

/// Who excludes whom, said from both sides: by name, and in stages where one thing happens at a time.
fn excludes(flow: &Flow) -> BTreeMap<ItemId, BTreeSet<ItemId>> {
    let mut pairs: Vec<(&ItemId, &ItemId)> = Vec::new();
    for item in flow.items.values() {
        pairs.extend(item.not_with.iter().map(|other| (&item.id, other)));
        if item.one_at_a_time {
            let inside = || flow.inside(Some(&item.id)).map(|inner| &inner.id);
            pairs.extend(inside().flat_map(|one| inside().map(move |other| (one, other))));
        }
    }
    let mut found: BTreeMap<ItemId, BTreeSet<ItemId>> = BTreeMap::new();
    for (one, other) in pairs.into_iter().filter(|(one, other)| one != other) {
        found.entry(one.clone()).or_default().insert(other.clone());
        found.entry(other.clone()).or_default().insert(one.clone());
    }
    found
}
