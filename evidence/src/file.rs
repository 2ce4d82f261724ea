//! Reads text that a user named.
//!
//! A path can lead to anything: a FIFO that nobody writes to, a device without an end, a file larger than memory. What is
//! read here is a regular file of a stated size and UTF-8, or it is refused at once with a sentence that says why.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;
use std::string::FromUtf8Error;

/// The most bytes that a text may have. The largest record of this project has a fiftieth of them.
const MOST_BYTES: u64 = 64 << 20;

/// Reads a regular file of at most 64 MiB.
///
/// # Errors
/// What the system says, or a sentence's end that says what the file is instead.
pub fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path).map_err(|error| of_dangling(path, error))?;
    match kind(metadata.file_type()) {
        None if metadata.len() > MOST_BYTES => return Err(too_large()),
        None => {}
        Some(what) => return Err(invalid(format!("it is {what}, and only regular files are read"))),
    }
    let mut bytes = Vec::new();
    // The length once more: a file may grow, and those of /proc have none.
    let read = File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if read as u64 > MOST_BYTES { Err(too_large()) } else { Ok(bytes) }
}

/// Reads a regular file of UTF-8 and of at most 64 MiB, without a byte order mark.
///
/// # Errors
/// As [`read_bytes`] and [`utf8`].
pub fn read_text(path: &Path) -> io::Result<String> {
    let mut text = utf8(read_bytes(path)?)?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// The bytes as text.
///
/// # Errors
/// The line and column of the first byte that is not UTF-8.
pub fn utf8(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let (line, column) = place_of(&error);
        invalid(format!("the byte in line {line}, column {column} is not UTF-8"))
    })
}

/// The line and column, from 1, of the first byte that is not UTF-8.
pub(crate) fn place_of(error: &FromUtf8Error) -> (usize, usize) {
    let whole = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let last = whole.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    (whole.iter().filter(|byte| **byte == b'\n').count() + 1, last.len() + 1)
}

/// What it is if it is no regular file.
fn kind(of: FileType) -> Option<&'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if of.is_fifo() {
            return Some("a FIFO");
        }
        if of.is_char_device() || of.is_block_device() {
            return Some("a device");
        }
        if of.is_socket() {
            return Some("a socket");
        }
    }
    if of.is_dir() {
        return Some("a folder");
    }
    if of.is_file() { None } else { Some("a special file") }
}

/// A link that leads nowhere is there, though the system says that nothing is.
fn of_dangling(path: &Path, error: io::Error) -> io::Error {
    match fs::read_link(path) {
        Ok(target) => io::Error::new(
            error.kind(),
            format!("it is a link to {}, which cannot be followed ({error})", target.display()),
        ),
        Err(_) => error,
    }
}

fn too_large() -> io::Error {
    invalid(format!("it is larger than the {} MiB that are read", MOST_BYTES >> 20))
}

fn invalid(problem: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}
