//! Case tasks: which case each begins, and what goes into it and comes out.

use super::{Element, Reading, called, id};
use crate::import::cmmn::element::{added, attribute, extensions, first, named, tag, words};
use crate::import::cmmn::model::{Call, Crossing, End};
use crate::text::Message;

impl<'x> Reading<'x, '_> {
    /// The case that a task begins, by its name; none where only running code could tell, or nothing does.
    pub(super) fn call(&mut self, at: Element<'x>, definition: Element<'x>, apart: bool) -> Option<Call<'x>> {
        let expression = || {
            first(definition, "caseRefExpression")
                .map(words)
                .filter(|text| is_name(text))
        };
        let reference = attribute(definition, "caseRef")
            .map(str::to_owned)
            .or_else(expression)?;
        if reference.contains(['$', '#', '{']) {
            return None;
        }
        // What stands before a colon is only whose name it is.
        let case = reference.rsplit(':').next().unwrap_or(&reference);
        let mut call = Call {
            case: case.to_owned(),
            apart,
            gives: Vec::new(),
            takes: Vec::new(),
        };
        self.mappings(at, definition, &mut call);
        for extension in extensions(definition) {
            match tag(extension) {
                "in" => self.variables(at, extension, true, &mut call),
                "out" => self.variables(at, extension, false, &mut call),
                _ => {}
            }
        }
        if apart {
            for taken in std::mem::take(&mut call.takes) {
                self.not_crossing(at, taken.at);
            }
        }
        Some(call)
    }

    /// CMMN's own parameter mappings: from a parameter of the task to one of the case, or back.
    fn mappings(&mut self, at: Element<'x>, definition: Element<'x>, call: &mut Call<'x>) {
        let own = |names: [&'static str; 2]| {
            let [one, other] = names;
            named(definition, one).chain(named(definition, other))
        };
        let inputs: Vec<Element<'x>> = own(["input", "inputs"]).collect();
        let outputs: Vec<Element<'x>> = own(["output", "outputs"]).collect();
        for refined in inputs.iter().chain(&outputs).filter(|one| is_refined(**one)) {
            self.not_crossing(at, *refined);
        }
        let mut used: Vec<Element<'x>> = Vec::new();
        for mapping in named(definition, "parameterMapping") {
            let ends = attribute(mapping, "sourceRef").zip(attribute(mapping, "targetRef"));
            let transformed = first(mapping, "transformation").is_some_and(|text| !words(text).is_empty());
            let (Some((source, target)), false) = (ends, transformed) else {
                self.not_crossing(at, mapping);
                continue;
            };
            let find = |all: &[Element<'x>], name: &str| all.iter().find(|one| id(**one) == name).copied();
            let both = find(&inputs, source).or_else(|| find(&outputs, target));
            if both.is_some_and(is_refined) {
                // It was named with the parameter.
                continue;
            }
            if let Some(input) = find(&inputs, source) {
                used.push(input);
                call.gives.push(Crossing {
                    at: mapping,
                    mine: parameter(input),
                    theirs: End::Parameter(target.to_owned()),
                });
            } else if let Some(output) = find(&outputs, target) {
                used.push(output);
                call.takes.push(Crossing {
                    at: mapping,
                    mine: parameter(output),
                    theirs: End::Parameter(source.to_owned()),
                });
            } else {
                self.not_crossing(at, mapping);
            }
        }
        // What is mapped nowhere goes to the parameter of its own name.
        let unused = |all: &[Element<'x>]| -> Vec<Crossing<'x>> {
            let all = all.iter().filter(|one| !used.contains(one) && !is_refined(**one));
            all.map(|one| Crossing {
                at: *one,
                mine: parameter(*one),
                theirs: End::Parameter(called(*one).to_owned()),
            })
            .collect()
        };
        call.gives.extend(unused(&inputs));
        call.takes.extend(unused(&outputs));
    }

    /// Variables as engines hand them over.
    fn variables(&mut self, at: Element<'x>, extension: Element<'x>, into: bool, call: &mut Call<'x>) {
        let said = |name: &str| attribute(extension, name).or_else(|| added(extension, name));
        let crossing = match (said("source"), said("target"), said("variables")) {
            (Some(source), Some(target), _) => Some((source, target)),
            _ => None,
        };
        if said("variables") == Some("all") && crossing.is_none() {
            let all = Crossing {
                at: extension,
                mine: End::Everything,
                theirs: End::Everything,
            };
            return if into {
                call.gives.push(all)
            } else {
                call.takes.push(all)
            };
        }
        let Some((source, target)) = crossing else {
            return self.not_crossing(at, extension);
        };
        let (mine, theirs) = if into { (source, target) } else { (target, source) };
        let crossing = Crossing {
            at: extension,
            mine: End::Variable(mine.to_owned()),
            theirs: End::Variable(theirs.to_owned()),
        };
        if into {
            call.gives.push(crossing);
        } else {
            call.takes.push(crossing);
        }
    }

    /// Says that something is not handed over between a case and the one that its task begins.
    fn not_crossing(&mut self, item: Element<'x>, at: Element<'x>) {
        let what = Message::new("import-cmmn-crossing")
            .with("item", called(item))
            .with("name", named_as(at));
        let known = if id(at).is_empty() { id(item) } else { id(at) };
        self.found.not_carried(known, at, what);
    }
}

/// Whether an expression is only a name, as some tools write one.
fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    !text.is_empty() && text.chars().all(fits)
}

/// Whether only a part of what a parameter is bound to is meant, which an expression picks.
fn is_refined(parameter: Element<'_>) -> bool {
    let refined = first(parameter, "bindingRefinement");
    refined.is_some_and(|refined| !words(refined).is_empty() || first(refined, "body").is_some())
}

/// What a parameter stands for: a datum of the case file, otherwise a variable of its name.
fn parameter(at: Element<'_>) -> End {
    match attribute(at, "bindingRef") {
        Some(datum) => End::Datum(datum.to_owned()),
        None => End::Variable(called(at).to_owned()),
    }
}

/// What a mapping is known by.
pub(in crate::import::cmmn) fn named_as(at: Element<'_>) -> String {
    let names = [
        "name",
        "source",
        "sourceExpression",
        "target",
        "sourceRef",
        "variables",
        "businessKey",
    ];
    let mut told = names.into_iter().filter_map(|name| attribute(at, name));
    told.next().unwrap_or_else(|| id(at)).to_owned()
}

/// What a parameter of a case stands for, by its id or name.
pub(in crate::import::cmmn) fn parameter_of(case: Element<'_>, name: &str) -> Option<End> {
    let kinds = ["input", "output", "inputs", "outputs"].into_iter();
    let mut all = kinds.flat_map(|kind| named(case, kind));
    let found = all.find(|one| id(*one) == name || attribute(*one, "name") == Some(name))?;
    Some(parameter(found)).filter(|_| !is_refined(found))
}
