//! Where people leave the flow's way at an item, with a reason: begin before its turn, leave out, do anew, end undone,
//! hand over. Each has a page of its own.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::case::{Asked, Eyes, Status, View};
use samspil_core::flow::{Item, Party};
use samspil_core::id::{CaseId, ItemId, PartyId};
use samspil_core::text::Message;
use samspil_runtime::{CaseRead, Object, Purpose};
use serde::Deserialize;

use crate::app::App;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::case::action_page;
use crate::pages::key::Key;
use crate::pages::parts::{Alert, Choice, Field, Form};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::Speaker;
use crate::server::problem::{Kind, Problem};

/// A way to leave the flow's way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Deviation {
    /// Begins it before its turn.
    Start,
    /// Leaves it out.
    Skip,
    /// Has it done anew.
    Redo,
    /// Ends it undone.
    Cancel,
    /// Says that enough rows are done.
    Finish,
    /// Gives it to another party of the same side; no deviation, but it stands beside them.
    HandOver,
}

impl Deviation {
    const ALL: [Self; 6] = [
        Self::HandOver,
        Self::Start,
        Self::Finish,
        Self::Skip,
        Self::Redo,
        Self::Cancel,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Skip => "skip",
            Self::Redo => "redo",
            Self::Cancel => "cancel",
            Self::Finish => "finish",
            Self::HandOver => "hand-over",
        }
    }

    /// Whether it fits how the item stands.
    fn fits(self, view: &View<'_>, item: &Item) -> bool {
        let state = view.case.item(&item.id);
        let ended = state.status.has_ended();
        let bound = item.required_by_law.is_some();
        match self {
            Self::Start => state.status == Status::Waiting && !state.out_of_play,
            Self::Skip => !ended && !bound,
            Self::Redo => (ended || state.times > 0) && state.status != Status::Active,
            Self::Cancel => !bound && matches!(state.status, Status::Active | Status::Possible),
            Self::Finish => !bound && state.status == Status::Active && view.run.is_set(&item.id),
            Self::HandOver => {
                state.status == Status::Active && !view.run.is_set(&item.id) && !heirs(view, item).is_empty()
            }
        }
    }

    fn asked(self, item: ItemId, written: &Written) -> Option<Asked> {
        let reason = written.reason.clone();
        Some(match self {
            Self::Start => Asked::Activate {
                item,
                reason: Some(reason),
            },
            Self::Skip => Asked::Skip { item, reason },
            Self::Redo => Asked::Redo { item, reason },
            Self::Cancel => Asked::Cancel { item, reason },
            Self::Finish => Asked::Finish { item, reason },
            Self::HandOver => Asked::HandOver {
                item,
                to: PartyId::new(&written.to).ok()?,
                reason: Some(reason).filter(|reason| !reason.trim().is_empty()),
            },
        })
    }
}

/// The other parties of the owner's side that the case has bound to someone.
fn heirs<'a>(view: &View<'a>, item: &Item) -> Vec<&'a Party> {
    let parties = &view.run.flow.parties;
    let Some(owner) = view.owner(item).and_then(|owner| parties.get(&owner)) else {
        return Vec::new();
    };
    let bound = |party: &&Party| view.bound_now(&party.id).next().is_some();
    parties
        .values()
        .filter(|party| party.side == owner.side && party.id != owner.id)
        .filter(bound)
        .collect()
}

/// The ways that fit, for those who own the item or lead its owner: address and text.
pub(crate) fn offers(
    view: &View<'_>,
    parties: &Eyes,
    item: &Item,
    speaker: Speaker<'_>,
) -> Vec<(String, String)> {
    if !view.case.is_open() || !may(view, parties, item) {
        return Vec::new();
    }
    let fitting = Deviation::ALL.into_iter().filter(|way| way.fits(view, item));
    fitting
        .map(|way| {
            let name = segment(item.id.as_str());
            let href = format!("/cases/{}/items/{name}/{}", view.case.id, way.word());
            (href, speaker.t(&format!("action-{}", way.word())))
        })
        .collect()
}

fn may(view: &View<'_>, parties: &Eyes, item: &Item) -> bool {
    let Some(owner) = view.owner(item) else {
        return false;
    };
    let leader = view.run.flow.leader_of(&owner);
    parties.acting().contains(&owner) || leader.is_some_and(|leader| parties.acting().contains(&leader.id))
}

#[derive(Template)]
#[template(path = "task/deviate.html")]
struct DeviatePage<'page> {
    page: &'page Shell,
    case: CaseId,
    case_title: String,
    item_title: String,
    about: String,
    alert: Option<Alert>,
    form: Form,
    key: Key,
    button: String,
}

/// What the reader wrote.
#[derive(Default, Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    key: Key,
}

/// What the address names: case, item and way.
type Place = Path<(CaseId, String, Deviation)>;

/// The item, where the reader sees it.
async fn load(app: &App, signed: &Signed, case: CaseId, item: &str) -> Result<(CaseRead, Item), Problem> {
    let by = signed.by();
    let look = signed.look(Object::Form).for_(Purpose::Task(item.to_owned()));
    let read = app.engine.read(signed.tenant, &by, case, &look).await?;
    let missing = || Problem::new(Kind::NOT_FOUND);
    let id = ItemId::with_row(item).map_err(|_| missing())?;
    let item = read.run.item(&read.case, &id).ok_or_else(missing)?.into_owned();
    if !read.view().sees_item(&read.eyes(&by), &item) {
        return Err(missing());
    }
    Ok((read, item))
}

/// The page that asks.
pub(crate) async fn page(
    State(app): State<App>,
    Path((case, item, way)): Place,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let (read, item) = load(&app, &signed, case, &item).await?;
    let eyes = read.eyes(&signed.by());
    let view = read.view();
    if !way.fits(&view, &item) || !may(&view, &eyes, &item) {
        return Err(Problem::new(Kind::CONFLICT).detail(Message::new("action-does-not-fit")));
    }
    let page = titled(page, way);
    let written = Written {
        key: Key::new(app.engine.ids().as_ref()).seeing(read.case.version),
        ..Written::default()
    };
    let form = form(&page, &view, &item, way, &written);
    Ok(drawn(&page, (&read, &eyes), &item, way, (form, &written, None)))
}

/// Does it, or says at its field what is wrong.
pub(crate) async fn deviate(
    State(app): State<App>,
    Path((case, item, way)): Place,
    page: Shell,
    signed: Signed,
    Body(mut written): Body<Written>,
) -> Result<Response, Problem> {
    let (read, item) = load(&app, &signed, case, &item).await?;
    let eyes = read.eyes(&signed.by());
    let page = titled(page, way);
    let mut form = form(&page, &read.view(), &item, way, &written);
    if way != Deviation::HandOver && written.reason.trim().is_empty() {
        form.wrong("reason", page.t("action-reason-missing"));
    }
    let asked = way.asked(item.id.clone(), &written);
    if asked.is_none() {
        form.wrong("to", page.t("action-owner-missing"));
    }
    let Some(what) = asked.filter(|_| form.is_right()) else {
        return Ok(drawn(&page, (&read, &eyes), &item, way, (form, &written, None)));
    };
    let done = format!("flash-item-{}", way.word());
    let asked = (case, what, &written.key);
    Ok(
        match action_page::ask(&app, &signed, &page, asked, &done).await? {
            Ok(answer) => answer,
            Err((alert, key)) => {
                written.key = key;
                drawn(&page, (&read, &eyes), &item, way, (form, &written, Some(alert)))
            }
        },
    )
}

fn titled(page: Shell, way: Deviation) -> Shell {
    page.titled(&Message::new(&format!("action-{}", way.word())))
}

fn form(page: &Shell, view: &View<'_>, item: &Item, way: Deviation, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    if way == Deviation::HandOver {
        let heirs = heirs(view, item).into_iter().map(|party| {
            let title = party.title.in_language(page.language);
            Choice::new(party.id.to_string(), title.to_owned())
        });
        let field = Field::radio("to", page.t("action-to"), heirs.collect());
        form.add(field.value(&written.to));
        form.add(action_page::reason(page, &written.reason).optional());
    } else {
        form.add(action_page::reason(page, &written.reason));
    }
    form
}

fn drawn(
    page: &Shell,
    (read, eyes): (&CaseRead, &Eyes),
    item: &Item,
    way: Deviation,
    (form, written, alert): (Form, &Written, Option<Alert>),
) -> Response {
    let status = if form.is_right() && alert.is_none() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = DeviatePage {
        page,
        case: read.case.id,
        case_title: read.title(eyes, page.language),
        item_title: item.title.in_language(page.language).to_owned(),
        about: page.say(&Message::new(&format!("action-{}-about", way.word()))),
        alert,
        form,
        key: written.key.clone(),
        button: page.title.clone(),
    };
    show(status, page, &template)
}
