//! Figures over many cases, as pages, the API and files share them: which are asked for, and what they are called.

pub(crate) mod file;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::case::Runnable;
use samspil_core::id::{TenantId, UnitId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{Failure, Management, ManagementAsk, Period};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::app::App;
use crate::server::problem::{Kind, Problem};
use crate::words::say;

/// How people deviate, by the word that is kept of it.
const DEVIATIONS: [&str; 4] = ["added", "out_of_turn", "redone", "skipped"];

/// Which figures.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// A year or a quarter: `2026`, `2026-K1`. The quarter that goes on now where nothing is said.
    #[param(pattern = "^2(0[2-9]|1[0-9])[0-9](-K[1-4])?$")]
    pub(crate) period: Option<String>,
    /// Only of this flow.
    pub(crate) flow: Option<String>,
    /// Only of this unit.
    pub(crate) unit: Option<Uuid>,
}

impl Wanted {
    /// The same as a question.
    ///
    /// # Errors
    /// Where the period is none.
    pub(crate) fn ask(&self, now: DateTime<Utc>) -> Result<ManagementAsk, Problem> {
        let period = match self.period.as_deref() {
            None => Period::quarter_of(now),
            Some(text) => text.parse().map_err(|()| no_period())?,
        };
        Ok(ManagementAsk {
            period,
            flow: self.flow.clone(),
            unit: self.unit.map(UnitId),
        })
    }
}

fn no_period() -> Problem {
    Problem::new(Kind::BAD_REQUEST).detail(Message::new("management-no-period"))
}

/// A period in words.
pub(crate) fn period(period: Period) -> Message {
    // As text: a year is not grouped as other numbers are.
    let year = period.year().to_string();
    match period.quarter() {
        None => Message::new("management-year").with("year", year),
        Some(quarter) => Message::new("management-quarter")
            .with("year", year)
            .with("quarter", quarter),
    }
}

/// What flows, their parts and units are called: as their newest version has it.
pub(crate) struct Titles {
    flows: BTreeMap<String, Arc<Runnable>>,
    units: BTreeMap<UnitId, String>,
}

impl Titles {
    /// Of these flows, and of all units.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) async fn read(
        app: &App,
        tenant: TenantId,
        flows: impl IntoIterator<Item = &str>,
    ) -> Result<Self, Failure> {
        let mut titles = Self {
            flows: BTreeMap::new(),
            units: BTreeMap::new(),
        };
        let named: BTreeSet<&str> = flows.into_iter().collect();
        for flow in named {
            match app.engine.flow(tenant, flow, None).await {
                Ok(run) => {
                    titles.flows.insert(flow.to_owned(), run);
                }
                Err(Failure::NoFlow) => {}
                Err(failure) => return Err(failure),
            }
        }
        for unit in app.engine.store().units(tenant).await? {
            titles.units.insert(unit.id, unit.name);
        }
        Ok(titles)
    }

    /// Of all that figures name.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) async fn of(app: &App, tenant: TenantId, figures: &Management) -> Result<Self, Failure> {
        let tables = [
            &figures.waits,
            &figures.deadlines,
            &figures.deviations,
            &figures.contacts,
            &figures.tasks,
        ];
        let counted = tables.into_iter().flat_map(|table| &table.rows);
        let counted = counted.map(|row| row.key.flow.as_str());
        let open = figures.load.rows.iter().map(|row| row.flow.as_str());
        Self::read(app, tenant, counted.chain(open)).await
    }

    /// A flow.
    pub(crate) fn flow(&self, flow: &str, language: Language) -> String {
        let known = self.flows.get(flow);
        known.map_or_else(
            || flow.to_owned(),
            |run| run.flow.title.in_language(language).to_owned(),
        )
    }

    /// A party of a flow.
    pub(crate) fn party(&self, flow: &str, party: &str, language: Language) -> String {
        let parties = self.flows.get(flow).map(|run| &run.flow.parties);
        let known = parties.and_then(|parties| parties.values().find(|known| known.id.as_str() == party));
        known.map_or_else(
            || party.to_owned(),
            |known| known.title.in_language(language).to_owned(),
        )
    }

    /// An item of a flow, or a clock of it.
    pub(crate) fn part(&self, flow: &str, name: &str, language: Language) -> String {
        let flow = self.flows.get(flow).map(|run| &run.flow);
        let title = flow.and_then(|flow| {
            let mut items = flow.items.values();
            let item = items
                .find(|item| item.id.as_str() == name)
                .map(|item| &item.title);
            item.or_else(|| {
                let mut clocks = flow.clocks.values();
                clocks
                    .find(|clock| clock.id.as_str() == name)
                    .map(|clock| &clock.title)
            })
        });
        title.map_or_else(
            || say(&Message::new("management-unplanned").with("name", name), language),
            |title| title.in_language(language).to_owned(),
        )
    }

    /// A unit; nobody's where there is none.
    pub(crate) fn unit(&self, unit: Option<UnitId>, language: Language) -> String {
        let known = unit.and_then(|unit| self.units.get(&unit));
        known.map_or_else(
            || say(&Message::new("management-no-unit"), language),
            String::clone,
        )
    }

    /// The units, by name.
    pub(crate) fn units(&self) -> Vec<(UnitId, String)> {
        let mut units: Vec<_> = self.units.iter().map(|(id, name)| (*id, name.clone())).collect();
        units.sort_by(|one, other| one.1.cmp(&other.1).then(one.0.cmp(&other.0)));
        units
    }
}

/// How people deviated, in words.
pub(crate) fn deviation(word: &str, language: Language) -> String {
    let known = DEVIATIONS.iter().find(|known| **known == word);
    known.map_or_else(
        || word.to_owned(),
        |known| {
            say(
                &Message::new(&format!("management-how-{}", known.replace('_', "-"))),
                language,
            )
        },
    )
}
