//! Conditions that a later round may find answered already, by what was filled in the round before: work that begins
//! anew leaves the case file as it is.

use std::collections::BTreeSet;

use super::Guard;
use super::codes::LAST_ROUND;
use super::compile::Guards;
use crate::flow::{Diagnostic, Flow, Item, ItemKind};
use crate::id::{FieldPath, ItemId};
use crate::text::Message;

/// Every item that comes after something, and whose condition hangs on what begins anew beside it.
pub(super) fn check(flow: &Flow, guards: &Guards) -> Vec<Diagnostic> {
    let rounds = rounds(flow);
    let mut findings = Vec::new();
    // A model that was drawn elsewhere is carried as it is.
    let items = flow.items.values().filter(|item| item.known_as.is_none());
    for item in items.filter(|item| item.after.is_some()) {
        let Some(guard) = guards.when.get(&item.id) else {
            continue;
        };
        let own = rounds.iter().filter(|round| round.contains(&item.id));
        let stale = own.flat_map(|round| stale(flow, item, guard, round)).next();
        if let Some((field, by)) = stale {
            findings.push(finding(item, guard, field, by));
        }
    }
    findings
}

/// What begins anew together: on a way back, and in a stage that comes again.
fn rounds(flow: &Flow) -> Vec<BTreeSet<ItemId>> {
    let back = flow.sent_back().into_values();
    let comes_again = |item: &&Item| {
        let repeats = item.repeats.as_ref();
        item.kind == ItemKind::Stage && repeats.is_some_and(|repeats| repeats.each.is_none())
    };
    let stages = flow.items.values().filter(comes_again).map(|stage| {
        let lies_in = |item: &&Item| {
            let above = |item: &&Item| flow.items.get(item.parent.as_ref()?);
            let around = std::iter::successors(above(item), above).take(flow.items.len());
            around.into_iter().any(|around| around.id == stage.id)
        };
        let inside = flow.items.values().filter(lies_in);
        inside.map(|item| item.id.clone()).collect()
    });
    back.map(|body| body.into_iter().collect())
        .chain(stages)
        .collect()
}

/// A field that the condition reads, that is filled in this round alone, and perhaps only after the item has begun; with
/// who fills it.
fn stale<'f>(
    flow: &'f Flow,
    item: &Item,
    guard: &'f Guard,
    round: &BTreeSet<ItemId>,
) -> Option<(&'f FieldPath, &'f Item)> {
    let reads = guard.reads();
    let before = flow.surely_before(item);
    let after = item.after.as_ref().map_or(&[][..], |after| after.items());
    let fills = |field: &FieldPath| {
        let inside = format!("{field}.");
        let fills = move |other: &&Item| {
            let mut written = other.writes();
            written.any(|path| path == field || path.as_str().starts_with(&inside))
        };
        flow.items.values().filter(fills).collect::<Vec<_>>()
    };
    // Whoever asks when it was done has thought of it.
    let fresh = |other: &&Item| {
        before.contains(&other.id) || after.contains(&other.id) || reads.items.contains(&other.id)
    };
    reads.fields.iter().find_map(|field| {
        let by = fills(field);
        let all_here = by.iter().all(|other| round.contains(&other.id));
        let known = by.iter().any(fresh) || by.iter().any(|other| other.id == item.id);
        (all_here && !known).then_some(())?;
        Some((field, *by.first()?))
    })
}

fn finding(item: &Item, guard: &Guard, field: &FieldPath, by: &Item) -> Diagnostic {
    let what = Message::new("guard-last-round")
        .with("item", item.id.as_str())
        .with("field", field.as_str())
        .with("other", by.id.as_str());
    let hint = Message::new("guard-hint-last-round").with("other", by.id.as_str());
    Diagnostic::warning(LAST_ROUND, guard.place(), what).hinting(hint)
}

#[cfg(test)]
mod tests {
    use crate::flow::read;
    use crate::guard::compile_all;

    fn found(items: &str) -> Vec<String> {
        let text = format!(
            "samspil: 1
flow: f
title: F
parties:
  worker: {{title: Sagsbehandler, side: authority}}
data:
  d:
    agreed: {{type: boolean, optional: true}}
    urgent: {{type: boolean, optional: true}}
does:
  ask: {{task: Spørg, by: worker, fills: d.urgent}}
{items}"
        );
        let flow = read(&text).0.unwrap();
        let findings = compile_all(&flow).1;
        findings.iter().map(|finding| finding.code.0.to_owned()).collect()
    }

    #[test]
    fn a_condition_on_what_is_filled_beside_it_is_told_of_where_both_begin_anew() {
        let send = "  send: {task: Send, by: worker}\n";
        let answer = "  answer: {task: Svar, by: worker, after: send, fills: d.agreed}\n";
        let back = "  meet: {meeting: Mød, by: worker, after: [answer, remind], then_again: send}\n";
        let remind = |rest: &str| format!("  remind: {{task: Ryk, by: worker, {rest}}}\n");
        for (rest, expected) in [
            ("after: send, when: '!d.agreed'", &["F0533"][..]),
            ("after: send, when: d.urgent", &[]),
            ("after: answer, when: '!d.agreed'", &[]),
            ("after: {any: [send, answer]}, when: '!d.agreed'", &[]),
            (
                "after: send, when: '!d.agreed && newer(done(answer), done(send))'",
                &[],
            ),
            ("after: send", &[]),
        ] {
            let text = format!("{send}{answer}{}{back}", remind(rest));
            assert_eq!(found(&text), expected, "{rest}");
            let once = back.replace(", then_again: send", "");
            assert_eq!(found(&format!("{send}{answer}{}{once}", remind(rest))), [""; 0]);
        }
    }

    #[test]
    fn so_it_is_in_a_stage_that_comes_again() {
        let stage = |repeats: &str| {
            format!(
                "  round:
    stage: Runde
    {repeats}
    does:
      send: {{task: Send, by: worker}}
      answer: {{task: Svar, by: worker, after: send, fills: d.agreed}}
      remind: {{task: Ryk, by: worker, after: send, when: '!d.agreed'}}
"
            )
        };
        assert_eq!(found(&stage("repeats: {every: 3 months}")), ["F0533"]);
        assert_eq!(found(&stage("seen_by: everyone")), [""; 0]);
    }
}
