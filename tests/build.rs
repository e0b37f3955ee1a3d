//! Says whether the folder with what others say must happen is there, so that tests without it are listed as skipped.

use std::path::PathBuf;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(no_vectors)");
    println!("cargo::rerun-if-env-changed=SAMSPIL_VECTORS");
    #[allow(clippy::disallowed_methods, reason = "a build has no settings of its own")]
    let folder = std::env::var_os("SAMSPIL_VECTORS").map(PathBuf::from);
    if let Some(folder) = &folder {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    if !folder.as_ref().is_some_and(|folder| folder.is_dir()) {
        println!("cargo::rustc-cfg=no_vectors");
    }
    let folder = folder.unwrap_or_default();
    println!("cargo::rustc-env=SAMSPIL_VECTORS_FOLDER={}", folder.display());
}
