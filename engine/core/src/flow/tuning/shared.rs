//! Tunings of what several clocks have from one place: a named ladder, a decision table, a named pause.

use std::collections::BTreeMap;

use super::{Fitted, Ready, Tuning, TuningFault, Tunings};
use crate::flow::{Clock, Flow, Lasts};
use crate::id::{ClockId, ItemId};
use crate::text::{Message, Text};

/// The other clocks of the flow that have something which may be tuned from the same place as this one, in the flow's
/// order.
pub fn sharing<'a>(flow: &'a Flow, clock: &'a Clock) -> impl Iterator<Item = &'a Clock> {
    let pauses = move |other: &Clock| {
        let mut pauses = clock.pauses.iter();
        pauses.any(|pause| shares_pause(clock, other, &pause.during))
    };
    let others = flow.clocks.values().filter(move |other| other.id != clock.id);
    others.filter(move |other| shares_ladder(clock, other) || asks_same(flow, clock, other) || pauses(other))
}

/// Whether both follow one ladder, of which something may be tuned. Rungs know where they are written, so that two ladders
/// with the same words are two.
fn shares_ladder(one: &Clock, other: &Clock) -> bool {
    one.ladder.iter().any(|rung| rung.tunable.is_some()) && one.ladder == other.ladder
}

/// Whether one table says how long both last, of whose rules something may be tuned.
fn asks_same(flow: &Flow, one: &Clock, other: &Clock) -> bool {
    let (Lasts::By(asked, _), Lasts::By(also, _)) = (&one.lasts, &other.lasts) else {
        return false;
    };
    let table = asked
        .text
        .split_once('.')
        .and_then(|(table, _)| flow.tables.get(table));
    let mut rules = table
        .into_iter()
        .flat_map(|table| table.rules.iter().chain(&table.otherwise));
    asked.text == also.text && rules.any(|rule| rule.tunable.is_some())
}

/// Whether both stand still by one pause, whose cap may be tuned.
fn shares_pause(one: &Clock, other: &Clock, during: &ItemId) -> bool {
    let mut pauses = one.pauses.iter();
    pauses.any(|pause| {
        pause.during == *during
            && pause.title.is_some()
            && pause.tunable.is_some()
            && other.pauses.contains(pause)
    })
}

impl Tuning {
    /// The tuning of each clock that it concerns: of its own, and where it is `shared` of every other that has what is tuned
    /// from the same place.
    fn each(&self, flow: &Flow) -> Vec<Self> {
        let own = flow.clocks.get(&self.clock).filter(|_| self.shared);
        let others = own
            .into_iter()
            .flat_map(|own| sharing(flow, own).map(move |other| (own, other)));
        let others = others.filter_map(|(own, other)| {
            let pauses = self.pauses.iter();
            let pauses = pauses.filter(|(item, _)| shares_pause(own, other, item));
            let tuning = Self {
                unit: self.unit,
                only_new: self.only_new,
                shared: true,
                rungs: if shares_ladder(own, other) {
                    self.rungs.clone()
                } else {
                    BTreeMap::new()
                },
                rules: if asks_same(flow, own, other) {
                    self.rules.clone()
                } else {
                    BTreeMap::new()
                },
                pauses: pauses.map(|(item, most)| (item.clone(), most.clone())).collect(),
                ..Self::of(self.flow.clone(), other.id.clone(), self.from)
            };
            (!tuning.is_empty()).then_some(tuning)
        });
        std::iter::once(self.clone()).chain(others).collect()
    }

    /// What it makes of each clock that it concerns.
    ///
    /// # Errors
    /// Everything that stands in the way, of whichever clock: the law may leave one of them less than another.
    pub(super) fn fit_each(&self, flow: &Flow) -> Result<Vec<(Self, Fitted)>, Vec<TuningFault>> {
        let (mut fitted, mut faults) = (Vec::new(), Vec::new());
        for tuning in self.each(flow) {
            match tuning.fit(flow) {
                Ok(clock) => fitted.push((tuning, clock)),
                Err(found) if tuning.clock == self.clock => faults.extend(found),
                Err(found) => faults.extend(
                    found
                        .into_iter()
                        .map(|fault| of_other(flow, &tuning.clock, fault)),
                ),
            }
        }
        if self.shared && faults.is_empty() && fitted.len() < 2 {
            faults.push(TuningFault::new(
                "/shared",
                "not_shared",
                Message::new("tuning-not-shared"),
            ));
        }
        if faults.is_empty() {
            Ok(fitted)
        } else {
            Err(faults)
        }
    }
}

fn of_other(flow: &Flow, clock: &ClockId, fault: TuningFault) -> TuningFault {
    let message = Message::new("tuning-of-other")
        .with("what", fault.message)
        .with("clock", title(flow, clock));
    TuningFault::new(fault.pointer, fault.code, message)
}

fn title(flow: &Flow, clock: &ClockId) -> Text {
    let clock = flow.clocks.get(clock);
    clock.map(|clock| clock.title.clone()).unwrap_or_default()
}

impl Tunings {
    /// What stands in the way of a shared tuning that these are in effect, or will be: a clock that is tuned by itself would
    /// lose what it is tuned to.
    #[must_use]
    pub fn against(&self, flow: &Flow, tuning: &Tuning) -> Vec<TuningFault> {
        let others = tuning.each(flow).into_iter().skip(1);
        let own = others.filter_map(|other| {
            let by_itself = |ready: &&Ready| {
                ready.tuning.clock == other.clock && !ready.tuning.shared && ready.until.is_none()
            };
            let ready = self.ready().iter().find(by_itself)?;
            let message = Message::new("tuning-apart")
                .with("clock", title(flow, &other.clock))
                .with("number", ready.number);
            Some(TuningFault::new("/shared", "tuned_apart", message))
        });
        own.collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::flow::{Deed, Entry, read};

    const FLOW: &str = "samspil: 1
flow: tried
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
data:
  d: {kind: {type: choice, of: {ramp: Rampe, chair: Stol}, optional: true}}
tables:
  limit:
    title: Frist
    reads: {kind: d.kind}
    gives: {lasts: length}
    rules: [{kind: ramp, lasts: 5 weeks, tunable: 3 weeks..8 weeks}]
    otherwise: {lasts: 6 months}
ladders:
  late: [{at: 2 days before, remind: owner, tunable: 1 day..5 days}, {at: due, tell: leader}]
pauses:
  heard: {title: Høring, while: hear, ground: {act: forvaltningsloven, section: '19'}, at_most: 3 weeks, tunable: 2 weeks..6 weeks, stops: [first, second]}
clocks:
  first: {title: Første, kind: municipal, starts: case, lasts: limit.lasts, ladder: late, stops: {when: done(a)}}
  second: {title: Anden, kind: municipal, starts: case, lasts: limit.lasts, ladder: [{at: 2 days before, remind: owner, tunable: 1 day..5 days}], stops: {when: done(a)}}
  third: {title: Tredje, kind: law, law: {act: lov, section: '1'}, starts: case, lasts: limit.lasts, stops: {when: done(a)}}
  alone: {title: Alene, kind: municipal, starts: case, lasts: 3 weeks, tunable: 1 week..5 weeks, stops: {when: done(a)}}
does:
  a: {task: A, by: worker, due: 3 weeks, ladder: late}
  hear: {wait: Høring, optional: true, until: {after: 10 days}}
";

    fn flow() -> Flow {
        let (flow, findings) = read(FLOW);
        flow.unwrap_or_else(|| panic!("{findings:#?}"))
    }

    fn tuning(mut written: Json) -> Tuning {
        written["flow"] = json!("tried");
        written["from"] = json!("2026-02-01");
        serde_json::from_value(written).unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn entry(number: u32, deed: Deed) -> Entry {
        Entry {
            number,
            deed,
            set_at: at(&format!("2026-01-{number:02}T10:00:00Z")),
            by: "anna".to_owned(),
            why: "Mere tid".to_owned(),
        }
    }

    #[test]
    fn clocks_share_a_ladder_a_table_or_a_pause_by_name_and_not_by_the_same_words() {
        let flow = flow();
        let others = |id: &str| {
            let others = sharing(&flow, flow.clocks.get(id).unwrap());
            others
                .map(|clock| clock.id.to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(others("first"), "second third a");
        assert_eq!(others("second"), "first third");
        assert_eq!(others("third"), "first second");
        assert_eq!(others("a"), "first");
        assert_eq!(others("alone"), "");
    }

    #[test]
    fn one_tuning_moves_all_that_share_and_is_taken_back_from_all() {
        let flow = flow();
        let shared = json!({"clock": "first", "shared": true, "rungs": {"1": {"at": "4 days before"}}, "pauses": {"hear": "4 weeks"}, "rules": {"1": "4 weeks"}});
        let back = Deed::TakenBack {
            flow: flow.id.clone(),
            number: 1,
        };
        let journal = [
            entry(1, Deed::Tuned(tuning(shared))),
            Entry {
                set_at: at("2026-03-01T00:00:00Z"),
                ..entry(2, back)
            },
        ];
        let tunings = Tunings::of(&flow, &journal);
        assert_eq!(tunings.unfit(), []);
        let told = |clock: &str, now: &str| {
            let ready = tunings.holding(clock, || None, at("2026-01-05T00:00:00Z"), at(now))?;
            assert_eq!(tunings.numbered(ready.number, clock), Some(ready));
            let clock = &ready.fitted.clock;
            let rung = clock.ladder.first().map(|rung| rung.at.to_string());
            let pause = clock.pauses.first().and_then(|pause| pause.at_most);
            let rules = match &clock.lasts {
                Lasts::By(_, instead) => instead.values().next().copied(),
                _ => None,
            };
            let words = |length: Option<crate::calendar::Length>| {
                length.map_or_else(|| "-".to_owned(), |length| length.to_string())
            };
            Some(format!(
                "{} {} {}",
                rung.unwrap_or_default(),
                words(pause),
                words(rules)
            ))
        };
        let then = "2026-02-02T00:00:00Z";
        assert_eq!(told("first", then).unwrap(), "4 days before 4 weeks 4 weeks");
        assert_eq!(told("second", then).unwrap(), "2 days before 4 weeks 4 weeks");
        assert_eq!(told("third", then).unwrap(), " - 4 weeks");
        assert_eq!(told("a", then).unwrap(), "4 days before - -");
        for clock in ["first", "second", "third", "a"] {
            assert_eq!(told(clock, "2026-03-02T00:00:00Z"), None, "{clock}");
        }
        let steps = ["2026-01-31T00:00:00Z", then, "2026-03-02T00:00:00Z"].map(|now| tunings.steps(at(now)));
        assert_eq!(steps, [0, 1, 2], "however many clocks it moves");
    }

    #[test]
    fn what_one_of_them_may_not_or_is_tuned_to_by_itself_stands_in_the_way() {
        let flow = flow();
        let faults = |written: Json| {
            let faults = tuning(written).fit_each(&flow).unwrap_err();
            let told = |fault: &TuningFault| format!("{} {}", fault.code, fault.pointer);
            let said = faults[0].message.say(crate::text::Language::English);
            (faults.iter().map(told).collect::<Vec<_>>().join(", "), said)
        };
        // The law leaves the third five weeks.
        let (told, said) = faults(json!({"clock": "first", "shared": true, "rules": {"1": "7 weeks"}}));
        assert_eq!(told, "outside_limits /rules/1");
        assert!(said.contains("Tredje"), "{said}");
        let (told, _) = faults(json!({"clock": "alone", "shared": true, "lasts": "2 weeks"}));
        assert_eq!(told, "not_shared /shared");
        let (told, _) = faults(json!({"clock": "nobody", "shared": true, "lasts": "2 weeks"}));
        assert_eq!(told, "unknown_clock /clock");
        let own = Deed::Tuned(tuning(json!({"clock": "second", "rules": {"1": "3 weeks"}})));
        let tunings = Tunings::of(&flow, &[entry(1, own)]);
        let shared = tuning(json!({"clock": "first", "shared": true, "rules": {"1": "4 weeks"}}));
        let against = tunings.against(&flow, &shared);
        assert_eq!((against.len(), against[0].code), (1, "tuned_apart"));
        let ladder =
            tuning(json!({"clock": "first", "shared": true, "rungs": {"1": {"at": "4 days before"}}}));
        assert_eq!(tunings.against(&flow, &ladder), []);
    }
}
