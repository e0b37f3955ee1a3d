//! `samspil openapi`: the document that describes the API.

use crate::language::{Answer, Told};

/// The document, for people and programs alike.
pub(crate) fn answer() -> Answer {
    let json = serde_json::to_value(super::document()).map_err(|error| error.to_string())?;
    let text = serde_json::to_string_pretty(&json).map_err(|error| error.to_string())?;
    Ok(Told {
        lines: vec![text],
        json,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The document as a person judges it. `UPDATE_GOLDEN=1` writes it anew.
    #[test]
    fn the_document_is_what_was_judged() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
        let mut made = answer().unwrap().lines.concat();
        made.push('\n');
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let judged = std::fs::read_to_string(&path).unwrap_or_default();
        let first = made
            .lines()
            .zip(judged.lines())
            .position(|(made, judged)| made != judged);
        assert!(
            made == judged,
            "api/openapi.json differs from line {first:?} on: look, then UPDATE_GOLDEN=1 cargo test"
        );
    }
}
