//! A document as it was written: what it says never changes, and who holds its key can read it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use samspil_core::case::{Case, Runnable};
use samspil_core::id::TenantId;
use samspil_core::text::Text;
use samspil_store::{DocumentRow, Hash};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Failure;
use crate::engine::Shared;
use crate::sealing::{Held, Seal};
use crate::vault::{VaultError, open_with, seal_with};

/// What a document says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Frozen {
    /// Its heading.
    pub title: Text,
    /// The municipality's letterhead, as it was.
    pub letterhead: Text,
    /// The day that it bears.
    pub date: NaiveDate,
    /// To whom it is written, in words.
    pub to: String,
    /// What it says, as HTML.
    pub text: Text,
    /// Whether it is a form of which nothing may be changed.
    #[serde(default)]
    pub locked: bool,
}

/// What is sealed belongs to the document alone.
fn about(document: Uuid) -> Vec<u8> {
    [&b"document"[..], document.as_bytes()].concat()
}

impl Frozen {
    /// Its bytes and their sum.
    fn bytes(&self) -> Result<(Vec<u8>, Hash), Failure> {
        let bytes = serde_json::to_vec(self).map_err(|error| Failure::Incident(error.to_string()))?;
        let sum = Sha256::digest(&bytes).into();
        Ok((bytes, sum))
    }
}

impl Shared {
    /// What a document of the case is sealed with: as what is sensitive in the case is, whether or not its flow names
    /// anything so, for a letter tells who it is to.
    pub(super) async fn document_seal(
        &self,
        tenant: TenantId,
        run: &Runnable,
        case: &Case,
    ) -> Result<Seal, Failure> {
        if !self.vault.has_keys() {
            return Ok(Seal::Nothing);
        }
        let holders = crate::sealing::may_hold(run, case.id, &case.parties);
        let asked: BTreeSet<Uuid> = holders.iter().copied().collect();
        let mut found = self.keys.of(self.key_place(), tenant, &asked).await?;
        if !holders.iter().any(|holder| found.contains_key(holder)) {
            let own = BTreeSet::from([case.id.0]);
            found = self.keys.of_all(self.key_place(), tenant, &own).await?;
        }
        let held = holders
            .into_iter()
            .find_map(|holder| Some((holder, found.remove(&holder)?)));
        Ok(match held {
            Some((holder, Held::Key(key))) => Seal::Key(holder, key),
            Some((_, Held::Destroyed)) => Seal::Destroyed,
            Some((_, Held::Closed(error))) => return Err(error.into()),
            None => Seal::Nothing,
        })
    }

    /// A document's bytes as they are kept, their sum, and whose key they are under.
    pub(super) fn frozen(
        &self,
        document: Uuid,
        frozen: &Frozen,
        seal: &Seal,
    ) -> Result<(Vec<u8>, Hash, Option<Uuid>), Failure> {
        let (bytes, sum) = frozen.bytes()?;
        Ok(match seal {
            Seal::Nothing => (bytes, sum, None),
            Seal::Destroyed => return Err(VaultError::Destroyed.into()),
            Seal::Key(holder, key) => {
                let sealed = seal_with(key, &about(document), &bytes)?;
                // A bare sum of a short text could be tried.
                let sum = Sha256::digest(&sealed).into();
                (sealed, sum, Some(*holder))
            }
        })
    }

    /// What a document says; none where its key was destroyed.
    pub(super) async fn thawed(
        &self,
        tenant: TenantId,
        row: &DocumentRow,
    ) -> Result<Option<Frozen>, Failure> {
        let sum: Hash = Sha256::digest(&row.body).into();
        if sum != row.sum {
            return Err(Failure::Incident(
                "a document is not as it was written".to_owned(),
            ));
        }
        let opened;
        let bytes = match row.sealed_by {
            None => row.body.as_slice(),
            Some(holder) => {
                let asked = BTreeSet::from([holder]);
                let keys = self.keys.of(self.key_place(), tenant, &asked).await?;
                let key = match keys.get(&holder) {
                    Some(Held::Key(key)) => key,
                    Some(Held::Destroyed) => return Ok(None),
                    Some(Held::Closed(error)) => return Err(error.clone().into()),
                    None => return Err(VaultError::Broken.into()),
                };
                opened = open_with(key, &about(row.id), &row.body)?;
                opened.bytes()
            }
        };
        // What the parser would say may hold a part of it.
        let frozen = serde_json::from_slice(bytes);
        frozen
            .map(Some)
            .map_err(|_| Failure::Incident("a document cannot be read".to_owned()))
    }
}
