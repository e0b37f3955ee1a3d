//! The place in a task list after which a page begins, opaque to whoever carries it.

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::CaseId;
use uuid::Uuid;

use crate::StoreError;
use crate::rows::{Page, TaskOrder, TaskQuery, TaskRow};
use crate::words::moment;

/// No due date: behind all that have one.
const NEVER: i64 = i64::MAX;

/// No day to follow up: behind all that have one.
pub(crate) const NO_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9_999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The longest place that is read, in bytes: a name of 64 characters and the numbers, in hexadecimal.
const MAX_BYTES: usize = 1_000;

/// Where a row stands in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    /// 0 for raised tasks, else 1.
    pub(crate) place: i64,
    /// The day to follow up, in the order by that: [`NO_DAY`] where there is none.
    pub(crate) day: Option<NaiveDate>,
    /// The due date or the opening, in microseconds; [`i64::MAX`] for no due date.
    pub(crate) at: i64,
    /// The case.
    pub(crate) case: CaseId,
    /// The item.
    pub(crate) item: String,
}

impl Place {
    /// The place of a row, which is to be followed up on a day in the order by that.
    pub(crate) fn of(case: CaseId, task: &TaskRow, order: TaskOrder, day: Option<NaiveDate>) -> Self {
        let at = match order {
            TaskOrder::Due | TaskOrder::FollowUp(_) => task.due.map_or(NEVER, |due| due.timestamp_micros()),
            TaskOrder::Newest => task.opened_at.timestamp_micros(),
        };
        Self {
            place: i64::from(!task.raised),
            day,
            at,
            case,
            item: task.item.clone(),
        }
    }

    /// The due date of a place among those by due date; none where there is none.
    pub(crate) fn due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        (self.at != NEVER).then(|| moment(self.at)).transpose()
    }

    /// The place as text for links.
    pub(crate) fn write(&self, order: TaskOrder) -> String {
        let plain = format!(
            "{}{} {} {} {} {}",
            letter(order),
            self.day.map(|day| day.to_string()).unwrap_or_default(),
            self.place,
            self.at,
            self.case.0.simple(),
            self.item
        );
        plain.bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The place from its text.
    pub(crate) fn read(text: &str, order: TaskOrder) -> Result<Self, StoreError> {
        unhex(text)
            .and_then(|plain| Self::parse(&plain, order))
            .ok_or(StoreError::Place)
    }

    fn parse(plain: &str, order: TaskOrder) -> Option<Self> {
        let mut parts = plain.splitn(5, ' ');
        let (known, place, at) = (parts.next()?, parts.next()?, parts.next()?);
        let (case, item) = (parts.next()?, parts.next()?);
        let day = known.strip_prefix(letter(order))?;
        let day = match order {
            TaskOrder::FollowUp(_) => Some(day.parse().ok()?),
            TaskOrder::Due | TaskOrder::Newest => day.is_empty().then_some(None)?,
        };
        Some(Self {
            place: place.parse().ok()?,
            day,
            at: at.parse().ok()?,
            case: CaseId(Uuid::parse_str(case).ok()?),
            item: item.to_owned(),
        })
    }
}

/// A task of a list, with the day on which it is to be followed up in the order by that.
pub(crate) type Listed = ((CaseId, TaskRow), Option<NaiveDate>);

/// The page out of rows that were read with one more than its limit, so that a next page is known.
pub(crate) fn page(mut rows: Vec<Listed>, query: &TaskQuery) -> Page<(CaseId, TaskRow)> {
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more);
    let next = last.map(|((case, task), day)| Place::of(*case, task, query.order, *day).write(query.order));
    let rows = rows.into_iter().map(|(row, _)| row).collect();
    Page { rows, next }
}

const fn letter(order: TaskOrder) -> &'static str {
    match order {
        TaskOrder::Due => "d",
        TaskOrder::Newest => "n",
        TaskOrder::FollowUp(_) => "f",
    }
}

fn unhex(text: &str) -> Option<String> {
    if text.len() > MAX_BYTES || !text.len().is_multiple_of(2) {
        return None;
    }
    let digits: Vec<u8> = text
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let bytes = digits
        .chunks_exact(2)
        .filter_map(|pair| pair.first().zip(pair.last()))
        .map(|(high, low)| high << 4 | low)
        .collect();
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use samspil_core::id::PersonId;

    use super::*;

    fn place() -> Place {
        Place {
            place: 1,
            day: None,
            at: NEVER,
            case: CaseId(Uuid::from_u128(7)),
            item: "vurdér_støtte".to_owned(),
        }
    }

    #[test]
    fn a_place_goes_both_ways() {
        let text = place().write(TaskOrder::Due);
        assert_eq!(Place::read(&text, TaskOrder::Due).unwrap(), place());
        let order = TaskOrder::FollowUp(PersonId(Uuid::nil()));
        for day in [NO_DAY, NaiveDate::from_ymd_opt(2026, 3, 5).unwrap()] {
            let place = Place {
                day: Some(day),
                ..place()
            };
            assert_eq!(Place::read(&place.write(order), order).unwrap(), place);
        }
    }

    #[test]
    fn a_place_in_another_list_or_spoilt_is_refused() {
        let text = place().write(TaskOrder::Due);
        let half = &text[..text.len() / 2 + 1];
        for (text, order) in [
            (text.as_str(), TaskOrder::Newest),
            (text.as_str(), TaskOrder::FollowUp(PersonId(Uuid::nil()))),
            (half, TaskOrder::Due),
            ("", TaskOrder::Due),
            ("zz", TaskOrder::Due),
            ("æ", TaskOrder::Due),
            (&"20".repeat(MAX_BYTES), TaskOrder::Due),
        ] {
            assert!(
                matches!(Place::read(text, order), Err(StoreError::Place)),
                "{text}"
            );
        }
    }
}
