//! A flow as the oracle knows it: parties, phases, fields and items, drawn by chance and written out as a flow file.

use std::fmt::Write;

use crate::chance::Chance;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    Authority,
    Provider,
    Citizen,
    Relative,
    Partner,
}

impl Side {
    const fn word(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::Provider => "provider",
            Self::Citizen => "citizen",
            Self::Relative => "relative",
            Self::Partner => "partner",
        }
    }
}

pub(crate) struct Party {
    pub(crate) name: &'static str,
    pub(crate) side: Side,
    pub(crate) leads: Option<&'static str>,
    pub(crate) needs_consent: bool,
    pub(crate) sees_in: Vec<String>,
    pub(crate) days_after: Option<i64>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum SeenBy {
    Nothing,
    Everyone,
    These(Vec<&'static str>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Text,
    Record,
    List,
    /// Follows from another field.
    Is(String),
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) path: String,
    pub(crate) kind: Kind,
    pub(crate) seen_by: SeenBy,
    pub(crate) said_by: Option<&'static str>,
    /// `name` or `address`.
    pub(crate) protected: Option<&'static str>,
    pub(crate) seen_in: Vec<(&'static str, Vec<String>)>,
    pub(crate) inner: Vec<Field>,
}

impl Field {
    pub(crate) fn section(&self) -> &str {
        self.path.split('.').next().unwrap()
    }

    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap()
    }
}

pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) meeting: bool,
    pub(crate) owner: &'static str,
    pub(crate) also_by: Vec<&'static str>,
    pub(crate) with: Vec<&'static str>,
    pub(crate) seen_by: SeenBy,
    pub(crate) after: Vec<String>,
    pub(crate) owes: Vec<String>,
    pub(crate) not_while_owed: Vec<String>,
    pub(crate) fills: Vec<String>,
    pub(crate) when: Option<String>,
    pub(crate) done_when: Option<String>,
    /// The document that it sends, by its place in the flow.
    pub(crate) letter: Option<usize>,
}

/// What a letter shows: fields of the flow, each where it is filled.
pub(crate) struct Document {
    pub(crate) to: &'static str,
    pub(crate) reads: Vec<String>,
}

/// A phase and the item that it begins with; none where it begins with the case.
pub(crate) type Phase = (String, Option<String>);

pub(crate) struct Flow {
    pub(crate) parties: Vec<Party>,
    pub(crate) phases: Vec<Phase>,
    pub(crate) fields: Vec<Field>,
    pub(crate) items: Vec<Item>,
    pub(crate) documents: Vec<Document>,
}

/// How many fields a section has, and sections a flow.
const FIELDS: usize = 5;
const SECTIONS: usize = 3;

/// How many items a flow has.
const ITEMS: usize = 8;

/// How many documents a flow has at most, and how many fields each shows.
const DOCUMENTS: usize = 4;
const SHOWN: usize = 4;

/// Who takes part in the flows that are drawn; chance says of whom consent is needed, and when they see.
fn parties(phases: &[Phase], chance: &mut Chance) -> Vec<Party> {
    let sides = [
        ("caseworker", Side::Authority, None),
        ("team_leader", Side::Authority, Some("caseworker")),
        ("provider", Side::Provider, None),
        ("helper", Side::Provider, Some("provider")),
        ("citizen", Side::Citizen, None),
        ("relative", Side::Relative, None),
        ("guard", Side::Relative, None),
        ("doctor", Side::Partner, None),
    ];
    let names: Vec<String> = phases.iter().map(|(name, _)| name.clone()).collect();
    let party = |(name, side, leads)| {
        let phased = matches!(side, Side::Provider | Side::Partner) && chance.once_in(2);
        Party {
            name,
            side,
            leads,
            needs_consent: name == "relative" || (name == "doctor" && chance.once_in(2)),
            sees_in: if phased {
                chance.some(&names, 2)
            } else {
                Vec::new()
            },
            days_after: (phased && chance.once_in(2)).then(|| 1 + chance.below(5) as i64),
        }
    };
    sides.into_iter().map(party).collect()
}

impl Flow {
    pub(crate) fn drawn(chance: &mut Chance) -> Self {
        let phases: Vec<Phase> = vec![
            (
                "early".to_owned(),
                chance
                    .once_in(2)
                    .then_some(())
                    .map_or(Some("i0".to_owned()), |()| None),
            ),
            ("middle".to_owned(), Some(format!("i{}", 1 + chance.below(3)))),
            ("late".to_owned(), Some(format!("i{}", 4 + chance.below(3)))),
        ];
        let parties = parties(&phases, chance);
        let names: Vec<&'static str> = parties.iter().map(|party| party.name).collect();
        let mut fields: Vec<Field> = Vec::new();
        for section in 0..SECTIONS {
            for number in 0..FIELDS {
                let path = format!("s{section}.f{section}{number}");
                let earlier: Vec<String> = fields.iter().map(|field| field.path.clone()).collect();
                fields.push(field(&path, &names, &phases, Some(&earlier), chance));
            }
        }
        let mut items: Vec<Item> = (0..ITEMS)
            .map(|number| item(number, &names, &fields, chance))
            .collect();
        // By chances of their own, so that all else is drawn as it would be without.
        let documents = documents(&names, &fields, &mut items, &mut chance.clone());
        Self {
            parties,
            phases,
            fields,
            items,
            documents,
        }
    }

    /// Every field with those inside it: the outer one beside each.
    pub(crate) fn all_fields(&self) -> impl Iterator<Item = (&Field, &Field)> {
        self.fields.iter().flat_map(|outer| {
            std::iter::once((outer, outer)).chain(outer.inner.iter().map(move |inner| (outer, inner)))
        })
    }

    pub(crate) fn party(&self, name: &str) -> &Party {
        self.parties.iter().find(|party| party.name == name).unwrap()
    }

    /// The flow file.
    pub(crate) fn written(&self) -> String {
        let mut text =
            "samspil: 1\nflow: tried\ntitle: Forløbets titel\ncloses: by_hand\nparties:\n".to_owned();
        for party in &self.parties {
            let mut line = format!(
                "  {}: {{title: {}, side: {}",
                party.name,
                party.name,
                party.side.word()
            );
            if let Some(leads) = party.leads {
                write!(line, ", leads: {leads}").unwrap();
            }
            if party.needs_consent {
                line.push_str(", needs: consent");
            }
            if !party.sees_in.is_empty() {
                write!(line, ", sees_in: [{}]", party.sees_in.join(", ")).unwrap();
            }
            if let Some(days) = party.days_after {
                write!(line, ", and_after: {days} days").unwrap();
            }
            writeln!(text, "{line}, many: true, optional: true}}").unwrap();
        }
        text.push_str("phases:\n");
        for (name, from) in &self.phases {
            writeln!(text, "  {name}: {{from: {}}}", from.as_deref().unwrap_or("case")).unwrap();
        }
        text.push_str("data:\n");
        for section in 0..SECTIONS {
            writeln!(text, "  s{section}:").unwrap();
            for field in self
                .fields
                .iter()
                .filter(|field| field.section() == format!("s{section}"))
            {
                writeln!(text, "    {}: {}", field.name(), written(field)).unwrap();
            }
        }
        text.push_str("does:\n");
        for item in &self.items {
            writeln!(text, "  {}: {}", item.name, written_item(item)).unwrap();
        }
        if !self.documents.is_empty() {
            text.push_str("documents:\n");
        }
        for (number, document) in self.documents.iter().enumerate() {
            let shown = document.reads.iter();
            let shown = shown.map(|path| format!("{{% if {path} %}}{{{{ {path} }}}}{{% endif %}}"));
            let shown = shown.collect::<Vec<_>>().join("\\n\\n");
            writeln!(
                text,
                "  d{number}: {{title: Brev, to: {}, text: \"{shown}\"}}",
                document.to
            )
            .unwrap();
        }
        text
    }
}

/// Documents to parties that may come to see what stands in them; most tasks send one.
fn documents(
    names: &[&'static str],
    fields: &[Field],
    items: &mut [Item],
    chance: &mut Chance,
) -> Vec<Document> {
    let mut documents = Vec::new();
    for _ in 0..DOCUMENTS {
        let to = *chance.one(names);
        let named = |field: &&Field| match &field.seen_by {
            SeenBy::Everyone => true,
            SeenBy::These(names) => names.contains(&to),
            SeenBy::Nothing => false,
        };
        let shown = fields
            .iter()
            .filter(|field| matches!(field.kind, Kind::Text | Kind::List))
            .filter(named)
            .filter(|field| field.seen_in.iter().all(|(party, _)| *party != to));
        let shown: Vec<String> = shown.map(|field| field.path.clone()).collect();
        if !shown.is_empty() {
            let reads = chance.some(&shown, SHOWN);
            documents.push(Document { to, reads });
        }
    }
    for item in items.iter_mut().filter(|item| !item.meeting) {
        if !documents.is_empty() && !chance.once_in(3) {
            item.letter = Some(chance.below(documents.len()));
        }
    }
    documents
}

fn seen_by(names: &[&'static str], chance: &mut Chance) -> SeenBy {
    match chance.below(3) {
        0 => SeenBy::Nothing,
        1 => SeenBy::Everyone,
        _ => SeenBy::These(chance.some(names, 4)),
    }
}

/// A field; where `earlier` is given it may have fields inside or follow from one of those.
fn field(
    path: &str,
    names: &[&'static str],
    phases: &[Phase],
    earlier: Option<&[String]>,
    chance: &mut Chance,
) -> Field {
    let kind = match (earlier, chance.below(6)) {
        (Some(_), 0) => Kind::Record,
        (Some(_), 1) => Kind::List,
        (Some(earlier), 2) if !earlier.is_empty() => Kind::Is(chance.one(earlier).clone()),
        _ => Kind::Text,
    };
    let has_parts = matches!(kind, Kind::Record | Kind::List);
    let inner = (0..if has_parts { 3 } else { 0 })
        .map(|number| field(&format!("{path}.p{number}"), names, phases, None, chance))
        .collect();
    let phase_names: Vec<String> = phases.iter().map(|(name, _)| name.clone()).collect();
    let follows = matches!(kind, Kind::Is(_));
    Field {
        path: path.to_owned(),
        seen_by: seen_by(names, chance),
        said_by: (!follows && !has_parts && chance.once_in(5)).then(|| *chance.one(names)),
        protected: (!follows && chance.once_in(4)).then(|| *chance.one(&["name", "address"])),
        seen_in: if chance.once_in(3) {
            vec![(*chance.one(names), chance.some(&phase_names, 2))]
        } else {
            Vec::new()
        },
        kind,
        inner,
    }
}

fn item(number: usize, names: &[&'static str], fields: &[Field], chance: &mut Chance) -> Item {
    let plain: Vec<&Field> = fields.iter().filter(|field| field.kind == Kind::Text).collect();
    let filled: Vec<String> = fields
        .iter()
        .filter(|field| !matches!(field.kind, Kind::Is(_)))
        .flat_map(|field| {
            let columns = field.inner.iter().filter(|_| field.kind == Kind::List);
            std::iter::once(field.path.clone()).chain(columns.map(|inner| inner.path.clone()))
        })
        .collect();
    let others: Vec<String> = (0..ITEMS)
        .filter(|other| *other != number)
        .map(|other| format!("i{other}"))
        .collect();
    let later: Vec<String> = ((number + 1)..ITEMS).map(|other| format!("i{other}")).collect();
    let meeting = chance.once_in(4);
    Item {
        name: format!("i{number}"),
        meeting,
        owner: chance.one::<&str>(names),
        also_by: if chance.once_in(4) && !meeting {
            vec![*chance.one(names)]
        } else {
            Vec::new()
        },
        with: if meeting {
            chance.some(names, 2)
        } else {
            Vec::new()
        },
        seen_by: if chance.once_in(2) {
            SeenBy::Nothing
        } else {
            seen_by(names, chance)
        },
        after: if number > 0 && chance.once_in(2) {
            vec![format!("i{}", chance.below(number))]
        } else {
            Vec::new()
        },
        owes: if !later.is_empty() && chance.once_in(5) {
            vec![chance.one(&later).clone()]
        } else {
            Vec::new()
        },
        not_while_owed: if chance.once_in(6) {
            vec![chance.one(&others).clone()]
        } else {
            Vec::new()
        },
        fills: if chance.once_in(2) {
            chance.some(&filled, 2)
        } else {
            Vec::new()
        },
        when: (!plain.is_empty() && chance.once_in(4)).then(|| chance.one(&plain).path.clone()),
        done_when: (!plain.is_empty() && chance.once_in(4)).then(|| chance.one(&plain).path.clone()),
        letter: None,
    }
}

fn sight(seen_by: &SeenBy, keys: &mut Vec<String>) {
    match seen_by {
        SeenBy::Nothing => {}
        SeenBy::Everyone => keys.push("seen_by: everyone".to_owned()),
        SeenBy::These(names) => keys.push(format!("seen_by: [{}]", names.join(", "))),
    }
}

fn written(field: &Field) -> String {
    let mut keys = Vec::new();
    let parts = || -> String {
        let parts = field
            .inner
            .iter()
            .map(|inner| format!("{}: {}", inner.name(), written(inner)));
        parts.collect::<Vec<_>>().join(", ")
    };
    match &field.kind {
        Kind::Text => keys.extend(["type: text".to_owned(), "optional: true".to_owned()]),
        Kind::Record => keys.extend([format!("record: {{{}}}", parts()), "optional: true".to_owned()]),
        Kind::List => keys.extend([format!("list: {{{}}}", parts()), "optional: true".to_owned()]),
        Kind::Is(other) => keys.push(format!("is: \"exists({other})\"")),
    }
    sight(&field.seen_by, &mut keys);
    keys.extend(field.said_by.map(|party| format!("said_by: {party}")));
    keys.extend(field.protected.map(|what| format!("protected: {what}")));
    for (party, phases) in &field.seen_in {
        keys.push(format!("seen_in: {{{party}: [{}]}}", phases.join(", ")));
    }
    format!("{{{}}}", keys.join(", "))
}

fn written_item(item: &Item) -> String {
    let kind = if item.meeting { "meeting" } else { "task" };
    let mut keys = vec![format!("{kind}: {}", item.name), format!("by: {}", item.owner)];
    let mut list = |key: &str, names: Vec<&str>| {
        if !names.is_empty() {
            keys.push(format!("{key}: [{}]", names.join(", ")));
        }
    };
    list("also_by", item.also_by.clone());
    list("with", item.with.clone());
    for (key, names) in [
        ("after", &item.after),
        ("owes", &item.owes),
        ("not_while_owed", &item.not_while_owed),
        ("fills", &item.fills),
    ] {
        list(key, names.iter().map(String::as_str).collect());
    }
    sight(&item.seen_by, &mut keys);
    keys.extend(item.letter.map(|number| format!("letter: d{number}")));
    keys.extend(item.when.as_ref().map(|path| format!("when: \"exists({path})\"")));
    keys.extend(
        item.done_when
            .as_ref()
            .map(|path| format!("done_when: \"exists({path})\"")),
    );
    format!("{{{}}}", keys.join(", "))
}
