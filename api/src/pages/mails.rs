//! Mail that could not be sent, for administrators.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::{Message, instant};
use samspil_runtime::MAX_PAGE;
use samspil_store::GivenUpMail;
use uuid::Uuid;

use super::flash;
use super::names::Names;
use super::parts::{Cell, Table, Tone};
use super::shell::Shell;
use super::show::show;
use super::words::Speaker;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "mails.html")]
struct Mails<'page> {
    page: &'page Shell,
    table: Table,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("mails-title"));
    let store = app.engine.store();
    let mails = store.given_up_mails(signed.tenant, MAX_PAGE).await?;
    let people: BTreeSet<_> = mails.iter().map(|mail| mail.person).collect();
    let names = Names::read(store.as_ref(), signed.tenant, &people).await?;
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let head = ["whom", "when", "why", "do"];
    let template = Mails {
        table: Table {
            caption: page.t("mails-title"),
            head: head
                .iter()
                .map(|column| page.say(&Message::new(&format!("mails-column-{column}"))))
                .collect(),
            rows: mails.iter().map(|mail| row(speaker, mail)).collect(),
            empty: page.t("mails-none"),
        },
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn row(speaker: Speaker<'_>, mail: &GivenUpMail) -> Vec<Cell> {
    let whom = speaker.names.person(mail.person, speaker.language);
    let things = speaker.say(&Message::new("mails-things").with("things", mail.things));
    let tries = speaker.say(&Message::new("mails-tries").with("tries", mail.tries));
    let button = |way: &str, key: &str| Cell::Post {
        action: format!("/mails/{}/{way}", mail.id),
        text: speaker.t(key),
        about: whom.clone(),
    };
    vec![
        Cell::Stack(vec![Cell::Text(whom.clone()), Cell::Small(things)]),
        Cell::Time {
            iso: mail
                .given_up_at
                .to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            text: instant(mail.given_up_at, speaker.language),
        },
        Cell::Stack(vec![
            Cell::Text(speaker.say(&why(&mail.fault))),
            Cell::Small(tries),
        ]),
        Cell::Several(vec![
            button("retry", "mails-retry"),
            button("forget", "mails-forget"),
        ]),
    ]
}

/// Why a mail was not sent, from how the runtime writes it: a word, and a code or another word.
fn why(fault: &str) -> Message {
    let (word, rest) = fault.split_once(' ').unwrap_or((fault, ""));
    match (word, rest) {
        ("refused", code) => Message::new("mails-refused").with("code", code),
        ("later", code) => Message::new("mails-later").with("code", code),
        ("address", _) => Message::new("mails-address"),
        ("away", "timeout") => Message::new("mails-timeout"),
        ("away", "encryption") => Message::new("mails-encryption"),
        ("away", "login") => Message::new("mails-login"),
        ("away", "sender") => Message::new("mails-sender"),
        ("away", "answer") => Message::new("mails-answer"),
        _ => Message::new("mails-unreachable"),
    }
}

/// Tries a mail anew.
pub(super) async fn retry(
    State(app): State<App>,
    signed: Signed,
    Path(mail): Path<Uuid>,
) -> Result<Response, Problem> {
    let found = app.engine.try_mail_again(signed.tenant, mail).await?;
    Ok(done(&app, found, "flash-mail-retried"))
}

/// Forgets a mail.
pub(super) async fn forget(
    State(app): State<App>,
    signed: Signed,
    Path(mail): Path<Uuid>,
) -> Result<Response, Problem> {
    let found = app.engine.store().forget_mail(signed.tenant, mail).await?;
    Ok(done(&app, found, "flash-mail-forgotten"))
}

/// Back to the list, with a word; a mail that someone else has dealt with is one too.
fn done(app: &App, found: bool, key: &'static str) -> Response {
    if !found {
        return Problem::new(Kind::NOT_FOUND).into_response();
    }
    let mut answer = Redirect::to("/mails").into_response();
    flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
    answer
}
