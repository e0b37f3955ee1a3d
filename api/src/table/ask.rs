//! What a table answers, and by which rule.

use samspil_core::case::to_json;
use samspil_core::guard::{Given, RuleTable};
use samspil_core::text::{Language, Message};
use serde_json::{Map, Value as Json, json};

use crate::language::{Answer, Told};
use crate::words::say;

/// Asks a table with what its columns hold.
pub(super) fn ask(name: &str, table: &RuleTable, input: &str, language: Language) -> Answer {
    let given: Map<String, Json> = serde_json::from_str(input).map_err(|error| {
        let problem = Message::new("table-input").with("detail", error.to_string());
        say(&problem, language)
    })?;
    let answer = table.ask(&given).map_err(|wrong| {
        let lines: Vec<String> = wrong.iter().map(|what| say(what, language)).collect();
        lines.join("\n")
    })?;
    let sentence = say(&answer.sentence, language);
    let gives: Map<String, Json> = answer
        .gives
        .iter()
        .map(|(name, given)| (name.clone(), given.as_ref().map_or(Json::Null, for_programs)))
        .collect();
    Ok(Told {
        lines: vec![sentence.clone()],
        json: json!({
            "table": name,
            "rules": answer.rules,
            "otherwise": answer.otherwise,
            "unknown": answer.unknown,
            "gives": gives,
            "because": sentence,
        }),
    })
}

fn for_programs(given: &Given) -> Json {
    match given {
        Given::Value(value) => to_json(value),
        Given::Length(length) => json!(length),
        Given::Each(values) => values.iter().map(to_json).collect(),
    }
}
