//! A citizen is erased.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::id::PersonId;
use samspil_core::text::{Message, instant};
use samspil_runtime::EraseRefused;
use serde::Deserialize;

use crate::app::App;
use crate::citizens::visit;
use crate::four_eyes::{self, Erasing, What};
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::parts::{Alert, Cell, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::retention::signer;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "citizens/erase.html")]
struct Erase<'page> {
    page: &'page Shell,
    citizen: PersonId,
    /// That another has proposed it.
    waits: Option<Alert>,
    form: Form,
}

/// The form as it is sent.
#[derive(Deserialize, Default)]
pub(in crate::pages) struct Why {
    #[serde(default)]
    why: String,
}

/// The page.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(citizen): Path<PersonId>,
) -> Result<Response, Problem> {
    drawn(&app, page, &signed, (citizen, &Why::default(), None)).await
}

/// The citizens whom another administrator is to erase; none where there are none.
pub(in crate::pages) async fn waiting(
    app: &App,
    page: &Shell,
    signed: &Signed,
) -> Result<Option<Table>, Problem> {
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    let waits = four_eyes::waiting(store.as_ref(), signed.tenant, now).await?;
    let rows = waits.into_iter().filter_map(|one| match one.what {
        What::Erase { citizen, why } => Some(vec![
            Cell::Link {
                href: format!("/citizens/{citizen}/erase"),
                text: citizen.to_string(),
            },
            Cell::Text(one.name),
            Cell::Text(why),
        ]),
        What::Publish { .. } | What::Program { .. } | What::SignIn { .. } => None,
    });
    let head = ["number", "proposed", "ground"];
    let table = Table {
        caption: page.t("citizens-erasing"),
        head: head
            .iter()
            .map(|column| page.t(&format!("retention-column-{column}")))
            .collect(),
        rows: rows.collect(),
        empty: String::new(),
    };
    Ok((!table.rows.is_empty()).then_some(table))
}

/// Erases.
pub(in crate::pages) async fn send(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(citizen): Path<PersonId>,
    Body(why): Body<Why>,
) -> Result<Response, Problem> {
    let visit = visit(&signed, &why.why);
    let erased = four_eyes::erase(&app.engine, signed.tenant, visit, citizen, &signer(&signed)).await;
    match erased {
        Ok(done) => {
            let key = match done {
                Erasing::Done(_) => "flash-citizen-erased",
                Erasing::Waits(_) => "flash-citizen-erasing",
            };
            // The register is not for whoever is only an administrator.
            let mut answer = Redirect::to(crate::pages::retention::PATH).into_response();
            flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
            Ok(answer)
        }
        Err(EraseRefused::Failure(failure)) => Err(failure.into()),
        Err(EraseRefused::Unknown) => Err(Problem::new(Kind::NOT_FOUND)),
        Err(refused) => drawn(&app, page, &signed, (citizen, &why, refused.message())).await,
    }
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (citizen, why, wrong): (PersonId, &Why, Option<Message>),
) -> Result<Response, Problem> {
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    let waits = four_eyes::waiting(store.as_ref(), signed.tenant, now).await?;
    let waits = waits.into_iter().find_map(|one| match one.what {
        What::Erase { citizen: of, why } if of == citizen => Some((one.name, one.at, why)),
        _ => None,
    });
    let waits = waits.map(|(name, at, why)| {
        let said = Message::new("citizens-erase-waits")
            .with("name", name)
            .with("at", instant(at, page.language))
            .with("why", why);
        Alert::new(page.language, Tone::Info, page.say(&said))
    });
    let page = page.titled(&Message::new("citizens-erase"));
    let mut form = Form::new(page.language);
    form.add(
        Field::text("why", page.t("retention-why"))
            .value(&why.why)
            .longest(500),
    );
    let status = match &wrong {
        None => StatusCode::OK,
        Some(wrong) => {
            form.wrong("why", page.say(wrong));
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let template = Erase {
        citizen,
        waits,
        form,
        page: &page,
    };
    Ok(show(status, &page, &template))
}
