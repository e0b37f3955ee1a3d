//! `house`: what both sides of an area have agreed on.

use indexmap::IndexMap;

use crate::flow::code::NOT_NAME;
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Node};
use crate::flow::{House, PlayRule, Tool};
use crate::id::{FlowId, ItemId};
use crate::text::Message;

use super::names::Given;
use super::{At, Reading, keys};

/// How many flows and tools a house may name: more is a catalogue.
const MAX_TOOLS: usize = 60;

/// How many rules of play a house may have: nobody keeps more in mind.
const MAX_RULES: usize = 40;

const TOOLS: Shape = Shape::List(&Shape::Object(&TOOL));
const RULES: Shape = Shape::Map(&Shape::Object(&PLAY_RULE));

keys! {
    /// What both sides of an area have agreed on.
    HOUSE: HouseKeys = "house" {
        area: must, Shape::Text;
        strategy: must, Shape::Text;
        tools: may, TOOLS;
        rules: must, RULES;
        approved: must, Shape::Object(&APPROVED);
    }
}

keys! {
    /// A way of working or a tool.
    TOOL: ToolKeys = "tool" {
        title: must, Shape::Text;
        flow: may, Shape::Name(Named::Flow);
        about: may, Shape::Text;
    }
}

keys! {
    /// A rule of play.
    PLAY_RULE: PlayRuleKeys = "play_rule" {
        says: must, Shape::Text;
        shown_on: may, Shape::Any(&[Shape::Line, Shape::List(&Shape::Line)]);
    }
}

keys! {
    /// When both sides approved a house.
    APPROVED: ApprovedKeys = "approved" {
        authority: must, Shape::Date;
        provider: must, Shape::Date;
    }
}

/// The house; none where something of it is missing.
pub(super) fn house(entry: Option<&Entry>, out: &mut Reading) -> Option<House> {
    let entry = entry?;
    let keys = HouseKeys::open(&At::value(entry), out)?;
    let (area, strategy) = (out.text(keys.area), out.text(keys.strategy));
    let tools = keys.tools.map_or_else(Vec::new, |entry| tools(entry, out));
    let rules = keys.rules.map_or_else(IndexMap::new, |entry| rules(entry, out));
    let approved = keys.approved;
    let approved = approved.and_then(|entry| ApprovedKeys::open(&At::value(entry), out))?;
    let days = (out.date(approved.authority), out.date(approved.provider));
    Some(House {
        area: area?,
        strategy: strategy?,
        tools,
        rules,
        authority_approved: days.0?,
        provider_approved: days.1?,
        place: entry.key.place,
    })
}

fn tools(entry: &Entry, out: &mut Reading) -> Vec<Tool> {
    let parts = out.one_or_list(&entry.value);
    let parts = out.at_most(parts, MAX_TOOLS, entry.key.place);
    parts.iter().filter_map(|part| tool(part, out)).collect()
}

fn tool(node: &Node, out: &mut Reading) -> Option<Tool> {
    let keys = ToolKeys::open(&At::part(node), out)?;
    let flow = keys.flow.and_then(|entry| {
        let text = out.scalar(&entry.value, &Shape::Name(Named::Flow))?;
        out.checked(text, entry.value.text_place(), FlowId::new)
    });
    Some(Tool {
        title: out.text(keys.title)?,
        flow,
        about: out.text(keys.about),
    })
}

fn rules(entry: &Entry, out: &mut Reading) -> IndexMap<String, PlayRule> {
    let Some(entries) = out.map(&entry.value, &RULES) else {
        return IndexMap::new();
    };
    if entries.is_empty() {
        out.nothing_in(&entry.key, &RULES);
    }
    let entries = out.at_most(entries, MAX_RULES, entry.key.place);
    let read = entries.iter().filter_map(|entry| {
        let name = out.given(&entry.key, Given::Other, ItemId::new)?;
        let keys = PlayRuleKeys::open(&At::value(entry), out)?;
        let shown_on = out.several(keys.shown_on, |out, node| place_of(node, out));
        let rule = PlayRule {
            says: out.text(keys.says)?,
            shown_on,
        };
        Some((name.as_str().to_owned(), rule))
    });
    read.collect()
}

/// `flow.item`.
fn place_of(node: &Node, out: &mut Reading) -> Option<(FlowId, ItemId)> {
    let text = out.scalar(node, &Shape::Line)?;
    let Some((flow, item)) = text.split_once('.') else {
        let what = Message::new("flow-not-name").with("name", text);
        out.error(
            NOT_NAME,
            node.text_place(),
            what,
            Message::new("flow-play-rule-hint"),
        );
        return None;
    };
    let flow = out.checked(flow, node.text_place(), FlowId::new);
    let item = out.checked(item, node.text_place(), ItemId::new);
    flow.zip(item)
}
