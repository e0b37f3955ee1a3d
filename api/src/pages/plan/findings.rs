//! What shows between the cases, in sentences.

use samspil_core::across::{Asking, Finding, Mark};
use samspil_core::calendar::local_date;
use samspil_core::flow::Flow;
use samspil_core::text::{Arg, Message, Text, date};
use samspil_runtime::InPlan;

use super::tables::Drawing;

/// A sentence for each finding.
pub(super) fn sentences(drawing: &Drawing<'_>) -> Vec<String> {
    let found = drawing.plan.findings();
    let said = found.iter().filter_map(|finding| sentence(drawing, finding));
    said.map(|message| drawing.speaker.say(&message)).collect()
}

fn sentence(drawing: &Drawing<'_>, finding: &Finding) -> Option<Message> {
    let key = format!("plan-found-{}", finding.word().replace('_', "-"));
    let message = Message::new(&key);
    match finding {
        Finding::AskedTwice { first, second } => asked_twice(drawing, message, *first, *second),
        Finding::TwoStories { first, second } => two_stories(drawing, message, *first, *second),
        Finding::Parallel(parts) => Some(message.with("plans", titles(drawing, parts))),
        Finding::Against { one, other } => {
            let message = message.with("one", goal(drawing, *one)?);
            Some(message.with("other", goal(drawing, *other)?))
        }
        Finding::Collide { one, other } => {
            let (first, at) = meeting(drawing, *one)?;
            let (second, _) = meeting(drawing, *other)?;
            Some(message.with("one", first).with("other", second).with("at", at))
        }
        Finding::Crowded { week, parts } => {
            let count = i64::try_from(parts.len()).unwrap_or(i64::MAX);
            let message = message.with("week", date(*week)).with("count", count);
            Some(message.with("plans", titles(drawing, parts)))
        }
        Finding::Back { ended, anew } => {
            let day = drawing.plan.parts.get(*ended)?.stood_still_at?;
            let message = message.with("ended", title(drawing, *ended)?);
            let message = message.with("day", date(local_date(day)));
            Some(message.with("anew", title(drawing, *anew)?))
        }
    }
}

fn title(drawing: &Drawing<'_>, part: usize) -> Option<String> {
    drawing.plan.cases.get(part).map(|one| drawing.title(one))
}

fn titles(drawing: &Drawing<'_>, parts: &[usize]) -> Arg {
    let titles = parts.iter().filter_map(|part| title(drawing, *part));
    Arg::List(titles.map(Arg::Text).collect())
}

fn asking<'d>(drawing: &'d Drawing<'_>, mark: Mark) -> Option<(&'d InPlan, &'d Asking)> {
    let asking = drawing.plan.parts.get(mark.part)?.asks.get(mark.number)?;
    Some((drawing.plan.cases.get(mark.part)?, asking))
}

/// What a question is called: the field that takes its answer, otherwise the form or request that asks.
pub(in crate::pages) fn asking_title<'f>(flow: &'f Flow, asking: &Asking) -> Option<&'f Text> {
    match &asking.field {
        Some(path) => flow.data.field(path).map(|field| &field.title),
        None => flow.items.get(&asking.item).map(|item| &item.title),
    }
}

/// What the question is called where it is asked.
fn question(drawing: &Drawing<'_>, mark: Mark) -> Option<String> {
    let (one, asking) = asking(drawing, mark)?;
    let title = asking_title(&one.read.run.flow, asking)?;
    Some(title.in_language(drawing.speaker.language).to_owned())
}

/// Who asked: the departments, or the case where no unit is in it.
fn who(drawing: &Drawing<'_>, mark: Mark) -> Option<String> {
    let departments = drawing.departments(drawing.plan.parts.get(mark.part)?);
    let by_title = || title(drawing, mark.part);
    Some(departments)
        .filter(|names| !names.is_empty())
        .or_else(by_title)
}

fn asked_twice(drawing: &Drawing<'_>, message: Message, first: Mark, second: Mark) -> Option<Message> {
    let day = |mark| asking(drawing, mark).map(|(_, asking)| date(local_date(asking.at)));
    let message = message
        .with("question", question(drawing, second)?)
        .with("first", who(drawing, first)?)
        .with("first_day", day(first)?);
    let message = message.with("second", who(drawing, second)?);
    Some(message.with("second_day", day(second)?))
}

fn two_stories(drawing: &Drawing<'_>, message: Message, first: Mark, second: Mark) -> Option<Message> {
    let answer = |mark| {
        let (one, asking) = asking(drawing, mark)?;
        let field = one.read.run.flow.data.field(asking.field.as_ref()?)?;
        Some(drawing.speaker.value(field, asking.answer.as_ref()?))
    };
    let message = message
        .with("question", question(drawing, second)?)
        .with("first", who(drawing, first)?)
        .with("first_answer", answer(first)?);
    let message = message.with("second", who(drawing, second)?);
    Some(message.with("second_answer", answer(second)?))
}

/// A goal with its plan.
fn goal(drawing: &Drawing<'_>, mark: Mark) -> Option<String> {
    let goal = drawing.plan.parts.get(mark.part)?.goals.get(mark.number)?;
    let one = drawing.plan.cases.get(mark.part)?;
    let title = drawing.title(one);
    Some(format!("{} ({title})", drawing.said(one, &goal.goal)))
}

/// A meeting with its plan, and when it begins.
fn meeting(drawing: &Drawing<'_>, mark: Mark) -> Option<(String, chrono::DateTime<chrono::Utc>)> {
    let meeting = drawing.plan.parts.get(mark.part)?.appointments.get(mark.number)?;
    let title = meeting.title.in_language(drawing.speaker.language);
    let text = format!("{title} ({})", self::title(drawing, mark.part)?);
    Some((text, meeting.meets.starts))
}
