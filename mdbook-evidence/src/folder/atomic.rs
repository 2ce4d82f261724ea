//! Files that are whole or not there at all.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::Path;

/// Writes the file in one step: who reads it sees the former contents or these. Makes its folder. A link stays, and the file
/// that it leads to is replaced, with its mode.
///
/// # Errors
/// What the system says; the former file then still stands.
pub fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // In the same folder, because a file is replaced at once only within one file system.
    let mut builder = tempfile::Builder::new();
    builder.prefix(".unfinished-").suffix(".tmp");
    let former = fs::metadata(path).map(|metadata| metadata.permissions()).ok();
    let permissions = former.clone().or_else(readable_by_all);
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(contents)?;
    if let Some(former) = former {
        // What is new has what the user's mask leaves of its mode; what was there had more, or less.
        file.as_file().set_permissions(former)?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Temporary files are private by default; a record is as readable as any file of the checkout.
fn readable_by_all() -> Option<Permissions> {
    #[cfg(unix)]
    return Some(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    #[cfg(not(unix))]
    return None;
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_link_stays_and_the_file_behind_it_keeps_its_mode() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        for mode in [0o600, 0o640, 0o666] {
            fs::set_permissions(&real, Permissions::from_mode(mode)).unwrap();
            let _ = symlink("real", &link);
            write(&link, b"new").unwrap();
            assert!(link.is_symlink());
            assert_eq!(fs::read_to_string(&real).unwrap(), "new");
            assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, mode);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
