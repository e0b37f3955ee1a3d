//! What decision tables mean, as small flows and scripts: asked by guards, in rows, by clocks, on a day.

use super::Trial;
use super::script::{check, runnable};
use crate::case::why;
use crate::id::ItemId;
use crate::text::Language;

const RATES: &str = "data:
  order:
    starts_on: {type: date, optional: true}
    ceiling: {type: money, optional: true}
    lines:
      list:
        service: {type: choice, of: {visit: Besøg, stay: Ophold}}
        level: {type: level, of: 1..3}
        days: {type: integer}
        rate: {is: day_rate.amount}
        price: {is: day_rate.amount * days}
    total: {is: sum(order.lines.price)}
tables:
  day_rate:
    title: Døgntakst
    reads: {service: order.lines.service, level: order.lines.level}
    gives: {amount: {type: money, per: day, title: Takst}}
    valid_on: order.starts_on
    rules:
      - {service: visit, valid: 2026-01-01..2026-12-31, amount: 400}
      - {service: visit, valid: 2027-01-01..2027-12-31, amount: 412.50}
      - {service: stay, level: 1..2, valid: 2026-01-01..2027-12-31, amount: 1200}
      - {service: stay, level: 3, valid: 2026-01-01..2027-12-31, amount: 1800}
";

#[test]
fn a_table_over_the_columns_of_a_list_gives_a_value_for_each_row_on_its_day() {
    let flow = format!(
        "{RATES}stages:
  s:
    title: S
    does:
      fill: {{task: F, by: worker, fills: [order.lines, order.starts_on]}}
      cheap: {{milestone: Billig, after: fill, when: order.total <= 5000}}
      dear: {{milestone: Dyr, after: fill, when: any(order.lines.rate > 1500)}}
      sum: {{milestone: Sum, after: fill, when: sum(day_rate.amount) == 2212.50}}
      set: {{action: Sæt, after: [fill, sum], sets: {{order.ceiling: max(day_rate.amount)}}}}
      keep: {{task: K, by: worker}}
"
    );
    check(
        &flow,
        r#"start 2026-05-04 09:00
         do fill {"order": {"lines": [{"service": "visit", "level": 1, "days": 2}, {"service": "stay", "level": 3, "days": 3}]}}
         = done fill
         set {"order": {"starts_on": "2026-12-31"}}
         = done dear fill
         set {"order": {"starts_on": "2027-01-01"}}
         = done dear fill set sum
         set {"order": {"lines": [{"service": "visit", "level": 1, "days": 2}, {"service": "stay", "level": 1, "days": 3}]}}
         = done cheap dear fill set sum"#,
    );
}

#[test]
fn what_every_rule_gives_that_fits_is_gathered_as_rows() {
    let flow = "data:
  d:
    age: {type: integer, optional: true}
    alone: {type: boolean, optional: true}
tables:
  offers:
    title: Tilbud
    hit: rule_order
    reads: {age: d.age, alone: d.alone}
    gives: {offer: {type: choice, of: [call, visit, club]}, hours: integer}
    rules:
      - {age: 75.., offer: visit, hours: 2}
      - {alone: true, offer: call, hours: 1}
      - {age: 60.., alone: true, offer: club, hours: 3}
  points:
    title: Point
    hit: sum
    reads: {age: d.age, alone: d.alone}
    gives: {points: integer}
    rules: [{age: 75.., points: 2}, {alone: true, points: 3}]
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      three: {milestone: Tre, when: count(offers) == 3}
      visit: {milestone: Besøg, when: \"any(offers.offer == \\\"visit\\\")\"}
      hours: {milestone: Timer, when: sum(offers.hours) >= 4 && points.points == 3}
      none: {milestone: Ingen, when: count(offers) == 0 && points.points == 0 && exists(d.age)}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         = done
         set {"d": {"age": 80}}
         = done
         set {"d": {"alone": true}}
         = done three visit
         set {"d": {"age": 61}}
         = done hours three visit
         set {"d": {"age": 20, "alone": false}}
         = done hours none three visit"#,
    );
}

const LIMITS: &str = "data:
  device:
    kind: {type: choice, title: {da: Type, en: Type}, of: {ramp: {da: Rampe, en: Ramp}, chair: {da: Kørestol, en: Wheelchair}, car: {da: Bil, en: Car}}}
    urgent: {type: boolean, optional: true, title: {da: Haster, en: Urgent}}
tables:
  limit:
    title: {da: Frist efter hjælpemiddel, en: Limit by device}
    hit: first
    reads: {urgent: device.urgent, kind: device.kind}
    gives: {limit: {type: length, title: {da: Frist, en: Limit}}}
    rules:
      - {urgent: true, limit: 1 week}
      - {kind: ramp, limit: 5 weeks}
      - {kind: car, limit: 6 months}
    otherwise: {limit: 10 weeks}
clocks:
  answer: {title: {da: Svar, en: Answer}, starts: case, lasts: limit.limit, stops: {when: done(decide)}}
stages:
  s:
    title: S
    does:
      decide: {task: Afgør, by: worker, fills: [device.kind, device.urgent], due: limit.limit}
";

#[test]
fn a_clock_lasts_as_long_as_the_table_says_and_moves_when_that_changes() {
    check(
        LIMITS,
        r#"start 2026-01-05 09:00
         = clocks
         set {"device": {"kind": "ramp"}}
         = clocks
         set {"device": {"urgent": false}}
         = clocks answer:running:2026-02-09 decide:running:2026-02-09
         set {"device": {"kind": "chair"}}
         = clocks answer:running:2026-03-16 decide:running:2026-03-16
         set {"device": {"urgent": true}}
         = clocks answer:running:2026-01-12 decide:running:2026-01-12
         to 2026-01-13 09:00
         = clocks answer:breached:2026-01-12 decide:breached:2026-01-12"#,
    );
}

fn begun(run: &crate::case::Runnable, data: serde_json::Value) -> Trial<'_> {
    let at = chrono::DateTime::from_timestamp(1_767_600_000, 0).unwrap();
    let mut trial = Trial::new(run, at);
    trial.start(at, "sag", Vec::new(), data).unwrap();
    trial
}

#[test]
fn why_names_the_rule_with_the_values_that_it_was_found_by() {
    let run = runnable(LIMITS);
    let mut golden = String::new();
    for data in [
        serde_json::json!({"device": {"kind": "chair", "urgent": true}}),
        serde_json::json!({"device": {"kind": "chair", "urgent": false}}),
        serde_json::json!({"device": {"kind": "chair"}}),
    ] {
        let trial = begun(&run, data);
        let view = trial.view().unwrap();
        let why = why(&view, &ItemId::new("decide").unwrap()).unwrap();
        for language in Language::ALL {
            let lines = why.because.iter().chain(&why.clock);
            for line in lines {
                golden.push_str(&line.say(language));
                golden.push('\n');
            }
        }
        golden.push('\n');
    }
    insta::assert_snapshot!(golden);
}
