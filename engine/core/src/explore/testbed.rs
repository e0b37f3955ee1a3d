//! Flows that the tests of the search share.

use crate::calendar::Calendar;
use crate::case::Runnable;
use crate::flow::{Diagnostic, Severity, read};
use crate::guard::compile_all;

fn text(body: &str) -> String {
    format!(
        "samspil: 1\nflow: tried\ntitle: Prøvet\nparties:\n  worker: {{title: Sagsbehandler, side: authority}}\n  other: {{title: Udfører, side: provider}}\n{body}"
    )
}

/// A flow with two parties and this body, ready to run; what is wrong with it where it is no flow.
pub(super) fn tried(body: &str) -> Result<Runnable, Vec<Diagnostic>> {
    let (flow, mut findings) = read(&text(body));
    let Some(flow) = flow else { return Err(findings) };
    let (guards, more) = compile_all(&flow);
    findings.extend(more);
    findings.retain(|finding| finding.severity == Severity::Error);
    if findings.is_empty() {
        Ok(Runnable::new(flow, guards, 1, Calendar::default()))
    } else {
        Err(findings)
    }
}

/// A flow that must be one.
pub(super) fn runnable(body: &str) -> Runnable {
    tried(body).unwrap_or_else(|findings| panic!("{findings:#?}"))
}
