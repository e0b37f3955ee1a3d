//! Surveys: making them, opening and closing waves, links that are answered once, paper, and what has changed.

mod results;
mod written;

use samspil_core::id::TenantId;
use samspil_core::survey::{Answers, Group, Question, SCALE};
use samspil_core::text::{Message, Text};
use samspil_store::{
    AnswerWay, Hash, StoreError, SurveyAnswer, SurveyLink, SurveyRow, SurveyVersion, SurveyWave, WaveOf,
    WholeSurvey,
};
use uuid::Uuid;

pub(crate) use self::results::{Results, results};
pub(crate) use self::written::{QuestionsWrong, read, write};
use crate::app::App;
use crate::identity::secret::{NoRandom, Secret};
use crate::identity::{Signed, new_id};
use crate::server::problem::{Kind, Problem};

/// The most surveys that are listed: more than a municipality measures at once.
pub(crate) const MAX_SURVEYS: u32 = 100;

/// The most links that are made at a time: a sheet of labels for a large group.
pub(crate) const MAX_LINKS: u32 = 200;

/// The most links of a wave: everyone who has to do with a large area.
const MAX_LINKS_OF_WAVE: u64 = 5_000;

/// The highest number that whoever answers a linked survey may have: as many as there are links.
const MAX_NUMBER: u32 = 5_000;

/// The longest title, in characters: a line of a list.
pub(crate) const MAX_TITLE_CHARS: u32 = 120;

/// The longest reason why other questions are asked, in characters: a line or two.
pub(crate) const MAX_WHY_CHARS: u32 = 300;

/// Why a wave does not open, or something is not kept.
#[derive(Debug)]
pub(crate) enum SurveyRefused {
    /// Other questions are asked than in the wave before, and nothing says why: the two cannot be compared.
    QuestionsChanged,
    /// The one before is not closed, or somebody else was first.
    NotNow,
    /// A wave was opened or closed since the page was shown.
    Stale,
    /// A version was laid down since the page was shown.
    OtherVersion {
        /// Its number.
        number: u32,
        /// By whom.
        by: String,
    },
    /// The answers are none, or not of the questions.
    Answers,
    /// A form was sent without its key.
    NoKey,
    /// The survey is linked, and a number is missing or stands where there is none.
    Number,
    /// Whoever has this number has answered already in this wave.
    NumberAnswered,
    /// There are too many links.
    Links,
    /// Something else.
    Problem(Problem),
}

impl<E: Into<Problem>> From<E> for SurveyRefused {
    fn from(error: E) -> Self {
        Self::Problem(error.into())
    }
}

impl SurveyRefused {
    /// What is to be said, where the reader can do something about it.
    ///
    /// # Errors
    /// Everything else.
    pub(crate) fn message(self) -> Result<Message, Problem> {
        Ok(match self {
            Self::QuestionsChanged => Message::new("survey-questions-changed"),
            Self::NotNow => Message::new("survey-not-now"),
            Self::Stale => Message::new("survey-stale"),
            Self::OtherVersion { number, by } => Message::new("survey-other-version")
                .with("number", number)
                .with("by", by),
            Self::Answers => Message::new("survey-answers-wrong"),
            Self::NoKey => Message::new("form-no-key"),
            Self::Number => Message::new("survey-number-wrong").with("most", MAX_NUMBER),
            Self::NumberAnswered => Message::new("survey-number-answered"),
            Self::Links => Message::new("survey-links-wrong").with("most", MAX_LINKS),
            Self::Problem(problem) => return Err(problem),
        })
    }
}

fn no_random(error: &NoRandom) -> Problem {
    tracing::error!(%error, "nothing of a survey was made");
    Problem::new(Kind::FAULT)
}

/// The survey.
///
/// # Errors
/// Where there is none.
pub(crate) async fn whole(app: &App, tenant: TenantId, survey: Uuid) -> Result<WholeSurvey, Problem> {
    let found = app.engine.store().survey(tenant, survey).await?;
    found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))
}

/// Makes a survey, once for an id.
///
/// # Errors
/// What the store says.
pub(crate) async fn make(
    app: &App,
    signed: &Signed,
    (id, title, linked): (Uuid, &str, bool),
    questions: Vec<Question>,
) -> Result<(), StoreError> {
    let now = app.engine.clock().now();
    let survey = SurveyRow {
        id,
        title: Text::danish(title),
        made_at: now,
        made_by: signed.name.clone(),
        linked,
    };
    let first = version(app, signed, 1, questions);
    app.engine
        .store()
        .put_survey(signed.tenant, survey, first)
        .await?;
    Ok(())
}

fn version(app: &App, signed: &Signed, number: u32, questions: Vec<Question>) -> SurveyVersion {
    SurveyVersion {
        number,
        questions,
        laid_at: app.engine.clock().now(),
        laid_by: signed.name.clone(),
    }
}

/// The number of the latest version; 0 where there is none.
pub(crate) fn latest_version(survey: &WholeSurvey) -> u32 {
    survey.versions.last().map_or(0, |latest| latest.number)
}

/// The number of the latest wave, open or closed; 0 where none was opened.
pub(crate) fn latest_wave(survey: &WholeSurvey) -> u32 {
    survey.waves.last().map_or(0, |latest| latest.number)
}

/// Lets through whoever has seen the survey with the waves that it has.
fn seen_as_it_is(survey: &WholeSurvey, wave: Option<u32>) -> Result<(), SurveyRefused> {
    match wave == Some(latest_wave(survey)) {
        true => Ok(()),
        false => Err(SurveyRefused::Stale),
    }
}

/// Lays down the next version of the questions, over the one that was seen; what is the same as the latest is no version.
///
/// # Errors
/// [`SurveyRefused::OtherVersion`] where another was laid down since, [`SurveyRefused::NotNow`] where somebody else was first.
pub(crate) async fn lay_down(
    app: &App,
    signed: &Signed,
    survey: &WholeSurvey,
    (seen, questions): (Option<u32>, Vec<Question>),
) -> Result<(), SurveyRefused> {
    let latest = survey.versions.last();
    if latest.is_some_and(|latest| latest.questions == questions) {
        return Ok(());
    }
    if let Some(latest) = latest.filter(|latest| seen != Some(latest.number)) {
        return Err(SurveyRefused::OtherVersion {
            number: latest.number,
            by: latest.laid_by.clone(),
        });
    }
    let number = latest.map_or(1, |latest| latest.number.saturating_add(1));
    let next = version(app, signed, number, questions);
    let id = survey.survey.id;
    match app
        .engine
        .store()
        .put_survey_version(signed.tenant, id, next)
        .await?
    {
        true => Ok(()),
        false => Err(SurveyRefused::NotNow),
    }
}

/// Opens the next wave with the latest questions. Where they are others than in the wave before, the pair is broken, and that
/// must be said.
///
/// # Errors
/// [`SurveyRefused`] says why not.
pub(crate) async fn open(
    app: &App,
    signed: &Signed,
    survey: &WholeSurvey,
    (seen, because): (Option<u32>, &str),
) -> Result<(), SurveyRefused> {
    seen_as_it_is(survey, seen)?;
    let latest = survey.versions.last().ok_or(SurveyRefused::NotNow)?;
    let before = survey.waves.last();
    let asked_before = before.and_then(|wave| survey.questions(wave.version));
    let broken = asked_before.is_some_and(|questions| questions != latest.questions);
    let because = because.trim();
    if broken && because.is_empty() {
        return Err(SurveyRefused::QuestionsChanged);
    }
    let wave = SurveyWave {
        number: before.map_or(1, |wave| wave.number.saturating_add(1)),
        version: latest.number,
        opened_at: app.engine.clock().now(),
        opened_by: signed.name.clone(),
        broken_because: broken.then(|| because.to_owned()),
        closed: None,
    };
    match app
        .engine
        .store()
        .open_wave(signed.tenant, survey.survey.id, wave)
        .await?
    {
        true => Ok(()),
        false => Err(SurveyRefused::NotNow),
    }
}

/// The wave of the survey that is open.
fn open_wave(survey: &WholeSurvey) -> Result<(WaveOf, &[Question]), SurveyRefused> {
    let wave = survey.open().ok_or(SurveyRefused::NotNow)?;
    let questions = survey.questions(wave.version).ok_or(SurveyRefused::NotNow)?;
    let of = WaveOf {
        survey: survey.survey.id,
        wave: wave.number,
    };
    Ok((of, questions))
}

/// Closes the wave that is open, where it is the one that was seen.
///
/// # Errors
/// [`SurveyRefused::Stale`] where another is the latest, [`SurveyRefused::NotNow`] where none is open.
pub(crate) async fn close(
    app: &App,
    signed: &Signed,
    survey: &WholeSurvey,
    seen: Option<u32>,
) -> Result<(), SurveyRefused> {
    seen_as_it_is(survey, seen)?;
    let (of, _) = open_wave(survey)?;
    let now = app.engine.clock().now();
    match app
        .engine
        .store()
        .close_wave(signed.tenant, of, now, &signed.name)
        .await?
    {
        true => Ok(()),
        false => Err(SurveyRefused::NotNow),
    }
}

/// Makes links for a group; their addresses are told this once, each with the number of whoever is to have it where the
/// survey is linked: the first of a wave have the numbers from 1, as those of the wave before had.
///
/// # Errors
/// [`SurveyRefused`] says why not.
pub(crate) async fn links(
    app: &App,
    signed: &Signed,
    survey: &WholeSurvey,
    (group, count): (Group, u32),
) -> Result<Vec<(u32, String)>, SurveyRefused> {
    let (of, _) = open_wave(survey)?;
    let store = app.engine.store();
    let there = store.survey_links(signed.tenant, of).await?;
    let of_group = there.get(&group).map_or(0, |(made, _)| *made);
    let of_group = u32::try_from(of_group).unwrap_or(u32::MAX);
    let there = there
        .values()
        .fold(0_u64, |sum, (made, _)| sum.saturating_add(*made));
    let fits = (1..=MAX_LINKS).contains(&count);
    if !fits || there.saturating_add(u64::from(count)) > MAX_LINKS_OF_WAVE {
        return Err(SurveyRefused::Links);
    }
    let mut links = Vec::new();
    let mut addresses = Vec::new();
    for next in 1..=count {
        let number = match survey.survey.linked {
            true => of_group.saturating_add(next),
            false => 0,
        };
        let secret = Secret::new(signed.tenant).map_err(|error| no_random(&error))?;
        links.push(SurveyLink {
            secret: secret.sum(),
            of,
            group,
            number,
            used: false,
        });
        addresses.push((number, format!("{}/answer/{}", app.url, secret.reveal())));
    }
    if store.put_survey_links(signed.tenant, of, links).await? {
        tracing::info!(tenant = %signed.tenant, by = %signed.person, count, "links into a survey were made");
        Ok(addresses)
    } else {
        Err(SurveyRefused::NotNow)
    }
}

/// Whether these are answers to the questions that the group is asked; at least one.
fn fit(questions: &[Question], group: Group, answers: &Answers) -> bool {
    let asked = |name: &String| {
        let mut questions = questions.iter();
        questions.any(|question| question.name == *name && question.is_for(group))
    };
    let fits = |(name, answer): (&String, &u8)| asked(name) && SCALE.contains(answer);
    !answers.is_empty() && answers.iter().all(fits)
}

async fn keep(
    app: &App,
    tenant: TenantId,
    (of, group, number): (WaveOf, Group, u32),
    (id, answers): (Uuid, Answers),
    link: Option<Hash>,
) -> Result<(), SurveyRefused> {
    let answer = SurveyAnswer {
        id,
        of,
        group,
        number,
        way: match link {
            Some(_) => AnswerWay::Link,
            None => AnswerWay::Paper,
        },
        answers,
    };
    match app.engine.store().add_answer(tenant, answer, link).await? {
        true => Ok(()),
        false => Err(SurveyRefused::NotNow),
    }
}

/// A random id, which says nothing of when it was made.
///
/// # Errors
/// Where the machine has no random numbers.
pub(crate) fn random_id() -> Result<Uuid, Problem> {
    new_id().map_err(|error| no_random(&error))
}

/// A sheet of paper as it is written in.
pub(crate) struct Sheet {
    /// Who has answered.
    pub(crate) group: Group,
    /// What makes the sheet this one and no other: sent again, it is kept once.
    pub(crate) id: Uuid,
    /// The number of whoever has answered, where the survey is linked.
    pub(crate) number: Option<u32>,
    /// The wave that was open when it was shown.
    pub(crate) seen: Option<u32>,
    /// The answers.
    pub(crate) answers: Answers,
}

/// Writes in what somebody has answered on paper, once for each sheet.
///
/// # Errors
/// [`SurveyRefused`] says why not.
pub(crate) async fn write_in(
    app: &App,
    signed: &Signed,
    survey: &WholeSurvey,
    sheet: Sheet,
) -> Result<(), SurveyRefused> {
    seen_as_it_is(survey, sheet.seen)?;
    let (group, id, answers) = (sheet.group, sheet.id, sheet.answers);
    let (of, questions) = open_wave(survey)?;
    if !fit(questions, group, &answers) {
        return Err(SurveyRefused::Answers);
    }
    let number = match (survey.survey.linked, sheet.number) {
        (false, None) => 0,
        (true, Some(number)) if (1..=MAX_NUMBER).contains(&number) => number,
        _ => return Err(SurveyRefused::Number),
    };
    match keep(app, signed.tenant, (of, group, number), (id, answers), None).await {
        Err(SurveyRefused::NotNow) => {
            let kept = app.engine.store().answers(signed.tenant, of).await?;
            if kept.iter().any(|one| one.id == id && one.way == AnswerWay::Paper) {
                return Ok(());
            }
            let same = |one: &SurveyAnswer| number > 0 && one.group == group && one.number == number;
            match kept.iter().any(same) {
                true => Err(SurveyRefused::NumberAnswered),
                false => Err(SurveyRefused::NotNow),
            }
        }
        came => came,
    }
}

/// What a link asks.
pub(crate) struct ByLink {
    /// The survey.
    pub(crate) survey: WholeSurvey,
    link: SurveyLink,
    tenant: TenantId,
}

impl ByLink {
    /// The number of whoever has the link; 0 where the survey is anonymous.
    pub(crate) const fn number(&self) -> u32 {
        self.link.number
    }

    /// The questions that whoever has the link is asked.
    pub(crate) fn questions(&self) -> impl Iterator<Item = &Question> {
        let wave = self.survey.open();
        let questions = wave.and_then(|wave| self.survey.questions(wave.version));
        let group = self.link.group;
        questions
            .into_iter()
            .flatten()
            .filter(move |question| question.is_for(group))
    }
}

/// What a link asks; none where it is used, its wave is closed, or there is no such link.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn by_link(app: &App, secret: &str) -> Result<Option<ByLink>, StoreError> {
    let Some(secret) = Secret::read(secret) else {
        return Ok(None);
    };
    let (store, tenant) = (app.engine.store(), secret.tenant());
    let link = match store.survey_link(tenant, secret.sum()).await {
        Err(StoreError::NoTenant) => None,
        link => link?,
    };
    let Some(link) = link.filter(|link| !link.used) else {
        return Ok(None);
    };
    let survey = store.survey(tenant, link.of.survey).await?;
    let open = |survey: &WholeSurvey| survey.open().is_some_and(|wave| wave.number == link.of.wave);
    let asked = survey.filter(open);
    Ok(asked.map(|survey| ByLink { survey, link, tenant }))
}

/// Keeps what somebody has answered by a link, which is then used.
///
/// # Errors
/// [`SurveyRefused`] says why not; then the link can be answered by still, where it could before.
pub(crate) async fn answer(app: &App, by: &ByLink, answers: Answers) -> Result<(), SurveyRefused> {
    let (of, questions) = open_wave(&by.survey)?;
    if !fit(questions, by.link.group, &answers) {
        return Err(SurveyRefused::Answers);
    }
    let answer = (random_id()?, answers);
    let from = (of, by.link.group, by.link.number);
    keep(app, by.tenant, from, answer, Some(by.link.secret)).await
}
