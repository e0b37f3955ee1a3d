//! What goes from a case into the one that its task begins, and comes back out of it.

use std::collections::BTreeMap;

use crate::import::Names;
use crate::import::cmmn::element;
use crate::import::cmmn::findings::Found;
use crate::import::cmmn::model::{Call, Crossing, End, Plan};
use crate::import::cmmn::reading::{named_as, parameter_of};
use crate::text::Message;

use super::Known;
use super::data::Data;

/// What a case task begins and hands over.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// The flow.
    pub(super) flow: String,
    /// The other case's field, and what it is given.
    pub(super) gives: Vec<(String, String)>,
    /// The own field, and the other case's field that it takes over.
    pub(super) takes: Vec<(String, String)>,
}

/// What all case tasks of a case begin, by where their plan item stands in the model.
pub(super) type Links = BTreeMap<usize, Link>;

/// How many fields go over in one direction: what a flow file takes.
const MAX_CROSSING: usize = 100;

/// Which way something goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    In,
    Out,
}

/// Finds the field at each end of all that goes over. A field whose kind only one side knows is of that kind on both.
pub(super) fn link<'x>(known: &mut [Known<'x>], found: &mut Found<'x>) {
    let calls: Vec<(usize, usize, String, Call<'x>)> = known
        .iter()
        .enumerate()
        .flat_map(|(number, one)| {
            calls(&one.case.plan)
                .into_iter()
                .map(move |(at, id, call)| (number, at, id, call))
        })
        .collect();
    for (number, at, id, call) in calls {
        found.not_carried = known
            .get_mut(number)
            .map(|own| std::mem::take(&mut own.case.notes))
            .unwrap_or_default();
        let link = Linking {
            known: &mut *known,
            own: number,
            other: None,
            found: &mut *found,
        }
        .link(&id, &call);
        let notes = std::mem::take(&mut found.not_carried);
        if let Some(own) = known.get_mut(number) {
            own.case.notes = notes;
            own.links.insert(at, link);
        }
    }
}

/// The case tasks of a plan, each by where its plan item stands and by its id.
fn calls<'x>(plan: &Plan<'x>) -> Vec<(usize, String, Call<'x>)> {
    let mut all = Vec::new();
    for item in &plan.items {
        if let Some(call) = &item.call {
            all.push((item.at.range().start, item.id.clone(), call.clone()));
        }
        all.extend(calls(&item.plan));
    }
    all
}

struct Linking<'k, 'x, 'f> {
    known: &'k mut [Known<'x>],
    /// The number of the case whose task it is.
    own: usize,
    /// The number of the case that is begun, where the model has it.
    other: Option<usize>,
    found: &'f mut Found<'x>,
}

impl<'x> Linking<'_, 'x, '_> {
    fn link(mut self, id: &str, call: &Call<'x>) -> Link {
        self.other = self.known.iter().position(|one| one.case.id == call.case);
        let other = self.other.and_then(|other| self.known.get(other));
        let mut link = Link {
            flow: other.map_or_else(|| super::flow_id(&call.case), |other| other.flow.clone()),
            gives: Vec::new(),
            takes: Vec::new(),
        };
        for (way, crossings) in [(Way::In, &call.gives), (Way::Out, &call.takes)] {
            for crossing in crossings {
                let pairs = self.pairs(crossing, way);
                if pairs.is_empty() && crossing.mine != End::Everything {
                    self.left_out(id, crossing);
                }
                if self.other.is_none() && crossing.mine == End::Everything {
                    self.left_out(id, crossing);
                }
                for (mine, theirs) in pairs {
                    let (into, pair) = match way {
                        Way::In => (&mut link.gives, (theirs, mine)),
                        Way::Out => (&mut link.takes, (mine, theirs)),
                    };
                    if into.iter().any(|(field, _)| *field == pair.0) {
                        continue;
                    }
                    if into.len() < MAX_CROSSING {
                        into.push(pair);
                    } else {
                        self.left_out(id, crossing);
                    }
                }
            }
        }
        link
    }

    fn left_out(&mut self, id: &str, crossing: &Crossing<'x>) {
        let what = Message::new("import-cmmn-crossing")
            .with("item", id)
            .with("name", named_as(crossing.at));
        let own = element::id(crossing.at);
        let known = if own.is_empty() { id } else { own };
        self.found.not_carried(known, crossing.at, what);
    }

    /// The fields on this side and on the other: one pair, or one for every variable that both know.
    fn pairs(&mut self, crossing: &Crossing<'x>, way: Way) -> Vec<(String, String)> {
        if crossing.mine == End::Everything {
            let names = |number: Option<usize>| -> Vec<String> {
                let one = number.and_then(|number| self.known.get(number));
                one.map(|one| one.data.names_of_variables()).unwrap_or_default()
            };
            let (mine, theirs) = (names(Some(self.own)), names(self.other));
            let shared = mine.into_iter().filter(|name| theirs.contains(name));
            let ends: Vec<End> = shared.map(End::Variable).collect();
            return ends.iter().filter_map(|end| self.pair(end, end, way)).collect();
        }
        self.pair(&crossing.mine, &crossing.theirs, way)
            .into_iter()
            .collect()
    }

    fn pair(&mut self, mine: &End, theirs: &End, way: Way) -> Option<(String, String)> {
        let mine = path(&mut self.known.get_mut(self.own)?.data, mine)?;
        let Some(other) = self.other else {
            return Some((mine.join("."), elsewhere(theirs)?));
        };
        let theirs = match theirs {
            End::Parameter(name) => parameter_of(self.known.get(other)?.case.at, name)?,
            end => end.clone(),
        };
        let theirs = path(&mut self.known.get_mut(other)?.data, &theirs)?;
        // A case may begin another of its own kind.
        let kinds =
            |known: &[Known<'x>], number: usize, path: &[String]| known.get(number)?.data.known_word(path);
        let (one, two) = (
            kinds(self.known, self.own, &mine),
            kinds(self.known, other, &theirs),
        );
        match (one, two) {
            (Some(one), Some(two)) => {
                let (from, to) = match way {
                    Way::In => (one, two),
                    Way::Out => (two, one),
                };
                if from != to && (from.as_str(), to.as_str()) != ("integer", "decimal") {
                    return None;
                }
            }
            (Some(word), None) => self.known.get_mut(other)?.data.become_word(&theirs, &word)?,
            (None, Some(word)) => self.known.get_mut(self.own)?.data.become_word(&mine, &word)?,
            (None, None) => {}
        }
        Some((mine.join("."), theirs.join(".")))
    }
}

/// The field that one end stands for.
fn path(data: &mut Data, end: &End) -> Option<Vec<String>> {
    let path = match end {
        End::Datum(id) => {
            let path = data.file_field(id)?.path();
            path.split('.').map(str::to_owned).collect()
        }
        End::Variable(name) => data.field(&name.split('.').map(str::to_owned).collect::<Vec<_>>())?,
        End::Parameter(_) | End::Everything => return None,
    };
    // Only whole fields go over.
    (path.len() == 2).then_some(path)
}

/// The field of a case that is in no model here: as it would be called if it were imported as well.
fn elsewhere(end: &End) -> Option<String> {
    match end {
        End::Variable(name) if !name.contains('.') => {
            Some(format!("variables.{}", Names::default().give(name, name)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::MAX_CROSSING;
    use crate::import::{Vocabulary, import};

    #[test]
    fn what_is_more_than_goes_over_is_told() {
        let model = |count: usize| {
            let ins: String = (0..count)
                .map(|number| format!("<in source=\"v{number}\" target=\"v{number}\"/>"))
                .collect();
            format!(
                "<definitions xmlns=\"http://www.omg.org/spec/CMMN/20151109/MODEL\"><case id=\"c\">\
                 <casePlanModel id=\"p\"><planItem id=\"i\" definitionRef=\"t\"/><caseTask id=\"t\" caseRef=\"other\">\
                 <extensionElements>{ins}</extensionElements></caseTask></casePlanModel></case></definitions>"
            )
        };
        for (more, told) in [(0, 0), (2, 2)] {
            let imported = import(Vocabulary::Cmmn, "m", model(MAX_CROSSING + more).into_bytes());
            let left_out = |finding: &&crate::import::Finding| finding.what.key == "import-cmmn-crossing";
            let flow = imported.flow.unwrap();
            assert_eq!(imported.findings.iter().filter(left_out).count(), told, "{flow}");
        }
    }
}
