//! A house that says something else than the version before it was approved anew by both sides (A5.3 in `flows/lines.csv`).

use super::{Code, Diagnostic, House};
use crate::text::Message;

/// The house says something else, and a side has not approved that.
const NOT_APPROVED_ANEW: Code = Code("F0487");

/// The codes of what is found in a house against the version before it.
pub const HOUSE_CODES: &[Code] = &[NOT_APPROVED_ANEW];

/// What is wrong with a house that follows another: where it says something else, each side has approved it on a later day.
#[must_use]
pub fn not_approved_anew(before: &House, house: &House) -> Vec<Diagnostic> {
    let says = |house: &House| {
        let House {
            area,
            strategy,
            tools,
            rules,
            ..
        } = house.clone();
        (area, strategy, tools, rules)
    };
    if says(before) == says(house) {
        return Vec::new();
    }
    let days = [
        ("authority", before.authority_approved, house.authority_approved),
        ("provider", before.provider_approved, house.provider_approved),
    ];
    let old = days.into_iter().filter(|(_, before, now)| now <= before);
    old.map(|(side, before, _)| {
        let what = Message::new(&format!("house-not-approved-{side}")).with("day", before);
        let hint = Message::new("house-not-approved-hint");
        Diagnostic::error(NOT_APPROVED_ANEW, house.place, what).hinting(hint)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn house(rule: &str, authority: &str, provider: &str) -> House {
        let text = format!(
            "samspil: 1
flow: f
title: F
parties: {{caseworker: {{title: Rådgiver, side: authority}}}}
house:
  area: Voksne
  strategy: Borgerens ord først.
  rules: {{ring: {{says: {rule}}}}}
  approved: {{authority: {authority}, provider: {provider}}}
does: {{talk: {{task: Tal sammen, by: caseworker}}}}
"
        );
        let (flow, findings) = read(&text);
        assert_eq!(findings, []);
        flow.unwrap().house.unwrap()
    }

    #[test]
    fn what_is_changed_is_approved_anew_by_both() {
        let before = house("Ring først", "2026-01-05", "2026-01-12");
        for (rule, authority, provider, wrong) in [
            ("Ring først", "2026-01-05", "2026-01-12", 0),
            ("Ring altid", "2026-01-05", "2026-01-12", 2),
            ("Ring altid", "2026-02-02", "2026-01-12", 1),
            ("Ring altid", "2026-02-02", "2026-01-11", 1),
            ("Ring altid", "2026-02-02", "2026-02-09", 0),
        ] {
            let found = not_approved_anew(&before, &house(rule, authority, provider));
            assert_eq!(found.len(), wrong, "{rule} {authority} {provider}: {found:?}");
        }
    }
}
