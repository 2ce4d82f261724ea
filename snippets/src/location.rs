use std::fmt;
use std::path::{Path, PathBuf};

/// A line of a file, as an error message names it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Location {
    /// The file, from the root of the workspace where it lies below it.
    pub file: PathBuf,
    /// The line, counted from one.
    pub line: usize,
}

impl Location {
    pub(super) fn new(root: &Path, file: &Path, line: usize) -> Self {
        let file = file.strip_prefix(root).unwrap_or(file).to_owned();
        Self { file, line }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file.display(), self.line)
    }
}
