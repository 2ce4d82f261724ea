//! Why rules cannot be used.

use thiserror::Error;

/// Why rules cannot be used.
#[derive(Debug, Error)]
pub enum RulesError {
    /// A file cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// A file, with its line where that is known, is not TOML of its form, or says what cannot be.
    #[error("{0}: {1}")]
    Malformed(String, String),
}

impl RulesError {
    pub(crate) fn malformed(file: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Malformed(file.into(), problem.into().trim_end().to_owned())
    }

    /// A key names what is not there.
    pub(crate) fn unknown(file: &str, key: &str, name: &str, known: &[&str]) -> Self {
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Self::malformed(
            file,
            format!("`{key}` has `{name}`, and there is none of that name; there are {known}. Correct it."),
        )
    }
}
