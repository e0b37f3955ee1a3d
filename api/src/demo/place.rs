//! Where a demo is kept, and what must not be there.

use std::path::{Path, PathBuf};

use samspil_core::id::CaseId;
use samspil_core::text::Message;
use samspil_store::{CaseQuery, Store};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::people::TENANT;

/// The file by which a folder is known to hold a demo and nothing else.
const MARK: &str = "samspil-demo.txt";

/// What the file says to whoever finds it.
const MARK_TEXT: &str = "samspil demo: opdigtede sager, må slettes / invented cases, may be deleted\n";

/// The setting that a finished demo has.
const SETTING: &str = "demo";

/// Where a demo is kept.
#[derive(Debug)]
pub(super) struct Place {
    /// The store's address.
    pub(super) url: String,
    /// The folder that goes away with the program.
    _folder: Option<TempDir>,
}

/// A demo that was finished.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Finished {
    /// The case that the story tells.
    pub(super) story: CaseId,
    /// The deadline that was tuned, and what came of it.
    #[serde(default)]
    pub(super) tuned: Vec<Message>,
}

impl Place {
    /// A folder, a database, or a folder that goes away with the program.
    ///
    /// # Errors
    /// Where the folder holds something else than a demo, or cannot be made.
    pub(super) fn choose(folder: Option<&Path>, database: Option<&str>) -> Result<Self, Message> {
        let (folder, kept) = match (folder, database) {
            (_, Some(url)) if !url.starts_with("sqlite:") => {
                return Ok(Self {
                    url: url.to_owned(),
                    _folder: None,
                });
            }
            (_, Some(url)) => {
                let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
                (PathBuf::from(path), None)
            }
            (Some(folder), None) => (folder.to_owned(), None),
            (None, None) => {
                let kept = TempDir::with_prefix("samspil-demo-");
                let kept = kept.map_err(|error| no_folder(&std::env::temp_dir(), &error))?;
                (kept.path().to_owned(), Some(kept))
            }
        };
        marked(&folder)?;
        Ok(Self {
            url: format!("sqlite:{}", folder.display()),
            _folder: kept,
        })
    }
}

/// Sees to it that the folder is there and a demo's own.
fn marked(folder: &Path) -> Result<(), Message> {
    let wrong = |error: &std::io::Error| no_folder(folder, error);
    std::fs::create_dir_all(folder).map_err(|error| wrong(&error))?;
    let mark = folder.join(MARK);
    if mark.is_file() {
        return Ok(());
    }
    let mut entries = std::fs::read_dir(folder).map_err(|error| wrong(&error))?;
    if entries.next().is_some() {
        return Err(Message::new("demo-not-a-demo").with("folder", folder.display().to_string()));
    }
    std::fs::write(mark, MARK_TEXT).map_err(|error| wrong(&error))
}

fn no_folder(folder: &Path, error: &std::io::Error) -> Message {
    Message::new("demo-no-folder")
        .with("folder", folder.display().to_string())
        .with("detail", error.to_string())
}

/// The finished demo that the store holds, none where it is empty.
///
/// # Errors
/// Where the store holds anything else: a moved clock would reach every case in it.
pub(super) async fn look(store: &dyn Store) -> Result<Option<Finished>, Message> {
    let wrong = |error: samspil_store::StoreError| error.message();
    let tenants = store.tenants().await.map_err(wrong)?;
    if let Some((other, name)) = tenants.iter().find(|(tenant, _)| *tenant != TENANT) {
        return Err(Message::new("demo-others")
            .with("tenant", other.to_string())
            .with("name", name.as_str()));
    }
    if tenants.is_empty() {
        return Ok(None);
    }
    let kept = store.setting(TENANT, SETTING).await.map_err(wrong)?;
    if let Some(finished) = kept.and_then(|kept| serde_json::from_slice(&kept).ok()) {
        return Ok(Some(finished));
    }
    let one = CaseQuery {
        limit: 1,
        ..CaseQuery::default()
    };
    match store.find(TENANT, &one).await.map_err(wrong)?.first() {
        Some(_) => Err(Message::new("demo-has-cases").with("tenant", TENANT.to_string())),
        None => Ok(None),
    }
}

/// Keeps that the demo is finished.
///
/// # Errors
/// What the store says.
pub(super) async fn finish(store: &dyn Store, finished: &Finished) -> Result<(), Message> {
    let kept = serde_json::to_vec(finished).unwrap_or_default();
    store
        .put_setting(TENANT, SETTING, kept)
        .await
        .map_err(|error| error.message())
}

#[cfg(test)]
mod tests {
    use samspil_core::id::TenantId;
    use uuid::Uuid;

    use super::*;

    fn key(made: &Result<Place, Message>) -> &str {
        match made {
            Ok(_) => "fine",
            Err(message) => &message.key,
        }
    }

    #[test]
    fn only_an_empty_folder_or_a_demo_is_taken() {
        let root = tempfile::tempdir().unwrap();
        let folder = |name: &str| root.path().join(name);
        let url = format!("sqlite:{}", folder("by-url").display());
        std::fs::create_dir(folder("full")).unwrap();
        std::fs::write(folder("full").join("letter.txt"), "Kære").unwrap();
        std::fs::write(folder("file"), "").unwrap();
        for (name, expected) in [
            ("new/deep", "fine"),
            ("new/deep", "fine"),
            ("full", "demo-not-a-demo"),
            ("file", "demo-no-folder"),
        ] {
            assert_eq!(key(&Place::choose(Some(&folder(name)), None)), expected, "{name}");
        }
        assert_eq!(key(&Place::choose(None, Some(&url))), "fine");
        assert!(folder("by-url").join(MARK).is_file());
        assert_eq!(std::fs::read_dir(folder("full")).unwrap().count(), 1);
    }

    #[test]
    fn without_a_folder_one_is_made_and_goes_away() {
        let place = Place::choose(None, None).unwrap();
        let folder = PathBuf::from(place.url.trim_start_matches("sqlite:"));
        assert!(folder.join(MARK).is_file());
        drop(place);
        assert!(!folder.exists());
        let database = Place::choose(None, Some("postgres://here/demo")).unwrap();
        assert_eq!(database.url, "postgres://here/demo");
    }

    #[tokio::test]
    async fn a_store_with_anything_else_in_it_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        let store = samspil_store::open(&url).await.unwrap();
        assert_eq!(look(store.as_ref()).await, Ok(None));
        store.add_tenant(TENANT, "Her").await.unwrap();
        assert_eq!(look(store.as_ref()).await, Ok(None));
        let finished = Finished {
            story: CaseId(Uuid::from_u128(7)),
            tuned: vec![Message::new("demo-tuned")],
        };
        finish(store.as_ref(), &finished).await.unwrap();
        assert_eq!(look(store.as_ref()).await, Ok(Some(finished)));
        store.add_tenant(TenantId(12_345_678), "Andre").await.unwrap();
        assert_eq!(look(store.as_ref()).await.unwrap_err().key, "demo-others");
    }
}
