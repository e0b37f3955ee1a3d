//! What opens and ends by what happens: who listens, what each has heard since, and what comes of it when all has come.

use samspil_core::flow::{Cue, FieldTurning, Happening, Item, ItemKind, Starts, Turning};
use samspil_core::id::{FieldPath, ItemId};

use crate::guard::Plain;
use crate::interpreter::{Endless, Goes, Is, Naive};
use crate::rows::Told;
use crate::twist::Twist;

/// Past so many rounds of what is told, and what that brings about, a case does not come to rest.
const ENOUGH: usize = 500;

/// One part of one cue: what listens.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Ear {
    /// An exit comes before everything else.
    opens: bool,
    /// The item that is opened or ended; none where the case is ended.
    item: Option<ItemId>,
    cue: usize,
    part: usize,
}

impl Ear {
    fn is_of(&self, item: &ItemId, opens: bool) -> bool {
        self.item.as_ref() == Some(item) && self.opens == opens
    }
}

/// Everything that listens, with what for; exits first, otherwise in the order of the file.
pub(crate) fn ears(flow: &Told) -> Vec<(Ear, Happening)> {
    let mut found = Vec::new();
    for opens in [false, true] {
        for item in flow.all().filter(|item| item.id.row().is_none()) {
            let cues = if opens { &item.opened_by } else { &item.ended_by };
            found.extend(ears_of(Some(&item.id), opens, cues));
        }
        if !opens {
            found.extend(ears_of(None, opens, &flow.ended_by));
        }
    }
    found
}

fn ears_of(item: Option<&ItemId>, opens: bool, cues: &[Cue]) -> Vec<(Ear, Happening)> {
    let mut found = Vec::new();
    for (cue, said) in cues.iter().enumerate() {
        for (part, happening) in said.all.iter().enumerate() {
            let ear = Ear {
                opens,
                item: item.cloned(),
                cue,
                part,
            };
            found.push((ear, happening.clone()));
        }
    }
    found
}

impl Naive<'_> {
    /// Something happens to an item. It is told to who listens, before anything else opens or ends.
    pub(crate) fn happens(&mut self, turning: Turning, item: &ItemId) {
        self.hear_of(Happening::Item(turning, item.clone()));
    }

    fn hear_of(&mut self, happening: Happening) {
        if self.flow.ears.iter().any(|(_, listened)| *listened == happening) {
            self.news.push_back(happening);
        }
    }

    /// A field gets a value, another, or loses the one it had.
    pub(crate) fn set_field(&mut self, path: &str, value: Option<Plain>) {
        let before = self.data.get(path).copied();
        match value {
            Some(value) => self.data.insert(path.to_owned(), value),
            None => self.data.remove(path),
        };
        let turnings: &[FieldTurning] = match (before, value) {
            (before, value) if before == value => &[],
            (None, Some(_)) => &[FieldTurning::FirstSet, FieldTurning::Set],
            (Some(_), Some(_)) if self.has(Twist::ChangedIsFirst) => &[FieldTurning::FirstSet],
            (Some(_), Some(_)) => &[FieldTurning::Changed, FieldTurning::Set],
            (_, None) => &[FieldTurning::Emptied],
        };
        let path = FieldPath::new(path).expect("a path");
        for turning in turnings {
            self.hear_of(Happening::Field(*turning, path.clone()));
        }
    }

    /// It waits anew, though not where it is there only once somebody adds it, and nobody has.
    pub(crate) fn begins_to_wait(&mut self, item: &ItemId, as_at_first: bool) {
        let (said, now) = (self.said(item), self.now(item));
        let comes_again = !as_at_first && now.begun && said.repeats.is_some();
        let there = now.added > 0 || now.owed || comes_again;
        if said.starts != Starts::WhenAdded || there {
            self.happens(Turning::Waiting, item);
        }
    }

    fn cues(&self, item: Option<&ItemId>, opens: bool) -> &[Cue] {
        match item {
            Some(item) if opens => &self.flow.items[item].opened_by,
            Some(item) => &self.flow.items[item].ended_by,
            None => &self.flow.ended_by,
        }
    }

    /// Tells all that has happened, lets happen what that brings about, and asks again every condition that may hold by now.
    pub(crate) fn tell_all(&mut self) -> Result<(), Endless> {
        for _ in 0..ENOUGH {
            while let Some(happening) = self.news.pop_front() {
                self.patience = self.patience.checked_sub(1).ok_or(Endless)?;
                let flow = self.flow;
                for (ear, _) in flow.ears.iter().filter(|(_, for_it)| *for_it == happening) {
                    self.hear(ear, &happening);
                }
            }
            let before = self.clone_without_news();
            self.ask_all();
            if before == self.clone_without_news() && self.news.is_empty() {
                return Ok(());
            }
        }
        Err(Endless)
    }

    fn hear(&mut self, ear: &Ear, happening: &Happening) {
        if self.goes != Goes::Open || !self.listens(ear, happening) {
            return;
        }
        let at_once = self.cues(ear.item.as_ref(), ear.opens)[ear.cue].at_once;
        let new = if at_once && !self.has(Twist::AtOnceRemembers) {
            self.heard_now.insert(ear.clone());
            true
        } else {
            self.heard.insert(ear.clone())
        };
        if new && self.is_met(ear.item.as_ref(), ear.opens, ear.cue) {
            self.strike(ear.item.as_ref(), ear.opens, ear.cue);
        }
    }

    /// What opens listens while its item waits, or may have a further round; what ends, until its item has ended. What
    /// happens outside the stage that an item lies in counts before that stage begins, too.
    fn listens(&self, ear: &Ear, happening: &Happening) -> bool {
        let Some(id) = &ear.item else { return true };
        let (item, now) = (self.said(id), self.now(id));
        let here = now.is != Is::Waiting || self.may_hear_here(item);
        if !ear.opens {
            return !now.is.ended() && here;
        }
        if now.out || self.lies_ready(item) {
            return false;
        }
        if now.is == Is::Waiting && (here || self.has(Twist::HeardWhereverItIs)) {
            return true;
        }
        if matches!(now.is, Is::Active | Is::Possible) {
            return item.repeats.is_some();
        }
        self.is_outside(item, happening) && (item.repeats.is_some() || self.may_still_begin(item))
    }

    fn may_hear_here(&self, item: &Item) -> bool {
        self.stage_goes_on(item) && !self.lies_ready(item)
    }

    fn may_still_begin(&self, item: &Item) -> bool {
        let now = self.now(&item.id);
        let over = self
            .stages_around(item)
            .iter()
            .any(|stage| self.now(stage).is.ended());
        !now.begun && !now.is.ended() && !over
    }

    /// The stages that it lies in, the innermost first.
    fn stages_around(&self, item: &Item) -> Vec<ItemId> {
        let mut found = Vec::new();
        let mut around = item.parent.clone();
        while let Some(stage) = around {
            around = self.said(&stage).parent.clone();
            found.push(stage);
        }
        found
    }

    /// Whether what happens lies outside the stage that an item lies in.
    fn is_outside(&self, item: &Item, happening: &Happening) -> bool {
        let (Some(stage), Happening::Item(_, source)) = (&item.parent, happening) else {
            return false;
        };
        source != stage && !self.stages_around(self.said(source)).contains(stage)
    }

    /// Whether everything of a cue has come, and its condition holds.
    fn is_met(&self, item: Option<&ItemId>, opens: bool, cue: usize) -> bool {
        let said = &self.cues(item, opens)[cue];
        let has_heard = |part: usize| {
            let ear = Ear {
                opens,
                item: item.cloned(),
                cue,
                part,
            };
            self.heard.contains(&ear) || (said.at_once && self.heard_now.contains(&ear))
        };
        let count = said.all.len();
        let all = if self.has(Twist::OnePartIsEnough) && count > 0 {
            (0..count).any(has_heard)
        } else {
            (0..count).all(has_heard)
        };
        let holds = said.when.as_ref().is_none_or(|when| self.holds(when));
        all && (holds || self.has(Twist::CuesWithoutConditions))
    }

    fn strike(&mut self, item: Option<&ItemId>, opens: bool, cue: usize) {
        let as_done = self.cues(item, opens)[cue].as_done && !self.has(Twist::AsDoneIsUndone);
        match item {
            None if self.reopened || self.is_owed_by_law() => {}
            None => self.close(),
            Some(id) if opens => self.cue(id),
            Some(id) if as_done && self.now(id).is == Is::Active => self.do_it(id),
            Some(id) => self.end(id),
        }
    }

    /// It is opened, or asked for another round, as far as it repeats. What lies in a stage opens that too.
    fn cue(&mut self, id: &ItemId) {
        self.heard_now.retain(|ear| !ear.is_of(id, true));
        let (item, now) = (self.said(id), self.now(id));
        let first = now.is == Is::Waiting && !now.cued;
        if now.out || (!first && item.repeats.is_none()) || !self.may_have_further_round(item) {
            return;
        }
        if now.is.ended() {
            self.wait_anew(id);
        }
        self.heard.retain(|ear| !ear.is_of(id, true));
        let once = self.has(Twist::CuesStandInNoLine);
        let now = self.change(id);
        if now.cued || now.is != Is::Waiting {
            now.asked += u32::from(!once);
        } else {
            now.cued = true;
        }
        if self.has(Twist::StagesStayShut) {
            return;
        }
        let mut shut = self.stages_around(item);
        shut.retain(|stage| self.now(stage).is != Is::Active);
        for stage in shut.iter().rev() {
            if self.now(stage).is.ended() {
                self.wait_anew(stage);
            }
            self.open(stage, false);
        }
    }

    /// Whether its repetition has room for one more.
    fn may_have_further_round(&self, item: &Item) -> bool {
        let Some(repeats) = &item.repeats else { return true };
        let now = self.now(&item.id);
        let goes_on = repeats
            .again_while
            .as_ref()
            .is_none_or(|again| self.holds_for(&item.id, again));
        let under_way = matches!(now.is, Is::Active | Is::Possible) || now.cued;
        let open = u32::from(under_way) + now.asked;
        let all = now.rounds + now.asked + u32::from(now.cued);
        let room = |most: Option<u32>, used: u32| most.is_none_or(|most| used < most);
        goes_on
            && !self.is_over(item)
            && (room(repeats.at_most, all) || self.has(Twist::NoMost))
            && (room(repeats.side_by_side, open) || self.has(Twist::SideBySideIsNotRead))
    }

    /// Conditions may hold by now that did not when the rest came about.
    fn ask_all(&mut self) {
        let ids: Vec<ItemId> = self
            .flow
            .order
            .iter()
            .filter(|id| id.row().is_none())
            .cloned()
            .collect();
        for cue in 0..self.flow.ended_by.len() {
            if self.goes == Goes::Open && self.is_met(None, false, cue) {
                self.strike(None, false, cue);
            }
        }
        for opens in [false, true] {
            for id in &ids {
                for cue in 0..self.cues(Some(id), opens).len() {
                    if self.goes == Goes::Open && self.asks(id, opens) && self.is_met(Some(id), opens, cue) {
                        self.strike(Some(id), opens, cue);
                    }
                }
            }
        }
        for id in &ids {
            if self.is_unheard(id) && !self.has(Twist::UnheardWaitsOn) {
                self.end(id);
            }
        }
    }

    fn asks(&self, id: &ItemId, opens: bool) -> bool {
        let (item, is) = (self.said(id), self.now(id).is);
        let waits = is == Is::Waiting && self.may_hear_here(item);
        if opens {
            waits || (item.repeats.is_some() && matches!(is, Is::Active | Is::Possible))
        } else {
            !is.ended() && (is != Is::Waiting || waits)
        }
    }

    /// An open wait that others listen for, and none of them needs any more.
    fn is_unheard(&self, id: &ItemId) -> bool {
        let wait = matches!(self.said(id).kind, ItemKind::Wait(_));
        if !wait || self.now(id).is != Is::Active {
            return false;
        }
        let of_it = |happening: &Happening| matches!(happening, Happening::Item(_, source) if source == id);
        let mut listening = self
            .flow
            .ears
            .iter()
            .filter(|(_, happening)| of_it(happening))
            .peekable();
        listening.peek().is_some() && !listening.any(|(ear, _)| self.needs(ear))
    }

    fn needs(&self, ear: &Ear) -> bool {
        let Some(id) = &ear.item else { return true };
        let (item, is) = (self.said(id), self.now(id).is);
        let wants = match is {
            is if is.ended() => false,
            Is::Waiting => true,
            _ => !ear.opens || item.repeats.is_some(),
        };
        let for_ever = |stage: &ItemId| self.now(stage).is.ended() && self.said(stage).repeats.is_none();
        wants && !self.stages_around(item).iter().any(for_ever)
    }

    /// What an item has heard of what would open it.
    pub(crate) fn has_heard(&self, id: &ItemId) -> bool {
        self.heard.iter().any(|ear| ear.is_of(id, true))
    }

    /// Forgets what it has heard of what would end it, and of what would open it.
    pub(crate) fn forget_heard(&mut self, id: &ItemId, openers_too: bool) {
        self.heard
            .retain(|ear| !(ear.is_of(id, false) || openers_too && ear.is_of(id, true)));
    }
}
