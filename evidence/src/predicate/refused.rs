//! What was read, and what should stand there.

/// What stands where something else is wanted.
pub(super) struct Refused {
    pub(super) found: String,
    pub(super) wanted: String,
}

impl Refused {
    pub(super) fn new(found: impl Into<String>, wanted: impl Into<String>) -> Self {
        Self { found: found.into(), wanted: wanted.into() }
    }
}
