//! The errors of directives.

use minijinja::{Error, ErrorKind};

/// An error that a directive explains by itself.
pub(crate) fn refuse(reason: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason.to_string())
}
