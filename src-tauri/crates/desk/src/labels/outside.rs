//! Labels lent to another program of this computer: a folder of one's own, emptied when the app starts and when it ends. What is opened is not decided here.

use std::fs;
use std::path::Path;

/// Takes every file in the folder away; gives how many could not be. A folder that is not there is empty.
pub fn empty_folder(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries.flatten().filter(|entry| fs::remove_file(entry.path()).is_err()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_lent_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["Label OR-1 9400.pdf", "Label OR-2.png", ".half.part"] {
            fs::write(folder.path().join(name), b"%PDF-").expect("a file");
        }
        assert_eq!(empty_folder(folder.path()), 0);
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 0);
        assert_eq!(empty_folder(&folder.path().join("not there")), 0);
    }
}
