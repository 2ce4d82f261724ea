//! Hashes as text.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// One hash of all these texts.
pub fn digest<T: AsRef<[u8]>>(texts: impl IntoIterator<Item = T>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        // The length ends each, so that a part of one cannot move to the next unseen.
        hash.update(text.as_ref().len().to_le_bytes());
        hash.update(text);
    }
    hex(hash)
}

/// The SHA-256 of a file's bytes, as `sha256sum` prints it.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

pub(crate) fn hex(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
