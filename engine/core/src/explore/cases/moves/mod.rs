//! What may happen next in a case: what people do, what comes from outside, and time.

mod make;
mod next;
mod one;

use std::borrow::Cow;

use chrono::{DateTime, Duration, NaiveDate, Utc};

pub(in crate::explore) use self::one::Move;
use super::deviation::Deviation;
use super::forms::Form;
use super::regions::Regions;
use super::relevant::{Relevant, top_of};
use crate::calendar::local_date;
use crate::case::{Case, Runnable};
use crate::flow::{CASE_ENDED, Clock, ClockStart, Field, Item, ItemKind, MessageForm, Turning};
use crate::id::{FieldPath, ItemId, MessageName};

/// The moves of a flow's cases.
#[derive(Debug)]
pub(in crate::explore) struct Moves<'a> {
    /// The flow as it is searched.
    pub(in crate::explore) run: &'a Runnable,
    /// The flow as it is written.
    whole: &'a Runnable,
    /// Clocks whose ladders open something, where lengths of time are left out.
    ladders: Vec<(u16, &'a Clock)>,
    /// By the item's place.
    forms: Vec<Form>,
    /// What messages hold that the flow declares.
    messages: Vec<(&'a MessageForm, Form)>,
    /// Data that no form fills.
    free: Vec<(&'a Field, Form)>,
    /// Items of which it matters whether they are under way, by place.
    watched: Vec<bool>,
    /// By place, how people leave the flow's way so that it matters.
    deviations: Vec<Vec<Deviation>>,
    /// The days on which something may turn out otherwise, where lengths of time are left out.
    days: Vec<NaiveDate>,
    /// Whether it matters in which order things were done.
    orders: bool,
    timed: bool,
    /// Fields of which not every value that may matter is tried.
    pub(in crate::explore) sampled: Vec<FieldPath>,
    /// What day it is is reckoned with.
    pub(in crate::explore) today_sampled: bool,
}

impl<'a> Moves<'a> {
    /// The moves of a flow's cases: of `run` as it is searched, `whole` as it is written.
    pub(in crate::explore) fn of(
        run: &'a Runnable,
        whole: &'a Runnable,
        relevant: &Relevant,
        starts: DateTime<Utc>,
    ) -> Self {
        let regions = Regions {
            relevant,
            today: local_date(starts),
        };
        let timed = !run.is_untimed();
        let mut sampled = Vec::new();
        let forms = run.flow.items.values().map(|item| {
            let (form, all) = match &item.kind {
                ItemKind::Subcase(of) => Form::of_taken(&run.flow, of, &regions),
                _ => Form::of(&run.flow, item, &regions),
            };
            if !all && let ItemKind::Subcase(of) = &item.kind {
                let part = of.takes.iter().map(|taken| &taken.mine);
                sampled.extend(part.filter(|path| relevant.matters(path)).cloned());
            } else if !all {
                let part = item.fills.iter().filter(|path| relevant.matters(path));
                sampled.extend(part.cloned());
            }
            form
        });
        let forms = forms.collect();
        let mut messages = Vec::new();
        for message in run.flow.messages.values() {
            let (form, all) = Form::of_message(&run.flow, message, &regions);
            messages.push((message, form));
            let holds = message.holds.values().map(|field| field.path.clone());
            sampled.extend(holds.filter(|_| !all));
        }
        let mut free = Vec::new();
        for field in run.flow.data.fields().filter(|field| field.is.is_none()) {
            if relevant.fields.contains(&field.path) && !is_filled(run, field) {
                let (form, all) = Form::alone(field, &regions);
                free.push((field, form));
                sampled.extend((!all).then(|| field.path.clone()));
            }
        }
        Self {
            ladders: ladders(whole).filter(|_| !timed).collect(),
            forms,
            messages,
            free,
            watched: watched(run, relevant),
            deviations: run
                .flow
                .items
                .keys()
                .map(|id| Deviation::that_matter(&run.flow, id))
                .collect(),
            days: if timed || !run.reads_what_day_it_is() {
                Vec::new()
            } else {
                regions.days_to_come()
            },
            orders: !relevant.cuts.moments.is_empty(),
            timed,
            whole,
            sampled,
            today_sampled: !timed && relevant.cuts.today_reckoned,
            run,
        }
    }

    /// Whether a ladder of a row opens something, which is not tried where lengths of time are left out.
    pub(in crate::explore) fn leaves_out_ladders(&self) -> bool {
        let mut clocks = self.whole.flow.clocks.values();
        !self.timed && clocks.any(|clock| clock.opens_something() && is_of_rows(self.whole, clock))
    }

    /// Whether all that may happen is that items are begun and done.
    pub(in crate::explore) fn are_plain(&self) -> bool {
        self.deviations.iter().all(Vec::is_empty)
            && self.ladders.is_empty()
            && self.messages.is_empty()
            && self.free.is_empty()
            && self.days.is_empty()
    }

    /// Items of which it matters whether they are under way.
    pub(in crate::explore) fn watched(&self) -> impl Iterator<Item = &'a ItemId> {
        let items = self.run.flow.items.keys().zip(&self.watched);
        items.filter(|(_, watched)| **watched).map(|(id, _)| id)
    }

    /// Whether the other of two paired cases says it.
    fn of_pair(&self, message: &MessageName) -> bool {
        let pair = self.run.flow.pair.as_ref();
        pair.is_some_and(|pair| {
            message.as_str() == CASE_ENDED || pair.protocol.messages.contains_key(message)
        })
    }

    /// The place in the flow of what stands at this place in a case: past the flow's own come those of the first row of
    /// each, of the second, and so on.
    fn in_flow(&self, place: u16) -> usize {
        usize::from(place) % self.run.flow.items.len().max(1)
    }

    /// The item at a place in a case.
    fn item(&self, case: &Case, place: u16) -> Option<Cow<'a, Item>> {
        let items = &self.run.flow.items;
        let (id, item) = items.get_index(self.in_flow(place))?;
        let Some(row) = (usize::from(place) / items.len()).checked_sub(1) else {
            return Some(Cow::Borrowed(item));
        };
        let rows = self.run.children(case, self.run.sets().get(id)?);
        let id = ItemId::of_row(id.as_str(), rows.get(row)?.row()?);
        self.run.item(case, &id)
    }

    /// The place in a case of an item of the flow as this row has it, the first being 1; none where there are more than can
    /// be told apart.
    fn place_in_row(&self, place: u16, row: usize) -> Option<u16> {
        let past = self.run.flow.items.len().checked_mul(row)?;
        let place = usize::from(place).checked_add(past)?;
        u16::try_from(place)
            .ok()
            .filter(|place| *place <= Move::MAX_PLACE)
    }

    /// The moment at which a move from a case at this moment is made.
    fn moment(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        if self.orders {
            at + Duration::seconds(1)
        } else {
            at
        }
    }
}

/// Clocks whose ladders open something, by their place in the flow.
fn ladders(whole: &Runnable) -> impl Iterator<Item = (u16, &Clock)> {
    (0_u16..)
        .zip(whole.flow.clocks.values())
        .filter(|(_, clock)| clock.opens_something() && !is_of_rows(whole, clock))
}

/// Whether a clock is there once for each row.
fn is_of_rows(run: &Runnable, clock: &Clock) -> bool {
    let item = clock.item.as_ref();
    item.is_some_and(|item| run.sets().contains_key(item))
}

/// Whether some form fills the field, or something sets it.
fn is_filled(run: &Runnable, field: &Field) -> bool {
    let of_field = |path: &FieldPath| top_of(path).as_ref() == Some(&field.path);
    let taken = |item: &Item| match &item.kind {
        ItemKind::Subcase(of) => of.takes.iter().any(|taken| of_field(&taken.mine)),
        _ => false,
    };
    let fills = |item: &Item| {
        item.fills.iter().any(of_field) || item.sets.iter().any(|(path, _)| of_field(path)) || taken(item)
    };
    run.flow.items.values().any(fills)
}

/// Items of which it matters whether they are under way: what may not be so meanwhile, a guard that asks, a clock.
fn watched(run: &Runnable, relevant: &Relevant) -> Vec<bool> {
    let flow = &run.flow;
    let clocked = |id: &ItemId| {
        flow.clocks.values().any(|clock| {
            let opened = matches!(&clock.starts, ClockStart::Opened(item) if item == id);
            opened || clock.pauses.iter().any(|pause| pause.during == *id)
        })
    };
    let owed = |id: &ItemId| flow.items.values().any(|item| item.not_while_owed.contains(id));
    let heard = |id: &ItemId| flow.listens_for(&[Turning::Opened, Turning::Started], id);
    let items = flow.items.keys();
    items
        .map(|id| {
            owed(id) || run.excludes_others(id) || relevant.cuts.open.contains(id) || clocked(id) || heard(id)
        })
        .collect()
}
