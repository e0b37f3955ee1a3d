//! The front page.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;
use samspil_store::Role;

use super::parts::{Cell, Definitions};
use super::shell::Shell;
use super::show::show;
use crate::identity::Signed;

#[derive(Template)]
#[template(path = "start.html")]
struct Start<'page> {
    page: &'page Shell,
    about: Definitions,
}

/// Who one is here.
pub(super) async fn page(page: Shell, signed: Signed) -> Response {
    let page = page.titled(&Message::new("start-title").with("name", signed.name.as_str()));
    let roles: Vec<String> = signed.roles.iter().map(|role| page.t(role_key(*role))).collect();
    let places = signed.members.len();
    let about = Definitions(vec![
        (page.t("start-roles"), Cell::Text(roles.join(", "))),
        (page.t("start-places"), Cell::Text(places.to_string())),
    ]);
    show(StatusCode::OK, &page, &Start { page: &page, about })
}

const fn role_key(role: Role) -> &'static str {
    match role {
        Role::ProcessOwner => "role-process-owner",
        Role::Staff => "role-staff",
        Role::Administrator => "role-administrator",
    }
}
