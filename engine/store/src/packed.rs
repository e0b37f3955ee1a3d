//! A case's state is kept packed: it is written anew with every command, and says the same words again and again. Half
//! as many bytes go through the database's log, of a case that has come far a third, and on PostgreSQL most rows stay whole
//! instead of being kept in parts elsewhere.

use lz4_flex::block::{compress_into, decompress, get_maximum_output_size};

/// What a packed body begins with. No text does.
const PACKED: u8 = 1;

/// What is put before a body that is kept as it is though it begins with one of these two.
const PLAIN: u8 = 0;

/// Bytes of a head: the sign, and how long the body is unpacked, the lowest byte first.
const HEAD: usize = 5;

/// The shortest body that is packed, in bytes: of less hardly anything is saved.
const SHORTEST: usize = 256;

/// The longest body that is unpacked, in bytes: far more than a case comes to, and less than what a row that was spoilt could
/// take of the memory.
const LONGEST: usize = 64 * 1024 * 1024;

/// A body as it is kept.
pub(crate) fn packed(body: &[u8]) -> Vec<u8> {
    if (SHORTEST..=LONGEST).contains(&body.len())
        && let Some(packed) = pack(body)
    {
        return packed;
    }
    match body.first() {
        Some(&(PACKED | PLAIN)) => [&[PLAIN], body].concat(),
        _ => body.to_vec(),
    }
}

/// A body in fewer bytes; none where they would not be fewer.
fn pack(body: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(body.len()).ok()?;
    let mut packed = vec![0; get_maximum_output_size(body.len()).saturating_add(HEAD)];
    let (head, rest) = packed.split_at_mut_checked(HEAD)?;
    let (sign, bytes) = head.split_first_mut()?;
    *sign = PACKED;
    bytes.copy_from_slice(&length.to_le_bytes());
    let written = compress_into(body, rest).ok()?;
    packed.truncate(written.saturating_add(HEAD));
    (packed.len() < body.len()).then_some(packed)
}

/// A body of which this is what is kept. What was spoilt stays as it is, for one case that cannot be read holds up no other:
/// no text begins so, and whoever reads it finds that.
#[must_use]
pub fn unpacked(kept: Vec<u8>) -> Vec<u8> {
    match kept.split_first() {
        Some((&PLAIN, body)) => body.to_vec(),
        Some((&PACKED, rest)) => unpack(rest).unwrap_or(kept),
        _ => kept,
    }
}

/// What was packed into these bytes behind the sign; none where they were spoilt.
fn unpack(rest: &[u8]) -> Option<Vec<u8>> {
    let (length, packed) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    if length > LONGEST {
        return None;
    }
    let body = decompress(packed, length).ok()?;
    (body.len() == length).then_some(body)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_says_the_same_again_is_kept_in_less() {
        let case = "{\"status\":\"active\",\"at\":\"2026-03-02T08:00:00Z\"},".repeat(40);
        let kept = packed(case.as_bytes());
        assert!(kept.len() < case.len() / 3, "{} of {}", kept.len(), case.len());
        assert_eq!(unpacked(kept), case.as_bytes());
    }

    #[test]
    fn what_is_short_is_kept_as_it_is() {
        for text in ["", "{}", "{\"version\":1}"] {
            assert_eq!(packed(text.as_bytes()), text.as_bytes());
        }
    }

    #[test]
    fn what_was_spoilt_stays_as_it_is() {
        let whole = packed("abc, ".repeat(100).as_bytes());
        for spoilt in [
            whole[..HEAD - 1].to_vec(),
            whole[..whole.len() - 1].to_vec(),
            [&[PACKED], &u32::MAX.to_le_bytes()[..], &whole[HEAD..]].concat(),
            [&[PACKED], &600_u32.to_le_bytes()[..], &whole[HEAD..]].concat(),
        ] {
            assert_eq!(unpacked(spoilt.clone()), spoilt);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_kept_comes_back(body in proptest::collection::vec(0_u8..4, 0..2_000)) {
            prop_assert_eq!(unpacked(packed(&body)), body);
        }

        #[test]
        fn no_bytes_bring_it_to_a_stop(mut kept in proptest::collection::vec(any::<u8>(), 0..400)) {
            kept.insert(0, PACKED);
            // Most of the lengths that are drawn are refused; those that are not are tried.
            if let Some(high) = kept.get_mut(3..5) {
                high.fill(0);
            }
            let _ = unpacked(kept);
        }
    }
}
