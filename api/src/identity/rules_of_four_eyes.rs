//! Who may ask what of that which one proposes and another approves.

use axum::http::Method;
use samspil_store::Role;

use super::rules::{Row, Rule};

/// The rows, by path, then method.
pub(super) const RULES: &[Row] = &[
    (
        Method::DELETE,
        "/api/v1/citizens/{citizen}/erase",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/citizens/{citizen}/erase",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/flows/proposed",
        Rule::Role(Role::ProcessOwner),
    ),
    (
        Method::DELETE,
        "/api/v1/flows/proposed/{flow}",
        Rule::Role(Role::ProcessOwner),
    ),
    (
        Method::GET,
        "/api/v1/publishing-terms",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/publishing-terms",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/citizens/{citizen}/erase",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/citizens/{citizen}/erase",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/flows/{flow}/approve",
        Rule::Role(Role::ProcessOwner),
    ),
];
