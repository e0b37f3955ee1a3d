//! Passwords that whoever knows a little would try first (NIST SP 800-63B section 3.1.1.2).

use zxcvbn::{Score, zxcvbn};

/// The least that a new password is worth: ten thousand million guesses, which at 20 ms each are six years of a core, for one
/// account, by whoever has stolen the sums.
const LEAST: Score = Score::Four;

/// The least that is left of a password without the words and names that are listed, and without numbers and marks at its
/// ends, in letters and digits: the library takes many words of a list for many guesses, and people put them in a row.
const LEFT: usize = 6;

/// The shortest part of a name that is taken for that name, in characters: shorter ones stand in every word.
const SHORTEST_NAME: usize = 3;

/// What people here begin with, beside the 90,000 English words, names and found passwords that the library knows.
const DANISH: &[&str] = &[
    "adgangskode",
    "kodeord",
    "hemmelig",
    "hemmeligt",
    "velkommen",
    "kommune",
    "kommunen",
    "samspil",
    "danmark",
    "dansk",
    "sommer",
    "vinter",
    "efterår",
    "efteraar",
    "forår",
    "foraar",
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
    "mandag",
    "tirsdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lørdag",
    "søndag",
    "loerdag",
    "soendag",
    "fodbold",
    "elsker",
    "skat",
    "solskin",
    "blomst",
    "familie",
    "sagsbehandler",
    "rådgiver",
    "raadgiver",
    "socialrådgiver",
    "borger",
    "københavn",
    "koebenhavn",
    "aarhus",
    "odense",
    "aalborg",
];

/// Whether a password is made of what people try first: words of lists, runs along the keyboard, the same again, dates,
/// and the names that belong to it: the login, the municipality.
pub(crate) fn guessable(password: &str, names: &[&str]) -> bool {
    let parts = names
        .iter()
        .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    let parts = parts.filter(|part| part.chars().count() >= SHORTEST_NAME);
    let known: Vec<&str> = parts
        .chain(names.iter().copied())
        .chain(DANISH.iter().copied())
        .collect();
    left(password, &known) < LEFT || zxcvbn(password, &known).score() < LEAST
}

/// How many letters and digits are left of a password without these words.
fn left(password: &str, known: &[&str]) -> usize {
    let words = known.iter().map(|word| word.to_lowercase());
    let words = words.filter(|word| !word.is_empty());
    // A word that is taken out leaves a gap, so that its neighbours do not become one.
    let left = words.fold(password.to_lowercase(), |left, word| left.replace(&word, " "));
    let left = left.trim_matches(|c: char| !c.is_alphabetic());
    left.chars().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_try_first_is_guessable_and_words_that_do_not_belong_together_are_not() {
        let names = ["anna.hansen", "Prøvekøbing Kommune"];
        for password in [
            "password1234",
            "P@ssw0rd2026!",
            "Adgangskode-1",
            "Sommer2026!!!",
            "Velkommen123456",
            "aaaaaaaaaaaaaa",
            "abababababab",
            "123456789012",
            "abcdefghijkl",
            "qwertyuiop123",
            "Qwerty123456!",
            "1q2w3e4r5t6y",
            "prøvekøbing2026",
            "Hansen-anna-1970",
            "anna.hansen.2026",
            "KommuneVinter26",
            "correcthorse",
        ] {
            assert!(guessable(password, &names), "{password}");
        }
        for password in [
            "rigtig-hest-batteri",
            "grøn cykel under broen",
            "kT7vQpLm2xRd",
            "sommerhusets blå dør",
            "Hansens gule traktor",
        ] {
            assert!(!guessable(password, &names), "{password}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_is_looked_at(password in "\\PC{0,120}", name in "\\PC{0,20}") {
            let _ = guessable(&password, &[&name]);
        }
    }
}
