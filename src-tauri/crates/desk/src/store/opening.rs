//! Opening one SQLite file with the settings both databases share. Keys, migrations and healing belong to the database that opens.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::error::{Code, Error, Result};

/// How files are opened; the defaults are what ships. Tests name a VFS that breaks on purpose, or a ceiling that stands for a full disk.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    pub vfs: Option<String>,
    /// Pages of 4096 bytes after which SQLite answers "full".
    pub max_pages: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Write,
    Read,
    /// For a disk that takes no writes: SQLite then needs no lock and no log beside the file.
    ReadUnwritable,
}

pub(crate) fn connect(path: &Path, access: Access, options: &OpenOptions) -> Result<Connection> {
    let flags = match access {
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Access::ReadUnwritable => OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
    } | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let path = if access == Access::ReadUnwritable { immutable_uri(path)? } else { path.to_owned() };
    let connection = match &options.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs.as_str())?,
        None => Connection::open_with_flags(path, flags)?,
    };
    Ok(connection)
}

fn immutable_uri(path: &Path) -> Result<PathBuf> {
    let mut uri = url::Url::from_file_path(path)
        .map_err(|()| Error::because(Code::Unexpected, anyhow::anyhow!("the desk's folder is not an absolute path")))?;
    uri.set_query(Some("immutable=1"));
    Ok(PathBuf::from(uri.as_str()))
}

/// What holds for every connection, after the key (if any) was given: temporary tables never reach the disk, foreign keys hold.
pub(crate) fn settle(connection: &Connection, options: &OpenOptions) -> Result<()> {
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    if let Some(pages) = options.max_pages {
        connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    Ok(())
}
