//! The four questions and the signs that courses do not hang together, asked of everything that goes on, and beside it of the
//! flows themselves: how many show each, and which flows leave something unanswered.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::review::{Question, review};
use samspil_core::text::{Arg, Message, Text};
use samspil_runtime::{MIN_CASES, SIGNS, SignRow, Signs};
use serde::Deserialize;

use crate::app::App;
use crate::identity::Signed;
use crate::pages::parts::{Cell, Choice, Field, Form, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::review::asked as question_words;
use crate::server::problem::Problem;

/// What is told of a question.
struct Answered {
    title: String,
    data: Table,
    flows: Table,
}

#[derive(Template)]
#[template(path = "management/signs.html")]
struct SignsPage<'page> {
    page: &'page Shell,
    about: String,
    form: Form,
    questions: Vec<Answered>,
    hidden: Option<String>,
    more: Option<String>,
}

/// Of which flow, by the address; of all where it is empty.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct OfFlow {
    #[serde(default)]
    flow: String,
}

/// A flow that is published: its name, what it is called, and how much it leaves unanswered of each question.
struct Reviewed {
    name: String,
    title: Text,
    open: BTreeMap<Question, i64>,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(of): Query<OfFlow>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("signs-title"));
    let wanted = Some(of.flow.trim()).filter(|flow| !flow.is_empty());
    let found = app.engine.signs(signed.tenant, wanted).await?;
    let reviewed = reviewed(&app, &signed).await?;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let about = Message::new("signs-about")
        .with("cases", number(found.cases))
        .with("least", number(MIN_CASES));
    let hidden = Message::new("management-hidden").with("count", number(found.hidden));
    let more = Message::new("signs-more").with("cases", number(found.cases));
    let template = SignsPage {
        about: page.say(&about),
        form: form(&page, &reviewed, wanted),
        questions: Question::ALL
            .into_iter()
            .map(|question| answered(&page, question, (&found, &reviewed), wanted))
            .collect(),
        hidden: (found.hidden > 0).then(|| page.say(&hidden)),
        more: found.more.then(|| page.say(&more)),
        page: &page,
    };
    let tables: Vec<&Table> = template
        .questions
        .iter()
        .flat_map(|answered| [&answered.data, &answered.flows])
        .collect();
    if let Some(lists) = page.lists(&tables) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

/// Every published flow under review.
async fn reviewed(app: &App, signed: &Signed) -> Result<Vec<Reviewed>, Problem> {
    let mut all = Vec::new();
    for version in app.engine.store().flows(signed.tenant).await? {
        let run = app
            .engine
            .flow(signed.tenant, &version.flow, Some(version.version))
            .await?;
        let mut open: BTreeMap<Question, i64> = BTreeMap::new();
        for found in review(&run.flow, &run.guards) {
            if found.answered.is_none() {
                let count = open.entry(Question::of(found.finding)).or_default();
                *count = count.saturating_add(1);
            }
        }
        all.push(Reviewed {
            name: version.flow,
            title: version.title,
            open,
        });
    }
    Ok(all)
}

fn form(page: &Shell, reviewed: &[Reviewed], wanted: Option<&str>) -> Form {
    let mut form = Form::new(page.language);
    let all = Choice::new(String::new(), page.t("management-all-flows"));
    let flows = reviewed.iter().map(|flow| {
        let title = flow.title.in_language(page.language).to_owned();
        Choice::new(flow.name.clone(), title)
    });
    let flows = std::iter::once(all).chain(flows).collect();
    let field = Field::select("flow", page.t("management-flow"), flows);
    form.add(field.value(wanted.unwrap_or_default()));
    form
}

fn table(page: &Shell, caption: String, columns: &[&str], rows: Vec<Vec<Cell>>, empty: &str) -> Table {
    Table {
        caption,
        head: columns
            .iter()
            .map(|column| page.t(&format!("signs-column-{column}")))
            .collect(),
        rows,
        empty: page.t(empty),
    }
}

fn answered(
    page: &Shell,
    question: Question,
    (found, reviewed): (&Signs, &[Reviewed]),
    wanted: Option<&str>,
) -> Answered {
    let title = page.say(&question_words(question));
    let named = |name: &str| {
        let flow = reviewed.iter().find(|flow| flow.name == name);
        flow.map_or_else(
            || Arg::Text(name.to_owned()),
            |flow| Arg::Both(flow.title.clone()),
        )
    };
    let of = SIGNS.iter().filter(|(_, of)| *of == question);
    let rows = of.flat_map(|(sign, _)| {
        let shown = found.rows.iter().filter(move |row| row.sign == *sign);
        shown.map(|row| row_of(page, row, &named))
    });
    let caption = Message::new("signs-data").with("question", title.as_str());
    let data = table(
        page,
        page.say(&caption),
        &["sign", "flows", "count"],
        rows.collect(),
        "signs-none",
    );
    let open = reviewed
        .iter()
        .filter(|flow| wanted.is_none_or(|wanted| flow.name == wanted))
        .filter_map(|flow| Some((flow, flow.open.get(&question)?)));
    let rows = open.map(|(flow, count)| {
        vec![
            Cell::Link {
                href: format!("/flows/{}/review", flow.name),
                text: flow.title.in_language(page.language).to_owned(),
            },
            Cell::Text(page.say(&Message::new("signs-open").with("count", *count))),
        ]
    });
    let caption = Message::new("signs-flows").with("question", title.as_str());
    let flows = table(
        page,
        page.say(&caption),
        &["flow", "open"],
        rows.collect(),
        "signs-flows-none",
    );
    Answered { title, data, flows }
}

fn row_of(page: &Shell, row: &SignRow, named: &impl Fn(&str) -> Arg) -> Vec<Cell> {
    let word = row.sign.replace('_', "-");
    let flows = row.flows.iter().map(|flow| named(flow.as_str())).collect();
    let between = Message::new("signs-between").with("flows", Arg::List(flows));
    let key = match row.of_citizens {
        true => "signs-citizens",
        false => "signs-cases",
    };
    let count = i64::try_from(row.count).unwrap_or(i64::MAX);
    vec![
        Cell::Stack(vec![
            Cell::Text(page.t(&format!("signs-{word}"))),
            Cell::Small(page.t(&format!("signs-{word}-hint"))),
        ]),
        Cell::Text(page.say(&between)),
        Cell::Text(page.say(&Message::new(key).with("count", count))),
    ]
}
