//! Passwords that others have found: a file of their sums that whoever runs the program lays beside it, and nothing is asked
//! of the network. The file is as large as it likes (the one of haveibeenpwned.com has 40 GB): it is searched where it lies.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use samspil_core::text::Message;

/// Hexadecimal digits of a sum.
const SUM_CHARS: usize = 40;

/// The longest line, in bytes: a sum and how often it was found.
const MAX_LINE_BYTES: usize = 128;

/// Sums of passwords, in order, one a line: `SUM` or `SUM:HOW OFTEN`.
#[derive(Clone, Debug)]
pub(crate) struct Breached {
    path: PathBuf,
}

impl Breached {
    /// The file, where it is one: its first and its last line are sums, in order.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub(crate) fn open(path: &Path) -> Result<Self, Message> {
        let breached = Self {
            path: path.to_owned(),
        };
        let unfit = |detail: String| {
            let file = path.display().to_string();
            Message::new("breached-unfit")
                .with("file", file)
                .with("detail", detail)
        };
        let ends = breached.ends().map_err(|error| unfit(error.to_string()))?;
        match ends {
            Some((first, last)) if first <= last => Ok(breached),
            _ => Err(unfit("SHA-1".to_owned())),
        }
    }

    /// Whether it is among them.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(crate) fn has(&self, password: &str) -> io::Result<bool> {
        let sought = sum_of(password);
        let mut file = BufReader::new(File::open(&self.path)?);
        // The sum lies in a line that begins at `low`, where one does, or later and before `high`.
        let (mut low, mut high) = (0, file.get_ref().metadata()?.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let Some((sum, after)) = line_from(&mut file, low, middle)? else {
                high = middle;
                continue;
            };
            match sum.as_str().cmp(sought.as_str()) {
                std::cmp::Ordering::Equal => return Ok(true),
                std::cmp::Ordering::Less => low = after,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(false)
    }

    fn ends(&self) -> io::Result<Option<(String, String)>> {
        let mut file = BufReader::new(File::open(&self.path)?);
        let Some((first, _)) = line_from(&mut file, 0, 0)? else {
            return Ok(None);
        };
        let length = file.get_ref().metadata()?.len();
        let back = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX);
        let mut last = first.clone();
        let (mut low, mut at) = (0, length.saturating_sub(back));
        while let Some((sum, after)) = line_from(&mut file, low, at)? {
            (last, low, at) = (sum, after, after);
        }
        Ok(Some((first, last)))
    }
}

/// The sum of the first line that begins at `from` or later, and where the next one begins; one begins at `low`.
fn line_from(file: &mut BufReader<File>, low: u64, from: u64) -> io::Result<Option<(String, u64)>> {
    let mut begins = from;
    if from > low {
        // The line before it ends at the earliest in front of it.
        file.seek(SeekFrom::Start(from - 1))?;
        begins = from - 1 + u64::try_from(line(file)?.len()).unwrap_or(u64::MAX);
    } else {
        file.seek(SeekFrom::Start(from))?;
    }
    let line = line(file)?;
    if line.is_empty() {
        return Ok(None);
    }
    let sum = line
        .get(..SUM_CHARS)
        .and_then(|sum| std::str::from_utf8(sum).ok());
    let ends = line.get(SUM_CHARS).is_none_or(|next| b":\r\n".contains(next));
    let sum = sum.filter(|sum| ends && sum.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let sum = sum.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("byte {begins}")))?;
    let after = begins + u64::try_from(line.len()).unwrap_or(u64::MAX);
    Ok(Some((sum.to_ascii_uppercase(), after)))
}

fn line(file: &mut BufReader<File>) -> io::Result<Vec<u8>> {
    let mut line = Vec::with_capacity(MAX_LINE_BYTES);
    let most = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX);
    file.take(most).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// The sum as such files have it.
fn sum_of(password: &str) -> String {
    let sum = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
    sum.as_ref().iter().map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sums.txt");
        std::fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn every_one_of_many_is_found_and_no_other() {
        let passwords: Vec<String> = (0..300).map(|n| format!("fundet-hest-{n}")).collect();
        for (after, end) in [("", "\n"), (":3", "\r\n"), (":12345", "\n")] {
            let mut sums: Vec<String> = passwords.iter().map(|one| sum_of(one)).collect();
            sums.sort();
            for count in [1, 2, 3, 299, 300] {
                let some = &sums[..count];
                let text: String = some.iter().map(|sum| format!("{sum}{after}{end}")).collect();
                let (_folder, path) = written(text.trim_end());
                let breached = Breached::open(&path).unwrap();
                for password in &passwords {
                    let is = some.contains(&sum_of(password));
                    assert_eq!(breached.has(password).unwrap(), is, "{count} {after}");
                }
                assert!(!breached.has("en helt anden").unwrap());
            }
        }
        assert_eq!(sum_of("password"), "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8");
    }

    #[test]
    fn what_is_no_file_of_sums_is_refused() {
        let sum = sum_of("password");
        for text in [
            "",
            "password\n",
            &sum[1..],
            &format!("{sum}x\n"),
            &format!("{sum}\n{}\n", "0".repeat(40)),
        ] {
            let (_folder, path) = written(text);
            assert!(Breached::open(&path).is_err(), "{text}");
        }
        assert!(Breached::open(Path::new("/nowhere/sums")).is_err());
    }
}
