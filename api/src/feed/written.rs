//! An agenda as a calendar: what is to be done, in which flow, and a link. Nothing of a case or a person.

use chrono::{DateTime, Utc};
use samspil_core::calendar::{end_of_day, ends_its_day, local_date};
use samspil_core::flow::is_added_name;
use samspil_core::id::{CaseId, ItemId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{Agenda, deadline_uid, meeting_uid};
use samspil_store::TaskRow;
use uuid::Uuid;

use crate::ical::{Event, Method, When, calendar as written};
use crate::pages::address::segment;
use crate::words::say;

/// How many entries a calendar has at most: a thousand deadlines and meetings, each in about 400 bytes, are beyond what
/// anybody reads and still less than half a megabyte.
const MAX_ENTRIES: usize = 1_000;

/// The calendar of an agenda, with links to the pages at this address.
pub(super) fn calendar(agenda: &Agenda, pages: &str, language: Language) -> String {
    let entry = |(case, task)| Entry {
        case,
        task,
        pages,
        language,
    };
    let deadlines = agenda.deadlines.iter().map(|(case, task)| entry((*case, task)));
    let meetings = agenda.meetings.iter().map(|(case, task)| entry((*case, task)));
    let mut events: Vec<Event> = meetings.filter_map(|entry| entry.meeting()).collect();
    events.extend(
        deadlines
            .flat_map(|entry| [entry.due(), entry.plan_by()])
            .flatten(),
    );
    events.sort_by_key(|event| (start(event.when), event.uid));
    events.truncate(MAX_ENTRIES);
    let name = say(&Message::new("feed-name"), language);
    written(Method::Publish, Some(&name), &events)
}

fn start(when: When) -> DateTime<Utc> {
    match when {
        When::Day(day) => end_of_day(day),
        When::At(at) | When::Span(at, _) => at,
    }
}

/// A task that something of stands in a calendar.
struct Entry<'a> {
    case: CaseId,
    task: &'a TaskRow,
    pages: &'a str,
    language: Language,
}

impl Entry<'_> {
    /// When it is due.
    fn due(&self) -> Option<Event> {
        let due = self.task.due?;
        let when = if ends_its_day(due) {
            When::Day(local_date(due))
        } else {
            When::At(due)
        };
        Some(self.deadline("due", when))
    }

    /// The day to plan it for, where that is another than the one on which it is due.
    fn plan_by(&self) -> Option<Event> {
        let (due, plan_by) = (local_date(self.task.due?), local_date(self.task.plan_by?));
        (plan_by < due).then(|| self.deadline("plan", When::Day(plan_by)))
    }

    fn deadline(&self, what: &str, when: When) -> Event {
        let uid = deadline_uid(self.case, &self.task.item, self.task.round, what);
        let changed_at = self.task.counted_at.unwrap_or(self.task.opened_at);
        self.event(
            uid,
            &format!("feed-{what}"),
            when,
            (self.task.counted, changed_at),
        )
    }

    /// When it is held.
    fn meeting(&self) -> Option<Event> {
        let meets = self.task.meets.as_ref()?;
        let item = ItemId::with_row(&self.task.item).ok()?;
        let uid = meeting_uid(self.case, &item, self.task.round);
        let when = When::Span(meets.starts, meets.ends);
        Some(self.event(uid, "feed-meeting", when, (meets.number, meets.since)))
    }

    fn event(&self, uid: Uuid, key: &str, when: When, (number, changed_at): (u32, DateTime<Utc>)) -> Event {
        let summary = Message::new(key)
            .with("item", self.title())
            .with("flow", self.task.flow_title.in_language(self.language));
        let address = self.address();
        let description = Message::new("feed-where").with("address", address.as_str());
        Event {
            uid,
            number,
            changed_at,
            when,
            summary: say(&summary, self.language),
            description: say(&description, self.language),
            address,
            people: None,
        }
    }

    /// What is to be done, as the flow calls it: what a person wrote, and what names a row, may name somebody.
    fn title(&self) -> String {
        let name = self.task.item.split('#').next().unwrap_or_default();
        if is_added_name(name) {
            return say(&Message::new("feed-added"), self.language);
        }
        let title = self.task.title.in_language(self.language);
        let row = self.task.item.split_once('#').map(|(_, row)| format!(": {row}"));
        let bare = row.as_deref().and_then(|row| title.strip_suffix(row));
        bare.unwrap_or(title).to_owned()
    }

    fn address(&self) -> String {
        let (pages, case, item) = (self.pages, self.case, &self.task.item);
        if item.contains('#') {
            format!("{pages}/cases/{case}")
        } else {
            let item = segment(item);
            format!("{pages}/cases/{case}/tasks/{item}")
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use samspil_core::case::Meets;
    use samspil_core::id::PartyId;
    use samspil_core::text::Text;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn task(item: &str, title: &str, due: Option<&str>) -> TaskRow {
        TaskRow {
            item: item.to_owned(),
            round: 1,
            title: Text::danish(title),
            party: "caseworker".to_owned(),
            party_title: Text::danish("Rådgiver"),
            unit: None,
            person: None,
            claimed_by: None,
            opened_at: at("2026-01-05T08:00:00Z"),
            due: due.map(at),
            plan_by: due.map(at),
            owed: false,
            raised: false,
            counted: 1,
            counted_at: Some(at("2026-01-05T08:00:00Z")),
            meets: None,
            case_title: "HEMMELIG".to_owned(),
            flow_title: Text {
                da: "Social indsats".to_owned(),
                en: Some("Social help".to_owned()),
            },
        }
    }

    /// The lines of a calendar that tell what and when, an event a line.
    fn told(agenda: &Agenda, language: Language) -> String {
        let written = calendar(agenda, "https://sager.example.dk", language).replace("\r\n ", "");
        assert!(!written.contains("HEMMELIG"), "{written}");
        let mut events = Vec::new();
        for event in written.split("BEGIN:VEVENT").skip(1) {
            let of = |name: &str| {
                let line = event
                    .lines()
                    .find(|line| line.starts_with(name))
                    .unwrap_or_default();
                line.trim_start_matches(name).to_owned()
            };
            events.push(format!("{} {} {}", of("DTSTART"), of("SUMMARY:"), of("URL:")));
        }
        events.join("\n")
    }

    #[test]
    fn a_calendar_tells_what_is_due_what_to_plan_and_which_meetings_there_are() {
        let case = CaseId(Uuid::from_u128(7));
        let mut examine = task("examine", "Undersøg", Some("2027-02-28T22:59:59Z"));
        examine.plan_by = Some(at("2027-02-26T22:59:59Z"));
        let mut meeting = task("talk", "Tal sammen", None);
        let starts = at("2026-03-29T07:00:00Z");
        meeting.meets = Some(Meets {
            starts,
            ends: starts + TimeDelta::hours(1),
            number: 3,
            since: at("2026-01-06T08:00:00Z"),
            with: vec![PartyId::new("caseworker").unwrap()],
        });
        let agenda = Agenda {
            deadlines: vec![
                (case, task("answer", "Svar", Some("2026-01-30T22:59:59Z"))),
                (case, task("assess", "Vurdér", Some("2026-01-06T15:30:00Z"))),
                (case, examine),
                (
                    case,
                    task("unplanned#1", "Ring til HEMMELIG", Some("2026-02-01T22:59:59Z")),
                ),
                (
                    case,
                    task(
                        "s_unplanned#1",
                        "Skriv til HEMMELIG",
                        Some("2026-02-01T22:59:59Z"),
                    ),
                ),
                (
                    case,
                    task(
                        "plan#HEMMELIG",
                        "Læg plan: HEMMELIG",
                        Some("2026-02-02T22:59:59Z"),
                    ),
                ),
            ],
            meetings: vec![(case, meeting)],
            noted: Vec::new(),
            planned: Vec::new(),
        };
        insta::assert_snapshot!(told(&agenda, Language::Danish));
        let english = told(&agenda, Language::English);
        assert!(english.contains("Due: Svar (Social help)"), "{english}");
    }

    #[test]
    fn an_entry_keeps_its_id_when_it_moves_and_no_two_share_one() {
        let case = CaseId(Uuid::from_u128(7));
        let uid = |case, task: &TaskRow, what: &str| deadline_uid(case, &task.item, task.round, what);
        let (one, moved) = (task("a", "A", None), task("a", "A", Some("2026-01-30T22:59:59Z")));
        assert_eq!(uid(case, &one, "due"), uid(case, &moved, "due"));
        let mut again = task("a", "A", None);
        again.round = 2;
        let others = [
            uid(case, &one, "plan"),
            uid(case, &again, "due"),
            uid(CaseId(Uuid::from_u128(8)), &one, "due"),
            uid(case, &task("b", "B", None), "due"),
        ];
        assert!(!others.contains(&uid(case, &one, "due")));
    }
}
