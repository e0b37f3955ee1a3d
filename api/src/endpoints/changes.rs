//! News of changes, as they happen (server-sent events).

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use futures::stream::{self, Stream};
use samspil_core::id::{PersonId, TenantId};
use samspil_core::text::Message;
use samspil_runtime::{Heard, Missed, Object, Watch};
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::identity::{Places, Signed, Way};
use crate::server::problem::{Kind, Problem};

/// How many streams may be open in all: each holds a connection and some 10 kB.
const MAX_STREAMS: usize = 5_000;

/// How many streams one person may have open: a few windows.
const MAX_OF_PERSON: usize = 8;

/// How long a stream lasts: then the reader comes again, and what they may see is asked anew.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// How often a stream without news says that it lives, so that nobody between cuts it off.
const ALIVE: Duration = Duration::from_secs(15);

/// How long readers wait before they come again.
const COME_AGAIN: Duration = Duration::from_secs(2);

/// A change is told some time after the moment that it bears: whoever comes again is told this much anew.
const OVERLAP: TimeDelta = TimeDelta::seconds(30);

/// The number of the last event that a reader has seen.
const LAST: HeaderName = HeaderName::from_static("last-event-id");

/// How many readers are looked at anew at a time after a change: as many as the store answers side by side. A thousand at
/// once would each hold what it takes to ask.
const LOOKED_AT_ONCE: usize = 16;

/// Who has how many streams open, and whose turn it is to be looked at anew.
#[derive(Debug)]
pub(crate) struct Streams {
    open: Mutex<BTreeMap<(TenantId, PersonId), usize>>,
    looking: Semaphore,
}

impl Default for Streams {
    fn default() -> Self {
        Self {
            open: Mutex::default(),
            looking: Semaphore::new(LOOKED_AT_ONCE),
        }
    }
}

/// A place for a stream, given back when dropped.
struct Place {
    streams: Arc<Streams>,
    of: (TenantId, PersonId),
}

impl Streams {
    fn take(self: &Arc<Self>, of: (TenantId, PersonId)) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.values().sum::<usize>() >= MAX_STREAMS {
            return None;
        }
        let own = open.entry(of).or_default();
        if *own >= MAX_OF_PERSON {
            return None;
        }
        *own += 1;
        Some(Place {
            streams: Arc::clone(self),
            of,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = open.get_mut(&self.of) {
            *own -= 1;
            if *own == 0 {
                open.remove(&self.of);
            }
        }
    }
}

/// News of cases that you may know of: `change` with the case and its version, `reset` where something was missed and
/// all that is shown should be read anew. With `Last-Event-ID` the stream begins with what changed since. It ends now
/// and then; come again.
#[utoipa::path(
    get, path = "/changes", tag = "cases",
    params(("last-event-id" = Option<String>, Header, description = "The `id` of the last event that you have seen.")),
    responses((status = 200, content_type = "text/event-stream", body = String, description = "Events.")),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let place = app
        .streams
        .take((signed.tenant, signed.person))
        .ok_or_else(|| Problem::new(Kind::TOO_MANY).detail(Message::new("problem-too-many-streams")))?;
    // Listening begins before what was missed is read, so that nothing falls between.
    let look = signed.look(Object::Changes);
    let watch = app.engine.watch(signed.tenant, signed.by(), &look).await?;
    let missed = match headers.get(LAST) {
        None => Vec::new(),
        Some(last) => match last.to_str().ok().and_then(moment) {
            None => vec![Told::Reset],
            Some(since) => missed(&app, &watch, since).await?,
        },
    };
    let telling = Telling {
        app: app.clone(),
        watch,
        missed,
        ends: Instant::now() + LONGEST,
        stopping: app.stopping.clone(),
        first: true,
        of: (signed.tenant, signed.person),
        way: signed.way,
        places: (signed.members.clone(), signed.stands_in.clone()),
        _place: place,
    };
    let alive = KeepAlive::new().interval(ALIVE);
    let unbuffered = [(HeaderName::from_static("x-accel-buffering"), "no")];
    Ok((unbuffered, Sse::new(told(telling)).keep_alive(alive)).into_response())
}

/// What is told.
#[derive(Clone, Copy)]
enum Told {
    Change(samspil_core::id::CaseId, u64),
    Reset,
}

async fn missed(app: &App, watch: &Watch, since: DateTime<Utc>) -> Result<Vec<Told>, Problem> {
    let missed = app.engine.missed(watch, since - OVERLAP).await?;
    Ok(match missed {
        Missed::TooMany => vec![Told::Reset],
        Missed::These(cases) => cases
            .into_iter()
            // Told from the end of the list.
            .rev()
            .map(|(case, version)| Told::Change(case, version))
            .collect(),
    })
}

/// The moment that an event's id names, in microseconds since 1970.
fn moment(id: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(id.parse().ok()?)
}

struct Telling {
    app: App,
    watch: Watch,
    missed: Vec<Told>,
    ends: Instant,
    stopping: CancellationToken,
    first: bool,
    /// Who reads.
    of: (TenantId, PersonId),
    /// By what they showed it: a stream tells no more than a request by that would.
    way: Way,
    /// The places in units that they came with, and in whose stead they acted.
    places: Places,
    _place: Place,
}

fn told(telling: Telling) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(telling, async |mut telling| {
        if std::mem::take(&mut telling.first) {
            let hello = Event::default().retry(COME_AGAIN).comment("hello");
            return Some((Ok(hello), telling));
        }
        let told = match telling.missed.pop() {
            Some(told) => told,
            None => telling.next().await?,
        };
        let event = event(told, telling.app.engine.clock().now());
        Some((Ok(event), telling))
    })
}

impl Telling {
    /// The next change; none where the stream ends, as it does when what the reader may see has changed: they come again.
    async fn next(&mut self) -> Option<Told> {
        let heard = tokio::select! {
            () = self.stopping.cancelled() => None,
            () = tokio::time::sleep_until(self.ends) => None,
            heard = self.watch.next() => heard,
        };
        let heard = heard?;
        // Apart, so that a stream that waits holds no room for the question.
        let places = Box::pin(self.places()).await;
        if places? != self.places {
            return None;
        }
        Some(match heard {
            Heard::Case { case, version } => Told::Change(case, version),
            Heard::Lost => Told::Reset,
        })
    }

    /// The places that the reader has by now; none where they may not sign in any more, what they came by has ended, or the
    /// store cannot tell.
    async fn places(&self) -> Option<Places> {
        let _turn = self.app.streams.looking.acquire().await.ok()?;
        let (tenant, person) = self.of;
        let places = self.app.gate.identity.still(tenant, (person, self.way)).await;
        places.ok().flatten()
    }
}

fn event(told: Told, now: DateTime<Utc>) -> Event {
    let event = Event::default().id(now.timestamp_micros().to_string());
    match told {
        Told::Change(case, version) => event
            .event("change")
            .data(json!({"case": case, "version": version}).to_string()),
        Told::Reset => event.event("reset").data("{}"),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_person_has_so_many_streams_and_gets_them_back() {
        let streams = Arc::new(Streams::default());
        let of = |n| (TenantId(12_345_678), PersonId(Uuid::from_u128(n)));
        let places: Vec<_> = (0..MAX_OF_PERSON).map(|_| streams.take(of(1)).unwrap()).collect();
        assert!(streams.take(of(1)).is_none());
        assert!(streams.take(of(2)).is_some());
        drop(places);
        assert!(streams.take(of(1)).is_some());
        assert!(streams.open.lock().unwrap().is_empty());
    }

    #[test]
    fn an_id_is_a_moment() {
        assert_eq!(moment("1790000000000000").unwrap().timestamp(), 1_790_000_000);
        for id in ["", "x", "1.5", "99999999999999999999"] {
            assert_eq!(moment(id), None, "{id}");
        }
    }
}
