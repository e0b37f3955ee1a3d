//! Numbers in as few bytes as they need.

/// Writes numbers one after another.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Seven bits a byte, the lowest first; the highest bit of a byte says that more follow.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes
                .push(u8::try_from(number & 0x7F).unwrap_or_default() | 0x80);
            number >>= 7;
        }
        self.bytes.push(u8::try_from(number).unwrap_or_default());
    }

    /// A number that may be negative: its sign in the lowest bit.
    pub(super) fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ (number >> 63)).cast_unsigned());
    }
}

impl Writer {
    /// How many there are, and each.
    pub(super) fn many(&mut self, numbers: impl ExactSizeIterator<Item = u16>) {
        self.number(u64::try_from(numbers.len()).unwrap_or_default());
        for number in numbers {
            self.number(u64::from(number));
        }
    }
}

/// Reads what [`Writer`] wrote; past the end everything is 0.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                *first
            }
            None => 0,
        }
    }

    pub(super) fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }

    pub(super) fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }

    pub(super) fn many(&mut self) -> impl Iterator<Item = u16> {
        let count = self.number();
        (0..count).map(|_| u16::try_from(self.number()).unwrap_or_default())
    }

    pub(super) fn small(&mut self) -> u32 {
        u32::try_from(self.number()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec((any::<u64>(), any::<i64>(), any::<u8>()), 0..20)) {
            let mut writer = Writer::default();
            for (number, signed, byte) in &numbers {
                writer.number(*number);
                writer.signed(*signed);
                writer.byte(*byte);
                writer.many([u16::from(*byte), 7].into_iter());
            }
            let mut reader = Reader::new(&writer.bytes);
            for (number, signed, byte) in &numbers {
                prop_assert_eq!(reader.number(), *number);
                prop_assert_eq!(reader.signed(), *signed);
                prop_assert_eq!(reader.byte(), *byte);
                prop_assert_eq!(reader.many().collect::<Vec<_>>(), [u16::from(*byte), 7]);
            }
            prop_assert_eq!(reader.number(), 0);
        }
    }
}
