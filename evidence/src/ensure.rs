//! What must hold of what somebody wrote.

/// What is wrong where something does not hold.
pub(crate) fn ensure<P: Into<String>>(holds: bool, problem: impl FnOnce() -> P) -> Result<(), String> {
    if holds { Ok(()) } else { Err(problem().into()) }
}
