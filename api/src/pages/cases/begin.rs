//! Beginning a case: by which flow, what it is called, who takes part, and what is known already.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::calendar::local_date;
use samspil_core::case::Runnable;
use samspil_core::flow::Record;
use samspil_core::id::{FieldPath, may_hold_cpr};
use samspil_core::text::Message;
use samspil_runtime::{Begin, Failure};
use samspil_store::Unit;
use serde::Deserialize;
use std::sync::Arc;

use super::bindings;
use super::known::known;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::back::encoded;
use crate::pages::failed::refused;
use crate::pages::flash;
use crate::pages::key::Key;
use crate::pages::names::Names;
use crate::pages::parts::{Alert, Faults as Summary, Field, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::task::inputs::Inputs;
use crate::pages::task::read::{Faults, Reading, read};
use crate::pages::task::rows::{Pressed, with_rows};
use crate::pages::task::sheet::{Drawing, Sheet};
use crate::pages::words::Speaker;
use crate::server::problem::Problem;

/// The longest title of a case, in characters: a line of a list.
const MAX_TITLE_CHARS: u32 = 120;

#[derive(Template)]
#[template(path = "cases/choose.html")]
struct Choose<'page> {
    page: &'page Shell,
    /// Address, title, what it is for.
    flows: Vec<(String, String, Option<String>)>,
}

#[derive(Template)]
#[template(path = "cases/begin.html")]
struct BeginPage<'page> {
    page: &'page Shell,
    flow: String,
    flow_title: String,
    alert: Option<Alert>,
    faults: Summary,
    title: Field,
    parties: Vec<Field>,
    sheet: Sheet,
    key: Key,
}

/// Which flow.
#[derive(Deserialize)]
pub(crate) struct Asked {
    flow: Option<String>,
}

/// The page: the flows to choose among, or the form of the chosen one.
pub(crate) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("begin-title"));
    let Some(flow) = asked.flow.filter(|flow| !flow.is_empty()) else {
        return choose(&app, &page, &signed).await;
    };
    let beginning = Beginning::of(&app, &signed, &flow, None).await?;
    let mut inputs = Inputs::sent(bindings::beforehand(&beginning.run, &beginning.units, &signed));
    inputs.begin_rows(&known(&beginning.run));
    let written = Written {
        inputs,
        key: Key::new(app.engine.ids().as_ref()),
        ..Written::default()
    };
    Ok(beginning.drawn(&page, &written, StatusCode::OK))
}

async fn choose(app: &App, page: &Shell, signed: &Signed) -> Result<Response, Problem> {
    let mut flows = Vec::new();
    for version in app.engine.store().flows(signed.tenant).await? {
        let run = app.engine.flow(signed.tenant, &version.flow, None).await?;
        let purpose = run.flow.about.purpose.as_ref();
        flows.push((
            format!("/cases/new?flow={}", encoded(&version.flow)),
            version.title.in_language(page.language).to_owned(),
            purpose.map(|purpose| purpose.in_language(page.language).to_owned()),
        ));
    }
    Ok(show(StatusCode::OK, page, &Choose { page, flows }))
}

/// Begins the case, or says at its field what is wrong.
pub(crate) async fn begin(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("begin-title"));
    let flow = asked.flow.unwrap_or_default();
    let inputs = Inputs::sent(pairs);
    let beginning = Beginning::of(&app, &signed, &flow, Some(&inputs)).await?;
    let mut written = Written {
        key: Key::from(inputs.get("key").to_owned()),
        inputs,
        ..Written::default()
    };
    let pressed = Pressed::of(written.inputs.get("do"));
    if let Pressed::Add(_) | Pressed::Remove(..) = pressed {
        let parts = known(&beginning.run);
        written.focus = with_rows(&parts, &mut written.inputs, &pressed);
        return Ok(beginning.drawn(&page, &written, StatusCode::OK));
    }
    let wanted = beginning.read(&app, &signed, &page, &mut written).await?;
    if !written.faults.is_empty() {
        return Ok(beginning.drawn(&page, &written, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let begun = app
        .engine
        .begin(signed.tenant, signed.by(), wanted, written.key.command());
    match begun.await {
        Ok(answer) => {
            // Whoever begins a case for others may not be in it themselves.
            let begun = app.engine.read_for_itself(signed.tenant, answer.case).await;
            let own = begun.is_ok_and(|read| signed.by().may_see(&read.view()));
            let to = if own {
                format!("/cases/{}", answer.case)
            } else {
                "/cases".to_owned()
            };
            let mut answer = Redirect::to(&to).into_response();
            flash::say_next(&mut answer, Tone::Success, "flash-case-begun", app.gate.https);
            Ok(answer)
        }
        Err(Failure::Refused(refusal)) => {
            let names = Names::default();
            let speaker = Speaker {
                language: page.language,
                names: &names,
            };
            written.alert = Some(refused(speaker, &refusal));
            Ok(beginning.drawn(&page, &written, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Failure::KeyReused | Failure::Changed { .. }) => {
            let sentence = page.t("form-sent-before");
            written.alert = Some(Alert::new(page.language, Tone::Error, sentence));
            Ok(beginning.drawn(&page, &written, StatusCode::CONFLICT))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What has come of the form so far.
#[derive(Default)]
struct Written {
    inputs: Inputs,
    faults: Faults,
    focus: Option<String>,
    alert: Option<Alert>,
    key: Key,
}

/// A flow that a case is to begin by, and the units that can take part.
struct Beginning {
    run: Arc<Runnable>,
    units: Vec<Unit>,
}

impl Beginning {
    /// By the version that the units in the form take, or those that are likely before anybody has written.
    async fn of(app: &App, signed: &Signed, flow: &str, inputs: Option<&Inputs>) -> Result<Self, Problem> {
        let run = app.engine.flow(signed.tenant, flow, None).await?;
        let today = local_date(app.engine.clock().now());
        let units = app.engine.store().units_on(signed.tenant, today).await?;
        let bound = match inputs {
            Some(inputs) => bindings::units(&run, &units, inputs),
            None => {
                let likely = Inputs::sent(bindings::beforehand(&run, &units, signed));
                bindings::units(&run, &units, &likely)
            }
        };
        let version = app.engine.version_for(signed.tenant, flow, &bound).await?;
        let run = match version == run.version {
            true => run,
            false => app.engine.flow(signed.tenant, flow, Some(version)).await?,
        };
        Ok(Self { run, units })
    }

    /// What the form says, with what is wrong beside it.
    async fn read(
        &self,
        app: &App,
        signed: &Signed,
        page: &Shell,
        written: &mut Written,
    ) -> Result<Begin, Problem> {
        let inputs = &written.inputs;
        let none = |_: &FieldPath| -> Vec<Record> { Vec::new() };
        let reading = Reading {
            language: page.language,
            complete: true,
            held: &none,
            sees: &|_| true,
        };
        let (data, faults) = read(&known(&self.run), inputs, reading);
        let (parties, more) = bindings::read(app, signed, &self.run, &self.units, inputs).await?;
        let title = inputs.get("title").to_owned();
        let wrong = title_fault(&title).map(|fault| ("title".to_owned(), fault));
        written.faults = faults.into_iter().chain(more).chain(wrong).collect();
        Ok(Begin {
            flow: self.run.flow.id.to_string(),
            version: Some(self.run.version),
            title,
            parties,
            data,
        })
    }

    fn drawn(&self, page: &Shell, written: &Written, status: StatusCode) -> Response {
        let names = Names::default();
        let none = |_: &FieldPath| -> Vec<Record> { Vec::new() };
        let drawing = Drawing {
            speaker: Speaker {
                language: page.language,
                names: &names,
            },
            inputs: &written.inputs,
            wrong: &written.faults,
            held: &none,
            focus: written.focus.as_deref(),
            about: None,
        };
        let wrong = written.faults.get("title").map(|wrong| page.say(wrong));
        let title = Field::text("title", page.t("begin-case-title"))
            .hint(page.t("begin-case-title-hint"))
            .longest(MAX_TITLE_CHARS)
            .value(written.inputs.exactly("title"))
            .worded(page.language)
            .faulty(wrong);
        let parties = bindings::fields(page, &self.run, &self.units, &written.inputs, &written.faults);
        let sheet = Sheet::new(&known(&self.run), drawing);
        let mut faults: Vec<(String, String)> = title.fault().into_iter().collect();
        faults.extend(parties.iter().filter_map(Field::fault));
        faults.extend(sheet.at_fields());
        let template = BeginPage {
            page,
            flow: self.run.flow.id.to_string(),
            flow_title: self.run.flow.title.in_language(page.language).to_owned(),
            alert: written.alert.clone(),
            faults: Summary::new(page.language, faults),
            title,
            parties,
            sheet,
            key: written.key.clone(),
        };
        show(status, page, &template)
    }
}

/// A title is short and never holds a personal number: lists, notices and addresses show it.
fn title_fault(title: &str) -> Option<Message> {
    if title.is_empty() {
        Some(Message::new("begin-case-title-missing"))
    } else if title.chars().count() > usize::try_from(MAX_TITLE_CHARS).unwrap_or(usize::MAX) {
        Some(Message::new("begin-case-title-long").with("most", MAX_TITLE_CHARS))
    } else if may_hold_cpr(title) {
        Some(Message::new("begin-case-title-cpr"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_short_and_without_a_personal_number() {
        for (title, key) in [
            ("Sag 12", None),
            ("Sag 2026-0012345", None),
            ("", Some("begin-case-title-missing")),
            (&"x".repeat(121), Some("begin-case-title-long")),
            ("Ansøgning 610203-1234", Some("begin-case-title-cpr")),
            ("6102031234", Some("begin-case-title-cpr")),
        ] {
            let fault = title_fault(title);
            assert_eq!(fault.as_ref().map(|fault| fault.key.as_str()), key, "{title}");
        }
    }
}
