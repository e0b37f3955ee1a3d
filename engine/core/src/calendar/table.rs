//! Working days counted once, so that the n-th working day from any day is looked up and not walked to.

use chrono::{Datelike, NaiveDate};

/// The first year of a table: a parent of someone who is a citizen now was grown up then.
const FIRST_YEAR: i32 = 1970;

/// The last year of a table: a child of today is old then. Days outside are counted one by one.
const LAST_YEAR: i32 = 2110;

/// The working days of 140 years.
#[derive(Debug)]
pub(super) struct Table {
    /// The first day of the table, counted from the beginning of the common era.
    first: i32,
    /// For each day of the table how many working days lie before it.
    before: Vec<u32>,
    /// Each working day, counted in days from the first.
    working: Vec<u32>,
}

impl Table {
    /// Asks for every day once whether it is a working day.
    pub(super) fn new(is_working_day: impl Fn(NaiveDate) -> bool) -> Self {
        let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or_default();
        let days = first.iter_days().take_while(|day| day.year() <= LAST_YEAR);
        let (mut before, mut working) = (Vec::new(), Vec::new());
        for (place, day) in (0_u32..).zip(days) {
            before.push(u32::try_from(working.len()).unwrap_or(u32::MAX));
            if is_working_day(day) {
                working.push(place);
            }
        }
        Self {
            first: first.num_days_from_ce(),
            before,
            working,
        }
    }

    fn place(&self, day: NaiveDate) -> Option<usize> {
        usize::try_from(day.num_days_from_ce() - self.first).ok()
    }

    fn day(&self, place: u32) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.first + i32::try_from(place).ok()?)
    }

    /// How many working days lie before the day; nothing outside the table.
    fn rank(&self, day: NaiveDate) -> Option<u32> {
        self.before.get(self.place(day)?).copied()
    }

    /// The n-th working day after the day, n at least 1; nothing where the table does not reach.
    pub(super) fn nth_after(&self, day: NaiveDate, count: u32) -> Option<NaiveDate> {
        let place = self.place(day)?;
        let next = self.before.get(place.checked_add(1)?)?;
        let index = next.checked_add(count)?.checked_sub(1)?;
        self.day(*self.working.get(usize::try_from(index).ok()?)?)
    }

    /// The n-th working day before the day, n at least 1; nothing where the table does not reach.
    pub(super) fn nth_before(&self, day: NaiveDate, count: u32) -> Option<NaiveDate> {
        let index = self.rank(day)?.checked_sub(count)?;
        self.day(*self.working.get(usize::try_from(index).ok()?)?)
    }

    /// Working days after `from` up to and including `to`; nothing where the table does not reach.
    pub(super) fn between(&self, from: NaiveDate, to: NaiveDate) -> Option<u32> {
        let upto = |day: NaiveDate| self.rank(day.succ_opt()?);
        Some(upto(to)?.saturating_sub(upto(from)?))
    }

    /// The longest run of days without a working day, in days, and the day on which it begins.
    pub(super) fn longest_closed(&self) -> Option<(NaiveDate, u32)> {
        let after = self.working.iter().skip(1);
        let gaps = self.working.iter().zip(after);
        let last = u32::try_from(self.before.len()).ok()?;
        let end = self
            .working
            .last()
            .map_or((0, last), |end| (end + 1, last - end - 1));
        let runs = gaps.map(|(one, next)| (one + 1, next - one - 1));
        let (begins, days) = runs.chain([end]).max_by_key(|(_, days)| *days)?;
        Some((self.day(begins)?, days))
    }
}
