//! The journal as a list: deeds that are kept for it, and all that journals of their own tell.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::id::{PersonId, TenantId, UnitId};
use samspil_core::text::{Arg, Language, Message};
use samspil_runtime::MAX_PAGE;
use samspil_store::{Deed, DeedQuery, OrganisationEntry, SettingChange, Signature};

use super::facts::Facts;
use super::{Body, ON_THE_MACHINE};
use crate::app::App;
use crate::calendar::lines::changes;
use crate::pages::names::Names;
use crate::server::problem::Problem;
use crate::tune::words::entry;

/// How many rows of each journal are read: years of an administrator's work, and some hundred kB.
const MAX_READ: u32 = 2_000;

/// How far apart a deed and what another journal tells of it lie at most: both are kept while one request is answered.
const SAME: TimeDelta = TimeDelta::seconds(5);

/// Which deeds; what is not said is not asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Asked {
    /// By this person.
    pub(crate) person: Option<PersonId>,
    /// Of this kind.
    pub(crate) kind: Option<String>,
    /// From this moment on.
    pub(crate) since: Option<DateTime<Utc>>,
    /// Before this moment.
    pub(crate) until: Option<DateTime<Utc>>,
}

/// A row of the journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Told {
    /// When.
    pub(crate) at: DateTime<Utc>,
    /// By whom, where that is known by id.
    pub(crate) person: Option<PersonId>,
    /// By whom, by name; what was done on the machine itself has the name of its command.
    pub(crate) by: String,
    /// What kind.
    pub(crate) kind: String,
    /// What was done.
    pub(crate) did: Message,
    /// What was otherwise before, a sentence each.
    pub(crate) changed: Vec<Message>,
    /// Why.
    pub(crate) why: String,
    /// Its number in the chain, where it is kept there.
    pub(crate) number: Option<u64>,
}

/// Rows, newest first, and whether one of the journals goes on beyond what was read.
pub(crate) struct Found {
    pub(crate) rows: Vec<Told>,
    pub(crate) is_cut: bool,
}

/// The journal, newest first.
///
/// # Errors
/// What the store says.
pub(crate) async fn found(app: &App, tenant: TenantId, asked: &Asked) -> Result<Found, Problem> {
    let store = app.engine.store();
    let query = DeedQuery {
        person: asked.person,
        kind: asked.kind.clone(),
        since: asked.since,
        until: asked.until,
        limit: MAX_READ,
    };
    let deeds = store.deeds(tenant, &query).await?;
    let mut is_cut = is_full(deeds.len(), MAX_READ);
    let mut rows: Vec<Told> = deeds.into_iter().map(of_deed).collect();
    let name = match asked.person {
        None => None,
        Some(person) => store.person(tenant, person).await?.map(|person| person.name),
    };
    let mut others = of_engine(app, tenant).await?;
    let changes = store.organisation_changes(tenant, MAX_READ).await?;
    is_cut |= is_full(changes.len(), MAX_READ);
    let providers = crate::openid::keeping::journal_of(store.as_ref(), tenant).await?;
    let people = changes
        .iter()
        .map(|one| one.by)
        .chain(providers.iter().map(|one| one.by));
    let people: BTreeSet<PersonId> = people.flatten().collect();
    let names = Names::read(store.as_ref(), tenant, &people).await?;
    others.extend(changes.into_iter().map(|one| of_organisation(one, &names)));
    others.extend(providers.into_iter().map(|one| of_provider(one, &names)));
    others.extend(of_incidents(app, tenant).await?);
    others.retain(|row| fits(row, asked, name.as_deref()) && !rows.iter().any(|deed| tells_of(deed, row)));
    rows.extend(others);
    rows.sort_by_key(|row| (Reverse(row.at), row.number.is_none(), Reverse(row.number)));
    Ok(Found { rows, is_cut })
}

impl Asked {
    /// The same behind a place that a page gave: what is before it need not be read, and no longer counts towards what is read. The
    /// deeds that tell of rows behind it are read as well.
    pub(crate) fn behind(mut self, after: Option<&str>) -> Self {
        let last = place(after).and_then(|(at, _)| {
            let at = DateTime::from_timestamp_micros(at.checked_add(1)?)?;
            at.checked_add_signed(SAME)
        });
        self.until = match (self.until, last) {
            (Some(until), Some(last)) => Some(until.min(last)),
            (until, last) => until.or(last),
        };
        self
    }
}

/// The moment of a place, and how many rows of it were seen.
fn place(after: Option<&str>) -> Option<(i64, usize)> {
    let (at, seen) = after?.split_once('.')?;
    Some((at.parse().ok()?, seen.parse().ok()?))
}

/// A page of rows behind a place that the page before gave, and the place that the next begins behind.
pub(crate) fn page(rows: Vec<Told>, after: Option<&str>, limit: usize) -> (Vec<Told>, Option<String>) {
    let place = place(after);
    let mut left: Vec<Told> = match place {
        None => rows,
        Some((at, seen)) => {
            let behind = rows.into_iter().skip_while(|row| row.at.timestamp_micros() > at);
            let (same, rest): (Vec<Told>, Vec<Told>) =
                behind.partition(|row| row.at.timestamp_micros() == at);
            same.into_iter().skip(seen).chain(rest).collect()
        }
    };
    let more = left.len() > limit;
    left.truncate(limit);
    let next = left.last().filter(|_| more).map(|last| {
        let at = last.at.timestamp_micros();
        let here = left.iter().filter(|row| row.at.timestamp_micros() == at).count();
        let before = place
            .filter(|(known, _)| *known == at)
            .map_or(0, |(_, seen)| seen);
        format!("{at}.{}", here + before)
    });
    (left, next)
}

fn is_full(count: usize, limit: u32) -> bool {
    u32::try_from(count).is_ok_and(|count| count >= limit)
}

fn fits(row: &Told, asked: &Asked, name: Option<&str>) -> bool {
    let by = match (asked.person, row.person) {
        (None, _) => true,
        (Some(wanted), Some(person)) => wanted == person,
        (Some(_), None) => name == Some(row.by.as_str()),
    };
    by && asked.kind.as_ref().is_none_or(|kind| *kind == row.kind)
        && asked.since.is_none_or(|since| row.at >= since)
        && asked.until.is_none_or(|until| row.at < until)
}

/// Whether a deed tells of the same as a row of another journal.
fn tells_of(deed: &Told, row: &Told) -> bool {
    let akin = |kind: &str| match kind {
        "people" | "roles" => "organisation".to_owned(),
        kind => kind.to_owned(),
    };
    let same_person = match (deed.person, row.person) {
        (Some(one), Some(other)) => one == other,
        _ => deed.by == row.by,
    };
    same_person && akin(&deed.kind) == akin(&row.kind) && (deed.at - row.at).abs() <= SAME
}

fn of_deed(deed: Deed) -> Told {
    let read: Option<Body> = serde_json::from_str(&deed.deed.body).ok();
    let body = read.unwrap_or_else(|| Body {
        did: "unreadable".to_owned(),
        about: String::new(),
        before: Facts::new(),
        after: Facts::new(),
        why: None,
    });
    let did = Message::new(&format!("deeds-did-{}", body.did)).with("about", body.about.as_str());
    Told {
        at: deed.deed.at,
        person: deed.deed.person,
        by: deed.deed.by,
        kind: deed.deed.kind,
        did,
        changed: changed(&body.before, &body.after),
        why: body.why.unwrap_or_default(),
        number: Some(deed.number),
    }
}

/// The facts that have a word of their own in both languages; others are told by the word that the program has for them.
const WORDED: [&str; 23] = [
    "absences",
    "active",
    "acts-as",
    "answers",
    "cases",
    "function",
    "given-up",
    "keep",
    "kind",
    "last-day",
    "leads",
    "lifted",
    "login",
    "name",
    "parent",
    "places",
    "places-there",
    "resolved",
    "roles",
    "sessions",
    "state",
    "tokens",
    "waits",
];

/// What was otherwise before, a sentence for each fact.
fn changed(before: &Facts, after: &Facts) -> Vec<Message> {
    let words: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let told = words.into_iter().map(|word| {
        let name = match WORDED.contains(&word.as_str()) {
            true => Arg::from(Message::new(&format!("deeds-fact-{word}"))),
            false => Arg::from(word.replace('_', " ")),
        };
        let fact = |facts: &Facts| match facts.get(word).map(String::as_str) {
            None | Some("") => Arg::from(Message::new("deeds-nothing")),
            Some("true") => Arg::from(Message::new("deeds-yes")),
            Some("false") => Arg::from(Message::new("deeds-no")),
            Some(roles) if word == "roles" => {
                let roles = roles
                    .split(", ")
                    .map(|role| Message::new(&format!("role-{role}")));
                Arg::from(roles.collect::<Vec<Message>>())
            }
            Some(fact) => Arg::from(fact),
        };
        Message::new("deeds-changed")
            .with("fact", name)
            .with("before", fact(before))
            .with("after", fact(after))
    });
    told.collect()
}

/// What calendars, tunings, letters' words and disposals tell of themselves.
async fn of_engine(app: &App, tenant: TenantId) -> Result<Vec<Told>, Problem> {
    let engine = &app.engine;
    let units = engine.store().units(tenant).await?;
    let units: BTreeMap<UnitId, String> = units.into_iter().map(|unit| (unit.id, unit.name)).collect();
    let row = |at, by: &str, kind: &str, did: Message, why: &str| Told {
        at,
        person: None,
        by: by.to_owned(),
        kind: kind.to_owned(),
        did,
        changed: Vec::new(),
        why: why.to_owned(),
        number: None,
    };
    let mut rows = Vec::new();
    let calendars = engine.calendars(tenant).await?;
    for (place, one) in calendars.iter().enumerate() {
        let Some((at, by, why)) = &one.set else { continue };
        let did = Message::new("deeds-did-calendar").with("about", one.version);
        rows.push(Told {
            changed: changes(&calendars, place, &units),
            ..row(*at, by, "calendar", did, why)
        });
    }
    for one in engine.tunings(tenant).await? {
        let laid = &one.entry;
        let did = Message::new("deeds-did-tuning").with("about", laid.number);
        rows.push(Told {
            changed: vec![entry(&one)],
            ..row(laid.set_at, &laid.by, "tunings", did, &laid.why)
        });
    }
    for one in engine.letter_words(tenant).await? {
        let did = Message::new("deeds-did-letter-words").with("about", one.version);
        rows.push(row(one.set_at, &one.set_by, "letters", did, &one.why));
    }
    for one in engine.disposals(tenant).await? {
        let signed = |did: &str, signature: &Signature| {
            let did = Message::new(&format!("deeds-did-{did}")).with("about", one.number);
            Told {
                person: Some(signature.by.person),
                ..row(signature.at, &signature.by.name, "retention", did, "")
            }
        };
        rows.push(signed("disposal", &one.proposed));
        rows.extend(one.approved.iter().map(|by| signed("disposal-approved", by)));
        rows.extend(one.withdrawn.iter().map(|by| signed("disposal-withdrawn", by)));
    }
    Ok(rows)
}

fn of_organisation(one: OrganisationEntry, names: &Names) -> Told {
    let count = |(what, count): (&String, &u64)| {
        Message::new("deeds-counted")
            .with("what", Message::new(&format!("organisation-column-{what}")))
            .with("count", i64::try_from(*count).unwrap_or(i64::MAX))
    };
    let counted = one.counts.iter().filter(|(_, count)| **count > 0);
    Told {
        at: one.at,
        person: one.by,
        by: named(one.by, names),
        kind: "organisation".to_owned(),
        did: Message::new("deeds-did-organisation")
            .with("about", i64::try_from(one.number).unwrap_or(i64::MAX))
            .with(
                "way",
                Message::new(&format!("organisation-way-{}", one.way.word())),
            ),
        changed: counted.map(count).collect(),
        why: String::new(),
        number: None,
    }
}

/// A name; what nobody who signed in did was done on the machine itself.
fn named(by: Option<PersonId>, names: &Names) -> String {
    by.map_or_else(
        || ON_THE_MACHINE.to_owned(),
        |by| names.person(by, Language::Danish),
    )
}

fn of_provider(one: SettingChange, names: &Names) -> Told {
    let proposed = one.proposed_by.map(|by| {
        let by = names.person(by, Language::Danish);
        Message::new("deeds-proposed").with("by", by)
    });
    Told {
        at: one.at,
        person: one.by,
        by: named(one.by, names),
        kind: "sign-in".to_owned(),
        did: Message::new(&format!("deeds-did-provider-{}", one.done.word())).with("about", one.about),
        changed: proposed.into_iter().collect(),
        why: String::new(),
        number: None,
    }
}

/// Incidents that somebody let go on.
async fn of_incidents(app: &App, tenant: TenantId) -> Result<Vec<Told>, Problem> {
    let all = app.engine.store().incidents(tenant, false, MAX_PAGE).await?;
    let rows = all.into_iter().filter_map(|one| {
        Some(Told {
            at: one.resolved_at?,
            person: None,
            by: one.resolved_by?,
            kind: "incidents".to_owned(),
            did: Message::new("deeds-did-incident").with("about", one.about.word()),
            changed: Vec::new(),
            why: String::new(),
            number: None,
        })
    });
    Ok(rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::say;

    #[test]
    fn what_changed_is_told_in_words_before_and_after() {
        let facts = |pairs: &[(&str, &str)]| -> Facts {
            let pairs = pairs.iter();
            pairs
                .map(|(word, fact)| ((*word).to_owned(), (*fact).to_owned()))
                .collect()
        };
        let told = changed(
            &facts(&[("active", "true"), ("roles", "staff")]),
            &facts(&[("active", "false"), ("idle_minutes", "30"), ("roles", "")]),
        );
        let said: Vec<String> = told.iter().map(|line| say(line, Language::Danish)).collect();
        assert_eq!(
            said,
            [
                "Må logge ind: ja → nej",
                "idle minutes: ingenting → 30",
                "Roller: medarbejder → ingenting"
            ]
        );
        for language in Language::ALL {
            for word in WORDED {
                let said = say(&Message::new(&format!("deeds-fact-{word}")), language);
                assert!(!said.contains("deeds-"), "{word}");
            }
        }
    }

    #[test]
    fn pages_follow_each_other_also_where_much_was_done_at_once() {
        let at = |second| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(second);
        let rows: Vec<Told> = [9, 8, 8, 8, 8, 7]
            .iter()
            .enumerate()
            .map(|(place, second)| Told {
                at: at(*second),
                person: None,
                by: place.to_string(),
                kind: "roles".to_owned(),
                did: Message::new("deeds-did-roles"),
                changed: Vec::new(),
                why: String::new(),
                number: None,
            })
            .collect();
        for limit in 1..=7 {
            let (mut seen, mut after) = (Vec::new(), None::<String>);
            loop {
                let (read, next) = page(rows.clone(), after.as_deref(), limit);
                seen.extend(read);
                after = next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, rows, "by {limit}");
        }
        let (_, next) = page(rows, None, 3);
        let behind = |until| {
            let asked = Asked {
                until,
                ..Asked::default()
            };
            asked.behind(next.as_deref()).until
        };
        let last = at(8) + SAME + TimeDelta::microseconds(1);
        assert_eq!(behind(None), Some(last));
        assert_eq!(behind(Some(at(99))), Some(last));
        assert_eq!(behind(Some(at(7))), Some(at(7)));
        assert_eq!(Asked::default().behind(Some("x")).until, None);
    }

    #[test]
    fn what_a_deed_tells_of_is_not_told_twice() {
        let at = |second| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(second);
        let row = |second, by: &str, kind: &str| Told {
            at: at(second),
            person: None,
            by: by.to_owned(),
            kind: kind.to_owned(),
            did: Message::new("deeds-did-roles"),
            changed: Vec::new(),
            why: String::new(),
            number: None,
        };
        let deed = row(10, "Adam", "roles");
        for (other, expected) in [
            (row(10, "Adam", "organisation"), true),
            (row(15, "Adam", "organisation"), true),
            (row(16, "Adam", "organisation"), false),
            (row(10, "Astrid", "organisation"), false),
            (row(10, "Adam", "retention"), false),
        ] {
            assert_eq!(tells_of(&deed, &other), expected, "{other:?}");
        }
    }
}
