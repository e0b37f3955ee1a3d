//! Why a store cannot do what it was asked.

use samspil_core::text::Message;

/// Why a store cannot do what it was asked. Nothing has changed, unless it says otherwise.
#[derive(thiserror::Error, Clone, Debug)]
pub enum StoreError {
    /// No database at the address, or it cannot be reached now. Asking again later may help.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// It is full or may not be written.
    #[error("the database cannot be written: {0}")]
    NotWritable(String),
    /// Its settings would lose acknowledged commands.
    #[error("the database is not safe: {0}")]
    Unsafe(String),
    /// What is sent to it could be read on the way.
    #[error("the way to the database at {0} is not safe: sslmode=verify-full is needed")]
    OpenWay(String),
    /// It was made by a newer version of the product.
    #[error("the database has version {found}, this program knows {known}")]
    Newer {
        /// The database's newest migration.
        found: i64,
        /// The program's newest migration.
        known: i64,
    },
    /// A file of the tenant's name that holds no tenant: making it did not come to its end, or what it held is gone.
    #[error("the tenant's file is empty")]
    Unfinished,
    /// No such tenant.
    #[error("no such tenant")]
    NoTenant,
    /// A row that the program cannot read.
    #[error("a row cannot be read: {0}")]
    Corrupt(String),
    /// A place in a list that no page of that list gave.
    #[error("no such place in the list")]
    Place,
    /// Anything else that the database says.
    #[error("the database says: {0}")]
    Database(String),
}

impl StoreError {
    /// Whether the same request may succeed a moment later.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable(_))
    }

    /// What is wrong and what to do, for people; the keys are in the program's own message files.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Unreachable(detail) => Message::new("store-unreachable").with("detail", detail.as_str()),
            Self::NotWritable(detail) => Message::new("store-not-writable").with("detail", detail.as_str()),
            Self::Unsafe(detail) => Message::new("store-unsafe").with("detail", detail.as_str()),
            Self::OpenWay(host) => Message::new("store-way-open").with("host", host.as_str()),
            Self::Newer { found, known } => Message::new("store-newer")
                .with("found", *found)
                .with("known", *known),
            Self::Unfinished => Message::new("store-unfinished"),
            Self::NoTenant => Message::new("store-no-tenant"),
            Self::Place => Message::new("store-place"),
            Self::Corrupt(detail) => Message::new("store-corrupt").with("detail", detail.as_str()),
            Self::Database(detail) => Message::new("store-database").with("detail", detail.as_str()),
        }
    }
}
