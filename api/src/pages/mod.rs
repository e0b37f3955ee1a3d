//! Pages for people: HTML that works without scripts.

mod back;
mod error;
mod flash;
mod language;
pub(crate) mod parts;
mod shell;
mod show;
mod sign_in;
mod start;
mod wardrobe;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use self::error::error_page;
use crate::app::App;

/// The routes of the pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(start::page))
        .route("/about/parts", get(wardrobe::page))
        .route("/language/{tag}", get(language::choose))
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
}

#[cfg(test)]
mod tests;
