//! The HTTP API, `/api/v1`: one file for each resource.

mod absences;
mod access_log;
mod access_samples;
mod backups;
mod batches;
mod calendar;
mod case;
mod cases;
pub(crate) mod changes;
mod citizens;
mod clocks;
mod code_apps;
mod command;
mod commands;
mod coordination;
mod coverage;
mod deeds;
mod documents;
mod feed;
mod flows;
mod goals;
mod hand_on;
mod hassles;
mod headers;
mod health;
mod history;
mod inbox;
mod incidents;
mod job_functions;
mod letter_words;
mod limits;
mod links;
mod looked;
mod mails;
mod management;
mod me;
mod openapi;
mod organisation;
mod own_looked;
mod people;
mod plan;
mod plan_bounds;
pub(crate) mod print;
mod query;
mod reach;
mod retention;
mod review;
mod schema;
mod services;
mod sessions;
mod sign_in_providers;
mod sign_in_terms;
mod signs;
mod task_commands;
mod task_marks;
mod tasks;
mod test_clock;
mod tokens;
mod trials;
mod tunings;
mod units;
mod why;

use axum::Router;
use axum::routing::post;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// Where the API lies.
pub(crate) const ROOT: &str = "/api/v1";

/// Where the test clock lies, where there is one.
pub(crate) const TEST_CLOCK: &str = "/api/v1/test-clock";

/// Every route with what the document says of it.
fn described() -> OpenApiRouter<App> {
    let routes = OpenApiRouter::new()
        .routes(routes!(flows::list, flows::publish))
        .routes(routes!(flows::proposed))
        .routes(routes!(flows::withdraw))
        .routes(routes!(flows::terms, flows::put_terms))
        .routes(routes!(flows::versions))
        .routes(routes!(flows::version))
        .routes(routes!(review::read))
        .routes(routes!(coverage::read))
        .routes(routes!(cases::list, cases::start))
        .routes(routes!(cases::search))
        .routes(routes!(case::read))
        .routes(routes!(goals::read))
        .routes(routes!(history::read))
        .routes(routes!(links::list, links::make))
        .routes(routes!(links::end))
        .routes(routes!(looked::read))
        .merge(of_letters())
        .routes(routes!(why::read))
        .routes(routes!(clocks::read))
        .routes(routes!(commands::ask))
        .routes(routes!(task_commands::claim))
        .routes(routes!(task_commands::release))
        .routes(routes!(task_commands::complete))
        .routes(routes!(task_commands::draft))
        .routes(routes!(task_commands::hand_over))
        .routes(routes!(tasks::list))
        .routes(routes!(inbox::list))
        .routes(routes!(inbox::mark_read))
        .routes(routes!(changes::read))
        .routes(routes!(hand_on::hand_on))
        .routes(routes!(task_marks::mark))
        .routes(routes!(coordination::read))
        .routes(routes!(coordination::hand_over))
        .routes(routes!(plan::read))
        .routes(routes!(plan::own))
        .routes(routes!(plan_bounds::read, plan_bounds::put))
        .merge(of_people())
        .merge(of_administration())
        .routes(routes!(tunings::tunable))
        .routes(routes!(tunings::list, tunings::tune))
        .routes(routes!(tunings::preview))
        .routes(routes!(tunings::take_back))
        .routes(routes!(incidents::list))
        .routes(routes!(incidents::resolve))
        .routes(routes!(access_log::list))
        .routes(routes!(access_log::file))
        .routes(routes!(access_log::rules, access_log::put_rules))
        .routes(routes!(access_samples::list, access_samples::draw))
        .routes(routes!(access_samples::note))
        .merge(of_retention())
        .routes(routes!(management::read))
        .routes(routes!(management::file))
        .routes(routes!(signs::read))
        .merge(of_trials())
        .routes(routes!(mails::list))
        .routes(routes!(mails::retry))
        .routes(routes!(mails::forget))
        .routes(routes!(limits::read))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::timers))
        .routes(routes!(openapi::read));
    OpenApiRouter::with_openapi(openapi::head()).nest(ROOT, routes)
}

/// The calendar, work in many steps, what administrators did, and copies of the database.
fn of_administration() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(calendar::read, calendar::put))
        .routes(routes!(calendar::versions))
        .routes(routes!(calendar::preview))
        .routes(routes!(calendar::days))
        .routes(routes!(batches::list))
        .routes(routes!(batches::begin_again))
        .routes(routes!(backups::list, backups::tell))
        .routes(routes!(deeds::list))
        .routes(routes!(health::backup))
}

/// How long closed cases are kept, and what is discarded.
fn of_retention() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(retention::read))
        .routes(routes!(retention::put))
        .routes(routes!(retention::holds, retention::hold))
        .routes(routes!(retention::lift))
        .routes(routes!(retention::list, retention::propose))
        .routes(routes!(retention::protocol))
        .routes(routes!(retention::approve))
        .routes(routes!(retention::withdraw))
        .routes(routes!(retention::carry_out))
}

/// What is in people's way, and trials of versions.
fn of_trials() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(hassles::note))
        .routes(routes!(hassles::list))
        .routes(routes!(hassles::settle))
        .routes(routes!(trials::list, trials::make))
        .routes(routes!(trials::read))
        .routes(routes!(trials::start))
        .routes(routes!(trials::decide))
}

/// Letters of cases, and the municipality's own words in them.
fn of_letters() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(documents::list))
        .routes(routes!(documents::read))
        .routes(routes!(documents::write))
        .routes(routes!(letter_words::read, letter_words::put))
        .routes(routes!(letter_words::versions))
}

/// What is about people: oneself, those of the municipality, its programs and its citizens.
fn of_people() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(me::read))
        .routes(routes!(own_looked::read))
        .routes(routes!(reach::read, reach::choose))
        .routes(routes!(absences::own, absences::add_own))
        .routes(routes!(absences::end_own))
        .routes(routes!(absences::possible))
        .routes(routes!(feed::read, feed::make, feed::end))
        .routes(routes!(feed::terms, feed::put_terms))
        .routes(routes!(tokens::list, tokens::make))
        .routes(routes!(tokens::end))
        .routes(routes!(sessions::own, sessions::end_all_own))
        .routes(routes!(sessions::end_own))
        .routes(routes!(people::list))
        .routes(routes!(people::read, people::put))
        .routes(routes!(people::put_places))
        .routes(routes!(sessions::of_person, sessions::end_of_person))
        .routes(routes!(code_apps::end_of_person))
        .routes(routes!(tokens::list_of_person))
        .routes(routes!(tokens::end_of_person))
        .routes(routes!(services::list))
        .routes(routes!(services::put))
        .routes(routes!(services::proposed))
        .routes(routes!(services::withdraw))
        .routes(routes!(services::make_token))
        .merge(of_signing_in())
        .routes(routes!(reach::address, reach::put_address))
        .routes(routes!(absences::of_person, absences::add_of_person))
        .routes(routes!(absences::end_of_person))
        .routes(routes!(citizens::search))
        .routes(routes!(citizens::register))
        .routes(routes!(citizens::read, citizens::change))
        .routes(routes!(citizens::reveal))
        .routes(routes!(citizens::cases))
        .routes(routes!(citizens::erase, citizens::withdraw_erasing))
        .routes(routes!(citizens::export))
        .routes(routes!(units::list))
        .routes(routes!(units::read, units::put))
        .routes(routes!(organisation::read))
        .routes(routes!(organisation::file))
        .routes(routes!(organisation::changes))
        .routes(routes!(organisation::take_in))
        .routes(routes!(job_functions::list))
        .routes(routes!(job_functions::put))
}

/// How people sign in: on what terms, and by which providers.
fn of_signing_in() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in_terms::read, sign_in_terms::put))
        .routes(routes!(sign_in_providers::list))
        .routes(routes!(sign_in_providers::put, sign_in_providers::retire))
        .routes(routes!(sign_in_providers::approve))
        .routes(routes!(sign_in_providers::withdraw))
        .routes(routes!(sign_in_providers::attempt))
        .routes(routes!(sign_in_providers::changes))
}

/// The routes of the API. That of the test clock is there only with one.
pub(crate) fn routes(test_clock: bool) -> Router<App> {
    let (routes, _) = described().split_for_parts();
    if test_clock {
        routes.route(TEST_CLOCK, post(test_clock::go))
    } else {
        routes
    }
}

/// The API's own description as JSON.
pub(crate) fn described_json() -> serde_json::Value {
    serde_json::to_value(document()).unwrap_or_default()
}

/// The API's own description.
pub(crate) fn document() -> OpenApi {
    openapi::finished(described().into_openapi())
}
