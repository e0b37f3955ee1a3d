//! What is asked of one case, and of one that is not there.

use samspil_core::id::CaseId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::asked::{Question, Way, get};
use crate::flow::Flow;
use crate::heard::{Holds, Kept};
use crate::town::case;

/// The number of a case that no municipality has.
const NOTHING: u128 = 50;

/// A letter, as a program and as people read it; and what is said of it, where it is the first of its item, as one that is
/// not there can be asked about.
pub(crate) fn of_letter(case: CaseId, place: usize, letter: &Kept) -> Vec<Question> {
    let (page, id) = (format!("/cases/{case}"), letter.id);
    let mut all: Vec<Question> = ["/api/v1", ""]
        .iter()
        .map(|before| get(&format!("{before}{page}/documents/{id}"), Holds::Letter(place)))
        .collect();
    if letter.number == 1 {
        let said = format!("{page}/letters/{}/1", letter.item);
        all.push(get(&format!("{said}/sent"), Holds::Sends(place)));
    }
    all
}

/// The same questions of a case that is not there.
pub(crate) fn of_nothing(flow: &Flow) -> Vec<Question> {
    let nothing = case(NOTHING);
    let items = [flow.items[0].name.as_str(), flow.items[3].name.as_str()];
    let mut all = of_case(nothing, items);
    all.extend(rest_of_case(nothing, items));
    let letter = Kept {
        id: Uuid::from_u128(nothing.0.as_u128()),
        item: items[0].to_owned(),
        number: 1,
    };
    all.extend(of_letter(nothing, 0, &letter));
    all
}

/// What everyone asks of every case.
pub(crate) fn of_case(id: CaseId, items: [&str; 2]) -> Vec<Question> {
    let api = format!("/api/v1/cases/{id}");
    let page = format!("/cases/{id}");
    let mut all = vec![
        get(&api, Holds::Everything),
        get(&format!("{api}/events?limit=100"), Holds::History),
        get(&format!("{api}/clocks"), Holds::Nothing),
        get(&format!("{api}/documents"), Holds::Letters),
        get(&format!("{api}/looked"), Holds::Nothing),
        get(&format!("{api}/links"), Holds::Nothing),
        get(&page, Holds::Title),
    ];
    for more in ["history", "picture", "goals", "brief", "looked", "actions/hold"] {
        all.push(get(&format!("{page}/{more}"), Holds::Nothing));
    }
    for item in items {
        all.push(get(&format!("{api}/items/{item}/why"), Holds::Nothing));
        all.push(get(&format!("{page}/tasks/{item}"), Holds::Nothing));
        let nowhere = json!({"data": {"s0": {"nowhere": "x"}}});
        all.push(Question {
            way: Way::Refused(nowhere),
            ..get(&format!("{api}/tasks/{item}/complete"), Holds::Nothing)
        });
    }
    let skips = json!({"do": "skip", "item": items[0], "reason": ""});
    all.push(Question {
        way: Way::Refused(skips),
        ..get(&format!("{api}/commands"), Holds::Nothing)
    });
    all
}

/// What is asked of every case by some.
pub(crate) fn rest_of_case(id: CaseId, [one, other]: [&str; 2]) -> Vec<Question> {
    let api = format!("/api/v1/cases/{id}");
    let page = format!("/cases/{id}");
    let mut paths = vec![
        format!("{api}/goals"),
        format!("{page}/looked.csv"),
        format!("{page}/links"),
        format!("{page}/own"),
        format!("{page}/clocks/none/extend"),
        format!("{page}/clocks/none/acknowledge"),
        format!("{page}/tasks/{one}/mark"),
        format!("/tasks/hand-on?task={id}/{one}"),
    ];
    paths.extend(["plan", "meetings", "letters", "consents"].map(|part| format!("{page}/own/{part}")));
    let deviations = ["start", "skip", "redo", "cancel", "finish", "hand-over"];
    paths.extend(deviations.map(|way| format!("{page}/items/{one}/{way}")));
    paths.extend(["arrange", "call-off"].map(|way| format!("{page}/meetings/{other}/{way}")));
    let said = ["sent", "received", "failed", "write"];
    paths.extend(said.map(|way| format!("{page}/letters/{other}/1/{way}")));
    let mut all: Vec<Question> = paths.iter().map(|path| get(path, Holds::Nothing)).collect();
    all.extend(stale(&format!("{api}/tasks/{one}")));
    all.extend(unfit(&api, &page, (one, other)));
    all
}

/// Commands and forms that lack what they need, so that nothing is changed by them.
fn unfit(api: &str, page: &str, (one, other): (&str, &str)) -> Vec<Question> {
    let nobody = json!({"party": "nobody", "person": Uuid::nil()});
    let commands = [
        (format!("{api}/hassles"), json!({"step": "none", "said": "x"})),
        (format!("{api}/letters/{other}/99/write"), Value::Null),
        (format!("{api}/links"), nobody),
    ];
    let commands = commands.map(|(path, body)| Question {
        way: Way::Refused(body),
        ..get(&path, Holds::Nothing)
    });
    let forms = [
        (format!("{page}/hassles"), "step=none&said=x"),
        (format!("{page}/links"), "who="),
        (format!("{page}/clocks/none/extend"), "reason="),
        (format!("{page}/items/{one}/skip"), "reason="),
        (format!("{page}/letters/{other}/1/failed"), "reason="),
        (format!("{page}/meetings/{other}/arrange"), "day="),
    ];
    let forms = forms.map(|(path, form)| Question {
        way: Way::Form(form),
        ..get(&path, Holds::Nothing)
    });
    commands.into_iter().chain(forms).collect()
}

/// The commands of everyday work at a task, none of which changes anything.
fn stale(task: &str) -> [Question; 4] {
    let commands: [(&str, Value); 4] = [
        ("claim", Value::Null),
        ("release", Value::Null),
        ("draft", json!({"data": {}})),
        ("hand-over", json!({"to": "nobody"})),
    ];
    commands.map(|(command, body)| Question {
        way: Way::Stale(body),
        ..get(&format!("{task}/{command}"), Holds::Nothing)
    })
}
