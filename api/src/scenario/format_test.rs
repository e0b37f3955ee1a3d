//! What a scenario file may say, and that a scenario fails where it should, with its place.

use samspil_core::calendar::Calendar;
use samspil_core::case::Runnable;
use samspil_core::guard::compile_all;
use samspil_core::text::Language;

use super::read::read;
use super::run::run;
use super::told;

const FLOW: &str = "samspil: 1
flow: tried
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
data:
  d:
    n: {type: integer}
    rows: {optional: true, list: {price: {type: money}, name: {type: text, optional: true}}}
stages:
  s:
    title: Fase
    does:
      a:
        task: A
        by: worker
        fills: [d.n, d.rows]
        due: {lasts: 10 days, ladder: [{at: 50 %, remind: owner}, {at: due, tell: leader}]}
        letter: brev
      w: {wait: Svar, after: a, until: {message: answered}}
      b: {task: B, by: worker, after: w}
";

const HEAD: &str = "scenario: Prøve\nstarts: 2026-01-05 09:00\n";

fn runnable() -> Runnable {
    let (flow, findings) = samspil_core::flow::read(FLOW);
    assert_eq!(findings, []);
    let flow = flow.unwrap();
    let (guards, findings) = compile_all(&flow);
    assert_eq!(findings, []);
    Runnable::new(flow, guards, 1, Calendar::default())
}

/// What is said of steps: `LINE:COLUMN key` for each fault, `LINE:COLUMN step what` for each failure.
fn said(steps: &str) -> Vec<String> {
    let flow = runnable();
    match read(&format!("{HEAD}steps:\n{steps}"), &flow.flow, None) {
        Err(faults) => faults
            .iter()
            .map(|fault| format!("{}:{} {}", fault.place.line, fault.place.column, fault.what.key))
            .collect(),
        Ok(scenario) => run(&flow, None, &scenario)
            .failures
            .iter()
            .map(|failure| {
                let place = failure.place;
                format!(
                    "{}:{} {} {}",
                    place.line, place.column, failure.step, failure.what
                )
            })
            .collect(),
    }
}

#[test]
fn a_scenario_passes_where_all_is_as_it_says() {
    let steps = "
  - expect: {active: [a, s], possible: [a], owed: [], state: open, may_close: false, clocks: {a: {due: 2026-01-15}}}
  - {complete: b, refused: blocked}
  - {complete: a, by: boss, refused: not_owner}
  - advance: 6 days
  - expect:
      notices: [{to: worker, kind: reminder, clock: a}]
      rungs: [{clock: a, does: remind}]
  - expect: {notices: [], rungs: []}
  - to: 2026-01-16
  - expect:
      clocks: {a: {state: breached}}
      notices: [{to: boss, kind: lateness, clock: a}]
  - complete: a
    data: {d: {n: 3, rows: [{price: 1.50, name: x}, {price: 2}]}}
  - expect:
      letters: [brev]
      done: {includes: [a], excludes: [b]}
      data: {d.n: 3, d.rows: [{price: 1.5}, {price: 2.00, name: ~}]}
  - {message: answered}
  - {hold: Ferie, by: worker}
  - expect: {state: on_hold}
  - {resume: true, by: worker}
  - {add: Ring, owner: worker, reason: Borgeren bad om det}
  - expect: {owed: ['unplanned#1']}
  - complete: 'unplanned#1'
  - {skip: b, refused: reason_missing}
  - {skip: b, reason: Ikke nødvendigt}
  - expect: {state: closed, skipped: [b]}
  - {reopen: Mere at gøre}
  - {redo: b, reason: Mere at gøre}
  - {terminate: Fortrudt}
";
    assert_eq!(said(steps), Vec::<String>::new());
}

#[test]
fn a_scenario_fails_at_the_step_where_something_is_otherwise() {
    for (steps, expected) in [
        ("  - expect: {active: [a]}\n", "4:14 1 active"),
        ("  - expect: {active: {excludes: [a]}}\n", "4:14 1 active"),
        ("  - expect: {active: {includes: [b]}}\n", "4:14 1 active"),
        ("  - expect: {state: closed}\n", "4:14 1 state"),
        ("  - expect: {may_close: true}\n", "4:14 1 may_close"),
        (
            "  - expect: {clocks: {a: {due: 2026-01-16}}}\n",
            "4:23 1 clocks.a",
        ),
        ("  - expect: {clocks: {a: {state: met}}}\n", "4:23 1 clocks.a"),
        (
            "  - advance: 6 days\n  - expect: {notices: []}\n",
            "5:14 2 notices",
        ),
        ("  - advance: 6 days\n  - expect: {rungs: []}\n", "5:14 2 rungs"),
        ("  - expect: {letters: [brev]}\n", "4:14 1 letters"),
        ("  - expect: {data: {d.n: 3}}\n", "4:21 1 data.d.n"),
        ("  - expect: {state: open}\n  - complete: b\n", "5:5 2 refused"),
        ("  - {complete: b, refused: ended}\n", "4:6 1 refused"),
        (
            "  - {complete: a, data: {d: {n: 1}}, refused: blocked}\n",
            "4:6 1 refused",
        ),
        ("  - to: 2026-01-04\n", "4:5 1 refused"),
    ] {
        assert_eq!(said(steps), [expected], "{steps}");
    }
}

#[test]
fn what_cannot_be_meant_is_said_with_its_place() {
    for (steps, expected) in [
        ("  - {}\n", "4:5 scenario-wants-step"),
        ("  - a\n", "4:5 scenario-wants-step"),
        ("  - {complete: a, skip: b}\n", "4:5 scenario-wants-step"),
        ("  - {complete: x}\n", "4:16 scenario-unknown-name"),
        ("  - {complete: a, with: b}\n", "4:19 scenario-unknown-key"),
        ("  - {complete: a, by: nobody}\n", "4:23 scenario-unknown-name"),
        ("  - {add: Ring, reason: Fordi}\n", "4:6 scenario-missing-key"),
        ("  - {message: other}\n", "4:15 scenario-unknown-name"),
        ("  - advance: 3 uger\n", "4:14 length-unit"),
        ("  - to: snart\n", "4:9 scenario-wants-moment"),
        ("  - expect: {}\n", "4:13 scenario-wants-keys"),
        ("  - expect: {aktive: [a]}\n", "4:14 scenario-unknown-key"),
        ("  - expect: {active: a}\n", "4:22 scenario-wants-list"),
        (
            "  - expect: {active: {excludes: [x]}}\n",
            "4:34 scenario-unknown-name",
        ),
        ("  - expect: {state: shut}\n", "4:21 scenario-unknown-name"),
        (
            "  - expect: {clocks: {x: {state: met}}}\n",
            "4:23 scenario-unknown-name",
        ),
        (
            "  - expect: {clocks: {a: {state: late}}}\n",
            "4:34 scenario-unknown-name",
        ),
        ("  - expect: {data: {d.m: 1}}\n", "4:21 scenario-unknown-name"),
        (
            "  - expect: {notices: [{to: boss}]}\n",
            "4:24 scenario-missing-key",
        ),
        ("  - {complete: a, complete: a}\n", "4:19 flow-key-twice"),
    ] {
        assert_eq!(said(steps).first().map(String::as_str), Some(expected), "{steps}");
    }
}

#[test]
fn a_failure_is_told_with_step_place_expected_and_found() {
    let flow = runnable();
    let text = format!("{HEAD}steps:\n  - expect: {{active: [a], state: closed}}\n");
    let scenario = read(&text, &flow.flow, None).unwrap();
    let verdict = run(&flow, None, &scenario);
    let mut golden = String::new();
    for language in Language::ALL {
        golden.push_str(&told::lines("x.yaml", &scenario, &verdict, language).join("\n"));
        golden.push('\n');
        golden.push_str(&told::json("x.yaml", &scenario, &verdict, language).to_string());
        golden.push('\n');
    }
    insta::assert_snapshot!(golden);
}

/// A flow whose decision another person approves, and whose data follow from others.
const FOUR_EYES: &str = "samspil: 1
flow: tried
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
data:
  d:
    rows: {optional: true, list: {hours: {type: integer}, rate: {type: integer}, price: {is: hours * rate}}}
    sum: {is: sum(d.rows.price)}
    home: {record: {from: {type: date}, to: {type: date}, days: {is: 'days_between(d.home.from, d.home.to)'}}}
does:
  decide: {task: Afgør, by: worker, fills: [d.rows]}
  approve: {task: Godkend, by: worker, after: decide, not_same_as: decide}
";

#[test]
fn two_persons_of_one_party_act_and_computed_fields_are_expected() {
    let (flow, findings) = samspil_core::flow::read(FOUR_EYES);
    assert_eq!(findings, []);
    let flow = flow.unwrap();
    let (guards, findings) = compile_all(&flow);
    assert_eq!(findings, []);
    let flow = Runnable::new(flow, guards, 1, Calendar::default());
    let steps = "
  - {set: {d: {home: {from: 2026-01-01, to: 2026-01-11}}}}
  - {complete: decide, person: 1, data: {d: {rows: [{hours: 2, rate: 100}, {hours: 3, rate: 10}]}}}
  - {complete: approve, by: worker, person: 1, refused: four_eyes}
  - expect: {active: [approve], data: {d.sum: 230, d.rows: [{price: 200}, {price: 30}], d.home: {days: 10}}}
  - {complete: approve, person: 2}
  - expect: {data: {d.sum: 231}}
";
    let scenario = read(&format!("{HEAD}steps:\n{steps}"), &flow.flow, None).unwrap();
    let failures = run(&flow, None, &scenario).failures;
    let told: Vec<_> = failures
        .iter()
        .map(|failure| (failure.step, failure.what.as_str()))
        .collect();
    assert_eq!(told, [(6, "data.d.sum")]);
    assert_eq!(
        said("  - {complete: a, person: 0}\n  - {complete: a, person: Anna}\n"),
        ["4:27 scenario-wants-person", "5:27 scenario-wants-person"]
    );
}
