//! What every route can reach.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use samspil_core::text::Message;
use samspil_runtime::{Clock, Engine, SystemClock, TestClock};
use tokio_util::sync::CancellationToken;

use crate::backups;
use crate::endpoints::changes::Streams;
use crate::feed::MAX_A_MINUTE;
use crate::identity::Gate;
use crate::limits::{Limits, Rate};
use crate::openid::OpenId;
use crate::outward::Outward;
#[cfg(test)]
use crate::outward::Reach;
use crate::retention::Folder;
use crate::scim::Held;
use crate::server::problem::{Kind, Problem};
use crate::unusable::numbers;

/// How often one address of the network may go to a provider, come back or open a link in a minute: a municipality's whole
/// staff behind a single one begins its day.
const MAX_SIGN_INS_A_MINUTE: u32 = 600;

/// What every route can reach, shared: each request has a copy of its own for every layer that it passes.
#[derive(Clone)]
pub(crate) struct App(Arc<Parts>);

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What every route can reach.
pub(crate) struct Parts {
    /// Who is who, and whether readers come over HTTPS.
    pub(crate) gate: Gate,
    /// What runs the cases.
    pub(crate) engine: Arc<Engine>,
    /// The clock that moves only when told, where the program serves with one.
    pub(crate) test_clock: Option<Arc<TestClock>>,
    /// The API's own description.
    pub(crate) described: fn() -> serde_json::Value,
    /// Who follows changes.
    pub(crate) streams: Arc<Streams>,
    /// What municipalities publish, and who reads it.
    pub(crate) limits: Arc<Limits>,
    /// Where the pages lie for readers, without an end stroke.
    pub(crate) url: String,
    /// Who reads calendars.
    pub(crate) feeds: Rate,
    /// What asks sign-in providers.
    pub(crate) open_id: OpenId,
    /// Who signs in by a provider or a link.
    pub(crate) sign_ins: Rate,
    /// The organisation as directories last asked for it.
    pub(crate) directory: Held,
    /// Where cases are archived, where somewhere is named.
    pub(crate) archive: OnceLock<Folder>,
    /// Set where there is a page of samples, for whoever makes pages.
    pub(crate) samples: OnceLock<()>,
    /// The program stops: whoever holds a connection open lets it go.
    pub(crate) stopping: CancellationToken,
}

impl App {
    /// Over an engine, by the machine's own clock.
    #[cfg(test)]
    pub(crate) fn new(gate: Gate, engine: Arc<Engine>) -> Self {
        #[allow(clippy::unwrap_used, reason = "for tests alone")]
        let outward = Outward::new(Reach::Machine).unwrap();
        Self::by_clock(gate, engine, None, "http://samspil.example", outward)
    }

    /// Over an engine, by a clock that moves only when told where there is one.
    pub(crate) fn by_clock(
        gate: Gate,
        engine: Arc<Engine>,
        test_clock: Option<Arc<TestClock>>,
        url: &str,
        outward: Outward,
    ) -> Self {
        Self(Arc::new(Parts {
            gate,
            engine,
            test_clock,
            described: crate::endpoints::described_json,
            streams: Arc::default(),
            limits: Arc::default(),
            url: url.to_owned(),
            feeds: Rate::new(MAX_A_MINUTE),
            open_id: OpenId::new(outward),
            sign_ins: Rate::new(MAX_SIGN_INS_A_MINUTE),
            directory: Held::default(),
            archive: OnceLock::new(),
            samples: OnceLock::new(),
            stopping: CancellationToken::new(),
        }))
    }

    /// Whether every municipality's deadlines take effect.
    ///
    /// # Errors
    /// That timers are held, or what the store says.
    pub(crate) async fn timers(&self) -> Result<(), Problem> {
        match self.engine.store().held_tenants().await?.is_empty() {
            true => Ok(()),
            false => Err(Problem::new(Kind::TIMERS_HELD)),
        }
    }

    /// Whether every municipality has a copy that was seen to be whole, and that is not too old. By the machine's own clock, which
    /// copies are taken by.
    ///
    /// # Errors
    /// That one has none, or what the store says.
    pub(crate) async fn backed_up(&self) -> Result<(), Problem> {
        let store = self.engine.store();
        self.all_usable().await?;
        for (tenant, _) in store.tenants().await? {
            let age = backups::age(store.as_ref(), tenant, SystemClock.now()).await?;
            if age.is_none_or(|age| age > backups::OLDEST) {
                return Err(Problem::new(Kind::BACKUP_OLD));
            }
        }
        Ok(())
    }

    /// Whether commands can be kept now, of every municipality that is here, and what goes on in the background does.
    ///
    /// # Errors
    /// What the store says where they cannot, which municipalities cannot be used, or that something keeps falling.
    pub(crate) async fn ready(&self) -> Result<(), Problem> {
        self.engine.store().ready().await?;
        self.all_usable().await?;
        goes_on(&self.engine.keeps_falling())
    }

    /// Whether every municipality that is here can be used.
    ///
    /// # Errors
    /// Which cannot.
    async fn all_usable(&self) -> Result<(), Problem> {
        let unusable = self.engine.store().unusable().await?;
        if unusable.is_empty() {
            return Ok(());
        }
        for (tenant, error) in &unusable {
            tracing::error!(%tenant, %error, "the municipality cannot be used");
        }
        let said = Message::new("problem-not-all-usable-detail").with("municipalities", numbers(&unusable));
        Err(Problem::new(Kind::DATABASE_UNUSABLE).detail(said))
    }
}

/// Whether nothing in the background keeps falling.
fn goes_on(falling: &[&str]) -> Result<(), Problem> {
    if falling.is_empty() {
        return Ok(());
    }
    tracing::error!(?falling, "work in the background keeps falling");
    Err(Problem::new(Kind::KEEPS_FALLING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_whose_background_keeps_falling_is_not_ready() {
        assert!(goes_on(&[]).is_ok());
        let problem = goes_on(&["relay"]).unwrap_err();
        let told = (problem.status().as_u16(), problem.stable_code());
        assert_eq!(told, (503, "keeps-falling"));
    }
}
