//! Tuning one clock: the form, what would come of it, and then doing it.

use std::sync::Arc;

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::calendar::local_date;
use samspil_core::case::Runnable;
use samspil_core::flow::{Limits, TuningFault, limits};
use samspil_core::text::Message;
use samspil_runtime::TuningRefused;
use samspil_store::Unit;

use super::form::{Written, form};
use super::preview::Preview;
use super::{PATH, address};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::parts::{Alert, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "tunings/clock.html")]
struct ClockPage<'page> {
    page: &'page Shell,
    flow_title: String,
    action: String,
    alert: Option<Alert>,
    form: Form,
    preview: Option<Preview>,
    /// What was shown: it is applied only as it was looked at.
    previewed: String,
    seen: u32,
}

/// A clock that may be tuned, and the units that it may be tuned for.
struct Chosen {
    run: Arc<Runnable>,
    clock: String,
    units: Vec<Unit>,
}

/// What stands on the page beside the form.
#[derive(Default)]
struct Said {
    faults: Vec<TuningFault>,
    sentence: Option<String>,
    preview: Option<Preview>,
    previewed: String,
}

impl Chosen {
    async fn of(app: &App, signed: &Signed, flow: &str, clock: String) -> Result<Self, Problem> {
        let chosen = Self {
            run: app.engine.flow(signed.tenant, flow, None).await?,
            clock,
            units: app.engine.store().units(signed.tenant).await?,
        };
        chosen.limits()?;
        Ok(chosen)
    }

    fn limits(&self) -> Result<Limits<'_>, Problem> {
        let clock = self.run.flow.clocks.get(self.clock.as_str());
        let limits = clock.map(|clock| limits(&self.run.flow, clock));
        let open = limits.filter(|limits| !limits.is_empty());
        open.ok_or_else(|| Problem::new(Kind::NOT_FOUND))
    }

    async fn drawn(
        &self,
        app: &App,
        page: Shell,
        signed: &Signed,
        written: &Written,
        said: Said,
    ) -> Result<Response, Problem> {
        let limits = self.limits()?;
        let page = page.titled(&Message::new("tunings-clock-title").with("clock", &limits.clock.title));
        let (form, others) = form(&page, &self.run, &limits, &self.units, written, &said.faults);
        let right = said.faults.is_empty() && said.sentence.is_none();
        let sentence = said.sentence.or_else(|| others.first().cloned());
        let template = ClockPage {
            flow_title: self.run.flow.title.in_language(page.language).to_owned(),
            action: address(self.run.flow.id.as_str(), &self.clock),
            alert: sentence.map(|sentence| Alert::new(page.language, Tone::Error, sentence)),
            form,
            preview: said.preview,
            previewed: said.previewed,
            seen: app.engine.store().tuning_number(signed.tenant).await?,
            page: &page,
        };
        let status = match right {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Ok(show(status, &page, &template))
    }
}

/// The page: the form as it holds now.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path((flow, clock)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let chosen = Chosen::of(&app, &signed, &flow, clock).await?;
    let now = app.engine.clock().now();
    let holding = chosen
        .run
        .tunings
        .holding(&chosen.clock, || None, now, now)
        .map(|ready| &ready.tuning);
    let written = Written::holding(holding, local_date(now));
    chosen.drawn(&app, page, &signed, &written, Said::default()).await
}

/// Shows what would come of it; applies it where that is what was shown.
pub(in crate::pages) async fn tune(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path((flow, clock)): Path<(String, String)>,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let chosen = Chosen::of(&app, &signed, &flow, clock).await?;
    let written = Written::sent(pairs);
    let Some(tuning) = written.tuning(&chosen.run, &chosen.limits()?) else {
        let fault = TuningFault {
            pointer: "/from".to_owned(),
            code: "not_a_date",
            message: Message::new("away-write-day"),
        };
        let said = Said {
            faults: vec![fault],
            ..Said::default()
        };
        return chosen.drawn(&app, page, &signed, &written, said).await;
    };
    let shown = serde_json::to_string(&tuning).unwrap_or_default();
    let apply = written.get("do") == Some("apply") && written.get("previewed") == Some(shown.as_str());
    if apply {
        let seen = written.get("seen").and_then(|seen| seen.parse().ok());
        let why = written.get("why").unwrap_or_default();
        let tuned = app.engine.tune(
            signed.tenant,
            tuning.clone(),
            seen.unwrap_or_default(),
            &signed.name,
            why,
        );
        match tuned.await {
            Ok(number) => return Ok(applied(&app, &signed, number, "flash-tuned").await),
            Err(refused) => {
                let said = said(&page, refused)?;
                return chosen.drawn(&app, page, &signed, &written, said).await;
            }
        }
    }
    let said = match app.engine.preview_tuning(signed.tenant, tuning).await {
        Ok(found) => Said {
            preview: Some(Preview::of(
                &page,
                Some(&chosen.run),
                &found.live,
                Some(&found.past),
            )),
            previewed: shown,
            ..Said::default()
        },
        Err(refused) => said(&page, refused)?,
    };
    chosen.drawn(&app, page, &signed, &written, said).await
}

/// Why it cannot be, for the page.
pub(super) fn refusal(page: &Shell, refused: TuningRefused) -> Result<String, Problem> {
    let about = |key: &str, number: u32| page.say(&Message::new(key).with("number", number));
    match refused {
        TuningRefused::Faults(faults) => Ok(faults
            .first()
            .map(|fault| page.say(&fault.message))
            .unwrap_or_default()),
        TuningRefused::Reason => Ok(page.t("problem-tuning-why")),
        TuningRefused::Unknown(_) => Err(Problem::new(Kind::NOT_FOUND)),
        TuningRefused::TakenBack(number) => Ok(about("problem-tuning-taken-back", number)),
        TuningRefused::Full => Ok(page.t("problem-tunings-full")),
        TuningRefused::Changed(number) => Ok(about("problem-tuning-changed", number)),
        TuningRefused::Failure(failure) => Err(failure.into()),
    }
}

fn said(page: &Shell, refused: TuningRefused) -> Result<Said, Problem> {
    match refused {
        TuningRefused::Faults(faults) => Ok(Said {
            faults,
            ..Said::default()
        }),
        TuningRefused::Reason => Ok(Said {
            faults: vec![TuningFault {
                pointer: "/why".to_owned(),
                code: "why",
                message: Message::new("problem-tuning-why"),
            }],
            ..Said::default()
        }),
        refused => Ok(Said {
            sentence: Some(refusal(page, refused)?),
            ..Said::default()
        }),
    }
}

/// Open cases are counted anew, and the reader goes back to the list; where counting is broken off it goes on by itself.
pub(super) async fn applied(app: &App, signed: &Signed, number: u32, key: &'static str) -> Response {
    let tenant = signed.tenant;
    tracing::info!(%tenant, by = %signed.person, number, "a clock was tuned");
    if let Err(failure) = app.engine.recount(tenant).await {
        tracing::warn!(%tenant, %failure, "cases are counted anew later");
    }
    let mut answer = Redirect::to(PATH).into_response();
    flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
    answer
}
