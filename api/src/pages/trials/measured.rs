//! What came of a trial, as a table: its units before it and by its version, beside the other units.

use samspil_core::case::Counted;
use samspil_core::text::{Message, date};
use samspil_runtime::{Figures, MIN_CASES, Measured, TrialFigures};
use samspil_store::FlowTrial;

use super::{heads, number};
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;

/// The measures of a trial.
pub(super) struct MeasuredShown {
    pub(super) about: String,
    pub(super) running: String,
    pub(super) table: Table,
}

/// The measures as they are shown.
pub(super) fn measured(page: &Shell, trial: &FlowTrial, found: &TrialFigures) -> MeasuredShown {
    let about = Message::new("trial-measured-about")
        .with("before", date(found.before_since))
        .with("first", date(trial.first_day))
        .with("until", date(found.until))
        .with("least", i64::try_from(MIN_CASES).unwrap_or(i64::MAX));
    let running =
        Message::new("trial-running").with("cases", i64::try_from(found.running).unwrap_or(i64::MAX));
    let columns = [
        "measure",
        "units-before",
        "units-during",
        "others-before",
        "others-during",
    ];
    MeasuredShown {
        about: page.say(&about),
        running: page.say(&running),
        table: Table {
            caption: page.t("trial-measured"),
            head: heads(page, &columns),
            rows: found.rows.iter().map(|row| cells(page, row)).collect(),
            empty: String::new(),
        },
    }
}

/// What is counted, as the key of its words.
const fn word(counted: Counted) -> &'static str {
    match counted {
        Counted::Done => "done",
        Counted::Waited => "waited",
        Counted::Deadline => "deadline",
        Counted::Deviated => "deviated",
        Counted::Contact => "contact",
    }
}

fn cells(page: &Shell, row: &Measured) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(
        page.t(&format!("trial-measure-{}", word(row.counted))),
    )];
    let times = [
        &row.units_before,
        &row.units_during,
        &row.others_before,
        &row.others_during,
    ];
    cells.extend(times.into_iter().map(|figures| match figures {
        None => Cell::Small(page.t("trial-few")),
        Some(figures) => told(page, row.counted, figures),
    }));
    cells
}

/// A figure in words, with how many things it is of.
fn told(page: &Shell, counted: Counted, figures: &Figures) -> Cell {
    let of = Message::new("trial-of").with("times", number(page, figures.times));
    let of = Cell::Small(page.say(&of));
    let days = |days: Option<u32>| match days {
        None => page.t("trial-few"),
        Some(days) => page.say(&Message::new("management-days").with("days", days)),
    };
    let first = match counted {
        Counted::Deviated => return Cell::Text(number(page, figures.times)),
        Counted::Deadline => match figures.of_hundred_in_time() {
            None => page.t("trial-few"),
            Some(share) => {
                let share = i64::try_from(share).unwrap_or(i64::MAX);
                page.say(&Message::new("management-share").with("share", share))
            }
        },
        Counted::Done | Counted::Waited | Counted::Contact => days(figures.days.median()),
    };
    Cell::Stack(vec![Cell::Text(first), of])
}
