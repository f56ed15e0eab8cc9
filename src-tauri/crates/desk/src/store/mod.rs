//! Two files per environment and client id: `mirror.db` (may be refilled) and `desk.db` (may not). One file a table: migration, row, queries.
//! Rows are this area's own types and never import one that may change; no network and no sentence lives here.

pub mod backup;
pub mod desk_db;
mod fault;
mod folder;
pub mod migrate;
pub mod mirror_db;
mod opening;

pub use desk_db::DeskDb;
pub use fault::is_damage;
pub use folder::{FolderLock, Owner};
pub use mirror_db::MirrorDb;
pub use opening::OpenOptions;

/// The system's random source does not answer, or a value is longer than any.
pub(crate) fn cannot_seal(cause: crate::session::seal::SealError) -> crate::error::Error {
    crate::error::Error::because(crate::error::Code::Unexpected, cause)
}
