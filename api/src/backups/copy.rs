//! Making a copy of a municipality's file: beside whoever works, read through before it counts, with a manifest beside it.

use std::fs::{DirBuilder, File};
use std::io::Read;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_store::{Backup, BackupWay, CopyHeld, Store};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::account::{fault, of_store};

/// Whom the store knows as the one who made a copy from here.
const BY: &str = "samspil backup";

/// Only the one who runs the program reads copies: they hold all that the database does.
const FOLDER_MODE: u32 = 0o700;

/// How much of a file is read at a time.
const PIECE: usize = 1 << 16;

/// What lies beside a copy and says what it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// The municipality's number.
    pub(super) municipality: i32,
    /// When the copy was begun: nothing that was acknowledged before is missing from it.
    pub(super) taken_at: DateTime<Utc>,
    /// The program's version.
    pub(super) program: String,
    /// The file's name, beside the manifest.
    pub(super) file: String,
    /// The file's sum: SHA-256 in hexadecimal.
    pub(super) sha256: String,
    /// What it holds, with the ends of its chains, read from the copy itself.
    pub(super) held: CopyHeld,
}

/// A copy that was made.
pub(super) struct Made {
    pub(super) tenant: TenantId,
    pub(super) folder: PathBuf,
    pub(super) manifest: Manifest,
}

/// Copies a municipality's file into a folder of its own below this one, reads the copy through, and keeps that it was made; a copy
/// that failed is kept as well.
///
/// # Errors
/// What went wrong, or that the database is copied by its own means.
pub(super) async fn copy(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    below: &Path,
    (id, now): (Uuid, DateTime<Utc>),
) -> Result<Made, Message> {
    let folder = below.join(now.format("%Y%m%dT%H%M%SZ").to_string());
    let made = write(store, tenant, &folder, now).await;
    let (bytes, manifest, failed) = match &made {
        Ok(Some(manifest)) => (Some(manifest.held.bytes), written(manifest)?, None),
        Ok(None) => return Err(Message::new("backup-own-means")),
        Err(why) => (None, "{}".to_owned(), Some(why)),
    };
    let backup = Backup {
        id,
        taken_at: now,
        way: BackupWay::Copied,
        place: folder.display().to_string(),
        bytes,
        verified_at: failed.is_none().then_some(now),
        by: BY.to_owned(),
        manifest,
        fault: failed.and_then(|why| serde_json::to_string(why).ok()),
    };
    store.put_backup(tenant, backup).await.map_err(of_store)?;
    match made? {
        Some(manifest) => Ok(Made {
            tenant,
            folder,
            manifest,
        }),
        None => Err(Message::new("backup-own-means")),
    }
}

async fn write(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    folder: &Path,
    now: DateTime<Utc>,
) -> Result<Option<Manifest>, Message> {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(FOLDER_MODE);
    builder.create(folder).map_err(fault)?;
    let name = format!("{tenant}.sqlite");
    let path = folder.join(&name);
    let Some(held) = store.copy_to(tenant, &path).await.map_err(of_store)? else {
        std::fs::remove_dir(folder).map_err(fault)?;
        return Ok(None);
    };
    let manifest = Manifest {
        municipality: tenant.0,
        taken_at: now,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        sha256: sum(&path).map_err(fault)?,
        file: name,
        held,
    };
    let beside = folder.join(format!("{tenant}.json"));
    std::fs::write(&beside, written(&manifest)?).map_err(fault)?;
    // A copy counts only when it outlives a power cut: files and their names are on disk.
    for path in [path.as_path(), beside.as_path(), folder] {
        File::open(path).and_then(|file| file.sync_all()).map_err(fault)?;
    }
    Ok(Some(manifest))
}

fn written(manifest: &Manifest) -> Result<String, Message> {
    serde_json::to_string_pretty(manifest).map_err(fault)
}

/// A file's sum, in hexadecimal.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn sum(path: &Path) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hasher.update(piece.get(..read).unwrap_or_default());
    }
    let sum: [u8; 32] = hasher.finalize().into();
    Ok(hexed(&sum))
}

/// Bytes in hexadecimal, as manifests have them.
pub(super) fn hexed(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
