//! Mail that could not be sent, for administrators.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use samspil_core::id::PersonId;
use samspil_runtime::{MAX_PAGE, Once};
use samspil_store::GivenUpMail;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::headers::Key;
use super::query::{PAGE, Query};
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// How many.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The most mails: 50 where nothing is said, 100 at most.
    limit: Option<u32>,
}

/// A mail that was given up. What it tells of lies in the person's inbox all the same.
#[derive(Serialize, ToSchema)]
pub(super) struct MailShown {
    /// Its id, which is also in its `Message-ID`.
    mail: Uuid,
    /// To whom.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// How many things it tells of.
    things: u32,
    /// When it was made.
    made_at: DateTime<Utc>,
    /// How often it was tried.
    tries: u32,
    /// Why it was not sent: `refused` or `later` with the mail server's code, `address`, or `away` with a word.
    fault: String,
    /// When it was given up.
    given_up_at: DateTime<Utc>,
}

fn shown(mail: GivenUpMail) -> MailShown {
    MailShown {
        mail: mail.id,
        person: mail.person,
        things: mail.things,
        made_at: mail.made_at,
        tries: mail.tries,
        fault: mail.fault,
        given_up_at: mail.given_up_at,
    }
}

/// Mails that were given up, newest first.
#[utoipa::path(
    get, path = "/mails", tag = "incidents", params(Wanted), responses((status = 200, body = Vec<MailShown>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<MailShown>>, Problem> {
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, MAX_PAGE);
    let mails = app.engine.store().given_up_mails(signed.tenant, limit).await?;
    Ok(Json(mails.into_iter().map(shown).collect()))
}

/// Tries a mail that was given up anew.
#[utoipa::path(
    post, path = "/mails/{mail}/retry", tag = "incidents",
    params(("mail" = Uuid, Path, description = "The mail.")),
    responses((status = 204, description = "It is on its way.")),
)]
pub(super) async fn retry(
    State(app): State<App>,
    signed: Signed,
    Path(mail): Path<Uuid>,
    key: Key,
) -> Result<StatusCode, Problem> {
    let trying = async {
        if app.engine.try_mail_again(signed.tenant, mail).await? {
            Ok(())
        } else {
            Err(Problem::new(Kind::NOT_FOUND))
        }
    };
    let once = Once {
        key: key.0,
        asks: &[b"retry", mail.as_bytes()],
    };
    app.engine.once(signed.tenant, once, trying).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forgets a mail that was given up.
#[utoipa::path(
    delete, path = "/mails/{mail}", tag = "incidents",
    params(("mail" = Uuid, Path, description = "The mail.")),
    responses((status = 204, description = "It is forgotten.")),
)]
pub(super) async fn forget(
    State(app): State<App>,
    signed: Signed,
    Path(mail): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    if app.engine.store().forget_mail(signed.tenant, mail).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::new(Kind::NOT_FOUND))
    }
}
