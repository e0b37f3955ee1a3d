//! Mail: what is due is gathered into one mail for each person, sent by whoever can send, and tried again or given up.

mod fault;
mod invitation;
mod round;
mod stood_in;

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use samspil_core::text::Language;
use tokio::sync::{Mutex, Notify};
use uuid::Uuid;

pub use fault::MailFault;
pub use invitation::{Invitation, deadline_uid, meeting_uid};
pub(crate) use round::run;
pub(crate) use stood_in::LOOK_AGAIN;

use crate::engine::Engine;
use crate::{Failure, engine::Shared};

/// A mail to be sent. It holds nothing of a case: whoever reads it on the way learns that something waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mail {
    /// Its id. A mail that is sent a second time, since nobody knows whether the first went out, has the same.
    pub id: Uuid,
    /// The tenant.
    pub tenant: TenantId,
    /// The address.
    pub to: String,
    /// The reader's language.
    pub language: Language,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// How many things wait.
    pub things: u32,
    /// The meeting that it is about, where it is an invitation or takes one back.
    pub invitation: Option<Invitation>,
}

/// What sends mail.
#[async_trait]
pub trait Mailer: Send + Sync + 'static {
    /// Sends a mail, within a bounded time.
    async fn send(&self, mail: &Mail) -> Result<(), MailFault>;

    /// Nothing is to be sent for a while: what was held open for the next is let go.
    async fn rest(&self) {}
}

/// What an engine has for its mail.
#[derive(Default)]
pub(crate) struct Post {
    mailer: OnceLock<Arc<dyn Mailer>>,
    news: Notify,
    /// One round at a time on this node: whoever asks for a round knows, when it is over, that nothing is under way.
    at_work: Mutex<()>,
}

impl Post {
    /// What sends, where something does.
    pub(crate) fn mailer(&self) -> Option<&Arc<dyn Mailer>> {
        self.mailer.get()
    }

    /// Someone is to be told.
    pub(crate) fn heard(&self) {
        self.news.notify_one();
    }
}

impl Engine {
    /// From now on people are told by mail, too. The first that is given sends; all nodes of one store are to have one,
    /// or none.
    pub fn mail_by(&self, mailer: Arc<dyn Mailer>) {
        if self.shared().post.mailer.set(mailer).is_ok() {
            let shared = Arc::clone(self.shared());
            self.in_background("mail", move || run(Arc::clone(&shared)));
        }
    }

    /// Sends every mail that is due, and returns how many went out.
    ///
    /// # Errors
    /// What the store says.
    pub async fn send_mail(&self) -> Result<usize, Failure> {
        round::send_due(self.shared()).await.map(|done| done.sent)
    }

    /// Tries a mail that was given up anew. False where there is no such mail.
    ///
    /// # Errors
    /// What the store says.
    pub async fn try_mail_again(&self, tenant: TenantId, mail: Uuid) -> Result<bool, Failure> {
        let shared = self.shared();
        let found = shared
            .store
            .try_mail_again(tenant, mail, shared.clock.now())
            .await?;
        shared.post.heard();
        Ok(found)
    }

    /// The next moment at which mail is due; none where nothing sends.
    ///
    /// # Errors
    /// What the store says.
    pub async fn next_mail(&self) -> Result<Option<DateTime<Utc>>, Failure> {
        let shared: &Shared = self.shared();
        if shared.post.mailer().is_none() {
            return Ok(None);
        }
        Ok(shared.store.next_mail().await?)
    }
}
