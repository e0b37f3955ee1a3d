//! Figures over many cases, for process owners: each as bars and as a table.

mod reasons;
mod signs;
mod tables;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_runtime::{MIN_CASES, Management, ManagementAsk, Period};
use serde::Deserialize;
use uuid::Uuid;

use self::tables::{Part, parts};
use super::back::encoded;
use super::parts::{Choice, Field, Form, Table};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::management::{Titles, Wanted, period};
use crate::server::problem::Problem;

/// Where the page lies.
const PATH: &str = "/management";

/// How many quarters back can be chosen, beside the one that goes on: as many as make up two years.
const QUARTERS_BACK: usize = 7;

/// How many years back can be chosen, beside the one that goes on.
const YEARS_BACK: usize = 2;

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page))
        .route("/management/deviations/{flow}/{item}", get(reasons::page))
        .route("/management/signs", get(signs::page))
}

#[derive(Template)]
#[template(path = "management/page.html")]
struct ManagementPage<'page> {
    page: &'page Shell,
    about: String,
    form: Form,
    parts: Vec<Part>,
    file: String,
}

/// What is asked for by the address; what is empty asks for all.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    period: String,
    #[serde(default)]
    flow: String,
    #[serde(default)]
    unit: String,
}

impl Asked {
    /// The same as it is asked for; what cannot be read asks for all.
    fn wanted(&self) -> Wanted {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let period: Option<Period> = self.period.trim().parse().ok();
        Wanted {
            period: period.map(|period| period.to_string()),
            flow: some(&self.flow),
            unit: Uuid::try_parse(self.unit.trim()).ok(),
        }
    }
}

/// The same question in an address.
fn query(ask: &ManagementAsk) -> String {
    let parts = [
        ("period", Some(ask.period.to_string())),
        ("flow", ask.flow.clone()),
        ("unit", ask.unit.map(|unit| unit.0.to_string())),
    ];
    let given = parts.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let pairs: Vec<String> = given
        .map(|(name, value)| format!("{name}={}", encoded(&value)))
        .collect();
    pairs.join("&")
}

/// The page.
async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("management-title"));
    let ask = asked.wanted().ask(app.engine.clock().now())?;
    let found = app.engine.management(signed.tenant, &ask).await?;
    let titles = Titles::of(&app, signed.tenant, &found).await?;
    let earlier = ManagementAsk {
        period: ask.period.before(),
        ..ask.clone()
    };
    let earlier = app.engine.management(signed.tenant, &earlier).await?;
    let template = ManagementPage {
        about: about(&page, &ask),
        form: form(&app, &page, signed.tenant, (&ask, &found, &titles)).await?,
        parts: parts(&page, &ask, (&found, &earlier), &titles),
        file: format!("/api/v1/management.csv?{}", query(&ask)),
        page: &page,
    };
    let tables: Vec<&Table> = template.parts.iter().map(|part| &part.table).collect();
    if let Some(lists) = page.lists(&tables) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn about(page: &Shell, ask: &ManagementAsk) -> String {
    let least = i64::try_from(MIN_CASES).unwrap_or(i64::MAX);
    let about = Message::new("management-about").with("period", period(ask.period));
    page.say(&about.with("least", least))
}

/// The periods that can be chosen, newest first: quarters, then years.
fn periods(now: Period) -> Vec<Period> {
    let back =
        |first: Period, count| std::iter::successors(Some(first), |one| Some(one.before())).take(count);
    let quarters = back(now, QUARTERS_BACK + 1);
    quarters.chain(back(now.whole_year(), YEARS_BACK + 1)).collect()
}

async fn form(
    app: &App,
    page: &Shell,
    tenant: TenantId,
    (ask, found, titles): (&ManagementAsk, &Management, &Titles),
) -> Result<Form, Problem> {
    let mut form = Form::new(page.language);
    let mut there = periods(Period::quarter_of(found.at));
    if !there.contains(&ask.period) {
        there.push(ask.period);
    }
    let there = there
        .into_iter()
        .map(|one| Choice::new(one.to_string(), page.say(&period(one))));
    let chosen = ask.period.to_string();
    form.add(Field::select("period", page.t("management-period"), there.collect()).value(&chosen));
    let all = |key: &str| Choice::new(String::new(), page.t(key));
    let mut flows = vec![all("management-all-flows")];
    for flow in app.engine.store().flows(tenant).await? {
        let title = flow.title.in_language(page.language).to_owned();
        flows.push(Choice::new(flow.flow, title));
    }
    let chosen = ask.flow.as_deref().unwrap_or_default();
    form.add(Field::select("flow", page.t("management-flow"), flows).value(chosen));
    let mut units = vec![all("management-all-units")];
    units.extend(
        titles
            .units()
            .into_iter()
            .map(|(id, name)| Choice::new(id.0.to_string(), name)),
    );
    let chosen = ask.unit.map(|unit| unit.0.to_string()).unwrap_or_default();
    form.add(Field::select("unit", page.t("management-unit"), units).value(&chosen));
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_years_of_quarters_and_three_years_can_be_chosen() {
        let now: Period = "2026-K4".parse().unwrap();
        let chosen: Vec<String> = periods(now).iter().map(Period::to_string).collect();
        let expected = [
            "2026-K4", "2026-K3", "2026-K2", "2026-K1", "2025-K4", "2025-K3", "2025-K2", "2025-K1", "2026",
            "2025", "2024",
        ];
        assert_eq!(chosen, expected);
    }

    #[test]
    fn an_address_keeps_what_was_chosen() {
        let asked = Asked {
            period: "2026-K1".to_owned(),
            flow: "voksen-bum".to_owned(),
            unit: "ingen".to_owned(),
        };
        let now = "2026-11-05T09:00:00Z".parse().unwrap();
        assert_eq!(
            query(&asked.wanted().ask(now).unwrap()),
            "period=2026-K1&flow=voksen-bum"
        );
        let nothing = Asked {
            period: "i går".to_owned(),
            ..Asked::default()
        };
        assert_eq!(query(&nothing.wanted().ask(now).unwrap()), "period=2026-K4");
    }
}
