//! Saying what has become of a letter: sent, received, not come; and writing one that lacked something.

use axum::Form as Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::calendar::Channel;
use samspil_core::case::{Asked, Dispatch, Eyes, Letter};
use samspil_core::id::{CaseId, ItemId};
use samspil_core::text::Message;
use samspil_runtime::{CaseRead, Object, WriteRefused};
use serde::Deserialize;

use super::{action_page, letters};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::key::Key;
use crate::pages::names::Names;
use crate::pages::parts::{Alert, Choice, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::words::{Speaker, written};
use crate::server::problem::{Kind, Problem};

/// What is said of the letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Way {
    /// It was sent.
    Sent,
    /// It came, and somebody can show when.
    Received,
    /// It did not come.
    Failed,
    /// It is to be written from the case as it is now.
    Write,
}

impl Way {
    const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Failed => "failed",
            Self::Write => "write",
        }
    }
}

/// What the reader wrote.
#[derive(Default, Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    on: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    shown: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    key: Key,
}

/// The letter, where the reader may say this of it.
async fn found(
    app: &App,
    signed: &Signed,
    (case, item, number, way): (CaseId, &str, u32, Way),
) -> Result<(CaseRead, Eyes, ItemId, Letter), Problem> {
    let by = signed.by();
    let read = app
        .engine
        .read(signed.tenant, &by, case, &signed.look(Object::Form))
        .await?;
    let eyes = read.eyes(&by);
    let item = ItemId::with_row(item).map_err(|_| Problem::new(Kind::NOT_FOUND))?;
    let known = app.engine.letters(signed.tenant, &by, &read).await?;
    let known = known
        .into_iter()
        .find(|known| known.item == item && known.letter.number == number);
    let known = known.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let ways = letters::offered(&read, &eyes, &item, &known.letter, known.is_written);
    if !ways.contains(&way.word()) {
        return Err(Problem::new(Kind::CONFLICT).detail(Message::new("action-does-not-fit")));
    }
    Ok((read, eyes, item, known.letter))
}

/// The page that asks.
pub(crate) async fn page(
    State(app): State<App>,
    Path((case, item, number, way)): Path<(CaseId, String, u32, Way)>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let (read, eyes, _, letter) = found(&app, &signed, (case, &item, number, way)).await?;
    let written = Written {
        key: Key::new(app.engine.ids().as_ref()).seeing(read.case.version),
        ..Written::default()
    };
    let page = titled(page, way);
    let form = form(&page, way, &written);
    Ok(drawn(&page, (&read, &eyes), (&letter, way), form, &written, None))
}

/// Takes it up, or says at its field what is wrong.
pub(crate) async fn act(
    State(app): State<App>,
    Path((case, item, number, way)): Path<(CaseId, String, u32, Way)>,
    page: Shell,
    signed: Signed,
    Body(mut written): Body<Written>,
) -> Result<Response, Problem> {
    let (read, eyes, item, letter) = found(&app, &signed, (case, &item, number, way)).await?;
    let page = titled(page, way);
    let mut form = form(&page, way, &written);
    let done = format!("flash-letter-{}", way.word());
    if way == Way::Write {
        let by = signed.by();
        let wrote = app
            .engine
            .write_letter(signed.tenant, &by, &read, &item, number)
            .await;
        return match wrote {
            Ok(()) => {
                let mut answer = Redirect::to(&format!("/cases/{case}")).into_response();
                flash::say_next(&mut answer, Tone::Success, &done, app.gate.https);
                Ok(answer)
            }
            Err(WriteRefused::Failure(failure)) => Err(failure.into()),
            Err(refused) => {
                let alert = Alert::new(page.language, Tone::Error, page.say(&refused.message()));
                Ok(drawn(
                    &page,
                    (&read, &eyes),
                    (&letter, way),
                    form,
                    &written,
                    Some(alert),
                ))
            }
        };
    }
    let Some(news) = news(&page, way, &written, &mut form).filter(|_| form.is_right()) else {
        return Ok(drawn(&page, (&read, &eyes), (&letter, way), form, &written, None));
    };
    let what = Asked::Dispatch {
        item,
        number: Some(number),
        news,
    };
    Ok(
        match action_page::ask(&app, &signed, &page, (case, what, &written.key), &done).await? {
            Ok(answer) => answer,
            Err((alert, key)) => {
                written.key = key;
                drawn(&page, (&read, &eyes), (&letter, way), form, &written, Some(alert))
            }
        },
    )
}

/// What was written, with what is wrong with it said in the form.
fn news(page: &Shell, way: Way, written: &Written, form: &mut Form) -> Option<Dispatch> {
    let on = written::date(&written.on);
    if on.is_none() && matches!(way, Way::Sent | Way::Received) {
        form.wrong("on", page.t("letter-on-wrong"));
    }
    match way {
        Way::Sent => {
            let channel = Channel::named(&written.channel);
            if channel.is_none() {
                form.wrong("channel", page.t("letter-channel-wrong"));
            }
            Some(Dispatch::Sent {
                channel: channel?,
                on: on?,
            })
        }
        Way::Received => {
            if written.shown.trim().is_empty() {
                form.wrong("shown", page.t("letter-shown-missing"));
            }
            Some(Dispatch::Received {
                on: on?,
                shown_by: written.shown.trim().to_owned(),
            })
        }
        Way::Failed => {
            if written.reason.trim().is_empty() {
                form.wrong("reason", page.t("action-reason-missing"));
            }
            Some(Dispatch::Failed {
                reason: written.reason.trim().to_owned(),
            })
        }
        Way::Write => None,
    }
}

fn titled(page: Shell, way: Way) -> Shell {
    page.titled(&Message::new(&format!("letter-way-{}", way.word())))
}

fn form(page: &Shell, way: Way, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    if way == Way::Sent {
        let channels = Channel::ALL
            .iter()
            .map(|(word, channel)| Choice::new((*word).to_owned(), page.say(&channel.message())));
        let channel = Field::select("channel", page.t("letter-channel"), channels.collect());
        form.add(channel.value(&written.channel));
    }
    if matches!(way, Way::Sent | Way::Received) {
        form.add(Field::date("on", page.t(&format!("letter-{}-on", way.word()))).value(&written.on));
    }
    if way == Way::Received {
        let shown = Field::text("shown", page.t("letter-shown"));
        form.add(shown.longest(500).value(&written.shown));
    }
    if way == Way::Failed {
        form.add(action_page::reason(page, &written.reason));
    }
    form
}

fn drawn(
    page: &Shell,
    (read, eyes): (&CaseRead, &Eyes),
    (letter, way): (&Letter, Way),
    form: Form,
    written: &Written,
    alert: Option<Alert>,
) -> Response {
    let names = Names::default();
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let about = Message::new(&format!("letter-{}-about", way.word()));
    let about = about.with("document", letters::titled(read, letter, speaker));
    let case = (read.case.id, read.title(eyes, page.language));
    action_page::drawn(page, case, page.say(&about), (form, &written.key, alert))
}
