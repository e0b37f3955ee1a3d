//! Work in many steps, as pages and the API share it.

use samspil_core::text::Message;
use samspil_store::{Batch, BatchKind, BatchName};

use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// How far a batch is, and what came of it, in sentences.
pub(crate) fn progress(batch: &Batch) -> Vec<Message> {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let unit = match batch.name.kind {
        BatchKind::Import => "batches-lines",
        _ => "batches-cases",
    };
    let far = match batch.whole {
        Some(whole) => Message::new(&format!("{unit}-of"))
            .with("done", number(batch.done))
            .with("whole", number(whole)),
        None => Message::new(unit).with("done", number(batch.done)),
    };
    let moved = match batch.name.kind {
        BatchKind::Calendar | BatchKind::Tuning => {
            Some(Message::new("batches-moved").with("count", number(batch.moved)))
        }
        _ => None,
    };
    std::iter::once(far).chain(moved).collect()
}

/// What a batch fell over.
pub(crate) fn fault(batch: &Batch) -> Option<Message> {
    let fault = batch.fault.as_deref()?;
    let told = serde_json::from_str(fault);
    Some(told.unwrap_or_else(|_| Message::new("batches-fell").with("detail", fault)))
}

/// Begins counting open cases anew, where a batch of that name is there and not done.
///
/// # Errors
/// That there is no such batch, or none that can be begun anew; what counting falls over stands with the batch.
pub(crate) async fn again(app: &App, signed: &Signed, kind: &str, about: &str) -> Result<(), Problem> {
    let kind = [BatchKind::Calendar, BatchKind::Tuning]
        .into_iter()
        .find(|known| known.word() == kind);
    let name = kind.map(|kind| BatchName {
        kind,
        about: about.to_owned(),
    });
    let all = app.engine.batches(signed.tenant).await?;
    let known = all.iter().find(|(batch, _)| Some(&batch.name) == name.as_ref());
    let (batch, state) = known.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    if !state.may_go_on() {
        return Err(Problem::new(Kind::CONFLICT)
            .code("batch_goes_on")
            .detail(Message::new("problem-batch-goes-on")));
    }
    let counted = app
        .engine
        .recount_again(signed.tenant, &batch.name, &signed.name)
        .await;
    if let Err(failure) = counted {
        tracing::warn!(tenant = %signed.tenant, %failure, "cases are counted anew later");
    }
    Ok(())
}
