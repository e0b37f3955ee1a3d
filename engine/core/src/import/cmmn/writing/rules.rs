//! The rules of an item as words of the flow language.

use crate::flow::Awaited;
use crate::import::cmmn::model::{PlanItem, Repetition, Rule};
use crate::text::Message;

use super::planned::is_piece;
use super::question::Holds;
use super::{Keys, TRUE, Writing};

impl<'x> Writing<'x, '_> {
    /// Started by hand, required, and what its stage waits for.
    ///
    /// Where its stage waits for all as long as a condition says so, the item is `kept` that long.
    pub(super) fn rules(&mut self, item: &PlanItem<'x>, name: &str, kept: &Holds, keys: &mut Keys) {
        if item.discretionary.is_none() || is_piece(item) {
            match item.by_hand.as_ref().map(|rule| self.holds(rule, name, true)) {
                Some(Holds::Always) if is_piece(item) => keys.put("by_hand_when", TRUE),
                Some(Holds::Always) => keys.put("starts", "by_hand"),
                Some(Holds::When(guard)) => keys.put("by_hand_when", guard),
                Some(Holds::Never) | None => {}
            }
        }
        let mut required = item
            .required
            .as_ref()
            .map_or(Holds::Never, |rule| self.holds(rule, name, false));
        if item.awaited == Awaited::AsItsStageSays && item.discretionary.is_none() {
            required = required.or(kept.clone());
        }
        match required {
            Holds::Always => keys.put("required", TRUE),
            Holds::When(guard) => keys.put("required", guard),
            Holds::Never => {}
        }
        let word = match item.awaited {
            Awaited::AsItsStageSays => return,
            Awaited::OncePossible => "once_possible",
            Awaited::UnderWay => "under_way",
            Awaited::FirstTime => "first_time",
            Awaited::Never => "never",
        };
        keys.put("waited_for", word);
    }

    fn holds(&self, rule: &Rule<'x>, name: &str, next: bool) -> Holds {
        match rule {
            Rule::Always => Holds::Always,
            Rule::When(condition) => self.conditions.written(condition, Some(name), next),
        }
    }

    /// What makes an item happen again: its rule, and how often its timer comes.
    pub(super) fn repeats(
        &mut self,
        item: &PlanItem<'x>,
        name: &str,
        timer: Option<Option<u32>>,
        keys: &mut Keys,
    ) {
        let mut again = Keys::default();
        let rule = item.repetition.as_ref();
        if let Some(repetition) = rule {
            self.collection(repetition, item);
            let next = !item.entry.is_empty();
            match self.holds(&repetition.rule, name, next) {
                Holds::Always => again.put("while", TRUE),
                Holds::When(guard) => again.put("while", guard),
                // With something that opens it, not even the first round may come.
                Holds::Never if next => again.put("while", "false"),
                Holds::Never => {}
            }
            let only_when = |item: &PlanItem<'_>| item.entry.iter().any(|criterion| criterion.on.is_empty());
            match repetition.side_by_side {
                Some(most) if next => again.put("side_by_side", most.to_string()),
                // A condition that goes on holding would ask for rounds without end.
                None if next && only_when(item) => again.put("side_by_side", "1"),
                _ => {}
            }
        } else if timer.is_some() {
            again.put("while", TRUE);
        }
        if let Some(Some(most)) = timer {
            again.put("at_most", most.to_string());
        }
        if !again.0.is_empty() {
            keys.put("repeats", again.map());
        }
    }

    fn collection(&mut self, repetition: &Repetition<'x>, item: &PlanItem<'x>) {
        if let Some(collection) = &repetition.collection {
            let what = Message::new("import-cmmn-collection")
                .with("item", Self::title_of(item))
                .with("name", collection.as_str());
            self.found.not_carried(&item.id, repetition.at, what);
        }
    }
}
