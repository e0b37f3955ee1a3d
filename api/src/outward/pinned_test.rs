//! A name is looked up once, and what is connected to is what was looked at: whoever answers for a name cannot answer
//! something else in between.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;

use super::tests::{GET, answer, server};
use super::*;

/// A network in which a name has other addresses each time it is looked up, and every address leads to one server.
#[derive(Clone)]
struct Rebound {
    answers: Arc<Mutex<VecDeque<Vec<IpAddr>>>>,
    looked_up: Arc<Mutex<Vec<String>>>,
    connected: Arc<Mutex<Vec<SocketAddr>>>,
    leads_to: SocketAddr,
}

impl Rebound {
    fn new(answers: &[&[&str]], leads_to: SocketAddr) -> Self {
        let read =
            |list: &&[&str]| -> Vec<IpAddr> { list.iter().map(|address| address.parse().unwrap()).collect() };
        Self {
            answers: Arc::new(Mutex::new(answers.iter().map(read).collect())),
            looked_up: Arc::default(),
            connected: Arc::default(),
            leads_to,
        }
    }

    /// How often a name was looked up, and what was connected to.
    fn seen(&self) -> (usize, Vec<String>) {
        let connected = self.connected.lock().unwrap();
        let written = connected.iter().map(SocketAddr::to_string).collect();
        (self.looked_up.lock().unwrap().len(), written)
    }
}

#[async_trait]
impl Net for Rebound {
    async fn look_up(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        self.looked_up.lock().unwrap().push(name.to_owned());
        let next = self.answers.lock().unwrap().pop_front();
        next.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    async fn connect(&self, at: SocketAddr) -> io::Result<TcpStream> {
        self.connected.lock().unwrap().push(at);
        TcpStream::connect(self.leads_to).await
    }
}

/// Where the one server lies that answers with this.
async fn leading_to(answered: &[u8]) -> SocketAddr {
    let (at, _) = server(answer("200 OK", answered)).await;
    at.strip_prefix("http://").unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_name_is_looked_up_once_and_what_was_looked_at_is_connected_to() {
    let leads_to = leading_to(b"{}").await;
    let net = Rebound::new(&[&["127.0.0.7"], &["10.0.0.1"]], leads_to);
    let near = Outward::by(Reach::Machine, Box::new(net.clone()), Vec::new()).unwrap();
    assert_eq!(near.fetch("http://localhost:81/keys", GET).await.unwrap(), b"{}");
    assert_eq!(net.seen(), (1, vec!["127.0.0.7:81".to_owned()]));
    assert_eq!(*net.looked_up.lock().unwrap(), ["localhost"]);
    // The next fetch looks it up anew, and then it lies within.
    let refused = near.fetch("http://localhost:81/keys", GET).await.unwrap_err();
    assert_eq!(refused, OutwardError::Within("localhost".to_owned()));
    assert_eq!(net.seen(), (2, vec!["127.0.0.7:81".to_owned()]));
}

#[tokio::test]
async fn of_a_name_s_addresses_those_within_are_never_connected_to() {
    let cases: [(&[&[&str]], &[&str]); 6] = [
        (&[&["8.8.8.8"], &["127.0.0.1"]], &["8.8.8.8:443"]),
        (&[&["10.0.0.1", "8.8.8.8", "127.0.0.1"]], &["8.8.8.8:443"]),
        (
            &[&["fd00::1", "2001:4860:4860::8888", "::1"]],
            &["[2001:4860:4860::8888]:443"],
        ),
        (&[&["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1"]], &[]),
        (&[&[]], &[]),
        (&[], &[]),
    ];
    for (answers, connected) in cases {
        // It speaks no TLS: whoever comes to connect to it is told that nothing answers.
        let net = Rebound::new(answers, leading_to(b"").await);
        let far = Outward::by(Reach::Out, Box::new(net.clone()), Vec::new()).unwrap();
        let refused = far.fetch("https://login.example/keys", GET).await.unwrap_err();
        assert_eq!(
            net.seen(),
            (1, connected.iter().map(|at| (*at).to_owned()).collect()),
            "{answers:?}"
        );
        let is_within = matches!(refused, OutwardError::Within(_));
        let nothing_known = answers.is_empty();
        assert_eq!(
            is_within,
            connected.is_empty() && !nothing_known,
            "{answers:?}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn an_address_that_is_none_of_a_name_is_not_looked_up() {
    let net = Rebound::new(&[], leading_to(b"{}").await);
    let near = Outward::by(Reach::Machine, Box::new(net.clone()), Vec::new()).unwrap();
    assert_eq!(near.fetch("http://127.0.0.9:82/", GET).await.unwrap(), b"{}");
    assert_eq!(net.seen(), (0, vec!["127.0.0.9:82".to_owned()]));
}
