//! Whether a folder is on this computer's own disk: never a network drive, never a roaming profile. One module a system.
//! Only asks; what follows from the answer is decided elsewhere.

use std::path::Path;

/// Why a folder is not this computer's own disk, in a few words for the log; `None` when it is (or when the system does not say).
pub fn why_not_local(folder: &Path) -> Option<&'static str> {
    platform::why_not_local(folder)
}

#[cfg(target_os = "linux")]
mod platform {
    use std::path::Path;

    /// `statfs` magic numbers of file systems that live on another computer (linux/magic.h and the file systems' own headers).
    const REMOTE: [(u64, &str); 10] = [
        (0x6969, "on NFS"),
        (0x517B, "on SMB"),
        (0xFE53_4D42, "on SMB"),
        (0xFF53_4D42, "on CIFS"),
        (0x564C, "on NCP"),
        (0x5346_414F, "on AFS"),
        (0x7375_7245, "on Coda"),
        (0x0102_1997, "on 9P"),
        (0x00C3_6400, "on Ceph"),
        (0x0BD0_0BD0, "on Lustre"),
    ];
    const FUSE: u64 = 0x6573_5546;

    pub fn why_not_local(folder: &Path) -> Option<&'static str> {
        let facts = rustix::fs::statfs(folder).ok()?;
        // Sign and width differ by architecture; the low 32 bits are the magic number everywhere.
        let magic = u64::try_from(i128::from(facts.f_type) & 0xFFFF_FFFF).ok()?;
        if let Some((_, why)) = REMOTE.iter().find(|(number, _)| *number == magic) {
            return Some(why);
        }
        if magic == FUSE {
            // Local disks can be FUSE too (ntfs-3g); the mount table names the kind.
            let table = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
            let real = folder.canonicalize().ok()?;
            return remote_fuse(&table, &real);
        }
        None
    }

    /// The kind of the mount that holds `folder`: `36 35 98:0 / /mnt/point rw - fuse.sshfs host: rw` (proc(5)).
    pub fn remote_fuse(table: &str, folder: &Path) -> Option<&'static str> {
        let holder = table
            .lines()
            .filter_map(|line| {
                let (left, right) = line.split_once(" - ")?;
                let point = left.split(' ').nth(4)?.replace("\\040", " ");
                let kind = right.split(' ').next()?.to_owned();
                folder.starts_with(&point).then_some((point.len(), kind))
            })
            .max_by_key(|(length, _)| *length)?;
        [
            "sshfs",
            "rclone",
            "davfs",
            "s3fs",
            "gvfsd-fuse",
            "cifs",
            "smbnetfs",
            "google-drive-ocamlfuse",
            "onedriver",
            "glusterfs",
        ]
        .iter()
        .any(|remote| holder.1.strip_prefix("fuse.").is_some_and(|kind| kind == *remote))
        .then_some("on a network folder")
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        const TABLE: &str = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
            40 22 0:51 / /home/kim/away rw,nosuid - fuse.sshfs kim@host:/ rw,user_id=1000\n\
            41 22 8:17 / /media/usb\\040stick rw - fuse.ntfs-3g /dev/sdb1 rw\n";

        #[test]
        fn sshfs_is_remote_and_a_usb_disk_is_not() {
            assert_eq!(remote_fuse(TABLE, Path::new("/home/kim/away/data")), Some("on a network folder"));
            assert_eq!(remote_fuse(TABLE, Path::new("/media/usb stick/data")), None);
            assert_eq!(remote_fuse(TABLE, Path::new("/home/kim/awayward")), None);
        }
    }
}

#[cfg(target_os = "macos")]
mod platform {
    use std::path::Path;

    /// `MNT_LOCAL` of sys/mount.h.
    const LOCAL: u32 = 0x1000;

    pub fn why_not_local(folder: &Path) -> Option<&'static str> {
        let facts = rustix::fs::statfs(folder).ok()?;
        (facts.f_flags & LOCAL == 0).then_some("on a network folder")
    }
}

#[cfg(windows)]
mod platform {
    use std::path::{Component, Path, Prefix};

    pub fn why_not_local(folder: &Path) -> Option<&'static str> {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        if is_unc(&real) || is_unc(folder) {
            return Some("on a network folder");
        }
        if is_remote_drive(folder) {
            return Some("on a network drive");
        }
        if let Some(roaming) = std::env::var_os("APPDATA").map(std::path::PathBuf::from)
            && folder.starts_with(&roaming)
        {
            return Some("in the roaming profile");
        }
        None
    }

    fn is_unc(path: &Path) -> bool {
        matches!(path.components().next(), Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)))
    }

    fn is_remote_drive(path: &Path) -> bool {
        let Some(Component::Prefix(prefix)) = path.components().next() else {
            return false;
        };
        match prefix.kind() {
            Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => drive_type::is_remote(letter),
            _ => false,
        }
    }

    /// The one question std cannot ask.
    mod drive_type {
        #![allow(unsafe_code, reason = "GetDriveTypeW reads one NUL-terminated string that outlives the call")]

        use windows_sys::Win32::Storage::FileSystem::GetDriveTypeW;

        /// `DRIVE_REMOTE` of fileapi.h.
        const DRIVE_REMOTE: u32 = 4;

        pub fn is_remote(letter: u8) -> bool {
            let root: [u16; 4] = [u16::from(letter), u16::from(b':'), u16::from(b'\\'), 0];
            // SAFETY: `root` is a valid, NUL-terminated UTF-16 string for the whole call.
            let kind = unsafe { GetDriveTypeW(root.as_ptr()) };
            kind == DRIVE_REMOTE
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
mod platform {
    pub fn why_not_local(_folder: &std::path::Path) -> Option<&'static str> {
        None
    }
}
