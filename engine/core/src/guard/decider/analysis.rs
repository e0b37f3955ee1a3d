//! What a table's author should see before anyone relies on it: rules that must not fit the same and do, cases that no
//! rule fits, and rules that never decide anything. Each comes with a case that shows it.
//!
//! Exact over all values: a column falls into finitely many parts in each of which the same rules fit. Whether two rules
//! meet is seen column by column. Whether rules leave something out is a search through the columns that keeps the rules
//! which may still fit; what was covered once is not searched again.

use std::collections::{BTreeMap, BTreeSet};

use super::axis::Axis;
use super::bits::Bits;
use super::codes::{GAP, NEVER, NOT_COMPLETE, OVERLAP};
use super::{Decider, Rule};
use crate::flow::{Diagnostic, Hit, Place};
use crate::text::{Arg, Message};

/// How many pairs of rules are told of: more than anyone mends before reading again.
const MAX_OVERLAPS: usize = 20;

/// How many cases that no rule fits are told of.
const MAX_GAPS: usize = 5;

/// How many parts of columns are looked at in search of gaps, for each table: about a tenth of a second.
const MAX_PARTS: u32 = 1_000_000;

/// Everything that should be looked at.
pub(super) fn analyse(decider: &Decider, place: Place) -> Vec<Diagnostic> {
    let mut search = Search::new(decider);
    let mut findings = search.empty();
    match decider.hit {
        Hit::Unique | Hit::Any => findings.extend(search.overlaps()),
        Hit::First => {
            let order: Vec<usize> = (0..decider.rules.len()).collect();
            findings.extend(search.overruled(&order));
        }
        Hit::Priority => findings.extend(search.overruled(&decider.ranks)),
        _ => {}
    }
    match &decider.otherwise {
        None if needs_a_rule(decider.hit) => findings.extend(search.gaps(place)),
        Some(otherwise) if search.is_covered() => {
            let what = Message::new("table-otherwise-never");
            findings.push(Diagnostic::warning(NEVER, otherwise.place, what));
        }
        _ => {}
    }
    if search.left == 0 {
        let what = Message::new("table-not-complete").with("table", &decider.title);
        let hint = Message::new("table-not-complete-hint");
        findings.push(Diagnostic::warning(NOT_COMPLETE, place, what).hinting(hint));
    }
    findings
}

/// Whether something is missing where no rule fits: what gathers rows, adds up or counts has an answer then too.
const fn needs_a_rule(hit: Hit) -> bool {
    !hit.gives_rows() && !matches!(hit, Hit::Sum | Hit::Count)
}

/// A case by its part in each column.
type Case = Vec<usize>;

struct Search<'d> {
    decider: &'d Decider,
    /// For each column, the rules that fit whatever stands in it and in those after it.
    rest: Vec<Bits>,
    /// How many parts may still be looked at.
    left: u32,
}

/// One search for what rules leave out.
struct Cover<'s> {
    /// Only what this rule fits is looked at.
    within: Option<usize>,
    /// Parts at the ends of the days that rules name, where no rule holds, are passed over.
    in_force: bool,
    /// What was found covered: from this column on, by these rules.
    covered: BTreeSet<(usize, Bits)>,
    chosen: Case,
    found: Vec<Case>,
    most: usize,
    left: &'s mut u32,
}

impl<'d> Search<'d> {
    fn new(decider: &'d Decider) -> Self {
        let mut rest = vec![Bits::all(decider.rules.len())];
        for axis in decider.axes.iter().rev() {
            let after = rest.last().cloned().unwrap_or_default();
            rest.push(after.both(&axis.always));
        }
        rest.reverse();
        Self {
            decider,
            rest,
            left: MAX_PARTS,
        }
    }

    /// Rules with a cell that fits nothing that the table is made for.
    fn empty(&self) -> Vec<Diagnostic> {
        let rules = self.decider.rules.iter().enumerate();
        rules
            .filter(|(number, _)| self.decider.axes.iter().any(|axis| !axis.ever.has(*number)))
            .map(|(number, rule)| {
                let what = Message::new("table-fits-nothing").with("rule", numbered(number));
                Diagnostic::warning(NEVER, rule.place, what)
            })
            .collect()
    }

    /// The rules that meet this one in every column.
    fn meeting(&self, rule: usize) -> Bits {
        let mut meeting = Bits::all(self.decider.rules.len());
        for axis in &self.decider.axes {
            let mut here = Bits::none(self.decider.rules.len());
            let parts = axis
                .parts
                .iter()
                .filter(|part| part.inside && part.fits.has(rule));
            parts.for_each(|part| here.join(&part.fits));
            meeting.keep(&here);
        }
        meeting.take(rule);
        meeting
    }

    fn overlaps(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut more = 0_u32;
        for (number, rule) in self.decider.rules.iter().enumerate() {
            for earlier in self.meeting(number).iter().take_while(|other| *other < number) {
                let Some(other) = self.decider.rules.get(earlier) else {
                    continue;
                };
                if self.decider.hit == Hit::Any && same(rule, other) {
                    continue;
                }
                if found.len() >= MAX_OVERLAPS {
                    more += 1;
                    continue;
                }
                found.push(self.overlap(earlier, number, rule.place));
            }
        }
        if let (Some(last), true) = (found.last_mut(), more > 0) {
            last.hint = Some(Message::new("table-more-overlaps").with("more", more));
        }
        found
    }

    fn overlap(&self, earlier: usize, later: usize, place: Place) -> Diagnostic {
        let axes = self.decider.axes.iter();
        let case = axes.map(|axis| first_part(axis, |part| part.fits.has(earlier) && part.fits.has(later)));
        let key = if self.decider.hit == Hit::Any {
            "table-disagree"
        } else {
            "table-overlap"
        };
        let what = Message::new(key)
            .with("one", numbered(earlier))
            .with("other", numbered(later))
            .with("when", self.when(&case.collect::<Case>()));
        Diagnostic::error(OVERLAP, place, what).hinting(Message::new(&format!("{key}-hint")))
    }

    fn gaps(&mut self, place: Place) -> Vec<Diagnostic> {
        let found = self.uncovered(None, &Bits::all(self.decider.rules.len()), true, MAX_GAPS);
        found
            .iter()
            .map(|case| {
                let what = Message::new("table-gap")
                    .with("table", &self.decider.title)
                    .with("when", self.when(case));
                Diagnostic::warning(GAP, place, what).hinting(Message::new("table-gap-hint"))
            })
            .collect()
    }

    fn is_covered(&mut self) -> bool {
        let all = Bits::all(self.decider.rules.len());
        self.uncovered(None, &all, false, 1).is_empty() && self.left > 0
    }

    /// Rules of which everything that they fit is decided by rules that come before them in this order.
    fn overruled(&mut self, order: &[usize]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut before = Bits::none(self.decider.rules.len());
        for number in order {
            let rivals = self.meeting(*number).both(&before);
            before.add(*number);
            let fits_something = self.decider.axes.iter().all(|axis| axis.ever.has(*number));
            let Some(rule) = self.decider.rules.get(*number).filter(|_| fits_something) else {
                continue;
            };
            let one = rivals.iter().find(|rival| self.takes_all(*rival, *number));
            if one.is_none()
                && (rivals.is_empty()
                    || !self.uncovered(Some(*number), &rivals, false, 1).is_empty()
                    || self.left == 0)
            {
                continue;
            }
            let what = match one {
                Some(one) => Message::new("table-overruled-by").with("other", numbered(one)),
                None => Message::new("table-overruled"),
            };
            let what = what.with("rule", numbered(*number));
            let hint = Message::new("table-overruled-hint");
            found.push(Diagnostic::warning(NEVER, rule.place, what).hinting(hint));
        }
        found
    }

    /// Whether a rule fits all that another fits.
    fn takes_all(&self, rule: usize, other: usize) -> bool {
        self.decider.axes.iter().all(|axis| {
            let mut parts = axis
                .parts
                .iter()
                .filter(|part| part.inside && part.fits.has(other));
            parts.all(|part| part.fits.has(rule))
        })
    }

    /// Cases that none of these rules fits, at most so many.
    fn uncovered(&mut self, within: Option<usize>, rules: &Bits, in_force: bool, most: usize) -> Vec<Case> {
        let mut cover = Cover {
            within,
            in_force,
            covered: BTreeSet::new(),
            chosen: Vec::new(),
            found: Vec::new(),
            most,
            left: &mut self.left,
        };
        cover.search(self.decider, &self.rest, rules.clone());
        cover.found
    }

    /// A case in words: what stands in each column that matters.
    fn when(&self, case: &Case) -> Arg {
        let columns = self.decider.inputs.iter().zip(&self.decider.axes).zip(case);
        let told: Vec<Message> = columns
            .filter(|((_, axis), _)| axis.parts.len() > 1)
            .map(|((input, axis), part)| input.with_value(&axis.sample(*part)))
            .collect();
        if told.is_empty() {
            Message::new("table-always").into()
        } else {
            Arg::from(told)
        }
    }
}

impl Cover<'_> {
    /// Goes on from the columns that are chosen; `live` are the rules that may still fit.
    fn search(&mut self, decider: &Decider, rest: &[Bits], live: Bits) {
        let column = self.chosen.len();
        if self.found.len() >= self.most || *self.left == 0 {
            return;
        }
        if live.is_empty() {
            return self.gap(decider);
        }
        let covered = rest.get(column).is_none_or(|rest| !live.both(rest).is_empty());
        let Some(axis) = decider.axes.get(column).filter(|_| !covered) else {
            return;
        };
        let state = (column, live);
        if self.covered.contains(&state) {
            return;
        }
        let live = &state.1;
        let mut ways: BTreeMap<(bool, Bits), usize> = BTreeMap::new();
        for number in self.parts(decider, axis, column) {
            *self.left = self.left.saturating_sub(1);
            let Some(part) = axis.parts.get(number) else {
                continue;
            };
            ways.entry((axis.is_outermost(number), live.both(&part.fits)))
                .or_insert(number);
        }
        let before = self.found.len();
        for ((_, fitting), part) in ways {
            self.chosen.push(part);
            self.search(decider, rest, fitting);
            self.chosen.pop();
        }
        if self.found.len() == before && *self.left > 0 {
            self.covered.insert(state);
        }
    }

    /// The parts of a column that are looked at.
    fn parts(&self, decider: &Decider, axis: &Axis, column: usize) -> Vec<usize> {
        let dated = self.in_force && decider.is_validity(column);
        let parts = axis.parts.iter().enumerate();
        parts
            .filter(|(_, part)| part.inside && self.within.is_none_or(|rule| part.fits.has(rule)))
            .filter(|(number, part)| !(dated && axis.is_outermost(*number) && part.fits.is_empty()))
            .map(|(number, _)| number)
            .collect()
    }

    /// What is chosen so far fits no rule, whatever stands in the other columns.
    fn gap(&mut self, decider: &Decider) {
        let mut case = self.chosen.clone();
        for (column, axis) in decider.axes.iter().enumerate().skip(case.len()) {
            let parts = self.parts(decider, axis, column);
            let inner = parts.iter().find(|part| !axis.is_outermost(**part));
            let Some(part) = inner.or_else(|| parts.first()) else {
                return;
            };
            case.push(*part);
        }
        self.found.push(case);
    }
}

/// The first part for which this holds; inner ones first.
fn first_part(axis: &Axis, holds: impl Fn(&super::axis::Part) -> bool) -> usize {
    let fit = |inner: bool| {
        axis.parts
            .iter()
            .enumerate()
            .position(|(number, part)| part.inside && axis.is_outermost(number) != inner && holds(part))
    };
    fit(true).or_else(|| fit(false)).unwrap_or_default()
}

fn same(one: &Rule, other: &Rule) -> bool {
    one.record == other.record && one.lengths == other.lengths
}

/// A rule's number as people count.
pub(super) fn numbered(rule: usize) -> i64 {
    i64::try_from(rule).unwrap_or(i64::MAX).saturating_add(1)
}
