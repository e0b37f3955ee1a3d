//! Keys in a file: lines of text, of which each tenant's keys are made.
//!
//! ```text
//! find 1 BASE64
//! key 1 BASE64
//! key 2 BASE64
//! ```
//! The line `find` is what things are found by, and never changes; the highest `key` seals, all of them open.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use samspil_core::id::TenantId;

use super::{KEY_BYTES, KeyService, Secret, VaultError, fresh_secret, keyed};

/// What a line with a key begins with.
const KEY: &str = "key";

/// What the line with the key that things are found by begins with.
const FIND: &str = "find";

/// The keys of a file.
#[derive(Clone)]
pub struct KeyFile {
    find: Secret,
    keys: BTreeMap<u32, Secret>,
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.keys.keys()).finish()
    }
}

impl KeyFile {
    /// New keys.
    ///
    /// # Errors
    /// Where the machine gives no random numbers.
    pub fn fresh() -> Result<Self, VaultError> {
        Ok(Self {
            find: fresh_secret()?,
            keys: BTreeMap::from([(1, fresh_secret()?)]),
        })
    }

    /// The same with one key more, which seals from now on.
    ///
    /// # Errors
    /// Where the machine gives no random numbers.
    pub fn rotated(&self) -> Result<Self, VaultError> {
        let mut keys = self.keys.clone();
        keys.insert(self.highest()?.saturating_add(1), fresh_secret()?);
        Ok(Self {
            find: self.find.clone(),
            keys,
        })
    }

    /// The numbers of its keys, lowest first.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.keys.keys().copied()
    }

    /// Reads a file's text. Empty lines, and those that begin with `#`, are for people.
    ///
    /// # Errors
    /// [`VaultError::Line`] at the first line that is not as it should be, [`VaultError::Missing`] where one lacks.
    pub fn read(text: &str) -> Result<Self, VaultError> {
        let mut find = None;
        let mut keys = BTreeMap::new();
        for (place, line) in text.lines().enumerate() {
            let wrong = VaultError::Line {
                line: place.saturating_add(1),
            };
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                [] => {}
                [first, ..] if first.starts_with('#') => {}
                [FIND, "1", secret] if find.is_none() => find = Some(secret_of(secret).ok_or(wrong)?),
                [KEY, number, secret] => {
                    let number = number.parse().ok().filter(|number| *number > 0);
                    let number = number.ok_or_else(|| wrong.clone())?;
                    let secret = secret_of(secret).ok_or_else(|| wrong.clone())?;
                    if keys.insert(number, secret).is_some() {
                        return Err(wrong);
                    }
                }
                _ => return Err(wrong),
            }
        }
        if keys.is_empty() {
            return Err(VaultError::Missing { missing: KEY });
        }
        let find = find.ok_or(VaultError::Missing { missing: FIND })?;
        Ok(Self { find, keys })
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> Secret {
        let line = |word: &str, number: u32, secret: &Secret| {
            format!("{word} {number} {}\n", STANDARD.encode(secret.bytes()))
        };
        let keys = self
            .keys
            .iter()
            .map(|(number, secret)| line(KEY, *number, secret));
        let text: String = std::iter::once(line(FIND, 1, &self.find)).chain(keys).collect();
        Secret::from(text.into_bytes())
    }

    fn highest(&self) -> Result<u32, VaultError> {
        let highest = self.keys.last_key_value().map(|(number, _)| *number);
        highest.ok_or(VaultError::Missing { missing: KEY })
    }
}

fn secret_of(text: &str) -> Option<Secret> {
    let bytes = Secret::from(STANDARD.decode(text).ok()?);
    (bytes.bytes().len() == KEY_BYTES).then_some(bytes)
}

/// A tenant's own key, of which nothing can be told about the file's or another tenant's.
fn of_tenant(key: &Secret, word: &str, tenant: TenantId) -> Result<Secret, VaultError> {
    let bytes = keyed(
        key,
        &[b"samspil tenant", word.as_bytes(), &tenant.0.to_be_bytes()],
    )?;
    Ok(Secret::from(bytes.to_vec()))
}

impl KeyService for KeyFile {
    fn newest(&self, _tenant: TenantId) -> Result<u32, VaultError> {
        self.highest()
    }

    fn key(&self, tenant: TenantId, number: u32) -> Result<Secret, VaultError> {
        let key = self.keys.get(&number).ok_or(VaultError::NoSuchKey { number })?;
        of_tenant(key, KEY, tenant)
    }

    fn finding(&self, tenant: TenantId) -> Result<Secret, VaultError> {
        of_tenant(&self.find, FIND, tenant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let file = KeyFile::fresh().unwrap().rotated().unwrap();
        let text = String::from_utf8(file.text().bytes().to_vec()).unwrap();
        let read = KeyFile::read(&format!("# of the test\n\n{text}")).unwrap();
        assert_eq!(read.text(), file.text());
        assert_eq!(read.numbers().collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_by_its_line() {
        let good = STANDARD.encode([7; KEY_BYTES]);
        let short = STANDARD.encode([7; KEY_BYTES - 1]);
        let line = |line| VaultError::Line { line };
        for (text, expected) in [
            (String::new(), VaultError::Missing { missing: KEY }),
            (format!("key 1 {good}"), VaultError::Missing { missing: FIND }),
            (format!("find 1 {good}"), VaultError::Missing { missing: KEY }),
            (format!("find 1 {good}\nkey 0 {good}"), line(2)),
            (format!("find 1 {good}\nkey x {good}"), line(2)),
            (format!("find 1 {good}\nkey 1 {short}"), line(2)),
            (format!("find 1 {good}\nkey 1 {good} more"), line(2)),
            (format!("find 1 {good}\nkey 1 {good}\nkey 1 {good}"), line(3)),
            (format!("find 1 {good}\nfind 1 {good}"), line(2)),
            ("hello".to_owned(), line(1)),
        ] {
            assert_eq!(KeyFile::read(&text).unwrap_err(), expected, "{text}");
        }
    }
}
