//! How much of a flow its scenarios reach: items that are done, rungs that are taken, and both ways of each guard.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use samspil_core::case::{Reached, Runnable, Way, all_ways};
use samspil_core::flow::ItemKind;
use samspil_core::id::FlowId;
use samspil_core::text::{Language, Message};
use serde_json::{Value as Json, json};

use super::run::Verdict;
use crate::words::say;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Part {
    /// Items.
    Items,
    /// Rungs of ladders.
    Rungs,
    /// Ways of guards.
    Ways,
}

impl Part {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Items, Self::Rungs, Self::Ways];

    /// The word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::Rungs => "rungs",
            Self::Ways => "ways",
        }
    }
}

/// So much of a part must be reached in each flow: `ways=95`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Demand {
    part: Part,
    /// Of a hundred.
    percent: u32,
}

impl FromStr for Demand {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "items=100, rungs=100, ways=95".to_owned();
        let (word, percent) = text.split_once('=').ok_or_else(wrong)?;
        let part = Part::ALL.into_iter().find(|part| part.word() == word);
        let percent = percent.parse().ok().filter(|percent| *percent <= 100);
        Ok(Self {
            part: part.ok_or_else(wrong)?,
            percent: percent.ok_or_else(wrong)?,
        })
    }
}

impl fmt::Display for Demand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.part.word(), self.percent)
    }
}

/// Of one part: how many there are, and the names of those that nothing reached.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Count {
    /// How many there are.
    pub(crate) all: usize,
    /// What nothing reached.
    pub(crate) missing: Vec<String>,
}

impl Count {
    fn new<T: Ord>(all: &BTreeSet<T>, reached: &BTreeSet<T>, name: impl Fn(&T) -> String) -> Self {
        Self {
            all: all.len(),
            missing: all.difference(reached).map(name).collect(),
        }
    }

    /// How many are reached.
    pub(crate) const fn reached(&self) -> usize {
        self.all - self.missing.len()
    }

    /// Whether so many of a hundred are reached.
    const fn meets(&self, percent: u32) -> bool {
        self.reached() * 100 >= self.all * percent as usize
    }
}

/// How much of one flow is reached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Covered {
    /// The flow.
    pub(crate) flow: String,
    /// Each part.
    pub(crate) counts: BTreeMap<Part, Count>,
}

/// What the scenarios of all flows reached.
#[derive(Default)]
pub(super) struct Coverage {
    reached: BTreeMap<FlowId, Reached>,
}

impl Coverage {
    /// Adds what a scenario reached, of both flows of a pair.
    pub(super) fn add(&mut self, run: &Runnable, other: Option<&Runnable>, verdict: &Verdict) {
        let [own, others] = &verdict.histories;
        for (run, history) in [(Some(run), own), (other, others)] {
            if let Some(run) = run {
                let reached = self.reached.entry(run.flow.id.clone()).or_default();
                reached.add(run, history);
            }
        }
    }

    /// How much of a flow is reached.
    pub(super) fn of(&self, run: &Runnable) -> Covered {
        let nothing = Reached::default();
        let reached = self.reached.get(&run.flow.id).unwrap_or(&nothing);
        let flow = &run.flow;
        let work = flow.items.values().filter(|item| item.kind != ItemKind::Stage);
        let items = work.map(|item| item.id.clone()).collect();
        let rungs = flow.clocks.values().flat_map(|clock| {
            let numbers = (0_u16..).take(clock.ladder.len());
            numbers.map(|number| (clock.id.clone(), number))
        });
        let counts = [
            (
                Part::Items,
                Count::new(&items, &reached.items, ToString::to_string),
            ),
            (
                Part::Rungs,
                Count::new(&rungs.collect(), &reached.rungs, |(clock, rung)| {
                    format!("{clock} {}", rung + 1)
                }),
            ),
            (Part::Ways, Count::new(&all_ways(run), &reached.ways, name)),
        ];
        Covered {
            flow: flow.id.to_string(),
            counts: counts.into_iter().collect(),
        }
    }
}

/// A way by its item, its key and whether the guard holds.
fn name(way: &Way) -> String {
    let item = way
        .item
        .as_ref()
        .map_or_else(|| "case".to_owned(), ToString::to_string);
    let number = if way.number > 0 {
        format!(" {}", way.number + 1)
    } else {
        String::new()
    };
    format!("{item} {}{number} = {}", way.key, way.holds)
}

impl Covered {
    /// The demands that are not met.
    pub(super) fn unmet<'d>(&self, demands: &'d [Demand]) -> Vec<&'d Demand> {
        let meets = |demand: &&Demand| {
            let count = self.counts.get(&demand.part);
            count.is_none_or(|count| count.meets(demand.percent))
        };
        demands.iter().filter(|demand| !meets(demand)).collect()
    }

    /// A line for the flow, and one for each part of which something is not reached.
    pub(super) fn lines(&self, language: Language) -> Vec<String> {
        let mut head = Message::new("coverage-flow").with("flow", self.flow.as_str());
        for (part, count) in &self.counts {
            let told = format!("{}/{}", count.reached(), count.all);
            head = head.with(part.word(), told);
        }
        let mut lines = vec![say(&head, language)];
        for (part, count) in self.counts.iter().filter(|(_, count)| !count.missing.is_empty()) {
            let missing = Message::new(&format!("coverage-missing-{}", part.word()));
            lines.push(say(&missing.with("names", count.missing.join(", ")), language));
        }
        lines
    }

    /// The same for programs.
    pub(super) fn json(&self) -> Json {
        let counts = self.counts.iter().map(|(part, count)| {
            let told = json!({"all": count.all, "reached": count.reached(), "missing": count.missing});
            (part.word().to_owned(), told)
        });
        let mut told: serde_json::Map<String, Json> = counts.collect();
        told.insert("flow".to_owned(), json!(self.flow));
        Json::Object(told)
    }
}
