//! Rules as YAML, so that what is shown can be mended and laid down again.

use serde_json::Value as Json;

/// The lines of a value.
pub(crate) fn yaml(value: &Json) -> Vec<String> {
    match value {
        Json::Object(entries) if !entries.is_empty() => entries
            .iter()
            .flat_map(|(key, value)| below(&format!("{}:", word(key)), "  ", value))
            .collect(),
        Json::Array(parts) if !parts.is_empty() => {
            let parts = parts.iter();
            parts.flat_map(|part| beside("- ", &yaml(part))).collect()
        }
        Json::Object(_) => vec!["{}".to_owned()],
        Json::Array(_) => vec!["[]".to_owned()],
        Json::String(text) => vec![word(text)],
        other => vec![other.to_string()],
    }
}

/// A key with its value: beneath it where that has parts, otherwise on its line.
fn below(key: &str, indent: &str, value: &Json) -> Vec<String> {
    let has_parts = match value {
        Json::Object(entries) => !entries.is_empty(),
        Json::Array(parts) => !parts.is_empty(),
        _ => false,
    };
    let lines = yaml(value);
    if has_parts {
        let inner = lines.into_iter().map(|line| format!("{indent}{line}"));
        return std::iter::once(key.to_owned()).chain(inner).collect();
    }
    vec![format!("{key} {}", lines.concat())]
}

/// The first line after the mark, the others under it.
fn beside(mark: &str, lines: &[String]) -> Vec<String> {
    let lead = |place: usize| if place == 0 { mark } else { "  " };
    let lines = lines.iter().enumerate();
    lines
        .map(|(place, line)| format!("{}{line}", lead(place)))
        .collect()
}

/// A text as it is where nothing in it means anything else, otherwise in quotes.
fn word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    let trimmed = text.trim() == text && !text.is_empty();
    let numeric = text.parse::<f64>().is_ok();
    let meant = matches!(text, "true" | "false" | "null" | "~");
    if trimmed && text.chars().all(plain) && !text.starts_with('-') && !numeric && !meant {
        return text.to_owned();
    }
    Json::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use samspil_core::calendar::CalendarRules;
    use samspil_core::flow::yaml::tree;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_shown_can_be_read_again() {
        let value = json!({
            "closed_days": { "half_official": [{ "day": "may_day" }], "own": [
                { "from": "2026-07-20", "to": "2026-07-24", "name": { "da": "Sommer: \"lukket\"", "en": "- summer" } },
                { "from": "2026-08-01", "name": { "da": "true", "en": "12" } },
            ] },
            "opening": [],
            "units": {},
        });
        let lines = yaml(&value).join("\n");
        let (root, findings) = tree(&lines);
        assert!(findings.is_empty(), "{lines}\n{findings:?}");
        assert_eq!(
            root.unwrap().to_json(),
            json!({
                "closed_days": value["closed_days"],
                "opening": [],
                "units": {},
            }),
            "{lines}"
        );
        insta::assert_snapshot!(yaml(&serde_json::to_value(CalendarRules::default()).unwrap()).join("\n"));
    }
}
