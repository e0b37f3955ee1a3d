//! Checking a tenant's histories: every event, and that each case is at the end of its own.

use std::collections::VecDeque;
use std::sync::Arc;

use samspil_core::case::{Case, Event};
use samspil_core::id::{CaseId, TenantId};
use samspil_store::chain::{Broken, Verifier};
use samspil_store::{Hash, Store, StoreError, StoredCase, StoredEvent};

use super::pages::{CasePages, EventPages};
use super::{Anchors, PAGE, Tally, Wrong, WrongWhat, after_of};

/// After so many events it is told how far the check has come.
const BETWEEN_TELLINGS: u64 = 4_096;

const EVENTS: &str = "events";
const CASES: &str = "cases";

/// A tenant's histories under check.
pub(super) struct Histories<'a> {
    store: &'a Arc<dyn Store>,
    tenant: TenantId,
    anchors: &'a Anchors,
    replay: bool,
    cases: CasePages,
    events: EventPages,
}

impl<'a> Histories<'a> {
    pub(super) fn new(
        store: &'a Arc<dyn Store>,
        tenant: TenantId,
        anchors: &'a Anchors,
        replay: bool,
    ) -> Self {
        Self {
            store,
            tenant,
            anchors,
            replay,
            cases: CasePages::new(store, tenant, replay),
            events: EventPages::new(store, tenant),
        }
    }

    /// Checks all of them; the first bad row.
    pub(super) async fn check(
        &mut self,
        tally: &mut Tally,
        come: &mut (dyn FnMut(&Tally) + Send),
    ) -> Result<Option<Wrong>, StoreError> {
        let mut signed = self.anchors.cases.keys().copied().peekable();
        loop {
            let told = tally.events / BETWEEN_TELLINGS;
            let (case, of_event) = (self.cases.peek().await?, self.events.peek().await?);
            let Some(next) = case.into_iter().chain(of_event).min() else {
                break;
            };
            if let Some(gone) = gone_before(&mut signed, next) {
                return Ok(Some(self.wrong(CASES, gone, WrongWhat::Gone)));
            }
            let stored = if case == Some(next) {
                self.cases.take()
            } else {
                // Begun after its page was read, or of a case that somebody has removed.
                self.store.load(self.tenant, &[next], &[]).await?.cases.pop()
            };
            let Some(stored) = stored else {
                return Ok(Some(self.wrong(EVENTS, next, WrongWhat::NoCase)));
            };
            if let Some(wrong) = self.one(&stored, tally).await? {
                return Ok(Some(wrong));
            }
            tally.cases += 1;
            if tally.events / BETWEEN_TELLINGS > told {
                come(tally);
            }
        }
        come(tally);
        Ok(signed.next().map(|gone| self.wrong(CASES, gone, WrongWhat::Gone)))
    }

    const fn wrong(&self, table: &'static str, case: CaseId, what: WrongWhat) -> Wrong {
        Wrong::of(table, self.tenant, what).in_case(case)
    }

    /// Checks one case with its events.
    async fn one(&mut self, stored: &StoredCase, tally: &mut Tally) -> Result<Option<Wrong>, StoreError> {
        let case = stored.case;
        let signed = self.anchors.cases.get(&case).copied();
        let mut check = OneCase::new(stored, signed, self.replay);
        let mut late = VecDeque::new();
        loop {
            let event = match self.events.next_of(case).await? {
                Some(event) => Some(event),
                None => late.pop_front(),
            };
            let Some(event) = event else {
                // What came to the case after the page with its events was read.
                if check.number < stored.version && late.is_empty() {
                    late = self
                        .store
                        .events(self.tenant, case, check.number, PAGE)
                        .await?
                        .into();
                }
                if late.is_empty() {
                    break;
                }
                continue;
            };
            tally.events += 1;
            if let Err((number, what)) = check.take(&event) {
                return Ok(Some(self.wrong(EVENTS, case, what).at(number)));
            }
        }
        match check.end() {
            Err((table, number, what)) => {
                let wrong = self.wrong(table, case, what);
                Ok(Some(number.map_or(wrong.clone(), |number| wrong.at(number))))
            }
            Ok(replayed) => {
                tally.not_replayed += u64::from(self.replay && !replayed);
                Ok(None)
            }
        }
    }
}

/// The first case that was signed and comes before the next that is there. Those at the next or past it stay.
fn gone_before(
    signed: &mut std::iter::Peekable<impl Iterator<Item = CaseId>>,
    next: CaseId,
) -> Option<CaseId> {
    match signed.peek().copied() {
        Some(one) if one < next => Some(one),
        Some(one) if one == next => {
            signed.next();
            None
        }
        _ => None,
    }
}

/// One case under check. Others may change it meanwhile: what comes after the version that it was read at must hold on
/// by itself.
struct OneCase<'a> {
    stored: &'a StoredCase,
    signed: Option<(u64, Hash)>,
    verifier: Verifier,
    number: u64,
    at_version: bool,
    again: Again,
}

/// The case as its events make it.
enum Again {
    NotAsked,
    Begun(Option<Box<Case>>),
    /// A body was erased.
    Erased,
}

impl<'a> OneCase<'a> {
    fn new(stored: &'a StoredCase, signed: Option<(u64, Hash)>, replay: bool) -> Self {
        Self {
            stored,
            signed,
            verifier: Verifier::default(),
            number: 0,
            at_version: false,
            again: if replay {
                Again::Begun(None)
            } else {
                Again::NotAsked
            },
        }
    }

    fn take(&mut self, event: &StoredEvent) -> Result<(), (u64, WrongWhat)> {
        self.verifier
            .take(event)
            .map_err(|broken| (after_of(&broken), broken.into()))?;
        self.number = event.number;
        if event.number == self.stored.version {
            if event.chain != self.stored.chain {
                return Err((event.number, WrongWhat::Chain));
            }
            self.at_version = true;
        }
        if self
            .signed
            .is_some_and(|(number, chain)| number == event.number && chain != event.chain)
        {
            return Err((event.number, WrongWhat::NotAsSigned));
        }
        if event.number <= self.stored.version {
            self.replayed(event)
                .map_err(|error| (event.number, WrongWhat::Unreadable(error)))?;
        }
        Ok(())
    }

    fn replayed(&mut self, event: &StoredEvent) -> Result<(), String> {
        let Again::Begun(case) = &mut self.again else {
            return Ok(());
        };
        if event.body.is_empty() {
            self.again = Again::Erased;
            return Ok(());
        }
        let read: Event = serde_json::from_slice(&event.body).map_err(|error| error.to_string())?;
        match case {
            Some(case) => case.apply(&read),
            None => *case = Case::begin(&read).map(Box::new),
        }
        Ok(())
    }

    /// Whether the case was replayed; else what is wrong with its end.
    fn end(self) -> Result<bool, (&'static str, Option<u64>, WrongWhat)> {
        if !self.at_version {
            let broken = Broken::End {
                expected: self.stored.version,
                found: self.number,
            };
            return Err((CASES, None, broken.into()));
        }
        if let Some((signed, _)) = self.signed.filter(|(signed, _)| *signed > self.number) {
            let found = self.number;
            return Err((EVENTS, Some(signed), WrongWhat::CutShort { signed, found }));
        }
        match self.again {
            Again::NotAsked | Again::Erased => Ok(false),
            Again::Begun(again) => {
                let kept: Case = serde_json::from_slice(&self.stored.snapshot)
                    .map_err(|error| (CASES, None, WrongWhat::Unreadable(error.to_string())))?;
                // What it is called was taken away when its citizen was erased; what it was called stays in its history.
                let untitled = |mut again: Box<Case>| {
                    if kept.title.is_empty() {
                        again.title.clear();
                    }
                    again
                };
                if again.map(untitled).is_some_and(|again| *again == kept) {
                    Ok(true)
                } else {
                    Err((CASES, None, WrongWhat::NotAsReplayed))
                }
            }
        }
    }
}
