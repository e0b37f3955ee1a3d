//! When and where a meeting is to be: agreed, moved, called off. Each has a page of its own.

use axum::Form as Body;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use samspil_core::calendar::{instant_of, local_time};
use samspil_core::case::{Agreed, Asked, Status, View};
use samspil_core::flow::{Item, ItemKind};
use samspil_core::id::CaseId;
use samspil_core::text::{Message, date};
use serde::Deserialize;

use super::loaded::{Loaded, load};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::case::action_page;
use crate::pages::key::Key;
use crate::pages::parts::{Alert, Field, Form};
use crate::pages::shell::Shell;
use crate::pages::words::{Speaker, written};
use crate::server::problem::{Kind, Problem};

/// The longest place, in characters: what the core takes.
const MAX_PLACE_CHARS: u32 = 200;

/// What is done with the time of a meeting.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Way {
    /// It is agreed, or moved.
    Arrange,
    /// It is called off.
    CallOff,
}

impl Way {
    const fn word(self) -> &'static str {
        match self {
            Self::Arrange => "arrange",
            Self::CallOff => "call-off",
        }
    }

    /// Whether the reader may do this now.
    fn fits(self, loaded: &Loaded) -> bool {
        let mine = loaded.is_own() || loaded.is_led();
        let open = loaded.item.kind == ItemKind::Meeting
            && loaded.read.case.is_open()
            && loaded.status() == Status::Active;
        open && mine && (self == Self::Arrange || loaded.view().agreed(&loaded.item).is_some())
    }
}

/// What may be done with the time of the meeting: address and text.
pub(super) fn offers(loaded: &Loaded, speaker: Speaker<'_>) -> Vec<(String, String)> {
    let ways = [Way::Arrange, Way::CallOff];
    let agreed = loaded.view().agreed(&loaded.item).is_some();
    let offer = |way: Way| {
        let name = segment(loaded.item.id.as_str());
        let address = format!("/cases/{}/meetings/{name}/{}", loaded.read.case.id, way.word());
        (address, speaker.t(title(way, agreed)))
    };
    ways.into_iter()
        .filter(|way| way.fits(loaded))
        .map(offer)
        .collect()
}

const fn title(way: Way, agreed: bool) -> &'static str {
    match (way, agreed) {
        (Way::Arrange, false) => "meeting-arrange",
        (Way::Arrange, true) => "meeting-move",
        (Way::CallOff, _) => "meeting-call-off",
    }
}

/// When and where it is, in words.
pub(crate) fn agreed(view: &View<'_>, item: &Item) -> Option<Message> {
    let agreed = view.agreed(item)?;
    let message = Message::new("meeting-agreed").with("starts", agreed.starts);
    let message = message
        .with("ends", agreed.ends)
        .with("place", agreed.place.as_str());
    Some(message)
}

/// The form as it is sent.
#[derive(Default, Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    day: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    key: Key,
}

impl Written {
    /// The form filled with what is agreed.
    fn of(agreed: Option<&Agreed>, key: Key, page: &Shell) -> Self {
        let Some(agreed) = agreed else {
            return Self {
                key,
                ..Self::default()
            };
        };
        let time = |at: DateTime<Utc>| written::in_field(local_time(at).time(), page.language);
        Self {
            day: date(local_time(agreed.starts).date()),
            from: time(agreed.starts),
            until: time(agreed.ends),
            place: agreed.place.clone(),
            reason: String::new(),
            key,
        }
    }

    /// When it begins and ends; none where a field cannot be read.
    fn times(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let day = written::date(&self.day)?;
        let at = |text: &str| Some(instant_of(day.and_time(written::time(text)?)));
        Some((at(&self.from)?, at(&self.until)?))
    }

    fn form(&self, page: &Shell, way: Way, sent: bool) -> Form {
        let mut form = Form::new(page.language);
        if way == Way::CallOff {
            form.add(action_page::reason(page, &self.reason));
            if sent && self.reason.trim().is_empty() {
                form.wrong("reason", page.t("action-reason-missing"));
            }
            return form;
        }
        let time = |name: &str, label: String| Field::text(name, label).hint(page.t("form-time-example"));
        form.add(Field::date("day", page.t("meeting-day")).value(&self.day));
        form.add(time("from", page.t("meeting-from")).value(&self.from));
        form.add(time("until", page.t("meeting-until")).value(&self.until));
        let place = Field::text("place", page.t("meeting-place")).hint(page.t("meeting-place-hint"));
        form.add(place.longest(MAX_PLACE_CHARS).value(&self.place));
        if sent {
            self.judge(page, &mut form);
        }
        form
    }

    fn judge(&self, page: &Shell, form: &mut Form) {
        if written::date(&self.day).is_none() {
            form.wrong("day", page.t("away-write-day"));
        }
        for (name, text) in [("from", &self.from), ("until", &self.until)] {
            if written::time(text).is_none() {
                form.wrong(name, page.t("reach-time"));
            }
        }
        if self.place.trim().is_empty() {
            form.wrong("place", page.t("meeting-place-missing"));
        }
    }
}

/// What the address names: case, item and what is done.
type Place = Path<(CaseId, String, Way)>;

/// The page that asks.
pub(crate) async fn page(
    State(app): State<App>,
    Path((case, item, way)): Place,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let loaded = load(&app, &signed, case, &item).await?;
    if !way.fits(&loaded) {
        return Err(Problem::new(Kind::CONFLICT).detail(Message::new("action-does-not-fit")));
    }
    let key = Key::new(app.engine.ids().as_ref()).seeing(loaded.read.case.version);
    let written = Written::of(loaded.view().agreed(&loaded.item), key, &page);
    let page = titled(page, &loaded, way);
    let form = written.form(&page, way, false);
    Ok(drawn(&page, &loaded, way, (form, &written.key, None)))
}

/// Does it, or says at its field what is wrong.
pub(crate) async fn act(
    State(app): State<App>,
    Path((case, item, way)): Place,
    page: Shell,
    signed: Signed,
    Body(mut written): Body<Written>,
) -> Result<Response, Problem> {
    let loaded = load(&app, &signed, case, &item).await?;
    let page = titled(page, &loaded, way);
    let form = written.form(&page, way, true);
    let item = loaded.item.id.clone();
    let what = match way {
        Way::Arrange => written.times().map(|(starts, ends)| Asked::Arrange {
            item,
            starts,
            ends,
            place: written.place.clone(),
        }),
        Way::CallOff => Some(Asked::CallOff {
            item,
            reason: written.reason.clone(),
        }),
    };
    let Some(what) = what.filter(|_| form.is_right()) else {
        return Ok(drawn(&page, &loaded, way, (form, &written.key, None)));
    };
    let done = format!("flash-meeting-{}", way.word());
    Ok(
        match action_page::ask(&app, &signed, &page, (case, what, &written.key), &done).await? {
            Ok(answer) => answer,
            Err((alert, key)) => {
                written.key = key;
                drawn(&page, &loaded, way, (form, &written.key, Some(alert)))
            }
        },
    )
}

fn titled(page: Shell, loaded: &Loaded, way: Way) -> Shell {
    let agreed = loaded.view().agreed(&loaded.item).is_some();
    page.titled(&Message::new(title(way, agreed)))
}

fn drawn(page: &Shell, loaded: &Loaded, way: Way, asked: (Form, &Key, Option<Alert>)) -> Response {
    let about = Message::new(&format!("meeting-{}-about", way.word())).with("item", &loaded.item.title);
    let case = (
        loaded.read.case.id,
        loaded.read.title(&loaded.eyes, page.language),
    );
    action_page::drawn(page, case, page.say(&about), asked)
}
