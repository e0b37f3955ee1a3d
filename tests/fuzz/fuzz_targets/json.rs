//! What is fuzzed is in the library.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| samspil_fuzz::json(bytes));
