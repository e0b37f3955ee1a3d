//! A week of the reader, or of their units: deadlines, meetings, what they will follow up, and what is planned and no task yet,
//! day by day.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc, Weekday};
use samspil_core::calendar::{Calendar, DaySet, ends_its_day, instant_of, local_date, local_time};
use samspil_core::id::CaseId;
use samspil_core::text::{Message, date, instant, long_date};
use samspil_runtime::{Agenda, Object, PlannedWork};
use samspil_store::{TaskMark, TaskRow};
use serde::Deserialize;

use super::address::segment;
use super::parts::{Badge, Cell, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Where the page lies.
pub(super) const PATH: &str = "/week";

/// The days of a week.
const DAYS: u64 = 7;

/// Monday to Friday.
const WORKDAYS: usize = 5;

/// What days are called.
const WEEKDAYS: [&str; 7] = [
    "weekday-monday",
    "weekday-tuesday",
    "weekday-wednesday",
    "weekday-thursday",
    "weekday-friday",
    "weekday-saturday",
    "weekday-sunday",
];

#[derive(Template)]
#[template(path = "week.html")]
struct WeekPage<'page> {
    page: &'page Shell,
    /// Address, name, and whether it is shown: mine, my units'.
    tabs: [(String, String, bool); 2],
    before: String,
    now: String,
    after: String,
    days: Vec<Day>,
    nothing: bool,
}

/// A day.
struct Day {
    iso: String,
    name: String,
    on: String,
    /// Why it is closed, where it is.
    closed: Option<String>,
    today: bool,
    entries: Vec<Entry>,
}

/// What stands on a day.
#[derive(Clone)]
struct Entry {
    /// When on the day; none where it is the day itself.
    at: Option<DateTime<Utc>>,
    /// The time of day, or nothing.
    time: String,
    kind: Badge,
    href: String,
    title: String,
    case: String,
}

/// Which week, and whose.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    week: String,
    #[serde(default)]
    units: bool,
}

/// The Monday of a week as ISO 8601 writes it, `2026-W06`.
fn monday(week: &str) -> Option<NaiveDate> {
    let (year, number) = week.trim().split_once("-W")?;
    let is_number = |text: &str, digits| text.len() == digits && text.bytes().all(|one| one.is_ascii_digit());
    if !is_number(year, 4) || !is_number(number, 2) {
        return None;
    }
    NaiveDate::from_isoywd_opt(year.parse().ok()?, number.parse().ok()?, Weekday::Mon)
}

/// The Monday of the week that a day is in.
fn monday_of(day: NaiveDate) -> NaiveDate {
    let back = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

/// The week of a day as ISO 8601 writes it.
fn word(day: NaiveDate) -> String {
    let week = day.iso_week();
    format!("{:04}-W{:02}", week.year(), week.week())
}

fn address(day: Option<NaiveDate>, units: bool) -> String {
    let units = if units { "&units=true" } else { "" };
    day.map_or_else(
        || PATH.to_owned(),
        |day| format!("{PATH}?week={}{units}", word(day)),
    )
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let now = app.engine.clock().now();
    let today = local_date(now);
    let first = monday(&asked.week).unwrap_or_else(|| monday_of(today));
    let week = first.iso_week();
    let title = Message::new("week-title")
        .with("week", i64::from(week.week()))
        .with("year", week.year().to_string());
    let page = page.titled(&title);
    let look = page.looking(signed.look(Object::Calendar));
    let begins = |day: NaiveDate| instant_of(day.and_time(NaiveTime::MIN));
    let end = first.checked_add_days(Days::new(DAYS)).unwrap_or(first);
    let which = (asked.units, begins(first)..begins(end));
    let agenda = app
        .engine
        .agenda_of(signed.tenant, &signed.by(), which, &look)
        .await?;
    let marks = app
        .engine
        .store()
        .task_marks(signed.tenant, signed.person)
        .await?;
    let calendar = app.engine.calendar(signed.tenant).await?;
    let mut entries = on_days(&page, &agenda, &marks);
    let days: Vec<Day> = (0..DAYS)
        .filter_map(|more| first.checked_add_days(Days::new(more)))
        .map(|day| {
            let on_day = entries.remove(&day).unwrap_or_default();
            drawn(&page, (day, today), &calendar, on_day)
        })
        .collect();
    if let Some(lists) = page.lists(&[&table(&page, &days)]) {
        return lists.answer(now).await;
    }
    let week_on = |weeks: i64| first.checked_add_signed(chrono::Duration::weeks(weeks));
    let tab = |key: &str, units: bool| (address(Some(first), units), page.t(key), units == asked.units);
    let template = WeekPage {
        tabs: [tab("week-mine", false), tab("week-units", true)],
        before: address(week_on(-1), asked.units),
        now: address(Some(today), asked.units),
        after: address(week_on(1), asked.units),
        nothing: days.iter().all(|day| day.entries.is_empty()),
        days,
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// What stands on each day, in the order of the day.
fn on_days(page: &Shell, agenda: &Agenda, marks: &[TaskMark]) -> BTreeMap<NaiveDate, Vec<Entry>> {
    let mut days: BTreeMap<NaiveDate, Vec<Entry>> = BTreeMap::new();
    let mut add = |day: NaiveDate, entry: Entry| days.entry(day).or_default().push(entry);
    for (case, task) in &agenda.deadlines {
        if let Some(due) = task.due {
            let at = (!ends_its_day(due)).then_some(due);
            add(
                local_date(due),
                entry(page, (*case, task), at, ("week-deadline", Tone::Warning)),
            );
        }
        // What is to be planned for the day that it is due says the same twice.
        let earlier = |day: &DateTime<Utc>| task.due.is_none_or(|due| local_date(*day) < local_date(due));
        if let Some(plan_by) = task.plan_by.filter(earlier) {
            add(
                local_date(plan_by),
                entry(page, (*case, task), None, ("week-plan-by", Tone::Info)),
            );
        }
    }
    for (case, task) in &agenda.noted {
        let own = marks.iter().find(|mark| mark.is_of(*case, task));
        if let Some(day) = own.and_then(|mark| mark.follow_up) {
            add(
                day,
                entry(page, (*case, task), None, ("week-follow-up", Tone::Info)),
            );
        }
    }
    for (case, task) in &agenda.meetings {
        if let Some(meets) = &task.meets {
            let at = Some(meets.starts);
            add(
                local_date(meets.starts),
                entry(page, (*case, task), at, ("week-meeting", Tone::Success)),
            );
        }
    }
    for work in &agenda.planned {
        add(local_date(work.at), planned(page, work));
    }
    for entries in days.values_mut() {
        entries.sort_by(|one, other| {
            (one.at, &one.title, &one.href).cmp(&(other.at, &other.title, &other.href))
        });
    }
    days
}

/// What is planned leads to its case: there is no task yet.
fn planned(page: &Shell, work: &PlannedWork) -> Entry {
    let at = (local_time(work.at).time() != NaiveTime::MIN).then_some(work.at);
    Entry {
        at,
        time: time(page, at),
        kind: Badge {
            text: page.t("week-planned"),
            tone: None,
        },
        href: format!("/cases/{}", work.case),
        title: work.title.in_language(page.language).to_owned(),
        case: work.case_title.in_language(page.language).to_owned(),
    }
}

/// The time of day; nothing where it is the day itself.
fn time(page: &Shell, at: Option<DateTime<Utc>>) -> String {
    let told = at.map(|at| instant(at, page.language)).unwrap_or_default();
    told.split_once(' ')
        .map_or(told.clone(), |(_, time)| time.to_owned())
}

fn entry(
    page: &Shell,
    (case, task): (CaseId, &TaskRow),
    at: Option<DateTime<Utc>>,
    (kind, tone): (&str, Tone),
) -> Entry {
    Entry {
        at,
        time: time(page, at),
        kind: Badge {
            text: page.t(kind),
            tone: Some(tone),
        },
        href: format!("/cases/{case}/tasks/{}", segment(&task.item)),
        title: task.title.in_language(page.language).to_owned(),
        case: task.case_title.clone(),
    }
}

fn drawn(
    page: &Shell,
    (day, today): (NaiveDate, NaiveDate),
    calendar: &Calendar,
    entries: Vec<Entry>,
) -> Day {
    let place = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
    let name = WEEKDAYS.get(place).map(|key| page.t(key)).unwrap_or_default();
    // That a Saturday is one is said by its name.
    let closed = calendar.closed(day, DaySet::Office).filter(|_| place < WORKDAYS);
    Day {
        iso: day.to_string(),
        name,
        on: long_date(day, page.language),
        closed: closed.map(|why| why.in_language(page.language).to_owned()),
        today: day == today,
        entries,
    }
}

/// The same as a list, for a file.
fn table(page: &Shell, days: &[Day]) -> Table {
    let row = |day: &Day, entry: &Entry| {
        vec![
            match entry.at {
                Some(at) => Cell::moment(at, page.language),
                None => Cell::Time {
                    iso: day.iso.clone(),
                    text: day.iso.parse().map(date).unwrap_or_default(),
                },
            },
            Cell::Badge(entry.kind.clone()),
            Cell::Text(entry.title.clone()),
            Cell::Text(entry.case.clone()),
        ]
    };
    let rows = days
        .iter()
        .flat_map(|day| day.entries.iter().map(move |entry| row(day, entry)));
    Table {
        caption: page.title.clone(),
        head: ["when", "what", "task", "case"]
            .map(|column| page.t(&format!("week-column-{column}")))
            .into(),
        rows: rows.collect(),
        empty: page.t("week-nothing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_counted_as_iso_8601_counts_them() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        for (week, expected) in [
            ("2026-W01", Some(day(2025, 12, 29))),
            ("2026-W53", Some(day(2026, 12, 28))),
            ("2025-W53", None),
            ("2020-W53", Some(day(2020, 12, 28))),
            ("2026-W6", None),
            ("2026-06", None),
            ("2026-W00", None),
            ("", None),
            ("+026-W01", None),
        ] {
            assert_eq!(monday(week), expected, "{week}");
        }
        for (on, week) in [
            (day(2026, 1, 1), "2026-W01"),
            (day(2027, 1, 3), "2026-W53"),
            (day(2024, 12, 30), "2025-W01"),
        ] {
            assert_eq!(word(on), week);
            assert_eq!(monday(week), Some(monday_of(on)), "{week}");
        }
    }
}
