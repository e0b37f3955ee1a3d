//! The program itself, started as a user would and asked over HTTP.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use samspil_core::flow::Side;
use samspil_core::id::{CaseId, PersonId, TenantId, TokenId};
use samspil_runtime::{Clock, Ids, RandomIds, SystemClock};
use samspil_store::{Person, Role, Scope, Store, Token, Unit};
use serde_json::Value as Json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Mutex;

use super::measure::{Figures, clients};
use super::work::{STEPS, completion, members, units};
use crate::identity::secret::Secret;

/// The longest answer that is read, in bytes: the answers to commands are short.
const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// How long a token of a measurement lives, in hours.
const TOKEN_HOURS: i64 = 12;

/// What each may ask of the server in a second: more than it can answer.
const MAX_REQUESTS: &str = "1000000";

/// A server of our own, stopped when the measuring ends.
pub(crate) struct Served {
    child: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        // Whatever is left of it dies with this; it has answered all that was asked.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The units, and a person who may do all of the reference work: the secret of their token.
pub(crate) async fn in_units(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    login: &str,
) -> Result<String, String> {
    for (unit, name) in units() {
        let unit = Unit {
            id: unit,
            name: name.to_owned(),
            side: Side::Authority,
        };
        let put = store.put_unit(tenant, unit).await;
        put.map_err(|error| error.to_string())?;
    }
    person(store, tenant, login).await
}

/// A person with places in the units that are there; the secret of their token.
pub(crate) async fn person(store: &Arc<dyn Store>, tenant: TenantId, login: &str) -> Result<String, String> {
    let person = PersonId(RandomIds.next());
    let fault = |error: samspil_store::StoreError| error.to_string();
    let known = Person {
        id: person,
        login: login.to_owned(),
        name: "Måling".to_owned(),
        password: None,
        roles: vec![Role::Staff],
        active: true,
    };
    store.put_person(tenant, known).await.map_err(fault)?;
    store
        .put_members(tenant, person, members(person))
        .await
        .map_err(fault)?;
    let secret = Secret::new(tenant).map_err(|error| error.to_string())?;
    let made_at = SystemClock.now();
    let token = Token {
        id: TokenId(RandomIds.next()),
        secret: secret.sum(),
        name: "bench".to_owned(),
        person,
        made_at,
        ends_at: made_at + chrono::TimeDelta::hours(TOKEN_HOURS),
        scopes: Scope::ALL.to_vec(),
        used_at: None,
    };
    store.put_token(tenant, token).await.map_err(fault)?;
    Ok(secret.reveal().to_owned())
}

impl Served {
    /// Starts the program over a store and waits until it says where it listens.
    pub(crate) fn start(database_url: &str) -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut child = Command::new(program)
            .args([
                "--format",
                "json",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log",
                "warn",
            ])
            .args(["--database-url", database_url])
            // One person asks for all clients.
            .args([
                "--person-requests",
                MAX_REQUESTS,
                "--tenant-requests",
                MAX_REQUESTS,
            ])
            .args(["--address-requests", MAX_REQUESTS])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let said = child.stdout.take().ok_or("the server says nothing")?;
        let mut line = String::new();
        BufReader::new(said)
            .read_line(&mut line)
            .map_err(|error| error.to_string())?;
        let told: Json = serde_json::from_str(&line).map_err(|error| format!("{line}: {error}"))?;
        let address = told
            .get("listening")
            .and_then(Json::as_str)
            .ok_or("no address")?
            .to_owned();
        Ok(Self { child, address })
    }

    /// Resident memory in kB, where the system tells it.
    pub(crate) fn memory_kb(&self) -> Option<u64> {
        let status = std::fs::read_to_string(
            Path::new("/proc")
                .join(self.child.id().to_string())
                .join("status"),
        );
        let status = status.ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().trim_end_matches("kB").trim().parse().ok()
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    async fn connect(&self) -> Result<TcpStream, String> {
        let stream = TcpStream::connect(&self.address)
            .await
            .map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        Ok(stream)
    }

    /// Brings cases through their five tasks over connections that stay open.
    pub(crate) async fn complete(
        &self,
        name: &str,
        count: usize,
        token: &str,
        cases: &[CaseId],
    ) -> Result<Figures, String> {
        let mut connections = Vec::with_capacity(count);
        for _ in 0..count {
            connections.push(Mutex::new(self.connect().await?));
        }
        let (connections, cases): (Arc<[Mutex<TcpStream>]>, Arc<[CaseId]>) =
            (connections.into(), cases.into());
        let share = cases.len() / count.max(1);
        let (host, token) = (self.address.clone(), token.to_owned());
        clients(name, count, share * STEPS, move |client, round| {
            let connections = Arc::clone(&connections);
            let case = cases.get(client * share + round % share.max(1)).copied();
            let request = case.and_then(|case| request(&host, &token, case, round / share.max(1)));
            async move {
                let request = request.ok_or("no step")?;
                let connection = connections.get(client).ok_or("no connection")?;
                exchange(&mut *connection.lock().await, &request).await
            }
        })
        .await
    }
}

fn request(host: &str, token: &str, case: CaseId, step: usize) -> Option<String> {
    let (_, item, data) = completion(step)?;
    let body = serde_json::json!({ "data": data }).to_string();
    let key = RandomIds.next();
    let length = body.len();
    Some(format!(
        "POST /api/v1/cases/{case}/tasks/{item}/complete HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n\
         idempotency-key: {key}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    ))
}

/// Sends a request and reads its whole answer; anything but success is a fault.
async fn exchange(stream: &mut TcpStream, request: &str) -> Result<(), String> {
    stream
        .write_all(request.as_bytes())
        .await
        .map_err(|error| error.to_string())?;
    let mut answer = Vec::with_capacity(2_048);
    loop {
        let read = stream
            .read_buf(&mut answer)
            .await
            .map_err(|error| error.to_string())?;
        if read == 0 || answer.len() > MAX_ANSWER_BYTES {
            return Err("the answer broke off".to_owned());
        }
        if let Some(whole) = whole(&answer) {
            let text = String::from_utf8_lossy(&answer);
            let success = text.get(9..10) == Some("2");
            return if whole && success {
                Ok(())
            } else {
                Err(text.into_owned())
            };
        }
    }
}

/// Whether the answer is there with its body; none where more must come.
fn whole(answer: &[u8]) -> Option<bool> {
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let headers = String::from_utf8_lossy(answer.get(..head)?).to_lowercase();
    let length: usize = match headers
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"))
    {
        Some(length) => length.trim().parse().ok()?,
        None => return Some(headers.starts_with("http/1.1 204")),
    };
    (answer.len() >= head + 4 + length).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_body_is_there() {
        for (answer, expected) in [
            ("HTTP/1.1 200 OK\r\nContent-Le", None),
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{", None),
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", Some(true)),
            ("HTTP/1.1 204 No Content\r\n\r\n", Some(true)),
            (
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
                Some(false),
            ),
        ] {
            assert_eq!(whole(answer.as_bytes()), expected, "{answer}");
        }
    }
}
