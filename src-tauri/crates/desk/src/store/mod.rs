//! Two files per environment and client id: `mirror.db` (may be refilled) and `desk.db` (may not). One file a table: migration, row, queries.
//! Rows are this area's own types and never import one that may change; no network and no sentence lives here.

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
