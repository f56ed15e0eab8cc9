//! A computer whose disk can be pulled: a SQLite VFS that keeps, beside what was written, what had surely reached the disk.
//! At a power cut everything since a file's last sync may be lost, in part or whole; at a kill, what was written stays, and the dead
//! process's later writes (SQLite tidying up as it closes) change nothing. Nothing of orders is known here.
#![allow(unsafe_code)] // SQLite calls a VFS through C function pointers: there is no other way to stand between it and the disk.

use std::collections::HashMap;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, Once, PoisonError};

use rusqlite::ffi;

use super::chance::Chance;

/// Whether the write at this place in the queue reached the disk before the power went.
type Kept = Box<dyn Fn(usize, &mut Chance) -> bool>;

pub const VFS: &str = "capsule-sim";

static MACHINES: LazyLock<Mutex<HashMap<PathBuf, Machine>>> = LazyLock::new(Mutex::default);
static REGISTERED: Once = Once::new();

/// One computer: the files under one folder. Clones are the same computer.
#[derive(Clone)]
pub struct Machine(Arc<Mutex<Disk>>);

#[derive(Default)]
struct Disk {
    files: HashMap<String, File>,
    /// Processes born before this one are dead: their handles write to nowhere.
    life: u64,
    /// Files the living process has open.
    open: u64,
    /// The process dies in the middle of the write that brings this to zero.
    writes_left: Option<u64>,
    /// A disk that says "synced" and is not; or a program that never asks.
    deaf_to_sync: bool,
}

#[derive(Default, Clone)]
struct File {
    live: Vec<u8>,
    durable: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Truncate(usize),
}

/// What was on a disk at one moment.
#[derive(Clone)]
pub struct Picture(HashMap<String, File>);

impl Machine {
    /// The machine of `folder`; it is forgotten by `scrap`.
    pub fn in_folder(folder: &Path) -> Self {
        REGISTERED.call_once(register);
        let machine = Self(Arc::new(Mutex::new(Disk::default())));
        guard(&MACHINES).insert(folder.to_owned(), machine.clone());
        machine
    }

    pub fn scrap(folder: &Path) {
        guard(&MACHINES).remove(folder);
    }

    pub fn life(&self) -> u64 {
        guard(&self.0).life
    }

    /// Ends the running process as far as its files are concerned. What it wrote stays.
    pub fn kill(&self) {
        guard(&self.0).end_life();
    }

    /// The next process dies in the middle of its `nth` write to a file.
    pub fn kill_in_write(&self, nth: u64) {
        guard(&self.0).writes_left = Some(nth);
    }

    /// After a kill: what was not synced is lost, in part or whole.
    pub fn cut_power(&self, chance: &mut Chance) {
        let mut disk = guard(&self.0);
        let mut names: Vec<_> = disk.files.keys().cloned().collect();
        names.sort();
        for name in names {
            let file = disk.files.get_mut(&name).expect("just listed");
            let pending = std::mem::take(&mut file.pending);
            let kept: Kept = match chance.below(3) {
                0 => Box::new(|_, _| false),
                1 => {
                    let first = chance.below(pending.len() as u64 + 1) as usize;
                    Box::new(move |at, _| at < first)
                }
                _ => Box::new(|_, chance: &mut Chance| chance.percent(50)),
            };
            for (at, change) in pending.iter().enumerate() {
                if kept(at, chance) {
                    apply(&mut file.durable, change);
                }
            }
            file.live = file.durable.clone();
        }
    }

    pub fn ignore_syncs(&self) {
        guard(&self.0).deaf_to_sync = true;
    }

    pub fn picture(&self) -> Picture {
        Picture(guard(&self.0).files.clone())
    }

    /// Puts an old picture in the place of what is there: a restored backup.
    pub fn restore(&self, picture: &Picture) {
        guard(&self.0).files = picture.0.clone();
    }
}

impl Disk {
    fn end_life(&mut self) {
        self.life += 1;
        self.open = 0;
        self.writes_left = None;
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write { at, bytes: new } => {
            if bytes.len() < at + new.len() {
                bytes.resize(at + new.len(), 0);
            }
            bytes[*at..at + new.len()].copy_from_slice(new);
        }
        Change::Truncate(len) => bytes.resize(*len, 0),
    }
}

/// What SQLite holds as one open file.
struct Handle {
    disk: Arc<Mutex<Disk>>,
    name: String,
    life: u64,
    delete_on_close: bool,
}

impl Handle {
    fn with<T>(&self, absent: T, deed: impl FnOnce(&mut Disk, &str) -> T) -> T {
        let mut disk = guard(&self.disk);
        if disk.life == self.life { deed(&mut disk, &self.name) } else { absent }
    }

    fn change(&self, change: Change) {
        self.with((), |disk, name| {
            if let Some(left) = &mut disk.writes_left {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    disk.end_life(); // this very write is the one that did not happen
                    return;
                }
            }
            let file = disk.files.entry(name.to_owned()).or_default();
            apply(&mut file.live, &change);
            file.pending.push(change);
        });
    }
}

#[repr(C)]
struct OpenFile {
    base: ffi::sqlite3_file,
    handle: *mut Handle,
}

/// SAFETY: SQLite passes back the `OpenFile` that `open` filled, between `open` and `close` only.
unsafe fn handle<'a>(file: *mut ffi::sqlite3_file) -> &'a Handle {
    unsafe { &*(*file.cast::<OpenFile>()).handle }
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    unsafe {
        (*file).pMethods = std::ptr::null();
        if name.is_null() {
            return ffi::SQLITE_CANTOPEN; // a temporary file: temp_store is MEMORY
        }
        let path = PathBuf::from(CStr::from_ptr(name).to_string_lossy().into_owned());
        let machine = path.parent().and_then(|folder| guard(&MACHINES).get(folder).cloned());
        let Some(machine) = machine else { return ffi::SQLITE_CANTOPEN };
        let name = file_name(&path);
        let life = {
            let mut disk = guard(&machine.0);
            if flags & ffi::SQLITE_OPEN_CREATE == 0 && !disk.files.contains_key(&name) {
                return ffi::SQLITE_CANTOPEN;
            }
            disk.files.entry(name.clone()).or_default();
            disk.open += 1;
            disk.life
        };
        let delete_on_close = flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0;
        let handle = Box::new(Handle { disk: Arc::clone(&machine.0), name, life, delete_on_close });
        (*file.cast::<OpenFile>()).handle = Box::into_raw(handle);
        (*file).pMethods = &raw const METHODS.0;
        if !out_flags.is_null() {
            *out_flags = flags;
        }
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    unsafe {
        let handle = Box::from_raw((*file.cast::<OpenFile>()).handle);
        handle.with((), |disk, name| {
            disk.open -= 1;
            if handle.delete_on_close {
                disk.files.remove(name);
            }
        });
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    to: *mut c_void,
    amount: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    unsafe {
        let (amount, at) = (amount as usize, at as usize);
        let to = std::slice::from_raw_parts_mut(to.cast::<u8>(), amount);
        to.fill(0);
        // A dead process reads what it likes: nobody looks.
        let handle = handle(file);
        let disk = guard(&handle.disk);
        let Some(file) = disk.files.get(&handle.name) else { return ffi::SQLITE_IOERR_SHORT_READ };
        let there = file.live.get(at..).unwrap_or_default();
        let got = there.len().min(amount);
        to[..got].copy_from_slice(&there[..got]);
        if got == amount { ffi::SQLITE_OK } else { ffi::SQLITE_IOERR_SHORT_READ }
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    amount: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    unsafe {
        let bytes = std::slice::from_raw_parts(from.cast::<u8>(), amount as usize).to_vec();
        handle(file).change(Change::Write { at: at as usize, bytes });
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: ffi::sqlite3_int64) -> c_int {
    unsafe {
        handle(file).change(Change::Truncate(size as usize));
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    unsafe {
        handle(file).with((), |disk, name| {
            if disk.deaf_to_sync {
                return;
            }
            if let Some(file) = disk.files.get_mut(name) {
                for change in file.pending.drain(..) {
                    apply(&mut file.durable, &change);
                }
            }
        });
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut ffi::sqlite3_int64) -> c_int {
    unsafe {
        let handle = handle(file);
        let disk = guard(&handle.disk);
        *size = disk.files.get(&handle.name).map_or(0, |file| file.live.len()) as ffi::sqlite3_int64;
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn lock(_: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved(_: *mut ffi::sqlite3_file, held: *mut c_int) -> c_int {
    unsafe { *held = 0 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut ffi::sqlite3_file) -> c_int {
    4096
}

unsafe extern "C" fn characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, _: c_int) -> c_int {
    unsafe {
        with_file(name, |disk, name| {
            // Nobody living has a file open: this is a dead process, tidying up.
            if disk.open > 0 {
                disk.files.remove(name);
            }
        });
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn access(_: *mut ffi::sqlite3_vfs, name: *const c_char, _: c_int, there: *mut c_int) -> c_int {
    unsafe {
        *there = c_int::from(
            with_file(name, |disk, name| disk.files.get(name).is_some_and(|file| !file.live.is_empty()))
                .unwrap_or(false),
        );
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn full_path(_: *mut ffi::sqlite3_vfs, name: *const c_char, room: c_int, out: *mut c_char) -> c_int {
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if bytes.len() > room as usize {
            return ffi::SQLITE_CANTOPEN;
        }
        std::ptr::copy_nonoverlapping(bytes.as_ptr().cast::<c_char>(), out, bytes.len());
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn randomness(_: *mut ffi::sqlite3_vfs, amount: c_int, out: *mut c_char) -> c_int {
    // Only salts of the log: the same ones would do, but the log tells an old frame from a new one by them.
    let mut salt = Chance::seeded(
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(7, |at| at.as_nanos() as u64),
    );
    let out = unsafe { std::slice::from_raw_parts_mut(out.cast::<u8>(), amount as usize) };
    out.iter_mut().for_each(|byte| *byte = salt.next() as u8);
    amount
}

unsafe extern "C" fn pause(_: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    microseconds
}

unsafe extern "C" fn current_time(_: *mut ffi::sqlite3_vfs, days: *mut f64) -> c_int {
    unsafe { *days = 2_460_000.5 };
    ffi::SQLITE_OK
}

/// SAFETY: `name` is SQLite's own zero-terminated path.
unsafe fn with_file<T>(name: *const c_char, deed: impl FnOnce(&mut Disk, &str) -> T) -> Option<T> {
    let path = PathBuf::from(unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned());
    let machine = guard(&MACHINES).get(path.parent()?).cloned()?;
    let mut disk = guard(&machine.0);
    Some(deed(&mut disk, &file_name(&path)))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn guard<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Methods(ffi::sqlite3_io_methods);
// SAFETY: a table of function pointers, never written.
unsafe impl Sync for Methods {}

/// Version 1: no shared memory. The desk takes its file for itself, so the log's index lives on SQLite's heap.
static METHODS: Methods = Methods(ffi::sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(lock),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
});

fn register() {
    let name = CString::new(VFS).expect("no zero inside");
    let vfs = Box::new(ffi::sqlite3_vfs {
        iVersion: 1,
        szOsFile: size_of::<OpenFile>() as c_int,
        mxPathname: 1024,
        pNext: std::ptr::null_mut(),
        zName: name.into_raw(),
        pAppData: std::ptr::null_mut(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        xFullPathname: Some(full_path),
        xDlOpen: None,
        xDlError: None,
        xDlSym: None,
        xDlClose: None,
        xRandomness: Some(randomness),
        xSleep: Some(pause),
        xCurrentTime: Some(current_time),
        xGetLastError: None,
        xCurrentTimeInt64: None,
        xSetSystemCall: None,
        xGetSystemCall: None,
        xNextSystemCall: None,
    });
    // SAFETY: the VFS and its name are leaked on purpose: SQLite keeps them until the process ends.
    let answer = unsafe { ffi::sqlite3_vfs_register(Box::into_raw(vfs), 0) };
    assert_eq!(answer, ffi::SQLITE_OK, "the simulated disk could not be registered");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_committed_survives_a_kill_and_what_was_synced_a_power_cut() {
        let folder = tempfile::tempdir().expect("a folder");
        let machine = Machine::in_folder(folder.path());
        let path = folder.path().join("desk.db");
        let open = || {
            let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_CREATE;
            let c = rusqlite::Connection::open_with_flags_and_vfs(&path, flags, VFS).expect("opens");
            c.pragma_update(None, "locking_mode", "EXCLUSIVE").expect("exclusive");
            c.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).expect("a log");
            c
        };
        let count = |c: &rusqlite::Connection| {
            c.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, u32>(0)).expect("reads")
        };
        let c = open();
        c.pragma_update(None, "synchronous", "FULL").expect("full");
        c.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1);").expect("writes");
        machine.kill();
        drop(c);
        let c = open();
        assert_eq!(count(&c), 1, "a kill loses nothing that was committed");
        c.pragma_update(None, "synchronous", "FULL").expect("full");
        c.execute_batch("INSERT INTO t VALUES (2);").expect("writes");
        machine.kill();
        drop(c);
        for seed in 0..20 {
            machine.cut_power(&mut Chance::seeded(seed));
        }
        let c = open();
        assert_eq!(count(&c), 2, "a power cut loses nothing that was synced");
        c.pragma_update(None, "synchronous", "OFF").expect("off");
        c.execute_batch("INSERT INTO t VALUES (3);").expect("writes");
        machine.kill();
        drop(c);
        let before = machine.picture();
        let left: Vec<_> = (0..20)
            .map(|seed| {
                machine.restore(&before);
                machine.cut_power(&mut Chance::seeded(seed));
                let c = open();
                let left = count(&c);
                machine.kill();
                left
            })
            .collect();
        assert!(left.contains(&2), "a power cut takes what was never synced: {left:?}");
        Machine::scrap(folder.path());
    }
}
