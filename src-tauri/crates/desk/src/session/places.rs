//! Where files live: one folder per environment and client id, on this computer's own disk, never roaming, never on a network.
//! Makes folders; opens no database.

use std::fmt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::not_local::why_not_local;
use super::{ClientId, Environment};
use crate::error::{Code, Error, Result};

/// Names one desk on disk and in the keychain: `live-1f0c9a3b5d7e2468`. Never changes, says nothing about the client.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeskName(String);

impl DeskName {
    pub fn of(environment: Environment, client: &ClientId) -> Self {
        let digest = Sha256::digest(client.0.as_bytes());
        Self(format!("{}-{}", environment.slug(), hex::encode(&digest[..8])))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DeskName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The app's folder under the system's *local* application data (`%LOCALAPPDATA%`, `~/Library/Application Support`, `~/.local/share`).
#[derive(Debug, Clone)]
pub struct Places {
    root: PathBuf,
}

/// The paths of one desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPlaces {
    pub folder: PathBuf,
    pub mirror: PathBuf,
    pub desk: PathBuf,
    pub copies: PathBuf,
    pub labels: PathBuf,
    /// Only when a refresh token is too long for the keychain.
    pub token: PathBuf,
}

impl Places {
    /// Makes the folder (owner only, on Unix) and refuses one that is not on this computer's own disk.
    ///
    /// # Errors
    /// [`Code::NotLocalDisk`], [`Code::ReadOnlyDisk`], [`Code::DiskFull`].
    pub fn open(local_app_data: impl Into<PathBuf>) -> Result<Self> {
        Self::open_unless(local_app_data.into(), why_not_local)
    }

    fn open_unless(root: PathBuf, why_not: impl Fn(&Path) -> Option<&'static str>) -> Result<Self> {
        make_folder(&root)?;
        match why_not(&root) {
            Some(why) => Err(Error::because(Code::NotLocalDisk, anyhow::anyhow!("the data folder is {why}"))),
            None => Ok(Self { root }),
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The non-secret list of accounts used on this computer.
    pub fn accounts(&self) -> PathBuf {
        self.root.join("accounts.json")
    }

    /// Paths only; nothing is made.
    pub fn desk(&self, name: &DeskName) -> DeskPlaces {
        let folder = self.root.join(name.as_str());
        DeskPlaces {
            mirror: folder.join("mirror.db"),
            desk: folder.join("desk.db"),
            copies: folder.join("copies"),
            labels: folder.join("labels"),
            token: folder.join("token.sealed"),
            folder,
        }
    }
}

impl DeskPlaces {
    /// Makes the folders of this desk, readable by their owner only.
    pub fn make(&self) -> Result<()> {
        for folder in [&self.folder, &self.copies, &self.labels] {
            make_folder(folder)?;
        }
        Ok(())
    }

    pub fn found(&self) -> super::keys::FilesFound {
        super::keys::FilesFound { mirror: self.mirror.exists(), desk: self.desk.exists() }
    }
}

/// Like `create_dir_all`, mode 0700 on Unix for what it makes.
pub fn make_folder(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| disk_error(error, "making a folder"))
}

/// The code a person can act on, from what the disk answered. `doing` must name no person and no path.
pub fn disk_error(error: std::io::Error, doing: &'static str) -> Error {
    let code = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Code::DiskFull,
        std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => Code::ReadOnlyDisk,
        _ => Code::Unexpected,
    };
    Error::because(code, anyhow::Error::from(error).context(doing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_is_named_by_environment_and_client_and_cannot_climb_out() {
        let odd = ClientId("../../etc/passwd".to_owned());
        let live = DeskName::of(Environment::Live, &odd);
        assert_ne!(live, DeskName::of(Environment::Stage, &odd));
        assert_ne!(live, DeskName::of(Environment::Live, &ClientId("other".to_owned())));
        assert!(live.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{live}");
        assert!(live.as_str().starts_with("live-"));
    }

    #[test]
    fn two_desks_share_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::open(folder.path().join("app")).unwrap();
        let client = ClientId("c".to_owned());
        let live = places.desk(&DeskName::of(Environment::Live, &client));
        let stage = places.desk(&DeskName::of(Environment::Stage, &client));
        live.make().unwrap();
        assert!(live.labels.is_dir());
        assert!(!stage.folder.exists());
        assert!(!stage.mirror.starts_with(&live.folder));
    }

    #[test]
    fn a_folder_on_another_computer_is_refused_and_this_computers_own_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("app");
        let refused = Places::open_unless(root.clone(), |asked| (asked == root).then_some("on a network folder"));
        let error = refused.expect_err("a desk on a network folder can be opened by two computers at once");
        assert_eq!(error.code, Code::NotLocalDisk);
        assert!(Places::open(&root).is_ok(), "the same folder, asked of the system");
    }

    #[cfg(windows)]
    #[test]
    fn the_roaming_profile_and_a_share_are_refused() {
        let roaming = PathBuf::from(std::env::var_os("APPDATA").expect("Windows names it"));
        for folder in [roaming.join("Capsule Desk test"), PathBuf::from(r"\\localhost\share\desk")] {
            assert!(why_not_local(&folder).is_some(), "{}", folder.display());
        }
    }

    #[cfg(unix)]
    #[test]
    fn folders_are_the_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let places = Places::open(folder.path().join("app")).unwrap();
        let mode = std::fs::metadata(places.root()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
