//! How the reader has their calendar elsewhere.

use axum::Form as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::calendar::local_date;
use samspil_core::text::Message;
use serde::Deserialize;

use super::{Sent, done, drawn};
use crate::app::App;
use crate::feed::{self, FeedTerms, Made, Way};
use crate::identity::Signed;
use crate::pages::shell::Shell;
use crate::server::problem::{Kind, Problem};

/// What the page tells of it.
pub(super) struct Feed {
    /// How and since when there is one, in words; or that there is none.
    pub(super) since: String,
    /// There is one.
    pub(super) there: bool,
    /// What was just made.
    pub(super) made: Option<Made>,
    /// Whether the municipality has secret addresses.
    pub(super) addresses: bool,
}

impl Feed {
    pub(super) async fn read(
        app: &App,
        page: &Shell,
        signed: &Signed,
        made: Option<Made>,
    ) -> Result<Self, Problem> {
        let kept = feed::kept(app, signed).await?;
        let terms = FeedTerms::read(app.engine.store().as_ref(), signed.tenant).await?;
        let since = match kept {
            Some((way, at)) => {
                let key = match way {
                    Way::Login => "feed-since-login",
                    Way::Address if terms.secret_addresses => "feed-since",
                    Way::Address => "feed-since-over",
                };
                page.say(&Message::new(key).with("day", local_date(at)))
            }
            None => page.t("feed-none"),
        };
        Ok(Self {
            since,
            there: kept.is_some(),
            made,
            addresses: terms.secret_addresses,
        })
    }
}

/// What the reader's calendar program can do.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    /// The usual is what tells the least.
    #[serde(default = "by_login")]
    way: Way,
}

const fn by_login() -> Way {
    Way::Login
}

/// Makes one, and shows it this once.
pub(in crate::pages) async fn make(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(asked): Body<Asked>,
) -> Result<Response, Problem> {
    let made = feed::make(&app, &signed, asked.way).await?;
    let sent = Sent {
        feed: Some(made),
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
