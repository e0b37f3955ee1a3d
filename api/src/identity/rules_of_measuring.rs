//! Who may ask what of figures over many cases, and of surveys.

use axum::http::Method;
use samspil_store::Role;

use super::rules::{Row, Rule};

/// The rows, by path, then method.
pub(super) const RULES: &[Row] = &[
    (Method::GET, "/api/v1/management", Rule::Role(Role::ProcessOwner)),
    (
        Method::GET,
        "/api/v1/management.csv",
        Rule::Role(Role::ProcessOwner),
    ),
    (
        Method::GET,
        "/api/v1/management/signs",
        Rule::Role(Role::ProcessOwner),
    ),
    // Whoever knows the address: it holds a secret of its own.
    (Method::GET, "/answer/{secret}", Rule::Public),
    (Method::POST, "/answer/{secret}", Rule::Public),
    (Method::GET, "/management", Rule::Role(Role::ProcessOwner)),
    (
        Method::GET,
        "/management/deviations/{flow}/{item}",
        Rule::Role(Role::ProcessOwner),
    ),
    (Method::GET, "/management/signs", Rule::Role(Role::ProcessOwner)),
    (Method::GET, "/surveys", Rule::Role(Role::ProcessOwner)),
    (Method::POST, "/surveys", Rule::Role(Role::ProcessOwner)),
    (Method::GET, "/surveys/{survey}", Rule::Role(Role::ProcessOwner)),
    (
        Method::POST,
        "/surveys/{survey}/close",
        Rule::Role(Role::ProcessOwner),
    ),
    (
        Method::POST,
        "/surveys/{survey}/links",
        Rule::Role(Role::ProcessOwner),
    ),
    (
        Method::POST,
        "/surveys/{survey}/open",
        Rule::Role(Role::ProcessOwner),
    ),
    (
        Method::GET,
        "/surveys/{survey}/paper/{group}",
        Rule::Role(Role::ProcessOwner),
    ),
    (
        Method::POST,
        "/surveys/{survey}/paper/{group}",
        Rule::Role(Role::ProcessOwner),
    ),
    (
        Method::GET,
        "/surveys/{survey}/questions",
        Rule::Role(Role::ProcessOwner),
    ),
    (
        Method::POST,
        "/surveys/{survey}/questions",
        Rule::Role(Role::ProcessOwner),
    ),
];
