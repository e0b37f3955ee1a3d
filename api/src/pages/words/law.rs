//! A legal source as Danes write it (domain.md D.13): `serviceloven § 83 a, stk. 2, nr. 1`.

use samspil_core::flow::LegalSource;
use samspil_core::text::Message;

/// The source. The act's own name is Danish in every language, for there is no other law.
pub(crate) fn source(law: &LegalSource) -> Message {
    law.written()
}

#[cfg(test)]
mod tests {
    use samspil_core::text::Language;

    use super::*;
    use crate::words::say;

    #[test]
    fn a_source_down_to_its_number() {
        for (subsection, number, danish, english) in [
            (None, None, "serviceloven § 83 a", "serviceloven § 83 a"),
            (
                Some("2"),
                None,
                "serviceloven § 83 a, stk. 2",
                "serviceloven § 83 a(2)",
            ),
            (
                Some("2"),
                Some("1"),
                "serviceloven § 83 a, stk. 2, nr. 1",
                "serviceloven § 83 a(2)(1)",
            ),
            (
                None,
                Some("1"),
                "serviceloven § 83 a, nr. 1",
                "serviceloven § 83 a, no. 1",
            ),
        ] {
            let law = LegalSource {
                act: "serviceloven".to_owned(),
                section: "83 a".to_owned(),
                subsection: subsection.map(str::to_owned),
                number: number.map(str::to_owned),
                valid_from: None,
                valid_to: None,
                reviewed_by: None,
                reviewed_on: None,
            };
            assert_eq!(say(&source(&law), Language::Danish), danish);
            assert_eq!(say(&source(&law), Language::English), english);
        }
    }
}
