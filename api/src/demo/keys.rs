//! The demo's own keys. They lie in its own store: everything in it is invented, and it needs no other file.

use std::sync::Arc;

use samspil_core::text::Message;
use samspil_runtime::vault::{KeyFile, Vault};
use samspil_store::Store;

use super::people::TENANT;

/// The setting that holds them.
const SETTING: &str = "demo-keys";

/// The vault of the demo that the store holds; its keys are made when they are first asked for. The municipality must be
/// there.
///
/// # Errors
/// What the store says, where the keys cannot be read, or where the machine gives no random numbers.
pub(super) async fn vault(store: &dyn Store) -> Result<Vault, Message> {
    let kept = store.setting(TENANT, SETTING).await;
    let keys = match kept.map_err(|error| error.message())? {
        Some(text) => KeyFile::read(&String::from_utf8_lossy(&text)).map_err(|error| error.message())?,
        None => made(store).await?,
    };
    Ok(Vault::new(Arc::new(keys)))
}

async fn made(store: &dyn Store) -> Result<KeyFile, Message> {
    let keys = KeyFile::fresh().map_err(|error| error.message())?;
    let text = keys.text().bytes().to_vec();
    let put = store.put_setting(TENANT, SETTING, text).await;
    put.map_err(|error| error.message())?;
    Ok(keys)
}
