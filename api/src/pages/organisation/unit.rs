//! A unit: what it is, who has a place there, who leads it; changing and ending it.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use samspil_core::flow::Side;
use samspil_core::id::UnitId;
use samspil_core::text::Message;
use samspil_store::{ChangeWay, Changed, OrgUnit, Organisation, Ownership, Place, UnitKind};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use super::form::{add_days, days, in_field, problem, refused};
use super::place::{self, Of};
use super::{above, done, heads, person_link, read};
use crate::app::App;
use crate::identity::Signed;
use crate::organisation::{Leaders, beneath, branches, change, ended, fitted, last_day};
use crate::pages::parts::{Alert, Cell, Choice, Definitions, Field, Form, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "organisation/unit.html")]
struct UnitPage<'page> {
    page: &'page Shell,
    unit: UnitId,
    alert: Option<Alert>,
    facts: Definitions,
    people: Table,
    place: Form,
    form: Form,
    /// What ends with it; none where it is over.
    ends: Option<String>,
}

#[derive(Template)]
#[template(path = "organisation/new_unit.html")]
struct NewPage<'page> {
    page: &'page Shell,
    alert: Option<Alert>,
    form: Form,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    side: String,
    #[serde(default)]
    parent: String,
    #[serde(default)]
    cvr: String,
    #[serde(default)]
    ownership: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
}

/// The sides that a unit can sit on.
const SIDES: [(&str, &str); 3] = [
    ("authority", "side-authority"),
    ("provider", "side-provider"),
    ("partner", "side-partner"),
];

fn of_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

impl Written {
    fn of(unit: &OrgUnit) -> Self {
        let side = serde_json::to_value(unit.side).ok();
        Self {
            name: unit.name.clone(),
            kind: unit.kind.word().to_owned(),
            side: side
                .as_ref()
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            parent: unit.parent.map(|parent| parent.to_string()).unwrap_or_default(),
            cvr: unit.cvr.map(|cvr| cvr.to_string()).unwrap_or_default(),
            ownership: unit.ownership.map_or("", Ownership::word).to_owned(),
            from: in_field(unit.days.from),
            until: in_field(unit.days.until),
        }
    }

    /// The unit that was written.
    fn unit(&self, before: &Organisation, id: UnitId) -> Result<OrgUnit, Problem> {
        let known = before.units.iter().find(|unit| unit.id == id);
        let parent = Uuid::try_parse(&self.parent).ok().map(UnitId);
        let above = before.units.iter().find(|unit| Some(unit.id) == parent);
        let cvr: String = self.cvr.chars().filter(|sign| !sign.is_whitespace()).collect();
        let wrong = |_| problem(("cvr", Message::new("organisation-cvr")));
        let cvr = Some(cvr)
            .filter(|cvr| !cvr.is_empty())
            .map(|cvr| cvr.parse().map_err(wrong))
            .transpose()?;
        let unit = OrgUnit {
            id,
            name: self.name.trim().to_owned(),
            side: of_word(&self.side).unwrap_or(Side::Authority),
            parent,
            kind: of_word(&self.kind).unwrap_or(UnitKind::Department),
            cvr,
            ownership: of_word(&self.ownership),
            days: days(("from", &self.from), ("until", &self.until)).map_err(problem)?,
            source: known.and_then(|known| known.source.clone()),
        };
        Ok(fitted(unit, above))
    }
}

fn form(page: &Shell, organisation: &Organisation, written: &Written, own: Option<UnitId>) -> Form {
    let mut form = Form::new(page.language);
    form.add(
        Field::text("name", page.t("organisation-column-unit"))
            .longest(100)
            .value(&written.name),
    );
    let kinds = UnitKind::ALL.iter();
    let kinds = kinds.map(|kind| {
        Choice::new(
            kind.word().to_owned(),
            page.t(&format!("unit-kind-{}", kind.word())),
        )
    });
    form.add(Field::select("kind", page.t("organisation-column-kind"), kinds.collect()).value(&written.kind));
    let sides = SIDES
        .iter()
        .map(|(word, key)| Choice::new((*word).to_owned(), page.say(&Message::new(key))));
    form.add(Field::select("side", page.t("organisation-column-side"), sides.collect()).value(&written.side));
    let under = own
        .map(|own| beneath(&organisation.units, own))
        .unwrap_or_default();
    let mut parents = vec![Choice::new(String::new(), page.t("organisation-at-the-top"))];
    let others = branches(&organisation.units)
        .into_iter()
        .filter(|branch| !under.contains(&branch.unit.id));
    parents.extend(others.map(|branch| {
        let text = format!("{}{}", "\u{2003}".repeat(branch.depth), branch.unit.name);
        Choice::new(branch.unit.id.to_string(), text)
    }));
    form.add(
        Field::select("parent", page.t("organisation-column-under"), parents)
            .optional()
            .value(&written.parent),
    );
    let cvr = Field::number("cvr", page.t("organisation-field-cvr"))
        .optional()
        .longest(20);
    form.add(cvr.hint(page.t("organisation-cvr-hint")).value(&written.cvr));
    let mut owners = vec![Choice::new(String::new(), page.t("organisation-no-owner"))];
    owners.extend(Ownership::ALL.iter().map(|owner| {
        Choice::new(
            owner.word().to_owned(),
            page.t(&format!("ownership-{}", owner.word())),
        )
    }));
    let owner = Field::select("ownership", page.t("organisation-field-ownership"), owners);
    form.add(owner.optional().value(&written.ownership));
    add_days(
        page,
        &mut form,
        [("from", &written.from), ("until", &written.until)],
    );
    form
}

/// Forms that were sent and not taken.
#[derive(Default)]
struct Sent {
    unit: Option<Form>,
    place: Option<Form>,
    alert: Option<Alert>,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(unit): Path<UnitId>,
) -> Result<Response, Problem> {
    drawn(&app, page, &signed, unit, Sent::default()).await
}

async fn drawn(
    app: &App,
    mut page: Shell,
    signed: &Signed,
    id: UnitId,
    sent: Sent,
) -> Result<Response, Problem> {
    let (organisation, today) = read(app, signed).await?;
    let unit = organisation.units.iter().find(|unit| unit.id == id);
    let unit = unit.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    page.title = unit.name.clone();
    let status = match sent.alert {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let written = Written::of(unit);
    let blank = place::Written::default();
    let template = UnitPage {
        unit: id,
        alert: sent.alert,
        facts: facts(&page, &organisation, unit, today),
        people: people(&page, &organisation, unit, today),
        place: sent
            .place
            .unwrap_or_else(|| place::form(&page, &organisation, Of::Unit(id), &blank)),
        form: sent
            .unit
            .unwrap_or_else(|| form(&page, &organisation, &written, Some(id))),
        ends: (!unit.days.is_over(today)).then(|| ends(&page, &organisation, unit, today)),
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.people]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(status, &page, &template))
}

fn facts(page: &Shell, organisation: &Organisation, unit: &OrgUnit, today: NaiveDate) -> Definitions {
    let side = serde_json::to_value(unit.side).ok();
    let side = side
        .as_ref()
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let led = Leaders::on(organisation, today).of(unit.id);
    let led: Vec<Cell> = led.iter().map(|id| person_link(organisation, *id)).collect();
    let beneath = organisation
        .units
        .iter()
        .filter(|other| other.parent == Some(unit.id));
    let beneath = beneath.map(|other| Cell::Link {
        href: format!("/organisation/units/{}", other.id),
        text: other.name.clone(),
    });
    let owner = unit
        .ownership
        .map(|owner| page.t(&format!("ownership-{}", owner.word())));
    let rows = [
        (
            "organisation-column-kind",
            Cell::Text(page.t(&format!("unit-kind-{}", unit.kind.word()))),
        ),
        (
            "organisation-column-side",
            Cell::Text(page.t(&format!("side-{side}"))),
        ),
        (
            "organisation-column-under",
            Cell::Text(above(organisation, unit.parent)),
        ),
        (
            "organisation-field-cvr",
            Cell::Text(unit.cvr.map(|cvr| cvr.to_string()).unwrap_or_default()),
        ),
        (
            "organisation-field-ownership",
            Cell::Text(owner.unwrap_or_default()),
        ),
        (
            "organisation-column-days",
            Cell::Text(super::days(page, unit.days)),
        ),
        ("organisation-column-led-by", Cell::Stack(led)),
        ("organisation-over-these", Cell::Stack(beneath.collect())),
        (
            "organisation-source",
            Cell::Text(
                unit.source
                    .as_ref()
                    .map(|source| source.name.clone())
                    .unwrap_or_default(),
            ),
        ),
    ];
    let said = |cell: &Cell| match cell {
        Cell::Text(text) => !text.is_empty(),
        Cell::Stack(cells) => !cells.is_empty(),
        _ => true,
    };
    let rows = rows.into_iter().filter(|(_, cell)| said(cell));
    Definitions(
        rows.map(|(key, cell)| (page.say(&Message::new(key)), cell))
            .collect(),
    )
}

fn people(page: &Shell, organisation: &Organisation, unit: &OrgUnit, today: NaiveDate) -> Table {
    let mut places: Vec<&Place> = organisation
        .places
        .iter()
        .filter(|place| place.unit == unit.id)
        .collect();
    places.sort_by_key(|place| place.days.is_over(today));
    let row = |place: &&Place| {
        let mut cells = vec![place::whose(organisation, place)];
        cells.extend(place::cells(page, organisation, place, (today, "unit")));
        cells
    };
    Table {
        caption: page.t("organisation-column-people"),
        head: heads(page, &["name", "as", "days", "do"]),
        rows: places.iter().map(row).collect(),
        empty: page.t("organisation-no-people"),
    }
}

/// How many units and places end with a unit.
fn ends(page: &Shell, organisation: &Organisation, unit: &OrgUnit, today: NaiveDate) -> String {
    let units = beneath(&organisation.units, unit.id);
    let there = organisation
        .places
        .iter()
        .filter(|place| units.contains(&place.unit) && !place.days.is_over(today));
    let count = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
    let open = organisation
        .units
        .iter()
        .filter(|one| units.contains(&one.id) && !one.days.is_over(today));
    let message = Message::new("organisation-ends")
        .with("units", count(open.count().saturating_sub(1)))
        .with("places", count(there.count()));
    page.say(&message)
}

/// The page with a place that was not taken.
pub(super) async fn with_place(
    app: &App,
    page: Shell,
    signed: &Signed,
    unit: UnitId,
    (written, problem): (&place::Written, Problem),
) -> Result<Response, Problem> {
    let (organisation, _) = read(app, signed).await?;
    let mut form = place::form(&page, &organisation, Of::Unit(unit), written);
    let said = refused(&page, &mut form, problem)?;
    let sent = Sent {
        place: Some(form),
        alert: Some(said.alert),
        ..Sent::default()
    };
    drawn(app, page, signed, unit, sent).await
}

async fn kept(app: &App, signed: &Signed, unit: UnitId, written: &Written) -> Result<(), Problem> {
    let make = |before: &Organisation| {
        let new = written.unit(before, unit)?;
        let same = before.units.contains(&new);
        let changed = Changed {
            units: if same { Vec::new() } else { vec![new] },
            ..Changed::default()
        };
        Ok((changed, ()))
    };
    change(app, signed, ChangeWay::Page, make).await
}

/// Keeps a unit.
pub(super) async fn keep(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(unit): Path<UnitId>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let (before, _) = read(&app, &signed).await?;
    if !before.units.iter().any(|known| known.id == unit) {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    match kept(&app, &signed, unit, &written).await {
        Ok(()) => Ok(done(
            &app,
            &format!("/organisation/units/{unit}"),
            "flash-organisation-kept",
        )),
        Err(problem) => {
            let mut form = form(&page, &before, &written, Some(unit));
            let said = refused(&page, &mut form, problem)?;
            let sent = Sent {
                unit: Some(form),
                alert: Some(said.alert),
                ..Sent::default()
            };
            drawn(&app, page, &signed, unit, sent).await
        }
    }
}

/// What a new unit lies under.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Under {
    #[serde(default)]
    parent: String,
}

/// The form for a new unit.
pub(super) async fn new(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(under): Query<Under>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("organisation-new-unit"));
    let (organisation, _) = read(&app, &signed).await?;
    let above = organisation
        .units
        .iter()
        .find(|unit| unit.id.to_string() == under.parent);
    let written = Written {
        parent: under.parent.clone(),
        kind: UnitKind::Team.word().to_owned(),
        side: above.map(|above| Written::of(above).side).unwrap_or_default(),
        ..Written::default()
    };
    let template = NewPage {
        alert: None,
        form: form(&page, &organisation, &written, None),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// Makes a unit.
pub(super) async fn make(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let unit = UnitId(app.engine.ids().next());
    match kept(&app, &signed, unit, &written).await {
        Ok(()) => Ok(done(
            &app,
            &format!("/organisation/units/{unit}"),
            "flash-organisation-kept",
        )),
        Err(problem) => {
            let page = page.titled(&Message::new("organisation-new-unit"));
            let (organisation, _) = read(&app, &signed).await?;
            let mut form = form(&page, &organisation, &written, None);
            let said = refused(&page, &mut form, problem)?;
            let template = NewPage {
                alert: Some(said.alert),
                form,
                page: &page,
            };
            Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page, &template))
        }
    }
}

/// Ends a unit, all beneath it, and every place there: yesterday was their last day.
pub(super) async fn end(
    State(app): State<App>,
    signed: Signed,
    Path(unit): Path<UnitId>,
) -> Result<Response, Problem> {
    let today = samspil_core::calendar::local_date(app.engine.clock().now());
    let make = |before: &Organisation| {
        if !before.units.iter().any(|known| known.id == unit) {
            return Err(Problem::new(Kind::NOT_FOUND));
        }
        let under = beneath(&before.units, unit);
        let units = before
            .units
            .iter()
            .filter(|one| under.contains(&one.id) && !one.days.is_over(today));
        let places = before.places.iter().filter(|one| under.contains(&one.unit));
        let changed = Changed {
            units: units
                .map(|one| OrgUnit {
                    days: one.days.ended(last_day(today)),
                    ..one.clone()
                })
                .collect(),
            places: ended(places, today),
            ..Changed::default()
        };
        Ok((changed, ()))
    };
    change(&app, &signed, ChangeWay::Page, make).await?;
    Ok(done(
        &app,
        &format!("/organisation/units/{unit}"),
        "flash-organisation-unit-ended",
    ))
}
