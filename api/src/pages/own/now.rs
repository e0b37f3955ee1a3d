//! Where a case is now, what comes, and who owes what by when: what the reader owes stands first.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::case::{Standing, Status, View};
use samspil_core::flow::ItemKind;
use samspil_core::id::CaseId;
use samspil_core::text::{Arg, Message};

use super::next::{Comes, comes};
use super::tasks::{Others, Own as OwnTask, open, possible};
use super::{Head, Own, address, load, meeting};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::Speaker;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "own/now.html")]
struct NowPage<'page> {
    page: &'page Shell,
    head: Head,
    now: Vec<String>,
    owed: Vec<OwnTask>,
    possible: Vec<OwnTask>,
    others: Vec<Others>,
    comes: Vec<Comes>,
    /// The next meeting: what it is called, and when and where.
    meeting: Option<(String, String)>,
    /// Where the meetings are.
    meetings: String,
    /// Where all of the case is.
    whole: String,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    Path(case): Path<CaseId>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let own = match load(&app, &signed, case).await? {
        Ok(own) => own,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let head = own.head(&page, &signed, None);
    let mut page = page;
    page.title.clone_from(&head.title);
    let (view, eyes, speaker) = (own.view(), &own.eyes, own.speaker(page.language));
    let (owed, others) = open(&view, eyes, speaker);
    let template = NowPage {
        now: stands(&own, speaker),
        possible: possible(&view, eyes, speaker),
        comes: comes(&view, eyes, speaker),
        meeting: meeting::next(&view, eyes, speaker),
        meetings: format!("{}/meetings", address(case)),
        whole: format!("/cases/{case}"),
        owed,
        others,
        head,
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// Where the case is, a sentence each.
pub(super) fn stands(own: &Own, speaker: Speaker<'_>) -> Vec<String> {
    let view = own.view();
    let says = match view.case.standing {
        Standing::OnHold => vec![Message::new("own-now-rests")],
        Standing::Closed | Standing::Terminated => {
            let ended = view.case.stood_still_at;
            ended
                .map(|at| Message::new("own-now-ended").with("at", at))
                .into_iter()
                .collect()
        }
        Standing::Open => under_way(&view, own, speaker),
    };
    says.iter().map(|says| speaker.say(says)).collect()
}

fn under_way(view: &View<'_>, own: &Own, speaker: Speaker<'_>) -> Vec<Message> {
    let stages = view.run.flow.items.values().filter(|item| {
        let active = view.case.item(&item.id).status == Status::Active;
        item.kind == ItemKind::Stage && active && view.sees_item(&own.eyes, item)
    });
    let stages: Vec<Arg> = stages.map(|item| Arg::Both(item.title.clone())).collect();
    let mut says = vec![if stages.is_empty() {
        Message::new("own-now-open")
    } else {
        Message::new("own-now-in").with("stages", Arg::List(stages))
    }];
    let (owed, others) = open(view, &own.eyes, speaker);
    says.extend((!owed.is_empty()).then(|| {
        let count = i64::try_from(owed.len()).unwrap_or(i64::MAX);
        Message::new("own-now-yours").with("count", count)
    }));
    says.extend((owed.is_empty() && !others.is_empty()).then(|| Message::new("own-now-theirs")));
    says
}
