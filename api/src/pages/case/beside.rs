//! The other plans of a case's citizen, each with who coordinates it.

use std::collections::BTreeSet;

use samspil_core::across::Part;
use samspil_core::case::Eyes;
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_runtime::{CaseRead, InPlan};
use samspil_store::Role;

use crate::identity::Signed;
use crate::pages::words::Speaker;

/// Another plan of the citizen.
pub(super) struct BesideShown {
    /// Where it is read.
    pub(super) href: String,
    /// What it is called.
    pub(super) title: String,
    /// Who coordinates it.
    pub(super) coordinator: Option<String>,
}

/// Who coordinates these plans, as far as the reader sees it.
pub(super) fn coordinators(plans: &[InPlan]) -> BTreeSet<PersonId> {
    let parts = plans.iter().map(|one| Part::of(&one.read.view(), &one.eyes));
    parts
        .flat_map(|part| part.coordinators)
        .filter_map(|binding| binding.person)
        .collect()
}

/// The plans.
pub(super) fn beside(plans: &[InPlan], speaker: Speaker<'_>) -> Vec<BesideShown> {
    let shown = |one: &InPlan| {
        let part = Part::of(&one.read.view(), &one.eyes);
        let names = part
            .coordinators
            .iter()
            .map(|binding| speaker.names.binding(binding, speaker.language));
        let names = names.collect::<Vec<_>>().join(", ");
        let said = Message::new("plan-beside-coordinator").with("who", names.as_str());
        BesideShown {
            href: format!("/cases/{}", one.read.case.id),
            title: one.read.title(&one.eyes, speaker.language),
            coordinator: (!names.is_empty()).then(|| speaker.say(&said)),
        }
    };
    plans.iter().map(shown).collect()
}

/// The overall goals that stand in these cases, each once.
pub(super) fn overall(goal_in: &[InPlan], speaker: Speaker<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for one in goal_in {
        for said in Part::of(&one.read.view(), &one.eyes).overall {
            let field = one.read.run.flow.data.field(&said.field);
            let text = field.map(|field| speaker.value(field, &said.value));
            found.extend(text.filter(|text| !found.contains(text)));
        }
    }
    found
}

/// Where the reader finds the one plan of the case's citizen, and what the link is called; none where it is not theirs.
pub(crate) fn plan_link(read: &CaseRead, eyes: &Eyes, signed: &Signed) -> Option<(String, &'static str)> {
    if signed.link.is_some() {
        return None;
    }
    let citizen = read.citizens().next()?;
    if citizen == signed.person {
        return Some(("/plan".to_owned(), "plan-link-own"));
    }
    let knows = !read.view().hides_person(eyes, citizen) && !eyes.is_looking_in();
    let works = signed.roles.contains(&Role::Staff);
    (knows && works).then(|| (format!("/citizens/{citizen}/plan"), "plan-link"))
}
