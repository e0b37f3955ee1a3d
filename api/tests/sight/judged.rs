//! Each answer against the oracle: for every text of every case, whether it may, must or must not stand there.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::flow::Flow;
use crate::heard::{Answers, Heard, Holds, What};
use crate::oracle::Oracle;
use crate::record::{Deed, Record};
use crate::town::Town;

/// How many differences are told.
const TOLD: usize = 5;

/// What is judged by.
pub(crate) struct Judge<'j> {
    pub(crate) flow: &'j Flow,
    pub(crate) towns: &'j [Town<'j>],
    /// The moment at which everyone asked.
    pub(crate) at: DateTime<Utc>,
}

/// What it came to.
#[derive(Default)]
pub(crate) struct Judgement {
    pub(crate) decisions: u64,
    /// How often a mark stood in an answer.
    pub(crate) read: u64,
    /// The first differences.
    pub(crate) different: Vec<String>,
}

/// What the oracle says of one person and one case.
struct Says {
    knows: bool,
    listed: bool,
    title: bool,
    /// Of every field of the flow: whether it is seen.
    fields: Vec<bool>,
    /// And whether it holds something.
    held: Vec<bool>,
}

impl Says {
    fn new(judge: &Judge<'_>, oracle: &Oracle<'_>, (town, person, case): (usize, usize, usize)) -> Self {
        let (town, at) = (&judge.towns[town], judge.at);
        let (record, one) = (&town.worlds[case].record, &town.people[person]);
        let sight = oracle.sight(record, one, at);
        // What somebody opened with a reason stands in none of their lists.
        let unopened = Record {
            opened: Vec::new(),
            ..record.clone()
        };
        let set: BTreeSet<&String> = record
            .deeds
            .iter()
            .flat_map(|(_, deed)| match deed {
                Deed::Set(fields) => fields.iter(),
                _ => [].iter(),
            })
            .collect();
        let fields = judge.flow.all_fields();
        let (fields, held) = fields
            .map(|(outer, inner)| {
                let sees = oracle.sees_field(record, &sight, (outer, inner), at);
                (sees, set.contains(&outer.path))
            })
            .unzip();
        Self {
            knows: !sight.eyes.is_empty(),
            listed: !oracle.sight(&unopened, one, at).eyes.is_empty(),
            title: oracle.sees_title(record, &sight),
            fields,
            held,
        }
    }

    fn lets(&self, what: What) -> bool {
        self.knows
            && match what {
                What::Title => self.title,
                What::Field(number) => self.fields[number],
            }
    }

    fn must(&self, what: What, holds: Holds) -> bool {
        match (what, holds) {
            (What::Title, Holds::Title | Holds::Everything) => self.lets(what),
            (What::Field(number), Holds::Everything) => self.lets(what) && self.held[number],
            _ => false,
        }
    }
}

/// Judges all answers.
pub(crate) fn judged(judge: &Judge<'_>, oracle: &Oracle<'_>, answers: &Answers) -> Judgement {
    let says = |(town, of): (usize, &Town<'_>)| -> Vec<Vec<Says>> {
        let of_person = |person| {
            let cases = 0..of.worlds.len();
            cases.map(move |case| Says::new(judge, oracle, (town, person, case)))
        };
        (0..of.people.len())
            .map(|person| of_person(person).collect())
            .collect()
    };
    let says: Vec<Vec<Vec<Says>>> = judge.towns.iter().enumerate().map(says).collect();
    let mut told = Judgement::default();
    for heard in &answers.all {
        let own = &says[heard.town][heard.person];
        texts(heard, own, answers, &mut told);
        rows(heard, own, &mut told);
        if let Some(case) = heard.of {
            known(heard, &own[case], &mut told);
        }
    }
    told
}

impl Judgement {
    fn check(&mut self, right: bool, heard: &Heard, what: impl FnOnce() -> String) {
        self.decisions += 1;
        if !right && self.different.len() < TOLD {
            let what = what();
            self.different.push(format!(
                "person {} of {} at {} ({}): {what}",
                heard.person + 1,
                heard.town,
                heard.asked,
                heard.status
            ));
        }
    }
}

/// Every text of every case of both municipalities.
fn texts(heard: &Heard, own: &[Says], answers: &Answers, told: &mut Judgement) {
    for (number, mark) in answers.marks.all.iter().enumerate() {
        let found = heard.found.contains(&number);
        told.read += u64::from(found);
        let says = own.get(mark.case).filter(|_| mark.town == heard.town);
        let may = says.is_some_and(|says| says.lets(mark.what));
        let asked = heard.of == Some(mark.case);
        let must = asked && says.is_some_and(|says| says.must(mark.what, heard.holds));
        told.check(if found { may } else { !must }, heard, || {
            format!("{mark:?} is there: {found}, may be: {may}, must be: {must}")
        });
    }
}

/// Every case of their own municipality by its id, where it was not asked for by that.
fn rows(heard: &Heard, own: &[Says], told: &mut Judgement) {
    if heard.of.is_some() || heard.holds == Holds::Order {
        return;
    }
    for (case, says) in own.iter().enumerate() {
        let found = heard.named.contains(&case);
        let right = match heard.holds {
            Holds::Rows { searched } => found == (says.listed && (says.title || !searched)),
            Holds::NoRows => !found,
            _ => says.knows || !found,
        };
        told.check(right, heard, || format!("case {case} is there: {found}"));
    }
}

/// A case is there for those who know of it; for all others the answer is that of a case that is not there.
fn known(heard: &Heard, says: &Says, told: &mut Judgement) {
    if heard.holds == Holds::Everything {
        let status = if says.knows { 200 } else { 404 };
        told.check(heard.status == status, heard, || {
            format!("it is known of: {}", says.knows)
        });
    }
    if !says.knows {
        told.check(heard.missing.is_none(), heard, || {
            format!("it is told from what is not there: {:?}", heard.missing)
        });
    }
}
