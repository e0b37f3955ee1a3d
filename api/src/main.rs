//! The `samspil` command.

use std::process::ExitCode;

/// A request makes and drops hundreds of small things, often on different threads: under load the C library's own
/// allocator took a third of the server's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    samspil::run()
}
