//! A legal source as Danes write it: `serviceloven § 83 a, stk. 2, nr. 1`.

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

    fn law(act: &str, section: &str, subsection: Option<&str>, number: Option<&str>) -> LegalSource {
        LegalSource {
            act: act.to_owned(),
            section: section.to_owned(),
            subsection: subsection.map(str::to_owned),
            number: number.map(str::to_owned),
            valid_from: None,
            valid_to: None,
            reviewed_by: None,
            reviewed_on: None,
            review_by: None,
            as_in: None,
        }
    }

    #[test]
    fn a_part_that_is_no_section_is_called_by_its_name() {
        for (act, part, subsection, danish) in [
            (
                "databeskyttelsesforordningen",
                "art. 12",
                Some("3"),
                "databeskyttelsesforordningen art. 12, stk. 3",
            ),
            ("barnets lov", "kap. 16", None, "barnets lov kap. 16"),
        ] {
            let law = law(act, part, subsection, None);
            assert_eq!(say(&source(&law), Language::Danish), danish);
            assert_eq!(law.short(), format!("{act} {part}"));
        }
    }

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
            let law = law("serviceloven", "83 a", subsection, number);
            assert_eq!(say(&source(&law), Language::Danish), danish);
            assert_eq!(say(&source(&law), Language::English), english);
        }
    }
}
