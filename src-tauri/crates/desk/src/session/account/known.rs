//! Which desks were used on this computer, and which one last: facts that are no secret and name no person.
//! With them a signed-out Live desk stays Live. One small JSON file in the local data folder; tokens are never in it.

use std::io;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, Result};
use crate::session::disk::{Disk, replace_file};
use crate::session::places::{DeskName, Places, disk_error};
use crate::session::view::KnownDeskView;
use crate::session::{ClientId, Environment};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDesk {
    pub environment: Environment,
    pub client_id: ClientId,
    /// The brand owner's name as the API shows it.
    #[serde(default)]
    pub client_name: String,
    pub last_used: Timestamp,
    /// Cleared by a sign-out, so that the next start does not look for tokens.
    #[serde(default)]
    pub signed_in: bool,
    /// Locked itself when nobody was there; a restart does not open it.
    #[serde(default)]
    pub locked: bool,
}

impl KnownDesk {
    pub fn name(&self) -> DeskName {
        DeskName::of(self.environment, &self.client_id)
    }

    pub fn view(&self) -> KnownDeskView {
        KnownDeskView {
            desk: self.name().to_string(),
            environment: self.environment,
            client_name: self.client_name.clone(),
            last_used: self.last_used.to_string(),
        }
    }
}

/// Newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounts {
    #[serde(default)]
    desks: Vec<KnownDesk>,
}

/// What reading the list brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountsFound {
    pub accounts: Accounts,
    /// The file was there and could not be understood: the list starts empty, and the person is told once.
    pub reset: bool,
}

impl Accounts {
    /// # Errors
    /// The disk refuses to be read; a broken file is no error.
    pub fn read(places: &Places, disk: &dyn Disk) -> Result<AccountsFound> {
        match disk.read(&places.accounts()) {
            Ok(bytes) => match serde_json::from_slice::<Self>(&bytes) {
                Ok(mut accounts) => {
                    accounts.sort();
                    Ok(AccountsFound { accounts, reset: false })
                }
                Err(_) => Ok(AccountsFound { accounts: Self::default(), reset: true }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(AccountsFound { accounts: Self::default(), reset: false })
            }
            Err(error) => Err(disk_error(error, "reading the list of accounts")),
        }
    }

    pub fn write(&self, places: &Places, disk: &dyn Disk) -> Result<()> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|error| Error::because(Code::Unexpected, error))?;
        replace_file(disk, &places.accounts(), &bytes)
            .map_err(|error| disk_error(error, "writing the list of accounts"))
    }

    /// The desk the app opens with. Practice is never one: it is entered by its own button.
    pub fn last(&self) -> Option<&KnownDesk> {
        self.desks.iter().find(|desk| desk.environment != Environment::Practice)
    }

    pub fn all(&self) -> &[KnownDesk] {
        &self.desks
    }

    pub fn find(&self, name: &DeskName) -> Option<&KnownDesk> {
        self.desks.iter().find(|desk| desk.name() == *name)
    }

    /// Adds or refreshes one desk. A name that is not known now does not erase one known before.
    pub fn remember(&mut self, mut desk: KnownDesk) {
        let name = desk.name();
        if let Some(old) = self.find(&name)
            && desk.client_name.is_empty()
        {
            desk.client_name.clone_from(&old.client_name);
        }
        self.forget(&name);
        // First among equals: two sign-ins may share one moment of a coarse clock.
        self.desks.insert(0, desk);
        self.sort();
    }

    pub fn signed_out(&mut self, name: &DeskName) {
        for desk in self.desks.iter_mut().filter(|desk| desk.name() == *name) {
            desk.signed_in = false;
            desk.locked = false;
        }
    }

    pub fn set_locked(&mut self, name: &DeskName, locked: bool) {
        for desk in self.desks.iter_mut().filter(|desk| desk.name() == *name) {
            desk.locked = locked;
        }
    }

    pub fn forget(&mut self, name: &DeskName) {
        self.desks.retain(|desk| desk.name() != *name);
    }

    fn sort(&mut self) {
        self.desks.sort_by_key(|desk| std::cmp::Reverse(desk.last_used));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::disk::LocalDisk;

    fn desk(environment: Environment, client: &str, at: i64) -> KnownDesk {
        KnownDesk {
            environment,
            client_id: ClientId(client.to_owned()),
            client_name: format!("Brand of {client}"),
            last_used: Timestamp::from_second(at).unwrap(),
            signed_in: true,
            locked: false,
        }
    }

    #[test]
    fn a_signed_out_live_desk_stays_the_one_that_opens() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::open(folder.path()).unwrap();
        let mut accounts = Accounts::default();
        accounts.remember(desk(Environment::Stage, "a", 100));
        accounts.remember(desk(Environment::Live, "a", 200));
        accounts.remember(desk(Environment::Practice, "p", 300));
        accounts.signed_out(&DeskName::of(Environment::Live, &ClientId("a".to_owned())));
        accounts.write(&places, &LocalDisk).unwrap();

        let found = Accounts::read(&places, &LocalDisk).unwrap();
        assert!(!found.reset);
        let last = found.accounts.last().unwrap();
        assert_eq!((last.environment, last.signed_in), (Environment::Live, false));
    }

    #[test]
    fn a_broken_list_starts_empty_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::open(folder.path()).unwrap();
        assert!(!Accounts::read(&places, &LocalDisk).unwrap().reset, "no file is not a broken file");
        std::fs::write(places.accounts(), b"{\"desks\": [{").unwrap();
        let found = Accounts::read(&places, &LocalDisk).unwrap();
        assert!(found.reset);
        assert!(found.accounts.all().is_empty());
    }

    #[test]
    fn a_desk_is_listed_once_and_keeps_its_name() {
        let mut accounts = Accounts::default();
        accounts.remember(desk(Environment::Live, "a", 100));
        accounts.remember(KnownDesk { client_name: String::new(), ..desk(Environment::Live, "a", 200) });
        assert_eq!(accounts.all().len(), 1);
        assert_eq!(accounts.all()[0].client_name, "Brand of a");
        assert_eq!(accounts.all()[0].last_used.as_second(), 200);
    }
}
