//! Signing out at the provider too, where it offers that (OpenID Connect RP-Initiated Logout 1.0).

use samspil_core::id::TenantId;
use url::Url;

use super::kept;
use crate::app::App;

/// Where to send a browser that has signed out here; none where the provider does not offer it or cannot be asked, for
/// nobody is kept in because of that.
pub(crate) async fn sign_out_at(app: &App, tenant: TenantId, name: &str) -> Option<Url> {
    let kept = kept::named(app.engine.store().as_ref(), tenant, name)
        .await
        .ok()??;
    let provider = kept.provider;
    let now = app.gate.identity.now();
    let asked = app.open_id.directory(&provider.issuer, now).await;
    let (document, _) = asked
        .inspect_err(
            |error| tracing::info!(%tenant, provider = provider.name, %error, "signing out at a provider"),
        )
        .ok()?;
    let mut url = app.open_id.outward.fit(document.end_session.as_deref()?).ok()?;
    url.query_pairs_mut()
        .append_pair("client_id", &provider.client_id)
        .append_pair("post_logout_redirect_uri", &format!("{}/sign-in", app.url));
    Some(url)
}
