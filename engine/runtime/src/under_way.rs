//! How many commands of people wait for their answers on this node, so that what nobody waits for takes smaller pieces.

use std::sync::atomic::{AtomicUsize, Ordering};

use samspil_store::Others;

/// The commands of people and programs that are not answered, whichever municipality's: they share cores and disk.
#[derive(Debug, Default)]
pub(crate) struct UnderWay(AtomicUsize);

/// One of them, until it is answered or given up.
pub(crate) struct OneUnderWay<'a>(&'a UnderWay);

impl UnderWay {
    /// One more is under way as long as this is held.
    pub(crate) fn begin(&self) -> OneUnderWay<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        OneUnderWay(self)
    }

    /// Whether anybody waits.
    pub(crate) fn others(&self) -> Others {
        match self.0.load(Ordering::Relaxed) {
            0 => Others::None,
            _ => Others::Wait,
        }
    }
}

impl Drop for OneUnderWay<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_wait_as_long_as_one_command_is_not_answered() {
        let under_way = UnderWay::default();
        assert_eq!(under_way.others(), Others::None);
        let (one, other) = (under_way.begin(), under_way.begin());
        drop(one);
        assert_eq!(under_way.others(), Others::Wait);
        drop(other);
        assert_eq!(under_way.others(), Others::None);
    }
}
