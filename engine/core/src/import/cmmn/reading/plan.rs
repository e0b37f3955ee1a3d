//! What lies in a stage: plan items, fragments, and what people may plan themselves.

use super::{Element, MAX_ITEMS, Reading, called, id, references};
use crate::flow::Awaited;
use crate::import::cmmn::element::{added, attribute, first, named, tag};
use crate::import::cmmn::model::{Condition, Kind, Plan, PlanItem, Rule};
use crate::import::codes::{CMMN_CONTAINMENT, CMMN_TOO_MANY};
use crate::text::Message;

/// How an item came to be planned.
#[derive(Clone)]
enum Planned<'x> {
    /// By the plan.
    Always,
    /// By a person.
    ByPerson(ByPerson<'x>),
}

/// On what terms a person plans something.
#[derive(Clone)]
struct ByPerson<'x> {
    /// One of these must hold, where there are any.
    rules: Vec<Condition<'x>>,
    /// The task that must be open.
    task: Option<&'x str>,
    /// Those who may plan it.
    roles: Vec<String>,
}

/// The condition under which a listener is there.
fn available(definition: Element<'_>) -> Option<Condition<'_>> {
    added_condition(definition, "availableCondition")
}

/// Whether a stage is done when nothing required is left; engines let a condition say so.
fn auto_complete(stage: Element<'_>) -> Option<Rule<'_>> {
    let always = attribute(stage, "autoComplete") == Some("true");
    added_condition(stage, "autoCompleteCondition")
        .map(Rule::When)
        .or_else(|| always.then_some(Rule::Always))
}

/// A condition that a tool wrote into an attribute of its own.
fn added_condition<'x>(at: Element<'x>, name: &str) -> Option<Condition<'x>> {
    let text = added(at, name)?;
    Some(Condition {
        at,
        id: id(at).to_owned(),
        text: text.to_owned(),
        language: None,
        context: None,
    })
}

impl<'x> Reading<'x, '_> {
    /// What lies in a stage or in the case plan.
    pub(super) fn plan(&mut self, stage: Element<'x>) -> Plan<'x> {
        let mut items = Vec::new();
        self.open.push(id(stage));
        self.fragment(stage, &Planned::Always, &mut items);
        self.open.pop();
        Plan {
            items,
            auto_complete: auto_complete(stage),
        }
    }

    /// The items of a stage or fragment, and what its planning tables and those of its tasks offer.
    fn fragment(&mut self, from: Element<'x>, planned: &Planned<'x>, items: &mut Vec<PlanItem<'x>>) {
        for at in named(from, "planItem") {
            self.item(at, planned, items);
        }
        for table in named(from, "planningTable") {
            self.table(table, None, items);
        }
        let tasks: Vec<Element<'x>> = named(from, "humanTask").collect();
        for task in tasks {
            for table in named(task, "planningTable") {
                let owner =
                    named(from, "planItem").find(|item| attribute(*item, "definitionRef") == Some(id(task)));
                self.table(table, owner.map(id), items);
            }
        }
    }

    fn table(&mut self, table: Element<'x>, task: Option<&'x str>, items: &mut Vec<PlanItem<'x>>) {
        let of_table = self.applicability(table);
        let roles = self.roles(table);
        for at in named(table, "discretionaryItem") {
            let own = self.applicability(at);
            let rules = if own.is_empty() { of_table.clone() } else { own };
            let own = self.roles(at);
            let roles = if own.is_empty() { roles.clone() } else { own };
            self.item(at, &Planned::ByPerson(ByPerson { rules, task, roles }), items);
        }
        for inner in named(table, "planningTable") {
            self.table(inner, task, items);
        }
    }

    /// The roles that may plan something.
    fn roles(&mut self, at: Element<'x>) -> Vec<String> {
        let names = references(at, "authorizedRoleRefs").into_iter();
        names.map(str::to_owned).collect()
    }

    /// The rules under which something may be planned.
    fn applicability(&mut self, at: Element<'x>) -> Vec<Condition<'x>> {
        let mut found = Vec::new();
        for name in references(at, "applicabilityRuleRefs") {
            match self.ids.rules.get(name).copied() {
                Some(rule) => found.extend(self.condition(rule)),
                None => self.dangling(at, "applicabilityRuleRefs", name),
            }
        }
        found
    }

    fn item(&mut self, at: Element<'x>, planned: &Planned<'x>, items: &mut Vec<PlanItem<'x>>) {
        let Some(definition) = self.definition(at) else {
            return;
        };
        let key = id(definition);
        self.planned.insert(definition.range().start);
        if self.open.contains(&key) && !key.is_empty() {
            let what = Message::new("import-cmmn-containment").with("name", called(definition));
            let hint = "import-cmmn-containment-hint";
            self.found.error(CMMN_CONTAINMENT, id(at), at, what, hint);
            return;
        }
        if tag(definition) == "planFragment" {
            // A fragment is no item itself: what lies in it lies where it is planned.
            self.open.push(key);
            let before = items.len();
            self.fragment(definition, &Planned::Always, items);
            if let (Planned::ByPerson(terms), Some(new)) = (planned, items.get_mut(before..)) {
                for item in new.iter_mut().filter(|item| item.discretionary.is_none()) {
                    item.discretionary = Some(terms.rules.clone());
                    item.of_fragment = true;
                    item.planned_by.clone_from(&terms.roles);
                    item.while_open = item.while_open.take().or_else(|| terms.task.map(str::to_owned));
                }
            }
            self.open.pop();
            return;
        }
        self.items += 1;
        if self.items > MAX_ITEMS {
            if self.items == MAX_ITEMS + 1 {
                let most = u32::try_from(MAX_ITEMS).unwrap_or(u32::MAX);
                let what = Message::new("import-cmmn-too-many").with("most", most);
                self.found
                    .error(CMMN_TOO_MANY, id(at), at, what, "import-cmmn-too-many-hint");
            }
            return;
        }
        let item = self.whole(at, definition, planned);
        items.push(item);
    }

    fn whole(&mut self, at: Element<'x>, definition: Element<'x>, planned: &Planned<'x>) -> PlanItem<'x> {
        let (kind, call) = self.kind(at, definition);
        let control = self.control(at, definition);
        let terms = match planned {
            Planned::Always => None,
            Planned::ByPerson(terms) => Some(terms.clone()),
        };
        let while_open = terms.as_ref().and_then(|terms| terms.task.map(str::to_owned));
        let (discretionary, planned_by) = terms.map(|terms| (terms.rules, terms.roles)).unzip();
        let name = attribute(at, "name").or_else(|| attribute(definition, "name"));
        let mut exit = self.exits(at);
        // Tools write exit criteria at the definition of a stage as well.
        if kind == Kind::Stage {
            exit.extend(self.exits(definition));
        }
        self.listeners(at);
        self.listeners(definition);
        let not_same_as = self.others(at);
        self.left_over(at, definition, call.is_some());
        PlanItem {
            at,
            definition,
            kind,
            id: id(at).to_owned(),
            name: name.map(str::to_owned),
            entry: self.entries(at),
            exit,
            required: control.required,
            by_hand: control.by_hand,
            repetition: control.repetition,
            awaited: if discretionary.is_some() {
                Awaited::AsItsStageSays
            } else {
                control.awaited
            },
            discretionary,
            of_fragment: false,
            planned_by: planned_by.unwrap_or_default(),
            call,
            available: available(definition),
            while_open,
            not_same_as,
            plan: if kind == Kind::Stage {
                self.plan(definition)
            } else {
                Plan::default()
            },
        }
    }

    /// What a plan item is made of.
    fn definition(&mut self, at: Element<'x>) -> Option<Element<'x>> {
        let Some(name) = attribute(at, "definitionRef") else {
            // CMMN 1.0 tools have put the definition inside the item.
            let own = super::ids::DEFINITIONS.iter().find_map(|tag| first(at, tag));
            if own.is_none() {
                self.dangling(at, "definitionRef", "");
            }
            return own;
        };
        let found = self.ids.definitions.get(name).copied();
        if found.is_none() {
            self.dangling(at, "definitionRef", name);
        }
        found
    }
}
