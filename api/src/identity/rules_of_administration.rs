//! Who may ask what of the calendar's pages, of work in many steps, of what administrators did and of copies of the database.

use axum::http::Method;
use samspil_store::Role;

use super::rules::{Row, Rule};

const ADMINISTRATOR: Rule = Rule::Role(Role::Administrator);

/// The rows, by path, then method.
pub(super) const RULES: &[Row] = &[
    (Method::GET, "/api/v1/backups", ADMINISTRATOR),
    (Method::POST, "/api/v1/backups", ADMINISTRATOR),
    (Method::GET, "/api/v1/batches", ADMINISTRATOR),
    (
        Method::POST,
        "/api/v1/batches/{kind}/{about}/again",
        ADMINISTRATOR,
    ),
    (Method::GET, "/api/v1/calendar/days", Rule::AnyRole),
    (Method::GET, "/api/v1/deeds", ADMINISTRATOR),
    (Method::GET, "/api/v1/health/backup", Rule::Public),
    (Method::GET, "/batches", ADMINISTRATOR),
    (Method::POST, "/batches/{kind}/{about}/again", ADMINISTRATOR),
    (Method::GET, "/calendars", ADMINISTRATOR),
    (Method::GET, "/calendars/add/{kind}", ADMINISTRATOR),
    (Method::POST, "/calendars/add/{kind}", ADMINISTRATOR),
    (Method::GET, "/calendars/versions/{version}/back", ADMINISTRATOR),
    (Method::POST, "/calendars/versions/{version}/back", ADMINISTRATOR),
    (
        Method::GET,
        "/calendars/versions/{version}/lines/{line}/away",
        ADMINISTRATOR,
    ),
    (
        Method::POST,
        "/calendars/versions/{version}/lines/{line}/away",
        ADMINISTRATOR,
    ),
    (Method::GET, "/health/backup", Rule::Public),
    (Method::GET, "/journal", ADMINISTRATOR),
];
