//! What one may do with a case as a whole: put it on hold, let it go on, end it, open it again, add work, say who may see it. Each has a
//! page of its own, so that it works without scripts and what is wrong stands at its field.

use axum::Form as Body;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use samspil_core::case::{Asked, Eyes, Standing, View};
use samspil_core::flow::Side;
use samspil_core::id::CaseId;
use samspil_core::text::Message;
use samspil_runtime::{CaseRead, Object};
use serde::Deserialize;

use super::{action_page, adding, trust};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::key::Key;
use crate::pages::parts::{Alert, Form};
use crate::pages::shell::Shell;
use crate::pages::task::hand::Back;
use crate::pages::words::Speaker;
use crate::server::problem::{Kind, Problem};

/// What is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Action {
    /// Puts it on hold.
    Hold,
    /// Lets it go on.
    Resume,
    /// Closes it, its work done.
    Close,
    /// Ends it before its work is done.
    Terminate,
    /// Opens it again.
    Reopen,
    /// Adds work that the flow did not plan.
    AddWork,
    /// Adds a piece of work that lies ready.
    AddPiece,
    /// Takes down a consent of the citizen's.
    GiveConsent,
    /// Takes a consent back.
    WithdrawConsent,
    /// Says what of the citizen is protected.
    Protect,
}

impl Action {
    const ALL: [Self; 10] = [
        Self::AddPiece,
        Self::AddWork,
        Self::GiveConsent,
        Self::WithdrawConsent,
        Self::Protect,
        Self::Hold,
        Self::Resume,
        Self::Close,
        Self::Terminate,
        Self::Reopen,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Resume => "resume",
            Self::Close => "close",
            Self::Terminate => "terminate",
            Self::Reopen => "reopen",
            Self::AddWork => "add-work",
            Self::AddPiece => "add-piece",
            Self::GiveConsent => "give-consent",
            Self::WithdrawConsent => "withdraw-consent",
            Self::Protect => "protect",
        }
    }

    fn needs_reason(self, view: &View<'_>, eyes: &Eyes, written: &Written) -> bool {
        match self {
            Self::Resume | Self::Close | Self::GiveConsent | Self::WithdrawConsent | Self::Protect => false,
            Self::AddWork => adding::needs_reason(view, eyes, written, false),
            Self::AddPiece => adding::needs_reason(view, eyes, written, true),
            _ => true,
        }
    }

    /// Whether it fits how the case stands. Who may do it the core says; the page offers what makes sense.
    fn fits(self, view: &View<'_>, parties: &Eyes) -> bool {
        let flow = &view.run.flow;
        let authority = parties.acting().iter().any(|party| {
            let party = flow.parties.get(party);
            party.is_some_and(|party| party.side == Side::Authority)
        });
        match (self, view.case.standing) {
            (Self::AddWork, Standing::Open) => adding::offers_work(view, parties),
            (Self::AddPiece, Standing::Open) => adding::offers_pieces(view, parties),
            (Self::GiveConsent, _) => trust::offers_giving(view, parties),
            (Self::WithdrawConsent, _) => trust::offers_taking_back(view, parties),
            (Self::Protect, _) => trust::offers_protecting(view, parties),
            // Most cases close by themselves; this is for those that do not.
            (Self::Close, Standing::Open) => {
                let waits = flow.closes_by_hand || view.case.reopened;
                authority && waits && view.keeps_from_closing().is_empty()
            }
            (Self::Hold, Standing::Open)
            | (Self::Resume, Standing::OnHold)
            | (Self::Terminate, Standing::Open | Standing::OnHold)
            | (Self::Reopen, Standing::Closed | Standing::Terminated) => authority,
            _ => false,
        }
    }

    fn asked(self, written: &Written) -> Option<Asked> {
        let reason = written.reason.clone();
        Some(match self {
            Self::Hold => Asked::Hold { reason },
            Self::Resume => Asked::Resume,
            Self::Close => Asked::Close,
            Self::Terminate => Asked::Terminate { reason },
            Self::Reopen => Asked::Reopen { reason },
            Self::AddWork => return adding::asked(written, false),
            Self::AddPiece => return adding::asked(written, true),
            Self::GiveConsent => return trust::given(written),
            Self::WithdrawConsent => return trust::taken_back(written),
            Self::Protect => return trust::protected(written),
        })
    }
}

/// An action as a link.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    pub(crate) href: String,
    pub(crate) text: String,
}

/// The actions that fit how the case stands.
pub(crate) fn offers(view: &View<'_>, parties: &Eyes, speaker: Speaker<'_>) -> Vec<Offer> {
    let fitting = Action::ALL
        .into_iter()
        .filter(|action| action.fits(view, parties));
    fitting
        .map(|action| Offer {
            href: format!("/cases/{}/actions/{}", view.case.id, action.word()),
            text: speaker.t(&format!("action-{}", action.word())),
        })
        .collect()
}

/// What the reader wrote.
#[derive(Default, Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    pub(super) reason: String,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) owner: String,
    #[serde(default)]
    pub(super) stage: String,
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) item: String,
    #[serde(default)]
    pub(super) party: String,
    #[serde(default)]
    pub(super) covers: String,
    #[serde(default)]
    pub(super) how: String,
    #[serde(default)]
    pub(super) given_by: String,
    #[serde(default)]
    pub(super) until: String,
    #[serde(default)]
    pub(super) number: String,
    #[serde(default)]
    pub(super) protection: String,
    #[serde(default)]
    key: Key,
}

/// The page that asks.
pub(crate) async fn page(
    State(app): State<App>,
    Path((case, action)): Path<(CaseId, Action)>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let read = app
        .engine
        .read(signed.tenant, &signed.by(), case, &signed.look(Object::Form))
        .await;
    let read = read?;
    let written = Written {
        key: Key::new(app.engine.ids().as_ref()).seeing(read.case.version),
        ..Written::default()
    };
    let eyes = read.eyes(&signed.by());
    if !action.fits(&read.view(), &eyes) {
        return Err(Problem::new(Kind::CONFLICT).detail(Message::new("action-does-not-fit")));
    }
    let page = titled(page, action);
    let form = form(&page, &read, &eyes, action, &written);
    Ok(drawn(&page, (&read, &eyes), action, form, &written, None))
}

/// Does it, or says at its field what is wrong.
pub(crate) async fn act(
    State(app): State<App>,
    Path((case, action)): Path<(CaseId, Action)>,
    page: Shell,
    signed: Signed,
    Query(back): Query<Back>,
    Body(mut written): Body<Written>,
) -> Result<Response, Problem> {
    let by = signed.by();
    let read = app
        .engine
        .read(signed.tenant, &by, case, &signed.look(Object::Form))
        .await?;
    let page = titled(page, action);
    let eyes = read.eyes(&by);
    let mut form = form(&page, &read, &eyes, action, &written);
    if action.needs_reason(&read.view(), &eyes, &written) && written.reason.trim().is_empty() {
        form.wrong("reason", page.t("action-reason-missing"));
    }
    if action == Action::AddWork && written.title.trim().is_empty() {
        form.wrong("title", page.t("action-title-missing"));
    }
    let asked = action.asked(&written);
    if action == Action::AddWork && asked.is_none() {
        form.wrong("owner", page.t("action-owner-missing"));
    }
    if action == Action::AddPiece && asked.is_none() {
        form.wrong("item", page.t("action-piece-missing"));
    }
    if asked.is_none() {
        trust::missing(&page, &written, &mut form);
    }
    let Some(what) = asked.filter(|_| form.is_right()) else {
        return Ok(drawn(&page, (&read, &eyes), action, form, &written, None));
    };
    let done = format!("flash-case-{}", action.word());
    let asked = (case, what, &written.key);
    Ok(
        match action_page::ask_then(&app, &signed, &page, asked, (&done, back.path())).await? {
            Ok(answer) => answer,
            Err((alert, key)) => {
                written.key = key;
                drawn(&page, (&read, &eyes), action, form, &written, Some(alert))
            }
        },
    )
}

fn titled(page: Shell, action: Action) -> Shell {
    page.titled(&Message::new(&format!("action-{}", action.word())))
}

fn form(page: &Shell, read: &CaseRead, eyes: &Eyes, action: Action, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    let view = read.view();
    match action {
        Action::AddWork => adding::work(page, &view, eyes, written, &mut form),
        Action::AddPiece => adding::pieces(page, &view, eyes, written, &mut form),
        Action::GiveConsent if trust::offers_giving(&view, eyes) => {
            trust::giving(page, &view, written, &mut form)
        }
        Action::WithdrawConsent if trust::offers_taking_back(&view, eyes) => {
            trust::taking_back(page, &view, written, &mut form)
        }
        Action::Protect if trust::offers_protecting(&view, eyes) => {
            trust::protecting(page, &view, written, &mut form)
        }
        _ => {}
    }
    if action.needs_reason(&view, eyes, written) {
        form.add(action_page::reason(page, &written.reason));
    } else if matches!(action, Action::AddWork | Action::AddPiece) {
        form.add(action_page::reason(page, &written.reason).optional());
    }
    form
}

fn drawn(
    page: &Shell,
    (read, eyes): (&CaseRead, &Eyes),
    action: Action,
    form: Form,
    written: &Written,
    alert: Option<Alert>,
) -> Response {
    let about = page.say(&Message::new(&format!("action-{}-about", action.word())));
    let case = (read.case.id, read.title(eyes, page.language));
    action_page::drawn(page, case, about, (form, &written.key, alert))
}
