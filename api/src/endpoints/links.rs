//! Links into a case for who takes part in it without an account.

use std::sync::OnceLock;

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PartyId, PersonId};
use samspil_core::text::Message;
use samspil_runtime::Once;
use samspil_store::{Link, Opens};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::headers::Key;
use super::schema;
use crate::app::App;
use crate::identity::{LONGEST_LINK_HOURS, MAX_LINKS_OF_CASE, Signed};
use crate::links::{address, case_for_links, end as end_link, make as make_link};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// How long a link waits where nothing is said, in hours: a week, since people read their post at weekends.
const HOURS: u16 = 7 * 24;

/// A link, without its secret.
#[derive(Serialize, Deserialize, ToSchema)]
pub(super) struct LinkShown {
    /// Its id.
    link: Uuid,
    /// For whom.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// As which party of the case.
    party: String,
    /// Who made it.
    #[schema(value_type = Option<Uuid>)]
    made_by: Option<PersonId>,
    /// When it was made.
    made_at: DateTime<Utc>,
    /// Until when it can be opened.
    ends_at: DateTime<Utc>,
    /// When it was opened; it cannot be opened again.
    used_at: Option<DateTime<Utc>>,
}

/// A link that was just made.
#[derive(Serialize, ToSchema)]
pub(super) struct LinkMade {
    /// The link.
    #[serde(flatten)]
    link: LinkShown,
    /// The address, this once. It is not here where the command is sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

/// A link to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLink {
    /// As which party: one on the citizen's side or a partner's.
    party: String,
    /// For whom: a person whom the party is bound to.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// How many hours it waits to be opened: 168 where nothing is said, 336 at most.
    #[serde(default)]
    hours: Option<u16>,
}

fn shown(link: Link) -> LinkShown {
    LinkShown {
        link: link.id,
        person: link.person,
        party: match link.opens {
            Opens::Case { party, .. } => party,
            Opens::Account => String::new(),
        },
        made_by: link.made_by,
        made_at: link.made_at,
        ends_at: link.ends_at,
        used_at: link.used_at,
    }
}

/// Links into the case, newest first, for the authority's people in it.
#[utoipa::path(
    get, path = "/cases/{case}/links", tag = "cases",
    params(("case" = uuid::Uuid, Path, description = "The case.")),
    responses((status = 200, body = Vec<LinkShown>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Path(case): Path<CaseId>,
) -> Result<Body<Vec<LinkShown>>, Problem> {
    case_for_links(&app, &signed, case).await?;
    let store = app.engine.store();
    let links = store
        .links_of_case(signed.tenant, case, MAX_LINKS_OF_CASE)
        .await?;
    Ok(Body(links.into_iter().map(shown).collect()))
}

/// Makes a link: whoever has it gets into this case as this party, once, and into nothing else. Its address is told this
/// once.
#[utoipa::path(
    post, path = "/cases/{case}/links", tag = "cases", request_body = NewLink,
    params(("case" = uuid::Uuid, Path, description = "The case.")),
    responses((status = 201, body = LinkMade, description = "It is made.")),
)]
pub(super) async fn make(
    State(app): State<App>,
    signed: Signed,
    Path(case): Path<CaseId>,
    Key(key): Key,
    Json(new): Json<NewLink>,
) -> Result<Response, Problem> {
    let hours = new.hours.unwrap_or(HOURS);
    if !(1..=LONGEST_LINK_HOURS).contains(&hours) {
        let detail = Message::new("problem-out-of-bounds").with("least", 1_i64);
        return Err(Problem::new(Kind::UNFIT)
            .code("hours")
            .detail(detail.with("most", i64::from(LONGEST_LINK_HOURS)))
            .pointer("/hours".to_owned()));
    }
    let (read, eyes) = case_for_links(&app, &signed, case).await?;
    let party = PartyId::new(&new.party).map_err(|_| Problem::new(Kind::NOT_FOUND))?;
    let told = OnceLock::new();
    let making = async {
        let whom = (&party, new.person);
        let (link, secret) = make_link(&app, &signed, (&read, &eyes), whom, hours).await?;
        let _ = told.set((link.id, address(&app.url, &secret)));
        Ok::<_, Problem>(shown(link))
    };
    let once = Once {
        key,
        asks: &[
            b"link",
            signed.person.0.as_bytes(),
            case.0.as_bytes(),
            new.person.0.as_bytes(),
            new.party.as_bytes(),
            &hours.to_be_bytes(),
        ],
    };
    let link = app.engine.once(signed.tenant, once, making).await?;
    // Of two sent at once the first is told, and only with its own address.
    let own = told.into_inner().filter(|(of, _)| *of == link.link);
    let made = LinkMade {
        link,
        address: own.map(|(_, address)| address),
    };
    Ok((StatusCode::CREATED, Body(made)).into_response())
}

/// Takes a link back. Whoever is in by it is out at once.
#[utoipa::path(
    delete, path = "/cases/{case}/links/{link}", tag = "cases",
    params(
        ("case" = uuid::Uuid, Path, description = "The case."),
        ("link" = uuid::Uuid, Path, description = "The link."),
    ),
    responses((status = 204, description = "It opens nothing any more.")),
)]
pub(super) async fn end(
    State(app): State<App>,
    signed: Signed,
    Path((case, link)): Path<(CaseId, Uuid)>,
) -> Result<StatusCode, Problem> {
    case_for_links(&app, &signed, case).await?;
    end_link(&app, &signed, case, link).await?;
    Ok(StatusCode::NO_CONTENT)
}
