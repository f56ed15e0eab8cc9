//! What SQLite and the disk complain about, as the desk's codes: full, read-only, damaged, already open. No recovery happens here.

use rusqlite::ErrorCode;

use crate::error::{Code, Error};

/// `SQLITE_IOERR_SHMSIZE`: the write-ahead log's index could not grow, which is a full disk by another name.
const IOERR_SHMSIZE: i32 = 4874;

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        let code = code_of(&cause);
        Self::because(code, cause)
    }
}

fn code_of(cause: &rusqlite::Error) -> Code {
    let rusqlite::Error::SqliteFailure(failure, _) = cause else {
        return Code::Unexpected;
    };
    match failure.code {
        ErrorCode::DiskFull => Code::DiskFull,
        ErrorCode::SystemIoFailure if failure.extended_code == IOERR_SHMSIZE => Code::DiskFull,
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Code::ReadOnlyDisk,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => Code::AlreadyOpen,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Code::DamagedDeskFile,
        _ => Code::Unexpected,
    }
}

/// True when the file itself is broken (or was written with another key), so that waiting or retrying cannot help.
pub fn is_damage(error: &Error) -> bool {
    error.code == Code::DamagedDeskFile
}
