//! engine/store
