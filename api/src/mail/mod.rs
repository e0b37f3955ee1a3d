//! Mail: written so that it says nothing of any case, and handed to the mail server.

mod address;
mod smtp;
mod words;

use std::sync::Arc;

use samspil_core::text::Message;
use samspil_runtime::Mailer;

pub(crate) use self::address::{MailServer, is_address};
use self::smtp::Smtp;
use crate::settings::MailSettings;

/// What sends mail by these settings, with links to the pages at this address; none where no mail server is named.
///
/// # Errors
/// A sentence where the settings cannot be used.
pub(crate) fn mailer(settings: &MailSettings, pages: &str) -> Result<Option<Arc<dyn Mailer>>, Message> {
    let Some(server) = &settings.smtp_url else {
        return Ok(None);
    };
    let smtp = Smtp::new(server, settings, pages)?;
    Ok(Some(Arc::new(smtp)))
}
