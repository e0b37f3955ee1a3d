//! The form of a provider: written, tried, proposed.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::done;
use crate::app::App;
use crate::calendar::yaml::yaml;
use crate::identity::Signed;
use crate::openid::kept::named;
use crate::openid::trial::tried;
use crate::openid::written::{Fault, MAPPED, mapping, written};
use crate::openid::{MeantFor, Provider, keeping};
use crate::pages::parts::{Alert, Choice, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::retention::signer;
use crate::server::problem::{Kind, Problem};

/// How many lines of the mapping are shown.
const LINES: u16 = 16;

/// The longest line of the form, in characters.
const MAX_LINE_CHARS: u32 = 500;

/// The longest secret, in characters.
const MAX_SECRET_CHARS: u32 = 4_000;

/// The fields, by their names, with what they are in the provider.
const FIELDS: [(&str, &str); 5] = [
    ("name", "/name"),
    ("title_da", "/title/da"),
    ("title_en", "/title/en"),
    ("issuer", "/issuer"),
    ("client_id", "/client_id"),
];

#[derive(Template)]
#[template(path = "sign_in_providers/form.html")]
struct ProviderPage<'page> {
    page: &'page Shell,
    alert: Option<Alert>,
    form: Form,
}

/// The form as it is sent.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    name: String,
    #[serde(default)]
    title_da: String,
    #[serde(default)]
    title_en: String,
    #[serde(default)]
    meant_for: String,
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    mapping: String,
    #[serde(default, rename = "do")]
    pressed: String,
}

impl Written {
    fn of(provider: &Provider) -> Self {
        let whole = json!(provider);
        let mapped = MAPPED
            .iter()
            .filter_map(|part| Some(((*part).to_owned(), whole.get(part)?.clone())));
        Self {
            name: provider.name.clone(),
            title_da: provider.title.da.clone(),
            title_en: provider.title.en.clone(),
            meant_for: provider.meant_for.map_or("", |whom| whom.word()).to_owned(),
            issuer: provider.issuer.clone(),
            client_id: provider.client_id.clone(),
            secret: String::new(),
            mapping: yaml(&Value::Object(mapped.collect::<Map<_, _>>())).join("\n"),
            pressed: String::new(),
        }
    }

    fn value(&self, name: &str) -> &str {
        match name {
            "name" => &self.name,
            "title_da" => &self.title_da,
            "title_en" => &self.title_en,
            "issuer" => &self.issuer,
            _ => &self.client_id,
        }
    }

    /// The provider, or everything that is wrong, each with the field that it belongs to.
    fn read(&self) -> Result<Provider, Vec<(&'static str, Fault)>> {
        let (mut parts, faults) = match mapping(&self.mapping) {
            Ok(parts) => (parts, Vec::new()),
            Err(faults) => (Map::new(), faults),
        };
        // What could not be read lacks nothing more.
        parts.entry("people").or_insert_with(|| json!({}));
        let trimmed = |name| json!(self.value(name).trim());
        parts.insert("name".to_owned(), trimmed("name"));
        let title = json!({"da": trimmed("title_da"), "en": trimmed("title_en")});
        parts.insert("title".to_owned(), title);
        parts.insert("issuer".to_owned(), trimmed("issuer"));
        parts.insert("client_id".to_owned(), trimmed("client_id"));
        if !self.meant_for.is_empty() {
            parts.insert("meant_for".to_owned(), json!(self.meant_for));
        }
        let at = |fault: Fault| {
            let field = FIELDS.iter().find(|(_, place)| *place == fault.0);
            let field = match fault.0.as_str() {
                "/meant_for" => "meant_for",
                _ => field.map_or("mapping", |(name, _)| name),
            };
            (field, fault)
        };
        // What is wrong with the mapping itself stands at no field, whatever it names.
        let mut wrong: Vec<_> = faults.into_iter().map(|fault| ("mapping", fault)).collect();
        match written(&Value::Object(parts)) {
            Ok(provider) if wrong.is_empty() => return Ok(provider),
            Ok(_) => {}
            Err(more) => wrong.extend(more.into_iter().map(at)),
        }
        Err(wrong)
    }

    fn form(&self, page: &Shell) -> Form {
        let mut form = Form::new(page.language);
        for (name, _) in FIELDS {
            let key = format!("providers-field-{}", name.replace('_', "-"));
            let field = Field::text(name, page.t(&key)).longest(MAX_LINE_CHARS);
            let field = match name {
                "name" | "issuer" => field.hint(page.t(&format!("{key}-hint"))),
                _ => field,
            };
            form.add(field.value(self.value(name)));
        }
        let mut choices = vec![Choice::new(String::new(), page.t("providers-for-anyone"))];
        choices.extend(MeantFor::ALL.map(|whom| {
            let text = page.t(&format!("providers-for-{}", whom.word()));
            Choice::new(whom.word().to_owned(), text)
        }));
        let meant_for = Field::select("meant_for", page.t("providers-field-for"), choices);
        form.add(meant_for.value(&self.meant_for).optional());
        let secret = Field::password("secret", page.t("providers-field-secret"))
            .hint(page.t("providers-field-secret-hint"))
            .autocomplete("off")
            .longest(MAX_SECRET_CHARS);
        form.add(secret.optional());
        let mapping = Field::lines("mapping", page.t("providers-field-mapping"), LINES)
            .hint(page.t("providers-field-mapping-hint"));
        form.add(mapping.value(&self.mapping).optional());
        form
    }
}

fn titled(page: Shell) -> Shell {
    page.titled(&Message::new("providers-form-title"))
}

/// An empty form, with a mapping to begin from.
pub(super) async fn new(page: Shell) -> Response {
    let written = Written {
        mapping: page.t("providers-mapping-example"),
        ..Written::default()
    };
    let page = titled(page);
    let form = written.form(&page);
    drawn(&page, form, None, StatusCode::OK)
}

/// The form of a provider that is there.
pub(super) async fn one(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let kept = named(app.engine.store().as_ref(), signed.tenant, &name).await?;
    let kept = kept.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let page = titled(page);
    let form = Written::of(&kept.provider).form(&page);
    Ok(drawn(&page, form, None, StatusCode::OK))
}

/// Tries what was written, or proposes it; says all that is wrong, each at its field.
pub(super) async fn send(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(sent): Body<Written>,
) -> Result<Response, Problem> {
    let page = titled(page);
    let mut form = sent.form(&page);
    let provider = match sent.read() {
        Ok(provider) => provider,
        Err(faults) => {
            let alert = refused(&page, &mut form, faults);
            return Ok(drawn(&page, form, Some(alert), StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    if sent.pressed == "try" {
        let (alert, status) = match tried(&app.open_id, &provider).await {
            Ok(answered) => {
                let keys = i64::try_from(answered.keys).unwrap_or(i64::MAX);
                let said = Message::new("login-fits")
                    .with("issuer", provider.issuer.as_str())
                    .with("keys", keys);
                let alert = Alert::new(page.language, Tone::Success, page.say(&said));
                (alert, StatusCode::OK)
            }
            Err(wrong) => {
                let said = page.say(&wrong);
                form.wrong("issuer", said.clone());
                let alert = Alert::new(page.language, Tone::Error, said);
                (alert, StatusCode::UNPROCESSABLE_ENTITY)
            }
        };
        return Ok(drawn(&page, form, Some(alert), status));
    }
    let secret = Some(sent.secret.trim()).filter(|secret| !secret.is_empty());
    let signer = signer(&signed);
    match keeping::propose(&app, (signed.tenant, &signer), provider, secret).await {
        Ok(_) => Ok(done(&app, "flash-provider-proposed")),
        Err(problem) if problem.status() == StatusCode::CONFLICT => {
            let said = problem.sentence(page.language);
            let alert = Alert::new(page.language, Tone::Error, said);
            Ok(drawn(&page, form, Some(alert), StatusCode::CONFLICT))
        }
        Err(problem) => Err(problem),
    }
}

/// Says each fault at its field; those of the mapping stand together above the form, each with its place.
fn refused(page: &Shell, form: &mut Form, faults: Vec<(&'static str, Fault)>) -> Alert {
    let mut reasons = Vec::new();
    for (field, (place, message)) in faults {
        let said = page.say(&message);
        if field == "mapping" {
            reasons.push(if place.is_empty() {
                said.clone()
            } else {
                format!("{place}: {said}")
            });
        }
        form.wrong(field, said);
    }
    let sentence = page.t("problem-sign-in-provider");
    Alert::new(page.language, Tone::Error, sentence).reasons(reasons)
}

fn drawn(page: &Shell, form: Form, alert: Option<Alert>, status: StatusCode) -> Response {
    show(status, page, &ProviderPage { page, alert, form })
}
