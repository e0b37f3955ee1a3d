//! Every finding of an import is explained, in both languages.

use super::IMPORT_CODES;
use crate::text::{Language, Message, core_catalogue};

#[test]
fn every_code_is_explained() {
    for code in IMPORT_CODES {
        let key = format!("explain-{}", code.0);
        assert!(core_catalogue().knows(&key), "{key}");
        for language in Language::ALL {
            let told = Message::new(&key).say(language);
            assert!(told.lines().count() > 2, "{key}: a first line and why");
        }
    }
}
