//! One sample: its entries, and what was found of each.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::{Message, instant};
use samspil_runtime::{LookedAt, Object, Purpose};
use samspil_store::{Sample, SampleNote, SampleVerdict};
use uuid::Uuid;

use super::samples::PATH;
use super::{cells, head, names};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "access_log/sample.html")]
struct SamplePage<'page> {
    page: &'page Shell,
    table: Table,
}

/// Every verdict with its word.
pub(super) const VERDICTS: [(&str, SampleVerdict); 3] = [
    ("in_order", SampleVerdict::InOrder),
    ("unclear", SampleVerdict::Unclear),
    ("wrong", SampleVerdict::Wrong),
];

pub(super) async fn known(app: &App, signed: &Signed, id: Uuid) -> Result<Sample, Problem> {
    let samples = app.engine.samples(signed.tenant).await?;
    let known = samples.into_iter().find(|sample| sample.id == id);
    known.ok_or_else(|| Problem::new(Kind::NOT_FOUND))
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("access-sample"));
    let sample = known(&app, &signed, id).await?;
    let look = page.looking(signed.look(Object::AccessLog).for_(Purpose::Oversight));
    let looked = app
        .engine
        .sampled(signed.tenant, &signed.by(), &sample, &look)
        .await?;
    let names = names(&app, &signed, &looked.rows).await?;
    let kept: BTreeMap<u64, &LookedAt> = looked.rows.iter().map(|row| (row.entry.number, row)).collect();
    let row = |(number, note): &(u64, Option<SampleNote>)| {
        let mut row = match kept.get(number) {
            Some(entry) => cells(&page, entry, &names),
            None => forgotten(&page, *number),
        };
        row.push(match note {
            Some(note) => Cell::Text(found(&page, note)),
            None => Cell::Link {
                href: format!("{PATH}/{id}/{number}"),
                text: page.say(
                    &Message::new("access-sample-look")
                        .with("number", i64::try_from(*number).unwrap_or(i64::MAX)),
                ),
            },
        });
        row
    };
    let mut head = head(&page);
    head.push(page.t("access-column-found"));
    let template = SamplePage {
        table: Table {
            caption: page.title.clone(),
            head,
            rows: sample.entries.iter().map(row).collect(),
            empty: page.t("access-none"),
        },
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

/// A row of an entry that has grown so old that it is no longer kept.
fn forgotten(page: &Shell, number: u64) -> Vec<Cell> {
    vec![
        Cell::Text(number.to_string()),
        Cell::Empty,
        Cell::Empty,
        Cell::Text(page.t("access-sample-forgotten")),
        Cell::Empty,
        Cell::Empty,
    ]
}

fn found(page: &Shell, note: &SampleNote) -> String {
    let word = VERDICTS
        .iter()
        .find(|(_, verdict)| *verdict == note.verdict)
        .map_or("", |(word, _)| *word);
    let verdict = page.say(&Message::new(&format!("access-verdict-{word}")));
    let told = Message::new("access-sample-found")
        .with("verdict", verdict)
        .with("note", note.note.as_str())
        .with("at", instant(note.at, page.language));
    page.say(&told)
}
