//! The limits that a municipality publishes, for everyone (retssikkerhedsloven § 3(2)).

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::calendar::local_date;
use samspil_core::flow::LegalSource;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Area, Clock, Limit, SystemClock};

use super::parts::{Cell, Table};
use super::shell::Shell;
use super::show::show;
use super::words::source;
use crate::app::App;
use crate::limits::{CACHED, asked, counted_from, length, published};
use crate::server::language::language;
use crate::server::listen::Peer;
use crate::server::problem::Problem;

/// Where the pages lie.
const ROOT: &str = "/limits";

#[derive(Template)]
#[template(path = "limits/page.html")]
struct Limits<'page> {
    page: &'page Shell,
    municipality: String,
    areas: Vec<AreaShown>,
}

/// An area as drawn.
struct AreaShown {
    title: String,
    law: Option<String>,
    table: Table,
    /// What the law sets, where it sets anything.
    by_law: Option<Table>,
    since: String,
}

#[derive(Template)]
#[template(path = "limits/choose.html")]
struct Choose<'page> {
    page: &'page Shell,
    /// Address and name.
    municipalities: Vec<(String, String)>,
}

/// The page of one municipality. It is the same for whoever reads it, so that it may be kept on the way.
pub(super) async fn page(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    Path(number): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = published(&app, &number, peer.0).await?;
    let title = Message::new("limits-title").with("municipality", published.name.as_str());
    let page = bare(&headers, &uri).titled(&title);
    let template = Limits {
        municipality: published.tenant.to_string(),
        areas: published.areas.iter().map(|one| area(&page, one)).collect(),
        page: &page,
    };
    Ok(kept(show(StatusCode::OK, &page, &template)))
}

/// The municipalities to choose among; where there is one, its page.
pub(super) async fn choose(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    asked(&app, peer.0, SystemClock.now())?;
    let all = app.gate.identity.municipalities().await?;
    let address = |number| format!("{ROOT}/{number}");
    if let [(only, _)] = all.as_slice() {
        return Ok(Redirect::to(&address(*only)).into_response());
    }
    let page = bare(&headers, &uri).titled(&Message::new("limits-choose"));
    let template = Choose {
        page: &page,
        municipalities: all
            .into_iter()
            .map(|(number, name)| (address(number), name))
            .collect(),
    };
    Ok(kept(show(StatusCode::OK, &page, &template)))
}

fn bare(headers: &HeaderMap, uri: &Uri) -> Shell {
    Shell::bare(language(headers), &uri.to_string())
}

fn kept(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(CACHED));
    headers.append(VARY, HeaderValue::from_static("accept-language, cookie"));
    answer
}

fn area(page: &Shell, area: &Area) -> AreaShown {
    let flow = &area.run().flow;
    let law: Vec<String> = flow.about.law.iter().map(|law| page.say(&source(law))).collect();
    let title = flow.title.in_language(page.language).to_owned();
    let rows = |limits: Vec<Limit<'_>>| limits.iter().map(|limit| row(page, area, limit)).collect();
    let by_law: Vec<Vec<Cell>> = rows(area.by_law().collect());
    let caption = page.say(&Message::new("limits-by-law").with("area", title.as_str()));
    AreaShown {
        law: (!law.is_empty()).then(|| page.say(&Message::new("limits-law").with("law", law.join("; ")))),
        table: table(page, title.clone(), rows(area.limits().collect())),
        by_law: (!by_law.is_empty()).then(|| table(page, caption, by_law)),
        since: page.say(&Message::new("limits-since").with("day", local_date(area.since))),
        title,
    }
}

fn table(page: &Shell, caption: String, rows: Vec<Vec<Cell>>) -> Table {
    let head = ["limit", "length", "counted-from", "law"];
    let head = head
        .into_iter()
        .map(|column| page.say(&Message::new(&format!("limits-column-{column}"))));
    Table {
        caption,
        head: head.collect(),
        rows,
        empty: String::new(),
    }
}

/// Since when a rule holds, as far as it is known, and whether anybody has reviewed it.
fn known_of(page: &Shell, law: &LegalSource) -> Vec<Cell> {
    let dated = law.valid_from.is_some() || law.valid_to.is_some() || law.as_in.is_some();
    let validity = dated.then(|| Message::new("limits-valid").with("validity", law.validity()));
    let review = Message::new("limits-review").with("review", law.review());
    let told = validity.into_iter().chain([review]);
    told.map(|message| Cell::Small(page.say(&message))).collect()
}

fn row(page: &Shell, area: &Area, limit: &Limit<'_>) -> Vec<Cell> {
    let flow = &area.run().flow;
    let language: Language = page.language;
    let law = limit.clock.law.as_ref();
    let known = law.into_iter().flat_map(|law| known_of(page, law));
    let by = law.map(|law| Cell::Text(page.say(&source(law))));
    vec![
        Cell::Text(limit.clock.title.in_language(language).to_owned()),
        Cell::Text(page.say(&length(area.run(), limit))),
        Cell::Text(page.say(&counted_from(flow, limit))),
        Cell::Stack(by.into_iter().chain(known).collect()),
    ]
}
