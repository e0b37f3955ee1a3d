//! `samspil schema`: the flow language as JSON Schema, for editors.

use samspil_core::flow::schema;
use samspil_core::text::Language;

use crate::language::{Answer, Told};

/// The schema; its descriptions are in the language of the answers.
pub(crate) fn answer(language: Language) -> Answer {
    let json = schema(language);
    let text = serde_json::to_string_pretty(&json).map_err(|error| error.to_string())?;
    Ok(Told {
        lines: vec![text],
        json,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_json_that_names_its_draft() {
        let told = answer(Language::Danish).unwrap();
        let read: serde_json::Value = serde_json::from_str(&told.lines.concat()).unwrap();
        assert_eq!(read["$schema"], "http://json-schema.org/draft-07/schema#");
        assert_eq!(read, told.json);
    }
}
