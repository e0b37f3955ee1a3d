//! What parts draw.

use askama::Template;
use samspil_core::text::Language;

use super::*;

const EVIL: &str = "<script>\"'&";

#[test]
fn what_people_write_is_text_and_never_markup() {
    let evil = || EVIL.to_owned();
    let mut form = Form::new(Language::Danish);
    let choices = || vec![Choice::new(evil(), evil()).hint(evil())];
    form.add(Field::text("a", evil()).value(EVIL).hint(evil()).suffix(evil()));
    form.add(Field::lines("b", evil(), 3).value(EVIL));
    form.add(Field::select("c", evil(), choices()));
    form.add(Field::radio("d", evil(), choices()));
    form.add(Field::check("e", evil(), choices()));
    form.wrong("a", evil());
    let step = Step {
        title: evil(),
        about: Some(evil()),
        href: Some(evil()),
        state: StepState::Done,
    };
    let badge = Badge {
        text: evil(),
        tone: Some(Tone::Info),
    };
    let link = Cell::Link {
        href: evil(),
        text: evil(),
    };
    let time = Cell::Time {
        iso: evil(),
        text: evil(),
    };
    let table = Table {
        caption: evil(),
        head: vec![evil()],
        rows: vec![vec![Cell::Several(vec![
            link,
            time,
            Cell::Text(evil()),
            Cell::Badge(badge),
        ])]],
        empty: evil(),
    };
    for drawn in [
        form.render().unwrap(),
        Steps::new(Language::Danish, vec![step]).render().unwrap(),
        table.render().unwrap(),
        Definitions(vec![(evil(), Cell::Text(evil()))]).render().unwrap(),
        Alert::new(Language::Danish, Tone::Error, evil())
            .headed(evil())
            .render()
            .unwrap(),
    ] {
        assert!(!drawn.contains("<script>"), "{drawn}");
        assert!(!drawn.contains("\"'&"), "{drawn}");
        assert!(drawn.contains("&#60;script&#62;"), "{drawn}");
    }
}

#[test]
fn a_field_says_what_describes_it_and_keeps_what_was_written() {
    let mut form = Form::new(Language::Danish);
    form.add(
        Field::text("hours", "Timer".to_owned())
            .value("37")
            .hint("Pr. uge".to_owned())
            .optional(),
    );
    form.add(Field::password("secret", "Kode".to_owned()).value("x"));
    form.add(
        Field::radio(
            "answer",
            "Svar".to_owned(),
            vec![Choice::new("ja".to_owned(), "Ja".to_owned())],
        )
        .value("ja"),
    );
    assert!(form.is_right() && !form.render().unwrap().contains("alert"));
    form.wrong("hours", "Skriv et tal".to_owned());
    form.wrong("hours", "En anden fejl".to_owned());
    form.wrong("answer", "Vælg".to_owned());
    let drawn = form.render().unwrap();
    for piece in [
        "value=\"37\"",
        "aria-invalid=\"true\" aria-describedby=\"hours-hint hours-error\"",
        "Timer<span class=\"weight-normal\"> (frivilligt)</span>",
        "href=\"#hours\">Skriv et tal</a>",
        "href=\"#answer-1\">Vælg</a>",
        "value=\"ja\" class=\"form-radio\" checked",
    ] {
        assert!(drawn.contains(piece), "{piece}\n{drawn}");
    }
    assert!(!drawn.contains("En anden fejl") && !drawn.contains("value=\"x\""));
}
