//! The legal sources of the shipped flows: each says by when it is to be reviewed, and no day that nobody has seen.

use samspil_core::flow::{LegalSource, late_reviews};

use super::find::suites;
use super::shipped_test::{flows, runnable};

/// The last day on which every shipped source is to be reviewed: law moves on 1 January and 1 July.
const REVIEW_BY: &str = "2027-01-01";

/// An act, a section and a subsection of it (all where none is named), its first day, and the text that it was read in.
type Ground = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// The days and texts that are known of each act; the first that fits holds. Nothing else has any.
const GROUND: &[Ground] = &[
    ("serviceloven", "2", "5", "2025-07-01", ""),
    ("serviceloven", "83 a", "", "", "lovforslag L 25 (2014)"),
    ("serviceloven", "83 b", "", "2025-07-01", ""),
    ("serviceloven", "100", "", "2025-09-01", "lovforslag L 201"),
    ("barnets lov", "86", "", "2025-09-01", "lovforslag L 201"),
    ("barnets lov", "", "", "2024-01-01", "LBK 282 af 17. marts 2025"),
    ("ældreloven", "", "", "2025-07-01", "lovforslag L 89"),
    ("retssikkerhedsloven", "3", "2", "1998-07-01", ""),
];

/// What is known of a source: its first day and its text, empty where nothing is.
fn known(law: &LegalSource) -> (&'static str, &'static str) {
    let named = |written: &str, wanted: &str| wanted.is_empty() || written == wanted;
    let fits = |ground: &&Ground| {
        law.act == ground.0
            && named(&law.section, ground.1)
            && named(law.subsection.as_deref().unwrap_or_default(), ground.2)
    };
    GROUND
        .iter()
        .find(fits)
        .map_or(("", ""), |ground| (ground.3, ground.4))
}

#[test]
fn every_shipped_source_says_when_it_is_to_be_reviewed_and_no_day_that_is_not_known() {
    let (mut faults, mut count) = (Vec::new(), 0);
    for suite in suites(&[flows()]).unwrap() {
        let flow = runnable(&suite.flow).flow;
        for law in flow.sources_once() {
            count += 1;
            let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
            let said = (day(law.valid_from), law.as_in.clone().unwrap_or_default());
            let (from, text) = known(law);
            let reviewed = law.reviewed_on.is_some() || law.reviewed_by.is_some();
            if said != (from.to_owned(), text.to_owned())
                || law.valid_to.is_some()
                || reviewed
                || day(law.review_by) != REVIEW_BY
            {
                faults.push(format!("{}: {law:?}", suite.flow.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count > 100, "{count}");
}

#[test]
fn whoever_keeps_a_shipped_flow_is_told_of_each_act_the_day_after() {
    let day = |day: &str| day.parse().unwrap();
    for suite in suites(&[flows()]).unwrap() {
        let flow = runnable(&suite.flow).flow;
        assert_eq!(
            late_reviews(&flow, day(REVIEW_BY)),
            [],
            "{}",
            suite.flow.display()
        );
        let late = late_reviews(&flow, day("2027-01-02"));
        assert_eq!(late.len(), flow.about.acts.len(), "{}", suite.flow.display());
        let placed = late.iter().all(|finding| finding.place.line > 0);
        assert!(placed, "{}", suite.flow.display());
    }
}
