//! Ids and passwords that are made up.

use samspil_core::text::Message;
use uuid::Uuid;

use super::fault;
use crate::identity::secret::random;

/// The letters and digits of a password that is made up: none that looks like another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// How many characters: 20 times 5 bits are 100 bits.
const CHARACTERS: usize = 20;

/// Hyphens between groups of this many characters, for whoever writes it off.
const GROUP: usize = 5;

/// A new id.
pub(super) fn id() -> Result<Uuid, Message> {
    let bytes = random().map_err(fault)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// A new password.
pub(super) fn password() -> Result<String, Message> {
    let bytes: [u8; CHARACTERS] = random().map_err(fault)?;
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).copied().map(char::from);
    let groups: Vec<String> = bytes
        .chunks(GROUP)
        .map(|group| group.iter().filter_map(letter).collect())
        .collect();
    Ok(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_four_groups_and_is_never_the_same() {
        let (one, other) = (password().unwrap(), password().unwrap());
        assert_ne!(one, other);
        let groups: Vec<usize> = one.split('-').map(str::len).collect();
        assert_eq!(groups, [5, 5, 5, 5]);
    }
}
