//! A task's page: what is to be done and why, and its form.

mod asked;
pub(super) mod deviate;
pub(super) mod hand;
pub(super) mod inputs;
pub(super) mod loaded;
pub(super) mod meeting;
mod news;
pub(super) mod plan;
pub(super) mod read;
mod refusal;
pub(super) mod rows;
pub(super) mod send;
pub(super) mod sheet;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::case::{Status, why_seen};
use samspil_core::id::{CaseId, FieldPath};
use samspil_core::text::Message;

use self::inputs::Inputs;
use self::loaded::{Loaded, load};
use self::read::Faults;
use self::sheet::{Drawing, Sheet};
use super::back::encoded;
use super::case::data::{File, SectionShown};
use super::case::people::people;
use super::failed::blocked;
use super::glossary::{Differing, differing, texts_of};
use super::goals::{CitizenWords, GoalsShown, goals, is_in, words};
use super::hassle::{HassleForm, Place};
use super::key::Key;
use super::names::Names;
use super::parts::{Alert, Cell, Definitions, Tone};
use super::shell::Shell;
use super::show::show;
use super::tasks::due_cell;
use super::words::{Due, Speaker, source};
use crate::app::App;
use crate::identity::Signed;
use crate::period::{Begin, Period, period};
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "task/page.html")]
struct TaskPage<'page> {
    page: &'page Shell,
    address: String,
    /// Where the form is sent.
    sends: String,
    case: CaseId,
    case_title: String,
    words: Option<CitizenWords>,
    alerts: Vec<Alert>,
    /// By what name it is said that the citizen is asked again, where that must be.
    asks_again: Option<&'static str>,
    facts: Definitions,
    /// Where it is said why this is done.
    why: Option<String>,
    /// What was written in the period that is to be summed up.
    goals: Option<GoalsShown>,
    guidance: Option<String>,
    expects: Option<String>,
    /// The rules of play that matter here.
    rules: Vec<String>,
    /// Words of the form that the sides use differently.
    differing: Vec<Differing>,
    sheet: Option<Sheet>,
    key: Key,
    seen: u64,
    buttons: Buttons,
    sections: Vec<SectionShown>,
    hassle: Option<HassleForm>,
}

/// What one may press beside the form's own buttons.
#[derive(Default)]
struct Buttons {
    claim: bool,
    release: bool,
    begin: bool,
    /// What may be done with the time of a meeting: address and text.
    meeting: Vec<(String, String)>,
    /// Ways to leave the flow's way: address and text.
    deviations: Vec<(String, String)>,
}

/// What has come of the form so far.
#[derive(Default)]
struct Written {
    inputs: Option<Inputs>,
    faults: Faults,
    focus: Option<String>,
    alerts: Vec<Alert>,
    key: Key,
    /// The version of the case that the reader has seen.
    seen: Option<u64>,
    /// The page of our own that it was sent from, to go back to when it is done.
    back: Option<String>,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    Path((case, item)): Path<(CaseId, String)>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let loaded = load(&app, &signed, case, &item).await?;
    let written = Written {
        key: Key::new(app.engine.ids().as_ref()),
        ..Written::default()
    };
    drawn(&app, &signed, page, &loaded, written, StatusCode::OK).await
}

async fn names(
    app: &App,
    signed: &Signed,
    loaded: &Loaded,
    period: Option<&Period>,
) -> Result<Names, Problem> {
    let events = period.into_iter().flat_map(|period| &period.events);
    let named = people(&loaded.read, &loaded.eyes, events);
    let names = Names::read(app.engine.store().as_ref(), signed.tenant, &named).await?;
    Ok(names.and_citizens(&app.engine, signed.tenant, &named).await?)
}

/// What happened in the period that the task is to sum up; none where it sums nothing up.
async fn summed_up(app: &App, signed: &Signed, loaded: &Loaded) -> Result<Option<Period>, Problem> {
    let chain = loaded.read.run.flow.chain.as_ref();
    let status = chain.and_then(|chain| chain.status.as_ref());
    let view = loaded.view();
    if status != Some(&loaded.item.id) || !view.sees_notes(&loaded.eyes) {
        return Ok(None);
    }
    let begin = Begin {
        since: view.notes_since(),
        after: status,
    };
    let read = period(app, signed, &loaded.read, &loaded.eyes, begin).await?;
    Ok(Some(read))
}

/// Where it is said why the task is done, where it is work for a goal.
fn why_done(loaded: &Loaded) -> Option<String> {
    let chain = loaded.read.run.flow.chain.as_ref()?;
    if !is_in(chain, &loaded.item) {
        return None;
    }
    let case = loaded.read.case.id;
    let goal = loaded.view().goal_of(&loaded.eyes, &loaded.item.id);
    let place = goal.map_or_else(|| "purpose".to_owned(), |goal| format!("goal-{}", goal + 1));
    Some(format!("/cases/{case}/goals#{place}"))
}

/// The page with what the reader has written.
async fn drawn(
    app: &App,
    signed: &Signed,
    mut page: Shell,
    loaded: &Loaded,
    written: Written,
    status: StatusCode,
) -> Result<Response, Problem> {
    let period = summed_up(app, signed, loaded).await?;
    let texts = texts_of(&loaded.read.run.flow, &loaded.item, page.language);
    let differing = differing(app, signed.tenant, &texts, page.language).await?;
    let names = names(app, signed, loaded, period.as_ref()).await?;
    let flow = &loaded.read.run.flow.id;
    let rules = app
        .engine
        .rules_of_play(signed.tenant, flow, &loaded.item.id)
        .await?;
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let text = |text: &samspil_core::text::Text| text.in_language(speaker.language).to_owned();
    let title = &loaded.item.title;
    page.title = title.in_language(speaker.language).to_owned();
    let mut alerts = written.alerts;
    alerts.extend(why_not(loaded, signed, speaker));
    let asked = asked::asked(app, signed, loaded, page.language).await?;
    let asks_again = asked.is_some() && asked::asks_for_others(loaded);
    alerts.extend(asked);
    let may_fill = loaded.may_fill(signed);
    let parts = loaded.parts();
    let inputs = written
        .inputs
        .unwrap_or_else(|| loaded.inputs(&parts, speaker.language));
    let rows = |path: &FieldPath| loaded.rows(path);
    let goals_there = loaded.goals(speaker);
    let drawing = Drawing {
        speaker,
        inputs: &inputs,
        wrong: &written.faults,
        held: &rows,
        focus: written.focus.as_deref(),
        about: loaded.about().map(|path| (path, goals_there.as_slice())),
    };
    let file = File {
        view: loaded.view(),
        parties: &loaded.eyes,
        speaker,
    };
    let template = TaskPage {
        address: loaded.address(),
        sends: match &written.back {
            None => loaded.address(),
            Some(back) => format!("{}?back={}", loaded.address(), encoded(back)),
        },
        case: loaded.read.case.id,
        case_title: loaded.read.title(&loaded.eyes, page.language),
        words: words(&loaded.view(), &loaded.eyes, speaker),
        why: why_done(loaded),
        goals: period.map(|period| goals(&loaded.view(), &loaded.eyes, speaker, &period)),
        alerts,
        asks_again: asks_again.then_some(asked::ALL_THE_SAME),
        facts: facts(loaded, signed, speaker),
        guidance: loaded.item.guidance.as_ref().map(text),
        expects: loaded.item.expects.as_ref().map(text),
        rules: rules.iter().map(|rule| text(&rule.says)).collect(),
        differing,
        sheet: may_fill.then(|| Sheet::new(&parts, drawing)),
        key: written.key,
        seen: written.seen.unwrap_or(loaded.read.case.version),
        buttons: buttons(loaded, signed, speaker),
        sections: file.sections(),
        hassle: hassle(app, &page, signed, loaded),
        page: &page,
    };
    Ok(show(status, &page, &template))
}

/// What is in the reader's way at this step can be noted for whoever keeps the flow.
fn hassle(app: &App, page: &Shell, signed: &Signed, loaded: &Loaded) -> Option<HassleForm> {
    let place = Place {
        case: loaded.read.case.id,
        step: Some(loaded.item.id.base()),
        back: loaded.address(),
    };
    let seen = (&loaded.view(), &loaded.eyes);
    HassleForm::new(page, signed, seen, place, app.engine.ids().as_ref())
}

/// Why the form is not the reader's to fill in now.
fn why_not(loaded: &Loaded, signed: &Signed, speaker: Speaker<'_>) -> Option<Alert> {
    if loaded.may_fill(signed) {
        return None;
    }
    let state = loaded.read.case.item(&loaded.item.id);
    let alert = |key: &str| Alert::new(speaker.language, Tone::Info, speaker.t(key));
    if !loaded.read.case.is_open() {
        return Some(alert("task-case-rests"));
    }
    if state.status.has_ended() {
        return Some(alert("task-has-ended"));
    }
    if state.status == Status::Waiting {
        let why = why_seen(&loaded.view(), &loaded.eyes, &loaded.item.id);
        let blocks = why.map(|why| why.blocks).unwrap_or_default();
        let reasons = blocks.iter().map(|block| blocked(speaker, block)).collect();
        return Some(alert("task-waits").reasons(reasons));
    }
    if let Some(hand) = state.claimed_by.filter(|_| loaded.is_own()) {
        let name = speaker.names.person(hand, speaker.language);
        let taken = Message::new("task-taken").with("person", name);
        return Some(Alert::new(speaker.language, Tone::Info, speaker.say(&taken)));
    }
    let owner = loaded.view().owner(&loaded.item)?;
    let others = Message::new("task-of-others").with("party", loaded.view().party_title(&owner));
    Some(Alert::new(speaker.language, Tone::Info, speaker.say(&others)))
}

fn facts(loaded: &Loaded, signed: &Signed, speaker: Speaker<'_>) -> Definitions {
    let (view, item) = (loaded.view(), &loaded.item);
    let state = loaded.read.case.item(&item.id);
    let language = speaker.language;
    let mut facts = Vec::new();
    let mut fact = |key: &str, cell: Cell| facts.push((speaker.t(key), cell));
    let clock = loaded.read.case.clocks.get(item.id.as_str());
    if let Some(clock) = clock.filter(|clock| clock.counts()) {
        let due = Due::new(clock.due, loaded.read.at, &loaded.read.run.calendar);
        fact("task-due", due_cell(speaker, &due));
    }
    if let Some(owner) = view.owner(item) {
        let title = view.party_title(&owner).in_language(language).to_owned();
        fact("task-owner", Cell::Text(title));
    }
    if let Some(hand) = state.claimed_by {
        let name = if hand == signed.person {
            speaker.t("tasks-by-you")
        } else {
            speaker.names.person(hand, language)
        };
        fact("task-taken-by", Cell::Text(name));
    }
    if !item.with.is_empty() {
        let with = item.with.iter().map(|party| view.party_title(party));
        let with: Vec<String> = with.map(|title| title.in_language(language).to_owned()).collect();
        fact("task-with", Cell::Text(with.join(", ")));
    }
    if let Some(agreed) = meeting::agreed(&view, item) {
        fact("meeting-when", Cell::Text(speaker.say(&agreed)));
    }
    if let Some(law) = &item.required_by_law {
        fact("task-law", Cell::Text(speaker.say(&source(law))));
    }
    Definitions(facts)
}

fn buttons(loaded: &Loaded, signed: &Signed, speaker: Speaker<'_>) -> Buttons {
    let state = loaded.read.case.item(&loaded.item.id);
    let active = state.status == Status::Active && loaded.read.case.is_open();
    let mine = state
        .claimed_by
        .is_some_and(|hand| loaded.has_hand_of(signed, hand));
    Buttons {
        claim: active && loaded.is_own() && state.claimed_by.is_none(),
        release: active && state.claimed_by.is_some() && (mine || loaded.is_led()),
        begin: state.status == Status::Possible && loaded.read.case.is_open() && loaded.is_own(),
        meeting: meeting::offers(loaded, speaker),
        deviations: deviate::offers(&loaded.view(), &loaded.eyes, &loaded.item, speaker),
    }
}
