//! Everything that is kept of a citizen as one file that a person can read, or the same as JSON; and a case as one file for
//! an archive. It is written part by part: no more than one case is held at a time.

mod beside;
mod case;
#[cfg(test)]
mod case_test;
mod json;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use askama::Template;
use samspil_core::case::Event;
use samspil_core::id::{Cpr, PersonId, TenantId};
use samspil_core::text::{Language, Message, date, instant};
use samspil_runtime::{Citizen, Engine, ExportedCase, Failure, LookedAt, Visit, VisitRefused, WayIn};
use samspil_store::Member;
use serde_json::json as object;
use tokio::sync::mpsc;

use self::beside::{Of, Section};
use self::case::HistoryOn;
pub(crate) use self::case::{CaseTold, Whose};
use super::names::Names;
use super::parts::{Cell, Definitions, Table};
use super::words::Speaker;
use crate::access::{deed, purpose, units};
use crate::words::say;

/// How many parts wait for a slow reader: a case each.
pub(crate) const PARTS_WAITING: usize = 2;

/// In which form it goes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// For people.
    Html,
    /// For programs.
    Json,
}

/// Everything of one citizen, for whoever asked.
pub(crate) struct Export {
    pub(crate) engine: Arc<Engine>,
    pub(crate) tenant: TenantId,
    pub(crate) citizen: PersonId,
    /// Who takes it out; none for the command line.
    pub(crate) by: Option<PersonId>,
    pub(crate) members: Vec<Member>,
    pub(crate) way: WayIn,
    pub(crate) purpose: String,
    pub(crate) form: Form,
    pub(crate) language: Language,
}

/// Where it is written to; whoever reads may go away.
pub(crate) type Out = mpsc::Sender<String>;

#[derive(Template)]
#[template(path = "export/head.html")]
struct Head<'a> {
    language: &'a str,
    style: Style,
    title: String,
    about: String,
    made: String,
    facts: Definitions,
    cases: String,
}

/// Looks, in parts: all of them are told, however many they are.
#[derive(Template)]
#[template(path = "export/looks.html")]
struct Looks {
    title: String,
    head: Vec<String>,
    rows: Vec<Vec<Cell>>,
    /// It is the first part, the last.
    begins: bool,
    ends: bool,
    empty: String,
}

/// Sections that hold a table each.
#[derive(Template)]
#[template(path = "export/beside.html")]
struct BesideShown<'a> {
    sections: Vec<SectionShown<'a>>,
}

struct SectionShown<'a> {
    title: &'a str,
    cut: Option<String>,
    table: &'a Table,
}

/// Whose looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LooksOf {
    /// Of whoever looked at the citizen.
    Others,
    /// The citizen's own, at whatever it was.
    Citizen,
}

impl LooksOf {
    const fn key(self) -> &'static str {
        match self {
            Self::Others => "looks",
            Self::Citizen => "own-looks",
        }
    }
}

/// How a document looks, without anything beside it.
const CSS: &str = include_str!("../../../templates/export/document.css");

/// A document's own look, which it brings with it, since it is read where no server is.
struct Style;

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<style>{CSS}</style>")
    }
}

/// Everything that happened, for programs: JSON lines in which no tag can begin.
struct Lines(Vec<String>);

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, r#"<script type="application/x-ndjson" id="events">"#)?;
        for line in &self.0 {
            writeln!(f, "{}", line.replace('<', "\\u003c"))?;
        }
        write!(f, "</script>")
    }
}

impl askama::filters::HtmlSafe for Style {}
impl askama::filters::HtmlSafe for Lines {}

/// What ends a document that [`Head`] began.
const END: &str = "</main>\n</body>\n</html>\n";

#[derive(Template)]
#[template(path = "export/archived.html")]
struct Document<'a> {
    language: &'a str,
    style: Style,
    title: String,
    about: String,
    case: &'a CaseTold,
    events: Lines,
}

/// A case as one file: for people, with everything that happened for programs in it, an event a line.
///
/// # Errors
/// Where an event, or the file, cannot be written: nothing may be erased for half a file.
pub(crate) fn document(
    told: &CaseTold,
    events: &[Event],
    disposal: u32,
    language: Language,
) -> Result<String, String> {
    let lines: Result<Vec<String>, serde_json::Error> = events.iter().map(serde_json::to_string).collect();
    let about = Message::new("export-archived").with("number", disposal);
    let document = Document {
        language: language.tag(),
        style: Style,
        title: told.title().to_owned(),
        about: say(&about, language),
        case: told,
        events: Lines(lines.map_err(|error| error.to_string())?),
    };
    document.render().map_err(|error| error.to_string())
}

impl Export {
    fn visit(&self) -> Visit<'_> {
        Visit {
            by: self.by,
            members: &self.members,
            stands_in: &[],
            way: self.way,
            purpose: &self.purpose,
        }
    }

    fn t(&self, key: &str) -> String {
        say(&Message::new(key), self.language)
    }

    /// The citizen, after it is logged.
    ///
    /// # Errors
    /// [`VisitRefused`] says why not.
    pub(crate) async fn begin(&self) -> Result<Citizen, VisitRefused> {
        self.engine
            .export_citizen(self.tenant, self.visit(), self.citizen)
            .await
    }

    /// Writes everything; ends where nobody reads any more.
    ///
    /// # Errors
    /// Where something could not be logged or read: then what was written is not all, and does not end as it should.
    pub(crate) async fn write(&self, citizen: &Citizen, out: &Out) -> Result<(), Failure> {
        if out.send(self.head(citizen)).await.is_err() {
            return Ok(());
        }
        let mut own = BTreeSet::new();
        let (mut after, mut first) = (None, true);
        loop {
            let cases = self
                .engine
                .export_cases(self.tenant, self.visit(), self.citizen, after)
                .await?;
            let Some(last) = cases.last() else { break };
            after = Some(last.read.case.id);
            for one in cases {
                own.extend(one.own.then_some(one.read.case.id));
                if !self.case(&one, first, out).await? {
                    return Ok(());
                }
                first = false;
            }
        }
        let of = Of {
            engine: &self.engine,
            tenant: self.tenant,
            citizen: self.citizen,
            own: &own,
            language: self.language,
        };
        let sections = beside::sections(of).await?;
        let part = match self.form {
            Form::Html => self.beside(&sections),
            Form::Json => json::beside(&beside::json(&sections)),
        };
        if out.send(part).await.is_err() {
            return Ok(());
        }
        for of in [LooksOf::Others, LooksOf::Citizen] {
            if !self.looks(of, out).await? {
                return Ok(());
            }
        }
        let end = match self.form {
            Form::Html => END,
            Form::Json => json::END,
        };
        // Whoever reads may have gone away, which is no fault.
        let _ = out.send(end.to_owned()).await;
        Ok(())
    }

    /// A case, its history in as many parts as it takes; false where nobody reads any more.
    async fn case(&self, one: &ExportedCase, first: bool, out: &Out) -> Result<bool, Failure> {
        let (engine, tenant, language) = (self.engine.as_ref(), self.tenant, self.language);
        let whose = Whose::Citizen {
            citizen: self.citizen,
            own: one.own,
            parties: &one.parties,
        };
        let seen = (&one.read, &one.by);
        let told = CaseTold::of(engine, tenant, seen, whose, language).await?;
        let part = match self.form {
            Form::Html => told.html(),
            Form::Json => json::case_begins(&told.json(), &told.json_history(), first),
        };
        if out.send(part).await.is_err() {
            return Ok(false);
        }
        let mut next = told.next();
        while let Some(after) = next {
            let on = HistoryOn::of(engine, tenant, seen, after, language).await?;
            next = on.next();
            let part = match self.form {
                Form::Html => on.html(),
                // A history goes on only after a part that holds something.
                Form::Json => json::more(&on.json(), false),
            };
            if out.send(part).await.is_err() {
                return Ok(false);
            }
        }
        let ends = self.form == Form::Json;
        Ok(!ends || out.send(json::CASE_ENDS.to_owned()).await.is_ok())
    }

    fn beside(&self, sections: &[Section]) -> String {
        let sections = sections.iter().map(|section| SectionShown {
            title: &section.table.caption,
            cut: section.cut(self.language),
            table: &section.table,
        });
        let shown = BesideShown {
            sections: sections.collect(),
        };
        shown.render().unwrap_or_default()
    }

    fn head(&self, citizen: &Citizen) -> String {
        let identity = citizen.identity.as_ref();
        let name = identity.map_or_else(
            || self.t("citizens-name-erased"),
            |identity| identity.name.clone(),
        );
        let now = self.engine.clock().now();
        if self.form == Form::Json {
            let known = object!({
                "citizen": citizen.person,
                "name": identity.map(|identity| &identity.name),
                "cpr": identity.and_then(|identity| identity.cpr.as_ref()).map(Cpr::in_full),
                "address": identity.map(|identity| &identity.address),
                "protected_since": citizen.protected_since,
                "registered_at": citizen.registered_at,
                "changed_at": citizen.changed_at,
                "erased_at": citizen.erased.as_ref().map(|erasure| erasure.at),
            });
            return json::beginning(&known, now);
        }
        let cpr = identity.and_then(|identity| identity.cpr.as_ref());
        let address = identity.map(|identity| identity.address.clone());
        let facts = [
            ("citizens-name", identity.map(|identity| identity.name.clone())),
            ("citizens-cpr", cpr.map(Cpr::in_full)),
            ("citizens-address", address.filter(|address| !address.is_empty())),
            ("citizens-protected", citizen.protected_since.map(date)),
            (
                "export-registered",
                Some(instant(citizen.registered_at, self.language)),
            ),
        ];
        let facts = facts
            .into_iter()
            .filter_map(|(key, text)| Some((self.t(key), Cell::Text(text?))));
        let made = Message::new("export-made").with("at", instant(now, self.language));
        let head = Head {
            language: self.language.tag(),
            style: Style,
            title: say(&Message::new("export-title").with("name", name), self.language),
            about: self.t("export-about"),
            made: say(&made, self.language),
            facts: Definitions(facts.collect()),
            cases: self.t("export-cases"),
        };
        head.render().unwrap_or_default()
    }

    /// Who has looked, in as many parts as it takes; false where nobody reads any more.
    async fn looks(&self, of: LooksOf, out: &Out) -> Result<bool, Failure> {
        let by_name = self.engine.access_rules(self.tenant).await?.names || of == LooksOf::Citizen;
        let (engine, mut before, mut first) = (&self.engine, None, true);
        loop {
            let page = match of {
                LooksOf::Others => engine.export_looks(self.tenant, self.citizen, before).await?,
                LooksOf::Citizen => engine.export_own_looks(self.tenant, self.citizen, before).await?,
            };
            let people: BTreeSet<PersonId> = page
                .rows
                .iter()
                .filter(|_| by_name)
                .filter_map(|row| row.entry.access.who.person())
                .collect();
            let names = Names::read(engine.store().as_ref(), self.tenant, &people).await?;
            let names = match of {
                LooksOf::Others => names,
                // Their own name stands in the register.
                LooksOf::Citizen => names.and_citizens(engine, self.tenant, &people).await?,
            };
            let speaker = Speaker {
                language: self.language,
                names: &names,
            };
            before = page.next;
            let rows = page.rows.iter().map(|row| look(row, speaker, by_name));
            let part = self.looks_part(of, rows.collect(), (first, before.is_none()));
            if out.send(part).await.is_err() {
                return Ok(false);
            }
            first = false;
            if before.is_none() {
                return Ok(true);
            }
        }
    }

    fn looks_part(&self, of: LooksOf, rows: Vec<Vec<Cell>>, (begins, ends): (bool, bool)) -> String {
        let columns = ["when", "who", "what", "purpose"];
        let head: Vec<String> = columns
            .iter()
            .map(|column| self.t(&format!("access-column-{column}")))
            .collect();
        if self.form == Form::Json {
            return json::list_part(of.key(), &json::rows(&head, &rows), (begins, ends));
        }
        let looks = Looks {
            title: self.t(&format!("export-{}", of.key())),
            head,
            rows,
            begins,
            ends,
            empty: self.t("looked-none"),
        };
        looks.render().unwrap_or_default()
    }
}

fn look(row: &LookedAt, speaker: Speaker<'_>, by_name: bool) -> Vec<Cell> {
    let (access, details) = (&row.entry.access, row.details.as_ref());
    let mut who: Vec<String> = units(details);
    if let Some(person) = access.who.person().filter(|_| by_name) {
        who.insert(0, speaker.names.person(person, speaker.language));
    }
    if who.is_empty() {
        who.push(speaker.t("access-outside"));
    }
    vec![
        Cell::moment(access.at, speaker.language),
        Cell::Text(who.join(", ")),
        Cell::Text(deed(row, speaker.language)),
        Cell::Text(purpose(details, speaker.language)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_for_programs_can_begin_no_tag() {
        let lines = Lines(vec![r#"{"text":"</script><b>"}"#.to_owned(), "{}".to_owned()]);
        let written = lines.to_string();
        assert_eq!(written.matches('<').count(), 2, "{written}");
        let first = written.lines().nth(1).unwrap();
        let read: serde_json::Value = serde_json::from_str(first).unwrap();
        assert_eq!(read["text"], "</script><b>");
    }
}
