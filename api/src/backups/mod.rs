//! Copies of the database: which there are, how old the last one is that was seen to be whole, making one of SQLite's files, hearing
//! of one that was made otherwise, and laying one back.

pub(crate) mod command;
mod copy;
mod restore;
#[cfg(test)]
mod tests_of_copies;

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message};
use samspil_store::{Backup, BackupWay, Store, StoreError};
use uuid::Uuid;

/// How old the last copy that was seen to be whole may be: one is made each day, and a day may begin late.
pub(crate) const OLDEST: TimeDelta = TimeDelta::hours(26);

/// How far another machine's clock may go ahead of this one's.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// How many copies are shown: one each day for three months.
pub(crate) const MAX_SHOWN: u32 = 100;

/// The longest words for where a copy lies or why it failed, in characters.
const MAX_WORDS_CHARS: usize = 300;

/// How long ago the last copy was taken that was seen to be whole; none where there is none. One from a clock that goes a little
/// ahead is of now; one from further ahead says nothing, since it would pass for new until then.
///
/// # Errors
/// What the store says.
pub(crate) async fn age(
    store: &dyn Store,
    tenant: TenantId,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>, StoreError> {
    let last = store.last_whole_backup(tenant, now + AHEAD).await?;
    Ok(last.map(|last| (now - last).max(TimeDelta::zero())))
}

/// What is told of a copy that was made outside this program.
#[derive(Clone, Debug, Default)]
pub(crate) struct ToldOf {
    /// When it was taken.
    pub(crate) taken_at: DateTime<Utc>,
    /// Where it lies, in words.
    pub(crate) place: String,
    /// How large it is, in bytes.
    pub(crate) bytes: Option<u64>,
    /// When it was seen to be whole.
    pub(crate) verified_at: Option<DateTime<Utc>>,
    /// Why it failed.
    pub(crate) fault: Option<String>,
}

/// Keeps what is told of a copy, by this name, at this moment.
///
/// # Errors
/// What is wrong with it, or what the store says.
pub(crate) async fn told(
    store: &dyn Store,
    tenant: TenantId,
    (id, by, now): (Uuid, &str, DateTime<Utc>),
    told: ToldOf,
) -> Result<bool, Result<Message, StoreError>> {
    if let Some(wrong) = told.wrong(now) {
        return Err(Ok(wrong));
    }
    let backup = Backup {
        id,
        taken_at: told.taken_at,
        way: BackupWay::Reported,
        place: told.place.trim().to_owned(),
        bytes: told.bytes,
        verified_at: told.verified_at,
        by: by.to_owned(),
        manifest: "{}".to_owned(),
        fault: told.fault,
    };
    store.put_backup(tenant, backup).await.map_err(Err)
}

impl ToldOf {
    /// What is wrong with it.
    fn wrong(&self, now: DateTime<Utc>) -> Option<Message> {
        let too_long = |text: &str| text.chars().count() > MAX_WORDS_CHARS;
        let most = i64::try_from(MAX_WORDS_CHARS).unwrap_or(i64::MAX);
        let fault = self.fault.as_deref().unwrap_or_default();
        if self.place.trim().is_empty() || too_long(&self.place) || too_long(fault) {
            return Some(Message::new("backup-place-wrong").with("most", most));
        }
        if holds_secret(&self.place) || holds_secret(fault) {
            return Some(Message::new("backup-place-secret"));
        }
        let last = self.verified_at.unwrap_or(self.taken_at).max(self.taken_at);
        if last > now + AHEAD {
            return Some(Message::new("backup-ahead"));
        }
        let early = self.verified_at.is_some_and(|verified| verified < self.taken_at);
        early.then(|| Message::new("backup-verified-before"))
    }
}

/// Whether words hold an address with a login in it: `s3://KEY:SECRET@host`, `postgres://user:pw@host`.
fn holds_secret(words: &str) -> bool {
    words.split_whitespace().any(|word| {
        let rest = word.split_once("://").map(|(_, rest)| rest);
        rest.is_some_and(|rest| rest.split('/').next().unwrap_or_default().contains('@'))
    })
}

/// How old something is, in words.
pub(crate) fn old(age: TimeDelta) -> Message {
    match age.num_hours() {
        0 => Message::new("backup-age-minutes").with("count", age.num_minutes()),
        hours if hours < 48 => Message::new("backup-age-hours").with("count", hours),
        hours => Message::new("backup-age-days").with("count", hours / 24),
    }
}

/// How large something is, in words.
pub(crate) fn size(bytes: u64, language: Language) -> String {
    const STEP: u64 = 1_000;
    let units = ["B", "kB", "MB", "GB", "TB"];
    let (mut whole, mut place) = (bytes, 0);
    while whole >= 10 * STEP && place + 1 < units.len() {
        whole /= STEP;
        place += 1;
    }
    let number = Message::new("backup-size").with("count", i64::try_from(whole).unwrap_or(i64::MAX));
    let unit = units.get(place).copied().unwrap_or_default();
    format!("{} {unit}", crate::words::say(&number, language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::say;

    #[test]
    fn an_address_with_a_login_is_no_place() {
        for (words, expected) in [
            ("s3://KEY:SECRET@bucket/x", true),
            ("se postgres://user@host/db", true),
            ("båndrobot 3, skab A", false),
            ("https://backup.example/a@b", false),
            ("it@kommune.example", false),
        ] {
            assert_eq!(holds_secret(words), expected, "{words}");
        }
    }

    #[test]
    fn ages_and_sizes_are_told_in_words() {
        let told = |age| say(&old(age), Language::Danish);
        assert_eq!(told(TimeDelta::minutes(5)), "5 minutter gammel");
        assert_eq!(told(TimeDelta::hours(26)), "26 timer gammel");
        assert_eq!(told(TimeDelta::hours(75)), "3 dage gammel");
        assert_eq!(size(999, Language::Danish), "999 B");
        assert_eq!(size(123_456_789, Language::Danish), "123 MB");
    }
}
