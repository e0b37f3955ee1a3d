//! The mail server's address, and people's, as they are written.

use std::net::IpAddr;
use std::str::FromStr;

/// The longest mail address, in bytes (RFC 5321 section 4.5.3.1.3).
const MAX_ADDRESS_BYTES: usize = 254;

/// Where mail is handed in with STARTTLS (RFC 6409).
const SUBMISSION: u16 = 587;

/// Where it is handed in over TLS from the start (RFC 8314).
const SUBMISSIONS: u16 = 465;

/// Where servers talk to each other.
const SMTP: u16 = 25;

/// How what is sent is hidden on the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hidden {
    /// By TLS that begins after a first word (STARTTLS). A server that does not offer it gets nothing.
    AfterWord,
    /// By TLS from the start.
    FromStart,
    /// Not at all, which is taken within the machine alone.
    Never,
}

/// The mail server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct MailServer {
    /// Its name or number.
    pub(crate) host: String,
    /// Its port.
    pub(crate) port: u16,
    /// How what is sent to it is hidden.
    pub(crate) hidden: Hidden,
}

impl FromStr for MailServer {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const SHAPE: &str = "write smtp:// (STARTTLS) or smtps:// (TLS from the start) and the server's name, with a port \
            where it is not the usual one: smtp://mail.kommune.example:587. Login and password are settings of their own";
        const OPEN: &str =
            "smtp+plain:// hides nothing on the way and is taken only for this machine: 127.0.0.1, ::1";
        let (scheme, rest) = text.split_once("://").ok_or(SHAPE)?;
        let (hidden, usual) = match scheme {
            "smtp" => (Hidden::AfterWord, SUBMISSION),
            "smtps" => (Hidden::FromStart, SUBMISSIONS),
            "smtp+plain" => (Hidden::Never, SMTP),
            _ => return Err(SHAPE),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().map_err(|_| SHAPE)?),
            _ => (rest, usual),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if host.is_empty() || port == 0 || !host.chars().all(plain) {
            return Err(SHAPE);
        }
        let here = host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        if hidden == Hidden::Never && !here {
            return Err(OPEN);
        }
        Ok(Self {
            host: host.to_owned(),
            port,
            hidden,
        })
    }
}

/// Whether a text can be a mail address: what is left of the last @ and a name with a dot, in ASCII, as every mail
/// server takes it.
pub(crate) fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let local_fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let host_fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let dots = |part: &str| !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    text.len() <= MAX_ADDRESS_BYTES
        && !local.is_empty()
        && local.chars().all(local_fits)
        && dots(local)
        && host.contains('.')
        && host.chars().all(host_fits)
        && dots(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_is_a_scheme_a_host_and_a_port() {
        for (text, host, port, hidden) in [
            (
                "smtp://mail.kommune.example",
                "mail.kommune.example",
                587,
                Hidden::AfterWord,
            ),
            (
                "smtp://mail.kommune.example:2525/",
                "mail.kommune.example",
                2525,
                Hidden::AfterWord,
            ),
            (
                "smtps://mail.kommune.example",
                "mail.kommune.example",
                465,
                Hidden::FromStart,
            ),
            ("smtp+plain://127.0.0.1", "127.0.0.1", 25, Hidden::Never),
            ("smtp+plain://[::1]:1025", "::1", 1025, Hidden::Never),
            ("smtps://[2001:db8::1]", "2001:db8::1", 465, Hidden::FromStart),
        ] {
            let server = MailServer {
                host: host.to_owned(),
                port,
                hidden,
            };
            assert_eq!(text.parse(), Ok(server), "{text}");
        }
        for text in [
            "mail.kommune.example",
            "http://mail.kommune.example",
            "smtp://",
            "smtp://anna:hemmeligt@mail.kommune.example",
            "smtp://mail.kommune.example:0",
            "smtp://mail.kommune.example:x",
            "smtp://mail.kommune.example/path",
            "smtp+plain://mail.kommune.example",
            "smtp+plain://192.0.2.1",
        ] {
            assert!(text.parse::<MailServer>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_is_one_that_every_server_takes() {
        for (text, fits) in [
            ("anna@kommune.example", true),
            ("anna.b+samspil@post.kommune.example", true),
            ("anna", false),
            ("@kommune.example", false),
            ("anna@", false),
            ("anna@kommune", false),
            ("anna@@kommune.example", false),
            ("anna b@kommune.example", false),
            ("anna@kommune.example\r\nBcc: bo@kommune.example", false),
            ("<anna@kommune.example>", false),
            ("åse@kommune.example", false),
            ("anna..b@kommune.example", false),
            ("anna@.example", false),
            (&format!("{}@kommune.example", "a".repeat(250)), false),
        ] {
            assert_eq!(is_address(text), fits, "{text}");
        }
    }
}
