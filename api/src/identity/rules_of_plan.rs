//! Who may ask what of the one plan of a citizen, of what somebody coordinates, and of a case from the citizen's side.

use axum::http::Method;
use samspil_store::Role;

use super::rules::{Row, Rule};

/// The rows, by path, then method.
pub(super) const RULES: &[Row] = &[
    (
        Method::GET,
        "/api/v1/citizens/{citizen}/plan",
        Rule::Role(Role::Staff),
    ),
    (Method::GET, "/api/v1/coordination", Rule::Role(Role::Staff)),
    (
        Method::POST,
        "/api/v1/coordination/hand-over",
        Rule::Role(Role::Staff),
    ),
    (Method::GET, "/api/v1/me/looked", Rule::SignedIn),
    (Method::GET, "/api/v1/me/plan", Rule::SignedIn),
    (Method::GET, "/api/v1/plan-bounds", Rule::AnyRole),
    (
        Method::PUT,
        "/api/v1/plan-bounds",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/cases/{case}/looked.csv", Rule::SignedIn),
    (Method::GET, "/cases/{case}/own", Rule::SignedIn),
    (Method::GET, "/cases/{case}/own/{part}", Rule::SignedIn),
    (Method::GET, "/citizens/{citizen}/plan", Rule::Role(Role::Staff)),
    (Method::GET, "/coordination", Rule::Role(Role::Staff)),
    (Method::POST, "/coordination/hand-over", Rule::Role(Role::Staff)),
    (Method::GET, "/houses", Rule::SignedIn),
    (Method::GET, "/houses/{flow}", Rule::SignedIn),
    (Method::GET, "/own", Rule::SignedIn),
    (Method::GET, "/own/looked", Rule::SignedIn),
    (Method::GET, "/own/looked.csv", Rule::SignedIn),
    (Method::GET, "/plan", Rule::SignedIn),
];
