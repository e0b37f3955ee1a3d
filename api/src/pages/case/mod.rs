//! The case page: whose move it is, the course with its reasons, clocks, data, parties and history.

pub(crate) mod action;
pub(crate) mod action_page;
mod adding;
mod beside;
pub(crate) mod brief;
pub(crate) mod clock_action;
pub(crate) mod clocks;
pub(crate) mod consents;
pub(crate) mod data;
pub(crate) mod document;
mod head;
pub(crate) mod history;
pub(crate) mod history_page;
pub(crate) mod letter;
pub(crate) mod letters;
mod linked;
pub(super) mod links;
pub(super) mod looked;
mod owed;
mod paired;
pub(crate) mod parties;
pub(crate) mod people;
pub(crate) mod picture;
pub(crate) mod stages;
mod state;
pub(crate) mod trust;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::case::{Eyes, Protection};
use samspil_core::id::CaseId;
use samspil_core::text::{Message, date, instant};
use samspil_runtime::{CaseRead, Object};

use self::action::{Offer, offers};
pub(super) use self::beside::plan_link;
use self::beside::{BesideShown, beside, coordinators, overall};
use self::clocks::{ClockShown, clocks};
use self::consents::consents;
use self::data::{File, SectionShown};
use self::head::moves;
pub(super) use self::head::{seen_tasks, standing};
use self::history::{Entry, Teller};
use self::linked::{LinkShown, links as linked_cases};
use self::owed::owed;
use self::paired::{PairSection, paired};
use self::parties::parties;
use self::people::people;
use self::stages::{Course, StageShown, Way};
use super::glossary::{Differing, differing, texts_seen};
use super::goals::{self, CitizenWords};
use super::hassle::{HassleForm, Place};
use super::names::Names;
use super::own::is_on_citizens_side;
use super::parts::{Badge, Cell, Table};
use super::shell::Shell;
use super::show::show;
use super::tasks::due_cell;
use super::words::{Due, Speaker};
use crate::app::App;
use crate::identity::Signed;
use crate::links::{has_guests, is_authority};
use crate::pages::address::segment;
use crate::past::past;
use crate::server::problem::Problem;

/// How many events the page shows; the history's own page has the others.
const NEWEST: u32 = 15;

#[derive(Template)]
#[template(path = "case/page.html")]
struct CasePage<'page> {
    page: &'page Shell,
    case: CaseId,
    flow: String,
    started: String,
    words: Option<CitizenWords>,
    /// Where the goals of the case are.
    goals: Option<String>,
    standing: Badge,
    protected: Option<String>,
    moves: Vec<String>,
    linked: Vec<LinkShown>,
    /// Where the one plan of the citizen is, and the key of what the link is called.
    plan: Option<(String, &'static str)>,
    /// The overall goal that the case serves.
    overall: Vec<String>,
    beside: Vec<BesideShown>,
    tasks: Vec<TaskLink>,
    owed: Option<Table>,
    pair: Option<PairSection>,
    stages: Vec<StageShown>,
    clocks: Vec<ClockShown>,
    sections: Vec<SectionShown>,
    /// Words of the flow that the sides use differently.
    differing: Vec<Differing>,
    parties: Table,
    consents: Option<Table>,
    letters: Option<Table>,
    history: Vec<Entry>,
    older: Option<u64>,
    offers: Vec<Offer>,
    /// The reader may make links into the case, and there is somebody to make them for.
    makes_links: bool,
    /// Where the case is in plain words, for the citizen and their relatives.
    plainly: Option<String>,
    hassle: Option<HassleForm>,
    /// That the case runs by a version that is on trial.
    trial: Option<String>,
}

/// An open task of the reader's.
struct TaskLink {
    href: String,
    title: String,
    due: Option<Cell>,
    hand: Option<String>,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    Path(case): Path<CaseId>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let (tenant, by) = (signed.tenant, signed.by());
    let read = app
        .engine
        .read(tenant, &by, case, &signed.look(Object::Case))
        .await?;
    let eyes = read.eyes(&by);
    let past = past(&app, &signed, &read, None, NEWEST).await?;
    let mut named = people(&read, &eyes, past.events.iter().map(|(_, event)| event));
    let plans = app
        .engine
        .plans_beside(tenant, &by, &read, &signed.look(Object::Plan))
        .await?;
    named.extend(coordinators(&plans.plans));
    let known = app.engine.linked(tenant, &by, &read).await?;
    let letters = app.engine.letters(tenant, &by, &read).await?;
    let texts = texts_seen(&read.view(), &eyes, page.language);
    let differing = differing(&app, tenant, &texts, page.language).await?;
    let names = Names::read(app.engine.store().as_ref(), tenant, &named).await?;
    let names = names.and_citizens(&app.engine, tenant, &named).await?;
    let mut page = page;
    page.title = read.title(&eyes, page.language);
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let template = CasePage {
        older: past.older,
        linked: linked_cases(&read, &eyes, speaker, &known, &by),
        plan: plan_link(&read, &eyes, &signed),
        overall: overall(&plans.goal_in, speaker),
        beside: beside(&plans.plans, speaker),
        makes_links: is_authority(&read, &eyes) && has_guests(&read),
        differing,
        hassle: hassle(&app, &page, &signed, (&read, &eyes)),
        trial: trial(&app, &page, &signed, &read).await?,
        letters: letters::letters(&read, &eyes, speaker, &letters),
        ..drawn(&page, &read, &eyes, speaker, &past.events)
    };
    Ok(show(StatusCode::OK, &page, &template))
}

fn drawn<'page>(
    page: &'page Shell,
    read: &CaseRead,
    eyes: &Eyes,
    speaker: Speaker<'_>,
    events: &[(u64, samspil_core::case::Event)],
) -> CasePage<'page> {
    let view = read.view();
    let teller = Teller { view, speaker };
    let course = Course {
        way: Way::Pages,
        view,
        parties: eyes,
        speaker,
    };
    let file = File {
        view,
        parties: eyes,
        speaker,
    };
    let started = Message::new("case-started").with("at", instant(read.case.started_at, speaker.language));
    CasePage {
        page,
        case: read.case.id,
        flow: read.run.flow.title.in_language(speaker.language).to_owned(),
        started: speaker.say(&started),
        words: goals::words(&view, eyes, speaker),
        goals: goals::address(read),
        standing: standing(speaker, read.case.standing),
        protected: protected(view.protection_shown(eyes)).map(|key| page.t(key)),
        moves: moves(&view, eyes).iter().map(|line| speaker.say(line)).collect(),
        linked: Vec::new(),
        plan: None,
        overall: Vec::new(),
        beside: Vec::new(),
        tasks: own_tasks(read, eyes, speaker),
        owed: owed(&view, eyes, speaker),
        pair: paired(&view, eyes, speaker),
        stages: course.stages(),
        clocks: clocks(&view, eyes, speaker),
        sections: file.sections(),
        differing: Vec::new(),
        parties: parties(&view, eyes, speaker),
        consents: consents(&view, eyes, speaker),
        letters: None,
        history: teller.entries(events.iter().map(|(_, event)| event)),
        older: None,
        offers: offers(&view, eyes, speaker),
        makes_links: false,
        plainly: is_on_citizens_side(&view, eyes).then(|| format!("/cases/{}/own", read.case.id)),
        hassle: None,
        trial: None,
    }
}

/// What is in the reader's way at a step can be noted for whoever keeps the flow.
fn hassle(app: &App, page: &Shell, signed: &Signed, (read, eyes): (&CaseRead, &Eyes)) -> Option<HassleForm> {
    let place = Place {
        case: read.case.id,
        step: None,
        back: format!("/cases/{}", read.case.id),
    };
    let seen = (&read.view(), eyes);
    HassleForm::new(page, signed, seen, place, app.engine.ids().as_ref())
}

/// That the case runs by a version that is on trial, or was until something was decided.
async fn trial(app: &App, page: &Shell, signed: &Signed, read: &CaseRead) -> Result<Option<String>, Problem> {
    let (flow, version) = (read.run.flow.id.as_str(), read.run.version);
    let trial = app.engine.store().trial_of(signed.tenant, flow, version).await?;
    Ok(trial.map(|trial| {
        let key = match trial.ended {
            None => "case-on-trial",
            Some(_) => "case-was-on-trial",
        };
        let told = Message::new(key).with("version", version);
        let told = told.with("first", date(trial.first_day));
        page.say(&told.with("last", date(trial.last_day)))
    }))
}

/// The sign that the authority sees where something of the citizen is protected.
const fn protected(protection: Protection) -> Option<&'static str> {
    match (protection.name, protection.address) {
        (true, true) => Some("case-protected-both"),
        (true, false) => Some("case-protected-name"),
        (false, true) => Some("case-protected-address"),
        (false, false) => None,
    }
}

fn own_tasks(read: &CaseRead, eyes: &Eyes, speaker: Speaker<'_>) -> Vec<TaskLink> {
    let view = read.view();
    let own = seen_tasks(&view, eyes)
        .into_iter()
        .filter(|task| eyes.acting().contains(&task.party));
    own.map(|task| TaskLink {
        href: format!("/cases/{}/tasks/{}", read.case.id, segment(task.item.as_str())),
        title: task.title.in_language(speaker.language).to_owned(),
        due: task
            .due
            .map(|due| due_cell(speaker, &Due::new(due, read.at, &read.run.calendar))),
        hand: task
            .claimed_by
            .map(|person| speaker.names.person(person, speaker.language)),
    })
    .collect()
}
