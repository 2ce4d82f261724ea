//! Why there is no book to publish.

use std::path::PathBuf;

use thiserror::Error;

use super::problem::Problem;
use crate::exit::ends;

/// Why there is no book to publish.
#[derive(Debug, Error)]
pub(crate) enum BuildError {
    #[error("cannot read {}: {problem}. Build again.", path.display())]
    Unreadable { path: PathBuf, problem: String },
    #[error("{}", all(.0))]
    Unfit(Vec<Problem>),
}

ends!(Failed: BuildError);

/// All of them, one a line, so that one build is enough to see them.
fn all(problems: &[Problem]) -> String {
    let s = if problems.len() == 1 { "" } else { "s" };
    let lines: String = problems.iter().map(|problem| format!("\n  {problem}")).collect();
    format!("the pages have {} problem{s}; do not publish them{lines}", problems.len())
}
