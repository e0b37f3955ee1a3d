//! Legal sources: since when they hold, the text that they were read in, and when they are to be reviewed. Which rule a
//! clock or item stands on is told there; what is known of the rule is told here, once for all sections of which it is so.

use std::collections::BTreeMap;

use super::{Area, Found};
use crate::flow::{Flow, LegalSource};
use crate::text::{Arg, Message};

/// What is said of a source.
type Words = fn(&LegalSource) -> Message;

/// What is told of sources one by one: its key, and the words for it.
const TOLD: [(&str, Words); 2] = [
    ("difference-source-validity", LegalSource::validity),
    ("difference-source-review", LegalSource::review),
];

/// What is known otherwise of the rules that both versions name.
pub(super) fn compare(before: &Flow, after: &Flow, found: &mut Found) {
    let (old, new) = (by_rule(before), by_rule(after));
    for (key, words) in TOLD {
        for (was, is, rules) in turned(&old, &new, words) {
            let law: Vec<Message> = rules.iter().map(|rule| rule.written()).collect();
            let message = Message::new(key).with("law", law);
            found.add(Area::Case, message.with("before", was).with("after", is));
        }
    }
}

type Known<'f> = BTreeMap<LegalSource, Vec<&'f LegalSource>>;

/// Each rule, with every way in which it is known in the flow.
fn by_rule(flow: &Flow) -> Known<'_> {
    let mut known: Known<'_> = BTreeMap::new();
    for source in flow.sources_once() {
        known.entry(source.rule()).or_default().push(source);
    }
    known
}

type Turned<'f> = (Arg, Arg, Vec<&'f LegalSource>);

/// The rules of which other words are said now, those of one kind together.
fn turned<'f>(old: &Known<'_>, new: &'f Known<'_>, words: Words) -> Vec<Turned<'f>> {
    let said = |sources: &[&LegalSource]| {
        let mut all: Vec<Message> = Vec::new();
        for message in sources.iter().map(|source| words(source)) {
            if !all.contains(&message) {
                all.push(message);
            }
        }
        Arg::from(all)
    };
    let mut turned: Vec<Turned<'f>> = Vec::new();
    for (rule, sources) in new {
        let Some(before) = old.get(rule) else { continue };
        let (was, is) = (said(before), said(sources));
        if was == is {
            continue;
        }
        match turned.iter_mut().find(|known| known.0 == was && known.1 == is) {
            Some((_, _, rules)) => rules.push(rule),
            None => turned.push((was, is, vec![rule])),
        }
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::super::tests::told;
    use crate::text::Language;

    /// Three sections of two acts, one of them the ground of a clock and a pause.
    fn flow(acts: &str) -> String {
        format!(
            r#"samspil: 1
flow: f
title: F
about:
  law: [{{act: serviceloven, section: "85"}}, {{act: forvaltningsloven, section: "22"}}]
  acts: [{acts}]
parties: {{w: {{title: W, side: authority}}}}
clocks:
  c: {{title: C, starts: case, lasts: 4 weeks, law: {{act: serviceloven, section: "85"}}}}
does:
  a: {{task: A, by: w, required_by_law: {{act: serviceloven, section: "141"}}}}
retention: {{from: closed, keep: 5 years, then: erase, law: {{act: serviceloven, section: "141"}}}}
"#
        )
    }

    #[test]
    fn a_new_day_of_review_is_told_once_for_the_sections_of_an_act() {
        let before = flow("{act: serviceloven, review_by: 2027-01-01}");
        for (acts, lines) in [
            ("{act: serviceloven, review_by: 2027-01-01}", &[][..]),
            (
                "{act: serviceloven, review_by: 2027-07-01, reviewed_on: 2026-12-01, reviewed_by: jurist}",
                &["serviceloven § 141, serviceloven § 85", "01.07.2027"][..],
            ),
            (
                "{act: serviceloven, review_by: 2027-01-01, valid_from: 2015-01-01, as_in: LBK 1}",
                &["serviceloven § 141, serviceloven § 85", "LBK 1"],
            ),
        ] {
            let told = told(&before, &flow(acts), Language::Danish);
            let count = usize::from(!lines.is_empty());
            assert_eq!(
                told.lines().filter(|line| line.starts_with("- ")).count(),
                count,
                "{told}"
            );
            for line in lines {
                assert!(told.contains(line), "{told}");
            }
        }
    }
}
