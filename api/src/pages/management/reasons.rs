//! Why people deviated at a step, in the cases that the reader may know of.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::{Message, instant};
use samspil_runtime::{ManagementAsk, Object, Reason};

use super::{Asked, PATH, query};
use crate::app::App;
use crate::identity::Signed;
use crate::management::{Titles, period};
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "management/reasons.html")]
struct ReasonsPage<'page> {
    page: &'page Shell,
    about: String,
    table: Table,
    /// That people deviated in more cases.
    unseen: Option<String>,
    back: String,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path((flow, item)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("management-reasons-title"));
    let asked = asked.wanted().ask(app.engine.clock().now())?;
    let titles = Titles::read(&app, signed.tenant, [flow.as_str()]).await?;
    let about = Message::new("management-reasons-about")
        .with("step", titles.part(&flow, &item, page.language))
        .with("flow", titles.flow(&flow, page.language))
        .with("period", period(asked.period));
    let ask = ManagementAsk {
        flow: Some(flow),
        ..asked.clone()
    };
    let look = page.looking(signed.look(Object::Deviations));
    let reasons = app
        .engine
        .deviation_reasons(signed.tenant, &signed.by(), (&ask, &item), &look)
        .await?;
    let head = ["why", "case", "when"];
    let template = ReasonsPage {
        about: page.say(&about),
        table: Table {
            caption: page.title.clone(),
            head: head
                .iter()
                .map(|column| page.t(&format!("management-column-{column}")))
                .collect(),
            rows: reasons.rows.iter().map(|reason| row(&page, reason)).collect(),
            empty: page.t("management-reasons-none"),
        },
        unseen: reasons.unseen.then(|| page.t("management-reasons-unseen")),
        back: format!("{PATH}?{}", query(&asked)),
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn row(page: &Shell, reason: &Reason) -> Vec<Cell> {
    let when = reason.at.map_or(Cell::Empty, |at| Cell::Time {
        iso: at.to_rfc3339(),
        text: instant(at, page.language),
    });
    vec![
        Cell::Text(reason.why.clone()),
        Cell::Link {
            href: format!("/cases/{}", reason.case),
            text: reason.title.clone(),
        },
        when,
    ]
}
