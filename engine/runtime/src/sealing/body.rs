//! A body as it is kept: what happened, without the sensitive values, and these sealed beside it.

use std::collections::BTreeSet;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use samspil_core::case::{HoldsValues, put_back, take_out};
use samspil_core::flow::Value;
use samspil_core::id::{CaseId, FieldPath};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Failure;
use crate::vault::{Secret, VaultError, open_with, seal_with};

/// What sealed values belong to: elsewhere they do not open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum About {
    /// The event with this number.
    Event(CaseId, u64),
    /// The case after so many events.
    Snapshot(CaseId, u64),
    /// What one case wants done in another.
    Errand(CaseId, Uuid),
}

impl About {
    fn bytes(self) -> Vec<u8> {
        let (word, case, last) = match self {
            Self::Event(case, number) => (&b"event"[..], case, number.to_be_bytes().to_vec()),
            Self::Snapshot(case, version) => (&b"snapshot"[..], case, version.to_be_bytes().to_vec()),
            Self::Errand(case, notice) => (&b"errand"[..], case, notice.as_bytes().to_vec()),
        };
        [word, &case.0.as_bytes()[..], &last].concat()
    }
}

/// What a case is sealed with.
#[derive(Clone, Debug)]
pub(crate) enum Seal {
    /// Nothing: there are no keys.
    Nothing,
    /// The key of this holder, a citizen or a case.
    Key(Uuid, Arc<Secret>),
    /// Nothing any more: the key was destroyed.
    Destroyed,
}

/// The sealed values beside a body.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Sealed {
    /// Whose key they are sealed under.
    pub(super) by: Uuid,
    /// The sealed values, in base64.
    pub(super) values: String,
}

#[derive(Serialize)]
pub(super) struct Kept<'a, T> {
    #[serde(flatten)]
    pub(super) what: &'a T,
    pub(super) sealed: Sealed,
}

/// All that is read of a body before anything in it is understood.
#[derive(Deserialize)]
pub(super) struct Beside {
    #[serde(default)]
    pub(super) sealed: Option<Sealed>,
}

/// What is kept of something that holds no values.
pub(crate) fn kept<T: Serialize>(what: &T) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(what).map_err(|error| Failure::Incident(error.to_string()))
}

/// What is kept of something: its sensitive values only sealed. It is itself as it was afterwards.
pub(crate) fn kept_with<T: Serialize + HoldsValues>(
    what: &mut T,
    about: About,
    sensitive: &BTreeSet<FieldPath>,
    seal: &Seal,
) -> Result<Vec<u8>, Failure> {
    let out = take_out(what, sensitive);
    // What was erased needs no seal: nothing is left of it.
    let bytes = if out.iter().all(|value| *value == Value::Erased) {
        kept(what)
    } else {
        seal.values(about, &out).and_then(|sealed| {
            let what = &*what;
            kept(&Kept { what, sealed })
        })
    };
    put_back(what, out);
    bytes
}

impl Seal {
    fn values(&self, about: About, values: &[Value]) -> Result<Sealed, Failure> {
        let (by, key) = match self {
            Self::Nothing => return Err(VaultError::NoKeys.into()),
            Self::Destroyed => return Err(VaultError::Destroyed.into()),
            Self::Key(holder, key) => (*holder, key),
        };
        let bytes = Secret::from(kept(&values)?);
        let sealed = seal_with(key, &about.bytes(), bytes.bytes())?;
        Ok(Sealed {
            by,
            values: STANDARD.encode(sealed),
        })
    }
}

impl Sealed {
    /// The values, by the key of the one that they are sealed by.
    pub(super) fn open(&self, about: About, key: &Secret) -> Result<Vec<Value>, VaultError> {
        let sealed = STANDARD.decode(&self.values).map_err(|_| VaultError::Broken)?;
        let bytes = open_with(key, &about.bytes(), &sealed)?;
        // What the parser would say may hold a value.
        serde_json::from_slice(bytes.bytes()).map_err(|_| VaultError::Broken)
    }
}
