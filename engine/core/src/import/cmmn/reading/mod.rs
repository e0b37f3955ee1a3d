//! From the elements of a model to a case whose references are followed. What points at nothing, contains itself or is
//! there twice is said, all of it at once.

mod call;
mod control;
mod extra;
mod file;
mod ids;
mod kind;
mod plan;
mod sentry;
mod sweep;

pub(super) use call::{named_as, parameter_of};

use std::collections::BTreeSet;

use super::element::{attribute, first, id, is_own, list, named, tag};
use super::findings::Found;
use super::model::{Case, Role};
use crate::import::Element;
use crate::import::codes::{CMMN_DANGLING, CMMN_NO_CASE};
use crate::text::Message;
use ids::Ids;

/// The namespace of CMMN 1.0, in which work is started by hand where nothing is said.
const OLD: &str = "http://www.omg.org/spec/CMMN/20131201/MODEL";

/// How many items a case may have: what a flow file takes.
const MAX_ITEMS: usize = 1_000;

/// How many cases a model may have that become flows: more than any folder of flows that people keep apart.
const MAX_CASES: usize = 50;

/// The model as it is read.
struct Reading<'x, 'f> {
    found: &'f mut Found<'x>,
    ids: Ids<'x>,
    /// CMMN 1.0.
    old: bool,
    /// How many items there are so far.
    items: usize,
    /// Ids of stages that are being read, outermost first.
    open: Vec<&'x str>,
    /// Where the definitions that something is made of begin.
    planned: BTreeSet<usize>,
}

/// The cases of the model that have a plan, the one that none of the others begins first; none where there is none.
pub(super) fn read<'x>(found: &mut Found<'x>) -> Vec<Case<'x>> {
    let root = found.xml.root();
    let mut cases: Vec<Element<'x>> = named(root, "case")
        .filter(|case| first(*case, "casePlanModel").is_some())
        .collect();
    let Some(main) = main_case(&cases) else {
        let hint = "import-cmmn-no-case-hint";
        found.error(
            CMMN_NO_CASE,
            id(root),
            root,
            Message::new("import-cmmn-no-case"),
            hint,
        );
        return Vec::new();
    };
    cases.retain(|case| *case != main);
    cases.insert(0, main);
    let mut read = Vec::new();
    for (number, at) in cases.into_iter().enumerate() {
        if number >= MAX_CASES {
            let what = Message::new("import-cmmn-other-case").with("name", called(at));
            found.not_carried(id(at), at, what);
        } else {
            read.extend(one_case(root, at, found));
        }
    }
    // What is left out of the file as a whole is told in the main case.
    if let Some(main) = read.first_mut() {
        main.notes.append(&mut found.not_carried);
    }
    read
}

fn one_case<'x>(root: Element<'x>, at: Element<'x>, found: &mut Found<'x>) -> Option<Case<'x>> {
    let plan = first(at, "casePlanModel")?;
    let mut reading = Reading {
        ids: Ids::of(at, plan, found),
        old: root.tag_name().namespace() == Some(OLD),
        found,
        items: 0,
        open: Vec::new(),
        planned: BTreeSet::new(),
    };
    let mut case = Case {
        at,
        id: id(at).to_owned(),
        name: attribute(at, "name").map(str::to_owned),
        language: attribute(at, "expressionLanguage")
            .or_else(|| attribute(root, "expressionLanguage"))
            .map(str::to_owned),
        roles: roles(at),
        file: reading.file(root, at),
        plan: reading.plan(plan),
        exit: reading.exits(plan),
        notes: Vec::new(),
    };
    reading.case_extras(at, plan);
    reading.sweep(at, plan);
    reading.unplanned();
    case.notes = std::mem::take(&mut reading.found.not_carried);
    Some(case)
}

/// The first case that no other case in the file runs as a task; where each is run by another, the first.
fn main_case<'x>(cases: &[Element<'x>]) -> Option<Element<'x>> {
    let runs = |case: &Element<'x>, name: &str| {
        below(*case)
            .filter(|task| tag(*task) == "caseTask")
            .filter_map(|task| attribute(task, "caseRef"))
            .any(|reference| reference.rsplit(':').next() == Some(name))
    };
    let is_run = |case: &Element<'x>| {
        let others = cases.iter().filter(|other| *other != case);
        others.into_iter().any(|other| runs(other, id(*case)))
    };
    cases
        .iter()
        .find(|case| !is_run(case))
        .or_else(|| cases.first())
        .copied()
}

/// What people call an element: its name, otherwise its id.
fn called(element: Element<'_>) -> &str {
    attribute(element, "name").unwrap_or_else(|| id(element))
}

/// The roles of a case, as CMMN 1.1 and 1.0 write them.
fn roles(case: Element<'_>) -> Vec<Role> {
    let groups = named(case, "caseRoles");
    let mut found: Vec<Element<'_>> = Vec::new();
    for group in groups {
        let inner: Vec<Element<'_>> = named(group, "role").collect();
        if inner.is_empty() && attribute(group, "id").is_some() {
            found.push(group);
        }
        found.extend(inner);
    }
    found
        .into_iter()
        .map(|role| Role {
            id: id(role).to_owned(),
            name: called(role).to_owned(),
        })
        .collect()
}

impl<'x> Reading<'x, '_> {
    /// Says that a reference points at nothing.
    fn dangling(&mut self, at: Element<'x>, attribute: &str, name: &str) {
        let what = Message::new("import-cmmn-dangling")
            .with("attribute", attribute)
            .with("name", name);
        // What has no id of its own is known by what it lies in.
        let known = at
            .ancestors()
            .map(id)
            .find(|id| !id.is_empty())
            .unwrap_or_default();
        let hint = "import-cmmn-dangling-hint";
        self.found.error(CMMN_DANGLING, known, at, what, hint);
    }
}

impl<'x> Reading<'x, '_> {
    /// Names what is defined and planned nowhere, the outermost of it.
    fn unplanned(&mut self) {
        let nowhere = |element: &Element<'x>| {
            ids::DEFINITIONS.contains(&tag(*element)) && !self.planned.contains(&element.range().start)
        };
        let definitions = self.ids.definitions.values().copied();
        let outermost = |element: &Element<'x>| !element.ancestors().skip(1).any(|around| nowhere(&around));
        let left: Vec<Element<'x>> = definitions.filter(|one| nowhere(one) && outermost(one)).collect();
        for element in left {
            let what = Message::new("import-cmmn-unplanned").with("name", called(element));
            self.found.not_carried(id(element), element, what);
        }
    }
}

/// Every one of CMMN's own elements in this one, at any depth.
fn below<'x>(element: Element<'x>) -> impl Iterator<Item = Element<'x>> {
    element
        .descendants()
        .filter(is_own)
        .filter(move |inner| *inner != element)
}

/// References in an attribute that may name several.
fn references<'x>(element: Element<'x>, name: &str) -> Vec<&'x str> {
    list(attribute(element, name)).collect()
}
