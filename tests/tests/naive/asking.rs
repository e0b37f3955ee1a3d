//! What people and systems ask of a case, and what is refused.

use std::fmt;

use samspil_core::flow::{Item, ItemKind, Starts, Turning};
use samspil_core::id::{ItemId, MessageName, PartyId};

use crate::guard::{Plain, Rows};
use crate::interpreter::{Endless, Goes, Is, Naive, PATIENCE, Sub};
use crate::rows::is_whole;
use crate::twist::Twist;

/// One thing that is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Ask {
    Complete(ItemId),
    Start {
        item: ItemId,
        out_of_turn: bool,
    },
    Skip(ItemId),
    Redo(ItemId),
    Cancel(ItemId),
    Rest(ItemId),
    GoOn(ItemId),
    Fail(ItemId),
    TakeOut(ItemId),
    BringBack(ItemId),
    Add,
    AddPiece(ItemId),
    /// A sub-case has closed, with this in the field that is taken; or it was ended undone.
    Ended {
        item: ItemId,
        done: bool,
        value: Option<bool>,
    },
    Set(String, Plain),
    SetRows(Rows),
    /// So many days pass.
    Pass(i64),
    Message(MessageName),
    Hold,
    Resume,
    Terminate,
    Reopen,
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Complete(item) => write!(f, "complete {item}"),
            Self::Start {
                item,
                out_of_turn: false,
            } => write!(f, "start {item}"),
            Self::Start {
                item,
                out_of_turn: true,
            } => write!(f, "activate {item}"),
            Self::Skip(item) => write!(f, "skip {item}"),
            Self::Redo(item) => write!(f, "redo {item}"),
            Self::Cancel(item) => write!(f, "cancel {item}"),
            Self::Rest(item) => write!(f, "rest {item}"),
            Self::GoOn(item) => write!(f, "go_on {item}"),
            Self::Fail(item) => write!(f, "fail {item}"),
            Self::TakeOut(item) => write!(f, "take_out {item}"),
            Self::BringBack(item) => write!(f, "bring_back {item}"),
            Self::Add => f.write_str("add"),
            Self::AddPiece(item) => write!(f, "add_piece {item}"),
            Self::Ended { item, done, value } => write!(f, "ended {item} done: {done} {value:?}"),
            Self::Set(path, Plain::Flag(value)) => write!(f, "set {path} {value}"),
            Self::Set(path, Plain::Number(value)) => write!(f, "set {path} {value}"),
            Self::SetRows(rows) => write!(f, "set d.rows {rows:?}"),
            Self::Pass(days) => write!(f, "{days} days pass"),
            Self::Message(name) => write!(f, "message {name}"),
            Self::Hold => f.write_str("hold"),
            Self::Resume => f.write_str("resume"),
            Self::Terminate => f.write_str("terminate"),
            Self::Reopen => f.write_str("reopen"),
        }
    }
}

/// Somebody who is no party of the case.
pub(crate) const OUTSIDE: &str = "outside";

/// Every reason to refuse, by code; where there are several, any of them may be given.
pub(crate) type Reasons = Vec<&'static str>;

impl Naive<'_> {
    /// Asks something; a refusal leaves the case as it was.
    pub(crate) fn ask(&mut self, by: &PartyId, ask: &Ask) -> Result<(), Reasons> {
        if let Ask::Pass(days) = ask {
            return self.pass_days(*days).map_err(|Endless| vec!["endless"]);
        }
        let mut reasons = self.standing_in_the_way(ask);
        let whole = matches!(ask, Ask::Hold | Ask::Resume | Ask::Terminate | Ask::Reopen);
        if whole && by.as_str() != "worker" {
            reasons.push("not_owner");
        }
        let mut after = self.clone();
        after.begin_turn();
        if reasons.is_empty() {
            reasons = after.try_to(by, ask);
        }
        if reasons.is_empty() && after.settle().is_err() {
            reasons.push("endless");
        }
        reasons.extend(after.refused);
        if reasons.is_empty() {
            after.end_turn();
            *self = after;
            return Ok(());
        }
        Err(reasons)
    }

    /// Something is asked, or an evening comes.
    pub(crate) fn begin_turn(&mut self) {
        self.asked += 1;
        self.patience = PATIENCE;
        self.refused = None;
        self.news.clear();
        self.heard_now.clear();
    }

    pub(crate) fn end_turn(&mut self) {
        self.let_go();
        self.leave_pair();
    }

    fn standing_in_the_way(&self, ask: &Ask) -> Reasons {
        // What comes of other cases is heard whatever has become of this one.
        let of_other = matches!(ask, Ask::Message(name) if self.is_of_other(name));
        if of_other || matches!(ask, Ask::Ended { .. }) {
            return vec![];
        }
        let refused = match (ask, self.goes) {
            (Ask::Reopen, Goes::Open | Goes::OnHold) => "not_closed",
            (Ask::Reopen, _) => return vec![],
            (_, Goes::Closed) => "closed",
            (Ask::Resume, Goes::Open) => "not_on_hold",
            (Ask::Resume | Ask::Terminate, _) | (_, Goes::Open) => return vec![],
            (_, Goes::OnHold) => "on_hold",
        };
        vec![refused]
    }

    fn try_to(&mut self, by: &PartyId, ask: &Ask) -> Reasons {
        let of_no_row = |id: &ItemId| {
            self.items
                .get(id)
                .is_some_and(|now| id.row().is_some() && !now.came_to_be)
        };
        match ask {
            Ask::Complete(id)
            | Ask::Start { item: id, .. }
            | Ask::Skip(id)
            | Ask::Cancel(id)
            | Ask::Ended { item: id, .. }
                if of_no_row(id) =>
            {
                vec!["unknown_item"]
            }
            Ask::Complete(id) if !self.items.contains_key(id) => self.complete_added(by, id),
            Ask::Complete(id) => self.complete(by, id),
            Ask::Start { item, out_of_turn } => self.start_by_hand(by, item, *out_of_turn),
            Ask::Skip(id) => self.skip(by, id),
            Ask::Redo(id) => self.redo(by, id),
            Ask::Cancel(id) => self.cancel(by, id),
            Ask::Rest(id) => self.rest(by, id),
            Ask::GoOn(id) => self.go_on(by, id),
            Ask::Fail(id) => self.fail(by, id),
            Ask::TakeOut(id) => self.take_out_by_hand(by, id),
            Ask::BringBack(id) => self.bring_back(by, id),
            Ask::Add => self.add(),
            Ask::AddPiece(id) => self.add_piece(id),
            Ask::Ended { item, done, value } => self.subcase_ended(by, item, *done, *value),
            Ask::Set(path, value) => {
                self.set_field(path, Some(*value));
                vec![]
            }
            Ask::SetRows(rows) => {
                self.rows = Some(rows.clone());
                vec![]
            }
            Ask::Pass(_) => vec![],
            Ask::Message(name) => self.message(name),
            Ask::Hold => {
                self.goes = Goes::OnHold;
                self.hold_clocks();
                vec![]
            }
            Ask::Resume => {
                self.goes = Goes::Open;
                self.let_clocks_go_on();
                vec![]
            }
            Ask::Terminate if self.is_owed_by_law() => vec!["owed"],
            Ask::Terminate => {
                self.close();
                vec![]
            }
            Ask::Reopen => {
                self.goes = Goes::Open;
                self.reopened = true;
                vec![]
            }
        }
    }

    fn not_yours(&self, by: &PartyId, item: &Item) -> Reasons {
        let theirs = item.owner.as_ref().is_some_and(|owner| owner != by) && !self.has(Twist::AnybodysWork);
        if theirs { vec!["not_owner"] } else { vec![] }
    }

    fn is_law(&self, item: &Item) -> bool {
        item.required_by_law.is_some() && !self.has(Twist::NoLaw)
    }

    fn complete_added(&mut self, by: &PartyId, id: &ItemId) -> Reasons {
        match self.added.get_mut(id) {
            None => vec!["unknown_item"],
            Some(_) if by.as_str() != "worker" => vec!["not_owner"],
            Some(true) => vec!["ended"],
            Some(ended) => {
                *ended = true;
                self.reopened = false;
                vec![]
            }
        }
    }

    fn complete(&mut self, by: &PartyId, id: &ItemId) -> Reasons {
        let item = self.said(id);
        let is = self.now(id).is;
        let wait = matches!(item.kind, ItemKind::Wait(_)) && by.as_str() == OUTSIDE;
        let mut reasons = self.not_yours(by, item);
        if is_whole(item) {
            reasons.push("which_row");
        }
        if !Self::is_human(item) && !wait {
            reasons.push("no_work");
        }
        if is.ended() {
            reasons.push("ended");
        }
        if wait && is != Is::Active {
            reasons.push("not_open");
        }
        if self.now(id).rests && !self.has(Twist::RestingIsDone) {
            reasons.push("resting");
        }
        let paid = self.has(Twist::OwedHoldsOnlyTheStartBack) || self.is_paid_for(item);
        if is == Is::Waiting || (is == Is::Active && !paid) {
            reasons.push("blocked");
        }
        if reasons.is_empty() {
            if is == Is::Possible {
                self.open(id, false);
            }
            if !self.is_paid_for(item) {
                return vec!["blocked"];
            }
            if item
                .done_when
                .as_ref()
                .is_some_and(|when| !self.holds_for(id, when))
            {
                return vec!["not_finished"];
            }
            self.do_it(id);
        }
        reasons
    }

    fn start_by_hand(&mut self, by: &PartyId, id: &ItemId, out_of_turn: bool) -> Reasons {
        let item = self.said(id);
        let now = self.now(id);
        let mut reasons = self.not_yours(by, item);
        match now.is {
            is if is.ended() => reasons.push("ended"),
            Is::Waiting if !out_of_turn || self.is_out_of_reach(item) => reasons.push("blocked"),
            _ => {}
        }
        if reasons.is_empty() && now.is != Is::Active {
            let passes_over = out_of_turn && !self.may_start(item);
            self.open(id, passes_over);
        }
        reasons
    }

    /// It is out of play or was not added, or waits in a stage of which that is so.
    fn is_out_of_reach(&self, item: &Item) -> bool {
        let now = self.now(&item.id);
        let waits = now.is == Is::Waiting;
        let stage = item.parent.as_ref().filter(|_| waits);
        waits
            && (now.out
                || self.lies_ready(item)
                || stage.is_some_and(|stage| self.is_out_of_reach(self.said(stage))))
    }

    fn skip(&mut self, by: &PartyId, id: &ItemId) -> Reasons {
        let item = self.said(id);
        let mut reasons = self.not_yours(by, item);
        let is = self.now(id).is;
        if is.ended() {
            reasons.push("ended");
        }
        if self.is_law(item) {
            reasons.push("required_by_law");
        }
        if reasons.is_empty() {
            // A stage takes along what lies in it.
            if is == Is::Active && (item.kind == ItemKind::Stage || is_whole(item)) {
                self.end(id);
            }
            self.has_come(id, Is::Skipped);
            self.come_again(item);
        }
        reasons
    }

    /// What was done or has ended is owed anew, and opens at once.
    fn redo(&mut self, by: &PartyId, id: &ItemId) -> Reasons {
        let item = self.said(id);
        let mut reasons = self.not_yours(by, item);
        let now = self.now(id);
        if !now.is.ended() && now.times == 0 {
            reasons.push("not_ended");
        }
        if now.is == Is::Active {
            reasons.push("open_already");
        }
        if reasons.is_empty() {
            let called = !self.has(Twist::RedoneWaits);
            self.happens(Turning::Redone, id);
            let now = self.change(id);
            now.is = Is::Waiting;
            now.owed = true;
            now.called = called;
        }
        reasons
    }

    fn cancel(&mut self, by: &PartyId, id: &ItemId) -> Reasons {
        let item = self.said(id);
        let mut reasons = self.not_yours(by, item);
        if !matches!(self.now(id).is, Is::Active | Is::Possible) {
            reasons.push("not_open");
        }
        if self.is_law(item) {
            reasons.push("required_by_law");
        }
        if reasons.is_empty() {
            self.end_as(id, Turning::CalledOff);
            if self.now(id).added > 0 || !item.opened_by.is_empty() {
                self.come_again(item);
            }
        }
        reasons
    }

    fn rest(&mut self, by: &PartyId, id: &ItemId) -> Reasons {
        let mut reasons = self.not_yours(by, self.said(id));
        let now = self.now(id);
        if now.is != Is::Active {
            reasons.push("not_open");
        }
        if now.rests {
            reasons.push("resting");
        }
        if reasons.is_empty() {
            for one in self.with_inside(id) {
                let now = self.change(&one);
                if now.is == Is::Active && !now.rests {
                    now.rests = true;
                    self.happens(Turning::Rested, &one);
                }
            }
        }
        reasons
    }

    fn go_on(&mut self, by: &PartyId, id: &ItemId) -> Reasons {
        let mut reasons = self.not_yours(by, self.said(id));
        if !self.now(id).rests {
            reasons.push("not_resting");
        }
        if reasons.is_empty() {
            for one in self.with_inside(id) {
                let rested = std::mem::take(&mut self.change(&one).rests);
                if rested {
                    self.happens(Turning::WentOn, &one);
                }
            }
        }
        reasons
    }

    fn fail(&mut self, by: &PartyId, id: &ItemId) -> Reasons {
        let item = self.said(id);
        let mut reasons = self.not_yours(by, item);
        if self.is_law(item) {
            reasons.push("required_by_law");
        }
        let now = self.now(id);
        if now.is != Is::Active {
            reasons.push("not_open");
        }
        if reasons.is_empty() {
            self.end_as(id, Turning::Failed);
            if self.now(id).added > 0 {
                self.come_again(item);
            }
        }
        reasons
    }

    fn take_out_by_hand(&mut self, by: &PartyId, id: &ItemId) -> Reasons {
        let item = self.said(id);
        let mut reasons = self.not_yours(by, item);
        let now = self.now(id);
        if now.out || !matches!(now.is, Is::Waiting | Is::Possible) {
            reasons.push("begun");
        }
        if self.is_law(item) {
            reasons.push("required_by_law");
        }
        if reasons.is_empty() {
            self.take_out(id);
        }
        reasons
    }

    fn bring_back(&mut self, by: &PartyId, id: &ItemId) -> Reasons {
        let mut reasons = self.not_yours(by, self.said(id));
        if !self.now(id).out {
            reasons.push("in_play");
        }
        if reasons.is_empty() {
            self.put_back(id);
        }
        reasons
    }

    fn add(&mut self) -> Reasons {
        let name = format!("unplanned#{}", self.added.len() + 1);
        self.added.insert(ItemId::with_row(&name).expect("a name"), false);
        vec![]
    }

    /// A piece that lies ready is added while its stage goes on, as often as its stage has room and it may come.
    fn add_piece(&mut self, id: &ItemId) -> Reasons {
        let item = self.said(id);
        if item.starts != Starts::WhenAdded {
            return vec!["not_ready"];
        }
        let now = self.now(id);
        let mut reasons = vec![];
        let most = item.repeats.as_ref().and_then(|repeats| repeats.at_most);
        let most = most.filter(|_| !self.has(Twist::NoMost));
        if !self.stage_goes_on(item) || now.out || most.is_some_and(|most| now.rounds + now.added >= most) {
            reasons.push("blocked");
        }
        let stage = item.parent.as_ref().map(|stage| self.said(stage));
        let room = stage.and_then(|stage| stage.unplanned.as_ref()?.at_most);
        let here = self
            .flow
            .inside(item.parent.as_ref())
            .filter(|one| one.starts == Starts::WhenAdded);
        let used: u32 = here.map(|one| self.now(&one.id).added_ever).sum();
        if room.is_some_and(|room| used >= room) {
            reasons.push("beyond_limits");
        }
        if reasons.is_empty() {
            let now = self.change(id);
            now.added += 1;
            now.added_ever += 1;
            if now.is.ended() {
                now.is = Is::Waiting;
            }
            self.happens(Turning::Waiting, id);
        }
        reasons
    }

    fn message(&mut self, name: &MessageName) -> Reasons {
        if self.is_of_other(name) {
            return self.hear_other(name);
        }
        if !self.flow.all().any(|item| Self::is_wait_for(item, name)) {
            return vec!["unknown_message"];
        }
        self.message_comes(name);
        vec![]
    }

    /// It ends the waits that it is for; where none is open it is kept.
    pub(crate) fn message_comes(&mut self, name: &MessageName) {
        let waits: Vec<&Item> = self
            .flow
            .all()
            .filter(|item| Self::is_wait_for(item, name))
            .collect();
        let waits_now = |item: &&Item| {
            self.goes == Goes::Open && self.now(&item.id).is == Is::Active && self.may_be_done(item)
        };
        let open: Vec<&Item> = waits.iter().copied().filter(waits_now).collect();
        for item in &open {
            self.do_it(&item.id);
        }
        let keeps = |item: &&Item| matches!(&item.kind, ItemKind::Wait(wait) if !wait.not_kept);
        let keeps = waits.iter().any(keeps) || self.has(Twist::MessagesKept);
        if open.is_empty() && keeps && !self.has(Twist::MessagesLost) {
            *self.kept.entry(name.clone()).or_default() += 1;
        }
    }

    /// A sub-case of which somebody outside says that it has come to its end, where it is under way.
    fn subcase_ended(&mut self, by: &PartyId, id: &ItemId, done: bool, value: Option<bool>) -> Reasons {
        let known = self.items.get(id).is_some_and(|now| now.sub == Sub::Goes);
        if !known || by.as_str() != OUTSIDE {
            return vec!["no_subcase"];
        }
        let nobodys = matches!(&self.said(id).kind, ItemKind::Subcase(of) if of.takes.is_empty());
        if done && value.is_some() && nobodys {
            return vec!["wrong_data"];
        }
        self.change(id).sub = if done || self.has(Twist::EndedSubcasesAreDone) {
            Sub::Closed(value.map(Plain::Flag))
        } else {
            Sub::Ended
        };
        vec![]
    }

    /// What is under way no longer lets go of its sub-case.
    fn let_go(&mut self) {
        let flow = self.flow;
        for item in flow.all() {
            let stays = matches!(&item.kind, ItemKind::Subcase(of) if of.apart);
            if !stays && self.now(&item.id).is != Is::Active {
                self.change(&item.id).sub = Sub::None;
            }
        }
    }
}
