//! Job functions: what somebody who has one acts as.

use askama::Template;
use axum::Form as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;
use samspil_store::{ChangeWay, Changed, JobFunction, Organisation};
use serde::Deserialize;

use super::form::{parties, refused};
use super::{done, heads, read};
use crate::app::App;
use crate::identity::Signed;
use crate::organisation::change;
use crate::pages::parts::{Alert, Cell, Choice, Field, Form, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

const PATH: &str = "/organisation/functions";

#[derive(Template)]
#[template(path = "organisation/functions.html")]
struct FunctionsPage<'page> {
    page: &'page Shell,
    table: Table,
    alert: Option<Alert>,
    form: Form,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    name: String,
    #[serde(default)]
    acts_as: String,
    #[serde(default)]
    leads: String,
}

fn form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    form.add(
        Field::text("name", page.t("organisation-column-job"))
            .longest(100)
            .value(&written.name),
    );
    let acts_as = Field::text("acts_as", page.t("organisation-column-acts-as"));
    form.add(
        acts_as
            .hint(page.t("organisation-acts-as-hint"))
            .optional()
            .value(&written.acts_as),
    );
    let leads = vec![Choice::new("yes".to_owned(), page.t("organisation-leads"))];
    form.add(Field::check("leads", page.t("organisation-column-leads"), leads).value(&written.leads));
    form
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let form = form(&page, &Written::default());
    drawn(&app, page, &signed, (form, None)).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (form, alert): (Form, Option<Alert>),
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("organisation-functions"));
    let (organisation, _) = read(app, signed).await?;
    let row = |function: &JobFunction| {
        let leads = if function.leads {
            page.t("organisation-leads")
        } else {
            String::new()
        };
        vec![
            Cell::Text(function.name.clone()),
            Cell::Text(function.acts_as.join(", ")),
            Cell::Text(leads),
        ]
    };
    let status = match alert {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = FunctionsPage {
        table: Table {
            caption: page.t("organisation-functions"),
            head: heads(&page, &["job", "acts-as", "leads"]),
            rows: organisation.functions.iter().map(row).collect(),
            empty: page.t("organisation-no-functions"),
        },
        alert,
        form,
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(status, &page, &template))
}

/// Keeps a job function, new or changed.
pub(super) async fn keep(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let function = JobFunction {
        name: written.name.trim().to_owned(),
        acts_as: parties(&written.acts_as),
        leads: written.leads == "yes",
    };
    let make = |before: &Organisation| {
        let changed = match before.functions.contains(&function) {
            true => Changed::default(),
            false => Changed {
                functions: vec![function.clone()],
                ..Changed::default()
            },
        };
        Ok((changed, ()))
    };
    match change(&app, &signed, ChangeWay::Page, make).await {
        Ok(()) => Ok(done(&app, PATH, "flash-organisation-kept")),
        Err(problem) => {
            let mut form = form(&page, &written);
            let said = refused(&page, &mut form, problem)?;
            drawn(&app, page, &signed, (form, Some(said.alert))).await
        }
    }
}
