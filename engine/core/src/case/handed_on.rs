//! What parties see more of by a newer version of a flow through its sub-cases: what those are given, what is taken out of
//! them, and who is bound in them as whom.

use std::collections::BTreeSet;

use super::Runnable;
use super::widened::VersionsBefore;
use crate::flow::{Item, ItemKind, Party, SubcaseOf};
use crate::id::{FieldPath, PartyId};
use crate::text::{Message, Text};

impl Runnable {
    /// A sentence for each thing that a party comes to see through a sub-case and saw nowhere before.
    pub(super) fn hands_on_more(&self, party: &Party, before: &VersionsBefore<'_>) -> Vec<Message> {
        let mut told = Vec::new();
        for (item, of) in self.subcases() {
            let sentence = |key: &'static str, what: Text| {
                let sentence = Message::new(key).with("party", party.title.clone());
                sentence.with("what", what).with("item", item.title.clone())
            };
            for path in self.given(item, of, party, before) {
                let saw = before.with_field(path).is_some_and(|old| {
                    old.sees_whole(&party.id, path) || old.hands_on(&party.id, path, before)
                });
                let is_new = before.with_field(path).is_none();
                if !saw && !is_new && !self.sees_whole(&party.id, path) {
                    let title = self.flow.data.field(path).map(|field| field.title.clone());
                    told.push(sentence(
                        "widened-given",
                        title.unwrap_or_else(|| Text::danish(path.as_str())),
                    ));
                }
            }
            for taken in &of.takes {
                let sees = self.sees(&party.id, &taken.mine);
                let is_there = self.sees_there(of, &party.id, &taken.theirs, before) == Some(true);
                let took = |old: &Self| old.takes_over(of, &party.id, &taken.theirs);
                if sees && !is_there && !before.newest().is_some_and(took) {
                    let title = self.flow.data.field(&taken.mine).map(|field| field.title.clone());
                    let title = title.unwrap_or_else(|| Text::danish(taken.mine.as_str()));
                    told.push(sentence("widened-taken", title));
                }
            }
            for theirs in self.bound_otherwise(of, party, before) {
                let there = before.subcases.get(&of.flow).unwrap_or(self);
                let known = there.flow.parties.get(&theirs).map(|known| known.title.clone());
                let title = known.unwrap_or_else(|| Text::danish(theirs.as_str()));
                told.push(sentence("widened-bound-as", title));
            }
        }
        told
    }

    fn subcases(&self) -> impl Iterator<Item = (&Item, &SubcaseOf)> {
        self.flow.items.values().filter_map(|item| match &item.kind {
            ItemKind::Subcase(of) => Some((item, of.as_ref())),
            _ => None,
        })
    }

    /// What fields of this case are told to a sub-case in a field that the party sees there.
    fn given<'r>(
        &'r self,
        item: &Item,
        of: &SubcaseOf,
        party: &Party,
        before: &VersionsBefore<'_>,
    ) -> BTreeSet<&'r FieldPath> {
        let given = self.guards.gives.get(&item.id).into_iter().flatten();
        let seen = given.filter(|(theirs, _)| self.sees_there(of, &party.id, theirs, before) != Some(false));
        seen.flat_map(|(_, guard)| &guard.reads().fields).collect()
    }

    /// Whether what a field holds is told to a sub-case in a field that the party sees there.
    fn hands_on(&self, party: &PartyId, path: &FieldPath, before: &VersionsBefore<'_>) -> bool {
        let Some(party) = self.flow.parties.get(party) else {
            return false;
        };
        let mut all = self.subcases();
        all.any(|(item, of)| self.given(item, of, party, before).contains(path))
    }

    /// Whether a party sees what a field of such a sub-case held when that closed.
    fn takes_over(&self, of: &SubcaseOf, party: &PartyId, theirs: &FieldPath) -> bool {
        let same = self.subcases().filter(|(_, one)| one.flow == of.flow);
        let mut taken = same.flat_map(|(_, one)| &one.takes);
        taken.any(|taken| taken.theirs == *theirs && self.sees(party, &taken.mine))
    }

    /// The sub-case's parties that this one is bound as there, and as whom such sub-cases bound somebody else before.
    fn bound_otherwise(
        &self,
        of: &SubcaseOf,
        party: &Party,
        before: &VersionsBefore<'_>,
    ) -> BTreeSet<PartyId> {
        let Some(old) = before.newest() else {
            return BTreeSet::new();
        };
        let same = |run: &Self| -> Vec<SubcaseOf> {
            let all = run.subcases().filter(|(_, one)| one.flow == of.flow);
            all.map(|(_, one)| one.clone()).collect()
        };
        let then = same(old);
        let bound = self.bound_as(of, &party.id, before).into_iter();
        bound
            .filter(|theirs| {
                let was = |one: &SubcaseOf| mine_of(one, theirs) == &party.id;
                !then.is_empty() && !then.iter().any(was)
            })
            .collect()
    }

    /// The sub-case's parties that a party of this case is bound as there.
    fn bound_as(&self, of: &SubcaseOf, party: &PartyId, before: &VersionsBefore<'_>) -> BTreeSet<PartyId> {
        let named = of.parties.iter().map(|bound| &bound.theirs);
        let there = before.subcases.get(&of.flow);
        let known = there.into_iter().flat_map(|there| there.flow.parties.keys());
        // Whoever is called the same is there wherever nobody knows that flow.
        let same = there.is_none().then_some(party);
        let all = named.chain(known).chain(same);
        all.filter(|theirs| mine_of(of, theirs) == party)
            .cloned()
            .collect()
    }

    /// Whether a party sees a field of a sub-case with the eyes that it has there; none where nobody knows the flow.
    fn sees_there(
        &self,
        of: &SubcaseOf,
        party: &PartyId,
        theirs: &FieldPath,
        before: &VersionsBefore<'_>,
    ) -> Option<bool> {
        let there = before.subcases.get(&of.flow)?;
        let mut eyes = self.bound_as(of, party, before).into_iter();
        Some(eyes.any(|eye| there.sees(&eye, theirs)))
    }

    /// Whether a party may come to see a field.
    pub(super) fn sees(&self, party: &PartyId, path: &FieldPath) -> bool {
        self.never_sees(party, path, None) == Some(false)
    }

    /// Whether a party may come to see a field with every part of it.
    fn sees_whole(&self, party: &PartyId, path: &FieldPath) -> bool {
        let mut parts = self
            .all_fields()
            .filter(|(outer, _)| outer.path == *path)
            .peekable();
        parts.peek().is_some() && parts.all(|(_, inner)| self.sees(party, &inner.path))
    }
}

/// The party of this case as which a party of the sub-case is bound.
fn mine_of<'a>(of: &'a SubcaseOf, theirs: &'a PartyId) -> &'a PartyId {
    let named = of.parties.iter().find(|bound| bound.theirs == *theirs);
    named.map_or(theirs, |bound| &bound.mine)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::calendar::Calendar;
    use crate::flow::read;
    use crate::guard::compile_all;
    use crate::id::FlowId;
    use crate::text::Language;

    const OWN: &str = "samspil: 1
flow: own
title: Sag
parties:
  worker: {title: Rådgiver, side: authority}
  head: {title: Leder, side: authority, optional: true}
  provider: {title: Udfører, side: provider}
data:
  d:
    need: {type: text, title: Behov, seen_by: [worker, provider]}
    note: {type: text, title: Notat, seen_by: [worker]}
    lines: {list: {hours: {type: text, title: Timer}, price: {type: text, title: Pris, seen_by: [worker]}}, title: Linjer, seen_by: [worker, provider]}
    found: {type: text, title: Fundet, optional: true, seen_by: [worker]}
does:
  assess: {task: Vurdér, by: worker, fills: [d.need, d.note, d.lines]}
  place:
    subcase: Find en plads
    begins: placement
    after: assess
    gives: {p.asked: d.need}
    takes: {d.found: p.secret}
    parties: {manager: worker}
";

    const THERE: &str = "samspil: 1
flow: placement
title: Plads
parties:
  manager: {title: Visitator, side: authority}
  provider: {title: Udfører, side: provider}
data:
  p:
    asked: {type: text, title: Ønsket, seen_by: everyone}
    secret: {type: text, title: Hemmeligt, optional: true, seen_by: [manager]}
does:
  find: {task: Find, by: manager, fills: [p.secret]}
";

    fn runnable(text: &str) -> Runnable {
        let (flow, findings) = read(text);
        let flow = flow.unwrap_or_else(|| panic!("{findings:?}"));
        let (guards, _) = compile_all(&flow);
        Runnable::new(flow, guards, 1, Calendar::default())
    }

    #[test]
    fn what_is_seen_through_a_sub_case_is_said_and_nothing_else() {
        let before = runnable(OWN);
        for (from, to, expected) in [
            ("title: Sag", "title: Sagen", &[][..]),
            (
                "p.asked: d.need",
                "p.asked: d.note",
                &["widened-given Udfører Notat"],
            ),
            // Only part of what is given was seen.
            (
                "p.asked: d.need",
                "p.asked: exists(d.lines)",
                &["widened-given Udfører Linjer"],
            ),
            // Nobody but the authority sees it there.
            ("gives: {p.asked: d.need}", "gives: {p.secret: d.note}", &[]),
            ("gives: {p.asked: d.need}", "gives: {}", &[]),
            // What is new holds nothing yet.
            (
                "gives: {p.asked: d.need}",
                "gives: {p.asked: d.need, p.secret: today}",
                &[],
            ),
            (
                "parties: {manager: worker}",
                "parties: {manager: head}",
                &["widened-bound-as Leder Visitator", "widened-given Leder Behov"],
            ),
            (
                "parties: {manager: worker}",
                "parties: {manager: worker, provider: head}",
                &["widened-bound-as Leder Udfører", "widened-given Leder Behov"],
            ),
            (
                "optional: true, seen_by: [worker]}",
                "optional: true, seen_by: [worker, provider]}",
                &["widened-taken Udfører Fundet"],
            ),
            ("takes: {d.found: p.secret}", "takes: {d.found: p.asked}", &[]),
        ] {
            assert!(OWN.contains(from), "{from}");
            assert_eq!(
                told(&OWN.replace(from, to), &before, Some(THERE)),
                expected,
                "{to}"
            );
        }
    }

    /// What is told of a version, through sub-cases alone.
    fn told(after: &str, before: &Runnable, there: Option<&str>) -> Vec<String> {
        let after = runnable(after);
        let subcases = there.map(|text| (FlowId::new("placement").unwrap(), runnable(text)));
        let subcases: BTreeMap<FlowId, Runnable> = subcases.into_iter().collect();
        let versions = std::slice::from_ref(before);
        let before = VersionsBefore {
            versions,
            subcases: &subcases,
        };
        let parties = after.flow.parties.values();
        let told = parties.flat_map(|party| after.hands_on_more(party, &before));
        let words = |told: &Message, name: &str| told.args[name].words(Language::Danish);
        let mut told: Vec<String> = told
            .map(|told| format!("{} {} {}", told.key, words(&told, "party"), words(&told, "what")))
            .collect();
        told.sort();
        told
    }

    #[test]
    fn a_flow_that_nobody_knows_may_show_everything() {
        let before = runnable(OWN);
        let given = OWN.replace("p.asked: d.need", "p.asked: d.note");
        assert_eq!(
            told(&given, &before, None),
            ["widened-given Leder Notat", "widened-given Udfører Notat"]
        );
        assert_eq!(told(OWN, &before, None), [""; 0]);
    }
}
