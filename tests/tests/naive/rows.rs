//! What is there once for each row of a list, or for each number: each row has the item under a name of its own, and only
//! the whole can be named from outside.

use samspil_core::flow::{
    Cue, Each, EachOf, Enough, Expression, Flow, Happening, Item, ItemKind, Pair, WaitsFor,
};
use samspil_core::id::ItemId;

use crate::cues::Ear;
use crate::guard::{Asked, Plain, Rows};
use crate::interpreter::{Is, Naive};
use crate::twist::Twist;
use crate::written::KEYS;

/// A flow, with everything that any of its rows may have.
pub(crate) struct Told {
    /// By name, in the order of the file; what a row has comes after the whole.
    pub(crate) items: std::collections::BTreeMap<ItemId, Item>,
    pub(crate) order: Vec<ItemId>,
    pub(crate) closes: Option<Expression>,
    pub(crate) ends_when: Option<Expression>,
    pub(crate) ended_by: Vec<Cue>,
    /// What listens, and for what.
    pub(crate) ears: Vec<(Ear, Happening)>,
    pub(crate) pair: Option<Pair>,
    pub(crate) waits_for: WaitsFor,
    /// The days that the item may last.
    pub(crate) days: std::collections::BTreeMap<ItemId, i64>,
}

impl Told {
    pub(crate) fn of(flow: &Flow) -> Self {
        let mut told = Self {
            items: std::collections::BTreeMap::new(),
            order: Vec::new(),
            closes: flow.closes.clone(),
            ends_when: flow.ends_when.clone(),
            ended_by: flow.ended_by.clone(),
            ears: Vec::new(),
            pair: flow.pair.clone(),
            waits_for: flow.waits_for,
            days: std::collections::BTreeMap::new(),
        };
        for item in flow.items.values() {
            told.add(item.clone());
            for key in item
                .repeats
                .iter()
                .filter_map(|repeats| repeats.each.as_ref())
                .flat_map(keys)
            {
                told.add(in_row(item, &key));
            }
        }
        for clock in flow.clocks.values() {
            if let (Some(item), samspil_core::flow::Lasts::For(samspil_core::calendar::Length::Days(days))) =
                (&clock.item, &clock.lasts)
            {
                told.days.insert(item.clone(), i64::from(*days));
            }
        }
        told.ears = crate::cues::ears(&told);
        told
    }

    fn add(&mut self, item: Item) {
        self.order.push(item.id.clone());
        self.items.insert(item.id.clone(), item);
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Item> {
        self.order.iter().map(|id| &self.items[id])
    }

    pub(crate) fn inside(&self, stage: Option<&ItemId>) -> impl Iterator<Item = &Item> {
        self.all().filter(move |item| item.parent.as_ref() == stage)
    }
}

/// The rows that there may ever be.
fn keys(each: &Each) -> Vec<String> {
    match &each.of {
        EachOf::Row { .. } => KEYS.map(str::to_owned).to_vec(),
        EachOf::Number(number) => {
            let most: u32 = number.text.parse().expect("a number");
            (1..=most).map(|number| number.to_string()).collect()
        }
    }
}

/// What a row has: it lies in the whole, which has waited for what comes before.
fn in_row(item: &Item, key: &str) -> Item {
    Item {
        id: ItemId::with_row(&format!("{}#{key}", item.id)).expect("a name"),
        parent: Some(item.id.clone()),
        after: None,
        not_before: None,
        repeats: None,
        ..item.clone()
    }
}

pub(crate) fn is_whole(item: &Item) -> bool {
    item.repeats
        .as_ref()
        .is_some_and(|repeats| repeats.each.is_some())
}

pub(crate) fn base(id: &ItemId) -> ItemId {
    ItemId::new(id.base()).expect("a name")
}

/// The case, seen from an item: the columns of its own row stand bare, and its name is what its row has.
pub(crate) struct Seen<'n, 'a> {
    pub(crate) case: &'n Naive<'a>,
    pub(crate) item: &'n ItemId,
}

impl Asked for Seen<'_, '_> {
    fn field(&self, path: &str) -> Option<Plain> {
        if path != "ok" {
            return self.case.field(path);
        }
        let row = self.item.row()?;
        let (_, ok) = self.case.rows.as_ref()?.iter().find(|(key, _)| key == row)?;
        ok.map(Plain::Flag)
    }

    fn item(&self, question: &str, item: &str) -> Plain {
        if self.item.base() == item {
            return self.case.item(question, self.item.as_str());
        }
        self.case.item(question, item)
    }
}

impl Naive<'_> {
    /// The rows that there are now; none where the list is not filled.
    fn rows_now(&self, each: &Each) -> Option<Vec<String>> {
        match &each.of {
            EachOf::Number(_) => Some(keys(each)),
            EachOf::Row { .. } => {
                let rows: &Rows = self.rows.as_ref()?;
                Some(rows.iter().map(|(key, _)| key.clone()).collect())
            }
        }
    }

    pub(crate) fn may_tell_rows(&self, item: &Item) -> bool {
        let each = item.repeats.as_ref().and_then(|repeats| repeats.each.as_ref());
        each.is_none_or(|each| self.rows_now(each).is_some())
    }

    /// What the rows that are there have of the whole.
    pub(crate) fn of_rows(&self, whole: &ItemId) -> Vec<ItemId> {
        let inside = self.flow.inside(Some(whole)).map(|item| item.id.clone());
        inside.filter(|id| self.is_there(id)).collect()
    }

    /// Brings the whole to where it should be, and what its rows have.
    pub(crate) fn look_at_whole(&mut self, whole: &ItemId) {
        let item = self.said(whole);
        let each = item
            .repeats
            .as_ref()
            .and_then(|repeats| repeats.each.as_ref())
            .expect("for each");
        if self.is_wanted_again(item, each) {
            self.begins_to_wait(whole, false);
            self.change(whole).is = Is::Waiting;
        }
        if matches!(self.now(whole).is, Is::Waiting | Is::Possible) {
            self.look_at(whole);
        }
        if self.now(whole).is == Is::Active {
            self.take_rows(whole, each);
        }
        for row in self.of_rows(whole) {
            self.look_at(&row);
        }
        if self.now(whole).is == Is::Active && self.is_whole_done(item, each) {
            self.come_to_rest(item, each);
        }
    }

    /// A row that is done stays; one that came later, or whose condition came to hold later, has the whole go on.
    fn is_wanted_again(&self, whole: &Item, each: &Each) -> bool {
        let now = self.now(&whole.id);
        if now.is != Is::Done || each.enough.is_some() || now.out || !self.stage_goes_on(whole) {
            return false;
        }
        let keys = self.rows_now(each).unwrap_or_default();
        let mut rows = keys
            .iter()
            .map(|key| ItemId::with_row(&format!("{}#{key}", whole.id)).expect("a name"));
        rows.any(|row| !self.is_there(&row) || (!whole.optional && self.waits_only_for(&row, "stage")))
            && !self.has(Twist::LaterRowsGetNothing)
    }

    fn waits_only_for(&self, row: &ItemId, what: &str) -> bool {
        let now = self.now(row);
        now.is == Is::Waiting && now.rounds == 0 && self.in_the_way(self.said(row)) == [what]
    }

    fn take_rows(&mut self, whole: &ItemId, each: &Each) {
        let keys = self.rows_now(each).unwrap_or_default();
        for row in self.of_rows(whole) {
            let gone = !keys.iter().any(|key| Some(key.as_str()) == row.row());
            if gone && !self.has(Twist::RowsStay) {
                self.end(&row);
                self.change(&row).gone = true;
            }
        }
        for key in keys {
            let row = ItemId::with_row(&format!("{whole}#{key}")).expect("a name");
            let now = self.change(&row);
            if now.gone && now.is == Is::Cancelled {
                now.is = Is::Waiting;
            }
            now.gone = false;
            now.came_to_be = true;
        }
    }

    fn is_whole_done(&self, whole: &Item, each: &Each) -> bool {
        let rows = self.of_rows(&whole.id);
        let behind = rows
            .iter()
            .filter(|row| matches!(self.now(row).is, Is::Done | Is::Skipped))
            .count();
        let enough = match &each.enough {
            Some(Enough::Rows(count)) if !self.has(Twist::NothingIsEnough) => behind >= *count as usize,
            _ => false,
        };
        let kept = rows
            .iter()
            .any(|row| self.keeps(self.said(row), WaitsFor::Coming));
        enough || !(kept || rows.iter().any(|row| self.may_come_to_hold(whole, row)))
    }

    /// A condition of a row that does not hold yet, though what it asks about is under way or will come.
    fn may_come_to_hold(&self, whole: &Item, row: &ItemId) -> bool {
        let Some(when) = self
            .said(row)
            .when
            .as_ref()
            .filter(|_| self.waits_only_for(row, "when"))
        else {
            return false;
        };
        let words: Vec<&str> = when
            .text
            .split(|c: char| !(c.is_alphanumeric() || "._".contains(c)))
            .collect();
        let reads = |path: &str| {
            let by_table = |table: &str| match table {
                "grade.ok" => ["d.n", "d.x"].contains(&path),
                "points.sum" => true,
                "agreed.yes" => ["d.x", "d.y"].contains(&path),
                _ => false,
            };
            words.iter().any(|word| *word == path || by_table(word))
        };
        let others = self
            .flow
            .all()
            .filter(|other| other.id != whole.id && other.parent.as_ref() != Some(&whole.id));
        let others = others.filter(|other| self.is_there(&other.id) && !is_whole(other));
        let mut others = others.filter(|other| {
            let asked = words.contains(&other.id.as_str());
            let takes = match &other.kind {
                ItemKind::Subcase(of) => of.takes.as_slice(),
                _ => &[],
            };
            let mut filled = other
                .sets
                .iter()
                .map(|(path, _)| path)
                .chain(takes.iter().map(|taken| &taken.mine));
            asked || filled.any(|path| reads(path.as_str()))
        });
        others.any(|other| self.will_be_done(other, &whole.id)) && !self.has(Twist::RowsAreNotWaitedFor)
    }

    fn will_be_done(&self, item: &Item, whole: &ItemId) -> bool {
        let now = self.now(&item.id);
        if now.out || item.not_while_owed.contains(whole) {
            return false;
        }
        match now.is {
            Is::Active => !self.is_extra_round(item),
            Is::Possible => now.owed || !(now.came > 0 || item.optional),
            Is::Waiting => !item.optional && self.comes_by_itself(item, Some(whole)),
            _ => false,
        }
    }

    /// The whole is done; what is under way in it ends, unless it may go on. A row whose condition does not hold goes on
    /// waiting where nothing says how many are enough.
    fn come_to_rest(&mut self, whole: &Item, each: &Each) {
        let late = each.enough.is_none() && !whole.optional && whole.when.is_some();
        let late = late && whole.awaited == samspil_core::flow::Awaited::AsItsStageSays;
        for row in self.of_rows(&whole.id) {
            let goes_on = each.rest_goes_on && self.now(&row).is == Is::Active;
            let waits = late && self.waits_only_for(&row, "when");
            if !goes_on && !waits {
                self.end(&row);
            }
        }
        self.reopened = false;
        let day = self.day;
        let now = self.change(&whole.id);
        now.times += 1;
        now.done_on = Some(day);
        self.has_come(&whole.id, Is::Done);
        self.tell_listeners(&whole.id);
    }
}
