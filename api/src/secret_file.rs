//! Secrets that lie in a file, as whatever keeps them (a vault's agent, systemd's credentials, a secret of Kubernetes)
//! puts them there for the service alone: then they stand neither among arguments nor in the environment.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use samspil_core::text::Message;

use crate::keys::for_few;

/// The longest secret, in bytes: an address of a database with all that may stand in it.
const MAX_BYTES: u64 = 8 * 1024;

/// The secret: the file's one line.
///
/// # Errors
/// Where the file cannot be read, is open to others, is too long, or holds nothing or several lines.
pub(crate) fn read(path: &Path) -> Result<String, Message> {
    let unfit = |detail: String| {
        Message::new("secret-file-unfit")
            .with("file", path.display().to_string())
            .with("detail", detail)
    };
    for_few(path)?;
    let file = File::open(path).map_err(|error| unfit(error.to_string()))?;
    let mut text = String::new();
    let read = file.take(MAX_BYTES + 1).read_to_string(&mut text);
    read.map_err(|error| unfit(error.to_string()))?;
    let line = text.trim_end_matches(['\r', '\n']);
    if line.is_empty()
        || line.contains(['\r', '\n'])
        || u64::try_from(text.len()).unwrap_or(u64::MAX) > MAX_BYTES
    {
        return Err(Message::new("secret-file-line").with("file", path.display().to_string()));
    }
    Ok(line.to_owned())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_secret_is_one_line_of_a_file_that_few_may_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        let long = "x".repeat(8_193);
        for (text, mode, expected) in [
            ("hemmelig", 0o600, Ok("hemmelig")),
            ("hemmelig\n", 0o400, Ok("hemmelig")),
            ("hemmelig\r\n", 0o640, Ok("hemmelig")),
            (" a b ", 0o600, Ok(" a b ")),
            ("hemmelig", 0o644, Err("keys-open")),
            ("hemmelig", 0o660, Err("keys-open")),
            ("", 0o600, Err("secret-file-line")),
            ("\n", 0o600, Err("secret-file-line")),
            ("a\nb", 0o600, Err("secret-file-line")),
            (&long, 0o600, Err("secret-file-line")),
        ] {
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            let found = read(&path);
            let found = found.as_deref().map_err(|message| message.key.as_str());
            assert_eq!(found, expected, "{text:.20} {mode:o}");
            std::fs::remove_file(&path).unwrap();
        }
        assert!(read(&path).is_err(), "there is none");
    }
}
