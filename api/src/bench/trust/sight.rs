//! How long it takes to decide what somebody sees of a whole case with two hundred fields.

use std::fmt::Write as _;

use chrono::DateTime;
use samspil_core::calendar::Calendar;
use samspil_core::case::Runnable;
use samspil_core::flow::read;
use samspil_core::guard::compile_all;
use samspil_core::id::FieldPath;
use samspil_core::simulate::Trial;

use crate::bench::bound::{Bound, Row};
use crate::bench::measure::now;
use crate::bench::work::begin;

/// How many fields the case has, in sections of ten.
const FIELDS: usize = 200;
const OF_SECTION: usize = 10;

/// It takes at most so long, in microseconds.
const MOST: u64 = 50;

/// How many decisions a round makes, and how often it is measured; the best counts.
const DECISIONS: u32 = 500;
const ROUNDS: usize = 5;

/// A flow that says of each field who sees it: some everyone, some one party, some by who fills them.
fn flow() -> String {
    let mut flow = "samspil: 1\nflow: bum-5\ntitle: Måling\nparties:\n".to_owned()
        + "  authority: {title: Myndighed, side: authority}\n  provider: {title: Udfører, side: provider}\ndata:\n";
    let mut filled = Vec::new();
    for number in 0..FIELDS {
        if number % OF_SECTION == 0 {
            // Writing into a text does not fail.
            let _ = writeln!(flow, "  s{}:", number / OF_SECTION);
        }
        let seen = match number % 4 {
            0 => ", seen_by: everyone",
            1 => ", seen_by: authority",
            2 => ", seen_by: [authority, provider]",
            _ => "",
        };
        let _ = writeln!(flow, "    f{number}: {{type: text, optional: true{seen}}}");
        filled.push(format!("s{}.f{number}", number / OF_SECTION));
    }
    let _ = writeln!(
        flow,
        "does:\n  assess: {{task: Vurdér, by: provider, fills: [{}]}}",
        filled.join(", ")
    );
    flow
}

/// Measures.
pub(super) fn measure() -> Result<Row, String> {
    let (flow, findings) = read(&flow());
    let flow = flow.ok_or_else(|| format!("{findings:?}"))?;
    let (guards, _) = compile_all(&flow);
    let run = Runnable::new(flow, guards, 1, Calendar::default());
    let mut trial = Trial::new(&run, DateTime::UNIX_EPOCH);
    let (by, first) = begin(0);
    trial
        .start(DateTime::UNIX_EPOCH, "sag", first.parties, first.data)
        .map_err(|error| format!("{error:?}"))?;
    let view = trial.view().ok_or("no case")?;
    let paths: Vec<FieldPath> = run.flow.data.fields().map(|field| field.path.clone()).collect();
    if paths.len() != FIELDS {
        return Err(format!("{} fields", paths.len()));
    }
    let mut best = u64::MAX;
    for _ in 0..ROUNDS {
        let began = now();
        let mut seen = 0;
        for _ in 0..DECISIONS {
            let eyes = by.eyes(&view);
            seen += paths.iter().filter(|path| view.sees_field(&eyes, path)).count();
        }
        let nanos = u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX);
        if seen == 0 {
            return Err("nothing is seen".to_owned());
        }
        best = best.min(nanos / u64::from(DECISIONS));
    }
    Ok(Row {
        what: "sight",
        place: "core",
        figure: best.div_ceil(1_000),
        bound: Bound::AtMost(MOST),
    })
}
