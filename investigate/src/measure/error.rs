//! Why there is no new record.

use evidence::record::RecordError;
use thiserror::Error;

use crate::exit::ends;

/// Why there is no new record. The one that was there before is untouched.
#[derive(Debug, Error)]
pub(crate) enum MeasureError {
    #[error("there is no operation `{wanted}`; there are {known}")]
    Operation { wanted: String, known: String },
    #[error("what was measured is not a record: {0}")]
    Invalid(#[from] RecordError),
    #[error("the measured code lists no operation. Restore the list in bench-crate.")]
    NoCells,
    #[error(
        "`slices` was asked for {wanted} and answered {got}. Its source and the command's must be of one commit."
    )]
    Mismatch { wanted: String, got: String },
    /// Ctrl-C.
    #[error(
        "stopped after {done} timed processes; those are kept. Go on with the same command and --resume."
    )]
    Interrupted {
        /// Finished processes.
        done: usize,
    },
}

ends!(MeasureError {
    BadInput: Operation;
    Failed: Invalid, NoCells, Mismatch;
    Interrupted: Interrupted;
});
