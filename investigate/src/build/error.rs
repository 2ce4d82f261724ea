//! Why there is no book to publish.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;

use super::problem::Problem;
use crate::exit::{Ends, Exit};

/// Why there is no book to publish.
#[derive(Debug, Error)]
pub(crate) enum BuildError {
    #[error("cannot read {}: {problem}. Build again.", path.display())]
    Unreadable { path: PathBuf, problem: String },
    #[error("{}", Problems(.0))]
    Unfit(Vec<Problem>),
}

impl Ends for BuildError {
    fn exit(&self) -> Exit {
        match self {
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
