//! Waiting for what a command does: its threads are made, it does its work, and they end.

use std::future::Future;
use std::pin::Pin;

use tokio::runtime::Runtime;

/// Does the work on threads of its own.
///
/// The work is boxed: a runtime has a loop for each of its kinds, and every one of them would else hold the whole of every
/// command's work once more, which is megabytes of program.
///
/// # Errors
/// The system gives no threads.
pub(crate) fn until_done<'a, T>(work: impl Future<Output = T> + 'a) -> Result<T, String> {
    let work: Pin<Box<dyn Future<Output = T> + 'a>> = Box::pin(work);
    let runtime = Runtime::new().map_err(|error| error.to_string())?;
    Ok(runtime.block_on(work))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_may_borrow_and_may_begin_more() {
        let word = "svar".to_owned();
        let done = until_done(async {
            tokio::spawn(async { 4 })
                .await
                .ok()
                .map(|length| (length, word.len()))
        });
        assert_eq!(done.unwrap(), Some((4, 4)));
    }
}
