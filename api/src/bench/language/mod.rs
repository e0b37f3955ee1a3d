//! `samspil bench language`: how fast flow files are read, checked, drawn and played, beside a yardstick of the machine
//! itself.

mod looked;
mod made_up;
mod played;

use std::ops::ControlFlow;

use clap::ValueEnum;
use samspil_core::calendar::Calendar;
use samspil_core::case::Runnable;
use samspil_core::diagram::{Scene, Shown, Wanted, svg};
use samspil_core::explore::{Answer, DEFAULT_MOST_BYTES, Question, Settings, explore};
use samspil_core::flow::{MAX_FLOW_BYTES, read};
use samspil_core::guard::compile_all;
use samspil_core::text::{Language, Message};
use serde::Serialize;
use sha2::{Digest, Sha256};

use self::looked::Looked;
use self::made_up::{flow_of, graph_of, largest};
pub(super) use self::played::LogFiles;
use self::played::{Log, Stepped};
use super::measure::now;
use crate::words::say;

/// How often each thing is done; the middle one counts, and the first is told beside it.
const ROUNDS: usize = 15;

/// The items of the picture that is measured.
const DRAWN_ITEMS: usize = 300;

/// The items of the graph whose runs are searched: as many as masks have bits for.
const SEARCHED_ITEMS: usize = 64;

/// How many of its states are gone through.
const SEARCHED_STATES: u32 = 500_000;
/// How many steps are measured together.
const STEPS: usize = 1_000;

/// How many events came before where much has happened.
const EVENTS_BEFORE: usize = 10_000;

/// How many events of a log are played in a millisecond at least: 300,000 a second.
const EVENTS_A_MS: usize = 300;

/// How much the yardstick sums up, in bytes: the machine's own pace, for comparing figures between machines.
const YARDSTICK_BYTES: usize = 16 << 20;

/// What is measured of the language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum What {
    /// A sum over 16 MiB.
    Yardstick,
    /// The shipped flow, read, checked and made ready to run.
    Shipped,
    /// The largest flow file that is read.
    Largest,
    /// A picture of 300 items: in words, laid out and drawn.
    Picture,
    /// The runs of a graph of 64 items, as far as so many states.
    Search,
    /// A thousand steps of the shipped flow.
    Steps,
    /// The same in a case in which much has happened.
    LateSteps,
    /// A thousand looks at a case of 200 fields, each field decided.
    Looks,
    /// A log of cases, played from the first event to the last.
    Log,
}

/// One figure.
#[derive(Serialize)]
pub(super) struct Row {
    name: String,
    first_us: u64,
    middle_us: u64,
    /// The most that it may take, where there is such a bound, in milliseconds.
    bound_ms: Option<u64>,
    /// How often the yardstick's time it takes, in hundredths.
    of_yardstick: u64,
}

impl What {
    fn bound_ms(self, inputs: &Inputs) -> Option<u64> {
        match self {
            Self::Yardstick => None,
            Self::Shipped => Some(20),
            Self::Largest => Some(500),
            Self::Picture => Some(200),
            // A million states in a second.
            Self::Search => Some(500),
            Self::Steps | Self::LateSteps => Some(10),
            // Fifty microseconds each.
            Self::Looks => Some(50),
            Self::Log => u64::try_from(inputs.log.as_ref()?.events() / EVENTS_A_MS).ok(),
        }
    }

    fn name(self, inputs: &Inputs, language: Language) -> String {
        let key = match self {
            Self::Yardstick => "bench-yardstick",
            Self::Shipped => "bench-shipped",
            Self::Largest => "bench-largest",
            Self::Picture => "bench-picture",
            Self::Search => "bench-search",
            Self::Steps => "bench-steps",
            Self::LateSteps => "bench-late-steps",
            Self::Looks => "bench-looks",
            Self::Log => "bench-log",
        };
        let count = match self {
            Self::Log => inputs.log.as_ref().map_or(0, Log::events),
            Self::Steps | Self::LateSteps | Self::Looks => STEPS,
            _ => DRAWN_ITEMS,
        };
        let message = Message::new(key)
            .with("count", i64::try_from(count).unwrap_or(i64::MAX))
            .with("states", i64::from(SEARCHED_STATES))
            .with("bytes", inputs.bytes_each);
        say(&message, language)
    }

    /// Does it once; answers something that depends on all of it, so that none of it is left out.
    fn once(self, inputs: &Inputs) -> Result<usize, String> {
        match self {
            Self::Yardstick => Ok(usize::from(Sha256::digest(&inputs.yardstick)[0])),
            Self::Shipped => ready(&inputs.shipped),
            Self::Largest => ready(&inputs.largest),
            Self::Picture => picture(&inputs.drawn),
            Self::Search => {
                search(&inputs.searched).map(|answer| usize::try_from(answer.states).unwrap_or(usize::MAX))
            }
            Self::Steps => inputs.stepped.steps(STEPS),
            Self::LateSteps => inputs.stepped_late.steps(STEPS),
            Self::Looks => Ok(inputs.looked.looks(STEPS)),
            Self::Log => inputs.log.as_ref().map_or(Ok(0), Log::replay),
        }
    }
}

struct Inputs {
    yardstick: Vec<u8>,
    shipped: String,
    largest: String,
    drawn: Runnable,
    searched: Runnable,
    /// What a search keeps for each state.
    bytes_each: i64,
    stepped: Stepped,
    stepped_late: Stepped,
    looked: Looked,
    log: Option<Log>,
}

const SHIPPED: &str = include_str!("../../../../flows/voksen-bum/flow.yaml");

/// Measures everything in one run.
///
/// # Errors
/// A sentence where something that is measured cannot be done.
pub(super) fn measure(log: Option<&LogFiles>, language: Language) -> Result<Vec<Row>, String> {
    let searched = runnable(&graph_of(SEARCHED_ITEMS))?;
    let answer = search(&searched)?;
    let bytes_each = answer.kept_bytes.div_ceil(answer.states.max(1));
    let inputs = Inputs {
        searched,
        bytes_each: i64::try_from(bytes_each).unwrap_or(i64::MAX),
        yardstick: vec![7; YARDSTICK_BYTES],
        shipped: SHIPPED.to_owned(),
        largest: largest(MAX_FLOW_BYTES),
        drawn: runnable(&flow_of(DRAWN_ITEMS))?,
        stepped: Stepped::of_shipped(runnable(SHIPPED)?, 0)?,
        stepped_late: Stepped::of_shipped(runnable(SHIPPED)?, EVENTS_BEFORE)?,
        looked: Looked::new()?,
        log: log.map(Log::open).transpose()?,
    };
    let mut rows: Vec<Row> = Vec::new();
    let all = What::value_variants().iter();
    for what in all.filter(|what| **what != What::Log || inputs.log.is_some()) {
        let mut each = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            let began = now();
            std::hint::black_box(what.once(&inputs)?);
            each.push(u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX));
        }
        let first_us = each.first().copied().unwrap_or_default();
        each.sort_unstable();
        let middle_us = each.get(ROUNDS / 2).copied().unwrap_or_default();
        let yardstick = rows.first().map_or(middle_us, |row| row.middle_us).max(1);
        rows.push(Row {
            name: what.name(&inputs, language),
            first_us,
            middle_us,
            bound_ms: what.bound_ms(&inputs),
            of_yardstick: middle_us.saturating_mul(100) / yardstick,
        });
    }
    Ok(rows)
}

/// The rows as a table.
pub(super) fn lines(rows: &[Row], language: Language) -> Vec<String> {
    let head = say(&Message::new("bench-language-head"), language);
    let line = |row: &Row| {
        let bound = row
            .bound_ms
            .map_or_else(|| "-".to_owned(), |bound| bound.to_string());
        let millis = |micros: u64| format!("{}.{:02}", micros / 1_000, micros % 1_000 / 10);
        format!(
            "{:<44} {:>9} {:>9} {:>6} {:>7}.{:02}",
            row.name,
            millis(row.first_us),
            millis(row.middle_us),
            bound,
            row.of_yardstick / 100,
            row.of_yardstick % 100
        )
    };
    std::iter::once(head).chain(rows.iter().map(line)).collect()
}

fn runnable(text: &str) -> Result<Runnable, String> {
    let (flow, findings) = read(text);
    let flow = flow.ok_or_else(|| format!("{findings:?}"))?;
    let (guards, findings) = compile_all(&flow);
    match findings.first() {
        Some(finding) => Err(finding.what.say(Language::English)),
        None => Ok(Runnable::new(flow, guards, 1, Calendar::default())),
    }
}

fn ready(text: &str) -> Result<usize, String> {
    runnable(text).map(|run| run.flow.items.len())
}

fn picture(run: &Runnable) -> Result<usize, String> {
    let scene = Scene::new(&run.flow, &run.guards, &Wanted::whole(Language::Danish));
    let shown = Shown {
        alone: true,
        prefix: "",
        link: &|_| None,
    };
    let drawn = svg(&scene, &shown).map_err(|message| message.say(Language::English))?;
    Ok(drawn.len())
}

/// Goes through the runs of a graph, as far as so many states: its last task is looked for, which no run does.
fn search(run: &Runnable) -> Result<Answer, String> {
    let settings = Settings {
        untimed: true,
        starts: chrono::DateTime::UNIX_EPOCH,
        data: serde_json::Value::Null,
        most_bytes: DEFAULT_MOST_BYTES,
        most_states: SEARCHED_STATES,
    };
    let last = run.flow.items.keys().last().cloned();
    let last = last.ok_or_else(|| "a graph without items".to_owned())?;
    explore(run, &settings, &Question::Done(last), &mut |_| {
        ControlFlow::Continue(())
    })
    .map_err(|error| error.message().say(Language::English))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAPH: &str = "<d:definitions xmlns:d='http://tk/schema/dcr'><d:dcrGraph id='g'><d:event id='a'/>
        <d:event id='b'/><d:relation id='r' type='response' sourceRef='a' targetRef='b'/></d:dcrGraph></d:definitions>";

    fn small_log() -> Log {
        let folder = tempfile::tempdir().unwrap();
        let files = LogFiles {
            graph: folder.path().join("graph.xml"),
            cases: folder.path().join("cases.json"),
        };
        std::fs::write(&files.graph, GRAPH).unwrap();
        std::fs::write(
            &files.cases,
            r#"{"variants": [{"trace": ["a", "b", "a"], "count": 4}]}"#,
        )
        .unwrap();
        let log = Log::open(&files).unwrap();
        assert_eq!((log.events(), log.replay()), (12, Ok(12)));
        log
    }

    #[test]
    fn what_is_measured_can_be_done() {
        let inputs = Inputs {
            yardstick: vec![7; 16],
            shipped: SHIPPED.to_owned(),
            largest: flow_of(40),
            drawn: runnable(&flow_of(DRAWN_ITEMS)).unwrap(),
            searched: runnable(&graph_of(10)).unwrap(),
            bytes_each: 1,
            stepped: Stepped::of_shipped(runnable(SHIPPED).unwrap(), 0).unwrap(),
            stepped_late: Stepped::of_shipped(runnable(SHIPPED).unwrap(), 10).unwrap(),
            looked: Looked::new().unwrap(),
            log: Some(small_log()),
        };
        let found = search(&inputs.searched).unwrap();
        assert!(found.complete && found.witness.is_none(), "{found:?}");
        assert!(runnable(&graph_of(SEARCHED_ITEMS)).is_ok());
        for what in What::value_variants() {
            assert!(what.once(&inputs).unwrap() > 0, "{what:?}");
        }
        let rows = [Row {
            name: "x".to_owned(),
            first_us: 12_345,
            middle_us: 999,
            bound_ms: Some(20),
            of_yardstick: 7,
        }];
        let line = lines(&rows, Language::English).pop().unwrap();
        let cells: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(cells, ["x", "12.34", "0.99", "20", "0.07"]);
    }
}
