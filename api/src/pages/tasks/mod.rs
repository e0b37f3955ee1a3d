//! *My tasks*: what is mine, what is my unit's, what is late, and what we wait for from others.

pub(super) mod hand_on;
pub(super) mod mark;
mod row;
mod tab;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use samspil_core::calendar::local_date;
use samspil_core::flow::Side;
use samspil_core::text::Message;
use samspil_runtime::{MAX_PAGE, Object};
use samspil_store::Unit;

use self::row::Rows;
pub(super) use self::row::due_cell;
use self::tab::{Asked, MARKED, Order, PRIORITIES, Tab};
use super::file::Gathering;
use super::names::Names;
use super::own::FRONT;
use super::own_lists::OwnLists;
use super::parts::{Cell, Choice, Field, Form, Table};
use super::shell::Shell;
use super::show::show;
use super::words::Speaker;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// How far the lists are counted: beyond it the exact number helps nobody.
const MAX_COUNTED: u32 = 50;

#[derive(Template)]
#[template(path = "tasks.html")]
struct Tasks<'page> {
    page: &'page Shell,
    tabs: Vec<TabLink>,
    orders: Vec<OrderLink>,
    /// There are notes among the tasks of the list.
    notes: bool,
    /// What the list may be narrowed down to.
    filter: Form,
    tab: &'static str,
    order: &'static str,
    table: Table,
    /// There are tasks to hand on in the list.
    may_hand_on: bool,
    /// The page itself, to come back to.
    here: String,
    own_lists: OwnLists,
    first: Option<String>,
    next: Option<String>,
}

/// A list as a link: its address, name and number of tasks.
struct TabLink {
    href: String,
    name: String,
    count: String,
    current: bool,
}

/// An order as a link.
struct OrderLink {
    href: String,
    name: String,
    current: bool,
}

/// The front page is this page for those who work here; citizens and relatives find their cases.
pub(super) async fn front(signed: Signed) -> Redirect {
    Redirect::to(if signed.roles.is_empty() { FRONT } else { "/tasks" })
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("tasks-title"));
    let (tenant, by) = (signed.tenant, signed.by());
    let now = app.engine.clock().now();
    let mut list = asked.list(signed.person, signed.has_units(), local_date(now));
    let look = page.looking(signed.look(Object::Tasks));
    let mut found = Gathering::new(page.file);
    if page.file.is_some() {
        list.limit = MAX_PAGE;
    }
    loop {
        let read = app.engine.tasks(tenant, &by, &list, &look).await?;
        list.after = found.add(read.rows, read.next);
        if list.after.is_none() {
            break;
        }
    }
    let is_cut = found.is_cut();
    let people = found
        .rows
        .iter()
        .flat_map(|(_, task)| task.claimed_by.into_iter().chain(task.person))
        .chain(signed.stands_in.iter().map(|one| one.person));
    let names = Names::read(app.engine.store().as_ref(), tenant, &people.collect()).await?;
    let calendar = app.engine.calendar(tenant).await?;
    let here = asked.from(asked.after.as_deref());
    let marks = app.engine.store().task_marks(tenant, signed.person).await?;
    let rows = Rows {
        speaker: Speaker {
            language: page.language,
            names: &names,
        },
        signed: &signed,
        by: &by,
        now,
        calendar: &calendar,
        marks: &marks,
        back: &here,
    };
    let cells = found.rows.iter().map(|(case, task)| rows.cells(*case, task));
    let cells: Vec<_> = cells.collect();
    let template = Tasks {
        tabs: tabs(&app, &page, &signed, &asked).await?,
        orders: orders(&page, &asked),
        notes: delivers(&app, &signed).await?,
        filter: filter(&page, &asked),
        tab: asked.tab.word(),
        order: asked.order.word(),
        may_hand_on: !cells.is_empty() && asked.tab != Tab::Waiting,
        here: here.clone(),
        own_lists: OwnLists::read(&app, &page, &signed).await?,
        table: table(&page, asked.tab, cells),
        first: asked.after.as_ref().map(|_| asked.from(None)),
        next: found.next.as_deref().map(|next| asked.from(Some(next))),
        page: &page,
    };
    if let Some(lists) = page.cut_lists(&[(&template.table, is_cut)]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

/// Whether the reader is of a unit that delivers, and may have notes to write.
async fn delivers(app: &App, signed: &Signed) -> Result<bool, Problem> {
    let units = app.engine.store().units(signed.tenant).await?;
    let mut delivering = units.iter().filter(|unit| unit.side == Side::Provider);
    let own = |unit: &Unit| signed.members.iter().any(|place| place.unit == unit.id);
    Ok(delivering.any(own))
}

fn table(page: &Shell, tab: Tab, rows: Vec<Vec<Cell>>) -> Table {
    let (name, empty) = tab.keys();
    let head = ["task", "case", "deadline", "noted", "party", "taken-by"];
    Table {
        caption: page.say(&Message::new(name)),
        head: head
            .into_iter()
            .map(|column| page.say(&Message::new(&format!("tasks-column-{column}"))))
            .collect(),
        rows,
        empty: page.say(&Message::new(empty)),
    }
}

/// What the list may be narrowed down to by what the reader has noted.
fn filter(page: &Shell, asked: &Asked) -> Form {
    let mut form = Form::new(page.language);
    let all = || Choice::new(String::new(), page.t("mark-filter-all"));
    let mut choices = vec![all()];
    choices.extend(MARKED.iter().map(|word| {
        let label = page.t(&format!("mark-filter-{word}"));
        Choice::new((*word).to_owned(), label)
    }));
    let field = Field::select("marked", page.t("mark-filter"), choices);
    form.add(field.optional().value(&asked.marked));
    let mut choices = vec![all()];
    choices.extend(PRIORITIES.iter().map(|(word, _)| {
        let label = page.t(&format!("mark-priority-{word}"));
        Choice::new((*word).to_owned(), label)
    }));
    let field = Field::select("priority", page.t("mark-priority"), choices);
    form.add(field.optional().value(&asked.priority));
    let field = Field::text("tag", page.t("mark-tag")).optional();
    form.add(field.value(&asked.tag));
    form
}

/// The lists with their counts.
async fn tabs(app: &App, page: &Shell, signed: &Signed, asked: &Asked) -> Result<Vec<TabLink>, Problem> {
    let mut tabs = Vec::new();
    for tab in Tab::ALL {
        let mut list = tab.list(signed.has_units());
        list.limit = MAX_COUNTED;
        let by = signed.by();
        let (count, more) = app.engine.count_tasks(signed.tenant, &by, &list).await?;
        let more = if more { "+" } else { "" };
        tabs.push(TabLink {
            href: asked.with_tab(tab),
            name: page.say(&Message::new(tab.keys().0)),
            count: format!("{count}{more}"),
            current: tab == asked.tab,
        });
    }
    Ok(tabs)
}

fn orders(page: &Shell, asked: &Asked) -> Vec<OrderLink> {
    let link = |order: Order| OrderLink {
        href: asked.with_order(order),
        name: page.say(&Message::new(order.key())),
        current: order == asked.order,
    };
    Order::ALL.into_iter().map(link).collect()
}
