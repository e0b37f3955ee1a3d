//! Where the reader is signed in.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use samspil_core::id::SessionId;
use samspil_core::text::Message;
use samspil_store::Session;

use super::done;
use crate::app::App;
use crate::identity::{Signed, Way};
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;
use crate::server::problem::{Kind, Problem};

/// What the page tells of it.
pub(super) struct SignedIn {
    pub(super) table: Table,
    /// There are others than the one that reads.
    pub(super) others: bool,
}

impl SignedIn {
    pub(super) async fn read(app: &App, page: &Shell, signed: &Signed) -> Result<Self, Problem> {
        let identity = &app.gate.identity;
        let sessions = identity.sessions(signed.tenant, signed.person).await?;
        let this = |session: &Session| signed.way == Way::Session(session.id);
        let head = ["device", "since", "seen", "do"];
        Ok(Self {
            others: sessions.iter().any(|session| !this(session)),
            table: Table {
                caption: page.t("signed-in-title"),
                head: head
                    .iter()
                    .map(|column| page.say(&Message::new(&format!("signed-in-column-{column}"))))
                    .collect(),
                rows: sessions
                    .iter()
                    .map(|session| row(page, session, this(session)))
                    .collect(),
                empty: page.t("signed-in-none"),
            },
        })
    }
}

fn row(page: &Shell, session: &Session, this: bool) -> Vec<Cell> {
    let device = match session.device.as_str() {
        "" => page.t("signed-in-unknown"),
        known => known.to_owned(),
    };
    let time = |at: DateTime<Utc>| Cell::moment(at, page.language);
    let end = if this {
        Cell::Small(page.t("signed-in-this"))
    } else {
        Cell::Post {
            action: format!("/settings/sessions/{}/end", session.id),
            text: page.t("signed-in-end"),
            about: device.clone(),
        }
    };
    vec![
        Cell::Text(device),
        time(session.began_at),
        time(session.seen_at),
        end,
    ]
}

/// Ends one of the reader's sessions.
pub(in crate::pages) async fn end(
    State(app): State<App>,
    signed: Signed,
    Path(session): Path<SessionId>,
) -> Result<Response, Problem> {
    let store = app.engine.store();
    if !store.end_session(signed.tenant, signed.person, session).await? {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    Ok(done(&app, "flash-session-ended"))
}

/// Signs the reader out everywhere but here.
pub(in crate::pages) async fn end_others(
    State(app): State<App>,
    signed: Signed,
) -> Result<Response, Problem> {
    let identity = &app.gate.identity;
    identity
        .end_sessions(signed.tenant, signed.person, signed.session())
        .await?;
    Ok(done(&app, "flash-sessions-ended"))
}
