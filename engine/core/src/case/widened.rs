//! What parties see more of by a newer version of a flow than by the one before, in sentences: proved from the two flows
//! alone.

use std::collections::BTreeMap;

use super::Runnable;
use super::matrix::{CanSee, Seen};
use crate::flow::{Field, Item, ItemKind, Party, RungAction, Sight};
use crate::id::{FieldPath, FlowId, ItemId, PartyId, PhaseId};
use crate::text::Message;

/// What stands in for a party that the version before had not.
const NOTHING: Seen = Seen {
    can: CanSee::Never,
    by_consent: false,
    unless: None,
};

/// What a version is held against.
#[derive(Clone, Copy, Debug)]
pub struct VersionsBefore<'r> {
    /// Versions of the flow, the newest first. What that no longer has counts as the last of the others had it, so that
    /// nothing is shown to more by being taken out and put back.
    pub versions: &'r [Runnable],
    /// The flows that sub-cases run by, as they were published last.
    pub subcases: &'r BTreeMap<FlowId, Runnable>,
}

impl<'r> VersionsBefore<'r> {
    pub(super) fn newest(&self) -> Option<&'r Runnable> {
        self.versions.first()
    }

    /// The last version that had a field, or a part of one.
    pub(super) fn with_field(&self, path: &FieldPath) -> Option<&'r Runnable> {
        let mut versions = self.versions.iter();
        versions.find(|run| run.all_fields().any(|(_, inner)| inner.path == *path))
    }

    /// The last version that had an item.
    fn with_item(&self, id: &ItemId) -> Option<&'r Runnable> {
        self.versions.iter().find(|run| run.flow.items.contains_key(id))
    }

    /// The last version that had a party.
    fn with_party(&self, id: &PartyId) -> Option<&'r Runnable> {
        self.versions.iter().find(|run| run.flow.parties.contains_key(id))
    }
}

impl Runnable {
    /// A sentence for each field and item of the versions before that a party sees more of by this one: itself, by what
    /// follows from it, for longer, or through a sub-case. What is new and follows from nothing holds nothing yet.
    #[must_use]
    pub fn widened(&self, before: &VersionsBefore<'_>) -> Vec<Message> {
        let mut told = Vec::new();
        for party in self.flow.parties.values() {
            let known = before.with_party(&party.id);
            let known = known.and_then(|run| Some((run, run.flow.parties.get(&party.id)?)));
            if known.is_some_and(|(run, known)| self.looks_longer(party, run, known)) {
                told.push(Message::new("widened-longer").with("party", party.title.clone()));
            }
            for (outer, inner) in self.all_fields() {
                let run = before.with_field(&inner.path);
                let how = run.and_then(|run| {
                    let old = run.all_fields().find(|(_, old)| old.path == inner.path)?;
                    self.sees_more(party, (outer, inner), run, old)
                });
                let follows = || self.tells_more(party, inner, before).then_some("widened-told");
                if let Some(how) = how.or_else(follows) {
                    let title = inner.title.clone();
                    told.push(
                        Message::new(how)
                            .with("party", party.title.clone())
                            .with("what", title),
                    );
                }
            }
            for (id, item) in &self.flow.items {
                let run = before.with_item(id);
                let old = run.and_then(|run| Some((run, run.flow.items.get(id)?)));
                let was_hidden = old.is_some_and(|(run, old)| !run.may_come_to_see(old, party));
                if was_hidden && self.may_come_to_see(item, party) {
                    let title = item.title.clone();
                    let sees = Message::new("widened-item").with("party", party.title.clone());
                    told.push(sees.with("what", title));
                }
            }
            told.extend(self.hands_on_more(party, before));
        }
        told
    }

    /// How a party sees more of a field in any phase; none where it does not.
    fn sees_more(
        &self,
        party: &Party,
        (outer, inner): (&Field, &Field),
        before: &Self,
        (old_outer, old_inner): (&Field, &Field),
    ) -> Option<&'static str> {
        let mine = self.onlookers().filter(|one| one.party.id == party.id);
        mine.filter_map(|one| {
            let now = self.can_see(&one, outer, inner);
            let old = before.seen_in(party, one.phase, (old_outer, old_inner));
            more(old, now)
        })
        .next()
    }

    /// What a party saw of a field in a phase; where the flow had no such phase, what it saw in any.
    fn seen_in(&self, party: &Party, phase: Option<&PhaseId>, (outer, inner): (&Field, &Field)) -> Seen {
        let known = phase.is_none_or(|phase| self.flow.phases.contains_key(phase));
        let mine = self.onlookers().filter(|one| one.party.id == party.id);
        let there = mine.filter(|one| !known || one.phase == phase);
        let seen = there.map(|one| self.can_see(&one, outer, inner));
        seen.max_by_key(|seen| (seen.can, !seen.by_consent, seen.unless.is_none()))
            .unwrap_or(NOTHING)
    }

    /// Whether a party sees the case at times at which it did not.
    fn looks_longer(&self, party: &Party, before: &Self, known: &Party) -> bool {
        let (now, old) = (&party.sees_in, &known.sees_in);
        let begins = |run: &Self, phase: &PhaseId| run.flow.phases.get(phase).map(|phase| phase.from.clone());
        let otherwise =
            |phase: &PhaseId| !old.phases.contains(phase) || begins(self, phase) != begins(before, phase);
        let longer = now.and_after.is_some() && now.and_after != old.and_after;
        !old.phases.is_empty() && (now.phases.is_empty() || longer || now.phases.iter().any(otherwise))
    }

    /// Whether a field that a party sees follows from one of the versions before that it never saw.
    fn tells_more(&self, party: &Party, field: &Field, before: &VersionsBefore<'_>) -> bool {
        let sees = |run: &Self, path: &FieldPath| run.sees(&party.id, path);
        let mut sources = self.sources(&field.path).peekable();
        if sources.peek().is_none() || !sees(self, &field.path) {
            return false;
        }
        sources.any(|read| {
            let Some(old) = before.with_field(read) else {
                return false;
            };
            let told = sees(old, &field.path) && old.sources(&field.path).any(|one| one == read);
            !told && !sees(old, read) && !sees(self, read)
        })
    }

    /// What a field follows from: by itself, as it begins, and by what items set.
    fn sources<'r>(&'r self, path: &'r FieldPath) -> impl Iterator<Item = &'r FieldPath> {
        let set = self.guards.sets.values().flatten().chain(&self.guards.starts_as);
        let set = set.filter(move |(set, _)| *set == *path).map(|(_, guard)| guard);
        let all = self.guards.is.get(path).into_iter().chain(set);
        all.flat_map(|guard| &guard.reads().fields)
    }

    /// Whether a party may come to see an item, as a case's `sees_item` says.
    fn may_come_to_see(&self, item: &Item, party: &Party) -> bool {
        match &item.seen_by {
            Sight::Everyone => return true,
            Sight::Parties(list) => return list.contains(&party.id),
            Sight::Narrow => {}
        }
        if item.kind == ItemKind::Stage {
            let mut inside = self.flow.inside(Some(&item.id));
            return inside.any(|inner| self.may_come_to_see(inner, party));
        }
        let leads = |one: &Party| {
            let leader = self.flow.leader_of(&one.id);
            leader.is_some_and(|leader| leader.id == party.id)
        };
        let mut parties = self.flow.parties.values();
        parties.any(|one| (one.id == party.id || leads(one)) && self.may_own(item, &one.id))
            || item.also_by.contains(&party.id)
            || item.with.contains(&party.id)
            || self
                .flow
                .items
                .values()
                .any(|other| self.may_wait(party, other, item))
    }

    fn may_own(&self, item: &Item, party: &PartyId) -> bool {
        let clocks = self.flow.clocks.values();
        let clocks = clocks.filter(|clock| clock.item.as_ref() == Some(&item.id));
        let mut rungs = clocks.flat_map(|clock| &clock.ladder);
        item.owner.as_ref() == Some(party)
            || self.may_own_a_row(item, party)
            || rungs.any(|rung| matches!(&rung.does, RungAction::HandTo(to) if to == party))
    }

    /// Whether the party may own work that waits for the item or makes it owed, or is owed it.
    fn may_wait(&self, party: &Party, other: &Item, item: &Item) -> bool {
        let mut debts = other.debts.iter().filter(|debt| debt.item == item.id);
        let waits = other.after.iter().any(|after| after.items().contains(&item.id))
            || other.opens_on(item.id.base())
            || other.owes.contains(&item.id)
            || other.not_while_owed.contains(&item.id);
        debts.any(|debt| debt.to.as_ref() == Some(&party.id)) || (waits && self.may_own(other, &party.id))
    }
}

/// The key of the sentence that says what is more.
fn more(old: Seen, now: Seen) -> Option<&'static str> {
    match (old.can, now.can) {
        (_, CanSee::Never) => None,
        (CanSee::Never, _) => Some("widened-field"),
        (CanSee::HandedOver, CanSee::Bound) => Some("widened-at-once"),
        _ if old.by_consent && !now.by_consent => Some("widened-without-consent"),
        _ if old.unless.is_some() && now.unless.is_none() => Some("widened-protected"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::flow::read;
    use crate::guard::compile_all;
    use crate::text::Language;

    const FLOW: &str = "samspil: 1
flow: sights
title: Sigt
parties:
  worker: {title: Rådgiver, side: authority}
  head: {title: Leder, side: authority, optional: true}
  citizen: {title: Borger, side: citizen}
  friend: {title: Bisidder, side: relative, optional: true, needs: consent}
data:
  d:
    plain: {type: text, title: Ønsker, seen_by: [citizen]}
    own: {type: text, title: Notat}
    told: {type: text, title: Besked, seen_by: [friend]}
does:
  assess: {task: Vurdér, by: worker, fills: [d.plain, d.own, d.told]}
";

    fn runnable(text: &str) -> Runnable {
        let (flow, findings) = read(text);
        let flow = flow.unwrap_or_else(|| panic!("{findings:?}"));
        let (guards, _) = compile_all(&flow);
        Runnable::new(flow, guards, 1, Calendar::default())
    }

    #[test]
    fn what_is_seen_more_of_is_said_and_nothing_else() {
        let before = runnable(FLOW);
        let before = VersionsBefore {
            versions: std::slice::from_ref(&before),
            subcases: &BTreeMap::new(),
        };
        for (from, to, expected) in [
            ("title: Sigt", "title: Sigt igen", &[][..]),
            (
                "Notat}",
                "Notat, seen_by: everyone}",
                &["Bisidder Notat", "Borger Notat", "Leder Notat"],
            ),
            (
                "seen_by: [citizen]",
                "seen_by: [citizen, head]",
                &["Leder Ønsker"],
            ),
            ("seen_by: [citizen]", "seen_by: [head]", &["Leder Ønsker"]),
            ("seen_by: [citizen]", "seen_by: []", &[]),
            (
                "seen_by: [citizen]}",
                "seen_by: [citizen]}\n    more: {type: text, title: Nyt, seen_by: everyone}",
                &[],
            ),
            (
                "title: Leder, side: authority,",
                "title: Leder, side: authority, leads: worker,",
                &["Leder Vurdér"],
            ),
            (
                "    told:",
                "    sum: {is: d.own == \"Nej\", title: Sum, seen_by: [citizen]}\n    told:",
                &["Borger Sum"],
            ),
            (", needs: consent", "", &["Bisidder Besked"]),
            (
                "by: worker,",
                "by: worker, seen_by: everyone,",
                &["Bisidder Vurdér", "Borger Vurdér", "Leder Vurdér"],
            ),
            (
                "by: worker,",
                "by: worker, also_by: [head],",
                &["Leder Notat", "Leder Vurdér"],
            ),
        ] {
            assert!(FLOW.contains(from), "{from}");
            let after = runnable(&FLOW.replace(from, to));
            let words = |told: &Message, name: &str| told.args[name].words(Language::Danish);
            let told = after.widened(&before);
            let mut told: Vec<String> = told
                .iter()
                .map(|told| format!("{} {}", words(told, "party"), words(told, "what")))
                .collect();
            told.sort();
            assert_eq!(told, expected, "{to}");
        }
    }

    #[test]
    fn what_is_taken_out_and_put_back_is_held_against_what_it_was() {
        let own = "    own: {type: text, title: Notat}\n";
        let without = FLOW.replace(own, "").replace(", d.own", "");
        let shown = own.replace("Notat}", "Notat, seen_by: [citizen]}");
        let no_head = FLOW.replace("  head: {title: Leder, side: authority, optional: true}\n", "");
        for (versions, after, expected) in [
            // The newest first.
            (vec![without.as_str(), FLOW], FLOW.replace(own, &shown), &["Borger Notat"][..]),
            (vec![without.as_str()], FLOW.replace(own, &shown), &[]),
            (vec![without.as_str(), FLOW], FLOW.to_owned(), &[]),
            // What it was last counts, not what it once was.
            (
                vec![without.as_str(), &FLOW.replace(own, &shown), FLOW],
                FLOW.replace(own, &shown),
                &[],
            ),
            (
                vec![
                    &FLOW.replace("  assess:", "  other:"),
                    &FLOW.replace("by: worker,", "by: worker, seen_by: [worker],"),
                ],
                FLOW.replace("by: worker,", "by: worker, seen_by: [head],"),
                &["Leder Vurdér"],
            ),
            // A party that was not there saw nothing.
            (
                vec![no_head.as_str(), FLOW],
                FLOW.replace("seen_by: [citizen]", "seen_by: [citizen, head]"),
                &["Leder Notat", "Leder Ønsker"],
            ),
            (
                vec![without.as_str(), FLOW],
                without.replace("    told:", "    own: {type: text, title: Andet}\n    sum: {is: d.own == \"Nej\", title: Sum, seen_by: [citizen]}\n    told:"),
                &["Borger Sum"],
            ),
        ] {
            let versions: Vec<Runnable> = versions.into_iter().map(runnable).collect();
            let before = VersionsBefore {
                versions: &versions,
                subcases: &BTreeMap::new(),
            };
            let words = |told: &Message, name: &str| told.args[name].words(Language::Danish);
            let told = runnable(&after).widened(&before);
            let mut told: Vec<String> = told
                .iter()
                .map(|told| format!("{} {}", words(told, "party"), words(told, "what")))
                .collect();
            told.sort();
            assert_eq!(told, expected, "{after}");
        }
    }

    #[test]
    fn how_more_is_seen_is_said() {
        let seen = |can, by_consent, protected: bool| Seen {
            can,
            by_consent,
            unless: protected.then_some(crate::flow::Protected::Address),
        };
        for (old, now, how) in [
            (NOTHING, NOTHING, None),
            (
                NOTHING,
                seen(CanSee::HandedOver, true, true),
                Some("widened-field"),
            ),
            (
                seen(CanSee::HandedOver, false, false),
                seen(CanSee::Bound, false, false),
                Some("widened-at-once"),
            ),
            (
                seen(CanSee::Bound, true, false),
                seen(CanSee::Bound, false, false),
                Some("widened-without-consent"),
            ),
            (
                seen(CanSee::Bound, false, true),
                seen(CanSee::Bound, false, false),
                Some("widened-protected"),
            ),
            (
                seen(CanSee::Bound, false, false),
                seen(CanSee::HandedOver, false, false),
                None,
            ),
            (
                seen(CanSee::Bound, false, false),
                seen(CanSee::Bound, true, true),
                None,
            ),
        ] {
            assert_eq!(more(old, now), how, "{old:?} {now:?}");
        }
    }
}
