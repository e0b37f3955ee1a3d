//! Everything that is kept of a citizen, over HTTP and on the command line.

use std::path::PathBuf;
use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use clap::Args;
use samspil_core::id::PersonId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Engine, RandomIds, Settings, SystemClock, WayIn};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::account::{chosen, fault};
use crate::app::App;
use crate::identity::Signed;
use crate::language::Told;
use crate::pages::export::{Export, Form, PARTS_WAITING};
use crate::server::problem::Problem;
use crate::server::streamed::streamed;
use crate::settings::StoreSettings;
use crate::words::say;

/// What is taken out, and where to.
#[derive(Args)]
pub(crate) struct TakeOut {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; may be left out where there is only one.
    #[arg(long)]
    municipality: Option<i32>,
    /// The citizen's id in the register.
    citizen: Uuid,
    /// Why, in a line: it is logged.
    #[arg(long)]
    why: String,
    /// The file: JSON where its name ends so, else HTML.
    #[arg(long, short)]
    output: PathBuf,
}

/// The form that a program asks for.
pub(crate) fn form_of(headers: &HeaderMap) -> Form {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    if accepts.is_some_and(|accepts| accepts.contains("application/json")) {
        Form::Json
    } else {
        Form::Html
    }
}

/// The file as an answer that is sent while it is written.
pub(crate) async fn taken_out(
    app: &App,
    signed: &Signed,
    citizen: PersonId,
    (purpose, form, language): (&str, Form, Language),
) -> Result<Response, Problem> {
    let export = Export {
        engine: Arc::clone(&app.engine),
        tenant: signed.tenant,
        citizen,
        by: Some(signed.person),
        members: signed.members.clone(),
        way: signed.way_in(),
        purpose: purpose.to_owned(),
        form,
        language,
    };
    let known = export.begin().await?;
    let (out, parts) = mpsc::channel(PARTS_WAITING);
    let writing = tokio::spawn(async move { export.write(&known, &out).await });
    let (kind, name) = match form {
        Form::Html => ("text/html; charset=utf-8", "indsigt.html"),
        Form::Json => ("application/json", "indsigt.json"),
    };
    let about = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((about, streamed(parts, writing)).into_response())
}

/// Writes the file.
pub(super) async fn take_out(asked: &TakeOut, language: Language) -> Result<Told, Message> {
    let (store, vault) = asked.store.open().await?;
    let tenant = chosen(&store, asked.municipality).await;
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    let engine = Engine::with_vault(store, clock, ids, vault, Settings::ASKING);
    let done = match tenant {
        Err(message) => Err(message),
        Ok(tenant) => {
            let json = asked.output.extension().is_some_and(|ending| ending == "json");
            let export = Export {
                engine: Arc::clone(&engine),
                tenant,
                citizen: PersonId(asked.citizen),
                by: None,
                members: Vec::new(),
                way: WayIn::Program,
                purpose: asked.why.clone(),
                form: if json { Form::Json } else { Form::Html },
                language,
            };
            written(export, asked, language).await
        }
    };
    engine.stop().await;
    done
}

async fn written(export: Export, asked: &TakeOut, language: Language) -> Result<Told, Message> {
    if let Some(fault) = super::purpose_fault(&asked.why) {
        return Err(fault);
    }
    let known = export.begin().await;
    let known = known.map_err(|refused| refused.message().unwrap_or_else(|| fault(refused)))?;
    let mut file = tokio::fs::File::create(&asked.output).await.map_err(fault)?;
    let (out, mut parts) = mpsc::channel::<String>(PARTS_WAITING);
    let writing = tokio::spawn(async move { export.write(&known, &out).await });
    while let Some(part) = parts.recv().await {
        file.write_all(part.as_bytes()).await.map_err(fault)?;
    }
    writing.await.map_err(fault)?.map_err(fault)?;
    file.sync_all().await.map_err(fault)?;
    let told = Message::new("citizen-taken-out").with("file", asked.output.display().to_string());
    Ok(Told {
        lines: vec![say(&told, language)],
        json: json!({ "citizen": asked.citizen, "file": asked.output }),
    })
}
