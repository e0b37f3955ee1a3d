//! Whatever is taken out of a shipped flow, some scenario fails: nothing stands there that no scenario holds.

use samspil_core::calendar::{Calendar, Length, Roll};
use samspil_core::case::Runnable;
use samspil_core::flow::{Flow, Item, Lasts, Starts, read as read_flow};
use samspil_core::guard::compile_all;
use samspil_core::id::ClockId;

use super::Scenario;
use super::find::suites;
use super::read::read;
use super::run::run;
use super::shipped_test::{flows, runnable_other};
use crate::beside::whole;

/// Changes that make no difference: help that is not refused ends the wait as soon as it would open, and what there is for
/// each row is in play however the whole begins.
const ALIKE: [&str; 2] = [
    "refusal_open when",
    // What may not begin before so long after another waits for the other as well.
    "open_after after",
];

/// A flow with something left out or changed.
struct Mutant {
    /// The item or clock.
    word: String,
    what: String,
    flow: Flow,
}

impl Mutant {
    fn new(word: &str, what: &str, flow: Flow) -> Self {
        Self {
            word: word.to_owned(),
            what: what.to_owned(),
            flow,
        }
    }
}

fn items(flow: &Flow, out: &mut Vec<Mutant>) {
    type Change = fn(&mut Item);
    let changes: [(&str, Change); 16] = [
        ("after", |item| item.after = None),
        ("when", |item| item.when = None),
        ("done_when", |item| item.done_when = None),
        ("ends_when", |item| item.ends_when = None),
        ("not_while_owed", |item| item.not_while_owed.clear()),
        ("owes", |item| item.owes.clear()),
        ("then_again", |item| item.then_again.clear()),
        ("repeats", |item| item.repeats = None),
        ("sets", |item| item.sets.clear()),
        ("required_by_law", |item| item.required_by_law = None),
        ("letter", |item| item.letter = None),
        ("optional", |item| {
            // What a ladder opens is never started by hand.
            if item.starts != Starts::ByLadder {
                item.optional = !item.optional;
            }
        }),
        ("starts", |item| {
            // What is optional is started by hand as it is.
            item.starts = match item.starts {
                Starts::ByItself if !item.optional => Starts::ByHand,
                Starts::ByHand | Starts::ByLadder | Starts::WhenAdded => Starts::ByItself,
                same @ Starts::ByItself => same,
            };
        }),
        ("out_of_play", |item| item.out_of_play = true),
        ("first", |item| {
            if let Some(repeats) = &mut item.repeats {
                repeats.first = None;
            }
        }),
        ("opens", |item| {
            if let Some(repeats) = &mut item.repeats {
                repeats.opens = None;
            }
        }),
    ];
    for item in flow.items.values() {
        for (name, change) in changes {
            let mut flow = flow.clone();
            let changed = flow.items.get_mut(&item.id).unwrap();
            change(changed);
            if changed != item {
                out.push(Mutant::new(item.id.as_str(), name, flow));
            }
        }
        for other in flow.parties.keys() {
            if item.owner.as_ref().is_some_and(|owner| owner != other) {
                let mut flow = flow.clone();
                flow.items.get_mut(&item.id).unwrap().owner = Some(other.clone());
                out.push(Mutant::new(item.id.as_str(), &format!("by {other}"), flow));
                break;
            }
        }
        for (index, filled) in item.fills.iter().enumerate() {
            let mut flow = flow.clone();
            flow.items.get_mut(&item.id).unwrap().fills.remove(index);
            out.push(Mutant::new(item.id.as_str(), &format!("fills {filled}"), flow));
        }
        for (index, emptied) in item.empties.iter().enumerate() {
            let mut flow = flow.clone();
            flow.items.get_mut(&item.id).unwrap().empties.remove(index);
            out.push(Mutant::new(item.id.as_str(), &format!("empties {emptied}"), flow));
        }
    }
}

fn clocks(flow: &Flow, out: &mut Vec<Mutant>) {
    for clock in flow.clocks.values() {
        let mut change = |name: &str, change: &dyn Fn(&mut Flow, &ClockId)| {
            let mut flow = flow.clone();
            change(&mut flow, &clock.id);
            out.push(Mutant::new(clock.id.as_str(), name, flow));
        };
        if let Lasts::For(length) | Lasts::Before(length, _) = clock.lasts {
            change("lasts", &|flow, id| {
                let longer = match length {
                    Length::Minutes(count) => Length::Minutes(count + 1),
                    Length::Hours(count) => Length::Hours(count + 1),
                    Length::Days(count) => Length::Days(count + 1),
                    Length::Weeks(count) => Length::Weeks(count + 1),
                    Length::WorkingDays(count) => Length::WorkingDays(count + 1),
                    Length::Months(count) => Length::Months(count + 1),
                    Length::AtAge(months) => Length::AtAge(months + 1),
                    Length::EndOfMonth => Length::Months(1),
                    other => other,
                };
                let lasts = &mut flow.clocks.get_mut(id).unwrap().lasts;
                *lasts = match lasts.clone() {
                    Lasts::For(_) => Lasts::For(longer),
                    Lasts::Before(_, anchor) => Lasts::Before(longer, anchor),
                    other => other,
                };
            });
        }
        if clock.term.roll == Roll::NextWorkingDay {
            change("roll", &|flow, id| {
                flow.clocks.get_mut(id).unwrap().term.roll = Roll::None
            });
        }
        if !clock.pauses.is_empty() {
            change("pauses", &|flow, id| {
                flow.clocks.get_mut(id).unwrap().pauses.clear()
            });
        }
        for index in 0..clock.ladder.len() {
            change(&format!("ladder {index}"), &|flow, id| {
                flow.clocks.get_mut(id).unwrap().ladder.remove(index);
            });
        }
    }
}

/// Whether some scenario fails on the flow; those that speak of what was changed come first, for they fail soonest.
fn is_noticed(mutant: &Mutant, other: Option<&Runnable>, scenarios: &[(String, Scenario)]) -> bool {
    let word = mutant.word.as_str();
    let (near, far): (Vec<_>, Vec<_>) = scenarios.iter().partition(|(text, _)| text.contains(word));
    let (guards, _) = compile_all(&mutant.flow);
    let flow = Runnable::new(mutant.flow.clone(), guards, 1, Calendar::default());
    let mut all = near.into_iter().chain(far);
    all.any(|(_, scenario)| !run(&flow, other, scenario).failures.is_empty())
}

#[test]
fn nothing_can_be_taken_out_of_a_shipped_flow_unnoticed() {
    // The patterns show one thing each, held by what must be refused in them; the limits are held by their page, which
    // names every length, source and start.
    let held_otherwise = ["patterns", "frister"].map(|folder| flows().join(folder));
    let mut shipped = suites(&[flows()]).unwrap();
    shipped.retain(|suite| !held_otherwise.iter().any(|folder| suite.flow.starts_with(folder)));
    let mut all = Vec::new();
    for suite in shipped {
        let text = whole(&suite.flow, std::fs::read_to_string(&suite.flow).unwrap());
        let flow = read_flow(&text).0.unwrap();
        let other = runnable_other(&suite.flow, &flow);
        let texts = suite
            .scenarios
            .iter()
            .map(|path| std::fs::read_to_string(path).unwrap());
        let mut scenarios: Vec<(String, Scenario)> = texts
            .map(|text| {
                let scenario = read(&text, &flow, other.as_ref().map(|other| &other.flow)).unwrap();
                (text, scenario)
            })
            .collect();
        scenarios.sort_by_key(|(_, scenario)| scenario.steps.len());
        let mut mutants = Vec::new();
        items(&flow, &mut mutants);
        clocks(&flow, &mut mutants);
        let folder = suite.flow.parent().and_then(|folder| folder.file_name());
        let folder = folder.unwrap().display();
        let unnoticed = mutants
            .iter()
            .filter(|mutant| !is_noticed(mutant, other.as_ref(), &scenarios))
            .map(|mutant| format!("{} {}", mutant.word, mutant.what))
            .filter(|name| !ALIKE.contains(&name.as_str()))
            .map(|name| format!("{folder}: {name}"));
        all.extend(unnoticed);
    }
    assert_eq!(all, Vec::<String>::new());
}
