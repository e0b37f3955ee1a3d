//! What whoever runs the tests may raise.

/// How often nodes are killed in the run on each store.
const KILLS: u32 = 50;

/// The seed of a run where none is given.
const SEED: u64 = 1;

/// How often nodes are killed, where not [`KILLS`].
const KILLS_GIVEN: &str = "SAMSPIL_CRASH_KILLS";

/// The seed, where not [`SEED`].
const SEED_GIVEN: &str = "SAMSPIL_CRASH_SEED";

pub(crate) fn kills() -> u32 {
    given(KILLS_GIVEN).map_or(KILLS, |kills| u32::try_from(kills).unwrap())
}

pub(crate) fn seed() -> u64 {
    given(SEED_GIVEN).unwrap_or(SEED)
}

#[allow(clippy::disallowed_methods, reason = "settings of the test itself")]
fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}
