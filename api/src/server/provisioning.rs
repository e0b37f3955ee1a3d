//! Problems as SCIM says them (RFC 7644 section 3.12).

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use samspil_core::text::Language;
use serde_json::{Map, json};

use super::problem::Problem;

/// Where what is asked by SCIM lies.
pub(super) const BENEATH: &str = "/scim/";

/// Our codes with the protocol's.
const TYPES: [(&str, &str); 15] = [
    ("invalid_filter", "invalidFilter"),
    ("invalid_path", "invalidPath"),
    ("invalid_syntax", "invalidSyntax"),
    ("invalid_value", "invalidValue"),
    ("bad-json", "invalidSyntax"),
    ("duplicate-key", "invalidSyntax"),
    ("too-deep", "invalidSyntax"),
    ("mutability", "mutability"),
    ("no_target", "noTarget"),
    ("login_taken", "uniqueness"),
    ("name_taken", "uniqueness"),
    ("taken", "uniqueness"),
    ("organisation_cvr_taken", "uniqueness"),
    ("too-large", "tooMany"),
    ("own_access", "mutability"),
];

/// The answer. What does not fit is a bad request there.
pub(super) fn said(problem: &Problem, language: Language) -> Response {
    let status = match problem.status() {
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
        status => status,
    };
    let mut body = Map::from_iter([
        (
            "schemas".to_owned(),
            json!(["urn:ietf:params:scim:api:messages:2.0:Error"]),
        ),
        ("status".to_owned(), json!(status.as_u16().to_string())),
        ("detail".to_owned(), json!(problem.sentence(language))),
    ]);
    let code = problem.stable_code();
    let known = TYPES
        .iter()
        .find(|(own, _)| *own == code)
        .map(|(_, theirs)| *theirs);
    let unfit = (status == StatusCode::BAD_REQUEST).then_some("invalidValue");
    if let Some(kind) = known.or(unfit) {
        body.insert("scimType".to_owned(), json!(kind));
    }
    let kind = [(CONTENT_TYPE, crate::scim::MEDIA_TYPE)];
    (status, kind, serde_json::Value::Object(body).to_string()).into_response()
}
