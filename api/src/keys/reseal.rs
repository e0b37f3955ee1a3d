//! The keys of citizens and cases are sealed anew under the newest key of the file, with a count for whoever waits.

use std::sync::Arc;

use clap::Args;
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Engine, Failure, RandomIds, Settings, SystemClock};
use serde_json::json;

use crate::account::chosen;
use crate::identity::reseal_code_apps;
use crate::language::Told;
use crate::openid::kept;
use crate::progress::bar;
use crate::settings::StoreSettings;
use crate::words::say;

/// What the count looks like.
const TEMPLATE: &str = "{spinner} {pos}";

/// Where it is done.
#[derive(Args)]
pub(crate) struct Reseal {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; may be left out where there is only one.
    #[arg(long)]
    municipality: Option<i32>,
}

pub(super) async fn reseal(asked: &Reseal, language: Language) -> Result<Told, Message> {
    let (store, vault) = asked.store.open().await?;
    let tenant = chosen(&store, asked.municipality).await;
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    let engine = Engine::with_vault(store, clock, ids, vault, Settings::ASKING);
    let done = match tenant {
        Err(message) => Err(message),
        Ok(tenant) => {
            let bar = bar(TEMPLATE, None);
            let done = engine.reseal(tenant, &|count| bar.set_position(count)).await;
            bar.finish_and_clear();
            let done = match done {
                Ok(done) => sign_in(&engine, tenant).await.map(|()| done),
                Err(failure) => Err(failure),
            };
            done.map_err(crate::account::fault)
        }
    };
    engine.stop().await;
    let done = done?;
    let count = i64::try_from(done.keys).unwrap_or(i64::MAX);
    let message = Message::new("keys-resealed")
        .with("count", count)
        .with("under", done.under);
    Ok(Told {
        lines: vec![say(&message, language)],
        json: json!({ "resealed": done.keys, "under": done.under }),
    })
}

/// What signing in keeps sealed.
async fn sign_in(engine: &Engine, tenant: TenantId) -> Result<(), Failure> {
    let (store, vault) = (engine.store().as_ref(), engine.vault());
    reseal_code_apps(store, vault, tenant).await?;
    kept::reseal(store, vault, tenant).await
}
