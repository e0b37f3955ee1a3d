//! The form by which a clock is tuned: a field for each thing that is open, filled in with what holds now.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samspil_core::case::Runnable;
use samspil_core::flow::{
    Lasts, Limits, OTHERWISE, RhythmTunable, RuleLimits, RungRange, RungTuning, Tunable, Tuning, TuningFault,
    WindowLimits, WindowTuning, sharing,
};
use samspil_core::id::{ItemId, UnitId};
use samspil_core::text::{Arg, Message};
use samspil_store::Unit;
use uuid::Uuid;

use crate::pages::parts::{Choice, Field, Form};
use crate::pages::shell::Shell;
use crate::pages::words::written;

/// The longest length, moment or rhythm that is taken, in characters: `first working day of the month 10:00`, and room.
const MAX_WORDS: u32 = 80;

/// The longest reason, in characters.
const MAX_WHY: u32 = 500;

/// What was written, by field; of a field that is sent twice the last counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Written(BTreeMap<String, String>);

impl Written {
    /// As a browser sends it.
    pub(super) fn sent(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// As it holds now, from today on.
    pub(super) fn holding(tuning: Option<&Tuning>, today: NaiveDate) -> Self {
        let mut fields = BTreeMap::from([("from".to_owned(), today.to_string())]);
        let Some(tuning) = tuning else {
            return Self(fields);
        };
        let mut put = |name: String, text: &Option<String>| {
            fields.extend(text.iter().map(|text| (name.clone(), text.clone())));
        };
        put("lasts".to_owned(), &tuning.lasts);
        put("target".to_owned(), &tuning.target);
        put("every".to_owned(), &tuning.every);
        put("extends".to_owned(), &tuning.extends);
        if let Some(window) = &tuning.window {
            put("window_at_least".to_owned(), &window.at_least);
            put("window_in_any".to_owned(), &window.in_any);
            put("window_at_most_apart".to_owned(), &window.at_most_apart);
        }
        for (number, rung) in &tuning.rungs {
            put(format!("rung_{number}_at"), &rung.at);
            put(format!("rung_{number}_to"), &rung.to);
        }
        if tuning.shared {
            fields.insert("shared".to_owned(), "yes".to_owned());
        }
        for (item, most) in &tuning.pauses {
            fields.insert(format!("pause_{item}"), most.clone());
        }
        for (rule, length) in &tuning.rules {
            fields.insert(format!("rule_{rule}"), length.clone());
        }
        Self(fields)
    }

    /// What stands in a field; nothing where it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let text = self.0.get(name).map(|text| text.trim());
        text.filter(|text| !text.is_empty())
    }

    fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(ToOwned::to_owned)
    }

    /// The tuning that is written, where the day can be read.
    pub(super) fn tuning(&self, run: &Runnable, limits: &Limits<'_>) -> Option<Tuning> {
        let from = written::date(self.get("from")?)?;
        let unit = self
            .get("unit")
            .map(Uuid::try_parse)
            .transpose()
            .ok()?
            .map(UnitId);
        let pauses = limits.pauses.iter().filter_map(|(item, ..)| {
            let text = self.text(&format!("pause_{item}"))?;
            Some((ItemId::clone(item), text))
        });
        let rungs = limits.rungs.iter().filter_map(|rung| {
            let number = rung.number;
            let tuning = RungTuning {
                at: self.text(&format!("rung_{number}_at")),
                to: self.text(&format!("rung_{number}_to")),
            };
            (tuning != RungTuning::default()).then_some((number, tuning))
        });
        let rules = limits.rules.iter().filter_map(|limits| {
            let text = self.text(&format!("rule_{}", limits.rule))?;
            Some((limits.rule.clone(), text))
        });
        let window = WindowTuning {
            at_least: self.text("window_at_least"),
            in_any: self.text("window_in_any"),
            at_most_apart: self.text("window_at_most_apart"),
        };
        Some(Tuning {
            unit,
            rules: rules.collect(),
            extends: self.text("extends"),
            window: (window != WindowTuning::default()).then_some(window),
            only_new: self.get("only_new").is_some(),
            shared: self.get("shared").is_some(),
            lasts: self.text("lasts"),
            target: self.text("target"),
            every: self.text("every"),
            pauses: pauses.collect(),
            rungs: rungs.collect(),
            ..Tuning::of(run.flow.id.clone(), limits.clock.id.clone(), from)
        })
    }
}

/// The name of the field that a fault is about.
fn field_of(fault: &TuningFault) -> String {
    let mut parts = fault.pointer.trim_start_matches('/').split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("pauses"), Some(item), _) => format!("pause_{item}"),
        (Some("rules"), Some(rule), _) => format!("rule_{rule}"),
        (Some("window"), Some(of), _) => format!("window_{of}"),
        (Some("rungs"), Some(number), Some(of)) => format!("rung_{number}_{of}"),
        (Some("rungs"), Some(number), None) => format!("rung_{number}_at"),
        (name, ..) => name.unwrap_or_default().to_owned(),
    }
}

/// The form, with each fault at its field; gives those that no field is about.
pub(super) fn form(
    page: &Shell,
    run: &Runnable,
    limits: &Limits<'_>,
    units: &[Unit],
    written: &Written,
    faults: &[TuningFault],
) -> (Form, Vec<String>) {
    let mut form = Form::new(page.language);
    for field in fields(page, run, limits).into_iter().chain(beside(page, units)) {
        let value = written.get(field.name()).unwrap_or_default().to_owned();
        form.add(field.value(&value));
    }
    let mut others = Vec::new();
    for fault in faults {
        let name = field_of(fault);
        let sentence = page.say(&fault.message);
        if form.fields.iter().any(|field| field.name() == name) {
            form.wrong(&name, sentence);
        } else {
            others.push(sentence);
        }
    }
    (form, others)
}

/// A field for each thing of the clock that is open.
fn fields(page: &Shell, run: &Runnable, limits: &Limits<'_>) -> Vec<Field> {
    let line = |name: &str, label: &Message| Field::text(name, page.say(label)).optional().longest(MAX_WORDS);
    let range = |key: &str, range: &Tunable| {
        Message::new(key)
            .with("from", range.from.to_string())
            .with("to", range.to.to_string())
    };
    let mut fields = Vec::new();
    if let Some((length, tunable)) = &limits.lasts {
        let hint = range("tunings-lasts-hint", tunable).with("length", length.to_string());
        fields.push(line("lasts", &Message::new("tunings-lasts")).hint(page.say(&hint)));
        if let Some(target) = limits.clock.target {
            let hint = Message::new("tunings-target-hint").with("length", target.to_string());
            fields.push(line("target", &Message::new("tunings-target")).hint(page.say(&hint)));
        }
    }
    for (item, most, tunable) in &limits.pauses {
        let title = run.flow.items.get(*item).map(|item| Arg::from(&item.title));
        let label = Message::new("tunings-pause").with("item", title.unwrap_or_else(|| item.as_str().into()));
        let hint = range("tunings-pause-hint", tunable).with("length", most.to_string());
        fields.push(line(&format!("pause_{item}"), &label).hint(page.say(&hint)));
    }
    for rule in &limits.rules {
        let label = rule_label(run, limits, rule);
        let hint = range("tunings-pause-hint", &rule.range).with("length", rule.length.to_string());
        fields.push(line(&format!("rule_{}", rule.rule), &label).hint(page.say(&hint)));
    }
    if let Some((most, tunable)) = &limits.extends {
        let hint = range("tunings-pause-hint", tunable).with("length", most.to_string());
        fields.push(line("extends", &Message::new("tunings-extends")).hint(page.say(&hint)));
    }
    fields.extend(limits.window.iter().flat_map(|open| window_fields(page, open)));
    fields.extend(rung_fields(page, limits));
    fields.extend(shared_field(page, run, limits));
    match &limits.every {
        Some(RhythmTunable::Interval(tunable)) => {
            let hint = range("tunings-every-hint", tunable);
            fields.push(line("every", &Message::new("tunings-every")).hint(page.say(&hint)));
        }
        Some(RhythmTunable::OneOf(rhythms)) => {
            let words = |rhythm: &samspil_core::calendar::Rhythm| page.say(&rhythm.message(page.language));
            let choices = rhythms
                .iter()
                .map(|rhythm| Choice::new(rhythm.to_string(), words(rhythm)));
            fields.push(choice(page, "every", &Message::new("tunings-every"), choices));
        }
        None => {}
    }
    fields
}

/// A tick for every other clock that has something open from the same place, where there are any.
fn shared_field(page: &Shell, run: &Runnable, limits: &Limits<'_>) -> Option<Field> {
    let others = sharing(&run.flow, limits.clock).map(|clock| Arg::from(&clock.title));
    let others: Vec<Arg> = others.collect();
    if others.is_empty() {
        return None;
    }
    let also = Message::new("tunings-shared-yes").with("clocks", Arg::List(others));
    let also = Choice::new("yes".to_owned(), page.say(&also));
    let field = Field::check("shared", page.t("tunings-shared"), vec![also]);
    Some(field.hint(page.t("tunings-shared-hint")))
}

/// A field for the moment of each rung that is open, and one for whom it speaks to.
fn rung_fields(page: &Shell, limits: &Limits<'_>) -> Vec<Field> {
    let line = |name: &str, label: &Message| Field::text(name, page.say(label)).optional().longest(MAX_WORDS);
    let mut fields = Vec::new();
    for rung in &limits.rungs {
        let number = rung.number;
        let told = |key: &str| Message::new(key).with("number", u32::from(number));
        let hint = match &rung.at {
            Some(RungRange::Percent(from, to)) => Some((format!("{from} %"), format!("{to} %"))),
            Some(RungRange::Distance(range)) => Some((range.from.to_string(), range.to.to_string())),
            None => None,
        };
        if let Some((from, to)) = hint {
            let hint = Message::new("tunings-rung-hint")
                .with("from", from)
                .with("to", to);
            let hint = hint.with("at", rung.rung.at.to_string());
            fields.push(line(&format!("rung_{number}_at"), &told("tunings-rung")).hint(page.say(&hint)));
        }
        if !rung.to.is_empty() {
            let to = rung
                .to
                .iter()
                .map(|to| Choice::new(to.to_string(), to.to_string()));
            fields.push(choice(
                page,
                &format!("rung_{number}_to"),
                &told("tunings-rung-to"),
                to,
            ));
        }
    }
    fields
}

/// A field for each part of a window that is open.
fn window_fields(page: &Shell, open: &WindowLimits) -> Vec<Field> {
    let window = &open.window;
    let times = open.tunable.at_least.map(|(from, to)| {
        let told = (from.to_string(), to.to_string(), window.at_least.to_string());
        ("at_least", "tunings-window-times", told)
    });
    let length = |range: &Tunable, written: String| (range.from.to_string(), range.to.to_string(), written);
    let in_any = open.tunable.in_any.as_ref().map(|range| {
        let told = length(range, window.in_any.to_string());
        ("in_any", "tunings-window-in-any", told)
    });
    let apart = open.tunable.at_most_apart.as_ref().zip(window.at_most_apart);
    let apart = apart.map(|(range, written)| {
        let told = length(range, written.to_string());
        ("at_most_apart", "tunings-window-apart", told)
    });
    let parts = [times, in_any, apart].into_iter().flatten();
    let field = |(name, label, (from, to, written)): (&str, &str, (String, String, String))| {
        let hint = Message::new("tunings-pause-hint")
            .with("from", from)
            .with("to", to)
            .with("length", written);
        Field::text(&format!("window_{name}"), page.t(label))
            .optional()
            .longest(MAX_WORDS)
            .hint(page.say(&hint))
    };
    parts.map(field).collect()
}

/// A rule of a decision table by its number, with when it holds.
fn rule_label(run: &Runnable, limits: &Limits<'_>, rule: &RuleLimits) -> Message {
    let line = match &limits.clock.lasts {
        Lasts::By(outcome, _) => outcome.text.split_once('.').and_then(|(table, outcome)| {
            let lines = run.guards.tables.get(table)?.lines(outcome, &BTreeMap::new());
            match rule.rule.parse::<usize>() {
                Ok(number) => lines.into_iter().nth(number.checked_sub(1)?),
                Err(_) => lines.into_iter().last(),
            }
        }),
        _ => None,
    };
    let key = if rule.rule == OTHERWISE {
        "tunings-rule-otherwise"
    } else {
        "tunings-rule"
    };
    let line = line.map_or_else(|| Arg::from(""), Arg::from);
    Message::new(key)
        .with("rule", rule.rule.as_str())
        .with("line", line)
}

/// One of these, or as the flow says.
fn choice(page: &Shell, name: &str, label: &Message, choices: impl Iterator<Item = Choice>) -> Field {
    let as_written = Choice::new(String::new(), page.t("tunings-as-written"));
    let all = [as_written].into_iter().chain(choices).collect();
    Field::select(name, page.say(label), all).optional()
}

/// From when, where, for which and why.
fn beside(page: &Shell, units: &[Unit]) -> Vec<Field> {
    let all = Choice::new(String::new(), page.t("tunings-all-units"));
    let units = units
        .iter()
        .map(|unit| Choice::new(unit.id.0.to_string(), unit.name.clone()));
    let only_new = Choice::new("yes".to_owned(), page.t("tunings-only-new-yes"));
    vec![
        Field::date("from", page.t("tunings-from")),
        Field::select(
            "unit",
            page.t("tunings-unit"),
            [all].into_iter().chain(units).collect(),
        )
        .optional(),
        Field::check("only_new", page.t("tunings-only-new"), vec![only_new]),
        Field::text("why", page.t("tunings-why")).longest(MAX_WHY),
    ]
}
