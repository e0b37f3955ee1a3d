//! Code apps of other people.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use samspil_core::id::PersonId;

use super::people::known;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// Takes a person's code app away, with their recovery codes, and signs them out everywhere: for whoever has lost both.
/// Make sure that it is them who ask. Who must have one takes a new one into use at their next sign-in.
#[utoipa::path(
    delete, path = "/people/{person}/code-app", tag = "people",
    params(("person" = uuid::Uuid, Path, description = "The person.")),
    responses((status = 204, description = "They have none any more.")),
)]
pub(super) async fn end_of_person(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
) -> Result<StatusCode, Problem> {
    let person = known(&app, &signed, person).await?;
    // One's own goes with the password, on the settings page: an open session is not enough for it.
    if person.id == signed.person {
        return Err(Problem::new(Kind::NOT_ALLOWED));
    }
    if !app.gate.identity.reset_code_app(signed.tenant, person.id).await? {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    tracing::info!(tenant = %signed.tenant, by = %signed.person, person = %person.id, "a code app was taken away");
    Ok(StatusCode::NO_CONTENT)
}
