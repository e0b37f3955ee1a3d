//! The form for how a person is told.

use chrono::NaiveTime;
use samspil_core::text::Language;
use samspil_store::{Channel, Reach};
use serde::Deserialize;

use crate::pages::parts::{Choice, Field, Form};
use crate::pages::shell::Shell;
use crate::pages::words::written;
use crate::reach::misfit;

/// The form as it is sent: the names of its fields.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::pages) struct Told {
    #[serde(default)]
    language: String,
    #[serde(default)]
    reminders: String,
    #[serde(default)]
    lateness: String,
    #[serde(default)]
    for_unit: String,
    #[serde(default)]
    meetings: String,
    #[serde(default)]
    digest_at: String,
    #[serde(default)]
    quiet_from: String,
    #[serde(default)]
    quiet_until: String,
}

/// The channels in the order of the page, with their words and the keys of their names.
const CHANNELS: [(Channel, &str, &str); 3] = [
    (Channel::AtOnce, "at_once", "settings-at-once"),
    (Channel::Digest, "digest", "settings-digest"),
    (Channel::Inbox, "inbox", "settings-inbox"),
];

fn word(channel: Channel) -> String {
    let known = CHANNELS.iter().find(|(one, ..)| *one == channel);
    known.map_or("", |(_, word, _)| word).to_owned()
}

fn channel(word: &str) -> Option<Channel> {
    let known = CHANNELS.iter().find(|(_, one, _)| *one == word);
    known.map(|(channel, ..)| *channel)
}

impl Told {
    /// The form filled with what is kept.
    pub(super) fn of(reach: &Reach, reader: Language) -> Self {
        let time = |time: NaiveTime| written::in_field(time, reader);
        Self {
            language: reach.language.tag().to_owned(),
            reminders: word(reach.reminders),
            lateness: word(reach.lateness),
            for_unit: word(reach.for_unit),
            meetings: word(reach.meetings),
            digest_at: time(reach.digest_at),
            quiet_from: reach.quiet.map(|(from, _)| time(from)).unwrap_or_default(),
            quiet_until: reach.quiet.map(|(_, until)| time(until)).unwrap_or_default(),
        }
    }

    /// What was chosen, on what is kept; none where something cannot be read.
    pub(super) fn reach(&self, kept: Reach) -> Option<Reach> {
        Some(Reach {
            language: self.read_language()?,
            reminders: channel(&self.reminders)?,
            lateness: channel(&self.lateness)?,
            for_unit: channel(&self.for_unit)?,
            meetings: channel(&self.meetings)?,
            digest_at: written::time(&self.digest_at)?,
            quiet: self.quiet()?,
            ..kept
        })
    }

    fn read_language(&self) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|known| known.tag() == self.language)
    }

    /// The quiet hours: none inside where both fields are empty.
    fn quiet(&self) -> Option<Option<(NaiveTime, NaiveTime)>> {
        if self.quiet_from.trim().is_empty() && self.quiet_until.trim().is_empty() {
            return Some(None);
        }
        let from = written::time(&self.quiet_from)?;
        Some(Some((from, written::time(&self.quiet_until)?)))
    }

    /// The form as drawn, with what is wrong at its fields.
    pub(super) fn form(&self, page: &Shell) -> Form {
        let mut form = Form::new(page.language);
        let channels = || {
            CHANNELS
                .iter()
                .map(|(_, word, key)| {
                    Choice::new(
                        (*word).to_owned(),
                        page.say(&samspil_core::text::Message::new(key)),
                    )
                })
                .collect::<Vec<_>>()
        };
        form.add(Field::radio("reminders", page.t("settings-reminders"), channels()).value(&self.reminders));
        form.add(Field::radio("lateness", page.t("settings-lateness"), channels()).value(&self.lateness));
        form.add(
            Field::radio("for_unit", page.t("settings-for-unit"), channels())
                .hint(page.t("settings-for-unit-hint"))
                .value(&self.for_unit),
        );
        form.add(
            Field::radio("meetings", page.t("settings-meetings"), channels())
                .hint(page.t("settings-meetings-hint"))
                .value(&self.meetings),
        );
        let time = |name: &str, label: String| Field::text(name, label).hint(page.t("form-time-example"));
        form.add(time("digest_at", page.t("settings-digest-at")).value(&self.digest_at));
        form.add(
            time("quiet_from", page.t("settings-quiet-from"))
                .optional()
                .value(&self.quiet_from),
        );
        form.add(
            time("quiet_until", page.t("settings-quiet-until"))
                .optional()
                .value(&self.quiet_until),
        );
        let languages = vec![
            Choice::new("da".to_owned(), "Dansk".to_owned()),
            Choice::new("en".to_owned(), "English".to_owned()),
        ];
        form.add(Field::radio("language", page.t("settings-language"), languages).value(&self.language));
        self.judge(page, &mut form);
        form
    }

    fn judge(&self, page: &Shell, form: &mut Form) {
        for (name, chosen) in [
            ("reminders", &self.reminders),
            ("lateness", &self.lateness),
            ("for_unit", &self.for_unit),
            ("meetings", &self.meetings),
        ] {
            if channel(chosen).is_none() {
                form.wrong(name, page.t("settings-choose"));
            }
        }
        if self.read_language().is_none() {
            form.wrong("language", page.t("settings-choose"));
        }
        if written::time(&self.digest_at).is_none() {
            form.wrong("digest_at", page.t("reach-time"));
        }
        if self.quiet().is_none() {
            for (name, text) in [
                ("quiet_from", &self.quiet_from),
                ("quiet_until", &self.quiet_until),
            ] {
                if written::time(text).is_none() {
                    form.wrong(name, page.t("settings-quiet-both"));
                }
            }
        }
        let usual = samspil_runtime::usual_reach(samspil_core::id::PersonId(uuid::Uuid::nil()), None);
        if let Some((name, why)) = self.reach(usual).as_ref().and_then(misfit) {
            form.wrong(name, page.say(&why));
        }
    }
}
