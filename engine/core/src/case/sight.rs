//! Who sees what of a case: the one place that is asked, for fields, items, lists and history alike.

use super::conditions::starts_with;
use super::{Actor, View};
use crate::flow::{Field, FieldKind, Item, ItemKind, Record, Sight, Value};
use crate::guard::Guard;
use crate::id::{FieldPath, ItemId, PartyId};

impl View<'_> {
    /// The parties whose eyes the actor has: a person's own in this case, all of them for the engine.
    #[must_use]
    pub fn parties_of(&self, actor: &Actor) -> Vec<PartyId> {
        match actor {
            Actor::Engine => self.run.flow.parties.keys().cloned().collect(),
            Actor::Outside => Vec::new(),
            Actor::Party { party } => vec![party.clone()],
            Actor::Person { parties, .. } => parties.clone(),
        }
    }

    /// Whether one of these parties sees the field. A column that says nothing itself is seen by whoever sees its
    /// list.
    #[must_use]
    pub fn sees_field(&self, parties: &[PartyId], path: &FieldPath) -> bool {
        let schema = &self.run.flow.data;
        let Some(top) = top_of(path) else { return false };
        let Some(outer) = schema.field(&top) else {
            return false;
        };
        if !self.sees(parties, outer) {
            return false;
        }
        match schema.field(path) {
            Some(inner) if inner.path != outer.path => match inner.seen_by {
                Sight::Narrow => true,
                _ => self.sees(parties, inner),
            },
            inner => inner.is_some(),
        }
    }

    fn sees(&self, parties: &[PartyId], field: &Field) -> bool {
        match &field.seen_by {
            Sight::Everyone => true,
            Sight::Parties(list) => list.iter().any(|party| parties.contains(party)),
            Sight::Narrow => {
                field
                    .said_by
                    .as_ref()
                    .is_some_and(|party| parties.contains(party))
                    || self
                        .run
                        .flow
                        .items
                        .values()
                        .any(|item| self.needs(parties, item, &field.path))
            }
        }
    }

    /// Whether one of the parties owns the item, and fills the field in it or is held up by a guard that reads it.
    fn needs(&self, parties: &[PartyId], item: &Item, path: &FieldPath) -> bool {
        let owners = [self.owner(item), item.owner.clone()].into_iter().flatten();
        let owned = owners
            .chain(item.also_by.iter().cloned())
            .any(|owner| parties.contains(&owner));
        if !owned {
            return false;
        }
        let guards = &self.run.guards;
        let reads = |guard: Option<&Guard>| guard.is_some_and(|guard| guard.reads().fields.contains(path));
        let fills = |filled: &FieldPath| starts_with(filled, path) || starts_with(path, filled);
        item.fills.iter().any(fills)
            || reads(guards.when.get(item.id.base()))
            || reads(guards.only_while.get(item.id.base()))
            || guards
                .opened_by
                .get(item.id.base())
                .into_iter()
                .flatten()
                .any(|guard| reads(guard.as_ref()))
            || reads(guards.done_when.get(item.id.base()))
    }

    /// A value as these parties may see it: columns and fields inside that they do not see are left out.
    #[must_use]
    pub fn seen_value(&self, parties: &[PartyId], path: &FieldPath, value: &Value) -> Option<Value> {
        if !self.sees_field(parties, path) {
            return None;
        }
        let field = self.run.flow.data.field(path)?;
        let keep = |record: &Record| -> Record {
            let inner = |name: &str| match &field.kind {
                FieldKind::List { columns } => columns.get(name),
                FieldKind::Record { fields } => fields.get(name),
                _ => None,
            };
            let seen =
                |name: &&String| inner(name).is_some_and(|inner| self.sees_field(parties, &inner.path));
            record
                .iter()
                .filter(|(name, _)| seen(name))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect()
        };
        Some(match value {
            Value::List(rows) => Value::List(rows.iter().map(keep).collect()),
            Value::Record(record) => Value::Record(keep(record)),
            other => other.clone(),
        })
    }

    /// Whether one of these parties sees the item: those who do it, take part, lead, or wait for it.
    #[must_use]
    pub fn sees_item(&self, parties: &[PartyId], item: &Item) -> bool {
        match &item.seen_by {
            Sight::Everyone => return true,
            Sight::Parties(list) => return list.iter().any(|party| parties.contains(party)),
            Sight::Narrow => {}
        }
        if item.kind == ItemKind::Stage {
            let run = self.run;
            return run
                .flow
                .items
                .values()
                .filter(|inner| inner.parent.as_ref().map(ItemId::as_str) == Some(item.id.base()))
                .any(|inner| self.sees_item(parties, inner));
        }
        let owner = self.owner(item);
        let leads = |party: &PartyId| {
            self.run
                .flow
                .leader_of(party)
                .is_some_and(|leader| parties.contains(&leader.id))
        };
        let concerned = |party: &PartyId| parties.contains(party) || leads(party);
        item.owner.iter().chain(owner.iter()).any(concerned)
            || item
                .also_by
                .iter()
                .chain(&item.with)
                .any(|party| parties.contains(party))
            || self
                .run
                .flow
                .items
                .values()
                .any(|other| self.waits_for(parties, other, item))
    }

    /// Whether one of the parties owns work that waits for the item, or that makes it owed, or is owed it.
    fn waits_for(&self, parties: &[PartyId], other: &Item, item: &Item) -> bool {
        let owned = other.owner.as_ref().is_some_and(|owner| parties.contains(owner));
        let names = |others: &[ItemId]| others.iter().any(|one| one.as_str() == item.id.base());
        let after = other.after.iter().any(|after| names(after.items()));
        let mut debts = other
            .debts
            .iter()
            .filter(|debt| debt.item.as_str() == item.id.base());
        let creditor = debts.any(|debt| debt.to.as_ref().is_some_and(|to| parties.contains(to)));
        let waits =
            after || other.opens_on(item.id.base()) || names(&other.owes) || names(&other.not_while_owed);
        creditor || (owned && waits)
    }
}

/// `section.field` of a path.
fn top_of(path: &FieldPath) -> Option<FieldPath> {
    let mut parts = path.parts();
    let (section, name) = (parts.next()?, parts.next()?);
    FieldPath::new(&format!("{section}.{name}")).ok()
}
