//! Each answer against the oracle: for every text of every case, whether it may, must or must not stand there.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};

use crate::by_link::ByLink;
use crate::flow::{Flow, Side};
use crate::heard::{Answers, Heard, Holds, What};
use crate::oracle::{Oracle, Sight};
use crate::readers::PROVIDER;
use crate::record::{Deed, Person, Record};
use crate::served::LATER_HOURS;
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
    /// How often in one to somebody who came by a link.
    pub(crate) read_by_link: u64,
    /// The first differences.
    pub(crate) different: Vec<String>,
}

/// What the oracle says of one person and one case.
#[derive(Debug)]
struct Says {
    knows: bool,
    listed: bool,
    title: bool,
    /// Of every field of the flow: whether it is seen.
    fields: Vec<bool>,
    /// And whether it holds something.
    held: Vec<bool>,
    /// Of every item: whether it is seen, and whether the case's history tells something of it.
    items: Vec<(bool, bool)>,
    letters: Vec<OfLetter>,
}

/// What the oracle says of one person and one letter.
#[derive(Debug)]
struct OfLetter {
    reads: bool,
    /// They may say what has become of it.
    sends: bool,
    /// The fields whose texts stand in it.
    told: BTreeSet<usize>,
}

/// What the oracle says of a case in what is kept of a citizen.
#[derive(Debug)]
struct Given {
    /// They were bound in it by name.
    part: bool,
    /// It is about them: all of it is given.
    own: bool,
    /// As the citizen sees it themselves, by no unit.
    says: Says,
}

impl Says {
    fn new(judge: &Judge<'_>, oracle: &Oracle<'_>, record: &Record, one: &Person) -> Self {
        // What somebody opened with a reason stands in none of their lists.
        let unopened = Record {
            opened: Vec::new(),
            ..record.clone()
        };
        Self {
            listed: !oracle.sight(&unopened, one, judge.at).eyes.is_empty(),
            ..Self::of(judge, oracle, record, &oracle.sight(record, one, judge.at))
        }
    }

    /// Of whoever came by a link, and has no lists: of its case as that party, of every other nothing.
    fn by_link(
        judge: &Judge<'_>,
        oracle: &Oracle<'_>,
        (case, record): (usize, &Record),
        (link, one): (&ByLink, &Person),
    ) -> Self {
        let sight = match case == link.case {
            true => oracle.sight_by_link(record, one, link.party, judge.at),
            false => Sight::default(),
        };
        Self::of(judge, oracle, record, &sight)
    }

    /// Of whoever looks like that.
    fn of(judge: &Judge<'_>, oracle: &Oracle<'_>, record: &Record, sight: &Sight) -> Self {
        let at = judge.at;
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
                let sees = oracle.sees_field(record, sight, (outer, inner), at);
                (sees, set.contains(&outer.path))
            })
            .unzip();
        let items = judge.flow.items.iter().map(|item| {
            let tells = |(_, deed): &(u64, Deed)| matches!(deed, Deed::Done(name) | Deed::HandedOver(name) if *name == item.name);
            (oracle.sees_item(record, sight, item), record.deeds.iter().any(tells))
        });
        let letters = record.letters.iter().map(|letter| {
            let told = oracle.told(letter);
            let fields = judge.flow.all_fields().enumerate();
            let told = fields.filter(|(_, (_, field))| told.contains(field.path.as_str()));
            OfLetter {
                reads: oracle.reads_letter(record, sight, letter, at),
                sends: oracle.sends_letter(record, sight, &letter.item),
                told: told.map(|(number, _)| number).collect(),
            }
        });
        Self {
            items: items.collect(),
            letters: letters.collect(),
            knows: !sight.eyes.is_empty(),
            listed: false,
            title: oracle.sees_title(record, sight),
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

    /// Whether a text may stand in an answer about the case.
    fn may(&self, what: What, holds: Holds) -> bool {
        match (what, holds) {
            (What::Field(number), Holds::Letter(place)) => {
                let letter = &self.letters[place];
                self.knows && letter.reads && letter.told.contains(&number)
            }
            _ => self.lets(what),
        }
    }

    fn must(&self, what: What, holds: Holds) -> bool {
        match (what, holds) {
            (What::Title, Holds::Title | Holds::Everything | Holds::History) => self.lets(what),
            (What::Field(number), Holds::Everything | Holds::History) => self.lets(what) && self.held[number],
            (What::Field(_), Holds::Letter(_)) => self.may(what, holds),
            _ => false,
        }
    }
}

impl Given {
    fn new(judge: &Judge<'_>, oracle: &Oracle<'_>, record: &Record, one: &Person) -> Self {
        let citizens = judge
            .flow
            .parties
            .iter()
            .filter(|party| party.side == Side::Citizen);
        let mut bound = citizens
            .filter_map(|party| record.bound.get(party.name))
            .flatten();
        let by_themselves = Person {
            places: Vec::new(),
            ..one.clone()
        };
        Self {
            part: record.named.contains(&one.number),
            own: bound.any(|bound| bound.person == Some(one.number)),
            says: Says::new(judge, oracle, record, &by_themselves),
        }
    }

    /// Whether a text of the case stands in what is given. What they are no part of is told to nobody by it.
    fn has(&self, what: What) -> bool {
        let says = &self.says;
        let in_letter = |number| {
            says.letters
                .iter()
                .any(|one| one.reads && one.told.contains(&number))
        };
        self.part
            && match what {
                What::Title => self.own || (says.knows && says.title),
                What::Field(number) => {
                    let sees = self.own || (says.knows && says.fields[number]);
                    (sees && says.held[number]) || (says.knows && in_letter(number))
                }
            }
    }
}

/// What the oracle says of everyone of a municipality and each of its cases.
struct OfTown {
    /// By person, then case.
    says: Vec<Vec<Says>>,
    given: Vec<Vec<Given>>,
    /// What each is answered who wants to take out what is kept of a citizen.
    taking_out: Vec<u16>,
    /// By link, then case.
    links: Vec<Vec<Says>>,
}

impl OfTown {
    fn new(judge: &Judge<'_>, oracle: &Oracle<'_>, town: &Town<'_>) -> Self {
        let records = || town.worlds.iter().map(|world| &world.record);
        let says = |one| {
            records()
                .map(|record| Says::new(judge, oracle, record, one))
                .collect()
        };
        let given = |one| {
            records()
                .map(|record| Given::new(judge, oracle, record, one))
                .collect()
        };
        let by_link = |link: &ByLink| {
            let one = &town.people[link.person];
            let cases = records().enumerate();
            cases
                .map(|case| Says::by_link(judge, oracle, case, (link, one)))
                .collect()
        };
        Self {
            says: town.people.iter().map(says).collect(),
            given: town.people.iter().map(given).collect(),
            taking_out: town.people.iter().map(taking_out).collect(),
            links: ByLink::all(town, judge.flow).iter().map(by_link).collect(),
        }
    }
}

/// The register is for those who have a place in a unit of the authority. Whoever works for the provider alone is told that the
/// citizen is not there, and who works nowhere, that it is not for them.
fn taking_out(one: &Person) -> u16 {
    let mut units = one.places.iter().map(|(place, _)| *place);
    match (one.places.is_empty(), units.any(|place| place != PROVIDER)) {
        (true, _) => 403,
        (false, false) => 404,
        (false, true) => 200,
    }
}

/// Judges all answers.
pub(crate) fn judged(judge: &Judge<'_>, oracle: &Oracle<'_>, answers: &Answers) -> Judgement {
    let later = Judge {
        at: judge.at + Duration::hours(LATER_HOURS),
        ..*judge
    };
    let moments = [judge, &later].map(|judge| -> Vec<OfTown> {
        let towns = judge.towns.iter();
        towns.map(|town| OfTown::new(judge, oracle, town)).collect()
    });
    let mut told = Judgement::default();
    for heard in &answers.all {
        // So many are told; an oracle that forgets something is found out by the first.
        if told.different.len() >= TOLD {
            break;
        }
        let town = &moments[usize::from(heard.later)][heard.town];
        told.check(heard.unlogged.is_empty(), heard, || {
            format!("no entry says that they looked at cases {:?}", heard.unlogged)
        });
        if let Holds::Export(citizen) = heard.holds {
            export(
                heard,
                &town.given[citizen],
                town.taking_out[heard.person],
                answers,
                &mut told,
            );
            continue;
        }
        let own = match heard.link {
            Some(link) => &town.links[link],
            None => &town.says[heard.person],
        };
        texts(heard, own, answers, &mut told);
        rows(heard, own, &mut told);
        if let Some(case) = heard.of {
            known(heard, &own[case], &mut told);
            named(heard, &own[case], &mut told);
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
        told.read_by_link += u64::from(found && heard.link.is_some());
        let says = own.get(mark.case).filter(|_| mark.town == heard.town);
        let asked = heard.of == Some(mark.case);
        // A letter tells of its own case alone.
        let of_another = matches!(heard.holds, Holds::Letter(_)) && !asked;
        let may = !of_another && says.is_some_and(|says| says.may(mark.what, heard.holds));
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

/// What is kept of a citizen: each text of each of their cases that is theirs, and no other, whoever of the authority asks.
fn export(heard: &Heard, given: &[Given], status: u16, answers: &Answers, told: &mut Judgement) {
    let may_ask = status == 200;
    told.check(heard.status == status, heard, || {
        format!("they may ask: {may_ask}")
    });
    for (number, mark) in answers.marks.all.iter().enumerate() {
        let found = heard.found.contains(&number);
        told.read += u64::from(found);
        let of = given.get(mark.case).filter(|_| mark.town == heard.town);
        let right = may_ask && of.is_some_and(|given| given.has(mark.what));
        told.check(found == right, heard, || {
            format!("{mark:?} is there: {found}, is theirs: {right} ({of:?})")
        });
    }
    for (case, given) in given.iter().enumerate() {
        let found = heard.named.contains(&case);
        told.check(found == (may_ask && given.part), heard, || {
            format!("case {case} is there: {found}")
        });
    }
}

/// A case, and a letter of it, is there for those who know of it; for all others the answer is that of one that is not there.
fn known(heard: &Heard, says: &Says, told: &mut Judgement) {
    let knows = says.knows
        && match heard.holds {
            Holds::Letter(place) => says.letters[place].reads,
            _ => true,
        };
    if matches!(
        heard.holds,
        Holds::Everything | Holds::History | Holds::Letters | Holds::Letter(_)
    ) {
        let status = if knows { 200 } else { 404 };
        told.check(heard.status == status, heard, || {
            format!("it is known of: {knows}")
        });
    }
    if !knows {
        told.check(heard.missing.is_none(), heard, || {
            format!("it is told from what is not there: {:?}", heard.missing)
        });
    }
}

/// The letters of the case by their ids, what may be said of them, and its items by their names.
fn named(heard: &Heard, says: &Says, told: &mut Judgement) {
    for (place, letter) in says.letters.iter().enumerate() {
        let reads = says.knows && letter.reads;
        let found = heard.letters.contains(&place);
        let asked = heard.holds == Holds::Letter(place);
        let right = match heard.holds {
            Holds::Letters => found == reads,
            _ => reads || asked || !found,
        };
        told.check(right, heard, || format!("letter {place} is there: {found}"));
        let offered = heard.sends.contains(&place);
        told.check(!offered || (reads && letter.sends), heard, || {
            format!("what has become of letter {place} may be said")
        });
    }
    if let Holds::Sends(place) = heard.holds {
        let letter = &says.letters[place];
        let may = says.knows && letter.reads && letter.sends;
        told.check(may || heard.status >= 400, heard, || {
            format!("what has become of letter {place} may be said: {may}")
        });
    }
    if !matches!(heard.holds, Holds::Everything | Holds::History) {
        return;
    }
    for (item, (sees, is_told)) in says.items.iter().enumerate() {
        let (found, sees) = (heard.items.contains(&item), says.knows && *sees);
        let must = sees && *is_told && heard.holds == Holds::History;
        told.check(if found { sees } else { !must }, heard, || {
            format!("item {item} is there: {found}, may be: {sees}, must be: {must}")
        });
    }
}
