//! How the program stands, for administrators: whether it keeps and counts, what waits for somebody, which versions run.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Clock, MAX_PAGE, SystemClock};
use samspil_store::{Archiving, Backup, FlowVersion, Running};

use super::address::segment;
use super::parts::{Badge, Cell, Definitions, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::backups::{MAX_SHOWN, OLDEST, age, old, size};
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Where the page lies.
pub(super) const PATH: &str = "/system";

#[derive(Template)]
#[template(path = "system.html")]
struct SystemPage<'page> {
    page: &'page Shell,
    facts: Definitions,
    running: Table,
    copies: Table,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("system-title"));
    let store = app.engine.store();
    let running = store.running(signed.tenant).await?;
    let flows = store.flows(signed.tenant).await?;
    let template = SystemPage {
        facts: facts(&app, &page, &signed).await?,
        copies: of_copies(&page, &store.backups(signed.tenant, MAX_SHOWN).await?),
        running: of_versions(&page, &running, &flows),
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.running, &template.copies]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

/// Well or not, in words on a ground.
fn state(page: &Shell, is_well: bool, (well, ill): (&str, &str)) -> Cell {
    let (key, tone) = match is_well {
        true => (well, Tone::Success),
        false => (ill, Tone::Error),
    };
    Cell::Badge(Badge {
        text: page.t(key),
        tone: Some(tone),
    })
}

/// How many of a list wait for somebody, with the way to it.
fn waiting(page: &Shell, href: &str, count: usize) -> Cell {
    let most = usize::try_from(MAX_PAGE).unwrap_or(usize::MAX);
    let key = match count {
        0 => return Cell::Text(page.t("system-none-waits")),
        count if count >= most => "system-many-wait",
        _ => "system-wait",
    };
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    Cell::Link {
        href: href.to_owned(),
        text: page.say(&Message::new(key).with("count", count)),
    }
}

async fn facts(app: &App, page: &Shell, signed: &Signed) -> Result<Definitions, Problem> {
    let (store, vault) = (app.engine.store(), app.engine.vault());
    let keeps = store.ready().await.is_ok();
    let counts = !app.engine.holds_timers(signed.tenant).await?;
    let incidents = store.incidents(signed.tenant, true, MAX_PAGE).await?.len();
    let mails = store.given_up_mails(signed.tenant, MAX_PAGE).await?.len();
    let key = match vault.newest(signed.tenant) {
        Ok(number) if vault.has_keys() => {
            let said = Message::new("system-key").with("number", number);
            Cell::Text(page.say(&said))
        }
        _ => Cell::Text(page.t("system-no-keys")),
    };
    let clock = match &app.test_clock {
        None => "system-clock-own",
        Some(_) => "system-clock-test",
    };
    let archive = match app.archive.get() {
        None => "system-archive-none",
        Some(_) => "system-archive-there",
    };
    let rows = [
        ("system-version", Cell::Text(env!("CARGO_PKG_VERSION").to_owned())),
        (
            "system-keeps",
            state(page, keeps, ("system-well", "system-keeps-not")),
        ),
        (
            "system-deadlines",
            state(page, counts, ("system-well", "system-deadlines-held")),
        ),
        ("system-incidents", waiting(page, "/incidents", incidents)),
        ("system-mails", waiting(page, "/mails", mails)),
        ("system-keys", key),
        ("system-clock", Cell::Text(page.t(clock))),
        ("system-archive", Cell::Text(page.t(archive))),
        ("system-copies", last_copy(app, page, signed).await?),
    ];
    let mut rows: Vec<(String, Cell)> = rows
        .map(|(key, cell)| (page.say(&Message::new(key)), cell))
        .into();
    if let Some(archiving) = store.archiving(signed.tenant).await? {
        rows.push((page.t("system-archiving"), of_archiving(page, &archiving)));
    }
    Ok(Definitions(rows))
}

/// How old the last copy is that was seen to be whole, with a warning where it is too old.
async fn last_copy(app: &App, page: &Shell, signed: &Signed) -> Result<Cell, Problem> {
    // Copies are taken by the machine's own clock, also where cases go by another.
    let age = age(app.engine.store().as_ref(), signed.tenant, SystemClock.now()).await?;
    let (said, tone) = match age {
        None => (Message::new("backup-none-whole"), Tone::Error),
        Some(age) if age > OLDEST => (Message::new("backup-too-old").with("age", old(age)), Tone::Error),
        Some(age) => (Message::new("backup-last").with("age", old(age)), Tone::Success),
    };
    Ok(Cell::Stack(vec![
        Cell::Badge(Badge {
            text: page.say(&said),
            tone: Some(tone),
        }),
        Cell::Small(page.t("system-copies-about")),
    ]))
}

/// How the database copies itself onwards.
fn of_archiving(page: &Shell, archiving: &Archiving) -> Cell {
    let state = match (archiving.on, archiving.failed_at) {
        (false, _) => Badge {
            text: page.t("system-archiving-off"),
            tone: Some(Tone::Warning),
        },
        (true, Some(_)) => Badge {
            text: page.t("system-archiving-fails"),
            tone: Some(Tone::Error),
        },
        (true, None) => Badge {
            text: page.t("system-archiving-on"),
            tone: Some(Tone::Success),
        },
    };
    let last = archiving.last_at.map(|at| Cell::moment(at, page.language));
    Cell::Stack(std::iter::once(Cell::Badge(state)).chain(last).collect())
}

/// The copies that are known of.
fn of_copies(page: &Shell, all: &[Backup]) -> Table {
    let row =
        |one: &Backup| {
            let (key, tone) = match (&one.fault, one.verified_at) {
                (Some(_), _) => ("backup-failed", Tone::Error),
                (None, Some(_)) => ("backup-whole", Tone::Success),
                (None, None) => ("backup-not-checked", Tone::Warning),
            };
            // What this program fell over is a sentence of its own; what others tell is written down as it is.
            let fault = one.fault.as_deref().map(|fault| {
                let own: Result<Message, _> = serde_json::from_str(fault);
                Cell::Small(own.map_or_else(|_| fault.to_owned(), |own| page.say(&own)))
            });
            let state = Cell::Badge(Badge {
                text: page.t(key),
                tone: Some(tone),
            });
            vec![
                Cell::moment(one.taken_at, page.language),
                Cell::Stack(std::iter::once(state).chain(fault).collect()),
                one.verified_at
                    .map_or(Cell::Empty, |at| Cell::moment(at, page.language)),
                Cell::Text(
                    one.bytes
                        .map(|bytes| size(bytes, page.language))
                        .unwrap_or_default(),
                ),
                Cell::Text(one.place.clone()),
                Cell::Text(page.say(
                    &Message::new(&format!("backup-way-{}", one.way.word())).with("by", one.by.as_str()),
                )),
            ]
        };
    Table {
        caption: page.t("backup-copies"),
        head: ["taken", "state", "verified", "size", "place", "by"]
            .map(|column| page.t(&format!("backup-column-{column}")))
            .into(),
        rows: all.iter().map(row).collect(),
        empty: page.t("backup-none"),
    }
}

/// Which versions of flows open cases run by.
fn of_versions(page: &Shell, running: &[Running], flows: &[FlowVersion]) -> Table {
    let language: Language = page.language;
    let row = |one: &Running| {
        let newest = flows.iter().find(|flow| flow.flow == one.flow);
        let title = newest.map_or(one.flow.as_str(), |flow| flow.title.in_language(language));
        let is_newest = newest.is_some_and(|flow| flow.version == one.version);
        vec![
            Cell::Link {
                href: format!("/flows/{}", segment(&one.flow)),
                text: title.to_owned(),
            },
            Cell::Text(one.version.to_string()),
            Cell::Text(page.t(if is_newest {
                "system-newest"
            } else {
                "system-older"
            })),
            Cell::Text(one.cases.to_string()),
        ]
    };
    Table {
        caption: page.t("system-running"),
        head: ["flow", "version", "state", "cases"]
            .map(|column| page.t(&format!("system-column-{column}")))
            .into(),
        rows: running.iter().map(row).collect(),
        empty: page.t("system-nothing-runs"),
    }
}
