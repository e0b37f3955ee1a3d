//! The tables of the one plan.

use chrono::{DateTime, Utc};
use samspil_core::across::{Part, Said};
use samspil_core::calendar::Calendar;
use samspil_core::case::OpenTask;
use samspil_core::text::date;
use samspil_runtime::{InPlan, OnePlan};

use crate::pages::address::segment;
use crate::pages::case::standing;
use crate::pages::parts::{Cell, Table};
use crate::pages::tasks::due_cell;
use crate::pages::words::{Due, Speaker};

/// Draws the plan for one reader.
#[derive(Clone, Copy)]
pub(super) struct Drawing<'a> {
    /// The plan.
    pub(super) plan: &'a OnePlan,
    /// The reader's words.
    pub(super) speaker: Speaker<'a>,
    /// The municipality's days.
    pub(super) calendar: &'a Calendar,
}

impl Drawing<'_> {
    fn each(&self) -> impl Iterator<Item = (&InPlan, &Part)> {
        self.plan.cases.iter().zip(&self.plan.parts)
    }

    /// What a case is called.
    pub(super) fn title(&self, one: &InPlan) -> String {
        one.read.title(&one.eyes, self.speaker.language)
    }

    fn link(&self, one: &InPlan) -> Cell {
        Cell::Link {
            href: format!("/cases/{}", one.read.case.id),
            text: self.title(one),
        }
    }

    /// What a field holds.
    pub(super) fn said(&self, one: &InPlan, said: &Said) -> String {
        let field = one.read.run.flow.data.field(&said.field);
        field.map_or_else(String::new, |field| self.speaker.value(field, &said.value))
    }

    fn cell(&self, one: &InPlan, said: Option<&Said>) -> Cell {
        said.map_or(Cell::Empty, |said| Cell::Text(self.said(one, said)))
    }

    fn table(&self, caption: &str, head: &[&str], rows: Vec<Vec<Cell>>, empty: &str) -> Table {
        Table {
            caption: self.speaker.t(caption),
            head: head.iter().map(|key| self.speaker.t(key)).collect(),
            rows,
            empty: self.speaker.t(empty),
        }
    }

    fn filled(&self, caption: &str, head: &[&str], rows: Vec<Vec<Cell>>) -> Option<Table> {
        (!rows.is_empty()).then(|| self.table(caption, head, rows, caption))
    }

    fn moment(&self, at: DateTime<Utc>) -> Cell {
        Cell::moment(at, self.speaker.language)
    }

    /// The overall goals, each once.
    pub(super) fn overall(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for (one, part) in self.each().filter(|(_, part)| part.is_open()) {
            for said in &part.overall {
                let text = self.said(one, said);
                if !found.contains(&text) {
                    found.push(text);
                }
            }
        }
        found
    }

    /// The departments of a case.
    pub(super) fn departments(&self, part: &Part) -> String {
        let units = part.departments.iter();
        let names = units.map(|unit| self.speaker.names.unit(*unit, self.speaker.language));
        names.collect::<Vec<_>>().join(", ")
    }

    /// The cases.
    pub(super) fn plans(&self) -> Table {
        let row = |(one, part): (&InPlan, &Part)| {
            let language = self.speaker.language;
            let coordinators: Vec<Cell> = part
                .coordinators
                .iter()
                .map(|binding| Cell::Text(self.speaker.names.binding(binding, language)))
                .collect();
            vec![
                Cell::Stack(vec![
                    self.link(one),
                    Cell::Small(one.read.run.flow.title.in_language(language).to_owned()),
                ]),
                Cell::Badge(standing(self.speaker, part.standing)),
                Cell::Text(self.departments(part)),
                if coordinators.is_empty() {
                    Cell::Small(self.speaker.t("plan-nobody-coordinates"))
                } else {
                    Cell::Stack(coordinators)
                },
            ]
        };
        let head = [
            "plan-column-plan",
            "plan-column-status",
            "plan-column-departments",
            "plan-column-coordinator",
        ];
        self.table("plan-plans", &head, self.each().map(row).collect(), "plan-plans")
    }

    /// The goals of the cases under way.
    pub(super) fn goals(&self) -> Option<Table> {
        let open = self.each().filter(|(_, part)| part.is_open());
        let rows = open.flat_map(|(one, part)| {
            part.goals.iter().map(move |goal| {
                vec![
                    Cell::Text(self.said(one, &goal.goal)),
                    self.cell(one, goal.theme.as_ref()),
                    self.cell(one, goal.direction.as_ref()),
                    self.link(one),
                ]
            })
        });
        let head = [
            "plan-column-goal",
            "plan-column-theme",
            "plan-column-direction",
            "plan-column-plan",
        ];
        self.filled("plan-goals", &head, rows.collect())
    }

    /// Who comes to the citizen.
    pub(super) fn comes(&self) -> Option<Table> {
        let open = self.each().filter(|(_, part)| part.is_open());
        let rows = open.flat_map(|(one, part)| {
            part.comes.iter().map(move |coming| {
                vec![
                    Cell::Text(self.said(one, &coming.comes)),
                    Cell::Text(self.departments(part)),
                    self.cell(one, coming.how_often.as_ref()),
                    coming.next.map_or(Cell::Empty, |day| Cell::Time {
                        iso: day.to_string(),
                        text: date(day),
                    }),
                    self.cell(one, coming.rate.as_ref()),
                    self.link(one),
                ]
            })
        });
        let head = [
            "plan-column-comes",
            "plan-column-departments",
            "plan-column-how-often",
            "plan-column-next",
            "plan-column-rate",
            "plan-column-plan",
        ];
        self.filled("plan-comes", &head, rows.collect())
    }

    /// The meetings that are agreed, the next first.
    pub(super) fn agreed(&self) -> Option<Table> {
        let all = self.each().flat_map(|(one, part)| {
            let agreed = part.appointments.iter();
            agreed.map(move |meeting| (meeting.meets.starts, one, meeting))
        });
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|(starts, ..)| *starts);
        let rows = all.into_iter().map(|(starts, one, meeting)| {
            vec![
                Cell::Text(meeting.title.in_language(self.speaker.language).to_owned()),
                self.moment(starts),
                self.link(one),
            ]
        });
        let head = ["plan-column-meeting", "plan-column-when", "plan-column-plan"];
        self.filled("plan-agreed", &head, rows.collect())
    }

    /// What the citizen's side is to do.
    pub(super) fn citizen_does(&self) -> Table {
        self.work("plan-citizen-does", |part| &part.citizen_does)
    }

    /// What others are to do.
    pub(super) fn others_do(&self) -> Table {
        self.work("plan-others-do", |part| &part.others_do)
    }

    fn work(&self, caption: &str, of: impl Fn(&Part) -> &Vec<OpenTask>) -> Table {
        let mut all = Vec::new();
        for (one, part) in self.each() {
            all.extend(
                of(part)
                    .iter()
                    .map(|task| (task.due.is_none(), task.due, one, task)),
            );
        }
        all.sort_by_key(|(never, due, ..)| (*never, *due));
        let row = |(_, due, one, task): &(bool, Option<DateTime<Utc>>, &InPlan, &OpenTask)| {
            let language = self.speaker.language;
            let view = one.read.view();
            vec![
                Cell::Link {
                    href: format!(
                        "/cases/{}/tasks/{}",
                        one.read.case.id,
                        segment(task.item.as_str())
                    ),
                    text: task.title.in_language(language).to_owned(),
                },
                Cell::Text(view.party_title(&task.party).in_language(language).to_owned()),
                due.map_or(Cell::Empty, |due| {
                    due_cell(self.speaker, &Due::new(due, self.plan.at, self.calendar))
                }),
                self.link(one),
            ]
        };
        let head = [
            "plan-column-task",
            "plan-column-who",
            "plan-column-due",
            "plan-column-plan",
        ];
        let rows = all.iter().map(row).collect();
        self.table(caption, &head, rows, "plan-nothing-to-do")
    }
}
