//! The errors of directives.

use std::fmt::Display;

use minijinja::{Error, ErrorKind};

/// An error that a directive explains by itself.
pub(crate) fn refuse(reason: impl Display) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason.to_string())
}

/// That error where something does not hold.
pub(crate) fn ensure<D: Display>(holds: bool, reason: impl FnOnce() -> D) -> Result<(), Error> {
    if holds { Ok(()) } else { Err(refuse(reason())) }
}
