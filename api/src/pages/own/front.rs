//! All cases of a citizen or relative: what they owe first, then each case with where it is and what comes.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use futures::future::try_join_all;
use samspil_core::text::Message;
use samspil_runtime::{CaseList, Object};
use samspil_store::CaseRow;
use serde::Deserialize;

use super::next::{Comes, comes};
use super::now::stands;
use super::tasks::{Own as OwnTask, open};
use super::{FRONT, Own, address, load, meeting};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::back::encoded;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

/// How many cases a page shows: nobody has more at a time, and each is read and logged.
const CASES: u32 = 10;

#[derive(Template)]
#[template(path = "own/front.html")]
struct FrontPage<'page> {
    page: &'page Shell,
    owed: Vec<Owed>,
    cases: Vec<CaseShown>,
    first: Option<String>,
    next: Option<String>,
}

/// What the reader owes, and in which case.
struct Owed {
    task: OwnTask,
    case: String,
}

/// A case in a few lines.
struct CaseShown {
    href: String,
    title: String,
    flow: String,
    now: Vec<String>,
    comes: Option<Comes>,
    meeting: Option<(String, String)>,
    owed: Vec<OwnTask>,
}

/// Where the page begins.
#[derive(Deserialize)]
pub(super) struct From {
    after: Option<String>,
}

/// The page. That each case was looked at is logged before it is shown.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(from): Query<From>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("own-front"));
    let list = CaseList {
        after: from.after.clone(),
        limit: CASES,
        ..CaseList::default()
    };
    let look = signed.look(Object::Cases);
    let found = app
        .engine
        .cases(signed.tenant, &signed.by(), &list, &look)
        .await?;
    let reading = found.rows.iter().map(|row| read(&app, &signed, &page, row));
    // At once: the looks are logged together.
    let cases: Vec<CaseShown> = try_join_all(reading).await?.into_iter().flatten().collect();
    let template = FrontPage {
        owed: owed(&cases),
        first: from.after.map(|_| FRONT.to_owned()),
        next: found.next.map(|next| format!("{FRONT}?after={}", encoded(&next))),
        cases,
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// One of the cases; none where the reader may know of it no longer. One that they see from another side is only named.
async fn read(app: &App, signed: &Signed, page: &Shell, row: &CaseRow) -> Result<Option<CaseShown>, Problem> {
    match load(app, signed, row.case).await {
        Ok(Ok(own)) => Ok(Some(shown(page, &own))),
        Ok(Err(_)) => Ok(Some(CaseShown {
            href: format!("/cases/{}", row.case),
            title: row.head.title.clone(),
            flow: String::new(),
            now: Vec::new(),
            comes: None,
            meeting: None,
            owed: Vec::new(),
        })),
        Err(problem) if problem.status() == StatusCode::NOT_FOUND => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn shown(page: &Shell, own: &Own) -> CaseShown {
    let speaker = own.speaker(page.language);
    let (view, eyes) = (own.view(), &own.eyes);
    CaseShown {
        href: address(own.read.case.id),
        title: own.read.title(eyes, page.language),
        flow: own.read.run.flow.title.in_language(page.language).to_owned(),
        now: stands(own, speaker),
        comes: comes(&view, eyes, speaker).into_iter().next(),
        meeting: meeting::next(&view, eyes, speaker),
        owed: open(&view, eyes, speaker).0,
    }
}

/// What is owed over all cases, the soonest first.
fn owed(cases: &[CaseShown]) -> Vec<Owed> {
    let each = cases.iter().flat_map(|case| {
        case.owed.iter().map(|task| Owed {
            task: task.clone(),
            case: case.title.clone(),
        })
    });
    let mut owed: Vec<Owed> = each.collect();
    owed.sort_by_key(|one| -> (bool, Option<DateTime<Utc>>) { (one.task.at.is_none(), one.task.at) });
    owed
}
