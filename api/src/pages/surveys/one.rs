//! One survey: its waves, what is asked, links and paper, and what has changed.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::calendar::local_date;
use samspil_core::survey::{Group, MIN_ANSWERS};
use samspil_core::text::{Message, date};
use samspil_store::{LinkCounts, SurveyWave, WaveOf, WholeSurvey};
use serde::Deserialize;
use uuid::Uuid;

use super::results::{Told, told};
use super::{address, done, group, groups};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::parts::{Alert, Cell, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;
use crate::surveys::{
    MAX_LINKS, MAX_WHY_CHARS, SurveyRefused, close as close_wave, latest_wave, links as make_links,
    open as open_wave, results, whole,
};

#[derive(Template)]
#[template(path = "surveys/one.html")]
struct SurveyPage<'page> {
    page: &'page Shell,
    about: String,
    at: String,
    alert: Option<Alert>,
    waves: Table,
    /// The latest wave, so that a form that is sent later acts on no other.
    wave: u32,
    /// Addresses that were just made: they are told this once.
    addresses: Vec<String>,
    links: Table,
    /// What can be done while a wave is open; else another can be opened.
    asking: Option<Form>,
    papers: Vec<(String, String)>,
    opening: Form,
    results: Option<Told>,
}

/// What is shown beside the survey itself.
#[derive(Default)]
struct Beside {
    alert: Option<Alert>,
    addresses: Vec<String>,
    because: String,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(survey): Path<Uuid>,
) -> Result<Response, Problem> {
    let survey = whole(&app, signed.tenant, survey).await?;
    drawn(&app, page, &signed, (&survey, Beside::default()), StatusCode::OK).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (survey, beside): (&WholeSurvey, Beside),
    status: StatusCode,
) -> Result<Response, Problem> {
    let title = survey.survey.title.in_language(page.language);
    let page = page.titled(&Message::new("survey-one-title").with("title", title));
    let counts = match survey.open() {
        None => LinkCounts::new(),
        Some(wave) => {
            let of = WaveOf {
                survey: survey.survey.id,
                wave: wave.number,
            };
            app.engine.store().survey_links(signed.tenant, of).await?
        }
    };
    let found = results(app, signed.tenant, survey).await?;
    let least = i64::try_from(MIN_ANSWERS).unwrap_or(i64::MAX);
    let about = match survey.survey.linked {
        true => "survey-one-about-linked",
        false => "survey-one-about",
    };
    let at = address(survey.survey.id);
    let paper = |one: Group| (format!("{at}/paper/{}", one.word()), group(&page, one));
    let template = SurveyPage {
        about: page.say(&Message::new(about).with("least", least)),
        alert: beside.alert,
        waves: waves(&page, survey),
        wave: latest_wave(survey),
        addresses: beside.addresses,
        links: links_table(&page, &counts),
        asking: survey.open().map(|_| asking(&page)),
        papers: Group::ALL.into_iter().map(paper).collect(),
        opening: opening(&page, &beside.because),
        results: found.as_ref().map(|found| told(&page, survey, found)),
        at,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

fn table(page: &Shell, title: &str, columns: &[&str], rows: Vec<Vec<Cell>>, empty: &str) -> Table {
    Table {
        caption: page.t(title),
        head: columns
            .iter()
            .map(|column| page.t(&format!("survey-column-{column}")))
            .collect(),
        rows,
        empty: page.t(empty),
    }
}

/// What a wave is called: the first is before, the others are after.
pub(super) fn wave_name(page: &Shell, number: u32) -> String {
    page.say(&match number {
        1 => Message::new("survey-wave-before"),
        2 => Message::new("survey-wave-after"),
        number => Message::new("survey-wave-later").with("number", number),
    })
}

fn waves(page: &Shell, survey: &WholeSurvey) -> Table {
    let row = |wave: &SurveyWave| {
        let state = match &wave.closed {
            None => page.t("survey-wave-open"),
            Some((at, by)) => {
                let closed = Message::new("survey-wave-closed").with("day", local_date(*at));
                page.say(&closed.with("by", by.as_str()))
            }
        };
        vec![
            Cell::Text(wave_name(page, wave.number)),
            Cell::Text(page.say(&Message::new("survey-version").with("number", wave.version))),
            Cell::Text(date(local_date(wave.opened_at))),
            Cell::Text(state),
            Cell::Text(wave.broken_because.clone().unwrap_or_default()),
        ]
    };
    let rows = survey.waves.iter().map(row).collect();
    let columns = ["wave", "version", "opened", "state", "broken"];
    table(page, "survey-waves", &columns, rows, "survey-no-waves")
}

fn links_table(page: &Shell, counts: &LinkCounts) -> Table {
    let number = |count: u64| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        Cell::Text(page.say(&Message::new("survey-number").with("count", count)))
    };
    let rows = counts
        .iter()
        .map(|(of, (made, used))| vec![Cell::Text(group(page, *of)), number(*made), number(*used)]);
    let columns = ["group", "links", "used"];
    table(page, "survey-links", &columns, rows.collect(), "survey-no-links")
}

fn asking(page: &Shell) -> Form {
    let mut form = Form::new(page.language);
    form.add(Field::select(
        "group",
        page.t("survey-column-group"),
        groups(page),
    ));
    let hint = Message::new("survey-links-hint").with("most", MAX_LINKS);
    form.add(Field::number("count", page.t("survey-links-count")).hint(page.say(&hint)));
    form
}

fn opening(page: &Shell, because: &str) -> Form {
    let mut form = Form::new(page.language);
    let field = Field::text("because", page.t("survey-broken-because"));
    let field = field.hint(page.t("survey-broken-hint")).longest(MAX_WHY_CHARS);
    form.add(field.optional().value(because));
    form
}

/// Shows the page again with what stands in the way, or leads on.
async fn settled(
    app: &App,
    page: Shell,
    signed: &Signed,
    (survey, because): (&WholeSurvey, String),
    (came, key): (Result<(), SurveyRefused>, &str),
) -> Result<Response, Problem> {
    let refused = match came {
        Ok(()) => return Ok(done(app, &address(survey.survey.id), key)),
        Err(refused) => refused.message()?,
    };
    let beside = Beside {
        alert: Some(Alert::new(page.language, Tone::Error, page.say(&refused))),
        because,
        ..Beside::default()
    };
    drawn(
        app,
        page,
        signed,
        (survey, beside),
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await
}

/// Why the pair is broken, as it is sent, and the latest wave that was seen.
#[derive(Deserialize)]
pub(super) struct Opening {
    #[serde(default)]
    because: String,
    #[serde(default)]
    wave: String,
}

/// Opens the next wave.
pub(super) async fn open(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(survey): Path<Uuid>,
    Body(written): Body<Opening>,
) -> Result<Response, Problem> {
    let survey = whole(&app, signed.tenant, survey).await?;
    let longest = usize::try_from(MAX_WHY_CHARS).unwrap_or(usize::MAX);
    let because: String = written.because.chars().take(longest).collect();
    let seen = written.wave.trim().parse().ok();
    let came = open_wave(&app, &signed, &survey, (seen, &because)).await;
    let came = (came, "flash-survey-opened");
    settled(&app, page, &signed, (&survey, because), came).await
}

/// The latest wave that was seen, as it is sent.
#[derive(Deserialize)]
pub(super) struct Closing {
    #[serde(default)]
    wave: String,
}

/// Closes the wave that is open, where it is the one on the page that it was asked from.
pub(super) async fn close(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(survey): Path<Uuid>,
    Body(written): Body<Closing>,
) -> Result<Response, Problem> {
    let survey = whole(&app, signed.tenant, survey).await?;
    let seen = written.wave.trim().parse().ok();
    let came = close_wave(&app, &signed, &survey, seen).await;
    let came = (came, "flash-survey-closed");
    settled(&app, page, &signed, (&survey, String::new()), came).await
}

/// How many links for whom, as it is sent.
#[derive(Deserialize)]
pub(super) struct Asking {
    #[serde(default)]
    group: String,
    #[serde(default)]
    count: String,
}

/// Makes links, and shows their addresses this once.
pub(super) async fn links(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(survey): Path<Uuid>,
    Body(written): Body<Asking>,
) -> Result<Response, Problem> {
    let survey = whole(&app, signed.tenant, survey).await?;
    let (of, count) = (Group::of(&written.group), written.count.trim().parse().ok());
    let made = match of.zip(count) {
        Some(wanted) => make_links(&app, &signed, &survey, wanted).await,
        None => Err(SurveyRefused::Links),
    };
    match made {
        Ok(made) => {
            let told = made.into_iter().map(|(number, address)| match number {
                0 => address,
                number => {
                    let message = Message::new("survey-address-of").with("number", number);
                    page.say(&message.with("address", address))
                }
            });
            let addresses = told.collect();
            let beside = Beside {
                addresses,
                ..Beside::default()
            };
            drawn(&app, page, &signed, (&survey, beside), StatusCode::OK).await
        }
        Err(refused) => settled(&app, page, &signed, (&survey, String::new()), (Err(refused), "")).await,
    }
}
