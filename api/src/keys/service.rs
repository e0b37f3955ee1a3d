//! Keys that a service holds and the machine does not: the text of a key file, as a secret of OpenBao or Vault (the
//! key-value secrets engine, version 2) or of a cloud's vault. It is fetched once, at the start, and kept in memory alone.

use std::path::PathBuf;

use clap::Args;
use samspil_core::text::Message;
use samspil_runtime::vault::{KeyFile, Secret};
use serde_json::Value;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

use crate::bounded::bytes_bounded;
use crate::outward::{Outward, OutwardError, Reach, Sent};
use crate::secret_file;

/// The largest file of authorities, in bytes: every authority of a large organisation is some 20 kB.
const MAX_AUTHORITIES_BYTES: usize = 1024 * 1024;

/// Which service, and how it is asked.
#[derive(Args, Clone, Default)]
pub(crate) struct KeysFrom {
    /// The address of the keys at a service that holds them, https or within the machine: what samspil keys new wrote,
    /// as a secret of OpenBao, Vault or a cloud. It is fetched at the start.
    #[arg(
        long,
        env = "SAMSPIL_KEYS_FROM",
        value_name = "URL",
        conflicts_with_all = ["keys", "text"]
    )]
    pub(super) keys_from: Option<String>,
    /// Where the text of the keys stands in the answer (JSON Pointer, RFC 6901); as it is given, where OpenBao and Vault
    /// put the field "keys" of a secret. A cloud's vault may say "/value".
    #[arg(
        long,
        env = "SAMSPIL_KEYS_AT",
        value_name = "POINTER",
        default_value = "/data/data/keys",
        requires = "keys_from"
    )]
    pub(super) keys_at: String,
    /// A file with the token that the service is shown (Authorization: Bearer), which nobody but the program may read.
    /// Without it none is shown: an agent on the machine may do that itself.
    #[arg(
        long,
        env = "SAMSPIL_KEYS_TOKEN_FILE",
        value_name = "FILE",
        requires = "keys_from"
    )]
    pub(super) keys_token_file: Option<PathBuf>,
    /// A file with the certificates (PEM) that the service's own is to be trusted by, beside the public ones.
    #[arg(long, env = "SAMSPIL_KEYS_CA", value_name = "FILE", requires = "keys_from")]
    pub(super) keys_ca: Option<PathBuf>,
}

impl KeysFrom {
    /// The keys, where a service is named.
    ///
    /// # Errors
    /// Where it does not answer, or with something else.
    pub(super) async fn keys(&self) -> Result<Option<KeyFile>, Message> {
        let Some(url) = &self.keys_from else {
            return Ok(None);
        };
        let token = self
            .keys_token_file
            .as_deref()
            .map(secret_file::read)
            .transpose()?;
        let answered = self.fetched(url, token.as_deref()).await?;
        let text = text_at(&answered, &self.keys_at).ok_or_else(|| {
            Message::new("keys-service-answer")
                .with("url", url.as_str())
                .with("at", self.keys_at.as_str())
        })?;
        let text = std::str::from_utf8(text.bytes()).unwrap_or_default();
        let keys = KeyFile::read(text).map_err(|error| {
            Message::new("keys-service-unfit")
                .with("url", url.as_str())
                .with("why", error.message())
        })?;
        Ok(Some(keys))
    }

    async fn fetched(&self, url: &str, token: Option<&str>) -> Result<Secret, Message> {
        let away = |why: Message| Message::new("keys-service").with("url", url).with("why", why);
        let outward = Outward::trusting(Reach::Everywhere, self.trusted()?);
        let outward = outward.map_err(|detail| away(Message::new("serve-fault").with("detail", detail)))?;
        match outward.fetch(url, Sent::Get { bearer: token }).await {
            Ok(bytes) => Ok(Secret::from(bytes)),
            Err(OutwardError::Refused {
                status: status @ (401 | 403),
                ..
            }) => Err(Message::new("keys-service-refused")
                .with("url", url)
                .with("status", u32::from(status))),
            Err(error) => Err(away(error.message())),
        }
    }

    fn trusted(&self) -> Result<Vec<CertificateDer<'static>>, Message> {
        let Some(file) = &self.keys_ca else {
            return Ok(Vec::new());
        };
        let pem = bytes_bounded(file, MAX_AUTHORITIES_BYTES)?;
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        match read {
            Ok(all) if !all.is_empty() => Ok(all),
            _ => Err(Message::new("keys-service-ca").with("file", file.display().to_string())),
        }
    }
}

/// The text at a place of a JSON answer.
fn text_at(answered: &Secret, at: &str) -> Option<Secret> {
    let mut read: Value = serde_json::from_slice(answered.bytes()).ok()?;
    match read.pointer_mut(at)?.take() {
        Value::String(text) => Some(Secret::from(text.into_bytes())),
        _ => None,
    }
}
