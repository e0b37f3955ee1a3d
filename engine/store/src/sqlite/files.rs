//! The folder of tenants' files, and which of them are open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use samspil_core::id::TenantId;
use tokio::sync::OnceCell;

use super::tenant_file::TenantFile;
use crate::{StoreError, Stored, cvr};

/// Files open at once, at most: above the number of Danish municipalities (98), below what the usual limit of 1,024
/// open files bears. Past it the one used least recently is closed.
const MAX_OPEN: usize = 120;

/// The ending of a tenant's file.
const ENDING: &str = "sqlite";

/// A file that nobody writes into but that shows whether the folder can be written.
const PROBE: &str = ".writable";

/// The folder and its open files.
pub(super) struct Files {
    folder: PathBuf,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    slots: BTreeMap<TenantId, Slot>,
    /// Counts uses, so that the least recent one is known without a clock.
    uses: u64,
    closed: bool,
}

struct Slot {
    file: Arc<OnceCell<Arc<TenantFile>>>,
    used: u64,
}

impl Files {
    /// Takes a folder; makes it where its parent exists.
    pub(super) async fn new(folder: &Path) -> Stored<Self> {
        match tokio::fs::create_dir(folder).await {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                if !folder.is_dir() {
                    return Err(unreachable(folder, "it is not a folder"));
                }
            }
            Err(error) => return Err(unreachable(folder, error)),
            Ok(()) => {}
        }
        let files = Self {
            folder: folder.to_owned(),
            open: Mutex::default(),
        };
        files.writable().await?;
        Ok(files)
    }

    /// Whether files can be made in the folder, as SQLite must beside each of its own.
    pub(super) async fn writable(&self) -> Stored<()> {
        let probe = self.folder.join(PROBE);
        let refused = |error| StoreError::NotWritable(format!("{}: {error}", self.folder.display()));
        // Made anew: one that is there could be written in a folder that takes no files.
        match tokio::fs::remove_file(&probe).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(refused(error)),
            _ => {}
        }
        tokio::fs::write(&probe, "Samspil\n").await.map_err(refused)
    }

    /// The open files that a write was refused of, and none seen to go through since.
    pub(super) fn refused(&self) -> Vec<Arc<TenantFile>> {
        let open = self.lock();
        let files = open.slots.values().filter_map(|slot| slot.file.get());
        files.filter(|file| file.is_refused()).cloned().collect()
    }

    /// Whether the tenant has a file.
    pub(super) async fn is_there(&self, tenant: TenantId) -> Stored<bool> {
        let there = tokio::fs::try_exists(self.path(tenant)?).await;
        there.map_err(|error| unreachable(&self.folder, error))
    }

    /// The tenant's file, opened where it is not.
    pub(super) async fn get(&self, tenant: TenantId) -> Stored<Arc<TenantFile>> {
        let path = self.path(tenant)?;
        let cell = self.slot(tenant)?;
        let file = cell.get_or_try_init(|| TenantFile::open(path, tenant)).await;
        match file {
            Ok(file) => Ok(Arc::clone(file)),
            Err(error) => {
                self.forget(tenant, &cell);
                Err(error)
            }
        }
    }

    /// Makes the tenant's file where there is none.
    pub(super) async fn make(&self, tenant: TenantId, name: &str) -> Stored<()> {
        TenantFile::make(&self.path(tenant)?, tenant, name).await
    }

    /// All tenants that have a file, by number.
    pub(super) async fn tenants(&self) -> Stored<Vec<TenantId>> {
        let lost = |error| unreachable(&self.folder, error);
        let mut entries = tokio::fs::read_dir(&self.folder).await.map_err(lost)?;
        let mut tenants = Vec::new();
        while let Some(entry) = entries.next_entry().await.map_err(lost)? {
            tenants.extend(tenant_of(&entry.path()));
        }
        tenants.sort_unstable();
        Ok(tenants)
    }

    /// Closes all files, and opens none again.
    pub(super) async fn close(&self) {
        let slots = {
            let mut open = self.lock();
            open.closed = true;
            std::mem::take(&mut open.slots)
        };
        for slot in slots.into_values() {
            if let Some(file) = slot.file.get() {
                file.close().await;
            }
        }
    }

    fn path(&self, tenant: TenantId) -> Stored<PathBuf> {
        cvr::check(tenant)?;
        Ok(self.folder.join(format!("{tenant}.{ENDING}")))
    }

    fn slot(&self, tenant: TenantId) -> Stored<Arc<OnceCell<Arc<TenantFile>>>> {
        let mut open = self.lock();
        if open.closed {
            return Err(StoreError::Unreachable("the store is closed".to_owned()));
        }
        open.uses = open.uses.saturating_add(1);
        let used = open.uses;
        if !open.slots.contains_key(&tenant) && open.slots.len() >= MAX_OPEN {
            open.close_one();
        }
        let slot = open.slots.entry(tenant).or_insert_with(|| Slot {
            file: Arc::default(),
            used,
        });
        slot.used = used;
        Ok(Arc::clone(&slot.file))
    }

    fn forget(&self, tenant: TenantId, cell: &Arc<OnceCell<Arc<TenantFile>>>) {
        let mut open = self.lock();
        let same = |slot: &Slot| Arc::ptr_eq(&slot.file, cell) && slot.file.get().is_none();
        if open.slots.get(&tenant).is_some_and(same) {
            open.slots.remove(&tenant);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Lets go of the file used least recently among those that nobody uses now.
    fn close_one(&mut self) {
        let idle = |slot: &Slot| {
            Arc::strong_count(&slot.file) == 1
                && slot.file.get().is_none_or(|file| Arc::strong_count(file) == 1)
        };
        let oldest = self
            .slots
            .iter()
            .filter(|(_, slot)| idle(slot))
            .min_by_key(|(_, slot)| slot.used)
            .map(|(tenant, _)| *tenant);
        if let Some(tenant) = oldest {
            self.slots.remove(&tenant);
        }
    }
}

fn tenant_of(path: &Path) -> Option<TenantId> {
    let name = path.file_stem()?.to_str()?;
    let digits = name.len() == 8 && name.bytes().all(|byte| byte.is_ascii_digit());
    (digits && path.extension()? == ENDING).then(|| name.parse().ok().map(TenantId))?
}

fn unreachable(folder: &Path, error: impl std::fmt::Display) -> StoreError {
    StoreError::Unreachable(format!("{}: {error}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_a_tenants_by_its_name() {
        for (name, expected) in [
            ("29189951.sqlite", Some(29_189_951)),
            ("00000001.sqlite", Some(1)),
            ("29189951.sqlite-wal", None),
            ("2918995.sqlite", None),
            ("+9189951.sqlite", None),
            ("notes.txt", None),
        ] {
            assert_eq!(tenant_of(Path::new(name)), expected.map(TenantId), "{name}");
        }
    }

    #[tokio::test]
    async fn no_more_than_the_bound_stay_open() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path()).await.unwrap();
        let tenants = || (1..).take(MAX_OPEN + 2).map(TenantId);
        for tenant in tenants() {
            files.slot(tenant).unwrap();
        }
        assert_eq!(files.lock().slots.len(), MAX_OPEN);
        assert!(!files.lock().slots.contains_key(&TenantId(1)));
        let kept: Vec<_> = tenants()
            .skip(2)
            .map(|tenant| files.slot(tenant).unwrap())
            .collect();
        files.slot(TenantId(1)).unwrap();
        assert_eq!(
            files.lock().slots.len(),
            MAX_OPEN + 1,
            "those in use are not closed"
        );
        drop(kept);
    }

    #[tokio::test]
    async fn a_tenant_that_is_not_there_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path()).await.unwrap();
        for tenant in [TenantId(1), TenantId(-1), TenantId(100_000_000)] {
            assert!(matches!(files.get(tenant).await, Err(StoreError::NoTenant)));
        }
        assert!(files.lock().slots.is_empty());
        assert_eq!(files.tenants().await.unwrap(), []);
    }
}
