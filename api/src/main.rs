//! The samspil binary.
fn main() {}
