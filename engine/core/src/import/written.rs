//! The last step of every import: what is not carried is put into the flow file, and the file is read once as anyone
//! will read it.

use super::codes::{NOT_CARRIED, RESULT};
use super::{Finding, Findings, Imported, Yaml, flow_file};
use crate::flow::{Code, MAX_NOT_CARRIED, Place, Severity, read};
use crate::guard::compile_all;
use crate::text::{Language, Message};

/// A flow file that is made, before it is looked at.
pub struct Written {
    /// What its first line says.
    pub comment: Message,
    /// What it holds.
    pub root: Vec<(String, Yaml)>,
}

impl Written {
    /// The flow file with what is not carried named in it; none where something hinders it.
    #[must_use]
    pub fn finish(mut self, mut findings: Findings) -> Imported {
        let left_out: Vec<Yaml> = findings.of(NOT_CARRIED).map(left_out).collect();
        if !left_out.is_empty() {
            let more = left_out.len().saturating_sub(MAX_NOT_CARRIED);
            let mut shown: Vec<Yaml> = left_out.into_iter().take(MAX_NOT_CARRIED).collect();
            if more > 0 {
                shown.pop();
                let count = u32::try_from(more + 1).unwrap_or(u32::MAX);
                shown.push(Yaml::Map(vec![said(
                    &Message::new("import-more-not-carried").with("count", count),
                )]));
            }
            self.root.push(("not_carried".to_owned(), Yaml::List(shown)));
        }
        let comments: Vec<String> = Language::ALL.map(|language| self.comment.say(language)).to_vec();
        let file = flow_file(&comments, &Yaml::Map(self.root));
        if !findings.hinder() {
            check(&file, &mut findings);
        }
        Imported {
            flow: Some(file).filter(|_| !findings.hinder()),
            others: Vec::new(),
            findings: findings.into_list(),
        }
    }
}

fn left_out(finding: &Finding) -> Yaml {
    let id = finding.id.as_ref();
    let id = id.map(|id| ("id".to_owned(), Yaml::from(id.as_str())));
    Yaml::Map(id.into_iter().chain([said(&finding.what)]).collect())
}

fn said(what: &Message) -> (String, Yaml) {
    let texts = Language::ALL.map(|language| (language.tag().to_owned(), what.say(language).into()));
    ("what".to_owned(), Yaml::Map(texts.to_vec()))
}

/// Reads the file as `samspil check` will; what it would find wrong hinders the import.
fn check(file: &str, findings: &mut Findings) {
    let (flow, mut found) = read(file);
    if let Some(flow) = flow {
        found.extend(compile_all(&flow).1);
    }
    for wrong in found.into_iter().filter(|one| one.severity == Severity::Error) {
        let Code(code) = wrong.code;
        let line = wrong.place.line;
        let text = file
            .lines()
            .nth(usize::try_from(line).unwrap_or_default().saturating_sub(1));
        let what = Message::new("import-result")
            .with("code", code)
            .with("what", wrong.what)
            .with("text", text.unwrap_or_default().trim());
        findings.add(Finding::error(RESULT, None, Place::default(), what));
    }
}
