//! From the order to the start meeting.

use serde_json::{Value as Json, json};

use super::Facts;

/// How many days after the order the help begins.
const START_DAYS: u32 = 21;

/// What is written about the order; none for other items.
pub(super) fn form(facts: &Facts<'_>) -> Option<Json> {
    let form = match facts.item.id.as_str() {
        "send_order" => order(facts),
        "answer_order" => {
            let answers = facts.each_row("order.lines", json!({"answer": "accepted"}));
            json!({"order": {"lines": answers}})
        }
        "another_provider" | "replace_provider" => json!({"order": {"to": facts.provider}}),
        "start_meeting" => json!({"start": {
            "met_on": facts.day.to_string(),
            "attendance": [
                {"corner": "citizen", "came": "attended"},
                {"corner": "authority", "came": "attended"},
                {"corner": "provider", "came": "attended"},
            ],
            "relatives": "none",
            "expectations": [
                {"whose": "citizen", "words": "At det er den samme, der kommer", "agreed": "To faste personer"},
                {"whose": "authority", "words": "Fremgang på målene", "agreed": "Status efter tre måneder"},
                {"whose": "provider", "words": "Tid til at lære hinanden at kende", "agreed": "Den første måned bruges på det"},
            ],
            "agreements": "Vi begynder i borgerens tempo. Ved aflysning ringer vi samme dag. Næste møde er opfølgningen.",
        }}),
        _ => return None,
    };
    Some(form)
}

fn order(facts: &Facts<'_>) -> Json {
    let starts = facts.in_days(START_DAYS);
    let lines: Vec<Json> = facts
        .need
        .lines
        .iter()
        .map(|line| {
            let mut line = line.clone();
            line.insert("rate_from".to_owned(), json!(Facts::year_of(starts).to_string()));
            Json::Object(line)
        })
        .collect();
    json!({"order": {"to": facts.provider, "starts_on": starts.to_string(), "lines": lines}})
}
