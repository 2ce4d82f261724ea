//! Where the project is.

use std::env;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::exit::ends;

/// Why there is no project to work on.
#[derive(Debug, Error)]
pub(crate) enum ProjectError {
    #[error("{} has no book.toml. Name the project's root folder with --root.", .0.display())]
    NotABook(PathBuf),
    #[error("neither {} nor a folder above it has a book.toml. Change into the project, or use --root.", .0.display())]
    NotInside(PathBuf),
    #[error("cannot tell the current folder: {0}. Change into the project, or use --root.")]
    NoCurrentFolder(#[source] std::io::Error),
}

ends!(ProjectError {
    BadInput: NotABook, NotInside;
    Failed: NoCurrentFolder;
});

/// The folder with `book.toml`: the one that was named, or the nearest at or above the current one.
pub(crate) fn root(named: Option<&Path>) -> Result<PathBuf, ProjectError> {
    if let Some(folder) = named {
        let found = folder.join("book.toml").is_file();
        return if found { Ok(folder.to_owned()) } else { Err(ProjectError::NotABook(folder.to_owned())) };
    }
    let current = env::current_dir().map_err(ProjectError::NoCurrentFolder)?;
    let root = current.ancestors().find(|folder| folder.join("book.toml").is_file());
    root.map(Path::to_owned).ok_or_else(|| ProjectError::NotInside(current.clone()))
}
