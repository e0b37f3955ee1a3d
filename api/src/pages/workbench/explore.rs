//! Questions of all runs of a draft: can a case ever …? With the run that shows it, step by step.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::SecondsFormat;
use samspil_core::case::Runnable;
use samspil_core::flow::Flow;
use samspil_core::id::ItemId;
use samspil_core::text::Message;
use serde::Deserialize;
use serde_json::json;

use super::findings::first_mend;
use super::{Bench, draft_of, looked_through};
use crate::app::App;
use crate::explore::{PageQuestion, on_page};
use crate::identity::Signed;
use crate::pages::parts::{Alert, Choice, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "workbench/explore.html")]
struct ExplorePage<'page> {
    page: &'page Shell,
    bench: Bench,
    alert: Option<Alert>,
    form: Option<Form>,
    answer: Vec<String>,
    /// The run as what was done in a case that is played.
    moves: Option<String>,
}

/// What is asked.
#[derive(Default, Deserialize)]
pub(in crate::pages) struct Asked {
    #[serde(default)]
    ask: String,
    #[serde(default)]
    item: String,
    #[serde(default)]
    order: String,
    #[serde(default)]
    untimed: String,
}

impl Asked {
    /// The question; none where nothing is asked.
    ///
    /// # Errors
    /// The field that is wrong, and why.
    fn question(&self, flow: &Flow) -> Result<Option<PageQuestion>, (&'static str, Message)> {
        let known = |name: &str| {
            let id = ItemId::new(name.trim()).ok();
            id.filter(|id| flow.items.contains_key(id))
        };
        let unknown = |name: &str| Message::new("explore-no-item").with("item", name.trim());
        Ok(Some(match self.ask.as_str() {
            "close" => PageQuestion::Close,
            "all" => PageQuestion::All,
            "done" => PageQuestion::Done(known(&self.item).ok_or_else(|| ("item", unknown(&self.item)))?),
            "order" => {
                let names = self.order.split(',').filter(|name| !name.trim().is_empty());
                let items = names.map(|name| known(name).ok_or_else(|| ("order", unknown(name))));
                PageQuestion::Order(items.collect::<Result<_, _>>()?)
            }
            _ => return Ok(None),
        }))
    }
}

/// The page.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    Path(flow): Path<String>,
    Query(asked): Query<Asked>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let draft = draft_of(&app, &signed, &flow).await?;
    let page = page.titled(&Message::new("workbench-explore-title").with("flow", flow.as_str()));
    let checked = looked_through(&app, &signed, &draft.text).await?;
    let mut template = ExplorePage {
        bench: Bench::new(&app, &signed, &page, &draft, "explore").await?,
        alert: checked.is_wrong().then(|| first_mend(&page, &checked.findings)),
        form: None,
        answer: Vec::new(),
        moves: None,
        page: &page,
    };
    let Some((flow, guards)) = checked.flow.filter(|_| template.alert.is_none()) else {
        return Ok(show(StatusCode::OK, &page, &template));
    };
    let mut form = form(&page, &flow, &asked);
    let mut status = StatusCode::OK;
    match asked.question(&flow) {
        Ok(None) => {}
        Err((field, why)) => {
            form.wrong(field, page.say(&why));
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        Ok(Some(question)) => {
            let calendar = app.engine.calendar_of(signed.tenant).await?;
            let (starts, language) = (app.engine.clock().now(), page.language);
            let when = (starts, !asked.untimed.is_empty());
            let answered = app.engine.search(move || {
                let run = Runnable::new(flow, guards, 1, calendar);
                on_page(&run, question, when, language)
            });
            match answered.await {
                None => {
                    let told = page.t("workbench-search-slow");
                    template.alert = Some(Alert::new(page.language, Tone::Warning, told));
                }
                Some(Ok(answered)) => {
                    let begin =
                        json!({"do": "start", "at": starts.to_rfc3339_opts(SecondsFormat::Secs, true)});
                    let lines = std::iter::once(&begin).chain(&answered.run);
                    let lines: Vec<String> = lines.map(ToString::to_string).collect();
                    template.moves = (!answered.run.is_empty()).then(|| lines.join("\n"));
                    template.answer = answered.lines;
                }
                Some(Err(why)) => {
                    template.alert = Some(Alert::new(page.language, Tone::Warning, page.say(&why)))
                }
            }
        }
    }
    template.form = Some(form);
    Ok(show(status, &page, &template))
}

fn form(page: &Shell, flow: &Flow, asked: &Asked) -> Form {
    let mut form = Form::new(page.language);
    let choice = |value: &str, key: &str| Choice::new(value.to_owned(), page.t(key));
    let ask = vec![
        choice("close", "workbench-ask-close"),
        choice("done", "workbench-ask-done"),
        choice("order", "workbench-ask-order"),
        choice("all", "workbench-ask-all"),
    ];
    let first = if asked.ask.is_empty() { "close" } else { &asked.ask };
    form.add(Field::radio("ask", page.t("workbench-ask"), ask).value(first));
    let items = flow.items.values().map(|item| {
        let title = item.title.in_language(page.language);
        Choice::new(item.id.to_string(), format!("{title} ({})", item.id))
    });
    let items = Field::select("item", page.t("workbench-ask-item"), items.collect());
    form.add(items.optional().value(&asked.item));
    let order = Field::text("order", page.t("workbench-ask-items")).optional();
    form.add(order.hint(page.t("workbench-ask-items-hint")).value(&asked.order));
    let untimed = vec![choice("yes", "workbench-ask-untimed")];
    let untimed = Field::check("untimed", page.t("workbench-ask-time"), untimed);
    form.add(untimed.value(&asked.untimed));
    form
}
