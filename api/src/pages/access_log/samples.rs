//! Sample checks: those that were drawn, and drawing one more.

use askama::Template;
use axum::Form as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, SecondsFormat};
use samspil_core::calendar::local_date;
use samspil_core::text::{Message, date, instant};
use samspil_runtime::{MAX_SAMPLE, SampleRefused};
use samspil_store::Sample;
use serde::Deserialize;

use crate::access::beginning;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::key::Key;
use crate::pages::parts::{Alert, Cell, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::written;
use crate::server::problem::Problem;

/// Where the page lies.
pub(super) const PATH: &str = "/access-log/samples";

/// How many entries are drawn where nothing else is said.
const USUAL: &str = "20";

#[derive(Template)]
#[template(path = "access_log/samples.html")]
struct SamplesPage<'page> {
    page: &'page Shell,
    table: Table,
    form: Form,
    alert: Option<Alert>,
    key: Key,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    key: Key,
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    count: String,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let blank = Written {
        key: Key::new(app.engine.ids().as_ref()),
        count: USUAL.to_owned(),
        ..Written::default()
    };
    let page = page.titled(&Message::new("access-samples"));
    let form = form(&page, &blank);
    drawn(&app, page, &signed, (form, blank.key, None), StatusCode::OK).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (form, key, alert): (Form, Key, Option<Alert>),
    status: StatusCode,
) -> Result<Response, Problem> {
    let samples = app.engine.samples(signed.tenant).await?;
    let template = SamplesPage {
        table: table(&page, &samples),
        form,
        alert,
        key,
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(status, &page, &template))
}

fn form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    form.add(Field::date("since", page.t("access-since")).value(&written.since));
    form.add(Field::date("until", page.t("access-until")).value(&written.until));
    form.add(Field::number("count", page.t("access-sample-count")).value(&written.count));
    form
}

fn table(page: &Shell, samples: &[Sample]) -> Table {
    let head = ["when", "of", "left"];
    Table {
        caption: page.title.clone(),
        head: head
            .into_iter()
            .map(|column| page.say(&Message::new(&format!("access-sample-column-{column}"))))
            .collect(),
        rows: samples.iter().map(|sample| row(page, sample)).collect(),
        empty: page.t("access-samples-none"),
    }
}

fn row(page: &Shell, sample: &Sample) -> Vec<Cell> {
    let left = sample.entries.iter().filter(|(_, note)| note.is_none()).count();
    let all = sample.entries.len();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let last = local_date(sample.until).checked_sub_days(Days::new(1));
    let of = Message::new("access-sample-of")
        .with("since", date(local_date(sample.since)))
        .with("until", date(last.unwrap_or_default()));
    let left = Message::new("access-sample-left")
        .with("left", number(left))
        .with("all", number(all));
    vec![
        Cell::Stack(vec![
            Cell::Link {
                href: format!("{PATH}/{}", sample.id),
                text: instant(sample.at, page.language),
            },
            Cell::Small(sample.at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        ]),
        Cell::Text(page.say(&of)),
        Cell::Text(page.say(&left)),
    ]
}

/// Draws one, and leads to it.
pub(super) async fn draw(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("access-samples"));
    let mut form = form(&page, &written);
    let (since, until) = (written::date(&written.since), written::date(&written.until));
    for (name, day) in [("since", since), ("until", until)] {
        if day.is_none() {
            form.wrong(name, page.t("away-write-day"));
        }
    }
    let count: Option<u32> = written.count.trim().parse().ok();
    let count = count.filter(|count| (1..=MAX_SAMPLE).contains(count));
    if count.is_none() {
        let most = Message::new("access-sample-count-wrong").with("most", i64::from(MAX_SAMPLE));
        form.wrong("count", page.say(&most));
    }
    let after = until.and_then(|day| day.checked_add_days(Days::new(1)));
    let (Some(since), Some(after), Some(count)) = (since, after, count) else {
        let part = (form, written.key, None);
        return drawn(&app, page, &signed, part, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let id = written.key.command().map(|key| key.0);
    let id = id.unwrap_or_else(|| app.engine.ids().next());
    let span = (beginning(since), beginning(after));
    match app
        .engine
        .draw_sample(signed.tenant, signed.person, id, span, count)
        .await
    {
        Ok(sample) => Ok(Redirect::to(&format!("{PATH}/{}", sample.id)).into_response()),
        Err(SampleRefused::Failure(failure)) => Err(failure.into()),
        Err(_) => {
            let sentence = page.t("access-sample-nothing");
            let alert = Alert::new(page.language, Tone::Error, sentence);
            let part = (form, written.key, Some(alert));
            drawn(&app, page, &signed, part, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
