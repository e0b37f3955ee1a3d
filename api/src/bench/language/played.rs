//! Cases in memory: single steps of one case, and a whole log of cases.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use samspil_core::calendar::{Calendar, instant_of};
use samspil_core::case::{Asked, Case, Input, Runnable, step, step_on};
use samspil_core::flow::read;
use samspil_core::guard::compile_all;
use samspil_core::id::ItemId;
use samspil_core::import::{Vocabulary, import};
use samspil_core::simulate::{Trial, meant};
use samspil_core::text::Language;
use serde::Deserialize;
use serde_json::{Value, json};

/// A case, and something that is asked of it again and again: each time of the case as it was.
pub(super) struct Stepped {
    run: Runnable,
    case: Case,
    input: Input,
}

impl Stepped {
    /// The shipped flow before its first task, which starts the clock of the decision and sends a letter; the form has been
    /// kept so often before.
    pub(super) fn of_shipped(run: Runnable, kept: usize) -> Result<Self, String> {
        let data = json!({"application": {
            "received_on": "2026-01-02", "channel": "digital_post", "legal_basis": "s85",
            "elder_act_checked": true, "answer_by": "2026-02-27",
        }});
        let (case, input) = {
            let trial = begun(&run)?;
            let item = named(&trial, "register")?;
            let draft = Input {
                at: trial.now,
                by: trial.usual_actor(&item),
                what: Asked::SaveDraft {
                    item: item.clone(),
                    data: data.clone(),
                },
            };
            let input = complete(&trial, item, data);
            let mut case = trial.case.ok_or("no case")?;
            for _ in 0..kept {
                case = step(&run, &case, &draft).map_err(|refusal| refusal.code)?.case;
            }
            (case, input)
        };
        Ok(Self { run, case, input })
    }

    /// So many steps; answers how many events they gave.
    pub(super) fn steps(&self, times: usize) -> Result<usize, String> {
        let mut events = 0;
        for _ in 0..times {
            events += usize::from(self.next(&self.case)?.1);
        }
        Ok(events)
    }

    fn next(&self, case: &Case) -> Result<(Case, bool), String> {
        let step = step(&self.run, case, &self.input).map_err(|refusal| refusal.code)?;
        Ok((step.case, step.event.is_some()))
    }
}

/// A log of cases and the DCR graph that they are played through.
pub(super) struct Log {
    run: Runnable,
    first: Case,
    variants: Vec<(Vec<Input>, usize)>,
}

/// The files of a log.
pub(in crate::bench) struct LogFiles {
    /// The graph.
    pub(in crate::bench) graph: PathBuf,
    /// Its cases: `{"variants": [{"trace": [event, …], "count": so many cases}]}`.
    pub(in crate::bench) cases: PathBuf,
}

#[derive(Deserialize)]
struct Variants {
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    trace: Vec<String>,
    count: usize,
}

impl Log {
    pub(super) fn open(files: &LogFiles) -> Result<Self, String> {
        let imported = import(Vocabulary::Dcr, "log", loaded(&files.graph)?);
        let (flow, findings) = read(&imported.flow.ok_or_else(|| format!("{:?}", imported.findings))?);
        let flow = flow.ok_or_else(|| format!("{findings:?}"))?;
        let (guards, _) = compile_all(&flow);
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        let of: Variants =
            serde_json::from_slice(&loaded(&files.cases)?).map_err(|error| error.to_string())?;
        let (first, variants) = {
            let trial = begun(&run)?;
            let mut inputs: BTreeMap<String, Input> = BTreeMap::new();
            for name in of.variants.iter().flat_map(|variant| &variant.trace) {
                if !inputs.contains_key(name) {
                    let item = named(&trial, name)?;
                    inputs.insert(name.clone(), complete(&trial, item, Value::Null));
                }
            }
            let of_names = |names: &[String]| {
                names
                    .iter()
                    .filter_map(|name| inputs.get(name).cloned())
                    .collect()
            };
            let variants = of.variants.iter();
            let variants: Vec<_> = variants
                .map(|variant| (of_names(&variant.trace), variant.count))
                .collect();
            (trial.case.ok_or("no case")?, variants)
        };
        Ok(Self { run, first, variants })
    }

    /// How many events all cases have.
    pub(super) fn events(&self) -> usize {
        self.variants
            .iter()
            .map(|(inputs, count)| inputs.len() * count)
            .sum()
    }

    /// Plays every case from its beginning; answers how many events were accepted.
    pub(super) fn replay(&self) -> Result<usize, String> {
        let mut events = 0;
        for (inputs, count) in &self.variants {
            for _ in 0..*count {
                let mut case = self.first.clone();
                for input in inputs {
                    case = step_on(&self.run, case, input)
                        .map_err(|refusal| refusal.code)?
                        .case;
                }
                events += inputs.len();
            }
        }
        Ok(events)
    }
}

fn loaded(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// When every case begins: a Monday at nine.
fn beginning() -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default();
    instant_of(day.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()))
}

fn begun(run: &Runnable) -> Result<Trial<'_>, String> {
    let mut trial = Trial::new(run, beginning());
    let started = trial.start(beginning(), "sag", Vec::new(), Value::Null);
    started.map_err(|error| error.into_refusal().code)?;
    Ok(trial)
}

fn named(trial: &Trial<'_>, name: &str) -> Result<ItemId, String> {
    let item = meant(trial.run, trial.view().as_ref(), name, None);
    let item = item.map_err(|refusal| refusal.message.say(Language::English))?;
    item.cloned().ok_or_else(|| name.to_owned())
}

/// The item done by whoever owns it.
fn complete(trial: &Trial<'_>, item: ItemId, data: Value) -> Input {
    Input {
        at: trial.now,
        by: trial.usual_actor(&item),
        what: Asked::Complete { item, data },
    }
}
