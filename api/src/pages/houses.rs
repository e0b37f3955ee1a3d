//! *Houses*: what authority and provider of an area have agreed on: strategy, forums, flows and tools, rules of play.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use chrono::NaiveDate;
use samspil_core::case::Runnable;
use samspil_core::diagram::{Scene, Wanted};
use samspil_core::flow::{House, ItemKind};
use samspil_core::id::{FlowId, ItemId};
use samspil_core::text::{Message, date};
use samspil_runtime::HouseVersion;

use super::parts::{Cell, Table};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::{Rule, Signed};
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "houses/page.html")]
struct HousesPage<'page> {
    page: &'page Shell,
    table: Table,
}

/// A rule of play, and where it is shown.
struct RuleShown {
    says: String,
    on: String,
}

#[derive(Template)]
#[template(path = "houses/one.html")]
struct HousePage<'page> {
    page: &'page Shell,
    approved: String,
    strategy: String,
    forums: Table,
    tools: Table,
    rules: Vec<RuleShown>,
    versions: Table,
}

/// The routes of the pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/houses", get(page))
        .route("/houses/{flow}", get(one))
}

/// The houses.
async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("houses-title"));
    let houses = app.engine.houses(signed.tenant).await?;
    let rows = houses.iter().filter_map(|run| {
        let house = run.flow.house.as_ref()?;
        Some(vec![
            Cell::Link {
                href: format!("/houses/{}", run.flow.id),
                text: house.area.in_language(page.language).to_owned(),
            },
            Cell::Text(approved(&page, house)),
        ])
    });
    let table = Table {
        caption: page.title.clone(),
        head: heads(&page, &["area", "approved"]),
        rows: rows.collect(),
        empty: page.t("houses-none"),
    };
    if let Some(lists) = page.lists(&[&table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &HousesPage { page: &page, table }))
}

fn heads(page: &Shell, columns: &[&str]) -> Vec<String> {
    let head = |column: &&str| page.t(&format!("houses-column-{column}"));
    columns.iter().map(head).collect()
}

fn approved(page: &Shell, house: &House) -> String {
    let message = Message::new("houses-approved")
        .with("authority", date(house.authority_approved))
        .with("provider", date(house.provider_approved));
    page.say(&message)
}

/// One house.
async fn one(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let houses = app.engine.houses(signed.tenant).await?;
    let run = houses.iter().find(|run| run.flow.id.as_str() == flow);
    let found = run.and_then(|run| Some((run, run.flow.house.as_ref()?)));
    let (run, house) = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let versions = app.engine.house_versions(signed.tenant, &flow).await?;
    let mut page = page;
    house.area.in_language(page.language).clone_into(&mut page.title);
    // Flows are described to people at work alone.
    let at_work = Rule::AnyRole.admits(&signed.roles);
    let template = HousePage {
        approved: approved(&page, house),
        strategy: house.strategy.in_language(page.language).to_owned(),
        forums: forums(&page, run),
        tools: tools(&page, house, at_work),
        rules: rules(&app, &signed, &page, house).await?,
        versions: table_of_versions(&page, &versions),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// The meetings of the flow, each with who comes and how often.
fn forums(page: &Shell, run: &Runnable) -> Table {
    let scene = Scene::new(&run.flow, &run.guards, &Wanted::whole(page.language));
    let meetings = run.flow.items.values();
    let meetings = meetings.filter(|item| item.kind == ItemKind::Meeting && item.repeats.is_some());
    let rows = meetings.map(|item| {
        let node = scene.nodes.iter().find(|node| node.name == item.id.as_str());
        let about = node.into_iter().flat_map(|node| &node.about);
        let good = item.expects.iter().chain(&item.guidance);
        let good = good.map(|text| Cell::Text(text.in_language(page.language).to_owned()));
        vec![
            Cell::Text(item.title.in_language(page.language).to_owned()),
            Cell::Stack(good.collect()),
            Cell::Stack(about.map(|line| Cell::Small(line.clone())).collect()),
        ]
    });
    Table {
        caption: page.t("houses-forums"),
        head: heads(page, &["forum", "purpose", "how"]),
        rows: rows.collect(),
        empty: page.t("houses-no-forums"),
    }
}

fn tools(page: &Shell, house: &House, at_work: bool) -> Table {
    let row = |tool: &samspil_core::flow::Tool| {
        let title = tool.title.in_language(page.language).to_owned();
        let about = tool.about.as_ref();
        vec![
            match tool.flow.as_ref().filter(|_| at_work) {
                Some(flow) => Cell::Link {
                    href: format!("/flows/{flow}"),
                    text: title,
                },
                None => Cell::Text(title),
            },
            about.map_or(Cell::Empty, |about| {
                Cell::Text(about.in_language(page.language).to_owned())
            }),
        ]
    };
    Table {
        caption: page.t("houses-tools"),
        head: heads(page, &["tool", "for"]),
        rows: house.tools.iter().map(row).collect(),
        empty: page.t("houses-no-tools"),
    }
}

/// The rules, each with what the tasks are called that it is shown on.
async fn rules(app: &App, signed: &Signed, page: &Shell, house: &House) -> Result<Vec<RuleShown>, Problem> {
    let mut shown = Vec::new();
    for rule in house.rules.values() {
        let mut on = Vec::new();
        for (flow, item) in &rule.shown_on {
            on.extend(task(app, signed, page, (flow, item)).await);
        }
        shown.push(RuleShown {
            says: rule.says.in_language(page.language).to_owned(),
            on: on.join(", "),
        });
    }
    Ok(shown)
}

/// What a task is called; none where its flow is not published here, or has it no more.
async fn task(app: &App, signed: &Signed, page: &Shell, (flow, item): (&FlowId, &ItemId)) -> Option<String> {
    let run = app.engine.flow(signed.tenant, flow.as_str(), None).await.ok()?;
    let item = run.flow.items.get(item)?;
    Some(item.title.in_language(page.language).to_owned())
}

fn table_of_versions(page: &Shell, versions: &[HouseVersion]) -> Table {
    let rows = versions.iter().map(|version| {
        let day = |day: NaiveDate| Cell::Time {
            iso: day.to_string(),
            text: date(day),
        };
        vec![
            Cell::Text(version.published.version.to_string()),
            day(version.house.authority_approved),
            day(version.house.provider_approved),
        ]
    });
    Table {
        caption: page.t("houses-versions"),
        head: heads(page, &["version", "authority", "provider"]),
        rows: rows.collect(),
        empty: String::new(),
    }
}
