//! What a tuning makes of lengths that a table says, of what a person may put off, and of a window.

use super::WindowTuning;
use super::fit::Fitting;
use crate::calendar::{Length, Window};
use crate::flow::{Lasts, Tunable};
use crate::text::Message;

impl Fitting<'_> {
    /// How long by one rule of the decision table.
    pub(super) fn rule(&mut self, rule: &str, text: &str) {
        let pointer = format!("/rules/{rule}");
        let found = self.limits.rules.iter().find(|limits| limits.rule == rule);
        let Some(range) = found.map(|limits| limits.range.clone()) else {
            return self.not_tunable(&pointer);
        };
        if let Some(length) = self.inside(&pointer, text, &range)
            && let Lasts::By(_, instead) = &mut self.fitted.clock.lasts
        {
            instead.insert(rule.to_owned(), length);
        }
    }

    /// How much the end may be put off.
    pub(super) fn extends(&mut self, text: Option<&str>) {
        let Some(text) = text else { return };
        let Some((_, range)) = self.limits.extends.clone() else {
            return self.not_tunable("/extends");
        };
        if let Some(length) = self.inside("/extends", text, &range)
            && let Some(extends) = &mut self.fitted.clock.extends
        {
            extends.at_most = length;
        }
    }

    /// How often the item must come back.
    pub(super) fn window(&mut self, tuning: Option<&WindowTuning>) {
        let Some(tuning) = tuning else { return };
        let Some(limits) = self.limits.window.clone() else {
            return self.not_tunable("/window");
        };
        let (written, open) = (limits.window, limits.tunable);
        let at_least = self.times(tuning.at_least.as_deref(), open.at_least);
        let in_any = self.stretch("/window/in_any", tuning.in_any.as_deref(), open.in_any.as_ref());
        let apart = self.stretch(
            "/window/at_most_apart",
            tuning.at_most_apart.as_deref(),
            open.at_most_apart.as_ref(),
        );
        let window = Window {
            at_least: at_least.unwrap_or(written.at_least),
            in_any: in_any.unwrap_or(written.in_any),
            at_most_apart: apart.or(written.at_most_apart),
        };
        if !window.has_room() {
            let message = Message::new("tuning-window")
                .with("count", window.at_least)
                .with("length", window.in_any.message());
            return self.fault("/window/in_any", "window", message);
        }
        if let Lasts::Window(tuned) = &mut self.fitted.clock.lasts {
            *tuned = window;
        }
    }

    fn times(&mut self, text: Option<&str>, open: Option<(u32, u32)>) -> Option<u32> {
        const POINTER: &str = "/window/at_least";
        let text = text?;
        let Some((from, to)) = open else {
            self.not_tunable(POINTER);
            return None;
        };
        let count = text.trim().parse().ok();
        let inside = count.filter(|count| (from..=to).contains(count));
        if inside.is_none() {
            let code = if count.is_some() {
                "outside_limits"
            } else {
                "not_a_count"
            };
            let message = Message::new("tuning-outside-times")
                .with("from", from)
                .with("to", to);
            self.fault(POINTER, code, message);
        }
        inside
    }

    fn stretch(&mut self, pointer: &str, text: Option<&str>, open: Option<&Tunable>) -> Option<Length> {
        let text = text?;
        match open {
            Some(range) => self.inside(pointer, text, range),
            None => {
                self.not_tunable(pointer);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::flow::{Clock, Flow, Tuning, TuningFault, read, tunable_clocks};

    const FLOW: &str = "samspil: 1
flow: tried
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
data:
  d: {kind: {type: choice, of: {ramp: Rampe, chair: Stol}, optional: true}}
tables:
  limit:
    title: Frist
    hit: first
    reads: {kind: d.kind}
    gives: {lasts: length}
    rules:
      - {kind: ramp, lasts: 5 weeks, tunable: 3 weeks..8 weeks}
      - {kind: chair, lasts: 2 weeks}
    otherwise: {lasts: 6 months, tunable: 3 months..9 months}
clocks:
  own: {title: Egen, kind: municipal, starts: case, lasts: limit.lasts, extends: {at_most: 2 weeks, tunable: 1 week..4 weeks, ground: {act: aftale, section: '1'}}}
  law: {title: Lov, kind: law, law: {act: serviceloven, section: '112'}, starts: case, lasts: limit.lasts, extends: {at_most: 2 weeks, tunable: 1 week..4 weeks, ground: {act: aftale, section: '1'}}}
does:
  network: {meeting: Netværk, by: worker, repeats: {at_least: 3, in_any: 12 months, at_most_apart: 5 months, tunable: {at_least: 2..6, in_any: 6 months..18 months}, at_most: 90}}
  days: {meeting: Dage, by: worker, repeats: {at_least: 3, in_any: 10 days, tunable: {at_least: 2..6, in_any: 4 days..20 days}, at_most: 90}}
  demanded: {meeting: Krævet, by: worker, required_by_law: {act: lov, section: '1'}, repeats: {at_least: 3, in_any: 12 months, at_most_apart: 5 months, tunable: {at_least: 2..4, in_any: 6 months..18 months, at_most_apart: 4 months..6 months}, at_most: 90}}
";

    fn flow() -> Flow {
        let (flow, findings) = read(FLOW);
        flow.unwrap_or_else(|| panic!("{findings:#?}"))
    }

    fn fit(mut written: Json) -> Result<Clock, Vec<TuningFault>> {
        written["flow"] = json!("tried");
        written["from"] = json!("2026-02-01");
        let tuning: Tuning = serde_json::from_value(written).unwrap();
        tuning.fit(&flow()).map(|fitted| fitted.clock)
    }

    #[test]
    fn what_lies_inside_the_limits_becomes_a_clock() {
        let clock = fit(
            json!({"clock": "own", "extends": "3 weeks", "rules": {"1": "4 weeks", "otherwise": "4 months"}}),
        )
        .unwrap();
        assert_eq!(clock.extends.unwrap().at_most, Length::Weeks(3));
        let Lasts::By(_, instead) = &clock.lasts else {
            panic!("{:?}", clock.lasts);
        };
        let told: Vec<String> = instead
            .iter()
            .map(|(rule, length)| format!("{rule} {length}"))
            .collect();
        assert_eq!(told, ["1 4 weeks", "otherwise 4 months"]);
        let window = |written: Json| match fit(written).unwrap().lasts {
            Lasts::Window(window) => window,
            other => panic!("{other:?}"),
        };
        let tuned = window(json!({"clock": "days", "window": {"at_least": "5", "in_any": "9 days"}}));
        assert_eq!((tuned.at_least, tuned.in_any), (5, Length::Days(9)));
        let tuned = window(json!({"clock": "network", "window": {"at_least": " 4 "}}));
        assert_eq!(
            (tuned.at_least, tuned.in_any, tuned.at_most_apart),
            (4, Length::Months(12), Some(Length::Months(5)))
        );
    }

    #[test]
    fn what_lies_outside_is_refused_in_its_place() {
        for (written, faults) in [
            (
                json!({"clock": "own", "extends": "5 weeks"}),
                "outside_limits /extends",
            ),
            (
                json!({"clock": "own", "extends": "-1 weeks"}),
                "not_a_length /extends",
            ),
            (
                json!({"clock": "network", "extends": "1 week"}),
                "not_tunable /extends",
            ),
            (
                json!({"clock": "own", "rules": {"1": "2 weeks"}}),
                "outside_limits /rules/1",
            ),
            (
                json!({"clock": "own", "rules": {"1": "30 days"}}),
                "other_unit /rules/1",
            ),
            (
                json!({"clock": "own", "rules": {"2": "2 weeks", "7": "2 weeks"}}),
                "not_tunable /rules/2, not_tunable /rules/7",
            ),
            (json!({"clock": "own", "lasts": "2 weeks"}), "not_tunable /lasts"),
            (
                json!({"clock": "own", "window": {"at_least": "3"}}),
                "not_tunable /window",
            ),
            (json!({"clock": "network", "window": {}}), "nothing "),
            (
                json!({"clock": "network", "window": {"at_least": "7"}}),
                "outside_limits /window/at_least",
            ),
            (
                json!({"clock": "network", "window": {"at_least": "many"}}),
                "not_a_count /window/at_least",
            ),
            (
                json!({"clock": "network", "window": {"at_most_apart": "4 months"}}),
                "not_tunable /window/at_most_apart",
            ),
            (
                json!({"clock": "days", "window": {"at_least": "6", "in_any": "4 days"}}),
                "window /window/in_any",
            ),
        ] {
            let found = fit(written.clone()).unwrap_err();
            let told: Vec<String> = found
                .iter()
                .map(|fault| format!("{} {}", fault.code, fault.pointer))
                .collect();
            assert_eq!(told.join(", "), faults, "{written}");
        }
    }

    /// What the law sets is never put off further, and what it demands never comes less often.
    #[test]
    fn the_law_narrows_what_the_flow_leaves_open() {
        let flow = flow();
        let told = |name: &str| {
            let mut all = tunable_clocks(&flow);
            let limits = all.find(|limits| limits.clock.id.as_str() == name).unwrap();
            let range = |range: &Tunable| format!("{}..{}", range.from, range.to);
            let mut told: Vec<String> = limits
                .rules
                .iter()
                .map(|rule| format!("{} {}", rule.rule, range(&rule.range)))
                .collect();
            told.extend(limits.extends.iter().map(|(_, tunable)| range(tunable)));
            if let Some(open) = &limits.window {
                told.extend(open.tunable.at_least.map(|(from, to)| format!("{from}..{to}")));
                told.extend(open.tunable.in_any.as_ref().map(range));
                told.extend(open.tunable.at_most_apart.as_ref().map(range));
            }
            told.join(", ")
        };
        assert_eq!(
            told("own"),
            "1 3 weeks..8 weeks, otherwise 3 months..9 months, 1 week..4 weeks"
        );
        assert_eq!(
            told("law"),
            "1 3 weeks..5 weeks, otherwise 3 months..6 months, 1 week..2 weeks"
        );
        assert_eq!(told("days"), "2..6, 4 days..20 days");
        assert_eq!(told("demanded"), "3..4, 6 months..12 months, 4 months..5 months");
    }
}
