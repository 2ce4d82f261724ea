//! Files that are whole or not there at all.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::Path;

/// Writes the file in one step: who reads it sees the former contents or these. Makes its folder.
///
/// # Errors
/// What the system says; the former file then still stands.
pub(crate) fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // In the same folder, because a file is replaced at once only within one file system.
    let mut builder = tempfile::Builder::new();
    builder.prefix(".unfinished-").suffix(".tmp");
    let permissions = readable_by_all();
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(contents)?;
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
