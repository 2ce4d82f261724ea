//! Why rules cannot be used.

use thiserror::Error;

/// Why rules cannot be used.
#[derive(Debug, Error)]
pub enum RulesError {
    /// A file cannot be read.
    #[error("cannot read {file}: {problem}. Check the `{key}` path in book.toml.")]
    Unreadable {
        /// The file.
        file: String,
        /// The key of book.toml that names it.
        key: &'static str,
        /// Why.
        problem: String,
    },
    /// It is not TOML of its form.
    #[error("{file}: {problem}")]
    Malformed {
        /// The file, with its line where it is known.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// It names what is not there.
    #[error("{file}: `{key}` has `{name}`, and there is none of that name; there are {known}. Correct it.")]
    Unknown {
        /// The file.
        file: String,
        /// The key.
        key: String,
        /// The name.
        name: String,
        /// What there is.
        known: String,
    },
    /// A name rests on itself.
    #[error("{file}: `{key}` rests on itself: {path}. Write one of them without the others.")]
    Circular {
        /// The file.
        file: String,
        /// The name.
        key: String,
        /// The way from it to itself.
        path: String,
    },
}

impl RulesError {
    pub(crate) fn malformed(file: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Malformed { file: file.into(), problem: problem.into().trim_end().to_owned() }
    }

    pub(crate) fn unknown(file: &str, key: impl Into<String>, name: &str, known: &[&str]) -> Self {
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Self::Unknown { file: file.to_owned(), key: key.into(), name: name.to_owned(), known }
    }
}
