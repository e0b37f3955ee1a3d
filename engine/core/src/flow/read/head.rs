//! The flow's own keys.

use indexmap::IndexMap;

use crate::flow::code::{LANGUAGE_VERSION, NOT_KLE, ONE_OF_KEYS};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Node};
use crate::flow::{About, Expression, Flow, LegalSource, Pair, Party, Subject, Unplanned};
use crate::id::{FlowId, PartyId};
use crate::text::{Message, Text};

use super::chain::{CHAIN, chain};
use super::clock::{CLOCKS, clocks};
use super::cue::{CUES_SHAPE, cues};
use super::data::{DATA, data};
use super::document::{DOCUMENTS, Speaks, documents};
use super::house::{HOUSE, house};
use super::ladder::{LADDERS, ladders};
use super::late::to_coordinator;
use super::law::{ACTS, LAW, acts, law};
use super::message::{MESSAGES, messages};
use super::names::is_word;
use super::origin::{NOT_CARRIED_SHAPE, not_carried};
use super::owed_by_protocol::owed_by_protocol;
use super::owes::call_debts;
use super::pair::{PAIR, Written, pair};
use super::party::{MAX_PARTIES, PARTY, party};
use super::pause::{NAMED_PAUSES, named_pauses};
use super::phase::{PHASES, phases};
use super::protocol::PROTOCOL;
use super::references::Known;
use super::region::{Names, REGIONS, regions, take_all_apart};
use super::required::WAITS_FOR;
use super::retention::{RETENTION, retention};
use super::reviewed::{REVIEWED_SHAPE, reviewed};
use super::scalars::words;
use super::stages::{DOES, Items, STAGES};
use super::table::{TABLES, tables};
use super::texts::from_name;
use super::unplanned::{UNPLANNED_SHAPE, Whereto, unplanned};
use super::{At, Reading, checks, keys};

/// The version of the language that is read.
const VERSION: &str = "1";

/// How many rules a flow may name that it stands on.
const MAX_LAWS: usize = 50;

const SUBJECTS: [(&str, Subject); 2] = [("citizen", Subject::Citizen), ("project", Subject::Project)];

const SERVES: [(&str, ()); 1] = [("overall_goal", ())];

/// The word for a case that a person closes.
const BY_HAND: &str = "by_hand";

const LAWS: Shape = Shape::Any(&[Shape::Object(&LAW), Shape::List(&Shape::Object(&LAW))]);
const PARTIES: Shape = Shape::Map(&Shape::Object(&PARTY));

keys! {
    /// A flow.
    FLOW: FlowKeys = "flow" {
        samspil: must, Shape::OneOf(&[VERSION]);
        flow: must, Shape::Name(Named::Flow);
        title: must, Shape::Text;
        about: may, Shape::Object(&ABOUT);
        parties: must, PARTIES;
        phases: may, PHASES;
        data: may, DATA;
        chain: may, Shape::Object(&CHAIN);
        messages: may, MESSAGES;
        pair: may, Shape::Object(&PAIR);
        protocol: may, Shape::Object(&PROTOCOL);
        tables: may, TABLES;
        clocks: may, CLOCKS;
        pauses: may, NAMED_PAUSES;
        ladders: may, LADDERS;
        stages: may, STAGES;
        does: may, DOES;
        regions: may, REGIONS;
        closes: may, Shape::Any(&[Shape::OneOf(&[BY_HAND]), Shape::Object(&CLOSES)]);
        ends_when: may, Shape::Expression;
        ended_by: may, CUES_SHAPE;
        waits_for: may, Shape::OneOf(&words(&WAITS_FOR));
        unplanned: may, UNPLANNED_SHAPE;
        retention: may, Shape::Object(&RETENTION);
        reviewed: may, REVIEWED_SHAPE;
        documents: may, DOCUMENTS;
        house: may, Shape::Object(&HOUSE);
        not_carried: may, NOT_CARRIED_SHAPE;
    }
}

keys! {
    /// What the flow is for.
    ABOUT: AboutKeys = "about" {
        purpose: may, Shape::Text;
        law: may, LAWS;
        acts: may, ACTS;
        kle: may, Shape::Kle;
        subject: may, Shape::OneOf(&words(&SUBJECTS));
        serves: may, Shape::OneOf(&words(&SERVES));
        unseen_because: may, Shape::Text;
    }
}

keys! {
    /// When the case closes.
    CLOSES: ClosesKeys = "closes" {
        when: must, Shape::Expression;
    }
}

/// The flow, as far as it can be read; what is wrong is told beside it.
pub(super) fn flow(root: &Node, out: &mut Reading) -> Option<Flow> {
    let keys = FlowKeys::open(&At::part(root), out)?;
    version(keys.samspil, out);
    let id = id(keys.flow, out);
    let title = out.title(keys.title).unwrap_or_else(|| from_name(""));
    let about = about(keys.about, out);
    let parties = each(keys.parties, |entry| parties(entry, out));
    let phases = phases(keys.phases, out);
    let data = each(keys.data, |entry| data(entry, out));
    let paired = pair(keys.pair, keys.protocol, out);
    let messages = messages(keys.messages, own_side(paired.as_ref()), out);
    let tables = each(keys.tables, |entry| tables(entry, &data, out));
    let ladders = each(keys.ladders, |entry| ladders(entry, out));
    let clocks = each(keys.clocks, |entry| clocks(entry, &ladders, out));
    let mut read = Items::new(&ladders, own_side(paired.as_ref()), clocks);
    let unplanned = of_case(&keys, &title, &mut read, out);
    let read = items(&keys, root, read, paired.as_ref(), out);
    let (mut items, mut clocks, names) = (read.items, read.clocks, read.names);
    call_debts(&items, &mut clocks);
    named_pauses(keys.pauses, &mut clocks, out);
    let named = Names {
        items: &names,
        clocks: &clocks,
    };
    let regions = regions(keys.regions, named, out);
    take_all_apart(&mut items, &regions, named);
    let ended_by = cues(keys.ended_by, out);
    let known = Known {
        items: &items,
        item_names: &names,
        parties: &parties,
        phases: &phases,
        data: &data,
        ladders: &ladders,
        clocks: &clocks,
        regions: &regions,
    };
    let documents = documents(keys.documents, Speaks::of(&data, &parties), out);
    let chain = chain(keys.chain, out);
    known.resolve(out);
    let (closes, closes_by_hand) = closing(keys.closes, out);
    let mut flow = Flow {
        title,
        about,
        parties,
        phases,
        data,
        chain,
        messages,
        pair: paired.map(|paired| paired.pair),
        tables,
        clocks,
        items,
        regions,
        closes,
        closes_by_hand,
        ends_when: out.expression(keys.ends_when),
        ended_by,
        waits_for: out.one_of(keys.waits_for, &WAITS_FOR).unwrap_or_default(),
        unplanned,
        retention: retention(keys.retention, out),
        reviewed: reviewed(keys.reviewed, out),
        documents,
        house: house(keys.house, out),
        not_carried: not_carried(keys.not_carried, out),
        id: id.or_else(|| FlowId::new("unread").ok())?,
        ladders,
    };
    to_coordinator(&mut flow);
    checks::check(&flow, keys.pair.is_some(), out);
    Some(flow)
}

/// What stands behind a key, or nothing.
fn each<T: Default>(entry: Option<&Entry>, read: impl FnOnce(&Entry) -> T) -> T {
    entry.map_or_else(T::default, read)
}

/// What may be added to the case as a whole; its clock is put among the others.
fn of_case(keys: &FlowKeys<'_>, title: &Text, read: &mut Items<'_>, out: &mut Reading) -> Option<Unplanned> {
    let place = Whereto {
        stage: None,
        title,
        ladders: read.ladders,
    };
    let (unplanned, clock) = unplanned(keys.unplanned, &place, out);
    if let Some(clock) = clock {
        read.add_clock(clock, out);
    }
    unplanned
}

fn own_side<'p>(paired: Option<&'p Written<'_>>) -> Option<&'p Pair> {
    paired.map(|paired| &paired.pair)
}

/// Every stage and item, with their clocks.
fn items<'l>(
    keys: &FlowKeys<'_>,
    root: &Node,
    mut items: Items<'l>,
    paired: Option<&Written<'_>>,
    out: &mut Reading,
) -> Items<'l> {
    if keys.stages.is_none() && keys.does.is_none() {
        let what = Message::new("flow-no-items");
        let hint = Message::new("flow-one-of-keys-hint").with("keys", vec!["stages", "does"]);
        out.error(ONE_OF_KEYS, root.place, what, hint);
    }
    items.groups(keys.stages, keys.does, None, out);
    if let Some(paired) = paired {
        let clocks = owed_by_protocol(paired, &mut items.items, &items.by_protocol, out);
        for clock in clocks {
            items.add_clock(clock, out);
        }
    }
    items
}

fn id(entry: Option<&Entry>, out: &mut Reading) -> Option<FlowId> {
    let entry = entry?;
    let text = out.scalar(&entry.value, &Shape::Name(Named::Flow))?;
    out.checked(text, entry.value.text_place(), FlowId::new)
}

fn version(entry: Option<&Entry>, out: &mut Reading) {
    let Some(entry) = entry else { return };
    let text = out.scalar(&entry.value, &Shape::OneOf(&[VERSION]));
    if let Some(text) = text.filter(|text| *text != VERSION) {
        let what = Message::new("flow-language-version").with("version", text);
        let hint = Message::new("flow-language-version-hint").with("known", VERSION);
        out.error(LANGUAGE_VERSION, entry.value.place, what, hint);
    }
}

fn about(entry: Option<&Entry>, out: &mut Reading) -> About {
    let keys = entry.and_then(|entry| AboutKeys::open(&At::value(entry), out));
    let Some(keys) = keys else {
        return About::default();
    };
    let acts = acts(keys.acts, out);
    out.know_acts(&acts);
    About {
        purpose: out.text(keys.purpose),
        law: keys.law.map_or_else(Vec::new, |entry| laws(entry, out)),
        acts,
        kle: kle(keys.kle, out),
        subject: out.one_of(keys.subject, &SUBJECTS).unwrap_or_default(),
        serves_overall_goal: out.one_of(keys.serves, &SERVES).is_some(),
        unseen_because: out.text(keys.unseen_because),
    }
}

fn laws(entry: &Entry, out: &mut Reading) -> Vec<LegalSource> {
    let parts = out.one_or_list(&entry.value);
    let parts = out.at_most(parts, MAX_LAWS, entry.key.place);
    parts
        .iter()
        .filter_map(|part| law(&At::part(part), out))
        .collect()
}

/// A subject of KLE: three pairs of digits with dots between them.
fn kle(entry: Option<&Entry>, out: &mut Reading) -> Option<String> {
    let node = &entry?.value;
    let text = out.scalar(node, &Shape::Kle)?;
    let pair = |part: &str| part.len() == 2 && part.chars().all(|c| c.is_ascii_digit());
    if text.split('.').count() != 3 || !text.split('.').all(pair) {
        out.not_of_form(NOT_KLE, node.place, text, &Shape::Kle);
        return None;
    }
    Some(text.to_owned())
}

fn parties(entry: &Entry, out: &mut Reading) -> IndexMap<PartyId, Party> {
    let Some(entries) = out.map(&entry.value, &PARTIES) else {
        return IndexMap::new();
    };
    if entries.is_empty() {
        out.nothing_in(&entry.key, &PARTIES);
    }
    let entries = out.at_most(entries, MAX_PARTIES, entry.key.place);
    let read = entries.iter().filter_map(|entry| party(entry, out));
    read.map(|party| (party.id.clone(), party)).collect()
}

/// When the case closes, and whether a person closes it.
fn closing(entry: Option<&Entry>, out: &mut Reading) -> (Option<Expression>, bool) {
    if entry.is_some_and(|entry| is_word(&entry.value, BY_HAND)) {
        return (None, true);
    }
    let keys = entry.and_then(|entry| ClosesKeys::open(&At::value(entry), out));
    (keys.and_then(|keys| out.expression(keys.when)), false)
}
