//! Which days are working days, and counting by them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::holidays::is_holiday;
use super::opening::{holding, open_time_after, open_time_before, open_time_between};
use super::rules::closed_for_long;
use super::table::Table;
use super::{CalendarError, CalendarRules, ClosedDays, Opening, ReceiptRule, holiday};
use crate::id::UnitId;
use crate::text::Text;

/// The longest run of days without a working day that a calendar may have, in days; one that is closed longer is refused.
const MAX_CLOSED_RUN_DAYS: u32 = 60;

/// Which closed days a rule counts by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DaySet {
    /// Weekends and statutory holidays.
    Statutory,
    /// Those and the tenant's closed days.
    #[default]
    Office,
    /// Sundays and statutory holidays: *hverdage* in the acts where Saturday counts.
    SaturdayCounts,
    /// The office's, and those of the unit that has the work; only for what is agreed or customary.
    Unit,
}

impl DaySet {
    /// The sets that a table is kept for. A unit's days are the office's in that unit's own calendar.
    const KEPT: usize = 3;

    const fn has_weekday(self, weekday: Weekday) -> bool {
        match weekday {
            Weekday::Sun => false,
            Weekday::Sat => matches!(self, Self::SaturdayCounts),
            _ => true,
        }
    }

    const fn kept(self) -> usize {
        match self {
            Self::Statutory => 0,
            Self::Office | Self::Unit => 1,
            Self::SaturdayCounts => 2,
        }
    }
}

/// A tenant's calendar, ready to count by. Cheap to copy; all copies share what was counted.
#[derive(Clone)]
pub struct Calendar(Arc<Counted>);

struct Counted {
    version: u32,
    rules: CalendarRules,
    /// The unit's own closed days, where it is the calendar of a unit.
    unit: Option<ClosedDays>,
    opening: Vec<Opening>,
    tables: [OnceLock<Table>; DaySet::KEPT],
    units: BTreeMap<UnitId, Calendar>,
}

impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calendar")
            .field("version", &self.0.version)
            .field("rules", &self.0.rules)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.0.version == other.0.version && self.0.rules == other.0.rules && self.0.unit == other.0.unit
    }
}

impl Eq for Calendar {}

impl Default for Calendar {
    /// The calendar of a tenant that has laid nothing down: version 0.
    fn default() -> Self {
        static PLAIN: LazyLock<Calendar> =
            LazyLock::new(|| Calendar::made(0, CalendarRules::default(), None, Vec::new()));
        PLAIN.clone()
    }
}

impl Calendar {
    /// A version of a tenant's calendar.
    ///
    /// # Errors
    /// Everything that is wrong with the rules; also where they leave no working day for longer than two months.
    pub fn new(version: u32, rules: CalendarRules) -> Result<Self, Vec<CalendarError>> {
        let mut faults = rules.faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        let calendar = Self::made(version, rules, None, Vec::new());
        let own = |place: &str, of: &Self| {
            let (begins, days) = of.table(DaySet::Office).longest_closed()?;
            (days > MAX_CLOSED_RUN_DAYS).then(|| closed_for_long(place, begins, days))
        };
        faults.extend(own("/closed_days/own", &calendar));
        for (unit, of) in &calendar.0.units {
            faults.extend(own(&format!("/units/{unit}/closed_days/own"), of));
        }
        if faults.is_empty() {
            Ok(calendar)
        } else {
            Err(faults)
        }
    }

    fn made(version: u32, rules: CalendarRules, unit: Option<ClosedDays>, opening: Vec<Opening>) -> Self {
        let of_unit = |(id, own): (&UnitId, &super::UnitRules)| {
            let plain = CalendarRules {
                units: BTreeMap::new(),
                ..rules.clone()
            };
            let opening = own.opening.clone();
            (
                *id,
                Self::made(version, plain, Some(own.closed_days.clone()), opening),
            )
        };
        Self(Arc::new(Counted {
            version,
            units: rules.units.iter().map(of_unit).collect(),
            rules,
            unit,
            opening,
            tables: Default::default(),
        }))
    }

    /// Its number among the tenant's; 0 where the tenant has laid nothing down.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.0.version
    }

    /// What the tenant has laid down.
    #[must_use]
    pub fn rules(&self) -> &CalendarRules {
        &self.0.rules
    }

    /// The calendar of a unit: the tenant's own where the unit has none.
    #[must_use]
    pub fn of_unit(&self, unit: UnitId) -> &Self {
        self.0.units.get(&unit).unwrap_or(self)
    }

    /// The rule by which what is sent on a day is taken to be received.
    #[must_use]
    pub fn receipt(&self, sent_on: NaiveDate) -> ReceiptRule {
        let begun = self.0.rules.receipt.iter();
        let begun = begun.filter(|rule| rule.from.is_none_or(|from| from <= sent_on));
        begun.max_by_key(|rule| rule.from).copied().unwrap_or_default()
    }

    /// Why a weekday is closed, where it is: the name of the holiday or closed day.
    #[must_use]
    pub fn closed(&self, day: NaiveDate, days: DaySet) -> Option<Text> {
        holiday(day).or_else(|| match days {
            DaySet::Statutory | DaySet::SaturdayCounts => None,
            DaySet::Office | DaySet::Unit => {
                let tenant = self.0.rules.closed_days.closed(day);
                tenant.or_else(|| self.0.unit.as_ref()?.closed(day))
            }
        })
    }

    /// Whether the day is a working day: Monday to Friday, Saturday where it counts, and not closed.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate, days: DaySet) -> bool {
        let closed = || match days {
            DaySet::Statutory | DaySet::SaturdayCounts => false,
            DaySet::Office | DaySet::Unit => {
                let unit = self.0.unit.as_ref();
                self.0.rules.closed_days.is_closed(day) || unit.is_some_and(|unit| unit.is_closed(day))
            }
        };
        days.has_weekday(day.weekday()) && !is_holiday(day) && !closed()
    }

    fn table(&self, days: DaySet) -> &Table {
        static NO_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(|_| false));
        let table = self.0.tables.get(days.kept());
        table.map_or(&NO_TABLE, |table| {
            table.get_or_init(|| Table::new(|day| self.is_working_day(day, days)))
        })
    }

    /// The day itself where it is a working day, otherwise the next one; none where calendars end.
    #[must_use]
    pub fn on_or_after(&self, day: NaiveDate, days: DaySet) -> Option<NaiveDate> {
        self.nth_after(day.pred_opt()?, 1, days)
    }

    /// The day itself where it is a working day, otherwise the one before; none where calendars end.
    #[must_use]
    pub fn on_or_before(&self, day: NaiveDate, days: DaySet) -> Option<NaiveDate> {
        self.nth_before(day.succ_opt()?, 1, days)
    }

    /// The n-th working day after the day, the day itself not counted; none where calendars end.
    #[must_use]
    pub fn nth_after(&self, day: NaiveDate, count: u32, days: DaySet) -> Option<NaiveDate> {
        if count == 0 {
            return Some(day);
        }
        let found = self.table(days).nth_after(day, count);
        found.or_else(|| self.walked(day, count, days, |day| day.checked_add_days(Days::new(1))))
    }

    /// The n-th working day before the day, the day itself not counted; none where calendars end.
    #[must_use]
    pub fn nth_before(&self, day: NaiveDate, count: u32, days: DaySet) -> Option<NaiveDate> {
        if count == 0 {
            return Some(day);
        }
        let found = self.table(days).nth_before(day, count);
        found.or_else(|| self.walked(day, count, days, |day| day.checked_sub_days(Days::new(1))))
    }

    /// Day by day, for what no table reaches.
    fn walked(
        &self,
        mut day: NaiveDate,
        count: u32,
        days: DaySet,
        next: fn(NaiveDate) -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        for _ in 0..count {
            day = next(day)?;
            let mut closed = 0;
            while !self.is_working_day(day, days) {
                closed += 1;
                if closed > MAX_CLOSED_RUN_DAYS {
                    return None;
                }
                day = next(day)?;
            }
        }
        Some(day)
    }

    /// Working days after `from` up to and including `to`; none where `to` lies before.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate, days: DaySet) -> usize {
        if let Some(count) = self.table(days).between(from, to) {
            return usize::try_from(count).unwrap_or(usize::MAX);
        }
        from.iter_days()
            .skip(1)
            .take_while(|day| *day <= to)
            .filter(|day| self.is_working_day(*day, days))
            .count()
    }

    /// How many days [`Calendar::working_days_between`] looks at by itself: none as far as the table reaches.
    pub(crate) fn days_looked_at(&self, from: NaiveDate, to: NaiveDate, days: DaySet) -> u64 {
        match self.table(days).between(from, to) {
            Some(_) => 0,
            None => to.signed_duration_since(from).num_days().unsigned_abs(),
        }
    }

    /// From when to when the offices are open on a day; nothing on a closed one.
    #[must_use]
    pub fn open_on(&self, day: NaiveDate, days: DaySet) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        if !self.is_working_day(day, days) {
            return None;
        }
        let own = holding(&self.0.opening, day);
        own.or_else(|| holding(&self.0.rules.opening, day))?.on(day)
    }

    /// The moment at which the offices have been open for so long after another; none where calendars end.
    #[must_use]
    pub fn open_time_after(
        &self,
        from: DateTime<Utc>,
        time: Duration,
        days: DaySet,
    ) -> Option<DateTime<Utc>> {
        open_time_after(from, time, MAX_CLOSED_RUN_DAYS, |day| self.open_on(day, days))
    }

    /// The moment after which the offices have been open for so long until another; none where calendars end.
    #[must_use]
    pub fn open_time_before(
        &self,
        from: DateTime<Utc>,
        time: Duration,
        days: DaySet,
    ) -> Option<DateTime<Utc>> {
        open_time_before(from, time, MAX_CLOSED_RUN_DAYS, |day| self.open_on(day, days))
    }

    /// How long the offices are open between two moments.
    #[must_use]
    pub fn open_time_between(&self, from: DateTime<Utc>, to: DateTime<Utc>, days: DaySet) -> Duration {
        open_time_between(from, to, |day| self.open_on(day, days))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::term_oracle_test::counts;
    use crate::calendar::{OwnClosed, UnitRules};
    use crate::text::Language;

    fn days_of(name: &str) -> DaySet {
        match name {
            "public" => DaySet::Statutory,
            _ => DaySet::Office,
        }
    }

    #[test]
    fn every_row_of_the_working_day_vectors() {
        let calendar = Calendar::default();
        let mut rows = 0;
        for line in include_str!("../../../../tests/vectors/calendar/workday-vectors.csv")
            .lines()
            .skip(1)
        {
            let row: Vec<&str> = line.split(',').collect();
            let (days, start) = (days_of(row[0]), row[1].parse::<NaiveDate>().unwrap());
            let (count, result) = (
                row[2].parse::<i64>().unwrap(),
                row[3].parse::<NaiveDate>().unwrap(),
            );
            let steps = u32::try_from(count.unsigned_abs()).unwrap();
            let found = if count < 0 {
                calendar.nth_before(start, steps, days)
            } else {
                calendar.nth_after(start, steps, days)
            };
            assert_eq!(found, Some(result), "{line}");
            rows += 1;
        }
        assert_eq!(rows, 744);
    }

    #[test]
    fn a_calendar_without_working_days_is_refused() {
        let closed = |to: &str| CalendarRules {
            closed_days: ClosedDays {
                own: vec![OwnClosed {
                    from: "2026-01-01".parse().unwrap(),
                    to: Some(to.parse().unwrap()),
                    name: Text::danish("Lukket"),
                }],
                ..ClosedDays::none()
            },
            ..CalendarRules::default()
        };
        assert!(Calendar::new(1, closed("2026-02-20")).is_ok());
        let [fault] = Calendar::new(1, closed("2026-07-20"))
            .unwrap_err()
            .try_into()
            .unwrap();
        assert_eq!(fault.pointer, "/closed_days/own");
        let said = fault.message.say(Language::English);
        assert!(said.contains("01.01.2026") && said.contains("201 days"), "{said}");
        let unit = UnitId(uuid::Uuid::from_u128(7));
        let own = UnitRules {
            closed_days: closed("2026-07-20").closed_days,
            opening: Vec::new(),
        };
        let rules = CalendarRules {
            units: [(unit, own)].into(),
            ..CalendarRules::default()
        };
        let faults = Calendar::new(1, rules).unwrap_err();
        assert_eq!(faults[0].pointer, format!("/units/{unit}/closed_days/own"));
    }

    #[test]
    fn a_unit_s_days_are_its_own_and_the_tenant_s() {
        let unit = UnitId(uuid::Uuid::from_u128(7));
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let own = UnitRules {
            closed_days: ClosedDays {
                own: vec![OwnClosed {
                    from: day("2026-07-13"),
                    to: Some(day("2026-07-17")),
                    name: Text::danish("Ferielukket"),
                }],
                ..ClosedDays::none()
            },
            opening: Vec::new(),
        };
        let rules = CalendarRules {
            units: [(unit, own)].into(),
            ..CalendarRules::default()
        };
        let calendar = Calendar::new(3, rules).unwrap();
        let friday = day("2026-07-10");
        let of_unit = calendar.of_unit(unit);
        assert_eq!(
            calendar.nth_after(friday, 1, DaySet::Unit),
            Some(day("2026-07-13"))
        );
        assert_eq!(
            of_unit.nth_after(friday, 1, DaySet::Unit),
            Some(day("2026-07-20"))
        );
        assert_eq!(
            of_unit.nth_after(friday, 1, DaySet::Statutory),
            Some(day("2026-07-13"))
        );
        assert!(of_unit.closed(day("2026-06-05"), DaySet::Unit).is_some());
        assert_eq!(of_unit.version(), 3);
        let nobody = UnitId(uuid::Uuid::from_u128(8));
        assert_eq!(calendar.of_unit(nobody), &calendar);
    }

    /// What a table gives is what walking gives, also where the table ends.
    #[test]
    fn the_table_and_the_walk_agree_at_its_ends() {
        let calendar = Calendar::default();
        for (from, count) in [
            ("1969-12-20", 12),
            ("1970-01-02", 1),
            ("2110-12-20", 8),
            ("2111-03-01", 3),
        ] {
            let from: NaiveDate = from.parse().unwrap();
            for days in [DaySet::Statutory, DaySet::Office, DaySet::SaturdayCounts] {
                let on = |day: NaiveDate| day.checked_add_days(Days::new(1));
                let back = |day: NaiveDate| day.checked_sub_days(Days::new(1));
                assert_eq!(
                    calendar.nth_after(from, count, days),
                    calendar.walked(from, count, days, on),
                    "{from}"
                );
                assert_eq!(
                    calendar.nth_before(from, count, days),
                    calendar.walked(from, count, days, back),
                    "{from}"
                );
            }
        }
        let (first, last) = (NaiveDate::MIN, NaiveDate::MAX);
        assert_eq!(calendar.nth_after(last, 1, DaySet::Office), None);
        assert_eq!(calendar.nth_before(first, 1, DaySet::Office), None);
        assert_eq!(calendar.on_or_after(first, DaySet::Office), None);
    }

    proptest! {
        /// The n-th working day after any day of 2000-2100 is the one that a day-by-day count arrives at.
        #[test]
        fn the_same_as_counting_day_by_day(
            offset in 0_u64..36_890,
            count in 1_u32..400,
            days in prop_oneof![Just(DaySet::Statutory), Just(DaySet::Office), Just(DaySet::SaturdayCounts)],
        ) {
            let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(offset);
            let counted = start.iter_days().skip(1).filter(|day| counts(*day, days)).nth(count as usize - 1);
            prop_assert_eq!(Calendar::default().nth_after(start, count, days), counted);
        }

        /// There and back again: counting back the same number returns to the first working day.
        #[test]
        fn counting_back_undoes_counting_on(offset in 0_u64..36_000, count in 1_u32..300) {
            let calendar = Calendar::default();
            let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(offset);
            let start = calendar.on_or_after(start, DaySet::Office).unwrap();
            let end = calendar.nth_after(start, count, DaySet::Office).unwrap();
            prop_assert_eq!(calendar.nth_before(end, count, DaySet::Office), Some(start));
            prop_assert_eq!(calendar.working_days_between(start, end, DaySet::Office), count as usize);
        }
    }
}
