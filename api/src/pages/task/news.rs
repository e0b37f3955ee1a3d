//! What happened to a case while someone filled in a form.

use samspil_core::case::{Change, Event};
use samspil_core::id::FieldPath;
use samspil_core::text::{Language, Message};

use super::loaded::Loaded;
use super::plan::{Part, top_of};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::case::history::Teller;
use crate::pages::case::people::people;
use crate::pages::names::Names;
use crate::pages::parts::{Alert, Tone};
use crate::pages::words::Speaker;
use crate::server::problem::Problem;

/// How many events are told; past that the reader is only told that much has happened.
const MAX_TOLD: u32 = 50;

/// How many times so many are looked through for one that touches the form: colleagues whose drafts are kept while they write make
/// many that do not.
const MAX_LOOKS: usize = 20;

/// What has happened that touches the form, for the top of the page; none where nothing did.
///
/// # Errors
/// The page for what the engine cannot give.
pub(super) async fn news(
    app: &App,
    signed: &Signed,
    loaded: &Loaded,
    seen: u64,
    language: Language,
) -> Result<Option<Alert>, Problem> {
    let (touching, more) = touching(app, signed, loaded, seen).await?;
    if touching.is_empty() && !more {
        return Ok(None);
    }
    let named = people(&loaded.read, &loaded.eyes, touching.iter());
    let names = Names::read(app.engine.store().as_ref(), signed.tenant, &named).await?;
    let names = names.and_citizens(&app.engine, signed.tenant, &named).await?;
    let speaker = Speaker {
        language,
        names: &names,
    };
    let teller = Teller {
        view: loaded.view(),
        speaker,
    };
    let told = teller.entries(touching.iter()).into_iter();
    let told = told.map(|entry| format!("{}, {}: {}", entry.at, entry.who, entry.lines.join(" ")));
    let sentence = speaker.say(&Message::new("form-stale"));
    let alert = Alert::new(speaker.language, Tone::Warning, sentence);
    Ok(Some(alert.reasons(told.collect())))
}

/// The first events that touch the form, and whether more has happened than was looked through.
async fn touching(
    app: &App,
    signed: &Signed,
    loaded: &Loaded,
    seen: u64,
) -> Result<(Vec<Event>, bool), Problem> {
    let (by, mut after) = (signed.by(), seen);
    for _ in 0..MAX_LOOKS {
        let history = app
            .engine
            .history_of(signed.tenant, &by, &loaded.read, (after, MAX_TOLD));
        let history = history.await?;
        let events = history.events.into_iter().filter_map(|past| past.event);
        let touching: Vec<Event> = events
            .filter(|event| event.changes.iter().any(|change| touches(loaded, change)))
            .collect();
        match history.next {
            Some(next) if touching.is_empty() => after = next,
            next => return Ok((touching, next.is_some())),
        }
    }
    Ok((Vec::new(), true))
}

/// Whether a change is of the task itself or of data that its form shows.
fn touches(loaded: &Loaded, change: &Change) -> bool {
    let parts = loaded.parts();
    let shown = |path: &FieldPath| {
        let top = top_of(path);
        parts.iter().any(|part| match part {
            Part::Field(field) | Part::Record { field, .. } => Some(&field.path) == top.as_ref(),
            Part::Rows(rows) => Some(&rows.field.path) == top.as_ref(),
        })
    };
    match change {
        Change::DataSet { values } => values.keys().any(shown),
        change => change.item() == Some(&loaded.item.id),
    }
}
