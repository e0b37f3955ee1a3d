//! What one case gives to the one plan.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use crate::case::{Binding, Meets, OpenTask, Standing};
use crate::flow::Value;
use crate::id::{CaseId, FieldPath, FlowId, ItemId, UnitId};
use crate::text::Text;

/// A field of a case, and what it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// The field.
    pub field: FieldPath,
    /// What it holds.
    pub value: Value,
}

/// A goal of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Goal {
    /// The goal.
    pub goal: Said,
    /// What it is about.
    pub theme: Option<Said>,
    /// Which way it goes on that theme.
    pub direction: Option<Said>,
}

/// Who or what comes to the citizen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coming {
    /// Who or what.
    pub comes: Said,
    /// How often.
    pub how_often: Option<Said>,
    /// On which day next.
    pub next: Option<NaiveDate>,
    /// At which rate.
    pub rate: Option<Said>,
}

/// A meeting that is agreed and that the citizen takes part in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Appointment {
    /// The meeting.
    pub item: ItemId,
    /// What it is called.
    pub title: Text,
    /// When.
    pub meets: Meets,
}

/// A question to the citizen that other flows may ask as well.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asking {
    /// What is asked, by its word or code.
    pub code: String,
    /// The field that takes the answer; none where a form or a request asks, and the answer fills nothing here.
    pub field: Option<FieldPath>,
    /// The item that asks.
    pub item: ItemId,
    /// When it was answered, or since when it is asked.
    pub at: DateTime<Utc>,
    /// It waits for its answer.
    pub open: bool,
    /// The answer, where it is there and may be seen.
    pub answer: Option<Value>,
}

/// What one case gives to the one plan, as far as it may be seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The case.
    pub case: CaseId,
    /// Its flow.
    pub flow: FlowId,
    /// The KLE subject of its flow.
    pub kle: Option<String>,
    /// Whether work goes on in it.
    pub standing: Standing,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// When it ended, or was put on hold.
    pub stood_still_at: Option<DateTime<Utc>>,
    /// The case that began it, as its sub-case or as the other of a pair.
    pub begun_by: Option<CaseId>,
    /// The units of authority and providers in it.
    pub departments: BTreeSet<UnitId>,
    /// Who coordinates it.
    pub coordinators: Vec<Binding>,
    /// The overall goal that it serves.
    pub overall: Vec<Said>,
    /// Its goals.
    pub goals: Vec<Goal>,
    /// Who comes to the citizen.
    pub comes: Vec<Coming>,
    /// What is agreed.
    pub appointments: Vec<Appointment>,
    /// What the citizen and those on their side are to do.
    pub citizen_does: Vec<OpenTask>,
    /// What others are to do.
    pub others_do: Vec<OpenTask>,
    /// What it asks of the citizen that others may ask as well.
    pub asks: Vec<Asking>,
}

impl Part {
    /// Whether it is under way.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open | Standing::OnHold)
    }
}
