//! `samspil sight`: what each party can see of the case file in each phase, proved from the flow alone.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use samspil_core::case::{CanSee, Onlooker, Runnable, Seen};
use samspil_core::flow::{Field, Protected};
use samspil_core::id::{FieldPath, PartyId, PhaseId};
use samspil_core::text::{Language, Message};
use serde_json::{Value as Json, json};

use crate::language::{Format, Told, print, print_with};
use crate::runnable::runnable_from;
use crate::words::say;

/// Which flow, and what is to be proved of it.
#[derive(Args)]
pub(crate) struct Command {
    /// The flow file.
    flow: PathBuf,
    /// Prove that a party never sees a field: exit code 0 where the flow alone rules it out, else 1.
    #[arg(long, value_name = "PARTY:FIELD")]
    never: Vec<String>,
    /// In this phase alone; otherwise in any.
    #[arg(long = "in", value_name = "PHASE", requires = "never")]
    phase: Option<String>,
}

/// Tells the matrix, or what is proved: 0, 1 where something cannot be proved, or 2 where the flow cannot be read.
pub(crate) fn run(command: &Command, language: Language, format: Format) -> ExitCode {
    let run = match runnable_from(&command.flow, language) {
        Ok(run) => run,
        Err(code) => return code,
    };
    if command.never.is_empty() {
        return print(Ok(matrix(&run, language)), format);
    }
    match proofs(&run, command, language) {
        Ok((told, proved)) => {
            let code = if proved {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
            print_with(Ok(told), format, code)
        }
        Err(wrong) => print(Err(wrong), format),
    }
}

/// The matrix: a line for each field, a sign for each party in each phase.
fn matrix(run: &Runnable, language: Language) -> Told {
    let onlookers: Vec<Onlooker<'_>> = run.onlookers().collect();
    let mut lines = vec![say(&Message::new("sight-legend"), language), String::new()];
    for (number, onlooker) in onlookers.iter().enumerate() {
        let party = onlooker.party.title.in_language(language);
        let phase = onlooker.phase.and_then(|phase| run.flow.phases.get(phase));
        let phase = phase.map(|phase| format!(", {}", phase.title.in_language(language)));
        lines.push(format!("{:>3}  {party}{}", number + 1, phase.unwrap_or_default()));
    }
    lines.push(String::new());
    let longest = run
        .all_fields()
        .map(|(_, field)| field.path.as_str().chars().count())
        .max();
    let width = longest.unwrap_or_default();
    let numbers: String = (1..=onlookers.len())
        .map(|number| format!("{number:>4}"))
        .collect();
    lines.push(format!("{:width$}{numbers}", ""));
    for (outer, field) in run.all_fields() {
        let signs: String = onlookers
            .iter()
            .map(|onlooker| format!("{:>4}", sign(run.can_see(onlooker, outer, field))))
            .collect();
        lines.push(format!("{:width$}{signs}", field.path.as_str()));
    }
    let rows = run.all_fields().flat_map(|(outer, field)| {
        let told = |onlooker: &Onlooker<'_>| row(field, onlooker, run.can_see(onlooker, outer, field));
        onlookers.iter().map(told).collect::<Vec<_>>()
    });
    let json = json!({ "flow": run.flow.id, "sight": rows.collect::<Vec<Json>>() });
    Told { lines, json }
}

/// `+` sees, `o` once work is handed over, `-` never; `s` under consent, `b` not while it is protected.
fn sign(seen: Seen) -> String {
    let can = match seen.can {
        CanSee::Never => return "-".to_owned(),
        CanSee::HandedOver => "o",
        CanSee::Bound => "+",
    };
    let consent = if seen.by_consent { "s" } else { "" };
    let protected = if seen.unless.is_some() { "b" } else { "" };
    format!("{can}{consent}{protected}")
}

fn row(field: &Field, onlooker: &Onlooker<'_>, seen: Seen) -> Json {
    json!({
        "field": field.path,
        "party": onlooker.party.id,
        "phase": onlooker.phase,
        "can": match seen.can {
            CanSee::Never => "never",
            CanSee::HandedOver => "handed_over",
            CanSee::Bound => "bound",
        },
        "by_consent": seen.by_consent,
        "unless_protected": seen.unless.map(|protected| match protected {
            Protected::Name => "name",
            Protected::Address => "address",
        }),
    })
}

/// What is proved, and whether all of it is.
fn proofs(run: &Runnable, command: &Command, language: Language) -> Result<(Told, bool), String> {
    let (mut lines, mut rows, mut all) = (Vec::new(), Vec::new(), true);
    let phase = command.phase.as_deref().map(PhaseId::new).transpose();
    let phase = phase.map_err(|_| unknown(command.phase.as_deref().unwrap_or_default(), language))?;
    for asked in &command.never {
        let proved = asked.split_once(':').and_then(|(party, field)| {
            let (party, field) = (PartyId::new(party).ok()?, FieldPath::new(field).ok()?);
            run.never_sees(&party, &field, phase.as_ref())
        });
        let proved = proved.ok_or_else(|| unknown(asked, language))?;
        all &= proved;
        let key = if proved { "sight-never" } else { "sight-may" };
        lines.push(say(&Message::new(key).with("asked", asked.as_str()), language));
        rows.push(json!({ "never": asked, "phase": phase, "proved": proved }));
    }
    let json = json!({ "flow": run.flow.id, "proofs": rows });
    Ok((Told { lines, json }, all))
}

fn unknown(asked: &str, language: Language) -> String {
    say(&Message::new("sight-unknown").with("asked", asked), language)
}

#[cfg(test)]
mod tests {
    use samspil_core::calendar::Calendar;
    use samspil_core::flow::read;
    use samspil_core::guard::compile_all;

    use super::*;

    #[test]
    fn what_each_party_can_see_of_a_shipped_flow_is_golden_text() {
        let (flow, findings) = read(include_str!("../../flows/voksen-bum/flow.yaml"));
        assert_eq!(findings, []);
        let flow = flow.unwrap();
        let (guards, _) = compile_all(&flow);
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        insta::assert_snapshot!(matrix(&run, Language::Danish).lines.join("\n"));
    }

    #[test]
    fn a_proof_holds_in_one_phase_and_not_in_another() {
        let text = "samspil: 1\nflow: f\ntitle: F\nparties:\n  w: {title: W, side: authority}\n  p: {title: P, side: provider, sees_in: [bids, delivery]}\nphases:\n  bids: {from: ask}\n  delivery: {from: order}\ndata: {d: {rate: {type: text, seen_by: everyone, seen_in: {p: delivery}}}}\ndoes:\n  ask: {task: A, by: w}\n  order: {task: O, by: w, after: ask}\n";
        let flow = read(text).0.unwrap();
        let (guards, _) = compile_all(&flow);
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        for (asked, phase, proved) in [
            ("p:d.rate", Some("bids"), Some(true)),
            ("p:d.rate", Some("delivery"), Some(false)),
            ("p:d.rate", None, Some(false)),
            ("w:d.rate", Some("bids"), Some(false)),
            ("p:d.rate", Some("nowhere"), None),
            ("q:d.rate", None, None),
            ("p:d.rat", None, None),
        ] {
            let command = Command {
                flow: PathBuf::new(),
                never: vec![asked.to_owned()],
                phase: phase.map(str::to_owned),
            };
            let found = proofs(&run, &command, Language::Danish)
                .ok()
                .map(|(_, proved)| proved);
            assert_eq!(found, proved, "{asked} {phase:?}");
        }
    }
}
