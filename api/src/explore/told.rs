//! Answers in words, and as programs read them.

use rust_decimal::Decimal;
use samspil_core::case::{Asked, Runnable};
use samspil_core::explore::{Answer, Deed, Question, Settings, Survey, WitnessStep};
use samspil_core::id::{ItemId, PartyId};
use samspil_core::text::{Arg, Language, Message};
use serde_json::{Value as Json, json};

use crate::language::Told;
use crate::words::say;

fn title(run: &Runnable, item: &ItemId) -> Arg {
    let found = run.flow.items.get(item);
    found.map_or_else(
        || Arg::Text(item.to_string()),
        |item| Arg::Both(item.title.clone()),
    )
}

fn titles<'i>(run: &Runnable, items: impl IntoIterator<Item = &'i ItemId>) -> Arg {
    Arg::List(items.into_iter().map(|item| title(run, item)).collect())
}

fn party(run: &Runnable, party: &PartyId) -> Arg {
    let found = run.flow.parties.get(party);
    found.map_or_else(
        || Arg::Text(party.to_string()),
        |party| Arg::Both(party.title.clone()),
    )
}

/// The answer to one question.
pub(super) fn told(
    run: &Runnable,
    settings: &Settings,
    question: &Question,
    answer: &Answer,
    language: Language,
) -> Told {
    let exists = answer.witness.is_some();
    let mut lines = vec![say(&headline(run, question, exists, answer.complete), language)];
    lines.extend(
        answer
            .witness
            .iter()
            .flat_map(|steps| told_steps(run, steps, language)),
    );
    lines.push(say(&counted(answer.states, answer.complete), language));
    let because: Vec<String> = answer
        .because
        .iter()
        .map(|message| say(message, language))
        .collect();
    lines.extend(because.iter().cloned());
    let assumes = answer.assumes.as_ref().map(|message| say(message, language));
    lines.extend(assumes.iter().cloned());
    let steps = answer.witness.as_deref().unwrap_or_default();
    Told {
        lines,
        json: json!({
            "exists": exists,
            "witness": for_programs(steps),
            "run": done(steps),
            "starts": settings.starts,
            "states": answer.states,
            "complete": answer.complete,
            "because": because,
            "kept_bytes": answer.kept_bytes,
        }),
    }
    .assuming(assumes)
}

impl Told {
    /// With what is taken for granted of the other of two paired cases.
    fn assuming(mut self, assumes: Option<String>) -> Self {
        if let (Some(assumes), Json::Object(json)) = (assumes, &mut self.json) {
            json.insert("assumes".to_owned(), Json::String(assumes));
        }
        self
    }
}

fn headline(run: &Runnable, question: &Question, exists: bool, complete: bool) -> Message {
    let key = match (exists, complete) {
        (true, _) => "yes",
        (false, true) => "no",
        (false, false) => "unknown",
    };
    match question {
        Question::Done(item) => Message::new(&format!("explore-done-{key}")).with("item", title(run, item)),
        Question::Trace { trace, .. } if trace.is_empty() => Message::new(&format!("explore-closes-{key}")),
        Question::Trace { trace, .. } => {
            Message::new(&format!("explore-trace-{key}")).with("items", titles(run, trace))
        }
    }
}

fn counted(states: u64, complete: bool) -> Message {
    let key = if complete {
        "explore-states"
    } else {
        "explore-states-not-all"
    };
    let count = i64::try_from(states).unwrap_or(i64::MAX);
    Message::new(key)
        .with("count", count)
        .with("states", Decimal::from(states))
}

/// Everything that was found in a flow.
pub(super) fn told_survey(run: &Runnable, settings: &Settings, survey: &Survey, language: Language) -> Told {
    let mut lines = Vec::new();
    let found = |key: &str, steps: &Option<Vec<WitnessStep>>, lines: &mut Vec<String>| {
        let answer = match (steps, survey.complete) {
            (Some(_), _) => "yes",
            (None, true) => "no",
            (None, false) => "unknown",
        };
        lines.push(say(&Message::new(&format!("explore-{key}-{answer}")), language));
        lines.extend(steps.iter().flat_map(|steps| told_steps(run, steps, language)));
    };
    found("closes", &survey.closes, &mut lines);
    if survey.never.is_empty() {
        lines.push(say(&Message::new("explore-all-done"), language));
    } else {
        let key = if survey.complete {
            "explore-never"
        } else {
            "explore-not-met"
        };
        lines.push(say(
            &Message::new(key).with("items", titles(run, &survey.never)),
            language,
        ));
    }
    found("stuck", &survey.dead_end, &mut lines);
    lines.push(say(&counted(survey.states, survey.complete), language));
    let because: Vec<String> = survey
        .because
        .iter()
        .map(|message| say(message, language))
        .collect();
    lines.extend(because.iter().cloned());
    let assumes = survey.assumes.as_ref().map(|message| say(message, language));
    lines.extend(assumes.iter().cloned());
    let as_json = |steps: &Option<Vec<WitnessStep>>| match steps {
        None => json!({"exists": false, "witness": [], "run": []}),
        Some(steps) => json!({"exists": true, "witness": for_programs(steps), "run": done(steps)}),
    };
    Told {
        lines,
        json: json!({
            "can_close": as_json(&survey.closes),
            "never_done": survey.never,
            "dead_end": as_json(&survey.dead_end),
            "starts": settings.starts,
            "states": survey.states,
            "complete": survey.complete,
            "because": because,
            "kept_bytes": survey.kept_bytes,
        }),
    }
    .assuming(assumes)
}

/// A run as lines of `samspil play`.
fn for_programs(steps: &[WitnessStep]) -> Vec<Json> {
    steps.iter().map(WitnessStep::line).collect()
}

/// What is done in a run, in order, also what is done by itself.
fn done(steps: &[WitnessStep]) -> Vec<&ItemId> {
    steps.iter().flat_map(|step| &step.done).collect()
}

/// A run in words, a step a line.
fn told_steps(run: &Runnable, steps: &[WitnessStep], language: Language) -> Vec<String> {
    let lines = (1_i64..).zip(steps).map(|(place, step)| {
        let line = Message::new("explore-step")
            .with("place", place)
            .with("what", told_deed(run, step))
            .with("data", filled("", &step.data).join(", "));
        let own = match &step.deed {
            Deed::Complete(item) => Some(item),
            _ => None,
        };
        let others = step.done.iter().filter(|item| Some(*item) != own);
        let then: Vec<&ItemId> = others.collect();
        let mut said = say(&line, language).trim_end().to_owned();
        if !then.is_empty() {
            let then = Message::new("explore-then").with("items", titles(run, then));
            said.push(' ');
            said.push_str(&say(&then, language));
        }
        said
    });
    lines.collect()
}

fn told_deed(run: &Runnable, step: &WitnessStep) -> Message {
    let by = |message: Message| match &step.by {
        Some(by) => message.with("party", party(run, by)),
        None => message,
    };
    let key = |word: &str| {
        let who = if step.by.is_some() { "" } else { "-outside" };
        Message::new(&format!("explore-does-{word}{who}"))
    };
    match &step.deed {
        Deed::Complete(item) => by(key("complete")).with("item", title(run, item)),
        Deed::End(item) => Message::new("explore-does-end").with("item", title(run, item)),
        Deed::Activate(item) => by(key("activate")).with("item", title(run, item)),
        Deed::Deviate(asked) => {
            let item = asked
                .item()
                .map_or_else(|| Arg::Text(String::new()), |item| title(run, item));
            let who = match &step.by {
                Some(by) => party(run, by),
                None => Arg::from(Message::new("explore-somebody")),
            };
            let message = Message::new(&format!("explore-does-{}", deviation(asked)));
            message.with("party", who).with("item", item)
        }
        Deed::Message(message) => Message::new("explore-does-message").with("message", message.as_str()),
        Deed::Set(path) => {
            let field = run.flow.data.field(path);
            let title = field.map_or_else(
                || Arg::Text(path.to_string()),
                |field| Arg::Both(field.title.clone()),
            );
            Message::new("explore-does-set").with("field", title)
        }
        Deed::Come(item) => Message::new("explore-does-come").with("item", title(run, item)),
        Deed::Climb => Message::new("explore-does-climb"),
        Deed::Advance => Message::new("explore-does-advance").with("at", step.at),
    }
}

/// The word for how a person leaves the flow's way.
const fn deviation(asked: &Asked) -> &'static str {
    match asked {
        Asked::Fail { .. } => "fail",
        Asked::Redo { .. } => "redo",
        Asked::TakeOut { .. } => "take-out",
        Asked::BringBack { .. } => "bring-back",
        Asked::Rest { .. } => "rest",
        Asked::GoOn { .. } => "go-on",
        Asked::AddPiece { .. } => "add",
        Asked::SubcaseEnded { .. } => "end-undone",
        _ => "cancel",
    }
}

/// What is filled in, as `section.field = value`.
fn filled(path: &str, data: &Json) -> Vec<String> {
    match data {
        Json::Null => Vec::new(),
        Json::Object(fields) => {
            let inside = fields.iter().flat_map(|(name, value)| {
                let dot = if path.is_empty() { "" } else { "." };
                filled(&format!("{path}{dot}{name}"), value)
            });
            inside.collect()
        }
        Json::String(text) => vec![format!("{path} = {text}")],
        other => vec![format!("{path} = {other}")],
    }
}
