//! Handing mail to a mail server by SMTP (RFC 5321, 6409).

use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use lettre::Address;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message as Letter, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use samspil_core::text::Message;
use samspil_runtime::{Mail, MailFault, Mailer};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::address::{Hidden, MailServer};
use super::words;
use crate::ical;
use crate::secret_file;
use crate::settings::MailSettings;

/// How long connecting may take: another part of the same network answers in a moment.
const MAX_CONNECT: Duration = Duration::from_secs(10);

/// How long one mail may take from connecting to the server's last word. Twenty of these fit into the time for which
/// mails are claimed.
const MAX_SEND: Duration = Duration::from_secs(30);

/// How long to wait for the server's goodbye.
const MAX_GOODBYE: Duration = Duration::from_secs(2);

/// A server that wants a login first (RFC 4954 section 6).
const LOGIN_WANTED: u16 = 530;

/// A server that closes the connection (RFC 5321 section 3.8).
const CLOSING: u16 = 421;

/// The first of the codes that stay the same however often one asks.
const FIRST_PERMANENT: u16 = 500;

/// A mail server, and one connection to it that is open while mail is sent.
pub(super) struct Smtp {
    server: MailServer,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    from: Mailbox,
    hello: ClientId,
    /// Where the pages lie.
    pages: String,
    open: Mutex<Option<AsyncSmtpConnection>>,
}

/// What an answer of the server ends.
enum Ended {
    /// Only this mail; the connection can go on.
    Mail(MailFault),
    /// The connection.
    Connection(MailFault),
}

impl Smtp {
    pub(super) fn new(server: &MailServer, settings: &MailSettings, pages: &str) -> Result<Self, Message> {
        let from: Mailbox = settings
            .smtp_from
            .as_deref()
            .and_then(|from| from.parse().ok())
            .ok_or_else(|| Message::new("serve-smtp-from"))?;
        let tls = match server.hidden {
            Hidden::Never => None,
            Hidden::AfterWord | Hidden::FromStart => Some(tls(server, settings)?),
        };
        let password = match (&settings.smtp_password_file, &settings.smtp_password) {
            (Some(path), _) => Some(secret_file::read(path)?),
            (None, password) => password.clone(),
        };
        let credentials = match (settings.smtp_login.clone(), password) {
            (Some(_), None) => return Err(Message::new("serve-smtp-password")),
            (login, password) => login.zip(password),
        };
        Ok(Self {
            tls,
            server: server.clone(),
            credentials: credentials.map(|(login, password)| Credentials::new(login, password)),
            hello: ClientId::Domain(from.email.domain().to_owned()),
            from,
            pages: pages.to_owned(),
            open: Mutex::new(None),
        })
    }

    /// The mail as it travels. The same mail is the same to the byte, so that a second sending is known.
    fn written(&self, mail: &Mail, to: Address) -> Result<Vec<u8>, MailFault> {
        let letter = Letter::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(words::subject(mail))
            .date(SystemTime::from(mail.made_at))
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .header(AutoSubmitted);
        let text = words::text(mail, &self.pages);
        let letter = match &mail.invitation {
            None => letter.header(ContentType::TEXT_PLAIN).body(text),
            Some(meeting) => {
                let organizer = self.from.email.to_string();
                let (method, calendar) = words::meeting(mail, meeting, &organizer, &self.pages);
                let kind = format!("{}; method={}", ical::KIND, method.word());
                let kind = ContentType::parse(&kind).map_err(|_| MailFault::Address)?;
                let both = MultiPart::alternative()
                    .boundary(format!("samspil-{}", mail.id.simple()))
                    .singlepart(SinglePart::plain(text))
                    .singlepart(SinglePart::builder().header(kind).body(calendar));
                letter.multipart(both)
            }
        };
        let letter = letter.map_err(|_| MailFault::Address)?;
        Ok(letter.formatted())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, MailFault> {
        let at = (self.server.host.as_str(), self.server.port);
        let from_start = self
            .tls
            .clone()
            .filter(|_| self.server.hidden == Hidden::FromStart);
        let connecting =
            AsyncSmtpConnection::connect_tokio1(at, Some(MAX_CONNECT), &self.hello, from_start, None);
        let mut connection = connecting.await.map_err(|error| away(&error))?;
        if let Some(tls) = self
            .tls
            .clone()
            .filter(|_| self.server.hidden == Hidden::AfterWord)
        {
            let hidden = connection.starttls(tls, &self.hello).await;
            hidden.map_err(|_| MailFault::Away("encryption"))?;
        }
        if let Some(credentials) = &self.credentials {
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            let let_in = connection.auth(&mechanisms, credentials).await;
            let_in.map_err(|_| MailFault::Away("login"))?;
        }
        Ok(connection)
    }

    /// Begins a mail on the open connection, or on a new one where there is none or the server has closed it.
    async fn begin(&self, open: Option<AsyncSmtpConnection>) -> Result<AsyncSmtpConnection, MailFault> {
        let begin = || MailFrom::new(Some(self.from.email.clone()), Vec::new());
        if let Some(mut connection) = open
            && connection.command(begin()).await.is_ok()
        {
            return Ok(connection);
        }
        // What stays silent under TLS is not noticed below.
        let connecting = timeout(MAX_CONNECT, self.connect()).await;
        let mut connection = connecting.map_err(|_| MailFault::Away("timeout"))??;
        match connection.command(begin()).await {
            Ok(_) => Ok(connection),
            Err(error) => Err(match code(&error) {
                Some(LOGIN_WANTED) => MailFault::Away("login"),
                Some(_) => MailFault::Away("sender"),
                None => away(&error),
            }),
        }
    }

    /// Hands a mail in; the connection comes back where it can be used for the next.
    async fn hand_in(
        &self,
        open: Option<AsyncSmtpConnection>,
        to: Address,
        letter: &[u8],
    ) -> (Option<AsyncSmtpConnection>, Result<(), MailFault>) {
        let mut connection = match self.begin(open).await {
            Ok(connection) => connection,
            Err(fault) => return (None, Err(fault)),
        };
        match hand_over(&mut connection, to, letter).await {
            Ok(()) => (Some(connection), Ok(())),
            Err(Ended::Connection(fault)) => (None, Err(fault)),
            Err(Ended::Mail(fault)) => {
                let goes_on = connection.command(Rset).await.is_ok();
                (goes_on.then_some(connection), Err(fault))
            }
        }
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &Mail) -> Result<(), MailFault> {
        let to: Address = mail.to.parse().map_err(|_| MailFault::Address)?;
        let letter = self.written(mail, to.clone())?;
        let mut open = self.open.lock().await;
        // Taken out, so that what is cut off in the middle is not used again.
        let connection = open.take();
        let Ok((connection, sent)) = timeout(MAX_SEND, self.hand_in(connection, to, &letter)).await else {
            return Err(MailFault::Away("timeout"));
        };
        *open = connection;
        sent
    }

    async fn rest(&self) {
        if let Some(mut connection) = self.open.lock().await.take() {
            // Whether it says goodbye or not: it was said all.
            let _ = timeout(MAX_GOODBYE, connection.quit()).await;
        }
    }
}

async fn hand_over(connection: &mut AsyncSmtpConnection, to: Address, letter: &[u8]) -> Result<(), Ended> {
    let ended = |error: Error| ended(&error);
    connection
        .command(Rcpt::new(to, Vec::new()))
        .await
        .map_err(ended)?;
    connection.command(Data).await.map_err(ended)?;
    connection.message(letter).await.map_err(ended)?;
    Ok(())
}

fn ended(error: &Error) -> Ended {
    match code(error) {
        None => Ended::Connection(away(error)),
        Some(CLOSING) => Ended::Connection(MailFault::Away("answer")),
        Some(code) if code >= FIRST_PERMANENT => Ended::Mail(MailFault::Refused(code)),
        Some(code) => Ended::Mail(MailFault::Later(code)),
    }
}

fn code(error: &Error) -> Option<u16> {
    error.status().map(u16::from)
}

/// Why the server cannot be used, in a word: what it wrote may name people, and what TLS says helps nobody here.
fn away(error: &Error) -> MailFault {
    MailFault::Away(if error.is_timeout() {
        "timeout"
    } else if error.is_tls() {
        "encryption"
    } else if error.status().is_some() || error.is_response() {
        "answer"
    } else {
        "unreachable"
    })
}

/// The certificates that are trusted: the public ones, and those of the municipality's own authority where it has one.
fn tls(server: &MailServer, settings: &MailSettings) -> Result<TlsParameters, Message> {
    let unreadable = |detail: String| {
        let file = settings
            .smtp_ca
            .as_deref()
            .unwrap_or_else(|| std::path::Path::new(""));
        Message::new("serve-smtp-ca")
            .with("file", file.display().to_string())
            .with("detail", detail)
    };
    let mut tls = TlsParameters::builder(server.host.clone());
    if let Some(file) = &settings.smtp_ca {
        let pem = std::fs::read(file).map_err(|error| unreadable(error.to_string()))?;
        let own = Certificate::from_pem(&pem).map_err(|error| unreadable(error.to_string()))?;
        tls = tls.add_root_certificate(own);
    }
    tls.build().map_err(|error| unreadable(error.to_string()))
}

/// Says that nobody wrote this by hand, so that nothing answers it by itself (RFC 3834 section 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
