//! What each event has to do with others, once nestings are taken apart: one term for each pair, with its condition.

use std::collections::BTreeMap;

use super::graph::{Graph, Link, Says};
use super::guard::Kind;
use super::guard::{Fields, NotSpoken, Tree, kinds, parse, written};
use crate::calendar::Length;
use crate::import::codes::{DURATION, EXPRESSION, NOT_CARRIED};
use crate::import::{DurationError, Element, Finding, Findings, Xml, length_of};
use crate::text::Message;

/// How many pairs of events may have something to do with each other, once nestings are taken apart.
const MAX_PAIRS: usize = 20_000;

/// One pair of events that a relation holds between.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Term {
    /// When it holds; always, where nothing is said.
    pub(super) guard: Option<String>,
    /// A delay or a deadline.
    pub(super) time: Option<Length>,
}

/// For each relation and event the others, in the order of the graph. Of conditions and milestones the event is the
/// one that they stand before, of the others the one that brings them about.
pub(super) type Terms = BTreeMap<(Says, usize), BTreeMap<usize, Term>>;

/// The conditions of relations as trees, each by the relation's place in the list.
pub(super) fn conditions(graph: &Graph<'_>, xml: &Xml<'_>, findings: &mut Findings) -> BTreeMap<usize, Tree> {
    let mut found = BTreeMap::new();
    for (number, link) in graph.links.iter().enumerate() {
        match link.guard.map(parse) {
            None => {}
            Some(Ok(tree)) => {
                found.insert(number, tree);
            }
            Some(Err(NotSpoken { at })) => findings.add(not_spoken(link, &at, xml)),
        }
    }
    found
}

fn not_spoken(link: &Link<'_>, at: &str, xml: &Xml<'_>) -> Finding {
    let what = Message::new("import-expression")
        .with("text", link.guard.unwrap_or_default())
        .with("at", at);
    let finding = Finding::error(EXPRESSION, Some(&link.id), xml.place(link.at), what);
    finding.hinting(Message::new("import-expression-hint"))
}

/// The kind of each variable: as the graph says, otherwise as its conditions use it.
pub(super) fn variable_kinds(
    graph: &Graph<'_>,
    conditions: &BTreeMap<usize, Tree>,
    xml: &Xml<'_>,
    findings: &mut Findings,
) -> BTreeMap<String, Kind> {
    let mut known = BTreeMap::new();
    for (name, variable) in &graph.variables {
        let Some(word) = variable.kind else { continue };
        match Kind::called(word) {
            Some(kind) => {
                known.insert(name.clone(), kind);
            }
            None => {
                let place = variable.at.map(|at| xml.place(at)).unwrap_or_default();
                let what = Message::new("import-type")
                    .with("name", name.as_str())
                    .with("type", word);
                findings.add(Finding::warning(NOT_CARRIED, Some(name), place, what));
            }
        }
    }
    kinds(conditions.values(), &mut known);
    for name in graph.variables.keys() {
        known.entry(name.clone()).or_insert(Kind::Text);
    }
    known
}

/// Every pair with its terms.
pub(super) fn terms(
    graph: &Graph<'_>,
    conditions: &BTreeMap<usize, Tree>,
    fields: &Fields,
    xml: &Xml<'_>,
    findings: &mut Findings,
) -> Terms {
    let known = graph.by_id();
    let mut terms = Terms::new();
    let mut pairs = 0;
    for (number, link) in graph.links.iter().enumerate() {
        let (Some(source), Some(target)) = (known.get(link.source), known.get(link.target)) else {
            continue;
        };
        let guard = match conditions.get(&number) {
            None => None,
            Some(tree) => match written(tree, fields) {
                Some(guard) => Some(guard),
                None => {
                    findings.add(not_spoken(link, link.guard.unwrap_or_default(), xml));
                    continue;
                }
            },
        };
        let term = Term {
            guard,
            time: time(link, xml, findings),
        };
        for source in graph.stands_for(*source) {
            for target in graph.stands_for(*target) {
                let (of, other) = match link.says {
                    Says::Condition | Says::Milestone => (target, source),
                    Says::Response | Says::Exclude | Says::Include => (source, target),
                };
                pairs += 1;
                if pairs > MAX_PAIRS {
                    let what = Message::new("import-too-complex");
                    findings.add(Finding::error(
                        crate::import::codes::TOO_COMPLEX,
                        Some(&link.id),
                        xml.place(link.at),
                        what,
                    ));
                    return terms;
                }
                add(
                    terms.entry((link.says, of)).or_default(),
                    other,
                    &term,
                    link,
                    xml,
                    findings,
                );
            }
        }
    }
    terms
}

/// One more relation between the same two: it holds where either does. The later delay and the earlier deadline stand
/// where both always hold; otherwise they cannot both be said.
fn add(
    others: &mut BTreeMap<usize, Term>,
    other: usize,
    term: &Term,
    link: &Link<'_>,
    xml: &Xml<'_>,
    findings: &mut Findings,
) {
    let Some(there) = others.get_mut(&other) else {
        others.insert(other, term.clone());
        return;
    };
    if there.time != term.time {
        let what = Message::new("import-dcr-times").with("id", link.id.as_str());
        findings.add(Finding::warning(
            NOT_CARRIED,
            Some(&link.id),
            xml.place(link.at),
            what,
        ));
    }
    there.time = there.time.or(term.time);
    there.guard = match (there.guard.take(), &term.guard) {
        (Some(one), Some(two)) if one == *two => Some(one),
        (Some(one), Some(two)) => Some(format!("({one}) || ({two})")),
        _ => None,
    };
}

/// The delay of a condition or the deadline of a response.
fn time(link: &Link<'_>, xml: &Xml<'_>, findings: &mut Findings) -> Option<Length> {
    let written = link.time?;
    let about = |key: &str| {
        Message::new(key)
            .with("id", link.id.as_str())
            .with("time", written)
    };
    let place = || xml.place(link.at);
    if !matches!(link.says, Says::Condition | Says::Response) {
        findings.add(Finding::warning(
            NOT_CARRIED,
            Some(&link.id),
            place(),
            about("import-dcr-time-elsewhere"),
        ));
        return None;
    }
    match length_of(written) {
        Ok(length) => length,
        Err(DurationError::Form) => {
            let finding = Finding::error(DURATION, Some(&link.id), place(), about("import-duration"));
            findings.add(finding.hinting(Message::new("import-duration-hint")));
            None
        }
        Err(DurationError::Mixed) => {
            findings.add(Finding::warning(
                NOT_CARRIED,
                Some(&link.id),
                place(),
                about("import-duration-mixed"),
            ));
            None
        }
        Err(DurationError::Range) => {
            findings.add(Finding::warning(
                NOT_CARRIED,
                Some(&link.id),
                place(),
                about("import-duration-range"),
            ));
            None
        }
    }
}

/// Where a variable is declared, for findings.
pub(super) fn place_of(at: Option<Element<'_>>, xml: &Xml<'_>) -> crate::flow::Place {
    at.map(|at| xml.place(at)).unwrap_or_default()
}
