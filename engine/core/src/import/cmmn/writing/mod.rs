//! From a case to a flow file.

mod cue;
mod data;
mod file;
mod item;
mod link;
mod party;
mod places;
mod planned;
mod question;
mod rules;
mod timer;

use super::findings::Found;
use super::model::{Case, Plan, PlanItem, Rule};
use crate::id::FlowId;
use crate::import::{FlowFile, Names, Yaml, flow_file, title};
use crate::text::Text;
use cue::Cues;
use data::Data;
use link::Links;
use party::Parties;
use places::Places;
use question::{Conditions, Holds};

/// Keys with values, as they are written.
#[derive(Debug, Default)]
struct Keys(Vec<(String, Yaml)>);

impl Keys {
    fn put(&mut self, key: &str, value: impl Into<Yaml>) {
        self.0.push((key.to_owned(), value.into()));
    }

    fn put_some(&mut self, key: &str, value: Option<impl Into<Yaml>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn map(self) -> Yaml {
        Yaml::Map(self.0)
    }
}

/// `true`.
const TRUE: &str = "true";

/// What is being written.
struct Writing<'x, 'f> {
    found: &'f mut Found<'x>,
    places: Places,
    data: Data,
    parties: Parties,
    conditions: Conditions,
    /// What the case tasks hand over, by where the plan item stands in the model.
    links: Links,
    /// The flow's name.
    flow: String,
}

/// A case whose data and conditions are known, before it is written.
struct Known<'x> {
    case: Case<'x>,
    flow: String,
    data: Data,
    conditions: Conditions,
    links: Links,
}

/// The flow files of the cases, the main one first.
pub(super) fn write<'x>(cases: Vec<Case<'x>>, found: &mut Found<'x>) -> Vec<FlowFile> {
    let ids: Vec<String> = cases.iter().map(|case| case.id.clone()).collect();
    let mut names = Names::of(ids.iter().map(String::as_str));
    let several = cases.len() > 1;
    let mut known: Vec<Known<'x>> = Vec::new();
    for mut case in cases {
        found.not_carried = std::mem::take(&mut case.notes);
        let mut data = Data::of_file(&case.file, found);
        data.declare_timers(&case.plan);
        data.declare_heard(&case.exit);
        let conditions = Conditions::of(&case, &mut data, found);
        case.notes = std::mem::take(&mut found.not_carried);
        let own = flow_id(&case.id);
        let flow = if several { names.give(&own, &own) } else { own };
        known.push(Known {
            case,
            flow,
            data,
            conditions,
            links: Links::default(),
        });
    }
    link::link(&mut known, found);
    let mut written = Vec::new();
    for mut one in known {
        found.not_carried = std::mem::take(&mut one.case.notes);
        let mut writing = Writing {
            places: Places::of(&one.case),
            parties: Parties::of(&one.case),
            data: one.data,
            conditions: one.conditions,
            links: one.links,
            flow: one.flow,
            found: &mut *found,
        };
        let root = writing.flow(&one.case);
        written.push(FlowFile {
            text: flow_file(&[format!("CMMN 1.1: {}", one.case.id)], &root),
            flow: writing.flow,
        });
    }
    written
}

impl<'x> Writing<'x, '_> {
    fn flow(&mut self, case: &Case<'x>) -> Yaml {
        let mut items = self.plan(&case.plan, &mut Vec::new());
        if items.is_empty() {
            // A case without a plan ends as it begins.
            let mut keys = Keys::default();
            keys.put("action", "Modellen rummer ingen plan");
            items.push(("nothing".to_owned(), keys.map()));
        }
        let ended_by = Cues::exits(self, &case.exit, None);
        let mut root = Keys::default();
        root.put("samspil", "1");
        root.put("flow", self.flow.as_str());
        let name = case.name.as_deref().and_then(title).or_else(|| title(&case.id));
        root.put("title", name.unwrap_or_else(|| "CMMN".to_owned()));
        if let Some(purpose) = super::element::documentation(case.at).and_then(|text| long(&text)) {
            let mut about = Keys::default();
            about.put("purpose", purpose);
            root.put("about", about.map());
        }
        root.put("parties", self.parties.yaml());
        root.put_some("data", self.data.yaml(self.conditions.questions()));
        root.put("waits_for", waits_for(&case.plan));
        root.put_some("unplanned", self.unplanned(&case.plan, &[]));
        root.put("does", Yaml::Map(items));
        root.put_some("ended_by", ended_by);
        if !self.found.not_carried.is_empty() {
            let all = self.found.not_carried.iter();
            root.put("not_carried", Yaml::List(all.map(left_out).collect()));
        }
        root.map()
    }

    /// What lies in a stage or the case. `above` are the stages around it, by their number.
    fn plan(&mut self, plan: &Plan<'x>, above: &mut Vec<usize>) -> Vec<(String, Yaml)> {
        let kept = match &plan.auto_complete {
            Some(Rule::When(condition)) => self.conditions.denied(condition),
            Some(Rule::Always) | None => Holds::Never,
        };
        let mut written = Vec::new();
        for item in &plan.items {
            written.push(self.item(item, above, &kept));
        }
        written
    }

    /// What people call an item.
    fn title_of(item: &PlanItem<'_>) -> String {
        let name = item.name.as_deref().and_then(title);
        let name = name.or_else(|| title(&item.id));
        name.unwrap_or_else(|| super::element::tag(item.definition).to_owned())
    }
}

/// What a stage or the case waits for.
const fn waits_for(plan: &Plan<'_>) -> &'static str {
    if plan.auto_complete.is_some() {
        "required"
    } else {
        "all"
    }
}

/// A line of what is not carried.
fn left_out((id, what): &(String, Text)) -> Yaml {
    let mut keys = Keys::default();
    keys.put_some("id", original(id));
    let mut text = Keys::default();
    text.put("da", what.da.as_str());
    text.put_some("en", what.en.as_deref());
    keys.put("what", text.map());
    keys.map()
}

/// An id or name as it stands in the model, as far as a flow file keeps it.
fn original(text: &str) -> Option<String> {
    let shown = crate::import::title(text)?;
    // What can be kept letter by letter is; what has blanks or controls in odd places could not be typed anyway.
    Some(
        if text.chars().count() <= crate::flow::MAX_ORIGIN_CHARS
            && !text.chars().any(char::is_control)
            && !text.trim().is_empty()
        {
            text.trim().to_owned()
        } else {
            shown
        },
    )
}

/// A text of some sentences, as far as a flow file takes one.
fn long(text: &str) -> Option<String> {
    /// What a flow file takes, and room.
    const MAX_CHARS: usize = 2_900;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).take(MAX_CHARS).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The flow's name: the case's id where it can be one, otherwise what is left of it.
fn flow_id(id: &str) -> String {
    if FlowId::new(id).is_ok() {
        return id.to_owned();
    }
    let kept: String = id
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '_' || c == '-' {
                c
            } else {
                '_'
            }
        })
        .skip_while(|c| !c.is_alphabetic())
        .take(crate::id::MAX_NAME_CHARS)
        .collect();
    if FlowId::new(&kept).is_ok() {
        kept
    } else {
        "imported".to_owned()
    }
}
