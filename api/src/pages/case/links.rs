//! Links into the case for who takes part in it without an account.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use samspil_core::case::Eyes;
use samspil_core::id::{CaseId, PartyId, PersonId};
use samspil_core::text::{Message, instant};
use samspil_runtime::CaseRead;
use samspil_store::{Link, Opens};
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
use crate::identity::{MAX_LINKS_OF_CASE, Signed};
use crate::links::{address, case_for_links, end as end_link, linkable, make as make_link};
use crate::pages::flash;
use crate::pages::names::Names;
use crate::pages::parts::{Cell, Choice, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

/// How long a link may wait, in days.
const DAYS: [u16; 3] = [1, 7, 14];

#[derive(Template)]
#[template(path = "case/links.html")]
struct Links<'page> {
    page: &'page Shell,
    case: CaseId,
    title: String,
    /// The address of a link that was just made.
    address: Option<String>,
    /// None where there is nobody to make one for.
    form: Option<Form>,
    table: Table,
}

/// What a reader wrote.
#[derive(Default, Deserialize)]
pub(crate) struct Written {
    /// A party and a person, with a colon between.
    #[serde(default)]
    who: String,
    #[serde(default)]
    days: String,
}

impl Written {
    fn read(&self) -> Option<(PartyId, PersonId, u16)> {
        let (party, person) = self.who.split_once(':')?;
        let days = self.days.parse().ok().filter(|days| DAYS.contains(days))?;
        Some((PartyId::new(party).ok()?, PersonId(person.parse().ok()?), days))
    }
}

/// The page.
pub(crate) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(case): Path<CaseId>,
) -> Result<Response, Problem> {
    let (read, eyes) = case_for_links(&app, &signed, case).await?;
    drawn(&app, page, &signed, (&read, &eyes), (None, None)).await
}

/// Makes one, and shows its address this once.
pub(crate) async fn make(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(case): Path<CaseId>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let (read, eyes) = case_for_links(&app, &signed, case).await?;
    let Some((party, person, days)) = written.read() else {
        return drawn(&app, page, &signed, (&read, &eyes), (Some(written), None)).await;
    };
    let whom = (&party, person);
    let (_, secret) = make_link(&app, &signed, (&read, &eyes), whom, days * 24).await?;
    let address = address(&app.url, &secret);
    drawn(&app, page, &signed, (&read, &eyes), (None, Some(address))).await
}

/// Takes one back.
pub(crate) async fn end(
    State(app): State<App>,
    signed: Signed,
    Path((case, link)): Path<(CaseId, Uuid)>,
) -> Result<Response, Problem> {
    case_for_links(&app, &signed, case).await?;
    end_link(&app, &signed, case, link).await?;
    let mut answer = Redirect::to(&format!("/cases/{case}/links")).into_response();
    flash::say_next(&mut answer, Tone::Success, "flash-link-ended", app.gate.https);
    Ok(answer)
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (read, eyes): (&CaseRead, &Eyes),
    (written, address): (Option<Written>, Option<String>),
) -> Result<Response, Problem> {
    let (store, tenant, case) = (app.engine.store(), signed.tenant, read.case.id);
    let links = store.links_of_case(tenant, case, MAX_LINKS_OF_CASE).await?;
    let whom = linkable(read, eyes);
    let people = whom.iter().map(|(_, person)| *person);
    let people = people
        .chain(links.iter().map(|link| link.person))
        .filter(|person| !read.view().hides_person(eyes, *person))
        .collect();
    let names = Names::read(store.as_ref(), tenant, &people).await?;
    let names = names.and_citizens(&app.engine, tenant, &people).await?;
    let title = read.title(eyes, page.language);
    let page = page.titled(&Message::new("links-title").with("case", title.as_str()));
    let status = match &written {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let heads = ["who", "made", "ends", "state", "do"];
    let now = app.gate.identity.now();
    let template = Links {
        case,
        title,
        address,
        form: (!whom.is_empty()).then(|| form(&page, read, &names, &whom, written)),
        table: Table {
            caption: page.t("links-table"),
            head: heads
                .iter()
                .map(|head| page.say(&Message::new(&format!("links-column-{head}"))))
                .collect(),
            rows: links
                .iter()
                .map(|link| row(&page, read, &names, (link, now)))
                .collect(),
            empty: page.t("links-none"),
        },
        page: &page,
    };
    Ok(show(status, &page, &template))
}

fn form(
    page: &Shell,
    read: &CaseRead,
    names: &Names,
    whom: &[(PartyId, PersonId)],
    written: Option<Written>,
) -> Form {
    let missing = written.is_some();
    let written = written.unwrap_or_default();
    let mut form = Form::new(page.language);
    let choice = |(party, person): &(PartyId, PersonId)| {
        let label = format!(
            "{}: {}",
            party_title(page, read, party.as_str()),
            names.person(*person, page.language)
        );
        Choice::new(format!("{party}:{}", person.0), label)
    };
    let who = Field::radio("who", page.t("links-who"), whom.iter().map(choice).collect());
    form.add(who.value(&written.who));
    let days = DAYS.map(|days| {
        let label = page.say(&Message::new("links-days").with("days", i64::from(days)));
        Choice::new(days.to_string(), label)
    });
    let chosen = if written.days.is_empty() {
        "7"
    } else {
        &written.days
    };
    form.add(Field::radio("days", page.t("links-lasts"), days.to_vec()).value(chosen));
    if missing {
        form.wrong("who", page.t("links-choose-who"));
    }
    form
}

fn party_title(page: &Shell, read: &CaseRead, party: &str) -> String {
    let known = read.run.flow.parties.get(party);
    known.map_or_else(
        || party.to_owned(),
        |party| party.title.in_language(page.language).to_owned(),
    )
}

fn row(page: &Shell, read: &CaseRead, names: &Names, (link, now): (&Link, DateTime<Utc>)) -> Vec<Cell> {
    let time = |at: DateTime<Utc>| Cell::moment(at, page.language);
    let name = names.person(link.person, page.language);
    let party = match &link.opens {
        Opens::Case { party, .. } => party_title(page, read, party),
        Opens::Account => String::new(),
    };
    let state = match link.used_at {
        Some(at) => page.say(&Message::new("links-used").with("at", instant(at, page.language))),
        None if link.is_open(now) => page.t("links-waits"),
        None => page.t("links-over"),
    };
    vec![
        Cell::Stack(vec![Cell::Text(name.clone()), Cell::Small(party)]),
        time(link.made_at),
        time(link.ends_at),
        Cell::Text(state),
        Cell::Post {
            action: format!("/cases/{}/links/{}/end", read.case.id, link.id),
            text: page.t("links-end"),
            about: name,
        },
    ]
}
