//! Files with keys: written for their owner alone.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use samspil_core::text::Message;
use samspil_runtime::vault::{KeyFile, Secret};

/// Reads a file with keys.
///
/// # Errors
/// Where it cannot be read, or is not as it should be.
pub(super) fn read(path: &Path) -> Result<KeyFile, Message> {
    for_few(path)?;
    let bytes = Secret::from(std::fs::read(path).map_err(|error| unfit(path, &error))?);
    let text = std::str::from_utf8(bytes.bytes())
        .map_err(|error| unfit(path, &io::Error::new(io::ErrorKind::InvalidData, error)))?;
    KeyFile::read(text).map_err(|error| {
        let file = path.display().to_string();
        Message::new("keys-unfit")
            .with("file", file)
            .with("why", error.message())
    })
}

/// Writes a file that was not there.
pub(super) fn add(path: &Path, keys: &KeyFile) -> Result<(), Message> {
    let file = for_owner().create_new(true).open(path);
    file.and_then(|file| write(file, keys))
        .map_err(|error| unfit(path, &error))
}

/// Writes a file in place of the one that is there: whole, or not at all.
pub(super) fn replace(path: &Path, keys: &KeyFile) -> Result<(), Message> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = Path::new(&beside);
    let file = for_owner().create_new(true).open(beside);
    file.and_then(|file| write(file, keys))
        .and_then(|()| std::fs::rename(beside, path))
        .map_err(|error| unfit(beside, &error))
}

/// Refuses a file with secrets that everyone on the machine reads, or that others than its owner write. Its group may read
/// it: that is how secrets are handed to services.
///
/// # Errors
/// Which file, and what to do.
pub(crate) fn for_few(path: &Path) -> Result<(), Message> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        /// Others read, write or run it; the group writes it.
        const OPEN: u32 = 0o027;
        let mode = std::fs::metadata(path).map_err(|error| unfit(path, &error))?;
        if mode.permissions().mode() & OPEN != 0 {
            return Err(Message::new("keys-open").with("file", path.display().to_string()));
        }
    }
    Ok(())
}

fn for_owner() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        /// Its owner reads and writes it, nobody else.
        const OWNER_ALONE: u32 = 0o600;
        options.mode(OWNER_ALONE);
    }
    options
}

fn write(mut file: File, keys: &KeyFile) -> io::Result<()> {
    file.write_all(keys.text().bytes())?;
    file.sync_all()
}

fn unfit(path: &Path, error: &io::Error) -> Message {
    Message::new("keys-no-file")
        .with("file", path.display().to_string())
        .with("detail", error.to_string())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        add(&path, &KeyFile::fresh().unwrap()).unwrap();
        for (mode, fits) in [
            (0o600, true),
            (0o400, true),
            (0o440, true),
            (0o640, true),
            (0o660, false),
            (0o644, false),
            (0o604, false),
            (0o602, false),
        ] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            match read(&path) {
                Ok(_) => assert!(fits, "{mode:o}"),
                Err(message) => assert_eq!((fits, message.key.as_str()), (false, "keys-open"), "{mode:o}"),
            }
        }
    }
}
