//! What every page shares: language, who reads it, the menu, a word about what was just done.

use std::convert::Infallible;
use std::fmt::Display;

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use samspil_core::id::PersonId;
use samspil_core::text::{Language, Message};
use samspil_store::Role;

use super::back::encoded;
use super::file::FileKind;
use super::own::FRONT;
use super::parts::{Alert, Tone};
use super::{citizens, flash, wardrobe};
use crate::app::App;
use crate::identity::{Rule, Signed};
use crate::server::Https;
use crate::server::language::language;
use crate::words::say;

/// A line of the menu.
struct Entry {
    /// Where it leads.
    href: &'static str,
    /// The key of its text.
    key: &'static str,
    /// Who sees it: those who may ask for its page.
    rule: Rule,
}

/// The menu, in its order.
const MENU: &[Entry] = &[
    Entry {
        href: "/tasks",
        key: "menu-tasks",
        rule: Rule::SignedIn,
    },
    Entry {
        href: "/week",
        key: "menu-week",
        rule: Rule::SignedIn,
    },
    Entry {
        href: "/cases",
        key: "menu-cases",
        rule: Rule::SignedIn,
    },
    Entry {
        href: "/coordination",
        key: "menu-coordination",
        rule: Rule::Role(Role::Staff),
    },
    Entry {
        href: citizens::PATH,
        key: "menu-citizens",
        rule: Rule::Role(Role::Staff),
    },
    Entry {
        href: "/flows",
        key: "menu-flows",
        rule: Rule::AnyRole,
    },
    Entry {
        href: "/houses",
        key: "menu-houses",
        rule: Rule::AnyRole,
    },
    Entry {
        href: "/workbench",
        key: "workbench-title",
        rule: Rule::Role(Role::ProcessOwner),
    },
    Entry {
        href: "/inbox",
        key: "inbox-title",
        rule: Rule::SignedIn,
    },
    Entry {
        href: "/management",
        key: "menu-management",
        rule: Rule::Role(Role::ProcessOwner),
    },
    Entry {
        href: "/trials",
        key: "menu-trials",
        rule: Rule::Role(Role::ProcessOwner),
    },
    Entry {
        href: "/surveys",
        key: "menu-surveys",
        rule: Rule::Role(Role::ProcessOwner),
    },
    Entry {
        href: "/incidents",
        key: "menu-incidents",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/system",
        key: "menu-system",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/organisation",
        key: "menu-organisation",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/roles",
        key: "menu-roles",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/sign-in-providers",
        key: "menu-providers",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/tunings",
        key: "menu-tunings",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/calendars",
        key: "menu-calendars",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/batches",
        key: "menu-batches",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/journal",
        key: "menu-journal",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/letter-words",
        key: "menu-letter-words",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/access-log",
        key: "menu-access-log",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/retention",
        key: "menu-retention",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: "/mails",
        key: "menu-mails",
        rule: Rule::Role(Role::Administrator),
    },
    Entry {
        href: wardrobe::PATH,
        key: "menu-parts",
        rule: Rule::Role(Role::Administrator),
    },
];

/// The menu of those who do not work here: citizens and relatives.
const OWN_MENU: &[Entry] = &[
    Entry {
        href: FRONT,
        key: "own-front",
        rule: Rule::SignedIn,
    },
    Entry {
        href: "/inbox",
        key: "inbox-title",
        rule: Rule::SignedIn,
    },
];

/// A line of the menu as drawn.
pub(crate) struct Link {
    pub(crate) href: &'static str,
    pub(crate) text: String,
    /// The reader is on it.
    pub(crate) current: bool,
    /// The reader is on it or beneath it.
    pub(crate) active: bool,
}

/// Who reads the page.
pub(crate) struct Reader {
    pub(crate) person: PersonId,
    pub(crate) name: String,
    pub(crate) municipality: String,
    roles: Vec<Role>,
    /// They came by a link into one case, and there is nothing else for them.
    pub(crate) linked: bool,
}

/// What every page shares. A handler takes it as an argument and gives it to its template as `page`.
pub(crate) struct Shell {
    pub(crate) language: Language,
    pub(crate) title: String,
    pub(crate) reader: Option<Reader>,
    pub(crate) said: Option<Alert>,
    /// What an administrator must know on every page.
    pub(crate) alarm: Option<Alert>,
    /// Whether the reader came over HTTPS.
    pub(crate) https: Https,
    /// Whether its lists are asked for as a file.
    pub(super) file: Option<FileKind>,
    /// Whether there is a page of samples.
    samples: bool,
    /// Whether the reader may look in the register of citizens.
    registers: bool,
    path: String,
}

impl Shell {
    /// A page for a reader of whom nothing is known.
    pub(crate) fn bare(language: Language, path: &str) -> Self {
        Self {
            language,
            title: String::new(),
            reader: None,
            said: None,
            alarm: None,
            https: Https(false),
            file: None,
            samples: false,
            registers: false,
            path: path.to_owned(),
        }
    }

    /// The same page with its title, which stands first in the browser's tab.
    pub(crate) fn titled(mut self, title: &Message) -> Self {
        self.title = self.say(title);
        self
    }

    /// The page's own address with what it asks.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The text with this key. Keys in templates are held to exist by a test.
    pub(crate) fn t(&self, key: &str) -> String {
        self.say(&Message::new(key))
    }

    /// The sentence.
    pub(crate) fn say(&self, message: &Message) -> String {
        say(message, self.language)
    }

    /// Where the reader finds a case: those who do not work here find it in plain words.
    pub(crate) fn home(&self, case: impl Display) -> String {
        let works = self
            .reader
            .as_ref()
            .is_some_and(|reader| !reader.roles.is_empty());
        let place = if works { "" } else { "/own" };
        format!("/cases/{case}{place}")
    }

    /// The lines of the menu that the reader may use.
    pub(crate) fn menu(&self) -> Vec<Link> {
        let Some(reader) = self.reader.as_ref().filter(|reader| !reader.linked) else {
            return Vec::new();
        };
        let place = self.path.split('?').next().unwrap_or_default();
        let allowed = |entry: &&Entry| {
            entry.rule.admits(&reader.roles)
                && (self.samples || entry.href != wardrobe::PATH)
                && (self.registers || entry.href != citizens::PATH)
        };
        let link = |entry: &Entry| {
            let current = place == entry.href;
            let beneath = place
                .strip_prefix(entry.href)
                .is_some_and(|rest| entry.href != "/" && rest.starts_with('/'));
            Link {
                href: entry.href,
                text: self.t(entry.key),
                current,
                active: current || beneath,
            }
        };
        let menu = if reader.roles.is_empty() { OWN_MENU } else { MENU };
        menu.iter().filter(allowed).map(link).collect()
    }

    /// Each language: its tag, its own name, the address that chooses it, whether it is the page's.
    pub(crate) fn languages(&self) -> Vec<(&'static str, &'static str, String, bool)> {
        let next = encoded(&self.path);
        let row = |language: Language| {
            let name = match language {
                Language::Danish => "Dansk",
                Language::English => "English",
            };
            let tag = language.tag();
            (
                tag,
                name,
                format!("/language/{tag}?next={next}"),
                language == self.language,
            )
        };
        Language::ALL.into_iter().map(row).collect()
    }
}

impl FromRequestParts<App> for Shell {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let language = language(&parts.headers);
        let mut shell = Self::bare(language, &parts.uri.to_string());
        shell.https = app.gate.https;
        shell.file = FileKind::asked(&shell.path).filter(|_| parts.method == Method::GET);
        shell.samples = app.samples.get().is_some();
        shell.said = flash::said(&parts.headers, language, shell.https);
        if let Some(signed) = parts.extensions.get::<Signed>() {
            // Where that cannot be asked, the page itself says what is wrong.
            if signed.roles.contains(&Role::Administrator)
                && app.engine.holds_timers(signed.tenant).await.unwrap_or_default()
            {
                let text = shell.t("incidents-alarm");
                shell.alarm = Some(Alert::new(language, Tone::Warning, text));
            }
            // The same: the page itself says what is wrong.
            shell.registers = signed.roles.contains(&Role::Staff)
                && app
                    .engine
                    .may_visit(signed.tenant, &signed.members)
                    .await
                    .unwrap_or_default();
            shell.reader = Some(Reader {
                person: signed.person,
                name: match signed.name.as_str() {
                    "" => shell.t("reader-outsider"),
                    name => name.to_owned(),
                },
                linked: signed.link.is_some(),
                municipality: app.gate.identity.municipality(signed.tenant).await,
                roles: signed.roles.clone(),
            });
        }
        Ok(shell)
    }
}
