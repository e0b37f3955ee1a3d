//! What went wrong with a request, as RFC 9457 says it: a stable code for programs, sentences for people.
//!
//! A handler gives a [`Problem`]; [`worded`] puts it into words, because only there are the reader's language and
//! the form they want known. Whatever else answers with an error (a limit, a timeout, the router) is worded there
//! too, so that there is one form of error and no other.

use std::time::Duration;

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use samspil_core::text::{Arg, Language, Message};
use samspil_store::StoreError;
use serde_json::{Map, Value, json};

use crate::words::say;

/// How long to wait before asking again where it is busy or the database is away, in seconds: a restart of the
/// database takes about so long.
pub(super) const BUSY_SECONDS: u64 = 5;

/// A kind of problem: its code and status. The title is the message `problem-CODE`, the sentence beneath it
/// `problem-CODE-detail`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Kind {
    /// The stable code.
    pub(crate) code: &'static str,
    /// The HTTP status.
    pub(crate) status: StatusCode,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:ident;)*) => {
        impl Kind {
            $($(#[$doc])* pub(crate) const $name: Self = Self { code: $code, status: StatusCode::$status };)*

            /// All kinds.
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

kinds! {
    /// An address or a form of the wrong shape.
    BAD_REQUEST = "bad-request", BAD_REQUEST;
    /// The body is not JSON.
    BAD_JSON = "bad-json", BAD_REQUEST;
    /// An object has the same name twice.
    DUPLICATE_KEY = "duplicate-key", BAD_REQUEST;
    /// JSON nested too deep.
    TOO_DEEP = "too-deep", BAD_REQUEST;
    /// A field that is not known.
    UNKNOWN_FIELD = "unknown-field", UNPROCESSABLE_ENTITY;
    /// A field that must be there.
    MISSING_FIELD = "missing-field", UNPROCESSABLE_ENTITY;
    /// A value that does not fit.
    WRONG_VALUE = "wrong-value", UNPROCESSABLE_ENTITY;
    /// A body that is too large.
    TOO_LARGE = "too-large", PAYLOAD_TOO_LARGE;
    /// A body that says that it is not JSON.
    NOT_JSON = "not-json", UNSUPPORTED_MEDIA_TYPE;
    /// A body that is packed.
    PACKED = "packed", UNSUPPORTED_MEDIA_TYPE;
    /// A flow file that says that it is no YAML.
    NOT_YAML = "not-yaml", UNSUPPORTED_MEDIA_TYPE;
    /// A flow file that cannot be published.
    FLOW_UNFIT = "flow-unfit", UNPROCESSABLE_ENTITY;
    /// No such flow or version.
    NO_FLOW = "no-flow", UNPROCESSABLE_ENTITY;
    /// Nobody is signed in.
    SIGN_IN_NEEDED = "sign-in-needed", UNAUTHORIZED;
    /// Their roles do not allow it.
    NOT_ALLOWED = "not-allowed", FORBIDDEN;
    /// A change asked for from another site.
    FOREIGN_ORIGIN = "foreign-origin", FORBIDDEN;
    /// Not there, or not to be seen.
    NOT_FOUND = "not-found", NOT_FOUND;
    /// A method that the address does not know.
    WRONG_METHOD = "wrong-method", METHOD_NOT_ALLOWED;
    /// No answer in time.
    TOO_SLOW = "too-slow", REQUEST_TIMEOUT;
    /// It belongs to someone else in the case.
    NOT_YOURS = "not-yours", FORBIDDEN;
    /// What was written cannot be used in the case.
    UNFIT = "unfit", UNPROCESSABLE_ENTITY;
    /// Idempotency-Key is missing or no UUID.
    NO_KEY = "no-key", BAD_REQUEST;
    /// The key was used for something else.
    KEY_REUSED = "key-reused", CONFLICT;
    /// The case cannot go on by itself.
    INCIDENT = "incident", CONFLICT;
    /// It does not fit how things stand.
    CONFLICT = "conflict", CONFLICT;
    /// Someone was first.
    CHANGED = "changed", PRECONDITION_FAILED;
    /// Too much at once by one person.
    TOO_MANY = "too-many", TOO_MANY_REQUESTS;
    /// Too much to do.
    BUSY = "busy", SERVICE_UNAVAILABLE;
    /// The database is away.
    UNAVAILABLE = "unavailable", SERVICE_UNAVAILABLE;
    /// The database is full or may not be written: nothing of it was kept.
    NOT_KEPT = "not-kept", SERVICE_UNAVAILABLE;
    /// The municipality's database is not one that the program may work on.
    DATABASE_UNUSABLE = "database-unusable", SERVICE_UNAVAILABLE;
    /// Personal data cannot be kept: the program has no keys.
    NO_KEYS = "no-keys", SERVICE_UNAVAILABLE;
    /// The machine's clock is in doubt.
    TIMERS_HELD = "timers-held", SERVICE_UNAVAILABLE;
    /// There is no copy of the database, or only an old one.
    BACKUP_OLD = "backup-old", SERVICE_UNAVAILABLE;
    /// Work in the background falls again and again.
    KEEPS_FALLING = "keeps-falling", SERVICE_UNAVAILABLE;
    /// A fault of ours.
    FAULT = "fault", INTERNAL_SERVER_ERROR;
}

impl Kind {
    /// The kind that an answer with this status and no words of its own stands for.
    fn of_status(status: StatusCode) -> Self {
        let plain = [
            Self::BAD_REQUEST,
            Self::SIGN_IN_NEEDED,
            Self::FOREIGN_ORIGIN,
            Self::NOT_FOUND,
            Self::WRONG_METHOD,
            Self::TOO_SLOW,
            Self::TOO_LARGE,
            Self::BUSY,
        ];
        let known = plain.into_iter().find(|kind| kind.status == status);
        known.unwrap_or(if status.is_client_error() {
            Self::BAD_REQUEST
        } else {
            Self::FAULT
        })
    }
}

/// What went wrong with a request, not yet in words.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Problem {
    kind: Kind,
    more: Option<Box<More>>,
}

/// What a problem says beyond its kind.
#[derive(Clone, PartialEq, Debug, Default)]
struct More {
    code: Option<String>,
    detail: Option<Message>,
    pointer: Option<String>,
    after: Option<u64>,
    because: Vec<Reason>,
    findings: Vec<Value>,
}

/// One reason for a problem.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Reason {
    /// Its stable code.
    pub(crate) code: String,
    /// What stands in the way.
    pub(crate) message: Option<Message>,
    /// Who or what can lift it.
    pub(crate) lifted_by: Option<Message>,
    /// Where in the body, as a JSON pointer, where it is about a value there.
    pub(crate) pointer: Option<String>,
}

impl Reason {
    fn json(&self, language: Language) -> Value {
        let mut reason = Map::from_iter([("code".to_owned(), json!(self.code))]);
        let words = [("message", &self.message), ("lifted_by", &self.lifted_by)];
        for (name, message) in words {
            if let Some(message) = message {
                reason.insert(name.to_owned(), json!(say(message, language)));
            }
        }
        if let Some(pointer) = &self.pointer {
            reason.insert("pointer".to_owned(), json!(pointer));
        }
        Value::Object(reason)
    }
}

impl Problem {
    /// A problem with its kind's own sentence.
    pub(crate) const fn new(kind: Kind) -> Self {
        Self { kind, more: None }
    }

    fn more(mut self, say: impl FnOnce(&mut More)) -> Self {
        say(self.more.get_or_insert_default());
        self
    }

    /// The same with another sentence.
    pub(crate) fn detail(self, detail: Message) -> Self {
        self.more(|more| more.detail = Some(detail))
    }

    /// The same with a fact for its sentence.
    pub(crate) fn with(self, name: &str, fact: impl Into<Arg>) -> Self {
        let detail = self.own_detail().with(name, fact);
        self.detail(detail)
    }

    /// Asked too often: the next time so much later.
    pub(crate) fn too_soon(wait: Duration) -> Self {
        // Rounded up: whoever waits as told is let in.
        let seconds = wait.as_secs().saturating_add(1);
        let told = i64::try_from(seconds).unwrap_or(i64::MAX);
        Self::new(Kind::TOO_MANY)
            .detail(Message::new("problem-too-soon").with("seconds", told))
            .after(seconds)
    }

    /// The same with how long to wait before asking again, in seconds.
    pub(crate) fn after(self, seconds: u64) -> Self {
        self.more(|more| more.after = Some(seconds))
    }

    /// The same with a code from the core: which rule refused.
    pub(crate) fn code(self, code: &str) -> Self {
        self.more(|more| more.code = Some(code.to_owned()))
    }

    /// The same with a JSON pointer (RFC 6901) into the body.
    pub(crate) fn pointer(self, pointer: String) -> Self {
        self.more(|more| more.pointer = Some(pointer))
    }

    /// What was written has faults, each in its place: the first of the places is the problem's own.
    pub(crate) fn faults(code: &str, detail: Message, faults: Vec<Reason>) -> Self {
        let first = faults.iter().find_map(|fault| fault.pointer.clone());
        Self::new(Kind::UNFIT)
            .code(code)
            .detail(detail)
            .pointer(first.unwrap_or_default())
            .because(faults)
    }

    /// The same with reasons.
    pub(crate) fn because(self, because: Vec<Reason>) -> Self {
        self.more(|more| more.because = because)
    }

    /// The same with what is wrong with a flow file, in words already.
    pub(crate) fn findings(self, findings: Vec<Value>) -> Self {
        self.more(|more| more.findings = findings)
    }

    /// Its status.
    pub(crate) const fn status(&self) -> StatusCode {
        self.kind.status
    }

    /// Its code.
    pub(crate) fn stable_code(&self) -> &str {
        let own = self.more.as_ref().and_then(|more| more.code.as_deref());
        own.unwrap_or(self.kind.code)
    }

    /// The JSON pointer, where there is one.
    pub(crate) fn points_at(&self) -> Option<&str> {
        self.more.as_ref()?.pointer.as_deref()
    }

    /// The heading in this language.
    pub(crate) fn title(&self, language: Language) -> String {
        say(&Message::new(&format!("problem-{}", self.kind.code)), language)
    }

    /// The sentence beneath it in this language.
    pub(crate) fn sentence(&self, language: Language) -> String {
        say(&self.own_detail(), language)
    }

    /// The sentence beneath it, not yet in words.
    pub(crate) fn said(&self) -> Message {
        self.own_detail()
    }

    /// The reasons in this language.
    pub(crate) fn reasons(&self, language: Language) -> Vec<String> {
        let because = self.more.iter().flat_map(|more| &more.because);
        because
            .filter_map(|reason| reason.message.as_ref())
            .map(|message| say(message, language))
            .collect()
    }

    fn own_detail(&self) -> Message {
        let written = self.more.as_ref().and_then(|more| more.detail.clone());
        written.unwrap_or_else(|| Message::new(&format!("problem-{}-detail", self.kind.code)))
    }

    /// The answer for a program. `request` is the number under which the log knows the request.
    pub(crate) fn json(&self, language: Language, request: Option<&str>) -> Response {
        let mut body = Map::from_iter([
            (
                "type".to_owned(),
                json!(format!("urn:samspil:problem:{}", self.kind.code)),
            ),
            ("title".to_owned(), json!(self.title(language))),
            ("status".to_owned(), json!(self.status().as_u16())),
            ("detail".to_owned(), json!(self.sentence(language))),
            ("code".to_owned(), json!(self.stable_code())),
        ]);
        if let Some(pointer) = self.points_at() {
            body.insert("pointer".to_owned(), json!(pointer));
        }
        if let Some(more) = &self.more {
            let because: Vec<Value> = more.because.iter().map(|reason| reason.json(language)).collect();
            for (name, list) in [("because", because), ("findings", more.findings.clone())] {
                if !list.is_empty() {
                    body.insert(name.to_owned(), Value::Array(list));
                }
            }
        }
        if let Some(request) = request {
            body.insert("instance".to_owned(), json!(format!("urn:uuid:{request}")));
        }
        let kind = [(CONTENT_TYPE, "application/problem+json")];
        (self.status(), kind, Value::Object(body).to_string()).into_response()
    }

    /// The problem that an answer stands for: the one that a handler left in it, or the one of its status. None
    /// where the answer is no error or has words of its own.
    pub(crate) fn of(answer: &Response) -> Option<Self> {
        if let Some(left) = answer.extensions().get::<Self>() {
            return Some(left.clone());
        }
        let status = answer.status();
        let bare = answer
            .headers()
            .get(CONTENT_TYPE)
            .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
        let kind = (status.is_client_error() || status.is_server_error()).then(|| Kind::of_status(status));
        kind.filter(|_| bare).map(|kind| match kind {
            Kind::TOO_LARGE => Self::too_large(),
            kind => Self::new(kind),
        })
    }

    /// A body above the bound.
    pub(crate) fn too_large() -> Self {
        Self::new(Kind::TOO_LARGE).with(
            "most",
            i64::try_from(super::MAX_BODY_BYTES / 1024).unwrap_or(i64::MAX),
        )
    }
}

impl IntoResponse for Problem {
    /// An answer without words; they come in [`super::worded`].
    fn into_response(self) -> Response {
        let mut answer = self.status().into_response();
        let headers = answer.headers_mut();
        match self.status() {
            StatusCode::UNAUTHORIZED => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(RETRY_AFTER, BUSY_SECONDS.into());
            }
            _ => {}
        }
        if let Some(seconds) = self.more.as_ref().and_then(|more| more.after) {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        answer.extensions_mut().insert(self);
        answer
    }
}

impl From<StoreError> for Problem {
    /// The log gets the detail, and what to do where whoever runs the program can do something; whoever asked gets what they
    /// can do about it.
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoTenant => {
                tracing::error!(%error, "the store could not do what it was asked");
                Self::new(Kind::NOT_FOUND)
            }
            StoreError::Unreachable(_) => {
                tracing::error!(%error, "the database does not answer: see that it runs; work goes on by itself when it does");
                Self::new(Kind::UNAVAILABLE)
            }
            StoreError::NotWritable(_) => {
                tracing::error!(
                    %error,
                    "nothing was kept: the disk is full, or the database is read-only. Make room, or make it writable; \
                     work goes on by itself then"
                );
                Self::new(Kind::NOT_KEPT)
            }
            StoreError::Newer { .. } | StoreError::Unsafe(_) => {
                tracing::error!(%error, "the database may not be used: run the newer version, or correct its settings");
                Self::new(Kind::DATABASE_UNUSABLE)
            }
            error => {
                tracing::error!(%error, "the store could not do what it was asked");
                Self::new(Kind::FAULT)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::catalogue;

    #[test]
    fn every_kind_has_its_two_sentences_in_both_languages() {
        for kind in Kind::ALL {
            for key in [
                format!("problem-{}", kind.code),
                format!("problem-{}-detail", kind.code),
            ] {
                assert!(catalogue().knows(&key), "{key}");
            }
        }
    }

    #[tokio::test]
    async fn a_program_reads_code_pointer_and_reasons() {
        let problem = Problem::new(Kind::WRONG_VALUE)
            .with("found", Message::new("found-text"))
            .pointer("/lines/0/rate".to_owned())
            .because(vec![Reason {
                code: "x".to_owned(),
                message: Some(Message::new("problem-conflict")),
                ..Reason::default()
            }]);
        let answer = problem.json(Language::English, Some("0"));
        assert_eq!(answer.headers()[CONTENT_TYPE], "application/problem+json");
        let body = axum::body::to_bytes(answer.into_body(), 4096).await.unwrap();
        let expected = json!({
            "type": "urn:samspil:problem:wrong-value",
            "title": "A value cannot be used",
            "status": 422,
            "detail": "The value is a text and does not fit here.",
            "code": "wrong-value",
            "pointer": "/lines/0/rate",
            "because": [{"code": "x", "message": "That cannot be done now"}],
            "instance": "urn:uuid:0",
        });
        assert_eq!(serde_json::from_slice::<Value>(&body).unwrap(), expected);
    }

    #[test]
    fn errors_that_others_answer_become_problems_too() {
        for (status, code) in [
            (StatusCode::NOT_FOUND, Some("not-found")),
            (StatusCode::PAYLOAD_TOO_LARGE, Some("too-large")),
            (StatusCode::IM_A_TEAPOT, Some("bad-request")),
            (StatusCode::BAD_GATEWAY, Some("fault")),
            (StatusCode::OK, None),
            (StatusCode::SEE_OTHER, None),
        ] {
            let found = Problem::of(&status.into_response());
            assert_eq!(found.as_ref().map(Problem::stable_code), code, "{status}");
        }
        let page = (StatusCode::UNPROCESSABLE_ENTITY, axum::response::Html("<p>")).into_response();
        assert_eq!(Problem::of(&page), None, "a page with errors is a page");
        let left = Problem::new(Kind::CONFLICT).code("not-possible").into_response();
        assert_eq!(Problem::of(&left).unwrap().stable_code(), "not-possible");
    }

    #[test]
    fn what_the_store_says_goes_to_the_log_only() {
        let secret = StoreError::Database("host=db1 password".to_owned());
        let said = Problem::from(secret).sentence(Language::Danish);
        assert!(!said.contains("db1"), "{said}");
    }

    #[test]
    fn what_the_store_cannot_do_has_its_status_and_code() {
        let said = || "disk".to_owned();
        for (error, status, code) in [
            (StoreError::Unreachable(said()), 503, "unavailable"),
            (StoreError::NotWritable(said()), 503, "not-kept"),
            (
                StoreError::Newer { found: 999, known: 5 },
                503,
                "database-unusable",
            ),
            (StoreError::Unsafe(said()), 503, "database-unusable"),
            (StoreError::NoTenant, 404, "not-found"),
            (StoreError::Corrupt(said()), 500, "fault"),
            (StoreError::Unfinished, 500, "fault"),
            (StoreError::Database(said()), 500, "fault"),
        ] {
            let problem = Problem::from(error);
            assert_eq!((problem.status().as_u16(), problem.stable_code()), (status, code));
        }
    }
}
