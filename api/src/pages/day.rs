//! The day's notes: the citizens that the reader's unit delivers to, each with a form beside it for every goal that may be
//! written about now. A note is written, its source or goal chosen, and saved: three interactions
//! (A9.1 in `flows/lines.csv`).

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use futures::future::try_join_all;
use samspil_core::case::Status;
use samspil_core::id::{CaseId, ItemId};
use samspil_core::text::Message;
use samspil_runtime::{CaseRead, Failure, Object, Purpose};

use super::case::people::people;
use super::goals::{CitizenWords, words};
use super::key::Key;
use super::names::Names;
use super::parts::{Alert, Cell, Field, Tone};
use super::shell::Shell;
use super::show::show;
use super::task::inputs::Inputs;
use super::task::loaded::Loaded;
use super::task::read::Faults;
use super::task::sheet::{Drawing, Sheet};
use super::tasks::due_cell;
use super::words::{Due, Speaker};
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// The address of the page.
pub(crate) const DAY: &str = "/day";

#[derive(Template)]
#[template(path = "day.html")]
struct DayPage<'page> {
    page: &'page Shell,
    citizens: Vec<CitizenShown>,
    /// There are more than the page shows.
    more: bool,
    /// That a note was not kept, where one was not.
    refused: Option<Alert>,
}

/// A citizen, with what may be written.
struct CitizenShown {
    case: CaseId,
    title: String,
    words: Option<CitizenWords>,
    notes: Vec<NoteForm>,
}

/// A form for a note.
struct NoteForm {
    number: usize,
    address: String,
    title: String,
    due: Option<Cell>,
    /// The fields; none where its form has lists, and stands on the task's own page.
    fields: Option<Vec<Field>>,
    key: Key,
    seen: u64,
    /// Why it was not kept, where it was not.
    alerts: Vec<Alert>,
    returned: bool,
}

/// A note that was sent from here and not kept, as it was written.
pub(super) struct Returned<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) inputs: &'a Inputs,
    pub(super) faults: &'a Faults,
    pub(super) alerts: &'a [Alert],
    pub(super) key: &'a Key,
    /// The version of the case that its writer has seen.
    pub(super) seen: u64,
}

impl Returned<'_> {
    fn is_of(&self, loaded: &Loaded) -> bool {
        self.loaded.read.case.id == loaded.read.case.id && self.loaded.item.id == loaded.item.id
    }
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("day-title"));
    let (citizens, more) = read(&app, &page, &signed, None).await?;
    let template = DayPage {
        citizens,
        more,
        refused: None,
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// The page again with what was written in a note that was not kept; none where the note has no form there.
pub(super) async fn again(
    app: &App,
    page: &mut Shell,
    signed: &Signed,
    (returned, status): (&Returned<'_>, StatusCode),
) -> Result<Option<Response>, Problem> {
    let (citizens, more) = read(app, page, signed, Some(returned)).await?;
    let mut notes = citizens.iter().flat_map(|citizen| &citizen.notes);
    if !notes.any(|note| note.returned && note.fields.is_some()) {
        return Ok(None);
    }
    page.title = page.t("day-title");
    let refused = Alert::new(page.language, Tone::Error, page.t("day-refused"));
    let template = DayPage {
        citizens,
        more,
        refused: Some(refused),
        page,
    };
    Ok(Some(show(status, page, &template)))
}

/// The citizens with their notes, and whether there are more.
async fn read(
    app: &App,
    page: &Shell,
    signed: &Signed,
    returned: Option<&Returned<'_>>,
) -> Result<(Vec<CitizenShown>, bool), Problem> {
    let open = app.engine.open_notes(signed.tenant, &signed.by()).await?;
    let mut reading = Vec::new();
    for (case, items) in &open.cases {
        reading.push(read_one(app, signed, *case, items));
    }
    // At once: the looks are logged together.
    let reads: Vec<_> = try_join_all(reading).await?.into_iter().flatten().collect();
    let by = signed.by();
    let mut named = BTreeSet::new();
    for (read, _) in &reads {
        named.extend(people(read, &read.eyes(&by), std::iter::empty()));
    }
    let names = Names::read(app.engine.store().as_ref(), signed.tenant, &named).await?;
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let mut citizens = Vec::new();
    let mut number = 0;
    for (read, items) in &reads {
        let drawing = (speaker, returned);
        citizens.extend(citizen(app, signed, drawing, (read, items), &mut number));
    }
    Ok((citizens, open.is_cut))
}

/// One of the cases; none where the reader may know of it no longer.
async fn read_one<'n>(
    app: &App,
    signed: &Signed,
    case: CaseId,
    items: &'n [ItemId],
) -> Result<Option<(CaseRead, &'n [ItemId])>, Problem> {
    let Some(first) = items.first() else {
        return Ok(None);
    };
    let look = signed.look(Object::Form).for_(Purpose::Task(first.to_string()));
    match app.engine.read(signed.tenant, &signed.by(), case, &look).await {
        Ok(read) => Ok(Some((read, items))),
        Err(Failure::NoCase) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}

fn citizen(
    app: &App,
    signed: &Signed,
    (speaker, returned): (Speaker<'_>, Option<&Returned<'_>>),
    (read, items): (&CaseRead, &[ItemId]),
    number: &mut usize,
) -> Option<CitizenShown> {
    let eyes = read.eyes(&signed.by());
    let mut notes = Vec::new();
    for id in items {
        let Some(item) = read.run.item(&read.case, id) else {
            continue;
        };
        let loaded = Loaded {
            item: item.into_owned(),
            read: read.clone(),
            eyes: eyes.clone(),
        };
        if loaded.may_fill(signed) && loaded.view().sees_item(&eyes, &loaded.item) {
            *number += 1;
            let own = returned.filter(|returned| returned.is_of(&loaded));
            notes.push(form(app, &loaded, (speaker, own), *number));
        }
    }
    (!notes.is_empty()).then(|| CitizenShown {
        case: read.case.id,
        title: read.title(&eyes, speaker.language),
        words: words(&read.view(), &eyes, speaker),
        notes,
    })
}

/// A form that begins empty: what was written last time is no part of a new note. What was kept as a draft is.
fn form(
    app: &App,
    loaded: &Loaded,
    (speaker, returned): (Speaker<'_>, Option<&Returned<'_>>),
    number: usize,
) -> NoteForm {
    let parts = loaded.parts();
    let state = loaded.read.case.item(&loaded.item.id);
    let draft = if state.draft.is_empty() {
        Inputs::default()
    } else {
        loaded.inputs(&parts, speaker.language)
    };
    let nothing_wrong = Faults::new();
    let goals = loaded.goals(speaker);
    let rows = |path: &samspil_core::id::FieldPath| loaded.rows(path);
    let drawing = Drawing {
        speaker,
        inputs: returned.map_or(&draft, |returned| returned.inputs),
        wrong: returned.map_or(&nothing_wrong, |returned| returned.faults),
        held: &rows,
        focus: None,
        about: loaded.about().map(|path| (path, goals.as_slice())),
    };
    let fields = Sheet::new(&parts, drawing).only_fields();
    let within = format!("n{number}");
    let clock = loaded.read.case.clocks.get(loaded.item.id.as_str());
    let clock = clock.filter(|clock| clock.counts() && state.status == Status::Active);
    let due = clock.map(|clock| Due::new(clock.due, loaded.read.at, &loaded.read.run.calendar));
    NoteForm {
        number,
        address: loaded.address(),
        title: title(loaded, speaker),
        due: due.map(|due| due_cell(speaker, &due)),
        fields: fields.map(|fields| fields.into_iter().map(|field| field.within(&within)).collect()),
        key: returned.map_or_else(
            || Key::new(app.engine.ids().as_ref()),
            |returned| returned.key.clone(),
        ),
        seen: returned.map_or(loaded.read.case.version, |returned| returned.seen),
        alerts: returned.map_or_else(Vec::new, |returned| returned.alerts.to_vec()),
        returned: returned.is_some(),
    }
}

/// The goal that the note is there for, or what the task is called.
fn title(loaded: &Loaded, speaker: Speaker<'_>) -> String {
    let goal = loaded.view().goal_of(&loaded.eyes, &loaded.item.id);
    let said = goal.and_then(|goal| {
        let flow = &loaded.read.run.flow;
        let field = flow.data.field(flow.chain.as_ref()?.goals.as_ref()?)?;
        let tree = loaded.view().goal_tree(&loaded.eyes)?;
        Some(speaker.value(field, &tree.goals.get(goal)?.says))
    });
    said.unwrap_or_else(|| loaded.item.title.in_language(speaker.language).to_owned())
}
