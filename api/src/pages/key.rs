//! The key of a form: made when it is shown, sent with it, so that a second sending changes nothing.

use std::fmt;

use samspil_core::id::CommandId;
use samspil_runtime::Ids;
use serde::Deserialize;
use uuid::Uuid;

/// The key, as the hidden field `key` of a form; none where a form was sent without.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(from = "String")]
pub(super) struct Key(Option<Uuid>);

impl Key {
    /// A new one.
    pub(super) fn new(ids: &dyn Ids) -> Self {
        Self(Some(ids.next()))
    }

    /// The key as the engine knows it.
    pub(super) fn command(&self) -> Option<CommandId> {
        self.0.map(CommandId)
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self(Uuid::try_parse(&text).ok())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |key| key.fmt(f))
    }
}
