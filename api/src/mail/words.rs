//! What a mail says: that something waits, how much, and where. Nothing else.

use samspil_core::text::{Language, Message};

use crate::words::say;

/// The subject.
pub(super) fn subject(things: u32, language: Language) -> String {
    say(&Message::new("mail-subject").with("things", things), language)
}

/// The text, with links to the pages at this address.
pub(super) fn text(things: u32, pages: &str, language: Language) -> String {
    let line = |key: &str, path: &str| {
        let message = Message::new(key).with("things", things);
        let address = format!("{pages}{path}");
        say(&message.with("address", address), language)
    };
    [
        line("mail-waits", "/inbox"),
        line("mail-where", "/inbox"),
        String::new(),
        line("mail-why", "/settings"),
        String::new(),
    ]
    .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_says_how_much_waits_and_where_and_no_more() {
        let pages = "https://sager.example.dk";
        for (things, language, expected) in [
            (
                1,
                Language::Danish,
                "Samspil: én ting venter på dig\n\n\
                 Der ligger én ny besked til dig i Samspil.\n\
                 Log ind og læs: https://sager.example.dk/inbox\n\n\
                 Du bestemmer selv, hvornår du får mail: https://sager.example.dk/settings\n",
            ),
            (
                7,
                Language::English,
                "Samspil: 7 things wait for you\n\n\
                 There are 7 new messages for you in Samspil.\n\
                 Sign in and read: https://sager.example.dk/inbox\n\n\
                 You choose when you get mail: https://sager.example.dk/settings\n",
            ),
        ] {
            let told = format!(
                "{}\n\n{}",
                subject(things, language),
                text(things, pages, language)
            );
            assert_eq!(told, expected);
        }
    }
}
