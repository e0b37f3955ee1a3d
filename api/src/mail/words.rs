//! What a mail says: that something waits, how much, and where. Nothing else.

use samspil_core::text::Message;
use samspil_runtime::{Invitation, Mail};

use crate::ical::{Event, Method, People, When, calendar};
use crate::words::say;

/// The subject.
pub(super) fn subject(mail: &Mail) -> String {
    let message = match &mail.invitation {
        None => Message::new("mail-subject").with("things", mail.things),
        Some(Invitation { off: false, .. }) => Message::new("mail-meeting"),
        Some(Invitation { off: true, .. }) => Message::new("mail-meeting-off"),
    };
    say(&message, mail.language)
}

/// The text, with links to the pages at this address.
pub(super) fn text(mail: &Mail, pages: &str) -> String {
    let told = match &mail.invitation {
        None => vec![
            Message::new("mail-waits").with("things", mail.things),
            Message::new("mail-where").with("address", format!("{pages}/inbox")),
        ],
        Some(meeting) => {
            let key = if meeting.off {
                "mail-meeting-was"
            } else {
                "mail-meeting-is"
            };
            vec![
                Message::new(key).with("starts", meeting.starts),
                Message::new("mail-meeting-where").with("address", case_address(meeting, pages)),
            ]
        }
    };
    let why = Message::new("mail-why").with("address", format!("{pages}/settings"));
    let mut lines: Vec<String> = told.iter().map(|line| say(line, mail.language)).collect();
    lines.extend([String::new(), say(&why, mail.language), String::new()]);
    lines.join("\n")
}

/// The meeting as a calendar takes it: between these two addresses, and nothing of the case but a link.
pub(super) fn meeting(mail: &Mail, meeting: &Invitation, from: &str, pages: &str) -> (Method, String) {
    let method = if meeting.off {
        Method::Cancel
    } else {
        Method::Request
    };
    let address = case_address(meeting, pages);
    let event = Event {
        uid: meeting.uid,
        number: meeting.number,
        changed_at: mail.made_at,
        when: When::Span(meeting.starts, meeting.ends),
        summary: say(&Message::new("feed-invitation"), mail.language),
        description: say(
            &Message::new("feed-where").with("address", address.as_str()),
            mail.language,
        ),
        address,
        people: Some(People {
            organizer: from.to_owned(),
            attendee: mail.to.clone(),
        }),
    };
    (method, calendar(method, None, &[event]))
}

fn case_address(meeting: &Invitation, pages: &str) -> String {
    format!("{pages}/cases/{}", meeting.case)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use samspil_core::id::{CaseId, TenantId};
    use samspil_core::text::Language;
    use uuid::Uuid;

    use super::*;

    fn mail(things: u32, language: Language, invitation: Option<Invitation>) -> Mail {
        Mail {
            id: Uuid::from_u128(1),
            tenant: TenantId(1),
            to: "anna@kommune.example".to_owned(),
            language,
            made_at: DateTime::UNIX_EPOCH,
            things,
            invitation,
        }
    }

    fn told(mail: &Mail) -> String {
        format!("{}\n\n{}", subject(mail), text(mail, "https://sager.example.dk"))
    }

    #[test]
    fn a_mail_about_a_meeting_says_when_it_is_and_where_one_reads_on_and_no_more() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let invitation = |off| Invitation {
            once_back: false,
            uid: Uuid::from_u128(3),
            case: CaseId(Uuid::from_u128(7)),
            off,
            number: 1,
            starts: at("2026-01-07T09:00:00Z"),
            ends: at("2026-01-07T10:00:00Z"),
        };
        let link = "https://sager.example.dk/cases/00000000-0000-0000-0000-000000000007";
        for (off, language, expected) in [
            (
                false,
                Language::Danish,
                format!(
                    "Samspil: du skal til et møde\n\n\
                     Du skal til et møde 07.01.2026 kl. 10.00.\n\
                     Log ind og se, hvor det er, og hvad det handler om: {link}\n\n\
                     Du bestemmer selv, hvornår du får mail: https://sager.example.dk/settings\n"
                ),
            ),
            (
                true,
                Language::English,
                format!(
                    "Samspil: a meeting is off for you\n\n\
                     You need not come to the meeting on 07.01.2026 10:00.\n\
                     Sign in and see where it is and what it is about: {link}\n\n\
                     You choose when you get mail: https://sager.example.dk/settings\n"
                ),
            ),
        ] {
            assert_eq!(told(&mail(1, language, Some(invitation(off)))), expected);
        }
    }

    #[test]
    fn a_mail_says_how_much_waits_and_where_and_no_more() {
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
            assert_eq!(told(&mail(things, language, None)), expected);
        }
    }
}
