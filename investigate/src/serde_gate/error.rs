//! Why the gate is not passed.

use std::io;

use thiserror::Error;

use crate::exit::ends;

/// Why the gate is not passed.
#[derive(Debug, Error)]
pub(crate) enum SerdeError {
    #[error(
        "cannot write the generated backlog `{name}` as YAML: {problem}. Restore the list in bench-crate."
    )]
    Generate { name: String, problem: String },
    #[error("{count} of {results} results differ from today's. The first:\n{first}")]
    Differ {
        count: usize,
        /// How many there are: one for each input, library and representation.
        results: usize,
        /// The first of them, in lines.
        first: String,
    },
    #[error("a library did not come back. The first:\n{0}")]
    Stopped(String),
    #[error(
        "cannot judge in a process of its own: {0}. Check that the program may start itself, and build it anew."
    )]
    Process(#[source] io::Error),
}

ends!(Failed: SerdeError);
