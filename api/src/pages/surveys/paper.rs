//! What somebody has answered on paper, written in.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::survey::{Answers, Group, Question, SCALE};
use samspil_core::text::Message;
use samspil_store::WholeSurvey;
use uuid::Uuid;

use super::{PATH, done, group};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::key::Key;
use crate::pages::parts::{Choice, Field, Form};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};
use crate::surveys::{Sheet, SurveyRefused, latest_wave, random_id, whole, write_in};

/// What the field of a question is called.
const FIELD: &str = "q_";

/// What the field is called that says who has answered, where the survey is linked.
const NUMBER: &str = "number";

/// What is wrong with a sheet.
struct Wrong {
    /// With who has answered.
    in_number: bool,
    says: String,
}

#[derive(Template)]
#[template(path = "surveys/paper.html")]
struct PaperPage<'page> {
    page: &'page Shell,
    about: String,
    form: Form,
    key: Key,
    wave: u32,
    back: String,
}

/// A form with a choice for each question; what is left out was not answered.
pub(super) fn form<'q>(
    page: &Shell,
    questions: impl IntoIterator<Item = &'q Question>,
    written: &BTreeMap<String, String>,
) -> Form {
    let mut form = Form::new(page.language);
    for question in questions {
        let name = format!("{FIELD}{}", question.name);
        let choice = |step: u8| {
            let label = Message::new(&format!("survey-step-{step}"));
            Choice::new(step.to_string(), page.say(&label))
        };
        let label = question.text.in_language(page.language).to_owned();
        let field = Field::radio(&name, label, SCALE.map(choice).collect());
        let chosen = written.get(&name).map_or("", String::as_str);
        form.add(field.optional().value(chosen));
    }
    form
}

/// What was chosen. None where something is no step of the scale.
pub(super) fn answers(written: &BTreeMap<String, String>) -> Option<Answers> {
    let chosen = written.iter().filter_map(|(field, step)| {
        let name = field.strip_prefix(FIELD)?;
        (!step.is_empty()).then_some((name, step))
    });
    let read = chosen.map(|(name, step)| Some((name.to_owned(), step.parse().ok()?)));
    read.collect()
}

/// The questions that a group is asked now.
fn asked(survey: &WholeSurvey, of: Group) -> Option<Vec<&Question>> {
    let questions = survey.questions(survey.open()?.version)?;
    Some(questions.iter().filter(|question| question.is_for(of)).collect())
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path((survey, of)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    let survey = whole(&app, signed.tenant, survey).await?;
    drawn(
        page,
        &survey,
        &of,
        (&BTreeMap::new(), Key::of(random_id()?), None),
    )
}

fn drawn(
    page: Shell,
    survey: &WholeSurvey,
    of: &str,
    (written, key, wrong): (&BTreeMap<String, String>, Key, Option<Wrong>),
) -> Result<Response, Problem> {
    let of = Group::of(of).ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let questions = asked(survey, of).ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let title = survey.survey.title.in_language(page.language);
    let page = page.titled(&Message::new("survey-paper-title").with("title", title));
    let mut form = form(&page, questions.iter().copied(), written);
    if survey.survey.linked {
        let field = Field::number(NUMBER, page.t("survey-respondent"));
        let value = written.get(NUMBER).map_or("", String::as_str);
        form.add(field.hint(page.t("survey-respondent-hint")).value(value));
    }
    let status = match wrong {
        None => StatusCode::OK,
        Some(Wrong { in_number, says }) => {
            let first = questions
                .first()
                .map(|question| format!("{FIELD}{}", question.name));
            let first = first.unwrap_or_default();
            form.wrong(if in_number { NUMBER } else { &first }, says);
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let template = PaperPage {
        about: page.say(&Message::new("survey-paper-about").with("group", group(&page, of))),
        form,
        key,
        wave: latest_wave(survey),
        back: format!("{PATH}/{}", survey.survey.id),
        page: &page,
    };
    Ok(show(status, &page, &template))
}

/// Keeps it, and leads to the next sheet.
pub(super) async fn keep(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path((survey, of)): Path<(Uuid, String)>,
    Body(written): Body<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let survey = whole(&app, signed.tenant, survey).await?;
    let who = Group::of(&of).ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let sent = |name: &str| written.get(name).cloned().unwrap_or_default();
    let key = Key::from(sent("key"));
    let kept = match (answers(&written), key.command()) {
        (None, _) => Err(SurveyRefused::Answers),
        (_, None) => Err(SurveyRefused::NoKey),
        (Some(answers), Some(key)) => {
            let sheet = Sheet {
                group: who,
                id: key.0,
                number: Some(sent(NUMBER))
                    .filter(|number| !number.trim().is_empty())
                    .map(|number| number.trim().parse().unwrap_or_default()),
                seen: sent("wave").parse().ok(),
                answers,
            };
            write_in(&app, &signed, &survey, sheet).await
        }
    };
    let refused = match kept {
        Ok(()) => {
            let next = format!("{PATH}/{}/paper/{}", survey.survey.id, who.word());
            return Ok(done(&app, &next, "flash-survey-written-in"));
        }
        Err(refused) => refused,
    };
    let in_number = matches!(refused, SurveyRefused::Number | SurveyRefused::NumberAnswered);
    let says = page.say(&refused.message()?);
    let wrong = Some(Wrong { in_number, says });
    let key = match key.command() {
        Some(_) => key,
        None => Key::of(random_id()?),
    };
    drawn(page, &survey, &of, (&written, key, wrong))
}
