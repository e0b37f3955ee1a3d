//! The samspil binary.
