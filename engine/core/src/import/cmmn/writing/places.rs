//! Which item of the flow a plan item of the model has become.

use std::collections::BTreeMap;

use crate::import::Names;
use crate::import::cmmn::model::{Case, Plan};

/// The items of a case in the order of the file, each with its name in the flow.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Each item's name, and the numbers of the stages that it lies in, outermost first.
    items: Vec<(String, Vec<usize>)>,
    /// The numbers of the items of each id; a stage that is planned twice has what lies in it twice.
    by_id: BTreeMap<String, Vec<usize>>,
    /// How many of them have been written.
    written: usize,
}

impl Places {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let mut names = Names::default();
        let mut places = Self::default();
        places.add(&case.plan, &mut Vec::new(), &mut names);
        places
    }

    fn add(&mut self, plan: &Plan<'_>, above: &mut Vec<usize>, names: &mut Names) {
        for item in &plan.items {
            let number = self.items.len();
            // Ids are made by tools; what people call a thing can be read aloud.
            let name = names.give("", item.name.as_deref().unwrap_or(&item.id));
            self.items.push((name, above.clone()));
            self.by_id.entry(item.id.clone()).or_default().push(number);
            above.push(number);
            self.add(&item.plan, above, names);
            above.pop();
        }
    }

    /// The number and name of the next item, in the order of the file.
    pub(super) fn next(&mut self) -> (usize, String) {
        let number = self.written;
        self.written += 1;
        let name = self.items.get(number).map(|(name, _)| name.clone());
        (number, name.unwrap_or_default())
    }

    /// The item of this id that lies directly in these stages.
    pub(super) fn in_stage(&self, id: &str, above: &[usize]) -> Option<&str> {
        let mut all = self
            .by_id
            .get(id)?
            .iter()
            .filter_map(|number| self.items.get(*number));
        all.find(|(_, around)| around == above)
            .map(|(name, _)| name.as_str())
    }

    /// The item of this id that lies nearest to the one of this name.
    pub(super) fn near_name(&self, id: &str, name: &str) -> Option<&str> {
        self.near(id, self.items.iter().position(|(other, _)| other == name))
    }

    /// The item of this id that lies nearest to another.
    pub(super) fn near(&self, id: &str, from: Option<usize>) -> Option<&str> {
        let of = |number: Option<usize>| number.and_then(|number| self.items.get(number));
        let above = of(from).map(|(_, above)| above.as_slice()).unwrap_or_default();
        let shared = |number: &usize| {
            let other = of(Some(*number))
                .map(|(_, above)| above.as_slice())
                .unwrap_or_default();
            above
                .iter()
                .zip(other)
                .take_while(|(one, other)| one == other)
                .count()
        };
        let all = self.by_id.get(id)?;
        // Of several that are equally near, the first.
        let nearest = all.iter().rev().max_by_key(|number| shared(number))?;
        of(Some(*nearest)).map(|(name, _)| name.as_str())
    }
}
