//! Laying a copy back: into a folder that has no file of that municipality, after the copy was held against its manifest and read
//! through once more.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_store::Store;
use samspil_store::deed_chain::DeedHead;
use serde::Serialize;

use super::copy::{Manifest, hexed, sum};
use crate::account::{fault, of_store};

/// What may lie of a municipality's file: the file, and what SQLite keeps beside it. A log that is left of another file would be
/// played into the one that is laid back.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// What was laid back.
#[derive(Serialize)]
pub(super) struct Restored {
    pub(super) municipality: i32,
    pub(super) file: PathBuf,
    pub(super) events: u64,
}

/// The manifests in the folder of a copy.
///
/// # Errors
/// That there is none, or one that cannot be read.
pub(super) fn manifests(folder: &Path) -> Result<Vec<Manifest>, Message> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let text = std::fs::read(&path).map_err(fault)?;
            let manifest = serde_json::from_slice(&text).map_err(|error| {
                Message::new("backup-manifest-wrong")
                    .with("file", path.display().to_string())
                    .with("detail", error.to_string())
            });
            found.push(manifest?);
        }
    }
    found.sort_by_key(|manifest: &Manifest| manifest.municipality);
    match found.is_empty() {
        true => Err(Message::new("backup-no-manifest").with("folder", folder.display().to_string())),
        false => Ok(found),
    }
}

/// A file that may be laid back, and where to.
#[derive(Debug)]
pub(super) struct Way {
    source: PathBuf,
    target: PathBuf,
}

/// The way of one file, where it is as its manifest tells and nothing of the municipality lies where it goes.
///
/// # Errors
/// That the copy is not the one that its manifest tells of, or that a file of the municipality is there.
pub(super) fn to_lay(from: &Path, manifest: &Manifest, data: &Path) -> Result<Way, Message> {
    let name = format!("{}.sqlite", TenantId(manifest.municipality));
    let (source, target) = (from.join(&name), data.join(&name));
    if manifest.file != name || sum(&source).map_err(fault)? != manifest.sha256 {
        return Err(Message::new("backup-not-as-made").with("file", source.display().to_string()));
    }
    let kept = BESIDE.map(|ending| data.join(format!("{name}{ending}")));
    match kept.iter().find(|path| path.symlink_metadata().is_ok()) {
        Some(there) => Err(there_already(there)),
        None => Ok(Way { source, target }),
    }
}

fn there_already(file: &Path) -> Message {
    Message::new("backup-there-already").with("file", file.display().to_string())
}

/// Lays one file back. What is there already is never written over.
///
/// # Errors
/// That a file of the municipality came there meanwhile, or what the machine says.
pub(super) fn lay_back(way: &Way) -> Result<PathBuf, Message> {
    let Way { source, target } = way;
    let data = target.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(data).map_err(fault)?;
    // Under another name until it is whole and on disk: what is half written is no municipality's file.
    let half = target.with_extension("sqlite.half");
    std::fs::copy(source, &half).map_err(fault)?;
    File::open(&half)
        .and_then(|file| file.sync_all())
        .map_err(fault)?;
    // Another name for the same file, which is refused where the name is taken; renaming would write over it.
    let named = std::fs::hard_link(&half, target);
    std::fs::remove_file(&half).map_err(fault)?;
    named.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => there_already(target),
        _ => fault(error),
    })?;
    File::open(data)
        .and_then(|folder| folder.sync_all())
        .map_err(fault)?;
    Ok(target.clone())
}

/// Holds what was laid back against the manifest.
///
/// # Errors
/// That it ends elsewhere, or what the store says.
pub(super) async fn held_against(store: &Arc<dyn Store>, manifest: &Manifest) -> Result<u64, Message> {
    let tenant = TenantId(manifest.municipality);
    let held = &manifest.held;
    let (events, _) = store.chained(tenant).await.map_err(of_store)?;
    let access = store.access_head(tenant).await.map_err(of_store)?;
    let last = held.deed_number.saturating_sub(1);
    let deeds = store.deeds_after(tenant, last, 2).await.map_err(of_store)?;
    let deed = deeds.last().map_or_else(DeedHead::default, |deed| DeedHead {
        number: deed.number,
        chain: deed.chain,
    });
    let numbers = (events, access.number, deed.number) == (held.events, held.access_number, held.deed_number);
    let chains = hexed(&access.chain) == held.access_chain && hexed(&deed.chain) == held.deed_chain;
    match numbers && chains {
        true => Ok(events),
        false => Err(Message::new("backup-ends-elsewhere").with("municipality", tenant.to_string())),
    }
}
