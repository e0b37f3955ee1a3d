//! Who has looked at what is kept of the reader, as a citizen: in all their cases, in lists, and in the register.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::{Days, NaiveDate};
use samspil_core::id::{CaseId, PartyId, PersonId};
use samspil_core::text::{Language, Message, instant};
use samspil_runtime::{By, CaseList, CaseRead, MAX_PAGE, Object, OwnLook, OwnLooksList};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::{beginning, deed_to_citizen, purpose, units};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::back::encoded;
use crate::pages::names::Names;
use crate::pages::parts::{Cell, Choice, Field, Form, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::written;
use crate::server::problem::Problem;
use crate::table::csv::{guarded, written as lines_of};

/// The address of the page.
pub(in crate::pages) const PATH: &str = "/own/looked";

/// The same as a file.
pub(super) const FILE: &str = "/own/looked.csv";

/// The columns, by their texts.
const HEAD: [&str; 5] = ["when", "who", "what", "purpose", "case"];

/// How many pages of entries a file holds at most: ten thousand looks, years of them.
const MAX_PAGES: usize = 100;

#[derive(Template)]
#[template(path = "own/looked.html")]
struct LookedPage<'page> {
    page: &'page Shell,
    form: Form,
    table: Table,
    file: String,
    first: Option<String>,
    next: Option<String>,
}

/// What is asked for by the address; what is empty or cannot be read asks for all.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    case: String,
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
    before: Option<u64>,
}

fn day(text: &str) -> Option<NaiveDate> {
    written::date(text)
}

impl Asked {
    fn list(&self) -> OwnLooksList {
        let after_last = day(&self.until).and_then(|day| day.checked_add_days(Days::new(1)));
        OwnLooksList {
            case: Uuid::try_parse(self.case.trim()).ok().map(CaseId),
            since: day(&self.since).map(beginning),
            until: after_last.map(beginning),
            before: self.before,
            limit: MAX_PAGE,
        }
    }

    /// The address of the same list from this entry on.
    fn at(&self, place: &str, before: Option<u64>) -> String {
        let before = before.map(|before| before.to_string());
        let parts = [
            ("case", self.case.trim()),
            ("since", self.since.trim()),
            ("until", self.until.trim()),
            ("before", before.as_deref().unwrap_or_default()),
        ];
        let given = parts.iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = given
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if pairs.is_empty() {
            place.to_owned()
        } else {
            format!("{place}?{}", pairs.join("&"))
        }
    }
}

/// The page. That the reader looks is logged, and stands first.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("own-who-looked"));
    let look = signed.look(Object::Looked);
    let by = signed.by();
    let looked = app
        .engine
        .own_looks(signed.tenant, &by, asked.list(), &look)
        .await?;
    let names = told_names(&app, &signed, &looked.rows).await?;
    let template = LookedPage {
        form: form(&app, &page, &signed, &asked).await?,
        table: Table {
            caption: page.title.clone(),
            head: head(&page),
            rows: looked
                .rows
                .iter()
                .map(|row| cells(&page, &by, row, names.as_ref()))
                .collect(),
            empty: page.t("own-who-looked-none"),
        },
        file: asked.at(FILE, None),
        first: asked.before.map(|_| asked.at(PATH, None)),
        next: looked.next.map(|next| asked.at(PATH, Some(next))),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// The same as a file for spreadsheets, the newest first. Each page of entries is logged as taken out before it is given.
pub(super) async fn file(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let look = signed.look(Object::Looked).taking_out();
    let by = signed.by();
    let mut list = asked.list();
    let mut lines = vec![head(&page)];
    for _ in 0..MAX_PAGES {
        let looked = app.engine.own_looks(signed.tenant, &by, list.clone(), &look);
        let looked = looked.await?;
        let names = told_names(&app, &signed, &looked.rows).await?;
        lines.extend(
            looked
                .rows
                .iter()
                .map(|row| line(&page, &by, row, names.as_ref())),
        );
        list.before = looked.next;
        if list.before.is_none() {
            break;
        }
    }
    if list.before.is_some() {
        lines.push(vec![page.t("own-who-looked-cut")]);
    }
    let about = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"looked.csv\""),
    ];
    Ok((about, lines_of(&lines, ';')).into_response())
}

/// The names of those who looked, where the municipality tells them.
async fn told_names(app: &App, signed: &Signed, rows: &[OwnLook]) -> Result<Option<Names>, Problem> {
    if !app.engine.access_rules(signed.tenant).await?.names {
        return Ok(None);
    }
    let people: BTreeSet<PersonId> = rows.iter().filter_map(|row| row.person).collect();
    let names = Names::read(app.engine.store().as_ref(), signed.tenant, &people).await?;
    Ok(Some(names))
}

async fn form(app: &App, page: &Shell, signed: &Signed, asked: &Asked) -> Result<Form, Problem> {
    let list = CaseList {
        limit: MAX_PAGE,
        ..CaseList::default()
    };
    let (look, by) = (signed.look(Object::Cases), signed.by());
    let found = app.engine.cases(signed.tenant, &by, &list, &look);
    let mut cases = vec![Choice::new(String::new(), page.t("own-who-looked-everywhere"))];
    let each = found.await?.rows.into_iter();
    cases.extend(each.map(|row| Choice::new(row.case.to_string(), row.head.title)));
    let mut form = Form::new(page.language);
    let mut add = |field: Field, value: &str| form.add(field.value(value).optional());
    add(
        Field::select("case", page.t("own-who-looked-where"), cases),
        asked.case.trim(),
    );
    add(Field::date("since", page.t("access-since")), &asked.since);
    add(Field::date("until", page.t("access-until")), &asked.until);
    Ok(form)
}

fn head(page: &Shell) -> Vec<String> {
    HEAD.into_iter()
        .map(|column| page.say(&Message::new(&format!("access-column-{column}"))))
        .collect()
}

/// As which parties of a case somebody looked, as the case calls them; nothing outside cases.
fn parties(row: &OwnLook, language: Language) -> Vec<String> {
    let title = |read: &CaseRead, party: &String| {
        let known = PartyId::new(party).ok();
        let known = known.and_then(|party| read.run.flow.parties.get(&party));
        known.map(|party| party.title.in_language(language).to_owned())
    };
    let details = row.looked.details.as_ref();
    let told = row.case.as_ref().zip(details).map(|(read, details)| {
        let parties = details.parties.iter();
        parties.filter_map(|party| title(read, party)).collect::<Vec<_>>()
    });
    told.unwrap_or_default()
}

/// Who looked: as which parties, from which units, and by name where it is told.
fn who(page: &Shell, row: &OwnLook, names: Option<&Names>) -> Vec<String> {
    let mut who = parties(row, page.language);
    who.extend(units(row.looked.details.as_ref()));
    if let Some((names, person)) = names.zip(row.person) {
        who.push(names.person(person, page.language));
    }
    if who.is_empty() {
        let key = if row.looked.entry.access.who.person().is_some() {
            "own-who-looked-somebody"
        } else {
            "access-outside"
        };
        who.push(page.t(key));
    }
    who
}

fn cells(page: &Shell, by: &By, row: &OwnLook, names: Option<&Names>) -> Vec<Cell> {
    let mut who = who(page, row, names).into_iter();
    let mut stack: Vec<Cell> = who.next().map(Cell::Text).into_iter().collect();
    stack.extend(who.map(Cell::Small));
    vec![
        Cell::moment(row.looked.entry.access.at, page.language),
        Cell::Stack(stack),
        Cell::Text(deed_to_citizen(&row.looked, page.language)),
        Cell::Text(purpose(row.looked.details.as_ref(), page.language)),
        match &row.case {
            None => Cell::Empty,
            Some(read) => Cell::Link {
                href: super::address(read.case.id),
                text: read.title(&read.eyes(by), page.language),
            },
        },
    ]
}

/// An entry as a line of the file.
fn line(page: &Shell, by: &By, row: &OwnLook, names: Option<&Names>) -> Vec<String> {
    let case = row.case.as_ref();
    let case = case.map(|read| read.title(&read.eyes(by), page.language));
    let cells = [
        instant(row.looked.entry.access.at, page.language),
        who(page, row, names).join(", "),
        deed_to_citizen(&row.looked, page.language),
        purpose(row.looked.details.as_ref(), page.language),
        case.unwrap_or_default(),
    ];
    cells.into_iter().map(guarded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_is_asked_and_days_are_whole() {
        let asked = Asked {
            since: "05.01.2026".to_owned(),
            until: "2026-01-05".to_owned(),
            case: "ingen".to_owned(),
            ..Asked::default()
        };
        assert_eq!(
            asked.at(PATH, Some(7)),
            "/own/looked?case=ingen&since=05.01.2026&until=2026-01-05&before=7"
        );
        assert_eq!(Asked::default().at(FILE, None), FILE);
        let list = asked.list();
        let length = list.until.unwrap() - list.since.unwrap();
        assert_eq!((list.case, length.num_hours()), (None, 24));
    }
}
