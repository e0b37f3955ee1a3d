//! `samspil serve`: pages and API over a store.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use samspil_core::calendar::local_date;
use samspil_core::text::{Language, Message};
use samspil_runtime::vault::Vault;
use samspil_runtime::{Clock, ClockBounds, Engine, Mailer, RandomIds, Settings, SystemClock, TestClock};
use samspil_store::Store;
use serde_json::json;
use tokio::net::TcpListener;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::app::App;
use crate::heads::HeadsTo;
use crate::identity::{Breached, Gate, Identity};
use crate::language::{Format, Told, print};
use crate::mail::mailer;
use crate::outward::{Outward, Reach};
use crate::retention::Folder;
use crate::routes::routes;
use crate::server::listen::{Limits, asked_to_stop, listen};
use crate::server::{Front, Https, Proxies};
use crate::server::{files, memory};
use crate::settings::ServeSettings;
use crate::unusable::told_of;
use crate::waiting::until_done;
use crate::words::say;

/// Serves until asked to stop.
pub(crate) fn serve(settings: &ServeSettings, language: Language, format: Format) -> ExitCode {
    log(&settings.log);
    memory::gives_back_at_once();
    memory::in_small_pages();
    match until_done(serving(settings, language, format)) {
        Err(error) => print(Err(error), format),
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(message)) => print(Err(say(&message, language)), format),
    }
}

async fn serving(settings: &ServeSettings, language: Language, format: Format) -> Result<(), Message> {
    if !settings.is_safe() {
        return Err(Message::new("serve-not-safe"));
    }
    files::raise();
    let (store, vault) = settings.store.open().await?;
    let unusable = match usable(&store).await {
        Ok(unusable) => unusable,
        Err(message) => {
            store.close().await;
            return Err(message);
        }
    };
    let listener = TcpListener::bind(settings.listen).await;
    let listener = listener.map_err(|error| cannot_listen(settings, &error))?;
    let address = listener
        .local_addr()
        .map_err(|error| cannot_listen(settings, &error))?;
    let url = match &settings.public_url {
        Some(url) => url.text.clone(),
        None => format!("http://{address}"),
    };
    let told = listening(&url, address, unusable, language);
    let way = Readers {
        https: Https(settings.https()),
        front: Front {
            proxies: Proxies(settings.proxies),
            bounds: settings.bounds,
        },
        test_clock: settings.test_clock.map(|moment| Arc::new(TestClock::new(moment))),
        mailer: mailer(&settings.mail, &url)?,
        heads: settings.heads.to()?,
        archive: settings.archive.clone(),
        samples: settings.samples,
        breached: breached(settings)?,
        url,
        bounds: settings.clock.bounds(),
        vault,
        outward_loopback: settings.outward_loopback,
    };
    answering(store, listener, way, || {
        print(Ok(told), format);
    })
    .await
}

/// Which municipalities cannot be used, told to the log too, where some can or there are none at all.
///
/// # Errors
/// Which cannot, where none can: the program would look well and answer for nobody.
async fn usable(store: &Arc<dyn Store>) -> Result<Vec<Message>, Message> {
    let unusable = store.unusable().await.map_err(|error| error.message())?;
    for (tenant, error) in &unusable {
        tracing::error!(%tenant, %error, "the municipality cannot be used");
    }
    let told: Vec<Message> = unusable.iter().map(told_of).collect();
    let some = store.tenants().await.map_err(|error| error.message())?;
    if some.is_empty() && !told.is_empty() {
        return Err(Message::new("serve-none-usable").with("all", told));
    }
    Ok(told)
}

/// Where it answers, and for whom it cannot.
fn listening(url: &str, address: SocketAddr, unusable: Vec<Message>, language: Language) -> Told {
    let mut lines = vec![say(&Message::new("serve-listening").with("url", url), language)];
    let each: Vec<String> = unusable.iter().map(|one| say(one, language)).collect();
    if !unusable.is_empty() {
        let all = Message::new("serve-not-all-usable").with("all", unusable);
        lines.push(say(&all, language));
    }
    Told {
        lines,
        json: json!({ "listening": address.to_string(), "url": url, "unusable": each }),
    }
}

fn breached(settings: &ServeSettings) -> Result<Option<Breached>, Message> {
    let file = settings.breached_passwords.as_deref();
    file.map(Breached::open).transpose()
}

/// How readers come and are told, and what they may move.
pub(crate) struct Readers {
    /// Over HTTPS.
    pub(crate) https: Https,
    /// Which way, and how much of us each may have.
    pub(crate) front: Front,
    /// A clock that moves only when told, for trials.
    pub(crate) test_clock: Option<Arc<TestClock>>,
    /// Where the pages lie for them.
    pub(crate) url: String,
    /// What sends them mail.
    pub(crate) mailer: Option<Arc<dyn Mailer>>,
    /// Where the ends of chains are written, signed.
    pub(crate) heads: Option<HeadsTo>,
    /// The folder that cases are archived in.
    pub(crate) archive: Option<PathBuf>,
    /// There is a page of samples.
    pub(crate) samples: bool,
    /// Passwords that others have found.
    pub(crate) breached: Option<Breached>,
    /// How far the clock may be out before timers are held.
    pub(crate) bounds: ClockBounds,
    /// What seals personal data.
    pub(crate) vault: Vault,
    /// What is fetched may lie on the machine itself, for trials.
    pub(crate) outward_loopback: bool,
}

impl Readers {
    /// Straight from the same machine, which may sleep as long as it likes.
    pub(crate) fn nearby(url: String, vault: Vault) -> Self {
        Self {
            https: Https(false),
            front: Front::direct(),
            test_clock: None,
            url,
            mailer: None,
            heads: None,
            archive: None,
            samples: true,
            breached: None,
            bounds: ClockBounds::NONE,
            vault,
            outward_loopback: false,
        }
    }
}

/// Answers over a store until asked to stop; `ready` runs once all is.
///
/// # Errors
/// Where the machine cannot keep secrets.
pub(crate) async fn answering(
    store: Arc<dyn Store>,
    listener: TcpListener,
    readers: Readers,
    ready: impl FnOnce(),
) -> Result<(), Message> {
    let now = Arc::new(|| SystemClock.now());
    let fault = |detail: String| Message::new("serve-fault").with("detail", detail);
    let identity = Identity::new(Arc::clone(&store), now).map_err(|error| fault(error.to_string()))?;
    let identity = identity
        .sealing_by(readers.vault.clone())
        .without(readers.breached);
    let outward = Outward::new(Reach::with_machine(readers.outward_loopback)).map_err(fault)?;
    let clock: Arc<dyn Clock> = match &readers.test_clock {
        Some(clock) => Arc::clone(clock) as Arc<dyn Clock>,
        None => Arc::new(SystemClock),
    };
    let today = {
        let clock = Arc::clone(&clock);
        Arc::new(move || local_date(clock.now()))
    };
    let gate = Gate {
        identity: Arc::new(identity.by_day(today)),
        https: readers.https,
    };
    let settings = Settings {
        bounds: readers.bounds,
        ..Settings::default()
    };
    let own = Arc::clone(&store);
    let engine = Engine::with_vault(own, clock, Arc::new(RandomIds), readers.vault, settings);
    if let Some(mailer) = readers.mailer {
        engine.mail_by(mailer);
    }
    let app = App::by_clock(
        gate,
        Arc::clone(&engine),
        readers.test_clock,
        &readers.url,
        outward,
    );
    if readers.samples {
        // Nothing was set before: the app has just been made.
        let _ = app.samples.set(());
    }
    if let Some(folder) = readers.archive {
        // Nothing was set before: the app has just been made.
        let _ = app.archive.set(Folder::new(folder, &engine));
    }
    let writing = readers
        .heads
        .map(|to| tokio::spawn(to.write(store, Arc::clone(engine.clock()), app.stopping.clone())));
    let stopping = app.stopping.clone();
    let stop = async move {
        asked_to_stop().await;
        stopping.cancel();
    };
    let app = routes(app, &readers.front);
    ready();
    listen(listener, app, Limits::of(&readers.front), stop).await;
    if let Some(writing) = writing {
        // It ends by itself, with what was done until now; that it could not write is in the log.
        let _ = writing.await;
    }
    engine.stop().await;
    Ok(())
}

fn cannot_listen(settings: &ServeSettings, error: &std::io::Error) -> Message {
    Message::new("serve-cannot-listen")
        .with("address", settings.listen.to_string())
        .with("detail", error.to_string())
}

/// To standard error: for people in a terminal, as JSON lines elsewhere.
pub(crate) fn log(what: &str) {
    let filter = what
        .parse()
        .unwrap_or_else(|_| Targets::new().with_default(LevelFilter::INFO));
    let to = tracing_subscriber::registry().with(filter);
    let lines = fmt::layer().with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        let _ = to.with(lines).try_init();
    } else {
        let _ = to.with(lines.json()).try_init();
    }
}
