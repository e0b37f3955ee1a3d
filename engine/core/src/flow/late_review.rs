//! Legal sources whose day of review has passed. The day is given: reading a flow gives the same answer on every day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Code, Diagnostic, Flow, Place};
use crate::text::Message;

/// The day by which a legal source was to be reviewed has passed (warning).
const REVIEW_LATE: Code = Code("F0495");

/// The codes of what is found in legal sources on a day.
pub const SOURCE_CODES: &[Code] = &[REVIEW_LATE];

/// The sources that were to be reviewed before this day: a warning for each act and day, with the parts that it is of.
/// It is shown where the day is written for the whole act, otherwise at the first clock or item that names the source.
#[must_use]
pub fn late_reviews(flow: &Flow, day: NaiveDate) -> Vec<Diagnostic> {
    let mut late: BTreeMap<(NaiveDate, &str), (Vec<String>, Place)> = BTreeMap::new();
    for (law, place) in flow.sources().filter(|(law, _)| law.is_review_late(day)) {
        let Some(by) = law.review_by else { continue };
        let (parts, at) = late.entry((by, law.act.as_str())).or_default();
        let part = law.part();
        if !parts.contains(&part) {
            parts.push(part);
        }
        if *at == Place::default() {
            *at = place;
        }
    }
    let told = late.into_iter().map(|((by, name), (parts, place))| {
        let mut acts = flow.about.acts.iter();
        let of_act = acts.find(|act| act.name == name && act.review_by == Some(by));
        let of_act = of_act.map(|act| act.place);
        let what = Message::new("flow-review-late")
            .with("act", name)
            .with("parts", parts)
            .with("by", by);
        let hint = Message::new("flow-review-late-hint");
        Diagnostic::warning(REVIEW_LATE, of_act.unwrap_or(place), what).hinting(hint)
    });
    let mut told: Vec<_> = told.collect();
    told.sort_by_key(|finding| finding.place);
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::read;
    use crate::text::Language;

    const FLOW: &str = r#"samspil: 1
flow: f
title: F
about:
  law:
    - {act: barnets lov, section: "136"}
    - {act: serviceloven, section: "85", review_by: 2026-07-01}
  acts:
    - {act: barnets lov, as_in: LBK 282 af 17. marts 2025, valid_from: 2024-01-01, review_by: 2027-01-01}
parties: {w: {title: W, side: authority}}
does:
  a: {task: A, by: w, required_by_law: {act: barnets lov, section: "18"}}
  b:
    task: B
    by: w
    due: {lasts: 4 months, law: {act: barnets lov, section: "20", subsection: "3", valid_from: 2025-07-01}}
  c: {task: C, by: w, required_by_law: {act: forvaltningsloven, section: "22", review_by: 2026-07-01}}
"#;

    fn flow(text: &str) -> (Flow, Vec<Diagnostic>) {
        let (flow, findings) = read(text);
        (flow.unwrap(), findings)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_source_has_from_its_act_what_it_does_not_say_itself() {
        let (flow, findings) = flow(FLOW);
        assert_eq!(findings, []);
        let known: Vec<_> = flow
            .sources_once()
            .into_iter()
            .map(|law| {
                let from = law.valid_from.map(|day| day.to_string());
                let by = law.review_by.map(|day| day.to_string());
                (law.short(), from, by, law.as_in.is_some())
            })
            .collect();
        let some = |day: &str| Some(day.to_owned());
        let row = |law: &str, from, by, as_in| (law.to_owned(), from, by, as_in);
        assert_eq!(
            known,
            [
                row("barnets lov § 136", some("2024-01-01"), some("2027-01-01"), true),
                row("serviceloven § 85", None, some("2026-07-01"), false),
                row("barnets lov § 20", some("2025-07-01"), some("2027-01-01"), true),
                row("barnets lov § 18", some("2024-01-01"), some("2027-01-01"), true),
                row("forvaltningsloven § 22", None, some("2026-07-01"), false),
            ]
        );
    }

    #[test]
    fn a_review_is_late_from_the_day_after_and_told_once_for_an_act() {
        let (flow, _) = flow(FLOW);
        for (on, told) in [
            ("2026-07-01", &[][..]),
            ("2026-07-02", &[(0, "serviceloven"), (17, "forvaltningsloven")]),
            ("2027-01-01", &[(0, "serviceloven"), (17, "forvaltningsloven")]),
            (
                "2027-01-02",
                &[(0, "serviceloven"), (9, "barnets lov"), (17, "forvaltningsloven")],
            ),
        ] {
            let found = late_reviews(&flow, day(on));
            let lines: Vec<_> = found
                .iter()
                .map(|finding| (finding.place.line, finding.what.args["act"].clone()))
                .collect();
            let told: Vec<_> = told.iter().map(|(line, act)| (*line, (*act).into())).collect();
            assert_eq!(lines, told, "{on}");
        }
        let found = late_reviews(&flow, day("2027-01-02"));
        let said = found[1].what.say(Language::Danish);
        assert!(
            said.contains("§ 136") && said.contains("§ 20") && said.contains("§ 18"),
            "{said}"
        );
    }

    #[test]
    fn a_late_review_is_explained() {
        for code in SOURCE_CODES {
            let key = format!("explain-{}", code.0);
            assert!(crate::text::core_catalogue().knows(&key), "{key}");
        }
    }
}
