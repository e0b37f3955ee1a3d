//! Every part that pages are made of, on one page: for whoever makes pages, and for the tests of accessibility.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use samspil_core::text::Message;

use super::parts::{
    Alert, Badge, Cell, Choice, Definitions, Field, Form, Step, StepState, Steps, Table, Tone,
};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "wardrobe.html")]
struct Wardrobe<'page> {
    page: &'page Shell,
    notices: Vec<Alert>,
    right: Form,
    wrong: Form,
    tables: [Table; 2],
    about: Definitions,
    steps: Steps,
}

/// Where it lies.
pub(super) const PATH: &str = "/about/parts";

/// The page, where the program was started with it: whoever works with real cases has no use for samples.
pub(super) async fn page(State(app): State<App>, page: Shell) -> Response {
    if app.samples.get().is_none() {
        return Problem::new(Kind::NOT_FOUND).into_response();
    }
    let page = page.titled(&Message::new("parts-title"));
    let notice = |tone: Tone| Alert::new(page.language, tone, page.t("parts-notice"));
    let template = Wardrobe {
        notices: Tone::ALL.into_iter().map(notice).collect(),
        right: form(&page, "right"),
        wrong: wrong(&page),
        tables: [table(&page, rows(&page)), table(&page, Vec::new())],
        about: Definitions(vec![(page.t("parts-name"), Cell::Text("A\nB".to_owned()))]),
        steps: steps(&page),
        page: &page,
    };
    show(StatusCode::OK, &page, &template)
}

fn form(page: &Shell, name: &str) -> Form {
    let mut form = Form::new(page.language);
    let named = |kind: &str| format!("{name}-{kind}");
    let label = || page.t("parts-field");
    let choices = || {
        let one = Choice::new("1".to_owned(), page.t("parts-one")).hint(page.t("parts-hint"));
        vec![one, Choice::new("2".to_owned(), page.t("parts-other"))]
    };
    form.add(
        Field::text(&named("text"), label())
            .hint(page.t("parts-hint"))
            .longest(100),
    );
    form.add(Field::number(&named("number"), label()).optional());
    form.add(
        Field::decimal(&named("decimal"), label())
            .suffix(page.t("parts-unit"))
            .value("37"),
    );
    form.add(Field::date(&named("date"), label()).value("2026-01-31"));
    form.add(Field::lines(&named("lines"), label(), 3).value("\n<b>"));
    form.add(Field::select(&named("select"), label(), choices()).value("2"));
    form.add(Field::radio(&named("radio"), label(), choices()).value("1"));
    form.add(
        Field::check(&named("check"), label(), choices())
            .value("1")
            .value("2"),
    );
    form
}

fn wrong(page: &Shell) -> Form {
    let mut wrong = form(page, "wrong");
    let names: Vec<String> = wrong.fields.iter().map(|field| field.name().to_owned()).collect();
    for name in names {
        wrong.wrong(&name, page.t("parts-wrong"));
    }
    wrong
}

fn rows(page: &Shell) -> Vec<Vec<Cell>> {
    let badge = |tone| {
        let text = page.t("parts-state");
        Cell::Badge(Badge { text, tone })
    };
    let link = Cell::Link {
        href: "/".to_owned(),
        text: page.t("parts-one"),
    };
    let time = Cell::Time {
        iso: "2026-01-31".to_owned(),
        text: "31.01.2026".to_owned(),
    };
    vec![
        vec![link, Cell::Several(vec![badge(None), badge(Some(Tone::Error))])],
        vec![time, badge(Some(Tone::Success))],
        vec![Cell::Text(page.t("parts-other")), Cell::Empty],
    ]
}

fn table(page: &Shell, rows: Vec<Vec<Cell>>) -> Table {
    Table {
        caption: page.t("parts-table"),
        head: vec![page.t("parts-name"), page.t("parts-state")],
        rows,
        empty: page.t("parts-no-rows"),
    }
}

fn steps(page: &Shell) -> Steps {
    let states = [
        StepState::Done,
        StepState::Late,
        StepState::Current,
        StepState::Coming,
    ];
    let step = |state: StepState| Step {
        title: page.t("parts-name"),
        about: Some(page.t("parts-hint")),
        href: (state == StepState::Done).then(|| "/".to_owned()),
        state,
    };
    Steps::new(page.language, states.into_iter().map(step).collect())
}
