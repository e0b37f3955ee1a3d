//! Whoever works on the command line shows who they are by their password, where that must be known.

use std::sync::Arc;

use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_store::{Person, Store};

use super::add::{first_line, known};
use super::fault;
use crate::identity::password::Passwords;

/// The person with this user name, whose password is the first line of standard input.
///
/// # Errors
/// Where there is no such person who may sign in, or the password is another.
pub(crate) async fn password_of(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    login: &str,
) -> Result<Person, Message> {
    let password = first_line()?;
    let person = known(store, tenant, login).await?;
    let passwords = Passwords::new().map_err(fault)?;
    let kept = person.password.as_deref();
    let matches = passwords.matches(&password, kept).await.map_err(fault)?;
    if matches && person.active {
        Ok(person)
    } else {
        Err(Message::new("account-wrong-password").with("login", login))
    }
}
