//! Who may ask what of the workbench and of drafts: those who write flows.

use axum::http::Method;
use samspil_store::Role;

use super::rules::{Row, Rule};

/// The one rule of all of it.
const OWNER: Rule = Rule::Role(Role::ProcessOwner);

/// The rows, by path, then method.
pub(super) const RULES: &[Row] = &[
    (Method::GET, "/api/v1/drafts/{flow}/coverage", OWNER),
    (Method::GET, "/workbench", OWNER),
    (Method::POST, "/workbench", OWNER),
    (Method::GET, "/workbench/{flow}", OWNER),
    (Method::POST, "/workbench/{flow}", OWNER),
    (Method::POST, "/workbench/{flow}/begin", OWNER),
    (Method::GET, "/workbench/{flow}/changes", OWNER),
    (Method::POST, "/workbench/{flow}/check", OWNER),
    (Method::GET, "/workbench/{flow}/explore", OWNER),
    (Method::POST, "/workbench/{flow}/give-up", OWNER),
    (Method::GET, "/workbench/{flow}/handbook", OWNER),
    (Method::GET, "/workbench/{flow}/play", OWNER),
    (Method::POST, "/workbench/{flow}/play", OWNER),
    (Method::GET, "/workbench/{flow}/publish", OWNER),
    (Method::POST, "/workbench/{flow}/publish", OWNER),
    (Method::GET, "/workbench/{flow}/scenarios", OWNER),
    (Method::POST, "/workbench/{flow}/scenarios", OWNER),
    (Method::GET, "/workbench/{flow}/schema", OWNER),
    (Method::GET, "/workbench/{flow}/steps", OWNER),
    (Method::GET, "/workbench/{flow}/trial", OWNER),
    (Method::POST, "/workbench/{flow}/trial", OWNER),
];
