//! Trying a draft: a trial of it in chosen units between two days, beside the version that all others follow.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use samspil_core::calendar::local_date;
use samspil_core::flow::name_of;
use samspil_core::id::UnitId;
use samspil_core::text::Message;
use samspil_runtime::{MAX_HASSLES, MAX_TRIAL_CHARS, NewTrial, PublishError, TrialRefused};
use samspil_store::Draft;
use uuid::Uuid;

use super::findings::first_mend;
use super::{Bench, draft_of, looked_through};
use crate::app::App;
use crate::identity::Signed;
use crate::management::Titles;
use crate::pages::flash;
use crate::pages::key::Key;
use crate::pages::parts::{Alert, Choice, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::trials::address;
use crate::server::problem::Problem;
use crate::surveys::MAX_SURVEYS;
use crate::trials::{self, asking, for_two, refused};

/// Lines of the box for what is expected.
const LINES: u16 = 4;

#[derive(Template)]
#[template(path = "workbench/trial.html")]
struct TrialPage<'page> {
    page: &'page Shell,
    bench: Bench,
    alert: Option<Alert>,
    /// Nothing hinders it.
    ready: bool,
    /// For whose sake somebody else has to start it; none where that is not so.
    wider: Option<Vec<String>>,
    form: Form,
    seen: u32,
    key: Key,
}

/// The form as it is sent: names may come several times.
#[derive(Default)]
struct Written(Vec<(String, String)>);

impl Written {
    fn one(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    fn all<'a, 'name>(&'a self, name: &'name str) -> impl Iterator<Item = &'a str> + use<'a, 'name> {
        let named = self.0.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.trim())
    }

    fn ids(&self, name: &str) -> Vec<Uuid> {
        self.all(name).filter_map(|value| value.parse().ok()).collect()
    }
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let draft = draft_of(&app, &signed, &flow).await?;
    let key = Key::new(app.engine.ids().as_ref());
    drawn(&app, page, &signed, &draft, (&Written::default(), key, None)).await
}

/// Why it was not made, where it was tried.
type Refused = Option<(Option<&'static str>, Message)>;

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    draft: &Draft,
    (written, key, wrong): (&Written, Key, Refused),
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("workbench-trial-title").with("flow", draft.flow.as_str()));
    let checked = looked_through(app, signed, &draft.text).await?;
    let named = name_of(&draft.text).is_some_and(|name| name.as_str() == draft.flow);
    let newest = app.engine.store().flow(signed.tenant, &draft.flow, None).await?;
    let hinders = if checked.is_wrong() {
        Some(first_mend(&page, &checked.findings))
    } else {
        let key = match newest {
            None => Some("trial-no-flow"),
            Some(_) if !named => Some("workbench-name-first"),
            Some(newest) => (newest.text == checked.text).then_some("trial-same"),
        };
        key.map(|key| Alert::new(page.language, Tone::Warning, page.t(key)))
    };
    let two = match &hinders {
        Some(_) => None,
        None => match for_two(app, signed, &draft.text).await {
            Ok(two) => two,
            Err(TrialRefused::Publish(PublishError::Findings(_))) => None,
            Err(error) => return Err(refused(error)),
        },
    };
    let wider = two.map(|two| two.iter().map(|sentence| page.say(sentence)).collect());
    let mut form = form(app, &page, signed, draft, written).await?;
    let status = match wrong {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut alert = hinders;
    let ready = alert.is_none();
    if let Some((field, told)) = wrong {
        match field {
            Some(field) => form.wrong(field, page.say(&told)),
            None => alert = Some(Alert::new(page.language, Tone::Error, page.say(&told))),
        }
    }
    let template = TrialPage {
        bench: Bench::new(app, signed, &page, draft, "trial").await?,
        ready,
        alert,
        wider,
        form,
        seen: draft.number,
        key,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

async fn form(
    app: &App,
    page: &Shell,
    signed: &Signed,
    draft: &Draft,
    written: &Written,
) -> Result<Form, Problem> {
    let store = app.engine.store();
    let mut form = Form::new(page.language);
    let today = local_date(app.engine.clock().now());
    let aim = Field::lines("aim", page.t("trial-aim"), LINES).hint(page.t("trial-aim-hint"));
    form.add(aim.longest(MAX_TRIAL_CHARS).value(written.one("aim")));
    let units = store.units_on(signed.tenant, today).await?;
    let units = units
        .into_iter()
        .map(|unit| Choice::new(unit.id.to_string(), unit.name));
    let field = Field::check("unit", page.t("trial-column-units"), units.collect());
    form.add(filled(
        field.hint(page.t("trial-units-hint")),
        written.all("unit"),
    ));
    for name in ["first", "last"] {
        let field = Field::date(name, page.t(&format!("trial-{name}-day")));
        form.add(field.value(written.one(name)));
    }
    let titles = Titles::read(app, signed.tenant, [draft.flow.as_str()]).await?;
    let open = store
        .hassles(signed.tenant, Some(&draft.flow), None, MAX_HASSLES)
        .await?;
    let open = open.into_iter().filter(|known| known.settled.is_none());
    let hassles: Vec<Choice> = open
        .map(|known| {
            let step = titles.part(&draft.flow, &known.hassle.step, page.language);
            Choice::new(known.hassle.id.to_string(), known.hassle.said).hint(step)
        })
        .collect();
    if !hassles.is_empty() {
        let field = Field::check("hassle", page.t("trial-takes-away"), hassles);
        form.add(filled(field, written.all("hassle")));
    }
    let mut surveys = vec![Choice::new(String::new(), page.t("trial-no-survey"))];
    surveys.extend(
        store
            .surveys(signed.tenant, MAX_SURVEYS)
            .await?
            .into_iter()
            .map(|survey| {
                let title = survey.title.in_language(page.language).to_owned();
                Choice::new(survey.id.to_string(), title)
            }),
    );
    let field = Field::select("survey", page.t("trial-survey"), surveys).optional();
    form.add(field.value(written.one("survey")));
    Ok(form)
}

fn filled<'a>(field: Field, values: impl Iterator<Item = &'a str>) -> Field {
    values.fold(field, Field::value)
}

/// At which field it stands.
const fn place(error: &TrialRefused) -> Option<&'static str> {
    match error {
        TrialRefused::Aim => Some("aim"),
        TrialRefused::Days => Some("last"),
        TrialRefused::Units | TrialRefused::Overlaps => Some("unit"),
        TrialRefused::Hassles => Some("hassle"),
        TrialRefused::Survey => Some("survey"),
        _ => None,
    }
}

/// Makes the trial; the draft is over then, as when it is published.
pub(super) async fn make(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let written = Written(pairs);
    let key = Key::from(written.one("key").to_owned());
    let id = key.command().map_or_else(|| app.engine.ids().next(), |key| key.0);
    // Sent again, it is the same trial, and its draft is over.
    if let Some(there) = app.engine.store().trial(signed.tenant, id).await? {
        return Ok(Redirect::to(&address(&there)).into_response());
    }
    let draft = draft_of(&app, &signed, &flow).await?;
    if written.one("seen").parse() != Ok(draft.number) {
        let told = Message::new("workbench-publish-changed");
        return drawn(&app, page, &signed, &draft, (&written, key, Some((None, told)))).await;
    }
    let named = name_of(&draft.text).is_some_and(|name| name.as_str() == draft.flow);
    let day = |name: &str| written.one(name).parse::<NaiveDate>().ok();
    let (Some(days), true) = (day("first").zip(day("last")), named) else {
        let told = TrialRefused::Days.message().map(|told| (Some("last"), told));
        return drawn(&app, page, &signed, &draft, (&written, key, told)).await;
    };
    let asked = NewTrial {
        id,
        text: draft.text.clone(),
        scenarios: draft.scenarios.clone(),
        aim: written.one("aim").to_owned(),
        units: written.ids("unit").into_iter().map(UnitId).collect(),
        days,
        hassles: written.ids("hassle"),
        survey: written.ids("survey").first().copied(),
    };
    let by = asking(&app, &signed).await?;
    match trials::make(&app, &signed, asked, &by).await {
        Ok(trial) => {
            let over = draft.over(app.engine.clock().now(), &signed.name);
            // Where somebody has written meanwhile, what they wrote stays a draft.
            app.engine.store().write_draft(signed.tenant, over).await?;
            let key = match trial.started {
                Some(_) => "flash-trial-started",
                None => "flash-trial-waits",
            };
            let mut answer = Redirect::to(&address(&trial)).into_response();
            flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
            Ok(answer)
        }
        Err(TrialRefused::Publish(PublishError::Findings(_))) => {
            drawn(&app, page, &signed, &draft, (&written, key, None)).await
        }
        Err(error) => match error.message() {
            Some(told) => {
                let wrong = Some((place(&error), told));
                drawn(&app, page, &signed, &draft, (&written, key, wrong)).await
            }
            None => Err(refused(error)),
        },
    }
}
