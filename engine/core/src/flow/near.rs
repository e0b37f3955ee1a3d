//! "Did you mean": the known word that lies nearest to one that is unknown.

use strsim::damerau_levenshtein;

use crate::id::MAX_NAME_CHARS;

/// The longest text that a suggestion is looked for, in characters: a path of three names.
const MAX_CHARS: usize = 3 * MAX_NAME_CHARS;

/// One slip of the hand for every three characters still counts as the same word.
const CHARS_FOR_A_SLIP: usize = 3;

/// The nearest of these, if any is near; the first of those that are equally near.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length == 0 || length > MAX_CHARS {
        return None;
    }
    let allowed = length.div_ceil(CHARS_FOR_A_SLIP);
    let lower = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        if candidate.chars().count().abs_diff(length) > allowed {
            continue;
        }
        let distance = damerau_levenshtein(&lower, &candidate.to_lowercase());
        if distance <= allowed && best.is_none_or(|(found, _)| distance < found) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_is_suggested() {
        for (word, expected) in [
            ("afer", Some("after")),
            ("After", Some("after")),
            ("fillls", Some("fills")),
            ("b", Some("by")),
            ("xyz", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, ["after", "by", "fills"]), expected, "{word}");
        }
        assert_eq!(nearest(&"x".repeat(MAX_CHARS + 1), [""]), None);
    }
}
