//! Laying a copy back: into a folder that has no file of that municipality, after the copy was held against its manifest and read
//! through once more.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_store::Store;
use serde::Serialize;

use super::copy::{Manifest, sum};
use crate::account::{fault, of_store};

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

/// Lays one file back. What is there already is never written over.
///
/// # Errors
/// That the copy is not the one that its manifest tells of, or that a file of the municipality is there.
pub(super) fn lay_back(from: &Path, manifest: &Manifest, data: &Path) -> Result<PathBuf, Message> {
    let name = format!("{}.sqlite", TenantId(manifest.municipality));
    let (source, target) = (from.join(&name), data.join(&name));
    if manifest.file != name || sum(&source).map_err(fault)? != manifest.sha256 {
        return Err(Message::new("backup-not-as-made").with("file", source.display().to_string()));
    }
    if target.exists() {
        return Err(Message::new("backup-there-already").with("file", target.display().to_string()));
    }
    std::fs::create_dir_all(data).map_err(fault)?;
    // Under another name until it is whole and on disk: what is half written is no municipality's file.
    let half = data.join(format!("{name}.half"));
    std::fs::copy(&source, &half).map_err(fault)?;
    File::open(&half)
        .and_then(|file| file.sync_all())
        .map_err(fault)?;
    std::fs::rename(&half, &target).map_err(fault)?;
    File::open(data)
        .and_then(|folder| folder.sync_all())
        .map_err(fault)?;
    Ok(target)
}

/// Holds what was laid back against the manifest.
///
/// # Errors
/// That it ends elsewhere, or what the store says.
pub(super) async fn held_against(store: &Arc<dyn Store>, manifest: &Manifest) -> Result<u64, Message> {
    let tenant = TenantId(manifest.municipality);
    let (events, _) = store.chained(tenant).await.map_err(of_store)?;
    let head = store.access_head(tenant).await.map_err(of_store)?;
    match (events, head.number) == (manifest.held.events, manifest.held.access_number) {
        true => Ok(events),
        false => Err(Message::new("backup-ends-elsewhere").with("municipality", tenant.to_string())),
    }
}
