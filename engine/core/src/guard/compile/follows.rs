//! What follows from other things: computed fields and decision tables, each read after those that it needs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::Compiler;
use crate::flow::{DecisionTable, Diagnostic, Expression, Field, Flow};
use crate::guard::check::Checker;
use crate::guard::codes::CIRCLE;
use crate::guard::compiled::Guard;
use crate::guard::decider::{Looked, RuleTable, compile};
use crate::guard::functions::gathers;
use crate::guard::kind::Kind;
use crate::guard::resolve::{Scope, computed_fields, resolve, top_of};
use crate::guard::source::Source;
use crate::guard::table::{Computed, Table, Uses};
use crate::guard::tree::{Tree, TreeNode};
use crate::guard::typed::Typed;
use crate::id::{FieldPath, TableId};
use crate::text::Message;

/// Something that follows from other things.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Name {
    Field(FieldPath),
    Table(TableId),
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(path) => path.fmt(f),
            Self::Table(table) => table.fmt(f),
        }
    }
}

/// What waits for those that it needs.
struct Open<'f> {
    what: What<'f>,
    needs: BTreeSet<Name>,
}

enum What<'f> {
    Field {
        field: &'f Field,
        expression: &'f Expression,
        scope: Scope<'f>,
        tree: Tree,
    },
    Table {
        table: &'f DecisionTable,
        /// What its columns look at; none where the text is no expression.
        looks: Vec<Option<Tree>>,
        valid_on: Option<Tree>,
    },
}

impl What<'_> {
    /// The text that is shown where it follows from itself.
    fn expression(&self) -> Option<&Expression> {
        match self {
            What::Field { expression, .. } => Some(expression),
            What::Table { table, .. } => table.reads.values().next().map(|input| &input.is),
        }
    }
}

type Waiting<'f> = BTreeMap<Name, Open<'f>>;

impl<'f> Compiler<'f> {
    /// Reads computed fields and decision tables, and checks each after those that it needs.
    pub(super) fn follows(&mut self) {
        let mut open: Waiting<'f> = BTreeMap::new();
        self.open_fields(&mut open);
        self.open_tables(&mut open);
        let known: BTreeSet<Name> = open.keys().cloned().collect();
        for one in open.values_mut() {
            one.needs.retain(|name| known.contains(name));
        }
        let mut table = Table::default();
        while let Some(name) = next(&open) {
            let Some(one) = open.remove(&name) else { break };
            match one.what {
                What::Field {
                    field,
                    expression,
                    scope,
                    tree,
                } => self.computed_field(field, expression, scope, &tree, &mut table),
                What::Table {
                    table: written,
                    looks,
                    valid_on,
                } => self.decision_table(written, &looks, valid_on.as_ref(), &mut table),
            }
            for other in open.values_mut() {
                other.needs.remove(&name);
            }
        }
        self.circles(&open);
        self.table = Arc::new(table);
        for path in &self.order {
            if let (Some(field), Some((_, computed))) = (self.flow.data.field(path), self.table.find(path))
                && let Some(expression) = &field.is
            {
                let (typed, uses) = (computed.typed.clone(), computed.uses.clone());
                let gives = typed.kind.clone();
                let guard = Guard::new(expression.clone(), typed, uses, Arc::clone(&self.table), gives);
                self.computed.insert(path.clone(), guard);
            }
        }
    }

    /// The decision tables, ready to be asked.
    pub(super) fn tables(&self) -> BTreeMap<TableId, RuleTable> {
        let tables = self.table.deciders();
        tables
            .map(|(number, id)| (id.clone(), RuleTable::new(Arc::clone(&self.table), number)))
            .collect()
    }

    fn open_fields(&mut self, open: &mut Waiting<'f>) {
        for (field, list) in computed_fields(&self.flow.data) {
            let Some(expression) = &field.is else { continue };
            let Some(tree) = self.parse(expression) else {
                continue;
            };
            let scope = Scope {
                row: list,
                ..Scope::default()
            };
            let needs = needed(self.flow, scope, &tree);
            let what = What::Field {
                field,
                expression,
                scope,
                tree,
            };
            open.insert(Name::Field(field.path.clone()), Open { what, needs });
        }
    }

    fn open_tables(&mut self, open: &mut Waiting<'f>) {
        for table in self.flow.tables.values() {
            let looks: Vec<Option<Tree>> = table.reads.values().map(|input| self.parse(&input.is)).collect();
            let valid_on = table.valid_on.as_ref().and_then(|on| self.parse(on));
            let trees = looks.iter().flatten().chain(&valid_on);
            let needs = trees.flat_map(|tree| needed(self.flow, Scope::default(), tree));
            let needs = needs.collect();
            let what = What::Table {
                table,
                looks,
                valid_on,
            };
            open.insert(Name::Table(table.id.clone()), Open { what, needs });
        }
    }

    fn computed_field(
        &mut self,
        field: &'f Field,
        expression: &Expression,
        scope: Scope<'f>,
        tree: &Tree,
        table: &mut Table,
    ) {
        let source = Source::new(expression);
        let checked = Checker::new(self.flow, table, source, scope).check(tree, None);
        let Some(mut checked) = self.sound(checked) else {
            return;
        };
        let list = scope.row.map(|list| {
            checked.uses.reads.fields.insert(top_of(&list.path));
            list.path.clone()
        });
        self.order.push(field.path.clone());
        let computed = Computed {
            sensitive: field.sensitive || checked.typed.is_sensitive(),
            list,
            typed: checked.typed,
            uses: checked.uses,
        };
        table.add(field.path.clone(), computed);
    }

    fn decision_table(
        &mut self,
        written: &'f DecisionTable,
        looks: &[Option<Tree>],
        valid_on: Option<&Tree>,
        table: &mut Table,
    ) {
        let trees = looks.iter().flatten().chain(valid_on);
        let list = trees.into_iter().find_map(|tree| column_in(self.flow, tree));
        let mut looked = Looked {
            inputs: Vec::with_capacity(looks.len()),
            valid_on: None,
            list: list.map(|list| list.path.clone()),
            uses: Uses::default(),
        };
        if let Some(list) = list {
            looked.uses.reads.fields.insert(top_of(&list.path));
        }
        for (input, tree) in written.reads.values().zip(looks) {
            let typed = tree
                .as_ref()
                .and_then(|tree| self.look(&input.is, tree, list, None, &mut looked.uses, table));
            looked.inputs.push(typed);
        }
        let mut sound = true;
        if let Some(on) = &written.valid_on {
            looked.valid_on = valid_on
                .and_then(|tree| self.look(on, tree, list, Some(&Kind::Date), &mut looked.uses, table));
            sound = looked.valid_on.is_some();
        }
        let (decider, findings) = compile(written, looked);
        self.findings.extend(findings);
        if let Some(decider) = decider.filter(|_| sound) {
            table.add_decider(decider);
        }
    }

    /// One thing that a table looks at.
    fn look(
        &mut self,
        expression: &Expression,
        tree: &Tree,
        list: Option<&'f Field>,
        wanted: Option<&Kind>,
        uses: &mut Uses,
        table: &Table,
    ) -> Option<Typed> {
        let checker = Checker::new(self.flow, table, Source::new(expression), Scope::default());
        let checker = match list {
            Some(list) => checker.in_rows_of(list),
            None => checker,
        };
        let checked = self.sound(checker.check(tree, wanted))?;
        uses.computed.extend(&checked.uses.computed);
        uses.columns.extend(&checked.uses.columns);
        uses.reads.add(&checked.uses.reads);
        Some(checked.typed)
    }

    /// What is left over follows from itself in a circle, or from such a circle.
    fn circles(&mut self, open: &Waiting<'f>) {
        for (name, one) in open {
            let Some(circle) = circle(name, open) else {
                continue;
            };
            let what = Message::new("guard-circle")
                .with("field", name.to_string())
                .with("circle", circle.join(" → "));
            let place = one.what.expression().map(|expression| {
                let source = Source::new(expression);
                source.place(source.whole())
            });
            let finding = Diagnostic::error(CIRCLE, place.unwrap_or_default(), what);
            self.findings
                .push(finding.hinting(Message::new("guard-hint-circle")));
        }
    }
}

/// The next that waits for nothing.
fn next(open: &Waiting<'_>) -> Option<Name> {
    open.iter()
        .find(|(_, one)| one.needs.is_empty())
        .map(|(name, _)| name.clone())
}

/// What an expression names that may follow from other things.
fn needed(flow: &Flow, scope: Scope<'_>, tree: &Tree) -> BTreeSet<Name> {
    let mut found = BTreeSet::new();
    let mut parts = vec![tree];
    while let Some(part) = parts.pop() {
        if let TreeNode::Path(names) = &part.node {
            match resolve(&flow.data, scope, names) {
                Ok(resolved) => {
                    found.insert(Name::Field(resolved.field.path.clone()));
                }
                Err(_) => {
                    let table = names.first().and_then(|name| flow.tables.get(name.text.as_str()));
                    found.extend(table.map(|table| Name::Table(table.id.clone())));
                }
            }
        }
        parts.extend(part.children());
    }
    found
}

/// The list of a column that an expression names outside the functions that go through rows.
fn column_in<'f>(flow: &'f Flow, tree: &Tree) -> Option<&'f Field> {
    let mut parts = vec![tree];
    while let Some(part) = parts.pop() {
        match &part.node {
            TreeNode::Call(name, _) if gathers(&name.text) => continue,
            TreeNode::Path(names) => {
                let found = resolve(&flow.data, Scope::default(), names).ok();
                if let Some(list) = found.and_then(|found| found.list) {
                    return Some(list);
                }
            }
            _ => {}
        }
        parts.extend(part.children());
    }
    None
}

/// The way from something back to itself, if there is one.
fn circle(start: &Name, open: &Waiting<'_>) -> Option<Vec<String>> {
    let mut came_from: BTreeMap<&Name, &Name> = BTreeMap::new();
    let mut front = vec![start];
    while let Some(name) = front.pop() {
        let needs = open.get(name).map(|one| &one.needs).into_iter().flatten();
        for need in needs {
            if need == start {
                let mut way = vec![start.to_string(), name.to_string()];
                let mut at = name;
                while let Some(before) = came_from.get(at) {
                    at = before;
                    way.push(at.to_string());
                }
                way.reverse();
                return Some(way);
            }
            if !came_from.contains_key(need) {
                came_from.insert(need, name);
                front.push(need);
            }
        }
    }
    None
}
