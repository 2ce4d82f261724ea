//! Why there is no book to publish.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;

use super::book::RenderError;
use super::problem::Problem;
use crate::exit::Exit;
use crate::output::OutputError;

/// Why there is no book to publish.
#[derive(Debug, Error)]
pub(crate) enum BuildError {
    /// The book was not rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// What was rendered cannot be read back.
    #[error("cannot read {}: {problem}. Build again.", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        problem: String,
    },
    /// The pages are not fit to be published.
    #[error("{}", Problems(.0))]
    Unfit(Vec<Problem>),
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl BuildError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::Render(error) => error.exit(),
            Self::Unreadable { .. } | Self::Unfit(_) => Exit::Failed,
        }
    }
}

/// All of them, one a line, so that one build is enough to see them.
struct Problems<'a>(&'a [Problem]);

impl fmt::Display for Problems<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        write!(
            f,
            "the pages have {count} problem{}; do not publish them",
            if count == 1 { "" } else { "s" }
        )?;
        self.0.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}
