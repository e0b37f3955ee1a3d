//! The program as others meet it: started from its file, asked over HTTP, and ended with the test.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::{Stream, StreamExt};
use reqwest::Method;
use reqwest::redirect::Policy;
use serde_json::Value;
use tempfile::NamedTempFile;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::log_scan::findings;

/// The keys that the program keeps personal data under in tests.
pub const KEYS: &str = "find 1 ZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY=\nkey 1 a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=\n";

/// Everything that the program says of itself, and nothing of what libraries do for each statement.
const LOGGED: &str = "info,samspil=debug,samspil_store=debug,samspil_runtime=debug";

/// What a test's clients may ask in a second: as often as they like. Tests of the bounds set their own by argument.
const UNBOUNDED: [&str; 3] = [
    "SAMSPIL_ADDRESS_REQUESTS",
    "SAMSPIL_PERSON_REQUESTS",
    "SAMSPIL_TENANT_REQUESTS",
];

/// How much of the end of a log is shown with a test that fails, in characters.
const SHOWN: usize = 4_000;

/// How long a test waits for one answer before it gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// The number of the next key, over all programs of a test: one that runs on the store of another knows its keys.
static NEXT_KEY: AtomicU64 = AtomicU64::new(1);

/// A running program.
pub struct Program {
    process: Child,
    log: Log,
    /// Where it answers: `http://127.0.0.1:PORT`.
    pub url: String,
    http: reqwest::Client,
    stays: reqwest::Client,
}

/// Where the program writes its log.
enum Log {
    Own(NamedTempFile),
    Given(PathBuf),
}

impl Log {
    fn path(&self) -> &Path {
        match self {
            Self::Own(file) => file.path(),
            Self::Given(path) => path,
        }
    }
}

impl Drop for Program {
    /// Ends it, and fails the test where its log holds what no log may hold.
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let log = std::fs::read(self.log.path()).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        if std::thread::panicking() {
            let skipped = log.chars().count().saturating_sub(SHOWN);
            eprintln!(
                "the program's log ends: {}",
                log.chars().skip(skipped).collect::<String>()
            );
            return;
        }
        let found = findings(&log);
        assert!(found.is_empty(), "the program's log holds\n{}", found.join("\n"));
    }
}

impl Program {
    /// Starts `samspil serve` over this database, with these arguments more, on a free port.
    ///
    /// # Panics
    /// Where it does not come to answer.
    #[must_use]
    pub fn serve(binary: &str, database: &str, more: &[&str]) -> Self {
        let log = Log::Own(NamedTempFile::new().unwrap());
        Self::start(Command::new(binary), database, more, LOGGED, log)
    }

    /// The same where it writes all that it has to say into a file.
    ///
    /// # Panics
    /// Where it does not come to answer.
    #[must_use]
    pub fn serve_logging(binary: &str, database: &str, more: &[&str], log: &Path) -> Self {
        Self::start(
            Command::new(binary),
            database,
            more,
            "trace",
            Log::Given(log.to_owned()),
        )
    }

    /// The same on a disk that is full as soon as a file holds so many bytes, until [`Self::make_room`].
    ///
    /// # Panics
    /// Where it does not come to answer.
    #[must_use]
    pub fn serve_on_a_small_disk(binary: &str, database: &str, more: &[&str], bytes: u64) -> Self {
        // A write past the limit must fail as one on a full disk does, not end the process.
        let script = "trap '' XFSZ; ulimit -S -f \"$1\"; shift; exec \"$@\"";
        let blocks = (bytes / 512).to_string();
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", &blocks, binary]);
        let log = Log::Own(NamedTempFile::new().unwrap());
        Self::start(command, database, more, "warn", log)
    }

    /// The disk has room again.
    ///
    /// # Panics
    /// Where the limit cannot be lifted.
    pub fn make_room(&self) {
        let id = self.process.id().to_string();
        let lifted = Command::new("prlimit")
            .args(["--fsize=unlimited:", "--pid", &id])
            .status();
        assert!(lifted.unwrap().success());
    }

    fn start(mut command: Command, database: &str, more: &[&str], what: &str, log: Log) -> Self {
        let mut process = command
            .args([
                "--format",
                "json",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log",
                what,
            ])
            .args(["--database-url", database])
            .args(more)
            .env("SAMSPIL_KEYS", KEYS)
            .envs(UNBOUNDED.map(|bound| (bound, "1000000")))
            .stderr(File::create(log.path()).unwrap())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let told: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("it says {line:?}"));
        Self {
            process,
            log,
            url: told["url"].as_str().unwrap().to_owned(),
            http: client(Policy::default()),
            stays: client(Policy::none()),
        }
    }

    /// What its surroundings tell it, as the system knows them.
    ///
    /// # Panics
    /// Where the system does not tell.
    #[must_use]
    pub fn surroundings(&self) -> Vec<String> {
        let told = std::fs::read(format!("/proc/{}/environ", self.process.id())).unwrap();
        let each = told.split(|byte| *byte == 0);
        each.map(|one| String::from_utf8_lossy(one).into_owned())
            .collect()
    }

    /// What it has written to its log until now.
    ///
    /// # Panics
    /// Where the log cannot be read.
    #[must_use]
    pub fn log(&self) -> String {
        let log = std::fs::read(self.log.path()).unwrap();
        String::from_utf8_lossy(&log).into_owned()
    }

    /// Asks it to stop as service managers do, and waits until it has.
    ///
    /// # Panics
    /// Where it cannot be asked.
    pub fn stop(mut self) -> std::process::ExitStatus {
        let id = self.process.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        self.process.wait().unwrap()
    }

    /// Ends it in the middle of whatever it does, as a power cut would: SIGKILL, to this process alone. What it has written to
    /// its log is searched as at any other end.
    ///
    /// # Panics
    /// Where it has ended by itself before, or cannot be ended.
    pub fn kill(mut self) {
        assert!(
            self.process.try_wait().unwrap().is_none(),
            "it had ended by itself"
        );
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Asks for something; nothing is sent before [`Asking::send`]. A POST has a key of its own.
    #[must_use]
    pub fn ask(&self, method: &str, path: &str) -> Asking {
        let asking = self.ask_plainly(method, path);
        if method == "POST" {
            asking.key(u128::from(NEXT_KEY.fetch_add(1, Ordering::Relaxed)) << 64 | 1)
        } else {
            asking
        }
    }

    /// The same where an answer that sends the reader on is the answer.
    #[must_use]
    pub fn ask_without_going_on(&self, method: &str, path: &str) -> Asking {
        let asking = Asking(
            self.stays
                .request(method.parse().unwrap(), format!("{}{path}", self.url)),
        );
        asking.key(u128::from(NEXT_KEY.fetch_add(1, Ordering::Relaxed)) << 64 | 1)
    }

    /// Sends these bytes and gives all that comes until the connection ends.
    ///
    /// # Panics
    /// Where it cannot be reached.
    pub async fn raw(&self, sent: &str) -> String {
        let address = self.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        let mut came = Vec::new();
        tokio::time::timeout(PATIENCE, stream.read_to_end(&mut came))
            .await
            .unwrap()
            .unwrap();
        String::from_utf8_lossy(&came).into_owned()
    }

    /// The same with no key.
    #[must_use]
    pub fn ask_plainly(&self, method: &str, path: &str) -> Asking {
        let method: Method = method.parse().unwrap();
        Asking(self.http.request(method, format!("{}{path}", self.url)))
    }
}

fn client(on: Policy) -> reqwest::Client {
    let client = reqwest::Client::builder().timeout(PATIENCE).redirect(on);
    client.build().unwrap()
}

/// A request to be.
pub struct Asking(reqwest::RequestBuilder);

impl Asking {
    /// Who asks.
    #[must_use]
    pub fn by(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// The key, in place of the one that every POST gets by itself.
    #[must_use]
    pub fn key(self, key: u128) -> Self {
        self.header("idempotency-key", &uuid::Uuid::from_u128(key).to_string())
    }

    /// A header, in place of the one with the same name.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        let headers = [(name.parse().unwrap(), value.parse().unwrap())];
        Self(self.0.headers(headers.into_iter().collect()))
    }

    /// A JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// Any body.
    #[must_use]
    pub fn body(self, kind: &str, body: impl Into<reqwest::Body>) -> Self {
        let asking = self.header("content-type", kind);
        Self(asking.0.body(body))
    }

    /// Sends it and waits for the whole answer.
    ///
    /// # Panics
    /// Where there is no answer.
    pub async fn send(self) -> Answer {
        self.whole().await.unwrap()
    }

    /// The same where the program may be killed meanwhile; none where its whole answer had not come by then.
    pub async fn heard(self) -> Option<Answer> {
        self.whole().await.ok()
    }

    async fn whole(self) -> reqwest::Result<Answer> {
        let answer = self.0.send().await?;
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let bytes = answer.bytes().await?.to_vec();
        Ok(Answer {
            status,
            headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        })
    }

    /// Sends it and gives the answer's head; its body is read piece by piece.
    ///
    /// # Panics
    /// Where there is no answer.
    pub async fn open(self) -> (Answer, Pieces) {
        let answer = self.0.send().await.unwrap();
        let head = Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            text: String::new(),
            bytes: Vec::new(),
        };
        let pieces = answer
            .bytes_stream()
            .take_while(|piece| std::future::ready(piece.is_ok()))
            .map(|piece| String::from_utf8_lossy(&piece.unwrap_or_default()).into_owned());
        (head, Box::pin(pieces))
    }
}

/// A body as it comes; it ends where the connection does.
pub type Pieces = Pin<Box<dyn Stream<Item = String> + Send>>;

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    headers: reqwest::header::HeaderMap,
    /// The body as text.
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }

    /// All headers as one text.
    #[must_use]
    pub fn headers(&self) -> String {
        format!("{:?}", self.headers)
    }

    /// The headers but these, a line each, by their names.
    #[must_use]
    pub fn headers_without(&self, names: &[&str]) -> String {
        let others = self
            .headers
            .iter()
            .filter(|(name, _)| !names.contains(&name.as_str()));
        let mut lines: Vec<String> = others.map(|(name, value)| format!("{name}: {value:?}")).collect();
        lines.sort();
        lines.join("\n")
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// Where it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{} {:?}", self.status, self.text))
    }

    /// The same, where the status is this one.
    ///
    /// # Panics
    /// Where it is another, with all that came.
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
}
