//! Taking a file in for somebody who is signed in.

use samspil_core::text::Message;
use samspil_store::{ChangeWay, Changed, Organisation};

use super::change;
use super::file::{Faults, File};
use super::plan::{Asked, Plan, planned};
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem, Reason};

/// The code of a file that would take away much, and waits for a yes.
const TAKES_MUCH: &str = "takes_much";

impl From<Faults> for Problem {
    fn from(faults: Faults) -> Self {
        let reasons = faults.first.iter().map(|fault| Reason {
            code: format!("{}:{}", fault.line, fault.head),
            message: Some(fault.message()),
            ..Reason::default()
        });
        let all = i64::try_from(faults.all).unwrap_or(i64::MAX);
        Self::new(Kind::UNFIT)
            .code("organisation_file")
            .detail(Message::new("organisation-file-faults").with("count", all))
            .because(reasons.collect())
    }
}

/// Takes a file in, or only says what would come of it. What takes away much is done where it is confirmed.
///
/// # Errors
/// Everything that is wrong, or that it would take away much.
pub(crate) async fn take_in(
    app: &App,
    signed: &Signed,
    file: &File,
    asked: Asked<'_>,
    (dry_run, confirm): (bool, bool),
) -> Result<Plan, Problem> {
    let ids = app.engine.ids();
    let plan = |before: &Organisation| planned(before, file, asked, &|| ids.next());
    if dry_run {
        let before = app.engine.store().organisation(signed.tenant).await?;
        return Ok(plan(&before)?);
    }
    let make = |before: &Organisation| {
        let plan = plan(before)?;
        if plan.takes_much() && !confirm {
            return Err(Problem::new(Kind::CONFLICT)
                .code(TAKES_MUCH)
                .detail(plan.warning()));
        }
        let changed: Changed = plan.changed.clone();
        Ok((changed, plan))
    };
    let taken = change(app, signed, ChangeWay::Import, make).await;
    // What would take away much and waits for a yes is no file that fell.
    let waits = taken
        .as_ref()
        .is_err_and(|problem| problem.stable_code() == TAKES_MUCH);
    if !waits {
        let fault = taken.as_ref().err().map(Problem::said);
        let lines = [
            file.units.len(),
            file.people.len(),
            file.places.len(),
            file.functions.len(),
        ];
        let lines = u64::try_from(lines.iter().sum::<usize>()).unwrap_or(u64::MAX);
        let noted = app
            .engine
            .note_import(signed.tenant, &signed.name, lines, fault)
            .await;
        // The file is taken in or is not: that this is not told as a batch changes nothing of it.
        if let Err(failure) = noted {
            tracing::warn!(tenant = %signed.tenant, %failure, "a file that was taken in is not noted as a batch");
        }
    }
    taken
}
