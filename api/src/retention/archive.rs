//! An archive in a folder: a file for each case, and the sums of all files of a disposal beside them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use async_trait::async_trait;
use samspil_core::text::Language;
use samspil_runtime::{Archive, ArchiveFault, Archived, By, Engine};
use samspil_store::Hash;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use tokio::sync::Mutex;

use crate::pages::export::{CaseTold, Whose, document};

/// The file with the sums, as `sha256sum --check` reads it.
const SUMS: &str = "SHA256SUMS";

/// A folder that cases are archived in.
pub(crate) struct Folder {
    folder: PathBuf,
    engine: Weak<Engine>,
    /// One file is written at a time: whoever asks twice writes the same one, and all of a disposal share their sums.
    one: Mutex<()>,
}

impl Folder {
    /// In this folder, which is made where it is not there.
    pub(crate) fn new(folder: PathBuf, engine: &Arc<Engine>) -> Self {
        Self {
            folder,
            engine: Arc::downgrade(engine),
            one: Mutex::new(()),
        }
    }
}

#[async_trait]
impl Archive for Folder {
    async fn keep(&self, case: Archived<'_>) -> Result<(String, Hash), ArchiveFault> {
        let engine = self
            .engine
            .upgrade()
            .ok_or_else(|| fault("the engine has stopped"))?;
        // What is archived is Danish: so are the law and whoever keeps it.
        let language = Language::Danish;
        let told = CaseTold::of(
            &engine,
            case.tenant,
            (case.read, &By::Engine),
            Whose::Archive,
            language,
        );
        let told = told.await.map_err(fault)?;
        let text = document(&told, &case.events, case.disposal, language).map_err(fault)?;
        let _one = self.one.lock().await;
        // Somebody else may have carried it out while it was read: what is left then takes no whole file's place.
        let kept = engine.store().load(case.tenant, &[case.read.case.id], &[]).await;
        let kept = kept.map_err(fault)?.cases;
        if !kept.iter().any(|kept| kept.version == case.read.case.version) {
            return Err(fault("the case was changed or discarded meanwhile"));
        }
        let below = format!("{}/{:05}", case.tenant, case.disposal);
        let name = format!("{}.html", case.read.case.id);
        let folder = self.folder.join(&below);
        tokio::fs::create_dir_all(&folder).await.map_err(fault)?;
        let sum: Hash = Sha256::digest(text.as_bytes()).into();
        write(&folder, &name, text.as_bytes()).await.map_err(fault)?;
        note(&folder, &name, &sum).await.map_err(fault)?;
        Ok((format!("{below}/{name}"), sum))
    }
}

fn fault(error: impl std::fmt::Display) -> ArchiveFault {
    ArchiveFault(error.to_string())
}

/// Writes a file whole or not at all, and waits until it is on disk.
async fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let beside = folder.join(format!(".{name}"));
    let mut file = tokio::fs::File::create(&beside).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    tokio::fs::rename(&beside, folder.join(name)).await?;
    tokio::fs::File::open(folder).await?.sync_all().await
}

/// Notes a file's sum, in place of one from before.
async fn note(folder: &Path, name: &str, sum: &Hash) -> std::io::Result<()> {
    let before = match tokio::fs::read_to_string(folder.join(SUMS)).await {
        Ok(before) => before,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let other = |line: &&str| !line.ends_with(&format!("  {name}"));
    let mut lines: Vec<String> = before.lines().filter(other).map(str::to_owned).collect();
    let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    lines.push(format!("{sum}  {name}"));
    write(folder, SUMS, format!("{}\n", lines.join("\n")).as_bytes()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_file_has_one_sum_however_often_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        for (name, byte) in [("a.html", 1), ("b.html", 2), ("a.html", 3)] {
            write(folder.path(), name, &[byte]).await.unwrap();
            note(folder.path(), name, &[byte; 32]).await.unwrap();
        }
        let sums = tokio::fs::read_to_string(folder.path().join(SUMS)).await.unwrap();
        let expected = format!("{}  b.html\n{}  a.html\n", "02".repeat(32), "03".repeat(32));
        assert_eq!(sums, expected);
        assert_eq!(tokio::fs::read(folder.path().join("a.html")).await.unwrap(), [3]);
        let mut left = tokio::fs::read_dir(folder.path()).await.unwrap();
        let mut names = Vec::new();
        while let Some(entry) = left.next_entry().await.unwrap() {
            names.push(entry.file_name().into_string().unwrap());
        }
        names.sort();
        assert_eq!(names, [SUMS, "a.html", "b.html"], "nothing is left beside them");
    }
}
