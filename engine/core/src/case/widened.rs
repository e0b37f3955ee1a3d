//! What parties see more of by a newer version of a flow than by the one before, in sentences: proved from the two flows
//! alone.

use super::Runnable;
use super::matrix::{CanSee, Seen};
use crate::flow::{Field, Item, Party, Sight};
use crate::id::PhaseId;
use crate::text::Message;

/// What stands in for a party that the version before had not.
const NOTHING: Seen = Seen {
    can: CanSee::Never,
    by_consent: false,
    unless: None,
};

impl Runnable {
    /// A sentence for each field and item of the version before that a party sees more of by this one. What is new here
    /// holds nothing yet, so its sight is none of these.
    #[must_use]
    pub fn widened(&self, before: &Self) -> Vec<Message> {
        let mut told = Vec::new();
        for party in self.flow.parties.values() {
            for (outer, inner) in self.all_fields() {
                let old = before.all_fields().find(|(_, old)| old.path == inner.path);
                if let Some((old_outer, old_inner)) = old
                    && let Some(how) = self.sees_more(party, (outer, inner), before, (old_outer, old_inner))
                {
                    let title = inner.title.clone();
                    told.push(
                        Message::new(how)
                            .with("party", party.title.clone())
                            .with("what", title),
                    );
                }
            }
            for (id, item) in &self.flow.items {
                let old = before.flow.items.get(id);
                let was_there = old.is_some_and(|old| !names(old, party));
                if was_there && names(item, party) {
                    let title = item.title.clone();
                    let sees = Message::new("widened-item").with("party", party.title.clone());
                    told.push(sees.with("what", title));
                }
            }
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

/// Whether a party sees an item by name, or has to do with it.
fn names(item: &Item, party: &Party) -> bool {
    let named = match &item.seen_by {
        Sight::Everyone => true,
        Sight::Parties(list) => list.contains(&party.id),
        Sight::Narrow => false,
    };
    let own = item.owner.as_ref() == Some(&party.id);
    named || own || item.also_by.contains(&party.id) || item.with.contains(&party.id)
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
