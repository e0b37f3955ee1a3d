//! Made-up flows of any size, the same every time: stages of a dozen items with everything that real ones have.

use std::fmt::Write;

/// The items of a stage.
const IN_A_STAGE: usize = 12;

const VERBS: [&str; 7] = [
    "Registrér",
    "Vurdér",
    "Indhent",
    "Afgør",
    "Bestil",
    "Følg op på",
    "Skriv om",
];
const THINGS: [&str; 6] = [
    "ansøgningen",
    "oplysningerne fra lægen",
    "borgerens mål og ønsker",
    "bestillingen til udføreren",
    "samarbejdet med de pårørende",
    "funktionsevnen",
];
const PARTIES: [&str; 4] = ["caseworker", "provider", "citizen", "team_leader"];

const HEAD: &str = "samspil: 1
flow: made-up
title: Et forløb, som ingen følger
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
  citizen: {title: Borger, side: citizen}
data:
  need:
    level: {type: level, of: 0..4}
    granted: {type: boolean, optional: true}
stages:
";

/// What fills up the largest flow.
const GUIDANCE: &str = "Skriv det, borgeren siger, med borgerens egne ord ";

/// So many stages of [`IN_A_STAGE`] items are nearly the most that a flow may have.
const MOST_STAGES: usize = 76;

/// A graph of so many tasks that anyone may do again and again, as drawn in DCR: conditions, responses, milestones,
/// exclusions and inclusions between neighbours, and more states than anybody goes through. Its last task is never done.
pub(super) fn graph_of(items: usize) -> String {
    let mut text = HEAD.replace("stages:\n", "does:\n");
    for place in 0..items {
        let at = |away: usize| (place + away) % items;
        let _ = write!(
            text,
            "  g{place}: {{task: Trin {place}, by: caseworker, starts: by_hand, repeats: {{freely: true}}"
        );
        let _ = match place {
            _ if place + 1 == items => write!(text, ", out_of_play: true"),
            _ if place % 6 == 5 => write!(text, ", after: g{}", place - 1),
            _ if place % 6 == 4 => write!(text, ", not_while_owed: g{}", place - 1),
            _ if place % 6 == 3 => write!(text, ", removes: g{}", place - 1),
            _ if place % 6 == 2 && at(1) + 1 != items => write!(text, ", brings_back: g{}", at(1)),
            _ if place % 6 == 1 && at(2) + 1 != items => write!(text, ", owes: g{}", at(2)),
            _ => Ok(()),
        };
        text.push_str("}\n");
    }
    text
}

/// A flow of so many items.
pub(super) fn flow_of(items: usize) -> String {
    guided(items, 0)
}

/// The largest flow that fits in so many bytes: nearly as many items as a flow may have, with as much guidance as fits.
pub(super) fn largest(bytes: usize) -> String {
    let items = MOST_STAGES * IN_A_STAGE;
    let bare = guided(items, 0).len();
    let quoted = ", guidance: \"\"".len();
    let times = (bytes.saturating_sub(bare) / items).saturating_sub(quoted) / GUIDANCE.len();
    guided(items, times)
}

/// A flow in which each item has guidance so many times.
fn guided(items: usize, times: usize) -> String {
    let mut text = HEAD.to_owned();
    for stage in 0..items.div_ceil(IN_A_STAGE) {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "  s{stage}:\n    title: Fase {}", stage + 1);
        if stage > 0 {
            let _ = writeln!(text, "    after: s{}", (stage - 1).max(stage / 2));
        }
        text.push_str("    does:\n");
        let first = stage * IN_A_STAGE;
        for number in first..(first + IN_A_STAGE).min(items) {
            let _ = writeln!(text, "      {}", item(number, first, times));
        }
    }
    text
}

/// One item: most follow the one before, some the one before that; every now and then something rarer.
fn item(number: usize, first: usize, times: usize) -> String {
    let pick = |list: &[&'static str], salt: usize| {
        let at = (number * 7 + salt) % list.len();
        list.get(at).copied().unwrap_or_default()
    };
    let kind = match number % 11 {
        4 => "decision",
        8 => "meeting",
        _ => "task",
    };
    let mut item = format!(
        "i{number}: {{{kind}: {} {}, by: {}",
        pick(&VERBS, number / 3),
        pick(&THINGS, number / 5),
        pick(&PARTIES, number / 2)
    );
    let place = number - first;
    let back = |steps: usize| format!("i{}", number - steps.min(place));
    match place {
        0 => {}
        place if place % 4 == 3 => {
            let _ = write!(item, ", after: [{}, {}]", back(1), back(2));
        }
        place if place % 5 == 4 => {
            let _ = write!(item, ", after: {}", back(3));
        }
        _ => {
            let _ = write!(item, ", after: {}", back(1));
        }
    }
    match number % 9 {
        1 => item.push_str(", due: 5 working days"),
        3 => item.push_str(", when: need.level >= 2, fills: [need.granted]"),
        5 if place > 2 => {
            let _ = write!(item, ", then_again: {}", back(2));
        }
        7 if kind == "task" => item.push_str(", optional: true, repeats: {freely: true}"),
        _ => {}
    }
    if times > 0 {
        let _ = write!(item, ", guidance: \"{}\"", GUIDANCE.repeat(times));
    }
    item.push('}');
    item
}

#[cfg(test)]
mod tests {
    use samspil_core::flow::{MAX_FLOW_BYTES, read};
    use samspil_core::guard::compile_all;

    use super::*;

    #[test]
    fn made_up_flows_have_no_findings() {
        for items in [1, 5, 50, 300] {
            let (flow, findings) = read(&flow_of(items));
            assert_eq!(findings, []);
            let flow = flow.unwrap();
            assert_eq!(compile_all(&flow).1, []);
            assert_eq!(flow.items.len(), items + items.div_ceil(IN_A_STAGE));
        }
        let largest = largest(MAX_FLOW_BYTES);
        assert!(largest.len() <= MAX_FLOW_BYTES && largest.len() > MAX_FLOW_BYTES / 10 * 8);
        assert_eq!(read(&largest).1, []);
    }
}
