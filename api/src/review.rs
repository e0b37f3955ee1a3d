//! `samspil review`: what the four questions of Varde and the failure signs find in flows, and what the flows answer.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use samspil_core::case::Runnable;
use samspil_core::review::{Found, Question, review};
use samspil_core::text::{Language, Message};
use serde_json::{Value as Json, json};

use crate::language::{Format, INPUT_ERROR, Told, complain, print_with};
use crate::runnable::runnable_from;
use crate::scenario::flows_below;
use crate::words::say;

/// Which flows.
#[derive(Args)]
pub(crate) struct Command {
    /// Flow files, or folders with flow.yaml files.
    #[arg(required = true, value_name = "FLOW")]
    flows: Vec<PathBuf>,
}

/// Reviews the flows: 0 where each finding is answered, 1 where one is not, 2 where a flow cannot be read.
pub(crate) fn run(command: &Command, language: Language, format: Format) -> ExitCode {
    let mut told = Told {
        lines: Vec::new(),
        json: Json::Null,
    };
    let mut all = Vec::new();
    let (mut open, mut unread) = (false, false);
    for path in files(&command.flows, language, &mut unread) {
        let Ok(run) = runnable_from(&path, language) else {
            unread = true;
            continue;
        };
        let found = review(&run.flow, &run.guards);
        let unanswered = found.iter().filter(|found| found.answered.is_none()).count();
        open |= unanswered > 0;
        let file = path.display().to_string();
        told.lines.extend(lines(&run, &found, &file, language));
        all.push(json(&run, &found, &file, language));
    }
    told.json = Json::Array(all);
    let code = print_with(Ok(told), format, ExitCode::from(u8::from(open)));
    if unread {
        return ExitCode::from(INPUT_ERROR);
    }
    code
}

fn files(paths: &[PathBuf], language: Language, unread: &mut bool) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        match flows_below(path) {
            Ok(below) => files.extend(below),
            Err(problem) => {
                complain(&[say(&problem, language)]);
                *unread = true;
            }
        }
    }
    files
}

/// The findings, question by question.
fn lines(run: &Runnable, found: &[Found], file: &str, language: Language) -> Vec<String> {
    let unanswered = found.iter().filter(|found| found.answered.is_none()).count();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let head = Message::new("review-flow")
        .with("flow", &run.flow.title)
        .with("found", count(unanswered))
        .with("answered", count(found.len() - unanswered));
    let mut lines = vec![say(&head, language)];
    for question in Question::ALL {
        let mut of = found
            .iter()
            .filter(|found| Question::of(found.finding) == question)
            .peekable();
        if of.peek().is_some() {
            lines.push(format!("  {}", say(&asked(question), language)));
        }
        for found in of {
            let what = say(&found.what, language);
            lines.push(format!(
                "    {file}:{}: {what} [{}]",
                found.place.line,
                found.finding.word()
            ));
            let (key, text) = match &found.answered {
                Some(because) => ("review-answered", because.in_language(language).to_owned()),
                None => ("review-to-do", say(&found.hint, language)),
            };
            lines.push(format!(
                "      {}",
                say(&Message::new(key).with("text", text), language)
            ));
        }
    }
    lines
}

/// A question in words.
pub(crate) fn asked(question: Question) -> Message {
    Message::new(&format!("review-question-{}", question.word()))
}

/// The same for programs.
fn json(run: &Runnable, found: &[Found], file: &str, language: Language) -> Json {
    let told = |found: &Found| {
        json!({
            "question": Question::of(found.finding).word(),
            "finding": found.finding.word(),
            "at": found.at,
            "line": found.place.line,
            "what": say(&found.what, language),
            "hint": say(&found.hint, language),
            "answered": found.answered.as_ref().map(|because| because.in_language(language)),
        })
    };
    let findings: Vec<Json> = found.iter().map(told).collect();
    json!({"file": file, "flow": run.flow.id.as_str(), "findings": findings})
}

#[cfg(test)]
mod tests {
    use samspil_core::review::review;

    use crate::scenario::{flows_below, shipped};

    /// Flows that show a word of the language, or a deadline of a law, and no whole way of working.
    const SAMPLES: [&str; 2] = ["patterns", "frister"];

    #[test]
    fn the_review_of_each_shipped_flow_finds_nothing_that_it_does_not_answer() {
        let mut open = Vec::new();
        let files = flows_below(&shipped::flows()).unwrap();
        let whole = files.iter().filter(|path| {
            !path
                .iter()
                .any(|part| SAMPLES.iter().any(|sample| part == *sample))
        });
        let mut count = 0;
        for path in whole {
            count += 1;
            let run = shipped::runnable(path);
            let found = review(&run.flow, &run.guards);
            let unanswered = found.iter().filter(|found| found.answered.is_none());
            let told = |found: &samspil_core::review::Found| {
                format!(
                    "{}:{}: {} {}",
                    path.display(),
                    found.place.line,
                    found.finding.word(),
                    found.at
                )
            };
            open.extend(unanswered.map(told));
            let of = |answer: &samspil_core::flow::Reviewed| {
                found.iter().any(|found| found.finding == answer.finding)
            };
            assert!(
                run.flow.reviewed.iter().all(of),
                "{}: an answer to nothing",
                path.display()
            );
        }
        assert!(count > 12, "{count}");
        assert!(open.is_empty(), "{}", open.join("\n"));
    }
}
