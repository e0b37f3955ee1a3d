//! What the engine says no with, as problems: one place for pages and API.

use rust_decimal::Decimal;
use samspil_core::case::{Block, Refusal};
use samspil_core::text::{Arg, Message};
use samspil_runtime::vault::VaultError;
use samspil_runtime::{Failure, VisitRefused};
use samspil_store::StoreError;

use super::problem::{Kind, Problem, Reason};

/// Refusals of those who may not; what stands in the way otherwise is how the case stands.
const NOT_YOURS: &[&str] = &["not_owner", "four_eyes", "person_needed", "begun_elsewhere"];

/// Refusals of what was written.
const UNFIT: &[&str] = &[
    "wrong_data",
    "missing_data",
    "not_finished",
    "reason_missing",
    "reason_number",
    "reason_long",
    "title",
    "unknown_party",
    "unknown_message",
    "one_only",
    "demanded",
    "stands_nowhere",
    "other_side",
    "added_work",
];

impl From<VisitRefused> for Problem {
    fn from(refused: VisitRefused) -> Self {
        let kind = match refused {
            VisitRefused::Failure(failure) => return failure.into(),
            // The same answer whether they are not there or not theirs to know of.
            VisitRefused::Unknown => return Self::new(Kind::NOT_FOUND),
            VisitRefused::NoPlace => Kind::NOT_ALLOWED,
            VisitRefused::NoReason | VisitRefused::Number => Kind::WRONG_VALUE,
        };
        let problem = Self::new(kind);
        match refused.message() {
            Some(message) => problem.detail(message),
            None => problem,
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            // The same words whether it is not there, not theirs, or theirs no longer.
            Failure::NoCase | Failure::NotTheirs => {
                Self::new(Kind::NOT_FOUND).detail(Message::new("problem-no-case"))
            }
            Failure::SignedOut => Self::new(Kind::SIGN_IN_NEEDED),
            Failure::NoFlow => Self::new(Kind::NOT_FOUND),
            Failure::OnTrial => Self::new(Kind::NO_FLOW)
                .detail(Message::new("problem-on-trial"))
                .pointer("/version".to_owned()),
            Failure::Refused(refusal) => refused(*refusal),
            Failure::Changed { .. } => Self::new(Kind::CHANGED),
            Failure::KeyReused => Self::new(Kind::KEY_REUSED),
            Failure::Contended | Failure::Busy | Failure::Stopping => Self::new(Kind::BUSY),
            Failure::Incident(what) => {
                tracing::error!(%what, "a case cannot go on");
                Self::new(Kind::INCIDENT)
            }
            Failure::Panicked => Self::new(Kind::FAULT),
            Failure::NotLogged(error) => {
                tracing::error!(%error, "a look could not be logged, and nothing was shown");
                Self::new(Kind::UNAVAILABLE).detail(Message::new("access-not-logged"))
            }
            Failure::TakenOut { most } => Self::new(Kind::TOO_MANY)
                .code("taken_out")
                .detail(Message::new("problem-taken-out").with("most", Decimal::from(most))),
            Failure::Store(StoreError::Place) => {
                Self::new(Kind::BAD_REQUEST).detail(StoreError::Place.message())
            }
            Failure::Vault(VaultError::NoKeys) => {
                Self::new(Kind::NO_KEYS).detail(VaultError::NoKeys.message())
            }
            Failure::Vault(error) => {
                tracing::error!(%error, "personal data cannot be sealed or unsealed");
                Self::new(Kind::FAULT)
            }
            Failure::Store(error) => error.into(),
        }
    }
}

fn refused(refusal: Refusal) -> Problem {
    let code = refusal.code.as_str();
    let kind = match code {
        "unknown_item" => Kind::NOT_FOUND,
        _ if NOT_YOURS.contains(&code) => Kind::NOT_YOURS,
        _ if UNFIT.contains(&code) => Kind::UNFIT,
        _ => Kind::CONFLICT,
    };
    let because: Vec<Reason> = refusal.because.into_iter().map(reason).collect();
    let first = because.iter().find_map(|reason| reason.pointer.clone());
    let problem = Problem::new(kind)
        .code(code)
        .detail(refusal.message)
        .because(because);
    match first {
        Some(pointer) => problem.pointer(pointer),
        None => problem,
    }
}

fn reason(block: Block) -> Reason {
    let pointer = match block.message.args.get("path") {
        Some(Arg::Text(path)) if block.code == "data" => Some(pointer(path)),
        _ => None,
    };
    Reason {
        code: block.code,
        message: Some(block.message),
        lifted_by: block.lifted_by,
        pointer,
    }
}

/// `order.lines[0].rate` as it stands in a command: `/data/order/lines/0/rate`. `data` is all of it.
fn pointer(path: &str) -> String {
    if path == "data" {
        return "/data".to_owned();
    }
    let parts = path.split(['.', '[']).map(|part| part.trim_end_matches(']'));
    let mut pointer = "/data".to_owned();
    for part in parts {
        pointer.push('/');
        pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(code: &str) -> Failure {
        let refusal = Refusal {
            code: code.to_owned(),
            message: Message::new("refusal-closed"),
            because: Vec::new(),
        };
        refusal.into()
    }

    #[test]
    fn each_failure_has_its_status_and_code() {
        for (failure, status, code) in [
            (Failure::NoCase, 404, "not-found"),
            (Failure::NoFlow, 404, "not-found"),
            (Failure::SignedOut, 401, "sign-in-needed"),
            (Failure::Changed { now: 3 }, 412, "changed"),
            (Failure::KeyReused, 409, "key-reused"),
            (Failure::TakenOut { most: 5 }, 429, "taken_out"),
            (Failure::Contended, 503, "busy"),
            (Failure::Busy, 503, "busy"),
            (Failure::Stopping, 503, "busy"),
            (Failure::Incident("x".to_owned()), 409, "incident"),
            (Failure::Panicked, 500, "fault"),
            (Failure::Vault(VaultError::NoKeys), 503, "no-keys"),
            (Failure::Vault(VaultError::Broken), 500, "fault"),
            (Failure::Store(StoreError::Place), 400, "bad-request"),
            (
                Failure::Store(StoreError::Unreachable(String::new())),
                503,
                "unavailable",
            ),
            (
                Failure::Store(StoreError::NotWritable(String::new())),
                503,
                "not-kept",
            ),
            (Failure::Store(StoreError::Corrupt(String::new())), 500, "fault"),
            (refusal("closed"), 409, "closed"),
            (refusal("blocked"), 409, "blocked"),
            (refusal("claimed"), 409, "claimed"),
            (refusal("required_by_law"), 409, "required_by_law"),
            (refusal("not_owner"), 403, "not_owner"),
            (refusal("wrong_data"), 422, "wrong_data"),
            (refusal("missing_data"), 422, "missing_data"),
            (refusal("unknown_item"), 404, "unknown_item"),
        ] {
            let problem = Problem::from(failure);
            let found = (problem.status().as_u16(), problem.stable_code());
            assert_eq!(found, (status, code));
        }
    }

    #[test]
    fn a_wrong_value_is_pointed_at() {
        for (path, expected) in [
            ("data", "/data"),
            ("order", "/data/order"),
            ("order.start", "/data/order/start"),
            ("order.lines[12].rate", "/data/order/lines/12/rate"),
        ] {
            assert_eq!(pointer(path), expected);
        }
    }
}
