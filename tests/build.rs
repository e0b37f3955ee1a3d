//! Says whether the folder with what others say must happen is there, so that tests without it are listed as skipped.

use std::path::PathBuf;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(no_vectors)");
    println!("cargo::rerun-if-env-changed=SAMSPIL_VECTORS");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let beside = root.join("../../shared/vectors");
    #[allow(clippy::disallowed_methods, reason = "a build has no settings of its own")]
    let folder = std::env::var_os("SAMSPIL_VECTORS").map_or(beside, PathBuf::from);
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rustc-env=SAMSPIL_VECTORS_FOLDER={}", folder.display());
    if !folder.is_dir() {
        println!("cargo::rustc-cfg=no_vectors");
    }
}
