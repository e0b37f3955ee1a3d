//! What came of a trial: the cases of its units before it and by its version, beside those of the other units, with nothing of
//! few cases in it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use samspil_core::calendar::instant_of;
use samspil_core::case::Counted;
use samspil_core::id::TenantId;
use samspil_store::{FigureCell, FigureKey, FigureQuery, FlowTrial};

use crate::management::{FigureTable, Figures, MIN_CASES};
use crate::{Engine, Failure};

/// What is measured, in the order in which it is told.
const MEASURED: [Counted; 5] = [
    Counted::Deviated,
    Counted::Deadline,
    Counted::Done,
    Counted::Waited,
    Counted::Contact,
];

/// One measure of a trial; what would be of few cases is not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measured {
    /// What is counted.
    pub counted: Counted,
    /// The units of the trial, for as long before it.
    pub units_before: Option<Figures>,
    /// The units of the trial, by its version, since its first day.
    pub units_during: Option<Figures>,
    /// The other units, for as long before it.
    pub others_before: Option<Figures>,
    /// The other units, since its first day.
    pub others_during: Option<Figures>,
}

/// The measures of a trial.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrialFigures {
    /// The day on which the time before it begins: it is as long as the trial has lasted.
    pub before_since: NaiveDate,
    /// The day on which the trial is measured last: today, its last day, or the day on which it was decided.
    pub until: NaiveDate,
    /// How many cases that are not closed run by its version.
    pub running: u64,
    /// The measures.
    pub rows: Vec<Measured>,
}

/// When a day begins.
fn begins(day: NaiveDate) -> DateTime<Utc> {
    instant_of(day.and_time(NaiveTime::MIN))
}

/// All that is counted of one kind in one time, as one row.
fn one_row(cells: Vec<FigureCell>) -> Option<Figures> {
    let whole = |key: &FigureKey| FigureKey {
        flow: key.flow.clone(),
        name: String::new(),
        party: String::new(),
        other: String::new(),
        unit: None,
    };
    FigureTable::of(cells, whole).rows.into_iter().next()
}

impl Engine {
    /// What came of a trial so far. None where it has not begun.
    ///
    /// # Errors
    /// What the store says.
    pub async fn trial_figures(
        &self,
        tenant: TenantId,
        trial: &FlowTrial,
    ) -> Result<Option<TrialFigures>, Failure> {
        let Some(start) = &trial.started else {
            return Ok(None);
        };
        let over = trial
            .ended
            .as_ref()
            .map_or_else(|| self.clock().now(), |end| end.at);
        let until = samspil_core::calendar::local_date(over).min(trial.last_day);
        if until < trial.first_day {
            return Ok(None);
        }
        let days = until - trial.first_day + chrono::TimeDelta::days(1);
        let before_since = trial.first_day - days;
        let after = until.succ_opt().unwrap_or(until);
        let mut rows = Vec::new();
        for counted in MEASURED {
            let times = [(before_since, trial.first_day), (trial.first_day, after)];
            let [before, during] = times;
            let (units_before, others_before) = self.of_units(tenant, trial, (counted, before), None).await?;
            let (_, others_during) = self.of_units(tenant, trial, (counted, during), None).await?;
            let tried = Some(start.version);
            let (units_during, _) = self.of_units(tenant, trial, (counted, during), tried).await?;
            rows.push(Measured {
                counted,
                units_before,
                units_during,
                others_before,
                others_during,
            });
        }
        let running = self.store().running(tenant).await?;
        let running = running
            .iter()
            .find(|one| one.flow == trial.flow && one.version == start.version);
        Ok(Some(TrialFigures {
            before_since,
            until,
            running: running.map_or(0, |one| one.cases),
            rows,
        }))
    }

    /// What is counted in a time, of the units of a trial and of all others. Steps and clocks are told apart as the figures of
    /// management tell them: what they hide is in no sum here. They tell of all versions together, so what a version leaves over
    /// may not be of few cases either.
    async fn of_units(
        &self,
        tenant: TenantId,
        trial: &FlowTrial,
        (counted, (since, until)): (Counted, (NaiveDate, NaiveDate)),
        version: Option<u32>,
    ) -> Result<(Option<Figures>, Option<Figures>), Failure> {
        let query = FigureQuery {
            counted,
            since: begins(since),
            until: begins(until),
            flow: Some(trial.flow.clone()),
            version: None,
            unit: None,
            by_name: matches!(counted, Counted::Deadline | Counted::Deviated),
        };
        let mut cells = self.store().figures(tenant, &query).await?;
        if version.is_some() {
            let all: BTreeMap<FigureKey, u64> =
                cells.into_iter().map(|cell| (cell.key, cell.cases)).collect();
            let of_version = FigureQuery { version, ..query };
            cells = self.store().figures(tenant, &of_version).await?;
            cells.retain(|cell| {
                let whole = all.get(&cell.key).copied().unwrap_or_default();
                let left = whole.saturating_sub(cell.cases);
                left == 0 || left >= MIN_CASES
            });
        }
        let (own, others): (Vec<FigureCell>, Vec<FigureCell>) = cells
            .into_iter()
            .filter(|cell| cell.key.unit.is_some())
            .partition(|cell| cell.key.unit.is_some_and(|unit| trial.units.contains(&unit)));
        Ok((one_row(own), one_row(others)))
    }
}
