//! A version that was published, read again for the pages that tell of it.

use samspil_core::flow::{Diagnostic, Flow, late_reviews, read};
use samspil_core::guard::{Guards, compile_all};
use samspil_store::FlowVersion;
use serde::Deserialize;

use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// Which version; the newest where none is named.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    pub(super) version: Option<u32>,
    /// The versions before this one are listed; the newest where nothing is said.
    pub(super) before: Option<u32>,
}

/// The version, with what its file says.
pub(super) struct Version {
    pub(super) published: FlowVersion,
    pub(super) flow: Flow,
    pub(super) guards: Guards,
    /// What is worth looking at in it.
    pub(super) findings: Vec<Diagnostic>,
}

impl Version {
    /// Reads the version of this flow that is asked for.
    ///
    /// # Errors
    /// Where there is none; what the store says.
    pub(super) async fn read(app: &App, signed: &Signed, name: &str, asked: &Asked) -> Result<Self, Problem> {
        let found = app
            .engine
            .store()
            .flow(signed.tenant, name, asked.version)
            .await?;
        let published = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
        // A published flow could be read when it was published; what cannot be read now is a fault of ours.
        let (Some(flow), mut findings) = read(&published.text) else {
            return Err(Problem::new(Kind::FAULT));
        };
        let (guards, more) = compile_all(&flow);
        findings.extend(more);
        findings.extend(late_reviews(&flow, app.gate.identity.today()));
        Ok(Self {
            published,
            flow,
            guards,
            findings,
        })
    }
}
