//! From the expressions of a flow to guards.

mod follows;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::check::{Checked, Checker};
use super::compiled::Guard;
use super::decider::RuleTable;
use super::kind::Kind;
use super::resolve::Scope;
use super::source::Source;
use super::syntax::parse;
use super::table::Table;
use super::telling;
use super::tree::Tree;
use crate::flow::{
    Clock, ClockStop, Cue, Diagnostic, Each, EachOf, Enough, Expression, FieldKind, Flow, Item, ItemKind,
    Lasts, Relation, Required, Severity,
};
use crate::id::{ClockId, FieldPath, ItemId, TableId};

/// What an expression is to give.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted<'a> {
    /// Yes or no.
    Boolean,
    /// A value for a field of this kind.
    Of(&'a FieldKind),
    /// A length of time.
    Length,
    /// Anything.
    Any,
}

impl Wanted<'_> {
    fn kind(self) -> Option<Kind> {
        match self {
            Self::Boolean => Some(Kind::Boolean),
            Self::Length => Some(Kind::Length),
            Self::Of(FieldKind::Computed) | Self::Any => None,
            Self::Of(kind) => Some(Kind::of(kind)),
        }
    }
}

/// Every guard of a flow, compiled once.
#[derive(Clone, Debug, Default)]
pub struct Guards {
    /// What must hold for an item to start.
    pub when: BTreeMap<ItemId, Guard>,
    /// What must hold for an item to be completed.
    pub done_when: BTreeMap<ItemId, Guard>,
    /// What ends an item, undone.
    pub ends_when: BTreeMap<ItemId, Guard>,
    /// What must hold for each of an item's cues to open it, in their order.
    pub opened_by: BTreeMap<ItemId, Vec<Option<Guard>>>,
    /// What must hold for each of an item's cues to end it.
    pub ended_by: BTreeMap<ItemId, Vec<Option<Guard>>>,
    /// What must hold for each of the cues that end the case.
    pub case_ended_by: Vec<Option<Guard>>,
    /// When each of an item's relations that hold only on terms counts.
    pub provisos: BTreeMap<ItemId, Vec<(Relation, ItemId, Guard)>>,
    /// What fields hold when a case begins, unless something else is given.
    pub starts_as: Vec<(FieldPath, Guard)>,
    /// Where a person starts an item.
    pub by_hand: BTreeMap<ItemId, Guard>,
    /// Where an item is required.
    pub required: BTreeMap<ItemId, Guard>,
    /// What makes an item happen again when a round is done.
    pub again_while: BTreeMap<ItemId, Guard>,
    /// What ends an item's rounds.
    pub until: BTreeMap<ItemId, Guard>,
    /// While what alone an item waits.
    pub only_while: BTreeMap<ItemId, Guard>,
    /// What must hold for a piece of work that lies ready to be added.
    pub pieces: BTreeMap<ItemId, Guard>,
    /// How many of it there are, where an item is there once for each number.
    pub each: BTreeMap<ItemId, Guard>,
    /// When enough rows are done of what is there once for each.
    pub enough: BTreeMap<ItemId, Guard>,
    /// Which messages belong to a wait.
    pub matching: BTreeMap<ItemId, Guard>,
    /// What an item sets when it is done, in order.
    pub sets: BTreeMap<ItemId, Vec<(FieldPath, Guard)>>,
    /// What an item hands into its sub-case, or says to the other of two paired cases, in order.
    pub gives: BTreeMap<ItemId, Vec<(FieldPath, Guard)>>,
    /// What must hold for a clock to start.
    pub clock_when: BTreeMap<ClockId, Guard>,
    /// What stops a clock as met.
    pub clock_stops: BTreeMap<ClockId, Guard>,
    /// How long clocks run, where a decision table says.
    pub clock_lasts: BTreeMap<ClockId, Guard>,
    /// Decision tables.
    pub tables: BTreeMap<TableId, RuleTable>,
    /// Computed fields and columns.
    pub is: BTreeMap<FieldPath, Guard>,
    /// Computed fields and columns, each after those that it needs.
    pub is_order: Vec<FieldPath>,
    /// When the case closes.
    pub closes: Option<Guard>,
    /// When the case ends before its work is done.
    pub case_ends: Option<Guard>,
}

impl Guards {
    /// Those of items that are one for each.
    const fn by_item(&self) -> [&BTreeMap<ItemId, Guard>; 12] {
        [
            &self.when,
            &self.done_when,
            &self.ends_when,
            &self.by_hand,
            &self.required,
            &self.again_while,
            &self.until,
            &self.only_while,
            &self.matching,
            &self.pieces,
            &self.each,
            &self.enough,
        ]
    }

    /// Those of one item; of what is there for a row, those of the whole.
    pub fn of_item(&self, item: &ItemId) -> impl Iterator<Item = &Guard> {
        let item = item.base();
        let own = self.by_item().into_iter().filter_map(|guards| guards.get(item));
        let cues = [&self.opened_by, &self.ended_by].into_iter();
        let sets = self.sets.get(item).into_iter().flatten();
        own.chain(cues.filter_map(|cues| cues.get(item)).flatten().flatten())
            .chain(sets.map(|(_, guard)| guard))
            .chain(self.gives.get(item).into_iter().flatten().map(|(_, guard)| guard))
    }

    /// Every guard, in no order that means anything.
    pub fn all(&self) -> impl Iterator<Item = &Guard> {
        self.deciding()
            .chain(self.sets.values().flatten().map(|(_, guard)| guard))
            .chain(self.gives.values().flatten().map(|(_, guard)| guard))
            .chain(self.clock_when.values())
            .chain(self.clock_stops.values())
            .chain(self.clock_lasts.values())
            .chain(self.starts_as.iter().map(|(_, guard)| guard))
            .chain(self.is.values())
    }

    /// The guards that decide what happens: all but those that only give data or say how long clocks run.
    pub fn deciding(&self) -> impl Iterator<Item = &Guard> {
        self.by_item()
            .into_iter()
            .flat_map(BTreeMap::values)
            .chain(self.opened_by.values().flatten().flatten())
            .chain(self.ended_by.values().flatten().flatten())
            .chain(self.case_ended_by.iter().flatten())
            .chain(self.provisos.values().flatten().map(|(_, _, guard)| guard))
            .chain(&self.closes)
            .chain(&self.case_ends)
    }
}

/// Compiles one expression of a flow.
///
/// # Errors
/// Everything that is wrong with it; where it names a computed field that is wrong, what is wrong with that.
pub fn compile(flow: &Flow, expression: &Expression, wanted: Wanted<'_>) -> Result<Guard, Vec<Diagnostic>> {
    let mut compiler = Compiler::new(flow);
    let of_computed = std::mem::take(&mut compiler.findings);
    match compiler.guard(expression, wanted) {
        Some(guard) => Ok(guard),
        None if compiler
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::Error) =>
        {
            Err(compiler.findings)
        }
        None => Err(of_computed),
    }
}

/// Compiles every expression of a flow. Where something is wrong the guard is left out and an error says why; a guard
/// with a warning is compiled.
#[must_use]
pub fn compile_all(flow: &Flow) -> (Guards, Vec<Diagnostic>) {
    let mut compiler = Compiler::new(flow);
    let mut guards = Guards {
        is_order: compiler.order.clone(),
        is: std::mem::take(&mut compiler.computed),
        tables: compiler.tables(),
        ..Guards::default()
    };
    for item in flow.items.values() {
        compiler.item(item, &mut guards);
    }
    for clock in flow.clocks.values() {
        compiler.clock(clock, &mut guards);
    }
    let unplanned = flow.all_unplanned();
    for piece in unplanned.flat_map(|(_, unplanned)| &unplanned.pieces) {
        let when = piece.when.as_ref();
        if let Some(guard) = when.and_then(|when| compiler.guard(when, Wanted::Boolean)) {
            guards.pieces.insert(piece.item.clone(), guard);
        }
    }
    guards.starts_as = compiler.starts_as();
    if let Some(closes) = &flow.closes {
        guards.closes = compiler.guard(closes, Wanted::Boolean);
    }
    guards.case_ended_by = compiler.cues(&flow.ended_by);
    if let Some(ends) = &flow.ends_when {
        guards.case_ends = compiler.guard(ends, Wanted::Boolean);
    }
    let mut findings = compiler.findings;
    findings.extend(super::carried::check(flow, &guards));
    findings.extend(super::leaking::check(flow, &guards));
    findings.extend(super::last_round::check(flow, &guards));
    findings.extend(super::dear::check(&guards));
    findings.sort_by_key(|finding| finding.place);
    (guards, findings)
}

struct Compiler<'f> {
    flow: &'f Flow,
    table: Arc<Table>,
    computed: BTreeMap<FieldPath, Guard>,
    order: Vec<FieldPath>,
    findings: Vec<Diagnostic>,
}

impl<'f> Compiler<'f> {
    /// With the computed fields of the flow.
    fn new(flow: &'f Flow) -> Self {
        let mut compiler = Self {
            flow,
            table: Arc::default(),
            computed: BTreeMap::new(),
            order: Vec::new(),
            findings: Vec::new(),
        };
        compiler.follows();
        compiler
    }

    fn guard(&mut self, expression: &Expression, wanted: Wanted<'_>) -> Option<Guard> {
        self.guard_in(expression, wanted, Scope::default())
    }

    /// A guard that may name more than the case file.
    fn guard_in(&mut self, expression: &Expression, wanted: Wanted<'_>, scope: Scope<'f>) -> Option<Guard> {
        let tree = self.parse(expression)?;
        let kind = wanted.kind();
        let source = Source::new(expression);
        let checked = Checker::new(self.flow, &self.table, source, scope).check(&tree, kind.as_ref());
        let mut checked = self.sound(checked)?;
        if let Some(list) = scope.row {
            let top = super::resolve::top_of(&list.path);
            checked.uses.reads.fields.insert(top);
        }
        let gives = kind.unwrap_or_else(|| checked.typed.kind.clone());
        let table = Arc::clone(&self.table);
        Some(Guard::new(
            expression.clone(),
            checked.typed,
            checked.uses,
            table,
            gives,
        ))
    }

    fn parse(&mut self, expression: &Expression) -> Option<Tree> {
        parse(expression)
            .map_err(|finding| self.findings.push(*finding))
            .ok()
    }

    /// What was checked, where nothing is wrong with it; its findings are kept either way.
    fn sound(&mut self, mut checked: Checked) -> Option<Checked> {
        let wrong = checked
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        self.findings.append(&mut checked.findings);
        (!wrong && !checked.leans_on_broken).then_some(checked)
    }

    fn item(&mut self, item: &'f Item, guards: &mut Guards) {
        let scope = self.scope_of(item);
        if let ItemKind::Wait(wait) = &item.kind
            && let Some(matching) = &wait.matching
            && let Some(guard) = self.guard_in(matching, Wanted::Boolean, scope)
        {
            guards.matching.insert(item.id.clone(), guard);
        }
        let repeats = item.repeats.as_ref();
        if let Some(each) = repeats.and_then(|repeats| repeats.each.as_ref()) {
            self.each(item, each, guards);
        }
        for (expression, into) in [
            (item.when.as_ref(), &mut guards.when),
            (only_while(item), &mut guards.only_while),
            (item.done_when.as_ref(), &mut guards.done_when),
            (item.ends_when.as_ref(), &mut guards.ends_when),
            (item.by_hand_when.as_ref(), &mut guards.by_hand),
            (required_when(item), &mut guards.required),
            (
                repeats.and_then(|repeats| repeats.again_while.as_ref()),
                &mut guards.again_while,
            ),
            (
                repeats.and_then(|repeats| repeats.until.as_ref()),
                &mut guards.until,
            ),
        ] {
            let guard = expression.and_then(|expression| self.guard_in(expression, Wanted::Boolean, scope));
            if let Some(guard) = guard {
                into.insert(item.id.clone(), guard);
            }
        }
        for (cues, into) in [
            (&item.opened_by, &mut guards.opened_by),
            (&item.ended_by, &mut guards.ended_by),
        ] {
            if !cues.is_empty() {
                into.insert(item.id.clone(), self.cues(cues));
            }
        }
        self.provisos(item, guards);
        self.gives(item, guards);
        for (path, expression) in &item.sets {
            let wanted = self
                .flow
                .data
                .field(path)
                .map_or(Wanted::Any, |field| Wanted::Of(&field.kind));
            if let Some(guard) = self.guard_in(expression, wanted, scope) {
                guards
                    .sets
                    .entry(item.id.clone())
                    .or_default()
                    .push((path.clone(), guard));
            }
        }
    }

    /// What is handed into a sub-case, or said to the other of two paired cases; whether it fits there is another question.
    fn gives(&mut self, item: &Item, guards: &mut Guards) {
        let mut given: Vec<(FieldPath, &Expression)> = Vec::new();
        if let ItemKind::Subcase(subcase) = &item.kind {
            given.extend(
                subcase
                    .gives
                    .iter()
                    .map(|given| (given.theirs.clone(), &given.value)),
            );
        }
        let says = item.says.as_ref();
        let pair = self.flow.pair.as_ref().zip(says);
        if let Some(message) = pair.and_then(|(pair, says)| pair.protocol.messages.get(&says.message)) {
            let fields = says.into_iter().flat_map(|says| &says.gives);
            let held = fields.filter_map(|given| Some((message.holds.get(&given.field)?, &given.value)));
            given.extend(held.map(|(field, value)| (field.path.clone(), value)));
        }
        let scope = self.scope_of(item);
        for (theirs, value) in given {
            if let Some(guard) = self.guard_in(value, Wanted::Any, scope) {
                guards
                    .gives
                    .entry(item.id.clone())
                    .or_default()
                    .push((theirs, guard));
            }
        }
    }

    /// When each of an item's relations counts.
    fn provisos(&mut self, item: &Item, guards: &mut Guards) {
        let scope = self.scope_of(item);
        for proviso in &item.provisos {
            let when = proviso.when.as_ref();
            let guard = when.and_then(|when| self.guard_in(when, Wanted::Boolean, scope));
            if let Some(guard) = guard {
                let one = (proviso.relation, proviso.item.clone(), guard);
                guards.provisos.entry(item.id.clone()).or_default().push(one);
            }
        }
    }

    /// What fields hold when a case begins.
    fn starts_as(&mut self) -> Vec<(FieldPath, Guard)> {
        let flow = self.flow;
        let guards = flow.data.fields().filter_map(|field| {
            let guard = self.guard(field.starts_as.as_ref()?, Wanted::Of(&field.kind))?;
            Some((field.path.clone(), guard))
        });
        guards.collect()
    }

    /// How many of it there are, and when that is enough.
    fn each(&mut self, item: &Item, each: &Each, guards: &mut Guards) {
        if let EachOf::Number(number) = &each.of
            && let Some(guard) = self.guard(number, Wanted::Of(&FieldKind::Integer))
        {
            guards.each.insert(item.id.clone(), guard);
        }
        if let Some(Enough::When(enough)) = &each.enough
            && let Some(guard) = self.guard(enough, Wanted::Boolean)
        {
            guards.enough.insert(item.id.clone(), guard);
        }
    }

    /// Where an item's expressions stand: in a row where it is there once for each, and a wait's with its message.
    fn scope_of(&self, item: &Item) -> Scope<'f> {
        let flow = self.flow;
        let set = flow.set_of(&item.id);
        Scope {
            row: set.and_then(|(_, each)| flow.data.field(each.list()?)),
            set: set.map(|(root, _)| &root.id),
            message: item
                .awaits()
                .and_then(|message| flow.messages.get(message))
                .map(|form| &form.holds),
        }
    }

    /// The guards of some cues, in their order.
    fn cues(&mut self, cues: &[Cue]) -> Vec<Option<Guard>> {
        cues.iter()
            .map(|cue| self.guard(cue.when.as_ref()?, Wanted::Boolean))
            .collect()
    }

    fn clock(&mut self, clock: &Clock, guards: &mut Guards) {
        if let ClockStop::When(expression) = &clock.stops
            && let Some(guard) = self.guard(expression, Wanted::Boolean)
        {
            guards.clock_stops.insert(clock.id.clone(), guard);
        }
        let item = clock.item.as_ref().and_then(|item| self.flow.items.get(item));
        let scope = item.map_or_else(Scope::default, |item| Scope {
            message: None,
            ..self.scope_of(item)
        });
        if let Some(when) = &clock.when
            && let Some(guard) = self.guard_in(when, Wanted::Boolean, scope)
        {
            guards.clock_when.insert(clock.id.clone(), guard);
        }
        if let Lasts::By(expression, _) = &clock.lasts
            && let Some(guard) = self.guard_in(expression, Wanted::Length, scope)
        {
            guards.clock_lasts.insert(clock.id.clone(), guard);
        }
        let stops = guards.clock_stops.get(&clock.id);
        telling::check(self.flow, clock, stops, &mut self.findings);
    }
}

/// The expression under which an item is required.
const fn required_when(item: &Item) -> Option<&Expression> {
    match &item.required {
        Some(Required::When(expression)) => Some(expression),
        _ => None,
    }
}

/// The expression while which alone a wait goes on.
const fn only_while(item: &Item) -> Option<&Expression> {
    match &item.kind {
        ItemKind::Wait(wait) => wait.only_while.as_ref(),
        _ => None,
    }
}
