//! From the application to the decision.

use serde_json::{Value as Json, json};

use super::Facts;

/// How many days the municipality says that a decision takes: the flow's eight weeks.
const DECISION_DAYS: u32 = 56;

/// How many days more a delay letter gives.
const DELAY_DAYS: u32 = 28;

/// What is written until the decision; none for other items.
pub(super) fn form(facts: &Facts<'_>) -> Option<Json> {
    let need = facts.need;
    let day = facts.day.to_string();
    let form = match facts.item.id.as_str() {
        "register" => json!({"application": {
            "received_on": day,
            "channel": "digital_post",
            "legal_basis": need.legal_basis,
            "elder_act_checked": true,
            "answer_by": facts.in_days(DECISION_DAYS).to_string(),
        }}),
        "first_talk" => json!({"contact": {
            "talked_on": day,
            "wishes": need.wishes,
            "consent": "given",
            "consent_covers": "Læge og nuværende udfører, indtil afgørelsen er truffet",
            "supporter_offered": true,
        }}),
        "ask_sources" => json!({"information": {"requests": [{"source": "doctor", "about": need.asks}]}}),
        "await_sources" => {
            json!({"information": {"requests": facts.each_row("information.requests", json!({"answered_on": day}))}})
        }
        "score_themes" => json!({"assessment": {"themes": need.themes}}),
        "evaluate" => json!({
            "assessment": {
                "overall": need.overall,
                "support_need": need.support_need,
                "purpose": need.purpose,
                "adverse_facts": false,
            },
            "plan": {"goals": need.goals},
        }),
        "hear_citizen" => json!({"hearing": {
            "facts": "Oplysninger fra den nuværende udfører om aftaler, der ikke er holdt.",
        }}),
        "recommend" => {
            json!({"decision": {"recommendation": "Indsatsen indstilles som beskrevet i vurderingen."}})
        }
        "decide_help" => json!({"decision": {
            "outcome": "granted",
            "reasons": "Støttebehovet er vurderet efter reglerne, og borgerens ønsker er lagt til grund.",
            "decided_on": day,
            "received_on": day,
            "action_plan": "accepted",
        }}),
        "delay_letter" => json!({"decision": {
            "new_answer_by": facts.in_days(DELAY_DAYS).to_string(),
            "delayed_because": "Vi mangler fortsat oplysninger, som har betydning for afgørelsen.",
        }}),
        "register_appeal" => json!({"appeal": {
            "received_on": day,
            "words": "Jeg er ikke enig. I har ikke set, hvordan det er om aftenen.",
        }}),
        "reassess" => json!({"appeal": {"outcome": "forwarded"}}),
        "carry_out_ruling" => json!({"appeal": {"ruling": "confirmed"}}),
        _ => return None,
    };
    Some(form)
}
