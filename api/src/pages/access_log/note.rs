//! An entry of a sample, and noting what was found of it.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::Message;
use samspil_runtime::{MAX_NOTE_CHARS, Object, Purpose, SampleRefused};
use samspil_store::{Sample, SampleVerdict};
use serde::Deserialize;
use uuid::Uuid;

use super::sample::{VERDICTS, known};
use super::samples::PATH;
use super::{names, table};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::parts::{Choice, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "access_log/note.html")]
struct NotePage<'page> {
    page: &'page Shell,
    sample: Uuid,
    number: u64,
    table: Table,
    form: Form,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    note: String,
}

impl Written {
    fn verdict(&self) -> Option<SampleVerdict> {
        let known = VERDICTS.iter().find(|(word, _)| *word == self.verdict);
        known.map(|(_, verdict)| *verdict)
    }
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(place): Path<(Uuid, u64)>,
) -> Result<Response, Problem> {
    let form = form(&page, &Written::default());
    drawn(&app, page, &signed, place, (form, StatusCode::OK)).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (id, number): (Uuid, u64),
    (form, status): (Form, StatusCode),
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("access-sample-entry"));
    let sample = known(app, signed, id).await?;
    let own = Sample {
        entries: sample
            .entries
            .into_iter()
            .filter(|(one, _)| *one == number)
            .collect(),
        ..sample
    };
    if own.entries.is_empty() {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    let look = signed.look(Object::AccessLog).for_(Purpose::Oversight);
    let looked = app
        .engine
        .sampled(signed.tenant, &signed.by(), &own, &look)
        .await?;
    let names = names(app, signed, &looked.rows).await?;
    let template = NotePage {
        sample: id,
        number,
        table: Table {
            empty: page.t("access-sample-forgotten"),
            ..table(&page, &looked.rows, &names)
        },
        form,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

fn form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    let choices = VERDICTS.iter().map(|(word, _)| {
        let text = page.say(&Message::new(&format!("access-verdict-{word}")));
        Choice::new((*word).to_owned(), text)
    });
    let field = Field::radio("verdict", page.t("access-verdict"), choices.collect());
    form.add(field.value(&written.verdict));
    let most = u32::try_from(MAX_NOTE_CHARS).unwrap_or(u32::MAX);
    let field = Field::text("note", page.t("access-note"))
        .longest(most)
        .optional();
    form.add(field.value(&written.note));
    form
}

/// Notes what was found, once; or says at its field what is wrong.
pub(super) async fn keep(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path((sample, number)): Path<(Uuid, u64)>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let mut form = form(&page, &written);
    let refused = match written.verdict() {
        None => Some(("verdict", "access-verdict-missing")),
        Some(verdict) => {
            let found = (verdict, written.note.as_str());
            let place = (sample, number);
            match app
                .engine
                .note_sampled(signed.tenant, signed.person, place, found)
                .await
            {
                Ok(()) => None,
                Err(SampleRefused::Note) => Some(("note", "access-sample-note-wrong")),
                Err(SampleRefused::Failure(failure)) => return Err(failure.into()),
                Err(SampleRefused::Noted | SampleRefused::Nothing) => {
                    let noted = Message::new("access-sample-noted");
                    return Err(Problem::new(Kind::CONFLICT).detail(noted));
                }
            }
        }
    };
    if let Some((field, what)) = refused {
        form.wrong(field, page.say(&Message::new(what)));
        let part = (form, StatusCode::UNPROCESSABLE_ENTITY);
        return drawn(&app, page, &signed, (sample, number), part).await;
    }
    let mut answer = Redirect::to(&format!("{PATH}/{sample}")).into_response();
    flash::say_next(&mut answer, Tone::Success, "flash-access-noted", app.gate.https);
    Ok(answer)
}
