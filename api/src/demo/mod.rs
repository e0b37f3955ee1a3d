//! `samspil demo`: an invented municipality with forty cases, and the story of one of them.

mod accounts;
mod build;
mod cast;
mod chance;
mod course;
mod courses;
mod documents;
mod flows;
mod forms;
mod habits;
mod ids;
mod keys;
mod methods;
mod moves;
mod needs;
mod office;
mod people;
mod place;
mod progress;
mod read;
mod story;
mod trials;
mod tuned;
mod unfold;

#[cfg(test)]
mod tests;

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::Args;
use samspil_core::calendar::{instant_of, local_date};
use samspil_core::case::Runnable;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Clock, SystemClock, TestClock};
use samspil_store::Store;
use tokio::net::TcpListener;

use self::build::{begins, build};
use self::courses::COURSES;
use self::methods::METHODS;
use self::people::{MUNICIPALITY, PASSWORD, PEOPLE};
use self::place::{Finished, Place, finish, look};
use self::progress::Progress;
use crate::identity::password::Passwords;
use crate::language::{Format, Told, print};
use crate::serve::{Readers, answering, log};
use crate::server::listen::asked_to_stop;
use crate::waiting::until_done;
use crate::words::say;

/// How many ports are tried, from the wanted one on.
const PORTS: u16 = 20;

/// What time it is on a day that is given as today.
const TIME_OF_DAY: NaiveTime = match NaiveTime::from_hms_opt(10, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// How the demo runs.
#[derive(Args)]
pub(crate) struct Demo {
    /// Builds the cases, tells the story of one of them and ends.
    #[arg(long)]
    once: bool,
    /// An empty folder to keep the demo in; otherwise it goes away when the program ends.
    #[arg(long, value_name = "FOLDER", conflicts_with = "database_url")]
    data: Option<PathBuf>,
    /// An empty PostgreSQL database for the demo alone: postgres://…
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// The port on 127.0.0.1; the next free one is taken where it is not.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The day on which the cases come to their end, in place of today; the pages are served by a clock that stands there
    /// and moves only when told.
    #[arg(long, hide = true)]
    today: Option<NaiveDate>,
}

impl Demo {
    fn now(&self) -> DateTime<Utc> {
        self.today
            .map_or_else(|| SystemClock.now(), |day| instant_of(day.and_time(TIME_OF_DAY)))
    }
}

/// Builds the demo, tells the story and serves until asked to stop.
pub(crate) fn run(demo: &Demo, language: Language, format: Format) -> ExitCode {
    log("warn");
    match until_done(running(demo, language, format)) {
        Err(error) => print(Err(error), format),
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(message)) => print(Err(say(&message, language)), format),
    }
}

async fn running(demo: &Demo, language: Language, format: Format) -> Result<(), Message> {
    let place = Place::choose(demo.data.as_deref(), demo.database_url.as_deref())?;
    let store = samspil_store::open(&place.url)
        .await
        .map_err(|error| error.message())?;
    let done = tokio::select! {
        done = shown(&store, demo, language) => done,
        () = asked_to_stop() => Err(Message::new("demo-stopped")),
    };
    let (told, run) = match done {
        Ok(done) => done,
        Err(message) => {
            store.close().await;
            return Err(message);
        }
    };
    if demo.once {
        print(Ok(told), format);
        store.close().await;
        return Ok(());
    }
    let vault = keys::vault(store.as_ref()).await?;
    let (listener, url) = free(demo.port).await?;
    let told = with_accounts(told, &run, &url, language);
    let readers = Readers {
        test_clock: demo.today.map(|_| Arc::new(TestClock::new(demo.now()))),
        ..Readers::nearby(url, vault)
    };
    answering(store, listener, readers, || {
        print(Ok(told), format);
    })
    .await
}

/// The demo that is there or is built now, and its story.
async fn shown(
    store: &Arc<dyn Store>,
    demo: &Demo,
    language: Language,
) -> Result<(Told, Arc<Runnable>), Message> {
    let (finished, about) = match look(store.as_ref()).await? {
        Some(finished) => (finished, Message::new("demo-found")),
        None => built(store, demo.now(), language).await?,
    };
    let (mut told, run) = read::story(store, finished.story, language).await?;
    let mut lines = vec![
        say(&about, language),
        say(&Message::new("demo-story"), language),
        String::new(),
    ];
    lines.append(&mut told.lines);
    lines.extend(tuned::lines(&finished.tuned, language));
    told.lines = lines;
    Ok((told, run))
}

async fn built(
    store: &Arc<dyn Store>,
    now: DateTime<Utc>,
    language: Language,
) -> Result<(Finished, Message), Message> {
    let fault = |detail: String| Message::new("demo-fault").with("detail", detail);
    let passwords = Passwords::new().map_err(|error| fault(error.to_string()))?;
    let password = passwords
        .hash(PASSWORD)
        .await
        .map_err(|error| fault(error.to_string()))?;
    let progress = Progress::new(local_date(begins(now)), local_date(now), language);
    let built = build(store, (&COURSES, &METHODS), now, &password, &|day| {
        progress.passed(day)
    })
    .await
    .map_err(|error| error.message())?;
    drop(progress);
    for one in &built.given_up {
        tracing::warn!(case = one.case, what = one.what, "given up");
    }
    let story = built.cases.first().copied();
    let story = story.ok_or_else(|| fault("no case".to_owned()))?;
    let tuned = tuned::tune(store, now).await?;
    let finished = Finished { story, tuned };
    finish(store.as_ref(), &finished).await?;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let about = Message::new("demo-built")
        .with("municipality", MUNICIPALITY)
        .with("cases", number(built.cases.len() + built.of_methods.len()))
        .with("people", number(PEOPLE.len()));
    Ok((finished, about))
}

fn with_accounts(mut told: Told, run: &Runnable, url: &str, language: Language) -> Told {
    let serving = Message::new("demo-serving").with("url", url);
    told.lines.push(String::new());
    told.lines.extend(accounts::lines(&run.flow, language));
    told.lines.push(String::new());
    told.lines.push(say(&serving, language));
    if let Some(json) = told.json.as_object_mut() {
        json.insert("url".to_owned(), url.into());
        json.insert("accounts".to_owned(), accounts::json(&run.flow, language));
    }
    told
}

/// The wanted port or the next free one, on this machine alone; any for port 0.
async fn free(wanted: u16) -> Result<(TcpListener, String), Message> {
    let last = if wanted == 0 {
        0
    } else {
        wanted.saturating_add(PORTS - 1)
    };
    let mut problem = String::new();
    for port in wanted..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => {
                let port = listener.local_addr().map_or(port, |address| address.port());
                return Ok((listener, format!("http://127.0.0.1:{port}")));
            }
            Err(error) => problem = error.to_string(),
        }
    }
    Err(Message::new("demo-no-port")
        .with("first", wanted.to_string())
        .with("last", last.to_string())
        .with("detail", problem))
}
