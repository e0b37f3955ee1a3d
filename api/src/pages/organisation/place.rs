//! Places: new ones, of a person or in a unit, and their end.

use axum::Form as Body;
use axum::extract::{Path, State};
use axum::response::Response;
use samspil_core::calendar::local_date;
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::{Message, date};
use samspil_store::{ChangeWay, Changed, Organisation, Place};
use serde::Deserialize;
use uuid::Uuid;

use super::form::{add_days, days, parties, person, problem};
use super::{above, done, person_link};
use crate::app::App;
use crate::identity::Signed;
use crate::organisation::{change, ended};
use crate::pages::parts::{Cell, Choice, Field, Form};
use crate::pages::shell::Shell;
use crate::server::problem::{Kind, Problem};

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    whose: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    acts_as: String,
    #[serde(default)]
    place_job: String,
    #[serde(default)]
    leads: String,
    #[serde(default)]
    stands_in_for: String,
    #[serde(default)]
    begins: String,
    #[serde(default)]
    ends: String,
}

/// Whose places a form is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Of {
    Unit(UnitId),
    Person(PersonId),
}

/// The form for a new place.
pub(super) fn form(page: &Shell, organisation: &Organisation, of: Of, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    match of {
        Of::Unit(_) => {
            let login = Field::text("whose", page.t("organisation-column-login")).longest(100);
            form.add(login.value(&written.whose));
        }
        Of::Person(_) => {
            let mut units = vec![Choice::new(String::new(), page.t("form-choose-one"))];
            let open = organisation.units.iter().filter(|unit| unit.days.until.is_none());
            units.extend(open.map(|unit| Choice::new(unit.id.to_string(), unit.name.clone())));
            form.add(Field::select("unit", page.t("organisation-column-unit"), units).value(&written.unit));
        }
    }
    let mut jobs = vec![Choice::new(String::new(), page.t("organisation-own-job"))];
    let known = organisation.functions.iter();
    jobs.extend(known.map(|job| Choice::new(job.name.clone(), job.name.clone())));
    form.add(
        Field::select("place_job", page.t("organisation-column-job"), jobs)
            .optional()
            .value(&written.place_job),
    );
    let acts_as = Field::text("acts_as", page.t("organisation-column-acts-as"));
    form.add(
        acts_as
            .hint(page.t("organisation-acts-as-hint"))
            .optional()
            .value(&written.acts_as),
    );
    let leads = vec![Choice::new("yes".to_owned(), page.t("organisation-leads"))];
    form.add(Field::check("leads", page.t("organisation-column-leads"), leads).value(&written.leads));
    let stands_in = Field::text("stands_in_for", page.t("organisation-stands-in-for")).longest(100);
    let hint = page.t("organisation-stands-in-hint");
    form.add(stands_in.hint(hint).optional().value(&written.stands_in_for));
    add_days(
        page,
        &mut form,
        [("begins", &written.begins), ("ends", &written.ends)],
    );
    form
}

/// The place that was written.
fn place(before: &Organisation, of: Of, id: Uuid, written: &Written) -> Result<Place, Problem> {
    let days = days(("begins", &written.begins), ("ends", &written.ends)).map_err(problem)?;
    let (whose, unit) = match of {
        Of::Unit(unit) => (person(before, "whose", &written.whose).map_err(problem)?, unit),
        Of::Person(person) => {
            let unit = Uuid::try_parse(&written.unit).ok().map(UnitId);
            let unit = unit.ok_or_else(|| problem(("unit", Message::new("problem-unknown-unit"))))?;
            (person, unit)
        }
    };
    let stands_in_for = match written.stands_in_for.trim() {
        "" => None,
        login => Some(person(before, "stands_in_for", login).map_err(problem)?),
    };
    let acts_as = Some(parties(&written.acts_as)).filter(|list| !list.is_empty());
    Ok(Place {
        id,
        person: whose,
        unit,
        acts_as,
        job_function: Some(written.place_job.trim().to_owned()).filter(|job| !job.is_empty()),
        leads: written.leads == "yes",
        stands_in_for,
        days,
        source: None,
    })
}

async fn keep(app: &App, signed: &Signed, of: Of, written: &Written) -> Result<(), Problem> {
    let id = app.engine.ids().next();
    let make = |before: &Organisation| {
        let changed = Changed {
            places: vec![place(before, of, id, written)?],
            ..Changed::default()
        };
        Ok((changed, ()))
    };
    change(app, signed, ChangeWay::Page, make).await
}

/// Gives a person a place in a unit, from the unit's page.
pub(super) async fn add_in_unit(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(unit): Path<UnitId>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    match keep(&app, &signed, Of::Unit(unit), &written).await {
        Ok(()) => Ok(done(
            &app,
            &format!("/organisation/units/{unit}"),
            "flash-organisation-kept",
        )),
        Err(problem) => super::unit::with_place(&app, page, &signed, unit, (&written, problem)).await,
    }
}

/// Gives a person a place, from the person's page.
pub(super) async fn add_of_person(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(person): Path<PersonId>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    match keep(&app, &signed, Of::Person(person), &written).await {
        Ok(()) => Ok(done(
            &app,
            &format!("/organisation/people/{person}"),
            "flash-organisation-kept",
        )),
        Err(problem) => super::person::with_place(&app, page, &signed, person, (&written, problem)).await,
    }
}

/// Where a place was ended from.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct From {
    #[serde(default)]
    back: String,
}

/// Ends a place: it counted for the last time the day before.
pub(super) async fn end(
    State(app): State<App>,
    signed: Signed,
    Path(place): Path<Uuid>,
    axum::extract::Query(from): axum::extract::Query<From>,
) -> Result<Response, Problem> {
    let today = local_date(app.engine.clock().now());
    let make = |before: &Organisation| {
        let known = before.places.iter().find(|known| known.id == place);
        let known = known.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
        let changed = Changed {
            places: ended(std::iter::once(known), today),
            ..Changed::default()
        };
        Ok((changed, (known.person, known.unit)))
    };
    let (person, unit) = change(&app, &signed, ChangeWay::Page, make).await?;
    let to = match from.back.as_str() {
        "person" => format!("/organisation/people/{person}"),
        _ => format!("/organisation/units/{unit}"),
    };
    Ok(done(&app, &to, "flash-organisation-place-ended"))
}

/// What a place is, beside whose and where.
pub(super) fn cells(
    page: &Shell,
    organisation: &Organisation,
    place: &Place,
    (today, back): (chrono::NaiveDate, &str),
) -> Vec<Cell> {
    let mut more = Vec::new();
    let person = organisation
        .people
        .iter()
        .find(|person| person.id == place.person);
    let job = place
        .job_function
        .as_ref()
        .or_else(|| person?.job_function.as_ref());
    let function = organisation
        .functions
        .iter()
        .find(|function| Some(&function.name) == job);
    let acts_as = place
        .acts_as
        .as_ref()
        .or_else(|| function.map(|function| &function.acts_as));
    if let Some(job) = job {
        more.push(Cell::Text(job.clone()));
    }
    let acts_as = acts_as.map(|list| list.join(", ")).unwrap_or_default();
    more.push(Cell::Small(acts_as));
    if place.leads || function.is_some_and(|function| function.leads) {
        more.push(Cell::Small(page.t("organisation-leads")));
    }
    if let Some(other) = place.stands_in_for {
        let name = organisation.people.iter().find(|person| person.id == other);
        let name = name.map_or("", |person| person.name.as_str());
        let said = Message::new("organisation-stands-in-named").with("name", name);
        more.push(Cell::Small(page.say(&said)));
    }
    let over = place.days.is_over(today);
    let about = match person {
        Some(person) => format!("{}, {}", person.name, above(organisation, Some(place.unit))),
        None => String::new(),
    };
    let state = match (over, place.days.has(today), place.days.from) {
        (true, ..) => page.t("organisation-over"),
        (_, false, Some(from)) => page.say(&Message::new("organisation-begins").with("day", date(from))),
        _ => String::new(),
    };
    let end = match over {
        true => Cell::Empty,
        false => Cell::Post {
            action: format!("/organisation/places/{}/end?back={back}", place.id),
            text: page.t("organisation-end-place"),
            about,
        },
    };
    vec![
        Cell::Stack(more),
        Cell::Stack(vec![
            Cell::Text(super::days(page, place.days)),
            Cell::Small(state),
        ]),
        end,
    ]
}

/// Whose it is.
pub(super) fn whose(organisation: &Organisation, place: &Place) -> Cell {
    person_link(organisation, place.person)
}
