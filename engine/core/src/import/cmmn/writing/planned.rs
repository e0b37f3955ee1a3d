//! What a model leaves to people to plan: its planning tables as `unplanned`.

use crate::import::Yaml;
use crate::import::cmmn::model::{Plan, PlanItem};

use super::question::Holds;
use super::{Keys, Writing};

/// Whether a discretionary item is more than optional work: others than whoever does it plan it, or once it is planned it
/// waits for something, is begun by a person, or comes again. What is planned with all of a fragment is optional.
pub(super) fn is_piece(item: &PlanItem<'_>) -> bool {
    let goes_on = !item.entry.is_empty() || item.by_hand.is_some() || item.repetition.is_some();
    let more = !item.planned_by.is_empty() || (goes_on && !item.of_fragment);
    item.discretionary.is_some() && more
}

impl<'x> Writing<'x, '_> {
    /// What people may plan in a stage or in the case; none where that is nothing.
    pub(super) fn unplanned(&self, plan: &Plan<'x>, above: &[usize]) -> Option<Yaml> {
        let pieces = plan.items.iter().filter(|item| is_piece(item));
        let pieces: Vec<Yaml> = pieces.filter_map(|item| self.piece(item, above)).collect();
        if pieces.is_empty() {
            return None;
        }
        let mut keys = Keys::default();
        keys.put("pieces", Yaml::List(pieces));
        keys.put("own_words", "never");
        keys.put("reason", "not_needed");
        Some(keys.map())
    }

    fn piece(&self, item: &PlanItem<'x>, above: &[usize]) -> Option<Yaml> {
        let name = self.places.in_stage(&item.id, above)?;
        let mut keys = Keys::default();
        keys.put("item", name);
        keys.put_some("when", self.applies(item, name));
        let roles = item.planned_by.iter().filter_map(|role| self.parties.named(role));
        let roles: Vec<Yaml> = roles.map(|role| Yaml::Text(role.to_owned())).collect();
        if !roles.is_empty() {
            keys.put("by", Yaml::List(roles));
        }
        Some(keys.map())
    }

    /// Where a discretionary item may be planned; none where that is always.
    pub(super) fn applies(&self, item: &PlanItem<'x>, name: &str) -> Option<String> {
        let rules = item.discretionary.iter().flatten();
        let any = rules
            .map(|rule| self.conditions.written(rule, Some(name), true))
            .reduce(Holds::or);
        let task = item.while_open.as_ref();
        let task = task.and_then(|task| self.places.near_name(task, name));
        let open = task.map_or(Holds::Always, |task| Holds::When(format!("open({task})")));
        match any.unwrap_or(Holds::Always).and(open) {
            Holds::Always => None,
            Holds::Never => Some("false".to_owned()),
            Holds::When(guard) => Some(guard),
        }
    }
}
