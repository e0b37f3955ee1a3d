//! `samspil explore`: whether a flow has a run, what it can never do, and where a case gets stuck.

mod asked;
mod on_page;
mod progress;
mod stop;
#[cfg(test)]
mod tests;
mod told;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use samspil_core::case::Runnable;
use samspil_core::explore::{DEFAULT_MOST_BYTES, ExploreError, Settings, explore, survey};
use samspil_core::text::{Language, Message};
use serde_json::Value as Json;

use self::asked::{Asked, Wants, questions};
pub(crate) use self::on_page::{PageQuestion, on_page};
use self::progress::Progress;
use self::stop::Stop;
use self::told::{told, told_survey};
use crate::language::{Format, INPUT_ERROR, Told, complain, print_with};
use crate::play::moment;
use crate::runnable::runnable_from;
use crate::words::say;

/// The exit code where the answer is not the one that was asked for.
const OTHERWISE: u8 = 1;

/// Bytes in a megabyte.
const MEGABYTE: u64 = 1 << 20;

/// What is asked of all runs of a flow.
#[derive(Args)]
pub(crate) struct Command {
    /// The flow file.
    #[arg(value_name = "FLOW")]
    flow: Option<PathBuf>,
    /// Items in the order in which they are done, with commas between: is there a run that may close and does just these
    /// among the context?
    #[arg(long, value_name = "ITEMS")]
    trace: Option<String>,
    /// Items that are done as the trace says or not at all; the trace's own belong to them.
    #[arg(long, value_name = "ITEMS", default_value = "")]
    context: String,
    /// Exit code 0 where there is a run along the trace, or along the one given here, and 1 where there is none.
    #[arg(long, value_name = "ITEMS", num_args = 0..=1, default_missing_value = "")]
    exists: Vec<String>,
    /// Exit code 0 where there is no such run, and 1 where there is one or that is not sure.
    #[arg(long, value_name = "ITEMS", num_args = 0..=1, default_missing_value = "")]
    never: Vec<String>,
    /// Exit code 0 where the case can close, and 1 where it never can.
    #[arg(long)]
    can_close: bool,
    /// Exit code 0 where the item can be done, and 1 where it never can.
    #[arg(long, value_name = "ITEM")]
    can_do: Vec<String>,
    /// Exit code 0 where the case can close from wherever it comes, and 1 where it can get stuck.
    #[arg(long)]
    dead_end: bool,
    /// Leave lengths of time out: what waits for its time may come at any moment.
    #[arg(long)]
    untimed: bool,
    /// When the case begins.
    #[arg(long, value_name = "MOMENT", default_value = "2026-01-05T09:00")]
    starts: String,
    /// What is known from the start, as JSON: {"application": {"urgent": true}}.
    #[arg(long, value_name = "JSON")]
    data: Option<String>,
    /// How much may be kept, in megabytes.
    #[arg(long, value_name = "MB", default_value_t = DEFAULT_MOST_BYTES / MEGABYTE)]
    memory: u64,
    /// How many states may be met.
    #[arg(long, value_name = "COUNT", default_value_t = u32::MAX)]
    states: u32,
}

/// What came of all questions.
#[derive(Debug)]
struct Answered {
    told: Told,
    otherwise: bool,
}

/// Answers: 0 as asked for, 1 otherwise, 2 what cannot be asked.
pub(crate) fn run(command: Command, language: Language, format: Format) -> ExitCode {
    let (command, flow) = match command.with_flow() {
        Ok(found) => found,
        Err(message) => return complained(&message, language),
    };
    let run = match runnable_from(&flow, language) {
        Ok(run) => run,
        Err(code) => return code,
    };
    match answer(&command, &run, &Stop::by_ctrl_c(), language) {
        Err(message) => complained(&message, language),
        Ok(answered) => {
            let code = ExitCode::from(u8::from(answered.otherwise) * OTHERWISE);
            print_with(Ok(answered.told), format, code)
        }
    }
}

fn complained(message: &Message, language: Language) -> ExitCode {
    complain(&[say(message, language)]);
    ExitCode::from(INPUT_ERROR)
}

impl Command {
    /// The flow. Written behind `--exists` or `--never` it reads like their sequence; there it is known by its file.
    fn with_flow(mut self) -> Result<(Self, PathBuf), Message> {
        if let Some(flow) = self.flow.take() {
            return Ok((self, flow));
        }
        let mut sequences = self.exists.iter_mut().chain(&mut self.never);
        let swallowed = sequences.find(|sequence| Path::new(sequence.as_str()).is_file());
        match swallowed.map(std::mem::take) {
            Some(flow) => Ok((self, PathBuf::from(flow))),
            None => Err(Message::new("explore-no-flow")),
        }
    }

    fn settings(&self) -> Result<Settings, Message> {
        let starts = moment(&self.starts);
        let wrong = |key: &str, detail: &str| Message::new(key).with("detail", detail);
        Ok(Settings {
            untimed: self.untimed,
            starts: starts.ok_or_else(|| wrong("play-no-moment", &self.starts))?,
            data: match &self.data {
                None => Json::Null,
                Some(text) => {
                    serde_json::from_str(text).map_err(|error| wrong("play-not-json", &error.to_string()))?
                }
            },
            most_bytes: self.memory.saturating_mul(MEGABYTE),
            most_states: self.states,
        })
    }
}

fn answer(command: &Command, run: &Runnable, stop: &Stop, language: Language) -> Result<Answered, Message> {
    let settings = command.settings()?;
    let questions = questions(command, run)?;
    if questions.is_empty() {
        return surveyed(command, run, &settings, stop, language);
    }
    let progress = Progress::new(language);
    let mut answered = Answered {
        told: Told {
            lines: Vec::new(),
            json: Json::Null,
        },
        otherwise: false,
    };
    let mut all = Vec::new();
    for Asked { question, wants } in &questions {
        let mut go_on = |come| {
            progress.show(come);
            stop.go_on()
        };
        let found = explore(run, &settings, question, &mut go_on).map_err(|error| reason(&error))?;
        let exists = found.witness.is_some();
        answered.otherwise |= match wants {
            Wants::Told => false,
            Wants::Exists => !exists,
            Wants::Never => exists || !found.complete,
        };
        let told = told(run, &settings, question, &found, language);
        answered.told.lines.extend(told.lines);
        all.push(told.json);
    }
    drop(progress);
    answered.told.json = match <[Json; 1]>::try_from(all) {
        Ok([only]) => only,
        Err(many) => Json::Array(many),
    };
    Ok(answered)
}

/// Goes through everything: for all that a flow has in it, or for places where a case gets stuck.
fn surveyed(
    command: &Command,
    run: &Runnable,
    settings: &Settings,
    stop: &Stop,
    language: Language,
) -> Result<Answered, Message> {
    let progress = Progress::new(language);
    let mut go_on = |come| {
        progress.show(come);
        stop.go_on()
    };
    let found = survey(run, settings, &mut go_on).map_err(|error| reason(&error))?;
    drop(progress);
    let stuck = found.dead_end.is_some() || (command.dead_end && !found.complete);
    let lacks = found.closes.is_none() || !found.never.is_empty();
    Ok(Answered {
        otherwise: stuck || (lacks && !command.dead_end),
        told: told_survey(run, settings, &found, language),
    })
}

/// Why a question cannot be answered, with what is wrong one by one.
fn reason(error: &ExploreError) -> Message {
    match error {
        ExploreError::Refused(refusal) => {
            let because: Vec<Message> = refusal
                .because
                .iter()
                .map(|block| block.message.clone())
                .collect();
            Message::new("explore-refused")
                .with("what", refusal.message.clone())
                .with("because", because)
        }
        other => other.message(),
    }
}
