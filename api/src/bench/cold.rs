//! The cold start: from the program's start to the first completed task on SQLite.

use std::path::Path;
use std::process::Command;

use samspil_core::id::CommandId;
use samspil_runtime::Ask;

use super::folder::Folder;
use super::measure::now;
use super::work::{begin, command, tenant};
use super::{in_process, open};

/// How often the start is measured; the middle one counts.
const STARTS: usize = 5;

/// Begins one case, completes its first task, and ends.
pub(crate) async fn once(folder: &Path) -> Result<(), String> {
    let tenant = tenant(0);
    let engine = in_process::engine(open(&format!("sqlite:{}", folder.display())).await?, tenant).await?;
    let (by, first) = begin(1);
    let fault = |failure: samspil_runtime::Failure| failure.to_string();
    let case = engine.begin(tenant, by, first, None).await.map_err(fault)?.case;
    let (by, what) = command(0).ok_or("no step")?;
    let key = CommandId(engine.ids().next());
    let ask = Ask {
        case,
        what,
        seen: None,
    };
    engine.ask(tenant, by, ask, Some(key)).await.map_err(fault)?;
    engine.stop().await;
    Ok(())
}

/// Milliseconds from starting the program, over a database that exists, until it has ended.
pub(crate) fn start_ms() -> Result<u64, String> {
    let folder = Folder::new()?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut took = Vec::with_capacity(STARTS);
    for _ in 0..=STARTS {
        let began = now();
        let ended = Command::new(&program)
            .args(["bench", "--cold"])
            .arg(folder.path())
            .status()
            .map_err(|error| error.to_string())?;
        if !ended.success() {
            return Err("the cold start failed".to_owned());
        }
        took.push(u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX));
    }
    // The first made the database.
    took.remove(0);
    took.sort_unstable();
    took.get(STARTS / 2)
        .copied()
        .ok_or_else(|| "nothing was measured".to_owned())
}
