//! The only place that waits.
