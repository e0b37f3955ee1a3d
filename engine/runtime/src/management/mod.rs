//! Figures over many cases, for those who lead: who waits on whom, which deadlines are kept, who has how much to do, where
//! people deviate, and how often authority and provider speak. Figures alone, and none of few cases.

mod live;
mod period;
mod protect;
mod reasons;
mod signs;
mod spread;

use chrono::{DateTime, Utc};
use samspil_core::case::Counted;
use samspil_core::id::{TenantId, UnitId};
use samspil_store::{FigureKey, FigureQuery, OpenWork};

pub use live::LiveStep;
pub use period::{FIRST_YEAR, LAST_YEAR, Period};
pub use protect::{FigureTable, Figures, MIN_CASES};
pub use reasons::{Reason, Reasons};
pub use signs::{SIGNS, SignRow, Signs};
pub use spread::Spread;

use crate::{Engine, Failure};

/// Which figures are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ManagementAsk {
    /// When what is counted came about.
    pub period: Period,
    /// Only of this flow.
    pub flow: Option<String>,
    /// Only of this unit.
    pub unit: Option<UnitId>,
}

impl ManagementAsk {
    fn query(&self, counted: Counted, by_name: bool) -> FigureQuery {
        let (since, until) = self.period.bounds();
        FigureQuery {
            counted,
            since,
            until,
            flow: self.flow.clone(),
            version: None,
            unit: self.unit,
            by_name,
        }
    }
}

/// What there is to do now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Load {
    /// By flow, party and unit.
    pub rows: Vec<OpenWork>,
    /// How many rows are left out because they come from few cases.
    pub hidden: u64,
}

/// The figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Management {
    /// When they were read.
    pub at: DateTime<Utc>,
    /// Days that a party waited for another, by flow: `party` is waited for, `other` waits.
    pub waits: FigureTable,
    /// Deadlines, by flow, clock and unit.
    pub deadlines: FigureTable,
    /// What is open now.
    pub load: Load,
    /// Deviations, by flow, step and how.
    pub deviations: FigureTable,
    /// Days between contacts across authority and provider, by flow.
    pub contacts: FigureTable,
    /// Tasks done, and how many before they were due, by flow, party and unit.
    pub tasks: FigureTable,
}

/// The row of a cell where units are not told apart.
fn whole(key: &FigureKey) -> FigureKey {
    FigureKey {
        unit: None,
        ..key.clone()
    }
}

/// The row of a cell where neither units nor parties are.
fn of_flow(key: &FigureKey) -> FigureKey {
    FigureKey {
        party: String::new(),
        ..whole(key)
    }
}

impl Engine {
    /// The figures of a period.
    ///
    /// # Errors
    /// What the store says.
    pub async fn management(&self, tenant: TenantId, ask: &ManagementAsk) -> Result<Management, Failure> {
        let store = self.store();
        let at = self.clock().now();
        let read = async |counted, by_name| {
            let mut cells = Vec::new();
            for period in ask.period.quarters() {
                let of = ManagementAsk {
                    period,
                    ..ask.clone()
                };
                cells.extend(store.figures(tenant, &of.query(counted, by_name)).await?);
            }
            Ok::<_, Failure>(cells)
        };
        let open = store.open_work(tenant, at).await?;
        Ok(Management {
            at,
            waits: FigureTable::of(read(Counted::Waited, false).await?, whole),
            deadlines: FigureTable::of(read(Counted::Deadline, true).await?, FigureKey::clone),
            load: load(open, ask),
            deviations: FigureTable::of(read(Counted::Deviated, true).await?, of_flow),
            contacts: FigureTable::of(read(Counted::Contact, false).await?, of_flow),
            tasks: FigureTable::of(read(Counted::Done, false).await?, FigureKey::clone),
        })
    }
}

/// What is open, of those asked for, without what comes from few cases.
fn load(open: Vec<OpenWork>, ask: &ManagementAsk) -> Load {
    let asked = |row: &OpenWork| {
        ask.flow.as_ref().is_none_or(|flow| *flow == row.flow)
            && ask.unit.is_none_or(|unit| Some(unit) == row.unit)
    };
    let asked: Vec<OpenWork> = open.into_iter().filter(asked).collect();
    let all = asked.len();
    let rows: Vec<OpenWork> = asked.into_iter().filter(|row| row.cases >= MIN_CASES).collect();
    let hidden = u64::try_from(all.saturating_sub(rows.len())).unwrap_or(u64::MAX);
    Load { rows, hidden }
}
