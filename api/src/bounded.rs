//! Files that somebody names on the command line, read no further than they may reach: a name may be that of a disk, or of a
//! pipe that never ends.

use std::fs::File;
use std::io::{Error, ErrorKind, Read};
use std::path::Path;

use samspil_core::text::Message;

/// The bytes of a file that holds at most so many.
///
/// # Errors
/// Where the file cannot be read, or is larger.
pub(crate) fn bytes_bounded(path: &Path, most_bytes: usize) -> Result<Vec<u8>, Message> {
    let most = u64::try_from(most_bytes).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| unread(path, &error))?;
    if bytes.len() > most_bytes {
        let most = i64::try_from(most_bytes / 1024).unwrap_or(i64::MAX);
        return Err(Message::new("file-too-large")
            .with("path", path.display().to_string())
            .with("most", most));
    }
    Ok(bytes)
}

/// The text of a file that holds at most so many bytes.
///
/// # Errors
/// Where the file cannot be read, is larger, or is not written in UTF-8.
pub(crate) fn read_bounded(path: &Path, most_bytes: usize) -> Result<String, Message> {
    let bytes = bytes_bounded(path, most_bytes)?;
    String::from_utf8(bytes).map_err(|error| unread(path, &Error::new(ErrorKind::InvalidData, error)))
}

fn unread(path: &Path, error: &Error) -> Message {
    Message::new("flow-not-read")
        .with("path", path.display().to_string())
        .with("detail", error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_far_as_it_may_reach() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let table: [(&[u8], Result<&str, &str>); 6] = [
            (b"", Ok("")),
            (b"1234567", Ok("1234567")),
            ("12345ø8".as_bytes(), Ok("12345ø8")),
            (b"123456789", Err("file-too-large")),
            // Cut in the middle of a character, it is still too large and nothing else.
            ("1234567ø".as_bytes(), Err("file-too-large")),
            (b"\xFF", Err("flow-not-read")),
        ];
        for (bytes, expected) in table {
            std::fs::write(&path, bytes).unwrap();
            let read = read_bounded(&path, 8).map_err(|message| message.key);
            assert_eq!(read.as_deref().map_err(String::as_str), expected, "{bytes:?}");
        }
        let missing = read_bounded(&folder.path().join("missing"), 8);
        assert_eq!(missing.unwrap_err().key, "flow-not-read");
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_is_too_large() {
        let read = bytes_bounded(Path::new("/dev/zero"), 4 * 1024);
        assert_eq!(read.unwrap_err().key, "file-too-large");
    }
}
