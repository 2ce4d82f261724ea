//! Paths as URLs and messages have them.

use std::path::{MAIN_SEPARATOR_STR, Path};

/// The path with `/` between its parts, on every platform.
pub fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(MAIN_SEPARATOR_STR, "/")
}
