//! Where things lie in the clone. No building and no running.

use std::path::{Path, PathBuf};

/// The root of the clone, whatever directory the command was given from.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(3)
        .expect("this crate lies three folders below the root")
        .to_path_buf()
}

/// The page: its sources, its packages, its build.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// Cargo's target directory: the one this very program was built into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// What these commands keep between two runs: logs of steps, marks of what was built.
pub fn own() -> PathBuf {
    target().join("xtask")
}

/// Where a walk without a display leaves its pictures.
pub fn pictures() -> PathBuf {
    target().join("pictures")
}

/// The built program `name` of the given profile.
pub fn program(profile: &str, name: &str) -> PathBuf {
    target().join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
