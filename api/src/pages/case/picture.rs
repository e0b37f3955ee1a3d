//! The course of a case as a picture: how everything that the reader sees of it stands, by signs and words.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State as Of};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::case::{Eyes, View};
use samspil_core::diagram::{Kind, Node, Scene, Stand, State as Drawn, Wanted};
use samspil_core::flow::{Clock, Item};
use samspil_core::id::{CaseId, ItemId};
use samspil_core::text::Message;
use samspil_runtime::Object;

use super::stages::anchor;
use super::state::State;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::names::Names;
use crate::pages::parts::Picture;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::Speaker;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "case/picture.html")]
struct PicturePage<'page> {
    page: &'page Shell,
    case: CaseId,
    title: String,
    picture: Picture,
}

/// The page.
pub(in crate::pages) async fn page(
    Of(app): Of<App>,
    Path(case): Path<CaseId>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let by = signed.by();
    let read = app
        .engine
        .read(signed.tenant, &by, case, &signed.look(Object::Picture))
        .await?;
    let eyes = read.eyes(&by);
    let scene = scene(&page, &read.view(), &eyes);
    let to_course = |node: &Node| {
        let in_course = node.kind != Kind::Clock && !node.name.is_empty();
        in_course.then(|| format!("/cases/{case}#{}", anchor(&node.name)))
    };
    let page = page.titled(&Message::new("picture"));
    let template = PicturePage {
        case,
        title: read.title(&eyes, page.language),
        picture: Picture::new(&page, &scene, &to_course),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// What the reader sees of the course. Conditions are not written out: they name data that not everyone sees.
fn scene(page: &Shell, view: &View<'_>, eyes: &Eyes) -> Scene {
    let wanted = Wanted {
        language: page.language,
        sees_item: &|item: &Item| view.sees_item(eyes, item),
        sees_clock: &|clock: &Clock| view.sees_clock(eyes, clock),
        conditions: false,
        states: states(page, view),
        figures: BTreeMap::new(),
    };
    Scene::new(&view.run.flow, &view.run.guards, &wanted)
}

fn states(page: &Shell, view: &View<'_>) -> BTreeMap<ItemId, Drawn> {
    let names = Names::default();
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let state = |item: &Item| {
        let state = State::new(speaker, item, view.case.item(&item.id));
        let clock = view.case.clocks.get(item.id.as_str());
        let late = clock.is_some_and(|clock| clock.counts() && clock.breached_at.is_some());
        Drawn {
            stand: match state.class {
                "done" => Stand::Done,
                "active" => Stand::Active,
                "possible" => Stand::Possible,
                "waiting" => Stand::Waiting,
                _ => Stand::Gone,
            },
            words: if late {
                page.say(&Message::new("picture-late").with("state", state.word))
            } else {
                state.word
            },
        }
    };
    let items = view.run.flow.items.values();
    items.map(|item| (item.id.clone(), state(item))).collect()
}
