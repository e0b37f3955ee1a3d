//! What one may do about a clock: put its end off with a reason, or have it known that one is on it.

use std::borrow::Cow;

use axum::Form as Body;
use axum::extract::{Path, State};
use axum::response::Response;
use samspil_core::calendar::Length;
use samspil_core::case::{Asked, Eyes, View};
use samspil_core::flow::Clock;
use samspil_core::id::{CaseId, ClockId};
use samspil_core::text::Message;
use samspil_runtime::{CaseRead, Object};
use serde::Deserialize;

use super::action::Offer;
use super::action_page;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::key::Key;
use crate::pages::parts::{Alert, Choice, Field, Form};
use crate::pages::shell::Shell;
use crate::pages::words::Speaker;
use crate::server::problem::{Kind, Problem};

/// The units that an extension is written in, as lengths are.
const UNITS: [&str; 4] = ["days", "working days", "weeks", "months"];

/// What is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Way {
    /// Puts its end off.
    Extend,
    /// Has it known that somebody is on it.
    Acknowledge,
}

impl Way {
    const fn word(self) -> &'static str {
        match self {
            Self::Extend => "extend",
            Self::Acknowledge => "acknowledge",
        }
    }

    fn fits(self, view: &View<'_>, parties: &Eyes, clock: &Clock) -> bool {
        match self {
            Self::Extend => view.may_extend(parties.acting(), clock),
            Self::Acknowledge => view.may_acknowledge(parties.acting(), clock),
        }
    }
}

/// What the reader may do about a clock, as links.
pub(super) fn offers(view: &View<'_>, parties: &Eyes, clock: &Clock, speaker: Speaker<'_>) -> Vec<Offer> {
    let ways = [Way::Acknowledge, Way::Extend].into_iter();
    ways.filter(|way| way.fits(view, parties, clock))
        .map(|way| Offer {
            href: format!(
                "/cases/{}/clocks/{}/{}",
                view.case.id,
                segment(clock.id.as_str()),
                way.word()
            ),
            text: speaker.t(&format!("clock-{}", way.word())),
        })
        .collect()
}

/// What the reader wrote.
#[derive(Default, Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    count: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    key: Key,
}

impl Written {
    fn length(&self) -> Option<Length> {
        let text = format!("{} {}", self.count.trim(), self.unit);
        UNITS
            .contains(&self.unit.as_str())
            .then(|| text.parse().ok())
            .flatten()
    }
}

/// The clock, where the reader sees it.
fn clock<'r>(read: &'r CaseRead, parties: &Eyes, clock: &ClockId) -> Result<Cow<'r, Clock>, Problem> {
    let found = read.run.clock(clock.as_str());
    let seen = found.filter(|clock| read.view().sees_clock(parties, clock));
    seen.ok_or_else(|| Problem::new(Kind::NOT_FOUND))
}

/// The page that asks.
pub(crate) async fn page(
    State(app): State<App>,
    Path((case, id, way)): Path<(CaseId, String, Way)>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let by = signed.by();
    let read = app
        .engine
        .read(signed.tenant, &by, case, &signed.look(Object::Form))
        .await?;
    let eyes = read.eyes(&by);
    let clock = clock(&read, &eyes, &named(&id)?)?;
    if !way.fits(&read.view(), &eyes, &clock) {
        return Err(Problem::new(Kind::CONFLICT).detail(Message::new("action-does-not-fit")));
    }
    let written = Written {
        key: Key::new(app.engine.ids().as_ref()).seeing(read.case.version),
        ..Written::default()
    };
    let page = titled(page, way);
    let form = form(&page, way, &written);
    Ok(drawn(&page, (&read, &eyes), (&clock, way), form, &written, None))
}

fn named(id: &str) -> Result<ClockId, Problem> {
    ClockId::with_row(id).map_err(|_| Problem::new(Kind::NOT_FOUND))
}

/// Does it, or says at its field what is wrong.
pub(crate) async fn act(
    State(app): State<App>,
    Path((case, id, way)): Path<(CaseId, String, Way)>,
    page: Shell,
    signed: Signed,
    Body(mut written): Body<Written>,
) -> Result<Response, Problem> {
    let by = signed.by();
    let read = app
        .engine
        .read(signed.tenant, &by, case, &signed.look(Object::Form))
        .await?;
    let eyes = read.eyes(&by);
    let clock = clock(&read, &eyes, &named(&id)?)?;
    let page = titled(page, way);
    let mut form = form(&page, way, &written);
    let asked = match way {
        Way::Acknowledge => Some(Asked::Acknowledge {
            clock: clock.id.clone(),
        }),
        Way::Extend => {
            if written.reason.trim().is_empty() {
                form.wrong("reason", page.t("action-reason-missing"));
            }
            if written.length().is_none() {
                form.wrong("count", page.t("clock-extend-wrong"));
            }
            written.length().map(|by| Asked::Extend {
                clock: clock.id.clone(),
                by,
                reason: written.reason.clone(),
            })
        }
    };
    let Some(what) = asked.filter(|_| form.is_right()) else {
        return Ok(drawn(&page, (&read, &eyes), (&clock, way), form, &written, None));
    };
    let done = format!("flash-clock-{}", way.word());
    let asked = (case, what, &written.key);
    Ok(
        match action_page::ask(&app, &signed, &page, asked, &done).await? {
            Ok(answer) => answer,
            Err((alert, key)) => {
                written.key = key;
                drawn(&page, (&read, &eyes), (&clock, way), form, &written, Some(alert))
            }
        },
    )
}

fn titled(page: Shell, way: Way) -> Shell {
    page.titled(&Message::new(&format!("clock-{}", way.word())))
}

fn form(page: &Shell, way: Way, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    if way == Way::Extend {
        form.add(Field::number("count", page.t("clock-extend-count")).value(&written.count));
        let units = UNITS.iter().map(|unit| {
            let key = format!("clock-extend-{}", unit.replace(' ', "-"));
            Choice::new((*unit).to_owned(), page.t(&key))
        });
        let unit = Field::select("unit", page.t("clock-extend-unit"), units.collect());
        form.add(unit.value(&written.unit));
        form.add(action_page::reason(page, &written.reason));
    }
    form
}

fn drawn(
    page: &Shell,
    (read, eyes): (&CaseRead, &Eyes),
    (clock, way): (&Clock, Way),
    form: Form,
    written: &Written,
    alert: Option<Alert>,
) -> Response {
    let about = Message::new(&format!("clock-{}-about", way.word())).with("clock", &clock.title);
    let about = match &clock.extends {
        Some(extends) if way == Way::Extend => about
            .with("length", extends.at_most.message())
            .with("law", extends.ground.written()),
        _ => about,
    };
    let case = (read.case.id, read.title(eyes, page.language));
    action_page::drawn(page, case, page.say(&about), (form, &written.key, alert))
}
