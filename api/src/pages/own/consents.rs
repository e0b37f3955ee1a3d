//! What the citizen has said yes to: to see it, to say yes to more, and to take it back.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::case::{Eyes, GivenBy, GivenHow, View};

use super::{Head, Own, address};
use crate::app::App;
use crate::pages::case::action::Written;
use crate::pages::case::consents::consents;
use crate::pages::case::trust;
use crate::pages::key::Key;
use crate::pages::parts::{Form, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;

#[derive(Template)]
#[template(path = "own/consents.html")]
struct ConsentsPage<'page> {
    page: &'page Shell,
    head: Head,
    /// The pages that take what is sent.
    actions: String,
    /// The page to come back to.
    back: String,
    table: Option<Table>,
    /// Those that can be taken back.
    holding: Vec<Holding>,
    form: Option<Form>,
    how: &'static str,
    given_by: &'static str,
    key: Key,
}

/// A consent that holds.
struct Holding {
    number: u32,
    /// To whom, and to what.
    says: String,
    key: Key,
}

/// Whether consents are anything in this case for the reader.
pub(super) fn has_any(view: &View<'_>, eyes: &Eyes) -> bool {
    let given = !view.case.consents.is_empty() && view.knows_grounds(eyes);
    given || trust::offers_giving(view, eyes) || trust::offers_taking_back(view, eyes)
}

/// The page.
pub(super) fn drawn(app: &App, page: &Shell, own: &Own, head: Head) -> Response {
    let (view, eyes) = (own.view(), &own.eyes);
    let key = || Key::new(app.engine.ids().as_ref());
    let case = own.read.case.id;
    let giver = if eyes.is_guardian() {
        GivenBy::Guardian
    } else {
        GivenBy::Citizen
    };
    let holding = trust::holding(&view).filter(|_| trust::offers_taking_back(&view, eyes));
    let template = ConsentsPage {
        actions: format!("/cases/{case}/actions"),
        back: format!("{}/consents", address(case)),
        table: consents(&view, eyes, own.speaker(page.language)),
        holding: holding
            .map(|consent| Holding {
                number: consent.number,
                says: trust::named(&view, consent, page.language),
                key: key(),
            })
            .collect(),
        form: trust::offers_giving(&view, eyes).then(|| {
            let mut form = Form::new(page.language);
            trust::to_whom(page, &view, &Written::default(), &mut form);
            trust::lasting(page, &Written::default(), &mut form);
            form
        }),
        how: GivenHow::Digital.word(),
        given_by: giver.word(),
        key: key(),
        head,
        page,
    };
    show(StatusCode::OK, page, &template)
}
