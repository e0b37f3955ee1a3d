//! What is wrong with a draft, as a list that leads to each line, and in a sentence.

use samspil_core::flow::{Diagnostic, Severity};
use samspil_core::text::Message;

use crate::pages::parts::{Alert, Cell, Table, Tone};
use crate::pages::shell::Shell;

/// The id of a line of the file in the page.
pub(super) fn anchor(line: u32) -> String {
    format!("line-{}", line.max(1))
}

/// How many errors and how many warnings.
fn counted(findings: &[Diagnostic]) -> (i64, i64) {
    let errors = findings.iter().filter(|one| one.severity == Severity::Error);
    let errors = errors.count();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    (number(errors), number(findings.len() - errors))
}

/// One sentence about all of them.
pub(super) fn summary(page: &Shell, findings: &[Diagnostic]) -> String {
    let (errors, warnings) = counted(findings);
    let key = match (errors, warnings) {
        (0, 0) => "workbench-findings-none",
        (0, _) => "workbench-findings-warnings",
        (_, 0) => "workbench-findings-errors",
        _ => "workbench-findings-both",
    };
    let sentence = Message::new(key).with("errors", errors);
    page.say(&sentence.with("warnings", warnings))
}

/// The list.
pub(super) fn table(page: &Shell, findings: &[Diagnostic]) -> Table {
    let rows = findings.iter().map(|finding| {
        let line = finding.place.line.max(1);
        let severity = match finding.severity {
            Severity::Error => "check-error",
            Severity::Warning => "check-warning",
        };
        let to_line = Cell::Link {
            href: format!("#{}", anchor(line)),
            text: page.say(&Message::new("workbench-line").with("line", line)),
        };
        let what = Cell::Text(page.say(&finding.what));
        let hint = finding.hint.as_ref().map(|hint| Cell::Small(page.say(hint)));
        vec![
            to_line,
            Cell::Stack(vec![
                Cell::Text(page.t(severity)),
                Cell::Small(finding.code.0.to_owned()),
            ]),
            Cell::Stack(std::iter::once(what).chain(hint).collect()),
        ]
    });
    Table {
        caption: page.t("flow-findings"),
        head: ["line", "code", "finding"]
            .into_iter()
            .map(|head| page.t(&format!("flows-column-{head}")))
            .collect(),
        rows: rows.collect(),
        empty: page.t("workbench-findings-none"),
    }
}

/// That the draft has errors, where something needs one without.
pub(super) fn first_mend(page: &Shell, findings: &[Diagnostic]) -> Alert {
    let text = page.t("workbench-first-mend");
    Alert::new(page.language, Tone::Warning, text).headed(summary(page, findings))
}
