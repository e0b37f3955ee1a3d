//! Ctrl-C while a search goes on: it goes no further, and what it has found by then is told.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether whoever waits has had enough of it.
#[derive(Clone, Default)]
pub(super) struct Stop {
    asked: Arc<AtomicBool>,
}

impl Stop {
    /// Heard from now on. Where the system lets nobody listen, Ctrl-C ends the program as it does otherwise.
    pub(super) fn by_ctrl_c() -> Self {
        let stop = Self::default();
        let heard = stop.clone();
        let listener = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if let Ok(listener) = listener {
            std::thread::spawn(move || {
                if listener.block_on(tokio::signal::ctrl_c()).is_ok() {
                    heard.ask();
                }
            });
        }
        stop
    }

    /// Asks for no more.
    pub(super) fn ask(&self) {
        self.asked.store(true, Ordering::Relaxed);
    }

    /// Whether to go on.
    pub(super) fn go_on(&self) -> ControlFlow<()> {
        if self.asked.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
