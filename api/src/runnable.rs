//! A flow file made ready to run, or what is wrong with it.

use std::path::Path;
use std::process::ExitCode;

use samspil_core::calendar::Calendar;
use samspil_core::case::{Runnable, unseen_in_letters};
use samspil_core::flow::{Diagnostic, MAX_FLOW_BYTES, Severity, read};
use samspil_core::guard::compile_all;
use samspil_core::text::Language;

use crate::beside::whole;
use crate::bounded::read_bounded;
use crate::language::{INPUT_ERROR, complain};
use crate::words::say;

/// Reads a flow file and makes it ready to run; whatever is wrong goes to standard error.
///
/// # Errors
/// The exit code: 2 where the flow cannot be run.
pub(crate) fn runnable_from(path: &Path, language: Language) -> Result<Runnable, ExitCode> {
    let text = read_bounded(path, MAX_FLOW_BYTES).map_err(|message| {
        complain(&[say(&message, language)]);
        ExitCode::from(INPUT_ERROR)
    })?;
    let text = whole(path, text);
    let (flow, mut findings) = read(&text);
    let made = flow.map(|flow| {
        let (guards, more) = compile_all(&flow);
        findings.extend(more);
        findings.extend(unseen_in_letters(&flow, &guards));
        Runnable::new(flow, guards, 1, Calendar::default())
    });
    let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    made.filter(|_| !wrong).ok_or_else(|| {
        let lines: Vec<String> = findings
            .iter()
            .map(|finding| line(path, finding, language))
            .collect();
        complain(&lines);
        ExitCode::from(INPUT_ERROR)
    })
}

/// A finding on one line, with its place.
pub(crate) fn line(path: &Path, finding: &Diagnostic, language: Language) -> String {
    let hint = finding
        .hint
        .as_ref()
        .map_or_else(String::new, |hint| format!(" {}", say(hint, language)));
    let place = finding.place;
    let what = say(&finding.what, language);
    format!(
        "{}:{}:{}: {} {what}{hint}",
        path.display(),
        place.line,
        place.column,
        finding.code.0
    )
}
