//! The secret address of the reader's calendar.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::calendar::local_date;
use samspil_core::text::Message;

use super::{Sent, done, drawn};
use crate::app::App;
use crate::feed;
use crate::identity::Signed;
use crate::pages::shell::Shell;
use crate::server::problem::{Kind, Problem};

/// What the page tells of it.
pub(super) struct Feed {
    /// Since when there is one, in words; or that there is none.
    pub(super) since: String,
    /// There is one.
    pub(super) there: bool,
    /// The address, where it was just made.
    pub(super) address: Option<String>,
}

impl Feed {
    pub(super) async fn read(
        app: &App,
        page: &Shell,
        signed: &Signed,
        address: Option<String>,
    ) -> Result<Self, Problem> {
        let made_at = feed::made_at(app, signed).await?;
        let since = match made_at {
            Some(at) => page.say(&Message::new("feed-since").with("day", local_date(at))),
            None => page.t("feed-none"),
        };
        Ok(Self {
            since,
            there: made_at.is_some(),
            address,
        })
    }
}

/// Makes one, and shows it this once.
pub(in crate::pages) async fn make(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let (address, _) = feed::make(&app, &signed).await?;
    let sent = Sent {
        feed: Some(address),
        ..Sent::default()
    };
    drawn(&app, page, &signed, sent, StatusCode::OK).await
}

/// Ends it.
pub(in crate::pages) async fn end(State(app): State<App>, signed: Signed) -> Result<Response, Problem> {
    if !feed::end(&app, &signed).await? {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    Ok(done(&app, "flash-feed-ended"))
}
