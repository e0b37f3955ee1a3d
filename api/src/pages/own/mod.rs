//! A case as its citizen or a relative reads it: what happens now and next, who owes what by when, their plan and words, their
//! meetings, letters and consents. Each is a page of its own, short enough for a phone.

mod consents;
mod form;
mod front;
mod letters;
pub(in crate::pages) mod looked;
mod meeting;
mod next;
mod now;
mod plan;
mod tasks;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use samspil_core::case::{Eyes, View};
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, PartyId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{CaseRead, Object};
use serde::Deserialize;

use super::case::people::people;
use super::names::Names;
use super::shell::Shell;
use super::words::Speaker;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// The address of the page with all cases of a citizen or relative.
pub(crate) const FRONT: &str = "/own";

/// The routes of the pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(FRONT, get(front::page))
        .route(looked::PATH, get(looked::page))
        .route(looked::FILE, get(looked::file))
        .route("/cases/{case}/own", get(now::page))
        .route("/cases/{case}/own/{part}", get(part))
}

fn address(case: CaseId) -> String {
    format!("/cases/{case}/own")
}

/// A part of what is read about a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Part {
    /// Plan, goals and own words.
    Plan,
    /// Meetings.
    Meetings,
    /// Letters.
    Letters,
    /// Consents.
    Consents,
}

impl Part {
    const ALL: [Self; 4] = [Self::Plan, Self::Meetings, Self::Letters, Self::Consents];

    const fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Meetings => "meetings",
            Self::Letters => "letters",
            Self::Consents => "consents",
        }
    }
}

/// One of the pages.
async fn part(
    State(app): State<App>,
    Path((case, part)): Path<(CaseId, Part)>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let own = match load(&app, &signed, case).await? {
        Ok(own) => own,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let title = Message::new(&format!("own-{}", part.word()));
    let page = page.titled(&title.with("who", own.who()));
    let head = own.head(&page, &signed, Some(part.word()));
    Ok(match part {
        Part::Plan => plan::drawn(&app, &signed, &page, &own, head),
        Part::Meetings => meeting::drawn(&app, &signed, &page, &own, head),
        Part::Letters => letters::drawn(&app, &signed, &page, &own, head).await?,
        Part::Consents => consents::drawn(&app, &page, &own, head),
    })
}

/// A case, read with the eyes of somebody on the citizen's side.
struct Own {
    read: CaseRead,
    eyes: Eyes,
    names: Names,
}

/// What stands at the top of each page of a case.
struct Head {
    /// What the case is called.
    title: String,
    /// Where all cases are; none for whoever came into this one alone.
    all: Option<&'static str>,
    /// The pages of the case.
    links: Vec<PartLink>,
    /// Whom the pages speak to.
    who: &'static str,
}

impl Head {
    /// The text with this key, as it is said to whoever reads.
    fn t(&self, page: &Shell, key: &str) -> String {
        page.say(&Message::new(key).with("who", self.who))
    }
}

/// A page of a case as a link.
struct PartLink {
    href: String,
    text: String,
    current: bool,
}

/// The case; where it is whole for whoever sees it from another side.
async fn load(app: &App, signed: &Signed, case: CaseId) -> Result<Result<Own, Response>, Problem> {
    let by = signed.by();
    let look = signed.look(Object::Case);
    let read = app.engine.read(signed.tenant, &by, case, &look).await?;
    let eyes = read.eyes(&by);
    if !is_on_citizens_side(&read.view(), &eyes) {
        return Ok(Err(Redirect::to(&format!("/cases/{case}")).into_response()));
    }
    let named = people(&read, &eyes, std::iter::empty());
    let names = Names::read(app.engine.store().as_ref(), signed.tenant, &named).await?;
    let names = names.and_citizens(&app.engine, signed.tenant, &named).await?;
    Ok(Ok(Own { read, eyes, names }))
}

/// Whether somebody with these eyes is the citizen or a relative in the case.
pub(super) fn is_on_citizens_side(view: &View<'_>, eyes: &Eyes) -> bool {
    is_of(view, eyes, &[Side::Citizen, Side::Relative])
}

fn is_of(view: &View<'_>, eyes: &Eyes, sides: &[Side]) -> bool {
    let side = |party: &PartyId| view.run.flow.parties.get(party).map(|party| party.side);
    let mut parties = eyes.parties().iter();
    parties.any(|party| side(party).is_some_and(|side| sides.contains(&side)))
}

impl Own {
    fn view(&self) -> View<'_> {
        self.read.view()
    }

    fn speaker(&self, language: Language) -> Speaker<'_> {
        Speaker {
            language,
            names: &self.names,
        }
    }

    fn head(&self, page: &Shell, signed: &Signed, current: Option<&str>) -> Head {
        let case = self.read.case.id;
        let link = |word: &str, href: String| PartLink {
            current: current.unwrap_or("now") == word,
            text: page.say(&Message::new(&format!("own-{word}")).with("who", self.who())),
            href,
        };
        let mut links = vec![link("now", address(case))];
        let parts = Part::ALL.into_iter().filter(|part| self.has(*part));
        links.extend(parts.map(|part| link(part.word(), format!("{}/{}", address(case), part.word()))));
        links.push(link("looked", format!("/cases/{case}/looked")));
        Head {
            title: self.read.title(&self.eyes, page.language),
            all: signed.link.is_none().then_some(FRONT),
            links,
            who: self.who(),
        }
    }

    /// Whom the pages speak to: the citizen, or somebody beside them.
    fn who(&self) -> &'static str {
        if is_of(&self.view(), &self.eyes, &[Side::Citizen]) {
            "citizen"
        } else {
            "relative"
        }
    }

    /// Whether there may be something on this page for the reader.
    fn has(&self, part: Part) -> bool {
        match part {
            Part::Plan | Part::Letters => true,
            Part::Meetings => meeting::has_any(&self.view(), &self.eyes),
            Part::Consents => consents::has_any(&self.view(), &self.eyes),
        }
    }
}
