//! From the first sub-goal to the end.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::Facts;

/// How many days after the decision to end it the help ends.
const END_DAYS: u32 = 28;

/// What is written while help is given and when it ends; none for other items.
pub(super) fn form(facts: &Facts<'_>) -> Option<Json> {
    let need = facts.need;
    let day = facts.day.to_string();
    let form = match facts.item.id.as_str() {
        "set_sub_goals" => json!({"delivery": {"sub_goals": need.sub_goals}}),
        "daily_note" => {
            let note = need.notes.get(facts.before().checked_rem(need.notes.len())?)?;
            json!({"delivery": {"note_goal": note.goal, "note": note.note, "citizens_view": note.view}})
        }
        "status_report" => json!({
            "status": {
                "written_on": day,
                "summary": facts.text_of(&need.summaries),
                "recommendation": "Vi indstiller, at indsatsen fortsætter, som borgeren ønsker det.",
            },
            "order": {"lines": facts.each_row("order.lines", json!({"delivered": "same"}))},
        }),
        "propose_change" => json!({"change": {"proposal": need.proposal, "reason": need.proposal_reason}}),
        "answer_change" => json!({"change": {"answer": "approved"}, "order": {"lines": fewer_hours(facts)}}),
        "citizen_prepares" => json!({"follow_up": {
            "citizens_points": "Jeg vil gerne tale om, hvor længe hjælpen varer, og hvem der kommer.",
        }}),
        "follow_up_meeting" => json!({"follow_up": {
            "held_on": day,
            "assessment": facts.text_of(&need.assessments),
            "relatives": "none",
            "expectations": [
                {"whose": "citizen", "words": "At jeg snart kan mere selv", "agreed": "En ting mere alene hver måned"},
                {"whose": "authority", "words": "At målene nås", "agreed": "Ny status om et halvt år"},
                {"whose": "provider", "words": "At aflysninger kommer i tide", "agreed": "Vi ringer dagen før"},
            ],
            "outcome": "continues",
        }}),
        "refer_to_assessment" => json!({"application": {"received_on": day}}),
        "check_standstill" => json!({"closing": {"on_list": false}}),
        "close_help" => json!({"closing": {
            "decided_on": day,
            "ends_on": facts.in_days(END_DAYS).to_string(),
            "reasons": "Målene er nået, og borgeren ønsker selv at stoppe.",
        }}),
        "hand_on" => json!({"closing": {
            "handed_on": "Ugeplanen og telefonlisten er borgerens egen nu. Den åbne rådgivning kan kontaktes uden visitation.",
        }}),
        _ => return None,
    };
    Some(form)
}

/// The order with half an hour a week less in its first line.
fn fewer_hours(facts: &Facts<'_>) -> Vec<Json> {
    let mut lines = facts.rows("order.lines");
    let first = lines.first_mut().and_then(Json::as_object_mut);
    if let Some(hours) = first.and_then(|line| line.get_mut("weekly_hours")) {
        let before: Decimal = hours
            .as_str()
            .and_then(|hours| hours.parse().ok())
            .unwrap_or_default();
        *hours = json!((before - Decimal::new(5, 1)).max(Decimal::new(5, 1)).to_string());
    }
    lines
}
