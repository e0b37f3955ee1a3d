//! The reference work as requests: what is asked follows from the key, so that it is the same each time it is sent and another
//! under each key.

use samspil_tests::lines::STEPS;
use samspil_tests::log_scan::CANARY;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::town::{AUTHORITY, PROVIDER};

/// What a command asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum What {
    /// Begin a case.
    Begin,
    /// Complete a task.
    Complete {
        /// The case.
        case: String,
        /// Which of [`STEPS`].
        step: usize,
    },
}

impl What {
    /// Where it is sent.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Begin => "/api/v1/cases".to_owned(),
            Self::Complete { case, step } => {
                format!("/api/v1/cases/{case}/tasks/{}/complete", STEPS[*step])
            }
        }
    }

    /// What is sent under this key.
    pub(crate) fn body(&self, key: Uuid) -> Value {
        match self {
            Self::Begin => json!({
                "flow": "bum-5",
                "title": title(key),
                "parties": {"authority": [{"unit": AUTHORITY}], "provider": [{"unit": PROVIDER}]},
            }),
            Self::Complete { step, .. } => json!({"data": form(*step, key)}),
        }
    }

    /// The status of the answer where it is done.
    pub(crate) const fn status(&self) -> u16 {
        match self {
            Self::Begin => 201,
            Self::Complete { .. } => 200,
        }
    }
}

/// What the case is called that this key begins.
pub(crate) fn title(key: Uuid) -> String {
    // In letters alone: a title may hold nothing that looks like a personal number.
    let sum = key.simple().to_string();
    let letters = sum.chars().map(|sign| match sign.to_digit(10) {
        Some(digit) => char::from(b'g' + u8::try_from(digit).unwrap()),
        None => sign,
    });
    format!("Sag {}", letters.collect::<String>())
}

/// The form of a task, with the key in one of its fields. The first has a field that is kept encrypted: what it holds may stand
/// in no log.
pub(crate) fn form(step: usize, key: Uuid) -> Value {
    match step {
        0 => {
            json!({"assessment": {"need": 3, "summary": format!("{CANARY} {key}"), "held_on": "2026-01-12"}})
        }
        1 => json!({"order": {"intervention": format!("Bostøtte {key}"), "hours": "4.5", "rate": "812.50"}}),
        2 => json!({"delivery": {"begun_on": "2026-02-01", "done": true, "note": format!("Aftalt {key}")}}),
        3 => {
            json!({"status": {"written_on": "2026-04-20", "as_expected": "same", "text": format!("Som ventet {key}")}})
        }
        _ => {
            json!({"follow_up": {"held_on": "2026-05-04", "outcome": "ends", "text": format!("Klarer sig {key}")}})
        }
    }
}
