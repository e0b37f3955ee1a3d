//! The pair that a case is in: what was said, and what either side waits for.

use samspil_core::case::{Eyes, OverBecause, OwedNow, PairTold, SpokenTold, View};
use samspil_core::text::{Message, date, instant};

use crate::pages::parts::{Cell, Table};
use crate::pages::words::Speaker;

/// The newest pair of a case.
pub(super) struct PairSection {
    /// What it is called.
    pub(super) title: String,
    /// How it stands, and what is waited for.
    pub(super) lines: Vec<String>,
    /// What has been said.
    pub(super) spoken: Table,
}

/// The newest pair as the reader may read of it; none where there is none.
pub(super) fn paired(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Option<PairSection> {
    let told = view.pairs_seen(eyes).into_iter().next()?;
    let mut lines = vec![speaker.say(&standing(&told))];
    if told.over.is_none() {
        lines.extend(waits(view, eyes, speaker));
    }
    let heads = ["what", "by", "times", "last"];
    let rows = told.spoken.iter().map(|one| row(&told, one, speaker));
    Some(PairSection {
        title: told.title.in_language(speaker.language).to_owned(),
        lines,
        spoken: Table {
            caption: speaker.t("pair-spoken"),
            head: heads
                .into_iter()
                .map(|head| speaker.t(&format!("pair-{head}")))
                .collect(),
            rows: rows.collect(),
            empty: speaker.t("pair-nothing-said"),
        },
    })
}

fn standing(told: &PairTold) -> Message {
    let key = match told.over {
        None if told.case.is_some() => "pair-goes-on",
        None => "pair-called",
        Some(OverBecause::Message) => "pair-over",
        Some(OverBecause::OtherClosed) => "pair-other-closed",
        Some(OverBecause::OtherEnded) => "pair-other-ended",
        Some(OverBecause::OwnEnded) => "pair-own-ended",
        Some(OverBecause::OtherGone) => "pair-other-gone",
    };
    let message = Message::new(key).with("other", &told.other);
    message.with("reason", told.reason.as_deref().unwrap_or_default())
}

/// What the other side owes, and what is owed to it.
fn waits(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Vec<String> {
    let Some(pair) = &view.run.flow.pair else {
        return Vec::new();
    };
    let line = |debt: &OwedNow| {
        let key = if debt.debtor.as_ref() == Some(&pair.other) {
            "pair-waits-for"
        } else if debt.creditor.as_ref() == Some(&pair.other) {
            "pair-owes"
        } else {
            return None;
        };
        let due = debt.due.map_or_else(
            || Message::new("pair-no-due"),
            |due| {
                let day = samspil_core::calendar::local_date(due);
                Message::new("pair-due").with("due", date(day))
            },
        );
        let message = Message::new(key)
            .with("other", view.party_title(&pair.other))
            .with("item", view.title(&debt.item))
            .with("due", due);
        Some(speaker.say(&message))
    };
    view.debts_seen(eyes).iter().filter_map(line).collect()
}

fn row(told: &PairTold, one: &SpokenTold, speaker: Speaker<'_>) -> Vec<Cell> {
    let by = match (one.said, one.heard) {
        (0, _) => told.other.in_language(speaker.language).to_owned(),
        (_, 0) => speaker.t("pair-by-us"),
        _ => speaker.t("pair-by-both"),
    };
    let times = i64::from(one.said.saturating_add(one.heard));
    vec![
        Cell::Text(one.title.in_language(speaker.language).to_owned()),
        Cell::Text(by),
        Cell::Text(times.to_string()),
        one.last_at
            .map_or(Cell::Empty, |at| Cell::Text(instant(at, speaker.language))),
    ]
}

#[cfg(test)]
mod tests {
    use samspil_core::calendar::Calendar;
    use samspil_core::case::{Actor, Asked, Runnable};
    use samspil_core::flow::{read, with_protocol};
    use samspil_core::guard::compile_all;
    use samspil_core::id::ItemId;
    use samspil_core::simulate::{Both, Which};
    use samspil_core::text::Language;
    use serde_json::json;

    use samspil_core::id::PartyId;

    use super::*;
    use crate::pages::names::Names;

    const ORDERING: &str = include_str!("../../../../flows/bestilling/flow.yaml");
    const DELIVERY: &str = include_str!("../../../../flows/levering/flow.yaml");

    fn run(text: &str) -> Runnable {
        let (flow, _) = read(text);
        let flow = flow.unwrap();
        let (guards, _) = compile_all(&flow);
        Runnable::new(flow, guards, 1, Calendar::default())
    }

    fn party(name: &str) -> PartyId {
        PartyId::new(name).unwrap()
    }

    #[test]
    fn what_was_said_and_what_is_waited_for_stands_on_both_cases_and_only_for_those_who_see_it() {
        let (one, other) = (run(ORDERING), run(&with_protocol(DELIVERY, ORDERING).unwrap()));
        let now = "2026-01-05T08:00:00Z".parse().unwrap();
        let mut both = Both::new(&one, &other, now);
        both.start(now, "Sag 1", Vec::new(), json!({})).unwrap();
        let line = json!({"number": "L1", "goal": "Ro", "need": 2, "intervention": "Støtte", "hours": 3, "rate": 900});
        for (item, order) in [
            (
                "agree_purpose",
                json!({"talked_on": "2026-01-05", "wishes": "Ro", "purpose": "Ro"}),
            ),
            ("own_means", json!({"own_means": "Naboen"})),
            ("send", json!({"starts_on": "2026-02-01", "lines": [line]})),
        ] {
            let asked = Asked::Complete {
                item: ItemId::new(item).unwrap(),
                data: json!({"order": order}),
            };
            let by = Actor::Party {
                party: party("caseworker"),
            };
            both.ask(Which::First, by, asked).unwrap();
        }
        let names = Names::default();
        let mut told = String::new();
        for language in Language::ALL {
            let speaker = Speaker {
                language,
                names: &names,
            };
            for (which, eyes) in [(Which::First, "caseworker"), (Which::Second, "provider")] {
                let view = both.of(which).view().unwrap();
                let section = paired(&view, &Eyes::of(vec![party(eyes)]), speaker).unwrap();
                told.push_str(&format!("{}\n{}\n", section.title, section.lines.join("\n")));
                for row in &section.spoken.rows {
                    let texts = row.iter().map(|cell| match cell {
                        Cell::Text(text) => text.as_str(),
                        _ => "",
                    });
                    told.push_str(&format!("{}\n", texts.collect::<Vec<_>>().join(" | ")));
                }
                assert!(paired(&view, &Eyes::of(vec![party("neighbour")]), speaker).is_none());
            }
        }
        insta::assert_snapshot!(told);
    }
}
