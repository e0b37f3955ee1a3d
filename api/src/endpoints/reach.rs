//! How you are told, and people's mail addresses.

use axum::Json as Body;
use axum::extract::{Path, State};
use chrono::NaiveTime;
use samspil_core::id::PersonId;
use samspil_core::text::{Language, Message};
use samspil_store::{Channel, Reach};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::people::known;
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::mail::is_address;
use crate::reach::{misfit, reach_of};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// How a time of day is written.
const TIME: &str = "%H:%M";

/// How you are told beside your inbox.
#[derive(Serialize, ToSchema)]
pub(super) struct ReachShown {
    /// Your mail address, which an administrator keeps; without it nothing is mailed.
    address: Option<String>,
    /// The language of your mail: `da` or `en`.
    #[schema(value_type = String)]
    language: Language,
    /// How you are told of what is coming up for you.
    #[schema(schema_with = schema::channel)]
    reminders: Channel,
    /// How you are told of what is late.
    #[schema(schema_with = schema::channel)]
    lateness: Channel,
    /// How you are told of what is for a unit of yours, where others act as the same party.
    #[schema(schema_with = schema::channel)]
    for_unit: Channel,
    /// How you are told of meetings that you take part in.
    #[schema(schema_with = schema::channel)]
    meetings: Channel,
    /// When the digest comes, in Copenhagen: `08:00`.
    digest_at: String,
    /// When nothing is mailed at once.
    quiet: Option<QuietHours>,
}

/// What you choose.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReachChoice {
    /// The language of your mail: `da` or `en`.
    #[schema(value_type = String)]
    language: Language,
    /// How you are told of what is coming up for you.
    #[schema(schema_with = schema::channel)]
    reminders: Channel,
    /// How you are told of what is late.
    #[schema(schema_with = schema::channel)]
    lateness: Channel,
    /// How you are told of what is for a unit of yours, where others act as the same party.
    #[schema(schema_with = schema::channel)]
    for_unit: Channel,
    /// How you are told of meetings that you take part in; at once is an invitation for your calendar, which is what you
    /// get where nothing is said.
    #[serde(default = "at_once")]
    #[schema(schema_with = schema::channel)]
    meetings: Channel,
    /// When the digest comes, in Copenhagen: `08:00`.
    digest_at: String,
    /// When nothing is mailed at once.
    #[serde(default)]
    quiet: Option<QuietHours>,
}

const fn at_once() -> Channel {
    Channel::AtOnce
}

/// Hours in which nothing is mailed at once, in Copenhagen; they may go over midnight.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct QuietHours {
    /// From this time: `18:00`.
    from: String,
    /// Until this time.
    until: String,
}

fn shown(reach: Reach) -> ReachShown {
    let written = |time: NaiveTime| time.format(TIME).to_string();
    ReachShown {
        address: reach.address,
        language: reach.language,
        reminders: reach.reminders,
        lateness: reach.lateness,
        for_unit: reach.for_unit,
        meetings: reach.meetings,
        digest_at: written(reach.digest_at),
        quiet: reach.quiet.map(|(from, until)| QuietHours {
            from: written(from),
            until: written(until),
        }),
    }
}

/// A time of day, or a problem that points at it.
fn time(text: &str, pointer: &str) -> Result<NaiveTime, Problem> {
    NaiveTime::parse_from_str(text, TIME).map_err(|_| {
        Problem::new(Kind::UNFIT)
            .code("time")
            .detail(Message::new("reach-time"))
            .pointer(pointer.to_owned())
    })
}

/// How you are told.
#[utoipa::path(get, path = "/me/reach", tag = "me", responses((status = 200, body = ReachShown)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> Result<Body<ReachShown>, Problem> {
    let store = app.engine.store();
    Ok(Body(shown(
        reach_of(store.as_ref(), signed.tenant, signed.person).await?,
    )))
}

/// Chooses how you are told.
#[utoipa::path(
    put, path = "/me/reach", tag = "me", request_body = ReachChoice, responses((status = 200, body = ReachShown)),
)]
pub(super) async fn choose(
    State(app): State<App>,
    signed: Signed,
    Json(choice): Json<ReachChoice>,
) -> Result<Body<ReachShown>, Problem> {
    let store = app.engine.store();
    let quiet = match &choice.quiet {
        Some(quiet) => Some((
            time(&quiet.from, "/quiet/from")?,
            time(&quiet.until, "/quiet/until")?,
        )),
        None => None,
    };
    let reach = Reach {
        language: choice.language,
        reminders: choice.reminders,
        lateness: choice.lateness,
        for_unit: choice.for_unit,
        meetings: choice.meetings,
        digest_at: time(&choice.digest_at, "/digest_at")?,
        quiet,
        ..reach_of(store.as_ref(), signed.tenant, signed.person).await?
    };
    if let Some((field, why)) = misfit(&reach) {
        let pointer = if field == "quiet_until" {
            "/quiet/until"
        } else {
            "/digest_at"
        };
        return Err(Problem::new(Kind::UNFIT)
            .code("reach")
            .detail(why)
            .pointer(pointer.to_owned()));
    }
    store.put_reach(signed.tenant, reach.clone()).await?;
    Ok(Body(shown(reach)))
}

/// A person's mail address.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MailAddress {
    /// The address; none where they are not told by mail.
    address: Option<String>,
}

/// A person's mail address.
#[utoipa::path(
    get, path = "/people/{person}/address", tag = "people",
    params(("person" = uuid::Uuid, Path, description = "The person.")),
    responses((status = 200, body = MailAddress)),
)]
pub(super) async fn address(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
) -> Result<Body<MailAddress>, Problem> {
    let person = known(&app, &signed, person).await?.id;
    let reach = reach_of(app.engine.store().as_ref(), signed.tenant, person).await?;
    Ok(Body(MailAddress {
        address: reach.address,
    }))
}

/// Sets a person's mail address. What they have chosen stays.
#[utoipa::path(
    put, path = "/people/{person}/address", tag = "people", request_body = MailAddress,
    params(("person" = uuid::Uuid, Path, description = "The person.")),
    responses((status = 200, body = MailAddress)),
)]
pub(super) async fn put_address(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
    Json(to_be): Json<MailAddress>,
) -> Result<Body<MailAddress>, Problem> {
    let store = app.engine.store();
    let person = known(&app, &signed, person).await?.id;
    let address = to_be.address.map(|address| address.trim().to_owned());
    if address.as_deref().is_some_and(|address| !is_address(address)) {
        return Err(Problem::new(Kind::UNFIT)
            .code("address")
            .detail(Message::new("reach-address"))
            .pointer("/address".to_owned()));
    }
    let reach = Reach {
        address: address.clone(),
        ..reach_of(store.as_ref(), signed.tenant, person).await?
    };
    store.put_reach(signed.tenant, reach).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, %person, "a person's address was kept");
    Ok(Body(MailAddress { address }))
}
