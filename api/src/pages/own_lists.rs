//! Lists that the reader has given a name: addresses of the task list and the case list, with what they are narrowed down to.

use askama::Template;
use axum::Form as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::Message;
use samspil_store::OwnList;
use serde::Deserialize;

use super::back::own_path;
use super::flash;
use super::parts::{Alert, Cell, Field, Form, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Where the page lies.
pub(super) const PATH: &str = "/lists";

/// The pages whose lists can be kept.
const KEPT: [&str; 2] = ["/tasks", "/cases"];

/// What an address asks that is of one look alone; what cases are looked for by stands in no address.
const OF_ONE_LOOK: [&str; 3] = ["after", "as", "text"];

/// The longest name, in characters: a word or two on a link.
const MAX_NAME_CHARS: u32 = 40;

/// How many digits a personal number has: what holds so many is no name and no search to be kept.
const NUMBER_DIGITS: usize = 10;

/// The reader's lists beneath a list, and what keeps the present one.
#[derive(Template)]
#[template(path = "parts/own_lists.html")]
pub(super) struct OwnLists {
    /// Address and name of each.
    lists: Vec<(String, String)>,
    form: Form,
    address: String,
    title: String,
    keep: String,
    change: String,
}

impl askama::filters::HtmlSafe for OwnLists {}

impl OwnLists {
    /// Those of the reader, on a page with this address.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(super) async fn read(app: &App, page: &Shell, signed: &Signed) -> Result<Self, Problem> {
        let lists = app.engine.store().own_lists(signed.tenant, signed.person).await?;
        let mut form = Form::new(page.language);
        form.add(name_field(page, ""));
        Ok(Self {
            lists: lists.into_iter().map(|list| (list.address, list.name)).collect(),
            form,
            address: page.path().to_owned(),
            title: page.t("lists-own"),
            keep: page.t("lists-keep"),
            change: page.t("lists-change"),
        })
    }
}

fn name_field(page: &Shell, value: &str) -> Field {
    let field = Field::text("name", page.t("lists-name")).longest(MAX_NAME_CHARS);
    field.value(value)
}

#[derive(Template)]
#[template(path = "own_lists.html")]
struct ListsPage<'page> {
    page: &'page Shell,
    alert: Option<Alert>,
    table: Table,
    /// What is to be kept, where it was not yet.
    again: Option<(Form, String)>,
}

/// A list as it is sent.
#[derive(Deserialize, Default)]
pub(super) struct Written {
    #[serde(default)]
    name: String,
    #[serde(default)]
    address: String,
}

/// The address as it may be kept: of a page with lists, without what is of one look alone.
fn kept(address: &str) -> Option<String> {
    let own = own_path(Some(address));
    let (path, query) = own.split_once('?').unwrap_or((own, ""));
    if !KEPT.contains(&path) {
        return None;
    }
    let of_list = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !OF_ONE_LOOK.contains(&name)
    };
    let pairs: Vec<&str> = query.split('&').filter(of_list).collect();
    Some(match pairs.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", pairs.join("&")),
    })
}

/// Whether a text holds as many digits in a row as a personal number, also as it is written in addresses. Signs and spaces
/// between them do not end the row, as in `610203-1234`; a letter does.
fn holds_number(text: &str) -> bool {
    let plain: String = url::form_urlencoded::parse(text.as_bytes())
        .flat_map(|(name, value)| [name.into_owned(), value.into_owned()])
        .collect();
    let mut rows = plain.split(char::is_alphabetic);
    rows.any(|row| row.chars().filter(char::is_ascii_digit).count() >= NUMBER_DIGITS)
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    drawn(&app, page, &signed, (None, None)).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (alert, again): (Option<Alert>, Option<(Form, String)>),
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("lists-title"));
    let lists = app.engine.store().own_lists(signed.tenant, signed.person).await?;
    let row = |list: &OwnList| {
        vec![
            Cell::Link {
                href: list.address.clone(),
                text: list.name.clone(),
            },
            Cell::Post {
                action: format!("{PATH}/forget?{}", query(&list.name)),
                text: page.t("lists-forget"),
                about: list.name.clone(),
            },
        ]
    };
    let status = match alert.is_none() && again.is_none() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = ListsPage {
        alert,
        table: Table {
            caption: page.title.clone(),
            head: vec![page.t("lists-column-name"), page.t("lists-column-do")],
            rows: lists.iter().map(row).collect(),
            empty: page.t("lists-none"),
        },
        again,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

fn query(name: &str) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .append_pair("name", name)
        .finish()
}

/// Keeps a list under a name, and leads back to it.
pub(super) async fn keep(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let name = written.name.trim();
    let mut form = Form::new(page.language);
    form.add(name_field(&page, name));
    let Some(address) = kept(&written.address) else {
        let alert = Alert::new(page.language, Tone::Error, page.t("lists-no-list"));
        return drawn(&app, page, &signed, (Some(alert), None)).await;
    };
    let longest = usize::try_from(MAX_NAME_CHARS).unwrap_or(usize::MAX);
    if name.is_empty() || name.chars().count() > longest || holds_number(name) {
        let wrong = Message::new("lists-name-wrong").with("most", MAX_NAME_CHARS);
        form.wrong("name", page.say(&wrong));
        return drawn(&app, page, &signed, (None, Some((form, address)))).await;
    }
    if holds_number(address.split_once('?').map_or("", |(_, query)| query)) {
        let alert = Alert::new(page.language, Tone::Error, page.t("lists-number"));
        return drawn(&app, page, &signed, (Some(alert), None)).await;
    }
    let list = OwnList {
        name: name.to_owned(),
        address: address.clone(),
        kept_at: app.engine.clock().now(),
    };
    let store = app.engine.store();
    if !store.keep_own_list(signed.tenant, signed.person, list).await? {
        let alert = Alert::new(page.language, Tone::Error, page.t("lists-too-many"));
        return drawn(&app, page, &signed, (Some(alert), None)).await;
    }
    let mut answer = Redirect::to(&address).into_response();
    flash::say_next(&mut answer, Tone::Success, "flash-list-kept", app.gate.https);
    Ok(answer)
}

/// Forgets a list; one that is gone already is forgotten too.
pub(super) async fn forget(
    State(app): State<App>,
    signed: Signed,
    axum::extract::Query(written): axum::extract::Query<Written>,
) -> Result<Response, Problem> {
    let store = app.engine.store();
    store
        .forget_own_list(signed.tenant, signed.person, &written.name)
        .await?;
    let mut answer = Redirect::to(PATH).into_response();
    flash::say_next(&mut answer, Tone::Success, "flash-list-forgotten", app.gate.https);
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lists_are_kept_and_without_their_place() {
        for (address, expected) in [
            ("/tasks", Some("/tasks")),
            ("/tasks?tab=units&after=x&tag=a", Some("/tasks?tab=units&tag=a")),
            (
                "/cases?text=%C3%86r%C3%B8&status=open&as=csv",
                Some("/cases?status=open"),
            ),
            ("/cases/1", None),
            ("/access-log?login=a", None),
            ("//elsewhere.example/tasks", None),
            ("", None),
        ] {
            assert_eq!(kept(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn a_personal_number_is_in_no_list() {
        for (text, holds) in [
            ("text=610203-1234", true),
            ("text=%36%31%30%32%30%33%31%32%33%34", true),
            ("text=610203+1234", true),
            ("text=2026", false),
            ("from=2026-01-05&until=2026-02-01", false),
        ] {
            assert_eq!(holds_number(text), holds, "{text}");
        }
    }
}
