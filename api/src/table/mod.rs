//! `samspil table`: the decision tables of a flow, what they answer and by which rule, and a table as a spreadsheet.

mod ask;
pub(crate) mod csv;
mod export;
mod kinds;
mod shown;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use samspil_core::flow::{Flow, Severity, nearest, read};
use samspil_core::guard::{Guards, RuleTable, compile_all};
use samspil_core::id::TableId;
use samspil_core::text::{Language, Message};

use crate::beside::whole;
use crate::check::load;
use crate::language::{Answer, Format, INPUT_ERROR, complain, print};
use crate::runnable::line;
use crate::words::say;

/// Which table, and what is asked of it.
#[derive(Args)]
pub(crate) struct Command {
    /// The flow file; - is standard input.
    flow: PathBuf,
    /// The table's name. Without one, every table of the flow.
    table: Option<String>,
    /// What its columns hold, as JSON: '{"kind": "chair"}'. Answers with the outcome and the rule that decided.
    #[arg(long, value_name = "JSON", requires = "table")]
    input: Option<String>,
    /// The table as CSV: semicolons and decimal commas in Danish, commas and points in English.
    #[arg(long, requires = "table", conflicts_with = "input")]
    csv: bool,
}

/// A flow with its tables.
pub(crate) struct Tables {
    flow: Flow,
    guards: Guards,
}

/// The answer: 0, or 2 where the flow, the table or what is asked cannot be used.
pub(crate) fn run(command: &Command, language: Language, format: Format) -> ExitCode {
    let tables = match tables(&command.flow, language) {
        Ok(tables) => tables,
        Err(lines) => {
            complain(&lines);
            return ExitCode::from(INPUT_ERROR);
        }
    };
    print(answer(command, &tables, language), format)
}

fn answer(command: &Command, tables: &Tables, language: Language) -> Answer {
    let Some(name) = &command.table else {
        return Ok(shown::all(tables, language));
    };
    let table = find(tables, name).map_err(|problem| say(&problem, language))?;
    match &command.input {
        Some(input) => ask::ask(name, table, input, language),
        None if command.csv => export::export(&tables.flow, name, language),
        None => shown::one(name, table, language),
    }
}

/// Reads a flow and compiles its tables, where nothing is wrong with it.
fn tables(path: &std::path::Path, language: Language) -> Result<Tables, Vec<String>> {
    let name = path.display().to_string();
    let text = load(path).map_err(|problem| vec![say(&problem.with("file", name), language)])?;
    let (flow, mut findings) = read(&whole(path, text));
    let made = flow.map(|flow| {
        let (guards, more) = compile_all(&flow);
        findings.extend(more);
        Tables { flow, guards }
    });
    let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    made.filter(|_| !wrong).ok_or_else(|| {
        let lines = findings.iter();
        lines.map(|finding| line(path, finding, language)).collect()
    })
}

fn find<'t>(tables: &'t Tables, name: &str) -> Result<&'t RuleTable, Message> {
    let all = &tables.guards.tables;
    all.get(name).ok_or_else(|| {
        let message = Message::new("table-unknown-name").with("name", name);
        match nearest(name, all.keys().map(TableId::as_str)) {
            Some(near) => Message::new("table-near-name")
                .with("name", name)
                .with("near", near),
            None => {
                let names: Vec<&str> = all.keys().map(TableId::as_str).collect();
                message.with("names", names)
            }
        }
    })
}

#[cfg(test)]
mod tests;
