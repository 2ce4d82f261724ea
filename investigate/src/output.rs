//! What a command prints.
//!
//! Who reads only the first lines (`| head`) closes the pipe and has what was asked for; the command goes on, since its
//! exit code says more than its text. Everything else that keeps text from being written, such as a full disk, is an error.

use std::fmt;
use std::io::{self, ErrorKind, Write};

use thiserror::Error;

use crate::exit::ends;

/// Standard output takes nothing.
#[derive(Debug, Error)]
#[error("cannot write to standard output: {0}. Send the output elsewhere.")]
pub(crate) struct OutputError(#[source] io::Error);

ends!(Failed: OutputError);

/// Prints a text and a line's end on standard output.
/// A closed pipe is no error.
pub(crate) fn print(text: impl fmt::Display) -> Result<(), OutputError> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{}", plain(&text.to_string())).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(OutputError(error)),
        _ => Ok(()),
    }
}

/// Tells the user something on standard error. Where that is closed or full, there is nobody to tell.
pub(crate) fn tell(text: impl fmt::Display) {
    let _ = writeln!(io::stderr().lock(), "{}", plain(&text.to_string()));
}

/// The text with its control characters written out: a name or a message from elsewhere moves no terminal's cursor.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() && c != '\n' && c != '\t' {
            plain.extend(c.escape_default());
        } else {
            plain.push(c);
        }
    }
    plain
}
