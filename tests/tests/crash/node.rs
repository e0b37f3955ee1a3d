//! A node: an engine in a process of its own, and the line to it.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use samspil_tests::lines::{Answered, Asked, Told, What};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{mpsc, oneshot};

/// Lines on their way to a node, at most.
const MAX_WAITING: usize = 1_024;

/// Who waits for which line's answer, and the number of the next line; none once the node is gone.
type Waiting = Mutex<Option<(BTreeMap<u64, oneshot::Sender<Told>>, u64)>>;

/// What is said to a node.
#[derive(Clone)]
pub(crate) struct Line {
    to: mpsc::Sender<Asked>,
    waiting: Arc<Waiting>,
}

/// A node's process.
pub(crate) struct Node {
    process: Child,
    line: Line,
    ready: Option<oneshot::Receiver<Told>>,
}

impl Node {
    /// Starts a node whose clock shows this; a quiet one does nothing by itself.
    pub(crate) fn start(url: &str, now: DateTime<Utc>, quiet: bool) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_engine_by_lines"))
            .args([url, &now.to_rfc3339(), if quiet { "quiet" } else { "busy" }])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let (to, asked) = mpsc::channel(MAX_WAITING);
        let (first, ready) = oneshot::channel();
        let waiting: Arc<Waiting> = Arc::new(Mutex::new(Some((BTreeMap::from([(0, first)]), 1))));
        tokio::spawn(write(process.stdin.take().unwrap(), asked));
        tokio::spawn(read(process.stdout.take().unwrap(), Arc::clone(&waiting)));
        Self {
            process,
            line: Line { to, waiting },
            ready: Some(ready),
        }
    }

    /// The line to the node, once it takes commands.
    pub(crate) async fn ready(&mut self) -> Line {
        if let Some(ready) = self.ready.take() {
            ready.await.expect("a node that nobody kills becomes ready");
        }
        self.line.clone()
    }

    /// Ends the process at once, as a power cut would: SIGKILL, to this process alone.
    pub(crate) async fn kill(mut self) {
        self.process.kill().await.unwrap();
    }

    /// Halts the process where it stands, as a machine does that is stopped and goes on later.
    pub(crate) fn halt(&self) {
        self.signal("-STOP");
    }

    /// Lets a halted process go on.
    pub(crate) fn go_on(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let id = self.process.id().unwrap().to_string();
        let sent = std::process::Command::new("kill").args([signal, &id]).status();
        assert!(sent.unwrap().success());
    }

    /// Lets the process finish what waits and end.
    pub(crate) async fn stop(mut self) {
        drop(self.line);
        assert!(self.process.wait().await.unwrap().success());
    }
}

impl Line {
    /// The node's answer; none where it was gone before it gave one.
    pub(crate) async fn ask(&self, what: What) -> Option<Told> {
        let (reply, answer) = oneshot::channel();
        let line = {
            let mut waiting = self.waiting.lock().unwrap();
            let (replies, next) = waiting.as_mut()?;
            let line = *next;
            *next += 1;
            replies.insert(line, reply);
            line
        };
        self.to.send(Asked { line, what }).await.ok()?;
        answer.await.ok()
    }
}

async fn write(mut input: ChildStdin, mut asked: mpsc::Receiver<Asked>) {
    while let Some(asked) = asked.recv().await {
        let mut line = serde_json::to_vec(&asked).unwrap();
        line.push(b'\n');
        if input.write_all(&line).await.is_err() {
            return;
        }
    }
}

/// Hands answers on until there are no more. The last line of a killed node may be cut short: that is no answer.
async fn read(output: ChildStdout, waiting: Arc<Waiting>) {
    let mut lines = BufReader::new(output).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let Ok(Answered { line, told }) = serde_json::from_str(&line) else {
            break;
        };
        let mut waiting = waiting.lock().unwrap();
        let reply = waiting.as_mut().and_then(|(replies, _)| replies.remove(&line));
        // Fails where a client no longer waits.
        let _ = reply.unwrap().send(told);
    }
    *waiting.lock().unwrap() = None;
}
