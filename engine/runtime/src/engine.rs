//! The engine: what a program holds to run cases.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use samspil_core::calendar::Calendar;
use samspil_core::case::{Asked, Binding, Runnable, Start};
use samspil_core::flow::Entry;
use samspil_core::id::{CaseId, CommandId, PartyId, TenantId};
use samspil_store::{About, Hash, Incident, Store};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Semaphore, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::calendars::Calendars;
use crate::citizens::people_of;
use crate::compiling::Compiling;
use crate::denied::Sought;
use crate::flows::Flows;
use crate::houses::Houses;
use crate::look::{self, UnitNames};
use crate::mail::Post;
use crate::plan_bounds::KnownBounds;
use crate::relay::Relay;
use crate::round::Ticket;
use crate::rows::{Key, sum_of};
use crate::sealing::HeldKeys;
use crate::seen::Watchers;
use crate::supervised::{Falls, supervised};
use crate::timers::Timers;
use crate::tuning::Journals;
use crate::under_way::UnderWay;
use crate::vault::{Purpose, Vault};
use crate::writer::{self, Command, Lane, Queue, Reply, Wanted};
use crate::{Answer, By, Clock, ClockBounds, Failure, Ids};

/// How an engine runs.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Whether this node fires timers and sends notices; off for a program that only asks.
    pub background: bool,
    /// How far the clock may be out before timers are held.
    pub bounds: ClockBounds,
}

impl Settings {
    /// Of a program that only asks.
    pub const ASKING: Self = Self {
        background: false,
        bounds: ClockBounds::NONE,
    };
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            background: true,
            bounds: ClockBounds::default(),
        }
    }
}

/// What all parts of an engine share.
pub(crate) struct Shared {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) vault: Vault,
    pub(crate) keys: HeldKeys,
    pub(crate) flows: Flows,
    pub(crate) calendars: Calendars,
    pub(crate) journals: Journals,
    pub(crate) unit_names: UnitNames,
    pub(crate) houses: Houses,
    pub(crate) plan_bounds: KnownBounds,
    /// Who replays a year's cases does so alone.
    pub(crate) replaying: Semaphore,
    pub(crate) compiling: Compiling,
    /// Trying and playing, with turns of their own: it takes longer than reading.
    pub(crate) trying: Compiling,
    /// Searches of all runs of a flow, with turns of their own.
    pub(crate) searching: Compiling,
    pub(crate) timers: Timers,
    pub(crate) under_way: UnderWay,
    pub(crate) relay: Relay,
    pub(crate) post: Post,
    pub(crate) watchers: Watchers,
    pub(crate) falls: Falls,
    /// Whether this node does anything by itself.
    pub(crate) background: bool,
    pub(crate) bounds: ClockBounds,
    pub(crate) stop: CancellationToken,
}

impl Shared {
    /// The sum of what a command asks. With keys it is a keyed one: what was asked may be sensitive, and little enough to
    /// be tried.
    pub(crate) fn sum_of(&self, tenant: TenantId, parts: &[&[u8]]) -> Hash {
        let sum = sum_of(tenant, parts);
        self.vault.blind(tenant, Purpose::COMMAND, &sum).unwrap_or(sum)
    }

    pub(crate) async fn flow(
        &self,
        tenant: TenantId,
        flow: &str,
        version: u32,
    ) -> Result<Arc<Runnable>, Failure> {
        let calendar = self.calendar(tenant).await?;
        let journal = self.journal(tenant).await?;
        let store = self.store.as_ref();
        let flows = &self.flows;
        flows
            .ready(store, tenant, flow, version, calendar, &journal)
            .await
    }

    /// The tenant's journal of tunings, oldest first.
    pub(crate) async fn journal(&self, tenant: TenantId) -> Result<Arc<Vec<Entry>>, Failure> {
        let now = self.clock.now();
        self.journals.of(self.store.as_ref(), tenant, now).await
    }

    /// The tenant's newest calendar.
    pub(crate) async fn calendar(&self, tenant: TenantId) -> Result<Calendar, Failure> {
        let now = self.clock.now();
        self.calendars.of(self.store.as_ref(), tenant, now).await
    }

    /// Lets a case rest until someone has looked. The incident itself must not bring anything down: where it cannot
    /// be kept, the log has it.
    pub(crate) async fn raise(&self, tenant: TenantId, case: CaseId, what: &str) {
        self.raise_about(tenant, About::Case(case), what).await;
    }

    /// Says that somebody must look at something.
    pub(crate) async fn raise_about(&self, tenant: TenantId, about: About, what: &str) {
        if let Err(error) = self.keep_incident(tenant, about, what).await {
            tracing::error!(%tenant, ?about, %error, "incident not kept");
        }
    }

    /// The same, where nothing may go on before it is kept.
    pub(crate) async fn keep_incident(
        &self,
        tenant: TenantId,
        about: About,
        what: &str,
    ) -> Result<(), Failure> {
        let incident = Incident {
            id: self.ids.next(),
            about,
            at: self.clock.now(),
            body: what.as_bytes().to_vec(),
            resolved_at: None,
            resolved_by: None,
        };
        tracing::error!(%tenant, ?about, what, "incident");
        self.store.raise(tenant, incident).await?;
        Ok(())
    }
}

/// What begins a case.
#[derive(Clone, PartialEq, Debug)]
pub struct Begin {
    /// The flow's name.
    pub flow: String,
    /// The version; where none is named that of a trial that one of its units has today, or the latest.
    pub version: Option<u32>,
    /// What people call the case.
    pub title: String,
    /// Whom its parties are bound to.
    pub parties: Vec<(PartyId, Vec<Binding>)>,
    /// What is known from the start.
    pub data: serde_json::Value,
}

/// A command for a case.
#[derive(Clone, PartialEq, Debug)]
pub struct Ask {
    /// The case.
    pub case: CaseId,
    /// What.
    pub what: Asked,
    /// The version that the asker saw, where they insist that it is the latest.
    pub seen: Option<u64>,
}

/// The engine.
pub struct Engine {
    shared: Arc<Shared>,
    writers: Mutex<BTreeMap<(TenantId, Lane, usize), Queue>>,
    pub(crate) readers: Mutex<BTreeMap<TenantId, look::Queue>>,
    pub(crate) tasks: TaskTracker,
}

impl Engine {
    /// An engine over a store, without keys: nothing sensitive is kept by it.
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        settings: Settings,
    ) -> Arc<Self> {
        Self::with_vault(store, clock, ids, Vault::none(), settings)
    }

    /// An engine over a store. Where it runs in the background it fires timers and sends notices from now on.
    #[must_use]
    pub fn with_vault(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        vault: Vault,
        settings: Settings,
    ) -> Arc<Self> {
        let engine = Arc::new(Self {
            shared: Arc::new(Shared {
                store,
                clock,
                ids,
                vault,
                keys: HeldKeys::default(),
                flows: Flows::default(),
                calendars: Calendars::default(),
                journals: Journals::default(),
                unit_names: UnitNames::default(),
                houses: Houses::default(),
                plan_bounds: KnownBounds::default(),
                replaying: Semaphore::const_new(1),
                compiling: Compiling::default(),
                trying: Compiling::default(),
                searching: Compiling::alone(),
                timers: Timers::default(),
                under_way: UnderWay::default(),
                relay: Relay::default(),
                post: Post::default(),
                watchers: Watchers::default(),
                falls: Falls::default(),
                background: settings.background,
                bounds: settings.bounds,
                stop: CancellationToken::new(),
            }),
            writers: Mutex::default(),
            readers: Mutex::default(),
            tasks: TaskTracker::new(),
        });
        engine.begin_loops(settings.background);
        engine
    }

    /// The store, for lists and people.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.shared.store
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }

    /// Where new ids come from.
    #[must_use]
    pub fn ids(&self) -> &Arc<dyn Ids> {
        &self.shared.ids
    }

    /// What seals personal data.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.shared.vault
    }

    pub(crate) const fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Begins what goes on until the engine stops.
    fn begin_loops(self: &Arc<Self>, background: bool) {
        let shared = Arc::clone(&self.shared);
        self.supervise("watch", move || crate::seen::watch(Arc::clone(&shared)));
        if background {
            let engine = Arc::clone(self);
            self.supervise("timers", move || crate::timers::run(Arc::clone(&engine)));
            let engine = Arc::clone(self);
            self.supervise("recount", move || crate::recount::run(Arc::clone(&engine)));
            let engine = Arc::clone(self);
            self.supervise("protection", move || {
                crate::citizens::tell_protection(Arc::clone(&engine))
            });
            let engine = Arc::clone(self);
            self.supervise("relay", move || crate::relay::run(Arc::clone(&engine)));
            let shared = Arc::clone(&self.shared);
            self.supervise("schedules", move || crate::schedules::run(Arc::clone(&shared)));
        }
    }

    fn supervise<F: Future<Output = ()> + Send + 'static>(
        &self,
        name: &'static str,
        work: impl Fn() -> F + Send + Sync + 'static,
    ) {
        self.tasks.spawn(supervised(Arc::clone(&self.shared), name, work));
    }

    /// Runs it beside until the engine stops, where this node does anything by itself; it begins anew where it falls.
    pub(crate) fn in_background<F: Future<Output = ()> + Send + 'static>(
        &self,
        name: &'static str,
        work: impl Fn() -> F + Send + Sync + 'static,
    ) {
        if self.shared.background {
            self.supervise(name, work);
        }
    }

    /// Begins a case.
    ///
    /// # Errors
    /// [`Failure`] says why not.
    pub async fn begin(
        &self,
        tenant: TenantId,
        by: By,
        begin: Begin,
        key: Option<CommandId>,
    ) -> Result<Answer, Failure> {
        let named = (begin.flow.as_str(), begin.version);
        let found = self.shared.begins_by(tenant, named, &begin.parties).await;
        // Sent again after the trial, it gets the answer that it had.
        let is_known = matches!(found, Err(Failure::OnTrial)) && self.was_answered(tenant, key).await?;
        let version = match begin.version {
            Some(version) if is_known => version,
            _ => found?,
        };
        // The same key must give the same case, so that a second sending is known by the store.
        let case = key.map_or_else(|| CaseId(self.shared.ids.next()), |key| by.case_of(key));
        let key = key.map(|id| Key {
            id,
            body: self
                .shared
                .sum_of(tenant, &[b"begin", &by.bytes(), format!("{begin:?}").as_bytes()]),
        });
        let people = people_of(begin.parties.iter().flat_map(|(_, to)| to));
        let protection = self.shared.protection_of(tenant, people).await?;
        let start = Start {
            id: case,
            title: begin.title,
            parties: begin.parties,
            data: begin.data,
            parent: None,
            paired: None,
            protection,
        };
        let wanted = Wanted::Begin {
            flow: begin.flow,
            version,
            start: Box::new(start),
        };
        let command = Command {
            key,
            ..Command::new(case, by, wanted)
        };
        self.send(tenant, command).await
    }

    /// Whether a command with this key has been answered.
    pub(crate) async fn was_answered(
        &self,
        tenant: TenantId,
        key: Option<CommandId>,
    ) -> Result<bool, Failure> {
        let Some(key) = key else {
            return Ok(false);
        };
        Ok(!self.store().load(tenant, &[], &[key]).await?.answers.is_empty())
    }

    /// Asks something of a case.
    ///
    /// # Errors
    /// [`Failure`] says why not.
    pub async fn ask(
        &self,
        tenant: TenantId,
        by: By,
        ask: Ask,
        key: Option<CommandId>,
    ) -> Result<Answer, Failure> {
        let key = key.map(|id| Key {
            id,
            body: self.shared.sum_of(
                tenant,
                &[
                    b"ask",
                    &by.bytes(),
                    ask.case.0.as_bytes(),
                    format!("{:?}", ask.what).as_bytes(),
                ],
            ),
        });
        let what = self.with_protection(tenant, ask.what).await?;
        let command = Command {
            key,
            seen: ask.seen,
            ..Command::new(ask.case, by, Wanted::Do(what))
        };
        self.send(tenant, command).await
    }

    /// Sends a command to the writer of its case, and waits for the answer.
    pub(crate) async fn send(&self, tenant: TenantId, command: Command) -> Result<Answer, Failure> {
        let (reply, answer) = oneshot::channel();
        let (case, lane) = (command.case, Lane::of(&command));
        let sought = Sought::new(tenant, &command.by, case, ("command", None));
        let now = self.shared.clock.now();
        let _under_way = (lane == Lane::People).then(|| self.shared.under_way.begin());
        self.writer(tenant, lane, case)?
            .try_send(command.work(now, Reply::Asker(reply)))
            .map_err(|_| Failure::Busy)?;
        sought.answered(answer.await.map_err(|_| Failure::Stopping)?)
    }

    /// Sends a command of a claimed timer. Where it cannot be taken, the ticket is let go.
    pub(crate) fn send_timer(&self, tenant: TenantId, command: Command, ticket: Ticket) {
        let (case, lane, now) = (command.case, Lane::of(&command), self.shared.clock.now());
        let Ok(writer) = self.writer(tenant, lane, case) else {
            return;
        };
        match writer.try_send(command.work(now, Reply::Timer(ticket))) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => tracing::debug!(%tenant, %case, "a timer is woken later"),
            Err(TrySendError::Closed(_)) => {
                tracing::warn!(%tenant, %case, "a writer fell, and a timer is woken later");
            }
        }
    }

    fn writer(&self, tenant: TenantId, lane: Lane, case: CaseId) -> Result<Queue, Failure> {
        let count = self.shared.store.writers_per_tenant().max(1);
        // Ids end in chance, so their last bytes spread cases evenly.
        let place = usize::from(case.0.as_bytes().last().copied().unwrap_or_default()) % count;
        let mut writers = self.writers.lock().unwrap_or_else(PoisonError::into_inner);
        // Asked under the lock: whoever stops clears this afterwards, and one that began later would never end.
        if self.shared.stop.is_cancelled() {
            return Err(Failure::Stopping);
        }
        let start = || {
            let (queue, task) = writer::start(Arc::clone(&self.shared), tenant, lane);
            self.tasks.spawn(task);
            queue
        };
        let queue = writers.entry((tenant, lane, place)).or_insert_with(start);
        if queue.is_closed() {
            // It panicked. Those who waited for it were told to come back.
            tracing::warn!(%tenant, ?lane, "a writer fell, and another takes its place");
            *queue = start();
        }
        Ok(queue.clone())
    }

    /// A published flow, ready to run; the latest version where none is named.
    ///
    /// # Errors
    /// [`Failure::NoFlow`] where there is none.
    pub async fn flow(
        &self,
        tenant: TenantId,
        flow: &str,
        version: Option<u32>,
    ) -> Result<Arc<Runnable>, Failure> {
        let published = self
            .shared
            .store
            .flow(tenant, flow, version)
            .await?
            .ok_or(Failure::NoFlow)?;
        self.shared.flow(tenant, flow, published.version).await
    }

    /// Takes no more commands, finishes what waits, and lets go of the store.
    pub async fn stop(&self) {
        self.shared.stop.cancel();
        self.writers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.tasks.close();
        self.tasks.wait().await;
        self.shared.store.close().await;
    }
}
