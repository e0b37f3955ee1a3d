//! Who sees what of a case: the one place that is asked, for fields, items, lists and history alike.

use std::collections::BTreeMap;

use super::conditions::starts_with;
use super::{Actor, Eyes, View};
use crate::flow::{Field, FieldKind, Flow, Item, ItemKind, Protected, Record, Sight, Value};
use crate::guard::{Guard, Guards};
use crate::id::{FieldPath, ItemId, PartyId};
use crate::text::Text;

impl View<'_> {
    /// The parties that the actor may act as: a person's own in this case, all of them for the engine.
    #[must_use]
    pub fn parties_of(&self, actor: &Actor) -> Vec<PartyId> {
        match actor {
            Actor::Engine => self.run.flow.parties.keys().cloned().collect(),
            Actor::Outside => Vec::new(),
            Actor::Party { party } => vec![party.clone()],
            Actor::Person { parties, .. } => parties.clone(),
        }
    }

    /// Whether these eyes see the field. A column that says nothing itself is seen by whoever sees its list.
    #[must_use]
    pub fn sees_field(&self, eyes: &Eyes, path: &FieldPath) -> bool {
        self.field_and_outer(path)
            .is_some_and(|(outer, inner)| self.see(eyes, outer, inner))
    }

    /// Whether these eyes see the field with everything in it: of a list every column.
    #[must_use]
    pub fn sees_whole(&self, eyes: &Eyes, path: &FieldPath) -> bool {
        let Some((outer, field)) = self.field_and_outer(path) else {
            return false;
        };
        let mut parts = match &field.kind {
            FieldKind::List { columns } => columns.values(),
            FieldKind::Record { fields } => fields.values(),
            _ => return self.see(eyes, outer, field),
        };
        self.see(eyes, outer, field) && parts.all(|part| self.see(eyes, outer, part))
    }

    /// The field, and the field of the section that it lies in.
    fn field_and_outer(&self, path: &FieldPath) -> Option<(&Field, &Field)> {
        let mut parts = path.parts();
        let section = self.run.flow.data.sections.get(parts.next()?)?;
        let outer = section.fields.get(parts.next()?)?;
        let mut inner = outer;
        for part in parts {
            inner = inside(inner, part)?;
        }
        Some((outer, inner))
    }

    fn see(&self, eyes: &Eyes, outer: &Field, inner: &Field) -> bool {
        let mut parties = eyes.parties().iter();
        eyes.see_the_whole()
            || parties.any(|party| eyes.lets(party, &inner.path) && self.party_sees(party, outer, inner))
    }

    /// Whether the party sees the field, whatever consent says.
    fn party_sees(&self, party: &PartyId, outer: &Field, inner: &Field) -> bool {
        let hides = |field: &Field| {
            let mut protected = self.run.protected(&field.path);
            protected.any(|what| self.case.protection.holds(what))
        };
        let hidden = !self.case.protection.is_none() && (hides(outer) || hides(inner));
        if hidden && !self.knows_protected(party) {
            return false;
        }
        let narrow = |field: &Field| field.seen_by == Sight::Narrow;
        let is_time = |field: &Field| self.is_time_for(party, field.seen_in.get(party));
        if !is_time(outer) || !is_time(inner) {
            return false;
        }
        self.is_meant(party, outer)
            && (std::ptr::eq(outer, inner) || narrow(inner) || self.is_meant(party, inner))
    }

    /// Whether the field is for the party's eyes: it is named, or it needs the field for its work.
    fn is_meant(&self, party: &PartyId, field: &Field) -> bool {
        match &field.seen_by {
            Sight::Everyone => true,
            Sight::Parties(list) => list.contains(party),
            Sight::Narrow => {
                let needed = self.run.needed_by.get(&field.path);
                field.said_by.as_ref() == Some(party)
                    || needed
                        .into_iter()
                        .flatten()
                        .any(|item| self.works_on(party, item))
            }
        }
    }

    /// The parties of the flow that do not see a field now, whoever is bound to them: in the order of the flow.
    #[must_use]
    pub fn unseen_by(&self, path: &FieldPath) -> Vec<&PartyId> {
        let Some((outer, inner)) = self.field_and_outer(path) else {
            return Vec::new();
        };
        let parties = self.run.flow.parties.keys();
        parties
            .filter(|party| !self.party_sees(party, outer, inner))
            .collect()
    }

    /// Why not all parties see a field: what is said at it, at what it lies in, or of the flow.
    #[must_use]
    pub fn unseen_because(&self, path: &FieldPath) -> Option<&Text> {
        let (outer, inner) = self.field_and_outer(path)?;
        let own = inner.unseen_because.as_ref().or(outer.unseen_because.as_ref());
        own.or(self.run.flow.about.unseen_because.as_ref())
    }

    /// Whether the item is the party's work: by the flow, or since it was handed over.
    fn works_on(&self, party: &PartyId, item: &ItemId) -> bool {
        let handed = || {
            let rows = self.run.is_set(item).then(|| self.run.children(self.case, item));
            let mut all = rows.into_iter().flatten().chain([item.clone()]);
            all.any(|item| self.case.item(&item).handed_to.as_ref() == Some(party))
        };
        self.run.flow.items.get(item).is_some_and(|item| {
            item.owner.as_ref() == Some(party) || item.also_by.contains(party) || handed()
        })
    }

    /// A value as these eyes may see it: columns and fields inside that they do not see are left out.
    #[must_use]
    pub fn seen_value(&self, eyes: &Eyes, path: &FieldPath, value: &Value) -> Option<Value> {
        let (outer, field) = self.field_and_outer(path)?;
        if !self.see(eyes, outer, field) {
            return None;
        }
        let keep = |record: &Record| -> Record {
            let seen = |name: &&String| inside(field, name).is_some_and(|inner| self.see(eyes, outer, inner));
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

    /// Whether these eyes see the item: of those who do it, take part, lead, or wait for it.
    #[must_use]
    pub fn sees_item(&self, parties: &Eyes, item: &Item) -> bool {
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
    fn waits_for(&self, parties: &Eyes, other: &Item, item: &Item) -> bool {
        let owners = [self.owner(other), other.owner.clone()].into_iter().flatten();
        let owned = owners.into_iter().any(|owner| parties.contains(&owner));
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

/// A column or field inside.
fn inside<'f>(field: &'f Field, name: &str) -> Option<&'f Field> {
    match &field.kind {
        FieldKind::List { columns } => columns.get(name),
        FieldKind::Record { fields } => fields.get(name),
        _ => None,
    }
}

/// For each field that says nothing of who sees it, the items whose owner needs it: they fill it, or a guard that holds
/// them up reads it.
pub(super) fn needed_by(flow: &Flow, guards: &Guards) -> BTreeMap<FieldPath, Vec<ItemId>> {
    let mut needed: BTreeMap<FieldPath, Vec<ItemId>> = BTreeMap::new();
    let narrow = flow.data.fields().filter(|field| field.seen_by == Sight::Narrow);
    for field in narrow {
        let items = flow
            .items
            .values()
            .filter(|item| needs(guards, item, &field.path));
        needed.insert(field.path.clone(), items.map(|item| item.id.clone()).collect());
    }
    needed
}

fn needs(guards: &Guards, item: &Item, path: &FieldPath) -> bool {
    let reads = |guard: Option<&Guard>| guard.is_some_and(|guard| guard.reads().fields.contains(path));
    let fills = |filled: &FieldPath| starts_with(filled, path) || starts_with(path, filled);
    let id = item.id.base();
    item.fills.iter().any(fills)
        || reads(guards.when.get(id))
        || reads(guards.only_while.get(id))
        || reads(guards.done_when.get(id))
        || guards
            .opened_by
            .get(id)
            .into_iter()
            .flatten()
            .any(|guard| reads(guard.as_ref()))
}

/// For each field that tells something that may be protected, what; what follows from such a field tells it too.
pub(super) fn protected(flow: &Flow, guards: &Guards) -> BTreeMap<FieldPath, Vec<Protected>> {
    let mut marked: Vec<(&FieldPath, Protected)> = Vec::new();
    for field in flow.data.fields() {
        let inner = match &field.kind {
            FieldKind::List { columns: inner } | FieldKind::Record { fields: inner } => Some(inner),
            _ => None,
        };
        let inner = inner.into_iter().flat_map(|inner| inner.values());
        let all = std::iter::once(field).chain(inner);
        marked.extend(all.filter_map(|field| Some((&field.path, field.protected?))));
    }
    let mut found: BTreeMap<FieldPath, Vec<Protected>> = BTreeMap::new();
    for (path, what) in &marked {
        found.entry((*path).clone()).or_default().push(*what);
    }
    let near = |one: &FieldPath, other: &FieldPath| starts_with(one, other) || starts_with(other, one);
    for (path, guard) in &guards.is {
        let reads = &guard.reads().fields;
        let told = marked
            .iter()
            .filter(|(marked, _)| reads.iter().any(|read| near(read, marked)));
        let told: Vec<Protected> = told.map(|(_, what)| *what).collect();
        if !told.is_empty() {
            found.entry(path.clone()).or_default().extend(told);
        }
    }
    found
}
