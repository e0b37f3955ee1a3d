//! A case of two hundred fields, looked at with a relative's eyes: under a consent, with everything protected that may be.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use samspil_core::calendar::Calendar;
use samspil_core::case::{Actor, Asked, Binding, GivenBy, GivenHow, Protection, Runnable, Terms, View};
use samspil_core::flow::read;
use samspil_core::guard::compile_all;
use samspil_core::id::{FieldPath, PartyId, PersonId};
use samspil_core::simulate::Trial;
use serde_json::Value as Json;
use uuid::Uuid;

/// The fields of the case.
const FIELDS: usize = 200;

/// Every so many fields say nothing of who sees them, or are filled by an item.
const EVERY: usize = 3;

/// A case that is ready to be looked at.
pub(super) struct Looked {
    run: Runnable,
    case: samspil_core::case::Case,
    fields: Vec<FieldPath>,
    person: PersonId,
    at: DateTime<Utc>,
}

fn flow() -> String {
    let mut text = "samspil: 1\nflow: looked\ntitle: Set på\nparties:\n  caseworker: {title: Rådgiver, side: authority}\n  relative: {title: Pårørende, side: relative, needs: consent}\ndata:\n".to_owned();
    for field in 0..FIELDS {
        if field % 20 == 0 {
            let _ = writeln!(text, "  s{}:", field / 20);
        }
        let sight = match field % EVERY {
            0 => "",
            1 => ", seen_by: everyone, protected: address",
            _ => ", seen_by: [caseworker, relative]",
        };
        let _ = writeln!(text, "    f{field}: {{type: text, optional: true{sight}}}");
    }
    text.push_str("does:\n");
    for field in (0..FIELDS).step_by(EVERY) {
        let owner = if field % 2 == 0 { "caseworker" } else { "relative" };
        let _ = writeln!(
            text,
            "  i{field}: {{task: T, by: {owner}, fills: s{}.f{field}}}",
            field / 20
        );
    }
    text
}

impl Looked {
    /// The case.
    pub(super) fn new() -> Result<Self, String> {
        let flow = read(&flow())
            .0
            .ok_or("the flow that is looked at cannot be read")?;
        let (guards, _) = compile_all(&flow);
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        let (at, person) = (DateTime::<Utc>::UNIX_EPOCH, PersonId(Uuid::from_u128(1)));
        let party = PartyId::new("relative").map_err(|error| format!("{error:?}"))?;
        let mut trial = Trial::new(&run, at);
        let bound = vec![(party.clone(), vec![Binding::to(None, Some(person))])];
        let begun = trial.start(at, "sag", bound, Json::Null);
        begun.map_err(|error| format!("{error:?}"))?;
        let terms = Terms {
            party,
            unit: None,
            person: Some(person),
            covers: (0..5).map(|section| format!("s{section}")).collect(),
            given_by: GivenBy::Citizen,
            how: GivenHow::Spoken,
            until: None,
        };
        let protection = Protection {
            name: true,
            address: true,
        };
        for what in [Asked::GiveConsent { terms }, Asked::Protect { protection }] {
            let asked = trial.ask(Actor::Outside, what);
            asked.map_err(|error| format!("{error:?}"))?;
        }
        let case = trial.case.take().ok_or("no case")?;
        let fields = run.flow.data.fields().map(|field| field.path.clone()).collect();
        Ok(Self {
            run,
            case,
            fields,
            person,
            at,
        })
    }

    /// Looks at all of the case so many times, each time from who it is that looks; how many fields were seen.
    pub(super) fn looks(&self, count: usize) -> usize {
        let view = View {
            run: &self.run,
            case: &self.case,
            at: self.at,
        };
        let look = |_| {
            let eyes = view.eyes_where(Some(self.person), |_, binding| {
                binding.person == Some(self.person)
            });
            self.fields
                .iter()
                .filter(|path| view.sees_field(&eyes, path))
                .count()
        };
        (0..count).map(look).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_sees_what_consent_covers_and_nothing_that_is_protected() {
        let seen = Looked::new().unwrap().looks(1);
        // Of a hundred fields a third names the relative, and the relative fills half of another third.
        assert_eq!(seen, 33 + 17);
    }
}
