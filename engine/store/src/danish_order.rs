//! The Danish alphabet's order for lists of names: æ, ø and å after z, in that order, and aa as å.

use std::cmp::Ordering;

/// Compares two names as a Danish list does; those that differ only in the case of letters go by their bytes.
pub(crate) fn compare(one: &str, other: &str) -> Ordering {
    key(one).cmp(&key(other)).then_with(|| one.cmp(other))
}

fn key(name: &str) -> Vec<u32> {
    let mut key = Vec::with_capacity(name.len());
    let mut letters = name.chars().flat_map(char::to_lowercase).peekable();
    while let Some(letter) = letters.next() {
        let place = match letter {
            'a' if letters.next_if_eq(&'a').is_some() => after_z(3),
            'æ' | 'ä' => after_z(1),
            'ø' | 'ö' => after_z(2),
            'å' => after_z(3),
            'é' | 'è' => u32::from('e'),
            'ü' => u32::from('y'),
            other if other > 'z' => after_z(4).saturating_add(u32::from(other)),
            other => u32::from(other),
        };
        key.push(place);
    }
    key
}

fn after_z(place: u32) -> u32 {
    u32::from('z').saturating_add(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danish_letters_come_last() {
        let expected = [
            "Alma",
            "Élise",
            "emil",
            "Zita",
            "Ærø",
            "Østerbro",
            "Aabenraa",
            "Åse",
            "Ђ",
        ];
        let mut names = expected;
        names.reverse();
        names.sort_by(|one, other| compare(one, other));
        assert_eq!(names, expected);
    }

    #[test]
    fn names_that_differ_only_in_case_have_one_order() {
        assert_eq!(compare("anna", "Anna"), Ordering::Greater);
        assert_eq!(compare("Anna", "anna b"), Ordering::Less);
    }
}
