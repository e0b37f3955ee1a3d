//! What the words of a flow file come to mean.

use crate::calendar::{DaySet, DayZero, EndAt, Length, PlanBy, Rhythm, Roll, Window};
use crate::flow::{
    After, Again, Anchor, Clock, ClockKind, ClockStart, ClockStop, CountedFrom, FieldKind, Flow, Hit, Item,
    ItemKind, Lasts, OutputKind, Received, Recipient, RungAction, RungAt, Sent, SentBy, Sight, Starts,
    Validity,
};
use crate::id::{FieldPath, ItemId};

use super::read;

const EVERY_CONSTRUCT: &str = include_str!("testdata/every_construct.yaml");

fn flow() -> Flow {
    read(EVERY_CONSTRUCT).0.unwrap()
}

fn item(name: &str) -> Item {
    flow().items.get(name).unwrap().clone()
}

fn clock(name: &str) -> Clock {
    flow().clocks.get(name).unwrap().clone()
}

fn id(name: &str) -> ItemId {
    ItemId::new(name).unwrap()
}

fn path(text: &str) -> FieldPath {
    FieldPath::new(text).unwrap()
}

#[test]
fn items_stand_in_reading_order_below_their_stage() {
    let flow = flow();
    let order: Vec<(&str, Option<&str>)> = flow
        .items
        .values()
        .map(|item| (item.id.as_str(), item.parent.as_ref().map(ItemId::as_str)))
        .take(6)
        .collect();
    assert_eq!(
        order,
        [
            ("intake", None),
            ("first_contact", Some("intake")),
            ("register", Some("first_contact")),
            ("ring_up", Some("intake")),
            ("deciding", None),
            ("assess", Some("deciding")),
        ]
    );
    assert_eq!(item("remember").parent, None);
}

#[test]
fn the_clock_of_an_item_is_its_due_or_its_rhythm() {
    for (name, lasts) in [
        ("register", Lasts::For(Length::WorkingDays(3))),
        ("ring_up", Lasts::For(Length::Weeks(1))),
        ("report", Lasts::Until(Anchor::Rhythm)),
        ("assess", Lasts::For(Length::Weeks(4))),
        (
            "network",
            Lasts::Window(item("network").repeats.unwrap().window.unwrap()),
        ),
        (
            "follow_up",
            Lasts::Before(Length::WorkingDays(10), Anchor::DueOf(id("report"))),
        ),
    ] {
        let clock = clock(name);
        assert_eq!(clock.lasts, lasts, "{name}");
        assert_eq!(clock.item, Some(id(name)));
        assert_eq!(clock.starts, ClockStart::Opened(id(name)));
        assert_eq!(clock.stops, ClockStop::ItemEnds);
    }
    let flow = flow();
    assert!(!flow.clocks.contains_key("remember"));
    let names: Vec<&str> = flow.clocks.keys().map(crate::id::ClockId::as_str).collect();
    assert_eq!(names[..3], ["decide", "appeal_limit", "adult"]);
    assert_eq!(names[9..11], ["register", "ring_up"]);
}

#[test]
fn clocks_of_the_case() {
    let decide = clock("decide");
    assert_eq!(decide.kind, ClockKind::Municipal);
    assert_eq!(decide.starts, ClockStart::Field(path("application.received_on")));
    assert_eq!(decide.term.roll, Roll::NextWorkingDay);
    assert_eq!(decide.term.days, DaySet::Statutory);
    assert_eq!(decide.term.plan_by, PlanBy::Same);
    assert_eq!(decide.pauses[0].at_most, Some(Length::Weeks(3)));
    assert!(matches!(&decide.stops, ClockStop::When(guard) if guard.text == "done(decide_help)"));
    for (name, starts, lasts) in [
        (
            "adult",
            ClockStart::Field(path("application.born_on")),
            Lasts::For(Length::AtAge(216)),
        ),
        ("whole_case", ClockStart::CaseStart, Lasts::For(Length::Years(2))),
        (
            "after_decision",
            ClockStart::Done(id("decide_help")),
            Lasts::For(Length::Weeks(4)),
        ),
        (
            "while_assessing",
            ClockStart::Opened(id("assess")),
            Lasts::For(Length::Weeks(4)),
        ),
        (
            "before_start",
            ClockStart::Known(path("order.start")),
            Lasts::Before(Length::WorkingDays(10), Anchor::Field(path("order.start"))),
        ),
        (
            "start",
            ClockStart::Known(path("order.start")),
            Lasts::Until(Anchor::Field(path("order.start"))),
        ),
    ] {
        let clock = clock(name);
        assert_eq!((clock.starts, clock.lasts), (starts, lasts), "{name}");
        assert_eq!(clock.stops, ClockStop::CaseEnds);
    }
    assert_eq!(clock("adult").kind, ClockKind::Practice);
    let text = "kind: agreement\n          law: {act: serviceloven";
    let by_law = EVERY_CONSTRUCT.replacen(text, "law: {act: serviceloven", 1);
    let flow = read(&by_law).0.unwrap();
    assert_eq!(flow.clocks.get("assess").unwrap().kind, ClockKind::Law);
}

#[test]
fn what_else_a_clock_can_say() {
    assert_eq!(clock("assess").target, Some(Length::Weeks(3)));
    let decide = clock("decide");
    assert_eq!(decide.term.day_zero, DayZero::Counted);
    assert_eq!(
        decide.term.at,
        EndAt::Time(chrono::NaiveTime::from_hms_opt(12, 0, 0).unwrap())
    );
    assert_eq!(decide.extends.unwrap().at_most, Length::Weeks(4));
    // A named pause is one of each clock that it stops, after the clock's own.
    let titles = |name: &str| -> Vec<Option<String>> {
        let pauses = clock(name).pauses.into_iter();
        pauses.map(|pause| pause.title.map(|title| title.da)).collect()
    };
    let named = Some("Lægens oplysninger".to_owned());
    assert_eq!(titles("decide"), [Some("Partshøring".to_owned()), named.clone()]);
    assert_eq!(titles("assess"), [None, named]);
    let received = Received {
        sent: Sent::Done(id("decide_help")),
        by: SentBy::Field(path("assessment.sent_by")),
        actual: Some(path("assessment.came_on")),
        evidence: Some(path("assessment.shown_by")),
    };
    assert_eq!(clock("appeal_limit").starts, ClockStart::Received(received));
    let network = item("network").repeats.unwrap();
    let window = Window {
        at_least: 3,
        in_any: Length::Months(12),
        at_most_apart: Some(Length::Months(5)),
    };
    assert_eq!(network.window, Some(window));
    assert_eq!(
        clock("network").ladder.len(),
        2,
        "a warning and a word when it is late"
    );
    let from = |text: &str| {
        let flow = EVERY_CONSTRUCT.replacen("first: 1 month, from: order.start", text, 1);
        let flow = flow.replacen("every: 3 months,", "every: 3 months from done(agree),", 1);
        let (flow, findings) = read(&flow);
        flow.unwrap_or_else(|| panic!("{findings:?}")).items["report"]
            .repeats
            .clone()
            .unwrap()
            .from
    };
    assert_eq!(from("first: 1 month"), Some(CountedFrom::Done(id("agree"))));
}

#[test]
fn a_ladder_by_name_is_the_ladder_itself() {
    let ladder = clock("decide").ladder;
    assert_eq!(ladder, flow().ladders.get("late").unwrap().rungs);
    let moments: Vec<&RungAt> = ladder.iter().map(|rung| &rung.at).collect();
    assert_eq!(
        moments,
        [
            &RungAt::Percent(75),
            &RungAt::Before(Length::WorkingDays(5)),
            &RungAt::Due,
            &RungAt::After(Length::Days(1)),
            &RungAt::After(Length::WorkingDays(2)),
            &RungAt::After(Length::WorkingDays(3)),
            &RungAt::After(Length::Weeks(2)),
        ]
    );
    assert_eq!(ladder[0].does, RungAction::Remind(Recipient::Owner));
    assert_eq!(ladder[1].does, RungAction::Open(id("delay_letter")));
    assert_eq!(ladder[2].does, RungAction::Tell(Recipient::Leader));
    assert_eq!(ladder[3].does, RungAction::RaisePriority);
    assert_eq!(ladder[5].does, RungAction::Tell(Recipient::Coordinator));
    let again = Again {
        every: Length::WorkingDays(1),
        at_most: 3,
        until_acknowledged: true,
    };
    assert_eq!(ladder[5].again, Some(again));
    assert_eq!(ladder[6].does, RungAction::Call(id("crisis")));
    assert!(ladder[6].unless_acknowledged && !ladder[5].unless_acknowledged);
    let flow = flow();
    assert_eq!(flow.coordinator().unwrap().id.as_str(), "guide");
}

#[test]
fn conditions_and_effects_of_items() {
    for (name, after) in [
        ("deciding", After::All(vec![id("register")])),
        ("decide_help", After::Any(vec![id("assess"), id("hearing")])),
        ("price", After::AtLeast(1, vec![id("decide_help"), id("appeal")])),
        ("delivery", After::All(vec![id("decide_help")])),
    ] {
        assert_eq!(item(name).after, Some(after), "{name}");
    }
    assert!(matches!(
        item("hearing").kind,
        ItemKind::Wait(wait) if wait.message.is_some() && wait.after == Some(Length::Days(10))
    ));
    assert_eq!(item("hearing").starts, Starts::ByHand);
    assert_eq!(item("delay_letter").starts, Starts::ByLadder);
    assert!(item("ring_up").owed_at_start && item("ring_up").optional && item("appeal").out_of_play);
    assert_eq!(item("intake").seen_by, Sight::Everyone);
    let report = item("report").repeats.unwrap();
    assert_eq!(report.every, Some(Rhythm::Every(Length::Months(3))));
    assert_eq!(report.opens, Some(Length::Days(14)));
    let follow_up = item("follow_up");
    assert_eq!(follow_up.then_again, [id("agree")]);
    assert_eq!(follow_up.repeats.unwrap().at_most, Some(2));
}

#[test]
fn fields_have_titles_types_and_paths() {
    let data = flow().data;
    assert_eq!(data.sections["application"].title.da, "Ansøgning");
    assert_eq!(data.sections["assessment"].title.da, "Assessment");
    let rate = data.field(&path("order.lines.rate")).unwrap();
    assert_eq!(
        rate.kind,
        FieldKind::Money {
            per: Some("day".to_owned())
        }
    );
    assert_eq!(rate.title.da, "Rate");
    let street = data.field(&path("assessment.address.street")).unwrap();
    assert_eq!(street.kind, FieldKind::Text);
    let complete = data.field(&path("order.lines.complete")).unwrap();
    assert_eq!(complete.is.as_ref().unwrap().text, "hours > 0 && rate > 0");
    assert!(matches!(
        &data.field(&path("assessment.route")).unwrap().kind,
        FieldKind::Choice { of } if of["home"].da == "Home"
    ));
}

#[test]
fn an_expression_knows_where_its_first_character_stands() {
    for (written, text) in [
        ("not quoted", "not quoted"),
        ("\"in quotes\"", "in quotes"),
        ("'it''s so'", "it's so"),
        ("true", "true"),
        ("|\n    below\n", "below"),
        ("1", "1"),
    ] {
        let file = format!(
            "samspil: 1\nflow: f\ntitle: Sag\nparties: {{a: {{title: A, side: partner}}}}\ndoes: {{m: {{milestone: M}}}}\ncloses:\n  when: {written}\n"
        );
        let (flow, findings) = read(&file);
        assert_eq!(findings, []);
        let closes = flow.unwrap().closes.unwrap();
        assert_eq!(closes.text, text);
        let place = closes.place;
        let line = file.lines().nth(place.line as usize - 1).unwrap();
        let first: String = line.chars().skip(place.column as usize - 1).take(1).collect();
        assert!(text.starts_with(&first), "{written}: {place:?}");
    }
}

#[test]
fn tables_have_columns_and_rules_with_cells_as_they_were_written() {
    let flow = flow();
    let rate = &flow.tables["day_rate"];
    assert_eq!(rate.hit, Hit::Unique);
    assert_eq!(rate.reads.keys().collect::<Vec<_>>(), ["need", "route"]);
    assert_eq!(rate.reads["need"].is.text, "assessment.need");
    assert_eq!(rate.reads["route"].of.as_ref().unwrap().any_of.len(), 2);
    assert_eq!(
        rate.gives.keys().collect::<Vec<_>>(),
        ["amount", "group", "step", "hours"]
    );
    assert_eq!(rate.gives["hours"].values[1].text, "7.5");
    let day = |text: &str| text.parse().ok();
    let valid = |from, to| {
        Some(Validity {
            from: day(from),
            to: day(to),
        })
    };
    assert_eq!(rate.valid, valid("2026-01-01", "2027-12-31"));
    let of_rules: Vec<_> = rate.rules.iter().map(|rule| rule.valid).collect();
    assert_eq!(
        of_rules,
        [None, valid("", "2026-12-31"), valid("2027-01-01", ""), None]
    );
    let cell = |rule: usize, name: &str| {
        let cell = &rate.rules[rule].tests[name];
        let texts: Vec<&str> = cell.any_of.iter().map(|one| one.text.as_str()).collect();
        (cell.not, texts)
    };
    assert_eq!(cell(1, "need"), (false, vec!["> 1"]));
    assert_eq!(cell(2, "need"), (false, vec!["2", "3", "4"]));
    assert_eq!(cell(3, "need"), (true, vec!["0", "1"]));
    assert!(!rate.rules[0].tests.contains_key("route"));
    assert_eq!(rate.rules[0].gives["amount"].text, "412.50");
    let limit = &flow.tables["reply_limit"];
    assert_eq!(
        (limit.hit, &limit.gives["limit"].kind),
        (Hit::First, &OutputKind::Length)
    );
    assert!(limit.otherwise.as_ref().unwrap().note.is_some());
    assert!(matches!(&clock("reply").lasts, Lasts::By(table, _) if table.text == "reply_limit.limit"));
}
