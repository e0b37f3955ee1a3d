//! Passwords: argon2id, beside the threads that answer requests, and only a few at a time, for each takes 19 MB.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::PasswordHash;
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

use super::secret::random;

/// The shortest password, in characters (NIST SP 800-63B asks for 8 at least, 15 where it is the only factor).
pub(crate) const MIN_CHARACTERS: usize = 12;

/// The longest password, in bytes: longer than anyone writes, and not a body's worth of work.
pub(crate) const MAX_BYTES: usize = 256;

/// How many are computed at once: 4 times 19 MB, and as many threads.
const MAX_AT_ONCE: usize = 4;

/// How many may wait their turn: at some 20 ms each, the last waits less than a second.
const MAX_WAITING: usize = 100;

/// Why a password could not be looked at.
#[derive(thiserror::Error, PartialEq, Eq, Debug)]
pub(crate) enum PasswordError {
    /// Too many wait already.
    #[error("too many sign-ins at once")]
    Busy,
    /// Shorter than [`MIN_CHARACTERS`] or longer than [`MAX_BYTES`].
    #[error("the password's length")]
    Length,
    /// The machine could not do it.
    #[error("a password could not be computed: {0}")]
    Fault(String),
}

/// Computes and compares passwords.
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
    rooms: Arc<Rooms>,
    waiting: AtomicUsize,
    nobody: String,
}

impl Passwords {
    /// Ready to compare.
    ///
    /// # Errors
    /// Where the machine has no random numbers.
    pub(crate) fn new() -> Result<Self, PasswordError> {
        let never = random::<32>().map_err(|error| PasswordError::Fault(error.to_string()))?;
        Ok(Self {
            turns: Arc::new(Semaphore::new(MAX_AT_ONCE)),
            rooms: Arc::default(),
            waiting: AtomicUsize::new(0),
            nobody: hash(&BASE64_URL_SAFE_NO_PAD.encode(never))?,
        })
    }

    /// The string under which a password is kept.
    ///
    /// # Errors
    /// [`PasswordError`] says why there is none.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        if password.chars().count() < MIN_CHARACTERS || password.len() > MAX_BYTES {
            return Err(PasswordError::Length);
        }
        let password = password.to_owned();
        self.turn(move || hash(&password)).await?
    }

    /// Whether the password is the one that is kept. Where none is kept, the answer is no and takes as long.
    ///
    /// # Errors
    /// [`PasswordError`] says why there is no answer.
    pub(crate) async fn matches(&self, password: &str, kept: Option<&str>) -> Result<bool, PasswordError> {
        let known = kept.is_some() && password.len() <= MAX_BYTES;
        let kept = kept.filter(|_| known).unwrap_or(&self.nobody).to_owned();
        let password: String = password.chars().take(MAX_BYTES).collect();
        let rooms = Arc::clone(&self.rooms);
        let same = self.turn(move || rooms.matches(&password, &kept)).await??;
        Ok(same && known)
    }

    /// Waits for a turn and works beside the request threads.
    async fn turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _place = Place::take(&self.waiting)?;
        let fault = |error: &dyn std::fmt::Display| PasswordError::Fault(error.to_string());
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        // The turn goes with the work: whoever gives up waiting does not make room for more work at once.
        let turn = turn.map_err(|closed| fault(&closed))?;
        let work = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        work.await.map_err(|lost| fault(&lost))
    }
}

/// A place among those who wait, given back when dropped.
struct Place<'waiting>(&'waiting AtomicUsize);

impl<'waiting> Place<'waiting> {
    fn take(waiting: &'waiting AtomicUsize) -> Result<Self, PasswordError> {
        let place = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) < MAX_AT_ONCE + MAX_WAITING {
            Ok(place)
        } else {
            Err(PasswordError::Busy)
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Argon2id with the crate's own cost: 19 MB, 2 passes, 1 lane, OWASP's first choice.
fn hash(password: &str) -> Result<String, PasswordError> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string())
        .map_err(|error| PasswordError::Fault(error.to_string()))
}

/// Whether what is kept of a password cost less to compute than one costs that is chosen today.
pub(super) fn is_cheap(kept: &str) -> bool {
    let Some(kept) = PasswordHash::new(kept)
        .ok()
        .and_then(|kept| Params::try_from(&kept).ok())
    else {
        return false;
    };
    let today = Params::default();
    kept.m_cost() < today.m_cost() || kept.t_cost() < today.t_cost()
}

/// Memory to compute in, used again: taken anew each time, the allocator keeps some 19 MB for every thread that ever
/// looked at a password.
#[derive(Default)]
struct Rooms(Mutex<Vec<Vec<Block>>>);

impl Rooms {
    fn matches(&self, password: &str, kept: &str) -> Result<bool, PasswordError> {
        let unreadable = |what: &str| PasswordError::Fault(format!("a kept password: {what}"));
        let kept = PasswordHash::new(kept).map_err(|error| unreadable(&error.to_string()))?;
        let version = kept.version == Some(Version::V0x13.into());
        if kept.algorithm != ARGON2ID_IDENT || !version {
            return Err(unreadable("not argon2id of version 19"));
        }
        let params = Params::try_from(&kept).map_err(|error| unreadable(&error.to_string()))?;
        let (salt, expected) = kept.salt.zip(kept.hash).ok_or_else(|| unreadable("no hash"))?;
        let mut room = self.take(params.block_count());
        let mut found = vec![0; expected.len()];
        let computed = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(password.as_bytes(), &salt, &mut found, &mut room);
        self.give_back(room);
        computed.map_err(|error| PasswordError::Fault(error.to_string()))?;
        Ok(found.ct_eq(expected.as_bytes()).into())
    }

    fn take(&self, blocks: usize) -> Vec<Block> {
        let mut rooms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = rooms.pop().unwrap_or_default();
        drop(rooms);
        room.resize(blocks, Block::default());
        room
    }

    fn give_back(&self, room: Vec<Block>) {
        let mut rooms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if rooms.len() < MAX_AT_ONCE {
            rooms.push(room);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "rigtig-hest-batteri";

    #[tokio::test]
    async fn a_password_matches_itself_alone() {
        let passwords = Passwords::new().unwrap();
        let kept = passwords.hash(GOOD).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(passwords.hash(GOOD).await.unwrap(), kept, "each has its own salt");
        for (password, kept, same) in [
            (GOOD, Some(kept.as_str()), true),
            ("Rigtig-hest-batteri", Some(&kept), false),
            ("", Some(&kept), false),
            (GOOD, None, false),
            (&"x".repeat(10_000), Some(&kept), false),
        ] {
            assert_eq!(passwords.matches(password, kept).await, Ok(same), "{password}");
        }
        let other = kept.replace("argon2id", "argon2i");
        for unreadable in ["plain", "$argon2id$v=19$m=8,t=1,p=1", &other] {
            let answer = passwords.matches(GOOD, Some(unreadable)).await;
            assert!(matches!(answer, Err(PasswordError::Fault(_))), "{unreadable}");
        }
    }

    #[test]
    fn what_cost_less_than_today_is_cheap() {
        let kept = |cost: &str| format!("$argon2id$v=19${cost}$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA");
        for (cost, cheap) in [
            ("m=19456,t=2,p=1", false),
            ("m=47104,t=2,p=1", false),
            ("m=19456,t=1,p=1", true),
            ("m=9216,t=4,p=1", true),
        ] {
            assert_eq!(is_cheap(&kept(cost)), cheap, "{cost}");
        }
        assert!(!is_cheap("plain"));
    }

    #[tokio::test]
    async fn lengths_are_bounded() {
        let passwords = Passwords::new().unwrap();
        for password in ["kort", "elleve tegn", &"x".repeat(MAX_BYTES + 1)] {
            assert_eq!(
                passwords.hash(password).await,
                Err(PasswordError::Length),
                "{password}"
            );
        }
        assert!(passwords.hash("tolv tegn æø").await.is_ok());
    }

    #[tokio::test]
    async fn those_who_wait_are_bounded_and_places_come_back() {
        let passwords = Passwords::new().unwrap();
        let places: Vec<_> = (0..MAX_AT_ONCE + MAX_WAITING)
            .map(|_| Place::take(&passwords.waiting).unwrap())
            .collect();
        assert_eq!(passwords.hash(GOOD).await, Err(PasswordError::Busy));
        drop(places);
        assert!(passwords.hash(GOOD).await.is_ok());
        assert_eq!(passwords.waiting.load(Ordering::Relaxed), 0);
    }
}
