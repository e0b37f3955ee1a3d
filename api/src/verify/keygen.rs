//! Making the key that ends are signed with.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use samspil_core::text::{Language, Message};
use samspil_runtime::audit::SigningKey;
use serde_json::json;

use crate::language::{Answer, Told};
use crate::words::say;

/// Who may read the secret key, on Unix: its owner.
#[cfg(unix)]
const OWN_ALONE: u32 = 0o600;

/// Writes both keys; never over a file that is there.
pub(super) fn answer(file: &Path, language: Language) -> Answer {
    let (key, secret) = SigningKey::generate().map_err(|error| error.to_string())?;
    let public = PathBuf::from(format!("{}.pub", file.display()));
    for (file, text, own) in [(file, secret, true), (&public, key.public().text(), false)] {
        write(file, &text, own).map_err(|error| {
            let message = Message::new("verify-file")
                .with("file", file.display().to_string())
                .with("detail", error.to_string());
            say(&message, language)
        })?;
    }
    let told = Message::new("verify-keys-made")
        .with("secret", file.display().to_string())
        .with("public", public.display().to_string());
    Ok(Told {
        lines: vec![say(&told, language)],
        json: json!({"secret": file, "public": public}),
    })
}

fn write(file: &Path, text: &str, own: bool) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if own {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, OWN_ALONE);
    }
    let mut file = options.open(file)?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use samspil_runtime::audit::PublicKey;

    use super::*;

    #[test]
    fn keys_are_made_once_and_fit_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("heads.key");
        answer(&file, Language::Danish).unwrap();
        let secret = std::fs::read_to_string(&file).unwrap();
        let public = std::fs::read_to_string(folder.path().join("heads.key.pub")).unwrap();
        let key = SigningKey::read(&secret).unwrap();
        assert_eq!(PublicKey::read(&public), Ok(key.public()));
        let again = answer(&file, Language::Danish).unwrap_err();
        assert!(again.contains("heads.key"), "{again}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), secret);
        #[cfg(unix)]
        {
            let mode =
                std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
            assert_eq!(mode & 0o777, OWN_ALONE);
        }
    }
}
