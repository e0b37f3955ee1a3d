//! Who a request is.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use samspil_core::id::{CaseId, PersonId, SessionId, TenantId, TokenId};
use samspil_core::text::Message;
use samspil_runtime::{By, Grounds, Look, Object, WayIn};
use samspil_store::{Member, Role, Scope, StandsIn, Step};

use super::links::CaseLink;
use super::rules::{Rule, rule, scope};
use super::secret::Secret;
use super::sessions::Identity;
use crate::server::asker::{Asker, Who};
use crate::server::problem::{Kind, Problem};
use crate::server::{Https, cookie, kept};

/// How long after its end a session still tells whose a form is that comes back, in hours: until the next working day.
const WRITER_HOURS: i64 = 24;

/// News, for which an open page comes again and again by itself: a window that nobody looks at is a session that nobody uses.
const NEWS: &str = "/api/v1/changes";

/// By what a request shows who it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    /// By a cookie, from a browser.
    Session(SessionId),
    /// By a token, from a program.
    Token(TokenId),
}

/// Somebody's places in units, and in whose stead they act.
pub(crate) type Places = (Vec<Member>, Vec<StandsIn>);

/// Who asks: known, active, with what they may do. As an extractor it refuses whoever is not signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Signed {
    /// The municipality.
    pub(crate) tenant: TenantId,
    /// The person.
    pub(crate) person: PersonId,
    /// Their name.
    pub(crate) name: String,
    /// What they may do beside their work in cases.
    pub(crate) roles: Vec<Role>,
    /// Their places in units.
    pub(crate) members: Vec<Member>,
    /// In whose stead they act today.
    pub(crate) stands_in: Vec<StandsIn>,
    /// What may be asked by what they showed: all of it in a session.
    pub(crate) scopes: Vec<Scope>,
    /// All that they came for, where they came by a link into one case.
    pub(crate) link: Option<CaseLink>,
    /// On what grounds they stand where they do.
    pub(crate) grounds: Grounds,
    /// By what they showed it.
    pub(crate) way: Way,
}

impl Signed {
    /// The session that they came by, where it was one.
    pub(crate) const fn session(&self) -> Option<SessionId> {
        match self.way {
            Way::Session(session) => Some(session),
            Way::Token(_) => None,
        }
    }

    /// They came by a link into one case, and for nothing else that is theirs.
    pub(super) fn come_by(&mut self, link: uuid::Uuid, opens: CaseLink) {
        self.roles.clear();
        self.members.clear();
        self.stands_in.clear();
        self.grounds.link = Some(link);
        self.link = Some(opens);
    }

    /// Whether there are units whose work is theirs, for themselves or in somebody's stead.
    pub(crate) fn has_units(&self) -> bool {
        let mut stead = self.stands_in.iter();
        !self.members.is_empty() || stead.any(|one| !one.members.is_empty())
    }

    /// The same as the line of their request says it.
    const fn asks(&self) -> Who {
        Who {
            tenant: self.tenant,
            person: self.person,
            by: match self.way {
                Way::Session(session) => session.0,
                Way::Token(token) => token.0,
            },
        }
    }

    /// The same as the engine knows them.
    pub(crate) fn by(&self) -> By {
        match &self.link {
            Some(link) => By::Linked {
                person: self.person,
                case: link.case,
                party: link.party.clone(),
                grounds: self.grounds,
            },
            None => By::Person {
                person: self.person,
                members: self.members.clone(),
                stands_in: self.stands_in.clone(),
                grounds: self.grounds,
            },
        }
    }

    /// By which way in they come, as the access log tells it.
    pub(crate) const fn way_in(&self) -> WayIn {
        match self.way {
            Way::Session(session) => WayIn::Session(session),
            Way::Token(token) => WayIn::Token(token),
        }
    }

    /// That they look at something.
    pub(crate) const fn look(&self, object: Object) -> Look {
        Look::new(object, self.way_in())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let signed = parts.extensions.get::<Self>().cloned();
        signed.ok_or_else(|| Problem::new(Kind::SIGN_IN_NEEDED))
    }
}

/// The cookie's name. The prefix makes browsers refuse it from other hosts and over plain HTTP (RFC 6265bis section
/// 4.1.3.2), so it can only be had over HTTPS.
pub(crate) const fn cookie_name(https: Https) -> &'static str {
    if https.0 { "__Host-samspil" } else { "samspil" }
}

/// What [`admitted`] needs.
#[derive(Clone)]
pub(crate) struct Gate {
    /// Who is who.
    pub(crate) identity: Arc<Identity>,
    /// Whether readers come over HTTPS.
    pub(crate) https: Https,
}

/// Lets a request in where its route's rule says so, and tells the route who it is.
pub(crate) async fn admitted(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let rule = path
        .as_ref()
        .and_then(|path| rule(request.method(), path.as_str()));
    let Some(rule) = rule else {
        tracing::error!(method = %request.method(), path = path.as_ref().map(MatchedPath::as_str), "a route without a rule");
        return Problem::new(Kind::NOT_ALLOWED).into_response();
    };
    if rule == Rule::Public {
        return next.run(request).await;
    }
    let is_use = path.as_ref().is_none_or(|path| path.as_str() != NEWS);
    let signed = match gate.who_for(request.headers(), is_use).await {
        Ok(Some(signed)) => signed,
        Ok(None) => {
            let writer = gate.was(request.headers()).await;
            return given_back(Problem::new(Kind::SIGN_IN_NEEDED), request, writer).await;
        }
        Err(problem) => return problem.into_response(),
    };
    Asker::is(request.extensions(), signed.asks());
    if !request.method().is_safe() {
        let (whole, is_anothers) = match kept::read_through(request, signed.person).await {
            Ok(read) => read,
            Err(problem) => return problem.into_response(),
        };
        request = whole;
        if is_anothers {
            let problem = Problem::new(Kind::NOT_ALLOWED).detail(Message::new("kept-form-not-yours"));
            return given_back(problem, request, None).await;
        }
    }
    let foreign = rule == Rule::Provisioning && signed.session().is_some();
    if foreign || !rule.admits(&signed.roles) {
        return Problem::new(Kind::NOT_ALLOWED).into_response();
    }
    let path = path.as_ref().map_or("", MatchedPath::as_str);
    if let Some(link) = signed
        .link
        .as_ref()
        .filter(|link| !lies_in(path, request.uri().path(), link.case))
    {
        return match path {
            "/" => Redirect::to(&format!("/cases/{}/own", link.case)).into_response(),
            _ => beyond(path, &signed, link),
        };
    }
    if let Some(needed) = scope(request.method(), path, rule).filter(|scope| !signed.scopes.contains(scope)) {
        return lacks(needed).into_response();
    }
    request.extensions_mut().insert(signed);
    next.run(request).await
}

/// Whoever came by a link asks for what lies outside its case: they are told of nothing there, and the log says so.
fn beyond(route: &str, signed: &Signed, link: &CaseLink) -> Response {
    let Signed { tenant, person, .. } = signed;
    tracing::warn!(%tenant, %person, case = %link.case, route, "beyond a link");
    Problem::new(Kind::NOT_FOUND).into_response()
}

/// Nobody is signed in any more, or another than the writer: a form that was sent goes back to whoever wrote it.
async fn given_back(problem: Problem, request: Request, writer: Option<PersonId>) -> Response {
    let mut answer = problem.into_response();
    if let Some(kept) = kept::form(request, writer).await {
        answer.extensions_mut().insert(kept);
    }
    answer
}

/// Whether a route lies in this case: all that a link into it reaches.
fn lies_in(route: &str, path: &str, case: CaseId) -> bool {
    let own = ["/cases/{case}", "/api/v1/cases/{case}"].into_iter().any(|own| {
        route
            .strip_prefix(own)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let place = route.split('/').position(|part| part == "{case}");
    let named = place.and_then(|place| path.split('/').nth(place)?.parse().ok());
    own && named == Some(case.0)
}

/// The token was not made for this.
fn lacks(scope: Scope) -> Problem {
    Problem::new(Kind::NOT_ALLOWED)
        .code("scope-missing")
        .detail(Message::new("problem-scope-missing").with("scope", scope.word()))
}

impl Gate {
    /// Whose the request is. A token counts before a cookie, and a token that opens nothing is not saved by a cookie.
    pub(crate) async fn who(&self, headers: &HeaderMap) -> Result<Option<Signed>, Problem> {
        self.who_for(headers, true).await
    }

    async fn who_for(&self, headers: &HeaderMap, is_use: bool) -> Result<Option<Signed>, Problem> {
        if let Some(given) = headers.get(AUTHORIZATION) {
            let secret = given.to_str().ok().and_then(bearer).and_then(Secret::read);
            return match secret {
                Some(secret) => Ok(self.identity.by_token(&secret).await?),
                None => Ok(None),
            };
        }
        match cookie::value(headers, cookie_name(self.https)).and_then(Secret::read) {
            Some(secret) if is_use => Ok(self.identity.by_cookie(&secret).await?),
            Some(secret) => Ok(self.identity.by_cookie_for(&secret, false).await?),
            None => Ok(None),
        }
    }
}

impl Gate {
    /// Whose the session was that a browser still shows. None where it ended long ago, was ended by its person, or cannot be
    /// looked up now.
    async fn was(&self, headers: &HeaderMap) -> Option<PersonId> {
        let secret = cookie::value(headers, cookie_name(self.https)).and_then(Secret::read)?;
        let since = self.identity.now() - TimeDelta::hours(WRITER_HOURS);
        let store = self.identity.store();
        let session = store.session(secret.tenant(), secret.sum(), since).await;
        let session = session.ok().flatten()?;
        (session.step == Step::SignedIn).then_some(session.person)
    }
}

/// What stands after `Bearer`.
fn bearer(given: &str) -> Option<&str> {
    let (scheme, secret) = given.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_link_reaches_its_case_and_no_other_route() {
        let case = CaseId(Uuid::from_u128(7));
        let other = CaseId(Uuid::from_u128(8));
        for (route, path, lies) in [
            ("/cases/{case}", format!("/cases/{case}"), true),
            (
                "/cases/{case}/tasks/{item}",
                format!("/cases/{case}/tasks/answer"),
                true,
            ),
            (
                "/api/v1/cases/{case}/events",
                format!("/api/v1/cases/{case}/events"),
                true,
            ),
            ("/cases/{case}", format!("/cases/{other}"), false),
            (
                "/cases/{case}/tasks/{item}",
                format!("/cases/{other}/tasks/{case}"),
                false,
            ),
            ("/cases", "/cases".to_owned(), false),
            ("/cases/new", "/cases/new".to_owned(), false),
            ("/settings", "/settings".to_owned(), false),
            ("/citizens/{citizen}", format!("/citizens/{case}"), false),
            ("/api/v1/tokens", "/api/v1/tokens".to_owned(), false),
        ] {
            assert_eq!(lies_in(route, &path, case), lies, "{route} {path}");
        }
    }
}
