//! Pages for people: HTML that works without scripts.

mod access_log;
pub(crate) mod address;
mod back;
mod batches;
mod calendars;
mod case;
mod cases;
mod citizens;
mod coordination;
pub(crate) mod day;
mod error;
pub(crate) mod export;
mod failed;
mod file;
mod flash;
mod flows;
pub(crate) mod glossary;
mod goals;
mod hassle;
mod houses;
mod inbox;
mod incidents;
mod journal;
mod key;
mod language;
mod letter_words;
mod limits;
mod link;
mod mails;
mod management;
pub(crate) mod names;
mod onward;
mod opening;
mod organisation;
pub(crate) mod own;
mod own_lists;
pub(crate) mod parts;
mod plan;
mod qr;
mod reference;
mod retention;
mod roles;
mod settings;
mod shell;
mod show;
mod sign_in;
mod sign_in_providers;
mod steps;
mod surveys;
mod system;
mod task;
mod tasks;
mod trials;
mod tunings;
mod wardrobe;
mod week;
pub(crate) mod words;
mod workbench;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use self::error::error_page;
use crate::app::App;

/// The routes of the pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(tasks::front))
        .route("/about/api", get(reference::page))
        .route("/about/parts", get(wardrobe::page))
        .route("/language/{tag}", get(language::choose))
        .merge(of_notices())
        .route("/incidents", get(incidents::page))
        .route(system::PATH, get(system::page))
        .route("/incidents/{incident}/resolve", post(incidents::resolve))
        .merge(access_log::routes().merge(organisation::routes()))
        .merge(retention::routes().merge(roles::routes()))
        .merge(
            management::routes()
                .merge(surveys::routes())
                .merge(trials::routes()),
        )
        .merge(letters())
        .merge(workbench::routes())
        .merge(of_deadlines())
        .merge(of_oneself())
        .route("/limits", get(limits::choose))
        .route("/limits/{municipality}", get(limits::page))
        .merge(of_signing_in().merge(sign_in_providers::routes()))
        .merge(of_tasks())
        .route(day::DAY, get(day::page))
        .route("/cases/{case}/goals", get(goals::page))
        .route("/cases", get(cases::page).post(cases::search))
        .route("/cases/new", get(cases::begin::page).post(cases::begin::begin))
        .route("/cases/open", get(opening::page).post(opening::open))
        .route("/cases/{case}", get(case::page))
        .route("/cases/{case}/hassles", post(hassle::note))
        .route("/cases/{case}/history", get(case::history_page::page))
        .route(
            "/cases/{case}/links",
            get(case::links::page).post(case::links::make),
        )
        .route("/cases/{case}/links/{link}/end", post(case::links::end))
        .route("/cases/{case}/looked", get(case::looked::page))
        .route("/cases/{case}/looked.csv", get(case::looked::file))
        .route("/cases/{case}/picture", get(case::picture::page))
        .merge(citizens::routes().merge(across_cases()))
        .route("/flows", get(flows::page))
        .route("/flows/{flow}", get(flows::one::page))
        .route("/flows/{flow}/approve", post(flows::proposed::approve))
        .route(
            "/cases/{case}/actions/{action}",
            get(case::action::page).post(case::action::act),
        )
        .route(
            "/cases/{case}/clocks/{clock}/{way}",
            get(case::clock_action::page).post(case::clock_action::act),
        )
        .route(
            "/cases/{case}/items/{item}/{way}",
            get(task::deviate::page).post(task::deviate::deviate),
        )
        .route(
            "/cases/{case}/meetings/{item}/{way}",
            get(task::meeting::page).post(task::meeting::act),
        )
        .route(
            "/cases/{case}/tasks/{item}",
            get(task::page).post(task::send::send),
        )
        .route("/cases/{case}/tasks/{item}/claim", post(task::hand::claim))
        .route("/cases/{case}/tasks/{item}/release", post(task::hand::release))
        .route("/cases/{case}/tasks/{item}/begin", post(task::hand::begin))
}

/// What people are told, and by mail.
fn of_notices() -> Router<App> {
    Router::new()
        .route("/inbox", get(inbox::page))
        .route("/inbox/{notice}/read", post(inbox::mark_read))
        .route("/mails", get(mails::page))
        .route("/mails/{mail}/forget", post(mails::forget))
        .route("/mails/{mail}/retry", post(mails::retry))
}

/// Task lists, and what is done with several tasks or noted of one.
fn of_tasks() -> Router<App> {
    Router::new()
        .route("/tasks", get(tasks::page))
        .route(
            tasks::hand_on::PATH,
            get(tasks::hand_on::page).post(tasks::hand_on::send),
        )
        .route(
            "/cases/{case}/tasks/{item}/mark",
            get(tasks::mark::page).post(tasks::mark::keep),
        )
        .route(own_lists::PATH, get(own_lists::page).post(own_lists::keep))
        .route("/lists/forget", post(own_lists::forget))
        .route(week::PATH, get(week::page))
}

/// How long things take: what an administrator tunes, the calendar, and the work and the journal of it.
fn of_deadlines() -> Router<App> {
    calendars::routes()
        .merge(batches::routes())
        .merge(journal::routes())
        .route("/tunings", get(tunings::page))
        .route(
            "/tunings/back/{number}",
            get(tunings::back::page).post(tunings::back::take),
        )
        .route(
            "/tunings/clocks/{flow}/{clock}",
            get(tunings::clock::page).post(tunings::clock::tune),
        )
}

/// What stands above single cases: the one plan of a citizen, what somebody coordinates, what an area has agreed on.
fn across_cases() -> Router<App> {
    plan::routes()
        .merge(own::routes())
        .merge(coordination::routes())
        .merge(houses::routes())
}

/// What a person chooses for themselves.
fn of_oneself() -> Router<App> {
    Router::new()
        .route("/settings", get(settings::page).post(settings::choose))
        .route("/settings/absences", post(settings::away::add))
        .route("/settings/absences/{absence}/end", post(settings::away::end))
        .route("/settings/feed", post(settings::feed::make))
        .route("/settings/feed/end", post(settings::feed::end))
        .route("/settings/code", post(settings::code::change))
        .route("/settings/code/confirm", post(settings::code::confirm))
        .route("/settings/password", post(settings::password::change))
        .route("/settings/sessions/end", post(settings::signed_in::end_others))
        .route("/settings/sessions/{session}/end", post(settings::signed_in::end))
}

/// In and out.
fn of_signing_in() -> Router<App> {
    Router::new()
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route(
            "/sign-in/code",
            get(sign_in::code::page).post(sign_in::code::send),
        )
        .route(
            "/sign-in/enrol",
            get(sign_in::enrol::page).post(sign_in::enrol::send),
        )
        .route(crate::openid::RETURN, get(sign_in::provider::back))
        .route(
            "/sign-in/with/{municipality}/{provider}",
            post(sign_in::provider::to),
        )
        .route("/sign-out", post(sign_in::sign_out))
        .route("/link/{secret}", get(link::page).post(link::open))
}

/// Letters of cases, the municipality's own words in them, and what is read by whoever is new.
fn letters() -> Router<App> {
    Router::new()
        .route(
            "/letter-words",
            get(letter_words::page).post(letter_words::lay_down),
        )
        .route("/cases/{case}/brief", get(case::brief::page))
        .route("/cases/{case}/documents/{document}", get(case::document::page))
        .route(
            "/cases/{case}/letters/{item}/{number}/{way}",
            get(case::letter::page).post(case::letter::act),
        )
        .route("/flows/{flow}/handbook", get(flows::handbook::page))
        .route("/flows/{flow}/review", get(flows::review::page))
        .route("/flows/{flow}/steps", get(flows::steps::page))
        .route("/glossary", get(glossary::page))
}

#[cfg(test)]
mod access_test;
#[cfg(test)]
mod administration_test;
#[cfg(test)]
mod bad_input_test;
#[cfg(test)]
mod clock_test;
#[cfg(test)]
mod course_test;
#[cfg(test)]
mod glossary_test;
#[cfg(test)]
mod goals_test;
#[cfg(test)]
mod golden_test;
#[cfg(test)]
mod letters_test;
#[cfg(test)]
mod meeting_test;
#[cfg(test)]
mod methods_test;
#[cfg(test)]
mod organisation_test;
#[cfg(test)]
mod picture_test;
#[cfg(test)]
mod plan_queries_test;
#[cfg(test)]
mod rows_test;
#[cfg(test)]
mod signed_in_test;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod trial;
#[cfg(test)]
mod tunings_test;
