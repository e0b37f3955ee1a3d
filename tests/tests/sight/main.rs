//! Sight: what the engine shows of a case against an oracle of its own, decision by decision, in worlds drawn by chance.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod chance;
mod compared;
mod faces;
mod flow;
mod oracle;
mod record;
mod town;
mod world;

use chance::Chance;
use chrono::Duration;
use compared::{Compared, compare, compare_by_link};
use oracle::{Oracle, Rule};
use world::World;

/// How many decisions are compared at least.
const DECISIONS: u64 = 1_000_000;

/// How many deeds are done in a case, and after how many of them everyone looks.
const DEEDS: usize = 60;
const LOOKS_AFTER: usize = 10;

/// Plays a case of one world and compares what everyone sees of it; stops at the first difference where one is looked for.
fn play(seed: u64, without: Option<Rule>, told: &mut Compared) {
    let mut chance = Chance::new(seed);
    let (flow, run) = world::flow(&mut chance);
    let people = world::people(&flow, &mut chance, true);
    let mut world = World::new(&flow, &run, "canary", people, chance);
    let oracle = Oracle { flow: &flow, without };
    for number in 1..=DEEDS {
        world.deed();
        if number % LOOKS_AFTER != 0 {
            continue;
        }
        // Now, or some while later with nobody awake in between.
        let later = *world.chance.one(&[0, 0, 1, 7, 30, 80]);
        let at = world.trial.now + Duration::hours(later);
        for person in &world.people {
            compare(&world, &oracle, person, at, told);
            // Each as another party each time, whether they are bound to it or not.
            let turn = number / LOOKS_AFTER + usize::try_from(person.number).unwrap();
            let party = flow.parties[turn % flow.parties.len()].name;
            compare_by_link(&world, &oracle, (person, party), at, told);
            if told.different.is_some() {
                return;
            }
        }
    }
}

#[test]
fn a_million_decisions_come_out_as_the_oracle_says() {
    let mut told = Compared::default();
    let mut seed = 1;
    while told.decisions < DECISIONS {
        play(seed, None, &mut told);
        if let Some(different) = &told.different {
            panic!("seed {seed}: {different}");
        }
        seed += 1;
    }
    println!("{} decisions in {} cases", told.decisions, seed - 1);
}

/// Cases that are played at most until an oracle that has forgotten a rule is found out.
const PATIENCE: u64 = 400;

#[test]
fn an_oracle_that_forgets_a_rule_is_found_out() {
    let unnoticed: Vec<Rule> = Rule::ALL
        .into_iter()
        .filter(|rule| {
            let mut told = Compared::default();
            (1..=PATIENCE).all(|seed| {
                play(seed, Some(*rule), &mut told);
                told.different.is_none()
            })
        })
        .collect();
    assert_eq!(unnoticed, []);
}
