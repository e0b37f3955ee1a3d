//! A task as a row of a list.

use chrono::{DateTime, Utc};
use samspil_core::calendar::Calendar;
use samspil_core::id::{CaseId, PersonId};
use samspil_core::text::{Message, date};
use samspil_runtime::By;
use samspil_store::{TaskMark, TaskRow};

use super::hand_on::name;
use super::mark;
use super::tab::PRIORITIES;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::back::encoded;
use crate::pages::parts::{Badge, Cell, Tone};
use crate::pages::words::{Due, Speaker};

/// What rows are drawn with.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) speaker: Speaker<'a>,
    pub(super) signed: &'a Signed,
    /// The same as the engine knows them.
    pub(super) by: &'a By,
    pub(super) now: DateTime<Utc>,
    pub(super) calendar: &'a Calendar,
    /// How the reader has marked tasks.
    pub(super) marks: &'a [TaskMark],
    /// The page that the rows stand on, to come back to.
    pub(super) back: &'a str,
}

impl Rows<'_> {
    /// The cells: task, case, deadline, what the reader has noted, party, who has taken it.
    pub(super) fn cells(&self, case: CaseId, task: &TaskRow) -> Vec<Cell> {
        let language = self.speaker.language;
        let title = task.title.in_language(language);
        let mut first: Vec<Cell> = self.choice(case, task).into_iter().collect();
        first.push(Cell::Link {
            href: format!("/cases/{case}/tasks/{}", segment(&task.item)),
            text: title.to_owned(),
        });
        if task.raised {
            first.push(self.badge("tasks-raised", Tone::Warning));
        }
        if task.round > 1 {
            let round = Message::new("tasks-round").with("round", task.round);
            first.push(Cell::Small(self.speaker.say(&round)));
        }
        let of = vec![
            Cell::Link {
                href: format!("/cases/{case}"),
                text: task.case_title.clone(),
            },
            Cell::Small(task.flow_title.in_language(language).to_owned()),
        ];
        vec![
            Cell::Stack(first),
            Cell::Stack(of),
            self.due(task),
            self.mark(case, task),
            self.party(task),
            self.hand(case, task, title),
        ]
    }

    fn badge(&self, key: &str, tone: Tone) -> Cell {
        Cell::Badge(Badge {
            text: self.speaker.t(key),
            tone: Some(tone),
        })
    }

    /// The box that chooses the task for handing on, where the reader may hand it on.
    fn choice(&self, case: CaseId, task: &TaskRow) -> Option<Cell> {
        let own =
            task.claimed_by == Some(self.signed.person) || self.by.owns(task) || self.stead(task).is_some();
        own.then(|| {
            let about = Message::new("hand-on-choose")
                .with("task", task.title.in_language(self.speaker.language))
                .with("case", task.case_title.as_str());
            Cell::Choose {
                form: "hand-on",
                name: "task",
                value: name(case, &task.item),
                about: self.speaker.say(&about),
            }
        })
    }

    /// What the reader has noted of the task, and the way to note something.
    fn mark(&self, case: CaseId, task: &TaskRow) -> Cell {
        let own = self.marks.iter().find(|mark| mark.is_of(case, task));
        let mut cells = Vec::new();
        if let Some(mark) = own {
            let word = PRIORITIES
                .iter()
                .find(|(_, priority)| mark.priority == Some(*priority));
            cells.extend(word.map(|(word, _)| self.badge(&format!("mark-priority-{word}"), Tone::Info)));
            cells.extend(mark.follow_up.map(|day| {
                let said = Message::new("mark-follow-up-on").with("day", date(day));
                Cell::Text(self.speaker.say(&said))
            }));
            cells.extend(mark.tags.iter().cloned().map(Cell::Small));
        }
        cells.push(Cell::Link {
            href: mark::address(case, &task.item, self.back),
            text: self
                .speaker
                .t(if own.is_some() { "mark-change" } else { "mark-do" }),
        });
        Cell::Stack(cells)
    }

    fn due(&self, task: &TaskRow) -> Cell {
        let Some(due) = task.due else {
            return Cell::Small(self.speaker.t("tasks-no-deadline"));
        };
        due_cell(self.speaker, &Due::new(due, self.now, self.calendar))
    }

    fn party(&self, task: &TaskRow) -> Cell {
        let language = self.speaker.language;
        let mut cells = vec![Cell::Text(task.party_title.in_language(language).to_owned())];
        if let Some(person) = task.person {
            cells.push(Cell::Small(self.speaker.names.person(person, language)));
        } else if let Some(unit) = task.unit {
            cells.push(Cell::Small(self.speaker.names.unit(unit, language)));
        }
        cells.extend(self.stead(task).map(|person| {
            let name = self.speaker.names.person(person, language);
            Cell::Small(
                self.speaker
                    .say(&Message::new("tasks-in-stead-of").with("name", name)),
            )
        }));
        Cell::Stack(cells)
    }

    /// In whose stead the task is the reader's.
    fn stead(&self, task: &TaskRow) -> Option<PersonId> {
        self.by.stead_of(task)
    }

    fn hand(&self, case: CaseId, task: &TaskRow, title: &str) -> Cell {
        match task.claimed_by {
            Some(person) if person == self.signed.person => Cell::Text(self.speaker.t("tasks-by-you")),
            Some(person) => Cell::Text(self.speaker.names.person(person, self.speaker.language)),
            None if self.by.owns(task) => Cell::Post {
                action: format!(
                    "/cases/{case}/tasks/{}/claim?back={}",
                    segment(&task.item),
                    encoded(self.back)
                ),
                text: self.speaker.t("tasks-take"),
                about: format!("{title}, {}", task.case_title),
            },
            None => Cell::Small(self.speaker.t("tasks-by-nobody")),
        }
    }
}

/// A deadline as a cell: the date, and how far off it is; what is late stands out by word and colour.
pub(crate) fn due_cell(speaker: Speaker<'_>, due: &Due) -> Cell {
    let distance = speaker.say(&due.distance);
    let tone = match (due.late, due.near) {
        (true, _) => Some(Tone::Error),
        (_, true) => Some(Tone::Warning),
        _ => None,
    };
    let told = match tone {
        Some(_) => Cell::Badge(Badge { text: distance, tone }),
        None => Cell::Small(distance),
    };
    let on = Cell::Time {
        iso: due.iso.clone(),
        text: speaker.say(&due.on),
    };
    Cell::Stack(vec![on, told])
}
