//! What was answered, by group: each wave with how many, the change, and what it is certain to lie between.

use samspil_core::survey::{Asked, Change, Compared, Interval, Told as Mean};
use samspil_core::text::{Message, decimal};
use samspil_store::WholeSurvey;

use super::group;
use crate::pages::parts::{Bar, Bars, Cell, Table};
use crate::pages::shell::Shell;
use crate::surveys::Results;

/// The longest bar: the end of the scale, in hundredths.
const HUNDREDTHS: u32 = 2;

/// What is told of a survey.
pub(super) struct Told {
    pub(super) about: String,
    pub(super) broken: Option<String>,
    pub(super) bars: Bars,
    pub(super) table: Table,
}

/// What is told of these results.
pub(super) fn told(page: &Shell, survey: &WholeSurvey, results: &Results) -> Told {
    let compared = results.compared(survey);
    let rows = compared
        .iter()
        .flat_map(|one| one.changes.iter().map(move |change| (one, change)));
    let rows: Vec<_> = rows.collect();
    let columns = match results.are_two() {
        true => &["question", "group", "before", "after", "change", "interval"][..],
        false => &["question", "group", "answered"][..],
    };
    let title = page.t("survey-results");
    let broken = results.broken_because();
    Told {
        about: page.t(match results.are_two() {
            true => "survey-results-two",
            false => "survey-results-one",
        }),
        broken: broken.map(|why| page.say(&Message::new("survey-broken").with("why", why))),
        bars: Bars {
            title: page.t("survey-results-bars"),
            bars: rows
                .iter()
                .filter_map(|(one, change)| bar(page, one, change))
                .collect(),
        },
        table: Table {
            caption: title,
            head: columns
                .iter()
                .map(|column| page.t(&format!("survey-column-{column}")))
                .collect(),
            rows: rows
                .iter()
                .map(|(one, change)| row(page, one, change, results.are_two()))
                .collect(),
            empty: page.t("survey-no-results"),
        },
    }
}

fn mean(page: &Shell, told: Mean) -> String {
    match told {
        Mean::Mean(count, mean) => {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            page.say(
                &Message::new("survey-mean")
                    .with("mean", mean)
                    .with("count", count),
            )
        }
        Mean::Few => page.t("survey-few"),
        Mean::NotAsked => page.t("survey-not-asked"),
    }
}

fn row(page: &Shell, one: &Compared<'_>, change: &Change, two: bool) -> Vec<Cell> {
    let question = one.question.text.in_language(page.language).to_owned();
    let mut cells = vec![Cell::Text(question), Cell::Text(group(page, change.group))];
    cells.push(Cell::Text(mean(page, change.before)));
    if two {
        cells.push(Cell::Text(mean(page, change.after)));
        let (said, between) = match (one.asked, &change.change) {
            (Asked::Changed, _) => (page.t("survey-changed"), String::new()),
            (Asked::Once, _) => (page.t("survey-once"), String::new()),
            (Asked::Same, None) => (page.t("survey-no-change"), String::new()),
            (Asked::Same, Some(interval)) => changed(page, interval, change.pairs),
        };
        cells.extend([Cell::Text(said), Cell::Text(between)]);
    }
    cells
}

/// The change in words, and what it lies between.
fn changed(page: &Shell, interval: &Interval, pairs: Option<u64>) -> (String, String) {
    let number = |number| decimal(number, page.language);
    let key = match interval.is_certain() {
        true => "survey-change-certain",
        false => "survey-change-uncertain",
    };
    let change = match interval.change.is_sign_positive() && !interval.change.is_zero() {
        true => format!("+{}", number(interval.change)),
        false => number(interval.change),
    };
    let between = Message::new("survey-between")
        .with("low", number(interval.low))
        .with("high", number(interval.high));
    let said = page.say(&Message::new(key).with("change", change));
    let of_same = pairs.map(|pairs| {
        let pairs = i64::try_from(pairs).unwrap_or(i64::MAX);
        page.say(&Message::new("survey-of-same").with("count", pairs))
    });
    let said = match of_same {
        Some(of_same) => format!("{said} ({of_same})"),
        None => said,
    };
    (said, page.say(&between))
}

/// The later wave, and behind it the end of the scale.
fn bar(page: &Shell, one: &Compared<'_>, change: &Change) -> Option<Bar> {
    let (shown, mut value) = match (change.after, change.before) {
        (Mean::Mean(_, mean), _) => (change.after, mean),
        (_, Mean::Mean(_, mean)) => (change.before, mean),
        _ => return None,
    };
    value.rescale(HUNDREDTHS);
    let hundredths = u64::try_from(value.mantissa()).ok()?;
    let question = one.question.text.in_language(page.language);
    Some(Bar {
        name: format!("{question} ({})", group(page, change.group)),
        said: mean(page, shown),
        value: hundredths,
        behind: u64::from(*samspil_core::survey::SCALE.end()) * 100,
    })
}
