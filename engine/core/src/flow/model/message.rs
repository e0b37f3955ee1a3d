//! Messages from outside: what they hold.

use indexmap::IndexMap;

use super::Field;
use crate::flow::Place;
use crate::id::MessageName;
use crate::text::Text;

/// What a message from outside holds; a message that is not declared brings fields of the case file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageForm {
    /// Its name in the flow file.
    pub id: MessageName,
    /// What people call it.
    pub title: Text,
    /// What it holds, by name. Expressions of the waits that wait for it name a field `message.NAME`.
    pub holds: IndexMap<String, Field>,
    /// Where it is declared.
    pub place: Place,
}
