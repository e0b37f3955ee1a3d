//! The parts of the page: what each shows, as bars and as a table.

use samspil_core::text::Message;
use samspil_runtime::{FigureTable, Figures, Load, Management, ManagementAsk};

use super::query;
use crate::management::{Titles, deviation};
use crate::pages::address::segment;
use crate::pages::parts::{Bar, Bars, Cell, Table};
use crate::pages::shell::Shell;

/// The most bars of a part, the longest of them: all rows stand in the table.
const MAX_BARS: usize = 12;

/// All of a hundred.
const HUNDRED: u64 = 100;

/// A part of the page.
pub(super) struct Part {
    /// Its name, for links and for its heading.
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) bars: Bars,
    pub(super) table: Table,
    /// That rows are left out, where some are.
    pub(super) hidden: Option<String>,
}

/// A row of a part: the cells of the table, and the bar.
type Row = (Vec<Cell>, Bar);

/// The page's words, and what things are called.
struct Words<'a> {
    page: &'a Shell,
    titles: &'a Titles,
}

/// A table and that of the period before it.
type Both<'a> = (&'a FigureTable, &'a FigureTable);

/// The parts, in their order, each row beside what it was in the period before: as protected there as here.
pub(super) fn parts(
    page: &Shell,
    ask: &ManagementAsk,
    (found, earlier): (&Management, &Management),
    titles: &Titles,
) -> Vec<Part> {
    let words = Words { page, titles };
    type Of<'a> = &'a dyn Fn(&Figures, Option<&Figures>) -> Row;
    let counted = |name, columns: &[&str], (table, before): Both<'_>, row: Of<'_>| {
        let rows = table.rows.iter().map(|one| {
            let known = before.rows.iter().find(|known| known.key == one.key);
            row(one, known)
        });
        words.part(name, columns, rows.collect(), table.hidden)
    };
    vec![
        counted(
            "waits",
            &["who-waits", "flow", "times", "median", "ninety", "before"],
            (&found.waits, &earlier.waits),
            &|row, before| words.wait(row, before),
        ),
        counted(
            "deadlines",
            &["deadline", "flow", "unit", "kept-of", "kept", "before"],
            (&found.deadlines, &earlier.deadlines),
            &|row, before| words.deadline(row, before),
        ),
        words.load(&found.load),
        counted(
            "deviations",
            &["step", "flow", "how", "times", "before", "why"],
            (&found.deviations, &earlier.deviations),
            &|row, before| words.deviation(row, before, ask),
        ),
        counted(
            "contacts",
            &["flow", "times", "median", "ninety", "before"],
            (&found.contacts, &earlier.contacts),
            &|row, before| words.contact(row, before),
        ),
        counted(
            "tasks",
            &[
                "party",
                "flow",
                "unit",
                "times",
                "in-time-of",
                "in-time",
                "before",
            ],
            (&found.tasks, &earlier.tasks),
            &|row, before| words.task(row, before),
        ),
    ]
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Words<'_> {
    fn part(&self, name: &'static str, columns: &[&str], rows: Vec<Row>, hidden: u64) -> Part {
        let page = self.page;
        let (rows, mut bars): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.value.max(bar.behind)));
        bars.truncate(MAX_BARS);
        let head = columns
            .iter()
            .map(|column| page.t(&format!("management-column-{column}")));
        let title = page.t(&format!("management-{name}"));
        let told = Message::new("management-hidden").with("count", number(hidden));
        Part {
            name,
            about: page.t(&format!("management-{name}-about")),
            bars: Bars {
                title: page.t(&format!("management-{name}-bars")),
                bars,
            },
            table: Table {
                caption: title.clone(),
                head: head.collect(),
                rows,
                empty: page.t("management-nothing"),
            },
            title,
            hidden: (hidden > 0).then(|| page.say(&told)),
        }
    }

    fn flow(&self, flow: &str) -> String {
        self.titles.flow(flow, self.page.language)
    }

    fn party(&self, row: &Figures, party: &str) -> String {
        self.titles.party(&row.key.flow, party, self.page.language)
    }

    /// How often; with a word where a part is left out.
    fn times(&self, row: &Figures) -> Cell {
        let times = Message::new("management-number").with("count", number(row.times));
        self.in_part(row, Cell::Text(self.page.say(&times)))
    }

    /// With a word where a part is left out.
    fn in_part(&self, row: &Figures, cell: Cell) -> Cell {
        if row.in_part {
            let word = Cell::Small(self.page.t("management-in-part"));
            return Cell::Stack(vec![cell, word]);
        }
        cell
    }

    fn days(&self, days: Option<u32>) -> String {
        days.map_or_else(String::new, |days| {
            self.page.say(&Message::new("management-days").with("days", days))
        })
    }

    /// Half and nine of ten in the period before; nothing where that is not shown.
    fn days_before(&self, before: Option<&Figures>) -> Cell {
        let said = before.map(|before| {
            let said = Message::new("management-days-before")
                .with("median", self.days(before.days.median()))
                .with("ninety", self.days(before.days.percentile(90)));
            Cell::Text(self.page.say(&said))
        });
        said.unwrap_or(Cell::Empty)
    }

    /// How many of a hundred in the period before; nothing where that is not shown.
    fn share_before(&self, before: Option<&Figures>) -> Cell {
        before.map_or(Cell::Empty, |before| Cell::Text(self.of_hundred(before)))
    }

    /// A bar of half of them, and behind it one of nine of ten.
    fn days_bar(&self, name: String, row: &Figures) -> Bar {
        let (median, ninety) = (row.days.median().unwrap_or_default(), row.days.percentile(90));
        let ninety = ninety.unwrap_or_default();
        let said = Message::new("management-days-said")
            .with("median", self.days(Some(median)))
            .with("ninety", self.days(Some(ninety)));
        Bar {
            name,
            said: self.page.say(&said),
            value: median.into(),
            behind: ninety.into(),
        }
    }

    /// How many of a hundred.
    fn of_hundred(&self, row: &Figures) -> String {
        row.of_hundred_in_time().map_or_else(String::new, |share| {
            self.page
                .say(&Message::new("management-share").with("share", number(share)))
        })
    }

    fn of_timed(&self, row: &Figures) -> String {
        let of = Message::new("management-of")
            .with("count", number(row.in_time))
            .with("all", number(row.in_time.saturating_add(row.late)));
        self.page.say(&of)
    }

    fn share_bar(&self, name: String, row: &Figures) -> Bar {
        Bar {
            name,
            said: self.of_hundred(row),
            value: row.of_hundred_in_time().unwrap_or_default(),
            behind: HUNDRED,
        }
    }

    fn wait(&self, row: &Figures, before: Option<&Figures>) -> Row {
        let who = Message::new("management-who-waits")
            .with("who", self.party(row, &row.key.other))
            .with("whom", self.party(row, &row.key.party));
        let (who, flow) = (self.page.say(&who), self.flow(&row.key.flow));
        let cells = vec![
            Cell::Text(who.clone()),
            Cell::Text(flow.clone()),
            self.times(row),
            Cell::Text(self.days(row.days.median())),
            Cell::Text(self.days(row.days.percentile(90))),
            self.days_before(before),
        ];
        (cells, self.days_bar(format!("{who} ({flow})"), row))
    }

    fn deadline(&self, row: &Figures, before: Option<&Figures>) -> Row {
        let clock = self.titles.part(&row.key.flow, &row.key.name, self.page.language);
        let unit = self.titles.unit(row.key.unit, self.page.language);
        let cells = vec![
            Cell::Text(clock.clone()),
            Cell::Text(self.flow(&row.key.flow)),
            Cell::Text(unit.clone()),
            self.in_part(row, Cell::Text(self.of_timed(row))),
            Cell::Text(self.of_hundred(row)),
            self.share_before(before),
        ];
        (cells, self.share_bar(format!("{clock} ({unit})"), row))
    }

    fn load(&self, load: &Load) -> Part {
        let language = self.page.language;
        let rows = load.rows.iter().map(|row| {
            let party = self.titles.party(&row.flow, &row.party, language);
            let unit = self.titles.unit(row.unit, language);
            let count = |count: u64| {
                let count = Message::new("management-number").with("count", number(count));
                self.page.say(&count)
            };
            let said = Message::new("management-load-said")
                .with("tasks", number(row.tasks))
                .with("overdue", number(row.overdue));
            let bar = Bar {
                name: format!("{party} ({unit})"),
                said: self.page.say(&said),
                value: row.overdue,
                behind: row.tasks,
            };
            let cells = vec![
                Cell::Text(party),
                Cell::Text(self.flow(&row.flow)),
                Cell::Text(unit),
                Cell::Text(count(row.tasks)),
                Cell::Text(count(row.overdue)),
            ];
            (cells, bar)
        });
        let columns = ["party", "flow", "unit", "open", "overdue"];
        self.part("load", &columns, rows.collect(), load.hidden)
    }

    fn deviation(&self, row: &Figures, before: Option<&Figures>, ask: &ManagementAsk) -> Row {
        let step = self.titles.part(&row.key.flow, &row.key.name, self.page.language);
        let how = deviation(&row.key.other, self.page.language);
        let of_flow = ManagementAsk {
            flow: None,
            ..ask.clone()
        };
        let (flow, item) = (segment(&row.key.flow), segment(&row.key.name));
        let why = Cell::Link {
            href: format!("/management/deviations/{flow}/{item}?{}", query(&of_flow)),
            text: self
                .page
                .say(&Message::new("management-why").with("step", step.clone())),
        };
        let cells = vec![
            Cell::Text(step.clone()),
            Cell::Text(self.flow(&row.key.flow)),
            Cell::Text(how.clone()),
            self.times(row),
            before.map_or(Cell::Empty, |before| self.times(before)),
            why,
        ];
        let said = Message::new("management-times").with("count", number(row.times));
        let bar = Bar {
            name: format!("{step}: {how}"),
            said: self.page.say(&said),
            value: row.times,
            behind: 0,
        };
        (cells, bar)
    }

    fn contact(&self, row: &Figures, before: Option<&Figures>) -> Row {
        let flow = self.flow(&row.key.flow);
        let cells = vec![
            Cell::Text(flow.clone()),
            self.times(row),
            Cell::Text(self.days(row.days.median())),
            Cell::Text(self.days(row.days.percentile(90))),
            self.days_before(before),
        ];
        (cells, self.days_bar(flow, row))
    }

    fn task(&self, row: &Figures, before: Option<&Figures>) -> Row {
        let party = self.party(row, &row.key.party);
        let unit = self.titles.unit(row.key.unit, self.page.language);
        let cells = vec![
            Cell::Text(party.clone()),
            Cell::Text(self.flow(&row.key.flow)),
            Cell::Text(unit.clone()),
            self.times(row),
            Cell::Text(self.of_timed(row)),
            Cell::Text(self.of_hundred(row)),
            self.share_before(before),
        ];
        (cells, self.share_bar(format!("{party} ({unit})"), row))
    }
}
