//! The account of a citizen: what they are called there, how they are told, and by what somebody is let in as them. Secrets are
//! kept as sums that cannot be turned back, and are not told.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_core::calendar::local_date;
use samspil_core::id::PersonId;
use samspil_core::text::{Message, time_of_day};
use samspil_runtime::Failure;
use samspil_store::{Channel, Link, Opens, Reach, Role, Session, Token};

use super::{MAX_ROWS, Of, Section};
use crate::pages::parts::Cell;
use crate::words::say;

/// What they are called, whether they can sign in, how they are told, and how they have their calendar elsewhere.
pub(super) async fn account(of: Of<'_>) -> Result<Section, Failure> {
    let (store, tenant, citizen) = (of.engine.store(), of.tenant, of.citizen);
    let mut facts: Vec<(&str, Cell)> = Vec::new();
    if let Some(person) = store.person(tenant, citizen).await? {
        facts.push(("login", Cell::Text(person.login)));
        facts.push(("name", Cell::Text(person.name)));
        facts.push(("active", yes(&of, person.active)));
        facts.push(("password", yes(&of, person.password.is_some())));
        facts.push(("roles", Cell::Text(roles(&of, &person.roles))));
        facts.push(("units", Cell::Text(units(&of).await?)));
    }
    if let Some(app) = store.code_app(tenant, citizen).await? {
        let since = app.confirmed_at.map_or(Cell::Empty, |at| moment(&of, at));
        facts.push(("code-app", since));
        let left = store.recovery_codes_left(tenant, citizen).await?;
        facts.push(("recovery-codes", Cell::Text(left.to_string())));
    }
    if let Some(reach) = store.reach(tenant, &[citizen]).await?.pop() {
        facts.extend(told(&of, &reach));
    }
    if let Some(feed) = store.feed_of(tenant, citizen).await? {
        facts.push(("feed", moment(&of, feed.made_at)));
    }
    let row = |(key, cell): (&str, Cell)| vec![Cell::Text(of.t(&format!("export-fact-{key}"))), cell];
    let rows = facts.into_iter().map(row).collect();
    Ok(of.section("account", &["fact", "kept"], rows))
}

fn roles(of: &Of<'_>, roles: &[Role]) -> String {
    let word = |role: &Role| match role {
        Role::ProcessOwner => of.t("export-role-owner"),
        Role::Staff => of.t("export-role-staff"),
        Role::Administrator => of.t("export-role-administrator"),
    };
    if roles.is_empty() {
        return of.t("export-none");
    }
    roles.iter().map(word).collect::<Vec<_>>().join(", ")
}

async fn units(of: &Of<'_>) -> Result<String, Failure> {
    let today = local_date(of.engine.clock().now());
    let members = of.engine.store().members(of.tenant, of.citizen, today).await?;
    if members.is_empty() {
        return Ok(of.t("export-none"));
    }
    let names = of.named(&BTreeSet::new()).await?;
    let units = members.iter().map(|member| names.unit(member.unit, of.language));
    Ok(units.collect::<Vec<_>>().join(", "))
}

fn told<'k>(of: &Of<'_>, reach: &Reach) -> Vec<(&'k str, Cell)> {
    let how = |channel: Channel| {
        Cell::Text(of.t(match channel {
            Channel::Inbox => "settings-inbox",
            Channel::AtOnce => "settings-at-once",
            Channel::Digest => "settings-digest",
        }))
    };
    let quiet = reach.quiet.map(|(from, until)| {
        let (from, until) = (time_of_day(from, of.language), time_of_day(until, of.language));
        Cell::Text(format!("{from} – {until}"))
    });
    vec![
        ("address", reach.address.clone().map_or(Cell::Empty, Cell::Text)),
        ("language", Cell::Text(reach.language.tag().to_owned())),
        ("reminders", how(reach.reminders)),
        ("lateness", how(reach.lateness)),
        ("for-unit", how(reach.for_unit)),
        ("meetings", how(reach.meetings)),
        ("digest", Cell::Text(time_of_day(reach.digest_at, of.language))),
        ("quiet", quiet.unwrap_or(Cell::Empty)),
    ]
}

/// Who they are at the providers that they came by.
pub(super) async fn providers(of: Of<'_>) -> Result<Section, Failure> {
    let known = of.engine.store().identities_of(of.tenant, of.citizen).await?;
    let rows = known.into_iter().map(|one| {
        vec![
            Cell::Text(one.provider),
            Cell::Text(one.issuer),
            Cell::Text(one.subject),
            moment(&of, one.seen_at),
        ]
    });
    Ok(of.section(
        "providers",
        &["provider", "issuer", "subject", "seen"],
        rows.collect(),
    ))
}

/// Where they are and were signed in, as long as it is kept.
pub(super) async fn sessions(of: Of<'_>) -> Result<Section, Failure> {
    let store = of.engine.store();
    // Also those that have ended and are not forgotten yet.
    let kept = store
        .sessions(of.tenant, of.citizen, DateTime::UNIX_EPOCH)
        .await?;
    let by = |session: &Session| match (&session.provider, session.link) {
        (Some(provider), _) => provider.clone(),
        (None, Some(_)) => of.t("export-by-link"),
        (None, None) => of.t("export-by-password"),
    };
    let rows = kept.iter().map(|session| {
        vec![
            moment(&of, session.began_at),
            moment(&of, session.seen_at),
            moment(&of, session.ends_at),
            Cell::Text(session.device.clone()),
            Cell::Text(by(session)),
        ]
    });
    let columns = ["began", "seen", "ends", "device", "by"];
    Ok(of.section("sessions", &columns, rows.collect()))
}

/// Links that were made for them.
pub(super) async fn links(of: Of<'_>) -> Result<Section, Failure> {
    let store = of.engine.store();
    let kept = store
        .links_of_person(of.tenant, of.citizen, MAX_ROWS.saturating_add(1))
        .await?;
    let people: BTreeSet<PersonId> = kept.iter().filter_map(|link| link.made_by).collect();
    let names = of.named(&people).await?;
    let opens = |link: &Link| match &link.opens {
        Opens::Account => of.t("export-opens-account"),
        Opens::Case { case, .. } => {
            let said = Message::new("export-opens-case").with("case", case.to_string());
            say(&said, of.language)
        }
    };
    let rows = kept.iter().map(|link| {
        vec![
            Cell::Text(opens(link)),
            moment(&of, link.made_at),
            moment(&of, link.ends_at),
            link.used_at.map_or(Cell::Empty, |at| moment(&of, at)),
            match link.made_by {
                Some(by) => Cell::Text(names.person(by, of.language)),
                None => Cell::Empty,
            },
        ]
    });
    let columns = ["opens", "made", "ends", "used", "made-by"];
    Ok(of.section("links", &columns, rows.collect()))
}

/// Keys of programs that act as them.
pub(super) async fn tokens(of: Of<'_>) -> Result<Section, Failure> {
    let kept = of.engine.store().tokens(of.tenant, of.citizen).await?;
    let scopes = |token: &Token| {
        let words = token.scopes.iter().map(|scope| scope.word());
        words.collect::<Vec<_>>().join(", ")
    };
    let rows = kept.iter().map(|token| {
        vec![
            Cell::Text(token.name.clone()),
            moment(&of, token.made_at),
            moment(&of, token.ends_at),
            token.used_at.map_or(Cell::Empty, |at| moment(&of, at)),
            Cell::Text(scopes(token)),
        ]
    });
    let columns = ["token", "made", "ends", "used", "scopes"];
    Ok(of.section("tokens", &columns, rows.collect()))
}

fn yes(of: &Of<'_>, is_so: bool) -> Cell {
    Cell::Text(of.t(if is_so { "export-yes" } else { "export-no" }))
}

fn moment(of: &Of<'_>, at: DateTime<Utc>) -> Cell {
    Cell::moment(at, of.language)
}
