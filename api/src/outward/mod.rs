//! The one client for what is fetched from others.

mod address;
mod exchange;
mod net;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use samspil_core::text::Message;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::{Host, Url};

use self::address::is_out_there;
use self::exchange::exchange;
use self::net::{Net, OfMachine};

/// How long one fetch may take, from the name to the last byte: a provider that is slower keeps someone at the door, and
/// the page gives up after 30 seconds.
const MAX_TIME: Duration = Duration::from_secs(10);

/// How long one address may take to answer at all: a machine without IPv6 beyond its own network gets no answer from the
/// first, and the others are to have their turn within [`MAX_TIME`].
const MAX_CONNECT_TIME: Duration = Duration::from_secs(3);

/// How many fetches run at once; others wait, within their time.
const MAX_AT_ONCE: usize = 16;

/// How many of a name's addresses are tried.
const MAX_ADDRESSES: usize = 3;

/// The longest address, in bytes.
const MAX_URL_BYTES: usize = 2_000;

/// Why nothing was fetched.
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub(crate) enum OutwardError {
    /// Not https, or no address that can be asked.
    #[error("{0} is not an https address")]
    Address(String),
    /// It lies within: a private network, the link, the machine itself.
    #[error("{0} lies within a private network")]
    Within(String),
    /// Nothing answers there, or not in time, or not as whom it should.
    #[error("{host} does not answer: {why}")]
    Away {
        /// Where.
        host: String,
        /// Why not.
        why: String,
    },
    /// It answers more than is read.
    #[error("{0} answers more than is read")]
    TooLarge(String),
    /// It answers, with an error.
    #[error("{host} answers with {status}")]
    Refused {
        /// Where.
        host: String,
        /// The status.
        status: u16,
    },
}

impl OutwardError {
    /// What is wrong and what to do, for whoever runs the program.
    pub(crate) fn message(&self) -> Message {
        match self {
            Self::Address(url) => Message::new("outward-address").with("url", url.as_str()),
            Self::Within(host) => Message::new("outward-within").with("host", host.as_str()),
            Self::Away { host, why } => Message::new("outward-away")
                .with("host", host.as_str())
                .with("why", why.as_str()),
            Self::TooLarge(host) => Message::new("outward-too-large").with("host", host.as_str()),
            Self::Refused { host, status } => Message::new("outward-refused")
                .with("host", host.as_str())
                .with("status", u32::from(*status)),
        }
    }
}

/// What is sent.
pub(crate) enum Sent<'a> {
    /// A question, with a token where one is to be shown.
    Get {
        /// The token.
        bearer: Option<&'a str>,
    },
    /// A form, with a name and a secret where they are to be shown.
    Form {
        /// The form, encoded.
        body: String,
        /// `Basic` credentials, encoded.
        basic: Option<String>,
    },
}

/// How far within a fetch may reach.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reach {
    /// Nowhere: only to what lies out there for everyone.
    Out,
    /// To the machine itself as well, also over plain http: for trials.
    Machine,
    /// Everywhere: the address was written by whoever runs the program, and by nobody else. Plain http within the machine
    /// alone.
    Everywhere,
}

impl Reach {
    /// By whether the machine itself may be reached.
    pub(crate) const fn with_machine(loopback: bool) -> Self {
        if loopback { Self::Machine } else { Self::Out }
    }

    fn holds(self, at: IpAddr) -> bool {
        is_out_there(at)
            || match self {
                Self::Out => false,
                Self::Machine => at.is_loopback(),
                Self::Everywhere => true,
            }
    }
}

/// Fetches.
pub(crate) struct Outward {
    reach: Reach,
    net: Box<dyn Net>,
    tls: TlsConnector,
    turns: Semaphore,
}

impl Outward {
    /// Ready to fetch so far.
    ///
    /// # Errors
    /// Where TLS cannot be had.
    pub(crate) fn new(reach: Reach) -> Result<Self, String> {
        Self::trusting(reach, Vec::new())
    }

    /// The same, by these authorities beside the public ones.
    ///
    /// # Errors
    /// Where TLS cannot be had, or one of them is no authority.
    pub(crate) fn trusting(reach: Reach, own: Vec<CertificateDer<'static>>) -> Result<Self, String> {
        Self::by(reach, Box::new(OfMachine), own)
    }

    /// The same over this network.
    fn by(reach: Reach, net: Box<dyn Net>, own: Vec<CertificateDer<'static>>) -> Result<Self, String> {
        let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        for authority in own {
            roots.add(authority).map_err(|error| error.to_string())?;
        }
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            reach,
            net,
            tls: TlsConnector::from(Arc::new(config)),
            turns: Semaphore::new(MAX_AT_ONCE),
        })
    }

    /// Whether a browser may be sent to the address, or the program fetch from it: https, or within the machine where
    /// that is let.
    ///
    /// # Errors
    /// [`OutwardError::Address`] where not.
    pub(crate) fn fit(&self, address: &str) -> Result<Url, OutwardError> {
        let unfit = || OutwardError::Address(address.chars().take(MAX_URL_BYTES).collect());
        let url = Url::parse(address)
            .ok()
            .filter(|_| address.len() <= MAX_URL_BYTES)
            .ok_or_else(unfit)?;
        let near = match url.host() {
            Some(Host::Ipv4(four)) => four.is_loopback(),
            Some(Host::Ipv6(six)) => six.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => return Err(unfit()),
        };
        let way = url.scheme() == "https" || (url.scheme() == "http" && near && self.reach != Reach::Out);
        let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        if way && plain { Ok(url) } else { Err(unfit()) }
    }

    /// Fetches what lies at the address.
    ///
    /// # Errors
    /// [`OutwardError`] says why there is nothing.
    pub(crate) async fn fetch(&self, address: &str, sent: Sent<'_>) -> Result<Vec<u8>, OutwardError> {
        let url = self.fit(address)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let away = |why: &str| OutwardError::Away {
            host: host.clone(),
            why: why.to_owned(),
        };
        let fetching = async {
            let _turn = self.turns.acquire().await.map_err(|_| away("closed"))?;
            let stream = self.connected(&url).await?;
            if url.scheme() == "http" {
                return exchange(stream, &url, sent).await;
            }
            let name = match url.host() {
                Some(Host::Domain(name)) => ServerName::try_from(name.to_owned()).ok(),
                Some(Host::Ipv4(four)) => Some(ServerName::from(IpAddr::V4(four))),
                Some(Host::Ipv6(six)) => Some(ServerName::from(IpAddr::V6(six))),
                None => None,
            };
            let name = name.ok_or_else(|| OutwardError::Address(address.to_owned()))?;
            let secure = self.tls.connect(name, stream).await;
            exchange(secure.map_err(|error| away(&error.to_string()))?, &url, sent).await
        };
        match tokio::time::timeout(MAX_TIME, fetching).await {
            Ok(fetched) => fetched,
            Err(_) => Err(away("no answer in 10 seconds")),
        }
    }

    /// A connection to an address that was looked at: nothing is resolved a second time.
    async fn connected(&self, url: &Url) -> Result<TcpStream, OutwardError> {
        let host = url.host_str().unwrap_or_default();
        let away = |why: String| OutwardError::Away {
            host: host.to_owned(),
            why,
        };
        let port = url.port_or_known_default().unwrap_or(443);
        let found: Vec<SocketAddr> = match url.host() {
            Some(Host::Ipv4(four)) => vec![(four, port).into()],
            Some(Host::Ipv6(six)) => vec![(six, port).into()],
            _ => {
                let found = self.net.look_up(host).await;
                let found = found.map_err(|error| away(error.to_string()))?;
                found.into_iter().map(|ip| SocketAddr::new(ip, port)).collect()
            }
        };
        let may = |at: &SocketAddr| self.reach.holds(at.ip());
        let mut last = OutwardError::Within(host.to_owned());
        for at in found.into_iter().filter(may).take(MAX_ADDRESSES) {
            match tokio::time::timeout(MAX_CONNECT_TIME, self.net.connect(at)).await {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(error)) => last = away(error.to_string()),
                Err(late) => last = away(late.to_string()),
            }
        }
        Err(last)
    }
}

#[cfg(test)]
mod pinned_test;
#[cfg(test)]
mod tests;
