//! A graph imported and played, through the code that `samspil import` and `samspil play` have.

use chrono::{DateTime, Utc};
use samspil_core::calendar::Calendar;
use samspil_core::case::{Asked, Runnable};
use samspil_core::flow::{Severity, read};
use samspil_core::guard::compile_all;
use samspil_core::import::{Imported, Vocabulary, import};
use samspil_core::simulate::{Came, Trial, TrialError, meant, placed, report};
use serde_json::{Value, json};

/// When every walk begins.
pub(crate) const BEGINS: &str = "2026-01-05T09:00:00+01:00";

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// A graph made into a flow that is ready to run.
pub(crate) fn runnable(model: &[u8], called: &str) -> Runnable {
    let Imported { flow, findings, .. } = import(Vocabulary::Dcr, called, model.to_vec());
    let file = flow.unwrap_or_else(|| panic!("{called}: {findings:#?}"));
    let (flow, mut found) = read(&file);
    let flow = flow.unwrap_or_else(|| panic!("{called}: {found:#?}\n{file}"));
    let (guards, more) = compile_all(&flow);
    found.extend(more);
    assert!(
        found.iter().all(|finding| finding.severity == Severity::Warning),
        "{called}: {found:#?}\n{file}"
    );
    Runnable::new(flow, guards, 1, Calendar::default())
}

/// A case in memory, begun with these values.
pub(crate) fn begun<'a>(run: &'a Runnable, values: Value) -> Trial<'a> {
    let mut trial = Trial::new(run, at(BEGINS));
    let (data, _) = placed(&run.flow, values);
    trial.start(at(BEGINS), "sag", Vec::new(), data).unwrap();
    trial
}

/// Does the event that is called so, as whoever it belongs to; the code of the refusal where it is refused.
pub(crate) fn execute(trial: &mut Trial<'_>, name: &str) -> Result<Came, String> {
    let run = trial.run;
    let item = meant(run, trial.view().as_ref(), name, None).unwrap();
    let item = item
        .unwrap_or_else(|| panic!("no event is called {name}"))
        .clone();
    let by = trial.usual_actor(&item);
    let asked = Asked::Complete {
        item,
        data: Value::Null,
    };
    trial.ask(by, asked).map_err(|error| match error {
        TrialError::Refused(refusal) => refusal.code,
        other => panic!("{name}: {other:?}"),
    })
}

/// What is possible, owed, and whether the case may close.
pub(crate) fn stands(trial: &Trial<'_>) -> Value {
    let said = report(&trial.view().unwrap(), &Came::default());
    json!({"enabled": said["possible"], "pending": said["owed"], "accepting": said["may_close"]})
}
