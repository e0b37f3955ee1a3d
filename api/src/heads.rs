//! The ends of all chains, signed and written to a folder now and then: best one on another machine, or one that is
//! copied there.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use samspil_core::text::Message;
use samspil_runtime::Clock;
use samspil_runtime::audit::{Heads, SigningKey};
use samspil_store::Store;
use tokio_util::sync::CancellationToken;

use crate::bounded::read_bounded;
use crate::keys::for_few;

/// The file's name in its folder.
const FILE: &str = "heads.jsonl";

/// The longest key, in bytes: a secret on one line with all that may stand around it.
pub(crate) const MAX_KEY_BYTES: usize = 8 * 1024;

/// How long between two writings: what is cut off sooner than it was ever signed is not found.
const EVERY: Duration = Duration::from_secs(300);

/// Where ends are written, and with which key.
#[derive(Clone, Debug)]
pub(crate) struct HeadsTo {
    key: PathBuf,
    file: PathBuf,
}

impl HeadsTo {
    /// By a key in a file, to a folder that is there.
    ///
    /// # Errors
    /// Where the key or what was written before cannot be read.
    pub(crate) fn new(key: &Path, folder: &Path) -> Result<Self, Message> {
        let to = Self {
            key: key.to_owned(),
            file: folder.join(FILE),
        };
        to.heads()?;
        Ok(to)
    }

    /// Goes on after what was written before.
    fn heads(&self) -> Result<Heads, Message> {
        let cannot = |file: &Path, detail: String| {
            Message::new("verify-file")
                .with("file", file.display().to_string())
                .with("detail", detail)
        };
        for_few(&self.key)?;
        let key = read_bounded(&self.key, MAX_KEY_BYTES)?;
        let key = SigningKey::read(&key).map_err(|_| Message::new("verify-key-shape"))?;
        // No bound: the program wrote it itself, it grows with the years, and it is gone on from as a whole.
        let mut before = match std::fs::read_to_string(&self.file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            read => read.map_err(|error| cannot(&self.file, error.to_string()))?,
        };
        let whole = before.rfind('\n').map_or(0, |end| end + 1);
        if whole < before.len() {
            // A line that the program did not come to the end of was never told.
            before.truncate(whole);
            std::fs::write(&self.file, &before).map_err(|error| cannot(&self.file, error.to_string()))?;
        }
        Heads::after(key, &before).ok_or_else(|| Message::new("verify-heads-not-ours"))
    }

    /// Writes until the program stops, and once more then.
    pub(crate) async fn write(
        self,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        stopping: CancellationToken,
    ) {
        let mut heads = None;
        loop {
            let done = self.once(&store, clock.now(), heads.take()).await;
            match done {
                Ok(next) => heads = Some(next),
                Err(detail) => tracing::error!(%detail, "ends of chains could not be signed and written"),
            }
            if stopping.is_cancelled() {
                return;
            }
            tokio::select! {
                () = stopping.cancelled() => {}
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    /// Writes what is new; gives what goes on from there. Where it could not be written, the file says what was.
    async fn once(
        &self,
        store: &Arc<dyn Store>,
        now: DateTime<Utc>,
        heads: Option<Heads>,
    ) -> Result<Heads, String> {
        let mut heads = match heads {
            Some(heads) => heads,
            None => self.heads().map_err(|message| message.key)?,
        };
        let lines = heads.lines(store, now).await;
        let lines = lines.map_err(|error| error.to_string())?;
        if lines.is_empty() {
            return Ok(heads);
        }
        let file = self.file.clone();
        let text = lines.join("\n") + "\n";
        let writing = move || -> std::io::Result<()> {
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        tokio::task::spawn_blocking(writing)
            .await
            .map_err(|error| error.to_string())?
            .map_err(|error| error.to_string())?;
        Ok(heads)
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::id::TenantId;
    use samspil_runtime::SystemClock;
    use samspil_runtime::audit::anchors;

    use super::*;

    #[tokio::test]
    async fn the_file_goes_on_where_it_ended_and_tells_what_changed() {
        let folder = tempfile::tempdir().unwrap();
        let store = samspil_store::open(&format!("sqlite:{}", folder.path().display()))
            .await
            .unwrap();
        let tenant = TenantId(12_345_678);
        store.add_tenant(tenant, "Prøvekøbing").await.unwrap();
        let (key, secret) = SigningKey::generate().unwrap();
        let file = folder.path().join("heads.key");
        std::fs::write(&file, secret).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        let written = || std::fs::read_to_string(folder.path().join(FILE)).unwrap_or_default();
        for lines in [0, 1, 2] {
            if lines > 0 {
                store.log(tenant, &[], vec![entry()]).await.unwrap();
            }
            let to = HeadsTo::new(&file, folder.path()).unwrap();
            let stopping = CancellationToken::new();
            stopping.cancel();
            to.write(Arc::clone(&store), Arc::new(SystemClock), stopping)
                .await;
            assert_eq!(written().lines().count(), lines);
        }
        let (all, last) = anchors(&written(), &key.public()).unwrap();
        assert_eq!(last.unwrap().number, 2);
        assert_eq!(all[&tenant].access.unwrap().number, 2);
        let half = written() + "{\"number\":3";
        std::fs::write(folder.path().join(FILE), half).unwrap();
        HeadsTo::new(&file, folder.path()).unwrap();
        assert_eq!(written().lines().count(), 2, "half a line is taken away");
        std::fs::write(folder.path().join(FILE), "andet\n").unwrap();
        assert!(HeadsTo::new(&file, folder.path()).is_err());
    }

    fn entry() -> samspil_store::NewAccess {
        samspil_store::NewAccess {
            at: chrono::DateTime::UNIX_EPOCH,
            who: samspil_store::Accessor::Engine,
            action: samspil_store::AccessAction::Read,
            object: "case".to_owned(),
            case: None,
            citizen: None,
            details: Vec::new(),
        }
    }
}
