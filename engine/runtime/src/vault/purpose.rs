//! What something is sealed or blinded for.

/// What something is sealed or blinded for. Each purpose has a key of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Purpose(&'static str);

impl Purpose {
    /// The keys of people and cases.
    pub const KEY: Self = Self("key");
    /// A citizen's CPR number, to be found by.
    pub const CPR: Self = Self("cpr");
    /// What a command asked, by which a second sending is known.
    pub const COMMAND: Self = Self("command");
    /// Whether the keys that a program was started with are those that a store was sealed under.
    pub const PROBE: Self = Self("probe");

    /// A purpose of one's own. Its name is part of its key: another name opens nothing.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}
