//! Work in many steps, for administrators: what runs, how far it is, and what is to be begun anew.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use samspil_core::text::Message;
use samspil_runtime::BatchState;
use samspil_store::{Batch, BatchKind};

use super::flash;
use super::parts::{Badge, Cell, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::batches::{again, fault, progress};
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Where the page lies.
pub(super) const PATH: &str = "/batches";

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page))
        .route("/batches/{kind}/{about}/again", post(begin_again))
}

#[derive(Template)]
#[template(path = "batches.html")]
struct BatchesPage<'page> {
    page: &'page Shell,
    table: Table,
}

/// The page.
async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("batches-title"));
    let all = app.engine.batches(signed.tenant).await?;
    let head = ["what", "state", "progress", "since", "ended", "fault", "do"];
    let template = BatchesPage {
        table: Table {
            caption: page.t("batches-title"),
            head: head
                .map(|column| page.t(&format!("batches-column-{column}")))
                .into(),
            rows: all
                .iter()
                .map(|(batch, state)| row(&page, batch, *state))
                .collect(),
            empty: page.t("batches-none"),
        },
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn row(page: &Shell, batch: &Batch, state: BatchState) -> Vec<Cell> {
    let moment = |at| Cell::moment(at, page.language);
    let began = Message::new("batches-by").with("by", batch.began_by.as_str());
    let tries = (batch.tries > 1).then(|| Message::new("batches-tries").with("count", batch.tries));
    let mut since = vec![moment(batch.began_at), Cell::Small(page.say(&began))];
    since.extend(tries.map(|tries| Cell::Small(page.say(&tries))));
    vec![
        what(page, batch),
        Cell::Badge(Badge {
            text: page.t(&format!("batches-state-{}", state.word())),
            tone: match state {
                BatchState::Runs => Some(Tone::Info),
                BatchState::Done => Some(Tone::Success),
                BatchState::Still | BatchState::Part => Some(Tone::Warning),
                BatchState::Failed => Some(Tone::Error),
            },
        }),
        Cell::Stack(
            progress(batch)
                .iter()
                .map(|line| Cell::Text(page.say(line)))
                .collect(),
        ),
        Cell::Stack(since),
        batch.ended_at.map_or(Cell::Empty, moment),
        fault(batch).map_or(Cell::Empty, |fault| Cell::Text(page.say(&fault))),
        action(page, batch, state),
    ]
}

/// What the batch is, with the way to what it is about.
fn what(page: &Shell, batch: &Batch) -> Cell {
    let about = batch.name.about.as_str();
    let key = format!("batches-what-{}", batch.name.kind.word());
    Cell::Link {
        href: match batch.name.kind {
            BatchKind::Calendar => super::calendars::PATH.to_owned(),
            BatchKind::Tuning => "/tunings".to_owned(),
            BatchKind::Retention => format!("/retention/disposals/{about}"),
            BatchKind::Import => "/organisation".to_owned(),
            BatchKind::Publishing => "/flows".to_owned(),
        },
        text: page.say(&Message::new(&key).with("about", about)),
    }
}

/// How it goes on: counting is begun anew here, what needs more than a press of a button where it is asked for.
fn action(page: &Shell, batch: &Batch, state: BatchState) -> Cell {
    let (kind, about) = (batch.name.kind, &batch.name.about);
    if !state.may_go_on() {
        return Cell::Empty;
    }
    match kind {
        BatchKind::Calendar | BatchKind::Tuning => {
            let key = format!("batches-what-{}", kind.word());
            Cell::Post {
                action: format!("{PATH}/{}/{about}/again", kind.word()),
                text: page.t("batches-again"),
                about: page.say(&Message::new(&key).with("about", about.as_str())),
            }
        }
        BatchKind::Retention => Cell::Link {
            href: format!("/retention/disposals/{about}"),
            text: page.t("batches-go-on"),
        },
        BatchKind::Import => Cell::Link {
            href: "/organisation/file".to_owned(),
            text: page.t("batches-send-anew"),
        },
        BatchKind::Publishing => Cell::Empty,
    }
}

/// Begins counting anew.
async fn begin_again(
    State(app): State<App>,
    signed: Signed,
    Path((kind, about)): Path<(String, String)>,
) -> Result<Response, Problem> {
    again(&app, &signed, &kind, &about).await?;
    let mut answer = Redirect::to(PATH).into_response();
    flash::say_next(&mut answer, Tone::Success, "flash-batch-again", app.gate.https);
    Ok(answer)
}
