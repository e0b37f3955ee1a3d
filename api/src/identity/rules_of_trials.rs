//! Who may ask what of hassles and trials: people at work note what is in their way, and process owners try what takes it away.

use axum::http::Method;
use samspil_store::Role;

use super::rules::{Row, Rule};

/// The rule of those who keep flows.
const OWNER: Rule = Rule::Role(Role::ProcessOwner);

/// The rows, by path, then method.
pub(super) const RULES: &[Row] = &[
    (Method::POST, "/api/v1/cases/{case}/hassles", Rule::AnyRole),
    (Method::GET, "/api/v1/hassles", OWNER),
    (Method::POST, "/api/v1/hassles/{hassle}/settle", OWNER),
    (Method::GET, "/api/v1/trials", OWNER),
    (Method::POST, "/api/v1/trials", OWNER),
    (Method::GET, "/api/v1/trials/{trial}", OWNER),
    (Method::POST, "/api/v1/trials/{trial}/decision", OWNER),
    (Method::POST, "/api/v1/trials/{trial}/start", OWNER),
    (Method::POST, "/cases/{case}/hassles", Rule::AnyRole),
    (Method::GET, "/flows/{flow}/steps", OWNER),
    (Method::GET, "/trials", OWNER),
    (Method::GET, "/trials/hassles/{flow}", OWNER),
    (Method::POST, "/trials/hassles/{flow}/{hassle}/settle", OWNER),
    (Method::GET, "/trials/{trial}", OWNER),
    (Method::POST, "/trials/{trial}/decide", OWNER),
    (Method::POST, "/trials/{trial}/start", OWNER),
];
