//! Beginning a draft: of a flow that is not there yet, or of the newest version of one.

use axum::Form as Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::flow::{MAX_TITLE_CHARS, read, with_protocol};
use samspil_core::id::FlowId;
use samspil_core::text::Message;
use samspil_store::{Draft, FlowVersion, ScenarioFile};
use serde::Deserialize;

use super::{list, place};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::shell::Shell;
use crate::server::problem::{Kind, Problem};

/// What a new flow says: one party and one task, so that it can be played and published from the start.
const NEW: &str = include_str!("new_flow.yaml");

/// The form for a new flow.
#[derive(Default, Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) title: String,
}

/// A new flow by its name and title; where it is there already its draft is opened, begun where there is none.
pub(super) async fn new(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(named): Body<Named>,
) -> Result<Response, Problem> {
    let (name, title) = (named.name.trim(), named.title.trim());
    let wrong = match FlowId::new(name) {
        Err(_) => Some(("name", "workbench-name-wrong")),
        Ok(_) if title.is_empty() || title.chars().count() > MAX_TITLE_CHARS => {
            Some(("title", "workbench-title-wrong"))
        }
        Ok(_) => None,
    };
    if let Some((field, key)) = wrong {
        let wrong = (field, page.say(&Message::new(key)));
        return list::drawn(&app, page, &signed, &named, Some(wrong)).await;
    }
    if app
        .engine
        .store()
        .flow(signed.tenant, name, None)
        .await?
        .is_none()
    {
        // Text as JSON is text as YAML.
        let title = serde_json::to_string(title).unwrap_or_default();
        let text = NEW.replace("NAME", name).replace("TITLE", &title);
        begin(&app, &signed, name, text, Vec::new()).await?;
        return Ok(Redirect::to(&place(name, "")).into_response());
    }
    of_published(State(app), Path(name.to_owned()), signed).await
}

/// A draft of the newest version of a flow, with its scenarios; the one that is there, where one is.
pub(super) async fn of_published(
    State(app): State<App>,
    Path(flow): Path<String>,
    signed: Signed,
) -> Result<Response, Problem> {
    let store = app.engine.store();
    let newest = store.flow(signed.tenant, &flow, None).await?;
    let newest = newest.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let scenarios = store.scenarios(signed.tenant, &flow, newest.version).await?;
    let text = own_text(&app, &signed, newest).await?;
    begin(&app, &signed, &flow, text, scenarios).await?;
    Ok(Redirect::to(&place(&flow, "")).into_response())
}

async fn begin(
    app: &App,
    signed: &Signed,
    flow: &str,
    text: String,
    scenarios: Vec<ScenarioFile>,
) -> Result<(), Problem> {
    let newest = app.engine.store().draft(signed.tenant, flow, None).await?;
    if newest.as_ref().is_some_and(|draft| !draft.is_over()) {
        return Ok(());
    }
    let draft = Draft {
        flow: flow.to_owned(),
        number: newest.map_or(0, |draft| draft.number).saturating_add(1),
        text,
        scenarios,
        written_at: app.engine.clock().now(),
        written_by: signed.name.clone(),
    };
    // Where somebody began one at the same moment, theirs is opened.
    app.engine.store().write_draft(signed.tenant, draft).await?;
    Ok(())
}

/// The file as it is written: what a flow takes of the other flow of its pair was put behind it when it was published, and is
/// put there anew.
async fn own_text(app: &App, signed: &Signed, version: FlowVersion) -> Result<String, Problem> {
    let (Some(flow), _) = read(&version.text) else {
        return Ok(version.text);
    };
    let Some(pair) = flow.pair.as_ref().filter(|pair| !pair.begins()) else {
        return Ok(version.text);
    };
    let other = app
        .engine
        .store()
        .flow(signed.tenant, pair.with.as_str(), None)
        .await?;
    let lines = version.text.lines();
    let own: Vec<&str> = lines.take_while(|line| !line.starts_with("protocol:")).collect();
    let own = format!("{}\n", own.join("\n"));
    let whole = other.and_then(|other| with_protocol(&own, &other.text));
    Ok(if whole.as_ref() == Some(&version.text) {
        own
    } else {
        version.text
    })
}

#[cfg(test)]
mod tests {
    use samspil_core::guard::compile_all;

    use super::*;

    #[test]
    fn a_new_flow_has_nothing_wrong_with_it() {
        let text = NEW.replace("NAME", "ny").replace("TITLE", "\"Ny: 'æ'\"");
        let (flow, findings) = read(&text);
        assert_eq!(findings, []);
        let flow = flow.unwrap();
        assert_eq!((flow.id.as_str(), flow.title.da.as_str()), ("ny", "Ny: 'æ'"));
        assert_eq!(compile_all(&flow).1, []);
    }
}
