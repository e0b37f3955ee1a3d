//! What a change means to those who listen.

use crate::case::{Case, Change, Runnable, Status};
use crate::flow::{FieldTurning, Happening, Item, Starts, Turning};
use crate::id::ItemId;

impl Runnable {
    /// What happens by this change, as far as anybody listens for it. The case is as it was before; `last` is the
    /// change that was made before this one.
    pub(in crate::case) fn news(
        &self,
        case: &Case,
        last: Option<&Change>,
        change: &Change,
    ) -> Vec<Happening> {
        if self.cues.is_empty() {
            return Vec::new();
        }
        let mut found = match change {
            Change::DataSet { .. } => fields(case, change),
            Change::CaseStarted { owed, .. } => {
                let there = |item: &&Item| is_planned(item) || owed.contains(&item.id);
                let top = self.flow.inside(None).filter(there);
                top.map(|item| Happening::Item(Turning::Waiting, item.id.clone()))
                    .collect()
            }
            _ => self.of_item(case, last, change),
        };
        found.retain(|happening| self.cues.hears(happening));
        found
    }

    fn of_item(&self, case: &Case, last: Option<&Change>, change: &Change) -> Vec<Happening> {
        let Some(item) = change.item() else {
            return Vec::new();
        };
        // A person who starts or ends something out of turn says so right before.
        let by_hand = matches!(last, Some(Change::OutOfTurn { item: other, .. }) if other == item);
        let turnings: &[Turning] = match change {
            Change::Done { .. } | Change::Skipped { .. } => &[Turning::Done],
            Change::BecamePossible { .. } => &[Turning::Possible],
            Change::Opened { .. } if by_hand || case.item(item).status == Status::Possible => {
                &[Turning::Started, Turning::Opened]
            }
            Change::Opened { .. } => &[Turning::Opened],
            Change::Cancelled { .. } if by_hand => &[Turning::CalledOff, Turning::Ended],
            Change::Cancelled { .. } => &[Turning::EndedByFlow, Turning::Ended],
            Change::Failed { .. } => &[Turning::Failed, Turning::Ended],
            Change::Redone { .. } => &[Turning::Redone],
            // What people add is not there before they do.
            Change::Again { forget, .. } if self.is_gone(case, item, *forget) => &[],
            Change::PieceAdded { .. } | Change::Again { .. } => &[Turning::Waiting],
            Change::TakenOut { .. } => &[Turning::TakenOut],
            Change::BroughtBack { .. } => &[Turning::BroughtBack],
            Change::Rested { .. } => &[Turning::Rested],
            Change::WentOn { .. } => &[Turning::WentOn],
            _ => &[],
        };
        let told = turnings
            .iter()
            .map(|turning| Happening::Item(*turning, item.clone()));
        let mut found: Vec<Happening> = told.collect();
        if matches!(change, Change::Opened { .. }) {
            found.extend(self.waiting_inside(case, item));
        }
        found
    }

    /// Whether it is there only when it is added, and nobody has; what forgets its rounds goes on with none.
    fn is_gone(&self, case: &Case, item: &ItemId, forget: bool) -> bool {
        let state = case.item(item);
        let added = self.flow.items.get(item).filter(|item| !is_planned(item));
        added.is_some_and(|item| state.added == 0 && !state.owed && (forget || !state.goes_on(item)))
    }

    /// What lies in a stage that opens begins to wait. What had ended is told to wait anew by a change of its own.
    fn waiting_inside(&self, case: &Case, stage: &ItemId) -> Vec<Happening> {
        let inside = self.flow.inside(Some(stage)).filter(|item| {
            let state = case.item(&item.id);
            // What is owed is there, whoever should have added it.
            let there = is_planned(item) || state.owed || state.added > 0;
            there && !state.status.has_ended() && !state.happened
        });
        inside
            .map(|item| Happening::Item(Turning::Waiting, item.id.clone()))
            .collect()
    }
}

fn is_planned(item: &Item) -> bool {
    item.starts != Starts::WhenAdded
}

fn fields(case: &Case, change: &Change) -> Vec<Happening> {
    let Change::DataSet { values } = change else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (path, value) in values {
        // A note says again what stands there already: nothing turned.
        if case.data.get(path) == value.as_ref() {
            continue;
        }
        let turnings: &[FieldTurning] = match (case.data.contains_key(path), value) {
            (false, Some(_)) => &[FieldTurning::FirstSet, FieldTurning::Set],
            (true, Some(_)) => &[FieldTurning::Changed, FieldTurning::Set],
            (_, None) => &[FieldTurning::Emptied],
        };
        found.extend(
            turnings
                .iter()
                .map(|turning| Happening::Field(*turning, path.clone())),
        );
    }
    found
}
