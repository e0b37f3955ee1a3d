//! What the forms here share: fields for days, and faults at their fields.

use chrono::NaiveDate;
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_store::{Days, Organisation};

use crate::identity::plain_login;
use crate::pages::parts::{Alert, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::words::written;
use crate::server::problem::{Kind, Problem};

/// What is wrong with a form: a field and why.
pub(super) type Wrong = (&'static str, Message);

/// A form that was sent and not taken, with what else is said.
pub(super) struct Refused {
    /// What does not fit.
    pub(super) alert: Alert,
}

/// The fields for days, by their names.
pub(super) fn add_days(page: &Shell, form: &mut Form, days: [(&str, &str); 2]) {
    let keys = ["organisation-field-from", "organisation-field-until"];
    for ((name, value), key) in days.into_iter().zip(keys) {
        form.add(
            Field::date(name, page.say(&Message::new(key)))
                .optional()
                .value(value),
        );
    }
}

/// A day as a field holds it.
pub(super) fn in_field(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The days that were written in two fields.
pub(super) fn days(from: (&'static str, &str), until: (&'static str, &str)) -> Result<Days, Wrong> {
    Ok(Days {
        from: day(from)?,
        until: day(until)?,
    })
}

fn day((name, text): (&'static str, &str)) -> Result<Option<NaiveDate>, Wrong> {
    match text.trim() {
        "" => Ok(None),
        text => written::date(text)
            .map(Some)
            .ok_or((name, Message::new("away-write-day"))),
    }
}

/// Parties as people write them: with commas between.
pub(super) fn parties(text: &str) -> Vec<String> {
    let parties = text
        .split([',', ' '])
        .map(str::trim)
        .filter(|party| !party.is_empty());
    parties.map(str::to_owned).collect()
}

/// The person with a user name that was written.
pub(super) fn person(
    organisation: &Organisation,
    name: &'static str,
    login: &str,
) -> Result<PersonId, Wrong> {
    let login = plain_login(login);
    let known = organisation.people.iter().find(|person| person.login == login);
    known
        .map(|person| person.id)
        .ok_or((name, Message::new("organisation-no-login")))
}

/// A fault of a form as a problem that points at the field.
pub(super) fn problem((field, message): Wrong) -> Problem {
    Problem::new(Kind::UNFIT)
        .detail(message)
        .pointer(format!("/{field}"))
}

/// What a problem says of a form: at its field where it has one, above the form where it has not. What is no fault of the
/// form is a problem still.
pub(super) fn refused(page: &Shell, form: &mut Form, problem: Problem) -> Result<Refused, Problem> {
    let mendable = [Kind::UNFIT.status, Kind::CONFLICT.status];
    if !mendable.contains(&problem.status()) {
        return Err(problem);
    }
    let sentence = problem.sentence(page.language);
    if let Some(field) = problem.points_at().and_then(|pointer| pointer.strip_prefix('/')) {
        // What holds of places has names of its own on pages where another form has them.
        let of_place = [
            ("job", "place_job"),
            ("until", "ends"),
            ("from", "begins"),
            ("person", "whose"),
        ];
        form.wrong(field, sentence.clone());
        for (_, there) in of_place.iter().filter(|(known, _)| *known == field) {
            form.wrong(there, sentence.clone());
        }
    }
    Ok(Refused {
        alert: Alert::new(page.language, Tone::Error, sentence),
    })
}
