//! Links and rights, as each system has them.

use std::fs;
use std::io;
#[cfg(unix)]
pub(super) use std::os::unix::fs::symlink;
use std::path::Path;

/// A link to a folder is another thing there than a link to a file; what leads nowhere is a file's.
#[cfg(windows)]
pub(super) fn symlink(original: impl AsRef<Path>, link: impl AsRef<Path>) -> io::Result<()> {
    use std::os::windows::fs::{symlink_dir, symlink_file};
    if original.as_ref().is_dir() { symlink_dir(original, link) } else { symlink_file(original, link) }
}

/// Lets the owner read and write a file, whatever its original let.
pub(super) fn let_its_owner_write(file: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(file)?.permissions();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        permissions.set_mode(permissions.mode() | 0o600);
    }
    #[cfg(windows)]
    permissions.set_readonly(false);
    fs::set_permissions(file, permissions)
}
