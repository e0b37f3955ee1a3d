//! Who sees what, by the text of `flows/README.md` ("Who sees a case") and by nothing else. Each sentence of it is a rule that
//! can be left out, so that a test can show that its absence is noticed.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::flow::{Document, Field, Flow, Item, Kind, SeenBy, Side};
use crate::record::{Bound, Consent, Deed, Letter, Person, Record, Stead};

/// The rules.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Rule {
    FirstDay,
    LastDay,
    LastDayIncluded,
    ActsAs,
    InStead,
    InSteadByPlace,
    InSteadFirstDay,
    InSteadLastDay,
    InSteadAtWork,
    ConsentNeeded,
    ConsentEnds,
    ConsentWithdrawn,
    ConsentOfOne,
    ConsentCovers,
    OnlyReads,
    Phases,
    TimeAfterPhase,
    FieldInPhase,
    NameProtected,
    AddressProtected,
    ComputedProtected,
    SaidBy,
    FillsIt,
    SpeaksOfIt,
    AlsoBy,
    HandedOver,
    PartOfItsOwn,
    LeadsOwner,
    TakesPart,
    WaitsForIt,
    MakesItOwed,
    OpenedWithReason,
    OpeningEnds,
    GroundsAreHidden,
    TitleIsHidden,
    ReceiverReads,
    SenderReads,
    SenderIsLed,
    LetterOfItem,
    LetterToTheColumn,
    LetterCovered,
    LetterNames,
    LinkIsOneParty,
    LinkIsNoPlace,
    LinkOpensNothing,
}

impl Rule {
    pub(crate) const ALL: [Self; 45] = [
        Self::FirstDay,
        Self::LastDay,
        Self::LastDayIncluded,
        Self::ActsAs,
        Self::InStead,
        Self::InSteadByPlace,
        Self::InSteadFirstDay,
        Self::InSteadLastDay,
        Self::InSteadAtWork,
        Self::ConsentNeeded,
        Self::ConsentEnds,
        Self::ConsentWithdrawn,
        Self::ConsentOfOne,
        Self::ConsentCovers,
        Self::OnlyReads,
        Self::Phases,
        Self::TimeAfterPhase,
        Self::FieldInPhase,
        Self::NameProtected,
        Self::AddressProtected,
        Self::ComputedProtected,
        Self::SaidBy,
        Self::FillsIt,
        Self::SpeaksOfIt,
        Self::AlsoBy,
        Self::HandedOver,
        Self::PartOfItsOwn,
        Self::LeadsOwner,
        Self::TakesPart,
        Self::WaitsForIt,
        Self::MakesItOwed,
        Self::OpenedWithReason,
        Self::OpeningEnds,
        Self::GroundsAreHidden,
        Self::TitleIsHidden,
        Self::ReceiverReads,
        Self::SenderReads,
        Self::SenderIsLed,
        Self::LetterOfItem,
        Self::LetterToTheColumn,
        Self::LetterCovered,
        Self::LetterNames,
        Self::LinkIsOneParty,
        Self::LinkIsNoPlace,
        Self::LinkOpensNothing,
    ];
}

/// A party whose eyes somebody has; `covered` is what consent lets it see, where that is not all.
#[derive(Clone, Debug)]
pub(crate) struct Eye {
    pub(crate) party: &'static str,
    covered: Option<Vec<String>>,
}

/// Somebody's sight of a case at a moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sight {
    pub(crate) eyes: Vec<Eye>,
    pub(crate) acting: BTreeSet<&'static str>,
}

impl Sight {
    pub(crate) fn has(&self, party: &str) -> bool {
        self.eyes.iter().any(|eye| eye.party == party)
    }
}

/// The oracle for one flow; `without` is the rule that it has forgotten.
pub(crate) struct Oracle<'f> {
    pub(crate) flow: &'f Flow,
    pub(crate) without: Option<Rule>,
}

/// The day in Copenhagen.
pub(crate) fn day_of(at: DateTime<Utc>) -> NaiveDate {
    // The worlds lie in January and February, an hour ahead of UTC.
    (at + Duration::hours(1)).date_naive()
}

impl Oracle<'_> {
    fn holds(&self, rule: Rule) -> bool {
        self.without != Some(rule)
    }

    /// With whose eyes a person looks at the case.
    pub(crate) fn sight(&self, record: &Record, person: &Person, at: DateTime<Utc>) -> Sight {
        let mut sight = Sight::default();
        for (party, bound) in &record.bound {
            let own = bound.iter().filter(|one| self.is_meant(person, party, one, at));
            for one in own.filter(|one| self.counts(record, party, one, at)) {
                self.add(&mut sight, record, (party, one), at);
            }
        }
        if sight.eyes.is_empty() && self.has_opened(record, person, at) {
            let authority = self
                .flow
                .parties
                .iter()
                .filter(|party| party.side == Side::Authority);
            sight.eyes = authority
                .map(|party| Eye {
                    party: party.name,
                    covered: None,
                })
                .collect();
        }
        sight
    }

    fn has_opened(&self, record: &Record, person: &Person, at: DateTime<Utc>) -> bool {
        let open = |(who, until): &(u128, DateTime<Utc>)| {
            *who == person.number && (at < *until || !self.holds(Rule::OpeningEnds))
        };
        self.holds(Rule::OpenedWithReason) && record.opened.iter().any(open)
    }

    /// With whose eyes a person looks at the case who came into it by a link as one party: with that party's alone, as far as
    /// they are bound to it by name. Where they work and what they have opened counts for nothing.
    pub(crate) fn sight_by_link(
        &self,
        record: &Record,
        person: &Person,
        party: &str,
        at: DateTime<Utc>,
    ) -> Sight {
        if !self.holds(Rule::LinkOpensNothing) && self.has_opened(record, person, at) {
            return self.sight(record, person, at);
        }
        let by_themselves = Person {
            places: Vec::new(),
            stead: Vec::new(),
            ..person.clone()
        };
        let who = if self.holds(Rule::LinkIsNoPlace) {
            &by_themselves
        } else {
            person
        };
        let mut sight = Sight::default();
        for (name, bound) in &record.bound {
            if *name != party && self.holds(Rule::LinkIsOneParty) {
                continue;
            }
            let own = bound.iter().filter(|one| self.is_meant(who, name, one, at));
            for one in own.filter(|one| self.counts(record, name, one, at)) {
                self.add(&mut sight, record, (name, one), at);
            }
        }
        sight
    }

    fn add(
        &self,
        sight: &mut Sight,
        record: &Record,
        (party, one): (&'static str, &Bound),
        at: DateTime<Utc>,
    ) {
        let covered = self.covered(record, party, one, at);
        match sight.eyes.iter_mut().find(|eye| eye.party == party) {
            None => sight.eyes.push(Eye { party, covered }),
            Some(eye) => match (&mut eye.covered, covered) {
                (Some(before), Some(more)) => before.extend(more),
                (covered, _) => *covered = None,
            },
        }
        let only_reads = matches!(one.relation, Some("power_of_attorney_read" | "supporter"));
        if !(only_reads && self.holds(Rule::OnlyReads)) {
            sight.acting.insert(party);
        }
    }

    fn is_meant(&self, person: &Person, party: &str, bound: &Bound, at: DateTime<Utc>) -> bool {
        let of = |who: u128, places: &[(u128, Vec<&str>)]| match (bound.person, bound.unit) {
            (Some(bound), _) => who == bound,
            (None, Some(unit)) => {
                let acts = |roles: &Vec<&str>| roles.contains(&party) || !self.holds(Rule::ActsAs);
                places.iter().any(|(place, roles)| *place == unit && acts(roles))
            }
            (None, None) => false,
        };
        let private = matches!(self.flow.party(party).side, Side::Citizen | Side::Relative);
        let mut stead = person.stead.iter();
        let in_stead = |stead: &Stead| {
            let today = day_of(at);
            let too_soon = today < stead.from && self.holds(Rule::InSteadFirstDay);
            let too_late = today > stead.until && self.holds(Rule::InSteadLastDay);
            let by_place = bound.person.is_none() && !self.holds(Rule::InSteadByPlace);
            let not_theirs = private && self.holds(Rule::InSteadAtWork);
            !(too_soon || too_late || by_place || not_theirs) && of(stead.of, &stead.places)
        };
        of(person.number, &person.places) || (self.holds(Rule::InStead) && stead.any(in_stead))
    }

    fn counts(&self, record: &Record, party: &str, bound: &Bound, at: DateTime<Utc>) -> bool {
        let today = day_of(at);
        let too_soon = bound.from.is_some_and(|from| today < from) && self.holds(Rule::FirstDay);
        let last = |until: NaiveDate| {
            if self.holds(Rule::LastDayIncluded) {
                today > until
            } else {
                today >= until
            }
        };
        let too_late = bound.until.is_some_and(last) && self.holds(Rule::LastDay);
        if too_soon || too_late || self.phase(record, party, at).is_none() {
            return false;
        }
        let needs = self.flow.party(party).needs_consent && self.holds(Rule::ConsentNeeded);
        !needs
            || record
                .consents
                .iter()
                .any(|consent| self.consents(consent, party, bound, at))
    }

    fn consents(&self, consent: &Consent, party: &str, bound: &Bound, at: DateTime<Utc>) -> bool {
        let ended = consent.until.is_some_and(|until| day_of(at) > until) && self.holds(Rule::ConsentEnds);
        let withdrawn = consent.withdrawn && self.holds(Rule::ConsentWithdrawn);
        let of_another = consent.person.is_some_and(|person| bound.person != Some(person))
            || consent.unit.is_some_and(|unit| bound.unit != Some(unit));
        let of_another = of_another && self.holds(Rule::ConsentOfOne);
        consent.party == party && !(ended || withdrawn || of_another)
    }

    fn covered(&self, record: &Record, party: &str, bound: &Bound, at: DateTime<Utc>) -> Option<Vec<String>> {
        if !self.flow.party(party).needs_consent || !self.holds(Rule::ConsentCovers) {
            return None;
        }
        let mut covered = Vec::new();
        for consent in record
            .consents
            .iter()
            .filter(|consent| self.consents(consent, party, bound, at))
        {
            if consent.covers.is_empty() {
                return None;
            }
            covered.extend(consent.covers.clone());
        }
        Some(covered)
    }

    /// The phase that a party sees the case in, where it sees it at all: inside it none before the first has begun.
    #[allow(
        clippy::option_option,
        reason = "not there and before all phases are two things"
    )]
    fn phase(&self, record: &Record, party: &str, at: DateTime<Utc>) -> Option<Option<String>> {
        let now = record.phases.last().map(|(name, _)| name.clone());
        let party = self.flow.party(party);
        let own = |name: &String| party.sees_in.contains(name);
        if party.sees_in.is_empty() || !self.holds(Rule::Phases) || now.as_ref().is_some_and(own) {
            return Some(now);
        }
        let days = party.days_after.filter(|_| self.holds(Rule::TimeAfterPhase))?;
        // Each phase that was left, with when the one after it began.
        let mut left = record.phases.windows(2).map(|two| (&two[0].0, two[1].1));
        let (last, when) = left.rfind(|(name, _)| own(name))?;
        (day_of(at) <= day_of(when) + Duration::days(days)).then(|| Some(last.clone()))
    }

    /// Whether a sight takes in a field: itself, and the one around it where it is a part.
    pub(crate) fn sees_field(
        &self,
        record: &Record,
        sight: &Sight,
        (outer, inner): (&Field, &Field),
        at: DateTime<Utc>,
    ) -> bool {
        let mut eyes = sight.eyes.iter();
        eyes.any(|eye| {
            let lets = |covered: &Vec<String>| covered.iter().any(|covered| within(&inner.path, covered));
            eye.covered.as_ref().is_none_or(lets)
                && self.may_show(record, eye.party, outer, at)
                && self.may_show(record, eye.party, inner, at)
                && self.is_for(record, eye.party, outer)
                && (outer.path == inner.path
                    || inner.seen_by == SeenBy::Nothing
                    || !self.holds(Rule::PartOfItsOwn)
                    || self.is_for(record, eye.party, inner))
        })
    }

    /// Whether the time is right, and nothing that is protected is told.
    fn may_show(&self, record: &Record, party: &str, field: &Field, at: DateTime<Utc>) -> bool {
        let phase = self.phase(record, party, at).flatten();
        let of_party = field.seen_in.iter().find(|(name, _)| *name == party);
        let in_time = of_party.is_none_or(|(_, phases)| phase.is_some_and(|phase| phases.contains(&phase)));
        if !in_time && self.holds(Rule::FieldInPhase) {
            return false;
        }
        if matches!(self.flow.party(party).side, Side::Authority | Side::Citizen) {
            return true;
        }
        let told = self.tells(field);
        let name = told.contains("name") && record.name_protected && self.holds(Rule::NameProtected);
        let address =
            told.contains("address") && record.address_protected && self.holds(Rule::AddressProtected);
        !(name || address)
    }

    /// What of a citizen a field tells: as it says, and through what it is computed from.
    fn tells(&self, field: &Field) -> BTreeSet<&'static str> {
        let mut told: BTreeSet<&'static str> = field.protected.into_iter().collect();
        if let Kind::Is(other) = &field.kind
            && self.holds(Rule::ComputedProtected)
        {
            let other = self.flow.fields.iter().find(|one| one.path == *other).unwrap();
            told.extend(self.tells(other));
            for part in &other.inner {
                told.extend(self.tells(part));
            }
        }
        told
    }

    /// Whether a field is for a party's eyes.
    fn is_for(&self, record: &Record, party: &str, field: &Field) -> bool {
        match &field.seen_by {
            SeenBy::Everyone => true,
            SeenBy::These(names) => names.contains(&party),
            SeenBy::Nothing => {
                (field.said_by == Some(party) && self.holds(Rule::SaidBy))
                    || self
                        .flow
                        .items
                        .iter()
                        .any(|item| self.works_on(record, party, item) && self.is_about(item, &field.path))
            }
        }
    }

    fn works_on(&self, record: &Record, party: &str, item: &Item) -> bool {
        let handed = record.handed.get(&item.name).is_some_and(|to| *to == party);
        item.owner == party
            || (handed && self.holds(Rule::HandedOver))
            || (item.also_by.contains(&party) && self.holds(Rule::AlsoBy))
    }

    /// Whether whoever works on the item fills the field, or the item speaks of it.
    fn is_about(&self, item: &Item, path: &str) -> bool {
        let fills = item.fills.iter().any(|filled| within(filled, path));
        let mut spoken = item
            .when
            .iter()
            .chain(&item.done_when)
            .flat_map(|read| self.behind(read));
        (fills && self.holds(Rule::FillsIt))
            || (self.holds(Rule::SpeaksOfIt) && spoken.any(|read| read == path))
    }

    /// A field with all that it is computed from.
    fn behind(&self, path: &str) -> Vec<String> {
        let field = self.flow.fields.iter().find(|field| field.path == path).unwrap();
        let mut found = vec![path.to_owned()];
        if let Kind::Is(other) = &field.kind {
            found.extend(self.behind(other));
        }
        found
    }

    /// Whether a sight takes in an item.
    pub(crate) fn sees_item(&self, record: &Record, sight: &Sight, item: &Item) -> bool {
        match &item.seen_by {
            SeenBy::Everyone => return true,
            SeenBy::These(names) => return names.iter().any(|name| sight.has(name)),
            SeenBy::Nothing => {}
        }
        let handed = record
            .handed
            .get(&item.name)
            .copied()
            .filter(|_| self.holds(Rule::HandedOver));
        let owners: Vec<&str> = std::iter::once(item.owner).chain(handed).collect();
        let leads = |owner: &&str| {
            let leader = self.flow.parties.iter().find(|party| party.leads == Some(*owner));
            leader.is_some_and(|leader| sight.has(leader.name)) && self.holds(Rule::LeadsOwner)
        };
        let others = self.flow.items.iter().filter(|other| {
            sight.has(other.owner)
                || record
                    .handed
                    .get(&other.name)
                    .is_some_and(|to| sight.has(to) && self.holds(Rule::HandedOver))
        });
        let names = |list: &Vec<String>| list.contains(&item.name);
        let mut others = others.filter(|other| {
            ((names(&other.after) || names(&other.not_while_owed)) && self.holds(Rule::WaitsForIt))
                || (names(&other.owes) && self.holds(Rule::MakesItOwed))
        });
        owners.iter().any(|owner| sight.has(owner))
            || owners.iter().any(leads)
            || (item.also_by.iter().any(|party| sight.has(party)) && self.holds(Rule::AlsoBy))
            || (item.with.iter().any(|party| sight.has(party)) && self.holds(Rule::TakesPart))
            || others.next().is_some()
    }

    /// Whether a sight takes in a letter.
    pub(crate) fn reads_letter(
        &self,
        record: &Record,
        sight: &Sight,
        letter: &Letter,
        at: DateTime<Utc>,
    ) -> bool {
        let item = self
            .flow
            .items
            .iter()
            .find(|item| item.name == letter.item)
            .unwrap();
        let document = &self.flow.documents[letter.document];
        let sees_all = self.shown(document).all(|pair| {
            let is_column = pair.0.path != pair.1.path;
            (is_column && !self.holds(Rule::LetterToTheColumn)) || self.sees_field(record, sight, pair, at)
        });
        let is = |party: &str| {
            let mut eyes = sight.eyes.iter().filter(|eye| eye.party == party);
            eyes.any(|eye| eye.covered.is_none() || sees_all || !self.holds(Rule::LetterCovered))
        };
        let leader = self
            .flow
            .parties
            .iter()
            .find(|party| party.leads == Some(item.owner));
        if (is(document.to) && self.holds(Rule::ReceiverReads))
            || (is(item.owner) && self.holds(Rule::SenderReads))
            || (leader.is_some_and(|leader| is(leader.name)) && self.holds(Rule::SenderIsLed))
        {
            return true;
        }
        let hidden = record.name_protected && !self.sees_grounds(sight) && self.holds(Rule::LetterNames);
        let of_item = self.sees_item(record, sight, item) || !self.holds(Rule::LetterOfItem);
        !hidden && of_item && sees_all
    }

    /// All that a document can show: its fields with their columns.
    fn shown<'d>(&'d self, document: &'d Document) -> impl Iterator<Item = (&'d Field, &'d Field)> {
        let all = self.flow.all_fields();
        all.filter(|(outer, _)| document.reads.contains(&outer.path))
    }

    /// The fields whose texts stand in a letter: those that its receiver saw when it was written.
    pub(crate) fn told(&self, letter: &Letter) -> BTreeSet<&str> {
        let document = &self.flow.documents[letter.document];
        let (record, at) = (&letter.then, letter.at);
        let mut sight = Sight::default();
        for one in record.bound.get(document.to).into_iter().flatten() {
            if self.counts(record, document.to, one, at) {
                self.add(&mut sight, record, (document.to, one), at);
            }
        }
        if sight.eyes.is_empty() && !self.flow.party(document.to).needs_consent {
            sight.eyes.push(Eye {
                party: document.to,
                covered: None,
            });
        }
        let is_set = |path: &String| {
            let set = |deed: &Deed| matches!(deed, Deed::Set(fields) if fields.contains(path));
            record.deeds.iter().any(|(_, deed)| set(deed))
        };
        let told = self
            .shown(document)
            .filter(|(outer, inner)| is_set(&outer.path) && inner.inner.is_empty())
            .filter(|pair| self.sees_field(record, &sight, *pair, at));
        told.map(|(_, inner)| inner.path.as_str()).collect()
    }

    /// Whether a sight takes in what has become of an item's letters, to be said by whoever does its work now, or leads them.
    pub(crate) fn sends_letter(&self, record: &Record, sight: &Sight, item: &str) -> bool {
        let item = self.flow.items.iter().find(|known| known.name == item).unwrap();
        let owner = record.handed.get(&item.name).copied().unwrap_or(item.owner);
        let leader = self.flow.parties.iter().find(|party| party.leads == Some(owner));
        sight.acting.contains(owner) || leader.is_some_and(|leader| sight.acting.contains(leader.name))
    }

    /// Whether a sight takes in who consented to what, on what ground somebody is there, and what is protected.
    pub(crate) fn sees_grounds(&self, sight: &Sight) -> bool {
        let knows = |eye: &Eye| matches!(self.flow.party(eye.party).side, Side::Authority | Side::Citizen);
        sight.eyes.iter().any(knows) || !self.holds(Rule::GroundsAreHidden)
    }

    /// Whether a sight takes in what the case is called.
    pub(crate) fn sees_title(&self, record: &Record, sight: &Sight) -> bool {
        let knows = |eye: &Eye| matches!(self.flow.party(eye.party).side, Side::Authority | Side::Citizen);
        !record.name_protected || sight.eyes.iter().any(knows) || !self.holds(Rule::TitleIsHidden)
    }
}

/// Whether one path is another or lies inside it, or around it.
fn within(one: &str, other: &str) -> bool {
    let inside = |inner: &str, outer: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    inside(one, other) || inside(other, one)
}
