//! A case as the few bytes that make a difference to what may follow, and back. Whatever two cases differ in beside
//! these bytes changes nothing that is done later, so that they are one state.

mod clock;
mod item;
mod rows;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, Duration, Utc};

use self::clock::round_of;
use self::item::{Kept, kept};
use self::rows::Rows;
use super::bytes::{Reader, Writer};
use super::relevant::Relevant;
use crate::calendar::{instant_of, local_date, local_time};
use crate::case::{Case, ItemState, PairsLeft, Runnable, Standing, Status, Subcase, SubcaseStanding};
use crate::flow::{Clock, Flow, ItemKind, Value};
use crate::id::{ByName, ClockId, FieldPath, ItemId, PartyId};

/// Packs the cases of one flow.
#[derive(Debug)]
pub(super) struct Packer<'a> {
    run: &'a Runnable,
    flow: &'a Flow,
    rows: Rows<'a>,
    items: Vec<(&'a ItemId, Kept<'a>)>,
    clocks: Vec<(&'a ClockId, &'a Clock)>,
    parties: Vec<&'a PartyId>,
    fields: Vec<Field>,
    /// What pairs were met, and the number of each by its text.
    pairs: Vec<PairsLeft>,
    pair_numbers: BTreeMap<String, usize>,
    /// A case to which nothing has happened.
    empty: Case,
    starts: DateTime<Utc>,
    timed: bool,
    /// Whether work may be another's than the flow says: where ladders run, and where rows name their owners.
    hands_over: bool,
}

/// A field of the case file, and the values that it was met with.
#[derive(Debug)]
struct Field {
    path: FieldPath,
    values: Vec<Value>,
    /// By the value's text.
    numbers: BTreeMap<String, usize>,
}

impl<'a> Packer<'a> {
    /// For the flow of a case that has begun at this moment.
    pub(super) fn new(run: &'a Runnable, relevant: &Relevant, begun: &Case, starts: DateTime<Utc>) -> Self {
        let timed = !run.is_untimed();
        let flow = &run.flow;
        let each = flow.items.values();
        let mut each = each.filter_map(|item| item.repeats.as_ref()?.each.as_ref());
        let hands_over = timed || each.any(|each| each.owner.is_some());
        let fields = relevant.fields.iter().map(|path| Field {
            path: path.clone(),
            values: Vec::new(),
            numbers: BTreeMap::new(),
        });
        let mut empty = begun.clone();
        empty.items = ByName::new();
        empty.clocks = ByName::new();
        empty.data.clear();
        empty.parties.clear();
        empty.standing = Standing::Open;
        Self {
            run,
            flow,
            rows: Rows::of(run),
            items: flow
                .items
                .values()
                .map(|item| (&item.id, kept(run, relevant, item)))
                .collect(),
            clocks: flow.clocks.iter().collect(),
            parties: flow.parties.keys().collect(),
            fields: fields.collect(),
            pairs: Vec::new(),
            pair_numbers: BTreeMap::new(),
            empty,
            starts,
            timed,
            hands_over,
        }
    }

    /// The bytes of a case at this moment.
    pub(super) fn pack(&mut self, case: &Case, at: DateTime<Utc>) -> Vec<u8> {
        // Whoever adds to a case says here whether it makes a difference to what may follow.
        let Case {
            id: _,
            flow: _,
            flow_version: _,
            title: _,
            version: _,
            standing,
            started_at: _,
            stood_still_at: _,
            reopened: _,
            data,
            parties: _,
            // Who sees what makes no difference to what may be done by a party that nobody is bound to.
            consents: _,
            looked_on: _,
            phase: _,
            left: _,
            protection: _,
            opened_by: _,
            items: _,
            added: _,
            clocks,
            heard_out,
            calendar: _,
            tunings: _,
            // Messages are kept for nobody while runs are searched, but for those of a pair.
            kept: _,
            messages: _,
            parent: _,
            // While its item is under way a sub-case is; how it ends is tried in every way.
            subcases: _,
            pairs: _,
            paired: _,
        } = case;
        let mut writer = Writer::default();
        writer.byte(match standing {
            Standing::Open => 0,
            Standing::OnHold => 1,
            Standing::Closed => 2,
            Standing::Terminated => 3,
        });
        if !matches!(standing, Standing::Open | Standing::OnHold) {
            return writer.bytes;
        }
        self.pack_pairs(&mut writer, case);
        self.rows.pack(&mut writer, case);
        let ranks = self.ranks(case);
        self.pack_moment(&mut writer, at);
        writer.many(heard_out.iter().copied());
        for (id, kept) in self.items.iter().filter(|(id, _)| !self.rows.hold(id)) {
            self.pack_item(&mut writer, id, case.item(id), kept, &ranks);
        }
        for (id, kept) in self.rows.items(self, case) {
            self.pack_item(&mut writer, &id, case.item(&id), kept, &ranks);
        }
        for field in &mut self.fields {
            writer.number(field.number(data.get(&field.path)));
        }
        for (id, clock) in self.clocks_of(case) {
            match clocks.get(&*id).filter(|_| self.timed) {
                None => writer.byte(0),
                Some(state) => {
                    writer.byte(1);
                    self.pack_clock(&mut writer, state, round_of(case, &clock).unwrap_or(state.round));
                }
            }
        }
        writer.bytes
    }

    /// The case that these bytes stand for, and its moment.
    pub(super) fn unpack(&self, bytes: &[u8]) -> (Case, DateTime<Utc>) {
        let mut reader = Reader::new(bytes);
        let mut case = self.empty.clone();
        case.standing = match reader.byte() {
            0 => Standing::Open,
            1 => Standing::OnHold,
            2 => Standing::Closed,
            _ => Standing::Terminated,
        };
        if !matches!(case.standing, Standing::Open | Standing::OnHold) {
            return (case, self.starts);
        }
        if self.flow.pair.is_some() {
            let left = usize::try_from(reader.number())
                .ok()
                .and_then(|number| self.pairs.get(number));
            case.take_pairs(left.cloned().unwrap_or_default());
        }
        // A row is there as soon as the item has a state for it.
        for row in self.rows.unpack(&mut reader) {
            case.items.insert(row, ItemState::default());
        }
        let mut at = self.unpack_moment(&mut reader);
        case.heard_out = reader.many().collect();
        let plain = self.items.iter().filter(|(id, _)| !self.rows.hold(id));
        let plain = plain.map(|(id, kept)| (Cow::Borrowed(*id), kept));
        let of_rows = self.rows.items(self, &case);
        let of_rows = of_rows.into_iter().map(|(id, kept)| (Cow::Owned(id), kept));
        for (id, kept) in plain.chain(of_rows) {
            let state = self.unpack_item(&mut reader, &id, kept);
            if !self.timed {
                at = at.max(state.happened_at.unwrap_or(at));
            }
            if state.status == Status::Active {
                case.subcases.extend(self.subcase(&id, state.round));
            }
            if state != ItemState::default() || case.items.contains_key(&*id) {
                case.items.insert(id.into_owned(), state);
            }
        }
        for field in &self.fields {
            let number = reader.number().checked_sub(1);
            let value = number.and_then(|number| field.values.get(usize::try_from(number).ok()?));
            case.data
                .extend(value.map(|value| (field.path.clone(), value.clone())));
        }
        for (id, clock) in self.clocks_of(&case) {
            if reader.byte() == 1 {
                let state = self.unpack_clock(&mut reader, round_of(&case, &clock).unwrap_or(1));
                case.clocks.insert(id.into_owned(), state);
            }
        }
        (case, at)
    }

    /// The number of what makes a difference of the pairs that a case is or was in.
    fn pack_pairs(&mut self, writer: &mut Writer, case: &Case) {
        let Some(pair) = &self.flow.pair else { return };
        let left = case.pairs_left(pair, self.timed);
        let next = self.pairs.len();
        let number = *self.pair_numbers.entry(format!("{left:?}")).or_insert(next);
        if number == next {
            self.pairs.push(left);
        }
        writer.number(u64::try_from(number).unwrap_or_default());
    }

    /// The sub-case that an item under way is.
    fn subcase(&self, id: &ItemId, round: u32) -> Option<Subcase> {
        let item = self.flow.items.get(id.base())?;
        let ItemKind::Subcase(of) = &item.kind else {
            return None;
        };
        Some(Subcase {
            item: id.clone(),
            round,
            flow: of.flow.clone(),
            apart: of.apart,
            case: None,
            standing: SubcaseStanding::Called,
            reason: None,
            took: BTreeMap::new(),
        })
    }

    /// Where lengths of time are left out, the moments at which things were done, in order: only the order counts.
    fn ranks(&self, case: &Case) -> BTreeSet<DateTime<Utc>> {
        let moments = self
            .items
            .iter()
            .filter(|(_, kept)| kept.happened_at && !self.timed);
        let plain = moments.filter_map(|(id, _)| case.item(id).happened_at);
        let of_rows = self.rows.items(self, case).into_iter();
        let of_rows = of_rows.filter(|(_, kept)| kept.happened_at && !self.timed);
        plain
            .chain(of_rows.filter_map(|(id, _)| case.item(&id).happened_at))
            .collect()
    }

    /// The clocks of a case, those of its rows too.
    fn clocks_of(&self, case: &Case) -> Vec<(Cow<'a, ClockId>, Cow<'a, Clock>)> {
        let mut found = Vec::with_capacity(self.clocks.len());
        for (id, clock) in &self.clocks {
            match clock.item.as_ref().and_then(|item| self.rows.root_of(item)) {
                None => found.push((Cow::Borrowed(*id), Cow::Borrowed(*clock))),
                Some(root) => {
                    for row in self.run.children(case, root) {
                        let id = row.row().map(|row| ClockId::of_row(id.as_str(), row));
                        let own =
                            id.and_then(|id| Some((id.clone(), self.run.clock(id.as_str())?.into_owned())));
                        found.extend(own.map(|(id, clock)| (Cow::Owned(id), Cow::Owned(clock))));
                    }
                }
            }
        }
        found
    }

    fn pack_moment(&self, writer: &mut Writer, moment: DateTime<Utc>) {
        if self.timed {
            writer.signed((moment - self.starts).num_seconds());
        } else {
            writer.signed((local_date(moment) - local_date(self.starts)).num_days());
        }
    }

    fn unpack_moment(&self, reader: &mut Reader<'_>) -> DateTime<Utc> {
        let number = reader.signed();
        if self.timed {
            return self.starts + Duration::try_seconds(number).unwrap_or_default();
        }
        let days = Days::new(u64::try_from(number).unwrap_or_default());
        let day = local_date(self.starts).checked_add_days(days);
        day.map_or(self.starts, |day| {
            instant_of(day.and_time(local_time(self.starts).time()))
        })
    }

    fn pack_maybe(&self, writer: &mut Writer, moment: Option<DateTime<Utc>>) {
        match moment {
            None => writer.byte(0),
            Some(moment) => {
                writer.byte(1);
                self.pack_moment(writer, moment);
            }
        }
    }

    fn unpack_maybe(&self, reader: &mut Reader<'_>) -> Option<DateTime<Utc>> {
        (reader.byte() == 1).then(|| self.unpack_moment(reader))
    }

    /// What is kept beside the states, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        let each = size_of::<Value>() * 2;
        let values = self.fields.iter().map(|field| field.values.len()).sum();
        let pairs = size_of::<PairsLeft>() * 2;
        super::super::visited::bytes(values, each) + super::super::visited::bytes(self.pairs.len(), pairs)
    }
}

impl Field {
    /// The number of a value, 0 where the field is empty.
    fn number(&mut self, value: Option<&Value>) -> u64 {
        let Some(value) = value else { return 0 };
        let next = self.values.len();
        let number = *self.numbers.entry(format!("{value:?}")).or_insert(next);
        if number == next {
            self.values.push(value.clone());
        }
        u64::try_from(number + 1).unwrap_or_default()
    }
}
