//! Ids and passwords that are made up.

use samspil_core::text::Message;
use uuid::Uuid;

use super::fault;
use crate::identity::secret::{made_up, new_id};

/// A new id.
pub(super) fn id() -> Result<Uuid, Message> {
    new_id().map_err(fault)
}

/// A new password.
pub(super) fn password() -> Result<String, Message> {
    made_up().map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_four_groups_and_is_never_the_same() {
        let (one, other) = (password().unwrap(), password().unwrap());
        assert_ne!(one, other);
        let groups: Vec<usize> = one.split('-').map(str::len).collect();
        assert_eq!(groups, [7, 7, 7, 7], "28 of 32 letters are 140 bits");
    }
}
