//! A document of a case as it was written, to be read and printed.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::id::CaseId;
use samspil_core::text::{Language, Text, long_date};
use samspil_runtime::{Frozen, Object};
use uuid::Uuid;

use super::letters::{states, titled};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::names::Names;
use crate::pages::parts::Made;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::Speaker;
use crate::server::problem::Problem;

/// A letter as it is drawn.
pub(crate) struct Sheet {
    /// The language that it is read in.
    pub(crate) tag: &'static str,
    pub(crate) letterhead: String,
    pub(crate) to: String,
    pub(crate) date: String,
    pub(crate) title: String,
    /// What it says, as HTML that the core has made.
    pub(crate) html: Made,
    /// It is read in another language than the one that counts.
    pub(crate) translated: bool,
}

#[derive(Template)]
#[template(path = "case/document.html")]
struct DocumentPage<'page> {
    page: &'page Shell,
    case: CaseId,
    case_title: String,
    states: Vec<String>,
    locked: bool,
    sheet: Option<Sheet>,
}

/// The page. That it was opened is logged before it is shown.
pub(crate) async fn page(
    State(app): State<App>,
    Path((case, document)): Path<(CaseId, Uuid)>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let by = signed.by();
    let look = signed.look(Object::Document);
    let found = app
        .engine
        .read_document(signed.tenant, &by, (case, document), &look);
    let (read, known, frozen) = found.await?;
    let names = Names::default();
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let mut page = page;
    page.title = titled(&read, &known.letter, speaker);
    let template = DocumentPage {
        case,
        case_title: read.title(&read.eyes(&by), page.language),
        states: states(&read.view(), &known.letter)
            .iter()
            .map(|state| page.say(state))
            .collect(),
        locked: frozen.as_ref().is_some_and(|frozen| frozen.locked),
        sheet: frozen.map(|frozen| sheet(&frozen, page.language)),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// The letter in the reader's language, where it was written in it.
pub(crate) fn sheet(frozen: &Frozen, language: Language) -> Sheet {
    let translated = language == Language::English && frozen.text.en.is_some();
    let language = if translated {
        Language::English
    } else {
        Language::Danish
    };
    let words = |text: &Text| text.in_language(language).to_owned();
    Sheet {
        tag: language.tag(),
        letterhead: words(&frozen.letterhead),
        to: frozen.to.clone(),
        date: long_date(frozen.date, language),
        title: words(&frozen.title),
        html: Made::letter(words(&frozen.text)),
        translated,
    }
}
